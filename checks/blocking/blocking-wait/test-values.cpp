// Flags that are set, and pointers, lists and optionals that are given what they hold, where a future is ready.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <array>
#include <cassert>
#include <deque>
#include <future>
#include <memory>
#include <tuple>

using namespace std::chrono_literals;

mini::task<void> record(int v = 0);

std::future<int> submit(int job);

template <class F> bool is_ready(const F &f) { return f.wait_for(0s) == std::future_status::ready; }

mini::task<int> good_attempts(std::future<int> f) {
  bool found = false;
  for (int i = 0; i < 10; ++i) {
    if (is_ready(f)) {
      found = true;
      break;
    }
    co_await mini::tick();
  }
  if (!found)
    co_return -1;
  co_return f.get();
}

mini::task<int> good_not_ready_flag(std::future<int> f) {
  bool waiting = true;
  while (waiting) {
    co_await mini::tick();
    if (is_ready(f))
      waiting = false;
  }
  co_return f.get();
}

mini::task<int> bad_flag_without_test(std::future<int> f, int n) {
  bool found = false;
  for (int i = 0; i < n; ++i) {
    if (i == 3) {
      found = true;
      break;
    }
    co_await mini::tick();
  }
  if (!found)
    co_return -1;
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_flag_without_test' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_flag_of_two(std::future<int> f, bool other) {
  bool found = other;
  if (is_ready(f))
    found = true;
  co_await record();
  if (!found)
    co_return -1;
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_flag_of_two' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_flag_wrong_branch(std::future<int> f) {
  bool found = false;
  if (is_ready(f))
    found = false;
  else
    found = true;
  co_await record();
  if (found)
    co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_flag_wrong_branch' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return -1;
}

mini::task<int> good_found_pointer(std::vector<std::future<int>> fs) {
  std::future<int> *found = nullptr;
  for (auto &f : fs)
    if (is_ready(f))
      found = &f;
  if (!found)
    co_return -1;
  co_await record();
  co_return found->get();
}

mini::task<int> bad_pointer_to_any(std::vector<std::future<int>> fs) {
  std::future<int> *found = nullptr;
  for (auto &f : fs)
    if (f.valid())
      found = &f;
  if (!found)
    co_return -1;
  co_await record();
  co_return found->get(); // warn: 'get' makes the thread of coroutine 'bad_pointer_to_any' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_pointer_mixed(std::future<int> a, std::future<int> b) {
  std::future<int> *found = &a;
  if (is_ready(b))
    found = &b;
  co_await record();
  co_return found->get(); // warn: 'get' makes the thread of coroutine 'bad_pointer_mixed' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> good_found_iterator_loop(std::vector<std::future<int>> fs) {
  auto it = fs.begin();
  while (it != fs.end() && !is_ready(*it))
    ++it;
  if (it == fs.end())
    co_return -1;
  co_await record();
  co_return it->get();
}

mini::task<int> good_iterator_kept(std::vector<std::future<int>> fs) {
  auto found = fs.end();
  for (auto it = fs.begin(); it != fs.end(); ++it)
    if (is_ready(*it))
      found = it;
  co_await record();
  if (found == fs.end())
    co_return -1;
  co_return found->get();
}

mini::task<int> good_moved_to_done_list(std::vector<std::future<int>> fs) {
  std::vector<std::future<int>> done;
  for (auto it = fs.begin(); it != fs.end();)
    if (is_ready(*it)) {
      done.push_back(std::move(*it));
      it = fs.erase(it);
    } else
      ++it;
  co_await record();
  int sum = 0;
  for (auto &f : done)
    sum += f.get();
  co_return sum;
}

mini::task<int> good_list_range(std::vector<std::future<int>> fs) {
  std::vector<std::future<int>> done;
  for (auto &f : fs)
    if (is_ready(f))
      done.push_back(std::move(f));
  co_await record();
  int sum = 0;
  for (auto &f : done)
    sum += f.get();
  co_return sum;
}

mini::task<int> bad_list_of_all(std::vector<std::future<int>> fs) {
  std::vector<std::future<int>> done;
  for (auto &f : fs)
    done.push_back(std::move(f));
  co_await record();
  int sum = 0;
  for (auto &f : done)
    sum += f.get(); // warn: 'get' makes the thread of coroutine 'bad_list_of_all' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return sum;
}

