//===--- SendTraitsTest.cpp - Send, Sync and Safe of any type -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SendText.h"
#include <gtest/gtest.h>
#include <map>

using namespace clang;
using namespace corolint;

namespace {

//===----------------------------------------------------------------------===//
// Recursive types
//===----------------------------------------------------------------------===//

TEST(SendTraits, ATypeThatOwnsItselfIsWhatTheRestOfItIs) {
  Code C(R"cpp(
#include <memory>
#include <vector>
class [[clang::annotate("corolint::send", 0)]] bound { int slot; };
struct list { int value; std::unique_ptr<list> next; };
struct tree { std::vector<tree> children; std::shared_ptr<const tree> shared; };
struct bad_list { std::unique_ptr<bad_list> next; bound value; };
struct raw_list { raw_list *next; int value; };
struct endless { const endless &self; };
)cpp");
  EXPECT_EQ(answers(C, "list"), "Ynn"); // const access reaches its next
  EXPECT_EQ(answers(C, "tree"), "YYn");
  EXPECT_EQ(answers(C, "bad_list"), "Nnn");
  EXPECT_EQ(answers(C, "raw_list"), "nnn");
  EXPECT_EQ(answers(C, "endless"), "YYY");
}

const char Mutual[] = R"cpp(
#include <functional>
#include <memory>
#include <vector>
class [[clang::annotate("corolint::send", 0)]] bound { int slot; };
struct a; struct b; struct c; struct d;
struct a { std::unique_ptr<b> to_b; std::unique_ptr<d> to_d; int value; };
struct b { std::unique_ptr<a> to_a; std::unique_ptr<c> to_c; };
struct c { std::unique_ptr<b> to_b; std::shared_ptr<d> shared; std::function<void()> f; };
struct d { std::vector<d> more; std::unique_ptr<c> to_c; bound *raw; };
struct e { std::unique_ptr<e> self; int value; };
struct f { std::unique_ptr<e> to_e; std::shared_ptr<const f> to_f; };
)cpp";

TEST(SendTraits, OfTypesThatNeedEachOtherDoNotDependOnTheOrder) {
  Code C(Mutual);
  std::vector<std::pair<std::string, QualType>> Types;
  for (const char *Name : {"a", "b", "c", "d", "e", "f"})
    Types.emplace_back(Name, C.type(Name));
  auto Before = [](const auto &L, const auto &R) { return L.first < R.first; };
  std::string First;
  do {
    // A new unit, since answers are remembered.
    TranslationUnit Fresh(C.context(), C.roles().models());
    std::map<std::string, std::string> Found;
    for (Trait Asked : {Trait::Sync, Trait::Safe, Trait::Send})
      for (const auto &[Name, Type] : Types)
        Found[Name] += letterOf(Fresh.sendTraits().of(Type, Asked));
    std::string All;
    for (const auto &[Name, Letters] : Found)
      All += Name + ":" + Letters + " ";
    if (First.empty())
      First = All;
    ASSERT_EQ(All, First);
  } while (std::next_permutation(Types.begin(), Types.end(), Before));
  EXPECT_EQ(First, "a:nnn b:nnn c:nnn d:nnn e:nnY f:nnn ");
}

//===----------------------------------------------------------------------===//
// Classes
//===----------------------------------------------------------------------===//

TEST(SendTraits, BasesAndMembersCountAndStaticMembersDoNot) {
  Code C(R"cpp(
#include <string>
class [[clang::annotate("corolint::send", 0)]] bound { int slot; };
struct hook : bound {};
struct named_hook : virtual hook { std::string name; };
struct count { static bound all; int mine; };
template <class T> struct metric { using type = T; static T *latest; long n; };
using measured = metric<bound>;
static_assert(sizeof(measured));
struct arrays { bound all[2][3]; };
union either { int a; bound *b; };
struct anonymous { struct { int a; union { int b; bound *c; }; }; };
)cpp");
  EXPECT_EQ(answers(C, "hook"), "N?n");
  EXPECT_EQ(answers(C, "named_hook"), "N?n");
  EXPECT_EQ(answers(C, "count"), "YYn");
  EXPECT_EQ(answers(C, "measured"), "YYn");
  EXPECT_EQ(answers(C, "arrays"), "N?n");
  EXPECT_EQ(answers(C, "either"), "nnn");
  EXPECT_EQ(answers(C, "anonymous"), "nnn");
}

