// rule: unawaited-executor-switch
// C++/WinRT and WIL: hops between threads; asynchronous actions may be dropped.
#include "mini.h"

namespace winrt {
struct apartment_context {
  mini::tick operator co_await() const;
};
inline auto resume_background() noexcept {
  struct awaitable {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) const { handle.resume(); }
    void await_resume() const noexcept {}
  };
  return awaitable{};
}
namespace impl {
struct timespan_awaiter : mini::tick {};
} // namespace impl
impl::timespan_awaiter resume_after(int ms) noexcept;
namespace Windows::Foundation {
struct IAsyncAction : mini::tick {};
} // namespace Windows::Foundation
} // namespace winrt
namespace wil {
mini::tick resume_foreground(int dispatcher);
}
winrt::Windows::Foundation::IAsyncAction refresh();

namespace bad_stays {
mini::task<void> f() {
  winrt::resume_background(); // warn: the switch made by 'resume_background' is not awaited, so the code below runs on the executor it is on already // fix: co_await winrt::resume_background();
  wil::resume_foreground(1); // warn: the switch made by 'resume_foreground' is not awaited, so the code below runs on the executor it is on already // fix: co_await wil::resume_foreground(1);
  co_return;
}
} // namespace bad_stays

namespace bad_does_not_wait {
mini::task<void> f() {
  auto pause = winrt::resume_after(50); // warn: the switch made by 'resume_after' is not awaited, so the code below runs on the executor it is on already
  co_return;
}
} // namespace bad_does_not_wait

namespace good_awaited {
mini::task<void> f() {
  winrt::apartment_context ui;
  co_await winrt::resume_background();
  co_await winrt::resume_after(50);
  co_await ui;
}
} // namespace good_awaited

// The context was kept for a way back that was not needed.
namespace good_unused_context {
mini::task<void> f() {
  winrt::apartment_context ui;
  co_await winrt::resume_background();
}
} // namespace good_unused_context

namespace good_action_dropped {
void f() { refresh(); }
} // namespace good_action_dropped
