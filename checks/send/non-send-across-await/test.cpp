// What belongs to a thread is alive where a coroutine may change its thread.
// flags: -std=c++23 -pthread
#include "annotated.h"
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using annotated::rc_int;
rc_int lookup(int);
void emit(int);
int depth_of(rc_int handle);
annotated::task<int> fetch(int);

//===-- locals ------------------------------------------------------------===//

annotated::task<void> bad_local(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  rc_int mine = lookup(id); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(mine.get());
}

annotated::task<int> bad_destroyed_after(int id) { // note: coroutines that return 'annotated::task<int>' may resume on any thread
  rc_int mine = lookup(id); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  int weight = mine.get();
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  co_return weight;
}

annotated::task<void> good_block_ends_before(int id) {
  {
    rc_int mine = lookup(id);
    emit(mine.get());
  }
  co_await mini::tick();
}

annotated::task<void> good_made_after(int id) {
  co_await mini::tick();
  rc_int mine = lookup(id);
  emit(mine.get());
}

annotated::task<void> good_never_suspends(int id) {
  rc_int mine = lookup(id);
  co_await mini::ready();
  emit(mine.get());
}

annotated::task<int> bad_in_a_loop(int n) { // note: coroutines that return 'annotated::task<int>' may resume on any thread
  int total = 0;
  for (int i = 0; i < n; ++i) {
    rc_int handle = lookup(i); // warn: 'handle' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'handle': 'annotated::rc_int' is not Send
    int part = co_await fetch(i); // note: the coroutine may go on on another thread after this 'co_await'
    total += part * handle.get();
  }
  co_return total;
}

annotated::task<int> good_ends_with_each_round(int n) {
  int total = 0;
  for (int i = 0; i < n; ++i) {
    int part = co_await fetch(i);
    rc_int handle = lookup(i);
    total += part * handle.get();
  }
  co_return total;
}

annotated::task<void> bad_in_a_condition(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  if (rc_int mine = lookup(id); mine.get() > 0) // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
    co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<void> good_condition_ends_before(int id) {
  if (rc_int mine = lookup(id); mine.get() > 0)
    emit(1);
  co_await mini::tick();
}

annotated::task<void> bad_in_one_arm(int id, bool slow) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  rc_int mine = lookup(id); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  if (slow)
    co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(mine.get());
}

annotated::task<void> good_returns_first(int id, bool fast) {
  if (fast) {
    rc_int mine = lookup(id);
    emit(mine.get());
    co_return;
  }
  co_await mini::tick();
}

annotated::task<void> bad_yielded_across(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  rc_int mine = lookup(id); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  try {
    co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  } catch (...) {
  }
}

annotated::task<void> bad_caught_after(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  switch (id) {
  case 1: {
    rc_int mine = lookup(id); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
    co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
    emit(mine.get());
    break;
  }
  default:
    co_await mini::tick();
  }
}

annotated::task<void> bad_two_objects(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread // note: coroutines that return 'annotated::task<void>' may resume on any thread
  rc_int first = lookup(id); // warn: 'first' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'first': 'annotated::rc_int' is not Send
  rc_int second = lookup(id + 1); // warn: 'second' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'second': 'annotated::rc_int' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await' // note: the coroutine may go on on another thread after this 'co_await'
  emit(first.get() + second.get());
}

annotated::task<void> bad_array(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  rc_int both[2] = {lookup(id), lookup(id + 1)}; // warn: 'both' is not Send, and is alive at a suspension after which another thread may go on // note: element: 'annotated::rc_int' is not Send // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'both': 'rc_int[2]' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(both[0].get());
}

annotated::task<void> good_static(int id) {
  static rc_int cached = lookup(id);
  co_await mini::tick();
  emit(cached.get());
}

annotated::task<void> good_reference_to_anothers(const rc_int &theirs) {
  const rc_int &alias = theirs;
  co_await mini::tick();
  emit(alias.get());
}

//===-- chains ------------------------------------------------------------===//

