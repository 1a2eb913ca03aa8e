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
  yaclib::On(e); // warn
  co_return;
}
} // namespace bad_hop_dropped

namespace bad_task_dropped {
void f() {
  lazy(); // warn[discarded-task]
}
} // namespace bad_task_dropped

namespace bad_only_asked {
bool f() {
  auto future = running(); // warn[unawaited-task]
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
