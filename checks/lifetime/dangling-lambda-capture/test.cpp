// Coroutine lambdas that read what they captured through a closure that is gone.
#include "mini.h"
#include <map>
#include <memory>

struct Gateway {
  mini::task<void> push(std::string text);
  mini::task<void> push_all(const std::vector<std::string> &texts);
  mini::task<int> query(int key);
  void count(int n);
  int counted() const;
};
mini::task<void> run_all(std::vector<mini::task<void>> work);
mini::task<void> run_both(mini::task<void> first, mini::task<void> second);
mini::task<int> weigh(const std::string &text);
mini::task<void> pause_for(int ms);
bool urgent();
void print(const std::string &text);

// ---- The task is stored, the closure was a temporary ----

mini::task<int> bad_stored_and_awaited_later(Gateway &g, int key) {
  auto later = [&g, key]() -> mini::task<int> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    int n = co_await g.query(key); // note: 'this' is read from the closure here, when that is gone
    co_return n + 1;
  }();
  co_await pause_for(10);
  co_return co_await std::move(later); // note: the task is used here
}

// A lazy body has not begun at the semicolon, however soon it is awaited.
mini::task<int> bad_awaited_by_the_next_statement(Gateway &g, int key) {
  mini::task<int> next = [&]() -> mini::task<int> { co_return co_await g.query(key); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_return co_await std::move(next); // note: the task is used here
}

mini::task<void> bad_captured_by_default_copy(Gateway &g, std::string text) {
  auto later = [=, &g]() -> mini::task<void> { co_await g.push(text + "!"); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(later); // note: the task is used here
}

mini::task<void> bad_init_capture_owns(Gateway &g, std::unique_ptr<std::string> text) {
  auto later = [&g, text = std::move(text)]() mutable -> mini::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await g.push(std::move(*text)); // note: 'this' is read from the closure here, when that is gone
    text.reset();
  }();
  co_await pause_for(1);
  co_await std::move(later); // note: the task is used here
}

mini::task<void> bad_called_by_name_of_the_operator(Gateway &g, int n) {
  auto later = [&g, n]() -> mini::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
    co_await pause_for(1);
    g.count(n); // note: 'this' is read from the closure here, when that is gone
  }.operator()(); // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await std::move(later); // note: the task is used here
}

mini::task<void> bad_in_parentheses(Gateway &g, int n) {
  auto later = ([&g, n]() -> mini::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await pause_for(1);
    g.count(n); // note: 'this' is read from the closure here, when that is gone
  })();
  co_await std::move(later); // note: the task is used here
}

// Arguments live in the frame; the closure does not.
mini::task<void> bad_parameters_beside_captures(Gateway &g, std::string prefix) {
  auto later = [prefix](Gateway &g, int n) -> mini::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await g.push(prefix + std::to_string(n)); // note: 'this' is read from the closure here, when that is gone
  }(g, 7);
  co_await pause_for(1);
  co_await std::move(later); // note: the task is used here
}

