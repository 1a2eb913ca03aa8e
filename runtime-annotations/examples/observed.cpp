//===--- observed.cpp - a look into a running program ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: tokio-console. A small mail server that does not get on: deliveries
// pile up in a full channel, because the one who takes them out waits for a
// lock that is held during a slow call, and two tasks wait for each other.
//
// Without an argument it prints what the tasks wait for. With the path of a
// socket it goes on until its standard input ends, to be looked at by
//
//   corolint-top SOCKET
//
//===----------------------------------------------------------------------===//
#include <corolint/rt.h>
#include <iostream>
#include <string>
#include <vector>

namespace rt = corolint::rt;
using namespace std::chrono_literals;

using mail = std::string;

namespace {

/// What the tasks share.
struct post_office {
  rt::mutex<std::vector<mail>> archive;
  rt::semaphore connections{100};
};

} // namespace

static rt::task<> accept_mail(rt::channel::sender<mail> to) {
  rt::name_this_task("accept");
  for (int i = 1;; ++i)
    if (!co_await to.send("mail " + std::to_string(i)))
      co_return;
}

static rt::task<> store(post_office &office, mail m) {
  auto archive = co_await office.archive.lock();
  archive->push_back(std::move(m));
}

static rt::task<> deliver(rt::channel::receiver<mail> from,
                          post_office &office) {
  rt::name_this_task("deliver");
  while (auto next = co_await from.recv())
    co_await store(office, std::move(*next));
}

static rt::task<> back_up(post_office &office) {
  rt::name_this_task("back up");
  const auto archive = co_await office.archive.lock();
  // Stands for a slow disk.
  co_await rt::sleep_for(1h);
}

static rt::task<> wait_for(std::optional<rt::job<void>> &other) {
  co_await *other;
}

static rt::task<> look_around(const char *socket) {
  if (socket)
    co_await rt::spawn_blocking([] {
      std::string line;
      while (std::getline(std::cin, line))
        ;
    });
  else
    std::cout << rt::dump(rt::dump_times::left_out);
}

static rt::task<> program(const char *socket) {
  post_office office;
  auto [to, from] = rt::channel::mpsc<mail>::bounded(4);
  std::optional<rt::job<void>> first;
  std::optional<rt::job<void>> second;
  co_await rt::with_scope(
      [&, &sender = to, &receiver = from](rt::scope &s) -> rt::task<> {
        s.spawn(back_up, std::ref(office));
        s.spawn(accept_mail, std::move(sender));
        s.spawn(deliver, std::move(receiver), std::ref(office));
        first = s.spawn(wait_for, std::ref(second));
        second = s.spawn(wait_for, std::ref(first));
        co_await rt::sleep_for(20ms);
        co_await look_around(socket);
        s.request_stop();
      });
}

int main(int argc, char **argv) {
  const char *socket = argc > 1 ? argv[1] : nullptr;
  const rt::observation watched({.socket = socket ? socket : ""});
  rt::runtime::current_thread().block_on(program(socket));
}
