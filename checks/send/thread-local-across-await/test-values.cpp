// Thread-local variables whose value is counted on across a suspension: saved and restored, set and relied on.
#include "mini.h"
#include <utility>

struct Request {
  long id = 0;
  std::string user;
};
inline thread_local long depth = 0;
inline thread_local long hits = 0;
inline thread_local long request_id = 0;
inline thread_local bool busy = false;
inline thread_local Request request;
inline thread_local const Request *active = nullptr;
inline thread_local std::string scratch;
inline thread_local std::vector<int> queue;
inline thread_local std::unique_ptr<Request> cached;
long process_wide = 0;

mini::task<void> pause(int ms);
mini::task<long> fetch(long key);
void record(long);
void emit(const std::string &);
void log_active();

// ---- Saved and restored ----

mini::task<void> bad_save_and_restore(long id) {
  long previous = request_id; // note: saved here, on the thread that runs before the suspension
  request_id = id;
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  request_id = previous; // warn: thread-local 'request_id' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_exchange_and_restore(const Request &mine) {
  auto *previous = std::exchange(active, &mine); // note: saved here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  active = previous; // warn: thread-local 'active' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_exchange_back(const Request &mine) {
  auto *previous = std::exchange(active, &mine); // note: saved here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  std::exchange(active, previous); // warn: thread-local 'active' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_object_moved_out_and_back() {
  Request previous = std::move(request); // note: saved here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  request = std::move(previous); // warn: thread-local 'request' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_read_modify_write() {
  long n = hits; // note: saved here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  hits = n + 1; // warn: thread-local 'hits' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_swapped() {
  Request mine;
  std::swap(request, mine); // note: saved here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  std::swap(request, mine); // warn: thread-local 'request' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_member_restored() {
  long previous = request.id; // note: saved here, on the thread that runs before the suspension
  request.id = 7;
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  request.id = previous; // warn: thread-local 'request' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_up_and_down() {
  ++depth; // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  --depth; // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_postfix() {
  depth++; // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  depth--; // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_down_and_up() {
  --depth; // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  ++depth; // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_added_and_subtracted(long n) {
  depth += n; // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  depth -= n; // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_result_used() {
  if (++depth > 8) // note: set here, on the thread that runs before the suspension
    co_return;
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  if (--depth == 0) // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
    record(1);
}

mini::task<void> bad_flag() {
  busy = true; // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  busy = false; // warn: thread-local 'busy' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_pointer_cleared(const Request &mine) {
  active = &mine; // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  active = nullptr; // warn: thread-local 'active' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_in_each_round() {
  for (int i = 0; i != 3; ++i) {
    ++depth; // note: set here, on the thread that runs before the suspension
    co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
    --depth; // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
  }
}

mini::task<void> bad_put_back_in_the_handler() {
  ++depth; // note: set here, on the thread that runs before the suspension
  try {
    co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  } catch (...) {
    --depth; // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
    throw;
  }
}

// ---- Set and relied on ----

mini::task<void> bad_set_and_read(long id) {
  request_id = id; // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  record(request_id); // warn: thread-local 'request_id' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_set_and_passed() {
  scratch = "text"; // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  emit(scratch); // warn: thread-local 'scratch' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_set_and_tested() {
  busy = true; // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  if (busy) // warn: thread-local 'busy' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
    record(1);
}

