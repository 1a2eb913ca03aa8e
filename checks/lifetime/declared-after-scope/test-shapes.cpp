// flags: -std=c++20 -pthread
// Scopes that are joined, and scopes that join by themselves, and what dies
// before them.
#include "annotated.h"
#include "mini.h"
#include <array>
#include <future>
#include <list>
#include <map>
#include <thread>

struct record {
  int id;
  std::string text;
};

void use(int);
void use(const record &);
void use(std::string_view);
bool ready();
record make_record();
std::vector<record> load();
std::map<int, record> load_map();
std::pair<record, record> make_pair_of_records();
annotated::task<void> consume(const record &r);
annotated::task<void> consume_view(std::string_view text);
annotated::task<void> consume_copy(record r);

// --- What dies ------------------------------------------------------------------

mini::task<void> bad_inner_block() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  {
    record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    s.spawn([&r]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(r);
    });
  } // note: it is destroyed here
  co_await s.join();
}

mini::task<void> bad_reports_once_for_each_local() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer // note: 's', which waits for it, is declared here and lives longer
  {
    record a = make_record(); // warn: 'a' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    record b = make_record(); // warn: 'b' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    s.spawn([&]() -> annotated::task<void> { // note: the work gets its reference here // note: the work gets its reference here // note: the work is started here // note: the work is started here
      co_await mini::tick();
      use(a);
      use(b);
    });
    s.spawn([&a]() -> annotated::task<void> {
      co_await mini::tick();
      use(a);
    });
  } // note: it is destroyed here // note: it is destroyed here
  co_await s.join();
}

mini::task<void> bad_task_with_a_reference() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  for (int i = 0; i < 3; ++i) {
    record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    s.spawn(consume(r)); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  co_await s.join();
}

mini::task<void> bad_task_with_a_view() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  if (ready()) {
    std::string text = std::to_string(1); // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    s.spawn(consume_view(text)); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  co_await s.join();
}

mini::task<void> bad_loop_counter(int n) {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  for (int i = 0; i < n; ++i) // warn: 'i' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before // note: it is destroyed here
    s.spawn([&i]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(i);
    });
  co_await s.join();
}

mini::task<void> bad_while_variable() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  while (bool more = ready()) // warn: 'more' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before // note: it is destroyed here
    s.spawn([&more]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(more);
    });
  co_await s.join();
}

mini::task<void> bad_if_variable() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  if (record r = make_record(); r.id) // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before // note: it is destroyed here
    s.spawn([&r]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(r);
    });
  co_await s.join();
}

mini::task<void> bad_structured_binding() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  {
    auto [first, second] = make_pair_of_records(); // warn: '[first, second]' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    s.spawn([&f = first]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(f);
    });
  } // note: it is destroyed here
  co_await s.join();
}

mini::task<void> bad_structured_binding_of_a_loop() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  for (auto [id, r] : load_map()) // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before // note: it is destroyed here
    s.spawn([&r]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(r);
    });
  co_await s.join();
}

mini::task<void> bad_range_temporary() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  for (auto &r : load()) // warn: the range of this loop is destroyed before the work that refers to it is joined // note: keep the range in a variable that is declared before the scope, give the work a copy, or join it before // note: the range is destroyed here
    s.spawn([&r]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(r);
    });
  co_await s.join();
}

mini::task<void> bad_range_of_a_local() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  {
    std::vector<record> all = load(); // warn: 'all' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    for (auto &r : all)
      s.spawn([&r]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
        co_await mini::tick();
        use(r);
      });
  } // note: it is destroyed here
  co_await s.join();
}

mini::task<void> bad_alias_of_a_local() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  {
    record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    const record &same = r;
    s.spawn([&same]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(same);
    });
  } // note: it is destroyed here
  co_await s.join();
}

mini::task<void> bad_pointer_to_a_local() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  {
    record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    record *p = &r;
    s.spawn([p]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(*p);
    });
  } // note: it is destroyed here
  co_await s.join();
}

mini::task<void> bad_owned_by_a_local() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  {
    auto owned = std::make_unique<record>(); // warn: 'owned' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    s.spawn([&r = *owned]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(r);
    });
  } // note: it is destroyed here
  co_await s.join();
}

mini::task<void> bad_kept_temporary() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  {
    const record &r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    s.spawn([&r]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(r);
    });
  } // note: it is destroyed here
  co_await s.join();
}

mini::task<void> bad_exception_by_value() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  try {
    use(1);
  } catch (std::exception e) { // warn: the exception 'e' is destroyed before the work that refers to it is joined // note: give the work a copy // note: the exception is destroyed here
    s.spawn([&e]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(e.what());
    });
  }
  co_await s.join();
}

mini::task<void> bad_exception_by_reference() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  try {
    use(1);
  } catch (const std::exception &e) { // warn: the exception 'e' is destroyed before the work that refers to it is joined // note: give the work a copy // note: the exception is destroyed here
    s.spawn([&e]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(e.what());
    });
  }
  co_await s.join();
}