struct Pins {
  std::array<rc_int, 2> pages; // note: it is annotated as not Send // note: member 'pages': 'std::array<annotated::rc_int, 2>' is not Send // note: template argument 1: 'annotated::rc_int' is not Send
};
struct Cursor {
  std::string key;
  std::optional<Pins> pins; // note: member 'pins': 'std::optional<Pins>' is not Send // note: template argument 1: 'Pins' is not Send
};
Cursor open_cursor(const std::string &);

annotated::task<std::string> bad_two_members_deep(std::string table) { // note: coroutines that return 'annotated::task<std::string>' may resume on any thread
  Cursor cursor = open_cursor(table); // warn: 'cursor' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: local 'cursor': 'Cursor' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  co_return cursor.key;
}

annotated::task<void> bad_vector(int n) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  std::vector<rc_int> pinned; // warn: 'pinned' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'pinned': 'std::vector<annotated::rc_int>' is not Send // note: template argument 1: 'annotated::rc_int' is not Send
  for (int i = 0; i < n; ++i)
    pinned.push_back(lookup(i));
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<void> bad_owner(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  auto mine = std::make_unique<rc_int>(lookup(id)); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'std::unique_ptr<annotated::rc_int>' is not Send // note: pointee: 'annotated::rc_int' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(mine->get());
}

annotated::task<void> bad_structured_binding(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  auto [left, right] = std::pair(lookup(id), 1); // warn: the object of this structured binding is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local: 'std::pair<annotated::rc_int, int>' is not Send // note: template argument 1: 'annotated::rc_int' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(left.get() + right);
}

annotated::task<void> good_structured_binding_of_values(int id) {
  auto [left, right] = std::pair(lookup(id).get(), 1);
  co_await mini::tick();
  emit(left + right);
}

//===-- moved, reset, empty -----------------------------------------------===//

class [[clang::annotate("corolint::send", 0)]] Lease {
public:
  explicit Lease(int);
  Lease(Lease &&) noexcept;
  Lease &operator=(Lease &&) noexcept;
  ~Lease();
  void renew();
  void release();
};
void give_back(Lease);
void take(Lease &&);
void look(const Lease &);

annotated::task<void> good_moved_into_a_parameter(int id) {
  Lease lease(id);
  give_back(std::move(lease));
  co_await mini::tick();
}

annotated::task<void> good_moved_into_a_callee(int id) {
  Lease lease(id);
  take(std::move(lease));
  co_await mini::tick();
}

