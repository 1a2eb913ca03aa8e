// Clients of databases and servers, and the waits of other base libraries, by their names.
#include "annotated.h"

mini::task<void> store(int id = 0);

// ---- Databases ----

extern "C" {
struct sqlite3;
struct sqlite3_stmt;
int sqlite3_open(const char *name, sqlite3 **db);
int sqlite3_step(sqlite3_stmt *);
int sqlite3_exec(sqlite3 *, const char *sql, int (*)(void *, int, char **, char **), void *, char **error);
int sqlite3_column_int(sqlite3_stmt *, int column);
int sqlite3_bind_int(sqlite3_stmt *, int, int);
}

mini::task<int> bad_sqlite_step(sqlite3_stmt *query) {
  sqlite3_bind_int(query, 1, 2);
  sqlite3_step(query); // warn: 'sqlite3_step' may block the thread of coroutine 'bad_sqlite_step' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk and for locks of the database
  co_await store();
  co_return sqlite3_column_int(query, 0);
}

mini::task<void> bad_sqlite_exec(sqlite3 *db) {
  co_await store();
  sqlite3_exec(db, "vacuum", nullptr, nullptr, nullptr); // warn: 'sqlite3_exec' may block the thread of coroutine 'bad_sqlite_exec' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk and for locks of the database
}

mini::task<int> good_sqlite_column(sqlite3_stmt *row) {
  co_await store();
  co_return sqlite3_column_int(row, 0);
}

mini::task<void> good_sqlite_where_blocking_is_allowed(sqlite3 *db) {
  co_await annotated::spawn_blocking([db] { sqlite3_exec(db, "vacuum", nullptr, nullptr, nullptr); });
}

extern "C" {
typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
PGconn *PQconnectdb(const char *);
PGconn *PQconnectStart(const char *);
PGresult *PQexec(PGconn *, const char *);
int PQsendQuery(PGconn *, const char *);
int PQconsumeInput(PGconn *);
int PQisBusy(PGconn *);
int PQntuples(const PGresult *);
}

mini::task<void> bad_postgres_connect(const char *where) {
  PGconn *connection = PQconnectdb(where); // warn: 'PQconnectdb' may block the thread of coroutine 'bad_postgres_connect' // note: it waits for the server // note: use PQconnectStart() and PQconnectPoll() instead
  co_await store(connection != nullptr);
}

mini::task<int> bad_postgres_exec(PGconn *connection) {
  co_await store();
  PGresult *rows = PQexec(connection, "select 1"); // warn: 'PQexec' may block the thread of coroutine 'bad_postgres_exec' // note: it waits for the result of the query // note: use PQsendQuery(), then PQconsumeInput() and PQisBusy() instead
  co_return PQntuples(rows);
}

mini::task<void> good_postgres_without_waiting(const char *where) {
  PGconn *connection = PQconnectStart(where);
  PQsendQuery(connection, "select 1");
  while (PQisBusy(connection)) {
    co_await mini::tick();
    PQconsumeInput(connection);
  }
}

extern "C" {
typedef struct MYSQL MYSQL;
int mysql_query(MYSQL *, const char *);
unsigned mysql_errno(MYSQL *);
typedef struct redisContext redisContext;
typedef struct redisAsyncContext redisAsyncContext;
void *redisCommand(redisContext *, const char *format, ...);
int redisAsyncCommand(redisAsyncContext *, void (*)(redisAsyncContext *, void *, void *), void *, const char *format, ...);
}

mini::task<void> bad_mysql_query(MYSQL *db) {
  mysql_query(db, "select 1"); // warn: 'mysql_query' may block the thread of coroutine 'bad_mysql_query' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the server to answer the query
  co_await store(static_cast<int>(mysql_errno(db)));
}

mini::task<void> bad_redis_command(redisContext *redis) {
  co_await store();
  redisCommand(redis, "GET %s", "key"); // warn: 'redisCommand' may block the thread of coroutine 'bad_redis_command' // note: it waits for the server to answer // note: use redisAsyncCommand() instead
}

mini::task<void> good_redis_async(redisAsyncContext *redis) {
  redisAsyncCommand(redis, nullptr, nullptr, "GET %s", "key");
  co_await store();
}

