// rule: iterator-across-await
// needs: absl/container/flat_hash_map.h
// Abseil's tables: flat ones move their elements when they grow, those of nodes only invalidate iterators.
#include "mini.h"
#include <absl/container/btree_map.h>
#include <absl/container/flat_hash_map.h>
#include <absl/container/inlined_vector.h>
#include <absl/container/node_hash_map.h>

struct session {
  int id = 0;
};
mini::task<void> save(int n);

namespace bad_moved {
class sessions {
public:
  void add(int id) { flat_[id]; tree_[id]; vector_.push_back({}); } // note: 'add' may put elements into 'flat_' here // note: 'add' may put elements into 'tree_' here // note: 'add' may put elements into 'vector_' here
  mini::task<void> flat() {
    session &s = flat_.at(1); // warn: reference 's' into 'flat_' is used after a suspension during which others can change 'flat_' // note: look it up again after the suspension, or keep a copy
    co_await save(1); // note: the coroutine may be suspended at this 'co_await'
    ++s.id; // note: used here, after it
  }
  mini::task<void> tree() {
    auto it = tree_.find(1); // warn: iterator 'it' into 'tree_' is used after a suspension during which others can change 'tree_' // note: look it up again after the suspension, or keep a copy
    co_await save(1); // note: the coroutine may be suspended at this 'co_await'
    ++it->second.id; // note: used here, after it
  }
  mini::task<void> vector() {
    for (session &s : vector_) // warn: the loop over 'vector_' goes on after a suspension during which others can change 'vector_' // note: loop over a copy, or hold an async lock that whoever changes 'vector_' takes, too // note: the next element is taken here
      co_await save(s.id); // note: the coroutine may be suspended at this 'co_await'
  }

private:
  absl::flat_hash_map<int, session> flat_;
  absl::btree_map<int, session> tree_;
  absl::InlinedVector<session, 2> vector_;
};
} // namespace bad_moved

namespace bad_rehashed {
class sessions {
public:
  void add(int id) { nodes_.try_emplace(id); } // note: 'add' may put elements into 'nodes_' here
  mini::task<void> rename() {
    auto it = nodes_.find(1); // warn: iterator 'it' into 'nodes_' is used after a suspension during which others can change 'nodes_' // note: look it up again after the suspension, or keep a copy
    co_await save(1); // note: the coroutine may be suspended at this 'co_await'
    it->second.id = 2; // note: used here, after it
  }

private:
  absl::node_hash_map<int, session> nodes_;
};
} // namespace bad_rehashed

namespace good_node {
class sessions {
public:
  void add(int id) { nodes_.try_emplace(id); }
  mini::task<void> rename() {
    session &s = nodes_.at(1);
    co_await save(1);
    s.id = 2;
  }

private:
  absl::node_hash_map<int, session> nodes_;
};
} // namespace good_node

namespace good_looked_up_again {
class sessions {
public:
  void add(int id) { flat_[id]; }
  mini::task<void> rename() {
    co_await save(flat_.at(1).id);
    flat_.at(1).id = 2;
  }

private:
  absl::flat_hash_map<int, session> flat_;
};
} // namespace good_looked_up_again
