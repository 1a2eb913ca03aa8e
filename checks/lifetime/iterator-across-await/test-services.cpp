// What services are made of: caches, registries, timers, subscriptions, pools; each as it goes wrong and as it goes well.
#include "mini.h"
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <set>
#include <unordered_map>

struct Row {
  int id = 0;
  std::string text;
};
struct Stats {
  int calls = 0;
  int failed = 0;
};
mini::task<bool> call(std::string what) { co_return true; }
mini::task<void> sleep_until(int when) { co_return; }
mini::task<std::vector<Row>> query(std::string sql) { co_return std::vector<Row>(3); }
mini::task<void> store(Row row) { co_return; }
void log(std::string_view text);
void log(int number);

// ---- Statistics that can be reset ----

class bad_statistics {
public:
  void reset() { stats_.clear(); } // note: 'reset' may erase elements of 'stats_' here
  mini::task<bool> measured(std::string name) {
    Stats &stats = stats_[name]; // warn: reference 'stats' into 'stats_' is used after a suspension during which others can change 'stats_' // note: look it up again after the suspension, or keep a copy
    ++stats.calls;
    bool ok = co_await call(name); // note: the coroutine may be suspended at this 'co_await'
    if (!ok)
      ++stats.failed; // note: used here, after it
    co_return ok;
  }

private:
  std::unordered_map<std::string, Stats> stats_;
};

class good_statistics {
public:
  void reset() { stats_.clear(); }
  mini::task<bool> measured(std::string name) {
    ++stats_[name].calls;
    bool ok = co_await call(name);
    if (!ok)
      ++stats_[name].failed;
    co_return ok;
  }

private:
  std::unordered_map<std::string, Stats> stats_;
};

class good_statistics_reset_in_place {
public:
  void reset() {
    for (auto &[name, stats] : stats_)
      stats = Stats{};
  }
  mini::task<bool> measured(std::string name) {
    Stats &stats = stats_[name];
    ++stats.calls;
    bool ok = co_await call(name);
    if (!ok)
      ++stats.failed;
    co_return ok;
  }

private:
  std::unordered_map<std::string, Stats> stats_;
};

// ---- Timers that can be cancelled ----

class bad_timers {
public:
  void cancel(int when) { timers_.erase(when); } // note: 'cancel' may erase elements of 'timers_' here
  mini::task<void> at(int when, std::function<void()> what) {
    auto it = timers_.emplace(when, std::move(what)).first; // warn: iterator 'it' into 'timers_' is used after a suspension during which others can change 'timers_' // note: look it up again after the suspension, or keep a copy
    co_await sleep_until(when); // note: the coroutine may be suspended at this 'co_await'
    it->second(); // note: used here, after it
    timers_.erase(it);
  }

private:
  std::map<int, std::function<void()>> timers_;
};

class good_timers {
public:
  void cancel(int when) { timers_.erase(when); }
  mini::task<void> at(int when, std::function<void()> what) {
    timers_.emplace(when, std::move(what));
    co_await sleep_until(when);
    auto it = timers_.find(when);
    if (it == timers_.end())
      co_return;
    auto action = std::move(it->second);
    timers_.erase(it);
    action();
  }
  mini::task<void> run() {
    while (!timers_.empty()) {
      auto first = timers_.begin();
      int when = first->first;
      co_await sleep_until(when);
      first = timers_.begin();
      if (first != timers_.end() && first->first <= when)
        timers_.erase(first);
    }
  }

private:
  std::map<int, std::function<void()>> timers_;
};

// ---- Subscriptions ----

