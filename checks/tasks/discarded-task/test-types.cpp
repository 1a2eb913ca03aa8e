// flags: -std=c++20 -Wno-unused-value
// What is a task, by its structure: the ways to be awaited, to start, and to be allowed to drop.
#include "mini.h"
#include <atomic>
#include <semaphore>
#include <thread>
#include <tuple>

void log_line(const char *what);
/// What the promises below share.
template <class Initial = std::suspend_always> struct promise_base {
  Initial initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() { std::terminate(); }
};
/// Owns a coroutine frame.
template <class Promise> struct frame_owner {
  explicit frame_owner(std::coroutine_handle<Promise> h) : frame(h) {}
  frame_owner(frame_owner &&o) noexcept : frame(std::exchange(o.frame, {})) {}
  ~frame_owner() {
    if (frame)
      frame.destroy();
  }
  std::coroutine_handle<Promise> frame;
};
/// Runs coroutines on a thread of its own.
struct pool {
  void post(std::coroutine_handle<> h);
};

// ---- Ways to be awaited ----

namespace bad_awaited_by_its_own_members {
struct job {
  struct promise_type : promise_base<> {
    job get_return_object() { return job{frame_owner(std::coroutine_handle<promise_type>::from_promise(*this))}; }
  };
  bool await_ready() const noexcept { return owner.frame.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return owner.frame; }
  void await_resume() const noexcept {}
  frame_owner<promise_type> owner;
};
job reindex(int table) { co_return; }
job nightly() {
  reindex(1); // warn: the task made by 'reindex' is dropped, so it never runs // fix: co_await reindex(1);
  (void)reindex(2); // warn: the task made by 'reindex' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: (void)co_await reindex(2);
  co_return;
}
} // namespace bad_awaited_by_its_own_members

namespace bad_awaited_by_a_free_operator {
struct job {
  struct promise_type : promise_base<> {
    job get_return_object() { return job{frame_owner(std::coroutine_handle<promise_type>::from_promise(*this))}; }
  };
  frame_owner<promise_type> owner;
};
struct job_awaiter {
  std::coroutine_handle<> frame;
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return frame; }
  void await_resume() const noexcept {}
};
job_awaiter operator co_await(job &&j) { return {j.owner.frame}; }
job reindex(int table) { co_return; }
job nightly() {
  reindex(1); // warn: the task made by 'reindex' is dropped, so it never runs // fix: co_await reindex(1);
  co_await reindex(2);
}
} // namespace bad_awaited_by_a_free_operator

namespace bad_awaited_by_a_friend_operator {
class job {
public:
  struct promise_type : promise_base<> {
    job get_return_object() { return job(std::coroutine_handle<promise_type>::from_promise(*this)); }
  };
  friend auto operator co_await(job &&j) noexcept {
    struct awaiter {
      std::coroutine_handle<> frame;
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return frame; }
      void await_resume() const noexcept {}
    };
    return awaiter{j.owner_.frame};
  }

private:
  explicit job(std::coroutine_handle<promise_type> h) : owner_(h) {}
  frame_owner<promise_type> owner_;
};
job reindex(int table) { co_return; }
void nightly() {
  reindex(1); // warn: the task made by 'reindex' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_awaited_by_a_friend_operator

// Only coroutines of the same runtime can await it: their promise knows how.
namespace bad_awaited_by_await_transform {
class job {
public:
  struct promise_type : promise_base<> {
    job get_return_object() { return job(std::coroutine_handle<promise_type>::from_promise(*this)); }
    auto await_transform(job &&j) noexcept {
      struct awaiter {
        std::coroutine_handle<> frame;
        bool await_ready() const noexcept { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return frame; }
        void await_resume() const noexcept {}
      };
      return awaiter{j.owner_.frame};
    }
  };

private:
  explicit job(std::coroutine_handle<promise_type> h) : owner_(h) {}
  frame_owner<promise_type> owner_;
};
job reindex(int table) { co_return; }
job nightly() {
  reindex(1); // warn: the task made by 'reindex' is dropped, so it never runs // fix: co_await reindex(1);
  co_await reindex(2);
}
// Promises that say nothing of it can't await it, and there is no fix.
mini::task<void> weekly() {
  reindex(3); // warn: the task made by 'reindex' is dropped, so it never runs
  co_return;
}
} // namespace bad_awaited_by_await_transform

// Another runtime's coroutine can't await it, and there is no fix.
namespace bad_in_a_coroutine_that_cannot_await_it {
struct strict {
  struct promise_type : promise_base<> {
    strict get_return_object() { return strict{frame_owner(std::coroutine_handle<promise_type>::from_promise(*this))}; }
    template <class T> T &&await_transform(T &&) = delete;
  };
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  void await_resume() const noexcept {}
  frame_owner<promise_type> owner;
};
mini::task<void> refresh();
strict f() {
  refresh(); // warn: the task made by 'refresh' is dropped, so it never runs
  co_return;
}
} // namespace bad_in_a_coroutine_that_cannot_await_it

namespace with_traits {
struct operation {
  std::coroutine_handle<> frame;
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return frame; }
  void await_resume() const noexcept {}
};
struct operation_promise : promise_base<> {
  operation get_return_object() { return {std::coroutine_handle<operation_promise>::from_promise(*this)}; }
};
} // namespace with_traits
template <class... A> struct std::coroutine_traits<with_traits::operation, A...> {
  using promise_type = with_traits::operation_promise;
};
namespace bad_promise_by_coroutine_traits {
using with_traits::operation;
operation load(int page) { co_return; }
mini::task<void> f() {
  load(3); // warn: the task made by 'load' is dropped, so it never runs // fix: co_await load(3);
  co_return;
}
} // namespace bad_promise_by_coroutine_traits

