// flags: -std=c++23
// Since C++23 the temporaries of a range-for's range live as long as the loop ([stmt.ranged], P2718).
#include "mini.h"

std::vector<int> samples();
void use(int n);
mini::generator<int> each(const std::vector<int> &values) {
  for (int v : values) // note: the coroutine uses it here // note: the coroutine uses it here
    co_yield v;
}

void good_called_in_a_range_for() {
  for (int v : each(samples()))
    use(v);
}

void bad_initialiser_of_the_loop() {
  for (auto values = each(samples()); int v : values) // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value // note: the task is used here, when the temporary is gone
    use(v);
}

void bad_stored() {
  auto values = each(samples()); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  for (int v : values) // note: the task is used here, when the temporary is gone
    use(v);
}

void good_initialiser_owns_it() {
  for (auto local = samples(); int v : each(local))
    use(v);
}
