// Helpers that run before anybody else has the object, and initialisation once.
// flags: -std=c++23 -pthread
#include <corolint/annotations.h>
#include <mutex>
#include <string>
#include <vector>

namespace good_helper_of_the_constructor {
class COROLINT_THREAD_SAFE C {
public:
  C() { init(); }
  int get(int i) const { return values_[i]; }

private:
  void init() { fill(); }
  void fill() { values_.resize(10); }
  std::vector<int> values_;
};
} // namespace good_helper_of_the_constructor

namespace good_factory {
class COROLINT_THREAD_SAFE C {
public:
  static C make() {
    C made;
    made.load();
    return made;
  }
  std::size_t size() const { return values_.size(); }

private:
  void load() { values_.resize(10); }
  std::vector<int> values_;
};
} // namespace good_factory

namespace good_helper_of_the_destructor {
class COROLINT_THREAD_SAFE C {
public:
  ~C() { close(); }
  int fd() const { return fd_; }

private:
  void close() { fd_ = -1; }
  int fd_ = 0;
};
} // namespace good_helper_of_the_destructor

namespace bad_helper_of_all {
class COROLINT_THREAD_SAFE C { // warn: 'C' claims to be thread-safe, but its member 'values_' is used without a lock // note: take a lock wherever it is used, or use a lock around it, or a copy for each thread instead
public:
  C() { refill(); }
  void refresh() { refill(); } // note: two threads may write to it here, since no lock is held
  int get(int i) const { return values_[i]; }

private:
  void refill() { values_.resize(10); }
  std::vector<int> values_; // note: a container is not synchronised // note: member 'values_': 'std::vector<int>' is not Safe if it is shared
};
} // namespace bad_helper_of_all

namespace good_made_once {
class COROLINT_SYNC C {
public:
  const std::string &text() const {
    std::call_once(once_, [this] { cache_ = "made"; });
    return cache_;
  }

private:
  mutable std::once_flag once_;
  mutable std::string cache_;
};
} // namespace good_made_once

namespace good_made_once_by_a_member {
class COROLINT_SYNC C {
public:
  const std::string &text() const {
    std::call_once(once_, &C::load, this);
    return cache_;
  }

private:
  void load() const { cache_ = "made"; }
  mutable std::once_flag once_;
  mutable std::string cache_;
};
} // namespace good_made_once_by_a_member

namespace bad_made_again {
class COROLINT_SYNC C { // warn: 'C' claims to be Sync, but its member 'cache_' is used without a lock // note: take a lock wherever it is used, or use a copy for each thread instead
public:
  const std::string &text() const {
    if (cache_.empty())
      cache_ = "made"; // note: two threads may write to it here, since no lock is held
    return cache_;
  }

private:
  mutable std::once_flag once_;
  mutable std::string cache_; // note: a string is not synchronised // note: member 'cache_': 'std::string' is not Safe if it is shared
};
} // namespace bad_made_again
