// What the blanket bans on reference parameters of coroutines report (cppcoreguidelines-avoid-reference-coroutine-parameters,
// C++ Core Guidelines CP.53), judged by what the arguments live for.
#include "mini.h"

struct Obj {
  int n = 0;
};
using IntReference = int &;
void use(int n);

// ---- Declarations and lambdas with reference parameters: no call, no report ----

namespace good_declarations {
mini::task<int> no_arguments() { co_return 1; }
mini::task<int> values_and_pointers(int x, int *y, const int z) { co_return x + *y + z; }
mini::task<int> references(int &x, const int &y) { co_return x + y; }
mini::task<int> reference_and_value(int &x, int y) { co_return x + y; }
mini::task<int> object(Obj &x) { co_return x.n; }
mini::task<int> rvalue(Obj &&x) { co_return x.n; }
mini::task<int> behind_an_alias(IntReference x) { co_return x; }
int no_coroutine(int &x) { return x; }
} // namespace good_declarations

mini::task<int> good_lambdas() {
  auto value = [](int x) -> mini::task<int> { co_return x; };
  auto reference = [](int &x) -> mini::task<int> { co_return x; };
  auto alias = [](IntReference x) -> mini::task<int> { co_return x; };
  auto plain = [](int &x) { return x; };
  int n = 3;
  n += plain(n);
  co_return co_await value(n) + co_await reference(n) + co_await alias(n);
}

mini::task<void> good_lambda_in_a_function_with_a_reference(int &n) {
  auto body = []() -> mini::task<int> { co_return 1; };
  n = co_await body();
}

namespace good_member_with_references {
struct Service {
  mini::task<int> handle(const Obj &request, Obj &response) {
    co_await mini::tick();
    response.n = request.n;
    co_return response.n;
  }
  mini::task<int> operator()(const Obj &request) { co_return request.n; }
};
mini::task<int> serve(Service &service) {
  Obj request, response;
  co_await service.handle(request, response);
  co_await service.handle({3}, response);
  co_return co_await service({4});
}
} // namespace good_member_with_references

// ---- Calls ----

mini::task<int> read(const int &n) { co_return n; } // note: the coroutine uses it here // note: the coroutine uses it here
mini::task<int> read_object(const Obj &o) { co_return o.n; } // note: the coroutine uses it here

mini::task<int> good_calls_awaited() {
  int n = 1;
  co_return co_await read(n) + co_await read(2) + co_await read(n + 1) + co_await read_object(Obj{3});
}

mini::task<int> good_tasks_of_locals() {
  int n = 1;
  Obj o{2};
  auto first = read(n);
  auto second = read_object(o);
  co_return co_await std::move(first) + co_await std::move(second);
}

mini::task<int> bad_task_of_a_number() {
  auto first = read(2); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(first); // note: the task is used here, when the temporary is gone
}

mini::task<int> bad_task_of_a_sum(int n) {
  auto first = read(n + 1); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_return co_await std::move(first); // note: the task is used here, when the temporary is gone
}

mini::task<int> bad_returned_task_of_an_object() {
  return read_object(Obj{3}); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}
