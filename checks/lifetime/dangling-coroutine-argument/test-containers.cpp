// Tasks in containers and owners, and the order in which they and what they refer to end.
#include "mini.h"
#include <array>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <tuple>
#include <unordered_map>
#include <variant>

struct Entry {
  int id = 0;
  std::string name;
};
std::string name_of(int id);
std::vector<Entry> load();
bool urgent();
void count(std::size_t n);
mini::task<void> run_all(std::vector<mini::task<void>> work);
mini::task<void> show(const std::string &text) {
  co_await mini::tick();
  count(text.size()); // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
}
mini::task<void> touch(Entry *entry) {
  co_await mini::tick();
  ++entry->id; // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
}

// ---- The container outlives the argument ----

mini::task<void> bad_list(std::vector<int> ids) {
  std::list<mini::task<void>> work;
  for (int id : ids)
    work.push_back(show(name_of(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  for (auto &w : work) // note: the task is used here, when the temporary is gone
    co_await std::move(w);
}

mini::task<void> bad_map(std::vector<int> ids) {
  std::map<int, mini::task<void>> work;
  for (int id : ids) {
    std::string name = name_of(id); // note: 'name' is destroyed at the end of its scope
    work.emplace(id, show(name)); // warn: the task refers to 'name', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  for (auto &[id, w] : work) // note: the task is used here, when 'name' is gone
    co_await std::move(w);
}

mini::task<void> bad_hash_map_try_emplace(int id) {
  std::unordered_map<int, mini::task<void>> work;
  work.try_emplace(id, show(name_of(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  for (auto &[key, w] : work) // note: the task is used here, when the temporary is gone
    co_await std::move(w);
}

mini::task<void> bad_array_of_tasks(int id) {
  std::array<mini::task<void>, 2> work{show(name_of(id)), // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
                                       show(name_of(-id))}; // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  for (auto &w : work) // note: the task is used here, when the temporary is gone // note: the task is used here, when the temporary is gone
    co_await std::move(w);
}

mini::task<void> bad_pair_of_tasks(int id) {
  std::pair work(show(name_of(id)), 3); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(work.first); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_shared_task(int id) {
  auto work = std::make_shared<mini::task<void>>(show(name_of(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(*work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_optional_of_a_task(int id) {
  std::optional work = show(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(*work); // note: the task is used here, when the temporary is gone
}

mini::task<void> bad_moved_on_into_a_vector(int id) {
  std::vector<mini::task<void>> all;
  {
    std::string name = name_of(id); // note: 'name' is destroyed at the end of its scope
    auto one = show(name); // warn: the task refers to 'name', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
    all.push_back(std::move(one));
  }
  co_await run_all(std::move(all)); // note: the task is used here, when 'name' is gone
}

mini::task<void> bad_loop_over_a_copy() {
  std::vector<mini::task<void>> work;
  for (auto entry : load()) // note: 'entry' is destroyed at the end of its scope
    work.push_back(touch(&entry)); // warn: the task refers to 'entry', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await run_all(std::move(work)); // note: the task is used here, when 'entry' is gone
}

mini::task<void> bad_loop_over_a_temporary_range() {
  std::vector<mini::task<void>> work;
  for (auto &entry : load()) // note: '__range1' is destroyed at the end of its scope
    work.push_back(touch(&entry)); // warn: the task refers to '__range1', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await run_all(std::move(work)); // note: the task is used here, when '__range1' is gone
}

mini::task<void> bad_binding_of_a_copy(std::map<int, std::string> names) {
  std::vector<mini::task<void>> work;
  for (auto [id, name] : names) // note: '[id, name]' is destroyed at the end of its scope
    work.push_back(show(name)); // warn: the task refers to '[id, name]', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await run_all(std::move(work)); // note: the task is used here, when '[id, name]' is gone
}

mini::task<void> bad_inner_container(bool wanted) {
  std::vector<mini::task<void>> work;
  if (wanted) {
    auto entries = load(); // note: 'entries' is destroyed at the end of its scope
    for (auto &entry : entries)
      work.push_back(touch(&entry)); // warn: the task refers to 'entries', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  co_await run_all(std::move(work)); // note: the task is used here, when 'entries' is gone
}

namespace bad_member_container {
class Batch {
public:
  void add(int id) {
    std::string name = name_of(id); // note: 'name' is destroyed at the end of its scope
    work_.push_back(show(name)); // warn: the task refers to 'name', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  void add_parameter(std::string name) { // note: 'name' is destroyed at the end of its scope
    work_.push_back(show(name)); // warn: the task refers to 'name', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  mini::task<void> run() { return run_all(std::move(work_)); }

private:
  std::vector<mini::task<void>> work_;
};
} // namespace bad_member_container

void bad_container_of_the_caller(std::vector<mini::task<void>> &work, int id) {
  Entry entry{id, "caller"}; // note: 'entry' is destroyed at the end of its scope
  work.push_back(touch(&entry)); // warn: the task refers to 'entry', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

std::vector<mini::task<void>> bad_returned_container(std::vector<int> ids) {
  std::vector<mini::task<void>> work;
  for (int id : ids)
    work.push_back(show(name_of(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  return work; // note: the task is used here, when the temporary is gone
}

namespace bad_global_task {
std::optional<mini::task<void>> pending;
void start(std::string name) { // note: 'name' is destroyed at the end of its scope
  pending = show(name); // warn: the task refers to 'name', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}
} // namespace bad_global_task

mini::task<void> bad_aggregate(int id) {
  struct Job {
    int priority;
    mini::task<void> work;
  };
  std::vector<Job> jobs;
  jobs.push_back({1, show(name_of(id))}); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  for (auto &job : jobs) // note: the task is used here, when the temporary is gone
    co_await std::move(job.work);
}

// ---- Correct ----

mini::task<void> good_elements_of_a_parameter(std::map<int, std::string> names) {
  std::vector<mini::task<void>> work;
  for (auto &[id, name] : names)
    work.push_back(show(name));
  co_await run_all(std::move(work));
}

mini::task<void> good_named_range() {
  auto entries = load();
  std::vector<mini::task<void>> work;
  for (auto &entry : entries)
    work.push_back(touch(&entry));
  co_await run_all(std::move(work));
}

mini::task<void> good_strings_kept_beside_the_tasks(std::vector<int> ids) {
  std::list<std::string> names;
  std::vector<mini::task<void>> work;
  for (int id : ids)
    work.push_back(show(names.emplace_back(name_of(id))));
  co_await run_all(std::move(work));
}

// Declared after the tasks and destroyed before them, but by then all of them are done.
mini::task<void> good_awaited_before_both_end(std::vector<int> ids) {
  std::vector<mini::task<void>> work;
  std::list<std::string> names;
  for (int id : ids) {
    names.push_back(name_of(id));
    work.push_back(show(names.back()));
  }
  co_await run_all(std::move(work));
}

mini::task<void> good_task_container_of_the_iteration(std::vector<int> ids) {
  for (int id : ids) {
    std::string name = name_of(id);
    std::array<mini::task<void>, 2> work{show(name), show(name)};
    for (auto &w : work)
      co_await std::move(w);
  }
}

mini::task<void> good_moved_container_in_the_same_block(int id) {
  std::string name = name_of(id);
  std::vector<mini::task<void>> all;
  {
    auto one = show(name);
    all.push_back(std::move(one));
  }
  co_await run_all(std::move(all));
}

mini::task<void> good_reset_before_the_argument_ends(int id) {
  std::optional<mini::task<void>> work;
  {
    std::string name = name_of(id);
    work = show(name);
    if (urgent())
      co_await std::move(*work);
    work.reset();
  }
  co_await mini::tick();
}

mini::task<void> good_heap_entries(std::vector<int> ids) {
  std::vector<std::unique_ptr<Entry>> entries;
  std::vector<mini::task<void>> work;
  for (int id : ids) {
    auto entry = std::make_unique<Entry>();
    entry->id = id;
    work.push_back(touch(entry.get()));
    entries.push_back(std::move(entry));
  }
  co_await run_all(std::move(work));
}

namespace good_member_and_member {
class Batch {
public:
  void add(int id) {
    names_.push_back(name_of(id));
    work_.push_back(show(names_.back()));
  }
  mini::task<void> run() { return run_all(std::move(work_)); }

private:
  std::list<std::string> names_;
  std::vector<mini::task<void>> work_;
};
} // namespace good_member_and_member

void good_container_and_entry_of_the_caller(std::vector<mini::task<void>> &work, Entry &entry) {
  work.push_back(touch(&entry));
}

mini::task<void> own(std::string text) {
  co_await mini::tick();
  count(text.size());
}
std::vector<mini::task<void>> good_returned_container(std::vector<int> ids) {
  std::vector<mini::task<void>> work;
  for (int id : ids)
    work.push_back(own(name_of(id)));
  return work;
}

mini::task<void> good_break_after_the_await(std::vector<int> ids) {
  std::optional<mini::task<void>> last;
  for (int id : ids) {
    auto name = name_of(id);
    last = show(name);
    co_await std::move(*last);
    last.reset();
  }
}

mini::task<void> good_map_of_tasks_and_of_names(std::vector<int> ids) {
  std::map<int, std::string> names;
  std::map<int, mini::task<void>> work;
  for (int id : ids) {
    auto [at, is_new] = names.emplace(id, name_of(id));
    if (is_new)
      work.emplace(id, show(at->second));
  }
  for (auto &[id, w] : work)
    co_await std::move(w);
}

mini::task<void> good_struct_with_both(int id) {
  struct Job {
    std::string name;
    std::optional<mini::task<void>> work;
  };
  Job job{name_of(id), std::nullopt};
  job.work = show(job.name);
  co_await mini::tick();
  co_await std::move(*job.work);
}

mini::task<void> good_index_into_a_parameter(std::vector<Entry> entries) {
  std::vector<mini::task<void>> work;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto *entry = &entries[i];
    const std::string &name = entries[i].name;
    work.push_back(touch(entry));
    work.push_back(show(name));
  }
  co_await run_all(std::move(work));
}

mini::task<void> good_swapped_within_the_block(int id) {
  std::string first = name_of(id), second = name_of(id + 1);
  auto a = show(first);
  auto b = show(second);
  std::swap(a, b);
  co_await std::move(a);
  co_await std::move(b);
}
