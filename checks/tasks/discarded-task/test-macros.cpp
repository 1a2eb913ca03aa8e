// flags: -std=c++20 -Wno-unused-value
// Dropped with the help of macros: the report is where the macro is used, and no fix goes into its body.
#include "mini.h"
#include <cassert>
#include <tuple>

struct mailbox {
  mini::task<void> sync();
  mini::task<int> size();
};
void log_line(const char *what);
bool verbose();

#define SYNC(box) (box).sync() // note: expanded from macro 'SYNC' // note: expanded from macro 'SYNC' // note: expanded from macro 'SYNC' // note: expanded from macro 'SYNC' // note: expanded from macro 'SYNC' // note: expanded from macro 'SYNC' // note: expanded from macro 'SYNC'
#define SYNC_AND_LOG(box) do { (box).sync(); log_line("synced"); } while (false) // note: expanded from macro 'SYNC_AND_LOG'
#define RUN(expression) do { log_line(#expression); expression; } while (false)
#define IGNORE_RESULT(expression) (void)(expression)
#define IF_VERBOSE(statement) if (verbose()) statement
#define NO_THROW(expression) try { expression; } catch (...) { std::terminate(); }
#define AWAIT(expression) (co_await (expression))
#define CHECK_EQ(a, b) ((a) == (b) ? (void)0 : log_line(#a " != " #b))
#define TASK_NAME sync // note: expanded from macro 'TASK_NAME' // note: expanded from macro 'TASK_NAME'
#define KEEP(list, expression) (list).push_back(expression)

namespace bad_call_in_the_body_of_a_macro {
mini::task<void> f(mailbox &box) {
  SYNC(box); // warn: the task made by 'sync' is dropped, so it never runs
  co_return;
}
} // namespace bad_call_in_the_body_of_a_macro

namespace bad_statement_in_the_body_of_a_macro {
mini::task<void> f(mailbox &box) {
  SYNC_AND_LOG(box); // warn: the task made by 'sync' is dropped, so it never runs
  co_return;
}
} // namespace bad_statement_in_the_body_of_a_macro

namespace bad_argument_of_a_macro {
mini::task<void> f(mailbox &box) {
  RUN(box.sync()); // warn: the task made by 'sync' is dropped, so it never runs
  co_return;
}
} // namespace bad_argument_of_a_macro

namespace bad_cast_to_void_by_a_macro {
void f(mailbox &box) {
  IGNORE_RESULT(box.sync()); // warn: the task made by 'sync' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
}
} // namespace bad_cast_to_void_by_a_macro

namespace bad_statement_as_argument {
mini::task<void> f(mailbox &box) {
  IF_VERBOSE(box.sync()); // warn: the task made by 'sync' is dropped, so it never runs
  co_return;
}
} // namespace bad_statement_as_argument

// What a test macro expects not to throw is the call, which only makes the frame.
namespace bad_assert_like_macro {
void f(mailbox &box) {
  NO_THROW(box.sync()); // warn: the task made by 'sync' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_assert_like_macro

namespace bad_macro_in_a_macro {
void f(mailbox &box) {
  RUN(SYNC(box)); // warn: the task made by 'sync' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_macro_in_a_macro

namespace bad_name_from_a_macro {
void f(mailbox &box) {
  box.TASK_NAME(); // warn: the task made by 'sync' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_name_from_a_macro

namespace bad_used_twice {
void f(mailbox &a, mailbox &b) {
  SYNC(a); // warn: the task made by 'sync' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  SYNC(b); // warn: the task made by 'sync' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_used_twice

namespace bad_nothing_of_the_drop_is_in_the_macro {
#define PORT 25
mini::task<void> dial(int port);
mini::task<void> f() {
  dial(PORT); // warn: the task made by 'dial' is dropped, so it never runs // fix: co_await dial(PORT);
  co_return;
}
} // namespace bad_nothing_of_the_drop_is_in_the_macro

namespace good_macro_awaits {
mini::task<int> f(mailbox &box) {
  AWAIT(box.sync());
  AWAIT(SYNC(box));
  IGNORE_RESULT(AWAIT(box.size()));
  RUN(co_await box.sync());
  co_return AWAIT(box.size());
}
} // namespace good_macro_awaits

namespace good_comparison_macro {
mini::task<void> f(mailbox &box) {
  CHECK_EQ(co_await box.size(), 3);
  assert(sizeof(box.size()) == sizeof(void *));
}
} // namespace good_comparison_macro

namespace good_macro_keeps_it {
void f(mailbox &box, std::vector<mini::task<void>> &pending) {
  KEEP(pending, box.sync());
  KEEP(pending, SYNC(box));
}
} // namespace good_macro_keeps_it

namespace good_macro_drops_something_else {
int checksum(const char *text);
void f() {
  RUN(checksum("a"));
  IGNORE_RESULT(checksum("b"));
  NO_THROW(checksum("c"));
}
} // namespace good_macro_drops_something_else

namespace good_macro_ignores_an_eager_task {
mini::eager<> notify(int user);
void f() { IGNORE_RESULT(notify(3)); }
} // namespace good_macro_ignores_an_eager_task

namespace good_macro_that_does_not_evaluate {
#define DISCARD(expression) ((void)sizeof(expression))
#define NOTHING(expression) ((void)0)
void f(mailbox &box) {
  DISCARD(box.sync());
  NOTHING(box.sync());
}
} // namespace good_macro_that_does_not_evaluate

namespace good_returned_by_a_macro {
#define RETURN_IF(condition, expression) do { if (condition) return expression; } while (false)
mini::task<void> f(mailbox &box) {
  RETURN_IF(verbose(), box.sync());
  return SYNC(box);
}
} // namespace good_returned_by_a_macro

namespace good_suppressed_in_a_macro {
#define FRAME_COST(call) call /* NOLINT */
void f(mailbox &box) {
  FRAME_COST(box.sync()); // NOLINT(corolint-discarded-task)
}
} // namespace good_suppressed_in_a_macro
