// Objects that hold nothing where the coroutine may change its thread.
// flags: -std=c++23 -pthread
#include "annotated.h"
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using annotated::rc_int;
rc_int lookup(int);
void emit(int);
annotated::task<void> load(int);

/// A handle that counts its owners in a plain integer.
class rc_ptr {
public:
  rc_ptr() = default;
  rc_ptr(std::nullptr_t) {}
  explicit rc_ptr(int value) : block_(new block{1, value}) {}
  rc_ptr(const rc_ptr &other) : block_(other.block_) {
    if (block_)
      ++block_->owners;
  }
  rc_ptr(rc_ptr &&other) noexcept : block_(std::exchange(other.block_, {})) {}
  rc_ptr &operator=(rc_ptr other) {
    std::swap(block_, other.block_);
    return *this;
  }
  ~rc_ptr() {
    if (block_ && --block_->owners == 0)
      delete block_;
  }
  explicit operator bool() const { return block_ != nullptr; }
  bool operator==(std::nullptr_t) const { return !block_; }
  int operator*() const { return block_->value; }

private:
  struct block {
    int owners, value;
  };
  block *block_ = nullptr;
};
rc_ptr find(int);
void give(rc_ptr);
void take(rc_ptr &&);

//===-- asked whether they hold anything ----------------------------------===//

annotated::task<int> good_loaded_if_missing(int key) {
  rc_ptr page = find(key);
  if (!page) {
    co_await load(key);
    page = find(key);
  }
  co_return *page;
}

annotated::task<int> good_loaded_until_there(int key) {
  rc_ptr page = find(key);
  while (!page) {
    co_await load(key);
    page = find(key);
  }
  co_return *page;
}

annotated::task<int> good_in_the_else(int key) {
  if (auto page = find(key)) {
    co_return *page;
  } else {
    co_await load(key);
  }
  co_return 0;
}

annotated::task<int> bad_in_the_then(int key) { // note: coroutines that return 'annotated::task<int>' may resume on any thread
  if (auto page = find(key)) { // warn: 'page' is not Send, and is alive at a suspension after which another thread may go on // note: copies share a reference count that is not atomic // note: local 'page': 'rc_ptr' is not Send // note: use std::shared_ptr, or an atomic count instead, or end its scope before the suspension
    co_await load(key); // note: the coroutine may go on on another thread after this 'co_await'
    co_return *page;
  }
  co_return 0;
}

annotated::task<int> good_compared_with_null(int key) {
  rc_ptr page = find(key);
  if (page == nullptr) {
    co_await load(key);
    co_return 0;
  }
  co_return *page;
}

annotated::task<int> bad_compared_the_other_way(int key) { // note: coroutines that return 'annotated::task<int>' may resume on any thread
  rc_ptr page = find(key); // warn: 'page' is not Send, and is alive at a suspension after which another thread may go on // note: copies share a reference count that is not atomic // note: local 'page': 'rc_ptr' is not Send // note: use std::shared_ptr, or an atomic count instead, or end its scope before the suspension
  if (page != nullptr) {
    co_await load(key); // note: the coroutine may go on on another thread after this 'co_await'
    co_return 0;
  }
  co_return 1;
}

annotated::task<int> good_optional_without_a_value(int key, bool now) {
  std::optional<rc_int> page;
  if (now)
    page = lookup(key);
  if (!page.has_value()) {
    co_await load(key);
    co_return 2;
  }
  co_return page->get();
}

annotated::task<int> good_nothing_in_it(std::vector<int> keys) {
  std::vector<rc_int> pages;
  for (int key : keys)
    pages.push_back(lookup(key));
  if (pages.empty()) {
    co_await load(0);
    co_return 0;
  }
  co_return pages.front().get();
}

annotated::task<int> bad_tested_and_still_there(int key) { // note: coroutines that return 'annotated::task<int>' may resume on any thread
  rc_ptr page = find(key); // warn: 'page' is not Send, and is alive at a suspension after which another thread may go on // note: copies share a reference count that is not atomic // note: local 'page': 'rc_ptr' is not Send // note: use std::shared_ptr, or an atomic count instead, or end its scope before the suspension
  if (!page)
    co_return 0;
  co_await load(key); // note: the coroutine may go on on another thread after this 'co_await'
  co_return *page;
}

annotated::task<int> bad_another_is_tested(int key) { // note: coroutines that return 'annotated::task<int>' may resume on any thread
  rc_ptr page = find(key); // warn: 'page' is not Send, and is alive at a suspension after which another thread may go on // note: copies share a reference count that is not atomic // note: local 'page': 'rc_ptr' is not Send // note: use std::shared_ptr, or an atomic count instead, or end its scope before the suspension
  rc_ptr next = find(key + 1);
  if (!next)
    co_await load(key); // note: the coroutine may go on on another thread after this 'co_await'
  co_return *page;
}

