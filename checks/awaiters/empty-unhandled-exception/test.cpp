// What unhandled_exception neither keeps, reports nor passes on is gone.
#include "mini.h"
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include "corolint/annotations.h"

/// What every promise of this test has besides.
template <class T> struct basics {
  T get_return_object() { return {}; }
  std::suspend_never initial_suspend() noexcept { return {}; }
  std::suspend_never final_suspend() noexcept { return {}; }
  void return_void() {}
};
void report(std::exception_ptr e) noexcept;

struct bad_empty {
  struct promise_type : basics<bad_empty> {
    void unhandled_exception() {} // warn: 'unhandled_exception' drops every exception that leaves the coroutine: whoever awaits it can't tell failure from success // note: store the exception for the awaiter, rethrow, report or terminate
  };
};

struct bad_named_only {
  struct promise_type : basics<bad_named_only> {
    void unhandled_exception() noexcept { // warn: 'unhandled_exception' drops every exception that leaves the coroutine: whoever awaits it can't tell failure from success // note: store the exception for the awaiter, rethrow, report or terminate
      std::ignore = std::current_exception();
    }
  };
};

struct bad_kept_in_a_local {
  struct promise_type : basics<bad_kept_in_a_local> {
    void unhandled_exception() noexcept { // warn: 'unhandled_exception' drops every exception that leaves the coroutine: whoever awaits it can't tell failure from success // note: store the exception for the awaiter, rethrow, report or terminate
      std::exception_ptr error;
      error = std::current_exception();
    }
  };
};

#define LOG_FAILURE(text)
struct bad_macro_without_text {
  struct promise_type : basics<bad_macro_without_text> {
    void unhandled_exception() noexcept { LOG_FAILURE("coroutine failed"); } // warn: 'unhandled_exception' drops every exception that leaves the coroutine: whoever awaits it can't tell failure from success // note: store the exception for the awaiter, rethrow, report or terminate
  };
};

struct bad_caught_again {
  struct promise_type : basics<bad_caught_again> {
    void unhandled_exception() noexcept { // warn: 'unhandled_exception' drops every exception that leaves the coroutine: whoever awaits it can't tell failure from success // note: store the exception for the awaiter, rethrow, report or terminate
      try {
        throw;
      } catch (const std::runtime_error &) {
      } catch (...) {
      }
    }
  };
};

namespace bad_base_of_all {
template <class Derived> struct promise_base {
  std::suspend_never initial_suspend() noexcept { return {}; }
  std::suspend_never final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept {} // warn: 'unhandled_exception' drops every exception that leaves the coroutine: whoever awaits it can't tell failure from success // note: store the exception for the awaiter, rethrow, report or terminate
};
template <class T> struct work {
  struct promise_type : promise_base<promise_type> {
    work get_return_object() { return {}; }
    void return_value(T) {}
  };
};
work<int> one();
work<long> two();
} // namespace bad_base_of_all

template <class T> struct bad_never_instantiated {
  struct promise_type : basics<bad_never_instantiated> {
    void unhandled_exception() noexcept; // the definition is reported
  };
};
template <class T>
void bad_never_instantiated<T>::promise_type::unhandled_exception() noexcept {} // warn: 'unhandled_exception' drops every exception that leaves the coroutine: whoever awaits it can't tell failure from success // note: store the exception for the awaiter, rethrow, report or terminate

struct good_stored {
  struct promise_type : basics<good_stored> {
    std::exception_ptr error;
    void unhandled_exception() noexcept { error = std::current_exception(); }
  };
};

template <class T> struct good_stored_in_a_template {
  struct promise_type : basics<good_stored_in_a_template> {
    std::exception_ptr error;
    void unhandled_exception() noexcept { error = std::current_exception(); }
  };
};

struct good_flag {
  struct promise_type : basics<good_flag> {
    bool failed = false;
    void unhandled_exception() noexcept { failed = true; }
  };
};

struct good_counter {
  struct promise_type : basics<good_counter> {
    int *failures;
    void unhandled_exception() noexcept { ++*failures; }
  };
};

struct good_rethrown {
  struct promise_type : basics<good_rethrown> {
    void unhandled_exception() { throw; }
  };
};

struct good_sorted_out {
  struct promise_type : basics<good_sorted_out> {
    void unhandled_exception() {
      try {
        throw;
      } catch (const std::runtime_error &) { // expected: somebody cancelled
      }
    }
  };
};

struct good_reported_when_caught_again {
  struct promise_type : basics<good_reported_when_caught_again> {
    void unhandled_exception() noexcept {
      try {
        throw;
      } catch (const std::exception &e) {
        std::fputs(e.what(), stderr);
      } catch (...) {
      }
    }
  };
};

struct good_terminates {
  struct promise_type : basics<good_terminates> {
    void unhandled_exception() noexcept { std::terminate(); }
  };
};

struct good_local_passed_on {
  struct promise_type : basics<good_local_passed_on> {
    void unhandled_exception() noexcept {
      auto error = std::current_exception();
      report(error);
    }
  };
};

struct good_suppressed {
  struct promise_type : basics<good_suppressed> {
    COROLINT_SUPPRESS("empty-unhandled-exception", "probes fail all the time")
    void unhandled_exception() noexcept {}
  };
};

struct good_no_promise {
  void unhandled_exception() {}
};
