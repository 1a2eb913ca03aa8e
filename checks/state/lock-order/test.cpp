// Two locks of one object, or of the program, taken in two orders.
#include "mini.h"
#include <condition_variable>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

int work();

namespace bad_members_in_opposite_order {
class store {
public:
  void refill(int n) {
    std::lock_guard stock(stock_m_); // note: 'refill' locks 'stock_m_' here
    std::lock_guard price(price_m_); // note: and then 'price_m_' here
    stock_ += n;
    price_ = n;
  }
  int report() {
    std::lock_guard price(price_m_); // note: 'price_m_' is locked here
    std::lock_guard stock(stock_m_); // warn: 'stock_m_' is locked while 'price_m_' is held, and 'refill' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
    return stock_ * price_;
  }

private:
  std::mutex stock_m_, price_m_;
  int stock_ = 0, price_ = 0;
};
} // namespace bad_members_in_opposite_order

namespace good_same_order {
class store {
public:
  void refill(int n) {
    std::lock_guard stock(stock_m_);
    std::lock_guard price(price_m_);
    stock_ += n;
  }
  int report() {
    std::lock_guard stock(stock_m_);
    std::lock_guard price(price_m_);
    return stock_ * price_;
  }

private:
  std::mutex stock_m_, price_m_;
  int stock_ = 0, price_ = 0;
};
} // namespace good_same_order

namespace bad_async_locks {
class ledger {
public:
  mini::task<void> post(long v) {
    auto rows = co_await rows_m_.lock(); // note: 'post' locks 'rows_m_' here
    auto sums = co_await sums_m_.lock(); // note: and then 'sums_m_' here
    rows_.push_back(v);
    sum_ += v;
  }
  mini::task<long> check() {
    auto sums = co_await sums_m_.lock(); // note: 'sums_m_' is locked here
    auto rows = co_await rows_m_.lock(); // warn: 'rows_m_' is locked while 'sums_m_' is held, and 'post' locks them the other way round: a deadlock when both run at once // note: take them in one order everywhere
    co_return sum_ - static_cast<long>(rows_.size());
  }

private:
  mini::async_mutex rows_m_, sums_m_;
  std::vector<long> rows_;
  long sum_ = 0;
};
} // namespace bad_async_locks

// The second lock is taken by what an await runs.
namespace bad_async_helper {
class ledger {
public:
  mini::task<void> post() {
    auto rows = co_await rows_m_.lock(); // note: 'post' locks 'rows_m_' here
    co_await add(); // note: and then calls 'add' here
  }
  mini::task<void> check() {
    auto sums = co_await sums_m_.lock(); // note: 'sums_m_' is locked here
    auto rows = co_await rows_m_.lock(); // warn: 'rows_m_' is locked while 'sums_m_' is held, and 'post' locks them the other way round: a deadlock when both run at once // note: take them in one order everywhere
  }

private:
  mini::task<void> add() {
    auto sums = co_await sums_m_.lock(); // note: which locks 'sums_m_' here
    ++sum_;
  }
  mini::async_mutex rows_m_, sums_m_;
  long sum_ = 0;
};
} // namespace bad_async_helper

// add() takes ids_m_ through next_id(), rename() the other way round.
namespace bad_second_lock_in_a_helper {
class directory {
public:
  void add(std::string name) {
    std::lock_guard names(names_m_); // note: 'add' locks 'names_m_' here
    names_[next_id()] = std::move(name); // note: and then calls 'next_id' here
  }
  void rename(int id, std::string name) {
    std::lock_guard ids(ids_m_); // note: 'ids_m_' is locked here
    if (id > last_)
      return;
    std::lock_guard names(names_m_); // warn: 'names_m_' is locked while 'ids_m_' is held, and 'add' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
    names_[id] = std::move(name);
  }

private:
  int next_id() {
    std::lock_guard ids(ids_m_); // note: which locks 'ids_m_' here
    return ++last_;
  }
  std::mutex names_m_, ids_m_;
  std::map<int, std::string> names_;
  int last_ = 0;
};
} // namespace bad_second_lock_in_a_helper