//===-- handed on ---------------------------------------------------------===//

annotated::task<void> good_cast_to_an_rvalue(int key) {
  rc_ptr mine = find(key);
  give(static_cast<rc_ptr &&>(mine));
  co_await load(key);
}

annotated::task<void> good_forwarded(int key) {
  rc_ptr mine = find(key);
  give(std::forward<rc_ptr>(mine));
  co_await load(key);
}

annotated::task<void> good_taken(int key) {
  rc_ptr mine = find(key);
  take(std::move(mine));
  co_await load(key);
}

annotated::task<void> bad_given_a_copy(int key) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  rc_ptr mine = find(key); // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: copies share a reference count that is not atomic // note: local 'mine': 'rc_ptr' is not Send // note: use std::shared_ptr, or an atomic count instead, or end its scope before the suspension
  give(mine);
  co_await load(key); // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<void> good_swapped_away(int key) {
  rc_ptr mine = find(key);
  {
    rc_ptr other;
    std::swap(mine, other);
  }
  co_await load(key);
}

//===-- containers --------------------------------------------------------===//

annotated::task<void> good_only_reserved(int n) {
  std::vector<rc_ptr> pages;
  pages.reserve(n);
  co_await load(n);
  pages.push_back(find(n));
}

annotated::task<void> good_all_erased(int n) {
  std::vector<rc_ptr> pages;
  pages.push_back(find(n));
  pages.erase(pages.begin(), pages.end());
  co_await load(n);
}

annotated::task<void> good_popped_until_empty(int n) {
  std::vector<rc_ptr> pages;
  for (int i = 0; i < n; ++i)
    pages.push_back(find(i));
  while (!pages.empty())
    pages.pop_back();
  co_await load(n);
}

annotated::task<void> bad_filled_again(int n) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  std::vector<rc_ptr> pages; // warn: 'pages' is not Send, and is alive at a suspension after which another thread may go on // note: copies share a reference count that is not atomic // note: local 'pages': 'std::vector<rc_ptr>' is not Send // note: template argument 1: 'rc_ptr' is not Send // note: use std::shared_ptr, or an atomic count instead, or end its scope before the suspension
  pages.push_back(find(n));
  pages.clear();
  pages.emplace_back(find(n + 1));
  co_await load(n); // note: the coroutine may go on on another thread after this 'co_await'
}

annotated::task<void> bad_written_by_index(int n) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  std::vector<rc_ptr> pages(n); // warn: 'pages' is not Send, and is alive at a suspension after which another thread may go on // note: copies share a reference count that is not atomic // note: local 'pages': 'std::vector<rc_ptr>' is not Send // note: template argument 1: 'rc_ptr' is not Send // note: use std::shared_ptr, or an atomic count instead, or end its scope before the suspension
  pages[0] = find(n);
  co_await load(n); // note: the coroutine may go on on another thread after this 'co_await'
}

//===-- members -----------------------------------------------------------===//

struct Slot {
  std::string name;
  std::optional<rc_int> value; // note: it is annotated as not Send // note: member 'value': 'std::optional<annotated::rc_int>' is not Send // note: template argument 1: 'annotated::rc_int' is not Send
};

annotated::task<void> good_member_reset(int key) {
  Slot slot;
  slot.value = lookup(key);
  slot.value.reset();
  co_await load(key);
}

annotated::task<void> good_member_emptied(int key) {
  Slot slot;
  slot.value = lookup(key);
  slot.value = std::nullopt;
  co_await load(key);
}

annotated::task<void> good_another_member(int key) {
  Slot slot;
  slot.name = "none";
  co_await load(key);
  slot.value = lookup(key);
}

annotated::task<void> bad_member_filled(int key) { // note: coroutines that return 'annotated::task<void>' may resume on any thread
  Slot slot; // warn: 'slot' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: local 'slot': 'Slot' is not Send
  slot.value = lookup(key);
  co_await load(key); // note: the coroutine may go on on another thread after this 'co_await'
}

//===-- fire and forget ---------------------------------------------------===//

mini::forget bad_nobody_waits_for_it(int key) {
  rc_ptr page = find(key); // warn: 'page' is not Send, and is alive at a suspension after which another thread may go on // note: copies share a reference count that is not atomic // note: local 'page': 'rc_ptr' is not Send // note: use std::shared_ptr, or an atomic count instead, or end its scope before the suspension
  co_await annotated::resume_on(1); // note: the coroutine may go on on another thread after this 'co_await'
  emit(*page);
}

mini::generator<int> good_pulled(int key) {
  rc_ptr page = find(key);
  co_yield 1;
  co_yield *page;
}
