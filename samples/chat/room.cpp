//===--- room.cpp - who is in a room and what was said
//---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "room.h"
#include "session.h"
#include <algorithm>

namespace chat {

std::string Room::name() const {
  std::lock_guard Lock(Mutex);
  return Name;
}

void Room::rename(std::string NewName) {
  std::lock_guard Lock(Mutex);
  Name = std::move(NewName);
}

void Room::enter(SessionPtr Member) {
  std::lock_guard Lock(Mutex);
  Members.push_back(std::move(Member));
}

void Room::leave(const Session &Member) {
  std::lock_guard Lock(Mutex);
  std::erase_if(Members,
                [&](const SessionPtr &M) { return M.get() == &Member; });
}

Task<> Room::broadcast(std::string Line) {
  std::vector<SessionPtr> Present;
  {
    std::lock_guard Lock(Mutex);
    History.push_back(Line);
    if (History.size() > MaxHistory)
      History.pop_front();
    Present = Members;
  }
  // The lock is gone: a member that reads slowly keeps nobody else waiting for
  // it, neither the status thread nor the loop.
  for (const SessionPtr &Member : Present)
    co_await Member->send(Line);
}

Task<> Room::setTopic(std::string NewTopic) {
  std::lock_guard Lock(Mutex); // planted: corolint-await-holding-lock
  Topic = NewTopic;
  const std::vector<SessionPtr> Present = Members;
  for (const SessionPtr &Member : Present)
    co_await Member->send("* the topic is now: " + NewTopic);
}

std::vector<std::string> Room::history() const {
  std::lock_guard Lock(Mutex);
  return {History.begin(), History.end()};
}

std::string Room::members() const {
  std::lock_guard Lock(Mutex);
  std::string Names;
  for (const SessionPtr &Member : Members)
    Names += (Names.empty() ? "" : " ") + Member->nick();
  return Names;
}

std::string Room::summary() const {
  std::lock_guard Lock(Mutex);
  return Name + ": " + std::to_string(Members.size()) + " members, " +
         std::to_string(History.size()) + " lines, topic '" + Topic + "'";
}

std::shared_ptr<Room> Directory::open(const std::string &Name) {
  std::lock_guard Lock(Mutex);
  std::shared_ptr<Room> &Found = Rooms[Name];
  if (!Found)
    Found = std::make_shared<Room>(Name);
  return Found;
}

std::shared_ptr<Room> Directory::find(const std::string &Name) const {
  std::lock_guard Lock(Mutex);
  const auto Found = Rooms.find(Name);
  return Found == Rooms.end() ? nullptr : Found->second;
}

bool Directory::rename(const std::string &From, const std::string &To) {
  std::lock_guard Lock(Mutex);
  if (find(To)) // planted: corolint-double-lock
    return false;
  auto Node = Rooms.extract(From);
  if (Node.empty())
    return false;
  Node.key() = To;
  Node.mapped()->rename(To);
  Rooms.insert(std::move(Node));
  return true;
}

std::string Directory::summary() const {
  std::vector<std::shared_ptr<Room>> All;
  {
    std::lock_guard Lock(Mutex);
    for (const auto &[Name, Found] : Rooms)
      All.push_back(Found);
  }
  std::string Text;
  for (const std::shared_ptr<Room> &Each : All)
    Text += Each->summary() + "\n";
  return Text;
}

} // namespace chat
