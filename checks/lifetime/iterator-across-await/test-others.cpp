// Who changes the container meanwhile: members, friends, free functions, lambdas, derived classes. And who does not.
#include "mini.h"
#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

struct Peer {
  std::string name;
  int misses = 0;
  mini::task<bool> ping() { co_return true; }
};
mini::task<void> send(std::string text) { co_return; }
void note(int number);
void observe(const std::vector<Peer> &peers);

// ---- Changed by ... ----

class bad_by_another_coroutine {
public:
  mini::task<void> join(std::string name) {
    co_await send(name);
    peers_.push_back({std::move(name)}); // note: 'join' may put elements into 'peers_' here
  }
  mini::task<void> check() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<Peer> peers_;
};

class bad_by_a_private_member {
public:
  void on_message(Peer p) { add(std::move(p)); }
  mini::task<void> check() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  void add(Peer p) { peers_.push_back(std::move(p)); } // note: 'add' may put elements into 'peers_' here
  std::vector<Peer> peers_;
};

class bad_by_a_member_defined_later {
public:
  void join(Peer p);
  mini::task<void> check() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<Peer> peers_;
};
void bad_by_a_member_defined_later::join(Peer p) { peers_.push_back(std::move(p)); } // note: 'join' may put elements into 'peers_' here

class bad_by_a_friend {
public:
  mini::task<void> check() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  friend void join(bad_by_a_friend &group, Peer p) { group.peers_.push_back(std::move(p)); } // note: 'join' may put elements into 'peers_' here

private:
  std::vector<Peer> peers_;
};