TEST(SendTraits, ClassesOfSystemHeadersAreUnknownWhereTheirMembersObject) {
  Code C("#include <system.h>\n"
         "struct own { int *p; };\n"
         "using theirs = opaque;\nusing values = plain;\n"
         "using held = holder;\nstatic_assert(sizeof(held));\n",
         "struct opaque { int *p; mutable int cache; };\n"
         "struct plain { long seconds; long nanos; };\n"
         "class [[clang::annotate(\"corolint::send\", 0)]] bound { int n; };\n"
         "struct holder { bound b; };\n");
  EXPECT_EQ(answers(C, "own"), "nnn");
  EXPECT_EQ(answers(C, "theirs"), "???");
  EXPECT_EQ(answers(C, "values"), "YY?");
  EXPECT_EQ(answers(C, "held"), "N??");
}

TEST(SendTraits, APolymorphicPointeeMayBeAnythingUnlessSomebodySpeaksForIt) {
  Code C(R"cpp(
#include <memory>
struct base { virtual ~base(); };
struct [[clang::annotate("corolint::send", 1)]] job { virtual ~job(); };
struct import_job : job { int rows; };
struct [[clang::annotate("corolint::thread_safe")]] service { virtual ~service(); };
struct last final : base { int n; };
using unknown = std::unique_ptr<base>;
using promised = std::unique_ptr<job>;
using derived = std::unique_ptr<import_job>;
using safe = service *;
using known = std::unique_ptr<last>;
using value = base;
)cpp");
  EXPECT_EQ(answers(C, "unknown"), "??n");
  EXPECT_EQ(answers(C, "promised"), "Y?n");
  EXPECT_EQ(answers(C, "derived"), "Y?n");
  EXPECT_EQ(answers(C, "safe"), "YYn");
  EXPECT_EQ(answers(C, "known"), "Ynn");
  EXPECT_EQ(answers(C, "value"), "YYY");
}

TEST(SendTraits, OwnersShareAndAreHardOnlyForWhatTheyOwnThemselves) {
  Code C(R"cpp(
#include <memory>
#include <mutex>
class [[clang::annotate("corolint::send", 0)]] bound { int slot; };
struct session { bound b; int n; };
using directly = std::shared_ptr<bound>;
using deeper = std::shared_ptr<session>;
using lock = std::shared_ptr<std::unique_lock<std::mutex>>;
using sole = std::unique_ptr<session>;
using reference = session &;
)cpp");
  EXPECT_EQ(answers(C, "directly"), "NNn");
  EXPECT_EQ(answers(C, "deeper"), "nnn");
  EXPECT_EQ(answers(C, "lock"), "NNn");
  EXPECT_EQ(answers(C, "sole"), "Nnn");
  EXPECT_EQ(answers(C, "reference"), "nnn");
}

TEST(SendTraits, GuardsLocksAndTasksAreWhatTheirRolesAre) {
  Code C(R"cpp(
#include "mini.h"
#include <mutex>
struct mine { void lock(); void unlock(); };
struct my_guard { explicit my_guard(mine &m) : m(m) { m.lock(); } ~my_guard() { m.unlock(); } mine &m; };
class [[clang::annotate("corolint::not_across_suspend", "it is the interpreter's")]] gil { gil(); ~gil(); };
struct holds { my_guard g; };
using task = mini::task<int>;
using async = std::unique_lock<mini::async_mutex>;
using async_lock = mini::async_mutex;
)cpp");
  EXPECT_EQ(answers(C, "mine"), "YYY");
  EXPECT_EQ(answers(C, "my_guard"), "NYn");
  EXPECT_EQ(answers(C, "gil"), "N?n");
  EXPECT_EQ(answers(C, "holds"), "NYn");
  EXPECT_EQ(answers(C, "task"), "?nn");
  EXPECT_EQ(answers(C, "async"), "YYn");
  EXPECT_EQ(answers(C, "async_lock"), "YYY");
}

