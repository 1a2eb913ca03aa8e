// rule: blocking-call
// needs: sqlite3.h
// SQLite.
#include "mini.h"
#include <sqlite3.h>

mini::task<void> bad_queries(sqlite3 *d, sqlite3_stmt *s) {
  sqlite3_step(s); // warn: 'sqlite3_step' may block the thread of coroutine 'bad_queries' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk and for locks of the database
  sqlite3_exec(d, "vacuum", nullptr, nullptr, nullptr); // warn: 'sqlite3_exec' may block the thread of coroutine 'bad_queries' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk and for locks of the database
  sqlite3_wal_checkpoint(d, nullptr); // warn: 'sqlite3_wal_checkpoint' may block the thread of coroutine 'bad_queries' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk and for locks of the database
  sqlite3_sleep(10); // warn: 'sqlite3_sleep' may block the thread of coroutine 'bad_queries' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> bad_opens(sqlite3 **d) {
  sqlite3_open("/tmp/d", d); // warn: 'sqlite3_open' may block the thread of coroutine 'bad_opens' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a database, and waits for the file system
  co_return;
}

mini::task<void> good_reads_what_is_there(sqlite3 *d, sqlite3_stmt *s) {
  sqlite3_bind_int(s, 1, 2);
  sqlite3_column_int(s, 0);
  sqlite3_errmsg(d);
  sqlite3_sleep(0);
  co_return;
}

mini::task<void> good_one_of_them_is_in_memory(const char *sql) {
  sqlite3 *db = nullptr;
  sqlite3_stmt *s = nullptr;
  sqlite3_open(":memory:", &db);
  sqlite3_prepare_v2(db, sql, -1, &s, nullptr);
  sqlite3_step(s);
  sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
  co_return;
}

mini::task<void> bad_one_of_them_is_in_a_file(const char *sql) {
  sqlite3 *db = nullptr;
  sqlite3_open_v2("log.db", &db, SQLITE_OPEN_READONLY, nullptr); // warn: 'sqlite3_open_v2' may block the thread of coroutine 'bad_one_of_them_is_in_a_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a database, and waits for the file system
  sqlite3_exec(db, sql, nullptr, nullptr, nullptr); // warn: 'sqlite3_exec' may block the thread of coroutine 'bad_one_of_them_is_in_a_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk and for locks of the database
  co_return;
}
