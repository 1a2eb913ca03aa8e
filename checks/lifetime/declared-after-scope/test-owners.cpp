// Scopes that somebody else joins: members, parameters, scopes behind pointers.
#include "annotated.h"
#include "mini.h"
#include <memory>

struct Job {
  int id = 0;
  std::string name;
};
std::vector<Job> load_jobs();
bool urgent();
void print(std::string_view text);
annotated::task<void> show(std::string_view text) {
  co_await mini::tick();
  print(text);
}

// ---- Members ----

namespace bad_local_of_a_member_function {
class Service {
public:
  void start(int id) {
    Job job{id, "job"}; // warn: 'job' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
    scope_.spawn([&job, this]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      print(job.name + name_);
    });
  } // note: it is destroyed here
  annotated::task<void> stop() { co_await scope_.join(); }

private:
  std::string name_;
  annotated::scope scope_;
};
} // namespace bad_local_of_a_member_function

namespace bad_parameter_of_a_member_function {
class Service {
public:
  void start(std::string name) { // warn: 'name' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
    this->scope_.spawn([&name] { print(name); }); // note: the work gets its reference here // note: the work is started here
  } // note: the parameter is destroyed here
  annotated::task<void> stop() { co_await scope_.join(); }

private:
  annotated::scope scope_;
};
} // namespace bad_parameter_of_a_member_function

namespace bad_task_of_a_local_in_a_member_scope {
class Service {
public:
  void start(int id) {
    std::string name = "name " + std::to_string(id); // warn: 'name' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
    scope_.spawn(show(name)); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  annotated::task<void> stop() { co_await scope_.join(); }

private:
  annotated::scope scope_;
};
} // namespace bad_task_of_a_local_in_a_member_scope

namespace bad_coroutine_does_not_join {
class Service {
public:
  annotated::task<void> handle(Job job) { // warn: 'job' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
    scope_.spawn([&job]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      print(job.name);
    });
    co_await mini::tick();
  } // note: the parameter is destroyed here
  annotated::task<void> stop() { co_await scope_.join(); }

private:
  annotated::scope scope_;
};
} // namespace bad_coroutine_does_not_join

namespace bad_joined_on_one_path_only {
class Service {
public:
  annotated::task<void> handle(std::vector<Job> jobs) {
    for (const Job &job : jobs) {
      std::string title = job.name + "!"; // warn: 'title' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
      scope_.spawn([&title] { print(title); }); // note: the work gets its reference here // note: the work is started here
    } // note: it is destroyed here
    if (urgent())
      co_await scope_.join();
  }

private:
  annotated::scope scope_;
};
} // namespace bad_joined_on_one_path_only

namespace good_member_function_joins {
class Service {
public:
  annotated::task<void> handle(Job job) {
    scope_.spawn([&job]() -> annotated::task<void> {
      co_await mini::tick();
      print(job.name);
    });
    co_await scope_.join();
  }

private:
  annotated::scope scope_;
};
} // namespace good_member_function_joins

namespace good_members_and_copies {
class Service {
public:
  void start(Job job) {
    scope_.spawn([this] { print(name_); });
    scope_.spawn([&name = name_] { print(name); });
    scope_.spawn([job = std::move(job)] { print(job.name); });
    scope_.spawn(show(name_));
  }
  annotated::task<void> stop() { co_await scope_.join(); }

private:
  std::string name_;
  annotated::scope scope_;
};
} // namespace good_members_and_copies

// ---- Parameters and pointers ----

void bad_scope_of_the_caller(annotated::scope &scope, int id) {
  Job job{id, "job"}; // warn: 'job' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
  scope.spawn([&job] { print(job.name); }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

void bad_scope_behind_a_pointer(annotated::scope *scope) {
  std::string name = "pointer"; // warn: 'name' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
  scope->spawn([&name] { print(name); }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

void bad_scope_behind_a_shared_owner(std::shared_ptr<annotated::scope> scope) {
  std::string name = "shared"; // warn: 'name' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
  scope->spawn([&name] { print(name); }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

annotated::scope global_scope;
void bad_global_scope(std::string name) { // warn: 'name' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
  global_scope.spawn([&name] { print(name); }); // note: the work gets its reference here // note: the work is started here
} // note: the parameter is destroyed here

annotated::task<void> bad_scope_of_the_caller_in_a_loop(annotated::scope &scope) {
  for (const Job &job : load_jobs()) // warn: the range of this loop is destroyed before the work that refers to it is joined // note: keep the range in a variable that is declared before the scope, give the work a copy, or join it before // note: the range is destroyed here
    scope.spawn([&job] { print(job.name); }); // note: the work gets its reference here // note: the work is started here
  co_await mini::tick();
}

void good_scope_and_data_of_the_caller(annotated::scope &scope, const Job &job, std::vector<Job> &jobs) {
  scope.spawn([&job] { print(job.name); });
  for (auto &one : jobs)
    scope.spawn([&one] { print(one.name); });
}

annotated::task<void> good_scope_of_the_caller_joined_here(annotated::scope &scope, int id) {
  Job job{id, "job"};
  scope.spawn([&job] { print(job.name); });
  co_await scope.join();
}

annotated::task<void> good_alias_of_the_scope_is_joined() {
  annotated::scope scope;
  auto &workers = scope;
  {
    std::string name = "alias";
    workers.spawn([&name] { print(name); });
    co_await scope.join();
  }
}

// ---- Structs that hold both ----

annotated::task<void> good_context_on_the_heap() {
  struct Context {
    std::string name = "context";
    annotated::scope scope;
  };
  auto context = std::make_unique<Context>();
  context->scope.spawn([c = context.get()] { print(c->name); });
  co_await context->scope.join();
}

// ---- The scope is given to a function ----

void start_on(annotated::scope &scope, const std::string &name);
annotated::task<void> join_all(annotated::scope &scope);

// What start_on() does with the name is not known.
annotated::task<void> good_given_to_unknown_code() {
  annotated::scope scope;
  {
    std::string name = "unknown";
    start_on(scope, name);
  }
  co_await scope.join();
}

// It may well be joined there.
annotated::task<void> good_joined_by_unknown_code() {
  annotated::scope scope;
  {
    std::string name = "unknown";
    scope.spawn([&name] { print(name); });
    co_await join_all(scope);
  }
  co_await scope.join();
}
