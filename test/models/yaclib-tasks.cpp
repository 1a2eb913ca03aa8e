// rule: unawaited-executor-switch
// YACLib: On(), ready futures, and tasks that are detached.
#include "mini.h"

namespace yaclib {
class IExecutor;
namespace detail {
class OnAwaiter : public mini::tick {};
} // namespace detail
detail::OnAwaiter On(IExecutor &e) noexcept;
template <class T> class Future {
public:
  Future(Future &&) noexcept;
  ~Future();
  bool Ready() const noexcept;
  void Detach() && noexcept;
};
template <class T> class Task {
public:
  Task(Task &&) noexcept;
  ~Task();
  void Detach() && noexcept;
};
Future<int> MakeFuture(int value);
} // namespace yaclib
yaclib::Task<void> lazy();
yaclib::Future<int> running();

namespace bad_hop_dropped {
mini::task<void> f(yaclib::IExecutor &e) {
  yaclib::On(e); // warn: the switch made by 'On' is not awaited, so the code below runs on the executor it is on already // fix: co_await yaclib::On(e);
  co_return;
}
} // namespace bad_hop_dropped

namespace bad_task_dropped {
void f() {
  lazy(); // warn[discarded-task]: the task made by 'lazy' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_task_dropped

namespace bad_only_asked {
bool f() {
  auto future = running(); // warn[unawaited-task]: 'future' is never awaited, so nobody waits for it or sees its exception
  return future.Ready();
}
} // namespace bad_only_asked

namespace good_awaited {
mini::task<void> f(yaclib::IExecutor &e) {
  co_await yaclib::On(e);
}
} // namespace good_awaited

namespace good_detached {
void f() {
  lazy().Detach();
  running().Detach();
  yaclib::MakeFuture(1);
}
} // namespace good_detached
