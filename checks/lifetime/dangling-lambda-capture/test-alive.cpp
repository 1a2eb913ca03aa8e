// Who keeps a closure, and who only seems to.
#include "mini.h"
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <tuple>

struct Gateway {
  mini::task<void> push(std::string text);
  mini::task<int> query(int key);
  void count(int n);
};
mini::task<void> run_all(std::vector<mini::task<void>> work);
mini::task<void> with_timeout(mini::task<void> work, int ms);
mini::task<void> pause_for(int ms);
bool urgent();
void sync_wait(mini::task<void> work);

// ---- Wrappers that are coroutines ----

// A coroutine's by-value parameters live in its frame, the closure among them.
template <class F, class... A> mini::task<void> keep_and_run(F f, A... args) { co_await f(std::move(args)...); }
template <class F> mini::task<int> retry(F attempt) {
  for (int left = 3; left > 0; --left)
    if (int got = co_await attempt(); got > 0)
      co_return got;
  co_return 0;
}
// These have a reference to a closure that is somebody else's.
template <class F> mini::task<void> run_by_reference(F &&f) { co_await f(); } // note: 'this' is read from the closure here, when that is gone
template <class F> mini::task<void> run_by_const_reference(const F &f) { co_await f(); } // note: 'this' is read from the closure here, when that is gone
mini::task<void> run_erased(std::function<mini::task<void>()> f) { co_await f(); }
mini::task<void> run_erased_by_reference(const std::function<mini::task<void>()> &f) { co_await f(); } // note: the coroutine uses it here

mini::task<void> good_kept_by_a_frame(Gateway &g, std::string text) {
  auto work = keep_and_run([&g, text]() -> mini::task<void> { co_await g.push(text); });
  co_await pause_for(1);
  co_await std::move(work);
}

mini::task<int> good_kept_by_a_retry(Gateway &g, int key) {
  auto work = retry([&g, key]() -> mini::task<int> { co_return co_await g.query(key); });
  co_await pause_for(1);
  co_return co_await std::move(work);
}

mini::task<void> good_kept_with_arguments(Gateway &g, std::string prefix) {
  std::vector<mini::task<void>> work;
  for (int i = 0; i < 3; ++i)
    work.push_back(keep_and_run([&g, prefix](int n) -> mini::task<void> { co_await g.push(prefix + std::to_string(n)); }, i));
  co_await run_all(std::move(work));
}

mini::task<void> good_returned_with_its_closure(Gateway &g, std::string text) {
  return keep_and_run([&g, text = std::move(text)]() -> mini::task<void> { co_await g.push(text); });
}

mini::task<void> good_kept_in_a_function_object(Gateway &g, std::string text) {
  auto work = run_erased([&g, text]() -> mini::task<void> { co_await g.push(text); });
  co_await pause_for(1);
  co_await std::move(work);
}

mini::task<void> good_by_reference_and_awaited_in_place(Gateway &g, std::string text) {
  co_await run_by_reference([&]() -> mini::task<void> { co_await g.push(text); });
  co_await run_by_const_reference([&]() -> mini::task<void> { co_await g.push(text); });
  co_await run_erased_by_reference([&]() -> mini::task<void> { co_await g.push(text); });
}

mini::task<void> good_by_reference_to_a_named_closure(Gateway &g, std::string text) {
  auto send = [&]() -> mini::task<void> { co_await g.push(text); };
  auto work = run_by_reference(send);
  co_await pause_for(1);
  co_await std::move(work);
}

mini::task<void> bad_by_rvalue_reference(Gateway &g, std::string text) {
  auto work = run_by_reference([&g, text]() -> mini::task<void> { co_await g.push(text); }); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(work); // note: the task is used here
}

mini::task<void> bad_by_const_reference(Gateway &g, std::string text) {
  auto work = run_by_const_reference([&g, text]() -> mini::task<void> { co_await g.push(text); }); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(work); // note: the task is used here
}

