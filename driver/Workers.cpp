//===--- Workers.cpp - one process per translation unit -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Workers.h"
#include "Interruption.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/raw_ostream.h"
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace corolint::driver;
using namespace llvm;
using Clock = std::chrono::steady_clock;

namespace {
struct Worker {
  size_t Index;
  pid_t Process;
  /// The end of the pipe that this process reads.
  int Pipe;
  Clock::time_point Start;
  std::string Bytes;
  bool TimedOut = false;
};

/// How a worker says that it met the limit of memory. It has no memory left to
/// say more.
constexpr int OutOfMemory = 86;
} // namespace

//===----------------------------------------------------------------------===//
// In the worker
//===----------------------------------------------------------------------===//

static void endWithoutMemory() { ::_exit(OutOfMemory); }

/// Bounds the memory that this process may ask for. The stack and what it
/// shares with its parent do not count.
static void limitMemory(unsigned Megabytes) {
  std::set_new_handler(endWithoutMemory);
  install_bad_alloc_error_handler(
      [](void *, const char *, bool) { endWithoutMemory(); });
#if !LLVM_ADDRESS_SANITIZER_BUILD // reserves more than any machine has
  if (Megabytes == 0)
    return;
  const rlim_t Bytes = static_cast<rlim_t>(Megabytes) << 20;
  const rlimit Limit{Bytes, Bytes};
  ::setrlimit(RLIMIT_DATA, &Limit); // a limit that is lower already stays
#endif
}

static bool writeAll(int Pipe, StringRef Bytes) {
  while (!Bytes.empty()) {
    const ssize_t Written =
        sys::RetryAfterSignal(-1, ::write, Pipe, Bytes.data(), Bytes.size());
    if (Written < 0)
      return false;
    Bytes = Bytes.drop_front(Written);
  }
  return true;
}

[[noreturn]] static void runWorker(size_t Index, int Pipe, pid_t Parent,
                                   const WorkerLimits &Limits,
                                   function_ref<UnitResult(size_t)> Work) {
  Interruption::leaveToParent();
  // Whatever ends the run ends its workers, also what it cannot catch.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != Parent)
    ::_exit(1);
  limitMemory(Limits.Megabytes);
  const bool Written = writeAll(Pipe, serialise(Work(Index)));
  errs().flush();
  // No destructors: the parent's objects are not ours to end.
  ::_exit(Written ? 0 : 1);
}

//===----------------------------------------------------------------------===//
// In the parent
//===----------------------------------------------------------------------===//

static UnitResult failed(std::string Reason) {
  UnitResult Result;
  Result.Reason = std::move(Reason);
  return Result;
}

/// Starts a worker. Without one, which is when the system is out of processes
/// or files, errno tells.
static std::optional<Worker> start(size_t Index, const WorkerLimits &Limits,
                                   function_ref<UnitResult(size_t)> Work) {
  int Ends[2];
  if (::pipe2(Ends, O_CLOEXEC) != 0)
    return std::nullopt;
  // What is in a buffer now would be written by both processes.
  outs().flush();
  errs().flush();
  const pid_t Parent = ::getpid();
  const pid_t Process = ::fork();
  if (Process < 0) {
    const int Why = errno;
    ::close(Ends[0]);
    ::close(Ends[1]);
    errno = Why;
    return std::nullopt;
  }
  if (Process == 0) {
    ::close(Ends[0]);
    runWorker(Index, Ends[1], Parent, Limits, Work);
  }
  ::close(Ends[1]);
  return Worker{Index, Process, Ends[0], Clock::now(), "", false};
}

/// Reads what is there. False at the end of the pipe.
static bool readSome(Worker &W) {
  std::array<char, 1 << 16> Buffer;
  const ssize_t Size =
      sys::RetryAfterSignal(-1, ::read, W.Pipe, Buffer.data(), Buffer.size());
  if (Size <= 0)
    return false;
  W.Bytes.append(Buffer.data(), Size);
  return true;
}

static std::string seconds(unsigned Count) {
  return std::to_string(Count) + (Count == 1 ? " second" : " seconds");
}

