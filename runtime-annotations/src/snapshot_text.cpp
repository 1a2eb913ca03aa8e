//===--- snapshot_text.cpp - sending what the registry shows --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/snapshot.h"
#include <charconv>
#include <concepts>
#include <stdexcept>

using namespace corolint::rt::detail;
using std::chrono::nanoseconds;

static constexpr std::string_view first_line = "corolint-rt 1";

//===----------------------------------------------------------------------===//
// Fields. Each kind of line lists its fields once, for both directions.
//===----------------------------------------------------------------------===//

namespace {

/// Appends the fields of a line.
class field_writer {
public:
  field_writer(std::string &t, std::string_view kind) : to(t) { to += kind; }
  ~field_writer() { to += '\n'; }

  void operator()(const std::string &s) {
    to += '\t';
    for (char c : s) {
      switch (c) {
      case '\t':
        to += "\\t";
        break;
      case '\n':
        to += "\\n";
        break;
      case '\\':
        to += "\\\\";
        break;
      default:
        to += c;
      }
    }
  }
  void operator()(std::uint64_t n) { (*this)(std::to_string(n)); }
  void operator()(nanoseconds d) { (*this)(std::to_string(d.count())); }
  template <class E>
    requires std::is_enum_v<E>
  void operator()(E e) {
    (*this)(static_cast<std::uint64_t>(e));
  }

private:
  std::string &to;
};

/// Reads them again.
class field_reader {
public:
  explicit field_reader(std::string_view fields) : left(fields) {}

  void operator()(std::string &s) {
    if (left.empty() || left.front() != '\t')
      throw std::runtime_error("a field is missing");
    left.remove_prefix(1);
    const std::string_view field = left.substr(0, left.find('\t'));
    left.remove_prefix(field.size());
    s.clear();
    for (std::size_t i = 0; i != field.size(); ++i) {
      if (field[i] != '\\' || i + 1 == field.size()) {
        s += field[i];
        continue;
      }
      const char escaped = field[++i];
      s += escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped;
    }
  }
  template <std::integral N> void operator()(N &n) {
    std::string digits;
    (*this)(digits);
    const char *const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, n);
    if (error != std::errc() || stop != end)
      throw std::runtime_error("'" + digits + "' is not a number");
  }
  void operator()(nanoseconds &d) {
    nanoseconds::rep count = 0;
    (*this)(count);
    d = nanoseconds(count);
  }
  void operator()(task_info::state_kind &s) {
    read_enumerator(s, task_info::state_kind::outside);
  }
  void operator()(warning_info::reason &r) {
    read_enumerator(r, warning_info::reason::self_wakes);
  }

private:
  template <class E> void read_enumerator(E &e, E last) {
    std::uint64_t n = 0;
    (*this)(n);
    if (n > static_cast<std::uint64_t>(last))
      throw std::runtime_error(std::to_string(n) + " has no meaning here");
    e = static_cast<E>(n);
  }

  std::string_view left;
};

} // namespace

template <class Place, class F> static void each_place_field(Place &p, F &&f) {
  f(p.file);
  f(p.line);
  f(p.function);
}

template <class Task, class F> static void each_task_field(Task &t, F &&f) {
  f(t.id);
  f(t.spawner);
  f(t.name);
  each_place_field(t.spawned, f);
  f(t.state);
  f(t.thread);
  f(t.what);
  f(t.on);
  f(t.polls);
  f(t.wakes);
  f(t.self_wakes);
  f(t.busy);
  f(t.idle);
  f(t.longest_poll);
  f(t.in_state);
}

template <class Lock, class F> static void each_lock_field(Lock &l, F &&f) {
  f(l.id);
  f(l.kind);
  f(l.type);
  f(l.used);
  f(l.capacity);
}

template <class Holder, class F>
static void each_holder_field(Holder &h, F &&f) {
  f(h.task);
  f(h.amount);
  each_place_field(h.at, f);
}

template <class Channel, class F>
static void each_channel_field(Channel &c, F &&f) {
  f(c.id);
  f(c.kind);
  f(c.type);
  f(c.fill);
  f(c.capacity);
  f(c.senders);
  f(c.receivers);
}

template <class Warning, class F>
static void each_warning_field(Warning &w, F &&f) {
  f(w.why);
  f(w.task);
  f(w.text);
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

std::string corolint::rt::detail::write(const snapshot &s) {
  std::string text(first_line);
  text += '\n';
  for (const task_info &t : s.tasks) {
    each_task_field(t, field_writer(text, "task"));
    for (const source_place &frame : t.frames)
      each_place_field(frame, field_writer(text, "frame"));
  }
  for (const lock_info &l : s.locks) {
    each_lock_field(l, field_writer(text, "lock"));
    for (const holder_info &h : l.holders)
      each_holder_field(h, field_writer(text, "holder"));
  }
  for (const channel_info &c : s.channels)
    each_channel_field(c, field_writer(text, "channel"));
  for (const warning_info &w : s.warnings)
    each_warning_field(w, field_writer(text, "warning"));
  return text + "end\n";
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static void parse_line(snapshot &to, std::string_view line) {
  const std::string_view kind = line.substr(0, line.find('\t'));
  field_reader fields(line.substr(kind.size()));
  if (kind == "task")
    each_task_field(to.tasks.emplace_back(), fields);
  else if (kind == "frame" && !to.tasks.empty())
    each_place_field(to.tasks.back().frames.emplace_back(), fields);
  else if (kind == "lock")
    each_lock_field(to.locks.emplace_back(), fields);
  else if (kind == "holder" && !to.locks.empty())
    each_holder_field(to.locks.back().holders.emplace_back(), fields);
  else if (kind == "channel")
    each_channel_field(to.channels.emplace_back(), fields);
  else if (kind == "warning")
    each_warning_field(to.warnings.emplace_back(), fields);
  else
    throw std::runtime_error("no line '" + std::string(kind) +
                             "' belongs there");
}

static std::string_view take_line(std::string_view &text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos)
    throw std::runtime_error("it ends in the middle");
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

snapshot corolint::rt::detail::parse(std::string_view text) {
  if (!text.starts_with(std::string(first_line) + '\n'))
    throw std::runtime_error(
        "it is no corolint-rt program, or one of another version");
  take_line(text);
  snapshot s;
  for (std::string_view line = take_line(text); line != "end";
       line = take_line(text))
    parse_line(s, line);
  return s;
}
