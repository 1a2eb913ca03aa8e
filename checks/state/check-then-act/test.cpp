// Something shared is checked or copied, the coroutine is suspended, and then it is written.
#include "mini.h"
#include <atomic>
#include <map>
#include <unordered_map>

struct session {
  int id = 0;
  bool alive() const;
};
mini::task<std::shared_ptr<session>> dial(std::string host);
mini::task<std::string> download(std::string key);
mini::task<bool> probe(std::string host);
mini::task<void> audit(long amount);
void log(const char *what, long n);

// Members.
class client {
public:
  mini::task<std::shared_ptr<session>> bad_if() {
    if (!conn_) // note: checked here, before the suspension
      conn_ = co_await dial("db"); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: 'bad_if' changes 'conn_' here // note: 'bad_if' changes 'conn_' here // note: 'bad_if' changes 'conn_' here // note: 'bad_if' changes 'conn_' here // note: 'bad_if' changes 'conn_' here // note: 'bad_if' changes 'conn_' here // note: 'bad_if' changes 'conn_' here // note: 'bad_if' changes 'conn_' here // note: 'bad_if' changes 'conn_' here // note: 'bad_if' changes 'conn_' here // note: 'bad_if' changes 'conn_' here // note: 'bad_if' changes 'conn_' here // note: 'bad_if' changes 'conn_' here // note: 'bad_if' changes 'conn_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
    co_return conn_;
  }
  mini::task<std::shared_ptr<session>> bad_early_return() {
    if (conn_) // note: checked here, before the suspension
      co_return conn_;
    auto fresh = co_await dial("db"); // note: the coroutine may be suspended at this 'co_await'
    conn_ = fresh; // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: 'bad_early_return' changes 'conn_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
    co_return fresh;
  }
  mini::task<void> bad_compared_with_null() {
    if (conn_ == nullptr) { // note: checked here, before the suspension
      auto fresh = co_await dial("db"); // note: the coroutine may be suspended at this 'co_await'
      log("dialled", fresh->id);
      conn_ = std::move(fresh); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
  }
  mini::task<void> bad_while() {
    while (!conn_) // note: checked here, before the suspension
      conn_ = co_await dial("db"); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }
  mini::task<void> bad_condition_with_an_await() {
    if (!conn_ && co_await probe("db")) // note: checked here, before the suspension // note: the coroutine may be suspended at this 'co_await'
      conn_ = std::make_shared<session>(); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
  mini::task<void> bad_short_circuit() {
    bool ok = conn_ || ((conn_ = co_await dial("db")) != nullptr); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: checked here, before the suspension // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
    log("connected", ok);
  }
  mini::task<void> bad_conditional_operator() {
    conn_ ? void() : void(conn_ = co_await dial("db")); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: checked here, before the suspension // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }
  mini::task<void> bad_remembered_decision() {
    const bool missing = !conn_; // note: checked here, before the suspension
    auto fresh = co_await dial("db"); // note: the coroutine may be suspended at this 'co_await'
    if (missing)
      conn_ = fresh; // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
  mini::task<void> bad_copy_of_the_pointer() {
    auto known = conn_; // note: copied here, before the suspension
    if (!known) {
      known = co_await dial("db"); // note: the coroutine may be suspended at this 'co_await'
      conn_ = known; // warn: 'conn_' is written here because of what a copy before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
    log("session", known->id);
  }
  mini::task<void> bad_asks_what_it_points_to() {
    if (!conn_->alive()) // note: checked here, before the suspension
      conn_ = co_await dial("db"); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }
  mini::task<void> bad_reset() {
    if (conn_) { // note: checked here, before the suspension
      co_await audit(conn_->id); // note: the coroutine may be suspended at this 'co_await'
      conn_.reset(); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
  }
  mini::task<void> bad_in_try() {
    if (conn_) // note: checked here, before the suspension
      co_return;
    try {
      conn_ = co_await dial("db"); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
    } catch (const std::exception &) {
      log("failed", 0);
    }
  }
  mini::task<void> bad_in_handler() { // note: a second call of 'bad_in_handler' may come to the same point meanwhile
    if (!broken_) { // note: checked here, before the suspension
      try {
        co_await audit(0); // note: the coroutine may be suspended at this 'co_await'
      } catch (...) {
        broken_ = true; // warn: 'broken_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
      }
    }
  }
  mini::task<void> bad_other_things_between() {
    if (!conn_) { // note: checked here, before the suspension
      ++misses_;
      log("missed", misses_);
      auto fresh = co_await dial("db"); // note: the coroutine may be suspended at this 'co_await'
      if (!fresh)
        co_return;
      conn_ = fresh; // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
  }
  mini::task<void> bad_through_a_getter() {
    if (!is_connected()) // note: checked here, before the suspension
      conn_ = co_await dial("db"); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }
  mini::task<void> bad_stopped_tells_nothing_of_a_second_call() {
    if (conn_) // note: checked here, before the suspension
      co_return;
    auto fresh = co_await dial("db"); // note: the coroutine may be suspended at this 'co_await'
    if (stopped_)
      co_return;
    conn_ = fresh; // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
  mini::task<void> good_checked_again() {
    if (!conn_) {
      auto fresh = co_await dial("db");
      if (!conn_)
        conn_ = std::move(fresh);
    }
  }
  mini::task<void> good_checked_again_by_return() {
    if (conn_)
      co_return;
    auto fresh = co_await dial("db");
    if (conn_)
      co_return;
    conn_ = fresh;
  }
  mini::task<void> good_checked_again_by_getter() {
    if (!is_connected()) {
      auto fresh = co_await dial("db");
      if (!is_connected())
        conn_ = fresh;
    }
  }
  mini::task<void> good_checked_again_in_the_value() {
    if (!conn_) {
      auto fresh = co_await dial("db");
      conn_ = conn_ ? conn_ : fresh;
    }
  }
  mini::task<void> good_loop_until_it_holds() {
    for (;;) {
      if (conn_)
        co_return;
      auto fresh = co_await dial("db");
      if (conn_)
        continue;
      conn_ = fresh;
    }
  }
  mini::task<void> good_written_before_the_suspension() {
    if (!conn_) {
      conn_ = std::make_shared<session>();
      co_await audit(conn_->id);
    }
  }
  mini::task<void> good_checked_after_the_suspension() {
    auto fresh = co_await dial("db");
    if (!conn_)
      conn_ = fresh;
  }
  mini::task<void> good_write_does_not_depend() {
    if (conn_)
      log("replaced", conn_->id);
    conn_ = co_await dial("db");
  }
  mini::task<void> good_never_suspends() {
    if (!conn_) {
      co_await mini::ready();
      conn_ = std::make_shared<session>();
    }
  }
  mini::task<void> good_writes_something_else() {
    if (!conn_) {
      co_await audit(0);
      failure_ = 3;
    }
  }
  void drop() { conn_.reset(); }
  void stop() { stopped_ = true; }

private:
  bool is_connected() const { return conn_ != nullptr; }

  std::shared_ptr<session> conn_;
  bool stopped_ = false;
  bool broken_ = false;
  long misses_ = 0;
  int failure_ = 0;
};

// Flags and states.
enum class phase { idle, running, closed };
class server {
public:
  mini::task<void> bad_flag_set_too_late() {
    if (running_) // note: checked here, before the suspension
      co_return;
    auto s = co_await dial("registry"); // note: the coroutine may be suspended at this 'co_await'
    registry_.push_back(std::move(s));
    running_ = true; // warn: 'running_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
  mini::task<void> bad_flag_of_another_kind() {
    if (!dirty_) // note: checked here, before the suspension
      co_return;
    co_await download("flush"); // note: the coroutine may be suspended at this 'co_await'
    dirty_ = false; // warn: 'dirty_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
  mini::task<void> bad_switch() {
    switch (phase_) { // note: checked here, before the suspension
    case phase::idle:
      co_await audit(1); // note: the coroutine may be suspended at this 'co_await'
      phase_ = phase::running; // warn: 'phase_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: 'bad_switch' changes 'phase_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
      break;
    default:
      break;
    }
  }
  mini::task<void> bad_state() {
    if (phase_ == phase::closed) // note: checked here, before the suspension
      co_return;
    co_await audit(2); // note: the coroutine may be suspended at this 'co_await'
    phase_ = phase::closed; // warn: 'phase_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: 'bad_state' changes 'phase_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
  mini::task<void> bad_atomic() {
    if (!ready_.load()) { // note: checked here, before the suspension
      co_await audit(3); // note: the coroutine may be suspended at this 'co_await'
      ready_.store(true); // warn: 'ready_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: 'bad_atomic' changes 'ready_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
  }
  mini::task<void> bad_atomic_by_operators() {
    if (!ready_) { // note: checked here, before the suspension
      co_await audit(3); // note: the coroutine may be suspended at this 'co_await'
      ready_ = true; // warn: 'ready_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: 'bad_atomic_by_operators' changes 'ready_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
  }
  mini::task<void> good_claimed_by_the_flag() {
    if (running_)
      co_return;
    running_ = true; // note: 'good_claimed_by_the_flag' changes 'running_' here
    co_await audit(4);
    running_ = false;
  }
  mini::task<void> good_exchanged() {
    if (ready_.exchange(true))
      co_return;
    co_await audit(5);
    ready_ = false;
  }
  mini::task<void> good_compare_exchange() {
    bool seen = ready_.load();
    co_await audit(6);
    ready_.compare_exchange_strong(seen, true);
  }
  mini::task<void> good_flag_of_the_loop() {
    while (running_) {
      std::string message = co_await download("next");
      if (message == "quit")
        running_ = false;
    }
  }
  mini::task<void> good_checked_before_the_loop() {
    if (!running_)
      co_return;
    for (;;) {
      std::string message = co_await download("next");
      if (message.empty()) {
        running_ = false;
        break;
      }
    }
  }
  mini::task<void> good_state_checked_again() {
    if (phase_ != phase::idle)
      co_return;
    phase_ = phase::running;
    co_await audit(7);
    if (phase_ != phase::running)
      co_return;
    phase_ = phase::closed;
  }
  mini::task<void> stop() {
    running_ = false;
    dirty_ = true; // note: 'stop' changes 'dirty_' here
    co_await audit(0);
  }

private:
  bool running_ = false;
  bool dirty_ = false;
  phase phase_ = phase::idle;
  std::atomic<bool> ready_{false};
  std::vector<std::shared_ptr<session>> registry_;
};

// Copies.
struct limits {
  int low = 0, high = 0;
};
class account {
public:
  mini::task<void> bad_copy() {
    const long before = balance_; // note: copied here, before the suspension
    co_await audit(before); // note: the coroutine may be suspended at this 'co_await'
    balance_ = before - 10; // warn: 'balance_' is written here because of what a copy before a suspension has seen, and others can change it meanwhile // note: 'bad_copy' changes 'balance_' here // note: 'bad_copy' changes 'balance_' here // note: 'bad_copy' changes 'balance_' here // note: 'bad_copy' changes 'balance_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
  mini::task<void> bad_copy_by_steps() {
    auto n = balance_; // note: copied here, before the suspension
    auto next = n + 1;
    co_await audit(next); // note: the coroutine may be suspended at this 'co_await'
    balance_ = next; // warn: 'balance_' is written here because of what a copy before a suspension has seen, and others can change it meanwhile // note: 'bad_copy_by_steps' changes 'balance_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
  mini::task<long> fetch();
  mini::task<void> bad_read_before_the_await_in_one_expression() {
    balance_ = balance_ + co_await fetch(); // warn: 'balance_' is written here because of what a copy before a suspension has seen, and others can change it meanwhile // note: copied here, before the suspension // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }
  mini::task<void> bad_copy_of_a_structure() {
    limits changed = limits_; // note: copied here, before the suspension
    changed.high = int(co_await fetch()); // note: the coroutine may be suspended at this 'co_await'
    limits_ = changed; // warn: 'limits_' is written here because of what a copy before a suspension has seen, and others can change it meanwhile // note: 'bad_copy_of_a_structure' changes 'limits_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
  mini::task<void> bad_part_of_a_structure() {
    auto [low, high] = limits_; // note: copied here, before the suspension
    co_await audit(low); // note: the coroutine may be suspended at this 'co_await'
    limits_ = limits{low, high + 1}; // warn: 'limits_' is written here because of what a copy before a suspension has seen, and others can change it meanwhile // note: 'bad_part_of_a_structure' changes 'limits_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
  mini::task<void> bad_balance_checked_before() {
    if (balance_ < 10) // note: checked here, before the suspension
      co_return;
    co_await audit(10); // note: the coroutine may be suspended at this 'co_await'
    balance_ -= 10; // warn: 'balance_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
  mini::task<bool> bad_amount_checked_before(long amount) {
    if (balance_ >= amount) { // note: checked here, before the suspension
      co_await audit(amount); // note: the coroutine may be suspended at this 'co_await'
      balance_ -= amount; // warn: 'balance_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
      co_return true;
    }
    co_return false;
  }
  mini::task<void> good_added() {
    if (balance_ < 0)
      log("overdrawn", balance_);
    co_await audit(1);
    balance_ += 1;
  }
  mini::task<void> good_taken() {
    if (balance_ < 0)
      log("overdrawn", balance_);
    co_await audit(1);
    balance_ -= 1;
  }
  mini::task<void> good_added_what_was_awaited() { balance_ += co_await fetch(); }
  mini::task<void> good_read_afterwards() {
    co_await audit(1);
    balance_ = balance_ + 1;
  }
  mini::task<void> good_copied_after_the_await() {
    long amount = co_await fetch();
    long before = balance_;
    balance_ = before + amount;
  }
  mini::task<void> good_compared_with_the_copy() {
    long seen = balance_;
    long fresh = co_await fetch();
    if (balance_ == seen)
      balance_ = seen + fresh;
  }
  mini::task<void> good_copy_is_only_an_argument() {
    long seen = balance_;
    co_await audit(seen);
    log("was", seen);
    balance_ = 0;
  }
  mini::task<long> good_next_of_it(long n);
  mini::task<void> good_result_of_an_awaited_call() { balance_ = co_await good_next_of_it(balance_); }
  mini::task<void> good_copy_is_replaced() {
    long n = balance_;
    log("was", n);
    n = co_await fetch();
    balance_ = n;
  }
  mini::task<void> good_version_compared() {
    for (;;) {
      const int seen = version_;
      std::string body = co_await download("text");
      if (version_ != seen)
        continue;
      text_ = std::move(body);
      ++version_;
      co_return;
    }
  }
  mini::task<void> good_taken_out_and_put_back() {
    std::string text = std::move(text_);
    co_await download(text);
    text_ = text + "!";
  }
  void deposit(long amount) { balance_ += amount; }

private:
  long balance_ = 0;
  limits limits_;
  int version_ = 0;
  std::string text_;
};

// Locals are nobody else's.
mini::task<std::size_t> good_locals(std::vector<std::string> keys) {
  std::optional<std::string> first;
  std::size_t n = 0;
  for (auto &key : keys) {
    std::string body = co_await download(key);
    if (!first)
      first = co_await download(body);
    std::size_t before = n;
    co_await audit(0);
    n = before + body.size();
  }
  co_return n;
}
mini::task<void> good_parameters_by_value(client c, std::optional<int> number) {
  if (!number) {
    co_await c.bad_if();
    number = 3;
  }
}
