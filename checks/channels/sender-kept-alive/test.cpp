// Loops that receive until the channel closes, with a sender in the same frame.
#include "corolint/annotations.h"
#include "mini.h"
#include <memory>
#include <optional>
#include <utility>
#include <vector>

struct core;

template <class T> class COROLINT_SENDER sender {
public:
  sender(const sender &);
  sender(sender &&) noexcept;
  sender &operator=(sender &&) noexcept;
  ~sender();
  mini::task<void> send(T);
  COROLINT_SENDER_CLOSES void close();
  bool is_open() const;
  class receiver_of;
  void take_over();

private:
  std::shared_ptr<core> core_;
};
template <class T> class COROLINT_RECEIVER receiver {
public:
  receiver(receiver &&) noexcept;
  ~receiver();
  COROLINT_RECEIVES mini::task<std::optional<T>> recv();
  COROLINT_RECEIVES mini::task<bool> recv(T &into);
  COROLINT_RECEIVES std::optional<T> blocking_recv();

private:
  std::shared_ptr<core> core_;
};
template <class T> struct ends {
  sender<T> tx;
  receiver<T> rx;
};
template <class T> std::pair<sender<T>, receiver<T>> make_channel(std::size_t capacity);
template <class T> ends<T> make_ends();
class COROLINT_SENDER topic {
public:
  receiver<int> subscribe();
  mini::task<void> send(int);
};

struct row {
  int id = 0;
};
void spawn(mini::task<void> COROLINT_SPAWNS work);
template <class F> void spawn_call(F work) { (void)work; }
mini::task<void> read_shard(int shard, sender<row> out);
mini::task<void> store(row r);
mini::task<void> write_back(receiver<row> in);
bool enough();
[[noreturn]] void give_up();
void borrow(const sender<row> &out);
void maybe_close(sender<row> &out);
topic make_topic();

