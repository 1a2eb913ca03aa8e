//===--- status.cpp - a file that says what is going on
//--------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "status.h"
#include "log.h"
#include <chrono>
#include <fstream>

namespace chat {

StatusThread::StatusThread(const Directory &Rooms, std::string Path)
    : Rooms(Rooms), Path(std::move(Path)), Thread([this] { run(); }) {}

StatusThread::~StatusThread() {
  {
    std::lock_guard Lock(Mutex);
    Ended = true;
  }
  Ending.notify_one();
  Thread.join();
}

void StatusThread::run() {
  std::unique_lock Lock(Mutex);
  while (!Ended) {
    Ending.wait_for(Lock, std::chrono::seconds(1), [this] { return Ended; });
    Lock.unlock();
    write();
    Lock.lock();
  }
}

void StatusThread::write() const {
  std::ofstream File(Path);
  File << Rooms.summary() << std::flush;
  if (!File)
    logLine("cannot write " + Path);
}

} // namespace chat
