// Sends into a full channel that nobody else receives from.
#include "corolint/annotations.h"
#include "mini.h"
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

class COROLINT_SENDER conduit {
public:
  explicit conduit(std::size_t COROLINT_CAPACITY capacity = 0);
  mini::task<void> send(int);
  bool try_send(int);
  COROLINT_RECEIVES mini::task<int> recv();
  COROLINT_RECEIVES std::optional<int> try_recv();
  void close();
  bool is_open() const;
};
template <class T> class COROLINT_SENDER sender {
public:
  mini::task<void> send(T);
  mini::task<void> send(T, mini::task<void> after);
};
template <class T> class COROLINT_RECEIVER receiver {
public:
  COROLINT_RECEIVES mini::task<std::optional<T>> recv();
};
template <class T> struct ends {
  sender<T> tx;
  receiver<T> rx;
};
template <class T> std::pair<sender<T>, receiver<T>> make_channel(std::size_t COROLINT_CAPACITY capacity);
template <class T> ends<T> make_ends(std::size_t COROLINT_CAPACITY capacity);
mini::task<void> timeout(int milliseconds);
void spawn(mini::task<void> work);
mini::task<void> consume(conduit &from);
mini::task<void> consume(std::shared_ptr<conduit> from);
void use(int);
bool chance();
template <class... T> mini::task<void> both(mini::task<T>... arms);

mini::task<void> bad_rendezvous() {
  conduit p; // note: the channel has no room for messages: each send waits for its receive
  co_await p.send(1); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
  use(co_await p.recv());
}

mini::task<void> bad_third() {
  conduit p(2); // note: the channel has room for 2 messages, and they are there
  co_await p.send(1);
  co_await p.send(2);
  co_await p.send(3); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
}

mini::task<void> bad_one_too_many() {
  conduit p(1); // note: the channel has room for one message, and it is there
  co_await p.send(1);
  use(co_await p.recv());
  co_await p.send(2);
  co_await p.send(3); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
}

mini::task<void> bad_counted() {
  constexpr int all = 10;
  conduit p(4); // note: the channel has room for 4 messages, and they are there
  for (int i = 0; i < all; ++i)
    co_await p.send(i); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
  spawn(consume(p));
}

mini::task<void> bad_shared() {
  auto p = std::make_shared<conduit>(1); // note: the channel has room for one message, and it is there
  co_await p->send(1);
  co_await p->send(2); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
  spawn(consume(p));
}

mini::task<void> bad_owned_rendezvous() {
  auto p = std::make_unique<conduit>(); // note: the channel has no room for messages: each send waits for its receive
  co_await p->send(1); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
}

mini::task<void> bad_pair() {
  auto [tx, rx] = make_channel<int>(1); // note: the channel has room for one message, and it is there // note: the sender lives until the end of its block
  co_await tx.send(1);
  co_await tx.send(2); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
  while (auto n = co_await rx.recv()) // warn[sender-kept-alive]: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    use(*n);
}

mini::task<void> bad_fields() {
  auto e = make_ends<int>(0); // note: the channel has no room for messages: each send waits for its receive
  co_await e.tx.send(1); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
  (void)co_await e.rx.recv();
}

mini::task<void> bad_in_both_branches(bool big) {
  conduit p(1); // note: the channel has room for one message, and it is there
  if (big)
    co_await p.send(1000);
  else
    co_await p.send(1);
  co_await p.send(2); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
}

mini::task<void> bad_switch(int kind) {
  conduit p(1); // note: the channel has room for one message, and it is there
  co_await p.send(0);
  switch (kind) {
  case 0:
    co_await p.send(1); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
    break;
  default:
    break;
  }
}

mini::task<void> bad_first_turn(std::vector<int> values) {
  conduit p; // note: the channel has no room for messages: each send waits for its receive
  for (int v : values)
    co_await p.send(v); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
  while (chance())
    use(co_await p.recv());
}

mini::task<void> bad_try() {
  conduit p(1); // note: the channel has room for one message, and it is there
  try {
    co_await p.send(1);
    co_await p.send(2); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
  } catch (...) {
  }
}

mini::task<int> bad_each_turn() {
  for (int i = 0; i < 3; ++i) {
    conduit p; // note: the channel has no room for messages: each send waits for its receive
    co_await p.send(i); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
  }
  co_return 0;
}

template <int N> mini::task<void> bad_template() {
  conduit p(N); // note: the channel has room for 3 messages, and they are there
  for (int i = 0; i <= N; ++i)
    co_await p.send(i); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
}
mini::task<void> use_template() { co_await bad_template<3>(); }

auto bad_lambda = []() -> mini::task<void> {
  conduit p; // note: the channel has no room for messages: each send waits for its receive
  co_await p.send(1); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
};

