// flags: -std=c++23
// In C++23 every temporary of a range initialiser lives as long as the loop.
#include "mini.h"
#include <mutex>

class Guarded {
public:
  class Proxy {
  public:
    explicit Proxy(Guarded &g) : lk(g.m), value(&g.value) {}
    std::vector<int> *operator->() { return value; }
    std::vector<int> &operator*() { return *value; }

  private:
    std::unique_lock<std::mutex> lk;
    std::vector<int> *value;
  };
  Proxy lock() { return Proxy(*this); }

private:
  std::mutex m;
  std::vector<int> value;
};

namespace good_proxy_in_range_initialiser {
int f(Guarded &g) {
  int sum = 0;
  for (int v : *g.lock())
    sum += v;
  return sum;
}
} // namespace good_proxy_in_range_initialiser

namespace good_explicit_object_keeps_it {
struct Service {
  std::mutex m;
  int n = 0;
  int f(this Service &self) {
    std::lock_guard guard(self.m);
    return ++self.n;
  }
};
} // namespace good_explicit_object_keeps_it

namespace bad_explicit_object {
struct Service {
  std::mutex m;
  int n = 0;
  int f(this auto &self) {
    std::lock_guard{self.m}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = std::lock_guard{self.m};
    return ++self.n;
  }
};
int g(Service &s) { return s.f(); }
} // namespace bad_explicit_object

namespace bad_proxy_statement {
void f(Guarded &g) {
  g.lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = g.lock();
}
} // namespace bad_proxy_statement
