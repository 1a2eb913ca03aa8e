// Objects that set a thread-local when they are made and put it back when they die; threads that never change.
#include "mini.h"
#include <corolint/annotations.h>

inline thread_local long depth = 0;
inline thread_local const char *operation = nullptr;
inline thread_local bool quiet = false;
struct Span {
  void mark();
};
inline thread_local Span current;

mini::task<void> pause(int ms);
void record(long);

class Depth {
public:
  Depth() { ++depth; }
  ~Depth() { --depth; }
};

class Operation {
public:
  explicit Operation(const char *name) : before(operation) { operation = name; }
  ~Operation() { operation = before; }

private:
  const char *before;
};

class Quiet {
public:
  Quiet() { quiet = true; }
  ~Quiet() { quiet = false; }
};

mini::task<void> bad_counting() {
  Depth deeper; // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_restoring() {
  Operation reading("read"); // warn: thread-local 'operation' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_flag() {
  Quiet silence; // warn: thread-local 'quiet' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  record(1);
}

class Exchanging {
public:
  explicit Exchanging(const char *name)
      : before(std::exchange(operation, name)) {}
  ~Exchanging() { operation = before; }

private:
  const char *before;
};

mini::task<void> bad_exchanging() {
  Exchanging reading("read"); // warn: thread-local 'operation' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_in_a_loop() {
  for (int i = 0; i != 3; ++i) {
    Depth deeper; // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for // note: set here, on the thread that runs before the suspension
    co_await pause(i); // note: the coroutine may be suspended at this 'co_await'
  }
}

// ---- Silent ----

mini::task<void> good_ends_before() {
  {
    Depth deeper;
    record(depth);
  }
  co_await pause(1);
}

class Statistics {
public:
  Statistics() { ++depth; }
  ~Statistics() { record(1); }
};

mini::task<void> good_counts_only() {
  Statistics one;
  co_await pause(1);
}

class Timer {
public:
  Timer() : started(0) {}
  ~Timer() { ++depth; }

private:
  long started;
};

mini::task<void> good_counts_at_its_end() {
  Timer timer;
  co_await pause(1);
}

mini::task<void> good_never_suspends() {
  Depth deeper;
  co_await mini::ready{};
}

// ---- Pinned ----

template <class T> class COROLINT_PINNED ShardTask : public mini::task<T> {
public:
  struct promise_type : mini::task<T>::promise_type {
    ShardTask get_return_object();
  };
  ShardTask(ShardTask &&) = default;
};

ShardTask<void> good_pinned_reference() {
  Span &span = current;
  co_await pause(1);
  span.mark();
}

ShardTask<void> good_pinned_counter() {
  ++depth;
  co_await pause(1);
  --depth;
}

ShardTask<void> good_pinned_guard() {
  Depth deeper;
  co_await pause(1);
}

inline void enter(const char *name) { operation = name; }
inline void leave() { operation = nullptr; }
inline void restore(const char *name) { operation = name; }
class Entering {
public:
  Entering() { enter("read"); }
  ~Entering() { leave(); }
};
class Returning {
public:
  Returning() : before(operation) { enter("read"); }
  ~Returning() { restore(before); }

private:
  const char *before;
};
inline thread_local std::vector<const char *> names;
class Pushing {
public:
  Pushing() { names.push_back("read"); }
  ~Pushing() { names.pop_back(); }
};

mini::task<void> bad_entered_by_a_function() {
  Entering reading; // warn: thread-local 'operation' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_restored_by_a_function() {
  Returning reading; // warn: thread-local 'operation' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_stack() {
  Pushing reading; // warn: thread-local 'names' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
}

// A cache that the constructor and the destructor use: nothing is put back.
long now();
inline const char *stamp() {
  static thread_local long second = 0;
  static thread_local char text[32];
  long s = now();
  if (second == s)
    return text;
  second = s;
  text[0] = char('0' + s % 10);
  return text;
}
class Logging {
public:
  Logging() { stamp(); }
  ~Logging() { stamp(); }
};

mini::task<void> good_cache() {
  Logging log;
  co_await pause(1);
}

// Both ends write something new.
class Noting {
public:
  explicit Noting(long n) { depth = n; }
  ~Noting() { depth = now(); }
};

mini::task<void> good_new_value_at_the_end() {
  Noting n(1);
  co_await pause(1);
}

COROLINT_PINNED mini::tick same_thread();
struct Loop {
  COROLINT_PINNED mini::tick schedule();
};

mini::task<void> good_pinned_await() {
  Span &span = current;
  co_await same_thread();
  span.mark();
}

mini::task<void> good_pinned_await_of_a_member(Loop &loop) {
  Span &span = current;
  co_await loop.schedule();
  span.mark();
}

mini::task<void> good_await_of_a_pinned_task() {
  Span &span = current;
  co_await good_pinned_counter();
  span.mark();
}

mini::task<void> bad_second_await_is_not_pinned() {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  co_await same_thread();
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

template <class T> class COROLINT_MIGRATES PoolTask : public mini::task<T> {
public:
  struct promise_type : mini::task<T>::promise_type {
    PoolTask get_return_object();
  };
  PoolTask(PoolTask &&) = default;
};

PoolTask<void> bad_migrating() {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

// What the destructor says of itself goes through a cache, which it gives one of its members by the way.
namespace good_cache_below_a_log {
inline const char *time_text(long now) {
  static thread_local long last = 0;
  static thread_local char text[36];
  const long second = now / 1000;
  if (last == second)
    return text;
  last = second;
  return text;
}
long now();
inline void log(const char *, int) { time_text(now()); }
struct server {
  int port;
  explicit server(int port) : port(port) { log("begins", port); }
  ~server() { log("ends", port); }
};
mini::task<void> f() {
  server s(80);
  co_await mini::tick();
}
} // namespace good_cache_below_a_log