mini::task<void> bad_joined_on_one_path_of_the_block(bool wait) {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  {
    record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    s.spawn([&r]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(r);
    });
    if (wait)
      co_await s.join();
  } // note: it is destroyed here
  co_await s.join();
}

mini::task<void> bad_join_is_not_awaited() {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  {
    record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    s.spawn([&r]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(r);
    });
    s.join();
  } // note: it is destroyed here
  co_await s.join();
}

template <class T> mini::task<void> bad_in_a_template(std::vector<T> all) {
  annotated::scope s; // note: 's', which waits for it, is declared here and lives longer
  for (T each : all) // warn: 'each' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before // note: it is destroyed here
    s.spawn([&each]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
      co_await mini::tick();
      use(each);
    });
  co_await s.join();
}
template mini::task<void> bad_in_a_template(std::vector<int>);
template mini::task<void> bad_in_a_template(std::vector<record>);

// --- Which scope ----------------------------------------------------------------

mini::task<void> bad_scope_by_reference(annotated::scope &s) {
  record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
  s.spawn([&r]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
    co_await mini::tick();
    use(r);
  });
  co_await mini::tick();
} // note: it is destroyed here

mini::task<void> bad_parameter_and_scope_by_reference(annotated::scope &s,
                                                      record r) { // warn: 'r' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
  s.spawn([&r]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
    co_await mini::tick();
    use(r);
  });
  co_await mini::tick();
} // note: the parameter is destroyed here

class bad_member_scope {
public:
  mini::task<void> serve() {
    for (;;) {
      record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
      s_.spawn([&r]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
        co_await mini::tick();
        use(r);
      });
      co_await mini::tick();
    } // note: it is destroyed here
  }
  mini::task<void> stop() { co_await s_.join(); }

private:
  annotated::scope s_;
};

mini::task<void> bad_scope_behind_a_pointer(annotated::scope *s) {
  record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
  s->spawn([&r]() -> annotated::task<void> { // note: the work gets its reference here // note: the work is started here
    co_await mini::tick();
    use(r);
  });
  co_await mini::tick();
} // note: it is destroyed here

