// Time limits that were cleared, streams and databases in memory.
// flags: -std=gnu++20 -pthread
#include "mini.h"
#include <cstdio>
#include <cstring>
#include <poll.h>
#include <sys/select.h>
#include <time.h>

mini::task<void> record(int v = 0);

mini::task<void> good_memset(int fd) {
  struct timespec limit;
  memset(&limit, 0, sizeof limit);
  struct pollfd p{fd, POLLIN, 0};
  int n = ppoll(&p, 1, &limit, nullptr);
  co_await record(n);
}

mini::task<void> good_braces(int fd) {
  struct timespec limit = {};
  struct pollfd p{fd, POLLIN, 0};
  int n = ppoll(&p, 1, &limit, nullptr);
  co_await record(n);
}

mini::task<void> good_assigned_braces(int fd) {
  struct timespec limit;
  limit = {};
  struct pollfd p{fd, POLLIN, 0};
  int n = ppoll(&p, 1, &limit, nullptr);
  co_await record(n);
}

mini::task<void> good_timeval_memset(fd_set &set) {
  timeval limit;
  std::memset(&limit, 0, sizeof(limit));
  int n = select(1, &set, nullptr, nullptr, &limit);
  co_await record(n);
}

mini::task<void> bad_memset_then_set(int fd) {
  struct timespec limit;
  memset(&limit, 0, sizeof limit);
  limit.tv_sec = 1;
  struct pollfd p{fd, POLLIN, 0};
  int n = ppoll(&p, 1, &limit, nullptr); // warn: 'ppoll' may block the thread of coroutine 'bad_memset_then_set' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await record(n);
}

mini::task<void> bad_memset_ones(int fd) {
  struct timespec limit;
  memset(&limit, 1, sizeof limit);
  struct pollfd p{fd, POLLIN, 0};
  int n = ppoll(&p, 1, &limit, nullptr); // warn: 'ppoll' may block the thread of coroutine 'bad_memset_ones' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await record(n);
}

mini::task<void> good_fmemopen(char *text, size_t n) {
  FILE *in = fmemopen(text, n, "r");
  char line[80];
  fgets(line, sizeof line, in);
  fread(line, 1, 3, in);
  fclose(in);
  co_await record();
}

mini::task<void> good_open_memstream() {
  char *text; size_t n;
  FILE *out = open_memstream(&text, &n);
  fwrite("x", 1, 1, out);
  fflush(out);
  fclose(out);
  co_await record();
}

mini::task<void> bad_fopen() {
  FILE *in = fopen("x", "r"); // warn: 'fopen' may block the thread of coroutine 'bad_fopen' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  char line[80];
  fgets(line, sizeof line, in); // warn: 'fgets' may block the thread of coroutine 'bad_fopen' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
  fclose(in);
  co_await record();
}

mini::task<FILE *> open_later(const char *name);

mini::task<void> bad_file_that_was_opened_elsewhere() {
  FILE *in = co_await open_later("x");
  char line[80];
  fgets(line, sizeof line, in); // warn: 'fgets' may block the thread of coroutine 'bad_file_that_was_opened_elsewhere' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk, or for whoever writes to what is read
}

typedef struct sqlite3 sqlite3;
#define SQLITE_OPEN_READWRITE 0x00000002
#define SQLITE_OPEN_MEMORY 0x00000080
extern "C" int sqlite3_open(const char *name, sqlite3 **db);
extern "C" int sqlite3_open_v2(const char *name, sqlite3 **db, int flags, const char *vfs);

mini::task<void> good_database_in_memory() {
  sqlite3 *db = nullptr;
  sqlite3_open(":memory:", &db);
  co_await record();
}

mini::task<void> good_database_in_memory_by_flag() {
  sqlite3 *db = nullptr;
  sqlite3_open_v2("shared", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nullptr);
  co_await record();
}

mini::task<void> bad_database_in_a_file() {
  sqlite3 *db = nullptr;
  sqlite3_open("memory", &db); // warn: 'sqlite3_open' may block the thread of coroutine 'bad_database_in_a_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a database, and waits for the file system
  sqlite3_open_v2("shared", &db, SQLITE_OPEN_READWRITE, nullptr); // warn: 'sqlite3_open_v2' may block the thread of coroutine 'bad_database_in_a_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a database, and waits for the file system
  co_await record();
}
