// flags: -std=c++23 -Wno-unused-result
// C++23: closures by value, explicit objects, expected.
#include "mini.h"
#include <expected>

mini::task<mini::task<int>> begin(int step);
mini::task<std::expected<int, int>> attempt(int step);
void log_line(const char *what);

namespace bad_in_a_member_with_an_explicit_object {
struct session {
  int step = 0;
  mini::task<void> run(this session self) {
    co_await begin(self.step); // warn: awaiting 'begin' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await begin(self.step);
  }
};
} // namespace bad_in_a_member_with_an_explicit_object

namespace bad_in_a_lambda_with_its_closure_by_value {
mini::task<void> f(int step) {
  auto run = [step](this auto self) -> mini::task<void> {
    co_await begin(step); // warn: awaiting 'begin' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await begin(step);
  };
  co_await run();
}
} // namespace bad_in_a_lambda_with_its_closure_by_value

namespace good_awaited_twice {
struct session {
  int step = 0;
  mini::task<int> run(this session self) { co_return co_await co_await begin(self.step); }
};
} // namespace good_awaited_twice

namespace good_expected_is_no_task {
mini::task<void> f() {
  co_await attempt(3);
  (void)co_await attempt(4);
}
} // namespace good_expected_is_no_task

namespace good_moved_out_of_a_decayed_copy {
mini::task<int> f() { co_return co_await auto(co_await begin(3)); }
} // namespace good_moved_out_of_a_decayed_copy
