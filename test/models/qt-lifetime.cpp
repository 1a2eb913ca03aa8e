// rule: iterator-across-await
// needs: x86_64-linux-gnu/qt6/QtCore/QHash
// flags: -std=c++20 -fPIC -I/usr/include/x86_64-linux-gnu/qt6 -I/usr/include/x86_64-linux-gnu/qt6/QtCore
// Qt's containers: lists and hashes move their elements, maps do not.
#include "mini.h"
#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMap>

struct session {
  int id = 0;
};
mini::task<void> save(int n);

namespace bad_moved {
class sessions {
public:
  void add(int id) { list_.append(session()); hash_.insert(id, session()); text_.append('x'); } // note: 'add' may put elements into 'hash_' here // note: 'add' may put elements into 'list_' here // note: 'add' may put elements into 'text_' here
  mini::task<void> list() {
    session &s = list_.first(); // warn: reference 's' into 'list_' is used after a suspension during which others can change 'list_' // note: look it up again after the suspension, or keep a copy
    co_await save(1); // note: the coroutine may be suspended at this 'co_await'
    ++s.id; // note: used here, after it
  }
  mini::task<void> hash() {
    session &s = hash_[1]; // warn: reference 's' into 'hash_' is used after a suspension during which others can change 'hash_' // note: look it up again after the suspension, or keep a copy
    co_await save(1); // note: the coroutine may be suspended at this 'co_await'
    ++s.id; // note: used here, after it
  }
  mini::task<char> text() {
    const char *bytes = text_.constData(); // warn: pointer 'bytes' into 'text_' is used after a suspension during which others can change 'text_' // note: look it up again after the suspension, or keep a copy
    co_await save(1); // note: the coroutine may be suspended at this 'co_await'
    co_return *bytes; // note: used here, after it
  }

private:
  QList<session> list_;
  QHash<int, session> hash_;
  QByteArray text_;
};
} // namespace bad_moved

namespace good_tree {
class sessions {
public:
  void add(int id) { map_.insert(id, session()); }
  mini::task<void> rename() {
    auto it = map_.find(1);
    co_await save(1);
    it->id = 2;
  }

private:
  QMap<int, session> map_;
};
} // namespace good_tree