// ---- HTTP ----

extern "C" {
typedef void CURL;
typedef void CURLM;
int curl_easy_perform(CURL *);
int curl_easy_setopt(CURL *, int option, ...);
int curl_multi_perform(CURLM *, int *running);
}

mini::task<void> bad_curl_easy_perform(CURL *request) {
  curl_easy_setopt(request, 10002, "https://example.org");
  int status = curl_easy_perform(request); // warn: 'curl_easy_perform' may block the thread of coroutine 'bad_curl_easy_perform' // note: it waits for the answer of a server // note: use curl_multi_socket_action(), driven by the event loop instead
  co_await store(status);
}

mini::task<void> good_curl_multi_perform(CURLM *requests) {
  int running = 0;
  do {
    curl_multi_perform(requests, &running);
    co_await mini::tick();
  } while (running > 0);
}

// ---- Base libraries ----

namespace folly {
template <bool MayBlock = true> class Baton {
public:
  void wait();
  bool try_wait();
  void post();
};
} // namespace folly

mini::task<void> bad_folly_baton(folly::Baton<> &baton) {
  baton.wait(); // warn: 'wait' may block the thread of coroutine 'bad_folly_baton' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread posts it
  co_await store();
}

mini::task<bool> good_folly_baton(folly::Baton<> &baton) {
  baton.post();
  co_await store();
  co_return baton.try_wait();
}

namespace absl {
class Duration {};
void SleepFor(Duration);
class Notification {
public:
  bool HasBeenNotified() const;
  void WaitForNotification() const;
  void Notify();
};
} // namespace absl

mini::task<void> bad_absl_sleep(absl::Duration d) {
  co_await store();
  absl::SleepFor(d); // warn: 'SleepFor' may block the thread of coroutine 'bad_absl_sleep' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
}

mini::task<void> bad_absl_notification(absl::Notification &done) {
  done.WaitForNotification(); // warn: 'WaitForNotification' may block the thread of coroutine 'bad_absl_notification' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_await store();
}

mini::task<void> good_absl_notification(absl::Notification &done) {
  while (!done.HasBeenNotified())
    co_await mini::tick();
  done.Notify();
}

namespace boost {
class thread {
public:
  void join();
  void detach();
};
namespace this_thread {
template <class Duration> void sleep_for(const Duration &);
void yield();
} // namespace this_thread
} // namespace boost

mini::task<void> bad_boost_sleep() {
  boost::this_thread::sleep_for(std::chrono::milliseconds(5)); // warn: 'sleep_for' may block the thread of coroutine 'bad_boost_sleep' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_await store();
}

mini::task<void> bad_boost_join(boost::thread &worker) {
  co_await store();
  worker.join(); // warn: 'join' may block the thread of coroutine 'bad_boost_join' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
}

mini::task<void> good_boost_detach(boost::thread &worker) {
  worker.detach();
  boost::this_thread::yield();
  co_await store();
}

class QThread {
public:
  static void sleep(unsigned long seconds);
  bool wait(unsigned long milliseconds);
  void quit();
};

mini::task<void> bad_qt_sleep(QThread &worker) {
  QThread::sleep(1); // warn: 'sleep' may block the thread of coroutine 'bad_qt_sleep' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_await store();
  worker.quit();
}

mini::task<void> good_qt_quit(QThread &worker) {
  worker.quit();
  co_await store();
}

// ---- Functions of one's own with such names ----

namespace good_own_functions {
int sqlite3_step(int n) { return n; }
void SleepFor(int) {}
mini::task<void> f() {
  SleepFor(1);
  co_await store(sqlite3_step(1));
}
} // namespace good_own_functions

int good_plain_function(sqlite3_stmt *query) { return sqlite3_step(query); }

mini::task<void> good_curl_where_blocking_is_allowed(CURL *request) {
  co_await annotated::spawn_blocking([request] { curl_easy_perform(request); });
}

namespace good_client_with_such_members {
struct Database {
  mini::task<int> sqlite3_step();
  mini::task<int> PQexec(const char *);
};
mini::task<void> f(Database &db) {
  co_await store(co_await db.sqlite3_step());
  co_await store(co_await db.PQexec("select 1"));
}
} // namespace good_client_with_such_members
