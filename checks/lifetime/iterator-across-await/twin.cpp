//===--- twin.cpp - the code of the page, run -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include TWIN_EXAMPLE
#include "twin_runtime.h"

static Room room;
static int sent = 0;

/// Others enter the room while a message is on its way.
mini::task<void> send(std::string client, std::string) {
  co_await mini::tick();
  room.enter("a friend of " + client);
  ++sent;
}

int main() {
  room.enter("Ada");
  room.enter("Grace");
  twins::run(room.broadcast("hello"));
  twins::expect(sent == 2, "whoever was there has got the message");
}
