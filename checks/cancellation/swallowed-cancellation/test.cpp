// Handlers in loops that go on when the coroutine is stopped.
#include "mini.h"
#include <cstdio>
#include <exception>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

struct message { int kind = 0; };
mini::task<message> receive();
mini::task<void> handle(message m);
mini::task<void> rest();
void log(const char *what);
bool running();
void check_stop(std::exception_ptr error);
struct parse_error : std::runtime_error { using std::runtime_error::runtime_error; };
struct cancelled {};

mini::task<void> bad_catch_all() {
  for (;;) {
    try {
      co_await handle(co_await receive()); // note: being stopped, this suspension ends with an exception
    } catch (...) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_catch_all' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
      log("failed");
    }
  }
}

mini::task<void> bad_continue() {
  while (true) {
    message m;
    try {
      m = co_await receive(); // note: being stopped, this suspension ends with an exception
    } catch (...) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_continue' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
      continue;
    }
    if (m.kind < 0)
      co_return;
  }
}

mini::task<void> bad_condition_of_one_round() {
  while (1) {
    message m;
    try {
      m = co_await receive(); // note: being stopped, this suspension ends with an exception
    } catch (...) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_condition_of_one_round' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
      log("failed");
    }
    if (m.kind < 0)
      co_return;
  }
}

mini::task<void> bad_do_loop() {
  do {
    try {
      co_await rest(); // note: being stopped, this suspension ends with an exception
    } catch (...) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_do_loop' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
    }
  } while (true);
}

mini::task<void> bad_after_other_handlers() {
  for (;;) {
    try {
      co_await handle(co_await receive()); // note: being stopped, this suspension ends with an exception
    } catch (const parse_error &e) {
      log(e.what());
    } catch (const std::exception &e) {
      log(e.what());
    } catch (...) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_after_other_handlers' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
      log("unknown");
    }
  }
}

struct server {
  mini::task<void> bad_member() {
    for (;;) {
      try {
        co_await handle(co_await receive()); // note: being stopped, this suspension ends with an exception
      } catch (...) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_member' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
        ++failures;
      }
    }
  }
  mini::task<void> good_flag() {
    for (;;) {
      if (stopped)
        co_return;
      try {
        co_await handle(co_await receive());
      } catch (...) {
        ++failures;
      }
    }
  }
  mini::task<void> good_flag_after_the_suspension() {
    for (;;) {
      try {
        auto m = co_await receive();
        if (stopped)
          break;
        co_await handle(m);
      } catch (...) {
        ++failures;
      }
    }
  }
  int failures = 0;
  bool stopped = false;
};

template <class T> mini::task<void> bad_template(T &source) {
  for (;;) {
    try {
      co_await source.next(); // note: being stopped, this suspension ends with an exception
    } catch (...) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_template<source>' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
    }
  }
}
struct source { mini::task<int> next(); };
template mini::task<void> bad_template<source>(source &);

auto bad_lambda = []() -> mini::task<void> {
  for (;;) {
    try {
      co_await rest(); // note: being stopped, this suspension ends with an exception
    } catch (...) { // warn: this handler catches the cancellation too, and the loop goes on: 'operator()' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
    }
  }
};

mini::task<void> bad_inner_loop_in_the_try() {
  for (;;) {
    try {
      for (int n = 0; n != 3; ++n)
        co_await rest(); // note: being stopped, this suspension ends with an exception
    } catch (...) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_inner_loop_in_the_try' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
    }
  }
}

mini::task<void> bad_suspension_outside_cannot_throw() {
  for (;;) {
    try {
      co_await rest(); // note: being stopped, this suspension ends with an exception
    } catch (...) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_suspension_outside_cannot_throw' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
    }
    co_await mini::tick();
  }
}

mini::task<void> bad_until_it_works() {
  for (;;) {
    try {
      co_await rest(); // note: being stopped, this suspension ends with an exception
      break;
    } catch (...) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_until_it_works' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
      log("once more");
    }
  }
}

mini::task<void> good_rethrows() {
  for (;;) {
    try {
      co_await rest();
    } catch (...) {
      log("failed");
      throw;
    }
  }
}

mini::task<void> good_rethrows_what_says_so() {
  for (;;) {
    try {
      co_await rest();
    } catch (const cancelled &) {
      throw;
    } catch (...) {
      log("failed");
    }
  }
}

mini::task<void> good_leaves() {
  for (;;) {
    try {
      co_await rest();
    } catch (...) {
      break;
    }
  }
}

mini::task<void> good_returns() {
  for (;;) {
    try {
      co_await rest();
    } catch (...) {
      co_return;
    }
  }
}

mini::task<void> good_asks_in_the_condition(std::stop_token stop) {
  while (!stop.stop_requested()) {
    try {
      co_await rest();
    } catch (...) {
    }
  }
}

mini::task<void> good_asks_a_function() {
  while (running()) {
    try {
      co_await rest();
    } catch (...) {
    }
  }
}

mini::task<void> good_asks_in_the_handler(std::stop_token stop) {
  for (;;) {
    try {
      co_await rest();
    } catch (...) {
      if (stop.stop_requested())
        co_return;
    }
  }
}

mini::task<void> good_handler_hands_it_on() {
  for (;;) {
    try {
      co_await rest();
    } catch (...) {
      check_stop(std::current_exception());
    }
  }
}

mini::task<void> good_bounded() {
  for (int attempt = 0; attempt != 3; ++attempt) {
    try {
      co_await rest();
      co_return;
    } catch (...) {
    }
  }
}

mini::task<void> good_bounded_by_a_counter() {
  int failures = 0;
  for (;;) {
    try {
      co_await rest();
    } catch (...) {
      ++failures;
    }
    if (failures > 3)
      co_return;
  }
}

mini::task<void> good_kept_and_rethrown() {
  for (;;) {
    std::exception_ptr error;
    try {
      co_await rest();
    } catch (...) {
      error = std::current_exception();
    }
    if (error)
      std::rethrow_exception(error);
  }
}

mini::task<void> good_finite(std::vector<message> all) {
  for (const message &m : all) {
    try {
      co_await handle(m);
    } catch (...) {
    }
  }
}

mini::task<void> good_stopped_elsewhere_in_the_loop() {
  for (;;) {
    message m = co_await receive();
    try {
      co_await handle(m);
    } catch (...) {
      continue;
    }
  }
}

mini::task<void> good_pause_outside() {
  for (;;) {
    try {
      co_await handle(message());
    } catch (...) {
      log("failed");
    }
    co_await rest();
  }
}

mini::task<void> good_own_type() {
  for (;;) {
    try {
      co_await rest();
    } catch (const parse_error &) {
    } catch (const std::exception &) {
    }
  }
}

mini::task<void> good_nothing_awaited() {
  for (;;) {
    message m = co_await receive();
    try {
      log("working");
    } catch (...) {
    }
    co_await handle(m);
  }
}

mini::task<void> good_loop_inside() {
  try {
    for (;;)
      co_await rest();
  } catch (...) {
    log("ended");
  }
}

mini::task<void> good_inner_handler_only_for_one_step() {
  for (;;) {
    co_await rest();
    try {
      co_await handle(message());
    } catch (...) {
    }
  }
}

// A coroutine whose cancellation is no exception: no handler sees it.
struct quiet {
  struct promise_type {
    quiet get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
    std::coroutine_handle<> unhandled_stopped() noexcept;
  };
};
quiet good_stopped_without_exception() {
  for (;;) {
    try {
      co_await rest();
    } catch (...) {
    }
  }
}

void good_no_coroutine() {
  for (;;) {
    try {
      log("working");
    } catch (...) {
    }
  }
}
