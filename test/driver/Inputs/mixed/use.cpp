#include "rt.h"
#include "log.h"
#include "settle.h"

// The type of what is called is known, or somebody may override it.
task others(Log &any) { any.commit(); co_return; }

task use(int fd, FileLog &log) {
  settle(fd);
  look(fd, 0);
  look(fd, 5);
  log.commit();
  Flusher named(fd);
  co_return;
}
