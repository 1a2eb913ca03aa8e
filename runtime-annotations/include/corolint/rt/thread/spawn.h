//===--- corolint/rt/thread/spawn.h - threads that must be joined ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// thread::spawn runs a callable on a thread of its own. The handle has to be
// joined, which gives the result or throws the error, or detached. A handle
// that ends otherwise terminates the program, as with std::thread, but says
// where the thread was spawned. Where threads borrow, thread::scope is better:
// it joins on every path, and needs no copies.
//
// Good:
//   auto sum = thread::spawn(add, 20, 22);
//   use(sum.join());
// Bad, the thread outlives `total` (borrowed-capture):
//   int total = 0;
//   thread::detach(thread::spawn([&] { ++total; }));
// Bad, does not compile, because nothing orders the two sides:
//   auto adder = thread::spawn([](int *t) { ++*t; }, &total);
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_THREAD_SPAWN_H
#define COROLINT_RT_THREAD_SPAWN_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/thread_record.h"
#include "corolint/rt/send.h"
#include <concepts>
#include <memory>
#include <thread>

namespace corolint::rt::detail {
template <class F, class... Args>
auto start_thread(const std::source_location &where, F f, Args... args);
}

namespace corolint::rt::thread {

/// The one who waits for a thread that returns a \p T. Move-only.
template <class T> class [[nodiscard]] COROLINT_MUST_JOIN join_handle {
public:
  join_handle(join_handle &&) noexcept = default;
  join_handle &operator=(join_handle &&other) noexcept {
    require_joined();
    running = std::move(other.running);
    result = std::move(other.result);
    return *this;
  }

  /// Terminates the program if the thread was neither joined nor detached.
  ~join_handle() { require_joined(); }

  /// Blocks until the thread has finished, and returns its result. Throws what
  /// the thread threw; std::system_error when it was joined or detached before,
  /// or when a thread joins itself.
  COROLINT_JOINS
  COROLINT_BLOCKING_BECAUSE("waits for the end of a thread",
                            "co_await spawn_blocking(...)")
  T join() {
    running.join();
    return result->take();
  }

  /// Whether join() or thread::detach() is still due.
  bool joinable() const noexcept { return running.joinable(); }

  /// Whether join() would return at once.
  bool is_finished() const noexcept { return result->is_finished(); }

  std::thread::id get_id() const noexcept { return running.get_id(); }

private:
  template <class U> friend void detach(join_handle<U> handle);
  template <class F, class... Args>
  friend auto detail::start_thread(const std::source_location &, F, Args...);

  join_handle(std::thread t, std::shared_ptr<detail::thread_result<T>> r)
      : running(std::move(t)), result(std::move(r)) {}

  void require_joined() const noexcept {
    if (running.joinable())
      detail::abandoned_thread(result->place());
  }

  std::thread running;
  std::shared_ptr<detail::thread_result<T>> result;
};

} // namespace corolint::rt::thread

namespace corolint::rt::detail {

/// What the overloads of spawn have in common.
template <class F, class... Args>
auto start_thread(const std::source_location &where, F f, Args... args) {
  using T = spawned_t<F, Args...>;
  static_assert(!std::is_reference_v<T>,
                "a thread returns by value: what it would refer to belongs to "
                "a thread that has ended");
  require_all_send<F, Args..., T>();
  auto result = std::make_shared<thread_result<T>>(where);
  COROLINT_SUPPRESS("non-send-capture", "reported at the parameters of spawn")
  std::thread running(
      [result](F &&call, Args &&...with) {
        result->run(std::move(call), std::move(with)...);
      },
      std::move(f), std::move(args)...);
  return thread::join_handle<T>(std::move(running), std::move(result));
}

} // namespace corolint::rt::detail

namespace corolint::rt::thread {

/// Runs f(args...) on a new thread. f and args are copied or moved there, as
/// by std::thread; they and the result have to be Send: what certainly is not
/// does not compile. Throws std::system_error when there are no threads left,
/// and what the copies throw.
///
/// A default argument cannot follow a parameter pack, and only a default
/// argument knows the caller's place. So there is an overload for each number
/// of arguments up to four; the place of calls with more is not recorded.
template <std::invocable F>
auto spawn(F COROLINT_SPAWNS f,
           std::source_location where = std::source_location::current()) {
  return detail::start_thread(where, std::move(f));
}
template <class F, class A>
  requires std::invocable<F, A>
auto spawn(F COROLINT_SPAWNS f, A COROLINT_SPAWNS a,
           std::source_location where = std::source_location::current()) {
  return detail::start_thread(where, std::move(f), std::move(a));
}
template <class F, class A, class B>
  requires std::invocable<F, A, B>
auto spawn(F COROLINT_SPAWNS f, A COROLINT_SPAWNS a, B COROLINT_SPAWNS b,
           std::source_location where = std::source_location::current()) {
  return detail::start_thread(where, std::move(f), std::move(a), std::move(b));
}
template <class F, class A, class B, class C>
  requires std::invocable<F, A, B, C>
auto spawn(F COROLINT_SPAWNS f, A COROLINT_SPAWNS a, B COROLINT_SPAWNS b,
           C COROLINT_SPAWNS c,
           std::source_location where = std::source_location::current()) {
  return detail::start_thread(where, std::move(f), std::move(a), std::move(b),
                              std::move(c));
}
template <class F, class A, class B, class C, class D>
  requires std::invocable<F, A, B, C, D>
auto spawn(F COROLINT_SPAWNS f, A COROLINT_SPAWNS a, B COROLINT_SPAWNS b,
           C COROLINT_SPAWNS c, D COROLINT_SPAWNS d,
           std::source_location where = std::source_location::current()) {
  return detail::start_thread(where, std::move(f), std::move(a), std::move(b),
                              std::move(c), std::move(d));
}
template <class F, class... Args>
  requires(sizeof...(Args) > 4) && std::invocable<F, Args...>
auto spawn(F COROLINT_SPAWNS f, Args COROLINT_SPAWNS... args) {
  return detail::start_thread(std::source_location(), std::move(f),
                              std::move(args)...);
}

/// Lets a thread run on without anybody to wait for it; its result is lost. If
/// it ends with an exception, now or later, that is said on stderr and the
/// program terminates. Throws std::system_error when the thread was joined or
/// detached before.
///
/// No member of the handle, because only a parameter can say that the work now
/// outlives everything that it borrows.
template <class T> void detach(join_handle<T> COROLINT_SPAWNS handle) {
  handle.running.detach();
  handle.result->detach();
}

} // namespace corolint::rt::thread

#endif // COROLINT_RT_THREAD_SPAWN_H
