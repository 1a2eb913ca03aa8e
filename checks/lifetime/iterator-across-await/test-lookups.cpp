// What one does about it: look up again, copy, count, take out first, own a share.
#include "mini.h"
#include <algorithm>
#include <deque>
#include <list>
#include <map>
#include <unordered_map>

struct Session {
  int id = 0;
  std::string user;
  bool stale = false;
  mini::task<void> close() { co_return; }
};
mini::task<void> send(std::string text) { co_return; }
mini::task<Session> connect(int id) { co_return Session{id}; }
void note(std::string_view text);
void note(int number);

class bad_lookups {
public:
  void drop(int id) { open_.erase(id); } // note: 'drop' may erase elements of 'open_' here // note: 'drop' may erase elements of 'open_' here // note: 'drop' may erase elements of 'open_' here // note: 'drop' may erase elements of 'open_' here // note: 'drop' may erase elements of 'open_' here // note: 'drop' may erase elements of 'open_' here // note: 'drop' may erase elements of 'open_' here // note: 'drop' may erase elements of 'open_' here // note: 'drop' may erase elements of 'open_' here
  void add(Session s) { list_.push_back(std::move(s)); } // note: 'add' may put elements into 'list_' here // note: 'add' may put elements into 'list_' here

  mini::task<void> bad_erased_by_the_old_iterator(int id) {
    auto it = open_.find(id); // warn: iterator 'it' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
    if (it == open_.end())
      co_return;
    co_await send("bye"); // note: the coroutine may be suspended at this 'co_await'
    open_.erase(it); // note: used here, after it
  }

  mini::task<void> bad_looked_up_on_one_path_only(int id, bool again) {
    auto it = open_.find(id); // warn: iterator 'it' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    if (again)
      it = open_.find(id);
    if (it != open_.end()) // note: used here, after it
      note(it->second.user);
  }

  mini::task<void> bad_looked_up_and_awaited_again(int id) {
    co_await send("hello");
    auto it = open_.find(id); // warn: iterator 'it' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
    co_await send("again"); // note: the coroutine may be suspended at this 'co_await'
    if (it != open_.end()) // note: used here, after it
      note(it->second.user);
  }

  mini::task<void> bad_compared_only(int id) {
    auto it = open_.find(id); // warn: iterator 'it' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    if (it == open_.end()) // note: used here, after it
      note("nobody");
  }

  mini::task<void> bad_reference_from_an_iterator(int id) {
    auto it = open_.find(id);
    if (it == open_.end())
      co_return;
    auto &session = it->second; // warn: reference 'session' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    session.stale = true; // note: used here, after it
  }

  mini::task<void> bad_iterator_in_an_if(int id) {
    if (auto it = open_.find(id); it != open_.end()) { // warn: iterator 'it' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
      co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
      it->second.stale = true; // note: used here, after it
    }
  }

  mini::task<void> bad_inserted_then_awaited(int id) {
    auto &session = open_[id]; // warn: reference 'session' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
    session = co_await connect(id); // note: the coroutine may be suspended at this 'co_await' // note: used here, after it
  }

  mini::task<void> bad_found_by_algorithm(int id) {
    auto it = std::find_if(list_.begin(), list_.end(), [id](const Session &s) { return s.id == id; }); // warn: iterator 'it' into 'list_' is used after a suspension during which others can change 'list_' // note: look it up again after the suspension, or keep a copy
    if (it == list_.end())
      co_return;
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    it->stale = true; // note: used here, after it
  }

  mini::task<void> bad_advanced() {
    auto it = std::next(list_.begin()); // warn: iterator 'it' into 'list_' is used after a suspension during which others can change 'list_' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    note(it->user); // note: used here, after it
  }

  mini::task<void> bad_copied_iterator(int id) {
    auto it = open_.find(id);
    auto same = it; // warn: iterator 'same' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    note(same->second.user); // note: used here, after it
  }

  mini::task<void> bad_used_after_a_handler(int id) {
    auto it = open_.find(id); // warn: iterator 'it' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
    bool failed = false;
    try {
      co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    } catch (const std::exception &) {
      failed = true;
    }
    if (failed)
      it->second.stale = true; // note: used here, after it
  }

  // ---- And what is right ----

  mini::task<void> good_looked_up_again(int id) {
    auto it = open_.find(id);
    if (it == open_.end())
      co_return;
    co_await send("hello");
    it = open_.find(id);
    if (it != open_.end())
      it->second.stale = true;
  }

  mini::task<void> good_looked_up_on_every_path(int id, bool high) {
    auto it = open_.find(id);
    note(it != open_.end());
    co_await send("hello");
    if (high)
      it = open_.upper_bound(id);
    else
      it = open_.lower_bound(id);
    if (it != open_.end())
      it->second.stale = true;
  }

  mini::task<void> good_looked_up_each_turn() {
    for (auto it = open_.begin(); it != open_.end();) {
      int id = it->first;
      co_await send("turn");
      it = open_.upper_bound(id);
    }
  }

  mini::task<void> good_erased_by_key(int id) {
    auto it = open_.find(id);
    if (it == open_.end())
      co_return;
    auto user = it->second.user;
    co_await send(user);
    open_.erase(id);
  }