class bad_subscriptions {
public:
  using Callback = std::function<mini::task<void>(int)>;
  std::size_t subscribe(Callback c) {
    callbacks_.push_back(std::move(c)); // note: 'subscribe' may put elements into 'callbacks_' here
    return callbacks_.size();
  }
  mini::task<void> publish(int value) {
    for (auto &callback : callbacks_) // warn: the loop over 'callbacks_' goes on after a suspension during which others can change 'callbacks_' // note: loop over a copy, or hold an async lock that whoever changes 'callbacks_' takes, too // note: the next element is taken here
      co_await callback(value); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<Callback> callbacks_;
};

class good_subscriptions {
public:
  using Callback = std::function<mini::task<void>(int)>;
  void subscribe(Callback c) { callbacks_.push_back(std::make_shared<Callback>(std::move(c))); }
  void unsubscribe_all() { callbacks_.clear(); }
  mini::task<void> publish(int value) {
    auto now = callbacks_;
    for (auto &callback : now)
      co_await (*callback)(value);
  }

private:
  std::vector<std::shared_ptr<Callback>> callbacks_;
};

class good_subscriptions_in_a_list {
public:
  using Callback = std::function<mini::task<void>(int)>;
  Callback &subscribe(Callback c) { return callbacks_.emplace_back(std::move(c)); }
  mini::task<void> publish(int value) {
    for (auto &callback : callbacks_) // a list that only grows
      co_await callback(value);
  }

private:
  std::list<Callback> callbacks_;
};

// ---- Accessors ----

class bad_accessor {
public:
  void add(Row r) { rows_.push_back(std::move(r)); } // note: 'add' may put elements into 'rows_' here
  const std::vector<Row> &rows() const { return rows_; }
  mini::task<void> print() {
    for (const auto &row : rows()) // warn: the loop over 'rows_' goes on after a suspension during which others can change 'rows_' // note: loop over a copy, or hold an async lock that whoever changes 'rows_' takes, too // note: the next element is taken here
      co_await store(row); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  std::vector<Row> rows_;
};

class bad_finder {
public:
  void add(Row r) { rows_.push_back(std::move(r)); } // note: 'add' may put elements into 'rows_' here
  mini::task<void> rename(int id, std::string text) {
    Row *row = find(id); // warn: pointer 'row' into 'rows_' is used after a suspension during which others can change 'rows_' // note: look it up again after the suspension, or keep a copy
    if (!row)
      co_return;
    co_await call("rename"); // note: the coroutine may be suspended at this 'co_await'
    row->text = std::move(text); // note: used here, after it
  }

private:
  Row *find(int id) {
    for (auto &row : rows_)
      if (row.id == id)
        return &row;
    return nullptr;
  }
  std::vector<Row> rows_;
};

class good_finder {
public:
  void add(Row r) { rows_.push_back(std::move(r)); }
  mini::task<void> rename(int id, std::string text) {
    if (!find(id))
      co_return;
    co_await call("rename");
    if (Row *row = find(id))
      row->text = std::move(text);
  }

private:
  Row *find(int id) {
    for (auto &row : rows_)
      if (row.id == id)
        return &row;
    return nullptr;
  }
  std::vector<Row> rows_;
};

class good_finder_of_copies {
public:
  void add(Row r) { rows_.push_back(std::move(r)); }
  mini::task<void> print(int id) {
    auto row = find(id);
    co_await call("print");
    log(row.text);
  }

private:
  Row find(int id) const { return rows_.at(id); }
  std::vector<Row> rows_;
};

// ---- Queues per key ----

class bad_mailboxes {
public:
  void leave(int id) { boxes_.erase(id); } // note: 'leave' may erase elements of 'boxes_' here
  mini::task<void> deliver(int id, std::string text) {
    auto &box = boxes_[id]; // warn: reference 'box' into 'boxes_' is used after a suspension during which others can change 'boxes_' // note: look it up again after the suspension, or keep a copy
    box.push_back(std::move(text));
    while (!box.empty()) { // note: used here, after it
      auto next = std::move(box.front());
      box.pop_front();
      co_await call(std::move(next)); // note: the coroutine may be suspended at this 'co_await'
    }
  }

private:
  std::map<int, std::deque<std::string>> boxes_;
};

class good_mailboxes {
public:
  void open(int id) { boxes_[id]; }
  mini::task<void> deliver(int id, std::string text) {
    auto &box = boxes_[id]; // a map that only grows
    box.push_back(std::move(text));
    while (!box.empty()) {
      auto next = std::move(box.front());
      box.pop_front();
      co_await call(std::move(next));
    }
  }

private:
  std::map<int, std::deque<std::string>> boxes_;
};

// ---- Await in the middle of things ----

class bad_middle {
public:
  void add(Row r) { rows_.push_back(std::move(r)); } // note: 'add' may put elements into 'rows_' here // note: 'add' may put elements into 'rows_' here // note: 'add' may put elements into 'rows_' here // note: 'add' may put elements into 'rows_' here // note: 'add' may put elements into 'rows_' here

  mini::task<void> bad_argument_of_a_member_call(std::size_t i) {
    Row &row = rows_.at(i); // warn: reference 'row' into 'rows_' is used after a suspension during which others can change 'rows_' // note: look it up again after the suspension, or keep a copy
    row.text.append(co_await call("more") ? "yes" : "no"); // note: the coroutine may be suspended at this 'co_await' // note: used here, after it
  }

  mini::task<void> bad_while_condition() {
    auto it = rows_.begin(); // warn: iterator 'it' into 'rows_' is used after a suspension during which others can change 'rows_' // note: look it up again after the suspension, or keep a copy
    while (co_await call(it->text)) // note: the coroutine may be suspended at this 'co_await'
      ++it; // note: used here, after it
  }

