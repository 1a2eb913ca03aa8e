#include "rt.h"
std::mutex table;
task hold() {
  std::lock_guard guard(table);
  co_await tick{};
}
