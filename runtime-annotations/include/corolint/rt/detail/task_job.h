//===--- corolint/rt/detail/task_job.h - a job around a task --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_TASK_JOB_H
#define COROLINT_RT_DETAIL_TASK_JOB_H

#include "corolint/rt/task.h"
#include <utility>

namespace corolint::rt::detail {

/// Runs a task as a strand of its own and keeps its outcome.
template <class T> class basic_task_job : public job_base {
public:
  basic_task_job(const basic_task_job &) = delete;
  basic_task_job &operator=(const basic_task_job &) = delete;

  void start() noexcept { job_base::start(*root); }

  /// How it ended; to be read once the parent knows of it.
  outcome<T> result;

protected:
  /// Owns the frame of \p of, which has been released from its task.
  basic_task_job(task_promise<T> &of, job_parent &p, executor &ex,
                 inplace_stop_token stop,
                 const std::source_location &at) noexcept
      : job_base(ex, stop, at), parent(&p), root(&of) {}

  /// A job that was never started destroys its task.
  ~basic_task_job() {
    if (root)
      root->self.destroy();
  }

  job_parent &owner() const noexcept { return *parent; }

  /// Destroys the frame before anybody hears of the end: what the task held is
  /// released by then.
  void collect(bool stopped) noexcept {
    task_promise<T> *ended = std::exchange(root, nullptr);
    if (!stopped)
      result = std::move(ended->result);
    ended->self.destroy();
  }

private:
  job_parent *parent;
  task_promise<T> *root;
};

/// A job that lives where its parent puts it, until the parent has heard
/// child_done.
template <class T> class task_job final : public basic_task_job<T> {
public:
  task_job(task_promise<T> &of, job_parent &p, executor &ex,
           inplace_stop_token stop, const std::source_location &at) noexcept
      : basic_task_job<T>(of, p, ex, stop, at) {}

private:
  void leave(bool stopped) noexcept override {
    this->collect(stopped);
    this->report_finished();
    if (this->result.has_error())
      this->owner().child_failed(*this, this->result.error());
    this->owner().child_done(*this, stopped);
  }
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_TASK_JOB_H
