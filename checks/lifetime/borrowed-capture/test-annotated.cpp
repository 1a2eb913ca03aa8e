// Spawners, joins and keep-alive as annotations state them.
#include "annotated.h"
#include "mini.h"
#include <corolint/annotations.h>
#include <list>
#include <memory>

void print(std::string_view text);
std::string title(int id);
bool urgent();

namespace runtime {
using Work = std::function<void()>;
void start(Work COROLINT_SPAWNS work);
void start_task(mini::task<void> COROLINT_SPAWNS work);
void start_with(const std::string *COROLINT_SPAWNS text, int times);
void start_view(std::string_view COROLINT_SPAWNS text);
void run_all(std::vector<Work> COROLINT_SCOPED work);
mini::tick run_and_wait(Work COROLINT_SCOPED work);
void call(Work COROLINT_INVOKED_IN_PLACE work);
void unknown(Work work);

// Work that has to be joined, by awaiting or by blocking.
class COROLINT_DETACHABLE Handle {
public:
  COROLINT_JOINS mini::tick join();
  COROLINT_JOINS void wait();
  bool done() const;
};
Handle launch(Work COROLINT_SPAWNS work);

class Pool {
public:
  void submit(Work COROLINT_SPAWNS work);
  template <class F, class... A> Handle submit_with(F COROLINT_SPAWNS f, A COROLINT_SPAWNS... args) {
    annotated::keep(&f);
    (annotated::keep(&args), ...);
    return {};
  }
};
} // namespace runtime

mini::task<void> show(const std::string &text) {
  co_await mini::tick();
  print(text);
}

void bad_erased_closure(int id) {
  auto text = title(id); // note: 'text' is declared here
  runtime::start([&text] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_member_spawner(runtime::Pool &pool, std::string text) { // note: the parameter 'text' lives until this function returns
  pool.submit([&text] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_pointer_argument(int id) {
  auto text = title(id); // note: 'text' is declared here
  runtime::start_with(&text, 3); // warn: 'text' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_view_argument(int id) {
  auto text = title(id); // note: 'text' is declared here
  runtime::start_view(text); // warn: 'text' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_task_argument(int id) {
  auto text = title(id); // note: 'text' is declared here
  runtime::start_task(show(text)); // warn: 'text' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_one_of_the_arguments(runtime::Pool &pool, int id) {
  auto text = title(id); // note: 'text' is declared here
  pool.submit_with([](const std::string *shown) { print(*shown); }, &text); // warn: 'text' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_handle_is_not_joined(int id) {
  auto text = title(id); // note: 'text' is declared here
  auto handle = runtime::launch([&text] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
  if (handle.done())
    print("early");
} // note: 'text' is destroyed here

void bad_handle_is_joined_on_one_path(int id) {
  auto text = title(id); // note: 'text' is declared here
  auto handle = runtime::launch([&text] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
  if (urgent())
    handle.wait();
} // note: 'text' is destroyed here

mini::task<void> bad_join_is_not_awaited(int id) {
  auto text = title(id); // note: 'text' is declared here
  auto handle = runtime::launch([&text] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
  [[maybe_unused]] auto waiting = handle.join();
  co_await mini::tick();
} // note: 'text' is destroyed here

void bad_second_launch(int id) {
  auto first = title(id);
  auto handle = runtime::launch([&first] { print(first); });
  handle.wait();
  auto second = title(id + 1); // note: 'second' is declared here
  handle = runtime::launch([&second] { print(second); }); // warn: 'second' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'second' is destroyed
} // note: 'second' is destroyed here

void good_handle_is_joined(int id) {
  auto text = title(id);
  auto handle = runtime::launch([&text] { print(text); });
  print("meanwhile");
  handle.wait();
}

mini::task<void> good_handle_is_awaited(int id) {
  auto text = title(id);
  auto handle = runtime::launch([&text] { print(text); });
  co_await mini::tick();
  co_await handle.join();
}

mini::task<void> good_joined_in_the_full_expression(int id) {
  auto text = title(id);
  co_await runtime::launch([&text] { print(text); }).join();
  runtime::launch([&text] { print(text); }).wait();
}

mini::task<void> good_handles_are_joined(int n) {
  std::list<std::string> texts;
  std::vector<runtime::Handle> handles;
  for (int i = 0; i < n; ++i) {
    auto &text = texts.emplace_back(title(i));
    handles.push_back(runtime::launch([&text] { print(text); }));
  }
  for (auto &handle : handles)
    co_await handle.join();
}

// Whoever gets the handle may join it.
runtime::Handle good_handle_of_a_reference(const std::string &text) {
  return runtime::launch([&text] { print(text); });
}

void wait_for(runtime::Handle &handle);
void good_handle_given_to_unknown_code(int id) {
  auto text = title(id);
  auto handle = runtime::launch([&text] { print(text); });
  wait_for(handle);
}

mini::task<void> good_scoped(int id) {
  auto text = title(id);
  runtime::run_all({[&text] { print(text); }, [&text] { print(text + "!"); }});
  co_await runtime::run_and_wait([&] { print(text); });
}

void good_in_place_or_unknown(int id) {
  auto text = title(id);
  runtime::call([&text] { print(text); });
  runtime::unknown([&text] { print(text); });
}

void good_copies(runtime::Pool &pool, int id) {
  auto text = title(id);
  runtime::start([text] { print(text); });
  pool.submit([text = std::move(text)] { print(text); });
  pool.submit_with([](std::string shown) { print(shown); }, title(id));
}

void good_arguments_of_the_caller(const std::string *text, std::string_view view) {
  runtime::start_with(text, 3);
  runtime::start_view(view);
  runtime::start_view("literal");
}

// Never comes back, so nothing of it ends.
[[noreturn]] void serve();
void good_never_returns() {
  std::string text = title(1);
  runtime::start([&text] { print(text); });
  serve();
}

void good_loops_for_ever() {
  std::string text = title(1);
  runtime::start([&text] { print(text); });
  for (;;)
    runtime::call([] { print("tick"); });
}
