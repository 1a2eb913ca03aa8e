//===--- main.cpp - a small chat service
//-----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// chat [--port N] [--status FILE]
//
// Serves on 127.0.0.1 until SIGINT or SIGTERM. Port 0, the default, lets the
// system choose; the port is printed. FILE is rewritten every second.
//
//===----------------------------------------------------------------------===//
#include "log.h"
#include "session.h"
#include "status.h"
#include <charconv>
#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>

namespace {

chat::EventLoop *Running = nullptr;

extern "C" void onSignal(int) { Running->stop(); }

struct Options {
  std::uint16_t Port = 0;
  std::string Status;
};

std::optional<Options> parse(int Count, char **Words) {
  Options Result;
  for (int I = 1; I < Count; I += 2) {
    const std::string_view Word = Words[I];
    if (I + 1 == Count)
      return std::nullopt;
    const std::string_view Value = Words[I + 1];
    if (Word == "--port") {
      const auto Parsed = std::from_chars(
          Value.data(), Value.data() + Value.size(), Result.Port);
      if (Parsed.ec != std::errc() || Parsed.ptr != Value.data() + Value.size())
        return std::nullopt;
    } else if (Word == "--status")
      Result.Status = Value;
    else
      return std::nullopt;
  }
  return Result;
}

/// The session is kept by its own coroutine, whatever the rooms do.
chat::Task<> serve(std::shared_ptr<chat::Session> Client) {
  co_await Client->run();
}

chat::Task<> acceptAll(chat::EventLoop &Loop, chat::Directory &Rooms,
                       chat::Socket Listener) {
  unsigned Next = 1;
  while (auto Peer = co_await chat::acceptFrom(Loop, Listener))
    Loop.spawn(serve(std::make_shared<chat::Session>(
        Loop, Rooms, std::move(*Peer), Next++)));
}

void run(const Options &Chosen) {
  chat::EventLoop Loop;
  chat::Directory Rooms;
  std::optional<chat::StatusThread> Status;
  if (!Chosen.Status.empty())
    Status.emplace(Rooms, Chosen.Status);
  chat::Socket Listener = chat::listenOn(Chosen.Port);
  std::printf("listening on 127.0.0.1:%u\n",
              static_cast<unsigned>(chat::portOf(Listener)));
  std::fflush(stdout);

  Running = &Loop;
  std::signal(SIGINT, onSignal);
  std::signal(SIGTERM, onSignal);
  Loop.spawn(acceptAll(Loop, Rooms, std::move(Listener)));
  Loop.run();
  chat::logLine("all sessions have ended");
}

} // namespace

int main(int Count, char **Words) {
  const std::optional<Options> Chosen = parse(Count, Words);
  if (!Chosen) {
    std::fputs("usage: chat [--port N] [--status FILE]\n", stderr);
    return 2;
  }
  try {
    run(*Chosen);
  } catch (const std::exception &Error) {
    std::fprintf(stderr, "chat: %s\n", Error.what());
    return 1;
  }
  return 0;
}
