// rule: blocking-call
// flags: -std=c++20 -isystem/usr/include/mariadb
// needs: mysql.h
// The C client of MariaDB and its asynchronous twins.
#include "mini.h"
#include <mysql.h>

mini::task<void> bad_queries(MYSQL *c, MYSQL_STMT *s) {
  mysql_query(c, "select 1"); // warn: 'mysql_query' may block the thread of coroutine 'bad_queries' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the server to answer the query
  mysql_store_result(c); // warn: 'mysql_store_result' may block the thread of coroutine 'bad_queries' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the server to answer the query
  mysql_ping(c); // warn: 'mysql_ping' may block the thread of coroutine 'bad_queries' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the server
  mysql_stmt_execute(s); // warn: 'mysql_stmt_execute' may block the thread of coroutine 'bad_queries' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the server to answer the query
  co_return;
}

mini::task<void> good_asynchronous(int *i, MYSQL *c, MYSQL_RES *r) {
  mysql_query_start(i, c, "select 1");
  mysql_fetch_row(r);
  mysql_error(c);
  co_return;
}
