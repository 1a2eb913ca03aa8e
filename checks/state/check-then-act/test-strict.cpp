// options: {corolint-check-then-act.Strict: true}
// Room that was there before a suspension.
#include "mini.h"

mini::task<void> audit(long amount);

class pool {
public:
  mini::task<bool> bad_room() {
    if (used_ >= limit_) // note: checked here, before the suspension
      co_return false;
    co_await audit(1); // note: the coroutine may be suspended at this 'co_await'
    ++used_; // warn: 'used_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: 'bad_room' changes 'used_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
    co_return true;
  }
  mini::task<void> bad_amount(int n) {
    if (used_ + n <= limit_) { // note: checked here, before the suspension
      co_await audit(n); // note: the coroutine may be suspended at this 'co_await'
      used_ += n; // warn: 'used_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: 'bad_amount' changes 'used_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
  }
  mini::task<void> good_taken_before() {
    if (used_ >= limit_)
      co_return;
    ++used_;
    co_await audit(1);
    --used_;
  }
  mini::task<void> good_not_asked() {
    co_await audit(1);
    ++used_;
  }

private:
  int used_ = 0;
  const int limit_ = 4;
};
