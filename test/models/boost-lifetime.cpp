// rule: iterator-across-await
// needs: boost/container/stable_vector.hpp
// Boost's containers: which of them leave references alone when something is put in.
#include "mini.h"
#include <boost/circular_buffer.hpp>
#include <boost/container/flat_map.hpp>
#include <boost/container/map.hpp>
#include <boost/container/small_vector.hpp>
#include <boost/container/stable_vector.hpp>
#include <boost/unordered_map.hpp>

struct session {
  int id = 0;
};
mini::task<void> save(int n);

namespace bad_reallocated {
class sessions {
public:
  void add() { flat_[1]; small_.push_back({}); ring_.push_back({}); } // note: 'add' may put elements into 'flat_' here // note: 'add' may put elements into 'ring_' here // note: 'add' may put elements into 'small_' here
  mini::task<void> flat() {
    session &s = flat_.begin()->second; // warn: reference 's' into 'flat_' is used after a suspension during which others can change 'flat_' // note: look it up again after the suspension, or keep a copy
    co_await save(1); // note: the coroutine may be suspended at this 'co_await'
    ++s.id; // note: used here, after it
  }
  mini::task<void> small() {
    session &s = small_.front(); // warn: reference 's' into 'small_' is used after a suspension during which others can change 'small_' // note: look it up again after the suspension, or keep a copy
    co_await save(1); // note: the coroutine may be suspended at this 'co_await'
    ++s.id; // note: used here, after it
  }
  mini::task<void> ring() {
    session &s = ring_.front(); // warn: reference 's' into 'ring_' is used after a suspension during which others can change 'ring_' // note: look it up again after the suspension, or keep a copy
    co_await save(1); // note: the coroutine may be suspended at this 'co_await'
    ++s.id; // note: used here, after it
  }

private:
  boost::container::flat_map<int, session> flat_;
  boost::container::small_vector<session, 4> small_;
  boost::circular_buffer<session> ring_;
};
} // namespace bad_reallocated

namespace bad_rehashed {
class sessions {
public:
  void add(int id) { all_.emplace(id, session{id}); } // note: 'add' may put elements into 'all_' here
  mini::task<void> rename() {
    auto it = all_.find(1); // warn: iterator 'it' into 'all_' is used after a suspension during which others can change 'all_' // note: look it up again after the suspension, or keep a copy
    co_await save(1); // note: the coroutine may be suspended at this 'co_await'
    it->second.id = 2; // note: used here, after it
  }

private:
  boost::unordered_map<int, session> all_;
};
} // namespace bad_rehashed

namespace good_stable {
class sessions {
public:
  void add() { stable_.push_back({}); tree_.emplace(1, session()); table_.emplace(1, session()); }
  mini::task<void> stable() {
    session &s = stable_.front();
    co_await save(1);
    ++s.id;
  }
  mini::task<void> tree() {
    auto it = tree_.begin();
    co_await save(1);
    ++it->second.id;
  }
  mini::task<void> table() {
    session &s = table_.begin()->second;
    co_await save(1);
    ++s.id;
  }

private:
  boost::container::stable_vector<session> stable_;
  boost::container::map<int, session> tree_;
  boost::unordered_map<int, session> table_;
};
} // namespace good_stable
