// What is not Send only if somebody shares it, and what nobody knows.
// options: {corolint-non-send-capture.Strict: true}
// flags: -std=c++20 -pthread
#include "annotated.h"
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Session {
  std::map<int, std::string> open; // note: a container is not synchronised, and operator[] may insert // note: member 'open': 'std::map<int, std::string>' is not Safe if it is shared
};
void drop(Session &);

void bad_shared_by_the_caller(const std::shared_ptr<Session> &session) {
  annotated::spawn([session] { drop(*session); }); // warn: the capture 'session' goes to another thread, and is not Send if anybody shares it // note: capture 'session': 'const std::shared_ptr<Session>' is not Send if it is shared // note: it is handed to another thread here // note: pointee: 'Session' is not Safe if it is shared // note: use a lock around it, or a copy for each thread instead, or hand over only what the other thread needs
}

void bad_erased(std::function<void()> job) {
  annotated::spawn([job = std::move(job)] { job(); }); // warn: the capture 'job' goes to another thread, and may or may not be Send // note: capture 'job': 'std::function<void ()>' may or may not be Send // note: it is handed to another thread here // note: use a template parameter instead, or hand over only what the other thread needs // note: what it calls is erased, and calling a const function object may change the callable inside
}

class Codec {
public:
  virtual ~Codec() = default;
  virtual void encode() = 0;
};
void bad_unknown_type(std::unique_ptr<Codec> codec) {
  annotated::spawn([codec = std::move(codec)] { codec->encode(); }); // warn: the capture 'codec' goes to another thread, and may or may not be Send // note: capture 'codec': 'std::unique_ptr<Codec>' may or may not be Send // note: it is handed to another thread here // note: pointee: 'Codec' may or may not be Send // note: the object may be of a derived class that nobody knows here // note: use an annotation of the base class, or final instead, or hand over only what the other thread needs
}

void good_lent(std::string &text) {
  [](auto) {}(annotated::when_all([&text] { text += "a"; }));
}

void good_sole_owner(std::unique_ptr<Session> session) {
  annotated::spawn([session = std::move(session)] { drop(*session); });
}

void good_shared_constant(std::shared_ptr<const std::string> text) {
  annotated::spawn([text] { (void)text->size(); });
}

void good_thread_safe(std::shared_ptr<annotated::counter> requests) {
  annotated::spawn([requests] { requests->add(1); });
  requests->add(1);
}
