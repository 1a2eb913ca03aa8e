// Thread-bound objects in arrays and optionals; and what only refers to one, or is done with it.
#include "annotated.h"
#include "mini.h"

struct [[clang::annotate("corolint::not_across_suspend", "it belongs to the thread's device")]] device {
  explicit device(int);
  device(const device &) = delete;
  ~device();
};
struct [[clang::annotate("corolint::not_across_suspend", "it sets the thread's locale")]] locale_scope {
  locale_scope();
  locale_scope(locale_scope &&) noexcept;
  ~locale_scope();
};
mini::task<int> fetch(int = 0);

// ---- Where the object sits ----

namespace bad_array {
mini::task<void> f() {
  annotated::gil held[2]; // warn: 'held' belongs to its thread and is alive while the coroutine is suspended: belongs to the interpreter thread // note: end its scope before suspending
  co_await mini::tick{}; // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_array

namespace bad_optional_in_place_and_emplaced {
mini::task<void> f() {
  std::optional<device> dev(std::in_place, 3); // warn: 'dev' belongs to its thread and is alive while the coroutine is suspended: it belongs to the thread's device // note: end its scope before suspending
  co_await mini::tick{}; // note: still alive at this 'co_await', after which another thread may go on
}
mini::task<void> g() {
  std::optional<device> dev;
  dev.emplace(3); // warn: a temporary belongs to its thread and is alive while the coroutine is suspended: it belongs to the thread's device // note: end its scope before suspending
  co_await mini::tick{}; // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_optional_in_place_and_emplaced

namespace good_optional_filled_after_the_await {
mini::task<void> f() {
  std::optional<device> dev;
  co_await mini::tick{};
  dev.emplace(3);
}
} // namespace good_optional_filled_after_the_await

// ---- What only refers to one, or is done with it ----

namespace good_static_reference_pointer_and_member {
struct Service {
  locale_scope scope_;
  mini::task<void> f() { co_await mini::tick{}; }
};
mini::task<void> g(locale_scope &by_reference, locale_scope *by_pointer, std::shared_ptr<locale_scope> shared) {
  static locale_scope always;
  co_await mini::tick{};
}
} // namespace good_static_reference_pointer_and_member

namespace good_allocated_and_deleted {
mini::task<void> f() {
  auto *dev = new device(1);
  delete dev;
  co_await mini::tick{};
}
} // namespace good_allocated_and_deleted

// What an implementation pointer points at is not part of the frame, and may never be made.
namespace good_behind_an_implementation_pointer {
struct Impl {
  annotated::gil held;
};
struct Service {
  std::unique_ptr<Impl> impl;
  Service();
  ~Service();
};
mini::task<void> f() {
  Service service;
  co_await mini::tick{};
}
} // namespace good_behind_an_implementation_pointer

namespace good_exception_leaves_the_block {
mini::task<void> f() {
  bool failed = false;
  try {
    annotated::gil held;
    throw 1;
  } catch (int) {
    failed = true;
  }
  if (failed)
    co_await mini::tick{};
}
} // namespace good_exception_leaves_the_block

namespace good_one_per_round {
mini::task<void> f(int n) {
  for (int i = 0; i < n; ++i) {
    { device dev(i); }
    co_await fetch(i);
  }
}
} // namespace good_one_per_round
