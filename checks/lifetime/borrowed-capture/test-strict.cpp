// options: {corolint-borrowed-capture.Strict: true}
// Strict: `this` in spawned work counts, whoever owns the object.
#include "annotated.h"
#include "mini.h"
#include <memory>

namespace bad_this_of_unknown_owner {
class Sampler {
public:
  void start() {
    annotated::spawn([this]() -> annotated::task<void> { // warn: 'this' is captured by work that nobody waits for, and nothing keeps the object alive // note: capture an owner as well, such as 'self = shared_from_this()', or wait for the work before the object is destroyed // note: the work is started here
      co_await mini::tick();
      samples_.add(1);
    });
  }

private:
  annotated::counter samples_;
};
} // namespace bad_this_of_unknown_owner

namespace bad_this_by_default_capture {
class Sampler {
public:
  void start() {
    annotated::spawn([=, this] { samples_.add(1); }); // warn: 'this' is captured by work that nobody waits for, and nothing keeps the object alive // note: capture an owner as well, such as 'self = shared_from_this()', or wait for the work before the object is destroyed // note: the work is started here
    annotated::spawn([&] { samples_.add(1); }); // warn: 'this' is captured by work that nobody waits for, and nothing keeps the object alive // note: capture an owner as well, such as 'self = shared_from_this()', or wait for the work before the object is destroyed // note: the work is started here
  }

private:
  annotated::counter samples_;
};
} // namespace bad_this_by_default_capture

namespace good_kept_alive {
class Session : public std::enable_shared_from_this<Session> {
public:
  void start() {
    annotated::spawn([this, self = shared_from_this()] { bytes_.add(1); });
  }

private:
  annotated::counter bytes_;
};
} // namespace good_kept_alive

namespace good_joined {
class Sampler {
public:
  annotated::task<void> run() {
    auto job = annotated::spawn([this] { samples_.add(1); });
    co_await job.join();
  }
  annotated::task<void> run_scoped() {
    co_await annotated::when_all([this] { samples_.add(1); });
  }

private:
  annotated::counter samples_;
};
} // namespace good_joined

namespace good_copy {
class Sampler {
public:
  void start() {
    annotated::spawn([*this]() mutable { ++n_; });
  }

private:
  int n_ = 0;
};
} // namespace good_copy

// A reference parameter is the caller's promise; Strict is about `this`.
void good_reference_parameter(annotated::counter &hits) {
  annotated::spawn([&hits] { hits.add(1); });
}
