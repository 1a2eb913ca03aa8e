//===--- session.h - one connected client
//----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef CHAT_SESSION_H
#define CHAT_SESSION_H

#include "async_mutex.h"
#include "net.h"
#include "room.h"
#include <string>
#include <string_view>

namespace chat {

/// A connected client. Lives as long as its own coroutine or a room refers to
/// it; members of rooms may send to it after the client has gone.
class Session : public std::enable_shared_from_this<Session> {
public:
  Session(EventLoop &Loop, Directory &Rooms, Socket Connection, unsigned Id);

  /// Serves the client until it is gone, quits, or the loop is stopping.
  Task<> run();

  /// Sends one line, not mixed with lines of others.
  Task<> send(std::string Line);

  /// For the status thread as well: set once, before the session is shared.
  const std::string &nick() const { return Nick; }

private:
  Task<bool> obey(std::string Line);
  Task<> join(std::string Name);
  Task<> leave();
  Task<> sendHistory();
  Task<> sayGoodbye();
  Task<> renameRoom(std::string Name);

  EventLoop &Loop;
  Directory &Rooms;
  Socket Connection;
  const std::string Nick;
  AsyncMutex Writing;
  std::shared_ptr<Room> Here;
};

} // namespace chat

#endif // CHAT_SESSION_H