mini::task<void> bad_assigned_to_a_longer_lived_task(Gateway &g, bool first) {
  auto work = g.push("start");
  if (first)
    work = [&g]() -> mini::task<void> { co_await g.push("first"); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await std::move(work); // note: the task is used here
}

mini::task<void> bad_either_arm(Gateway &g, std::string text) {
  auto work = urgent() ? [&]() -> mini::task<void> { co_await g.push(text); }() // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
                       : [&]() -> mini::task<void> { co_await g.push(text + "."); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(work); // note: the task is used here // note: the task is used here
}

mini::task<void> bad_in_an_if_initialiser(Gateway &g, int key) {
  if (auto asked = [&g, key]() -> mini::task<int> { co_return co_await g.query(key); }(); urgent()) // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    g.count(co_await std::move(asked)); // note: the task is used here
}

mini::task<void> bad_one_of_two_lambdas(Gateway &g, std::string text) {
  auto send = [&g](std::string t) -> mini::task<void> { co_await g.push(std::move(t)); };
  auto first = send(text);
  auto second = [&]() -> mini::task<void> { co_await g.push(text); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await std::move(first);
  co_await std::move(second); // note: the task is used here
}

mini::task<int> bad_inside_another_coroutine_lambda(Gateway &g, int key) {
  co_return co_await [&]() -> mini::task<int> {
    auto inner = [&g, key]() -> mini::task<int> { co_return co_await g.query(key); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await pause_for(1);
    co_return co_await std::move(inner); // note: the task is used here
  }();
}

// The task that wraps the tasks is what is stored.
mini::task<void> bad_wrapped_in_another_task(Gateway &g, std::string text) {
  auto pair = run_both([&]() -> mini::task<void> { co_await g.push(text); }(), // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
                       [&]() -> mini::task<void> { co_await g.push("bye"); }()); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await std::move(pair); // note: the task is used here // note: the task is used here
}

mini::task<void> bad_in_a_local_struct(Gateway &g, std::string text) {
  struct Step {
    int number;
    mini::task<void> work;
  };
  Step step{1, [&g, text]() -> mini::task<void> { co_await g.push(text); }()}; // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(step.number); // note: the task is used here
  co_await std::move(step.work);
}

mini::task<void> bad_behind_a_unique_pointer(Gateway &g, std::string text) {
  auto work = std::make_unique<mini::task<void>>([&]() -> mini::task<void> { co_await g.push(text); }()); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(*work); // note: the task is used here
}

// ---- The task is returned ----

mini::task<void> bad_returned(Gateway &g, std::string text) {
  return [&g, text = std::move(text)]() -> mini::task<void> { co_await g.push(text); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
}

mini::task<int> bad_returned_from_a_branch(Gateway &g, int key) {
  if (key < 0)
    return [key]() -> mini::task<int> { co_return key; }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  return g.query(key);
}

mini::task<int> bad_returned_named_task(Gateway &g, int key) {
  auto work = [&g, key]() -> mini::task<int> { co_return co_await g.query(key) + key; }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  g.count(1);
  return work; // note: the task is used here
}

mini::task<mini::task<int>> bad_co_returned(Gateway &g, int key) {
  co_await pause_for(1);
  co_return [&g, key]() -> mini::task<int> { co_return co_await g.query(key); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
}

// The named closure dies with the function as a temporary one does.
mini::task<void> bad_named_closure_of_a_function(Gateway &g, std::string text) {
  auto send = [&g, text]() -> mini::task<void> { co_await g.push(text); }; // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: closure 'send' is destroyed at the end of its scope // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
  return send();
}

namespace bad_this_through_the_closure {
class Meter {
public:
  mini::task<void> update(int value) {
    return [this, value]() -> mini::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
      co_await pause_for(1);
      total_ += value; // note: 'this' is read from the closure here, when that is gone
    }();
  }

private:
  int total_ = 0;
};
} // namespace bad_this_through_the_closure

namespace bad_copy_of_the_object {
struct Meter {
  int total = 0;
  mini::task<int> snapshot() const {
    return [*this]() -> mini::task<int> { co_return total; }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  }
};
} // namespace bad_copy_of_the_object

namespace bad_kept_in_a_member {
class Uploader {
public:
  void start(std::string text) {
    pending_ = [this, text]() -> mini::task<void> { co_await gateway_.push(text); }(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  }
  mini::task<void> finish() {
    if (pending_)
      co_await std::move(*pending_);
  }

private:
  Gateway gateway_;
  std::optional<mini::task<void>> pending_;
};
} // namespace bad_kept_in_a_member

namespace bad_member_initialiser {
class Probe {
public:
  explicit Probe(Gateway &g, int key)
      : answer_([&g, key]() -> mini::task<int> { co_return co_await g.query(key); }()) {} // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  mini::task<int> answer() && { return std::move(answer_); }

private:
  mini::task<int> answer_;
};
} // namespace bad_member_initialiser

// ---- Fire and forget: the call returns at the first suspension ----

void bad_detached_copy(Gateway &g, std::string text) {
  [&g, text]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await pause_for(10);
    co_await g.push(text); // note: 'this' is read from the closure here, when that is gone
  }();
}

void bad_detached_reference(Gateway &g) {
  [&g]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await pause_for(10);
    g.count(1); // note: 'this' is read from the closure here, when that is gone
  }();
}

// Only the second round of the loop reads it after a suspension.
void bad_detached_loop(Gateway &g, int rounds) {
  [&g, rounds]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    auto &gateway = g;
    for (int i = 0; i < rounds; ++i) // note: 'this' is read from the closure here, when that is gone
      co_await gateway.push("ping");
  }();
}

void bad_detached_one_not_copied(Gateway &g, std::string text, int times) {
  [&g, text, times]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    auto &gateway = g;
    auto mine = text;
    co_await pause_for(1);
    for (int i = 0, n = times; i < n; ++i) // note: 'this' is read from the closure here, when that is gone
      co_await gateway.push(mine);
  }();
}

// weigh() keeps a reference to the capture while it is suspended.
void bad_detached_capture_bound_by_reference(Gateway &g, std::string text) {
  [&g, text]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    auto &gateway = g;
    int n = co_await weigh(text); // note: 'this' is read from the closure here, when that is gone
    gateway.count(n);
  }();
}

void bad_detached_alias_of_a_capture(Gateway &g, std::vector<std::string> texts) {
  [&g, texts]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    auto &gateway = g;
    const auto &all = texts;
    co_await pause_for(1);
    for (const auto &t : all) // note: 'this' is read from the closure here, when that is gone
      co_await gateway.push(t);
  }();
}

