// Claims of Send: what the members and bases of a class say against them.
#include "annotated.h"
#include <corolint/annotations.h>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using annotated::rc_int;

namespace bad_member {
class COROLINT_SEND Claim { // warn: 'Claim' claims to be Send, but its member 'handle' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
  std::string name;
  rc_int handle{1}; // note: it is annotated as not Send // note: member 'handle': 'annotated::rc_int' is not Send
};
} // namespace bad_member

namespace good_values {
class COROLINT_SEND Claim {
  std::string name;
  std::map<int, std::vector<std::string>> rows;
  std::unique_ptr<int> slot;
};
} // namespace good_values

struct Cursor {
  std::optional<std::pair<int, rc_int>> at; // note: it is annotated as not Send // note: member 'at': 'std::optional<std::pair<int, annotated::rc_int>>' is not Send // note: template argument 1: 'std::pair<int, annotated::rc_int>' is not Send // note: template argument 2: 'annotated::rc_int' is not Send
};
struct Scan {
  std::vector<Cursor> cursors; // note: member 'cursors': 'std::vector<Cursor>' is not Send // note: template argument 1: 'Cursor' is not Send
};
namespace bad_deep_member {
class COROLINT_SEND Claim { // warn: 'Claim' claims to be Send, but its member 'scan' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
  Scan scan; // note: member 'scan': 'Scan' is not Send
};
} // namespace bad_deep_member

namespace good_pointers_to_what_is_shared {
class COROLINT_SEND Claim {
  annotated::counter *requests = nullptr;
  std::shared_ptr<annotated::counter> total;
};
} // namespace good_pointers_to_what_is_shared

class NamedHandle : rc_int { // note: base: 'annotated::rc_int' is not Send // note: it is annotated as not Send
public:
  using rc_int::rc_int;
  std::string name;
};
namespace bad_base {
class COROLINT_SEND Claim : NamedHandle { // warn: 'Claim' claims to be Send, but its base is not // note: base: 'NamedHandle' is not Send // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
public:
  Claim() : NamedHandle(1) {}
};
} // namespace bad_base

struct Values {
  long a = 0, b = 0;
};
namespace good_base {
class COROLINT_SEND Claim : Values {};
} // namespace good_base

namespace bad_held_lock {
class COROLINT_SEND Claim { // warn: 'Claim' claims to be Send, but its member 'lock' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND; or use a lock that is taken where it is needed instead
  std::unique_lock<std::mutex> lock; // note: a lock must be unlocked by the thread that locked it // note: member 'lock': 'std::unique_lock<std::mutex>' is not Send
};
} // namespace bad_held_lock

namespace good_async_lock {
class COROLINT_SEND Claim {
  mini::async_mutex::guard guard;
};
} // namespace good_async_lock

// Copies share a count, and count it without atomics.
struct Blob {
  int refs = 1;
};
class BlobRef {
public:
  explicit BlobRef(Blob *b) : b_(b) {}
  BlobRef(const BlobRef &o) : b_(o.b_) { ++b_->refs; }
  BlobRef &operator=(const BlobRef &) = delete;
  ~BlobRef() {
    if (--b_->refs == 0)
      delete b_;
  }

private:
  Blob *b_;
};
namespace bad_home_made_count {
class COROLINT_SEND Claim { // warn: 'Claim' claims to be Send, but its member 'blob' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND; or use std::shared_ptr, or an atomic count instead
  BlobRef blob{new Blob}; // note: copies share a reference count that is not atomic // note: member 'blob': 'BlobRef' is not Send
};
} // namespace bad_home_made_count

namespace bad_counts_itself {
class COROLINT_SEND Claim { // warn: 'Claim' claims to be Send, but it is not // note: copies share a reference count that is not atomic // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND; or use std::shared_ptr, or an atomic count instead
public:
  Claim(const Claim &o) : b_(o.b_) { ++b_->refs; }
  Claim &operator=(const Claim &) = delete;
  ~Claim() {
    if (--b_->refs == 0)
      delete b_;
  }

private:
  Blob *b_;
};
} // namespace bad_counts_itself

