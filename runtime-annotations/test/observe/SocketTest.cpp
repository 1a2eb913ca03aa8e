//===--- SocketTest.cpp - what corolint-top reads, and the socket itself --===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/snapshot.h"
#include "support/Event.h"
#include <cstring>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>

namespace rt = corolint::rt;
using namespace rt::detail;
using rt::test::event;
using namespace std::chrono_literals;

namespace {

class fresh_path {
public:
  explicit fresh_path(const std::string &name)
      : path(testing::TempDir() + name + std::to_string(getpid())) {
    std::filesystem::remove(path);
  }
  ~fresh_path() { std::filesystem::remove(path); }

  const std::string path;
};

sockaddr_un address_of(const std::string &path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  return address;
}

/// A socket that is bound to \p path, and connected to nothing.
int bound_socket(const std::string &path) {
  const int s = socket(AF_UNIX, SOCK_STREAM, 0);
  const sockaddr_un address = address_of(path);
  EXPECT_EQ(
      bind(s, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
  return s;
}

int connected_to(const std::string &path) {
  const int s = socket(AF_UNIX, SOCK_STREAM, 0);
  const sockaddr_un address = address_of(path);
  EXPECT_EQ(
      connect(s, reinterpret_cast<const sockaddr *>(&address), sizeof address),
      0);
  return s;
}

/// All that the program at \p path sends.
std::string read_all(const std::string &path) {
  const int s = connected_to(path);
  std::string text;
  char part[512];
  for (ssize_t n; (n = read(s, part, sizeof part)) > 0;)
    text.append(part, static_cast<std::size_t>(n));
  close(s);
  return text;
}

snapshot sample() {
  snapshot s;
  task_info t;
  t.id = 3;
  t.spawner = 1;
  t.name = "tab\there, \\ and\nline";
  t.spawned.file = "dir/main.cpp";
  t.spawned.line = 12;
  t.spawned.function = "int main()";
  t.state = task_info::state_kind::waiting;
  t.thread = 4;
  t.what = "channel: send";
  t.on = 2;
  t.polls = 5;
  t.wakes = 6;
  t.self_wakes = 1;
  t.busy = 1500us;
  t.idle = 2s;
  t.longest_poll = 900us;
  t.in_state = 7ns;
  t.frames = {t.spawned, t.spawned};
  s.tasks = {t, {}};
  s.locks = {{9, "mutex", "int", 1, 1, {{3, 1, t.spawned}}}};
  s.channels = {{2, "channel", "char", 4, 4, 1, 1}};
  s.warnings = {{warning_info::reason::lost_waker, 3, "task #3 waits"}};
  return s;
}

TEST(Snapshot, IsReadAsItWasWritten) {
  const std::string text = write(sample());
  EXPECT_EQ(write(parse(text)), text);
  EXPECT_EQ(print(parse(text), volatile_facts::shown),
            print(sample(), volatile_facts::shown));
}

TEST(Snapshot, IsRefusedIfItIsNotWhole) {
  const std::string text = write(sample());
  for (std::size_t n = 0; n != text.size(); ++n)
    EXPECT_THROW(parse(text.substr(0, n)), std::runtime_error) << n;
}

TEST(Snapshot, IsRefusedIfItIsSomethingElse) {
  const std::string begin = "corolint-rt 1\n";
  for (const char *rest :
       {"", "end", "tusk\t1\nend\n", "task\t1\nend\n", "task\tx\nend\n",
        "frame\ta\t1\tf\nend\n", "holder\t1\t1\ta\t1\tf\nend\n",
        "warning\t7\t1\ttext\nend\n", "warning\t-1\t1\ttext\nend\n",
        "lock\t99999999999999999999\tmutex\tint\t1\t1\nend\n"})
    EXPECT_THROW(parse(begin + rest), std::runtime_error) << rest;
  EXPECT_THROW(parse("corolint-rt 2\nend\n"), std::runtime_error);
  EXPECT_THROW(parse("HTTP/1.1 200 OK\r\n"), std::runtime_error);
  EXPECT_NO_THROW(parse(begin + "end\n"));
}

TEST(Snapshot, PrintsTimesInTheirUnit) {
  EXPECT_EQ(print(0ns), "0 ns");
  EXPECT_EQ(print(999ns), "999 ns");
  EXPECT_EQ(print(1500ns), "1.5 us");
  EXPECT_EQ(print(20ms), "20 ms");
  EXPECT_EQ(print(std::chrono::nanoseconds(90min)), "5400 s");
}

TEST(Socket, SendsWhatIsListed) {
  const fresh_path file("top");
  const rt::observation watched({.socket = file.path});
  rt::mutex<int> m;
  const auto held = m.try_lock();
  rt::runtime r = rt::runtime::current_thread();
  auto program = [&]() -> rt::task<> {
    rt::name_this_task("main");
    const snapshot seen = parse(read_all(file.path));
    EXPECT_EQ(seen.tasks.size(), 1U);
    EXPECT_EQ(seen.tasks.front().name, "main");
    EXPECT_EQ(seen.tasks.front().state, task_info::state_kind::running);
    EXPECT_EQ(seen.locks.size(), 1U);
    EXPECT_EQ(seen.locks.front().holders.size(), 1U);
    co_return;
  };
  r.block_on(program());
  EXPECT_TRUE(parse(read_all(file.path)).tasks.empty());
}

TEST(Socket, IsItsUsersAlone) {
  const fresh_path file("mode");
  const rt::observation watched({.socket = file.path});
  struct stat there = {};
  ASSERT_EQ(stat(file.path.c_str(), &there), 0);
  EXPECT_TRUE(S_ISSOCK(there.st_mode));
  EXPECT_EQ(there.st_mode & 0777, 0600U);
}

TEST(Socket, IsRemovedAtTheEnd) {
  const fresh_path file("removed");
  {
    const rt::observation watched({.socket = file.path});
  }
  EXPECT_FALSE(std::filesystem::exists(file.path));
}

TEST(Socket, OfSomebodyElseStays) {
  const fresh_path file("other");
  {
    const rt::observation watched({.socket = file.path});
    std::filesystem::remove(file.path);
    std::ofstream(file.path) << "mine";
  }
  EXPECT_TRUE(std::filesystem::exists(file.path));
}

TEST(Socket, ThatWasLeftBehindIsReplaced) {
  const fresh_path file("stale");
  close(bound_socket(file.path));
  ASSERT_TRUE(std::filesystem::exists(file.path));
  const rt::observation watched({.socket = file.path});
  EXPECT_TRUE(parse(read_all(file.path)).tasks.empty());
}

TEST(Socket, OfALivingProgramIsNotTaken) {
  const fresh_path file("taken");
  const rt::observation watched({.socket = file.path});
  try {
    const rt::observation second({.socket = file.path});
    FAIL();
  } catch (const std::system_error &e) {
    EXPECT_EQ(e.code(), std::errc::address_in_use);
    EXPECT_NE(std::string(e.what()).find(file.path), std::string::npos);
  }
  EXPECT_TRUE(parse(read_all(file.path)).tasks.empty());
}

TEST(Socket, DoesNotReplaceAFile) {
  const fresh_path file("file");
  std::ofstream(file.path) << "mine";
  EXPECT_THROW(rt::observation({.socket = file.path}), std::system_error);
  EXPECT_TRUE(std::filesystem::is_regular_file(file.path));
}

TEST(Socket, NeedsAPathThatFits) {
  EXPECT_THROW(rt::observation({.socket = std::string(200, 'x')}),
               std::invalid_argument);
  EXPECT_THROW(rt::observation({.socket = "/nowhere/at/all"}),
               std::system_error);
}

TEST(Socket, IsNotHeldUpByWhoDoesNotRead) {
  const fresh_path file("slow");
  const rt::observation watched({.socket = file.path});
  rt::runtime r = rt::runtime::current_thread({.watchdog = {}});
  event e;
  auto program = [&]() -> rt::task<> {
    co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
      // More than the buffer of a socket takes.
      for (int i = 0; i != 5000; ++i)
        s.spawn([&]() -> rt::task<> { co_await e.wait(); });
      co_await rt::yield();
      const int silent = connected_to(file.path);
      EXPECT_EQ(parse(read_all(file.path)).tasks.size(), 5002U);
      close(silent);
      e.set();
    });
  };
  r.block_on(program());
}

} // namespace
