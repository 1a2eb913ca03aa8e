// Closures and tasks that are given to parameters which say what they do with them.
#include "annotated.h"
#include "mini.h"
#include <corolint/annotations.h>

struct Line {
  std::string text;
};
void print(std::string_view text);

namespace runtime {
using Step = std::function<annotated::task<void>()>;
// Takes a task and runs it later.
void start(annotated::task<void> COROLINT_SPAWNS work);
// Calls the closure and keeps it while the task runs.
template <class F> void start_with(F &&COROLINT_SPAWNS COROLINT_KEEPS_ALIVE body) { annotated::keep(&body); }
void start_erased(Step COROLINT_SPAWNS COROLINT_KEEPS_ALIVE body);
// Makes a task that owns the closure.
template <class F> annotated::task<void> owning(F COROLINT_KEEPS_ALIVE body) { co_await body(); }
annotated::task<void> owning_unseen(Step COROLINT_KEEPS_ALIVE body);
// Waits for the task before its own await ends.
mini::tick join_all(annotated::task<void> COROLINT_SCOPED first, annotated::task<void> COROLINT_SCOPED second);
// Waits for the task before it returns.
void run_now(annotated::task<void> COROLINT_SCOPED work);
// Calls the closure and forgets it.
template <class F> auto call(F &&COROLINT_INVOKED_IN_PLACE body) { return body(); }
} // namespace runtime

void bad_spawned_task_of_a_temporary(std::string text) {
  annotated::spawn_task([text]() -> annotated::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    print(text); // note: 'this' is read from the closure here, when that is gone
  }());
}

void bad_started_task_of_a_temporary(std::string text) {
  runtime::start([text]() -> annotated::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    print(text); // note: 'this' is read from the closure here, when that is gone
  }());
}

// The closure has a name, and that ends with the function.
void bad_spawned_task_of_a_named_closure(std::string text) {
  auto body = [text]() -> annotated::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: closure 'body' is destroyed at the end of its scope // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
    co_await mini::tick();
    print(text); // note: 'this' is read from the closure here, when that is gone
  };
  annotated::spawn_task(body());
}

void bad_spawned_named_task(std::string text) {
  auto work = [text]() -> annotated::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    print(text); // note: 'this' is read from the closure here, when that is gone
  }();
  annotated::spawn_task(std::move(work)); // note: the task is used here
}

void bad_spawned_in_a_loop(const std::vector<Line> &lines) {
  for (const Line &line : lines)
    annotated::spawn_task([&line]() -> annotated::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
      co_await mini::tick();
      print(line.text); // note: 'this' is read from the closure here, when that is gone
    }());
}

annotated::task<void> bad_spawned_from_a_coroutine(std::string text) {
  annotated::spawn_task([text]() -> annotated::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    print(text); // note: 'this' is read from the closure here, when that is gone
  }());
  co_await mini::tick();
}

// Called in place, so the task is this function's affair.
annotated::task<void> bad_called_in_place_and_stored(std::string text) {
  auto work = runtime::call([text]() -> annotated::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    print(text); // note: 'text' is read from the closure here, when that is gone
  });
  co_await mini::tick();
  co_await std::move(work); // note: the task is used here
}

namespace bad_spawned_member {
class Flusher {
public:
  void start() {
    annotated::spawn_task([this]() -> annotated::task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
      co_await mini::tick();
      print(name_); // note: 'this' is read from the closure here, when that is gone
    }());
  }

private:
  std::string name_;
};
} // namespace bad_spawned_member

void good_spawned_closure(std::string text) {
  annotated::spawn([text]() -> annotated::task<void> {
    co_await mini::tick();
    print(text);
  });
}

void good_kept_closures(std::string text) {
  runtime::start_with([text]() -> annotated::task<void> {
    co_await mini::tick();
    print(text);
  });
  runtime::start_erased([text]() -> annotated::task<void> {
    co_await mini::tick();
    print(text);
  });
  auto body = [text = std::move(text)]() -> annotated::task<void> {
    co_await mini::tick();
    print(text);
  };
  runtime::start_with(std::move(body));
}

void good_task_that_owns_its_closure(std::string text) {
  annotated::spawn_task(runtime::owning([text]() -> annotated::task<void> {
    co_await mini::tick();
    print(text);
  }));
}

annotated::task<void> good_task_that_owns_its_closure_unseen(std::string text) {
  auto work = runtime::owning_unseen([text]() -> annotated::task<void> {
    co_await mini::tick();
    print(text);
  });
  co_await mini::tick();
  co_await std::move(work);
}

annotated::task<void> good_joined_in_the_full_expression(std::string text) {
  co_await runtime::join_all(
      [&]() -> annotated::task<void> {
        co_await mini::tick();
        print(text);
      }(),
      [&]() -> annotated::task<void> {
        co_await mini::tick();
        print(text + "!");
      }());
}

annotated::task<void> good_scoped_closures(std::string text) {
  co_await annotated::when_all(
      [&]() -> annotated::task<void> {
        co_await mini::tick();
        print(text);
      },
      [text] { print(text); });
}

void good_run_to_the_end(std::string text) {
  runtime::run_now([&]() -> annotated::task<void> {
    co_await mini::tick();
    print(text);
  }());
}

annotated::task<void> good_called_in_place_and_awaited(std::string text) {
  co_await runtime::call([&]() -> annotated::task<void> {
    co_await mini::tick();
    print(text);
  });
}

void good_spawned_task_without_captures(std::string text) {
  annotated::spawn_task([](std::string text) -> annotated::task<void> {
    co_await mini::tick();
    print(text);
  }(std::move(text)));
}

void good_spawned_task_of_a_static_closure() {
  static const std::string greeting = "hello";
  static const auto body = [shown = &greeting]() -> annotated::task<void> {
    co_await mini::tick();
    print(*shown);
  };
  annotated::spawn_task(body());
}

annotated::task<void> good_scope_keeps_the_closures(std::vector<Line> lines) {
  annotated::scope scope;
  for (const Line &line : lines)
    scope.spawn([&line]() -> annotated::task<void> {
      co_await mini::tick();
      print(line.text);
    });
  co_await scope.join();
}

// The closure is declared before the scope, and the scope is joined before it ends.
annotated::task<void> good_scope_runs_tasks_of_a_named_closure(std::vector<Line> lines) {
  auto show = [&](const Line &line) -> annotated::task<void> {
    co_await mini::tick();
    print(line.text + lines.front().text);
  };
  annotated::scope scope;
  for (const Line &line : lines)
    scope.spawn(show(line));
  co_await scope.join();
}