void bad_joining_thread_assigned() {
  std::jthread worker; // note: 'worker', which waits for it, is declared here and lives longer
  record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  worker = std::jthread([&r] { use(r); }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

void bad_joining_threads() {
  std::vector<std::jthread> threads; // note: 'threads', which waits for it, is declared here and lives longer
  for (int i = 0; i < 3; ++i) {
    record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    threads.emplace_back([&r] { use(r); }); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
}

void bad_joining_threads_pushed() {
  std::vector<std::jthread> threads; // note: 'threads', which waits for it, is declared here and lives longer
  record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  threads.push_back(std::jthread([&r] { use(r); })); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

void bad_joining_thread_in_an_optional() {
  std::optional<std::jthread> worker; // note: 'worker', which waits for it, is declared here and lives longer
  record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  worker.emplace([&r] { use(r); }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

void bad_loop_counter_of_threads() {
  std::vector<std::jthread> threads; // note: 'threads', which waits for it, is declared here and lives longer
  for (int i = 0; i < 3; ++i) // warn: 'i' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before // note: it is destroyed here
    threads.emplace_back([&i] { use(i); }); // note: the work gets its reference here // note: the work is started here
}

void bad_futures() {
  std::vector<std::future<void>> all; // note: 'all', which waits for it, is declared here and lives longer
  for (int i = 0; i < 3; ++i) {
    record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    all.push_back(std::async(std::launch::async, [&r] { use(r); })); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
}

class pool {
public:
  template <class F> void submit(F f) {
    threads_.emplace_back(std::move(f));
  }
  ~pool() {
    for (auto &t : threads_)
      t.join();
  }

private:
  std::vector<std::thread> threads_;
};

void bad_pool_of_ones_own() {
  pool p; // note: 'p', which waits for it, is declared here and lives longer
  record r = make_record(); // warn: 'r' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  p.submit([&r] { use(r); }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

class bad_member_threads {
public:
  void start(record r) { // warn: 'r' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
    threads_.emplace_back([&r] { use(r); }); // note: the work gets its reference here // note: the work is started here
  } // note: the parameter is destroyed here

private:
  std::vector<std::jthread> threads_;
};

// --- Silent ---------------------------------------------------------------------

namespace good_scopes {
mini::task<void> declared_first() {
  record r = make_record();
  annotated::scope s;
  s.spawn([&r]() -> annotated::task<void> {
    co_await mini::tick();
    use(r);
  });
  co_await s.join();
}
mini::task<void> joined_in_the_block() {
  annotated::scope s;
  for (int i = 0; i < 3; ++i) {
    record r = make_record();
    s.spawn([&r]() -> annotated::task<void> {
      co_await mini::tick();
      use(r);
    });
    co_await s.join();
  }
}
mini::task<void> joined_on_both_paths(bool fast) {
  annotated::scope s;
  {
    record r = make_record();
    s.spawn([&r]() -> annotated::task<void> {
      co_await mini::tick();
      use(r);
    });
    if (fast)
      co_await s.join();
    else
      co_await s.join();
  }
}
mini::task<void> spawned_and_joined_under_one_condition(bool start) {
  annotated::scope s;
  {
    record r = make_record();
    if (start)
      s.spawn([&r]() -> annotated::task<void> {
        co_await mini::tick();
        use(r);
      });
    co_await mini::tick();
    if (start)
      co_await s.join();
  }
}
mini::task<void> by_value() {
  annotated::scope s;
  {
    record r = make_record();
    s.spawn([r]() -> annotated::task<void> {
      co_await mini::tick();
      use(r);
    });
    s.spawn(consume_copy(r));
    s.spawn(consume_copy(std::move(r)));
  }
  co_await s.join();
}
mini::task<void> shared_owner() {
  annotated::scope s;
  {
    auto r = std::make_shared<record>();
    s.spawn([r]() -> annotated::task<void> {
      co_await mini::tick();
      use(*r);
    });
  }
  co_await s.join();
}
mini::task<void> element_of_what_lives_longer(std::vector<record> all) {
  annotated::scope s;
  for (record &r : all)
    s.spawn([&r]() -> annotated::task<void> {
      co_await mini::tick();
      use(r);
    });
  co_await s.join();
}
mini::task<void> element_by_reference_parameter(std::vector<record> &all,
                                                annotated::scope &s) {
  for (record &r : all)
    s.spawn([&r]() -> annotated::task<void> {
      co_await mini::tick();
      use(r);
    });
  co_await mini::tick();
}
mini::task<void> scope_by_reference_joined(annotated::scope &s) {
  record r = make_record();
  s.spawn([&r]() -> annotated::task<void> {
    co_await mini::tick();
    use(r);
  });
  co_await s.join();
}
mini::task<void> finish(annotated::scope &s);
mini::task<void> joined_by_a_function() {
  annotated::scope s;
  {
    record r = make_record();
    s.spawn([&r]() -> annotated::task<void> {
      co_await mini::tick();
      use(r);
    });
    co_await finish(s);
  }
}
mini::task<void> scope_itself_is_captured() {
  annotated::scope s;
  s.spawn([&s]() -> annotated::task<void> {
    co_await mini::tick();
    s.spawn([]() -> annotated::task<void> { co_return; });
  });
  co_await s.join();
}
class member_scope {
public:
  mini::task<void> run() {
    record r = make_record();
    s_.spawn([&r]() -> annotated::task<void> {
      co_await mini::tick();
      use(r);
    });
    co_await s_.join();
  }
  mini::task<void> start(record r) {
    s_.spawn([r, this]() -> annotated::task<void> {
      co_await mini::tick();
      use(r);
    });
    co_await mini::tick();
  }
  mini::task<void> stop() { co_await s_.join(); }

private:
  annotated::scope s_;
};
mini::task<void> static_local() {
  annotated::scope s;
  {
    static record r;
    s.spawn([]() -> annotated::task<void> {
      co_await mini::tick();
      use(r);
    });
  }
  co_await s.join();
}
} // namespace good_scopes

namespace good_threads {
void declared_before_the_thread() {
  record r = make_record();
  std::jthread worker([&r] { use(r); });
}
void declared_before_the_threads() {
  std::vector<record> all = load();
  std::vector<std::jthread> threads;
  for (auto &r : all)
    threads.emplace_back([&r] { use(r); });
}
void joined_before_the_end() {
  std::jthread worker;
  record r = make_record();
  worker = std::jthread([&r] { use(r); });
  worker.join();
}
void all_joined_before_the_end() {
  std::vector<std::jthread> threads;
  record r = make_record();
  threads.emplace_back([&r] { use(r); });
  for (auto &t : threads)
    t.join();
}
void cleared_before_the_end() {
  std::vector<std::jthread> threads;
  record r = make_record();
  threads.emplace_back([&r] { use(r); });
  threads.clear();
}
void reset_before_the_end() {
  std::optional<std::jthread> worker;
  record r = make_record();
  worker.emplace([&r] { use(r); });
  worker.reset();
}
void argument_by_value() {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([](int n) { use(n); }, i);
}
void futures_are_read() {
  std::vector<std::future<void>> all;
  std::vector<record> records = load();
  for (auto &r : records)
    all.push_back(std::async(std::launch::async, [&r] { use(r); }));
  for (auto &f : all)
    f.get();
}
void pool_after() {
  record r = make_record();
  pool p;
  p.submit([&r] { use(r); });
}
void inner_threads() {
  for (int i = 0; i < 3; ++i) {
    record r = make_record();
    std::vector<std::jthread> threads;
    threads.emplace_back([&r] { use(r); });
  }
}
} // namespace good_threads

namespace bad_lost_scope {
// The scope alone is reported.
mini::task<void> never_joined() {
  annotated::scope s; // warn[unjoined-scope]: 's' is destroyed without having been joined, while its work is under way
  record r = make_record();
  s.spawn([&r]() -> annotated::task<void> { // note: work is started in it here
    co_await mini::tick();
    use(r);
  });
  co_await mini::tick();
} // note: it is destroyed here
} // namespace bad_lost_scope
