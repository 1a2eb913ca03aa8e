// flags: -std=c++20 -pthread
// needs: boost/function.hpp boost/signals2.hpp
// Boost's functions and signals: slots that return nothing.
#include "mini.h"
#include <boost/function.hpp>
#include <boost/signals2.hpp>

mini::task<void> reload(int config);
void start(mini::task<void> t);
void log_line(const char *what);

void bad_function() {
  boost::function<void(int)> on_change = [](int n) -> mini::task<void> { co_await reload(n); }; // warn: the task that this lambda returns never runs: 'boost::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change = &reload; // warn: the task that 'reload' returns never runs: 'boost::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change(1);
}

void bad_function_in_a_container(std::vector<boost::function<void(int)>> &hooks) {
  hooks.push_back([](int n) -> mini::task<void> { co_await reload(n); }); // warn: the task that this lambda returns never runs: 'boost::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  hooks.emplace_back(&reload); // warn: the task that 'reload' returns never runs: 'boost::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

namespace bad_slot {
struct Config {
  boost::signals2::signal<void(int)> changed;
};
void f(Config &c) {
  c.changed.connect([](int n) -> mini::task<void> { co_await reload(n); }); // warn: the task that this lambda returns never runs: 'boost::signals2::slot' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  c.changed.connect(&reload); // warn: the task that 'reload' returns never runs: 'boost::signals2::slot' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  c.changed(1);
}
} // namespace bad_slot

mini::task<void> good_function_returns_the_task() {
  boost::function<mini::task<void>(int)> apply = &reload;
  co_await apply(1);
}

void good_fire_and_forget_slot(boost::signals2::signal<void(int)> &changed) {
  changed.connect([](int n) -> mini::forget { co_await reload(n); });
}

void good_slot_starts_the_task(boost::signals2::signal<void(int)> &changed) {
  changed.connect([](int n) { start(reload(n)); });
  boost::function<void(int)> on_change = [](int n) { start(reload(n)); };
  on_change(1);
}

void good_plain_slots(boost::signals2::signal<void(int)> &changed) {
  changed.connect([](int n) { log_line(n > 0 ? "up" : "down"); });
  changed.connect([](int n) { return n + 1; });
}
