// Who keeps others out, may rely on what he has seen.
#include "mini.h"

struct session {
  int id = 0;
};
mini::task<std::shared_ptr<session>> dial(std::string host);
mini::task<void> audit(long amount);
struct event {
  mini::tick wait();
};

class client {
public:
  mini::task<void> good_locked() {
    auto guard = co_await mutex_.lock();
    if (!conn_)
      conn_ = co_await dial("db"); // note: 'good_locked' changes 'conn_' here // note: 'good_locked' changes 'conn_' here
  }
  mini::task<void> good_checked_again_under_the_lock() {
    if (conn_)
      co_return;
    auto guard = co_await mutex_.lock();
    if (!conn_)
      conn_ = co_await dial("db");
  }
  mini::task<void> bad_checked_before_the_lock() {
    if (!conn_) { // note: checked here, before the suspension
      auto guard = co_await mutex_.lock(); // note: the coroutine may be suspended at this 'co_await'
      conn_ = std::make_shared<session>(); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
  }
  mini::task<void> bad_lock_given_back() {
    bool missing = false;
    {
      auto guard = co_await mutex_.lock();
      missing = !conn_; // note: checked here, before the suspension
    }
    auto fresh = co_await dial("db"); // note: the coroutine may be suspended at this 'co_await'
    if (missing)
      conn_ = fresh; // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
  mini::task<void> good_claimed_by_another_flag() {
    if (conn_ || dialling_)
      co_return;
    dialling_ = true;
    conn_ = co_await dial("db");
    dialling_ = false;
  }
  mini::task<void> good_claimed_before_the_check() {
    if (dialling_)
      co_return;
    dialling_ = true;
    if (!conn_)
      conn_ = co_await dial("db");
    dialling_ = false;
  }
  mini::task<void> good_waits_for_the_other() {
    while (dialling_)
      co_await done_.wait();
    dialling_ = true;
    if (!conn_)
      conn_ = co_await dial("db");
    dialling_ = false;
  }
  mini::task<void> good_claimed_by_a_helper() {
    if (conn_ || !try_claim())
      co_return;
    conn_ = co_await dial("db");
    dialling_ = false;
  }
  mini::task<void> good_exchanged_flag() {
    if (std::exchange(dialling_, true))
      co_return;
    if (!conn_)
      conn_ = co_await dial("db");
    dialling_ = false;
  }
  mini::task<void> good_generation() {
    if (conn_)
      co_return;
    const int seen = generation_;
    auto fresh = co_await dial("db");
    if (seen != generation_)
      co_return;
    conn_ = fresh;
  }
  void drop() {
    conn_.reset();
    ++generation_;
  }

private:
  bool try_claim() {
    if (dialling_)
      return false;
    dialling_ = true;
    return true;
  }

  mini::async_mutex mutex_;
  event done_;
  std::shared_ptr<session> conn_;
  bool dialling_ = false;
  int generation_ = 0;
};

// Held by callers.
template <class F> mini::task<void> with_lock(mini::async_mutex &m, F work);
template <class... T> mini::task<void> all(T... work);
class store {
public:
  mini::task<void> good_lambda_under_the_lock() {
    co_await with_lock(mutex_, [this]() -> mini::task<void> {
      if (!conn_)
        conn_ = co_await dial("db");
    });
  }
  mini::task<void> get() {
    auto guard = co_await mutex_.lock();
    co_await good_filled_under_the_lock();
  }
  mini::task<void> put() {
    auto guard = co_await mutex_.lock();
    co_await good_filled_under_the_lock();
  }
  mini::task<void> good_named_locked() {
    if (!conn_)
      conn_ = co_await dial("db");
  }
  mini::task<void> good_given_the_guard(mini::async_mutex::guard) {
    if (!conn_)
      conn_ = co_await dial("db");
  }
  mini::task<void> good_lent_the_guard(const mini::async_mutex::guard &) {
    if (!conn_)
      conn_ = co_await dial("db");
  }
  mini::task<void> run() { co_await all(bad_twice_at_a_time(), bad_twice_at_a_time()); }

private:
  mini::task<void> good_filled_under_the_lock() {
    if (!conn_)
      conn_ = co_await dial("db");
  }
  mini::task<void> bad_twice_at_a_time() { // note: a second call of 'bad_twice_at_a_time' may come to the same point meanwhile
    if (!other_) // note: checked here, before the suspension
      other_ = co_await dial("db"); // warn: 'other_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }
  mini::async_mutex mutex_;
  std::shared_ptr<session> conn_, other_;
};
struct raised {
  explicit raised(bool &flag) : flag(flag) { flag = true; }
  ~raised() { flag = false; }
  bool &flag;
};
class raising {
public:
  mini::task<void> good_claimed_by_an_object() {
    if (busy_)
      co_return;
    raised claim(busy_);
    if (!conn_)
      conn_ = co_await dial("db");
  }

private:
  bool busy_ = false;
  std::shared_ptr<session> conn_;
};
