// rule: blocking-call
// flags: -std=c++20 -isystem/usr/include/postgresql
// needs: libpq-fe.h
// libpq: what waits for the server, and its asynchronous counterparts.
#include "mini.h"
#include <libpq-fe.h>

mini::task<void> bad_queries(PGconn *c, char **b) {
  PQexec(c, "select 1"); // warn: 'PQexec' may block the thread of coroutine 'bad_queries' // note: it waits for the result of the query // note: use PQsendQuery(), then PQconsumeInput() and PQisBusy() instead
  PQexecParams(c, "select 1", 0, nullptr, nullptr, nullptr, nullptr, 0); // warn: 'PQexecParams' may block the thread of coroutine 'bad_queries' // note: it waits for the result of the query // note: use PQsendQueryParams(), then PQconsumeInput() and PQisBusy() instead
  PQreset(c); // warn: 'PQreset' may block the thread of coroutine 'bad_queries' // note: it waits for the server // note: use PQresetStart() and PQresetPoll() instead
  PQgetCopyData(c, b, 0); // warn: 'PQgetCopyData' may block the thread of coroutine 'bad_queries' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the server
  co_return;
}

mini::task<void> bad_connects() {
  PQconnectdb(""); // warn: 'PQconnectdb' may block the thread of coroutine 'bad_connects' // note: it waits for the server // note: use PQconnectStart() and PQconnectPoll() instead
  co_return;
}

mini::task<void> good_asynchronous(PGconn *c, char **b) {
  PQconnectStart("");
  PQsendQuery(c, "select 1");
  PQconsumeInput(c);
  if (!PQisBusy(c))
  PQgetResult(c);
  PQgetCopyData(c, b, 1);
  co_return;
}
