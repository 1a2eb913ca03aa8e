// Views, iterators and structures that refer to thread-local objects.
#include "mini.h"
#include <array>
#include <cstdio>
#include <map>
#include <span>
#include <tuple>

inline thread_local std::string scratch;
inline thread_local std::vector<int> queue;
inline thread_local std::map<int, std::string> names;
inline thread_local char buffer[64];
inline thread_local std::array<int, 4> slots;
struct Pair {
  int first = 0;
  int second = 0;
};
inline thread_local Pair pair;

mini::task<void> pause(int ms);
mini::task<int> fetch(int key);
void emit(std::string_view);
void record(long);

mini::task<void> bad_string_view() {
  std::string_view text = scratch; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  emit(text); // warn: 'text', which refers to thread-local 'scratch', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_data() {
  const char *text = scratch.c_str(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  emit(text); // warn: 'text', which refers to thread-local 'scratch', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_span() {
  std::span<int> numbers(queue); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  numbers[0] = 1; // warn: 'numbers', which refers to thread-local 'queue', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_view_of_an_array() {
  std::string_view text(buffer, 4); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  emit(text); // warn: 'text', which refers to thread-local 'buffer', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_iterator() {
  auto it = names.find(1); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  emit(it->second); // warn: 'it', which refers to thread-local 'names', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_element() {
  int &first = queue.front(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  first = 1; // warn: 'first', which refers to thread-local 'queue', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_subscript() {
  std::string &name = names[3]; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  name = "three"; // warn: 'name', which refers to thread-local 'names', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_array_element() {
  int &slot = slots[2]; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  slot = 1; // warn: 'slot', which refers to thread-local 'slots', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_range_for() {
  for (int n : queue) // warn: this refers to thread-local 'queue' of the thread before the suspension // note: take it again after the suspension, or copy the value before it // note: taken here, on the thread that runs before the suspension
    co_await fetch(n); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_range_for_by_reference() {
  for (int &n : queue) // warn: this refers to thread-local 'queue' of the thread before the suspension // note: take it again after the suspension, or copy the value before it // note: taken here, on the thread that runs before the suspension
    n = co_await fetch(1); // note: the coroutine may be suspended at this 'co_await'
}

mini::task<void> bad_reference_wrapper() {
  std::reference_wrapper<Pair> mine = pair; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  mine.get().first = 1; // warn: 'mine', which refers to thread-local 'pair', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_ref() {
  auto mine = std::ref(pair); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  record(mine.get().first); // warn: 'mine', which refers to thread-local 'pair', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_structured_binding() {
  auto &[first, second] = pair; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  record(first + second); // warn: this refers to thread-local 'pair' of the thread before the suspension // note: take it again after the suspension, or copy the value before it
}

struct Job {
  Pair *target = nullptr;
  int count = 0;
};

mini::task<void> bad_pointer_in_a_structure() {
  Job job{&pair, 1}; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  job.target->first = 2; // warn: 'job', which refers to thread-local 'pair', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_pointer_in_a_structure_assigned() {
  Job job;
  job.target = &pair; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  job.target->first = 2; // warn: 'job', which refers to thread-local 'pair', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_designated() {
  Job job{.target = &pair}; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  record(job.target->first); // warn: 'job', which refers to thread-local 'pair', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

struct Holder {
  Pair &target;
};

mini::task<void> bad_reference_in_a_structure() {
  Holder holder{pair}; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  holder.target.first = 2; // warn: 'holder', which refers to thread-local 'pair', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_structure_passed_on(void (*run)(const Job &)) {
  Job job{&pair}; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  run(job); // warn: 'job', which refers to thread-local 'pair', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_closure() {
  Pair &mine = pair; // note: taken here, on the thread that runs before the suspension
  auto add = [&mine] { ++mine.first; };
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  add(); // warn: 'mine', which refers to thread-local 'pair', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_closure_with_a_pointer() {
  auto add = [mine = &pair] { ++mine->first; }; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  add(); // warn: 'add', which refers to thread-local 'pair', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_array_of_pointers() {
  Pair *all[] = {&pair, nullptr}; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  all[0]->first = 1; // warn: 'all', which refers to thread-local 'pair', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_text_in_a_buffer(int n) {
  std::snprintf(buffer, sizeof buffer, "%d", n); // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  emit(buffer); // warn: thread-local 'buffer' is read after a suspension that follows its setting // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
}

struct Message {
  std::string text;
  std::string_view view() const { return text; }
  const std::string *address() const { return &text; }
  std::string copy() const { return text; }
};
inline thread_local Message message;

mini::task<void> bad_view_by_a_member() {
  auto text = message.view(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  emit(text); // warn: 'text', which refers to thread-local 'message', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_address_by_a_member() {
  const std::string *text = message.address(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  emit(*text); // warn: 'text', which refers to thread-local 'message', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

// ---- Silent ----

mini::task<void> good_copy_by_a_member() {
  std::string text = message.copy();
  co_await pause(1);
  emit(text);
}

mini::task<void> good_array_of_values() {
  int all[] = {pair.first, pair.second};
  co_await pause(1);
  record(all[0]);
}

mini::task<void> good_buffer_filled_again(int n) {
  std::snprintf(buffer, sizeof buffer, "%d", n);
  emit(buffer);
  co_await pause(1);
  std::snprintf(buffer, sizeof buffer, "%d", n + 1);
  emit(buffer);
}

mini::task<void> good_buffer_copied(int n) {
  std::snprintf(buffer, sizeof buffer, "%d", n);
  std::string text = buffer;
  co_await pause(1);
  emit(text);
}


mini::task<void> good_string() {
  std::string text(scratch);
  co_await pause(1);
  emit(text);
}

mini::task<void> good_copied_view() {
  std::string text{std::string_view(scratch)};
  co_await pause(1);
  emit(text);
}

mini::task<void> good_copied_container() {
  auto numbers = queue;
  for (int n : numbers)
    co_await fetch(n);
}

mini::task<void> good_copied_element() {
  int first = queue.front();
  auto name = names[3];
  co_await pause(1);
  record(first);
  emit(name);
}

mini::task<void> good_loop_without_a_suspension() {
  for (int n : queue)
    record(n);
  co_await pause(1);
  for (int n : queue)
    record(n);
}

mini::task<void> good_loop_that_is_left() {
  for (int n : queue) {
    co_await fetch(n);
    break;
  }
}

mini::task<void> good_loop_by_index() {
  for (std::size_t i = 0; i < queue.size(); ++i)
    co_await fetch(queue[i]);
}

mini::task<void> good_binding_by_value() {
  auto [first, second] = pair;
  co_await pause(1);
  record(first + second);
}

mini::task<void> good_other_member() {
  Job job{&pair, 1};
  job.target->first = 2;
  co_await pause(1);
  record(job.count);
}

mini::task<void> good_member_taken_again() {
  Job job{&pair, 1};
  job.target->first = 2;
  co_await pause(1);
  job.target = &pair;
  job.target->first = 3;
}

mini::task<void> good_closure_with_a_copy() {
  auto get = [mine = pair] { return mine.first; };
  co_await pause(1);
  record(get());
}

mini::task<void> good_closure_that_names_it() {
  auto add = [] { ++pair.first; };
  add();
  co_await pause(1);
  add();
}

mini::task<void> good_view_of_a_local() {
  std::string own = scratch;
  std::string_view text = own;
  co_await pause(1);
  emit(text);
}

mini::task<void> good_view_looked_up_again() {
  std::string_view text = scratch;
  emit(text);
  co_await pause(1);
  text = scratch;
  emit(text);
}

mini::task<void> good_size_of_a_view() {
  std::size_t size = std::string_view(scratch).size();
  co_await pause(1);
  record(static_cast<long>(size));
}

mini::task<void> good_temporary_in_one_expression() {
  emit(std::string_view(scratch).substr(1));
  co_await pause(1);
}
