#include "log.h"
#include <unistd.h>
void FileLog::commit() { fsync(fd); }
void Log::commit() { fsync(1); }
Flusher::Flusher(int fd) : fd(fd) {}
Flusher::~Flusher() { fsync(fd); }