// The later function goes through helpers itself: the report is at its call.
namespace bad_later_function_uses_helpers {
class directory {
public:
  void rename() {
    std::lock_guard ids(ids_m_); // note: 'rename' locks 'ids_m_' here
    std::lock_guard names(names_m_); // note: and then 'names_m_' here
  }
  void add() {
    std::lock_guard names(names_m_); // note: 'names_m_' is locked here
    next(); // warn: 'next' locks 'ids_m_' while 'names_m_' is held, and 'rename' locks them the other way round: a deadlock when both run at once // note: release the first before the call, or take them in one order everywhere
  }

private:
  void next() { bump(); } // note: which calls 'bump' here
  void bump() {
    std::lock_guard ids(ids_m_); // note: which locks 'ids_m_' here
    ++last_;
  }
  std::mutex names_m_, ids_m_;
  int last_ = 0;
};
} // namespace bad_later_function_uses_helpers

namespace bad_globals_by_hand {
std::mutex index_m, log_m;
int pending = 0, written = 0;
void write_one() {
  index_m.lock(); // note: 'write_one' locks 'index_m' here
  log_m.lock(); // note: and then 'log_m' here
  ++pending;
  log_m.unlock();
  index_m.unlock();
}
void flush() {
  std::unique_lock log(log_m); // note: 'log_m' is locked here
  written += 1;
  index_m.lock(); // warn: 'index_m' is locked while 'log_m' is held, and 'write_one' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  pending = 0;
  index_m.unlock();
}
} // namespace bad_globals_by_hand

namespace good_released_before {
std::mutex index_m, log_m;
int pending = 0;
void write_one() {
  std::lock_guard index(index_m);
  std::lock_guard log(log_m);
  ++pending;
}
void flush() {
  std::unique_lock log(log_m);
  work();
  log.unlock();
  std::lock_guard index(index_m);
  pending = 0;
}
} // namespace good_released_before

// One of each: the object's own lock, and the program's.
namespace bad_member_and_global {
std::mutex registry_m;
struct session {
  void close() {
    std::lock_guard mine(m); // note: 'close' locks 'm' here
    std::lock_guard all(registry_m); // note: and then 'registry_m' here
    ++closed;
  }
  std::mutex m;
  int closed = 0;
};
void sweep(session &s) {
  std::lock_guard all(registry_m); // note: 'registry_m' is locked here
  std::lock_guard its(s.m); // warn: 's.m' is locked while 'registry_m' is held, and 'close' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  s.closed = 0;
}
} // namespace bad_member_and_global

// The parent locks its child, the child its parent.
namespace bad_parent_and_child {
struct parent;
struct child {
  void done();
  void stop() {
    std::lock_guard mine(m); // note: which locks 'c.m' here
    running = false;
  }
  std::mutex m;
  parent *up = nullptr;
  bool running = true;
};
struct parent {
  void stop_all() {
    std::lock_guard mine(m); // note: 'stop_all' locks 'm' here
    for (child &c : children)
      c.stop(); // note: and then calls 'stop' here
  }
  std::mutex m;
  std::vector<child> children;
  int left = 0;
};
void child::done() {
  std::lock_guard mine(m); // note: 'm' is locked here
  std::lock_guard theirs(up->m); // warn: 'up->m' is locked while 'm' is held, and 'stop_all' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  --up->left;
}
} // namespace bad_parent_and_child

// Hand over hand, along a list: one class, one direction.
namespace good_hand_over_hand {
struct node {
  std::mutex m;
  node *next = nullptr;
  int value = 0;
};
int sum(node &head) {
  int total = 0;
  std::unique_lock held(head.m);
  for (node *n = head.next; n; n = n->next) {
    std::unique_lock one(n->m);
    total += n->value;
    held = std::move(one);
  }
  return total;
}
} // namespace good_hand_over_hand

namespace good_scoped_lock_of_both {
class store {
public:
  void refill(int n) {
    std::scoped_lock both(stock_m_, price_m_);
    stock_ += n;
  }
  int report() {
    std::scoped_lock both(price_m_, stock_m_);
    return stock_;
  }
  void both_deferred() {
    std::unique_lock stock(stock_m_, std::defer_lock);
    std::unique_lock price(price_m_, std::defer_lock);
    std::lock(price, stock);
    ++stock_;
  }
  void both_adopted() {
    std::lock(stock_m_, price_m_);
    std::lock_guard price(price_m_, std::adopt_lock);
    std::lock_guard stock(stock_m_, std::adopt_lock);
    ++stock_;
  }

private:
  std::mutex stock_m_, price_m_;
  int stock_ = 0;
};
} // namespace good_scoped_lock_of_both

