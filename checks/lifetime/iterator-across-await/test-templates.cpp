// flags: -std=c++23
// Templates, generic lambdas, explicit objects, macros, and what the standard library does with an iterator.
#include "mini.h"
#include <algorithm>
#include <map>
#include <ranges>
#include <set>
#include <tuple>

struct Item {
  std::string name;
  int count = 0;
  mini::task<bool> refresh() { co_return true; }
};
mini::task<void> turn() { co_return; }
mini::task<bool> check(int n) { co_return n > 0; }
void note(std::string_view text);
void note(int number);

// ---- Class templates ----

namespace bad_container_by_parameter {
template <template <class...> class Container> struct Shelf {
  void add(Item i) { items.insert(items.end(), std::move(i)); } // note: 'add' may put elements into 'items' here
  mini::task<void> refresh() {
    for (auto &item : items) // warn: the loop over 'items' goes on after a suspension during which others can change 'items' // note: loop over a copy, or hold an async lock that whoever changes 'items' takes, too // note: the next element is taken here
      co_await item.refresh(); // note: the coroutine may be suspended at this 'co_await'
  }
  Container<Item> items;
};
mini::task<void> all(Shelf<std::vector> &shelf) {
  shelf.add({});
  co_await shelf.refresh();
}
} // namespace bad_container_by_parameter

namespace good_stable_container_by_parameter {
template <class Key> struct Shelf {
  Item &add(Key key) { return items[key]; }
  mini::task<void> refresh(Key key) {
    auto &item = items[key];
    co_await turn();
    ++item.count;
  }
  std::map<Key, Item> items;
};
mini::task<void> all(Shelf<int> &shelf) {
  shelf.add(1);
  co_await shelf.refresh(1);
}
} // namespace good_stable_container_by_parameter

namespace good_never_instantiated {
template <class T> struct Shelf {
  void add(T t) { items.push_back(std::move(t)); }
  mini::task<void> refresh() {
    for (auto &item : items)
      co_await item.refresh();
  }
  std::vector<T> items;
};
} // namespace good_never_instantiated

namespace bad_curiously_recurring {
template <class Derived> struct Base {
  mini::task<void> refresh() {
    for (auto &item : static_cast<Derived *>(this)->items) // warn: the loop over 'items' goes on after a suspension during which others can change 'items' // note: loop over a copy, or hold an async lock that whoever changes 'items' takes, too // note: the next element is taken here
      co_await item.refresh(); // note: the coroutine may be suspended at this 'co_await'
  }
};
struct Shelf : Base<Shelf> {
  void add(Item i) { items.push_back(std::move(i)); } // note: 'add' may put elements into 'items' here
  std::vector<Item> items;
};
mini::task<void> all(Shelf &shelf) { co_await shelf.refresh(); }
} // namespace bad_curiously_recurring

// ---- Member functions with an explicit object, lambdas ----

