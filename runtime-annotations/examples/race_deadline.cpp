//===--- race_deadline.cpp - a fetch against a deadline -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A fetch has five seconds. It is raced with two mirrors of it, too; and a
// worker takes jobs from whichever of two channels has one, none of which is
// lost to the arm that loses. The time is virtual here: the program waits for
// nothing, and nothing in it knows.
//
//===----------------------------------------------------------------------===//
#include "corolint/rt.h"
#include <cstdio>
#include <string>

namespace rt = corolint::rt;
using namespace std::chrono_literals;

namespace {

rt::task<std::string> fetch(std::string from, std::chrono::seconds takes) {
  co_await rt::sleep_for(takes);
  co_return "a page from " + from;
}

rt::task<> show(std::string from, std::chrono::seconds takes) {
  if (const auto page = co_await rt::timeout(5s, fetch(from, takes)))
    std::printf("%s\n", page->c_str());
  else
    std::printf("%s takes too long\n", from.c_str());
}

rt::task<> show_first() {
  const auto page =
      co_await rt::race(fetch("mirror one", 3s), fetch("mirror two", 2s));
  std::visit([](const std::string &p) { std::printf("%s\n", p.c_str()); },
             page);
}

rt::task<> send_jobs(rt::channel::sender<std::string> to, std::string kind,
                     std::chrono::seconds every) {
  for (int i = 1; i <= 3; ++i) {
    co_await rt::sleep_for(every);
    if (!co_await to.send(kind + " " + std::to_string(i)))
      co_return;
  }
}

void show_done(const std::string &job) {
  std::printf("done: %s\n", job.c_str());
}

rt::task<> do_jobs(rt::channel::receiver<std::string> urgent,
                   rt::channel::receiver<std::string> normal) {
  // A channel that has ended would win every race, with nothing.
  while (!urgent.is_finished() && !normal.is_finished()) {
    const auto next = co_await rt::race(urgent.recv(), normal.recv());
    std::visit(
        [](const std::optional<std::string> &job) {
          if (job)
            show_done(*job);
        },
        next);
  }
  for (auto *rest : {&urgent, &normal})
    while (const auto job = co_await rest->recv())
      show_done(*job);
}

rt::task<> run() {
  co_await show("near", 2s);
  co_await show("far", 60s);
  co_await show_first();
  auto [to_urgent, urgent] = rt::channel::mpsc<std::string>::bounded(1);
  auto [to_normal, normal] = rt::channel::mpsc<std::string>::bounded(1);
  co_await rt::when_all(send_jobs(std::move(to_urgent), "urgent", 5s),
                        send_jobs(std::move(to_normal), "normal", 2s),
                        do_jobs(std::move(urgent), std::move(normal)));
}

} // namespace

int main() {
  rt::test_executor executor(1);
  executor.block_on(run());
  const auto took =
      std::chrono::duration_cast<std::chrono::seconds>(executor.elapsed());
  std::printf("that was %lld seconds\n", static_cast<long long>(took.count()));
}