// A third one, before or after.
namespace bad_scoped_lock_inside_another {
class store {
public:
  void refill() {
    std::lock_guard log(log_m_); // note: 'refill' locks 'log_m_' here
    std::scoped_lock both(stock_m_, price_m_); // note: and then 'stock_m_' here
    ++stock_;
  }
  void report() {
    std::scoped_lock both(price_m_, stock_m_); // note: 'stock_m_' is locked here
    std::lock_guard log(log_m_); // warn: 'log_m_' is locked while 'stock_m_' is held, and 'refill' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
    ++stock_;
  }

private:
  std::mutex stock_m_, price_m_, log_m_;
  int stock_ = 0;
};
} // namespace bad_scoped_lock_inside_another

namespace good_try_lock_the_other_way {
class store {
public:
  void refill(int n) {
    std::lock_guard stock(stock_m_);
    std::lock_guard price(price_m_);
    stock_ += n;
  }
  int report() {
    std::lock_guard price(price_m_);
    std::unique_lock stock(stock_m_, std::try_to_lock);
    return stock.owns_lock() ? stock_ : 0;
  }
  int by_hand() {
    std::lock_guard price(price_m_);
    if (!stock_m_.try_lock())
      return 0;
    const int now = stock_;
    stock_m_.unlock();
    return now;
  }

private:
  std::mutex stock_m_, price_m_;
  int stock_ = 0;
};
} // namespace good_try_lock_the_other_way

namespace good_outer_lock_in_both {
class settings {
public:
  void load() {
    std::lock_guard config(config_m_);
    std::lock_guard a(file_m_);
    std::lock_guard b(cache_m_);
    ++reads_;
  }
  void save() {
    std::lock_guard config(config_m_);
    std::lock_guard b(cache_m_);
    std::lock_guard a(file_m_);
    ++writes_;
  }

private:
  std::mutex config_m_, file_m_, cache_m_;
  int reads_ = 0, writes_ = 0;
};
} // namespace good_outer_lock_in_both

// The callers hold it, all of them.
namespace good_outer_lock_around_helpers {
class settings {
public:
  void load() {
    std::lock_guard config(config_m_);
    read();
  }
  void reload() {
    std::lock_guard config(config_m_);
    prepare();
  }
  void save() {
    std::lock_guard config(config_m_);
    write();
  }

private:
  void prepare() { read(); }
  void read() {
    std::lock_guard a(file_m_);
    std::lock_guard b(cache_m_);
    ++reads_;
  }
  void write() {
    std::lock_guard b(cache_m_);
    std::lock_guard a(file_m_);
    ++writes_;
  }
  std::mutex config_m_, file_m_, cache_m_;
  int reads_ = 0, writes_ = 0;
};
} // namespace good_outer_lock_around_helpers

// They are called in other files, under whatever lock.
namespace good_helpers_of_other_files {
class settings {
public:
  void load();
  void save();

private:
  void read();
  void write();
  std::mutex config_m_, file_m_, cache_m_;
  int reads_ = 0, writes_ = 0;
};
void settings::read() {
  std::lock_guard a(file_m_);
  std::lock_guard b(cache_m_);
  ++reads_;
}
void settings::write() {
  std::lock_guard b(cache_m_);
  std::lock_guard a(file_m_);
  ++writes_;
}
} // namespace good_helpers_of_other_files

// One of them does not.
namespace bad_outer_lock_around_some {
class settings {
public:
  void load() {
    std::lock_guard config(config_m_);
    read();
  }
  void reload() { read(); }
  void save() { write(); }

private:
  void read() {
    std::lock_guard a(file_m_); // note: 'read' locks 'file_m_' here
    std::lock_guard b(cache_m_); // note: and then 'cache_m_' here
    ++reads_;
  }
  void write() {
    std::lock_guard b(cache_m_); // note: 'cache_m_' is locked here
    std::lock_guard a(file_m_); // warn: 'file_m_' is locked while 'cache_m_' is held, and 'read' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
    ++writes_;
  }
  std::mutex config_m_, file_m_, cache_m_;
  int reads_ = 0, writes_ = 0;
};
} // namespace bad_outer_lock_around_some