namespace bad_promise_is_an_alias {
struct job;
struct job_promise : promise_base<> {
  job get_return_object();
};
struct job {
  using promise_type = job_promise;
  std::coroutine_handle<promise_type> frame;
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return frame; }
  void await_resume() const noexcept {}
};
job load(int page) { co_return; }
void f() {
  load(3); // warn: the task made by 'load' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  (void)load(4); // warn: the task made by 'load' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
}
} // namespace bad_promise_is_an_alias

namespace bad_derived_from_a_task {
struct request : mini::task<int> {
  struct promise_type : mini::task<int>::promise_type {
    request get_return_object() { return request(mini::task<int>::promise_type::get_return_object()); }
  };
  explicit request(mini::task<int> t) : mini::task<int>(std::move(t)) {}
};
request get(std::string url) { co_return 200; }
mini::task<void> f() {
  get("/"); // warn: the task made by 'get' is dropped, so it never runs // fix: co_await get("/");
  (void)get("/index.html"); // warn: the task made by 'get' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: (void)co_await get("/index.html");
  co_return;
}
} // namespace bad_derived_from_a_task

namespace bad_alias_and_using_declaration {
using mini::task;
using status_task = task<int>;
template <class T> using lazy = mini::task<T>;
status_task ping();
lazy<std::string> whoami();
mini::task<void> f() {
  ping(); // warn: the task made by 'ping' is dropped, so it never runs // fix: co_await ping();
  whoami(); // warn: the task made by 'whoami' is dropped, so it never runs // fix: co_await whoami();
  co_return;
}
} // namespace bad_alias_and_using_declaration

namespace bad_const_result {
const mini::task<int> ping();
void f() {
  ping(); // warn: the task made by 'ping' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_const_result

namespace bad_shared_task {
template <class T> class shared_task {
public:
  struct promise_type : promise_base<> {
    shared_task get_return_object() { return shared_task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    int users = 1;
  };
  shared_task(const shared_task &o) : frame_(o.frame_) { ++frame_.promise().users; }
  ~shared_task() {
    if (--frame_.promise().users == 0)
      frame_.destroy();
  }
  auto operator co_await() const noexcept {
    struct awaiter {
      std::coroutine_handle<> frame;
      bool await_ready() const noexcept { return frame.done(); }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return frame; }
      void await_resume() const noexcept {}
    };
    return awaiter{frame_};
  }

private:
  explicit shared_task(std::coroutine_handle<promise_type> h) : frame_(h) {}
  std::coroutine_handle<promise_type> frame_;
};
shared_task<void> load_config() { co_return; }
mini::task<void> f() {
  load_config(); // warn: the task made by 'load_config' is dropped, so it never runs // fix: co_await load_config();
  auto config = load_config();
  co_await config;
  co_await config;
}
} // namespace bad_shared_task

namespace bad_nodiscard_class {
class [[nodiscard]] job {
public:
  struct promise_type : promise_base<> {
    job get_return_object() { return job(std::coroutine_handle<promise_type>::from_promise(*this)); }
  };
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return owner_.frame; }
  void await_resume() const noexcept {}

private:
  explicit job(std::coroutine_handle<promise_type> h) : owner_(h) {}
  frame_owner<promise_type> owner_;
};
job reindex(int table) { co_return; }
void f() {
  (void)reindex(3); // warn: the task made by 'reindex' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
}
} // namespace bad_nodiscard_class

// ---- When it starts ----

namespace bad_lazy_by_a_start_of_its_own {
struct job {
  struct promise_type : promise_base<> {
    struct wait_for_await {
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<>) const noexcept {}
      void await_resume() const { log_line("started"); }
    };
    job get_return_object() { return job{frame_owner(std::coroutine_handle<promise_type>::from_promise(*this))}; }
    wait_for_await initial_suspend() noexcept { return {}; }
  };
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return owner.frame; }
  void await_resume() const noexcept {}
  frame_owner<promise_type> owner;
};
job reindex(int table) { co_return; }
void f() {
  reindex(1); // warn: the task made by 'reindex' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  (void)reindex(2); // warn: the task made by 'reindex' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
}
} // namespace bad_lazy_by_a_start_of_its_own

