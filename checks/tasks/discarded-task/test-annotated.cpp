// flags: -std=c++20 -Wno-unused-value -Wno-unused-result
// Types and functions that say what they are; and which rule speaks when several could.
#include "annotated.h"
#include <tuple>

void log_line(const char *what);
annotated::task<void> prune(int days);
annotated::task<int> count();

namespace bad_annotated_lazy_task {
annotated::task<void> nightly() {
  prune(30); // warn: the task made by 'prune' is dropped, so it never runs // fix: co_await prune(30);
  (void)prune(31); // warn: the task made by 'prune' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: (void)co_await prune(31);
  std::ignore = count(); // warn: the task made by 'count' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: std::ignore = co_await count();
  co_return;
}
} // namespace bad_annotated_lazy_task

// Nothing but the annotation tells that this is a task.
namespace bad_annotated_opaque_type {
class [[clang::annotate("corolint::task", "lazy")]] job {
public:
  job(job &&) noexcept;
  ~job();

private:
  void *frame_;
};
job reindex(int table);
void f() {
  reindex(1); // warn: the task made by 'reindex' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  (void)reindex(2); // warn: the task made by 'reindex' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
  auto _ = reindex(3); // warn: the task made by 'reindex' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
}
} // namespace bad_annotated_opaque_type

namespace bad_annotated_eager_type {
class [[clang::annotate("corolint::task", "eager")]] job {
public:
  job(job &&) noexcept;
  ~job();

private:
  void *frame_;
};
job upload(int file);
void f() {
  upload(1); // warn: the task made by 'upload' is dropped, so nobody waits for it or sees its exception // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_annotated_eager_type

namespace good_annotated_eager_type_with_consent {
class [[clang::annotate("corolint::task", "eager")]] job {
public:
  job(job &&) noexcept;
  ~job();

private:
  void *frame_;
};
job upload(int file);
void f() {
  (void)upload(1);
  static_cast<void>(upload(2));
  std::ignore = upload(3);
  auto _ = upload(4);
}
} // namespace good_annotated_eager_type_with_consent

// The annotation has the last word: structure alone would call it lazy.
namespace good_annotated_eager_although_it_looks_lazy {
class [[clang::annotate("corolint::task", "eager")]] job {
public:
  struct promise_type {
    job get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  ~job();
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  void await_resume() const noexcept {}
};
job upload(int file);
void f() { (void)upload(1); }
} // namespace good_annotated_eager_although_it_looks_lazy

namespace good_detachable_class {
void f() {
  annotated::spawn([] { log_line("on the pool"); });
  (void)annotated::spawn([] { log_line("again"); });
  auto _ = annotated::spawn([] { log_line("and again"); });
}
} // namespace good_detachable_class

namespace good_detachable_task {
class [[clang::annotate("corolint::detachable")]] job : public mini::task<void> {
public:
  struct promise_type : mini::task<void>::promise_type {
    job get_return_object();
  };
  job(job &&) = default;
};
job reindex(int table) { co_return; }
void f() {
  reindex(3);
  (void)reindex(4);
}
} // namespace good_detachable_task

namespace good_spawned_by_an_annotated_function {
void f() {
  annotated::spawn_task(prune(3));
  annotated::spawn_task([]() -> annotated::task<void> { co_await prune(4); }());
}
} // namespace good_spawned_by_an_annotated_function

namespace good_annotated_task_awaited {
annotated::task<int> f() {
  co_await prune(3);
  (void)co_await count();
  co_return co_await count();
}
} // namespace good_annotated_task_awaited

namespace good_annotated_callable_called_in_place {
annotated::task<void> f() {
  annotated::call_now([] { log_line("now"); });
  co_await annotated::when_all(prune(1), prune(2));
}
} // namespace good_annotated_callable_called_in_place

// The functions of an annotated template: each instantiation is a task of its own.
namespace bad_annotated_class_template {
template <class T> class [[clang::annotate("corolint::task", "lazy")]] future {
public:
  future(future &&) noexcept;
  ~future();
};
future<int> one();
future<std::string> two();
template <class T> future<T> make();
void f() {
  one(); // warn: the task made by 'one' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  two(); // warn: the task made by 'two' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  make<long>(); // warn: the task made by 'make' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_annotated_class_template

// ---- The more specific rule speaks, alone ----

namespace bad_lock_is_unawaited_lock {
mini::task<void> f(mini::async_mutex &m, int &n) {
  m.lock(); // warn[unawaited-lock]: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited
  ++n;
  co_return;
}
} // namespace bad_lock_is_unawaited_lock

namespace bad_switch_is_unawaited_executor_switch {
mini::task<void> f() {
  annotated::resume_on(3); // warn[unawaited-executor-switch]: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await annotated::resume_on(3);
  log_line("where am I");
  co_return;
}
} // namespace bad_switch_is_unawaited_executor_switch

namespace bad_dropped_after_the_await_is_nested_task {
mini::task<mini::task<void>> begin();
mini::task<void> f() {
  co_await begin(); // warn[nested-task]: awaiting 'begin' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await begin();
}
} // namespace bad_dropped_after_the_await_is_nested_task

namespace bad_nested_task_dropped_without_any_await {
mini::task<mini::task<void>> begin();
mini::task<void> f() {
  begin(); // warn: the task made by 'begin' is dropped, so it never runs // fix: co_await begin();
  co_return;
}
} // namespace bad_nested_task_dropped_without_any_await
