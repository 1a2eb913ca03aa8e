// Whoever holds the async lock that all writers take is alone with the container, until the lock is released.
#include "mini.h"
#include <map>
#include <mutex>
#include <optional>

struct Peer {
  std::string name;
  int misses = 0;
  mini::task<bool> ping() { co_return true; }
};
mini::task<void> send(std::string text) { co_return; }
void note(int number);

struct good_locked_loop {
  mini::task<void> join(Peer p) {
    auto guard = co_await mutex.lock();
    peers.push_back(std::move(p));
  }
  mini::task<void> check() {
    auto guard = co_await mutex.lock();
    for (auto &p : peers)
      if (!co_await p.ping())
        ++p.misses;
  }
  mini::async_mutex mutex;
  std::vector<Peer> peers;
};

struct good_locked_reference {
  mini::task<void> leave(int id) {
    const auto guard = co_await mutex.lock();
    peers.erase(id);
  }
  mini::task<void> check(int id) {
    const auto guard = co_await mutex.lock();
    auto &p = peers[id];
    co_await send("ping");
    p.misses = 0;
  }
  mini::async_mutex mutex;
  std::map<int, Peer> peers;
};

struct good_locked_in_a_block {
  mini::task<void> join(Peer p) {
    auto guard = co_await mutex.lock();
    peers.push_back(std::move(p));
  }
  mini::task<void> check() {
    {
      auto guard = co_await mutex.lock();
      for (auto &p : peers)
        co_await p.ping();
    }
    co_await send("done");
  }
  mini::async_mutex mutex;
  std::vector<Peer> peers;
};

struct good_copied_under_the_lock {
  mini::task<void> join(Peer p) {
    auto guard = co_await mutex.lock();
    peers.push_back(std::move(p));
  }
  mini::task<void> check() {
    std::vector<Peer> all;
    {
      auto guard = co_await mutex.lock();
      all = peers;
    }
    for (auto &p : all)
      co_await p.ping();
  }
  mini::async_mutex mutex;
  std::vector<Peer> peers;
};

struct good_guard_in_an_if {
  mini::task<void> join(Peer p) {
    auto guard = co_await mutex.lock();
    peers.push_back(std::move(p));
  }
  mini::task<void> check() {
    if (auto guard = co_await mutex.lock(); !peers.empty()) {
      auto &first = peers.front();
      co_await first.ping();
      ++first.misses;
    }
  }
  mini::async_mutex mutex;
  std::vector<Peer> peers;
};

struct good_guard_handed_in {
  mini::task<void> join(Peer p) {
    auto guard = co_await mutex.lock();
    peers.push_back(std::move(p));
  }
  mini::task<void> check_locked(mini::async_mutex::guard guard) {
    for (auto &p : peers)
      co_await p.ping();
  }
  mini::task<void> check() { co_await check_locked(co_await mutex.lock()); }
  mini::async_mutex mutex;
  std::vector<Peer> peers;
};

struct good_copied_under_a_thread_lock {
  void join(Peer p) {
    std::lock_guard guard(mutex);
    peers.push_back(std::move(p));
  }
  std::vector<Peer> all() const {
    std::lock_guard guard(mutex);
    return peers;
  }
  mini::task<void> check() {
    for (auto &p : all())
      co_await p.ping();
  }
  mutable std::mutex mutex;
  std::vector<Peer> peers;
};

struct bad_released_before_the_await {
  mini::task<void> join(Peer p) {
    auto guard = co_await mutex.lock();
    peers.push_back(std::move(p)); // note: 'join' may put elements into 'peers' here
  }
  mini::task<void> check(std::size_t i) {
    std::optional guard(co_await mutex.lock());
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    guard.reset();
    co_await send("ping"); // note: the coroutine may be suspended at this 'co_await'
    p.misses = 0; // note: used here, after it
  }
  mini::async_mutex mutex;
  std::vector<Peer> peers;
};

struct bad_locked_only_afterwards {
  mini::task<void> join(Peer p) {
    auto guard = co_await mutex.lock();
    peers.push_back(std::move(p)); // note: 'join' may put elements into 'peers' here
  }
  mini::task<void> check(std::size_t i) {
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    auto guard = co_await mutex.lock(); // note: the coroutine may be suspended at this 'co_await'
    p.misses = 0; // note: used here, after it
  }
  mini::async_mutex mutex;
  std::vector<Peer> peers;
};

