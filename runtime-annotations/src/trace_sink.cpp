//===--- trace_sink.cpp - writing a trace ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "trace_sink.h"
#include "corolint/rt/detail/snapshot.h"
#include "corolint/rt/trace.h"
#include "registry.h"
#include "report.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

using namespace corolint::rt;
using namespace corolint::rt::detail;

trace_sink &trace_sink::get() noexcept {
  // Not destroyed: threads may end after static objects.
  static auto *const the_one = new trace_sink;
  return *the_one;
}

//===----------------------------------------------------------------------===//
// JSON
//===----------------------------------------------------------------------===//

static std::string quoted(const std::string &s) {
  std::string text = "\"";
  for (const char c : s) {
    if (c == '"' || c == '\\') {
      text += '\\';
      text += c;
    } else if (static_cast<unsigned char>(c) < ' ') {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x",
                    static_cast<unsigned>(c));
      text += escape.data();
    } else {
      text += c;
    }
  }
  return text + '"';
}

static std::string member(const char *name, const std::string &value) {
  return std::string(",\"") + name + "\":" + value;
}

/// In microseconds, the unit of the format. Not by printf, which would write
/// the comma of the locale.
static std::string print_time(poll_clock::duration d) {
  const auto ns = std::chrono::nanoseconds(d).count();
  const std::string fraction = std::to_string(1000 + ns % 1000);
  return std::to_string(ns / 1000) + '.' + fraction.substr(1);
}

/// The beginning of an event.
static std::string event(const char *phase, const std::string &name,
                         std::uint64_t thread) {
  return std::string("{\"ph\":\"") + phase + "\",\"pid\":1" +
         member("tid", std::to_string(thread)) + member("name", quoted(name));
}

//===----------------------------------------------------------------------===//
// The file
//===----------------------------------------------------------------------===//

void trace_sink::open(const std::string &path) {
  const std::lock_guard guard(mutex);
  if (file)
    throw std::logic_error("there is a trace already, '" + name + "'");
  file.reset(std::fopen(path.c_str(), "w"));
  if (!file)
    throw std::system_error(errno, std::generic_category(),
                            "cannot write the trace '" + path + "'");
  name = path;
  error = 0;
  is_empty = true;
  threads.clear();
  tasks.clear();
  began = poll_clock::now();
  if (std::fputs("{\"traceEvents\":[", file.get()) < 0)
    keep_error();
  on = true;
}

void trace_sink::close() {
  const std::lock_guard guard(mutex);
  on = false;
  // Slices without an end would reach to the end of the next trace.
  for (const auto &[task, label] : tasks)
    write_end(task, label);
  if (std::fputs("\n]}\n", file.get()) < 0)
    keep_error();
  if (std::fclose(file.release()) != 0)
    keep_error();
  if (error != 0)
    throw std::system_error(error, std::generic_category(),
                            "the trace '" + name + "' is not complete");
}

void trace_sink::keep_error() noexcept {
  if (error == 0)
    error = errno;
}

/// Completes \p event. Under the mutex. After an error nothing is written:
/// nobody could read it.
void trace_sink::write(const std::string &event) {
  if (error != 0)
    return;
  const std::string line = (is_empty ? "\n" : ",\n") + event + '}';
  is_empty = false;
  if (std::fputs(line.c_str(), file.get()) < 0)
    keep_error();
}

/// What was under way when the trace began, begins with it.
std::string trace_sink::time_of(poll_clock::time_point t) const {
  return print_time(std::max(t - began, poll_clock::duration()));
}

//===----------------------------------------------------------------------===//
// Events
//===----------------------------------------------------------------------===//

void trace_sink::begin_task(std::uint64_t task,
                            const std::source_location &at) noexcept {
  if (!is_on())
    return;
  const std::string name = registry::get().name_of(task);
  const std::lock_guard guard(mutex);
  if (!file)
    return;
  const auto [entry, is_new] =
      tasks.emplace(task, name.empty() ? print(source_place(at)) : name);
  if (is_new)
    write(event("b", entry->second, 0) + member("cat", "\"task\"") +
          member("id", std::to_string(task)) +
          member("ts", time_of(poll_clock::now())));
}

/// Under the mutex.
void trace_sink::write_end(std::uint64_t task, const std::string &label) {
  write(event("e", label, 0) + member("cat", "\"task\"") +
        member("id", std::to_string(task)) +
        member("ts", time_of(poll_clock::now())));
}

void trace_sink::end_task(std::uint64_t task) noexcept {
  if (!is_on())
    return;
  const std::lock_guard guard(mutex);
  const auto found = tasks.find(task);
  if (!file || found == tasks.end())
    return;
  write_end(task, found->second);
  tasks.erase(found);
}

/// Under the mutex.
void trace_sink::name_thread(std::uint64_t thread) {
  if (threads.insert(thread).second)
    write(
        event("M", "thread_name", thread) +
        member("args", "{\"name\":\"thread " + std::to_string(thread) + "\"}"));
}

void trace_sink::add_poll(const poll &p, std::uint64_t thread) noexcept {
  if (!is_on())
    return;
  const std::string name = registry::get().name_of(p.task);
  const std::lock_guard guard(mutex);
  if (!file)
    return;
  name_thread(thread);
  const poll_clock::time_point from = std::max(p.since, began);
  const poll_clock::duration lasted = p.since + p.lasted - from;
  if (lasted < poll_clock::duration())
    return;
  write(
      event("X", name.empty() ? print(source_place(p.spawned)) : name, thread) +
      member("ts", time_of(from)) + member("dur", print_time(lasted)) +
      member("args", "{\"task\":" + std::to_string(p.task) + '}'));
}

trace_file::trace_file(const std::string &path) {
  trace_sink::get().open(path);
}

trace_file::~trace_file() {
  try {
    finish();
  } catch (const std::system_error &e) {
    report(std::string("corolint::rt: ") + e.what());
  }
}

void trace_file::finish() {
  if (std::exchange(open, false))
    trace_sink::get().close();
}
