// flags: -std=c++23
// C++23 keeps the temporaries of a range-init for the loop (P2718), and awaiters may deduce `this`.
#include "mini.h"

struct profile {
  std::string name;
  std::vector<std::string> tags;
  auto &&label(this auto &&self) { return std::forward<decltype(self)>(self).name; }
};
void use(std::string_view text);

struct load : std::suspend_always {
  explicit load(int id);
  profile &await_resume() { return result; } // note: the await yields a part of it, or of what it owns // note: the await yields a part of it, or of what it owns
  profile result;
};
struct deducing : std::suspend_always {
  auto &await_resume(this auto &self) { return self.result; } // note: the await yields a part of it, or of what it owns
  profile result;
};
mini::task<std::string> text();

mini::task<> bad_declaration() {
  const auto &p = co_await load(1); // warn: 'p' refers into the awaited temporary 'load', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto p = co_await load(1);
  use(p.name);
}
mini::task<> bad_deduced_this() {
  const auto &p = co_await deducing(); // warn: 'p' refers into the awaited temporary 'deducing', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: const auto p = co_await deducing();
  use(p.name);
}
mini::task<> bad_getter_that_deduces_this() {
  auto &&name = (co_await load(1)).label(); // warn: 'name' refers into the awaited temporary 'load', which is destroyed at the end of this declaration // note: give what is awaited a name, and await that, or copy the value // fix: auto name = (co_await load(1)).label();
  use(name);
}
mini::task<> bad_view_before_the_loop() {
  std::string_view v = co_await text(); // warn: 'v' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  for (char c : v)
    use({&c, 1});
}
mini::task<> bad_view_in_the_loops_own_declaration() {
  for (std::string_view v = co_await text(); char c : v) // warn: 'v' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
    use({&c, 1});
}

mini::task<> good_loop_over_the_awaiter() {
  for (const auto &tag : (co_await load(1)).tags)
    use(tag);
}
mini::task<> good_loop_over_a_view() {
  for (char c : std::string_view(co_await text()))
    use({&c, 1});
}
mini::task<> good_loop_over_a_getter() {
  for (char c : (co_await load(1)).label())
    use({&c, 1});
}
mini::task<> good_named() {
  deducing op;
  const auto &p = co_await op;
  use(p.name);
}
mini::task<> good_copies() {
  auto p = co_await deducing();
  auto name = (co_await load(1)).label();
  use(p.name);
  use(name);
}