TEST(SendTraits, CountsThatAreNotAtomicAreFoundByStructure) {
  Code C(R"cpp(
#include <atomic>
#include <mutex>
struct blob { int refs = 1; void ref() { ++refs; } bool unref() { return --refs == 0; } };
struct safe_blob { std::atomic<int> refs{1}; };
struct handle {
  handle(const handle &o) : p(o.p) { ++p->refs; }
  ~handle() { if (--p->refs == 0) delete p; }
private:
  blob *p;
};
struct helped {
  helped(const helped &o) : p(o.p) { if (p) p->ref(); }
  ~helped() { drop(); }
private:
  void drop() { if (p && p->unref()) delete p; }
  blob *p;
};
struct counted {
  counted(const counted &o) : n(o.n) { ++*n; }
  ~counted() { if (--*n == 0) delete n; }
private:
  int *n;
};
struct atomic_handle {
  atomic_handle(const atomic_handle &o) : p(o.p) { p->refs.fetch_add(1); }
  ~atomic_handle() { if (p->refs.fetch_sub(1) == 1) delete p; }
private:
  safe_blob *p;
};
struct locked_handle {
  locked_handle(const locked_handle &o) : p(o.p) { std::lock_guard g(m); ++p->refs; }
  ~locked_handle() { std::lock_guard g(m); --p->refs; }
private:
  static std::mutex m;
  blob *p;
};
struct by_hand {
  by_hand(const by_hand &o) : p(o.p) { m.lock(); ++p->refs; m.unlock(); }
  ~by_hand() { m.lock(); --p->refs; m.unlock(); }
private:
  static std::mutex m;
  blob *p;
};
struct live { live(const live &) { ++all; } ~live() { --all; } static int all; };
struct own_count { own_count(const own_count &) { ++n; } ~own_count() { --n; } int n; };
struct only_up { only_up(const only_up &o) : p(o.p) { ++p->refs; } ~only_up() {} blob *p; };
)cpp");
  EXPECT_EQ(answers(C, "handle"), "Nnn");
  EXPECT_EQ(answers(C, "helped"), "Nnn");
  EXPECT_EQ(answers(C, "counted"), "Nnn");
  EXPECT_EQ(answers(C, "atomic_handle"), "YYn");
  EXPECT_EQ(answers(C, "locked_handle"), "nnn");
  EXPECT_EQ(answers(C, "by_hand"), "nnn");
  EXPECT_EQ(answers(C, "live"), "YYY");
  EXPECT_EQ(answers(C, "own_count"), "YYn");
  EXPECT_EQ(answers(C, "only_up"), "nnn");
}

//===----------------------------------------------------------------------===//
// Closures, variables, frames
//===----------------------------------------------------------------------===//

TEST(SendTraits, AClosureIsWhatItCaptures) {
  Code C(R"cpp(
#include <atomic>
#include <functional>
#include <string>
class [[clang::annotate("corolint::send", 0)]] bound { int slot; };
struct object {
  int n;
  auto mine() { return [this] { return n; }; }
  auto copy() { return [*this] { return n; }; }
};
thread_local std::string scratch;
void f(bound b, std::function<void()> g, int shard) {
  int n = 0; const int fixed = 1; std::atomic<int> hits;
  auto empty = [] {};
  auto values = [n, s = std::string()] { return n; };
  auto refers = [&n] { return n; };
  auto constant = [&fixed, &hits] { return fixed + hits; };
  auto holds = [b] { (void)b; };
  auto uses = [=] { return shard; };
  auto inner = [holds] { holds(); };
  auto erased = [g] { g(); };
  auto local = [p = &scratch] { p->clear(); };
  auto named = [] { scratch.clear(); };
  auto self = object().mine();
  auto copied = object().copy();
}
)cpp");
  auto Of = [&](llvm::StringRef Name) {
    return answers(C, C.variable(Name).getType());
  };
  EXPECT_EQ(Of("empty"), "YYY");
  EXPECT_EQ(Of("values"), "YYn");
  EXPECT_EQ(Of("refers"), "nnn");
  EXPECT_EQ(Of("constant"), "YYn");
  EXPECT_EQ(Of("holds"), "N?n");
  EXPECT_EQ(Of("uses"), "YYn");
  EXPECT_EQ(Of("inner"), "N?n");
  EXPECT_EQ(Of("erased"), "?nn");
  EXPECT_EQ(Of("local"), "NNN");
  EXPECT_EQ(Of("named"), "YYY");
  EXPECT_EQ(Of("self"), "nnn");
  EXPECT_EQ(Of("copied"), "YYn");
}

