//===--- room.h - who is in a room and what was said
//-----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef CHAT_ROOM_H
#define CHAT_ROOM_H

#include "task.h"
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace chat {

class Session;
using SessionPtr = std::shared_ptr<Session>;

/// A room. Coroutines of the loop use it, and the status thread reads it: what
/// changes is guarded by Mutex.
class Room {
public:
  explicit Room(std::string Name) : Name(std::move(Name)) {}

  std::string name() const;
  void rename(std::string NewName);
  void enter(SessionPtr Member);
  void leave(const Session &Member);

  /// Says \p Line to all members, and remembers it.
  Task<> broadcast(std::string Line);

  /// Sets the topic, and tells all members.
  Task<> setTopic(std::string NewTopic);

  /// The newest lines, oldest first.
  std::vector<std::string> history() const;

  /// The names of the members, separated by spaces.
  std::string members() const;

  /// One line for the status file.
  std::string summary() const;

  static constexpr std::size_t MaxHistory = 50;

private:
  mutable std::mutex Mutex;
  std::string Name;
  std::string Topic;
  std::vector<SessionPtr> Members;
  std::deque<std::string> History;
};

/// All rooms by name. Used by the loop and by the status thread.
class Directory {
public:
  /// The room of that name, new if need be.
  std::shared_ptr<Room> open(const std::string &Name);

  /// The room of that name, or null.
  std::shared_ptr<Room> find(const std::string &Name) const;

  /// Gives a room another name; false when there is such a room already.
  bool rename(const std::string &From, const std::string &To);

  /// What the status file says.
  std::string summary() const;

private:
  mutable std::mutex Mutex;
  std::map<std::string, std::shared_ptr<Room>> Rooms;
};

} // namespace chat

#endif // CHAT_ROOM_H
