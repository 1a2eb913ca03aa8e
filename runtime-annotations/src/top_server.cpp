//===--- top_server.cpp - what corolint-top attaches to -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "top_server.h"
#include "observed.h"
#include "report.h"
#include <cerrno>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

using namespace corolint::rt::detail;

[[noreturn]] static void fail(const std::string &path, int error) {
  throw std::system_error(error, std::generic_category(),
                          "cannot listen on the socket '" + path + "'");
}

/// Whether \p address is a socket that nobody listens to.
static bool is_left_behind(const unix_address &address) {
  if (!address.is_socket())
    return false;
  const owned_fd probe(make_unix_socket(), "");
  return address.connect(probe) != 0 && errno == ECONNREFUSED;
}

top_server::top_server(const std::string &p)
    : path(p), listener(make_unix_socket(), ""),
      ending(eventfd(0, EFD_CLOEXEC), "cannot make an eventfd") {
  const unix_address address(path);
  // Before there is a path: nobody else can connect in between.
  if (fchmod(listener.get(), S_IRUSR | S_IWUSR) != 0)
    fail(path, errno);
  if (address.bind(listener) != 0) {
    if (errno != EADDRINUSE)
      fail(path, errno);
    if (!is_left_behind(address))
      fail(path, EADDRINUSE);
    if (unlink(address.path()) != 0 || address.bind(listener) != 0)
      fail(path, errno);
  }
  struct stat made = {};
  if (stat(address.path(), &made) != 0)
    fail(path, errno);
  device = made.st_dev;
  inode = made.st_ino;
  try {
    if (listen(listener.get(), 8) != 0)
      fail(path, errno);
    thread = std::thread([this] { serve(); });
  } catch (...) {
    unlink(address.path());
    throw;
  }
}

top_server::~top_server() {
  // Cannot fail: the counter of an eventfd is far from full.
  eventfd_write(ending.get(), 1);
  thread.join();
  struct stat there = {};
  if (lstat(path.c_str(), &there) == 0 && there.st_dev == device &&
      there.st_ino == inode)
    unlink(path.c_str());
}

/// Sends all of \p text, unless the other side is gone or slow.
static void send_all(int to, std::string_view text) {
  const timeval patience = {.tv_sec = 1, .tv_usec = 0};
  setsockopt(to, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  while (!text.empty()) {
    const ssize_t sent = send(to, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0 && errno != EINTR)
      return;
    text.remove_prefix(sent > 0 ? static_cast<std::size_t>(sent) : 0);
  }
}

static void answer(int listener) {
  const int accepted = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
  // Who has gone away again in the meantime needs no answer.
  if (accepted < 0)
    return;
  const owned_fd connection(accepted, "");
  send_all(connection.get(), write(take_observed()));
}

void top_server::serve() noexcept {
  pollfd waits[] = {{listener.get(), POLLIN, 0}, {ending.get(), POLLIN, 0}};
  while ((waits[1].revents & POLLIN) == 0) {
    if (::poll(waits, 2, -1) < 0 && errno != EINTR) {
      report("corolint::rt: corolint-top is not served any more: " +
             std::generic_category().message(errno));
      return;
    }
    if ((waits[0].revents & POLLIN) == 0)
      continue;
    try {
      answer(listener.get());
    } catch (const std::exception &e) {
      report(std::string("corolint::rt: corolint-top was not served: ") +
             e.what());
    }
  }
}