TEST(SendTraits, AReferenceToAVariableIsMoreThanItsType) {
  Code C(R"cpp(
#include <iostream>
#include <string>
thread_local int local;
const std::string fixed = "x";
std::string open;
std::ostream &alias = std::cout;
)cpp");
  auto Of = [&](llvm::StringRef Name) {
    return C.unit().sendTraits().toVariable(C.variable(Name), Trait::Send);
  };
  EXPECT_EQ(Of("local"), Verdict::HardNo);
  EXPECT_EQ(Of("fixed"), Verdict::Yes);
  EXPECT_EQ(Of("open"), Verdict::SharedNo);
  EXPECT_EQ(Of("std::cout"), Verdict::Yes);
  EXPECT_EQ(Of("alias"), Verdict::SharedNo);
}

TEST(SendTraits, AFrameIsTheWorstOfItsParts) {
  Code C(R"cpp(
#include <string>
class [[clang::annotate("corolint::send", 0)]] bound { int slot; };
void f(std::string text, bound b) { int n = 0; }
)cpp");
  const VarDecl &N = C.variable("n"), &B = C.variable("b"),
                &Text = C.variable("text");
  const FramePart Parts[] = {{PartKind::Parameter, Text.getType(), &Text},
                             {PartKind::Local, N.getType(), &N},
                             {PartKind::Parameter, B.getType(), &B}};
  SendTraits &Traits = C.unit().sendTraits();
  EXPECT_EQ(Traits.of(llvm::ArrayRef(Parts, 2), Trait::Send), Verdict::Yes);
  EXPECT_EQ(Traits.of(Parts, Trait::Send), Verdict::HardNo);
  SendExplanation Explain(Traits);
  EXPECT_EQ(textOf(C, Explain.chain(Parts, Trait::Send)),
            (Lines{"the coroutine frame is not Send",
                   "4: parameter 'b': 'bound' is not Send"}));
}

//===----------------------------------------------------------------------===//
// Models
//===----------------------------------------------------------------------===//

TEST(SendTraits, ModelsSpeakForTypesAndReplaceOneAnother) {
  Code C = Code::withModels(R"(
library: acme
traits:
  - {name: acme::rc, send: bound, reason: its count is plain, replacement: acme::arc}
  - {name: acme::arc, send: shared-owner, sync: shared-owner, safe: no}
  - {name: acme::cell, send: arguments, sync: send-arguments, safe: send-arguments}
  - {name: acme::hub, send: yes, safe: yes}
  - {name: std::regex, send: bound}
  - {name: std::basic_regex, send: bound}
)",
                            R"cpp(
#include <regex>
namespace acme {
template <class T> struct rc { T *p; };
template <class T> struct arc { T *p; };
template <class T> struct cell { T value; };
struct hub { int *p; };
struct plain { int n; };
using r = rc<int>; using a = arc<plain>; using h = arc<hub>;
using c = cell<plain>; using k = cell<rc<int>>; using x = std::regex;
}
)cpp");
  EXPECT_EQ(answers(C, "acme::r"), "N?n");
  EXPECT_EQ(answers(C, "acme::a"), "nnn");
  EXPECT_EQ(answers(C, "acme::h"), "YYn");
  EXPECT_EQ(answers(C, "acme::c"), "YYY");
  EXPECT_EQ(answers(C, "acme::k"), "NNN");
  EXPECT_EQ(answers(C, "acme::x"), "N?n");
  EXPECT_EQ(whyNot(C, "acme::r", Trait::Send),
            Lines{"4: 'acme::rc<int>' is not Send"});
}

} // namespace
