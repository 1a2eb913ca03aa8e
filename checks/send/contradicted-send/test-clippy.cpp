// What clippy's non_send_fields_in_send_ty asks of Rust, asked of C++: parts of a class that claims to be Send.
#include "annotated.h"
#include <array>
#include <corolint/annotations.h>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

using annotated::rc_int;

template <class T> inline constexpr bool may_cross = !std::is_same_v<T, rc_int>;

// Claims for every argument.
namespace bad_ring {
template <class T> class COROLINT_SEND Claim { // warn: 'Claim<annotated::rc_int>' claims to be Send, but its member 'cells' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
public:
  std::vector<T> cells; // note: it is annotated as not Send // note: member 'cells': 'std::vector<annotated::rc_int>' is not Send // note: template argument 1: 'annotated::rc_int' is not Send
  std::size_t head = 0;
};
} // namespace bad_ring
namespace good_ring {
template <class T> class COROLINT_SEND_IF(may_cross<T>) Claim {
public:
  std::vector<T> cells;
  std::size_t head = 0;
};
} // namespace good_ring

// A lock makes access safe, not what is locked.
namespace bad_locked_value {
template <class T> class COROLINT_SEND Claim { // warn: 'Claim<annotated::rc_int>' claims to be Send, but its member 'value' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
public:
  const T *raw = nullptr;
  std::mutex lock;
  std::unique_ptr<T> value; // note: it is annotated as not Send // note: member 'value': 'std::unique_ptr<annotated::rc_int>' is not Send // note: pointee: 'annotated::rc_int' is not Send
};
} // namespace bad_locked_value
namespace good_locked_value {
template <class T> class COROLINT_SEND Claim {
public:
  const T *raw = nullptr;
  std::mutex lock;
  std::unique_ptr<T> value;
};
} // namespace good_locked_value

// A condition that forgets one of two parameters.
namespace bad_forgotten_parameter {
template <class Owner, class T> class COROLINT_SEND_IF(may_cross<T>) Claim { // warn: 'Claim<annotated::rc_int, int>' claims to be Send, but its member 'head' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
public:
  T inner;
  std::shared_ptr<Owner> head; // note: it is annotated as not Send // note: member 'head': 'std::shared_ptr<annotated::rc_int>' is not Send // note: pointee: 'annotated::rc_int' is not Send
};
} // namespace bad_forgotten_parameter
namespace good_both_parameters {
template <class Owner, class T> class COROLINT_SEND_IF(may_cross<T> &&may_cross<Owner>) Claim {
public:
  T inner;
  std::shared_ptr<Owner> head;
};
} // namespace good_both_parameters
namespace good_parameter_only_named {
template <class Owner, class T> class COROLINT_SEND_IF(may_cross<T>) Claim {
public:
  T inner;
  void (*release)(Owner &) = nullptr;
};
} // namespace good_parameter_only_named

namespace bad_no_template {
class COROLINT_SEND Claim { // warn: 'Claim' claims to be Send, but its member 'count' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
  std::shared_ptr<rc_int> count; // note: it is annotated as not Send // note: member 'count': 'std::shared_ptr<annotated::rc_int>' is not Send // note: pointee: 'annotated::rc_int' is not Send
};
} // namespace bad_no_template
namespace good_no_template {
class COROLINT_SEND Claim {
  std::shared_ptr<const std::string> text;
};
} // namespace good_no_template

// Three members, one report.
namespace bad_many_members {
template <class T> class COROLINT_SEND Claim { // warn: 'Claim<annotated::rc_int>' claims to be Send, but its member 'first' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
public:
  T first; // note: it is annotated as not Send // note: member 'first': 'annotated::rc_int' is not Send
  T second;
  T third;
};
} // namespace bad_many_members

// Alternatives.
namespace bad_variant {
template <class T> class COROLINT_SEND Claim { // warn: 'Claim<annotated::rc_int>' claims to be Send, but its member 'value' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
public:
  std::variant<std::monostate, T> value; // note: it is annotated as not Send // note: member 'value': 'std::variant<std::monostate, annotated::rc_int>' is not Send // note: template argument 2: 'annotated::rc_int' is not Send
};
} // namespace bad_variant
namespace bad_optional {
template <class T> class COROLINT_SEND Claim { // warn: 'Claim<annotated::rc_int>' claims to be Send, but its member 'value' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
public:
  std::optional<T> value; // note: it is annotated as not Send // note: member 'value': 'std::optional<annotated::rc_int>' is not Send // note: template argument 1: 'annotated::rc_int' is not Send
};
} // namespace bad_optional
namespace good_variant {
template <class T> class COROLINT_SEND Claim {
public:
  std::variant<std::monostate, T> value;
};
} // namespace good_variant

