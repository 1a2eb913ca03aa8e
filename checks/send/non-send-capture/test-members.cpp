// Objects that are shared, and members of theirs that belong to a thread.
// flags: -std=c++23 -pthread
#include "annotated.h"
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

using annotated::rc_int;
void emit(int);

struct Quota {
  rc_int left; // note: it is annotated as not Send // note: member 'left': 'annotated::rc_int' is not Send
};

class Session {
public:
  explicit Session(rc_int user);

  void bad_copy() {
    std::thread t([this] { // warn: 'this' goes to another thread, and is not Send // note: capture 'this': 'Session *' is not Send if it is shared // note: hand over only what the other thread needs // note: it is handed to another thread here
      auto mine = user_;
      emit(mine.get());
    });
    t.join();
  }
  void bad_mention() {
    std::thread t([this] { emit(user_.get()); }); // warn: 'this' goes to another thread, and is not Send // note: capture 'this': 'Session *' is not Send if it is shared // note: hand over only what the other thread needs // note: it is handed to another thread here
    t.join();
  }
  void bad_deeper() {
    std::thread t([this] { emit(quota_.left.get()); }); // warn: 'this' goes to another thread, and is not Send // note: capture 'this': 'Session *' is not Send if it is shared // note: hand over only what the other thread needs // note: it is handed to another thread here
    t.join();
  }
  void bad_default_capture() {
    std::thread t([&] { emit(user_.get()); }); // warn: 'this' goes to another thread, and is not Send // note: capture 'this': 'Session *' is not Send if it is shared // note: hand over only what the other thread needs // note: it is handed to another thread here
    t.join();
  }
  void bad_member_function() {
    std::thread t(&Session::serve, this); // warn: this argument goes to another thread, and is not Send // note: hand over only what the other thread needs // note: it is handed to another thread here
    t.join();
  }
  void bad_calls_a_member_function() {
    std::jthread t([this] { forward(); }); // warn: 'this' goes to another thread, and is not Send // note: capture 'this': 'Session *' is not Send if it is shared // note: hand over only what the other thread needs // note: it is handed to another thread here
  }
  void good_generic_closure() {
    std::thread t([this](auto n) { emit(requests_ + n); }, 1);
    t.join();
  }
  void bad_with_an_argument(int *count) {
    std::thread t(&Session::serve_some, this, count); // warn: this argument goes to another thread, and is not Send // note: hand over only what the other thread needs // note: it is handed to another thread here
    t.join();
  }
  void bad_dereferenced() {
    std::thread t([self = this] { emit((*self).user_.get()); }); // warn: the capture 'self' goes to another thread, and is not Send // note: capture 'self': 'Session *' is not Send if it is shared // note: hand over only what the other thread needs // note: it is handed to another thread here
    t.join();
  }
  void good_another_member() {
    std::thread t([this] { emit(requests_); });
    t.join();
  }
  void good_value_taken_before() {
    std::thread t([user = user_.get()] { emit(user); });
    t.join();
  }
  void good_member_of_another_object(Session &other) {
    std::thread t([this, &other] { emit(requests_ + other.requests_); });
    t.join();
  }
  void good_in_place() {
    auto show = [this] { emit(user_.get()); };
    show();
  }

private:
  void serve() { emit(user_.get()); }
  void serve_some(int *count) { emit(user_.get() + *count); }
  void forward() { serve(); }

  rc_int user_{1}; // note: it is annotated as not Send // note: it is annotated as not Send // note: it is annotated as not Send // note: it is annotated as not Send // note: it is annotated as not Send // note: it is annotated as not Send // note: it is annotated as not Send // note: member 'user_': 'annotated::rc_int' is not Send // note: member 'user_': 'annotated::rc_int' is not Send // note: member 'user_': 'annotated::rc_int' is not Send // note: member 'user_': 'annotated::rc_int' is not Send // note: member 'user_': 'annotated::rc_int' is not Send // note: member 'user_': 'annotated::rc_int' is not Send // note: member 'user_': 'annotated::rc_int' is not Send
  Quota quota_{rc_int(2)};
  int requests_ = 0;
};

class Peer : public std::enable_shared_from_this<Peer> {
public:
  explicit Peer(rc_int user) : user_(user) {}
  void bad_shared_owner() {
    std::thread t([self = shared_from_this()] { emit(self->user_.get()); }); // warn: the capture 'self' goes to another thread, and is not Send // note: capture 'self': 'std::shared_ptr<Peer>' is not Send if it is shared // note: hand over only what the other thread needs // note: it is handed to another thread here
    t.join();
  }
  void good_shared_owner() {
    std::thread t([self = shared_from_this()] { emit(self->requests_); });
    t.join();
  }

private:
  rc_int user_; // note: it is annotated as not Send // note: member 'user_': 'annotated::rc_int' is not Send
  int requests_ = 0;
};

struct Request {
  rc_int handle; // note: it is annotated as not Send // note: it is annotated as not Send // note: member 'handle': 'annotated::rc_int' is not Send // note: member 'handle': 'annotated::rc_int' is not Send
  int id;
};

void bad_by_reference(Request &request) {
  std::thread t([&request] { emit(request.handle.get()); }); // warn: the capture 'request' goes to another thread, and is not Send // note: capture 'request': 'Request &' is not Send if it is shared // note: hand over only what the other thread needs // note: it is handed to another thread here
  t.join();
}

void bad_by_pointer(Request *request) {
  std::thread t([request] { emit(request->handle.get()); }); // warn: the capture 'request' goes to another thread, and is not Send // note: capture 'request': 'Request *' is not Send if it is shared // note: hand over only what the other thread needs // note: it is handed to another thread here
  t.join();
}

void good_by_pointer(Request *request) {
  std::thread t([request] { emit(request->id); });
  t.join();
}

// Nobody but the worker has to do with the member.
class Worker {
public:
  Worker() {}
  void good_start() {
    thread_ = std::thread([this] {
      cache_.emplace(1);
      work();
      cache_.reset();
    });
  }
  void good_lock_of_its_own() {
    thread_ = std::thread([this] {
      lock_ = std::unique_lock(mutex_);
      lock_.unlock();
    });
  }

private:
  void work() { emit(cache_->get()); }

  std::optional<rc_int> cache_;
  std::mutex mutex_;
  std::unique_lock<std::mutex> lock_;
  std::thread thread_;
};

// What the other side has looked at is shared.
class Shared {
public:
  Shared() {}
  void fill() { cache_.emplace(1); }
  void bad_start() {
    thread_ = std::thread([this] { emit(cache_->get()); }); // warn: 'this' goes to another thread, and is not Send // note: capture 'this': 'Shared *' is not Send if it is shared // note: hand over only what the other thread needs // note: it is handed to another thread here
  }

private:
  std::optional<rc_int> cache_; // note: it is annotated as not Send // note: member 'cache_': 'std::optional<annotated::rc_int>' is not Send // note: template argument 1: 'annotated::rc_int' is not Send
  std::thread thread_;
};

template <class T> class Cache {
public:
  explicit Cache(T value);
  void bad_in_a_template() {
    std::thread t([this] { emit(value_.get()); }); // warn: 'this' goes to another thread, and is not Send // note: capture 'this': 'Cache<annotated::rc_int> *' is not Send if it is shared // note: hand over only what the other thread needs // note: it is handed to another thread here
    t.join();
  }

private:
  T value_; // note: it is annotated as not Send // note: member 'value_': 'annotated::rc_int' is not Send
};
template class Cache<rc_int>;
