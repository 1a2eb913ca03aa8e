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
  for (auto numbers = [limit]() -> mini::generator<int> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression // fix: for (auto numbers = [limit](this auto) -> mini::generator<int> {
         for (int i = 0; i < limit; ++i) // note: 'this' is read from the closure here, when that is gone
           co_yield i;
       }();
       int n : numbers) // note: the task is used here
    count(n);
}
