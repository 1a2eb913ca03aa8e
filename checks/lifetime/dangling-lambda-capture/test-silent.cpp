// How tests and services call coroutine lambdas where nothing dangles.
#include "mini.h"
#include <array>
#include <list>
#include <map>
#include <memory>
#include <thread>
#include <tuple>
#include <variant>

struct Gateway {
  mini::task<void> push(std::string text);
  mini::task<int> query(int key);
  void count(int n);
};
mini::tick pause_for(int ms);
bool urgent();
void check(bool ok);
#define CHECK(...) check(static_cast<bool>(__VA_ARGS__))

// Of one's own, and known to nobody.
struct Everything {
  std::vector<mini::task<void>> all;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
template <class... T> Everything when_all(T... tasks);
template <class T> T sync_wait(mini::task<T> work);
void sync_wait(Everything everything);
mini::task<int> on(int executor, mini::task<int> work);
mini::task<void> run_all(std::vector<mini::task<void>> work);

void good_test_of_one_task(Gateway &g) {
  int n = 0;
  sync_wait([&]() -> mini::task<void> {
    n = co_await g.query(1);
    g.count(n);
  }());
  CHECK(sync_wait([&]() -> mini::task<int> { co_return co_await g.query(n); }()) == 3);
  CHECK(n == 2);
}

void good_test_of_two_tasks(Gateway &g) {
  bool first = false, second = false;
  sync_wait(when_all(
      [&]() -> mini::task<void> {
        co_await pause_for(1);
        first = true;
      }(),
      [&]() -> mini::task<void> {
        co_await g.push("second");
        second = true;
      }()));
  CHECK(first && second);
}

void good_test_on_a_thread(Gateway &g) {
  std::thread worker([&] { sync_wait([&]() -> mini::task<void> { co_await g.push("thread"); }()); });
  worker.join();
}

mini::task<int> good_moved_to_an_executor(Gateway &g, int key) {
  co_return co_await on(3, [&]() -> mini::task<int> { co_return co_await g.query(key); }());
}

mini::task<void> good_all_in_one_await(Gateway &g, std::string text) {
  co_await when_all([&]() -> mini::task<void> { co_await g.push(text); }(), g.push("x"),
                    [n = 3, &g]() -> mini::task<void> { co_await g.push(std::to_string(n)); }());
}

void good_makers_of_tasks(Gateway &g) {
  int calls = 0;
  auto make = [&](int key) -> mini::task<void> {
    ++calls;
    g.count(co_await g.query(key));
  };
  auto make_slow = [&make](int key) -> mini::task<void> {
    co_await pause_for(key);
    co_await make(key);
  };
  std::vector<mini::task<void>> work;
  for (int i = 0; i < 10; ++i)
    work.emplace_back(i % 2 ? make(i) : make_slow(i));
  sync_wait(run_all(std::move(work)));
  CHECK(calls == 10);
}

// A closure that is used in a loop lives longer than each of its tasks.
mini::task<void> good_closure_of_the_iteration(Gateway &g, std::vector<int> keys) {
  for (int key : keys) {
    auto ask = [&g, key]() -> mini::task<int> { co_return co_await g.query(key); };
    auto first = ask();
    auto second = ask();
    g.count(co_await std::move(first) + co_await std::move(second));
  }
}

// Handlers are kept by whoever is given the closure; what is called is the kept one.
namespace good_table_of_handlers {
class Server {
public:
  using Handler = std::function<mini::task<void>(std::string)>;
  Server() {
    handlers_["get"] = [this](std::string key) -> mini::task<void> { co_await gateway_.push(key); };
    handlers_.emplace("put", [this](std::string key) -> mini::task<void> { co_await gateway_.push(prefix_ + key); });
    on("list", [this](std::string) -> mini::task<void> { co_await gateway_.push("list"); });
  }
  void on(std::string name, Handler handler) { handlers_[std::move(name)] = std::move(handler); }
  mini::task<void> serve(const std::string &name, std::string key) {
    auto found = handlers_.find(name);
    if (found == handlers_.end())
      co_return;
    co_await found->second(std::move(key));
  }
  mini::task<void> serve_now(const std::string &name) { return handlers_[name]("now"); }

private:
  Gateway gateway_;
  std::string prefix_;
  std::map<std::string, Handler> handlers_;
};
} // namespace good_table_of_handlers

namespace good_parameter_of_a_coroutine {
using Step = std::function<mini::task<bool>(int)>;
mini::task<int> repeat(Step step) {
  int n = 0;
  while (co_await step(n))
    ++n;
  co_return n;
}
mini::task<int> later(Gateway &g, int limit) {
  return repeat([&g, limit](int n) -> mini::task<bool> {
    g.count(n);
    co_return n < limit && co_await g.query(n) > 0;
  });
}
} // namespace good_parameter_of_a_coroutine

mini::task<void> good_visitor_of_coroutines(std::variant<int, std::string> value, Gateway &g) {
  auto visit = [&g](const auto &v) -> mini::task<void> {
    if constexpr (std::is_same_v<std::decay_t<decltype(v)>, int>)
      g.count(v);
    else
      co_await g.push(v);
  };
  co_await std::visit(visit, value);
  co_await std::visit([&](const auto &) -> mini::task<void> { co_await g.push("visited"); }, value);
}

// The lambda is plain; what it calls copies its arguments.
mini::task<void> good_plain_lambda_returns_the_task_of_a_member(Gateway &g, std::string text) {
  auto send = [&g, text] { return g.push(text); };
  std::vector<mini::task<void>> work;
  work.push_back(send());
  work.push_back([&g] { return g.push("temporary"); }());
  co_await run_all(std::move(work));
}

// Captured, and only used to find out a type.
mini::task<int> good_capture_in_decltype(Gateway &g, long key) {
  auto work = [key](Gateway &g) -> mini::task<int> {
    decltype(key) twice = 2;
    co_return co_await g.query(static_cast<int>(twice));
  }(g);
  co_await pause_for(1);
  co_return co_await std::move(work);
}

mini::task<void> good_closure_declared_before_the_optional(Gateway &g, int n) {
  auto body = [&g, n]() -> mini::task<void> {
    co_await pause_for(n);
    g.count(n);
  };
  std::optional<mini::task<void>> work;
  for (int i = 0; i < n; ++i) {
    work.emplace(body());
    if (urgent())
      break;
    co_await std::move(*work);
    work.reset();
  }
  if (work)
    co_await std::move(*work);
}
