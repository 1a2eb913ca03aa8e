// Claims of Sync and of thread safety: what member functions do outside of a lock.
#include "annotated.h"
#include <atomic>
#include <corolint/annotations.h>
#include <functional>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

namespace bad_scratch {
class COROLINT_SYNC Claim { // warn: 'Claim' claims to be Sync, but its member 'scratch' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SYNC; or use a copy for each thread instead
public:
  std::size_t width(int v) const {
    scratch = std::to_string(v);
    return scratch.size();
  }

private:
  mutable std::string scratch; // note: a string is not synchronised // note: member 'scratch': 'std::string' is not Safe if it is shared
};
} // namespace bad_scratch

namespace good_atomics {
class COROLINT_SYNC Claim {
public:
  int find(int key) const {
    ++lookups;
    auto it = rows.find(key);
    return it == rows.end() ? 0 : it->second;
  }

private:
  mutable std::atomic<long> lookups{0};
  mutable std::mutex dump;
  std::map<int, int> rows;
};
} // namespace good_atomics

namespace good_locked_cache {
class COROLINT_SYNC Claim {
public:
  int get(int key) const {
    std::lock_guard guard(m);
    hits += 1;
    return cache[key];
  }

private:
  mutable std::mutex m;
  mutable std::map<int, int> cache;
  mutable long hits = 0;
};
} // namespace good_locked_cache

namespace bad_half_locked_cache {
class COROLINT_SYNC Claim { // warn: 'Claim' claims to be Sync, but its member 'hits' is used without a lock // note: take a lock wherever it is used, or use std::atomic instead
public:
  int get(int key) const {
    hits += 1; // note: two threads may write to it here, since no lock is held
    std::lock_guard guard(m);
    return cache[key];
  }

private:
  mutable std::mutex m;
  mutable std::map<int, int> cache;
  mutable long hits = 0; // note: member 'hits': 'long' is not Safe if it is shared // note: two threads must not read and write a plain value at once
};
} // namespace bad_half_locked_cache

// const is the contract for sharing: who writes sees to it that nobody reads.
namespace good_writers_are_alone {
class COROLINT_SYNC Claim {
public:
  void add(int n) { total += n; }
  int get() const { return total; }

private:
  int total = 0;
};
} // namespace good_writers_are_alone

namespace good_erased_callable_is_strict {
class COROLINT_SYNC Claim {
public:
  void run() const { job(); }

private:
  std::function<void()> job;
};
} // namespace good_erased_callable_is_strict

namespace good_sync_vouched {
class COROLINT_UNCHECKED_SYNC("written before the first reader starts") Claim {
public:
  void fill() const { scratch += "x"; }

private:
  mutable std::string scratch;
};
} // namespace good_sync_vouched

namespace bad_meter {
class COROLINT_THREAD_SAFE Claim { // warn: 'Claim' claims to be thread-safe, but its member 'total' is used without a lock // note: take a lock wherever it is used, or use std::atomic instead
public:
  void add(long n) { total += n; } // note: two threads may write to it here, since no lock is held
  long get() const { return total; }

private:
  long total = 0; // note: member 'total': 'long' is not Safe if it is shared // note: two threads must not read and write a plain value at once
};
} // namespace bad_meter

namespace bad_unlocked_reader {
class COROLINT_THREAD_SAFE Claim { // warn: 'Claim' claims to be thread-safe, but its member 'total' is used without a lock // note: take a lock wherever it is used, or use std::atomic instead
public:
  void add(long n) {
    std::lock_guard guard(m);
    total += n; // note: another thread may write to it here
  }
  long get() const { return total; } // note: it is used here, and no lock is held

private:
  mutable std::mutex m;
  long total = 0; // note: member 'total': 'long' is not Safe if it is shared // note: two threads must not read and write a plain value at once
};
} // namespace bad_unlocked_reader

namespace good_meter {
class COROLINT_THREAD_SAFE Claim {
public:
  void add(long n) {
    std::lock_guard guard(m);
    total += n;
  }
  long get() const {
    std::lock_guard guard(m);
    return total;
  }
  explicit Claim(long start) : total(start) { total += 1; }
  ~Claim() { total = 0; }

private:
  mutable std::mutex m;
  long total = 0;
};
} // namespace good_meter