namespace bad_pairs {
template <class A, class B> class COROLINT_SEND Claim { // warn: 'Claim<int, annotated::rc_int>' claims to be Send, but its member 'rows' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
public:
  std::vector<std::pair<A, B>> rows; // note: it is annotated as not Send // note: member 'rows': 'std::vector<std::pair<int, annotated::rc_int>>' is not Send // note: template argument 1: 'std::pair<int, annotated::rc_int>' is not Send // note: template argument 2: 'annotated::rc_int' is not Send
};
} // namespace bad_pairs
namespace good_pairs {
template <class A, class B> class COROLINT_SEND Claim {
public:
  std::vector<std::pair<A, B>> rows;
};
} // namespace good_pairs

// What a pointer leads to is a matter of who else uses it: the strict mode's.
class COROLINT_NOT_SEND Local {};
namespace good_pointers {
class COROLINT_SEND Claim {
  std::vector<const Local *> many;
  std::array<const Local *, 3> three{};
  std::pair<const Local *, const Local *> two;
  std::vector<std::vector<const char *>> nested;
};
} // namespace good_pointers
namespace bad_values_of_it {
class COROLINT_SEND Claim { // warn: 'Claim' claims to be Send, but its member 'three' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
  std::array<std::pair<int, Local>, 3> three; // note: it is annotated as not Send // note: member 'three': 'std::array<std::pair<int, Local>, 3>' is not Send // note: template argument 1: 'std::pair<int, Local>' is not Send // note: template argument 2: 'Local' is not Send
};
} // namespace bad_values_of_it

// The author's word, for the class or for one member; the other members still count.
namespace good_vouched_class {
template <class T> class COROLINT_UNCHECKED_SEND("emptied before it is handed over") Claim {
public:
  T value;
};
} // namespace good_vouched_class
namespace good_vouched_member {
template <class T> class COROLINT_SEND Claim {
public:
  T COROLINT_UNCHECKED_SEND("emptied before it is handed over") value;
};
} // namespace good_vouched_member
namespace bad_other_member {
template <class T> class COROLINT_SEND Claim { // warn: 'Claim<annotated::rc_int>' claims to be Send, but its member 'spare' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
public:
  T COROLINT_UNCHECKED_SEND("emptied before it is handed over") value;
  T spare; // note: it is annotated as not Send // note: member 'spare': 'annotated::rc_int' is not Send
};
} // namespace bad_other_member
namespace good_suppressed {
class COROLINT_SUPPRESS("contradicted-send", "a test") COROLINT_SEND Claim {
  rc_int value{1};
};
} // namespace good_suppressed

// Claims of one specialisation.
template <class A, class B> struct Pair {
  A a;
  B b;
};
namespace bad_partial_specialisation {
template <class A, class B> struct Claim {
  A a;
  B b;
};
template <class A> struct COROLINT_SEND Claim<A, std::unique_lock<std::mutex>> { // warn: 'Claim<int, std::unique_lock<std::mutex>>' claims to be Send, but its member 'b' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND; or use a lock that is taken where it is needed instead
  A a;
  std::unique_lock<std::mutex> b; // note: a lock must be unlocked by the thread that locked it // note: member 'b': 'std::unique_lock<std::mutex>' is not Send
};
} // namespace bad_partial_specialisation
namespace good_partial_specialisation {
template <class A, class B> struct Claim {
  A a;
  B b;
};
template <class A> struct COROLINT_SEND Claim<A, std::mutex> {
  A a;
  std::mutex b;
};
} // namespace good_partial_specialisation
namespace bad_explicit_specialisation {
template <class T> struct Claim {
  T value;
};
template <> struct COROLINT_SEND Claim<rc_int> { // warn: 'Claim<annotated::rc_int>' claims to be Send, but its member 'value' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND
  rc_int value{1}; // note: it is annotated as not Send // note: member 'value': 'annotated::rc_int' is not Send
};
} // namespace bad_explicit_specialisation
namespace good_condition_of_a_member {
template <class A, class B> struct COROLINT_SEND_IF(may_cross<A> &&may_cross<B>) Claim {
  Pair<A, B> parts;
};
} // namespace good_condition_of_a_member

template <class... T> long sizes() { return (0 + ... + sizeof(T)); }
long use() {
  return sizes<bad_ring::Claim<rc_int>, good_ring::Claim<rc_int>, good_ring::Claim<int>, bad_locked_value::Claim<rc_int>,
               good_locked_value::Claim<std::string>, bad_forgotten_parameter::Claim<rc_int, int>, good_both_parameters::Claim<rc_int, int>,
               good_both_parameters::Claim<annotated::counter, int>, good_parameter_only_named::Claim<rc_int, int>,
               bad_many_members::Claim<rc_int>, bad_variant::Claim<rc_int>, bad_optional::Claim<rc_int>, good_variant::Claim<long>,
               bad_pairs::Claim<int, rc_int>, good_pairs::Claim<int, std::string>, good_vouched_class::Claim<rc_int>,
               good_vouched_member::Claim<rc_int>, bad_other_member::Claim<rc_int>,
               bad_partial_specialisation::Claim<int, std::unique_lock<std::mutex>>, bad_partial_specialisation::Claim<rc_int, int>,
               good_partial_specialisation::Claim<int, std::mutex>, good_condition_of_a_member::Claim<int, rc_int>>();
}
