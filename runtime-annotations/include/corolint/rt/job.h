//===--- corolint/rt/job.h - the handle of a spawned task -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_JOB_H
#define COROLINT_RT_JOB_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/spawned_job.h"
#include <stdexcept>

namespace corolint::rt {

namespace detail {

/// The wait for the end of a job. Derived says what its end means.
template <class Derived, class T> class join_awaiter : public awaiter<Derived> {
public:
  static constexpr const char *waits_for = "job";

protected:
  explicit join_awaiter(spawned_job<T> &j) noexcept : of(&j) {}
  ~join_awaiter() = default;

  spawned_job<T> *of;

private:
  friend awaiter<Derived>;

  spin_mutex &mutex() noexcept { return of->mutex; }
  const job_base &awaited_job() const noexcept { return *of; }

  progress attempt() noexcept {
    if (!of->ended)
      return progress::pending;
    if (!this->claim() || (Derived::stop_passes_on && of->result.is_stopped()))
      return progress::stopped;
    return progress::done;
  }

  void link() noexcept {
    of->stop_passes_on = Derived::stop_passes_on;
    awaiter<Derived>::link();
  }
  wait_list &waiters() noexcept { return of->joiners; }
};

template <class T>
class value_of_job final : public join_awaiter<value_of_job<T>, T> {
public:
  static constexpr bool stop_passes_on = true;

  value_of_job(spawned_job<T> &j, promise_base &p) noexcept
      : join_awaiter<value_of_job, T>(j) {
    this->bind(p);
  }

private:
  friend awaiter<value_of_job>;
  T result() { return std::move(this->of->result).value(); }
};

template <class T>
class [[nodiscard]] outcome_of_job final
    : public join_awaiter<outcome_of_job<T>, T> {
public:
  static constexpr bool stop_passes_on = false;

  explicit outcome_of_job(spawned_job<T> &j) noexcept
      : join_awaiter<outcome_of_job, T>(j) {}

private:
  friend awaiter<outcome_of_job>;
  outcome<T> result() { return std::move(this->of->result); }
};

} // namespace detail

/// The handle of a spawned task that ends with a \p T. Dropping it is fine: the
/// task runs on, and the scope it was spawned in waits for it.
template <class T> class COROLINT_DETACHABLE job {
public:
  job(job &&) noexcept = default;
  job &operator=(job &&) noexcept = default;

  /// Asks the task to stop; it ends at its next await. False if this had asked
  /// it before.
  bool request_stop() noexcept { return running->stop.request_stop(); }

  /// Whether it has ended.
  bool is_finished() const noexcept {
    const std::lock_guard guard(running->mutex);
    return running->ended;
  }

  /// `co_await j` waits for the end and gives the value, or throws the error,
  /// of the task. If the task was stopped, so is the one who awaits. Once:
  /// throws std::logic_error the second time. Resumes on the awaiting task's
  /// own executor.
  /// Cancel safety: not a wait that can be repeated; the task runs on.
  detail::value_of_job<T> bound_to(detail::promise_base &p) {
    mark_joined();
    return detail::value_of_job<T>(*running, p);
  }

  /// `co_await j.join()` waits for the end however it comes, without being
  /// stopped by it. Otherwise like `co_await j`.
  /// Cancel safety: not a wait that can be repeated; the task runs on.
  detail::outcome_of_job<T> join() {
    mark_joined();
    return detail::outcome_of_job<T>(*running);
  }

private:
  friend class scope;

  explicit job(detail::spawned_job_ref<T> j) noexcept : running(std::move(j)) {}

  void mark_joined() {
    if (std::exchange(joined, true))
      throw std::logic_error("a job can be awaited only once");
  }

  detail::spawned_job_ref<T> running;
  bool joined = false;
};

} // namespace corolint::rt

#endif // COROLINT_RT_JOB_H
