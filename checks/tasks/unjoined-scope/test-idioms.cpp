// Scopes in owners, and joins that are known to come.
#include "annotated.h"
#include "mini.h"
#include <memory>
#include <optional>
#include <vector>

struct [[clang::annotate("corolint::must_join")]] nursery {
  nursery();
  ~nursery();
  void start(mini::task<void> t);
  [[clang::annotate("corolint::joins")]] mini::tick join();
};
mini::task<void> flush();
bool flag();
void adopt(nursery *n);

namespace bad_never_joined_in_an_optional {
mini::task<void> f() {
  std::optional<nursery> n; // warn: 'n' is destroyed without having been joined, while its work is under way
  n.emplace();
  n->start(flush()); // note: work is started in it here
  co_await flush();
} // note: it is destroyed here
} // namespace bad_never_joined_in_an_optional

namespace good_optional_tested {
mini::task<void> f(bool parallel) {
  std::optional<nursery> n;
  if (parallel) {
    n.emplace();
    n->start(flush());
  }
  co_await flush();
  if (n)
    co_await n->join();
}
} // namespace good_optional_tested

namespace good_pointer_handed_on {
void f() {
  auto n = std::make_unique<nursery>();
  n->start(flush());
  adopt(n.release());
}
mini::task<void> g() {
  auto n = std::make_unique<nursery>();
  n->start(flush());
  nursery *same = n.get();
  co_await same->join();
}
} // namespace good_pointer_handed_on

namespace good_counted {
mini::task<void> f(std::vector<int> rows) {
  nursery n;
  int running = 0;
  for (int row : rows)
    if (row > 3) {
      n.start(flush());
      ++running;
    }
  if (running > 0)
    co_await n.join();
}
} // namespace good_counted

namespace good_entered_when_not_empty {
mini::task<void> f(std::vector<int> rows) {
  nursery n;
  for (int row : rows)
    n.start(flush());
  if (!rows.empty())
    co_await n.join();
}
} // namespace good_entered_when_not_empty

namespace good_joined_in_the_last_round {
mini::task<void> f(std::vector<int> rows) {
  nursery n;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    n.start(flush());
    if (i + 1 == rows.size())
      co_await n.join();
  }
}
} // namespace good_joined_in_the_last_round
