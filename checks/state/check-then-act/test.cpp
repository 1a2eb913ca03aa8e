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
    if (!conn_)
      conn_ = co_await dial("db"); // warn
    co_return conn_;
  }
  mini::task<std::shared_ptr<session>> bad_early_return() {
    if (conn_)
      co_return conn_;
    auto fresh = co_await dial("db");
    conn_ = fresh; // warn
    co_return fresh;
  }
  mini::task<void> bad_compared_with_null() {
    if (conn_ == nullptr) {
      auto fresh = co_await dial("db");
      log("dialled", fresh->id);
      conn_ = std::move(fresh); // warn
    }
  }
  mini::task<void> bad_while() {
    while (!conn_)
      conn_ = co_await dial("db"); // warn
  }
  mini::task<void> bad_condition_with_an_await() {
    if (!conn_ && co_await probe("db"))
      conn_ = std::make_shared<session>(); // warn
  }
  mini::task<void> bad_short_circuit() {
    bool ok = conn_ || ((conn_ = co_await dial("db")) != nullptr); // warn
    log("connected", ok);
  }
  mini::task<void> bad_conditional_operator() {
    conn_ ? void() : void(conn_ = co_await dial("db")); // warn
  }
  mini::task<void> bad_remembered_decision() {
    const bool missing = !conn_;
    auto fresh = co_await dial("db");
    if (missing)
      conn_ = fresh; // warn
  }
  mini::task<void> bad_copy_of_the_pointer() {
    auto known = conn_;
    if (!known) {
      known = co_await dial("db");
      conn_ = known; // warn
    }
    log("session", known->id);
  }
  mini::task<void> bad_asks_what_it_points_to() {
    if (!conn_->alive())
      conn_ = co_await dial("db"); // warn
  }
  mini::task<void> bad_reset() {
    if (conn_) {
      co_await audit(conn_->id);
      conn_.reset(); // warn
    }
  }
  mini::task<void> bad_in_try() {
    if (conn_)
      co_return;
    try {
      conn_ = co_await dial("db"); // warn
    } catch (const std::exception &) {
      log("failed", 0);
    }
  }
  mini::task<void> bad_in_handler() {
    if (!broken_) {
      try {
        co_await audit(0);
      } catch (...) {
        broken_ = true; // warn
      }
    }
  }
  mini::task<void> bad_other_things_between() {
    if (!conn_) {
      ++misses_;
      log("missed", misses_);
      auto fresh = co_await dial("db");
      if (!fresh)
        co_return;
      conn_ = fresh; // warn
    }
  }
  mini::task<void> bad_through_a_getter() {
    if (!is_connected())
      conn_ = co_await dial("db"); // warn
  }
  mini::task<void> bad_stopped_tells_nothing_of_a_second_call() {
    if (conn_)
      co_return;
    auto fresh = co_await dial("db");
    if (stopped_)
      co_return;
    conn_ = fresh; // warn
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
    if (running_)
      co_return;
    auto s = co_await dial("registry");
    registry_.push_back(std::move(s));
    running_ = true; // warn
  }
  mini::task<void> bad_flag_of_another_kind() {
    if (!dirty_)
      co_return;
    co_await download("flush");
    dirty_ = false; // warn
  }
  mini::task<void> bad_switch() {
    switch (phase_) {
    case phase::idle:
      co_await audit(1);
      phase_ = phase::running; // warn
      break;
    default:
      break;
    }
  }
  mini::task<void> bad_state() {
    if (phase_ == phase::closed)
      co_return;
    co_await audit(2);
    phase_ = phase::closed; // warn
  }
  mini::task<void> bad_atomic() {
    if (!ready_.load()) {
      co_await audit(3);
      ready_.store(true); // warn
    }
  }
  mini::task<void> bad_atomic_by_operators() {
    if (!ready_) {
      co_await audit(3);
      ready_ = true; // warn
    }
  }
  mini::task<void> good_claimed_by_the_flag() {
    if (running_)
      co_return;
    running_ = true;
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
    dirty_ = true;
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
    const long before = balance_;
    co_await audit(before);
    balance_ = before - 10; // warn
  }
  mini::task<void> bad_copy_by_steps() {
    auto n = balance_;
    auto next = n + 1;
    co_await audit(next);
    balance_ = next; // warn
  }
  mini::task<long> fetch();
  mini::task<void> bad_read_before_the_await_in_one_expression() {
    balance_ = balance_ + co_await fetch(); // warn
  }
  mini::task<void> bad_copy_of_a_structure() {
    limits changed = limits_;
    changed.high = int(co_await fetch());
    limits_ = changed; // warn
  }
  mini::task<void> bad_part_of_a_structure() {
    auto [low, high] = limits_;
    co_await audit(low);
    limits_ = limits{low, high + 1}; // warn
  }
  mini::task<void> bad_balance_checked_before() {
    if (balance_ < 10)
      co_return;
    co_await audit(10);
    balance_ -= 10; // warn
  }
  mini::task<bool> bad_amount_checked_before(long amount) {
    if (balance_ >= amount) {
      co_await audit(amount);
      balance_ -= amount; // warn
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
