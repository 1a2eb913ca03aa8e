// Functions that hand out what belongs to the calling thread.
#include "mini.h"
#include <corolint/annotations.h>
#include <map>
#include <optional>

mini::task<void> pause(int ms);
void record(long);

struct Pool {
  int free = 8;
  Pool *next = nullptr;
  void *allocate();
};

Pool &local_pool() {
  thread_local Pool pool;
  return pool;
}
Pool &through_another() { return local_pool(); }
Pool &through_two() {
  Pool &pool = through_another();
  return pool;
}
Pool *pool_or_null(bool wanted) {
  if (!wanted)
    return nullptr;
  static thread_local Pool pool;
  return &pool;
}
inline thread_local Pool shared_name;
inline Pool *inline_getter() { return &shared_name; }
int &free_slots() { return local_pool().free; }
Pool &made_on_demand() {
  thread_local std::unique_ptr<Pool> pool;
  if (!pool)
    pool = std::make_unique<Pool>();
  return *pool;
}
Pool &never_freed() {
  static thread_local Pool *pool = new Pool;
  return *pool;
}
Pool &in_an_optional() {
  thread_local std::optional<Pool> pool;
  if (!pool)
    pool.emplace();
  return *pool;
}

struct Environment {
  Pool &pool() const { return local_pool(); }
  static Environment &current() {
    static thread_local Environment environment;
    return environment;
  }
  Pool own;
  Pool &mine() { return own; }
};

mini::task<void> bad_getter() {
  Pool &pool = local_pool(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  ++pool.free; // warn: 'pool', which refers to thread-local 'pool', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_through_another() {
  Pool &pool = through_another(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  ++pool.free; // warn: 'pool', which refers to thread-local 'pool', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_through_two() {
  auto *pool = &through_two(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  pool->allocate(); // warn: 'pool', which refers to thread-local 'pool', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_or_null() {
  Pool *pool = pool_or_null(true); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  pool->allocate(); // warn: 'pool', which refers to thread-local 'pool', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_inline_getter() {
  Pool *pool = inline_getter(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  pool->allocate(); // warn: 'pool', which refers to thread-local 'shared_name', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_member_of_it() {
  int &slots = local_pool().free; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  --slots; // warn: 'slots', which refers to thread-local 'pool', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_getter_of_a_member() {
  int &slots = free_slots(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  --slots; // warn: 'slots', which refers to thread-local 'pool', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_made_on_demand() {
  Pool &pool = made_on_demand(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  ++pool.free; // warn: 'pool', which refers to thread-local 'pool', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_never_freed() {
  Pool &pool = never_freed(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  ++pool.free; // warn: 'pool', which refers to thread-local 'pool', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_in_an_optional() {
  Pool &pool = in_an_optional(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  ++pool.free; // warn: 'pool', which refers to thread-local 'pool', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_member_function(Environment &environment) {
  Pool &pool = environment.pool(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  ++pool.free; // warn: 'pool', which refers to thread-local 'pool', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_static_member_function() {
  auto &environment = Environment::current(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  environment.own.allocate(); // warn: 'environment', which refers to thread-local 'environment', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_member_of_a_static_one() {
  Pool &pool = Environment::current().mine(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  pool.allocate(); // warn: 'pool', which refers to thread-local 'environment', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_lambda() {
  auto get = []() -> Pool & { return shared_name; };
  Pool &pool = get(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  pool.allocate(); // warn: 'pool', which refers to thread-local 'shared_name', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

template <class T> T &per_thread() {
  thread_local T object;
  return object;
}

mini::task<void> bad_template() {
  auto &pool = per_thread<Pool>(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  pool.allocate(); // warn: 'pool', which refers to thread-local 'object', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

long &local_depth() {
  static thread_local long depth = 0;
  return depth;
}

mini::task<void> bad_counter_behind_a_getter() {
  ++local_depth(); // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  --local_depth(); // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_member_behind_a_getter() {
  --local_pool().free; // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  ++local_pool().free; // warn: thread-local 'pool' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_set_behind_a_getter() {
  local_depth() = 3; // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  record(local_depth()); // warn: thread-local 'depth' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

mini::task<void> bad_restored_behind_a_getter() {
  long before = local_depth(); // note: saved here, on the thread that runs before the suspension
  local_depth() = 3;
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  local_depth() = before; // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

// ---- Silent ----

mini::task<void> good_counters_behind_getters() {
  ++local_depth();
  ++local_pool().free;
  co_await pause(1);
  ++local_depth();
  record(local_pool().free);
}

mini::task<void> good_set_again_behind_a_getter() {
  local_depth() = 3;
  co_await pause(1);
  local_depth() = 4;
  record(local_depth());
}


Pool &global_pool() {
  static Pool pool;
  return pool;
}
Pool &sometimes(bool local) { return *(local ? &local_pool() : &global_pool()); }
Pool &not_always(bool local) {
  if (local)
    return local_pool();
  return global_pool();
}
Pool &opaque();
Pool copy_of_it() { return local_pool(); }
Pool *next_of_it() { return local_pool().next; }
int slots_of_it() { return local_pool().free; }

mini::task<void> good_global() {
  Pool &pool = global_pool();
  co_await pause(1);
  ++pool.free;
}

mini::task<void> good_not_always() {
  Pool &pool = not_always(false);
  co_await pause(1);
  ++pool.free;
}

mini::task<void> good_opaque() {
  Pool &pool = opaque();
  co_await pause(1);
  ++pool.free;
}

mini::task<void> good_copy() {
  Pool pool = copy_of_it();
  int slots = slots_of_it();
  co_await pause(1);
  pool.free = slots;
}

mini::task<void> good_copy_by_auto() {
  auto pool = local_pool();
  co_await pause(1);
  ++pool.free;
}

mini::task<void> good_value_of_a_member() {
  Pool *next = next_of_it();
  co_await pause(1);
  next->allocate();
}

mini::task<void> good_member_of_a_parameter(Environment &environment) {
  Pool &pool = environment.mine();
  co_await pause(1);
  ++pool.free;
}

mini::task<void> good_called_on_both_sides() {
  --local_pool().free;
  co_await pause(1);
  record(local_pool().free);
}

mini::task<void> good_called_again() {
  Pool *pool = &local_pool();
  pool->allocate();
  co_await pause(1);
  pool = &local_pool();
  pool->allocate();
}

mini::task<void> good_used_before() {
  Pool &pool = made_on_demand();
  pool.allocate();
  co_await pause(1);
}

mini::task<void> good_kept_result() {
  void *memory = local_pool().allocate();
  co_await pause(1);
  record(memory != nullptr);
}
