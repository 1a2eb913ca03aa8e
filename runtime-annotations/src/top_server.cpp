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
#include <cstring>
#include <poll.h>
#include <stdexcept>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>

using namespace corolint::rt::detail;

owned_fd::owned_fd(int f, const std::string &what) : number(f) {
  if (number < 0)
    throw std::system_error(errno, std::generic_category(), what);
}

owned_fd::~owned_fd() { close(number); }

[[noreturn]] static void fail(const std::string &path, int error) {
  throw std::system_error(error, std::generic_category(),
                          "cannot listen on the socket '" + path + "'");
}

static sockaddr_un address_of(const std::string &path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path)
    throw std::invalid_argument(
        "the path of the socket '" + path + "' is longer than " +
        std::to_string(sizeof address.sun_path - 1) + " bytes");
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

static bool try_bind(int socket, const sockaddr_un &address) {
  return bind(socket, reinterpret_cast<const sockaddr *>(&address),
              sizeof address) == 0;
}

/// Whether \p address is a socket that nobody listens to.
static bool is_left_behind(const sockaddr_un &address) {
  struct stat there = {};
  if (lstat(address.sun_path, &there) != 0 || !S_ISSOCK(there.st_mode))
    return false;
  const owned_fd probe(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0),
                       "cannot make a socket");
  return connect(probe.get(), reinterpret_cast<const sockaddr *>(&address),
                 sizeof address) != 0 &&
         errno == ECONNREFUSED;
}

top_server::top_server(const std::string &p)
    : path(p), listener(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0),
                        "cannot make a socket"),
      ending(eventfd(0, EFD_CLOEXEC), "cannot make an eventfd") {
  const sockaddr_un address = address_of(path);
  // Before there is a path: nobody else can connect in between.
  if (fchmod(listener.get(), S_IRUSR | S_IWUSR) != 0)
    fail(path, errno);
  if (!try_bind(listener.get(), address)) {
    if (errno != EADDRINUSE)
      fail(path, errno);
    if (!is_left_behind(address))
      fail(path, EADDRINUSE);
    if (unlink(address.sun_path) != 0 || !try_bind(listener.get(), address))
      fail(path, errno);
  }
  struct stat made = {};
  if (stat(address.sun_path, &made) != 0)
    fail(path, errno);
  device = made.st_dev;
  inode = made.st_ino;
  try {
    if (listen(listener.get(), 8) != 0)
      fail(path, errno);
    thread = std::thread([this] { serve(); });
  } catch (...) {
    unlink(address.sun_path);
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