mini::task<void> bad_set_and_pointed_to(const Request &mine) {
  active = &mine; // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  record(active->id); // warn: thread-local 'active' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_member_set_and_read() {
  request.id = 4; // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  record(request.id); // warn: thread-local 'request' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_object_set_and_member_read(Request mine) {
  request = mine; // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  emit(request.user); // warn: thread-local 'request' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

void set_id(long id) { request_id = id; }
long get_id() { return request_id; }

mini::task<void> bad_set_by_a_helper() {
  set_id(4); // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  record(request_id); // warn: thread-local 'request_id' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_read_by_a_helper() {
  request_id = 4; // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  record(get_id()); // warn: thread-local 'request_id' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_helpers_on_both_sides() {
  set_id(4); // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  record(get_id()); // warn: thread-local 'request_id' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

void enter() { ++depth; }
void leave() { --depth; }

mini::task<void> bad_up_and_down_by_helpers() {
  enter(); // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  leave(); // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_relied_on_in_the_next_round(long id) {
  request_id = id; // note: set here, on the thread that runs before the suspension
  for (;;) {
    record(request_id); // warn: thread-local 'request_id' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
    co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  }
}

mini::task<void> bad_value_of_an_await() {
  request_id = co_await fetch(1); // note: set here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  record(request_id); // warn: thread-local 'request_id' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

// ---- Silent ----

mini::task<void> good_counted_on_both_sides() {
  ++hits;
  co_await pause(5);
  ++hits;
}

mini::task<void> good_added_on_both_sides(long n) {
  hits += n;
  co_await pause(5);
  hits += 2 * n;
}

mini::task<void> good_read_after() {
  co_await pause(5);
  record(request_id);
}

mini::task<void> good_read_on_both_sides() {
  record(request_id);
  co_await pause(5);
  record(request_id);
}

mini::task<void> good_counted_and_read() {
  ++hits;
  co_await pause(5);
  record(hits);
}

mini::task<void> good_two_variables() {
  ++depth;
  co_await pause(5);
  --hits;
}

mini::task<void> good_balanced_on_each_side() {
  ++depth;
  log_active();
  --depth;
  co_await pause(5);
  ++depth;
  log_active();
  --depth;
}

mini::task<void> good_set_again(long id) {
  request_id = id;
  record(request_id);
  co_await pause(5);
  request_id = id;
  record(request_id);
}

mini::task<void> good_set_again_by_a_helper(long id) {
  set_id(id);
  co_await pause(5);
  set_id(id);
  record(get_id());
}

mini::task<void> good_restored_before() {
  long previous = request_id;
  request_id = 4;
  log_active();
  request_id = previous;
  co_await pause(5);
  record(previous);
}

mini::task<void> good_copy_used_later() {
  long id = request_id;
  co_await pause(5);
  record(id);
}

mini::task<void> good_copy_written_elsewhere() {
  long id = request_id;
  co_await pause(5);
  process_wide = id;
}

mini::task<void> good_copy_compared() {
  long before = hits;
  co_await pause(5);
  record(hits - before);
}

mini::task<void> good_set_after_a_copy(long id) {
  long before = request_id;
  record(before);
  co_await pause(5);
  request_id = id;
}

mini::task<void> good_set_only(long now) {
  request_id = now;
  co_await pause(5);
  request_id = now + 1;
}

mini::task<void> good_set_and_forgotten() {
  busy = true;
  co_await pause(5);
  busy = true;
}

mini::task<void> good_cleared_on_both_sides() {
  scratch.clear();
  scratch.append("a");
  emit(scratch);
  co_await pause(5);
  scratch.clear();
  scratch.append("b");
  emit(scratch);
}

mini::task<void> good_pushed_on_both_sides() {
  queue.push_back(1);
  co_await pause(5);
  queue.push_back(2);
}

mini::task<void> good_drained() {
  queue.push_back(1);
  co_await pause(5);
  for (int n : queue)
    record(n);
}

mini::task<void> good_members_of_their_own() {
  request.user = "a";
  co_await pause(5);
  record(request.id);
}

mini::task<void> good_made_on_demand() {
  if (!cached)
    cached = std::make_unique<Request>();
  record(cached->id);
  co_await pause(5);
  if (!cached)
    cached = std::make_unique<Request>();
  record(cached->id);
}

mini::task<void> good_other_object() {
  Request mine;
  mine.id = 1;
  co_await pause(5);
  record(mine.id);
}

mini::task<void> good_global() {
  long previous = process_wide;
  process_wide = 4;
  co_await pause(5);
  process_wide = previous;
}

mini::task<void> good_never_suspends() {
  ++depth;
  co_await mini::ready{};
  --depth;
}

mini::task<void> good_operand() {
  request_id = 4;
  co_await fetch(request_id);
}

mini::task<void> good_written_by_what_was_awaited(long id) {
  request_id = id;
  request_id = co_await fetch(1);
  record(request_id);
}

mini::task<void> good_only_on_the_other_path(const bool wait) {
  if (!wait)
    request_id = 4;
  if (wait)
    co_await pause(5);
  if (!wait)
    record(request_id);
}

mini::task<void> good_sizes_only() {
  scratch = "text";
  co_await pause(5);
  record(sizeof(scratch));
}

mini::generator<int> good_generator() {
  ++depth;
  co_yield 1;
  --depth;
}
