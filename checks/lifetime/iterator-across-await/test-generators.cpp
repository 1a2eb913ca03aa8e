// co_yield suspends, too: in a generator that others' coroutines await anybody may run meanwhile, in one that is pulled by
// a loop only the body of that loop does.
#include "mini.h"
#include <map>

mini::task<void> send(std::string text) { co_return; }
mini::task<int> measure(std::string name) { co_return 1; }
void note(std::string_view text);

// A generator whose next() is awaited.
template <class T> class stream {
public:
  struct promise_type {
    stream get_return_object() { return stream(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct hand_over {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept { return h.promise().consumer; }
      void await_resume() noexcept {}
    };
    hand_over final_suspend() noexcept {
      value = nullptr;
      return {};
    }
    hand_over yield_value(const T &v) noexcept {
      value = &v;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
    std::coroutine_handle<> consumer;
    const T *value = nullptr;
  };
  struct next_awaiter {
    std::coroutine_handle<promise_type> producer;
    bool await_ready() noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) noexcept {
      producer.promise().consumer = h;
      return producer;
    }
    const T *await_resume() noexcept { return producer.promise().value; }
  };
  next_awaiter next() { return {frame}; }
  stream(stream &&o) noexcept : frame(std::exchange(o.frame, {})) {}
  ~stream() {
    if (frame)
      frame.destroy();
  }

private:
  explicit stream(std::coroutine_handle<promise_type> h) : frame(h) {}
  std::coroutine_handle<promise_type> frame;
};

struct bad_stream_over_a_vector {
  void add(std::string name) { names.push_back(std::move(name)); } // note: 'add' may put elements into 'names' here
  stream<std::string> all() {
    for (const auto &name : names) // warn: the loop over 'names' goes on after a suspension during which others can change 'names' // note: loop over a copy, or hold an async lock that whoever changes 'names' takes, too // note: the next element is taken here
      co_yield name; // note: the coroutine may be suspended at this 'co_yield'
  }
  std::vector<std::string> names;
};

struct bad_stream_over_a_map {
  void remove(int id) { names.erase(id); } // note: 'remove' may erase elements of 'names' here
  stream<int> ids() {
    for (auto it = names.begin(); it != names.end(); ++it) // warn: iterator 'it' into 'names' is used after a suspension during which others can change 'names' // note: look it up again after the suspension, or keep a copy // note: used here, after it
      co_yield it->first; // note: the coroutine may be suspended at this 'co_yield'
  }
  std::map<int, std::string> names;
};

struct bad_stream_that_awaits {
  void add(std::string name) { names.push_back(std::move(name)); } // note: 'add' may put elements into 'names' here
  stream<int> measured() {
    for (const auto &name : names) // warn: the loop over 'names' goes on after a suspension during which others can change 'names' // note: loop over a copy, or hold an async lock that whoever changes 'names' takes, too // note: the next element is taken here
      co_yield co_await measure(name); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<std::string> names;
};

struct bad_reference_across_a_yield {
  void add(std::string name) { names.push_back(std::move(name)); } // note: 'add' may put elements into 'names' here
  stream<int> lengths() {
    auto &first = names.front(); // warn: reference 'first' into 'names' is used after a suspension during which others can change 'names' // note: look it up again after the suspension, or keep a copy
    co_yield 1; // note: the coroutine may be suspended at this 'co_yield'
    co_yield static_cast<int>(first.size()); // note: used here, after it
  }
  std::vector<std::string> names;
};

struct good_stream_over_a_copy {
  void add(std::string name) { names.push_back(std::move(name)); }
  stream<std::string> all() {
    auto mine = names;
    for (const auto &name : mine)
      co_yield name;
  }
  std::vector<std::string> names;
};

struct good_stream_by_index {
  void add(std::string name) { names.push_back(std::move(name)); }
  stream<std::string> all() {
    for (std::size_t i = 0; i < names.size(); ++i) {
      auto name = names[i];
      co_yield name;
    }
  }
  std::vector<std::string> names;
};

struct good_stream_over_what_never_changes {
  stream<std::string> all() {
    for (const auto &name : names)
      co_yield name;
  }
  std::vector<std::string> names;
};

struct good_last_yield {
  void add(std::string name) { names.push_back(std::move(name)); }
  stream<int> length() {
    auto &first = names.front();
    int size = static_cast<int>(first.size());
    co_yield size;
    co_yield 0;
  }
  std::vector<std::string> names;
};

struct good_reader_of_a_stream {
  void add(std::string name) { names.push_back(std::move(name)); }
  mini::task<void> print(stream<std::string> all) {
    while (auto *name = co_await all.next()) {
      names.push_back(*name);
      note(*name);
    }
  }
  std::vector<std::string> names;
};

// ---- Pulled in place ----

struct good_pulled_by_a_reader {
  void add(std::string name) { names.push_back(std::move(name)); }
  mini::generator<std::string> all() {
    for (const auto &name : names)
      co_yield name;
  }
  void print() {
    for (const auto &name : all())
      note(name);
  }
  std::vector<std::string> names;
};

struct good_pulled_by_nobody_here {
  void add(std::string name) { names.push_back(std::move(name)); }
  mini::generator<std::string> all() {
    for (const auto &name : names)
      co_yield name;
  }
  std::vector<std::string> names;
};

struct good_puller_changes_something_else {
  mini::generator<std::string> all() {
    for (const auto &name : names)
      co_yield name;
  }
  void copy() {
    for (const auto &name : all())
      copies.push_back(name);
    names.clear();
  }
  std::vector<std::string> names;
  std::vector<std::string> copies;
};

struct bad_puller_changes_it {
  mini::generator<std::string> all() {
    for (const auto &name : names) // warn: the loop over 'names' goes on after a suspension during which others can change 'names' // note: loop over a copy, or hold an async lock that whoever changes 'names' takes, too // note: the next element is taken here
      co_yield name; // note: the coroutine may be suspended at this 'co_yield'
  }
  void double_all() {
    for (const auto &name : all())
      names.push_back(name); // note: 'double_all' may put elements into 'names' here
  }
  std::vector<std::string> names;
};

struct bad_puller_changes_it_by_a_call {
  mini::generator<int> ids() {
    for (auto it = names.begin(); it != names.end(); ++it) // warn: iterator 'it' into 'names' is used after a suspension during which others can change 'names' // note: look it up again after the suspension, or keep a copy // note: used here, after it
      co_yield it->first; // note: the coroutine may be suspended at this 'co_yield'
  }
  void remove(int id) { names.erase(id); } // note: 'remove' may erase elements of 'names' here
  void remove_all() {
    for (int id : ids())
      remove(id);
  }
  std::map<int, std::string> names;
};
