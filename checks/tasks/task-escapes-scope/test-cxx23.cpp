// flags: -std=c++23 -pthread
// Explicit object parameters: by value, the object is a parameter like any other.
#include "annotated.h"
#include "mini.h"
#include <mutex>

mini::task<int> query(const std::string &sql);
mini::task<int> query_copy(std::string sql);
mini::task<void> touch(int key);

struct Client {
  std::string host;
  std::mutex *m = nullptr;
  mini::task<int> fetch();
};

namespace bad_object_by_value {
struct Request : Client {
  std::string sql;
  mini::task<int> run(this Request self) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
    return query(self.sql); // warn: the returned task refers to 'self', which is destroyed when this function returns // note: the task gets its reference here
  }
  mini::task<int> fetch_first(this Request self) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
    return self.fetch(); // warn: the returned task refers to 'self', which is destroyed when this function returns // note: the task gets its reference here
  }
};
} // namespace bad_object_by_value

namespace bad_deduced_object_by_value {
struct Base {
  std::string sql;
  template <class Self> mini::task<int> run(this Self self) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
    return query(self.sql); // warn: the returned task refers to 'self', which is destroyed when this function returns // note: the task gets its reference here
  }
};
struct A : Base {};
struct B : Base {};
mini::task<int> f(A a, B b) {
  int n = co_await std::move(a).run();
  co_return n + co_await std::move(b).run();
}
} // namespace bad_deduced_object_by_value

namespace bad_guard_in_an_explicit_object_member {
struct Table : Client {
  mini::task<void> vacuum(this Table &self) {
    std::lock_guard hold(*self.m); // note: 'hold' is declared here and destroyed when the function returns
    return touch(1); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  }
};
} // namespace bad_guard_in_an_explicit_object_member

namespace bad_recursive_lambda {
mini::task<int> f(int depth) {
  auto walk = [](this auto const &self, int n) -> mini::task<int> {
    if (n > 0)
      return self(n - 1);
    std::string sql = std::to_string(n); // note: 'sql' is declared here and destroyed when the function returns
    return query(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
  };
  co_return co_await walk(depth);
}
} // namespace bad_recursive_lambda

namespace bad_in_if_consteval {
mini::task<int> f(std::string sql) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  if !consteval {
    return query(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
  }
  return query_copy(sql);
}
} // namespace bad_in_if_consteval

namespace good_object_by_reference {
struct Request : Client {
  std::string sql;
  mini::task<int> run(this Request &self) { return query(self.sql); }
  mini::task<int> fetch_first(this auto &self) { return self.fetch(); }
  mini::task<int> fetch_const(this const Request &self) { return query(self.host); }
};
mini::task<int> f(Request &r) { co_return co_await r.run() + co_await r.fetch_first() + co_await r.fetch_const(); }
} // namespace good_object_by_reference

namespace good_object_by_value_in_a_coroutine {
struct Request : Client {
  std::string sql;
  mini::task<int> run(this Request self) { co_return co_await query(self.sql); }
};
} // namespace good_object_by_value_in_a_coroutine

namespace good_object_moved_on {
struct Request {
  std::string sql;
  mini::task<int> run(this Request self) { return query_copy(std::move(self.sql)); }
};
} // namespace good_object_moved_on

namespace good_coroutine_keeps_its_object {
struct Job {
  int n = 0;
  mini::task<void> run(this Job self) { co_await touch(self.n); }
};
mini::task<void> f(int n) {
  Job job{n};
  return job.run();
}
} // namespace good_coroutine_keeps_its_object

namespace good_recursive_lambda_copies {
mini::task<int> f(int depth) {
  auto walk = [](this auto const &self, int n) -> mini::task<int> {
    if (n > 0)
      return self(n - 1);
    return query_copy(std::to_string(n));
  };
  co_return co_await walk(depth);
}
} // namespace good_recursive_lambda_copies

namespace good_guard_ends_before {
struct Table : Client {
  int generation = 0;
  mini::task<void> vacuum(this auto &self) {
    {
      std::lock_guard hold(*self.m);
      ++self.generation;
    }
    return touch(self.generation);
  }
};
mini::task<void> f(Table &t) { co_await t.vacuum(); }
} // namespace good_guard_ends_before
