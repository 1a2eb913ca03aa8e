//===--- corolint/rt/detail/unix_socket.h - sockets for corolint-top ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_UNIX_SOCKET_H
#define COROLINT_RT_DETAIL_UNIX_SOCKET_H

#include <string>
#include <sys/un.h>

namespace corolint::rt::detail {

/// A descriptor that is closed at the end.
class owned_fd {
public:
  /// Throws std::system_error, with errno and \p what, if \p f is negative.
  owned_fd(int f, const std::string &what);
  owned_fd(const owned_fd &) = delete;
  owned_fd &operator=(const owned_fd &) = delete;
  ~owned_fd();

  int get() const noexcept { return number; }

private:
  const int number;
};

/// A Unix socket at a path of the file system.
class unix_address {
public:
  /// Throws std::invalid_argument if \p path is longer than an address can be.
  explicit unix_address(const std::string &path);

  const char *path() const noexcept { return address.sun_path; }

  /// Whether there is a socket at the path, used or not.
  bool is_socket() const noexcept;

  /// As ::bind and ::connect: 0 or -1 and errno.
  int bind(const owned_fd &socket) const noexcept;
  int connect(const owned_fd &socket) const noexcept;

private:
  sockaddr_un address = {};
};

/// A new stream socket. Throws std::system_error.
int make_unix_socket();

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_UNIX_SOCKET_H