  mini::task<void> good_erased_first(int id) {
    auto it = open_.find(id);
    if (it == open_.end())
      co_return;
    auto session = std::move(it->second);
    open_.erase(it);
    co_await session.close();
    note(session.user);
  }

  mini::task<void> good_extracted(int id) {
    auto node = open_.extract(id);
    if (node.empty())
      co_return;
    auto &session = node.mapped();
    co_await send("bye");
    note(session.user);
  }

  mini::task<void> good_index() {
    for (std::size_t i = 0; i < list_.size(); ++i) {
      co_await send("turn");
      if (i < list_.size())
        list_[i].stale = true;
    }
  }

  mini::task<void> good_distance(int id) {
    auto it = std::find_if(list_.begin(), list_.end(), [id](const Session &s) { return s.id == id; });
    auto index = static_cast<std::size_t>(it - list_.begin());
    co_await send("hello");
    if (index < list_.size())
      list_[index].stale = true;
  }

  mini::task<void> good_fields_copied(int id) {
    const auto &session = open_.at(id);
    auto [number, user, stale] = session;
    co_await send(user);
    note(number);
  }

  mini::task<void> good_assigned_after_the_await(int id) {
    open_[id] = co_await connect(id); // the right side comes first
    list_.push_back(co_await connect(id));
  }

  mini::task<void> good_inserted_after_the_await(int id) {
    auto session = co_await connect(id);
    auto [it, is_new] = open_.emplace(id, std::move(session));
    note(it->second.user);
  }

  mini::task<void> good_not_found(int id) {
    auto it = open_.find(id);
    if (it == open_.end()) {
      co_await send("nobody");
      co_return;
    }
    it->second.stale = true;
  }

  mini::task<void> good_only_one_of_both(int id, const bool ask) {
    auto it = open_.find(id);
    if (ask)
      co_await send("hello");
    if (!ask && it != open_.end())
      it->second.stale = true;
  }

  mini::task<void> good_keys_first() {
    std::vector<int> ids;
    for (const auto &[id, session] : open_)
      ids.push_back(id);
    for (int id : ids) {
      co_await send("turn");
      if (auto it = open_.find(id); it != open_.end())
        it->second.stale = true;
    }
  }

  mini::task<void> good_all_taken_out() {
    auto all = std::exchange(list_, {});
    for (auto &session : all)
      co_await session.close();
    auto map = std::move(open_);
    open_.clear();
    for (auto &[id, session] : map)
      co_await session.close();
  }

  mini::task<void> good_found_in_a_lambda(int id) {
    auto user_of = [this](int id) {
      auto it = open_.find(id);
      return it == open_.end() ? std::string() : it->second.user;
    };
    co_await send(user_of(id));
    note(user_of(id));
  }

  mini::task<void> good_count(int id) {
    auto n = open_.count(id);
    bool known = open_.find(id) != open_.end();
    co_await send("hello");
    note(static_cast<int>(n) + known);
  }

private:
  std::map<int, Session> open_;
  std::vector<Session> list_;
};

// ---- Shares ----

class good_shares {
public:
  void drop(int id) { open_.erase(id); }

  mini::task<void> own_share(int id) {
    auto it = open_.find(id);
    if (it == open_.end())
      co_return;
    auto session = it->second;
    co_await session->close();
    note(session->user);
  }

  mini::task<void> snapshot() {
    std::vector<std::shared_ptr<Session>> all;
    for (auto &[id, session] : open_)
      all.push_back(session);
    for (auto &session : all)
      co_await session->close();
  }

  mini::task<void> reference_into_the_share(int id) {
    auto session = open_.at(id);
    auto &user = session->user;
    co_await session->close();
    note(user);
  }

private:
  std::unordered_map<int, std::shared_ptr<Session>> open_;
};

class bad_reference_to_a_share {
public:
  void drop(int id) { open_.erase(id); } // note: 'drop' may erase elements of 'open_' here
  mini::task<void> close(int id) {
    auto &session = open_.at(id); // warn: reference 'session' into 'open_' is used after a suspension during which others can change 'open_' // note: look it up again after the suspension, or keep a copy
    co_await session->close(); // note: the coroutine may be suspended at this 'co_await'
    note(session->user); // note: used here, after it
  }

private:
  std::unordered_map<int, std::shared_ptr<Session>> open_;
};

// ---- Queues ----

class good_queue {
public:
  void push(std::string line) { lines_.push_back(std::move(line)); }

  mini::task<void> write_all() {
    while (!lines_.empty()) {
      auto line = std::move(lines_.front());
      lines_.pop_front();
      co_await send(line);
      note(line);
    }
  }

  mini::task<void> write_in_batches() {
    std::deque<std::string> batch;
    while (!lines_.empty()) {
      batch.swap(lines_);
      for (auto &line : batch)
        co_await send(line);
      batch.clear();
    }
  }

private:
  std::deque<std::string> lines_;
};

class good_spliced {
public:
  void push(Session s) { waiting_.push_back(std::move(s)); }
  void clear() { waiting_.clear(); }
  mini::task<void> close_first() {
    std::list<Session> mine;
    mine.splice(mine.begin(), waiting_, waiting_.begin());
    auto &session = mine.front();
    co_await session.close();
    note(session.user);
  }

private:
  std::list<Session> waiting_;
};
