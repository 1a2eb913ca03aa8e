//===--- Workers.cpp - one process per translation unit -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Workers.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/raw_ostream.h"
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace corolint::driver;
using namespace llvm;

namespace {
struct Worker {
  size_t Index;
  pid_t Process;
  /// The end of the pipe that this process reads.
  int Pipe;
  std::string Bytes;
};
} // namespace

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

static UnitResult failed(std::string Reason) {
  UnitResult Result;
  Result.Reason = std::move(Reason);
  return Result;
}

/// Starts a worker. Without one, which is when the system is out of processes
/// or files, errno tells.
static std::optional<Worker>
start(size_t Index, llvm::function_ref<UnitResult(size_t)> Work) {
  int Ends[2];
  if (::pipe2(Ends, O_CLOEXEC) != 0)
    return std::nullopt;
  // What is in a buffer now would be written by both processes.
  outs().flush();
  errs().flush();
  const pid_t Process = ::fork();
  if (Process < 0) {
    const int Why = errno;
    ::close(Ends[0]);
    ::close(Ends[1]);
    errno = Why;
    return std::nullopt;
  }
  if (Process > 0) {
    ::close(Ends[1]);
    return Worker{Index, Process, Ends[0], ""};
  }
  ::close(Ends[0]);
  const bool Written = writeAll(Ends[1], serialise(Work(Index)));
  errs().flush();
  // No destructors: the parent's objects are not ours to end.
  ::_exit(Written ? 0 : 1);
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

/// The result of a worker whose pipe is at its end.
static UnitResult finish(Worker &W) {
  ::close(W.Pipe);
  int Status = 0;
  sys::RetryAfterSignal(-1, ::waitpid, W.Process, &Status, 0);
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

/// Waits until a worker is done; takes it out of \p Running.
static Worker nextDone(SmallVectorImpl<Worker> &Running) {
  while (true) {
    SmallVector<pollfd, 16> Pipes;
    for (const Worker &W : Running)
      Pipes.push_back({W.Pipe, POLLIN, 0});
    if (::poll(Pipes.data(), Pipes.size(), /*timeout=*/-1) < 0 &&
        errno != EINTR)
      report_fatal_error("poll failed");
    for (size_t I = 0; I < Running.size(); ++I) {
      if (!Pipes[I].revents || readSome(Running[I]))
        continue;
      Worker Done = std::move(Running[I]);
      Running.erase(Running.begin() + I);
      return Done;
    }
  }
}

void corolint::driver::runWorkers(
    size_t Count, unsigned Jobs, function_ref<UnitResult(size_t)> Work,
    function_ref<void(size_t, UnitResult)> Deliver) {
  SmallVector<Worker, 16> Running;
  std::vector<std::optional<UnitResult>> Results(Count);
  size_t Started = 0, Delivered = 0;
  while (Delivered < Count) {
    while (Started < Count && Running.size() < Jobs) {
      if (std::optional<Worker> W = start(Started, Work)) {
        Running.push_back(std::move(*W));
      } else if (Running.empty()) {
        Results[Started] = failed(std::string("no process could be started: ") +
                                  ::strerror(errno));
      } else {
        break; // Room may come back when a worker is done.
      }
      ++Started;
    }
    if (!Running.empty()) {
      Worker Done = nextDone(Running);
      Results[Done.Index] = finish(Done);
    }
    for (; Delivered < Started && Results[Delivered]; ++Delivered) {
      Deliver(Delivered, std::move(*Results[Delivered]));
      Results[Delivered].emplace();
    }
  }
}