mini::task<void> good_fits() {
  conduit p(3);
  for (int i = 0; i < 3; ++i)
    co_await p.send(i);
  for (int i = 0; i < 3; ++i)
    use(co_await p.recv());
  for (int i = 0; i < 3; ++i)
    co_await p.send(i);
}

mini::task<void> good_consumer_first(int n) {
  conduit p;
  spawn(consume(p));
  for (int i = 0; i < n; ++i)
    co_await p.send(i);
}

mini::task<void> good_consumer_in_the_loop() {
  conduit p(1);
  for (int i = 0; i < 3; ++i) {
    if (i == 1)
      spawn(consume(p));
    co_await p.send(i);
  }
}

mini::task<void> good_drained_by_a_loop() {
  conduit p(4);
  for (int i = 0; i < 4; ++i)
    co_await p.send(i);
  while (auto n = p.try_recv())
    use(*n);
  co_await p.send(1);
}

mini::task<void> good_maybe_sent() {
  conduit p(1);
  if (chance())
    co_await p.send(1);
  co_await p.send(2);
}

mini::task<void> good_maybe_turn() {
  conduit p(2);
  for (int i = 0; i < 5; ++i) {
    if (chance())
      continue;
    co_await p.send(i);
  }
}

mini::task<void> good_in_turns(std::vector<int> values) {
  conduit p(1);
  for (int v : values) {
    co_await p.send(v);
    use(co_await p.recv());
  }
}

mini::task<void> good_captured() {
  conduit p;
  auto reader = [&]() -> mini::task<void> { use(co_await p.recv()); };
  spawn(reader());
  co_await p.send(1);
}

mini::task<void> good_together() {
  conduit p;
  co_await both(p.send(1), p.recv());
}

mini::task<void> good_started_before() {
  conduit p;
  auto pending = p.recv();
  co_await p.send(1);
  use(co_await std::move(pending));
}

mini::task<void> good_try() {
  conduit p(1);
  for (int i = 0; i < 3; ++i)
    if (!p.try_send(i))
      use(i);
  co_await p.send(1);
}

mini::task<void> good_of_the_caller(conduit &p) {
  co_await p.send(1);
  co_await p.send(2);
}

mini::task<void> good_unknown_capacity(int room) {
  conduit p(room);
  co_await p.send(1);
  co_await p.send(2);
}

mini::task<void> good_bounded() {
  auto [tx, rx] = make_channel<int>(0);
  co_await tx.send(1, timeout(100));
  (void)co_await rx.recv();
}

mini::task<void> good_closed() {
  conduit p;
  p.close();
  co_await p.send(1);
}

mini::task<void> good_after_a_handler() {
  conduit p(1);
  try {
    co_await p.send(1);
    use(co_await p.recv());
  } catch (...) {
    use(0);
  }
  co_await p.send(2);
}

struct owner {
  conduit p;
  mini::task<void> good_member() {
    co_await p.send(1);
    co_await p.send(2);
  }
};

mini::task<void> good_returned_between() {
  conduit p(1);
  co_await p.send(1);
  if (chance())
    co_return;
  use(co_await p.recv());
  co_await p.send(2);
}

mini::task<void> good_drained_for_a_while(int n) {
  conduit p(10);
  for (int i = 0; i < 10; ++i)
    co_await p.send(i);
  for (int i = 0; i < n; ++i)
    use(co_await p.recv());
  for (int i = 0; i < 10; ++i)
    co_await p.send(i);
}

mini::task<void> good_handler_after_a_consumer(bool early) {
  conduit p(0);
  try {
    if (early) {
      spawn(consume(p));
      throw 1;
    }
  } catch (int) {
    use(1);
  }
  co_await p.send(1);
}

mini::task<void> bad_handler(bool early) {
  conduit p(0); // note: the channel has no room for messages: each send waits for its receive
  try {
    if (early)
      throw 1;
  } catch (int) {
    use(1);
  }
  co_await p.send(1); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
}

struct stop_signal {};
struct cancel_slot {};
class COROLINT_SENDER patient {
public:
  explicit patient(std::size_t COROLINT_CAPACITY capacity);
  mini::task<void> send(int);
  mini::task<void> send(int, stop_signal);
  mini::task<void> send(int, cancel_slot);
  mini::task<bool> send_for(int, int milliseconds);
};

mini::task<void> good_stopped(stop_signal stop) {
  patient p(0);
  co_await p.send(1, stop);
}

mini::task<void> good_cancelled_by_a_slot(cancel_slot slot) {
  patient p(0);
  co_await p.send(1, slot);
}

mini::task<void> good_for_a_while() {
  patient p(0);
  (void)co_await p.send_for(1, 100);
}

mini::task<void> bad_patient() {
  patient p(0); // note: the channel has no room for messages: each send waits for its receive
  co_await p.send(1); // warn: 'send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
}
