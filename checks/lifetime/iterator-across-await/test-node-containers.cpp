// What the standard promises for each container: which iterators and which references survive an insertion or an erasure
// elsewhere ([container.requirements], [associative.reqmts.general]/9, [unord.req.general]/14, [deque.modifiers]).
#include "mini.h"
#include <array>
#include <deque>
#include <forward_list>
#include <list>
#include <map>
#include <queue>
#include <set>
#include <unordered_map>
#include <unordered_set>

struct Session {
  std::string user;
  int sent = 0;
  mini::task<void> flush() { co_return; }
};
mini::task<void> send(std::string text) { co_return; }
void note(std::string_view text);
void note(int number);

// ---- Ordered trees: only erasing hurts ----

struct good_map_reference_under_insertion {
  void open(int id) { sessions.emplace(id, Session{}); }
  mini::task<void> serve(int id) {
    auto &s = sessions[id];
    co_await send("hello");
    ++s.sent;
  }
  std::map<int, Session> sessions;
};

struct good_map_iterator_under_insertion {
  void open(int id) { sessions[id]; }
  mini::task<void> serve(int id) {
    auto it = sessions.find(id);
    co_await send("hello");
    if (it != sessions.end())
      ++it->second.sent;
  }
  std::map<int, Session> sessions;
};

struct good_map_loop_under_insertion {
  void open(int id) { sessions.try_emplace(id); }
  mini::task<void> flush() {
    for (auto &[id, s] : sessions)
      co_await s.flush();
  }
  std::map<int, Session> sessions;
};

struct good_set_iterator_under_insertion {
  void add(std::string name) { names.insert(std::move(name)); }
  mini::task<void> print() {
    for (auto it = names.begin(); it != names.end(); ++it)
      co_await send(*it);
  }
  std::set<std::string> names;
};

struct bad_map_reference_under_erasure {
  void close(int id) { sessions.erase(id); } // note: 'close' may erase elements of 'sessions' here
  mini::task<void> serve(int id) {
    auto &s = sessions[id]; // warn: reference 's' into 'sessions' is used after a suspension during which others can change 'sessions' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    ++s.sent; // note: used here, after it
  }
  std::map<int, Session> sessions;
};

struct bad_map_pointer_under_clearing {
  void close() { sessions.clear(); } // note: 'close' may erase elements of 'sessions' here
  mini::task<void> serve(int id) {
    Session *s = &sessions.at(id); // warn: pointer 's' into 'sessions' is used after a suspension during which others can change 'sessions' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    ++s->sent; // note: used here, after it
  }
  std::map<int, Session> sessions;
};

