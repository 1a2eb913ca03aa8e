//===--- snapshot.cpp - printing what the registry shows ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/snapshot.h"
#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>

using namespace corolint::rt::detail;
using std::chrono::nanoseconds;

source_place::source_place(const std::source_location &at)
    : file(at.file_name()), line(at.line()), function(at.function_name()) {}

std::string corolint::rt::detail::print(nanoseconds d) {
  struct unit {
    double length;
    const char *name;
  };
  static constexpr std::array units = {unit{1e9, "s"}, unit{1e6, "ms"},
                                       unit{1e3, "us"}, unit{1, "ns"}};
  const auto count = static_cast<double>(d.count());
  const auto *const u = std::ranges::find_if(
      units, [&](const unit &each) { return count >= each.length; });
  const unit &in = u == units.end() ? units.back() : *u;
  std::array<char, 40> text{};
  // No fraction where there are digits enough, or none at all.
  const double value = count / in.length;
  std::snprintf(text.data(), text.size(), "%.*f %s",
                value < 10 && in.length > 1 ? 1 : 0, value, in.name);
  return text.data();
}

std::string_view corolint::rt::detail::print(task_info::state_kind s) {
  static constexpr std::array<std::string_view, 4> names = {
      "ready", "running", "waiting", "outside"};
  return names[static_cast<std::size_t>(s)];
}

std::string_view corolint::rt::detail::print(warning_info::reason r) {
  static constexpr std::array<std::string_view, 3> names = {
      "never yielded", "lost waker", "self-wakes"};
  return names[static_cast<std::size_t>(r)];
}

static std::string number(std::uint64_t id) { return "#" + std::to_string(id); }

std::string corolint::rt::detail::label(const task_info &t) {
  return t.name.empty() ? number(t.id) : number(t.id) + " \"" + t.name + '"';
}

std::string corolint::rt::detail::print(const source_place &p) {
  if (p.line == 0)
    return "an unknown place";
  return p.file.substr(p.file.rfind('/') + 1) + ':' + std::to_string(p.line);
}

std::string corolint::rt::detail::wait_of(const task_info &t) {
  if (t.on == 0)
    return t.what;
  // "channel: send" becomes "channel #2: send".
  std::string text = t.what;
  return text.insert(std::min(text.find(':'), text.size()), " " + number(t.on));
}

std::string corolint::rt::detail::fill_of(const channel_info &c) {
  const std::string fill = std::to_string(c.fill);
  return c.capacity == std::numeric_limits<std::size_t>::max()
             ? fill
             : fill + " of " + std::to_string(c.capacity);
}

static std::string plural(std::uint64_t n, const char *what) {
  return std::to_string(n) + ' ' + what + (n == 1 ? "" : "s");
}

static std::string_view state_text(const task_info &t) {
  switch (t.state) {
  case task_info::state_kind::ready:
    return t.polls == 0 ? "has not begun" : "ready";
  case task_info::state_kind::running:
    return "running";
  case task_info::state_kind::waiting:
    return "waits for ";
  case task_info::state_kind::outside:
    return "is with another library";
  }
  return {};
}

static void print_task(std::string &to, const task_info &t,
                       volatile_facts facts) {
  const bool all = facts == volatile_facts::shown;
  to += "task " + label(t) + ": ";
  to += state_text(t);
  if (t.state == task_info::state_kind::waiting)
    to += wait_of(t);
  if (all && t.state == task_info::state_kind::running)
    to += " on thread " + std::to_string(t.thread);
  if (all)
    to += ", for " + print(t.in_state);
  to += "\n  spawned at " + print(t.spawned);
  if (t.spawner != 0)
    to += " by " + number(t.spawner);
  to += "; " + plural(t.polls, "poll");
  if (all)
    to += ", busy " + print(t.busy) + ", idle " + print(t.idle);
  to += '\n';
  for (const source_place &frame : t.frames)
    to += "    " + frame.function + " at " + print(frame) + '\n';
}

static const task_info *find_task(const snapshot &s, std::uint64_t id) {
  const auto found = std::ranges::find(s.tasks, id, &task_info::id);
  return found == s.tasks.end() ? nullptr : &*found;
}

static std::string holder_name(const snapshot &s, const holder_info &h) {
  if (h.task == 0)
    return "a thread";
  const task_info *const t = find_task(s, h.task);
  return "task " + (t ? label(*t) : number(h.task) + ", which has ended");
}

static void print_lock(std::string &to, const snapshot &s, const lock_info &l) {
  to += l.kind + ' ' + number(l.id);
  if (!l.type.empty())
    to += " (" + l.type + ')';
  if (l.kind == "semaphore")
    to += ", " + std::to_string(l.used) + " of " + std::to_string(l.capacity) +
          " taken";
  to += l.holders.empty() ? ": nobody holds it\n" : ":\n";
  for (const holder_info &h : l.holders) {
    to += "    held by " + holder_name(s, h);
    if (h.at.line != 0)
      to += " since " + print(h.at);
    to += '\n';
  }
}

static void print_channel(std::string &to, const channel_info &c) {
  to += c.kind + ' ' + number(c.id) + " (" + c.type + "): " + fill_of(c) +
        ", " + plural(c.senders, "sender") + ", " +
        plural(c.receivers, "receiver") + '\n';
}

std::string corolint::rt::detail::print(const snapshot &s,
                                        volatile_facts facts) {
  std::string text = plural(s.tasks.size(), "task") + '\n';
  for (const task_info &t : s.tasks)
    print_task(text, t, facts);
  text += plural(s.locks.size(), "lock") + '\n';
  for (const lock_info &l : s.locks)
    print_lock(text, s, l);
  text += plural(s.channels.size(), "channel") + '\n';
  for (const channel_info &c : s.channels)
    print_channel(text, c);
  text += plural(s.warnings.size(), "warning") + '\n';
  for (const warning_info &w : s.warnings)
    text += std::string(print(w.why)) + ": " + w.text + '\n';
  return text;
}
