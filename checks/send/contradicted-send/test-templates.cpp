// Claims of templates are held against their specialisations.
#include "annotated.h"
#include <corolint/annotations.h>
#include <string>
#include <tuple>
#include <type_traits>

using annotated::rc_int;

namespace bad_for_every_argument {
template <class T> class COROLINT_SEND Claim { // warn: 'Claim<annotated::rc_int>' claims to be Send, but its member 'last' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
public:
  T last; // note: it is annotated as not Send // note: member 'last': 'annotated::rc_int' is not Send
};
} // namespace bad_for_every_argument
namespace good_for_its_arguments {
template <class T> class COROLINT_SEND Claim {
public:
  T last;
};
} // namespace good_for_its_arguments
namespace good_argument_not_stored {
template <class T> class COROLINT_SEND Claim {
public:
  using value_type = T;
  static T *latest;
  long samples = 0;
};
} // namespace good_argument_not_stored
namespace good_conditional {
template <class T> class COROLINT_SEND_IF(std::is_trivially_copyable_v<T>) Claim {
public:
  T last;
};
} // namespace good_conditional
namespace bad_condition_that_lies {
template <class T> class COROLINT_SEND_IF(sizeof(T) > 0) Claim { // warn: 'Claim<annotated::rc_int>' claims to be Send, but its member 'last' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
public:
  T last; // note: it is annotated as not Send // note: member 'last': 'annotated::rc_int' is not Send
};
} // namespace bad_condition_that_lies
namespace bad_pack {
template <class... T> class COROLINT_SEND Claim { // warn: 'Claim<int, annotated::rc_int>' claims to be Send, but its member 'parts' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
public:
  std::tuple<T...> parts; // note: it is annotated as not Send // note: member 'parts': 'std::tuple<int, annotated::rc_int>' is not Send // note: template argument 2: 'annotated::rc_int' is not Send
};
} // namespace bad_pack
namespace good_uninstantiated {
template <class T> class COROLINT_SEND Claim {
  rc_int handle{1};
  T last;
};
} // namespace good_uninstantiated
namespace good_specialised {
template <class T> class COROLINT_SEND Claim {
public:
  T last;
};
// An explicit specialisation claims for itself, and this one does not.
template <> class Claim<rc_int> {
public:
  rc_int last;
};
} // namespace good_specialised
template <class Derived> class Crtp {
public:
  rc_int handle{1}; // note: it is annotated as not Send // note: member 'handle': 'annotated::rc_int' is not Send
};
namespace bad_crtp {
class COROLINT_SEND Claim : public Crtp<Claim> {}; // warn: 'Claim' claims to be Send, but its base is not // note: base: 'Crtp<bad_crtp::Claim>' is not Send // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
} // namespace bad_crtp

int use(bad_for_every_argument::Claim<rc_int> a, good_for_its_arguments::Claim<std::string> b, good_argument_not_stored::Claim<rc_int> c,
        good_conditional::Claim<rc_int> d, good_conditional::Claim<int> e, bad_condition_that_lies::Claim<rc_int> f,
        bad_pack::Claim<int, rc_int> g, good_specialised::Claim<rc_int> h) {
  return sizeof(a) + sizeof(b) + sizeof(c) + sizeof(d) + sizeof(e) + sizeof(f) + sizeof(g) + sizeof(h);
}
