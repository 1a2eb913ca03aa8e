//===--- Attach.cpp - asking a running program ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Attach.h"
#include "corolint/rt/detail/unix_socket.h"
#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <sys/time.h>
#include <system_error>
#include <unistd.h>

using namespace corolint;
using rt::detail::owned_fd;
using rt::detail::unix_address;

[[noreturn]] static void fail(const std::string &path, int error) {
  switch (error) {
  case ENOENT:
    throw top::nobody_there("there is no socket '" + path +
                            "'; the program makes it with an "
                            "rt::observation, and removes it at its end");
  case ECONNREFUSED:
    throw top::nobody_there("nobody listens on '" + path +
                            "': the program that made it has ended");
  case EAGAIN:
    throw std::runtime_error("'" + path + "' does not answer");
  default:
    throw std::runtime_error("cannot read from '" + path +
                             "': " + std::generic_category().message(error));
  }
}

/// All that is sent until the other side closes the connection.
static std::string read_all(const owned_fd &from, const std::string &path) {
  std::string text;
  std::array<char, 1 << 16> part{};
  for (;;) {
    const ssize_t n = read(from.get(), part.data(), part.size());
    if (n == 0)
      return text;
    if (n > 0)
      text.append(part.data(), static_cast<std::size_t>(n));
    else if (errno != EINTR)
      fail(path, errno);
  }
}

rt::detail::snapshot top::attach(const std::string &path) {
  const unix_address address(path);
  const owned_fd socket(rt::detail::make_unix_socket(), "");
  const timeval patience = {.tv_sec = 2, .tv_usec = 0};
  setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (address.connect(socket) != 0) {
    const int error = errno;
    // The system says "connection refused" of any file.
    if (error == ECONNREFUSED && !address.is_socket())
      throw std::runtime_error("'" + path + "' is not a socket");
    fail(path, error);
  }
  const std::string text = read_all(socket, path);
  try {
    return rt::detail::parse(text);
  } catch (const std::runtime_error &e) {
    throw std::runtime_error("cannot understand '" + path + "': " + e.what());
  }
}
