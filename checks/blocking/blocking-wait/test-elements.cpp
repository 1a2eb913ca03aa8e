// Futures in containers: found by an algorithm, asked where they are fetched, or all asked before.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <algorithm>
#include <deque>
#include <future>
#include <map>
#include <ranges>
#include <memory>

using namespace std::chrono_literals;

mini::task<void> record(int v = 0);
template <class F> bool is_ready(const F &f) { return f.wait_for(0s) == std::future_status::ready; }

mini::task<int> good_found(std::vector<std::future<int>> fs) {
  auto it = std::find_if(fs.begin(), fs.end(), [](auto &f) { return f.wait_for(0s) == std::future_status::ready; });
  if (it != fs.end())
    co_return it->get();
  co_await record();
  co_return -1;
}

mini::task<int> good_found_early(std::vector<std::future<int>> fs) {
  auto it = std::find_if(fs.begin(), fs.end(), [](const std::future<int> &f) { return f.wait_for(0s) == std::future_status::ready; });
  if (it == fs.end())
    co_return -1;
  co_await record();
  co_return (*it).get();
}

mini::task<int> good_found_ranges(std::vector<std::future<int>> fs) {
  auto it = std::ranges::find_if(fs, [](auto &f) { return f.wait_for(0s) == std::future_status::ready; });
  if (it == fs.end())
    co_return -1;
  co_await record();
  co_return it->get();
}

mini::task<int> good_found_ranges_function(std::vector<std::future<int>> fs) {
  auto it = std::ranges::find_if(fs, is_ready<std::future<int>>);
  if (it == fs.end())
    co_return -1;
  co_await record();
  co_return it->get();
}

mini::task<int> good_found_helper_lambda(std::vector<std::future<int>> fs) {
  auto ready = [](auto &f) { return f.wait_for(0s) == std::future_status::ready; };
  auto it = std::find_if(fs.begin(), fs.end(), ready);
  if (it == fs.end())
    co_return -1;
  co_await record();
  co_return it->get();
}

mini::task<int> good_found_calls_helper(std::vector<std::future<int>> fs) {
  auto it = std::find_if(fs.begin(), fs.end(), [](auto &f) { return is_ready(f); });
  if (it == fs.end())
    co_return -1;
  co_await record();
  co_return it->get();
}

mini::task<int> good_found_in_loop(std::vector<std::future<int>> fs) {
  int sum = 0;
  while (!fs.empty()) {
    auto it = std::find_if(fs.begin(), fs.end(), [](auto &f) { return f.wait_for(0s) == std::future_status::ready; });
    if (it == fs.end()) {
      co_await mini::tick();
      continue;
    }
    sum += it->get();
    fs.erase(it);
  }
  co_return sum;
}

mini::task<int> good_found_if_init(std::vector<std::future<int>> fs) {
  if (auto it = std::find_if(fs.begin(), fs.end(), [](auto &f) { return f.wait_for(0s) == std::future_status::ready; }); it != fs.end())
    co_return it->get();
  co_await record();
  co_return -1;
}

mini::task<int> good_front(std::vector<std::future<int>> fs) {
  if (fs.front().wait_for(0s) == std::future_status::ready)
    co_return fs.front().get();
  co_await record();
  co_return -1;
}

mini::task<int> good_back(std::deque<std::future<int>> fs) {
  while (fs.back().wait_for(0s) != std::future_status::ready)
    co_await record();
  co_return fs.back().get();
}

mini::task<int> good_front_popped(std::deque<std::future<int>> &fs) {
  int sum = 0;
  while (!fs.empty() && fs.front().wait_for(0s) == std::future_status::ready) {
    sum += fs.front().get();
    fs.pop_front();
  }
  co_await record();
  co_return sum;
}

mini::task<int> good_front_moved(std::deque<std::future<int>> &fs) {
  while (!fs.empty() && fs.front().wait_for(0s) == std::future_status::ready) {
    auto f = std::move(fs.front());
    fs.pop_front();
    co_await record(f.get());
  }
}

mini::task<int> good_at(std::vector<std::future<int>> fs, size_t i) {
  if (fs.at(i).wait_for(0s) == std::future_status::ready)
    co_return fs.at(i).get();
  co_await record();
  co_return -1;
}

mini::task<int> good_at_and_index(std::vector<std::future<int>> fs, size_t i) {
  if (fs.at(i).wait_for(0s) == std::future_status::ready)
    co_return fs[i].get();
  co_await record();
  co_return -1;
}

mini::task<int> good_loop_index(std::vector<std::future<int>> fs) {
  int sum = 0;
  for (size_t i = 0; i < fs.size(); ++i)
    if (fs[i].wait_for(0s) == std::future_status::ready)
      sum += fs[i].get();
  co_await record();
  co_return sum;
}

mini::task<int> good_map(std::map<int, std::future<int>> fs, int key) {
  if (fs[key].wait_for(0s) == std::future_status::ready)
    co_return fs[key].get();
  co_await record();
  co_return -1;
}

mini::task<int> good_map_string(std::map<std::string, std::future<int>> fs, std::string key) {
  if (fs.at(key).wait_for(0s) == std::future_status::ready)
    co_return fs.at(key).get();
  co_await record();
  co_return -1;
}

