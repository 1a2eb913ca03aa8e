// Loops: a loop over a container uses its iterator again after each suspension, unless it is left.
#include "mini.h"
#include <span>
#include <stdexcept>

struct Job {
  std::string name;
  bool due = false;
  int runs = 0;
  mini::task<bool> run() { co_return true; }
};
mini::task<void> send(std::string text) { co_return; }
mini::task<bool> wanted(int n) { co_return n > 0; }
void note(std::string_view text);
void note(int number);

struct bad_loops {
  void add(Job j) { jobs.push_back(std::move(j)); } // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here // note: 'add' may put elements into 'jobs' here

  mini::task<void> bad_range_for() {
    for (auto &job : jobs) // warn: the loop over 'jobs' goes on after a suspension during which others can change 'jobs' // note: loop over a copy, or hold an async lock that whoever changes 'jobs' takes, too // note: the next element is taken here
      co_await job.run(); // note: the coroutine may be suspended at this 'co_await'
  }

  mini::task<void> bad_await_in_a_condition() {
    for (auto &job : jobs) // warn: the loop over 'jobs' goes on after a suspension during which others can change 'jobs' // note: loop over a copy, or hold an async lock that whoever changes 'jobs' takes, too // note: the next element is taken here
      if (co_await job.run()) // note: the coroutine may be suspended at this 'co_await'
        break;
  }

  mini::task<void> bad_await_on_some_turns() {
    for (auto &job : jobs) { // warn: the loop over 'jobs' goes on after a suspension during which others can change 'jobs' // note: loop over a copy, or hold an async lock that whoever changes 'jobs' takes, too // note: the next element is taken here
      if (!job.due)
        continue;
      co_await job.run(); // note: the coroutine may be suspended at this 'co_await'
    }
  }

  mini::task<void> bad_continue_after_the_await() {
    for (auto &job : jobs) { // warn: the loop over 'jobs' goes on after a suspension during which others can change 'jobs' // note: loop over a copy, or hold an async lock that whoever changes 'jobs' takes, too // note: the next element is taken here
      if (co_await wanted(job.runs)) // note: the coroutine may be suspended at this 'co_await'
        continue;
      co_return;
    }
  }

  mini::task<void> bad_await_in_an_inner_loop() {
    for (auto &job : jobs) // warn: the loop over 'jobs' goes on after a suspension during which others can change 'jobs' // note: loop over a copy, or hold an async lock that whoever changes 'jobs' takes, too // note: the next element is taken here
      for (int i = 0; i < job.runs; ++i)
        co_await send(job.name); // note: the coroutine may be suspended at this 'co_await'
  }

  mini::task<void> bad_break_of_the_inner_loop() {
    for (auto &job : jobs) // warn: the loop over 'jobs' goes on after a suspension during which others can change 'jobs' // note: loop over a copy, or hold an async lock that whoever changes 'jobs' takes, too // note: the next element is taken here
      for (int i = 0; i < 3; ++i) {
        co_await send(job.name); // note: the coroutine may be suspended at this 'co_await'
        break;
      }
  }

  mini::task<void> bad_initialiser() {
    for (int n = 0; auto &job : jobs) // warn: the loop over 'jobs' goes on after a suspension during which others can change 'jobs' // note: loop over a copy, or hold an async lock that whoever changes 'jobs' takes, too // note: the next element is taken here
      co_await wanted(n += job.runs); // note: the coroutine may be suspended at this 'co_await'
  }

  mini::task<void> bad_iterator_loop() {
    for (auto it = jobs.begin(); it != jobs.end(); ++it) // warn: iterator 'it' into 'jobs' is used after a suspension during which others can change 'jobs' // note: look it up again after the suspension, or keep a copy // note: used here, after it
      co_await it->run(); // note: the coroutine may be suspended at this 'co_await'
  }

