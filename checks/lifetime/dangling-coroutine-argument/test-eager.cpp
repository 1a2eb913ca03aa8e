// Eager coroutines: what a parameter is used for before the first suspension cannot dangle.
#include "mini.h"
#include <map>
#include <memory>
#include <span>

// Starts at once; whoever awaits it is resumed when it is done.
class hot {
public:
  struct promise_type {
    hot get_return_object();
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void();
    void unhandled_exception();
  };
  hot(hot &&) noexcept;
  hot &operator=(hot &&) noexcept;
  ~hot();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> awaiting) noexcept;
  void await_resume();

private:
  std::coroutine_handle<promise_type> frame;
};

struct Item {
  int id = 0;
  std::string name;
};
hot nap(int ms);
hot put(std::string text);
hot all_of(std::vector<hot> work);
std::string name_of(int id);
Item make_item(int id);
bool urgent();
void note(std::string_view text);

hot uses_late(const std::string &text) {
  co_await nap(1);
  note(text); // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
}
hot uses_in_a_loop(const std::string &text, int n) {
  for (int i = 0; i < n; ++i) {
    note(text); // note: the coroutine uses it here
    co_await nap(1);
  }
}
hot uses_on_one_path(const std::string &text) {
  if (urgent())
    co_await nap(1);
  note(text); // note: the coroutine uses it here
}
hot uses_an_alias(const Item &item) {
  const std::string &name = item.name;
  co_await nap(1);
  note(name); // note: the coroutine uses it here
}
hot uses_a_view(const std::string &text) {
  std::string_view shown = text;
  co_await nap(1);
  note(shown); // note: the coroutine uses it here
}
hot uses_in_a_handler(const std::string &text) {
  try {
    co_await nap(1);
  } catch (const std::exception &) {
    note(text); // note: the coroutine uses it here
  }
}
hot uses_in_a_destructor(const std::string &text) {
  struct OnExit {
    const std::string &text;
    ~OnExit() { note(text); }
  } on_exit{text}; // note: the coroutine uses it here
  co_await nap(1);
}
hot uses_early(const std::string &text) {
  note(text);
  co_await nap(1);
  note("done");
}
hot copies(const std::string &text_) {
  std::string text = text_;
  co_await nap(1);
  note(text);
}
hot moves(Item &&item_) {
  Item item = std::move(item_);
  co_await nap(1);
  note(item.name);
}
hot passes_a_copy(const std::string &text) { co_await put(text); }
hot passes_a_copy_twice(const std::string &text) {
  co_await put(text);
  co_await put(text); // note: the coroutine uses it here
}
hot never_suspends(const std::string &text) {
  co_await mini::ready();
  note(text);
  co_return;
}
hot reassigned(std::string_view text) {
  note(text);
  text = "constant";
  co_await nap(1);
  note(text);
}
hot unseen(const std::string &text);

// ---- The task is kept, the argument was a temporary ----

hot bad_stored(int id) {
  auto work = uses_late(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await nap(2);
  co_await std::move(work); // note: the task is used here, when the temporary is gone
}

hot bad_returned(int id) {
  return uses_late(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

hot bad_second_round_of_a_loop(int id) {
  return uses_in_a_loop(name_of(id), 3); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

hot bad_one_path_suspends(int id) {
  return uses_on_one_path(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

hot bad_alias_inside(int id) {
  return uses_an_alias(make_item(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

hot bad_view_inside(int id) {
  return uses_a_view(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

hot bad_handler_inside(int id) {
  return uses_in_a_handler(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

hot bad_destructor_inside(int id) {
  return uses_in_a_destructor(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

hot bad_read_again_for_the_second_await(int id) {
  return passes_a_copy_twice(name_of(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

hot bad_collected(std::vector<int> ids) {
  std::vector<hot> work;
  for (int id : ids)
    work.push_back(uses_late(name_of(id))); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await all_of(std::move(work)); // note: the task is used here, when the temporary is gone
}

hot bad_local_of_an_iteration(std::vector<int> ids) {
  std::vector<hot> work;
  for (int id : ids) {
    std::string name = name_of(id); // note: 'name' is destroyed at the end of its scope
    work.push_back(uses_late(name)); // warn: the task refers to 'name', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  co_await all_of(std::move(work)); // note: the task is used here, when 'name' is gone
}

// ---- Correct ----

hot good_used_early(int id) {
  auto work = uses_early(name_of(id));
  co_await nap(2);
  co_await std::move(work);
}

hot good_copied(int id) { return copies(name_of(id)); }
hot good_moved(int id) { return moves(make_item(id)); }
hot good_passed_on_by_value(int id) { return passes_a_copy(name_of(id)); }
hot good_never_suspends(int id) { return never_suspends(name_of(id)); }
hot good_reassigned_before(int id) { return reassigned(name_of(id)); }
hot good_body_not_visible(int id) { return unseen(name_of(id)); }

hot good_collected(std::vector<int> ids) {
  std::vector<hot> work;
  for (int id : ids)
    work.push_back(copies(name_of(id)));
  co_await all_of(std::move(work));
}

hot good_awaited_in_place(int id) {
  co_await uses_late(name_of(id));
  co_await uses_in_a_loop(name_of(id), 3);
}

hot good_named(int id) {
  std::string name = name_of(id);
  auto work = uses_late(name);
  co_await nap(2);
  co_await std::move(work);
}

hot good_caller_owns_it(const std::string &name) { return uses_late(name); }

// ---- Member functions and the implicit object ----

struct Counter {
  hot late() {
    co_await nap(1);
    ++value; // note: the coroutine uses it here
  }
  hot early() {
    ++value;
    co_await nap(1);
  }
  static hot without(int) { co_await nap(1); }
  int value = 0;
};

hot bad_temporary_object() {
  return Counter{}.late(); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

hot good_temporary_object_used_early() { return Counter{}.early(); }
hot good_static_member() { return Counter{}.without(1); }
hot good_member_of_the_caller(Counter &counter) { return counter.late(); }
hot good_temporary_object_awaited() { co_await Counter{}.late(); }
