// Queues and channels without a bound, where they come into being.
#include "corolint/annotations.h"
#include "mini.h"
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <queue>
#include <utility>

template <class T> struct COROLINT_UNBOUNDED inbox {
  inbox();
  inbox(inbox &&) noexcept;
  ~inbox();
  void post(T);
};
template <class T> struct urgent_inbox : inbox<T> {};
template <class T> struct tube {
  COROLINT_UNBOUNDED tube();
  explicit tube(std::size_t COROLINT_CAPACITY limit); // note: this one takes a bound // note: this one takes a bound // note: this one takes a bound // note: this one takes a bound // note: this one takes a bound
  tube(tube &&) noexcept;
  ~tube();
};
struct sender {};
struct receiver {};
COROLINT_UNBOUNDED std::pair<sender, receiver> open();
std::pair<sender, receiver> open(std::size_t capacity); // note: this one takes a bound
inbox<int> make_inbox();
void take(tube<int>);
inbox<int> &inbox_of(int shard);

void bad_local() {
  inbox<int> all; // warn: 'all' has no bound; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them
  all.post(1);
}

void bad_derived() {
  urgent_inbox<int> all; // warn: 'all' has no bound; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them
  all.post(1);
}

void bad_factory() {
  auto [tx, rx] = open(); // warn: this channel has no bound; a producer that is faster than its consumer fills the memory
  (void)tx, (void)rx;
}

void bad_constructor() {
  tube<int> p; // warn: 'p' has no bound; a producer that is faster than its consumer fills the memory
  tube<int> q{}; // warn: 'q' has no bound; a producer that is faster than its consumer fills the memory
}

auto bad_shared() { return std::make_shared<inbox<int>>(); } // warn: this channel has no bound; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them
auto bad_unique() { return std::make_unique<tube<int>>(); } // warn: this channel has no bound; a producer that is faster than its consumer fills the memory
auto bad_new() { return std::unique_ptr<inbox<int>>(new inbox<int>); } // warn: this channel has no bound; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them
void bad_emplaced(std::optional<inbox<int>> &o) { o.emplace(); } // warn: this channel has no bound; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them

void bad_largest() {
  take(tube<int>(SIZE_MAX)); // warn: this channel has no bound: its capacity is the largest number there is; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them
  tube<int> p(SIZE_MAX); // warn: 'p' has no bound: its capacity is the largest number there is; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them
  tube<int> q(std::numeric_limits<std::size_t>::max()); // warn: 'q' has no bound: its capacity is the largest number there is; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them
  tube<int> r(-1); // warn: 'r' has no bound: its capacity is the largest number there is; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them
}

inbox<int> bad_global; // warn: this channel has no bound; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them
static std::unique_ptr<tube<int>> bad_pointer = std::make_unique<tube<int>>(); // warn: this channel has no bound; a producer that is faster than its consumer fills the memory

struct bad_member {
  inbox<int> in; // warn: 'in' has no bound; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them
  int n = 0;
};
struct bad_member_with_constructor {
  explicit bad_member_with_constructor(int n) : n(n) {}
  int n;
  inbox<int> in; // warn: 'in' has no bound; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them
};
struct bad_initialised_member {
  bad_initialised_member() : p() {}
  tube<int> p; // warn: 'p' has no bound; a producer that is faster than its consumer fills the memory
};

template <class T> void bad_template() {
  inbox<T> all; // warn: 'all' has no bound; a producer that is faster than its consumer fills the memory // note: with a bound, a full channel makes its senders wait, or tells them
  all.post(T());
}
template void bad_template<int>();

void good_bounded() {
  tube<int> p(16);
  auto q = std::make_unique<tube<int>>(8);
  auto [tx, rx] = open(32);
  (void)tx, (void)rx;
}

void good_given(inbox<int> &in) { in.post(1); }

struct good_moved_in {
  explicit good_moved_in(inbox<int> &&in) : in(std::move(in)) {}
  inbox<int> in;
};
auto good_moved_on(inbox<int> in) { return std::make_unique<inbox<int>>(std::move(in)); }

void good_elsewhere() {
  inbox<int> &in = inbox_of(3);
  in.post(1);
  inbox<int> made = make_inbox();
  made.post(2);
}

int good_work_list(int root) {
  std::queue<int> open;
  open.push(root);
  int n = 0;
  while (!open.empty()) {
    n += open.front();
    open.pop();
  }
  return n;
}

using good_alias = inbox<int>;
extern inbox<int> declared;
struct good_reference {
  inbox<int> &in;
  inbox<int> *other = nullptr;
};
