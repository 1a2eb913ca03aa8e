// flags: -std=c++23 -Wno-unused-value
// C++23: explicit objects, if consteval, initialisers, multidimensional subscripts, static operators.
#include "mini.h"
#include <expected>
#include <tuple>

struct mailbox {
  mini::task<void> sync();
  mini::task<int> size();
};
void log_line(const char *what);

namespace bad_explicit_object_member {
struct session {
  int id = 0;
  mini::task<void> close(this session self, int code) { co_return; }
  mini::task<void> stop(this session &self) {
    self.close(221); // warn: the task made by 'close' is dropped, so it never runs // fix: co_await self.close(221);
    co_return;
  }
};
} // namespace bad_explicit_object_member

namespace bad_deducing_this {
struct handler {
  template <class Self> mini::task<void> finish(this Self &&self) {
    self.flush(); // warn: the task made by 'flush' is dropped, so it never runs
    co_return;
  }
};
struct smtp : handler {
  mini::task<void> flush();
};
mini::task<void> f(smtp &s) { co_await s.finish(); }
} // namespace bad_deducing_this

namespace bad_lambda_with_its_closure_by_value {
mini::task<void> f(mailbox &box) {
  auto load = [&box](this auto self) -> mini::task<void> { co_await box.sync(); };
  load(); // warn: the task made by this call is dropped, so it never runs // fix: co_await load();
  co_return;
}
} // namespace bad_lambda_with_its_closure_by_value

namespace bad_recursive_lambda {
mini::task<void> f(mailbox &box) {
  auto drain = [&box](this auto self, int n) -> mini::task<void> {
    co_await box.sync();
    if (n > 0)
      self(n - 1); // warn: the task made by this call is dropped, so it never runs
  };
  co_await drain(3);
}
} // namespace bad_recursive_lambda

namespace bad_subscript_of_several {
struct grid {
  mini::task<void> operator[](int row, int column);
};
mini::task<void> f(grid &g) {
  g[3, 4]; // warn: the task made by 'operator[]' is dropped, so it never runs // fix: co_await g[3, 4];
  co_return;
}
} // namespace bad_subscript_of_several

namespace bad_static_operators {
struct flush {
  static mini::task<void> operator()(mailbox &box) { return box.sync(); }
};
mini::task<void> f(mailbox &box) {
  flush{}(box); // warn: the task made by this call is dropped, so it never runs // fix: co_await flush{}(box);
  flush::operator()(box); // warn: the task made by 'operator()' is dropped, so it never runs // fix: co_await flush::operator()(box);
  co_return;
}
} // namespace bad_static_operators

namespace bad_if_not_consteval {
constexpr int answer(mailbox &box) {
  if !consteval {
    box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  }
  return 42;
}
int f(mailbox &box) { return answer(box); }
} // namespace bad_if_not_consteval

namespace bad_expected_of_a_task_is_fine_the_task_is_not {
std::expected<mailbox *, int> open(int id);
mini::task<void> f(int id) {
  if (auto box = open(id); box)
    (*box)->sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await (*box)->sync();
  co_return;
}
} // namespace bad_expected_of_a_task_is_fine_the_task_is_not

namespace bad_alias_in_an_init_statement {
mini::task<void> f(mailbox &box) {
  if (using result = mini::task<void>; sizeof(result) > 1)
    box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await box.sync();
  co_return;
}
} // namespace bad_alias_in_an_init_statement

namespace bad_label_at_the_end {
mini::task<void> f(mailbox &box, bool skip) {
  if (skip)
    goto done;
  box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await box.sync();
  co_await box.sync();
done:
}
} // namespace bad_label_at_the_end

namespace good_explicit_object_awaited {
struct session {
  mini::task<void> close(this session self, int code) { co_return; }
  mini::task<void> stop(this session &self) { co_await self.close(221); }
};
} // namespace good_explicit_object_awaited

namespace good_lambda_with_its_closure_by_value_awaited {
mini::task<void> f(mailbox &box) {
  auto load = [&box](this auto self) -> mini::task<void> { co_await box.sync(); };
  co_await load();
}
} // namespace good_lambda_with_its_closure_by_value_awaited

namespace good_recursive_lambda_awaits_itself {
mini::task<void> f(mailbox &box) {
  auto drain = [&box](this auto self, int n) -> mini::task<void> {
    co_await box.sync();
    if (n > 0)
      co_await self(n - 1);
  };
  co_await drain(3);
}
} // namespace good_recursive_lambda_awaits_itself

namespace good_returned_in_an_expected {
std::expected<mini::task<int>, int> f(mailbox &box, bool open) {
  if (!open)
    return std::unexpected(3);
  return box.size();
}
} // namespace good_returned_in_an_expected

namespace good_decayed_copy {
void run(mini::task<void> t);
mini::task<int> f(mailbox &box) {
  run(auto(box.sync()));
  co_return co_await auto(box.size());
}
} // namespace good_decayed_copy

namespace good_subscript_of_several_awaited {
struct grid {
  mini::task<int> operator[](int row, int column);
};
mini::task<int> f(grid &g) { co_return co_await g[3, 4] + co_await g[4, 3]; }
} // namespace good_subscript_of_several_awaited

namespace good_static_operator_of_something_else {
struct flush {
  static int operator()(mailbox &) { return 3; }
};
void f(mailbox &box) { flush{}(box); }
} // namespace good_static_operator_of_something_else

namespace good_if_consteval_branch_without_tasks {
constexpr int answer(mailbox &) {
  if consteval {
    return 41;
  } else {
    log_line("at run time");
  }
  return 42;
}
int f(mailbox &box) { return answer(box); }
} // namespace good_if_consteval_branch_without_tasks
