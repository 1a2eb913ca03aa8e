// `this` in work that was spawned by a member function, and the object behind it.
#include "annotated.h"
#include "mini.h"
#include <memory>

void print(int n);
bool urgent();

class Sampler {
public:
  void start() {
    annotated::spawn([this]() -> annotated::task<void> {
      co_await mini::tick();
      print(samples_.get());
    });
  }
  annotated::task<void> run() {
    co_await mini::tick();
    print(samples_.get());
  }
  void tick() { print(samples_.get()); }

private:
  annotated::counter samples_;
};

// ---- The object is a local of a visible caller ----

namespace bad_started_by_a_member {
class Clock {
public:
  void start() {
    annotated::spawn([this]() -> annotated::task<void> { // warn: 'this' is captured by work that may outlive the object 'clock' // note: keep the object alive by a shared pointer in the closure, or wait for the work // note: the work is started here
      co_await mini::tick();
      now_.add(1);
    });
  }

private:
  annotated::counter now_;
};
void f() {
  Clock clock; // note: 'clock' is declared here
  clock.start(); // note: the work is started here, and nothing waits for it before 'clock' is destroyed
} // note: 'clock' is destroyed here
} // namespace bad_started_by_a_member

namespace bad_started_by_the_constructor {
class Clock {
public:
  Clock() {
    annotated::spawn([this] { now_.add(1); }); // warn: 'this' is captured by work that may outlive the object 'clock' // note: keep the object alive by a shared pointer in the closure, or wait for the work // note: the work is started here
  }

private:
  annotated::counter now_;
};
void f() { Clock clock; } // note: 'clock' is declared here // note: 'clock' is destroyed here // note: the work is started here, and nothing waits for it before 'clock' is destroyed
} // namespace bad_started_by_the_constructor

namespace bad_default_capture {
class Clock {
public:
  void start() {
    annotated::spawn([&]() -> annotated::task<void> { // warn: 'this' is captured by work that may outlive the object 'clock' // note: keep the object alive by a shared pointer in the closure, or wait for the work // note: the work is started here
      co_await mini::tick();
      now_.add(1);
    });
  }

private:
  annotated::counter now_;
};
annotated::task<void> f() {
  Clock clock; // note: 'clock' is declared here
  clock.start(); // note: the work is started here, and nothing waits for it before 'clock' is destroyed
  co_await mini::tick();
} // note: 'clock' is destroyed here
} // namespace bad_default_capture

namespace bad_parameter_by_value {
class Clock {
public:
  void start() {
    annotated::spawn([this] { now_.add(1); }); // warn: 'this' is captured by work that may outlive the object 'clock' // note: keep the object alive by a shared pointer in the closure, or wait for the work // note: the work is started here
  }

private:
  annotated::counter now_;
};
void f(Clock clock) { clock.start(); } // note: 'clock' is destroyed here // note: the parameter 'clock' lives until this function returns // note: the work is started here, and nothing waits for it before 'clock' is destroyed
} // namespace bad_parameter_by_value

// ---- The local object is named where the work is spawned ----

void bad_task_of_a_local_object() {
  Sampler sampler; // note: 'sampler' is declared here
  annotated::spawn_task(sampler.run()); // warn: 'sampler' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'sampler' is destroyed
} // note: 'sampler' is destroyed here

void bad_reference_to_a_local_object() {
  Sampler sampler; // note: 'sampler' is declared here
  annotated::spawn([&sampler] { sampler.tick(); }); // warn: 'sampler' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'sampler' is destroyed
} // note: 'sampler' is destroyed here

void bad_bound_to_a_local_object() {
  Sampler sampler; // note: 'sampler' is declared here
  annotated::spawn(std::bind_front(&Sampler::tick, &sampler)); // warn: 'sampler' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'sampler' is destroyed
} // note: 'sampler' is destroyed here

void bad_bound_in_the_old_way() {
  Sampler sampler; // note: 'sampler' is declared here
  annotated::spawn(std::bind(&Sampler::tick, &sampler)); // warn: 'sampler' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'sampler' is destroyed
} // note: 'sampler' is destroyed here