struct bad_map_loop_under_erasure {
  void close(int id) { sessions.erase(id); } // note: 'close' may erase elements of 'sessions' here
  mini::task<void> flush() {
    for (auto &[id, s] : sessions) // warn: the loop over 'sessions' goes on after a suspension during which others can change 'sessions' // note: loop over a copy, or hold an async lock that whoever changes 'sessions' takes, too // note: the next element is taken here
      co_await s.flush(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::map<int, Session> sessions;
};

struct bad_map_binding_under_erasure {
  void close(int id) { sessions.erase(id); } // note: 'close' may erase elements of 'sessions' here
  mini::task<void> serve(int id) {
    auto &[key, s] = *sessions.find(id); // warn: these names for parts of 'sessions' are used after a suspension during which others can change 'sessions' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    ++s.sent; // note: used here, after it
  }
  std::map<int, Session> sessions;
};

struct bad_result_of_emplace_under_extraction {
  auto remove(int id) { return sessions.extract(id); } // note: 'remove' may erase elements of 'sessions' here
  mini::task<void> serve(int id) {
    auto [it, is_new] = sessions.try_emplace(id); // warn: these names for parts of 'sessions' are used after a suspension during which others can change 'sessions' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    ++it->second.sent; // note: used here, after it
  }
  std::map<int, Session> sessions;
};

struct bad_replaced_map {
  void reload(std::map<int, Session> fresh) { sessions = std::move(fresh); } // note: 'reload' replaces the content of 'sessions' here
  mini::task<void> serve(int id) {
    auto &s = sessions.at(id); // warn: reference 's' into 'sessions' is used after a suspension during which others can change 'sessions' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    ++s.sent; // note: used here, after it
  }
  std::map<int, Session> sessions;
};

struct bad_multimap_range_under_erasure {
  void close(int id) { std::erase_if(sessions, [id](const auto &entry) { return entry.first == id; }); } // note: 'close' may erase elements of 'sessions' here
  mini::task<void> flush(int id) {
    auto [first, last] = sessions.equal_range(id); // warn: these names for parts of 'sessions' are used after a suspension during which others can change 'sessions' // note: look it up again after the suspension, or keep a copy
    for (; first != last; ++first) // note: used here, after it
      co_await first->second.flush(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::multimap<int, Session> sessions;
};

struct bad_set_element_under_erasure {
  void remove(const std::string &name) { names.erase(name); } // note: 'remove' may erase elements of 'names' here
  mini::task<void> print() {
    const std::string &first = *names.begin(); // warn: reference 'first' into 'names' is used after a suspension during which others can change 'names' // note: look it up again after the suspension, or keep a copy
    co_await send("first"); // note: the coroutine may be suspended at this 'co_await'
    note(first); // note: used here, after it
  }
  std::set<std::string> names;
};

// ---- Lists ----

struct good_list_iterator_under_push {
  void add(Session s) { sessions.push_back(std::move(s)); }
  mini::task<void> flush() {
    for (auto it = sessions.begin(); it != sessions.end(); ++it)
      co_await it->flush();
  }
  std::list<Session> sessions;
};

struct good_list_loop_under_push {
  void add() { sessions.emplace_front(); }
  mini::task<void> flush() {
    for (auto &s : sessions)
      co_await s.flush();
  }
  std::list<Session> sessions;
};

struct bad_list_loop_under_removal {
  void remove(const std::string &user) {
    sessions.remove_if([&](const Session &s) { return s.user == user; }); // note: 'remove' may erase elements of 'sessions' here
  }
  mini::task<void> flush() {
    for (auto &s : sessions) // warn: the loop over 'sessions' goes on after a suspension during which others can change 'sessions' // note: loop over a copy, or hold an async lock that whoever changes 'sessions' takes, too // note: the next element is taken here
      co_await s.flush(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::list<Session> sessions;
};

struct bad_list_iterator_under_pop {
  void next() { sessions.pop_front(); } // note: 'next' may erase elements of 'sessions' here
  mini::task<void> flush() {
    auto it = sessions.begin(); // warn: iterator 'it' into 'sessions' is used after a suspension during which others can change 'sessions' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    it->sent = 0; // note: used here, after it
  }
  std::list<Session> sessions;
};

struct bad_forward_list_under_clearing {
  void clear() { sessions.clear(); } // note: 'clear' may erase elements of 'sessions' here
  mini::task<void> flush() {
    for (auto &s : sessions) // warn: the loop over 'sessions' goes on after a suspension during which others can change 'sessions' // note: loop over a copy, or hold an async lock that whoever changes 'sessions' takes, too // note: the next element is taken here
      co_await s.flush(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::forward_list<Session> sessions;
};

// ---- Hash tables: a rehash moves no element, and no iterator survives it ----

struct good_hash_reference_under_insertion {
  void open(int id) { sessions.emplace(id, Session{}); }
  mini::task<void> serve(int id) {
    auto &s = sessions[id];
    co_await send("hello");
    ++s.sent;
  }
  std::unordered_map<int, Session> sessions;
};

struct good_hash_reference_by_iterator {
  void open(int id) { sessions[id]; }
  mini::task<void> serve(int id) {
    auto it = sessions.find(id);
    if (it == sessions.end())
      co_return;
    auto &s = it->second;
    co_await send("hello");
    ++s.sent;
  }
  std::unordered_map<int, Session> sessions;
};

struct bad_hash_iterator_under_insertion {
  void open(int id) { sessions[id]; } // note: 'open' may put elements into 'sessions' here
  mini::task<void> serve(int id) {
    auto it = sessions.find(id); // warn: iterator 'it' into 'sessions' is used after a suspension during which others can change 'sessions' // note: look it up again after the suspension, or keep a copy
    if (it == sessions.end())
      co_return;
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    ++it->second.sent; // note: used here, after it
  }
  std::unordered_map<int, Session> sessions;
};

struct bad_hash_loop_under_insertion {
  void open(int id) { sessions.insert({id, Session{}}); } // note: 'open' may put elements into 'sessions' here
  mini::task<void> flush() {
    for (auto &[id, s] : sessions) // warn: the loop over 'sessions' goes on after a suspension during which others can change 'sessions' // note: loop over a copy, or hold an async lock that whoever changes 'sessions' takes, too // note: the next element is taken here
      co_await s.flush(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::unordered_map<int, Session> sessions;
};

struct bad_hash_loop_under_rehash {
  void grow() { names.reserve(1000); } // note: 'grow' may put elements into 'names' here
  mini::task<void> print() {
    for (const auto &name : names) // warn: the loop over 'names' goes on after a suspension during which others can change 'names' // note: loop over a copy, or hold an async lock that whoever changes 'names' takes, too // note: the next element is taken here
      co_await send(name); // note: the coroutine may be suspended at this 'co_await'
  }
  std::unordered_set<std::string> names;
};

struct bad_hash_reference_under_erasure {
  void close(int id) { sessions.erase(id); } // note: 'close' may erase elements of 'sessions' here
  mini::task<void> serve(int id) {
    auto &s = sessions[id]; // warn: reference 's' into 'sessions' is used after a suspension during which others can change 'sessions' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    ++s.sent; // note: used here, after it
  }
  std::unordered_map<int, Session> sessions;
};

// ---- Deques: pushing at the ends moves no element, and no iterator survives it ----

struct good_deque_reference_under_push {
  void add(std::string text) { lines.push_back(std::move(text)); }
  mini::task<void> print() {
    auto &first = lines.front();
    co_await send("first");
    note(first);
  }
  std::deque<std::string> lines;
};

struct good_deque_reference_under_emplace_front {
  void add(std::string text) { lines.emplace_front(std::move(text)); }
  mini::task<void> print() {
    auto &last = lines.back();
    co_await send("last");
    note(last);
  }
  std::deque<std::string> lines;
};

struct bad_deque_iterator_under_push {
  void add(std::string text) { lines.push_back(std::move(text)); } // note: 'add' may put elements into 'lines' here
  mini::task<void> print() {
    for (auto it = lines.begin(); it != lines.end(); ++it) // warn: iterator 'it' into 'lines' is used after a suspension during which others can change 'lines' // note: look it up again after the suspension, or keep a copy // note: used here, after it
      co_await send(*it); // note: the coroutine may be suspended at this 'co_await'
  }
  std::deque<std::string> lines;
};

struct bad_deque_loop_under_push {
  void add(std::string text) { lines.push_front(std::move(text)); } // note: 'add' may put elements into 'lines' here
  mini::task<void> print() {
    for (const auto &line : lines) // warn: the loop over 'lines' goes on after a suspension during which others can change 'lines' // note: loop over a copy, or hold an async lock that whoever changes 'lines' takes, too // note: the next element is taken here
      co_await send(line); // note: the coroutine may be suspended at this 'co_await'
  }
  std::deque<std::string> lines;
};

struct bad_deque_reference_under_pop {
  void drop() { lines.pop_front(); } // note: 'drop' may erase elements of 'lines' here
  mini::task<void> print() {
    auto &first = lines.front(); // warn: reference 'first' into 'lines' is used after a suspension during which others can change 'lines' // note: look it up again after the suspension, or keep a copy
    co_await send("first"); // note: the coroutine may be suspended at this 'co_await'
    note(first); // note: used here, after it
  }
  std::deque<std::string> lines;
};

struct bad_deque_reference_under_insert_in_the_middle {
  void add(std::string text) { lines.insert(lines.begin() + 1, std::move(text)); } // note: 'add' may erase elements of 'lines' here
  mini::task<void> print() {
    auto &first = lines.front(); // warn: reference 'first' into 'lines' is used after a suspension during which others can change 'lines' // note: look it up again after the suspension, or keep a copy
    co_await send("first"); // note: the coroutine may be suspended at this 'co_await'
    note(first); // note: used here, after it
  }
  std::deque<std::string> lines;
};

// ---- What never moves, and what elements own ----

struct good_array {
  void set(std::size_t i, Session s) { sessions[i] = std::move(s); }
  mini::task<void> flush() {
    for (auto &s : sessions)
      co_await s.flush();
    auto &first = sessions[0];
    co_await send("first");
    first.sent = 0;
  }
  std::array<Session, 4> sessions;
};

struct good_plain_array {
  void set(std::size_t i, Session s) { sessions[i] = std::move(s); }
  mini::task<void> flush() {
    for (auto &s : sessions)
      co_await s.flush();
  }
  Session sessions[4];
};

struct good_pointee_of_an_element {
  void add(std::unique_ptr<Session> s) { sessions.push_back(std::move(s)); }
  mini::task<void> serve(std::size_t i) {
    auto &s = *sessions[i]; // the vector moves the pointers, not what they point to
    co_await send("hello");
    ++s.sent;
  }
  std::vector<std::unique_ptr<Session>> sessions;
};

struct good_pointer_out_of_an_element {
  void add() { sessions.emplace_back(std::make_unique<Session>()); }
  mini::task<void> serve(std::size_t i) {
    Session *s = sessions.at(i).get();
    co_await send("hello");
    ++s->sent;
  }
  std::vector<std::unique_ptr<Session>> sessions;
};

struct good_pointer_copied_out {
  void add(Session *s) { sessions.push_back(s); }
  mini::task<void> serve(std::size_t i) {
    Session *s = sessions.at(i);
    co_await send("hello");
    ++s->sent;
  }
  std::vector<Session *> sessions;
};

struct bad_reference_to_an_owning_element {
  void add(std::unique_ptr<Session> s) { sessions.push_back(std::move(s)); } // note: 'add' may put elements into 'sessions' here
  mini::task<void> serve(std::size_t i) {
    auto &s = sessions[i]; // warn: reference 's' into 'sessions' is used after a suspension during which others can change 'sessions' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    ++s->sent; // note: used here, after it
  }
  std::vector<std::unique_ptr<Session>> sessions;
};

struct bad_loop_over_owning_elements {
  void add(std::unique_ptr<Session> s) { sessions.push_back(std::move(s)); } // note: 'add' may put elements into 'sessions' here
  mini::task<void> flush() {
    for (auto &s : sessions) // warn: the loop over 'sessions' goes on after a suspension during which others can change 'sessions' // note: loop over a copy, or hold an async lock that whoever changes 'sessions' takes, too // note: the next element is taken here
      co_await s->flush(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::vector<std::unique_ptr<Session>> sessions;
};

struct bad_pointee_of_an_erased_element {
  void close(int id) { sessions.erase(id); } // note: 'close' may erase elements of 'sessions' here
  mini::task<void> serve(int id) {
    auto &s = *sessions.at(id); // warn: reference 's' into 'sessions' is used after a suspension during which others can change 'sessions' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    ++s.sent; // note: used here, after it
  }
  std::map<int, std::unique_ptr<Session>> sessions;
};

struct good_vector_inside_a_map {
  void open(const std::string &topic) { topics[topic]; }
  mini::task<void> publish(std::string topic) {
    auto &readers = topics[topic];
    co_await send("hello");
    note(static_cast<int>(readers.size()));
  }
  std::map<std::string, std::vector<Session>> topics;
};

struct bad_vector_inside_a_map {
  void subscribe(const std::string &topic, Session s) { topics[topic].push_back(std::move(s)); } // note: 'subscribe' may put elements into 'topics' here
  mini::task<void> publish(std::string topic) {
    for (auto &reader : topics[topic]) // warn: the loop over 'topics' goes on after a suspension during which others can change 'topics' // note: loop over a copy, or hold an async lock that whoever changes 'topics' takes, too // note: the next element is taken here
      co_await reader.flush(); // note: the coroutine may be suspended at this 'co_await'
  }
  std::map<std::string, std::vector<Session>> topics;
};

struct bad_top_of_a_heap {
  void add(int n) { heap.push(n); } // note: 'add' may put elements into 'heap' here
  mini::task<void> run() {
    const int &top = heap.top(); // warn: reference 'top' into 'heap' is used after a suspension during which others can change 'heap' // note: look it up again after the suspension, or keep a copy
    co_await send("hello"); // note: the coroutine may be suspended at this 'co_await'
    note(top); // note: used here, after it
  }
  std::priority_queue<int> heap;
};

struct good_front_of_a_queue {
  void add(int n) { queue.push(n); }
  mini::task<void> run() {
    const int &front = queue.front();
    co_await send("hello");
    note(front);
  }
  std::queue<int> queue;
};
