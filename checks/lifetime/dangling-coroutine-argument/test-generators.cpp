// Generators are lazy, too: their parameters are read when the first value is pulled.
#include "mini.h"
#include <map>
#include <memory>

std::vector<int> samples();
std::string name_of(int id);
bool urgent();
void use(int n);

mini::generator<int> each(const std::vector<int> &values) {
  for (int v : values) // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
    co_yield v;
}
mini::generator<char> letters(std::string_view text) {
  for (char c : text) // note: the coroutine uses it here
    co_yield c;
}
mini::generator<int> own(std::vector<int> values) {
  for (int v : values)
    co_yield v;
}
struct Table {
  std::map<int, int> rows;
  mini::generator<int> keys() const {
    for (auto &[key, value] : rows) // note: the coroutine uses it here
      co_yield key;
  }
};
Table table();

void bad_stored() {
  auto values = each(samples()); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  for (int v : values) // note: the task is used here, when the temporary is gone
    use(v);
}

// Before C++23 only what the range itself is bound to lives as long as the loop.
void bad_called_in_a_range_for() {
  for (int v : each(samples())) // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value // note: the task is used here, when the temporary is gone
    use(v);
}

void bad_view_in_a_range_for(int id) {
  for (char c : letters(name_of(id))) // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value // note: the task is used here, when the temporary is gone
    use(c);
}

void bad_object_in_a_range_for() {
  for (int key : table().keys()) // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value // note: the task is used here, when the temporary is gone
    use(key);
}

mini::generator<int> bad_returned() {
  return each(samples()); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

void bad_inner_block() {
  std::optional<mini::generator<int>> values;
  if (urgent()) {
    auto local = samples(); // note: 'local' is destroyed at the end of its scope
    values = each(local); // warn: the task refers to 'local', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  if (values) // note: the task is used here, when 'local' is gone
    for (int v : *values)
      use(v);
}

void good_named() {
  auto local = samples();
  for (int v : each(local))
    use(v);
  auto values = each(local);
  for (int v : values)
    use(v);
}

void good_by_value() {
  for (int v : own(samples()))
    use(v);
}

void good_literal() {
  for (char c : letters("abc"))
    use(c);
}

void good_object_with_a_name() {
  auto rows = table();
  for (int key : rows.keys())
    use(key);
}

void good_initialiser_of_the_loop() {
  for (auto local = samples(); int v : each(local))
    use(v);
}

mini::generator<int> good_of_the_caller(const std::vector<int> &values) { return each(values); }

int sum(mini::generator<int> values);
void good_consumed_in_the_full_expression() { use(sum(each(samples()))); }

// A generator that goes through another one.
mini::generator<int> good_nested(std::vector<int> values) {
  for (int v : each(values))
    co_yield v * 2;
}
