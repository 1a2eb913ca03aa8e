//===--- channels.cpp - messages between tasks ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: tokio::sync::{mpsc, oneshot}, crossbeam's channels. A bounded channel
// slows the producers down to the consumer; full and closed are values.
//
//===----------------------------------------------------------------------===//
#include <corolint/rt.h>
#include <iostream>
#include <string>

namespace rt = corolint::rt;
namespace channel = corolint::rt::channel;
using namespace std::chrono_literals;

static rt::task<> produce(channel::sender<int> to, int first) {
  for (int i = first; i != first + 5; ++i)
    if (!co_await to.send(i))
      co_return; // nobody receives any more
}

static rt::task<int> consume(channel::receiver<int> from) {
  int sum = 0;
  while (auto next = co_await from.recv()) {
    co_await rt::sleep_for(1ms);
    sum += *next;
  }
  co_return sum;
}

static rt::task<> two_producers() {
  auto [to, from] = channel::mpsc<int>::bounded(2);
  const auto [nothing, none, sum] =
      co_await rt::when_all(produce(to.clone(), 0), produce(std::move(to), 5),
                            consume(std::move(from)));
  std::cout << "the consumer has received " << sum << '\n';
}

static rt::task<> back_pressure() {
  auto [to, from] = channel::mpsc<std::string>::bounded(1);
  for (const char *word : {"first", "second"}) {
    auto sent = to.try_send(word);
    std::cout << word << (sent ? " was sent\n" : " found the channel full\n");
  }
  from.close();
  auto late = co_await to.send("third");
  std::cout << std::move(late).value() << " came too late\n";
}

static rt::task<> work(channel::shared_receiver<int> from, int &done) {
  while (co_await from.recv())
    ++done;
}

static rt::task<> workers() {
  auto [to, from] = channel::mpmc<int>::bounded(2);
  int done = 0;
  co_await rt::when_all(work(from.clone(), done), work(std::move(from), done),
                        produce(std::move(to), 0));
  std::cout << "two workers have done " << done << " jobs\n";
}

struct question {
  std::string text;
  channel::oneshot_sender<int> answer;
};

static rt::task<> answer_all(channel::receiver<question> from) {
  while (auto asked = co_await from.recv())
    if (!asked->answer.send(static_cast<int>(asked->text.size())))
      std::cout << "nobody wants to know\n";
}

static rt::task<> ask(channel::sender<question> to) {
  auto [answer, from] = channel::oneshot<int>::create();
  if (!co_await to.send({"how long is this?", std::move(answer)}))
    co_return;
  std::cout << "the answer is " << (co_await from.recv()).value_or(-1) << '\n';
}

static rt::task<> questions() {
  auto [to, from] = channel::mpsc<question>::bounded(4);
  co_await rt::when_all(answer_all(std::move(from)), ask(std::move(to)));
}

static rt::task<> program() {
  co_await two_producers();
  co_await back_pressure();
  co_await workers();
  co_await questions();
}

int main() { rt::runtime::current_thread().block_on(program()); }
