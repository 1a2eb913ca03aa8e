// rule: unawaited-executor-switch
// TooManyCooks: resume_on and enter, and what spawn() returns.
#include "mini.h"

namespace tmc {
class ex_cpu;
class aw_resume_on : public mini::tick {};
aw_resume_on resume_on(ex_cpu &executor);
class aw_ex_scope_enter : public mini::tick {};
aw_ex_scope_enter enter(ex_cpu &executor);
class aw_spawn {
public:
  aw_spawn(aw_spawn &&) noexcept;
  ~aw_spawn() noexcept;
  void detach();
  mini::tick operator co_await() &&;
};
aw_spawn spawn(mini::task<void> t);
} // namespace tmc
mini::task<void> work();

namespace bad_hop_dropped {
mini::task<void> f(tmc::ex_cpu &pool) {
  tmc::resume_on(pool); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await tmc::resume_on(pool);
  tmc::enter(pool); // warn: the switch made by 'enter' is not awaited, so the code below runs on the executor it is on already // fix: co_await tmc::enter(pool);
  co_return;
}
} // namespace bad_hop_dropped

namespace bad_spawn_dropped {
void f() {
  tmc::spawn(work()); // warn[discarded-task]: the awaitable made by 'spawn' is dropped, so nothing happens // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_spawn_dropped

namespace good_awaited {
mini::task<void> f(tmc::ex_cpu &pool) {
  co_await tmc::resume_on(pool);
  co_await tmc::enter(pool);
  co_await tmc::spawn(work());
}
} // namespace good_awaited

namespace good_detached {
void f() { tmc::spawn(work()).detach(); }
} // namespace good_detached
