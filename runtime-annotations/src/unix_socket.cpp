//===--- unix_socket.cpp - between a program and corolint-top -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/unix_socket.h"
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

using namespace corolint::rt::detail;

owned_fd::owned_fd(int f, const std::string &what) : number(f) {
  if (number < 0)
    throw std::system_error(errno, std::generic_category(), what);
}

owned_fd::~owned_fd() { close(number); }

unix_address::unix_address(const std::string &path) {
  if (path.size() >= sizeof address.sun_path)
    throw std::invalid_argument(
        "the path of the socket '" + path + "' is longer than " +
        std::to_string(sizeof address.sun_path - 1) + " bytes");
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
}

bool unix_address::is_socket() const noexcept {
  struct stat there = {};
  return stat(path(), &there) == 0 && S_ISSOCK(there.st_mode);
}

int unix_address::bind(const owned_fd &socket) const noexcept {
  return ::bind(socket.get(), reinterpret_cast<const sockaddr *>(&address),
                sizeof address);
}

int unix_address::connect(const owned_fd &socket) const noexcept {
  return ::connect(socket.get(), reinterpret_cast<const sockaddr *>(&address),
                   sizeof address);
}

int corolint::rt::detail::make_unix_socket() {
  const int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (made < 0)
    throw std::system_error(errno, std::generic_category(),
                            "cannot make a socket");
  return made;
}
