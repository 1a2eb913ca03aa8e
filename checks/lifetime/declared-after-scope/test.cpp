// flags: -std=c++20 -pthread
// Locals that work in a scope refers to, and which of the two ends first.
#include "annotated.h"
#include "mini.h"
#include <array>
#include <map>
#include <memory>
#include <thread>

struct Job {
  int id = 0;
  std::string name;
};
std::vector<Job> load_jobs();
Job load_job(int id);
bool urgent();
void print(std::string_view text);
annotated::task<void> add(annotated::counter &into, int n) {
  co_await mini::tick();
  into.add(n);
}
annotated::task<void> show(std::string_view text) {
  co_await mini::tick();
  print(text);
}

// ---- The local belongs to an inner block ----

annotated::task<void> bad_local_of_an_inner_block() {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  {
    annotated::counter page; // warn: 'page' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    workers.spawn([&page]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      page.add(1);
    });
  } // note: it is destroyed here
  co_await workers.join();
}

annotated::task<void> bad_local_of_a_branch(bool wanted) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  if (wanted) {
    std::string name = "branch"; // warn: 'name' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    workers.spawn([&name] { print(name); }); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  co_await workers.join();
}

annotated::task<void> bad_local_of_an_iteration(std::vector<Job> jobs) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  for (const Job &job : jobs) {
    int twice = job.id * 2; // warn: 'twice' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    workers.spawn([&twice]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      annotated::keep(&twice);
    });
  } // note: it is destroyed here
  co_await workers.join();
}

annotated::task<void> bad_copy_of_the_element(std::vector<Job> jobs) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  for (Job job : jobs) // warn: 'job' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before // note: it is destroyed here
    workers.spawn([&job] { print(job.name); }); // note: the work gets its reference here // note: the work is started here
  co_await workers.join();
}

annotated::task<void> bad_loop_counter(int n) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  for (int i = 0; i < n; ++i) // warn: 'i' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before // note: it is destroyed here
    workers.spawn([&i] { annotated::keep(&i); }); // note: the work gets its reference here // note: the work is started here
  co_await workers.join();
}

annotated::task<void> bad_bindings_of_copies(std::map<int, std::string> names) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  for (auto [id, name] : names) // warn: '[id, name]' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before // note: it is destroyed here
    workers.spawn([&name = name] { print(name); }); // note: the work gets its reference here // note: the work is started here
  co_await workers.join();
}

annotated::task<void> bad_variable_of_an_if(int id) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  if (Job job = load_job(id); job.id > 0) // warn: 'job' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before // note: it is destroyed here
    workers.spawn([&job] { print(job.name); }); // note: the work gets its reference here // note: the work is started here
  co_await workers.join();
}

annotated::task<void> bad_variable_of_a_while() {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  while (auto job = urgent() ? std::make_unique<Job>() : nullptr) // warn: 'job' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before // note: it is destroyed here
    workers.spawn([&job] { print(job->name); }); // note: the work gets its reference here // note: the work is started here
  co_await workers.join();
}

annotated::task<void> bad_local_of_a_switch(int kind) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  switch (kind) {
  case 1: {
    std::string name = "one"; // warn: 'name' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    workers.spawn([&name] { print(name); }); // note: the work gets its reference here // note: the work is started here
    break; // note: it is destroyed here
  }
  default:
    workers.spawn([] { print("other"); });
  }
  co_await workers.join();
}

annotated::task<void> bad_local_of_a_try_block(int id) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  try {
    Job job = load_job(id); // warn: 'job' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    workers.spawn([&job]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      print(job.name);
    });
  } catch (const std::exception &) { // note: it is destroyed here
    print("failed");
  }
  co_await workers.join();
}

annotated::task<void> bad_default_capture(bool limited) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  if (limited) {
    annotated::counter limit; // warn: 'limit' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    workers.spawn([&]() -> annotated::task<void> { co_await add(limit, 1); }); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  co_await workers.join();
}

annotated::task<void> bad_range_of_the_loop() {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  for (const Job &job : load_jobs()) // warn: the range of this loop is destroyed before the work that refers to it is joined // note: keep the range in a variable that is declared before the scope, give the work a copy, or join it before // note: the range is destroyed here
    workers.spawn([&job] { print(job.name); }); // note: the work gets its reference here // note: the work is started here
  co_await workers.join();
}

// ---- What stands for the local ----

annotated::task<void> bad_pointer(bool wanted) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  if (wanted) {
    Job job = load_job(1); // warn: 'job' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    Job *p = &job;
    workers.spawn([p]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      print(p->name);
    });
  } // note: it is destroyed here
  co_await workers.join();
}

annotated::task<void> bad_view(std::vector<Job> jobs) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  for (const Job &job : jobs) {
    std::string title = "job " + job.name; // warn: 'title' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    std::string_view shown = title;
    workers.spawn([shown] { print(shown); }); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  co_await workers.join();
}