void bad_detached_view_of_a_capture(Gateway &g, std::string text) {
  [&g, text]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    auto &gateway = g;
    std::string_view shown = text;
    co_await pause_for(1);
    co_await gateway.push(std::string(shown)); // note: 'this' is read from the closure here, when that is gone
  }();
}

void bad_detached_on_one_path(Gateway &g, int n) {
  [&g, n]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    auto &gateway = g;
    if (urgent()) {
      gateway.count(n);
      co_return;
    }
    co_await pause_for(1);
    gateway.count(n); // note: 'this' is read from the closure here, when that is gone
  }();
}

namespace bad_detached_member {
class Janitor {
public:
  void sweep_later() {
    [this]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
      co_await pause_for(100);
      sweep(); // note: 'this' is read from the closure here, when that is gone
    }();
  }
  void sweep();
};
} // namespace bad_detached_member

void bad_detached_named_closure(Gateway &g, std::string text) {
  auto send = [&g, text]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: closure 'send' is destroyed at the end of its scope // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
    co_await pause_for(1);
    co_await g.push(text); // note: 'this' is read from the closure here, when that is gone
  };
  send();
}

void bad_detached_in_a_handler(Gateway &g) {
  try {
    g.count(1);
  } catch (const std::exception &e) {
    [&g, why = std::string(e.what())]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
      co_await pause_for(1);
      co_await g.push(why); // note: 'this' is read from the closure here, when that is gone
    }();
  }
}

// ---- Generators pull the body after the closure is gone ----

int bad_generator_stored(int first, int last) {
  auto numbers = [first, last]() -> mini::generator<int> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    for (int n = first; n < last; ++n) // note: 'this' is read from the closure here, when that is gone
      co_yield n;
  }();
  int sum = 0;
  for (int n : numbers) // note: the task is used here
    sum += n;
  return sum;
}

// Before C++23 the temporaries of a range-for's range die before its body runs.
int bad_generator_called_in_a_range_for(int limit) {
  int sum = 0;
  for (int n : [limit]() -> mini::generator<int> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression // note: the task is used here
         for (int i = 0; i < limit; ++i) // note: 'this' is read from the closure here, when that is gone
           co_yield i;
       }())
    sum += n;
  return sum;
}

mini::generator<std::string> bad_generator_returned(std::vector<std::string> words) {
  return [words]() -> mini::generator<std::string> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    for (const auto &w : words) // note: 'this' is read from the closure here, when that is gone
      co_yield w;
  }();
}

// ---- A named closure that dies before the task ----

mini::task<void> bad_closure_of_an_inner_block(Gateway &g, std::string text) {
  std::optional<mini::task<void>> work;
  {
    auto send = [&g, text]() -> mini::task<void> { co_await g.push(text); }; // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: closure 'send' is destroyed at the end of its scope // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
    work = send();
  }
  co_await std::move(*work); // note: the task is used here
}

mini::task<void> bad_closure_of_a_switch(Gateway &g, int kind) {
  auto work = g.push("default");
  switch (kind) {
  case 1: {
    auto send = [&g, kind]() -> mini::task<void> { co_await g.push(std::to_string(kind)); }; // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: closure 'send' is destroyed at the end of its scope // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
    work = send();
    break;
  }
  default:
    break;
  }
  co_await std::move(work); // note: the task is used here
}

mini::task<void> bad_closure_of_an_if_statement(Gateway &g, bool twice) {
  std::vector<mini::task<void>> work;
  if (auto send = [&g, twice]() -> mini::task<void> { g.count(twice); co_return; }; twice) // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: closure 'send' is destroyed at the end of its scope // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
    work.push_back(send());
  co_await run_all(std::move(work)); // note: the task is used here
}

