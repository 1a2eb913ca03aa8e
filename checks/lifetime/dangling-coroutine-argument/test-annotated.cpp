// Tasks that are spawned, joined or kept, and the temporaries that they were given.
#include "annotated.h"
#include "mini.h"
#include <corolint/annotations.h>
#include <span>

std::string name_of(int id);
std::vector<int> samples();
bool urgent();
void print(std::string_view text);

annotated::task<void> show(const std::string &text) {
  co_await mini::tick();
  print(text); // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
}
annotated::task<void> show_view(std::string_view text) {
  co_await mini::tick();
  print(text); // note: the coroutine uses it here
}
annotated::task<void> show_copy(std::string text) {
  co_await mini::tick();
  print(text);
}
annotated::task<void> unseen(std::span<const int> values);

namespace runtime {
void start(annotated::task<void> COROLINT_SPAWNS work);
mini::tick join_all(annotated::task<void> COROLINT_SCOPED first, annotated::task<void> COROLINT_SCOPED second);
void run_now(annotated::task<void> COROLINT_SCOPED work);
// Makes a task and keeps what it is given as long as that runs.
annotated::task<void> log(const std::string &COROLINT_KEEPS_ALIVE text);
} // namespace runtime

// ---- Temporaries in spawned tasks ----

void bad_spawned_with_a_temporary(int id) {
  annotated::spawn_task(show(name_of(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

void bad_spawned_view_of_a_temporary(int id) {
  annotated::spawn_task(show_view("user " + name_of(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

void bad_spawned_body_not_visible() {
  runtime::start(unseen(samples())); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

void bad_spawned_named_task(int id) {
  auto work = show(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  annotated::spawn_task(std::move(work)); // note: the task is used here, when the temporary is gone
}

annotated::task<void> bad_spawned_from_a_coroutine(int id) {
  runtime::start(show(name_of(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await mini::tick();
}

annotated::task<void> bad_joined_later(int id) {
  auto both = runtime::join_all(show(name_of(id)), // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
                                show(name_of(id + 1))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await mini::tick();
  co_await both; // note: the task is used here, when the temporary is gone // note: the task is used here, when the temporary is gone
}

annotated::task<void> bad_spawned_into_a_scope(int id) {
  annotated::scope scope;
  scope.spawn(show(name_of(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await scope.join();
}

// ---- Correct ----

annotated::task<void> good_joined_in_the_full_expression(int id) {
  co_await runtime::join_all(show(name_of(id)), show_view(name_of(id + 1)));
  co_await annotated::when_all(show(name_of(id)), show_view(name_of(id)));
}

void good_run_to_the_end(int id) { runtime::run_now(show(name_of(id))); }

void good_spawned_copy(int id) {
  annotated::spawn_task(show_copy(name_of(id)));
  runtime::start(show_copy("user " + name_of(id)));
}

void good_spawned_literal() { annotated::spawn_task(show_view("literal")); }

void good_spawned_static() {
  static const std::string name = name_of(0);
  annotated::spawn_task(show(name));
}

void good_spawned_reference_of_the_caller(const std::string &name) { annotated::spawn_task(show(name)); }

annotated::task<void> good_kept_by_the_callee(int id) {
  auto work = runtime::log(name_of(id));
  co_await mini::tick();
  co_await std::move(work);
}

annotated::task<void> good_named_and_joined(int id) {
  std::string name = name_of(id);
  annotated::scope scope;
  scope.spawn(show(name));
  scope.spawn(show_view(name));
  co_await scope.join();
}
