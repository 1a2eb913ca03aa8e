// rule: unjoined-scope
// libunifex: the scopes of both generations.
#include "mini.h"

namespace unifex {
struct scheduler {};
mini::tick schedule(scheduler);
inline namespace v1 {
namespace _async_scope {
struct async_scope {
  ~async_scope();
  void detached_spawn(mini::task<void>);
  mini::tick cleanup() noexcept;
};
} // namespace _async_scope
using _async_scope::async_scope;
} // namespace v1
namespace v2 {
namespace _async_scope {
struct async_scope {
  ~async_scope();
  mini::tick join() noexcept;
};
} // namespace _async_scope
using _async_scope::async_scope;
} // namespace v2
void spawn_detached(mini::task<void>, v2::async_scope &);
} // namespace unifex
mini::task<void> work();

namespace bad_left {
mini::task<void> f() {
  unifex::async_scope scope; // warn: 'scope' is destroyed without having been joined, while its work is under way
  scope.detached_spawn(work()); // note: work is started in it here
  co_await mini::tick();
} // note: it is destroyed here
} // namespace bad_left

namespace bad_left_second_generation {
mini::task<void> f() {
  unifex::v2::async_scope scope; // warn: 'scope' is destroyed without having been joined, while its work is under way
  unifex::spawn_detached(work(), scope); // note: work is started in it here
  co_await mini::tick();
} // note: it is destroyed here
} // namespace bad_left_second_generation

namespace bad_not_rescheduled {
mini::task<void> f(unifex::scheduler s) {
  unifex::schedule(s); // warn[unawaited-executor-switch]: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already // fix: co_await unifex::schedule(s);
  co_return;
}
} // namespace bad_not_rescheduled

namespace good_cleaned_up {
mini::task<void> f() {
  unifex::async_scope scope;
  scope.detached_spawn(work());
  co_await scope.cleanup();
}
} // namespace good_cleaned_up

namespace good_joined {
mini::task<void> f(unifex::scheduler s) {
  unifex::v2::async_scope scope;
  unifex::spawn_detached(work(), scope);
  co_await unifex::schedule(s);
  co_await scope.join();
}
} // namespace good_joined
