// rule: unawaited-task
// needs: boost/container/small_vector.hpp
// Boost's containers of tasks, its binders, and its views of what dies.
#include "mini.h"
#include <algorithm>
#include <boost/bind/bind.hpp>
#include <boost/container/flat_map.hpp>
#include <boost/container/small_vector.hpp>
#include <boost/utility/string_view.hpp>
#include <string>
#include <vector>

mini::task<> work(int n);
mini::task<> print(boost::string_view text);
mini::task<> when_all(boost::container::small_vector<mini::task<>, 4> all);

namespace bad_only_pushed {
std::size_t f(int n) {
  boost::container::small_vector<mini::task<>, 4> tasks; // warn: 'tasks' is never awaited, so its tasks never run
  for (int i = 0; i < n; ++i)
    tasks.push_back(work(i));
  return tasks.size();
}
} // namespace bad_only_pushed

namespace bad_only_mapped {
bool f(int n) {
  boost::container::flat_map<int, mini::task<>> tasks; // warn: 'tasks' is never awaited, so its tasks never run
  tasks.emplace(n, work(n));
  return tasks.empty();
}
} // namespace bad_only_mapped

namespace bad_bound {
void f(std::vector<int> numbers) {
  std::for_each(numbers.begin(), numbers.end(), boost::bind(&work, boost::placeholders::_1)); // warn[coroutine-as-void-callback]: the task that 'work' returns never runs: 'std::for_each' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_bound

namespace bad_view_of_a_local {
mini::task<> f(int n) {
  std::string text = std::to_string(n); // note: 'text' is declared here and destroyed when the function returns
  return print(text); // warn[task-escapes-scope]: the returned task refers to 'text', which is destroyed when this function returns // note: the task gets its reference here
}
} // namespace bad_view_of_a_local

namespace good_awaited {
mini::task<> f(int n) {
  boost::container::small_vector<mini::task<>, 4> tasks;
  for (int i = 0; i < n; ++i)
    tasks.push_back(work(i));
  for (auto &t : tasks)
    co_await std::move(t);
}
} // namespace good_awaited

namespace good_handed_on {
mini::task<> f() {
  boost::container::small_vector<mini::task<>, 4> tasks;
  tasks.emplace_back(work(1));
  return when_all(std::move(tasks));
}
} // namespace good_handed_on

namespace good_view_of_the_caller {
mini::task<> f(const std::string &text) { return print(text); }
} // namespace good_view_of_the_caller
