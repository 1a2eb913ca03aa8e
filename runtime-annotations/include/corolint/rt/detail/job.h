//===--- corolint/rt/detail/job.h - one strand of execution ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A job is what an executor runs: a chain of tasks, each awaiting the next, of
// which only the last one, the leaf, ever runs or waits. Whoever wakes the leaf
// posts the job to the job's own executor.
//
//   block_on, spawn, an arm of when_all or race      each makes a job
//   co_await of a task                               makes none: same strand
//
// The life of a job:
//   1. start() posts it, with the root of the chain as its leaf.
//   2. A leaf that has to wait says so with suspend() and hands the job to
//      whatever it waits for. From then on it belongs to whoever will call
//      wake() or wake_stopped(), exactly one of them and once.
//   3. After wake() the executor resumes the leaf. After wake_stopped() it
//      resumes nothing: it destroys the suspended frames, the leaf's first and
//      the root's last, so that their destructors run in the order in which an
//      exception would have run them.
//   4. When the root has returned, thrown or been destroyed, leave() is called,
//      on a thread of the executor. It tells the parent.
//
// A job that is already asked to stop when it first runs is never begun.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_JOB_H
#define COROLINT_RT_DETAIL_JOB_H

#include "corolint/rt/detail/claim.h"
#include "corolint/rt/detail/frame_memory.h"
#include "corolint/rt/detail/observe.h"
#include "corolint/rt/executor.h"
#include "corolint/rt/stop_token.h"
#include <coroutine>
#include <cstdint>
#include <exception>
#include <source_location>

namespace corolint::rt::detail {

class promise_base;

/// Owns the frame of a task that is being awaited: the awaiter in the frame of
/// the one who awaits.
class child_slot {
public:
  child_slot(const child_slot &) = delete;
  child_slot &operator=(const child_slot &) = delete;

protected:
  explicit child_slot(promise_base &p) noexcept;
  ~child_slot();

private:
  friend class job_base;

  promise_base *child;
};

/// What every task's promise knows, whatever its result.
class promise_base : public in_frame_memory {
public:
  promise_base(const promise_base &) = delete;
  promise_base &operator=(const promise_base &) = delete;

  /// Null until the task is awaited, or made the root of a job.
  job_base *job = nullptr;
  /// Who awaits this task; null for the root of a job.
  promise_base *parent = nullptr;
  /// What owns this frame, unless it is a root.
  child_slot *owner = nullptr;
  std::coroutine_handle<> self;
  /// The `co_await` it is at.
  std::source_location awaiting_at;

protected:
  explicit promise_base(std::coroutine_handle<> frame) noexcept : self(frame) {}
  ~promise_base() = default;
};

/// Who made a job and waits for its end.
class job_parent {
public:
  /// The job ended with an exception. Called before child_done, and before
  /// anybody else learns of the end.
  virtual void child_failed(job_base &j,
                            const std::exception_ptr &error) noexcept = 0;

  /// The last that the job does with its parent. Whoever makes the parent go on
  /// does it last: the parent may then be gone.
  virtual void child_done(job_base &j, bool stopped) noexcept = 0;

protected:
  job_parent() = default;
  ~job_parent() = default;
};

class job_base : public work {
public:
  /// Awaits that may succeed without suspension before a job makes room for
  /// others (as in tokio, whose budget is 128 too).
  static constexpr std::uint8_t full_budget = 128;

  executor &get_executor() const noexcept { return *where; }

  /// For the running job only: it is resumed on \p ex from its next wait on.
  void move_to(executor &ex) noexcept {
    observer *const before = where->watcher();
    observer *const after = ex.watcher();
    where = &ex;
    if (!before == !after) [[likely]]
      return;
    if (before)
      before->finished(*this);
    else
      after->created(*this);
  }

  const inplace_stop_token &stop_token() const noexcept { return token; }
  bool stop_requested() const noexcept { return token.stop_requested(); }

  /// For an arm of a race that is one single wait: who says whether that wait
  /// may complete. Null otherwise.
  claimant *race = nullptr;

  /// Where it was spawned.
  const std::source_location &spawned_at() const noexcept { return place; }

  /// The innermost task of its chain; promise_base::parent leads to the others.
  /// To be read while the job is suspended.
  const promise_base *frames() const noexcept { return leaf; }

  /// For the observer's own use.
  void *record = nullptr;

  /// Has the running job wait, at \p at, for \p what, which observers know by
  /// \p on. From here on it may be woken.
  void suspend(promise_base &at, const char *what,
               const void *on = nullptr) noexcept {
    leaf = &at;
    if (observer *o = where->watcher()) [[unlikely]]
      o->suspended(*this, what, on);
  }

  /// Lets the leaf go on.
  void wake() noexcept {
    report_woken();
    where->post(*this);
  }

  /// Lets the leaf go on after everything that is ready by now.
  void wake_later() noexcept {
    report_woken();
    where->defer(*this);
  }

  /// Has the frames destroyed instead of letting the leaf go on.
  void wake_stopped() noexcept {
    unwinding = true;
    report_woken();
    where->post(*this);
  }

  /// Whether the running job may go on without making room for others.
  bool spend_budget() noexcept { return budget != 0 && budget-- != 0; }

  /// The root has returned or thrown. For its final suspension only.
  void root_ended() noexcept { leave(false); }

protected:
  job_base(executor &ex, inplace_stop_token stop,
           const std::source_location &at) noexcept
      : work(&run), where(&ex), token(stop), place(at) {}
  ~job_base() = default;

  /// Posts the job for the first time.
  void start(promise_base &root) noexcept;

  /// Destroys the root's frame, keeps its result, and tells the parent.
  virtual void leave(bool stopped) noexcept = 0;

  void report_finished() noexcept {
    if (observer *o = where->watcher()) [[unlikely]]
      o->finished(*this);
  }

private:
  static void run(work &self) noexcept;
  void unwind() noexcept;

  void report_woken() noexcept {
    if (observer *o = where->watcher()) [[unlikely]]
      o->woken(*this);
  }

  executor *where;
  inplace_stop_token token;
  promise_base *leaf = nullptr;
  std::source_location place;
  bool begun = false;
  bool unwinding = false;
  std::uint8_t budget = full_budget;
};

inline child_slot::child_slot(promise_base &p) noexcept : child(&p) {
  p.owner = this;
}

inline child_slot::~child_slot() {
  if (child)
    child->self.destroy();
}

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_JOB_H
