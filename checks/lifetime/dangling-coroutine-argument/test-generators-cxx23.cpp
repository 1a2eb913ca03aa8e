// flags: -std=c++23
// Since C++23 the temporaries of a range-for's range live as long as the loop ([stmt.ranged], P2718).
#include "mini.h"

std::vector<int> samples();
void use(int n);
mini::generator<int> each(const std::vector<int> &values) {
  for (int v : values)
    co_yield v;
}

void good_called_in_a_range_for() {
  for (int v : each(samples()))
    use(v);
}

void bad_initialiser_of_the_loop() {
  for (auto values = each(samples()); int v : values) // warn
    use(v);
}

void bad_stored() {
  auto values = each(samples()); // warn
  for (int v : values)
    use(v);
}

void good_initialiser_owns_it() {
  for (auto local = samples(); int v : each(local))
    use(v);
}
