//===--- corolint/rt/spawn_blocking.h - calls that block, from tasks ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call that blocks keeps the thread of its executor, and with it all tasks
// that would run there. spawn_blocking makes the call on a thread that is kept
// for such calls, and the task waits for it as for anything else.
//
// Good:
//   std::string text = co_await spawn_blocking(read_file, path);
// Bad, nobody else gets the thread (blocking-call):
//   std::string text = read_file(path);
// Bad, does not compile, since the call is on another thread:
//   rc<cache> files = ...;
//   co_await spawn_blocking(read_cached, files.clone());
//
// The threads belong to the runtime, at most 512, started when they are needed,
// and joined at its end; further calls wait for a thread. That is for calls
// that wait. Those that compute use `co_await yield()` or parallel:: instead:
// 512 threads that compute help nobody.
//
// A call cannot be interrupted. One that runs for long should look at the stop
// token of the task, which lives long enough:
//
//   const inplace_stop_token stop = co_await get_stop_token();
//   co_await spawn_blocking(index_disk, stop);
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SPAWN_BLOCKING_H
#define COROLINT_RT_SPAWN_BLOCKING_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/lone_awaiter.h"
#include "corolint/rt/send.h"
#include "corolint/rt/task.h"
#include <concepts>
#include <functional>
#include <type_traits>
#include <utility>

namespace corolint::rt {

namespace detail {

/// The wait for \p Call, which is made on a thread that may block.
template <class Call>
class blocking_operation final : public lone_awaiter<blocking_operation<Call>>,
                                 private work {
public:
  static constexpr const char *waits_for = "blocking call";

  /// \p c outlives the wait.
  explicit blocking_operation(Call &c) noexcept : work(&run), call(&c) {}
  blocking_operation(blocking_operation &&other) noexcept
      : lone_awaiter<blocking_operation>(std::move(other)), work(&run),
        call(other.call) {}

private:
  friend awaiter<blocking_operation>;

  using T = std::invoke_result_t<Call &>;

  progress attempt() const noexcept { return progress::pending; }
  void link() { this->where().post_blocking(*this); }
  // When this fails run() is under way.
  bool unlink() noexcept { return this->where().cancel_blocking(*this); }
  T result() { return std::move(ended).value(); }

  static void run(work &w) noexcept {
    auto &self = static_cast<blocking_operation &>(w);
    try {
      if constexpr (std::is_void_v<T>) {
        (*self.call)();
        self.ended.set_value();
      } else {
        self.ended.set_value((*self.call)());
      }
    } catch (...) {
      self.ended.set_error(std::current_exception());
    }
    self.complete();
  }

  Call *call;
  outcome<T> ended;
};

/// Keeps a callable and its arguments for as long as the call takes.
template <class F, class... Args>
COROLINT_SUPPRESS("non-send-across-await",
                  "reported at the parameters of spawn_blocking")
task<std::invoke_result_t<F, Args...>> call_blocking(F f, Args... args) {
  auto call = [&]() -> std::invoke_result_t<F, Args...> {
    return std::invoke(std::move(f), std::move(args)...);
  };
  co_return co_await blocking_operation(call);
}

} // namespace detail

/// `co_await spawn_blocking(f, args...)` calls f(args...), which may block, on
/// a thread that is kept for that, and gives its result. f and args are moved
/// to it; they and the result have to be Send, as for thread::scope, and may
/// refer to whatever outlives the await. Throws what the call throws, and
/// std::system_error if there is no thread at all. Resumes on the task's own
/// executor. A test_executor makes the call itself.
/// Cancel safety: while it waits for a thread, the call is not made; once it is
/// made, it is waited for, and its result delivered.
template <class F, class... Args>
  requires std::invocable<F, Args...>
COROLINT_TASK_WRAPPER auto
spawn_blocking(F COROLINT_SCOPED COROLINT_BLOCKING_OK f,
               Args COROLINT_SCOPED... args)
    -> task<std::invoke_result_t<F, Args...>> {
  detail::require_all_scoped_send<F, Args...,
                                  std::invoke_result_t<F, Args...>>();
  return detail::call_blocking<F, Args...>(std::move(f), std::move(args)...);
}

} // namespace corolint::rt

#endif // COROLINT_RT_SPAWN_BLOCKING_H