void bad_object_of_a_local_owner() {
  auto sampler = std::make_unique<Sampler>(); // note: 'sampler' is declared here
  annotated::spawn([s = sampler.get()] { s->tick(); }); // warn: this capture refers to 'sampler', and the work that has it may outlive 'sampler' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'sampler' is destroyed
} // note: 'sampler' is destroyed here

// ---- Correct: somebody else's object ----

void good_object_of_the_caller(Sampler &sampler, Sampler *other) {
  sampler.start();
  other->start();
  annotated::spawn_task(sampler.run());
  annotated::spawn(std::bind_front(&Sampler::tick, other));
}

Sampler &shared_sampler();
void good_lasting_object() {
  static Sampler sampler;
  sampler.start();
  shared_sampler().start();
  annotated::spawn_task(shared_sampler().run());
}

namespace good_member_of_an_object {
class Service {
public:
  void start() { sampler_.start(); }

private:
  Sampler sampler_;
};
} // namespace good_member_of_an_object

// ---- Correct: kept alive ----

namespace good_self {
class Session : public std::enable_shared_from_this<Session> {
public:
  void start() {
    annotated::spawn([this, self = shared_from_this()] { bytes_.add(1); });
    annotated::spawn([self = shared_from_this()]() -> annotated::task<void> {
      co_await mini::tick();
      self->bytes_.add(1);
    });
    annotated::spawn([weak = weak_from_this()] {
      if (auto self = weak.lock())
        self->bytes_.add(1);
    });
    annotated::spawn_task(run(shared_from_this()));
  }

private:
  static annotated::task<void> run(std::shared_ptr<Session> self) {
    co_await mini::tick();
    self->bytes_.add(1);
  }
  annotated::counter bytes_;
};
void f() {
  auto session = std::make_shared<Session>();
  session->start();
}
} // namespace good_self

namespace good_copy_of_the_object {
class Greeter {
public:
  void start() {
    annotated::spawn([*this]() -> annotated::task<void> {
      co_await mini::tick();
      print(size_);
    });
  }

private:
  int size_ = 3;
};
void f() {
  Greeter greeter;
  greeter.start();
}
} // namespace good_copy_of_the_object

namespace good_bound_to_a_shared_owner {
void f() {
  auto sampler = std::make_shared<Sampler>();
  annotated::spawn(std::bind_front(&Sampler::tick, sampler));
  annotated::spawn(std::bind(&Sampler::tick, sampler));
}
} // namespace good_bound_to_a_shared_owner

// ---- Correct: the object waits for its work ----

namespace good_destructor_waits {
class Clock {
public:
  void start() {
    job_ = annotated::spawn([this] { now_.add(1); });
  }
  ~Clock() { wait(); }

private:
  void wait();
  annotated::counter now_;
  std::optional<annotated::job<void>> job_;
};
void f() {
  Clock clock;
  clock.start();
}
} // namespace good_destructor_waits

namespace good_stopped_by_the_caller {
class Clock {
public:
  void start() {
    job_ = annotated::spawn([this] { now_.add(1); });
  }
  annotated::task<void> stop() { co_await job_->join(); }

private:
  annotated::counter now_;
  std::optional<annotated::job<void>> job_;
};
annotated::task<void> f() {
  Clock clock;
  clock.start();
  co_await mini::tick();
  co_await clock.stop();
}
} // namespace good_stopped_by_the_caller

// Whether stop() waits cannot be seen.
namespace good_stopped_by_unknown_code {
class Clock {
public:
  void start() {
    annotated::spawn([this] { now_.add(1); });
  }
  void stop();

private:
  annotated::counter now_;
};
void f() {
  Clock clock;
  clock.start();
  clock.stop();
}
} // namespace good_stopped_by_unknown_code

namespace good_work_reads_no_member {
class Clock {
public:
  void start() {
    annotated::spawn([n = size_] { print(n); });
    annotated::spawn([=, *this] { print(size_); });
  }

private:
  int size_ = 3;
};
void f() {
  Clock clock;
  clock.start();
}
} // namespace good_work_reads_no_member
