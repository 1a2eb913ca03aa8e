// rule: unawaited-executor-switch
// Drogon: the switch to another loop's thread, and awaiters of timers.
#include "mini.h"

namespace trantor {
class EventLoop;
}
namespace drogon {
namespace internal {
struct SwitchThreadAwaiter : mini::tick {};
struct TimerAwaiter : mini::tick {};
} // namespace internal
internal::SwitchThreadAwaiter switchThreadCoro(trantor::EventLoop *loop);
internal::TimerAwaiter sleepCoro(trantor::EventLoop *loop, double seconds);
} // namespace drogon

namespace bad_switch_dropped {
mini::task<void> f(trantor::EventLoop *loop) {
  drogon::switchThreadCoro(loop); // warn: the switch made by 'switchThreadCoro' is not awaited, so the code below runs on the executor it is on already // fix: co_await drogon::switchThreadCoro(loop);
  co_return;
}
} // namespace bad_switch_dropped

namespace bad_sleep_dropped {
mini::task<void> f(trantor::EventLoop *loop) {
  drogon::sleepCoro(loop, 0.5); // warn[discarded-task]: the awaitable made by 'sleepCoro' is dropped, so nothing happens // fix: co_await drogon::sleepCoro(loop, 0.5);
  co_return;
}
} // namespace bad_sleep_dropped

namespace good_awaited {
mini::task<void> f(trantor::EventLoop *loop) {
  co_await drogon::switchThreadCoro(loop);
  co_await drogon::sleepCoro(loop, 0.5);
}
} // namespace good_awaited
