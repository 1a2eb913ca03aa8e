#include "rt.h"
task take(async_mutex &table) {
  table.lock();
  co_return;
}
