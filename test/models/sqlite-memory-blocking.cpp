// rule: blocking-call
// needs: sqlite3.h
// SQLite: a file whose databases are all in memory.
#include "mini.h"
#include <sqlite3.h>

class Cache {
public:
  Cache() { sqlite3_open_v2("cache", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nullptr); }

  mini::task<int> good_member() {
    co_await mini::tick();
    co_return sqlite3_exec(db, "vacuum", nullptr, nullptr, nullptr);
  }

  mini::task<void> bad_sleeps() {
    sqlite3_sleep(10); // warn: 'sqlite3_sleep' may block the thread of coroutine 'bad_sleeps' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
    co_return;
  }

private:
  sqlite3 *db = nullptr;
};

int run(sqlite3_stmt *s) { return sqlite3_step(s); }

mini::task<int> good_statement_of_one_in_memory(const char *sql) {
  sqlite3 *db = nullptr;
  sqlite3_stmt *s = nullptr;
  sqlite3_open(":memory:", &db);
  sqlite3_prepare_v2(db, sql, -1, &s, nullptr);
  co_await mini::tick();
  co_return run(s) + sqlite3_step(s);
}
