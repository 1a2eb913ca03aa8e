// flags: -std=c++20 -Wno-unused-value
// What suspends and what does not, and where in an expression it does.
#include "annotated.h"
#include "mini.h"
#include <map>

struct Peer {
  std::string name;
  int misses = 0;
  bool due = false;
};
mini::task<bool> ask(int n) { co_return n > 0; }
mini::task<void> tell(std::string text) { co_return; }
mini::eager<> remember(std::string text) { co_return; }
void note(std::string_view text);
void note(int number);

// Suspends only if the answer is not there yet.
struct cached {
  int *answer;
  bool await_ready() const noexcept { return answer != nullptr; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  int await_resume() const noexcept { return answer ? *answer : 0; }
};
// Is always there.
struct immediate {
  constexpr bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept { return 1; }
};
struct wrapped {
  immediate operator co_await() const noexcept { return {}; }
};

struct bad_suspensions {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here // note: 'join' may put elements into 'peers' here

  mini::task<void> bad_may_suspend(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    note(co_await cached{nullptr}); // note: the coroutine may be suspended at this 'co_await'
    p.misses = 0; // note: used here, after it
  }

  mini::task<void> bad_timer(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_await mini::sleep_for(std::chrono::milliseconds(1)); // note: the coroutine may be suspended at this 'co_await'
    p.misses = 0; // note: used here, after it
  }

  mini::task<void> bad_tick(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_await mini::tick(); // note: the coroutine may be suspended at this 'co_await'
    p.misses = 0; // note: used here, after it
  }

  mini::task<void> bad_condition(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    if (co_await ask(1)) // note: the coroutine may be suspended at this 'co_await'
      p.misses = 0; // note: used here, after it
  }

  mini::task<void> bad_conditional_operator(std::size_t i, bool wait) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    bool ok = wait ? co_await ask(1) : true; // note: the coroutine may be suspended at this 'co_await'
    p.due = ok; // note: used here, after it
  }

  mini::task<void> bad_switch(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    switch (co_await cached{nullptr}) { // note: the coroutine may be suspended at this 'co_await'
    case 0:
      p.misses = 0; // note: used here, after it
      break;
    default:
      break;
    }
  }

  mini::task<void> bad_argument(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    note(co_await ask(p.misses)); // note: the coroutine may be suspended at this 'co_await'
    note(p.name); // note: used here, after it
  }

  mini::task<void> bad_comma(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_await ask(1), p.misses = 0; // note: the coroutine may be suspended at this 'co_await' // note: used here, after it
  }

  mini::task<void> bad_short_circuit(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    if (p.due || co_await ask(1)) // note: the coroutine may be suspended at this 'co_await'
      note(p.name); // note: used here, after it
  }

  mini::task<void> bad_compound_assignment(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    p.misses += co_await ask(1); // the left side comes after the right one // note: the coroutine may be suspended at this 'co_await' // note: used here, after it
  }

  mini::task<void> bad_two_awaits(std::size_t i) {
    co_await tell("before");
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    note(p.name);
    co_await tell("between"); // note: the coroutine may be suspended at this 'co_await'
    note(p.name); // note: used here, after it
    co_await tell("after");
  }

  mini::task<void> bad_nested_block(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    {
      auto answer = co_await ask(1); // note: the coroutine may be suspended at this 'co_await'
      note(answer);
    }
    p.misses = 0; // note: used here, after it
  }

  mini::task<void> bad_initialiser_of_the_use(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    Peer copy{co_await ask(1) ? "yes" : "no", p.misses}; // note: the coroutine may be suspended at this 'co_await' // note: used here, after it
    note(copy.name);
  }

  mini::task<bool> bad_returned_together(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_return co_await ask(1) && p.due; // note: the coroutine may be suspended at this 'co_await' // note: used here, after it
  }

  mini::task<void> bad_lock(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    auto guard = co_await mutex.lock(); // note: the coroutine may be suspended at this 'co_await'
    p.misses = 0; // note: used here, after it
  }

