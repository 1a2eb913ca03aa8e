// flags: -std=c++23
// Since C++23 the temporaries of a range-for's range live as long as the loop ([stmt.ranged], P2718).
#include "mini.h"

void count(int n);

void good_called_lambda_is_the_range(int limit) {
  for (int n : [limit]() -> mini::generator<int> {
         for (int i = 0; i < limit; ++i)
           co_yield i;
       }())
    count(n);
}

void bad_generator_of_the_initialiser(int limit) {
  for (auto numbers = [limit]() -> mini::generator<int> { // warn
         for (int i = 0; i < limit; ++i)
           co_yield i;
       }();
       int n : numbers)
    count(n);
}
