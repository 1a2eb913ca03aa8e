// rule: unjoined-scope
// stdexec and exec: scopes of both kinds, and what moves a coroutine.
#include "mini.h"

namespace stdexec {
struct scheduler {};
mini::tick schedule(scheduler);
class counting_scope {
public:
  struct token {
    counting_scope *scope;
  };
  ~counting_scope();
  token get_token() noexcept;
  mini::tick join() noexcept;
};
void spawn(mini::task<void>, counting_scope::token);
} // namespace stdexec
namespace exec {
struct async_scope {
  ~async_scope();
  void spawn(mini::task<void>);
  mini::tick on_empty() const;
};
mini::tick reschedule_coroutine_on(stdexec::scheduler);
} // namespace exec
mini::task<void> work();

namespace bad_async_scope_left {
mini::task<void> f() {
  exec::async_scope scope; // warn: 'scope' is destroyed without having been joined, while its work is under way
  scope.spawn(work()); // note: work is started in it here
  co_await mini::tick();
} // note: it is destroyed here
} // namespace bad_async_scope_left

namespace bad_counting_scope_left {
mini::task<void> f() {
  stdexec::counting_scope scope; // warn: 'scope' is destroyed without having been joined, while its work is under way
  stdexec::spawn(work(), scope.get_token()); // note: work is started in it here
  co_await mini::tick();
} // note: it is destroyed here
} // namespace bad_counting_scope_left

namespace bad_not_rescheduled {
mini::task<void> f(stdexec::scheduler s) {
  exec::reschedule_coroutine_on(s); // warn[unawaited-executor-switch]: the switch made by 'reschedule_coroutine_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await exec::reschedule_coroutine_on(s);
  stdexec::schedule(s); // warn[unawaited-executor-switch]: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already // fix: co_await stdexec::schedule(s);
  co_return;
}
} // namespace bad_not_rescheduled

namespace good_emptied {
mini::task<void> f() {
  exec::async_scope scope;
  scope.spawn(work());
  co_await scope.on_empty();
}
} // namespace good_emptied

namespace good_joined {
mini::task<void> f() {
  stdexec::counting_scope scope;
  stdexec::spawn(work(), scope.get_token());
  co_await scope.join();
}
} // namespace good_joined

namespace good_rescheduled {
mini::task<void> f(stdexec::scheduler s) {
  co_await exec::reschedule_coroutine_on(s);
  co_await stdexec::schedule(s);
}
} // namespace good_rescheduled