// The std::function is a temporary, too, and the closure is in it.
mini::task<void> bad_in_a_function_object_by_reference(Gateway &g, std::string text) {
  auto work = run_erased_by_reference([&g, text]() -> mini::task<void> { co_await g.push(text); }); // warn[dangling-coroutine-argument]: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await pause_for(1);
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

// ---- Objects that own a closure ----

mini::task<void> good_function_object_with_a_name(Gateway &g, std::string text) {
  std::function<mini::task<void>()> send = [&g, text]() -> mini::task<void> { co_await g.push(text); };
  auto work = send();
  co_await pause_for(1);
  co_await std::move(work);
}

mini::task<void> bad_function_object_of_an_inner_block(Gateway &g, bool wanted) {
  std::optional<mini::task<void>> work;
  if (wanted) {
    std::function<mini::task<void>()> send = [&g, wanted]() -> mini::task<void> { co_await g.push(wanted ? "a" : "b"); }; // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'g' is read from the closure here, when that is gone // note: closure 'send' is destroyed at the end of its scope // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
    work = send();
  }
  if (work)
    co_await std::move(*work); // note: the task is used here
}

mini::task<void> bad_function_object_without_a_name(Gateway &g, std::string text) {
  auto work = std::function<mini::task<void>()>([&g, text]() -> mini::task<void> { co_await g.push(text); })(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'g' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(work); // note: the task is used here
}

namespace good_function_object_in_a_member {
class Retry {
public:
  explicit Retry(Gateway &g) : step_([this, &g]() -> mini::task<void> { co_await g.push(name_); }) {}
  mini::task<void> run() {
    auto first = step_();
    co_await pause_for(1);
    co_await std::move(first);
  }
  mini::task<void> once() { return step_(); }

private:
  std::string name_;
  std::function<mini::task<void>()> step_;
};
} // namespace good_function_object_in_a_member

mini::task<void> good_closure_on_the_heap(Gateway &g, std::string text) {
  auto make = [&g, text]() -> mini::task<void> { co_await g.push(text); };
  auto shared = std::make_shared<decltype(make)>(make);
  auto work = (*shared)();
  co_await pause_for(1);
  co_await std::move(work);
}

mini::task<void> good_closure_in_an_optional(Gateway &g, bool wanted) {
  auto make = [&g]() -> mini::task<void> { co_await g.push("x"); };
  std::optional<decltype(make)> send;
  if (wanted)
    send.emplace(make);
  if (send) {
    auto work = (*send)();
    co_await std::move(work);
  }
}

mini::task<void> good_closures_in_a_tuple(Gateway &g, std::string text) {
  std::tuple steps([&]() -> mini::task<void> { co_await g.push(text); }, [&]() -> mini::task<void> { co_await pause_for(1); co_await g.push("done"); });
  auto first = std::get<0>(steps)();
  auto second = std::get<1>(steps)();
  co_await std::move(first);
  co_await std::move(second);
}

mini::task<void> good_closures_in_a_map(Gateway &g, std::string text) {
  std::map<int, std::function<mini::task<void>()>> steps;
  steps[1] = [&g, text]() -> mini::task<void> { co_await g.push(text); };
  steps.emplace(2, [&g]() -> mini::task<void> { co_await g.push("two"); });
  for (auto &[n, step] : steps) {
    auto work = step();
    co_await pause_for(n);
    co_await std::move(work);
  }
}

namespace good_member_that_holds_a_closure {
template <class F> struct Step {
  F body;
  mini::task<void> run() { return body(); }
};
mini::task<void> f(Gateway &g, std::string text) {
  Step step{[&g, text]() -> mini::task<void> { co_await g.push(text); }};
  auto work = step.run();
  co_await pause_for(1);
  co_await std::move(work);
  co_await Step{[&g, text]() -> mini::task<void> { co_await g.push(text); }}.run();
}
} // namespace good_member_that_holds_a_closure

// ---- Bound functions ----

mini::task<void> good_bound_with_a_name(Gateway &g, std::string prefix) {
  auto bound = std::bind_front([&g, prefix](int n) -> mini::task<void> { co_await g.push(prefix + std::to_string(n)); }, 3);
  auto work = bound();
  co_await pause_for(1);
  co_await std::move(work);
}

mini::task<void> good_bound_and_awaited_in_place(Gateway &g, std::string prefix) {
  co_await std::bind_front([&](int n) -> mini::task<void> { co_await g.push(prefix + std::to_string(n)); }, 3)();
}

mini::task<void> bad_bound_without_a_name(Gateway &g, std::string prefix) {
  auto work = std::bind_front([&g, prefix](int n) -> mini::task<void> { co_await g.push(prefix + std::to_string(n)); }, 3)(); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'g' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(work); // note: the task is used here
}

mini::task<void> bad_invoked(Gateway &g, std::string text) {
  auto work = std::invoke([&g, text]() -> mini::task<void> { co_await g.push(text); }); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'g' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(work); // note: the task is used here
}

mini::task<void> good_invoked_and_awaited_in_place(Gateway &g, std::string text) {
  co_await std::invoke([&]() -> mini::task<void> { co_await g.push(text); });
}

mini::task<void> good_invoked_by_name(Gateway &g, std::string text) {
  auto send = [&g](const std::string &t) -> mini::task<void> { co_await g.push(t); };
  auto work = std::invoke(send, text);
  co_await pause_for(1);
  co_await std::move(work);
}

// ---- What happens to the task in the full expression ----

struct Timed {
  mini::task<void> work;
  int ms;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
struct limit {
  int ms;
};
Timed operator|(mini::task<void> work, limit l) { return {std::move(work), l.ms}; }

mini::task<void> good_piped_and_awaited(Gateway &g, std::string text) {
  co_await ([&]() -> mini::task<void> { co_await g.push(text); }() | limit{5});
}

mini::task<void> bad_piped_and_stored(Gateway &g, std::string text) {
  auto timed = [&g, text]() -> mini::task<void> { co_await g.push(text); }() | limit{5}; // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await timed; // note: the task is used here
}

mini::task<void> good_with_a_timeout(Gateway &g, std::string text) {
  co_await with_timeout([&]() -> mini::task<void> { co_await g.push(text); }(), 5);
}

mini::task<void> bad_with_a_timeout_for_later(Gateway &g, std::string text) {
  auto limited = with_timeout([&g, text]() -> mini::task<void> { co_await g.push(text); }(), 5); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(limited); // note: the task is used here
}

mini::task<void> good_cast_and_awaited(Gateway &g, std::string text) {
  co_await std::move([&]() -> mini::task<void> { co_await g.push(text); }());
  co_await static_cast<mini::task<void>>([&]() -> mini::task<void> { co_await g.push(text); }());
  co_await (urgent() ? [&]() -> mini::task<void> { co_await g.push(text); }() : g.push("later"));
}

// What sync_wait does is not known here; that it waits is what its name says.
void good_given_to_an_unknown_function(Gateway &g, std::string text) {
  sync_wait([&]() -> mini::task<void> { co_await g.push(text); }());
}

namespace bad_stored_by_a_visible_function {
std::vector<mini::task<void>> queue;
void enqueue(mini::task<void> work) { queue.push_back(std::move(work)); }
void f(Gateway &g, std::string text) {
  enqueue([&g, text]() -> mini::task<void> { co_await g.push(text); }()); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
}
} // namespace bad_stored_by_a_visible_function

namespace bad_stored_by_a_constructor {
class Job {
public:
  explicit Job(mini::task<void> work) : work_(std::move(work)) {}
  mini::task<void> run() && { return std::move(work_); }

private:
  mini::task<void> work_;
};
mini::task<void> f(Gateway &g, std::string text) {
  Job job([&g, text]() -> mini::task<void> { co_await g.push(text); }()); // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(job).run(); // note: the task is used here
}
} // namespace bad_stored_by_a_constructor

// ---- Captures that own themselves do not help, copies in the frame do ----

namespace bad_self_in_the_closure_only {
class Session : public std::enable_shared_from_this<Session> {
public:
  void start() {
    [self = shared_from_this()]() -> mini::forget { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
      co_await pause_for(1);
      self->tick(); // note: 'this' is read from the closure here, when that is gone
    }();
  }
  void tick();
};
} // namespace bad_self_in_the_closure_only

namespace good_self_as_a_parameter {
class Session : public std::enable_shared_from_this<Session> {
public:
  void start() {
    [](std::shared_ptr<Session> self) -> mini::forget {
      co_await pause_for(1);
      self->tick();
    }(shared_from_this());
  }
  void tick();
};
} // namespace good_self_as_a_parameter

namespace good_self_copied_by_the_first_statement {
class Session : public std::enable_shared_from_this<Session> {
public:
  void start() {
    [this, self = shared_from_this()]() -> mini::forget {
      auto session = self;
      auto *me = this;
      co_await pause_for(1);
      me->tick();
    }();
  }
  void tick();
};
} // namespace good_self_copied_by_the_first_statement

// A lazy body copies nothing before it is awaited.
namespace bad_lazy_copy_in_the_first_statement {
class Session : public std::enable_shared_from_this<Session> {
public:
  mini::task<void> start() {
    return [self_ = shared_from_this()]() -> mini::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
      auto self = self_; // note: 'this' is read from the closure here, when that is gone
      co_await pause_for(1);
      self->tick();
    }();
  }
  void tick();
};
} // namespace bad_lazy_copy_in_the_first_statement

namespace good_member_coroutine_instead {
class Session : public std::enable_shared_from_this<Session> {
public:
  mini::task<void> start() { return run(shared_from_this()); }
  void tick();

private:
  static mini::task<void> run(std::shared_ptr<Session> self) {
    co_await pause_for(1);
    self->tick();
  }
};
} // namespace good_member_coroutine_instead

// ---- Named closures and the order of things ----

mini::task<void> good_closure_outlives_a_container_of_tasks(Gateway &g, std::vector<std::string> texts) {
  auto send = [&g](std::string t) -> mini::task<void> { co_await g.push(std::move(t)); };
  std::vector<mini::task<void>> work;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].empty())
      continue;
    work.push_back(send(texts[i]));
  }
  for (auto &w : work)
    co_await std::move(w);
}

