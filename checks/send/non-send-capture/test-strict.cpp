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
  std::map<int, std::string> open;
};
void drop(Session &);

void bad_shared_by_the_caller(const std::shared_ptr<Session> &session) {
  annotated::spawn([session] { drop(*session); }); // warn
}

void bad_erased(std::function<void()> job) {
  annotated::spawn([job = std::move(job)] { job(); }); // warn
}

class Codec {
public:
  virtual ~Codec() = default;
  virtual void encode() = 0;
};
void bad_unknown_type(std::unique_ptr<Codec> codec) {
  annotated::spawn([codec = std::move(codec)] { codec->encode(); }); // warn
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