  mini::task<void> bad_annotated(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_await annotated::resume_on(1); // note: the coroutine may be suspended at this 'co_await'
    p.misses = 0; // note: used here, after it
  }

  // ---- Nobody runs in between ----

  mini::task<void> good_never(std::size_t i) {
    auto &p = peers[i];
    co_await mini::ready();
    co_await std::suspend_never();
    note(co_await immediate());
    note(co_await wrapped());
    co_await remember(p.name);
    p.misses = 0;
  }

  mini::task<void> good_evaluated_before(std::size_t i) {
    auto &p = peers[i];
    bool ok = p.due && co_await ask(1);
    note(ok);
  }

  mini::task<void> good_argument_before(std::size_t i) {
    auto &p = peers[i];
    note(co_await ask(p.misses));
  }

  mini::task<bool> good_returned(std::size_t i) {
    auto &p = peers[i];
    co_return co_await ask(p.misses);
  }

  mini::task<void> good_other_case(std::size_t i, int n) {
    auto &p = peers[i];
    switch (n) {
    case 0:
      co_await tell("zero");
      break;
    case 1:
      p.misses = 0;
      break;
    default:
      break;
    }
  }

  mini::task<void> good_early_return(std::size_t i) {
    auto &p = peers[i];
    if (!p.due) {
      co_await tell("not yet");
      co_return;
    }
    p.misses = 0;
  }

  mini::task<void> good_throws_after(std::size_t i) {
    auto &p = peers[i];
    if (p.name.empty()) {
      co_await tell("nobody");
      throw std::exception();
    }
    p.misses = 0;
  }

  mini::task<void> good_not_evaluated(std::size_t i) {
    auto &p = peers[i];
    co_await tell(p.name);
    using name_type = decltype(p.name);
    note(static_cast<int>(sizeof(p) + sizeof(name_type)));
  }

  mini::task<void> good_unreachable_await(std::size_t i) {
    auto &p = peers[i];
    if constexpr (sizeof(int) == 1)
      co_await tell("never");
    if (false)
      co_await tell("never");
    p.misses = 0;
    co_return;
  }

  mini::task<void> good_await_of_another_coroutine(std::size_t i) {
    auto later = [](std::string text) -> mini::task<void> { co_await tell(text); };
    auto &p = peers[i];
    auto telling = later(p.name); // not awaited yet
    p.misses = 0;
    co_await std::move(telling);
  }

  mini::async_mutex mutex;
  std::vector<Peer> peers;
};

struct good_plain_functions {
  void join(Peer p) { peers.push_back(std::move(p)); }
  void reset() {
    for (auto &p : peers)
      p.misses = 0;
    auto &first = peers.front();
    join({});
    peers.front().misses = 1;
  }
  mini::forget watch() {
    co_await mini::tick();
    for (auto &p : peers)
      p.misses = 0;
  }
  std::vector<Peer> peers;
};

struct bad_fire_and_forget {
  void join(Peer p) { peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  mini::forget watch() {
    for (auto &p : peers) { // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await mini::tick(); // note: the coroutine may be suspended at this 'co_await'
      p.misses = 0;
    }
  }
  std::vector<Peer> peers;
};

struct bad_eager {
  void leave(int id) { peers.erase(id); } // note: 'leave' may erase elements of 'peers' here
  mini::eager<> watch(int id) {
    auto it = peers.find(id); // warn: iterator 'it' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_await mini::tick(); // note: the coroutine may be suspended at this 'co_await'
    if (it != peers.end()) // note: used here, after it
      it->second.misses = 0;
  }
  std::map<int, Peer> peers;
};

struct bad_annotated_task {
  void leave(int id) { peers.erase(id); } // note: 'leave' may erase elements of 'peers' here
  annotated::task<void> watch(int id) {
    auto it = peers.find(id); // warn: iterator 'it' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_await mini::tick(); // note: the coroutine may be suspended at this 'co_await'
    if (it != peers.end()) // note: used here, after it
      it->second.misses = 0;
  }
  std::map<int, Peer> peers;
};
