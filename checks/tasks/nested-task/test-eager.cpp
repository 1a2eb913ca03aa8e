// What an await yields is a promise that cancels when it is dropped.
// flags: -std=c++20 -Wno-unused-result
#include "mini.h"
#include "stand_ins.h"

kj::Promise<kj::Promise<void>> begin(int stream);

namespace bad_dropping_cancels {
mini::task<void> f() {
  co_await begin(1); // warn: awaiting 'begin' yields another task, which is not awaited, which cancels it // note: await what it yields as well // fix: co_await co_await begin(1);
}
} // namespace bad_dropping_cancels

namespace bad_cast_cancels_too {
mini::task<void> f() {
  (void)co_await begin(1); // warn: awaiting 'begin' yields another task, which is not awaited, which cancels it // note: await what it yields as well // fix: (void)co_await co_await begin(1);
}
} // namespace bad_cast_cancels_too

namespace good_awaited {
mini::task<void> f() {
  co_await co_await begin(1);
}
} // namespace good_awaited