  mini::task<void> bad_reverse_iterator_loop() {
    for (auto it = jobs.rbegin(); it != jobs.rend(); ++it) // warn: iterator 'it' into 'jobs' is used after a suspension during which others can change 'jobs' // note: look it up again after the suspension, or keep a copy // note: used here, after it
      co_await it->run(); // note: the coroutine may be suspended at this 'co_await'
  }

  mini::task<void> bad_const_iterator_loop() {
    for (auto it = jobs.cbegin(); it != jobs.cend(); it++) // warn: iterator 'it' into 'jobs' is used after a suspension during which others can change 'jobs' // note: look it up again after the suspension, or keep a copy // note: used here, after it
      co_await send(it->name); // note: the coroutine may be suspended at this 'co_await'
  }

  mini::task<void> bad_while_loop() {
    auto it = jobs.begin(); // warn: iterator 'it' into 'jobs' is used after a suspension during which others can change 'jobs' // note: look it up again after the suspension, or keep a copy
    while (it != jobs.end()) {
      co_await it->run(); // note: the coroutine may be suspended at this 'co_await'
      ++it; // note: used here, after it
    }
  }

  mini::task<void> bad_do_loop() {
    auto it = std::begin(jobs); // warn: iterator 'it' into 'jobs' is used after a suspension during which others can change 'jobs' // note: look it up again after the suspension, or keep a copy
    do {
      co_await it->run(); // note: the coroutine may be suspended at this 'co_await'
    } while (++it != std::end(jobs)); // note: used here, after it
  }

  mini::task<void> bad_pointer_loop() {
    for (Job *job = jobs.data(); job != jobs.data() + jobs.size(); ++job) // warn: pointer 'job' into 'jobs' is used after a suspension during which others can change 'jobs' // note: look it up again after the suspension, or keep a copy // note: used here, after it
      co_await job->run(); // note: the coroutine may be suspended at this 'co_await'
  }

  mini::task<void> bad_span_loop() {
    for (auto &job : std::span(jobs)) // warn: the loop over 'jobs' goes on after a suspension during which others can change 'jobs' // note: loop over a copy, or hold an async lock that whoever changes 'jobs' takes, too // note: the next element is taken here
      co_await job.run(); // note: the coroutine may be suspended at this 'co_await'
  }

  mini::task<void> bad_await_in_the_increment() {
    for (auto it = jobs.begin(); it != jobs.end(); co_await wanted(it->runs), ++it) // warn: iterator 'it' into 'jobs' is used after a suspension during which others can change 'jobs' // note: look it up again after the suspension, or keep a copy // note: the coroutine may be suspended at this 'co_await' // note: used here, after it
      note(it->name);
  }

  mini::task<void> bad_goto() {
    auto it = jobs.begin(); // warn: iterator 'it' into 'jobs' is used after a suspension during which others can change 'jobs' // note: look it up again after the suspension, or keep a copy
  again:
    co_await it->run(); // note: the coroutine may be suspended at this 'co_await'
    if (++it != jobs.end()) // note: used here, after it
      goto again;
  }

  mini::task<void> bad_reference_of_each_turn() {
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      Job &job = jobs[i]; // warn: reference 'job' into 'jobs' is used after a suspension during which others can change 'jobs' // note: look it up again after the suspension, or keep a copy
      co_await wanted(1); // note: the coroutine may be suspended at this 'co_await'
      ++job.runs; // note: used here, after it
    }
  }

  mini::task<void> bad_await_in_a_try_block() {
    for (auto &job : jobs) { // warn: the loop over 'jobs' goes on after a suspension during which others can change 'jobs' // note: loop over a copy, or hold an async lock that whoever changes 'jobs' takes, too // note: the next element is taken here
      try {
        co_await job.run(); // note: the coroutine may be suspended at this 'co_await'
      } catch (const std::exception &) {
        ++job.runs;
      }
    }
  }

  mini::task<void> bad_await_in_a_switch() {
    for (auto &job : jobs) { // warn: the loop over 'jobs' goes on after a suspension during which others can change 'jobs' // note: loop over a copy, or hold an async lock that whoever changes 'jobs' takes, too // note: the next element is taken here
      switch (job.runs) {
      case 0:
        co_await job.run(); // note: the coroutine may be suspended at this 'co_await'
        break;
      default:
        ++job.runs;
      }
    }
  }

  mini::task<void> bad_outer_of_two() {
    for (auto &job : jobs) { // warn: the loop over 'jobs' goes on after a suspension during which others can change 'jobs' // note: loop over a copy, or hold an async lock that whoever changes 'jobs' takes, too // note: the next element is taken here
      std::vector<int> mine(3);
      for (int n : mine)
        co_await wanted(n + job.runs); // note: the coroutine may be suspended at this 'co_await'
    }
  }

  std::vector<Job> jobs;
};