mini::task<int> good_map_found(std::map<int, std::future<int>> fs, int key) {
  auto it = fs.find(key);
  if (it != fs.end() && it->second.wait_for(0s) == std::future_status::ready)
    co_return it->second.get();
  co_await record();
  co_return -1;
}

mini::task<int> good_iterators(std::vector<std::future<int>> fs) {
  int sum = 0;
  for (auto it = fs.begin(); it != fs.end();) {
    if (it->wait_for(0s) == std::future_status::ready) {
      sum += it->get();
      it = fs.erase(it);
    } else {
      ++it;
    }
  }
  co_await record();
  co_return sum;
}

mini::task<int> good_all_of_if(std::vector<std::future<int>> fs) {
  int sum = 0;
  if (std::all_of(fs.begin(), fs.end(), [](auto &f) { return f.wait_for(0s) == std::future_status::ready; }))
    for (auto &f : fs)
      sum += f.get();
  co_await record();
  co_return sum;
}

mini::task<int> good_all_of_ranges(std::vector<std::future<int>> fs) {
  int sum = 0;
  while (!std::ranges::all_of(fs, [](auto &f) { return f.wait_for(0s) == std::future_status::ready; }))
    co_await mini::tick();
  for (auto &f : fs)
    sum += f.get();
  co_return sum;
}

mini::task<int> good_all_of_early_return(std::vector<std::future<int>> fs) {
  if (!std::all_of(fs.begin(), fs.end(), [](auto &f) { return is_ready(f); }))
    co_return -1;
  co_await record();
  co_return fs[0].get();
}

bool all_ready(const std::vector<std::future<int>> &fs) {
  return std::all_of(fs.begin(), fs.end(), [](const auto &f) { return f.wait_for(0s) == std::future_status::ready; });
}

bool all_ready_loop(const std::vector<std::future<int>> &fs) {
  for (auto &f : fs)
    if (f.wait_for(0s) != std::future_status::ready)
      return false;
  return true;
}

mini::task<int> good_all_helper(std::vector<std::future<int>> fs) {
  while (!all_ready(fs))
    co_await mini::tick();
  int sum = 0;
  for (auto &f : fs)
    sum += f.get();
  co_return sum;
}

mini::task<int> good_all_helper_loop(std::vector<std::future<int>> fs) {
  while (!all_ready_loop(fs))
    co_await mini::tick();
  int sum = 0;
  for (auto &f : fs)
    sum += f.get();
  co_return sum;
}

mini::task<int> good_none_of(std::vector<std::future<int>> fs) {
  while (std::any_of(fs.begin(), fs.end(), [](auto &f) { return f.wait_for(0s) != std::future_status::ready; }))
    co_await mini::tick();
  int sum = 0;
  for (auto &f : fs)
    sum += f.get();
  co_return sum;
}

mini::task<int> good_partition(std::vector<std::future<int>> fs) {
  auto mid = std::partition(fs.begin(), fs.end(), [](auto &f) { return f.wait_for(0s) == std::future_status::ready; });
  int sum = 0;
  for (auto it = fs.begin(); it != mid; ++it)
    sum += it->get();
  co_await record();
  co_return sum;
}

mini::task<int> good_erase_if(std::vector<std::future<int>> fs) {
  int sum = 0;
  std::erase_if(fs, [&](auto &f) {
    if (f.wait_for(0s) != std::future_status::ready)
      return false;
    sum += f.get();
    return true;
  });
  co_await record();
  co_return sum;
}

mini::task<int> good_filter(std::vector<std::future<int>> fs) {
  int sum = 0;
  for (auto &f : fs | std::views::filter([](auto &f) { return f.wait_for(0s) == std::future_status::ready; }))
    sum += f.get();
  co_await record();
  co_return sum;
}


// ---- Others are asked, or none ----

mini::task<int> bad_found_not_ready(std::vector<std::future<int>> fs) {
  auto it = std::find_if(fs.begin(), fs.end(), [](auto &f) { return f.valid(); });
  if (it == fs.end())
    co_return -1;
  co_await record();
  co_return it->get(); // warn: 'get' makes the thread of coroutine 'bad_found_not_ready' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_front_back(std::vector<std::future<int>> fs) {
  if (fs.front().wait_for(0s) == std::future_status::ready)
    co_return fs.back().get(); // warn: 'get' makes the thread of coroutine 'bad_front_back' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record();
  co_return -1;
}

mini::task<int> bad_front_popped(std::deque<std::future<int>> &fs) {
  if (fs.front().wait_for(0s) != std::future_status::ready)
    co_return -1;
  fs.pop_front();
  co_await record();
  co_return fs.front().get(); // warn: 'get' makes the thread of coroutine 'bad_front_popped' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_at_other(std::vector<std::future<int>> fs, size_t i, size_t j) {
  if (fs.at(i).wait_for(0s) == std::future_status::ready)
    co_return fs.at(j).get(); // warn: 'get' makes the thread of coroutine 'bad_at_other' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record();
  co_return -1;
}
