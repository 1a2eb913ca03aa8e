// Calls that cross to another thread or shard, on the shortest stand-ins for their libraries' headers.
#include "mini.h"

void enqueue(const volatile void *);

namespace seastar {
template <class T> class lw_shared_ptr {
public:
  lw_shared_ptr(const lw_shared_ptr &) noexcept;
  ~lw_shared_ptr();
  T &operator*() const noexcept;

private:
  T *p_;
};
struct smp {
  template <class F> static mini::tick submit_to(unsigned shard, F &&f) {
    enqueue(&f);
    return {};
  }
};
} // namespace seastar

namespace kj {
template <class T> class Rc { // note: its count is not atomic // note: its count is not atomic
public:
  Rc(const Rc &);
  ~Rc();
  T *operator->() const;

private:
  T *ptr;
};
class Executor {
public:
  template <class F> mini::tick executeAsync(F &&f) const {
    enqueue(&f);
    return {};
  }
};
} // namespace kj

namespace coro {
class thread_pool {
public:
  bool spawn_detached(mini::task<void> task) noexcept;
};
class scheduler {
public:
  bool spawn_detached(mini::task<void> task) noexcept;
};
template <class T> class queue {
public:
  mini::task<int> push(const T &element);
  mini::task<int> push(T &&element);
};
template <class T, unsigned N> class ring_buffer {
public:
  mini::task<int> produce(T element);
};
} // namespace coro

struct Table {
  int rows = 0;
};
void clean(const Table &);
void keep(seastar::lw_shared_ptr<Table>);
void keep(kj::Rc<Table>);

mini::task<void> bad_copied_on_the_other_shard(seastar::lw_shared_ptr<Table> table) {
  co_await seastar::smp::submit_to(1, [table] { keep(table); }); // warn: the capture 'table' goes to another thread, and is not Send // note: capture 'table': 'seastar::lw_shared_ptr<Table>' is not Send // note: it is handed to another thread here // note: its count is not atomic, and the object belongs to its shard // note: use seastar::foreign_ptr instead, or hand over only what the other thread needs
}

// The closure comes back to be destroyed, and the count stays where it was.
mini::task<void> good_only_used_on_the_other_shard(seastar::lw_shared_ptr<Table> table) {
  co_await seastar::smp::submit_to(1, [table] { clean(*table); });
}

mini::task<void> bad_copied_on_the_other_thread(kj::Executor &executor, kj::Rc<Table> table) {
  co_await executor.executeAsync([table] { keep(table); }); // warn: the capture 'table' goes to another thread, and is not Send // note: capture 'table': 'kj::Rc<Table>' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use kj::Arc instead, or hand over only what the other thread needs
}

mini::task<void> good_only_used_on_the_other_thread(kj::Executor &executor, kj::Rc<Table> table) {
  co_await executor.executeAsync([table] { table->rows = 1; });
}

mini::task<void> close_later(kj::Rc<Table> table) { // note: its count is not atomic // note: parameter 'table': 'kj::Rc<Table>' is not Send
  co_await mini::tick();
  table->rows = 0;
}
void bad_parameter_on_a_pool(coro::thread_pool &pool, kj::Rc<Table> table) {
  pool.spawn_detached(close_later(table)); // warn: the parameter 'table' of this task goes to another thread, and is not Send // note: it is handed to another thread here // note: use kj::Arc instead, or hand over only what the other thread needs
}
// It may run its tasks on the thread that drives it.
void good_scheduler(coro::scheduler &scheduler, kj::Rc<Table> table) {
  scheduler.spawn_detached(close_later(table));
}

mini::task<void> bad_queued(coro::queue<kj::Rc<Table>> &queue, kj::Rc<Table> table) {
  co_await queue.push(table); // warn: this argument goes to another thread, and is not Send // note: it is handed to another thread here // note: use kj::Arc instead, or hand over only what the other thread needs
}
mini::task<void> bad_buffered(coro::ring_buffer<kj::Rc<Table>, 8> &buffer, kj::Rc<Table> table) {
  co_await buffer.produce(table); // warn: this argument goes to another thread, and is not Send // note: it is handed to another thread here // note: use kj::Arc instead, or hand over only what the other thread needs
}
mini::task<void> good_queued_values(coro::queue<Table> &queue, const Table &table) {
  co_await queue.push(table);
}
