// flags: -std=c++20 -pthread
// needs: tbb/task_group.h
// oneTBB's task groups, which have to be waited for.
#include <string>
#include <string_view>
#include <tbb/task_group.h>
#include <vector>

void print(std::string_view text);
std::string title(int id);
bool urgent();

void bad_local_of_an_iteration(int n) {
  tbb::task_group group; // note: 'group', which waits for it, is declared here and lives longer
  for (int i = 0; i < n; ++i) {
    std::string text = title(i); // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    group.run([&text] { print(text); }); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  group.wait();
}

void bad_counter_of_the_loop(int n) {
  tbb::task_group group; // note: 'group', which waits for it, is declared here and lives longer
  for (int i = 0; i < n; ++i) // warn: 'i' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before // note: it is destroyed here
    group.run([&] { print(title(i)); }); // note: the work gets its reference here // note: the work is started here
  group.wait();
}

namespace bad_member_group {
class Worker {
public:
  void start(std::string text) { // warn: 'text' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
    group_.run([&text] { print(text); }); // note: the work gets its reference here // note: the work is started here
  } // note: the parameter is destroyed here
  void finish() { group_.wait(); }

private:
  tbb::task_group group_;
};
} // namespace bad_member_group

void good_declared_first(int n) {
  std::vector<std::string> texts;
  for (int i = 0; i < n; ++i)
    texts.push_back(title(i));
  tbb::task_group group;
  for (const auto &text : texts)
    group.run([&text] { print(text); });
  group.wait();
}

void good_waited_for_in_the_block(int id) {
  tbb::task_group group;
  {
    std::string text = title(id);
    group.run([&text] { print(text); });
    group.wait();
  }
}

void good_run_and_wait(int id) {
  tbb::task_group group;
  if (urgent()) {
    std::string text = title(id);
    group.run_and_wait([&text] { print(text); });
  }
  group.wait();
}

void good_copies(int n) {
  tbb::task_group group;
  for (int i = 0; i < n; ++i)
    group.run([i] { print(title(i)); });
  group.wait();
}

// The classic divide and conquer: both halves end before their locals.
long good_recursion(int n) {
  if (n < 2)
    return n;
  long left = 0, right = 0;
  tbb::task_group group;
  group.run([&left, n] { left = good_recursion(n - 1); });
  group.run([&right, n] { right = good_recursion(n - 2); });
  group.wait();
  return left + right;
}