  mini::task<void> bad_for_condition() {
    for (auto it = rows_.begin(); it != rows_.end() && co_await call(it->text); ++it) // warn: iterator 'it' into 'rows_' is used after a suspension during which others can change 'rows_' // note: look it up again after the suspension, or keep a copy // note: the coroutine may be suspended at this 'co_await'
      log(it->id); // note: used here, after it
  }

  mini::task<int> bad_returned(std::size_t i) {
    const Row &row = rows_.at(i); // warn: reference 'row' into 'rows_' is used after a suspension during which others can change 'rows_' // note: look it up again after the suspension, or keep a copy
    co_await call("read"); // note: the coroutine may be suspended at this 'co_await'
    co_return row.id; // note: used here, after it
  }

  mini::task<void> bad_captured_by_a_lambda(std::size_t i) {
    Row &row = rows_.at(i); // warn: reference 'row' into 'rows_' is used after a suspension during which others can change 'rows_' // note: look it up again after the suspension, or keep a copy
    auto print = [&row] { log(row.text); };
    co_await call("read"); // note: the coroutine may be suspended at this 'co_await'
    print(); // note: used here, after it
  }

  mini::task<void> good_short_circuit(std::size_t i) {
    auto it = rows_.begin() + static_cast<std::ptrdiff_t>(i);
    if (it != rows_.end() && it->id > 0 && co_await call(it->text))
      log("yes");
  }

  mini::task<std::string> good_either_way(std::size_t i) {
    const Row *row = i < rows_.size() ? &rows_[i] : nullptr;
    if (row)
      co_return row->text;
    co_await call("load");
    co_return "loaded";
  }

  mini::task<int> good_conditional_operator(std::size_t i) {
    auto it = rows_.begin() + static_cast<std::ptrdiff_t>(i);
    co_return it == rows_.end() ? int(co_await call("load")) : it->id;
  }

  mini::task<void> good_lambda_that_looks_up(std::size_t i) {
    auto print = [this, i] {
      if (i < rows_.size())
        log(rows_[i].text);
    };
    print();
    co_await call("read");
    print();
  }

private:
  std::vector<Row> rows_;
};

// ---- What the coroutine has itself ----

class good_rows_of_its_own {
public:
  void add(Row r) { rows_.push_back(std::move(r)); }

  mini::task<void> result_of_a_query() {
    auto rows = co_await query("select");
    for (auto &row : rows)
      co_await store(row);
    for (auto &row : co_await query("select more"))
      co_await store(row);
  }

  mini::task<void> filled_in_between() {
    std::vector<Row> rows;
    while (co_await call("next")) {
      Row &row = rows.emplace_back();
      row.id = 1;
      co_await store(row);
    }
    for (auto it = rows.begin(); it != rows.end(); ++it)
      co_await store(*it);
  }

  mini::task<void> found_in_a_copy(int id) {
    std::set<int> ids{1, 2, 3};
    auto it = ids.find(id);
    co_await call("wait");
    if (it != ids.end())
      log(*it);
  }

  mini::task<void> moved_into_a_lambda() {
    auto each = [](std::vector<Row> rows) -> mini::task<void> {
      for (auto &row : rows)
        co_await store(row);
    };
    co_await each(rows_);
  }

private:
  std::vector<Row> rows_;
};

struct Table {
  void add(Row r) { rows.push_back(std::move(r)); }
  std::vector<Row> rows;
};

mini::task<void> good_owned_parameter(std::unique_ptr<Table> table) {
  table->add({});
  for (auto &row : table->rows)
    co_await store(row);
}

mini::task<void> good_local_table() {
  Table table;
  table.add({});
  auto &first = table.rows.front();
  co_await call("wait");
  first.id = 1;
}

mini::task<void> good_tables_in_a_local() {
  std::map<int, Table> tables;
  tables[1].add({});
  for (auto &[id, table] : tables)
    for (auto &row : table.rows)
      co_await store(row);
}

// ---- Who only looks like an owner ----

class good_pointer_that_does_not_own {
public:
  void detach() { table_ = nullptr; }
  void attach(Table *t) { table_ = t; }
  mini::task<void> rename(std::string text) {
    Table &table = *table_;
    co_await call("wait");
    table.rows.clear();
  }

private:
  Table *table_ = nullptr;
};

class good_filled_by_the_constructor_alone {
public:
  good_filled_by_the_constructor_alone() { load(); }
  mini::task<void> print() {
    for (auto &row : rows_)
      co_await store(row);
  }

private:
  void load() { rows_.push_back({}); }
  std::vector<Row> rows_;
};
