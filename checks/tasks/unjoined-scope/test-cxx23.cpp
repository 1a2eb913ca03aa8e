// flags: -std=c++23
// Scopes in what C++23 adds: explicit object parameters, std::unreachable, std::expected.
#include "annotated.h"
#include "mini.h"
#include <expected>
#include <utility>

annotated::task<void> fetch(int id);
mini::task<std::expected<int, std::string>> next();

class [[clang::annotate("corolint::must_join")]] Group {
public:
  Group();
  Group(Group &&) noexcept;
  ~Group();
  void start(annotated::task<void> t);
  [[clang::annotate("corolint::joins")]] mini::tick join();
};

namespace bad_explicit_object_member {
struct Crawler {
  mini::task<void> run(this Crawler self, int id) {
    Group group; // warn: 'group' is destroyed without having been joined, while its work is under way
    group.start(fetch(id)); // note: work is started in it here
    co_await mini::tick{};
  } // note: it is destroyed here
};
} // namespace bad_explicit_object_member

namespace bad_deduced_object {
struct Base {
  template <class Self> mini::task<int> run(this Self &self) {
    Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
    group.start(fetch(self.first)); // note: work is started in it here
    auto id = co_await next();
    if (!id)
      co_return -1; // note: it is destroyed here
    co_await group.join();
    co_return *id;
  }
};
struct A : Base {
  int first = 1;
};
struct B : Base {
  int first = 2;
};
mini::task<int> f(A &a, B &b) { co_return co_await a.run() + co_await b.run(); }
} // namespace bad_deduced_object

mini::task<std::expected<int, std::string>> bad_error_returned_early() {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  group.start(fetch(1)); // note: work is started in it here
  auto id = co_await next();
  if (!id)
    co_return std::unexpected(id.error()); // note: it is destroyed here
  co_await group.join();
  co_return id;
}

mini::task<void> bad_recursive_lambda(int depth) {
  auto walk = [](this auto const &self, int n) -> mini::task<void> {
    Group group; // warn: 'group' is destroyed without having been joined, while its work is under way
    group.start(fetch(n)); // note: work is started in it here
    if (n > 0)
      co_await self(n - 1);
  }; // note: it is destroyed here
  co_await walk(depth);
}

mini::task<void> good_unreachable(int mode) {
  Group group;
  group.start(fetch(1));
  switch (mode) {
  case 0:
  case 1:
    co_await group.join();
    co_return;
  default:
    std::unreachable();
  }
}

mini::task<std::expected<int, std::string>> good_error_returned_after_the_join() {
  Group group;
  group.start(fetch(1));
  auto id = co_await next();
  co_await group.join();
  if (!id)
    co_return std::unexpected(id.error());
  co_return id;
}

namespace good_member_scope_with_explicit_object {
struct Crawler {
  Group group;
  void add(this Crawler &self, int id) { self.group.start(fetch(id)); }
  mini::task<void> stop(this auto &self) { co_await self.group.join(); }
};
mini::task<void> f(Crawler &c) { co_await c.stop(); }
} // namespace good_member_scope_with_explicit_object

mini::task<void> good_recursive_lambda(int depth) {
  auto walk = [](this auto const &self, int n) -> mini::task<void> {
    Group group;
    group.start(fetch(n));
    if (n > 0)
      co_await self(n - 1);
    co_await group.join();
  };
  co_await walk(depth);
}

namespace good_expected_scope {
std::expected<Group, int> open(int id);
std::expected<Group, int> f(int id) {
  Group group;
  group.start(fetch(id));
  return group;
}
} // namespace good_expected_scope
