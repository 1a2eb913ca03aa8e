#include "settle.h"
#include <poll.h>
#include <unistd.h>
static void deep(int fd) { fsync(fd); }
void settle(int fd) { deep(fd); }
int look(int fd, int limit) {
  struct pollfd class = {fd, POLLIN, 0};
  return poll(&class, 1, limit);
}
