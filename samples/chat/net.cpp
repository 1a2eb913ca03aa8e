//===--- net.cpp - sockets and lines of text
//-------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "net.h"
#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace chat {

namespace {

bool wouldBlock() { return errno == EAGAIN || errno == EWOULDBLOCK; }

std::system_error failure(const char *Call) {
  return {errno, std::system_category(), Call};
}

} // namespace

Socket::~Socket() {
  if (Fd >= 0)
    ::close(Fd);
}

Socket listenOn(std::uint16_t Port) {
  Socket Listener(
      ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (Listener.fd() < 0)
    throw failure("socket");
  const int On = 1;
  ::setsockopt(Listener.fd(), SOL_SOCKET, SO_REUSEADDR, &On, sizeof(On));
  sockaddr_in Address{};
  Address.sin_family = AF_INET;
  Address.sin_port = htons(Port);
  Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(Listener.fd(), reinterpret_cast<const sockaddr *>(&Address),
             sizeof(Address)) != 0)
    throw failure("bind");
  if (::listen(Listener.fd(), SOMAXCONN) != 0)
    throw failure("listen");
  return Listener;
}

std::uint16_t portOf(const Socket &Listener) {
  sockaddr_in Address{};
  socklen_t Size = sizeof(Address);
  if (::getsockname(Listener.fd(), reinterpret_cast<sockaddr *>(&Address),
                    &Size) != 0)
    throw failure("getsockname");
  return ntohs(Address.sin_port);
}

Task<std::optional<Socket>> acceptFrom(EventLoop &Loop,
                                       const Socket &Listener) {
  while (co_await Loop.readable(Listener.fd())) {
    Socket Peer(::accept4(Listener.fd(), nullptr, nullptr,
                          SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (Peer.fd() >= 0)
      co_return Peer;
    // Peers that are gone again are none of our business; a full table is.
    if (!wouldBlock() && errno != EINTR && errno != ECONNABORTED)
      throw failure("accept4");
  }
  co_return std::nullopt;
}

Task<bool> writeAll(EventLoop &Loop, const Socket &To, std::string Text) {
  std::size_t Done = 0;
  while (Done < Text.size()) {
    const auto Count =
        ::send(To.fd(), Text.data() + Done, Text.size() - Done, MSG_NOSIGNAL);
    if (Count >= 0)
      Done += static_cast<std::size_t>(Count);
    else if (wouldBlock()) {
      if (!co_await Loop.writable(To.fd()))
        co_return false;
    } else if (errno != EINTR)
      co_return false;
  }
  co_return true;
}

Task<std::optional<std::string>> LineReader::next() {
  for (;;) {
    if (const auto End = Buffer.find('\n'); End != std::string::npos) {
      std::string Line = Buffer.substr(0, End);
      Buffer.erase(0, End + 1);
      if (Line.ends_with('\r'))
        Line.pop_back();
      co_return Line;
    }
    if (Buffer.size() > MaxLine || !co_await Loop.readable(From.fd()))
      co_return std::nullopt;
    char Chunk[1024];
    const auto Count = ::recv(From.fd(), Chunk, sizeof(Chunk), 0);
    if (Count > 0)
      Buffer.append(Chunk, static_cast<std::size_t>(Count));
    else if (Count == 0 || (!wouldBlock() && errno != EINTR))
      co_return std::nullopt;
  }
}

} // namespace chat
