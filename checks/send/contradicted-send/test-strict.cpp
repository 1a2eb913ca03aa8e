// Claims that are true only as long as nobody shares what they refer to.
// options: {corolint-contradicted-send.Strict: true}
#include "annotated.h"
#include <corolint/annotations.h>
#include <functional>
#include <memory>
#include <string>

namespace bad_pointer_to_plain_data {
class COROLINT_SEND Claim { // warn: 'Claim' claims to be Send, but its member 'cell' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND; or use std::atomic instead
  int *cell = nullptr; // note: member 'cell': 'int *' is not Send if it is shared // note: pointee: 'int' is not Safe if it is shared // note: two threads must not read and write a plain value at once
};
} // namespace bad_pointer_to_plain_data

namespace bad_shared_plain_data {
class COROLINT_SEND Claim { // warn: 'Claim' claims to be Send, but its member 'text' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND; or use a copy for each thread instead
  std::shared_ptr<std::string> text; // note: a string is not synchronised // note: member 'text': 'std::shared_ptr<std::string>' is not Send if it is shared // note: pointee: 'std::string' is not Safe if it is shared
};
} // namespace bad_shared_plain_data

namespace bad_erased_callable {
class COROLINT_SYNC Claim { // warn: 'Claim' claims to be Sync, but its member 'job' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SYNC; or use a template parameter instead
  std::function<void()> job; // note: member 'job': 'std::function<void ()>' is not Sync if it is shared // note: what it calls is erased, and calling a const function object may change the callable inside
};
} // namespace bad_erased_callable

namespace good_shared_constant {
class COROLINT_SEND Claim {
  std::shared_ptr<const std::string> text;
};
} // namespace good_shared_constant

namespace good_unknown {
class COROLINT_SEND Claim {
  std::function<void()> job;
};
} // namespace good_unknown

namespace good_thread_safe_pointee {
class COROLINT_SEND Claim {
  annotated::counter *requests = nullptr;
};
} // namespace good_thread_safe_pointee