// ---- Correct: awaited in the full expression that makes the closure ----

mini::task<int> good_awaited_in_place(Gateway &g, int key) {
  int n = co_await [&g, key]() -> mini::task<int> {
    co_await pause_for(1);
    co_return co_await g.query(key);
  }();
  co_return n + 1;
}

mini::task<int> good_co_return_co_await(Gateway &g, int key) {
  co_return co_await [=, &g]() -> mini::task<int> { co_return co_await g.query(key); }();
}

mini::task<int> good_in_a_condition(Gateway &g, int key) {
  if (co_await [&]() -> mini::task<bool> { co_return co_await g.query(key) > 0; }())
    co_return 1;
  while (co_await [&]() -> mini::task<bool> { co_return co_await g.query(key) < 0; }())
    g.count(1);
  co_return 0;
}

mini::task<int> good_as_an_operand(Gateway &g, int key) {
  co_return key + co_await [&]() -> mini::task<int> { co_return co_await g.query(key); }() * 2;
}

mini::task<void> good_both_awaited_together(Gateway &g, std::string text) {
  co_await run_both([&]() -> mini::task<void> { co_await g.push(text); }(),
                    [&g]() -> mini::task<void> { co_await g.push("bye"); }());
}

mini::task<int> good_result_passed_on(Gateway &g, int key) {
  co_return co_await weigh(std::to_string(co_await [&]() -> mini::task<int> { co_return co_await g.query(key); }()));
}

// ---- Correct: the closure has a name and outlives the task ----

mini::task<void> good_named_closure(Gateway &g, std::string text) {
  auto send = [&g, text]() -> mini::task<void> { co_await g.push(text); };
  auto work = send();
  co_await pause_for(1);
  co_await std::move(work);
}

mini::task<void> good_named_closure_called_often(Gateway &g, std::vector<std::string> texts) {
  const auto send = [&g](std::string t) -> mini::task<void> { co_await g.push(std::move(t)); };
  for (auto &t : texts)
    co_await send(t);
}

mini::task<void> good_named_closure_and_a_container(Gateway &g, std::vector<std::string> texts) {
  auto send = [&](const std::string &t) -> mini::task<void> { co_await g.push(t); };
  std::vector<mini::task<void>> work;
  for (auto &t : texts)
    work.push_back(send(t));
  co_await run_all(std::move(work));
}

// Binding the closure to a reference extends its life like a name does.
mini::task<void> good_lifetime_extended_closure(Gateway &g, std::string text) {
  auto &&send = [&g, text]() -> mini::task<void> { co_await g.push(text); };
  auto work = send();
  co_await pause_for(1);
  co_await std::move(work);
}

mini::task<void> good_task_and_closure_in_one_block(Gateway &g, bool twice) {
  if (twice) {
    auto send = [&g]() -> mini::task<void> { co_await g.push("twice"); };
    auto first = send();
    auto second = send();
    co_await run_both(std::move(first), std::move(second));
  }
}

mini::task<void> good_static_closure(Gateway &g) {
  static auto limit = 3;
  static const auto send = [n = 10](Gateway &g) -> mini::task<void> { co_await g.push(std::to_string(n)); };
  auto work = send(g);
  co_await pause_for(limit);
  co_await std::move(work);
}

mini::task<void> good_rvalue_call_of_a_live_closure(Gateway &g, std::string text) {
  auto send = [&g, text]() -> mini::task<void> { co_await g.push(text); };
  auto work = std::move(send)();
  co_await std::move(work);
}

// ---- Correct: nothing is read through the closure ----

mini::task<void> good_no_captures(Gateway &g, std::string text) {
  auto work = [](Gateway &g, std::string text) -> mini::task<void> { co_await g.push(text); }(g, std::move(text));
  co_await pause_for(1);
  co_await std::move(work);
}

mini::task<void> good_returned_without_captures(Gateway &g, std::string text) {
  return [](Gateway &g, std::string text) -> mini::task<void> { co_await g.push(text); }(g, std::move(text));
}

static int pushes = 0;
void good_default_capture_of_nothing(Gateway &g) {
  [&](Gateway &g) -> mini::forget {
    co_await g.push("hello");
    ++pushes;
  }(g);
}

// A constant is not captured when only its value is used.
mini::task<int> good_constant_is_not_captured(int key) {
  constexpr int factor = 3;
  return [=](int key) -> mini::task<int> { co_return key * factor; }(key);
}