struct good_loops {
  void add(Job j) { jobs.push_back(std::move(j)); }

  mini::task<void> good_left_by_break() {
    for (auto &job : jobs)
      if (job.due) {
        co_await job.run();
        break;
      }
  }

  mini::task<void> good_left_by_return() {
    for (auto &job : jobs) {
      if (!job.due)
        continue;
      co_await job.run();
      co_return;
    }
  }

  mini::task<bool> good_awaited_in_the_return() {
    for (auto &job : jobs)
      if (job.due)
        co_return co_await job.run();
    co_return false;
  }

  mini::task<void> good_left_by_throw() {
    for (auto &job : jobs) {
      if (job.due) {
        co_await send(job.name);
        throw std::runtime_error("due");
      }
    }
  }

  mini::task<void> good_await_outside() {
    co_await send("before");
    int due = 0;
    for (auto &job : jobs)
      due += job.due;
    co_await wanted(due);
  }

  mini::task<void> good_collected_first() {
    std::vector<std::string> due;
    for (auto &job : jobs)
      if (job.due)
        due.push_back(job.name);
    for (auto &name : due)
      co_await send(name);
  }

  mini::task<void> good_tasks_with_their_own_copies() {
    std::vector<mini::task<void>> sending;
    for (auto &job : jobs)
      sending.push_back(send(job.name));
    for (auto &s : sending)
      co_await std::move(s);
  }

  mini::task<void> good_index() {
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      auto name = jobs[i].name;
      co_await send(name);
      if (i < jobs.size())
        ++jobs[i].runs;
    }
  }

  mini::task<void> good_reference_of_each_turn() {
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      Job &job = jobs[i];
      ++job.runs;
      co_await send("turn");
    }
  }

  mini::task<void> good_search_then_await() {
    auto it = jobs.begin();
    while (it != jobs.end() && !it->due)
      ++it;
    if (it == jobs.end())
      co_return;
    auto name = it->name;
    co_await send(name);
  }

  mini::task<void> good_a_loop_of_another_lambda() {
    auto count = [this] {
      int n = 0;
      for (auto &job : jobs)
        n += job.runs;
      return n;
    };
    co_await wanted(count());
    note(count());
  }

  mini::task<void> good_drained() {
    while (!jobs.empty()) {
      Job job = std::move(jobs.back());
      jobs.pop_back();
      co_await job.run();
    }
  }

  mini::task<void> good_drained_by_moving_all() {
    while (!jobs.empty()) {
      auto all = std::move(jobs);
      jobs.clear();
      for (auto &job : all)
        co_await job.run();
    }
  }

  mini::task<void> good_taken_in_the_loop_head() {
    for (auto &job : std::exchange(jobs, {}))
      co_await job.run();
  }

  mini::task<void> good_swapped_out() {
    std::vector<Job> all;
    all.swap(jobs);
    for (auto &job : all)
      co_await job.run();
    std::vector<Job> more;
    std::swap(more, jobs);
    for (auto it = more.begin(); it != more.end(); ++it)
      co_await it->run();
  }

  mini::task<void> good_other_sequence() {
    for (int n : {1, 2, 3})
      co_await wanted(n);
    static constexpr int delays[] = {1, 10, 100};
    for (int delay : delays)
      co_await wanted(delay);
  }

  std::vector<Job> jobs;
};
