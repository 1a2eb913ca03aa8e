// Switches known by their library's names, on the shortest stand-ins for the headers.
#include "mini.h"

namespace cppcoro {
class static_thread_pool {
public:
  class schedule_operation {
  public:
    bool await_ready() noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) noexcept;
    void await_resume() noexcept {}
  };
  schedule_operation schedule() noexcept;
};
class io_service {
public:
  class schedule_operation {
  public:
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) noexcept;
    void await_resume() const noexcept {}
  };
  schedule_operation schedule() noexcept;
  std::size_t process_events();
};
} // namespace cppcoro

namespace coro {
class thread_pool {
public:
  struct schedule_operation {
    bool await_ready() noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) noexcept;
    void await_resume() noexcept {}
  };
  schedule_operation schedule();
  schedule_operation yield();
  template <class T> mini::task<T> schedule(mini::task<T> t);
  bool resume(std::coroutine_handle<> h) noexcept;
};
} // namespace coro

namespace concurrencpp {
class executor;
namespace details {
struct resume_on_awaitable {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>);
  void await_resume() const {}
};
} // namespace details
details::resume_on_awaitable resume_on(std::shared_ptr<executor> e);
} // namespace concurrencpp

namespace winrt {
struct stand_in_awaiter {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const;
  void await_resume() const noexcept {}
};
stand_in_awaiter resume_background() noexcept;
} // namespace winrt

std::string render(int page);

namespace bad_cppcoro {
mini::task<std::string> f(cppcoro::static_thread_pool &pool, cppcoro::io_service &io, int page) {
  pool.schedule(); // warn: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already // fix: co_await pool.schedule();
  auto text = render(page);
  io.schedule(); // warn: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already // fix: co_await io.schedule();
  co_return text;
}
} // namespace bad_cppcoro

namespace bad_libcoro {
mini::task<std::string> f(coro::thread_pool &pool, int page) {
  pool.schedule(); // warn: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already // fix: co_await pool.schedule();
  auto hop = pool.yield(); // warn: the switch made by 'yield' is not awaited, so the code below runs on the executor it is on already
  co_return render(page);
}
} // namespace bad_libcoro

namespace bad_concurrencpp {
mini::task<std::string> f(std::shared_ptr<concurrencpp::executor> e, int page) {
  concurrencpp::resume_on(e); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await concurrencpp::resume_on(e);
  co_return render(page);
}
} // namespace bad_concurrencpp

namespace bad_winrt {
mini::forget f(int page) {
  winrt::resume_background(); // warn: the switch made by 'resume_background' is not awaited, so the code below runs on the executor it is on already // fix: co_await winrt::resume_background();
  render(page);
  co_return;
}
} // namespace bad_winrt

namespace good_cppcoro {
mini::task<std::string> f(cppcoro::static_thread_pool &pool, cppcoro::io_service &io, int page) {
  co_await pool.schedule();
  auto text = render(page);
  co_await io.schedule();
  io.process_events(); // NOLINT(corolint-blocking-wait)
  co_return text;
}
} // namespace good_cppcoro

namespace good_libcoro {
mini::task<std::string> draw(int page);
mini::task<std::string> f(coro::thread_pool &pool, int page) {
  co_await pool.schedule();
  co_await pool.yield();
  pool.resume(std::noop_coroutine());
  co_return co_await pool.schedule(draw(page));
}
} // namespace good_libcoro

namespace good_concurrencpp_and_winrt {
mini::task<std::string> f(std::shared_ptr<concurrencpp::executor> e, int page) {
  co_await concurrencpp::resume_on(e);
  co_return render(page);
}
mini::forget g(int page) {
  co_await winrt::resume_background();
  render(page);
}
} // namespace good_concurrencpp_and_winrt

namespace good_same_names_in_ones_own_namespace {
namespace app::cppcoro {
struct static_thread_pool {
  int schedule();
};
int resume_background();
} // namespace app::cppcoro
void f(app::cppcoro::static_thread_pool &pool) {
  pool.schedule();
  app::cppcoro::resume_background();
}
} // namespace good_same_names_in_ones_own_namespace