// Held for the time of the call only; the body never looks at it.
mini::task<void> good_capture_never_read(Gateway &g, std::shared_ptr<int> alive) {
  auto work = [alive](Gateway &g) -> mini::task<void> { co_await g.push("x"); }(g);
  co_await pause_for(1);
  co_await std::move(work);
}

mini::task<int> good_capture_only_in_an_unevaluated_operand(int key) {
  auto work = [&](int k) -> mini::task<int> { co_return k + static_cast<int>(sizeof(key)); }(key);
  co_await pause_for(1);
  co_return co_await std::move(work);
}

// ---- Correct: eager, and everything is in the frame before the first suspension ----

void good_detached_copies_first(Gateway &g, std::string text) {
  [&g, &text]() -> mini::forget {
    auto &gateway = g;
    auto mine = std::move(text);
    co_await pause_for(1);
    co_await gateway.push(mine);
  }();
}

void good_detached_reads_before_it_suspends(Gateway &g, int n) {
  [&g, n]() -> mini::forget {
    g.count(n);
    co_await pause_for(1);
  }();
}

// Parameter and object are bound in the call, before the await suspends.
void good_detached_single_await(Gateway &g, std::string text) {
  [&g, text]() -> mini::forget { co_await g.push(text); }();
}

void good_detached_never_suspends(Gateway &g, int n) {
  [&g, n]() -> mini::forget {
    co_await mini::ready();
    g.count(n);
  }();
}

void good_detached_leaves_before_it_suspends(Gateway &g, int n) {
  [&g, n]() -> mini::forget {
    if (n > 0) {
      g.count(n);
      co_return;
    }
    co_await pause_for(1);
  }();
}

void good_detached_moves_into_a_parameter(Gateway &g, std::string text) {
  [](Gateway &g, std::string text) -> mini::forget {
    co_await pause_for(1);
    co_await g.push(text);
  }(g, std::move(text));
}

void good_detached_pointer_copied_first(Gateway &g) {
  [p = &g]() -> mini::forget {
    auto *gateway = p;
    co_await pause_for(1);
    gateway->count(1);
  }();
}

namespace good_detached_member_copied_first {
class Janitor : public std::enable_shared_from_this<Janitor> {
public:
  void sweep_later() {
    [self = shared_from_this()]() -> mini::forget {
      auto janitor = self;
      co_await pause_for(100);
      janitor->sweep();
    }();
  }
  void sweep();
};
} // namespace good_detached_member_copied_first

// ---- Correct: generators that end with their closure ----

int good_generator_of_a_named_closure(int first, int last) {
  auto numbers = [first, last]() -> mini::generator<int> {
    for (int n = first; n < last; ++n)
      co_yield n;
  };
  int sum = 0;
  for (int n : numbers())
    sum += n;
  return sum;
}

int sum_of(mini::generator<int> numbers);
int good_generator_consumed_by_the_call(int limit) {
  return sum_of([limit]() -> mini::generator<int> {
    for (int i = 0; i < limit; ++i)
      co_yield i;
  }());
}

int good_generator_without_captures() {
  int sum = 0;
  for (int n : []() -> mini::generator<int> {
         co_yield 1;
         co_yield 2;
       }())
    sum += n;
  return sum;
}

// ---- Correct: no coroutine, or not called here ----

mini::task<void> good_plain_lambda_that_calls_a_coroutine(Gateway &g, std::string text) {
  auto work = [&] { return g.push(text); }();
  co_await pause_for(1);
  co_await std::move(work);
}

namespace good_closure_given_away {
struct Server {
  void on_message(std::function<mini::task<void>(std::string)> handler);
  std::vector<std::function<mini::task<void>()>> steps;
};
void setup(Server &s, Gateway &g, std::string prefix) {
  s.on_message([&g, prefix](std::string t) -> mini::task<void> { co_await g.push(prefix + t); });
  s.steps.push_back([&g]() -> mini::task<void> { co_await g.push("step"); });
}
} // namespace good_closure_given_away

auto good_closure_returned(Gateway &g, std::string text) {
  return [&g, text]() -> mini::task<void> { co_await g.push(text); };
}

mini::task<void> good_task_dropped_before_the_closure(Gateway &g, bool wanted) {
  auto send = [&g]() -> mini::task<void> { co_await g.push("x"); };
  std::optional<mini::task<void>> work;
  if (wanted)
    work = send();
  if (work)
    co_await std::move(*work);
}
