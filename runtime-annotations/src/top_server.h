//===--- top_server.h - what corolint-top attaches to ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SRC_TOP_SERVER_H
#define COROLINT_RT_SRC_TOP_SERVER_H

#include "corolint/rt/detail/unix_socket.h"
#include <string>
#include <sys/types.h>
#include <thread>

namespace corolint::rt::detail {

/// Sends all that is listed to whoever connects to a Unix socket, and closes
/// the connection. Has a thread of its own, so that it answers when no worker
/// of the program does.
class top_server {
public:
  /// Throws as the constructor of `observation` does.
  explicit top_server(const std::string &path);
  top_server(const top_server &) = delete;
  top_server &operator=(const top_server &) = delete;
  ~top_server();

private:
  void serve() noexcept;

  const std::string path;
  const owned_fd listener;
  /// Readable when the thread shall end.
  const owned_fd ending;
  /// What bind() made, so that nothing else is removed.
  dev_t device = 0;
  ino_t inode = 0;
  std::thread thread;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_SRC_TOP_SERVER_H
