//===--- corolint/rt/runtime.h - where a program's tasks run --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Good:
//   task<> serve(std::uint16_t port);
//   int main() { runtime::current_thread().block_on(serve(8080)); }
//   int main() { runtime::multi_thread(4).block_on(serve(8080)); }
//
// A task of a multi_thread runtime may go on on another thread after each
// co_await. Nothing changes for the task itself, its frame is handed over; but
// what lives across a co_await has to be Send.
//
// Bad, unlocked by a thread that never locked it (await-holding-lock):
//   std::lock_guard guard(counter_mutex);
//   co_await sleep_for(1s);
// Bad, does not compile, because two threads would count at the same time:
//   rc<int> users(1);
//   r.spawn_detached(serve_one, users.clone());
// Bad, compiles; reported by the linter (non-send-across-await):
//   rc<int> users(1);
//   co_await sleep_for(1s);
//   use(*users);
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_RUNTIME_H
#define COROLINT_RT_RUNTIME_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/runtime_core.h"
#include "corolint/rt/detail/spawned_job.h"
#include "corolint/rt/send.h"
#include <chrono>

namespace corolint::rt {

namespace detail {

/// The task that block_on waits for.
template <class T> class blocking_root final : private job_parent {
public:
  blocking_root(task<T> &t, runtime_core &on, const std::source_location &at)
      : core(on), job(task_access::release(t), *this, on, on.stop_token(), at) {
  }

  T run() {
    core.require_may_block();
    job.start();
    core.run_until(done);
    return std::move(job.result).value();
  }

private:
  void child_failed(job_base &, const std::exception_ptr &) noexcept override {}
  void child_done(job_base &, bool) noexcept override { core.set_done(done); }

  runtime_core &core;
  bool done = false;
  task_job<T> job;
};

} // namespace detail

/// How a runtime is made.
struct runtime_options {
  /// A task that keeps its thread for so long, without a wait, is reported
  /// (observe.h), with the place where it was spawned. 0 for never, which costs
  /// nothing.
  std::chrono::milliseconds watchdog = default_watchdog();

  /// One second if this library was built without NDEBUG, otherwise 0.
  static std::chrono::milliseconds default_watchdog() noexcept;
};

/// Threads, or the calling one, that run tasks. Its end asks all tasks to stop
/// that were spawned and nobody waits for, and runs them to their end. So none
/// of its tasks may end it: the program says so and terminates.
class [[nodiscard]] runtime {
public:
  /// Runs tasks on the thread that calls block_on, while it does.
  static runtime current_thread(const runtime_options &options = {});

  /// Runs tasks on \p threads threads, which exist as long as the runtime. Each
  /// has a queue of its own, of which idle ones take half. Of the tasks that a
  /// task wakes or spawns, the last goes next on the same thread, when the task
  /// waits: it finds its data in the cache. A task that computes for long
  /// should therefore co_await yield() now and then.
  ///
  /// Throws std::invalid_argument for 0, and std::system_error when there are
  /// no threads left.
  static runtime multi_thread(std::size_t threads = processors(),
                              const runtime_options &options = {});

  runtime(runtime &&) noexcept = default;
  runtime &operator=(runtime &&) = delete;
  ~runtime();

  /// Runs \p t and all that it waits for, and returns its value. Throws its
  /// error; stopped_error if it was stopped; std::logic_error when called by a
  /// task of this runtime.
  template <class T>
  COROLINT_BLOCKING_BECAUSE("waits for the end of a task", "co_await")
  T block_on(task<T> t,
             std::source_location at = std::source_location::current()) {
    return detail::blocking_root<T>(t, *core, at).run();
  }

  /// Runs f(args...), a task, that nobody waits for but the end of the runtime,
  /// which stops it. Prefer with_scope. An error has nobody to go to: the
  /// program says what and where, and terminates. f, args and the result have
  /// to be Send, as for thread::spawn: what certainly is not does not compile.
  /// From any thread.
  ///
  /// There is an overload for each number of arguments up to four, as of
  /// scope::spawn; the place of calls with more is not recorded.
  template <detail::task_function F>
  void
  spawn_detached(F COROLINT_SPAWNS f,
                 std::source_location at = std::source_location::current()) {
    start_detached(at, std::move(f));
  }
  template <class F, class A>
    requires detail::task_function<F, A>
  void
  spawn_detached(F COROLINT_SPAWNS f, A COROLINT_SPAWNS a,
                 std::source_location at = std::source_location::current()) {
    start_detached(at, std::move(f), std::move(a));
  }
  template <class F, class A, class B>
    requires detail::task_function<F, A, B>
  void
  spawn_detached(F COROLINT_SPAWNS f, A COROLINT_SPAWNS a, B COROLINT_SPAWNS b,
                 std::source_location at = std::source_location::current()) {
    start_detached(at, std::move(f), std::move(a), std::move(b));
  }
  template <class F, class A, class B, class C>
    requires detail::task_function<F, A, B, C>
  void
  spawn_detached(F COROLINT_SPAWNS f, A COROLINT_SPAWNS a, B COROLINT_SPAWNS b,
                 C COROLINT_SPAWNS c,
                 std::source_location at = std::source_location::current()) {
    start_detached(at, std::move(f), std::move(a), std::move(b), std::move(c));
  }
  template <class F, class A, class B, class C, class D>
    requires detail::task_function<F, A, B, C, D>
  void
  spawn_detached(F COROLINT_SPAWNS f, A COROLINT_SPAWNS a, B COROLINT_SPAWNS b,
                 C COROLINT_SPAWNS c, D COROLINT_SPAWNS d,
                 std::source_location at = std::source_location::current()) {
    start_detached(at, std::move(f), std::move(a), std::move(b), std::move(c),
                   std::move(d));
  }
  template <class F, class... Args>
    requires(sizeof...(Args) > 4) && detail::task_function<F, Args...>
  void spawn_detached(F COROLINT_SPAWNS f, Args COROLINT_SPAWNS... args) {
    start_detached(std::source_location(), std::move(f), std::move(args)...);
  }

  /// Asks all tasks of the runtime to stop.
  void request_stop() noexcept { core->request_stop(); }

  executor &get_executor() noexcept { return *core; }

protected:
  explicit runtime(std::unique_ptr<detail::runtime_core> c,
                   const runtime_options &options = {.watchdog = {}});

private:
  /// How many threads run at the same time; 1 if that is not known.
  static std::size_t processors() noexcept;

  template <class F, class... Args>
  void start_detached(const std::source_location &at, F f, Args... args) {
    using T = detail::task_value_t<F, Args...>;
    detail::require_all_send<F, Args..., T>();
    task<T> t =
        detail::call_owned<F, Args...>(std::move(f), std::move(args)...);
    auto *made = new detail::spawned_job<T>(detail::task_access::release(t),
                                            core->detached(), *core,
                                            core->stop_token(), at);
    const detail::spawned_job_ref<T> handle(made);
    core->add_detached();
    made->start();
  }

  std::unique_ptr<detail::runtime_core> core;
};

} // namespace corolint::rt

#endif // COROLINT_RT_RUNTIME_H
