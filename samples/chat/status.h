//===--- status.h - a file that says what is going on
//----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef CHAT_STATUS_H
#define CHAT_STATUS_H

#include "room.h"
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace chat {

/// Writes the summary of all rooms to a file every second, on a thread of its
/// own, because writing files blocks. The destructor writes it a last time.
class StatusThread {
public:
  StatusThread(const Directory &Rooms, std::string Path);
  ~StatusThread();

private:
  void run();
  void write() const;

  const Directory &Rooms;
  const std::string Path;
  std::mutex Mutex;
  std::condition_variable Ending;
  bool Ended = false;
  std::thread Thread;
};

} // namespace chat

#endif // CHAT_STATUS_H