namespace good_vouched {
class COROLINT_UNCHECKED_SEND("sealed before it is handed over") Claim {
  rc_int handle{1};
};
} // namespace good_vouched

namespace good_member_vouched {
class COROLINT_SEND Claim {
  rc_int COROLINT_UNCHECKED_SEND("copied once, before the hand-over") handle{1};
};
} // namespace good_member_vouched

namespace good_says_not {
class COROLINT_NOT_SEND Claim {
  rc_int handle{1};
};
} // namespace good_says_not

namespace good_claims_nothing {
class Claim {
  rc_int handle{1};
};
} // namespace good_claims_nothing

namespace good_static_member {
class COROLINT_SEND Claim {
  static rc_int open;
  long id = 0;
};
} // namespace good_static_member

namespace good_opaque {
class COROLINT_SEND Claim {
public:
  Claim();
  ~Claim();

private:
  struct Impl;
  std::unique_ptr<Impl> impl;
};
} // namespace good_opaque

// Sharing may be in order for other reasons: the strict mode's.
namespace good_pointer_to_plain_data {
class COROLINT_SEND Claim {
  int *cell = nullptr;
};
} // namespace good_pointer_to_plain_data

// Interfaces promise for what is derived from them.
class COROLINT_SEND Job { // note: 'Job' makes the claim for all that is derived from it
public:
  virtual ~Job() = default;
  virtual void run() = 0;
};
namespace bad_derived {
class Claim : public Job { // warn: 'Claim' inherits the claim to be Send, but its member 'handle' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
public:
  void run() override {}

private:
  rc_int handle{1}; // note: it is annotated as not Send // note: member 'handle': 'annotated::rc_int' is not Send
};
} // namespace bad_derived
namespace good_derived {
class Claim : public Job {
public:
  void run() override { ++rows; }

private:
  long rows = 0;
};
} // namespace good_derived
namespace good_derived_vouched {
class COROLINT_UNCHECKED_SEND("the handle is made over there") Claim : public Job {
public:
  void run() override {}

private:
  rc_int handle{1};
};
} // namespace good_derived_vouched

// The base is a part of the derived class, not a promise.
struct COROLINT_SEND Plain {
  int a = 0;
};
namespace good_derived_from_a_plain_class {
struct Claim : Plain {
  rc_int handle{1};
};
} // namespace good_derived_from_a_plain_class

namespace bad_union {
union COROLINT_SEND Claim { // warn: 'Claim' claims to be Send, but its member 'handle' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
  Claim() : a(0) {}
  ~Claim() {}
  int a;
  rc_int handle; // note: it is annotated as not Send // note: member 'handle': 'annotated::rc_int' is not Send
};
} // namespace bad_union

namespace bad_array {
struct COROLINT_SEND Claim { // warn: 'Claim' claims to be Send, but its member 'handles' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
  rc_int handles[2] = {1, 2}; // note: element: 'annotated::rc_int' is not Send // note: it is annotated as not Send // note: member 'handles': 'rc_int[2]' is not Send
};
} // namespace bad_array

using Handles = std::vector<rc_int>;
namespace bad_alias {
struct COROLINT_SEND Claim { // warn: 'Claim' claims to be Send, but its member 'handles' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
  Handles handles; // note: it is annotated as not Send // note: member 'handles': 'Handles' is not Send // note: template argument 1: 'annotated::rc_int' is not Send
};
} // namespace bad_alias

#define HANDLE_MEMBER rc_int handle{1}; // note: expanded from macro 'HANDLE_MEMBER' // note: expanded from macro 'HANDLE_MEMBER'
namespace bad_macro {
struct COROLINT_SEND Claim { // warn: 'Claim' claims to be Send, but its member 'handle' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
  HANDLE_MEMBER // note: it is annotated as not Send // note: member 'handle': 'annotated::rc_int' is not Send
};
} // namespace bad_macro

void local_classes() {
  struct COROLINT_SEND bad_local { // warn: 'bad_local' claims to be Send, but its member 'handle' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
    rc_int handle{1}; // note: it is annotated as not Send // note: member 'handle': 'annotated::rc_int' is not Send
  };
  struct COROLINT_SEND good_local {
    std::string name;
  };
  bad_local a;
  good_local b;
}