mini::task<void> bad_copied() {
  auto [tx, rx] = make_channel<row>(64); // note: the sender lives until the end of its block
  spawn(read_shard(0, tx));
  while (auto r = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    co_await store(*r);
}

mini::task<void> bad_break() {
  auto [tx, rx] = make_channel<row>(64); // note: the sender lives until the end of its block
  for (int shard = 0; shard < 4; ++shard)
    spawn(read_shard(shard, tx));
  for (;;) { // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins
    std::optional<row> r = co_await rx.recv(); // note: the loop waits for more here
    if (!r.has_value())
      break;
    co_await store(*r);
  }
}

mini::task<int> bad_return_in_else() {
  auto [tx, rx] = make_channel<row>(64); // note: the sender lives until the end of its block
  spawn(read_shard(1, tx));
  while (true) { // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins
    auto r = co_await rx.recv(); // note: the loop waits for more here
    if (r != std::nullopt)
      co_await store(*r);
    else
      co_return 1;
  }
}

mini::task<void> bad_do() {
  auto both = make_channel<row>(8); // note: the sender lives until the end of its block
  spawn(read_shard(1, both.first));
  std::optional<row> r;
  do { // warn: this loop ends when the channel closes, and the sender 'both.first' in the same function keeps it open: it never ends // note: move 'both.first' to whoever sends, or close it before the loop begins
    r = co_await both.second.recv(); // note: the loop waits for more here
    if (r)
      co_await store(*r);
  } while (r);
}

mini::task<void> bad_fields() {
  auto l = make_ends<row>(); // note: the sender lives until the end of its block
  spawn(read_shard(1, l.tx));
  row r;
  while (co_await l.rx.recv(r)) // warn: this loop ends when the channel closes, and the sender 'l.tx' in the same function keeps it open: it never ends // note: move 'l.tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    co_await store(r);
}

mini::task<void> bad_assigned_in_condition() {
  auto [tx, rx] = make_channel<row>(8); // note: the sender lives until the end of its block
  spawn(read_shard(1, tx));
  std::optional<row> r;
  while ((r = co_await rx.recv())) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    co_await store(*r);
}

mini::task<void> bad_closed_afterwards() {
  auto [tx, rx] = make_channel<row>(8); // note: the sender lives until the end of its block
  spawn(read_shard(2, tx));
  while (auto r = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    co_await store(*r);
  tx.close();
}

mini::task<void> bad_moved_to_a_local() {
  auto both = make_channel<row>(8);
  auto tx = std::move(both.first); // note: the sender lives until the end of its block
  auto rx = std::move(both.second);
  spawn(read_shard(2, tx));
  while (auto r = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    co_await store(*r);
}

mini::task<void> bad_second_sender() {
  auto [tx, rx] = make_channel<row>(8);
  auto other = tx; // note: the sender lives until the end of its block
  spawn(read_shard(2, std::move(tx)));
  while (auto r = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'other' in the same function keeps it open: it never ends // note: move 'other' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    co_await store(*r);
  co_await other.send(row());
}

mini::task<void> bad_lent_to_a_function() {
  auto [tx, rx] = make_channel<row>(8); // note: the sender lives until the end of its block
  borrow(tx);
  if (tx.is_open())
    co_await tx.send(row());
  while (auto r = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    co_await store(*r);
}

mini::task<void> bad_copied_by_a_lambda() {
  auto [tx, rx] = make_channel<row>(8); // note: the sender lives until the end of its block
  spawn_call([tx] { borrow(tx); });
  while (auto r = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    co_await store(*r);
}

mini::task<void> bad_each_time() {
  for (int shard = 0; shard < 3; ++shard) {
    auto [tx, rx] = make_channel<row>(8); // note: the sender lives until the end of its block
    spawn(read_shard(shard, tx));
    while (auto r = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
      co_await store(*r);
    tx.close();
  }
}

mini::task<void> bad_subscribed(topic news) { // note: the sender lives until the end of its block
  receiver<int> rx = news.subscribe();
  while (auto n = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'news' in the same function keeps it open: it never ends // note: move 'news' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    (void)*n;
}

void bad_thread() {
  auto [tx, rx] = make_channel<row>(8); // note: the sender lives until the end of its block
  spawn(read_shard(0, tx));
  while (auto r = rx.blocking_recv()) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    (void)r->id;
}

template <class T> mini::task<void> bad_template(T value) {
  auto [tx, rx] = make_channel<T>(8); // note: the sender lives until the end of its block
  spawn(tx.send(value));
  while (auto r = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    (void)*r;
}
mini::task<void> use_template() { co_await bad_template(1); }

auto bad_lambda = []() -> mini::task<void> {
  auto [tx, rx] = make_channel<row>(8); // note: the sender lives until the end of its block
  spawn(read_shard(0, tx));
  while (auto r = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    co_await store(*r);
};

mini::task<void> good_moved() {
  auto [tx, rx] = make_channel<row>(64);
  spawn(read_shard(0, std::move(tx)));
  while (auto r = co_await rx.recv())
    co_await store(*r);
}

mini::task<void> good_moved_into_a_lambda() {
  auto [tx, rx] = make_channel<row>(64);
  spawn_call([out = std::move(tx)]() mutable { maybe_close(out); });
  while (auto r = co_await rx.recv())
    co_await store(*r);
}

mini::task<void> good_closed() {
  auto [tx, rx] = make_channel<row>(64);
  spawn(read_shard(0, tx));
  tx.close();
  while (auto r = co_await rx.recv())
    co_await store(*r);
}

mini::task<void> good_closed_on_a_way(bool now) {
  auto [tx, rx] = make_channel<row>(64);
  spawn(read_shard(0, tx));
  if (now)
    tx.close();
  while (auto r = co_await rx.recv())
    co_await store(*r);
}

mini::task<void> good_closed_in_the_loop() {
  auto [tx, rx] = make_channel<row>(64);
  spawn(read_shard(0, tx));
  while (auto r = co_await rx.recv()) {
    if (r->id == 7)
      tx.close();
    co_await store(*r);
  }
}

mini::task<void> good_moved_whole() {
  auto both = make_channel<row>(64);
  auto kept = std::move(both.second);
  spawn(read_shard(0, std::move(both.first)));
  while (auto r = co_await kept.recv())
    co_await store(*r);
}

mini::task<void> good_inner_block() {
  std::optional<receiver<row>> kept;
  {
    auto [tx, rx] = make_channel<row>(64);
    spawn(read_shard(0, tx));
    kept.emplace(std::move(rx));
  }
  while (auto r = co_await kept->recv())
    co_await store(*r);
}

mini::task<void> good_closed_by_others() {
  auto [tx, rx] = make_channel<row>(64);
  maybe_close(tx);
  while (auto r = co_await rx.recv())
    co_await store(*r);
}

mini::task<void> good_closed_by_spawned_work() {
  auto both = make_channel<row>(64);
  spawn_call([&] { both.first.close(); });
  while (auto r = co_await both.second.recv())
    co_await store(*r);
}

mini::task<void> good_assigned() {
  auto [tx, rx] = make_channel<row>(64);
  spawn(read_shard(0, tx));
  tx = make_channel<row>(1).first;
  while (auto r = co_await rx.recv())
    co_await store(*r);
}

mini::task<void> good_unknown_member() {
  auto [tx, rx] = make_channel<row>(64);
  tx.take_over();
  while (auto r = co_await rx.recv())
    co_await store(*r);
}

mini::task<void> good_last_row() {
  auto [tx, rx] = make_channel<row>(64);
  spawn(read_shard(0, tx));
  while (auto r = co_await rx.recv()) {
    if (r->id < 0)
      break;
    co_await store(*r);
  }
}

mini::task<void> good_other_condition() {
  auto [tx, rx] = make_channel<row>(64);
  spawn(read_shard(0, tx));
  for (;;) {
    auto r = co_await rx.recv();
    if (!r || enough())
      break;
    co_await store(*r);
  }
}

mini::task<void> good_counted(int rows) {
  auto [tx, rx] = make_channel<row>(64);
  spawn(read_shard(0, tx));
  for (int i = 0; i < rows; ++i)
    if (auto r = co_await rx.recv())
      co_await store(*r);
}

mini::task<void> good_forever() {
  auto [tx, rx] = make_channel<row>(64);
  spawn(read_shard(0, tx));
  for (;;)
    if (auto r = co_await rx.recv())
      co_await store(*r);
}

mini::task<void> good_throws() {
  auto [tx, rx] = make_channel<row>(64);
  spawn(read_shard(0, tx));
  while (auto r = co_await rx.recv()) {
    if (r->id < 0)
      throw r->id;
    if (r->id > 1000)
      give_up();
  }
}

mini::task<void> good_other_channel(receiver<row> requests) {
  auto [reply, replies] = make_channel<row>(8);
  spawn(write_back(std::move(replies)));
  while (auto r = co_await requests.recv())
    co_await reply.send(*r);
}

mini::task<void> good_made_later() {
  auto [tx, rx] = make_channel<row>(8);
  spawn(read_shard(0, std::move(tx)));
  while (auto r = co_await rx.recv())
    co_await store(*r);
  auto [again, more] = make_channel<row>(8);
  co_await again.send(row());
  (void)more;
}

// What is received first decides about the first turn.
mini::task<void> bad_primed() {
  auto [tx, rx] = make_channel<row>(8); // note: the sender lives until the end of its block
  spawn(read_shard(0, tx));
  auto r = co_await rx.recv();
  while (r) { // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins
    co_await store(*r);
    r = co_await rx.recv(); // note: the loop waits for more here
  }
}

mini::task<void> bad_two_receives_one_report() {
  auto [tx, rx] = make_channel<row>(8); // note: the sender lives until the end of its block
  spawn(read_shard(0, tx));
  for (;;) { // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins
    auto first = co_await rx.recv(); // note: the loop waits for more here
    if (!first)
      break;
    auto second = co_await rx.recv();
    if (!second)
      break;
    co_await store(*second);
  }
}

mini::task<void> bad_answer_moved_on() {
  auto [tx, rx] = make_channel<row>(8); // note: the sender lives until the end of its block
  spawn(read_shard(0, tx));
  while (auto r = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    co_await store(*std::move(r));
}

void look_at(receiver<row> &rx);
void peek(const receiver<row> &rx);

mini::task<void> bad_receiver_only_looked_at() {
  auto [tx, rx] = make_channel<row>(8); // note: the sender lives until the end of its block
  spawn(read_shard(0, tx));
  peek(rx);
  while (auto r = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    co_await store(*r);
}

mini::task<void> good_receiver_lent() {
  auto [tx, rx] = make_channel<row>(8);
  spawn(read_shard(0, tx));
  look_at(rx);
  while (auto r = co_await rx.recv())
    co_await store(*r);
}

mini::task<void> good_receiver_captured() {
  auto [tx, rx] = make_channel<row>(8);
  spawn(read_shard(0, tx));
  spawn_call([&rx] { look_at(rx); });
  while (auto r = co_await rx.recv())
    co_await store(*r);
}

mini::task<void> good_answer_reset() {
  auto [tx, rx] = make_channel<row>(8);
  spawn(read_shard(0, tx));
  std::optional<row> r;
  do {
    r = co_await rx.recv();
    if (r && r->id < 0)
      r.reset();
  } while (r);
}

mini::task<void> good_answer_assigned() {
  auto [tx, rx] = make_channel<row>(8);
  spawn(read_shard(0, tx));
  bool more = true;
  row r;
  while (more) {
    more = co_await rx.recv(r);
    if (r.id < 0)
      more = false;
  }
}

void judge(std::optional<row> &r);

mini::task<void> good_answer_judged() {
  auto [tx, rx] = make_channel<row>(8);
  spawn(read_shard(0, tx));
  std::optional<row> r;
  do {
    r = co_await rx.recv();
    judge(r);
  } while (r);
}

// The two ends of a connection belong to two channels.
template <class T> std::pair<sender<T>, receiver<T>> connect_to(int address);
class hub {
public:
  std::pair<sender<row>, receiver<row>> ends_of(int member);
  std::pair<sender<row>, receiver<row>> new_channel();
  static std::pair<sender<row>, receiver<row>> make();
};
std::pair<sender<int>, receiver<row>> make_service();
mini::task<std::pair<sender<row>, receiver<row>>> opened();

mini::task<void> good_connection() {
  auto [tx, rx] = connect_to<row>(1);
  co_await tx.send(row());
  while (auto r = co_await rx.recv())
    co_await store(*r);
}

mini::task<void> good_duplex_member(hub &h) {
  auto [tx, rx] = h.ends_of(1);
  co_await tx.send(row());
  while (auto r = co_await rx.recv())
    co_await store(*r);
}

mini::task<void> good_other_messages() {
  auto [tx, rx] = make_service();
  co_await tx.send(1);
  while (auto r = co_await rx.recv())
    co_await store(*r);
}

mini::task<void> good_awaited_ends() {
  auto [tx, rx] = co_await opened();
  co_await tx.send(row());
  while (auto r = co_await rx.recv())
    co_await store(*r);
}

mini::task<void> bad_made_by_a_member(hub &h) {
  auto [tx, rx] = h.new_channel(); // note: the sender lives until the end of its block
  spawn(read_shard(0, tx));
  while (auto r = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    co_await store(*r);
}

mini::task<void> bad_made_by_a_class() {
  auto [tx, rx] = hub::make(); // note: the sender lives until the end of its block
  spawn(read_shard(0, tx));
  while (auto r = co_await rx.recv()) // warn: this loop ends when the channel closes, and the sender 'tx' in the same function keeps it open: it never ends // note: move 'tx' to whoever sends, or close it before the loop begins // note: the loop waits for more here
    co_await store(*r);
}

struct COROLINT_SENDER requests {
  mini::task<void> send(int);
  receiver<int> replies();
};

mini::task<void> good_replies(requests r) {
  auto rx = r.replies();
  co_await r.send(1);
  while (auto n = co_await rx.recv())
    (void)*n;
}

template <class A, class B> mini::task<std::optional<row>> first_of(A a, B b);
mini::task<std::optional<row>> stopped();

mini::task<void> good_other_may_answer() {
  auto [tx, rx] = make_channel<row>(8);
  spawn(read_shard(0, tx));
  while (auto r = co_await first_of(rx.recv(), stopped()))
    co_await store(*r);
}
