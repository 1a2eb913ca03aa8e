#include "rt.h"
task take(async_mutex &table) {
  auto held = table.lock();
  co_await tick{};
}