// Readers of the outer lock do not keep each other out; one writer does.
namespace bad_outer_lock_shared {
class settings {
public:
  void load() {
    std::shared_lock config(config_m_);
    std::lock_guard a(file_m_); // note: 'load' locks 'file_m_' here
    std::lock_guard b(cache_m_); // note: and then 'cache_m_' here
  }
  void save() {
    std::shared_lock config(config_m_);
    std::lock_guard b(cache_m_); // note: 'cache_m_' is locked here
    std::lock_guard a(file_m_); // warn: 'file_m_' is locked while 'cache_m_' is held, and 'load' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  }

private:
  std::shared_mutex config_m_;
  std::mutex file_m_, cache_m_;
};
} // namespace bad_outer_lock_shared

namespace good_outer_lock_of_one_writer {
class settings {
public:
  void load() {
    std::shared_lock config(config_m_);
    std::lock_guard a(file_m_);
    std::lock_guard b(cache_m_);
  }
  void save() {
    std::lock_guard config(config_m_);
    std::lock_guard b(cache_m_);
    std::lock_guard a(file_m_);
  }

private:
  std::shared_mutex config_m_;
  std::mutex file_m_, cache_m_;
};
} // namespace good_outer_lock_of_one_writer

// Both only read the one lock: nobody waits there.
namespace good_readers {
class cache {
public:
  int get() {
    std::shared_lock index(index_m_);
    std::lock_guard row(row_m_);
    return value_;
  }
  int look() {
    std::lock_guard row(row_m_);
    std::shared_lock index(index_m_);
    return value_;
  }

private:
  std::shared_mutex index_m_;
  std::mutex row_m_;
  int value_ = 0;
};
} // namespace good_readers

namespace bad_reader_and_writer {
class cache {
public:
  int get() {
    std::shared_lock index(index_m_); // note: 'get' locks 'index_m_' here
    std::lock_guard row(row_m_); // note: and then 'row_m_' here
    return value_;
  }
  void set(int v) {
    std::lock_guard row(row_m_); // note: 'row_m_' is locked here
    std::unique_lock index(index_m_); // warn: 'index_m_' is locked while 'row_m_' is held, and 'get' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
    value_ = v;
  }

private:
  std::shared_mutex index_m_;
  std::mutex row_m_;
  int value_ = 0;
};
} // namespace bad_reader_and_writer

// Nobody else has the object while it is made, moved away or ended.
namespace good_constructors {
class pair_of_queues {
public:
  pair_of_queues() {
    std::lock_guard out(out_m_);
    std::lock_guard in(in_m_);
    count_ = 0;
  }
  ~pair_of_queues() {
    std::lock_guard out(out_m_);
    std::lock_guard in(in_m_);
    count_ = -1;
  }
  void move_one() {
    std::lock_guard in(in_m_);
    std::lock_guard out(out_m_);
    ++count_;
  }

private:
  std::mutex in_m_, out_m_;
  int count_;
};
} // namespace good_constructors

// A lock that is held already is not waited for.
namespace good_recursive_lock_again {
class tree {
public:
  void f() {
    std::lock_guard a(a_);
    std::lock_guard b(b_);
    std::lock_guard again(a_);
  }
  void g() {
    std::lock_guard a(a_);
    std::lock_guard b(b_);
  }

private:
  std::recursive_mutex a_;
  std::mutex b_;
};
} // namespace good_recursive_lock_again

namespace bad_recursive_locks {
class tree {
public:
  void f() {
    std::lock_guard a(a_); // note: 'f' locks 'a_' here
    g(); // note: and then calls 'g' here
  }
  void h() {
    std::lock_guard b(b_); // note: 'b_' is locked here
    std::lock_guard a(a_); // warn: 'a_' is locked while 'b_' is held, and 'f' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  }

private:
  void g() { std::lock_guard b(b_); } // note: which locks 'b_' here
  std::recursive_mutex a_, b_;
};
} // namespace bad_recursive_locks

// What a wait gives back and takes again is another matter.
namespace good_waiting {
class queue {
public:
  void put() {
    std::lock_guard stats(stats_m_);
    ++count_;
  }
  void take() {
    std::unique_lock mine(m_);
    ready_.wait(mine, [&] { return full_; });
    mine.unlock();
    put();
  }

private:
  std::mutex m_, stats_m_;
  std::condition_variable ready_;
  bool full_ = false;
  int count_ = 0;
};
} // namespace good_waiting

// Which of the two orders is taken does not matter if they are two locks of two classes that nothing connects.
namespace good_different_members {
struct two {
  std::mutex a, b, c;
};
struct user {
  two left, right;
  void f() {
    std::lock_guard one(left.a);
    std::lock_guard other(right.b);
  }
  void g() {
    std::lock_guard one(left.b);
    std::lock_guard other(right.a);
  }
};
} // namespace good_different_members
