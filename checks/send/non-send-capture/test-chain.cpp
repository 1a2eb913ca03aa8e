// From the capture down to the culprit: every member on the way, with its place, whatever templates are between.
// flags: -std=c++23 -pthread
#include "annotated.h"
#include <corolint/annotations.h>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>

using annotated::rc_int;
void emit(long);

template <class T> struct Slot {
  bool used = false;
  T value; // note: member 'value': 'Cursor' is not Send
};
template <class Key, class Value> struct Table {
  std::string name;
  std::map<Key, Slot<Value>> rows; // note: member 'rows': 'std::map<int, Slot<Cursor>>' is not Send // note: template argument 2: 'Slot<Cursor>' is not Send
};
struct Cursor {
  long at = 0;
  rc_int page; // note: it is annotated as not Send // note: member 'page': 'annotated::rc_int' is not Send
};
static_assert(sizeof(Slot<Cursor>) > 0); // somebody has to need the elements
struct Query {
  Table<int, Cursor> cursors; // note: member 'cursors': 'Table<int, Cursor>' is not Send
};
struct Connection {
  int socket = 0;
  std::unique_ptr<Query> query; // note: member 'query': 'std::unique_ptr<Query>' is not Send // note: pointee: 'Query' is not Send
};
struct Session {
  std::string user;
  Connection connection; // note: member 'connection': 'Connection' is not Send
};

void bad_deep(Session session) {
  std::thread worker([session = std::move(session)] { emit(session.connection.socket); }); // warn: the capture 'session' goes to another thread, and is not Send // note: capture 'session': 'Session' is not Send // note: hand over only what the other thread needs // note: it is handed to another thread here
  worker.join();
}

void good_other_argument(Table<int, long> table) {
  std::thread worker([table = std::move(table)] { emit(table.rows.size()); });
  worker.join();
}
