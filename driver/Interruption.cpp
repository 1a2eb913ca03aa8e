//===--- Interruption.cpp - being asked to end ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Interruption.h"
#include "llvm/Support/Signals.h"
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace corolint::driver;

// A signal handler reaches nothing but what lives as long as the process.
static std::atomic<bool> Raised = false;
static std::atomic<int> WriteEnd = -1;
static int ReadEnd = -1;

/// Runs in the handler: async-signal-safe calls only (signal-safety(7)).
static void raise() {
  const int Saved = errno;
  Raised = true;
  const char Any = 0;
  if (const int To = WriteEnd; To >= 0) [[maybe_unused]]
    const ssize_t Ignored = ::write(To, &Any, 1);
  errno = Saved;
}

Interruption::Interruption() {
  Raised = false;
  int Ends[2];
  if (::pipe2(Ends, O_CLOEXEC | O_NONBLOCK) == 0) {
    ReadEnd = Ends[0];
    WriteEnd = Ends[1];
  }
  llvm::sys::SetInterruptFunction(raise);
}

Interruption::~Interruption() {
  llvm::sys::SetInterruptFunction(nullptr);
  if (ReadEnd >= 0) {
    ::close(ReadEnd);
    ::close(WriteEnd.exchange(-1));
    ReadEnd = -1;
  }
}

bool Interruption::raised() const { return Raised; }

int Interruption::descriptor() const { return ReadEnd; }

void Interruption::leaveToParent() {
  for (const int Signal : {SIGINT, SIGTERM, SIGHUP})
    std::signal(Signal, SIG_IGN);
}