namespace bad_eager_that_owns_its_frame {
struct job {
  struct promise_type : promise_base<std::suspend_never> {
    job get_return_object() { return job{frame_owner(std::coroutine_handle<promise_type>::from_promise(*this))}; }
    std::coroutine_handle<> next;
  };
  bool await_ready() const noexcept { return owner.frame.done(); }
  void await_suspend(std::coroutine_handle<> h) noexcept { owner.frame.promise().next = h; }
  void await_resume() const noexcept {}
  frame_owner<promise_type> owner;
};
job upload(int file) { co_await std::suspend_always{}; }
mini::task<void> f() {
  upload(1); // warn: the task made by 'upload' is dropped, so nobody waits for it or sees its exception // fix: co_await upload(1);
  co_return;
}
} // namespace bad_eager_that_owns_its_frame

// The first suspension hands the frame to a pool: it runs although nobody awaits it.
namespace good_scheduled_by_its_start_and_cast_to_void {
pool &workers();
struct job {
  struct promise_type : promise_base<> {
    struct start_on_pool {
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> h) const { workers().post(h); }
      void await_resume() const noexcept {}
    };
    job get_return_object() { return job{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    start_on_pool initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
  };
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  void await_resume() const noexcept {}
  std::coroutine_handle<promise_type> frame;
};
job upload(int file) { co_return; }
void f() { (void)upload(3); }
} // namespace good_scheduled_by_its_start_and_cast_to_void

// ---- What may be dropped ----

namespace good_fire_and_forget {
mini::forget heartbeat(int rounds) {
  for (int i = 0; i < rounds; ++i)
    co_await mini::tick{};
}
struct detached {
  struct promise_type {
    detached get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
detached watch(int descriptor) { co_return; }
void f() {
  heartbeat(3);
  (void)heartbeat(4);
  watch(0), watch(1);
}
} // namespace good_fire_and_forget

namespace void_coroutine {
struct tag {};
} // namespace void_coroutine
template <> struct std::coroutine_traits<void, void_coroutine::tag> {
  struct promise_type {
    void get_return_object() noexcept {}
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
namespace good_void_coroutine {
void run(void_coroutine::tag) { co_await mini::tick{}; }
void f() { run({}); }
} // namespace good_void_coroutine

// Nothing in it can be awaited; a generator that is not pulled is a range that nobody reads.
namespace good_generator {
mini::generator<int> numbers(int n) {
  for (int i = 0; i < n; ++i)
    co_yield i;
}
void f() {
  numbers(3);
  (void)numbers(4);
  for (int i : numbers(5))
    log_line(i ? "one" : "none");
}
} // namespace good_generator

namespace good_destructor_runs_it {
class job {
public:
  struct promise_type : promise_base<> {
    job get_return_object() { return job(std::coroutine_handle<promise_type>::from_promise(*this)); }
  };
  job(job &&o) noexcept : frame_(std::exchange(o.frame_, {})) {}
  ~job() {
    if (!frame_)
      return;
    while (!frame_.done())
      frame_.resume();
    frame_.destroy();
  }
  bool await_ready() const noexcept { return frame_.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return frame_; }
  void await_resume() const noexcept {}

private:
  explicit job(std::coroutine_handle<promise_type> h) : frame_(h) {}
  std::coroutine_handle<promise_type> frame_;
};
job print_report(int pages) { co_await std::suspend_always{}; }
void f() {
  print_report(3);
  (void)print_report(4);
}
} // namespace good_destructor_runs_it

namespace good_destructor_waits {
class job {
public:
  struct promise_type : promise_base<std::suspend_never> {
    job get_return_object() { return job(*this); }
    std::binary_semaphore done{0};
  };
  ~job() { wait(); }
  void wait() { promise_.done.acquire(); }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  void await_resume() const noexcept {}

private:
  explicit job(promise_type &p) : promise_(p) {}
  promise_type &promise_;
};
job upload(int file) { co_return; }
void f() { upload(3); }
} // namespace good_destructor_waits

namespace good_destructor_joins_a_thread {
class job {
public:
  struct promise_type : promise_base<std::suspend_never> {
    job get_return_object() { return {}; }
  };
  ~job() {
    if (worker_.joinable())
      worker_.join();
  }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  void await_resume() const noexcept {}

private:
  std::thread worker_;
};
job upload(int file) { co_return; }
void f() { upload(3); }
} // namespace good_destructor_joins_a_thread

namespace good_destructor_detaches {
class job {
public:
  struct promise_type : promise_base<std::suspend_never> {
    job get_return_object() { return job(std::coroutine_handle<promise_type>::from_promise(*this)); }
    bool unowned = false;
  };
  job(job &&o) noexcept : frame_(std::exchange(o.frame_, {})) {}
  ~job() {
    if (frame_)
      detach();
  }
  void detach() { std::exchange(frame_, {}).promise().unowned = true; }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  void await_resume() const noexcept {}

private:
  explicit job(std::coroutine_handle<promise_type> h) : frame_(h) {}
  std::coroutine_handle<promise_type> frame_;
};
job upload(int file) { co_return; }
void f() { upload(3); }
} // namespace good_destructor_detaches

// A join handle: no coroutine, and whoever made it has started the work.
namespace good_handle_of_started_work {
class join_handle {
public:
  ~join_handle();
  bool await_ready() const noexcept { return done_->load(); }
  void await_suspend(std::coroutine_handle<> h) noexcept { waiter_ = h; }
  void await_resume() const noexcept {}

private:
  std::shared_ptr<std::atomic<bool>> done_;
  std::coroutine_handle<> waiter_;
};
join_handle spawn(mini::task<void> t);
mini::task<void> prune(int days);
void f() { spawn(prune(30)); }
} // namespace good_handle_of_started_work

// A copy of a task that somebody else keeps.
namespace good_copy_of_a_shared_task {
class shared_task {
public:
  struct promise_type : promise_base<> {
    shared_task get_return_object();
  };
  shared_task(const shared_task &) = default;
  bool await_ready() const noexcept { return frame_.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) const noexcept { return frame_; }
  void await_resume() const noexcept {}

private:
  std::coroutine_handle<promise_type> frame_;
};
class config {
  shared_task loading_;

public:
  explicit config(shared_task t) : loading_(t) {}
  shared_task loading() const { return loading_; }
};
void f(const config &c) { c.loading(); }
} // namespace good_copy_of_a_shared_task

// Only the name is the same.
namespace good_users_own_task_class {
struct task {
  int id = 0;
  std::string title;
};
task create_task(std::string title);
struct board {
  task move(int id, int column);
};
void f(board &b) {
  create_task("write tests");
  b.move(3, 4);
  (void)b.move(4, 5);
  auto _ = create_task("review");
}
} // namespace good_users_own_task_class

namespace good_coroutine_type_that_is_only_resumed {
struct script {
  struct promise_type : promise_base<> {
    script get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
  };
  std::coroutine_handle<promise_type> frame;
};
script intro() { co_return; }
void f(std::vector<std::coroutine_handle<>> &queue) {
  queue.push_back(intro().frame);
  intro();
}
} // namespace good_coroutine_type_that_is_only_resumed

namespace good_incomplete_result {
struct ticket;
ticket &issue();
ticket *find(int id);
void f() {
  issue();
  find(3);
}
} // namespace good_incomplete_result

// What the destructor does with the work is another file's business.
namespace good_eager_with_a_destructor_elsewhere {
class job {
public:
  struct promise_type : promise_base<> {
    job get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
  };
  ~job();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) const noexcept;
  void await_resume() const noexcept;
};
job print(int page);
void f() { print(3); }
} // namespace good_eager_with_a_destructor_elsewhere

namespace bad_lazy_with_a_destructor_elsewhere {
class job {
public:
  struct promise_type : promise_base<> {
    job get_return_object();
  };
  ~job();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) const noexcept;
  void await_resume() const noexcept;
};
job print(int page);
void f() {
  print(3); // warn: the task made by 'print' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_lazy_with_a_destructor_elsewhere

// A smart handle is asked for what it holds; that runs nothing.
namespace bad_destructor_asks_its_handle {
struct handle {
  std::coroutine_handle<> h;
  std::coroutine_handle<> get() const { return h; }
};
class job {
public:
  struct promise_type : promise_base<> {
    job get_return_object();
  };
  ~job() {
    if (h_.get())
      h_.get().destroy();
  }
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) const noexcept;
  void await_resume() const noexcept;

private:
  handle h_;
};
job print(int page);
void f() {
  print(3); // warn: the task made by 'print' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_destructor_asks_its_handle