mini::task<void> good_closure_made_by_a_lambda(Gateway &g, std::string text) {
  auto make = [&g](std::string t) { return [&g, t]() -> mini::task<void> { co_await g.push(t); }; };
  auto send = make(text);
  auto work = send();
  co_await pause_for(1);
  co_await std::move(work);
}

mini::task<void> bad_closure_made_by_a_lambda_and_called(Gateway &g, std::string text) {
  auto make = [&g](std::string t) { return [&g, t]() -> mini::task<void> { co_await g.push(t); }; }; // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: 'this' is read from the closure here, when that is gone // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
  auto work = make(text)(); // note: the closure is a temporary: it is destroyed at the end of this full expression
  co_await pause_for(1);
  co_await std::move(work); // note: the task is used here
}

mini::task<void> good_closure_copied_into_a_longer_life(Gateway &g, std::string text) {
  std::function<mini::task<void>()> send;
  {
    auto inner = [&g, text]() -> mini::task<void> { co_await g.push(text); };
    send = inner;
  }
  auto work = send();
  co_await pause_for(1);
  co_await std::move(work);
}

mini::task<void> good_task_awaited_in_the_inner_block(Gateway &g, bool wanted) {
  std::optional<mini::task<void>> work;
  if (wanted) {
    auto send = [&g]() -> mini::task<void> { co_await g.push("x"); };
    work = send();
    co_await pause_for(1);
    co_await std::move(*work);
  }
}

mini::task<void> good_task_dropped_in_the_inner_block(Gateway &g, bool wanted) {
  std::optional<mini::task<void>> work;
  if (wanted) {
    auto send = [&g]() -> mini::task<void> { co_await g.push("x"); };
    work = send();
    if (urgent())
      co_await std::move(*work);
    work.reset();
  }
}
