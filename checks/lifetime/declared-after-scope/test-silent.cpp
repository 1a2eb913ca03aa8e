// What resembles a local that dies before its scope and is none.
#include "annotated.h"
#include "mini.h"
#include <array>
#include <corolint/annotations.h>
#include <functional>
#include <list>
#include <map>
#include <memory>

struct Job {
  int id = 0;
  std::string name;
};
Job load(int id);
bool urgent();
bool more();
void print(std::string_view text);
annotated::task<void> work();

// The scope is no local that dies too early for its own work.
annotated::task<void> good_work_spawns_more_work() {
  annotated::scope scope;
  scope.spawn([&scope]() -> annotated::task<void> {
    co_await mini::tick();
    scope.spawn([] { print("more"); });
  });
  co_await scope.join();
}

annotated::task<void> good_two_scopes_one_inside() {
  annotated::scope outer;
  std::vector<Job> jobs(3);
  for (auto &job : jobs) {
    annotated::scope inner;
    int twice = job.id * 2;
    inner.spawn([&twice] { annotated::keep(&twice); });
    outer.spawn([id = job.id] { annotated::keep(&id); });
    co_await inner.join();
  }
  co_await outer.join();
}

annotated::task<void> good_error_kept_until_the_join() {
  annotated::scope scope;
  Job job = load(1);
  std::exception_ptr error;
  scope.spawn([&job, &error] {
    try {
      print(job.name);
    } catch (...) {
      error = std::current_exception();
    }
  });
  try {
    co_await work();
  } catch (...) {
    error = std::current_exception();
  }
  co_await scope.join();
  if (error)
    std::rethrow_exception(error);
}

annotated::task<void> good_joined_before_every_return(int id) {
  annotated::scope scope;
  Job job = load(id);
  scope.spawn([&job] { print(job.name); });
  if (job.id == 0) {
    co_await scope.join();
    co_return;
  }
  while (more()) {
    if (urgent())
      break;
    co_await work();
  }
  co_await scope.join();
}

annotated::task<void> good_local_closure_called_in_place(std::vector<Job> jobs) {
  annotated::scope scope;
  for (const Job &job : jobs) {
    std::string title = job.name + "!";
    auto show = [&title] { print(title); };
    show();
    scope.spawn([title] { print(title); });
  }
  co_await scope.join();
}

annotated::task<void> good_closure_of_values_by_name(std::vector<Job> jobs) {
  annotated::scope scope;
  for (const Job &job : jobs) {
    auto show = [name = job.name] { print(name); };
    scope.spawn(show);
    scope.spawn(std::move(show));
  }
  co_await scope.join();
}

annotated::task<void> good_value_out_of_a_reference(std::vector<Job> jobs) {
  annotated::scope scope;
  for (Job job : jobs) {
    auto &name = job.name;
    scope.spawn([name] { print(name); });
    scope.spawn([name = std::move(name), n = job.id] {
      print(name);
      annotated::keep(&n);
    });
  }
  co_await scope.join();
}

// The map is declared first; its nodes stay where they are.
annotated::task<void> good_nodes_of_an_outer_map(std::vector<Job> jobs) {
  std::map<int, std::string> results;
  annotated::scope scope;
  for (const Job &job : jobs) {
    std::string &slot = results[job.id];
    scope.spawn([&slot, id = job.id] { slot = std::to_string(id); });
  }
  co_await scope.join();
  for (auto &[id, text] : results)
    print(text);
}

annotated::task<void> good_slots_of_an_outer_array(int n) {
  std::array<int, 8> slots{};
  annotated::scope scope;
  for (int i = 0; i < n; ++i) {
    int *slot = &slots[static_cast<std::size_t>(i) % 8];
    scope.spawn([slot, i] { *slot = i; });
  }
  co_await scope.join();
}

annotated::task<void> good_heap_objects_of_an_outer_list(int n) {
  std::list<std::unique_ptr<Job>> jobs;
  annotated::scope scope;
  for (int i = 0; i < n; ++i) {
    auto job = std::make_unique<Job>(load(i));
    scope.spawn([raw = job.get()] { print(raw->name); });
    jobs.push_back(std::move(job));
  }
  co_await scope.join();
}

annotated::task<void> good_owner_moved_into_the_work(int n) {
  annotated::scope scope;
  for (int i = 0; i < n; ++i) {
    auto job = std::make_unique<Job>(load(i));
    auto *raw = job.get();
    scope.spawn([raw, job = std::move(job)] { print(raw->name); });
  }
  co_await scope.join();
}

// Spawned before the local is there.
annotated::task<void> good_local_declared_after_the_spawn(int id) {
  annotated::scope scope;
  scope.spawn([id] { annotated::keep(&id); });
  {
    std::string name = load(id).name;
    print(name);
  }
  co_await scope.join();
}

annotated::task<void> good_literals_and_constants(bool wanted) {
  annotated::scope scope;
  if (wanted) {
    constexpr int limit = 3;
    static const char *const names[] = {"a", "b"};
    std::string_view title = "literal";
    scope.spawn([title] {
      for (int i = 0; i < limit; ++i)
        print(names[i % 2]);
      print(title);
    });
  }
  co_await scope.join();
}

annotated::task<void> good_scope_joined_by_its_owner(std::vector<Job> jobs) {
  struct Group {
    annotated::scope scope;
    std::string prefix;
  };
  Group group{{}, "job "};
  for (const Job &job : jobs)
    group.scope.spawn([&prefix = group.prefix, &job] { print(prefix + job.name); });
  co_await group.scope.join();
}

annotated::task<void> good_last_iteration_joins(std::vector<Job> jobs) {
  annotated::scope scope;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    std::string title = jobs[i].name + "!";
    scope.spawn([&title] { print(title); });
    print("spawned");
    co_await scope.join();
  }
}

// ---- Not kept ----

class COROLINT_MUST_JOIN visitors {
public:
  void visit(const std::function<mini::task<void>()> &work COROLINT_NOESCAPE);
  void keep(const std::function<mini::task<void>()> &work);
  COROLINT_JOINS mini::task<void> join();
};

mini::task<void> good_callable_that_does_not_escape() {
  visitors all;
  std::string text = "seen at once";
  all.visit([&text]() -> mini::task<void> {
    co_await mini::tick();
    print(text);
  });
  co_await all.join();
}

mini::task<void> bad_callable_that_is_kept() {
  visitors all; // note: 'all', which waits for it, is declared here and lives longer
  {
    std::string text = "kept"; // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    all.keep([&text]() -> mini::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      print(text);
    });
  } // note: it is destroyed here
  co_await all.join();
}
