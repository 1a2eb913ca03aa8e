//===--- session.cpp - one connected client
//--------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "session.h"
#include "log.h"

namespace chat {

namespace {

/// The argument of a command: what follows "/command ".
std::string argument(const std::string &Line) {
  const auto Space = Line.find(' ');
  return Space == std::string::npos ? "" : Line.substr(Space + 1);
}

bool isCommand(std::string_view Line, std::string_view Command) {
  return Line.starts_with(Command) &&
         (Line.size() == Command.size() || Line[Command.size()] == ' ');
}

} // namespace

Session::Session(EventLoop &Loop, Directory &Rooms, Socket Connection,
                 unsigned Id)
    : Loop(Loop), Rooms(Rooms), Connection(std::move(Connection)),
      Nick("guest" + std::to_string(Id)), Writing(Loop) {}

Task<> Session::run() {
  co_await send("* welcome, " + Nick + "; /help lists the commands");
  co_await join("lobby");
  LineReader Lines(Loop, Connection);
  while (auto Line = co_await Lines.next()) {
    if (!co_await obey(std::move(*Line)))
      break;
  }
  co_await leave();
}

Task<> Session::send(std::string Line) {
  auto Guard = co_await Writing.lock();
  co_await writeAll(Loop, Connection, Line + "\n");
}

Task<bool> Session::obey(std::string Line) {
  if (Line.empty())
    co_return true;
  if (!Line.starts_with('/'))
    co_await Here->broadcast("<" + Nick + "> " + Line);
  else if (isCommand(Line, "/join"))
    co_await join(argument(Line));
  else if (isCommand(Line, "/topic"))
    co_await Here->setTopic(argument(Line));
  else if (isCommand(Line, "/history"))
    co_await sendHistory();
  else if (isCommand(Line, "/who"))
    co_await send("* here: " + Here->members());
  else if (isCommand(Line, "/rename"))
    co_await renameRoom(argument(Line));
  else if (isCommand(Line, "/quit")) {
    co_await sayGoodbye();
    co_return false;
  } else
    co_await send("* /join ROOM, /topic TEXT, /history, /who, /rename ROOM, "
                  "/quit; everything else is said aloud");
  co_return true;
}

Task<> Session::join(std::string Name) {
  if (Name.empty()) {
    co_await send("* /join needs the name of a room");
    co_return;
  }
  if (Here)
    co_await leave();
  LogScope Scope("join"); // planted: corolint-await-holding-thread-bound
  Here = Rooms.open(Name);
  Here->enter(shared_from_this());
  logLine(Nick + " enters " + Name);
  co_await Here->broadcast("* " + Nick + " enters " + Name);
}

Task<> Session::leave() {
  const std::shared_ptr<Room> Left = std::move(Here);
  {
    LogScope Scope("leave");
    Left->leave(*this);
    logLine(Nick + " leaves " + Left->name());
  }
  co_await Left->broadcast("* " + Nick + " leaves");
}

Task<> Session::sendHistory() {
  // One guard for all lines, so that what is said meanwhile comes after them.
  co_await Writing.lock(); // planted: corolint-discarded-guard
  for (const std::string &Line : Here->history())
    co_await writeAll(Loop, Connection, "| " + Line + "\n");
}

Task<> Session::sayGoodbye() {
  auto Guard = Writing.lock(); // planted: corolint-unawaited-lock
  co_await writeAll(Loop, Connection, "* goodbye\n");
}

Task<> Session::renameRoom(std::string Name) {
  const std::string Old = Here->name();
  if (Name.empty() || !Rooms.rename(Old, Name))
    co_await send("* there is no room to be had under that name");
  else
    co_await Here->broadcast("* this room is now " + Name);
}

} // namespace chat
