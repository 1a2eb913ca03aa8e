// rule: discarded-task
// concurrencpp: eager results may be dropped, lazy ones may not, and post() ignores what it runs returns.
#include "mini.h"

namespace concurrencpp {
template <class T> class result {
public:
  result(result &&) noexcept;
  ~result();
  mini::tick operator co_await();
};
template <class T> class lazy_result {
public:
  lazy_result(lazy_result &&) noexcept;
  ~lazy_result();
  result<T> run();
  mini::tick operator co_await();
};
class executor {
public:
  template <class F> void post(F &&) {}
  template <class F> result<int> submit(F &&) { return submitted(); }
  result<int> submitted();
};
namespace details {
class resume_on_awaitable : public mini::tick {};
} // namespace details
details::resume_on_awaitable resume_on(executor &e) noexcept;
} // namespace concurrencpp
concurrencpp::lazy_result<int> lazy();
concurrencpp::result<int> running();

namespace bad_lazy_dropped {
void f() {
  lazy(); // warn: the task made by 'lazy' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_lazy_dropped

namespace bad_hop_dropped {
mini::task<void> f(concurrencpp::executor &e) {
  concurrencpp::resume_on(e); // warn[unawaited-executor-switch]: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await concurrencpp::resume_on(e);
  co_return;
}
} // namespace bad_hop_dropped

namespace bad_coroutine_posted {
void f(concurrencpp::executor &e) {
  e.post([]() -> mini::task<void> { co_await mini::tick(); }); // warn[coroutine-as-void-callback]: the task that this lambda returns never runs: 'post' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_coroutine_posted

namespace good_eager_dropped {
void f(concurrencpp::executor &e) {
  running();
  lazy().run();
  e.submit([] { return 1; });
}
} // namespace good_eager_dropped

namespace good_awaited {
mini::task<void> f(concurrencpp::executor &e) {
  co_await concurrencpp::resume_on(e);
  co_await lazy();
}
} // namespace good_awaited
