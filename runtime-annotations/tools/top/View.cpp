//===--- View.cpp - tasks, locks and channels as a table ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "View.h"
#include <algorithm>
#include <array>
#include <utility>

using namespace corolint::top;
using namespace corolint::rt::detail;

//===----------------------------------------------------------------------===//
// Sorting
//===----------------------------------------------------------------------===//

static constexpr std::array<std::string_view, 5> key_names = {
    "number", "busy", "idle", "polls", "state"};

std::string_view corolint::top::name_of(sort_key k) {
  return key_names[static_cast<std::size_t>(k)];
}

std::optional<sort_key> corolint::top::parse_sort_key(std::string_view name) {
  const auto *const found = std::ranges::find(key_names, name);
  if (found == key_names.end())
    return std::nullopt;
  return static_cast<sort_key>(found - key_names.begin());
}

sort_key corolint::top::next_key(sort_key k) {
  return static_cast<sort_key>((static_cast<std::size_t>(k) + 1) %
                               key_names.size());
}

/// Sorts by \p key, the most first, and equal ones by their number.
template <class Key>
static void sort_by(std::vector<task_info> &tasks, Key task_info::*key) {
  std::ranges::sort(tasks, [key](const task_info &a, const task_info &b) {
    return a.*key != b.*key ? a.*key > b.*key : a.id < b.id;
  });
}

static void sort(std::vector<task_info> &tasks, sort_key by) {
  switch (by) {
  case sort_key::number:
    std::ranges::sort(tasks, {}, &task_info::id);
    return;
  case sort_key::busy:
    sort_by(tasks, &task_info::busy);
    return;
  case sort_key::idle:
    sort_by(tasks, &task_info::idle);
    return;
  case sort_key::polls:
    sort_by(tasks, &task_info::polls);
    return;
  case sort_key::state:
    // Those that wait come before those that are ready.
    sort_by(tasks, &task_info::state);
    return;
  }
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

/// What another program sends must not steer the terminal: control characters,
/// in ASCII and the second set in UTF-8, become question marks.
static std::string harmless(const std::string &text) {
  std::string s;
  for (std::size_t i = 0; i != text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool is_second_set = c == 0xc2 && i + 1 != text.size() &&
                               static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (is_second_set)
      ++i;
    s += c < ' ' || c == 0x7f || is_second_set ? '?' : text[i];
  }
  return s;
}

static bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
}

static std::size_t columns(const std::string &s) {
  return static_cast<std::size_t>(std::ranges::count_if(s, begins_character));
}

std::string corolint::top::clip(const std::string &line, std::size_t width) {
  std::size_t left = width;
  for (std::size_t i = 0; i != line.size(); ++i)
    if (begins_character(line[i]) && left-- == 0)
      return line.substr(0, i);
  return line;
}

using row = std::vector<std::string>;

/// The rows below each other, each column as wide as it has to be. The first
/// row is the heading, which stands even where there is nothing below it.
static std::vector<std::string> align(std::vector<row> rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (row &r : rows) {
    for (std::size_t i = 0; i != r.size(); ++i) {
      r[i] = harmless(r[i]);
      widths[i] = std::max(widths[i], columns(r[i]));
    }
  }
  std::vector<std::string> lines;
  for (const row &r : rows) {
    std::string &line = lines.emplace_back();
    for (std::size_t i = 0; i != r.size(); ++i) {
      line += r[i];
      line.append(widths[i] - columns(r[i]) + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
  }
  return lines;
}

//===----------------------------------------------------------------------===//
// The parts of the view
//===----------------------------------------------------------------------===//

static std::string waits_for(const task_info &t) {
  if (t.state != task_info::state_kind::waiting)
    return "";
  const std::string place =
      t.frames.empty() ? "" : " at " + print(t.frames.front());
  return wait_of(t) + place;
}

static std::vector<std::string> task_lines(const snapshot &s) {
  std::vector<row> rows = {{"TASK", "STATE", "FOR", "POLLS", "BUSY", "IDLE",
                            "SPAWNED AT", "WAITS FOR"}};
  for (const task_info &t : s.tasks)
    rows.push_back({label(t), std::string(print(t.state)), print(t.in_state),
                    std::to_string(t.polls), print(t.busy), print(t.idle),
                    print(t.spawned), waits_for(t)});
  return align(std::move(rows));
}

static std::string holders_of(const lock_info &l) {
  std::string text;
  for (const holder_info &h : l.holders) {
    if (!text.empty())
      text += ", ";
    text += h.task == 0 ? "a thread" : "#" + std::to_string(h.task);
    if (h.at.line != 0)
      text += " at " + print(h.at);
  }
  return text.empty() ? "nobody" : text;
}

/// Those who wait for the lock or channel \p id.
static std::string waiters_for(const snapshot &s, std::uint64_t id) {
  std::string text;
  for (const task_info &t : s.tasks)
    if (t.state == task_info::state_kind::waiting && t.on == id &&
        t.what != "job")
      text += (text.empty() ? "#" : ", #") + std::to_string(t.id);
  return text;
}

static std::vector<std::string> lock_lines(const snapshot &s) {
  std::vector<row> rows = {{"LOCK", "OF", "HELD BY", "WAITED FOR BY"}};
  for (const lock_info &l : s.locks)
    rows.push_back({l.kind + " #" + std::to_string(l.id), l.type, holders_of(l),
                    waiters_for(s, l.id)});
  return align(std::move(rows));
}

static std::vector<std::string> channel_lines(const snapshot &s) {
  std::vector<row> rows = {
      {"CHANNEL", "OF", "FILL", "SENDERS", "RECEIVERS", "WAITED FOR BY"}};
  for (const channel_info &c : s.channels)
    rows.push_back({c.kind + " #" + std::to_string(c.id), c.type, fill_of(c),
                    std::to_string(c.senders), std::to_string(c.receivers),
                    waiters_for(s, c.id)});
  return align(std::move(rows));
}

static std::vector<std::string> warning_lines(const snapshot &s) {
  std::vector<std::string> lines = {"WARNINGS"};
  for (const warning_info &w : s.warnings)
    lines.push_back(std::string(print(w.why)) + ": " + harmless(w.text));
  return lines;
}

static void append(std::vector<std::string> &to,
                   const std::vector<std::string> &part) {
  to.emplace_back();
  to.insert(to.end(), part.begin(), part.end());
}

std::vector<std::string> corolint::top::view(snapshot s, sort_key by,
                                             std::size_t height) {
  sort(s.tasks, by);
  std::vector<std::string> rest;
  append(rest, warning_lines(s));
  append(rest, lock_lines(s));
  append(rest, channel_lines(s));
  std::vector<std::string> lines = task_lines(s);
  // There may be many of anything: tasks get half of the room, and what the
  // rest leaves. The least is a heading, a task and the line that says so.
  const std::size_t room = std::max(
      {height - std::min(height, rest.size()), height / 2, std::size_t{3}});
  if (height != 0 && lines.size() > room) {
    const std::size_t left_out = lines.size() - room + 1;
    lines.resize(room - 1);
    lines.push_back("... and " + std::to_string(left_out) + " more");
  }
  lines.insert(lines.end(), rest.begin(), rest.end());
  return lines;
}