struct bad_explicit_object {
  void add(Item i) { items.push_back(std::move(i)); } // note: 'add' may put elements into 'items' here
  mini::task<void> refresh(this bad_explicit_object &self) {
    for (auto &item : self.items) // warn: the loop over 'items' goes on after a suspension during which others can change 'items' // note: loop over a copy, or hold an async lock that whoever changes 'items' takes, too // note: the next element is taken here
      co_await item.refresh(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<Item> items;
};

struct good_explicit_object_by_value {
  void add(Item i) { items.push_back(std::move(i)); }
  mini::task<void> refresh(this good_explicit_object_by_value self) {
    for (auto &item : self.items)
      co_await item.refresh();
  }
  std::vector<Item> items;
};

struct bad_lambda_in_a_member {
  void add(Item i) { items.push_back(std::move(i)); } // note: 'add' may put elements into 'items' here
  mini::task<void> refresh() {
    auto each = [](auto &all) -> mini::task<void> {
      for (auto &item : all.items) // warn: the loop over 'items' goes on after a suspension during which others can change 'items' // note: loop over a copy, or hold an async lock that whoever changes 'items' takes, too // note: the next element is taken here
        co_await item.refresh(); // note: the coroutine may be suspended at this 'co_await'
    };
    co_await each(*this);
  }
  std::vector<Item> items;
};

struct good_lambda_with_its_own_copy {
  void add(Item i) { items.push_back(std::move(i)); }
  mini::task<void> refresh() {
    auto each = [](auto all) -> mini::task<void> {
      for (auto &item : all)
        co_await item.refresh();
    };
    co_await each(items);
    co_await [all = items](this auto self) -> mini::task<void> {
      for (auto &item : all) // the copy of the copy that `self` has
        co_await check(item.count);
    }();
  }
  std::vector<Item> items;
};

struct bad_visited_by_a_callback {
  void add(Item i) { items.push_back(std::move(i)); } // note: 'add' may put elements into 'items' here
  template <class F> mini::task<void> each(F f) {
    for (auto &item : items) // warn: the loop over 'items' goes on after a suspension during which others can change 'items' // note: loop over a copy, or hold an async lock that whoever changes 'items' takes, too // note: the next element is taken here
      co_await f(item.count); // note: the coroutine may be suspended at this 'co_await'
  }
  mini::task<void> refresh() {
    co_await each([](int n) { return check(n); });
  }
  std::vector<Item> items;
};

struct good_visited_without_suspending {
  void add(Item i) { items.push_back(std::move(i)); }
  template <class F> mini::task<void> each(F f) {
    for (auto &item : items)
      co_await f(item.count);
  }
  mini::task<void> refresh() {
    co_await each([](int) { return mini::ready(); });
  }
  std::vector<Item> items;
};

struct good_compile_time_branch {
  void add(Item i) { items.push_back(std::move(i)); }
  template <bool Wait> mini::task<void> each() {
    for (auto &item : items) {
      if constexpr (Wait)
        co_await check(item.count);
      ++item.count;
    }
    co_return;
  }
  mini::task<void> refresh() { co_await each<false>(); }
  std::vector<Item> items;
};

// ---- The library's ways to an element ----

struct bad_ways_to_an_element {
  void add(Item i) { items.push_back(std::move(i)); } // note: 'add' may put elements into 'items' here // note: 'add' may put elements into 'items' here // note: 'add' may put elements into 'items' here // note: 'add' may put elements into 'items' here // note: 'add' may put elements into 'items' here // note: 'add' may put elements into 'items' here // note: 'add' may put elements into 'items' here
  void drop(int key) { table.erase(key); } // note: 'drop' may erase elements of 'table' here // note: 'drop' may erase elements of 'table' here

  mini::task<void> bad_ranges_find() {
    auto it = std::ranges::find(items, "one", &Item::name); // warn: iterator 'it' into 'items' is used after a suspension during which others can change 'items' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(it->name); // note: used here, after it
  }

  mini::task<void> bad_lower_bound() {
    auto it = std::lower_bound(items.begin(), items.end(), 3, [](const Item &i, int n) { return i.count < n; }); // warn: iterator 'it' into 'items' is used after a suspension during which others can change 'items' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(it->name); // note: used here, after it
  }

  mini::task<void> bad_largest() {
    auto less = [](const Item &a, const Item &b) { return a.count < b.count; };
    const Item &largest = *std::max_element(items.begin(), items.end(), less); // warn: reference 'largest' into 'items' is used after a suspension during which others can change 'items' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(largest.name); // note: used here, after it
  }

  mini::task<void> bad_inserted() {
    Item &item = items.emplace_back(); // warn: reference 'item' into 'items' is used after a suspension during which others can change 'items' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    item.count = 1; // note: used here, after it
  }

  mini::task<void> bad_inserted_in_the_middle() {
    auto it = items.insert(items.begin(), Item{}); // warn: iterator 'it' into 'items' is used after a suspension during which others can change 'items' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    it->count = 1; // note: used here, after it
  }

  mini::task<void> bad_reversed() {
    for (auto &item : items | std::views::reverse) // warn: the loop over 'items' goes on after a suspension during which others can change 'items' // note: loop over a copy, or hold an async lock that whoever changes 'items' takes, too // note: the next element is taken here
      co_await item.refresh(); // note: the coroutine may be suspended at this 'co_await'
  }

  mini::task<void> bad_values() {
    for (auto &item : table | std::views::values) // warn: the loop over 'table' goes on after a suspension during which others can change 'table' // note: loop over a copy, or hold an async lock that whoever changes 'table' takes, too // note: the next element is taken here
      co_await item.refresh(); // note: the coroutine may be suspended at this 'co_await'
  }

  mini::task<void> bad_mapped(int key) {
    auto &[name, count] = table.at(key); // warn: these names for parts of 'table' are used after a suspension during which others can change 'table' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(name); // note: used here, after it
  }

  mini::task<void> bad_both_ends() {
    const auto [first, last] = std::pair(items.begin(), items.end()); // warn: these names for parts of 'items' are used after a suspension during which others can change 'items' // note: look it up again after the suspension, or keep a copy
    co_await turn(); // note: the coroutine may be suspended at this 'co_await'
    note(static_cast<int>(last - first)); // note: used here, after it
    note(first->name);
  }

  mini::task<void> good_copied_by_the_library() {
    std::vector<std::string> names;
    std::ranges::transform(items, std::back_inserter(names), &Item::name);
    auto busy = std::ranges::count_if(items, [](const Item &i) { return i.count > 0; });
    std::set<int> keys;
    for (auto key : table | std::views::keys)
      keys.insert(key);
    co_await turn();
    for (auto &name : names)
      co_await check(static_cast<int>(name.size() + busy));
    for (int key : keys)
      co_await check(key);
  }

  mini::task<void> good_owned_by_a_view() {
    for (auto &item : std::vector(items) | std::views::take(2))
      co_await item.refresh();
  }

  mini::task<void> good_view_of_the_whole() {
    auto busy = items | std::views::filter([](const Item &i) { return i.count > 0; }); // asks for begin() when it is read
    co_await turn();
    for (auto &item : busy)
      note(item.name);
  }

  mini::task<void> good_numbers() {
    for (int i : std::views::iota(0, static_cast<int>(items.size())))
      co_await check(i);
  }

  mini::task<void> good_value_of_the_largest() {
    Item largest = *std::max_element(items.begin(), items.end(), [](auto &a, auto &b) { return a.count < b.count; });
    auto [low, high] = std::tuple(items.front().count, items.back().count);
    co_await turn();
    note(largest.name);
    note(low + high);
  }

  std::vector<Item> items;
  std::map<int, Item> table;
};

// ---- Macros ----

#define FOR_EACH(item, all) for (auto &item : all) // note: expanded from macro 'FOR_EACH' // note: expanded from macro 'FOR_EACH' // note: expanded from macro 'FOR_EACH'
#define AWAIT(...) co_await __VA_ARGS__ // note: expanded from macro 'AWAIT'

struct bad_macro_loop {
  void add(Item i) { items.push_back(std::move(i)); } // note: 'add' may put elements into 'items' here
  mini::task<void> refresh() {
    FOR_EACH(item, items) // warn: the loop over 'items' goes on after a suspension during which others can change 'items' // note: loop over a copy, or hold an async lock that whoever changes 'items' takes, too // note: the next element is taken here
    AWAIT(item.refresh()); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<Item> items;
};

struct good_macro_loop {
  void add(Item i) { items.push_back(std::move(i)); }
  mini::task<void> refresh() {
    auto mine = items;
    FOR_EACH(item, mine)
    AWAIT(item.refresh());
  }
  std::vector<Item> items;
};

// ---- Instantiations of one template ----

// A request clears the text at its beginning, and awaits who reads it, whatever
// its body is.
class good_instantiations_of_the_awaiting_template {
public:
  template <class Body> mini::task<void> request(Body body) {
    text_.clear();
    co_await finish(body);
  }
  mini::task<void> by_text() { co_await request(std::string("text")); }
  mini::task<void> by_letter() { co_await request('x'); }

private:
  template <class Body> mini::task<void> finish(Body &body) {
    const char *text = text_.data();
    co_await mini::tick();
    take(text);
    take(body);
  }
  static void take(const char *);
  static void take(const std::string &);
  static void take(char);
  std::string text_;
};

class bad_other_template_clears {
public:
  template <class Body> mini::task<void> request(Body body) { co_await finish(body); }
  template <class Body> void restart(Body body) {
    text_.clear(); // note: 'restart<char>' may erase elements of 'text_' here
    take(body);
  }
  mini::task<void> by_text() { co_await request(std::string("text")); }
  mini::task<void> by_letter() { co_await request('x'); }
  void again() { restart('x'); }

private:
  template <class Body> mini::task<void> finish(Body &body) {
    const char *text = text_.data(); // warn: pointer 'text' into 'text_' is used after a suspension during which others can change 'text_' // note: look it up again after the suspension, or keep a copy
    co_await mini::tick(); // note: the coroutine may be suspended at this 'co_await'
    take(text); // note: used here, after it
    take(body);
  }
  static void take(const char *);
  static void take(const std::string &);
  static void take(char);
  std::string text_;
};
