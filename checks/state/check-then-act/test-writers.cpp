// Who else can write it while the coroutine is suspended.
#include "mini.h"

struct session {
  int id = 0;
};
mini::task<std::shared_ptr<session>> dial(std::string host);
mini::task<void> audit(long amount);
void spawn(mini::task<void> work);
void spawn_any(mini::task<std::shared_ptr<session>> work);
template <class T> T sync_wait(mini::task<T> work);

// A second call.
struct bad_public {
  mini::task<void> get() { // note: a second call of 'get' may come to the same point meanwhile
    if (!conn) // note: checked here, before the suspension
      conn = co_await dial("db"); // warn: 'conn' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }
  std::shared_ptr<session> conn;
};
class bad_private_for_two {
public:
  mini::task<void> read() { co_await ensure(); }
  mini::task<void> write() { co_await ensure(); }

private:
  mini::task<void> ensure() { // note: a second call of 'ensure' may come to the same point meanwhile
    if (!conn_) // note: checked here, before the suspension
      conn_ = co_await dial("db"); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  }
  std::shared_ptr<session> conn_;
};
class good_private_called_once {
public:
  good_private_called_once() { spawn(work()); }

private:
  mini::task<void> work() { co_await prepare(); }
  mini::task<void> prepare() {
    if (!conn_)
      conn_ = co_await dial("db");
  }
  std::shared_ptr<session> conn_;
};
struct good_rvalue {
  mini::task<void> get() && {
    if (!conn)
      conn = co_await dial("db");
  }
  std::shared_ptr<session> conn;
};
class good_life {
public:
  mini::task<void> run() {
    if (!conn_)
      conn_ = co_await dial("db");
  }

private:
  std::shared_ptr<session> conn_;
};
class good_endless {
public:
  mini::task<void> pump() {
    for (;;) {
      if (!conn_)
        conn_ = co_await dial("db");
      co_await audit(conn_->id);
    }
  }

private:
  std::shared_ptr<session> conn_;
};
class bad_endless_with_a_writer {
public:
  mini::task<void> pump() {
    for (;;) {
      if (!conn_) // note: checked here, before the suspension
        conn_ = co_await dial("db"); // warn: 'conn_' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
      co_await audit(conn_->id);
    }
  }
  void replace(std::shared_ptr<session> other) { conn_ = std::move(other); } // note: 'replace' changes 'conn_' here

private:
  std::shared_ptr<session> conn_;
};
class good_only_cleared_by_others {
public:
  mini::task<void> run() {
    if (!conn_)
      conn_ = co_await dial("db");
  }
  void drop() { conn_.reset(); }

private:
  std::shared_ptr<session> conn_;
};

// Globals.
std::shared_ptr<session> shared_session;
mini::task<void> bad_global() { // note: a second call of 'bad_global' may come to the same point meanwhile
  if (!shared_session) // note: checked here, before the suspension
    shared_session = co_await dial("db"); // warn: 'shared_session' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
}
mini::task<std::shared_ptr<session>> bad_static_local() { // note: a second call of 'bad_static_local' may come to the same point meanwhile
  static std::shared_ptr<session> cached;
  if (!cached) // note: checked here, before the suspension
    cached = co_await dial("db"); // warn: 'cached' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it // note: the coroutine may be suspended at this 'co_await'
  co_return cached;
}
std::shared_ptr<session> main_session;
static mini::task<int> good_started_from_main() {
  if (!main_session)
    main_session = co_await dial("db");
  co_return main_session->id;
}

// By reference.
struct numbering {
  long next = 1;
};
void skip_to(numbering &n, long v) { n.next = v; } // note: 'skip_to' changes 'n->next' here // note: 'skip_to' changes 'n->next' here // note: 'skip_to' changes 'n.next' here
mini::task<long> bad_reference(numbering &n) {
  long id = n.next; // note: copied here, before the suspension
  co_await audit(id); // note: the coroutine may be suspended at this 'co_await'
  n.next = id + 1; // warn: 'n.next' is written here because of what a copy before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
  co_return id;
}
mini::task<void> bad_pointer(numbering *n) {
  if (n->next == 1) { // note: checked here, before the suspension
    co_await audit(1); // note: the coroutine may be suspended at this 'co_await'
    n->next = 2; // warn: 'n->next' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
}
mini::task<void> bad_shared_pointer(std::shared_ptr<numbering> n) {
  if (n->next == 1) { // note: checked here, before the suspension
    co_await audit(1); // note: the coroutine may be suspended at this 'co_await'
    n->next = 2; // warn: 'n->next' is written here because of what a check before a suspension has seen, and others can change it meanwhile // note: look again after the suspension, claim the place before it, or hold an async lock across it
  }
}
mini::task<void> good_lent_by_the_awaiting_caller(std::shared_ptr<session> &found) {
  if (!found)
    found = co_await dial("db");
}
mini::task<int> caller() {
  std::shared_ptr<session> mine;
  co_await good_lent_by_the_awaiting_caller(mine);
  co_return mine->id;
}
mini::task<void> good_out_parameter(bool &ok) {
  ok = false;
  co_await audit(1);
  if (!ok) {
    co_await audit(2);
    ok = true;
  }
}
mini::task<void> good_rvalue_reference(numbering &&n) {
  if (n.next == 1) {
    co_await audit(1);
    n.next = 2;
  }
}

int main() { return sync_wait(good_started_from_main()); }