annotated::task<void> bad_moved_into_another_local(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  Lease lease(id);
  Lease kept = std::move(lease); // warn: 'kept' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'kept': 'Lease' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<void> bad_moved_on_one_path(int id, bool now) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  Lease lease(id); // warn: 'lease' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'lease': 'Lease' is not Send
  if (now)
    give_back(std::move(lease));
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<void> good_paths_agree(int id, const bool now) {
  Lease lease(id);
  if (now)
    give_back(std::move(lease));
  if (now)
    co_await mini::tick();
}

annotated::task<void> bad_moved_after(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  Lease lease(id); // warn: 'lease' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'lease': 'Lease' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  give_back(std::move(lease));
}

annotated::task<void> bad_assigned_again(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  Lease lease(id); // warn: 'lease' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'lease': 'Lease' is not Send
  give_back(std::move(lease));
  lease = Lease(id + 1);
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<void> bad_copied_and_not_moved(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  rc_int mine = lookup(id); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  emit(depth_of(std::move(mine)));
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<void> good_released(int id) {
  Lease lease(id);
  lease.release();
  co_await mini::tick();
}

annotated::task<void> bad_renewed(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  Lease lease(id); // warn: 'lease' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'lease': 'Lease' is not Send
  lease.renew();
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<void> good_optional_reset(int id) {
  std::optional<Lease> lease(std::in_place, id);
  lease.reset();
  co_await mini::tick();
}

annotated::task<void> good_optional_emptied(int id) {
  std::optional<Lease> lease(std::in_place, id);
  lease = std::nullopt;
  co_await mini::tick();
}

annotated::task<void> good_owner_emptied(int id) {
  auto lease = std::make_unique<Lease>(id);
  lease = nullptr;
  co_await mini::tick();
}

annotated::task<void> good_owner_exchanged(int id) {
  auto lease = std::make_unique<Lease>(id);
  give_back(std::move(*std::exchange(lease, nullptr)));
  co_await mini::tick();
}

annotated::task<void> good_filled_after(int id) {
  std::optional<Lease> lease;
  co_await mini::tick();
  lease.emplace(id);
}

annotated::task<void> bad_filled_before(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  std::optional<Lease> lease; // warn: 'lease' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'lease': 'std::optional<Lease>' is not Send // note: template argument 1: 'Lease' is not Send
  lease.emplace(id);
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<void> good_owner_filled_after(int id) {
  std::unique_ptr<Lease> lease = nullptr;
  co_await mini::tick();
  lease = std::make_unique<Lease>(id);
}

annotated::task<void> good_member_filled_after(std::string table) {
  Cursor cursor;
  cursor.key = co_await [](std::string name) -> annotated::task<std::string> {
    co_await mini::tick();
    co_return name;
  }(std::move(table));
  cursor = open_cursor(cursor.key);
}

annotated::task<void> good_vector_cleared(int n) {
  std::vector<rc_int> pinned;
  for (int i = 0; i < n; ++i)
    pinned.push_back(lookup(i));
  pinned.clear();
  co_await mini::tick();
}

annotated::task<void> bad_looked_at(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  Lease lease(id); // warn: 'lease' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'lease': 'Lease' is not Send
  look(lease);
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
}

//===-- parameters and captures -------------------------------------------===//

annotated::task<void> bad_parameter(rc_int handle, std::string text) { // warn: the parameter 'handle' is not Send, and is alive at a suspension after which another thread may go on // note: coroutines that return 'annotated::task<void>' may resume on any thread // note: end its scope before the suspension // note: it is annotated as not Send // note: parameter 'handle': 'annotated::rc_int' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(handle.get() + static_cast<int>(text.size()));
}

annotated::task<void> bad_unused_parameter(rc_int) { // warn: this parameter is not Send, and is alive at a suspension after which another thread may go on // note: coroutines that return 'annotated::task<void>' may resume on any thread // note: end its scope before the suspension // note: it is annotated as not Send // note: parameter: 'annotated::rc_int' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<void> good_parameter_without_a_suspension(rc_int handle) {
  emit(handle.get());
  co_return;
}

annotated::task<void> good_parameter_by_reference(const rc_int &handle) {
  co_await mini::tick();
  emit(handle.get());
}

annotated::task<void> good_parameter_moved_away(Lease lease) {
  give_back(std::move(lease));
  co_await mini::tick();
}

void captures(rc_int handle) { // note: capture 'handle': 'annotated::rc_int' is not Send // note: it is annotated as not Send
  auto bad_capture = [handle]() -> annotated::task<void> { // warn: the capture 'handle' is not Send, and is alive at a suspension after which another thread may go on // note: coroutines that return 'annotated::task<void>' may resume on any thread // note: end its scope before the suspension
    co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
    emit(handle.get());
  };
  auto bad_init_capture =
      [mine = handle]() -> annotated::task<void> { // warn: the capture 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: capture 'mine': 'annotated::rc_int' is not Send // note: coroutines that return 'annotated::task<void>' may resume on any thread // note: end its scope before the suspension // note: it is annotated as not Send
    co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
    emit(mine.get());
  };
  auto bad_own_closure =
      [handle](this auto self) -> annotated::task<void> { // warn: the parameter 'self' is not Send, and is alive at a suspension after which another thread may go on // note: capture 'handle': 'annotated::rc_int' is not Send // note: coroutines that return 'annotated::task<void>' may resume on any thread // note: end its scope before the suspension // note: it is annotated as not Send // note: parameter 'self': '(lambda)' is not Send
    co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  };
  auto good_used_before = [handle]() -> annotated::task<void> {
    emit(handle.get());
    co_await mini::tick();
  };
  auto good_by_reference = [&handle]() -> annotated::task<void> {
    co_await mini::tick();
    emit(handle.get());
  };
  annotated::keep(&bad_capture);
  annotated::keep(&bad_init_capture);
  auto started = bad_own_closure();
  annotated::keep(&started);
  annotated::keep(&good_used_before);
  annotated::keep(&good_by_reference);
}

//===-- temporaries -------------------------------------------------------===//

struct Reader {
  rc_int source; // note: it is annotated as not Send // note: member 'source': 'annotated::rc_int' is not Send
  mini::tick next() const;
  int peek() const;
};
Reader open_reader(int);
annotated::task<void> compare(const rc_int &, int);
annotated::task<void> consume(rc_int, int);
int add(const rc_int &, int);

annotated::task<void> bad_temporary_that_is_awaited_on(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  co_await open_reader(id).next(); // warn: this temporary is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: temporary: 'Reader' is not Send // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<void> bad_temporary_lent_to_a_task(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  co_await compare(lookup(id), 1); // warn: this temporary is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: temporary: 'const annotated::rc_int' is not Send // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<void> good_temporary_handed_to_a_task(int id) {
  co_await consume(lookup(id), 1);
}

annotated::task<int> bad_temporary_beside_an_await(int id) { // note: coroutines that return 'annotated::task<int>' may resume on any thread
  co_return add(lookup(id), co_await fetch(id)); // warn: this temporary is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: temporary: 'const annotated::rc_int' is not Send // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<int> good_temporary_gone_before(int id) {
  const int depth = depth_of(lookup(id));
  const int peeked = open_reader(id).peek();
  co_await mini::tick();
  co_return depth + peeked;
}

annotated::task<int> good_temporary_after_the_await(int id) {
  const int one = lookup(co_await fetch(id)).get();
  co_return one;
}

annotated::task<void> bad_extended_temporary(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  const rc_int &mine = lookup(id); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'const annotated::rc_int' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(mine.get());
}

annotated::task<void> bad_forwarding_reference(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  auto &&mine = lookup(id); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(mine.get());
}

std::vector<rc_int> all_handles();
annotated::task<void> bad_range(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  for (const rc_int &one : all_handles()) { // warn: this temporary is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: template argument 1: 'annotated::rc_int' is not Send // note: temporary '__range1': 'std::vector<annotated::rc_int>' is not Send
    co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
    emit(one.get() + id);
  }
}

annotated::task<void> good_range_is_another_coroutines(std::vector<int> ids) {
  for (int id : ids) {
    emit(lookup(id).get());
    co_await mini::tick();
  }
}

//===-- who changes its thread --------------------------------------------===//

mini::task<void> good_nothing_known_of_the_task(int id) {
  rc_int mine = lookup(id);
  co_await mini::tick();
  emit(mine.get());
}

template <class T>
class [[clang::annotate("corolint::task", "lazy"),
        clang::annotate("corolint::pinned")]] shard_task
    : public mini::task<T> {
public:
  struct promise_type : mini::task<T>::promise_type {
    shard_task get_return_object();
  };
  shard_task(shard_task &&) = default;
};

shard_task<void> good_pinned(int id) {
  rc_int mine = lookup(id);
  co_await mini::tick();
  emit(mine.get());
}

mini::generator<int> good_pulled(int id) {
  rc_int mine = lookup(id);
  co_yield mine.get();
  co_yield 2;
}

mini::task<void> bad_switch(int id) {
  rc_int mine = lookup(id); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  co_await annotated::resume_on(2); // note: the coroutine may go on on another thread after this 'co_await'
  emit(mine.get());
}

mini::task<void> good_made_after_the_switch(int id) {
  co_await annotated::resume_on(2);
  rc_int mine = lookup(id);
  emit(mine.get());
}

mini::task<void> bad_suspended_after_the_switch(int id) {
  co_await annotated::resume_on(2); // note: this has moved the coroutine to another executor
  rc_int mine = lookup(id); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(mine.get());
}

mini::task<void> good_suspended_before_the_switch(int id) {
  {
    rc_int mine = lookup(id);
    co_await mini::tick();
    emit(mine.get());
  }
  co_await annotated::resume_on(2);
}

mini::task<void> bad_switch_in_a_loop(int n) {
  for (int i = 0; i < n; ++i) {
    {
      rc_int mine = lookup(i); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
      co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
      emit(mine.get());
    }
    co_await annotated::resume_on(i); // note: this has moved the coroutine to another executor
  }
}

[[clang::annotate("corolint::migrates")]] mini::tick yield_to_others();
[[clang::annotate("corolint::pinned")]] mini::tick yield_here();

mini::task<void> bad_await_that_migrates(int id) {
  rc_int mine = lookup(id); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  co_await yield_to_others(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(mine.get());
}

annotated::task<void> good_await_that_stays(int id) {
  rc_int mine = lookup(id);
  co_await yield_here();
  emit(mine.get());
}

// A thread is one thread.
mini::forget good_on_a_thread_of_its_own() {
  rc_int mine = lookup(1);
  co_await mini::tick();
  emit(mine.get());
}
void start_thread() {
  std::jthread alone(good_on_a_thread_of_its_own);
}

mini::task<void> good_awaits_a_task_that_migrates(int id) {
  rc_int mine = lookup(id);
  emit(co_await fetch(id) + mine.get());
}

//===-- others' business --------------------------------------------------===//

annotated::task<void> bad_and_thread_bound() {
  annotated::gil held; // warn[await-holding-thread-bound]: 'held' belongs to its thread and is alive while the coroutine is suspended: belongs to the interpreter thread // note: end its scope before suspending
  co_await mini::tick(); // note: still alive at this 'co_await', after which another thread may go on
}

struct Stats {
  long frames = 0;
};
annotated::task<void> good_shared_and_unknown(std::shared_ptr<Stats> stats,
                                              void *opaque) {
  co_await mini::tick();
  annotated::keep(opaque);
  ++stats->frames;
}

annotated::task<int> good_task_of_such_a_value(int id) {
  auto made = [](int of) -> annotated::task<rc_int> {
    co_return lookup(of);
  }(id);
  rc_int mine = co_await std::move(made);
  co_return mine.get();
}

annotated::task<int> good_local_of_a_helper(int id) {
  auto read = [](int key) {
    rc_int handle = lookup(key);
    return handle.get();
  };
  int before = read(id);
  co_await mini::tick();
  co_return read(id) - before;
}

//===-- templates ---------------------------------------------------------===//

template <class T> annotated::task<int> bad_kept_across(T value) { // warn: the parameter 'value' is not Send, and is alive at a suspension after which another thread may go on // note: coroutines that return 'annotated::task<int>' may resume on any thread // note: end its scope before the suspension // note: it is annotated as not Send // note: parameter 'value': 'annotated::rc_int' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
  co_return value.get();
}
struct Plain {
  int get() const { return 1; }
};
mini::task<void> instances() {
  emit(co_await bad_kept_across(lookup(1)) + co_await bad_kept_across(Plain()));
}

template <class T> annotated::task<void> bad_in_a_template(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  T mine = lookup(id); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  if constexpr (sizeof(T) > 0)
    co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
}
template annotated::task<void> bad_in_a_template<rc_int>(int);

template <bool Suspends> annotated::task<void> good_never_suspends_here(int id) {
  rc_int mine = lookup(id);
  if constexpr (Suspends)
    co_await mini::tick();
  emit(mine.get());
  co_return;
}
template annotated::task<void> good_never_suspends_here<false>(int);

#define WITH_HANDLE(Name, Id) rc_int Name = lookup(Id)
annotated::task<void> bad_macro(int id) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  WITH_HANDLE(mine, id); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
  co_await mini::tick(); // note: the coroutine may go on on another thread after this 'co_await'
}
