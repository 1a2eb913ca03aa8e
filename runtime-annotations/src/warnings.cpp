//===--- warnings.cpp - what is wrong with tasks --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nothing is reported here that a task might still get out of by itself, except
// where the text says under which condition.
//
// Not reported, because it cannot happen: that a channel's other end is gone.
// The last one wakes all who wait. Nor that a semaphore lacks units, that
// nobody notifies, or that a channel stays empty: any thread may still do that.
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/snapshot.h"
#include <algorithm>
#include <unordered_map>

using namespace corolint::rt::detail;
using std::chrono::nanoseconds;

/// Fewer wakes say nothing about what a task does most of the time.
static constexpr std::uint64_t enough_wakes = 64;

/// More circles than this are not described: each may be as long as there are
/// tasks.
static constexpr std::size_t most_circles = 16;

static warning_info warn(warning_info::reason why, const task_info &t,
                         const std::string &text) {
  return {why, t.id,
          "task " + label(t) + ", spawned at " + print(t.spawned) + ", " +
              text};
}

static void warn_of_long_polls(const snapshot &s, nanoseconds limit,
                               std::vector<warning_info> &to) {
  for (const task_info &t : s.tasks)
    if (t.longest_poll >= limit)
      to.push_back(
          warn(warning_info::reason::never_yielded, t,
               "kept its thread for " + print(t.longest_poll) +
                   " without giving way: corolint-blocking-call finds "
                   "calls that block, co_await yield() gives way between "
                   "computations"));
}

static void warn_of_self_wakes(const snapshot &s,
                               std::vector<warning_info> &to) {
  for (const task_info &t : s.tasks)
    if (t.wakes >= enough_wakes && t.self_wakes > t.wakes / 2)
      to.push_back(
          warn(warning_info::reason::self_wakes, t,
               "woke itself " + std::to_string(t.self_wakes) + " of " +
                   std::to_string(t.wakes) +
                   " times: it asks again and again where it could wait"));
}

namespace {

/// Which task waits for which. A task waits for the one that it joins, and for
/// all that hold the lock that it wants: none of them may keep it. Semaphores
/// are left out, since those who hold one need not be those who give units.
class wait_graph {
public:
  explicit wait_graph(const snapshot &s) : all(s) {
    for (std::size_t i = 0; i != s.tasks.size(); ++i)
      index_of.emplace(s.tasks[i].id, i);
    for (const lock_info &l : s.locks)
      if (l.kind != "semaphore")
        locks.emplace(l.id, &l);
    colors.resize(s.tasks.size(), color::new_here);
  }

  /// Calls found(circle) with the tasks of each circle that is met first, in
  /// the order in which they wait for each other. Visits each task once.
  template <class F> void find_circles(F found) {
    for (std::size_t i = 0; i != all.tasks.size(); ++i)
      if (colors[i] == color::new_here)
        search_from(i, found);
  }

  /// Where the task \p by took the lock \p lock; null if it does not hold it.
  const source_place *taken_at(std::uint64_t lock, std::uint64_t by) const {
    const auto l = locks.find(lock);
    if (l == locks.end())
      return nullptr;
    const auto &holders = l->second->holders;
    const auto h = std::ranges::find(holders, by, &holder_info::task);
    return h == holders.end() ? nullptr : &h->at;
  }

private:
  enum class color : std::uint8_t { new_here, on_path, done };

  struct step {
    std::size_t task;
    std::vector<std::size_t> next;
  };

  std::vector<std::size_t> awaited_by(const task_info &t) const {
    std::vector<std::size_t> tasks;
    const auto add = [&](std::uint64_t id) {
      if (const auto i = index_of.find(id); i != index_of.end())
        tasks.push_back(i->second);
    };
    if (t.what == "job") {
      add(t.on);
    } else if (const auto l = locks.find(t.on); l != locks.end()) {
      for (const holder_info &h : l->second->holders)
        add(h.task);
    }
    return tasks;
  }

  /// Depth first, without recursion.
  template <class F> void search_from(std::size_t start, F found) {
    std::vector<step> path;
    const auto enter = [&](std::size_t i) {
      colors[i] = color::on_path;
      path.push_back({i, awaited_by(all.tasks[i])});
    };
    enter(start);
    while (!path.empty()) {
      if (path.back().next.empty()) {
        colors[path.back().task] = color::done;
        path.pop_back();
        continue;
      }
      const std::size_t next = path.back().next.back();
      path.back().next.pop_back();
      if (colors[next] == color::new_here)
        enter(next);
      else if (colors[next] == color::on_path)
        report(path, next, found);
    }
  }

  template <class F>
  void report(const std::vector<step> &path, std::size_t from, F found) const {
    std::vector<const task_info *> circle;
    for (auto i = std::ranges::find(path, from, &step::task); i != path.end();
         ++i)
      circle.push_back(&all.tasks[i->task]);
    found(circle);
  }

  const snapshot &all;
  std::unordered_map<std::uint64_t, std::size_t> index_of;
  std::unordered_map<std::uint64_t, const lock_info *> locks;
  std::vector<color> colors;
};

} // namespace

static void warn_of_circles(const snapshot &s, std::vector<warning_info> &to) {
  wait_graph graph(s);
  std::size_t described = 0;
  graph.find_circles([&](const std::vector<const task_info *> &circle) {
    if (++described > most_circles)
      return;
    bool by_locks = false;
    std::string text = "waits in a circle:";
    for (std::size_t i = 0; i != circle.size(); ++i) {
      const task_info &waits = *circle[i];
      const task_info &next = *circle[(i + 1) % circle.size()];
      text += i == 0 ? " " : "; ";
      text += "task " + label(waits) + " waits for ";
      if (waits.what == "job") {
        text += "the end of task " + label(next);
        continue;
      }
      by_locks = true;
      text += wait_of(waits) + ", which task " + label(next) + " took";
      const source_place *const at = graph.taken_at(waits.on, next.id);
      if (at && at->line != 0)
        text += " at " + print(*at);
    }
    text += by_locks ? "; unless a guard was passed on to somebody else, only "
                       "stopping one of them ends this"
                     : "; only stopping one of them ends this";
    to.push_back(warn(warning_info::reason::lost_waker, *circle.front(), text));
  });
}

std::vector<warning_info>
corolint::rt::detail::find_warnings(const snapshot &s, nanoseconds long_poll) {
  std::vector<warning_info> found;
  warn_of_long_polls(s, long_poll, found);
  warn_of_circles(s, found);
  warn_of_self_wakes(s, found);
  return found;
}