namespace bad_by_a_free_function {
struct Group {
  mini::task<void> check() {
    for (auto &p : peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<Peer> peers;
};
void join(Group &group, Peer p) { group.peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
} // namespace bad_by_a_free_function

namespace bad_by_an_owner {
struct Group {
  mini::task<void> check() {
    for (auto &p : peers) // warn: the loop over 'peers' goes on after a suspension during which others can change 'peers' // note: loop over a copy, or hold an async lock that whoever changes 'peers' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<Peer> peers;
};
struct Server {
  void join(Peer p) { group->peers.push_back(std::move(p)); } // note: 'join' may put elements into 'peers' here
  std::shared_ptr<Group> group;
};
} // namespace bad_by_an_owner

namespace bad_by_a_derived_class {
class Group {
public:
  mini::task<void> check() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

protected:
  std::vector<Peer> peers_;
};
class OpenGroup : public Group {
public:
  void join(Peer p) { peers_.push_back(std::move(p)); } // note: 'join' may put elements into 'peers_' here
};
} // namespace bad_by_a_derived_class

class bad_by_a_lambda {
public:
  void subscribe(std::function<void(std::function<void(Peer)>)> add_listener) {
    add_listener([this](Peer p) { peers_.push_back(std::move(p)); }); // note: 'operator()' may put elements into 'peers_' here
  }
  mini::task<void> check() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<Peer> peers_;
};

class bad_by_a_helper {
public:
  void join(Peer p) { append(peers_, std::move(p)); } // note: 'join' may put elements into 'peers_' here
  mini::task<void> check() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  static void append(std::vector<Peer> &all, Peer p) { all.push_back(std::move(p)); }
  std::vector<Peer> peers_;
};

class bad_through_an_alias {
public:
  void join(Peer p) {
    auto &all = peers_;
    all.push_back(std::move(p)); // note: 'join' may put elements into 'peers_' here
  }
  mini::task<void> check() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<Peer> peers_;
};

class bad_by_an_algorithm {
public:
  void forget_lost() {
    std::erase_if(peers_, [](const Peer &p) { return p.misses > 3; }); // note: 'forget_lost' may erase elements of 'peers_' here
  }
  mini::task<void> check() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<Peer> peers_;
};

class bad_by_erase_remove {
public:
  void forget_lost() {
    peers_.erase(std::remove_if(peers_.begin(), peers_.end(), [](const Peer &p) { return p.misses > 3; }), peers_.end()); // note: 'forget_lost' may erase elements of 'peers_' here
  }
  mini::task<void> check() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<Peer> peers_;
};

class bad_by_assignment {
public:
  void reload(const std::vector<Peer> &fresh) { peers_ = fresh; } // note: 'reload' replaces the content of 'peers_' here
  mini::task<void> check() {
    auto &first = peers_.front(); // warn: reference 'first' into 'peers_' is used after a suspension during which others can change 'peers_' // note: look it up again after the suspension, or keep a copy
    co_await send("ping"); // note: the coroutine may be suspended at this 'co_await'
    ++first.misses; // note: used here, after it
  }

private:
  std::vector<Peer> peers_;
};

class bad_by_swap {
public:
  std::vector<Peer> take() {
    std::vector<Peer> taken;
    std::swap(taken, peers_); // note: 'take' replaces the content of 'peers_' here
    return taken;
  }
  mini::task<void> check() {
    auto &first = peers_.front(); // warn: reference 'first' into 'peers_' is used after a suspension during which others can change 'peers_' // note: look it up again after the suspension, or keep a copy
    co_await send("ping"); // note: the coroutine may be suspended at this 'co_await'
    ++first.misses; // note: used here, after it
  }

private:
  std::vector<Peer> peers_;
};

class bad_by_exchange {
public:
  std::vector<Peer> take() { return std::exchange(peers_, {}); } // note: 'take' may erase elements of 'peers_' here
  mini::task<void> check() {
    auto &first = peers_.front(); // warn: reference 'first' into 'peers_' is used after a suspension during which others can change 'peers_' // note: look it up again after the suspension, or keep a copy
    co_await send("ping"); // note: the coroutine may be suspended at this 'co_await'
    ++first.misses; // note: used here, after it
  }

private:
  std::vector<Peer> peers_;
};

class bad_by_resize {
public:
  void resize(std::size_t n) { peers_.resize(n); } // note: 'resize' may put elements into 'peers_' here
  mini::task<void> check() {
    auto &first = peers_.front(); // warn: reference 'first' into 'peers_' is used after a suspension during which others can change 'peers_' // note: look it up again after the suspension, or keep a copy
    co_await send("ping"); // note: the coroutine may be suspended at this 'co_await'
    ++first.misses; // note: used here, after it
  }

private:
  std::vector<Peer> peers_;
};

class bad_by_a_template_member {
public:
  template <class... Args> void emplace(Args &&...args) { peers_.emplace_back(Peer{std::forward<Args>(args)...}); } // note: 'emplace<const char (&)[4], int>' may put elements into 'peers_' here
  void fill() { emplace("one", 1); }
  mini::task<void> check() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<Peer> peers_;
};

class bad_by_an_operator {
public:
  bad_by_an_operator &operator+=(Peer p) {
    peers_.push_back(std::move(p)); // note: 'operator+=' may put elements into 'peers_' here
    return *this;
  }
  mini::task<void> check() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<Peer> peers_;
};

class bad_by_a_merge {
public:
  void merge(bad_by_a_merge &other) {
    std::move(other.peers_.begin(), other.peers_.end(), std::back_inserter(peers_));
    other.peers_.clear(); // note: 'merge' may erase elements of 'peers_' here
  }
  mini::task<void> check() {
    for (auto &p : peers_) // warn: the loop over 'peers_' goes on after a suspension during which others can change 'peers_' // note: loop over a copy, or hold an async lock that whoever changes 'peers_' takes, too // note: the next element is taken here
      co_await p.ping(); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<Peer> peers_;
};

// ---- Not changed by ... ----

class good_by_nobody {
public:
  mini::task<void> check() {
    for (auto &p : peers_)
      if (!co_await p.ping())
        ++p.misses;
  }
  std::size_t size() const { return peers_.size(); }
  const Peer &at(std::size_t i) const { return peers_.at(i); }
  bool empty() const { return peers_.begin() == peers_.end(); }

private:
  std::vector<Peer> peers_;
};

class good_by_constructors {
public:
  good_by_constructors() { peers_.push_back({"one"}); }
  explicit good_by_constructors(std::size_t n) : peers_(n) { peers_.emplace_back(); }
  good_by_constructors(good_by_constructors &&other) : peers_(std::move(other.peers_)) {}
  ~good_by_constructors() { peers_.clear(); }
  mini::task<void> check() {
    for (auto &p : peers_)
      co_await p.ping();
  }

private:
  std::vector<Peer> peers_;
};

class good_by_readers {
public:
  void print() const {
    for (const auto &p : peers_)
      note(p.misses);
    observe(peers_);
  }
  int misses() const {
    return std::count_if(peers_.begin(), peers_.end(), [](const Peer &p) { return p.misses > 0; });
  }
  std::vector<Peer> copy() const { return peers_; }
  mini::task<void> check() {
    for (auto &p : peers_)
      co_await p.ping();
  }

private:
  std::vector<Peer> peers_;
};

class good_by_changes_of_elements {
public:
  void clear_misses() {
    for (auto &p : peers_)
      p.misses = 0;
  }
  void rename(std::size_t i, std::string name) { peers_.at(i).name = std::move(name); }
  void replace(std::size_t i, Peer p) { peers_[i] = std::move(p); }
  void reverse() { std::reverse(peers_.begin(), peers_.end()); }
  mini::task<void> check() {
    for (auto &p : peers_)
      co_await p.ping();
  }

private:
  std::vector<Peer> peers_;
};

class good_by_changes_of_a_copy {
public:
  std::vector<Peer> with(Peer p) const {
    auto all = peers_;
    all.push_back(std::move(p));
    return all;
  }
  mini::task<void> check() {
    for (auto &p : peers_)
      co_await p.ping();
  }

private:
  std::vector<Peer> peers_;
};

class good_by_a_local_of_the_same_class {
public:
  static good_by_a_local_of_the_same_class make(std::vector<std::string> names) {
    good_by_a_local_of_the_same_class group;
    for (auto &name : names)
      group.peers_.push_back({std::move(name)});
    return group;
  }
  mini::task<void> check() {
    for (auto &p : peers_)
      co_await p.ping();
  }

private:
  std::vector<Peer> peers_;
};

class good_by_a_helper_that_reads {
public:
  void print() { count(peers_); }
  mini::task<void> check() {
    for (auto &p : peers_)
      co_await p.ping();
  }

private:
  static void count(std::vector<Peer> &all) { note(static_cast<int>(all.size())); }
  std::vector<Peer> peers_;
};

class good_by_a_lambda_that_reads {
public:
  std::function<std::size_t()> counter() {
    return [this] { return peers_.size(); };
  }
  mini::task<void> check() {
    for (auto &p : peers_)
      co_await p.ping();
  }

private:
  std::vector<Peer> peers_;
};

class good_insert_into_a_map_of_vectors {
public:
  void open(const std::string &room) { rooms_.try_emplace(room); }
  mini::task<void> check(std::string room) {
    for (auto &p : rooms_[room])
      co_await p.ping();
  }

private:
  std::map<std::string, std::vector<Peer>> rooms_;
};

// What is called on rvalues gives the object away.
class good_members_of_rvalues {
public:
  good_members_of_rvalues with(Peer peer) && {
    peers_.push_back(std::move(peer));
    return std::move(*this);
  }
  mini::task<void> check() {
    for (auto &p : peers_)
      co_await p.ping();
  }

private:
  std::vector<Peer> peers_;
};