struct bad_guard_moved_out {
  mini::task<void> join(Peer p) {
    auto guard = co_await mutex.lock();
    peers.push_back(std::move(p)); // note: 'join' may put elements into 'peers' here
  }
  mini::task<void> finish(mini::async_mutex::guard guard) { co_return; }
  mini::task<void> check(std::size_t i) {
    auto guard = co_await mutex.lock();
    auto &p = peers[i]; // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    co_await finish(std::move(guard)); // note: the coroutine may be suspended at this 'co_await'
    co_await send("ping");
    p.misses = 0; // note: used here, after it
  }
  mini::async_mutex mutex;
  std::vector<Peer> peers;
};

struct bad_no_lock_is_held {
  mini::task<void> join(Peer p) {
    auto guard = co_await mutex.lock();
    peers.push_back(std::move(p)); // note: 'join' may put elements into 'peers' here
  }
  mini::task<void> check() {
    for (auto &p : peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  mini::async_mutex mutex;
  std::vector<Peer> peers;
};

struct bad_thread_lock_for_the_look_up_only {
  void join(Peer p) {
    std::lock_guard guard(mutex);
    peers.push_back(std::move(p)); // note: 'join' may put elements into 'peers' here
  }
  mini::task<void> check() {
    std::unique_lock guard(mutex);
    auto &p = peers.front(); // warn: reference 'p' into 'peers' is used after a suspension during which others can change 'peers' // note: look it up again after the suspension, or keep a copy
    guard.unlock();
    co_await send("ping"); // note: the coroutine may be suspended at this 'co_await'
    p.misses = 0; // note: used here, after it
  }
  std::mutex mutex;
  std::vector<Peer> peers;
};

struct bad_locked_for_each_turn {
  mini::task<void> join(Peer p) {
    auto guard = co_await mutex.lock();
    peers.push_back(std::move(p)); // note: 'join' may put elements into 'peers' here
  }
  mini::task<void> check() {
    for (auto &p : peers) { // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      auto guard = co_await mutex.lock(); // note: the coroutine may be suspended at this 'co_await'
      ++p.misses;
    }
  }
  mini::async_mutex mutex;
  std::vector<Peer> peers;
};

// ---- Async locks of one's own, told by their words ----

namespace words {
struct peer { std::string name; };
struct units { ~units(); };
struct own_mutex {
  mini::task<units> lock();
  mini::task<void> enter();
  mini::task<units> acquire();
  void leave();
};
mini::task<void> pause();
void use(peer &);
} // namespace words

class good_guard_of_an_own_mutex {
public:
  mini::task<void> add() {
    auto guard = co_await mutex_.lock();
    peers_.emplace_back();
  }
  mini::task<void> all() {
    auto guard = co_await mutex_.lock();
    for (auto &peer : peers_) {
      co_await words::pause();
      words::use(peer);
    }
  }
  mini::task<void> all_by_a_semaphore() {
    auto units = co_await mutex_.acquire();
    for (auto &peer : peers_) {
      co_await words::pause();
      words::use(peer);
    }
  }
  mini::task<void> all_by_hand() {
    co_await mutex_.enter();
    for (auto &peer : peers_) {
      co_await words::pause();
      words::use(peer);
    }
    mutex_.leave();
  }

private:
  words::own_mutex mutex_;
  std::vector<words::peer> peers_;
};

class bad_own_mutex_left_too_early {
public:
  void add() { peers_.emplace_back(); } // note: 'add' may put elements into 'peers_' here // note: 'add' may put elements into 'peers_' here
  mini::task<void> guard_of_a_block() {
    { auto guard = co_await mutex_.lock(); }
    for (auto &peer : peers_) { // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await words::pause(); // note: the coroutine may be suspended at this 'co_await'
      words::use(peer);
    }
  }
  mini::task<void> left_by_hand() {
    co_await mutex_.enter();
    mutex_.leave();
    for (auto &peer : peers_) { // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await words::pause(); // note: the coroutine may be suspended at this 'co_await'
      words::use(peer);
    }
  }

private:
  words::own_mutex mutex_;
  std::vector<words::peer> peers_;
};
