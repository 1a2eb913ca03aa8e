// flags: -std=c++23 -Wno-unused-result
// C++23: explicit objects, expected, static operators, decayed copies.
#include "mini.h"
#include <expected>
#include <utility>

mini::task<void> write(int block);
mini::task<int> read(int block);
std::expected<mini::task<int>, int> try_read(int block);
void log_line(const char *what);

namespace bad_in_a_member_with_an_explicit_object {
struct session {
  mini::task<void> close(this session self) {
    auto bye = write(3); // warn: 'bye' is never awaited, so it never runs
    co_await mini::tick{};
  }
};
} // namespace bad_in_a_member_with_an_explicit_object

namespace bad_in_a_lambda_with_its_closure_by_value {
mini::task<void> f(int block) {
  auto save = [block](this auto self) -> mini::task<void> {
    auto saved = write(block); // warn: 'saved' is never awaited, so it never runs
    co_await mini::tick{};
  };
  co_await save();
}
} // namespace bad_in_a_lambda_with_its_closure_by_value

namespace bad_decayed_copy {
void f() {
  auto saved = auto(write(3)); // warn: 'saved' is never awaited, so it never runs
}
} // namespace bad_decayed_copy

namespace bad_alias_declared_in_place {
mini::task<void> f() {
  if (using result = mini::task<int>; sizeof(result) > 1)
    result next = read(3); // warn: 'next' is never awaited, so it never runs
  co_return;
}
} // namespace bad_alias_declared_in_place

namespace good_task_in_an_expected {
mini::task<int> f() {
  auto tried = try_read(3);
  if (!tried)
    co_return tried.error();
  co_return co_await std::move(*tried);
}
} // namespace good_task_in_an_expected

namespace good_task_in_an_expected_by_value {
mini::task<int> f() {
  auto tried = try_read(3);
  co_return co_await std::move(tried).value();
}
} // namespace good_task_in_an_expected_by_value

namespace good_awaited_by_a_decayed_copy {
mini::task<int> f() {
  auto next = read(3);
  co_return co_await auto(std::move(next));
}
} // namespace good_awaited_by_a_decayed_copy

namespace good_explicit_object_consumes {
struct starter {
  mini::task<void> work;
  mini::task<void> run(this starter self) { co_await std::move(self.work); }
};
mini::task<void> f() {
  auto t = write(3);
  co_await starter{std::move(t)}.run();
}
} // namespace good_explicit_object_consumes