mini::task<int> bad_list_made_here() {
  std::vector<std::future<int>> running;
  for (int i = 0; i < 4; ++i)
    running.push_back(submit(i));
  co_await record();
  int sum = 0;
  for (auto &f : running)
    sum += f.get(); // warn: 'get' makes the thread of coroutine 'bad_list_made_here' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return sum;
}

mini::task<int> bad_list_mixed(std::vector<std::future<int>> fs) {
  std::vector<std::future<int>> done;
  for (auto &f : fs)
    if (is_ready(f))
      done.push_back(std::move(f));
  done.push_back(submit(1));
  co_await record();
  co_return done.back().get(); // warn: 'get' makes the thread of coroutine 'bad_list_mixed' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> good_optional_assigned(std::future<int> f) {
  std::optional<std::future<int>> got;
  if (is_ready(f))
    got = std::move(f);
  co_await record();
  if (got)
    co_return got->get();
  co_return -1;
}

mini::task<int> good_optional_emplaced(std::future<int> f) {
  std::optional<std::future<int>> got;
  if (is_ready(f))
    got.emplace(std::move(f));
  co_await record();
  if (got)
    co_return got->get();
  co_return -1;
}

mini::task<int> good_default_future(std::future<int> f) {
  std::future<int> got;
  if (is_ready(f))
    got = std::move(f);
  co_await record();
  co_return got.valid() ? got.get() : -1;
}

std::future<int> *first_ready(std::vector<std::future<int>> &fs) {
  for (auto &f : fs)
    if (is_ready(f))
      return &f;
  return nullptr;
}

mini::task<int> good_first_ready(std::vector<std::future<int>> fs) {
  if (auto *f = first_ready(fs))
    co_return f->get();
  co_await record();
  co_return -1;
}

std::future<int> *first_valid(std::vector<std::future<int>> &fs) {
  for (auto &f : fs)
    if (f.valid())
      return &f;
  return nullptr;
}

mini::task<int> bad_first_valid(std::vector<std::future<int>> fs) {
  auto *f = first_valid(fs);
  co_await record();
  co_return f ? f->get() : -1; // warn: 'get' makes the thread of coroutine 'bad_first_valid' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

std::optional<std::future<int>> take_ready(std::vector<std::future<int>> &fs) {
  for (auto it = fs.begin(); it != fs.end(); ++it)
    if (is_ready(*it)) {
      auto f = std::move(*it);
      fs.erase(it);
      return f;
    }
  return std::nullopt;
}

mini::task<int> good_take_ready(std::vector<std::future<int>> fs) {
  if (auto f = take_ready(fs))
    co_return f->get();
  co_await record();
  co_return -1;
}

mini::task<int> good_optional_value(std::optional<std::future<int>> f) {
  if (f.has_value() && f.value().wait_for(0s) == std::future_status::ready)
    co_return f.value().get();
  co_await record();
  co_return -1;
}

mini::task<int> good_tuple(std::tuple<std::future<int>, std::future<int>> t) {
  while (!(is_ready(std::get<0>(t)) && is_ready(std::get<1>(t))))
    co_await mini::tick();
  co_return std::get<0>(t).get() + std::get<1>(t).get();
}

mini::task<int> bad_tuple_other(std::tuple<std::future<int>, std::future<int>> t) {
  while (!is_ready(std::get<0>(t)))
    co_await mini::tick();
  co_return std::get<1>(t).get(); // warn: 'get' makes the thread of coroutine 'bad_tuple_other' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> good_assert(std::future<int> f) {
  assert(f.wait_for(0s) == std::future_status::ready);
  co_await record();
  co_return f.get();
}

mini::task<int> bad_assert_valid(std::future<int> f) {
  assert(f.valid());
  co_await record();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_assert_valid' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> good_ends_in_lambda(std::future<int> f) {
  auto finish = [&] { return f.get(); };
  while (!is_ready(f))
    co_await mini::tick();
  co_return finish();
}

mini::task<int> good_invoked(std::future<int> f) {
  if (!is_ready(f))
    co_return -1;
  co_await record();
  co_return std::invoke([&] { return f.get(); });
}

mini::task<int> good_called_in_place(std::future<int> f) {
  if (!is_ready(f))
    co_return -1;
  co_await record();
  co_return [&] { return f.get(); }();
}

mini::task<int> bad_lambda_called_before(std::future<int> f) {
  auto finish = [&] { return f.get(); }; // note: this lambda calls 'get' here, which blocks the thread until the result is there
  int v = finish(); // warn: this lambda makes the thread of coroutine 'bad_lambda_called_before' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
  while (!is_ready(f))
    co_await mini::tick();
  co_return v;
}
