//===--- net.h - sockets and lines of text
//---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef CHAT_NET_H
#define CHAT_NET_H

#include "event_loop.h"
#include "task.h"
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace chat {

/// Owns a non-blocking socket.
class Socket {
public:
  explicit Socket(int Fd) noexcept : Fd(Fd) {}
  Socket(Socket &&Other) noexcept : Fd(std::exchange(Other.Fd, -1)) {}
  Socket &operator=(Socket Other) noexcept {
    std::swap(Fd, Other.Fd);
    return *this;
  }
  ~Socket();

  int fd() const noexcept { return Fd; }

private:
  int Fd;
};

/// A socket that listens on 127.0.0.1; port 0 lets the system choose. Throws
/// std::system_error when the port is taken.
Socket listenOn(std::uint16_t Port);

/// The port a socket is bound to.
std::uint16_t portOf(const Socket &Listener);

/// The next connection; nothing when the loop is stopping.
Task<std::optional<Socket>> acceptFrom(EventLoop &Loop, const Socket &Listener);

/// Writes all of \p Text. False when the peer is gone or the loop is stopping.
Task<bool> writeAll(EventLoop &Loop, const Socket &To, std::string Text);

/// Cuts what a peer sends into lines.
class LineReader {
public:
  LineReader(EventLoop &Loop, const Socket &From) : Loop(Loop), From(From) {}

  /// The next line without its end; nothing when the peer is gone, the loop is
  /// stopping, or a line is longer than MaxLine bytes.
  Task<std::optional<std::string>> next();

  static constexpr std::size_t MaxLine = 4096;

private:
  EventLoop &Loop;
  const Socket &From;
  std::string Buffer;
};

} // namespace chat

#endif // CHAT_NET_H
