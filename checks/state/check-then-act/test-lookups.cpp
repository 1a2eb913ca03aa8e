// A look-up that finds nothing, a suspension, and then something is put in.
#include "mini.h"
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

mini::task<std::string> download(std::string key);
mini::task<void> audit(long amount);
struct entry {
  std::string body;
  int pins = 0;
};

class cache {
public:
  mini::task<std::string> bad_find(std::string key) {
    auto it = entries_.find(key); // note: looked up here, before the suspension
    if (it != entries_.end())
      co_return it->second.body;
    std::string body = co_await download(key); // note: the coroutine may be suspended at this 'co_await'
    entries_[key] = entry{body, 0}; // warn: 'entries_' is written here because of what a look-up before a suspension has seen, and others can change it meanwhile // note: 'bad_find' changes 'entries_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
    co_return body;
  }
  mini::task<void> bad_find_in_the_condition(std::string key) {
    if (auto it = entries_.find(key); it == entries_.end()) { // note: looked up here, before the suspension
      auto body = co_await download(key); // note: the coroutine may be suspended at this 'co_await'
      entries_.insert_or_assign(key, entry{body}); // warn: 'entries_' is written here because of what a look-up before a suspension has seen, and others can change it meanwhile // note: 'bad_find_in_the_condition' changes 'entries_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
  }
  mini::task<void> bad_contains(std::string key) {
    if (!names_.contains(key)) // note: looked up here, before the suspension
      names_[key] = co_await download(key); // warn: 'names_' is written here because of what a look-up before a suspension has seen, and others can change it meanwhile // note: 'bad_contains' changes 'names_' here // note: 'bad_contains' changes 'names_' here // note: 'bad_contains' changes 'names_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }
  mini::task<void> bad_count(std::string key) {
    if (names_.count(key) == 0) { // note: looked up here, before the suspension
      auto body = co_await download(key); // note: the coroutine may be suspended at this 'co_await'
      names_.insert_or_assign(key, std::move(body)); // warn: 'names_' is written here because of what a look-up before a suspension has seen, and others can change it meanwhile // note: 'bad_count' changes 'names_' here // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
  }
  mini::task<void> bad_subscript(std::string key) {
    if (names_[key].empty()) // note: checked here, before the suspension
      names_[key] = co_await download(key); // warn: 'names_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }
  mini::task<void> bad_at(std::string key) {
    if (names_.at(key) == "stale") { // note: checked here, before the suspension
      auto body = co_await download(key); // note: the coroutine may be suspended at this 'co_await'
      names_.at(key) = body; // warn: 'names_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
  }
  mini::task<void> bad_list(std::string key) {
    if (std::find(order_.begin(), order_.end(), key) == order_.end()) { // note: looked up here, before the suspension
      co_await download(key); // note: the coroutine may be suspended at this 'co_await'
      order_.push_back(key); // warn: 'order_' is written here because of what a look-up before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
    }
  }
  mini::task<std::string> good_emplace(std::string key) {
    auto it = entries_.find(key);
    if (it != entries_.end())
      co_return it->second.body;
    std::string body = co_await download(key);
    entries_.emplace(key, entry{body, 0});
    co_return body;
  }
  mini::task<void> good_try_emplace(std::string key) {
    if (!names_.contains(key)) {
      auto body = co_await download(key);
      names_.try_emplace(key, body);
    }
  }
  mini::task<void> good_insert(std::string key) {
    if (!known_.contains(key)) {
      co_await download(key);
      known_.insert(key);
    }
  }
  mini::task<void> good_looked_up_again(std::string key) {
    if (!names_.contains(key)) {
      auto body = co_await download(key);
      if (!names_.contains(key))
        names_[key] = body;
    }
  }
  mini::task<void> good_place_taken_first(std::string key) {
    if (names_.contains(key))
      co_return;
    names_[key] = "";
    auto body = co_await download(key);
    names_[key] = body;
  }
  mini::task<void> good_claimed_in_a_set(std::string key) {
    if (names_.contains(key))
      co_return;
    if (!loading_.insert(key).second)
      co_return;
    names_[key] = co_await download(key);
    loading_.erase(key);
  }
  mini::task<void> good_another_key(std::string key, std::string other) {
    if (names_.contains(key)) {
      auto body = co_await download(other);
      names_[other] = body;
    }
  }
  mini::task<void> good_always_replaced(std::string key) {
    auto body = co_await download(key);
    names_[key] = body;
  }
  mini::task<void> good_appended(std::string key) {
    if (order_.empty())
      co_await audit(0);
    order_.push_back(key); // note: 'good_appended' changes 'order_' here
  }
  void pin(const std::string &key) { ++entries_[key].pins; }

private:
  std::unordered_map<std::string, entry> entries_;
  std::map<std::string, std::string> names_;
  std::set<std::string> known_, loading_;
  std::vector<std::string> order_;
};

mini::task<void> good_local_table(std::vector<std::string> keys) {
  std::map<std::string, std::string> seen;
  for (auto &key : keys)
    if (!seen.contains(key))
      seen[key] = co_await download(key);
}
mini::task<void> bad_table_by_reference(std::map<std::string, std::string> &table, std::string key) { // note: a second call of 'bad_table_by_reference' may come to the same point meanwhile
  if (!table.contains(key)) // note: looked up here, before the suspension
    table[key] = co_await download(key); // warn: 'table' is written here because of what a look-up before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
}