// The alias is innermost, but the object behind it is what dies.
annotated::task<void> bad_alias(int id) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  if (id > 0) {
    Job job = load_job(id); // warn: 'job' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    const auto &name = job.name;
    workers.spawn([&name] { print(name); }); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  co_await workers.join();
}

annotated::task<void> bad_own_local_beside_an_outer_object(std::vector<Job> jobs) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  for (Job &job : jobs) {
    auto weight = job.id * 3; // warn: 'weight' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    auto &shown = job.name;
    workers.spawn([&weight, &shown] { // note: the work gets its reference here // note: the work is started here
      annotated::keep(&weight);
      print(shown);
    });
  } // note: it is destroyed here
  co_await workers.join();
}

annotated::task<void> bad_task_with_a_reference() {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  {
    annotated::counter page; // warn: 'page' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    workers.spawn(add(page, 1)); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  co_await workers.join();
}

annotated::task<void> bad_named_closure() {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  {
    annotated::counter page; // warn: 'page' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    auto work = [&page]() -> annotated::task<void> { // note: the work gets its reference here
      co_await mini::tick();
      page.add(1);
    };
    workers.spawn(work); // note: the work is started here
  } // note: it is destroyed here
  co_await workers.join();
}

// ---- The join comes too late, or joins something else ----

annotated::task<void> bad_other_scope_is_joined() {
  annotated::scope readers;
  annotated::scope writers; // note: 'writers', which waits for it, is declared here and lives longer
  {
    annotated::counter page; // warn: 'page' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    writers.spawn([&page] { page.add(1); }); // note: the work gets its reference here // note: the work is started here
    co_await readers.join();
  } // note: it is destroyed here
  co_await writers.join();
}

annotated::task<void> bad_spawned_again_after_the_join() {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  {
    annotated::counter page; // warn: 'page' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    workers.spawn([] { print("first"); });
    co_await workers.join();
    workers.spawn([&page] { page.add(1); }); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  co_await workers.join();
}

annotated::task<void> bad_join_skipped_by_continue(std::vector<Job> jobs) {
  annotated::scope workers; // note: 'workers', which waits for it, is declared here and lives longer
  for (const Job &job : jobs) {
    std::string title = job.name + "!"; // warn: 'title' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    workers.spawn([&title] { print(title); }); // note: the work gets its reference here // note: the work is started here
    if (job.id == 0)
      continue; // note: it is destroyed here
    co_await workers.join();
  }
  co_await workers.join();
}

namespace bad_member_scope {
class Pool {
public:
  void start(int n) {
    annotated::counter total; // warn: 'total' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
    workers_.spawn([&total, n]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      total.add(n);
    });
  } // note: it is destroyed here
  annotated::task<void> stop() { co_await workers_.join(); }

private:
  annotated::scope workers_;
};
} // namespace bad_member_scope