/// The result of a worker whose pipe is at its end.
static UnitResult finish(Worker &W, const WorkerLimits &Limits) {
  ::close(W.Pipe);
  int Status = 0;
  sys::RetryAfterSignal(-1, ::waitpid, W.Process, &Status, 0);
  if (W.TimedOut)
    return failed("it took more than " + seconds(Limits.Seconds) +
                  "; --timeout gives it longer, and please report it if the "
                  "code is not unusual");
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == OutOfMemory)
    return failed("it needed more memory than " +
                  (Limits.Megabytes ? std::to_string(Limits.Megabytes) +
                                          " MB; --memory-limit gives it more"
                                    : std::string("there is")));
  if (WIFSIGNALED(Status)) {
    const int Signal = WTERMSIG(Status);
    if (Signal == SIGKILL)
      return failed("its worker process was killed, most likely because the "
                    "machine ran out of memory; try fewer at a time with -j");
    return failed(std::string("the analysis crashed (") + ::strsignal(Signal) +
                  "); please report this with the code that caused it");
  }
  if (std::optional<UnitResult> Result = deserialise(W.Bytes))
    return std::move(*Result);
  return failed("its worker process ended with status " +
                std::to_string(WEXITSTATUS(Status)) + " and without a result");
}

namespace {
/// The workers that are running.
class Pool {
public:
  explicit Pool(const WorkerLimits &Limits) : Limits(Limits) {}
  ~Pool() {
    for (Worker &W : Running)
      ::kill(W.Process, SIGKILL);
    for (Worker &W : Running)
      finish(W, Limits);
  }
  Pool(const Pool &) = delete;
  Pool &operator=(const Pool &) = delete;

  size_t size() const { return Running.size(); }
  void add(Worker W) { Running.push_back(std::move(W)); }

  /// Waits until a worker is done, and takes it out. Nothing when \p Stop was
  /// raised.
  std::optional<WorkerResult> next(const Interruption &Stop) {
    while (!Stop.raised()) {
      SmallVector<pollfd, 16> Pipes;
      for (const Worker &W : Running)
        Pipes.push_back({W.Pipe, POLLIN, 0});
      Pipes.push_back({Stop.descriptor(), POLLIN, 0});
      if (::poll(Pipes.data(), Pipes.size(), untilDeadline()) < 0) {
        if (errno != EINTR)
          report_fatal_error("poll failed");
        continue;
      }
      endLate();
      for (size_t I = 0; I < Running.size(); ++I)
        if (Pipes[I].revents && !readSome(Running[I]))
          return take(I);
    }
    return std::nullopt;
  }

private:
  const WorkerLimits &Limits;
  SmallVector<Worker, 16> Running;

  Clock::time_point deadline(const Worker &W) const {
    return W.Start + std::chrono::seconds(Limits.Seconds);
  }

  /// Milliseconds until the first worker is late; -1 where none can be.
  int untilDeadline() const {
    if (Limits.Seconds == 0)
      return -1;
    Clock::duration Least = std::chrono::hours(1);
    for (const Worker &W : Running)
      if (!W.TimedOut)
        Least = std::min(Least, deadline(W) - Clock::now());
    return std::max<int>(
        0, std::chrono::ceil<std::chrono::milliseconds>(Least).count());
  }

  void endLate() {
    for (Worker &W : Running)
      if (Limits.Seconds && !W.TimedOut && deadline(W) <= Clock::now()) {
        W.TimedOut = true;
        ::kill(W.Process, SIGKILL);
      }
  }

  WorkerResult take(size_t I) {
    Worker Done = std::move(Running[I]);
    Running.erase(Running.begin() + I);
    const std::chrono::duration<double> Took = Clock::now() - Done.Start;
    return {Done.Index, finish(Done, Limits), Took.count()};
  }
};
} // namespace

bool corolint::driver::runWorkers(ArrayRef<size_t> Order,
                                  const WorkerLimits &Limits,
                                  function_ref<UnitResult(size_t)> Work,
                                  function_ref<void(WorkerResult)> Deliver) {
  Interruption Stop;
  Pool Workers(Limits);
  while (!Order.empty() || Workers.size()) {
    while (!Order.empty() && Workers.size() < Limits.Jobs && !Stop.raised()) {
      if (std::optional<Worker> W = start(Order.front(), Limits, Work))
        Workers.add(std::move(*W));
      else if (Workers.size() == 0)
        Deliver({Order.front(),
                 failed(std::string("no process could be started: ") +
                        ::strerror(errno))});
      else
        break; // Room may come back when a worker is done.
      Order = Order.drop_front();
    }
    if (Workers.size() || Stop.raised()) {
      std::optional<WorkerResult> Done = Workers.next(Stop);
      if (!Done)
        return false;
      Deliver(std::move(*Done));
    }
  }
  return true;
}