namespace good_reader_writer_lock {
class COROLINT_THREAD_SAFE Claim {
public:
  void put(int k, int v) {
    std::unique_lock guard(m);
    rows[k] = v;
  }
  bool empty() const {
    std::shared_lock guard(m);
    return rows.empty();
  }
  void clear() {
    m.lock();
    rows.clear();
    m.unlock();
  }

private:
  mutable std::shared_mutex m;
  std::map<int, int> rows;
};
} // namespace good_reader_writer_lock

namespace bad_vector {
class COROLINT_THREAD_SAFE Claim { // warn: 'Claim' claims to be thread-safe, but its member 'values' is used without a lock // note: take a lock wherever it is used, or use a lock around it, or a copy for each thread instead
public:
  void add(int n) { values.push_back(n); } // note: two threads may write to it here, since no lock is held

private:
  std::vector<int> values; // note: a container is not synchronised // note: member 'values': 'std::vector<int>' is not Safe if it is shared
};
} // namespace bad_vector

namespace good_never_written {
class COROLINT_THREAD_SAFE Claim {
public:
  explicit Claim(int n) : limit(n) {}
  bool allows(int n) const { return n < limit; }

private:
  int limit;
};
} // namespace good_never_written

namespace good_const_member {
class COROLINT_THREAD_SAFE Claim {
public:
  int get() const { return limit; }

private:
  const int limit = 3;
};
} // namespace good_const_member

namespace good_private_helper {
class COROLINT_THREAD_SAFE Claim {
public:
  void add(long n) {
    std::lock_guard guard(m);
    add_locked(n);
  }

private:
  void add_locked(long n) { total += n; }
  std::mutex m;
  long total = 0;
};
} // namespace good_private_helper

namespace bad_private_helper {
class COROLINT_THREAD_SAFE Claim { // warn: 'Claim' claims to be thread-safe, but its member 'total' is used without a lock // note: take a lock wherever it is used, or use std::atomic instead
public:
  void add(long n) { add_locked(n); } // note: two threads may write to it here, since no lock is held
  void add_twice(long n) {
    std::lock_guard guard(m);
    add_locked(n);
    add_locked(n);
  }

private:
  void add_locked(long n) { total += n; }
  std::mutex m;
  long total = 0; // note: member 'total': 'long' is not Safe if it is shared // note: two threads must not read and write a plain value at once
};
} // namespace bad_private_helper

namespace good_caller_shows_the_lock {
class COROLINT_THREAD_SAFE Claim {
public:
  void add(const std::unique_lock<std::mutex> &, long n) { total += n; }

private:
  std::mutex m;
  long total = 0;
};
} // namespace good_caller_shows_the_lock

namespace good_bodies_elsewhere {
class COROLINT_THREAD_SAFE Claim {
public:
  void add(long n);
  long get() const;

private:
  long total = 0;
};
} // namespace good_bodies_elsewhere

namespace good_async_lock {
class COROLINT_THREAD_SAFE Claim {
public:
  mini::task<void> add(long n) {
    auto guard = co_await m.lock();
    total += n;
  }

private:
  mini::async_mutex m;
  long total = 0;
};
} // namespace good_async_lock

struct Totals {
  long rows = 0, bytes = 0; // note: member 'rows': 'long' is not Safe if it is shared // note: two threads must not read and write a plain value at once
};
namespace bad_member_of_a_member {
class COROLINT_THREAD_SAFE Claim { // warn: 'Claim' claims to be thread-safe, but its member 'totals' is used without a lock // note: take a lock wherever it is used, or use std::atomic instead
public:
  void add(long n) { totals.bytes += n; } // note: two threads may write to it here, since no lock is held

private:
  Totals totals; // note: member 'totals': 'Totals' is not Safe if it is shared
};
} // namespace bad_member_of_a_member

namespace good_other_objects {
class COROLINT_THREAD_SAFE Claim {
public:
  static void merge(Claim &into) { into.n.fetch_add(1); }
  void step(int times) {
    int local = 0;
    while (local < times)
      ++local;
    n += local;
  }

private:
  std::atomic<int> n{0};
};
} // namespace good_other_objects

namespace bad_box {
template <class T> class COROLINT_THREAD_SAFE Claim { // warn: 'Claim<int>' claims to be thread-safe, but its member 'value' is used without a lock // note: take a lock wherever it is used, or use std::atomic instead
public:
  void put(T v) { value = v; } // note: two threads may write to it here, since no lock is held

private:
  T value{}; // note: member 'value': 'int' is not Safe if it is shared // note: two threads must not read and write a plain value at once
};
} // namespace bad_box
void use_box() { bad_box::Claim<int>().put(1); }
