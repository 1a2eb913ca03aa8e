// A try block around the return of a lazy task: the handler is gone when the task runs. And the try blocks that have
// something to catch.
#include "annotated.h"
#include "mini.h"
#include <map>
#include <new>
#include <stdexcept>

mini::task<int> count(int table);
mini::task<int> count_named(std::string table);
mini::task<int> count_kept(const std::string &table);
mini::task<void> touch(int key);
annotated::task<int> rank(int id);
void log_line(const char *what);
void log_quietly(const char *what) noexcept;
int parse(const std::string &text);
int limit() noexcept;

struct Store {
  mini::task<int> size();
  mini::task<int> find(int key) const;
  void validate(int key);
  int generation = 0;
};

// ---- The handler can never run ----

namespace bad_plain {
mini::task<int> f(int table) {
  try { // note: nothing else in this block can throw
    return count(table); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (const std::runtime_error &) {
    log_line("failed");
    return count(-1);
  }
}
} // namespace bad_plain

namespace bad_catch_all {
mini::task<void> f(int key) {
  try { // note: nothing else in this block can throw
    return touch(key); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (...) {
    log_line("failed");
    throw;
  }
}
} // namespace bad_catch_all

namespace bad_several_handlers {
mini::task<int> f(Store &s) {
  try { // note: nothing else in this block can throw
    return s.size(); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (const std::out_of_range &) {
    log_line("range");
  } catch (const std::exception &e) {
    log_line(e.what());
  }
  return count(0);
}
} // namespace bad_several_handlers

namespace bad_annotated_task {
annotated::task<int> f(int id) {
  try { // note: nothing else in this block can throw
    return rank(id); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (const std::exception &) {
    return rank(0);
  }
}
} // namespace bad_annotated_task

namespace bad_arguments_that_do_not_throw {
mini::task<int> f(const Store &s, int a, int b) {
  try { // note: nothing else in this block can throw
    return s.find(a * 100 + b); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (...) {
    return count(0);
  }
}
mini::task<int> g(std::string table) {
  try { // note: nothing else in this block can throw
    return count_named(std::move(table)); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (...) {
    return count(0);
  }
}
mini::task<int> h(const std::string &table) {
  try { // note: nothing else in this block can throw
    return count_kept(table); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (...) {
    return count(0);
  }
}
} // namespace bad_arguments_that_do_not_throw

namespace bad_statements_that_do_not_throw {
mini::task<int> f(Store &s, int key) {
  try { // note: nothing else in this block can throw
    int next = key + 1;
    s.generation = next;
    if (next > 10)
      next = 0;
    return s.find(next); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (...) {
    return count(0);
  }
}
} // namespace bad_statements_that_do_not_throw

namespace bad_calls_that_are_noexcept {
mini::task<int> f(int key) {
  try { // note: nothing else in this block can throw
    log_quietly("counting");
    return count(key % limit()); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (const std::exception &) {
    return count(0);
  }
}
} // namespace bad_calls_that_are_noexcept

namespace bad_return_in_a_branch {
mini::task<int> f(int key) {
  try { // note: nothing else in this block can throw
    if (key > 0)
      return count(key); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (const std::exception &) {
    log_line("failed");
  }
  return count(0);
}
} // namespace bad_return_in_a_branch

namespace bad_return_in_a_loop {
mini::task<int> f(const int (&keys)[4]) {
  try { // note: nothing else in this block can throw
    for (int key : keys)
      if (key > 0)
        return count(key); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (const std::exception &) {
    log_line("failed");
  }
  return count(0);
}
} // namespace bad_return_in_a_loop

namespace bad_either_arm {
mini::task<int> f(Store *s, int key) {
  try { // note: nothing else in this block can throw
    return s ? s->find(key) : count(key); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (const std::exception &) {
    return count(0);
  }
}
} // namespace bad_either_arm

namespace bad_variable {
mini::task<int> f(int key) {
  try { // note: nothing else in this block can throw
    auto t = count(key);
    return t; // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (const std::exception &) {
    return count(0);
  }
}
} // namespace bad_variable

namespace bad_function_try_block {
mini::task<int> f(int key) try { // note: nothing else in this block can throw
  return count(key); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
} catch (const std::exception &) {
  return count(0);
}
} // namespace bad_function_try_block

// The outer block has something to catch, the inner one has not.
namespace bad_inner_try {
mini::task<int> f(Store &s, int key) {
  try {
    s.validate(key);
    try { // note: nothing else in this block can throw
      return s.find(key); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
    } catch (const std::out_of_range &) {
      log_line("not found");
      return count(0);
    }
  } catch (const std::invalid_argument &) {
    return count(-1);
  }
}
} // namespace bad_inner_try

namespace bad_retry_loop {
mini::task<int> f(int key) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    try { // note: nothing else in this block can throw
      return count(key); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
    } catch (const std::runtime_error &) {
      log_line("again");
    }
  }
  return count(0);
}
} // namespace bad_retry_loop

namespace bad_member {
class Cached : Store {
public:
  mini::task<int> get(int key) {
    try { // note: nothing else in this block can throw
      return find(key); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
    } catch (const std::exception &) {
      return count(0);
    }
  }
};
} // namespace bad_member

namespace bad_lambda {
mini::task<int> f(Store &s, int key) {
  auto safe = [&s](int k) {
    try { // note: nothing else in this block can throw
      return s.find(k); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
    } catch (const std::exception &) {
      return count(0);
    }
  };
  co_return co_await safe(key);
}
} // namespace bad_lambda

namespace bad_template {
template <class Key> mini::task<int> f(Key key) {
  try { // note: nothing else in this block can throw
    return count(static_cast<int>(key)); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (const std::exception &) {
    return count(0);
  }
}
mini::task<int> g() { co_return co_await f(1) + co_await f(2L); }
} // namespace bad_template

namespace bad_macro {
#define SAFELY(call, otherwise) try { return call; } catch (...) { return otherwise; } // note: expanded from macro 'SAFELY' // note: expanded from macro 'SAFELY' // note: expanded from macro 'SAFELY'
mini::task<int> f(int key) {
  SAFELY(count(key), count(0)) // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block // note: nothing else in this block can throw
}
#undef SAFELY
} // namespace bad_macro

namespace bad_visible_coroutine {
mini::task<int> checked(int key) {
  if (key < 0)
    throw std::invalid_argument("key");
  co_return co_await count(key);
}
mini::task<int> f(int key) {
  try { // note: nothing else in this block can throw
    return checked(key); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (const std::invalid_argument &) {
    return count(0);
  }
}
} // namespace bad_visible_coroutine

// ---- The handler has something to catch ----

namespace good_another_call_may_throw {
mini::task<int> f(const std::string &text) {
  try {
    int key = parse(text);
    return count(key);
  } catch (const std::invalid_argument &) {
    return count(0);
  }
}
} // namespace good_another_call_may_throw

namespace good_argument_may_throw {
mini::task<int> f(const std::string &text) {
  try {
    return count(parse(text));
  } catch (const std::invalid_argument &) {
    return count(0);
  }
}
} // namespace good_argument_may_throw

namespace good_copy_of_an_argument_may_throw {
mini::task<int> f(const std::string &table) {
  try {
    return count_named(table);
  } catch (const std::bad_alloc &) {
    return count(0);
  }
}
mini::task<int> g(int table) {
  try {
    return count_named("table " + std::to_string(table));
  } catch (const std::bad_alloc &) {
    return count(0);
  }
}
} // namespace good_copy_of_an_argument_may_throw

namespace good_logging_may_throw {
mini::task<int> f(int key) {
  try {
    log_line("counting");
    return count(key);
  } catch (...) {
    return count(0);
  }
}
} // namespace good_logging_may_throw

namespace good_throw_in_the_block {
mini::task<int> f(int key) {
  try {
    if (key < 0)
      throw std::invalid_argument("key");
    return count(key);
  } catch (const std::invalid_argument &) {
    return count(0);
  }
}
} // namespace good_throw_in_the_block

namespace good_validated_first {
mini::task<int> f(Store &s, int key) {
  try {
    s.validate(key);
    return s.find(key);
  } catch (const std::exception &) {
    return count(0);
  }
}
} // namespace good_validated_first

namespace good_new_in_the_block {
mini::task<int> f(int key) {
  try {
    auto *scratch = new int[static_cast<std::size_t>(key)];
    int last = scratch[0];
    delete[] scratch;
    return count(last);
  } catch (const std::bad_alloc &) {
    return count(0);
  }
}
} // namespace good_new_in_the_block

namespace good_dynamic_cast_in_the_block {
struct Base {
  virtual ~Base() = default;
};
struct Table : Base {
  int id = 0;
};
mini::task<int> f(Base &b) {
  try {
    return count(dynamic_cast<Table &>(b).id);
  } catch (const std::bad_cast &) {
    return count(0);
  }
}
} // namespace good_dynamic_cast_in_the_block

namespace good_look_up_may_throw {
mini::task<int> f(const std::map<std::string, int> &tables, const std::string &name) {
  try {
    return count(tables.at(name));
  } catch (const std::out_of_range &) {
    return count(0);
  }
}
} // namespace good_look_up_may_throw

namespace good_local_object_may_throw {
struct Connection {
  explicit Connection(int port);
  ~Connection();
  int id() const noexcept;
};
mini::task<int> f(int port) {
  try {
    Connection c(port);
    return count(c.id());
  } catch (const std::runtime_error &) {
    return count(0);
  }
}
} // namespace good_local_object_may_throw

// Not a coroutine: what it checks is checked inside the call.
namespace good_plain_function_checks_at_once {
mini::task<int> checked(int key) {
  if (key < 0)
    throw std::invalid_argument("key");
  return count(key);
}
mini::task<int> f(int key) {
  try {
    return checked(key);
  } catch (const std::invalid_argument &) {
    return count(0);
  }
}
} // namespace good_plain_function_checks_at_once

namespace good_call_of_a_stored_function {
mini::task<int> f(const std::function<mini::task<int>(int)> &make, int key) {
  try {
    return make(key);
  } catch (const std::bad_function_call &) {
    return count(0);
  }
}
} // namespace good_call_of_a_stored_function

// An eager coroutine runs inside the block, at least its first part.
namespace good_eager_task {
mini::eager<void> refresh(int key);
mini::eager<void> f(int key) {
  try {
    return refresh(key);
  } catch (const std::exception &) {
    return refresh(0);
  }
}
} // namespace good_eager_task

// ---- The return is not in the block ----

namespace good_return_after_the_block {
mini::task<int> f(const std::string &text) {
  int key = 0;
  try {
    key = parse(text);
  } catch (const std::exception &) {
    log_line("not a number");
  }
  return count(key);
}
} // namespace good_return_after_the_block

namespace good_return_in_the_handler {
mini::task<int> f(Store &s, int key) {
  try {
    s.validate(key);
  } catch (const std::exception &e) {
    return count_named(e.what());
  }
  return s.find(key);
}
} // namespace good_return_in_the_handler

namespace good_lambda_made_in_the_block {
std::function<mini::task<int>()> f(int key) {
  try {
    return [key] { return count(key); };
  } catch (const std::bad_alloc &) {
    return nullptr;
  }
}
} // namespace good_lambda_made_in_the_block

// ---- Awaited in the block ----

namespace good_coroutine {
mini::task<int> f(int key) {
  try {
    co_return co_await count(key);
  } catch (const std::runtime_error &) {
    co_return -1;
  }
}
} // namespace good_coroutine

namespace good_coroutine_with_function_try_block {
mini::task<int> f(int key) try {
  co_return co_await count(key);
} catch (const std::runtime_error &) {
  co_return -1;
}
} // namespace good_coroutine_with_function_try_block

namespace good_waits_in_the_block {
int sync_wait(mini::task<int> t);
int f(int key) {
  try {
    return sync_wait(count(key));
  } catch (const std::runtime_error &) {
    return -1;
  }
}
} // namespace good_waits_in_the_block

namespace good_parameter_handed_back {
mini::task<int> f(mini::task<int> t, const std::string &text) {
  try {
    log_line(text.c_str());
    return t;
  } catch (...) {
    return count(0);
  }
}
} // namespace good_parameter_handed_back

namespace good_not_a_task {
mini::generator<int> numbers(int n);
mini::generator<int> f(int n) {
  try {
    return numbers(n);
  } catch (...) {
    return numbers(0);
  }
}
} // namespace good_not_a_task

namespace good_template_that_throws_for_some {
template <class T> T convert(const std::string &text) {
  if constexpr (std::is_same_v<T, int>)
    return parse(text);
  else
    return text;
}
template <class T> mini::task<int> f(const std::string &text) {
  try {
    T key = convert<T>(text);
    if constexpr (std::is_same_v<T, int>)
      return count(key);
    else
      return count_named(std::move(key));
  } catch (const std::exception &) {
    return count(0);
  }
}
mini::task<int> g() { co_return co_await f<int>("1") + co_await f<std::string>("a"); }
} // namespace good_template_that_throws_for_some
