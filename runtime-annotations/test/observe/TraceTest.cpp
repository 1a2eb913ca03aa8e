//===--- TraceTest.cpp - the trace is complete and valid, or says why not -===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "support/Event.h"
#include "support/Reports.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <system_error>
#include <unistd.h>

namespace rt = corolint::rt;
using rt::test::collected_reports;
using namespace std::chrono_literals;

namespace {

/// A path for this test alone, with nothing there.
class fresh_path {
public:
  explicit fresh_path(const std::string &name)
      : path(testing::TempDir() + name + std::to_string(getpid())) {
    std::filesystem::remove(path);
  }
  ~fresh_path() { std::filesystem::remove(path); }

  std::string read() const {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  /// Whether another program takes it for JSON.
  bool is_json() const {
    const std::string command = "python3 -m json.tool " + path + " >/dev/null";
    return std::system(command.c_str()) == 0;
  }

  const std::string path;
};

std::size_t count(const std::string &text, const std::string &part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + 1))
    ++found;
  return found;
}

rt::task<> two_polls(std::string name) {
  rt::name_this_task(name);
  co_await rt::sleep_for(1ms);
}

TEST(Trace, HasAllPollsAndTasks) {
  const fresh_path file("trace");
  const rt::observation watched;
  rt::runtime r = rt::runtime::multi_thread(2);
  rt::trace_file trace(file.path);
  r.block_on(two_polls("a \"b\" \\ \n c"));
  trace.finish();
  trace.finish();
  const std::string text = file.read();
  EXPECT_TRUE(file.is_json()) << text;
  EXPECT_EQ(count(text, "\"ph\":\"X\""), 2U) << text;
  EXPECT_EQ(count(text, "\"ph\":\"b\""), 1U) << text;
  EXPECT_EQ(count(text, "\"ph\":\"e\""), 1U) << text;
  EXPECT_GE(count(text, "\"thread_name\""), 1U) << text;
  EXPECT_GE(count(text, "a \\\"b\\\" \\\\ \\u000a c"), 1U) << text;
  EXPECT_GE(count(text, "TraceTest.cpp:"), 1U) << text;
}

TEST(Trace, WithoutTasksIsValid) {
  const fresh_path file("empty");
  rt::trace_file(file.path).finish();
  EXPECT_TRUE(file.is_json()) << file.read();
}

TEST(Trace, CutsOffWhatWasThereBeforeAndIsThereAfter) {
  const fresh_path file("middle");
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread();
  auto program = [&]() -> rt::task<> {
    rt::trace_file trace(file.path);
    co_await rt::sleep_for(1ms);
    trace.finish();
    co_await rt::sleep_for(1ms);
  };
  r.block_on(program());
  const std::string text = file.read();
  EXPECT_TRUE(file.is_json()) << text;
  EXPECT_EQ(count(text, "\"ph\":\"b\""), 1U) << text;
  EXPECT_EQ(count(text, "\"ph\":\"e\""), 1U) << text;
  EXPECT_EQ(count(text, ":-"), 0U) << "no negative times: " << text;
}

TEST(Trace, CanBeAnOptionOfTheObservation) {
  const fresh_path file("option");
  {
    const rt::observation watched({.trace = file.path});
    rt::runtime::current_thread().block_on(two_polls("x"));
  }
  EXPECT_TRUE(file.is_json());
  EXPECT_EQ(count(file.read(), "\"ph\":\"X\""), 2U) << file.read();
}

TEST(Trace, IsOneAtATime) {
  const fresh_path file("one");
  const fresh_path other("two");
  const rt::trace_file first(file.path);
  EXPECT_THROW(rt::trace_file(other.path).finish(), std::logic_error);
}

TEST(Trace, SaysThatItCannotBeOpened) {
  try {
    rt::trace_file("/nowhere/at/all").finish();
    FAIL();
  } catch (const std::system_error &e) {
    EXPECT_EQ(e.code(), std::errc::no_such_file_or_directory);
    EXPECT_NE(std::string(e.what()).find("'/nowhere/at/all'"),
              std::string::npos);
  }
}

TEST(Trace, SaysThatTheDiskIsFull) {
  const rt::observation watched;
  rt::runtime r = rt::runtime::current_thread();
  rt::trace_file trace("/dev/full");
  r.block_on(two_polls("lost"));
  try {
    trace.finish();
    FAIL();
  } catch (const std::system_error &e) {
    EXPECT_EQ(e.code(), std::errc::no_space_on_device);
    EXPECT_NE(std::string(e.what()).find("'/dev/full' is not complete"),
              std::string::npos);
  }
}

TEST(Trace, SaysSoAtItsEndIfNobodyAsks) {
  collected_reports reports;
  {
    const rt::trace_file trace("/dev/full");
  }
  ASSERT_EQ(reports.lines().size(), 1U);
  EXPECT_NE(reports.lines().front().find("'/dev/full' is not complete"),
            std::string::npos);
}

TEST(Trace, CanEndWhileTasksRun) {
  const fresh_path file("running");
  const rt::observation watched;
  rt::runtime r = rt::runtime::multi_thread(3);
  auto program = []() -> rt::task<> {
    co_await rt::with_scope([](rt::scope &s) -> rt::task<> {
      for (int i = 0; i != 20; ++i)
        s.spawn([]() -> rt::task<> {
          for (int n = 0; n != 200; ++n)
            co_await rt::yield();
        });
      co_return;
    });
  };
  std::thread ends([&] {
    for (int i = 0; i != 20; ++i)
      rt::trace_file(file.path).finish();
  });
  r.block_on(program());
  ends.join();
  EXPECT_TRUE(file.is_json());
}

} // namespace