void bad_scope_by_reference(annotated::scope &workers, int n) {
  annotated::counter total; // warn: 'total' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
  workers.spawn([&total, n] { total.add(n); }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

void bad_parameter_by_value(annotated::scope &workers, std::string name) { // warn: 'name' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
  workers.spawn([&name] { print(name); }); // note: the work gets its reference here // note: the work is started here
} // note: the parameter is destroyed here

// ---- Scopes whose destructors join ----

void bad_declared_after_a_joining_thread() {
  std::jthread worker; // note: 'worker', which waits for it, is declared here and lives longer
  std::string name = "after"; // warn: 'name' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  worker = std::jthread([&name] { print(name); }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

void bad_declared_after_the_threads(int n) {
  std::vector<std::jthread> workers; // note: 'workers', which waits for it, is declared here and lives longer
  std::array<int, 8> slots{}; // warn: 'slots' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  for (int i = 0; i < n; ++i)
    workers.emplace_back([&slots, i] { slots[static_cast<std::size_t>(i)] = i; }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

void bad_iteration_shorter_than_the_threads(const std::vector<Job> &jobs) {
  std::vector<std::jthread> workers; // note: 'workers', which waits for it, is declared here and lives longer
  for (const Job &job : jobs) {
    std::string title = job.name + "?"; // warn: 'title' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    workers.push_back(std::jthread([&title] { print(title); })); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
}

// ---- Correct: the local lives longer ----

annotated::task<int> good_declared_first() {
  annotated::counter page;
  annotated::scope workers;
  workers.spawn([&page]() -> annotated::task<void> {
    co_await mini::tick();
    page.add(1);
  });
  co_await workers.join();
  co_return page.get();
}

annotated::task<int> good_declared_after_but_joined() {
  annotated::scope workers;
  annotated::counter page;
  workers.spawn([&page]() -> annotated::task<void> {
    co_await mini::tick();
    page.add(1);
  });
  co_await workers.join();
  co_return page.get();
}

annotated::task<void> good_joined_on_every_path(bool wanted) {
  annotated::scope workers;
  annotated::counter page;
  workers.spawn([&page] { page.add(1); });
  if (wanted) {
    co_await workers.join();
    co_return;
  }
  co_await mini::tick();
  co_await workers.join();
}

annotated::task<void> good_joined_in_the_inner_block() {
  annotated::scope workers;
  {
    annotated::counter page;
    workers.spawn([&page] { page.add(1); });
    co_await workers.join();
  }
  workers.spawn([] { print("next"); });
  co_await workers.join();
}

annotated::task<void> good_joined_in_every_iteration(std::vector<Job> jobs) {
  annotated::scope workers;
  for (const Job &job : jobs) {
    std::string title = job.name + "!";
    workers.spawn([&title] { print(title); });
    co_await workers.join();
  }
}

annotated::task<void> good_scope_of_the_iteration(std::vector<Job> jobs) {
  for (const Job &job : jobs) {
    annotated::scope workers;
    int twice = job.id * 2;
    workers.spawn([&twice] { annotated::keep(&twice); });
    co_await workers.join();
  }
}

annotated::task<void> good_elements_of_a_parameter(std::vector<Job> jobs) {
  annotated::scope workers;
  for (Job &job : jobs)
    workers.spawn([&job]() -> annotated::task<void> {
      co_await mini::tick();
      job.name.clear();
    });
  co_await workers.join();
}

annotated::task<void> good_bindings_of_references(std::map<int, std::string> names) {
  annotated::scope workers;
  for (auto &[id, name] : names)
    workers.spawn([&name = name] { print(name); });
  co_await workers.join();
}

annotated::task<void> good_alias_of_an_outer_object(std::vector<Job> jobs) {
  annotated::scope workers;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    auto &job = jobs[i];
    const Job *p = &job;
    workers.spawn([&job, p] { print(p->name + job.name); });
  }
  co_await workers.join();
}

// ---- Correct: the work has its own ----

annotated::task<void> good_by_value(std::vector<Job> jobs) {
  annotated::scope workers;
  for (const Job &job : jobs) {
    int twice = job.id * 2;
    std::string title = job.name + "!";
    workers.spawn([twice, title = std::move(title)]() -> annotated::task<void> {
      co_await mini::tick();
      annotated::keep(&twice);
      print(title);
    });
  }
  co_await workers.join();
}

annotated::task<void> good_shared_owner(bool wanted) {
  annotated::scope workers;
  if (wanted) {
    auto job = std::make_shared<Job>();
    workers.spawn([job] { print(job->name); });
  }
  co_await workers.join();
}

annotated::task<void> good_static(bool wanted) {
  annotated::scope workers;
  if (wanted) {
    static annotated::counter runs;
    workers.spawn([] { runs.add(1); });
  }
  co_await workers.join();
}

annotated::task<void> good_reference_to_a_lasting_object(annotated::counter &total, bool wanted) {
  annotated::scope workers;
  if (wanted) {
    auto &sum = total;
    auto *p = &total;
    workers.spawn([&sum, p] {
      sum.add(1);
      p->add(1);
    });
  }
  co_await workers.join();
}

annotated::task<int> good_local_that_no_work_knows(std::vector<Job> jobs) {
  annotated::scope workers;
  int spawned = 0;
  for (const Job &job : jobs) {
    std::string title = job.name;
    if (title.empty())
      continue;
    workers.spawn([id = job.id] { annotated::keep(&id); });
    ++spawned;
  }
  co_await workers.join();
  co_return spawned;
}

annotated::task<void> good_task_with_a_literal(bool wanted) {
  annotated::scope workers;
  if (wanted) {
    const char *text = "literal";
    workers.spawn(show(text));
  }
  co_await workers.join();
}

void good_scope_by_reference(annotated::scope &workers, annotated::counter &total, int n) {
  workers.spawn([&total, n] { total.add(n); });
}

// ---- Correct: threads that are joined in time ----

void good_declared_before_the_thread() {
  std::string name = "before";
  std::jthread worker([&name] { print(name); });
}

void good_declared_before_the_threads(int n) {
  std::array<int, 8> slots{};
  std::vector<std::jthread> workers;
  for (int i = 0; i < n; ++i)
    workers.emplace_back([&slots, i] { slots[static_cast<std::size_t>(i)] = i; });
}

void good_thread_joined_by_hand() {
  std::jthread worker;
  std::string name = "after";
  worker = std::jthread([&name] { print(name); });
  worker.join();
}

void good_thread_of_the_inner_block(const std::vector<Job> &jobs) {
  for (const Job &job : jobs) {
    std::string title = job.name;
    std::jthread worker([&title] { print(title); });
  }
}
