//===--- ConditionsTest.cpp - branches that agree with each other ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The code states what is expected of it: `equal(a, b)` are true together,
// `opposite(a, b)` never are, `unrelated(a, b)` are two conditions, and
// `none(a)` can't be followed.
//
//===----------------------------------------------------------------------===//

#include "Code.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

constexpr char Prelude[] = R"cpp(
void equal(bool, bool);
void opposite(bool, bool);
void unrelated(bool, bool);
void none(bool);
void key(bool);
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

/// Whether both test one thing, negation apart.
bool sameThing(const Condition &A, const Condition &B, AccessPaths &Paths) {
  if (A.K != B.K)
    return false;
  switch (A.K) {
  case Condition::Constant:
    return true;
  case Condition::Fact:
    return A.Key == B.Key;
  case Condition::Ownership:
  case Condition::Engaged:
    return Paths.object(A.Object) == Paths.object(B.Object);
  }
  return false;
}

/// Holds the code to what it states; there have to be \p Count statements.
void expectConditions(const Code &C, size_t Count) {
  Conditions &Facts = C.unit().conditions();
  auto Each = [&](const char *Name, auto Check) {
    auto Calls = C.calls(Name);
    Count -= Calls.size();
    for (const CallExpr *Call : Calls) {
      auto A = Facts.parse(Call->getArg(0)), B = Facts.parse(Call->getArg(1));
      ASSERT_TRUE(A && B) << C.where(*Call);
      Check(sameThing(*A, *B, C.paths()), A->Negated != B->Negated,
            C.where(*Call));
    }
  };
  Each("equal", [](bool Same, bool Negated, const std::string &Where) {
    EXPECT_TRUE(Same && !Negated) << Where;
  });
  Each("opposite", [](bool Same, bool Negated, const std::string &Where) {
    EXPECT_TRUE(Same && Negated) << Where;
  });
  Each("unrelated", [](bool Same, bool, const std::string &Where) {
    EXPECT_FALSE(Same) << Where;
  });
  auto None = C.calls("none");
  Count -= None.size();
  for (const CallExpr *Call : None)
    EXPECT_FALSE(Facts.parse(Call->getArg(0))) << C.where(*Call);
  EXPECT_EQ(Count, 0u) << "statements are missing";
}

//===----------------------------------------------------------------------===//
// Equal conditions
//===----------------------------------------------------------------------===//

TEST(Conditions, VariablesAndTheirNegation) {
  Code C(withPrelude(R"cpp(
struct s {
  bool flag_;
  void f(bool b, bool c, int n, int *p, s &other) {
    equal(b, b);
    equal(b, !!b);
    equal(b, (b));
    equal(b, bool(b));
    equal(flag_, this->flag_);
    equal(n, n);
    equal(p, p);
    equal(other.flag_, other.flag_);
    opposite(b, !b);
    opposite(!p, p);
    unrelated(b, c);
    unrelated(flag_, other.flag_);
    unrelated(b, flag_);
  }
};
)cpp"));
  expectConditions(C, 13);
}

TEST(Conditions, TestsAgainstZeroAndTheBooleans) {
  Code C(withPrelude(R"cpp(
void f(bool b, int n, int *p) {
  equal(n, n != 0);
  equal(n, 0 != n);
  equal(p, p != nullptr);
  equal(p, nullptr != p);
  equal(b, b == true);
  equal(b, b != false);
  equal(b, true == b);
  opposite(n, n == 0);
  opposite(p, p == nullptr);
  opposite(b, b == false);
  opposite(b, b != true);
  unrelated(n, n == 3);
  unrelated(n == 3, n == 4);
}
)cpp"));
  expectConditions(C, 13);
}

TEST(Conditions, ComparisonsTurnedRound) {
  Code C(withPrelude(R"cpp(
enum { Limit = 8 };
void f(int a, int b, unsigned u) {
  equal(a == b, b == a);
  opposite(a == b, a != b);
  opposite(a == b, b != a);
  equal(a < b, b > a);
  equal(a <= b, b >= a);
  opposite(a < b, a >= b);
  opposite(a < b, b <= a);
  opposite(a > b, a <= b);
  equal(a == 3, 3 == a);
  equal(a == Limit, a == 4 + 4);
  equal(a + b < 3, a + b < 3);
  unrelated(a < b, b < a);
  unrelated(a < b, a <= b);
  unrelated(a + b < 3, a - b < 3);
  unrelated(a == 3, u == 3);
}
)cpp"));
  expectConditions(C, 15);
}

TEST(Conditions, ConstantsAreKnown) {
  Code C(withPrelude(R"cpp(
constexpr bool Debug = false;
void f() {
  equal(true, true);
  equal(true, !Debug);
  opposite(true, false);
  opposite(1, 0);
}
)cpp"));
  expectConditions(C, 4);
}

TEST(Conditions, ComparisonsOfConstantsAreConstants) {
  Code C(withPrelude(R"cpp(
void f() { equal(true, sizeof(int) == 4); }
)cpp"));
  expectConditions(C, 1);
}

TEST(Conditions, LooksAtUnchangedObjects) {
  Code C(withPrelude(R"cpp(
struct queue {
  bool empty() const;
  int size() const;
  bool has(int) const;
  bool pop();
  static bool any();
};
bool free_look();
void f(queue &q, queue &r, queue *p) {
  equal(q.empty(), q.empty());
  equal(q.size(), q.size() != 0);
  equal(p->empty(), (*p).empty());
  opposite(q.empty(), !q.empty());
  unrelated(q.empty(), r.empty());
  unrelated(q.empty(), q.size());
  none(q.pop());
  none(q.has(1));
  none(queue::any());
  none(free_look());
}
)cpp"));
  expectConditions(C, 10);
}

TEST(Conditions, GuardsAreAskedWhetherTheyHold) {
  Code C(withPrelude(R"cpp(
#include <mutex>
void f(std::unique_lock<std::mutex> &a, std::unique_lock<std::mutex> b) {
  equal(bool(a), a.owns_lock());
  equal(static_cast<bool>(a), a.owns_lock());
  equal(a.owns_lock(), a.owns_lock() == true);
  opposite(bool(a), !a);
  unrelated(a.owns_lock(), b.owns_lock());
}
)cpp"));
  expectConditions(C, 5);
  auto Owns = C.unit().conditions().parse(C.calls("owns_lock").front());
  ASSERT_TRUE(Owns);
  EXPECT_EQ(Owns->K, Condition::Ownership);
}

TEST(Conditions, OptionalsAndOwnersAreAskedWhetherTheyAreEngaged) {
  Code C(withPrelude(R"cpp(
#include <memory>
#include <optional>
void f(std::optional<int> o, std::unique_ptr<int> u) {
  equal(bool(o), o.has_value());
  opposite(bool(o), !o);
  opposite(bool(u), !u);
  unrelated(bool(o), bool(u));
}
)cpp"));
  expectConditions(C, 4);
  auto Has = C.unit().conditions().parse(C.calls("has_value").front());
  ASSERT_TRUE(Has);
  EXPECT_EQ(Has->K, Condition::Engaged);
}

TEST(Conditions, ATriedLockIsItsOwnFact) {
  Code C(withPrelude(R"cpp(
#include <mutex>
#include <pthread.h>
void f(std::mutex &m, pthread_mutex_t &p) {
  key(m.try_lock());
  key(m.try_lock());
  key(pthread_mutex_trylock(&p) == 0);
}
)cpp"));
  Conditions &Facts = C.unit().conditions();
  auto Keys = C.calls("key");
  auto A = Facts.parse(Keys[0]->getArg(0)), B = Facts.parse(Keys[1]->getArg(0)),
       P = Facts.parse(Keys[2]->getArg(0));
  ASSERT_TRUE(A && B && P);
  EXPECT_NE(A->Key, B->Key) << "two attempts";
  EXPECT_TRUE(Facts.isCall(A->Key));
  EXPECT_FALSE(A->Negated);
  EXPECT_EQ(P->Key, Facts.keyOfCall(*C.calls("pthread_mutex_trylock")[0]));
  EXPECT_TRUE(P->Negated);
}

TEST(Conditions, SomeCanNotBeFollowed) {
  Code C(withPrelude(R"cpp(
#include <functional>
bool next();
struct opaque { explicit operator bool() const; bool operator==(int) const; };
void f(int n, double d, double e, std::function<void()> callable, opaque o,
       bool b, int *p) {
  none(next());
  none(!next());
  none(n = 3);
  none(n++);
  none(d < e);
  none(d == e);
  none(o == 1);
  none(b ? n : 0);
  none(next() == true);
}
)cpp"));
  expectConditions(C, 9);
}

TEST(Conditions, FloatingPointNeverEqualsItself) {
  Code C(withPrelude(R"cpp(
void f(int n, double d) { none(n < d); none(d); none(d + 1 < d); }
)cpp"));
  expectConditions(C, 3);
}

//===----------------------------------------------------------------------===//
// What a condition depends on
//===----------------------------------------------------------------------===//

TEST(Conditions, RememberWhatTheyRead) {
  Code C(withPrelude(R"cpp(
struct node { bool locked; int count; bool empty() const; };
bool global;
void f(bool given, node *p, node by_value, node &by_reference, int a, int b) {
  bool local = a;
  key(given);
  key(p->locked);
  key(by_value.count);
  key(by_reference.count == 3);
  key(a < b);
  key(global);
  key(local);
  key(p->empty());
}
)cpp"));
  Conditions &Facts = C.unit().conditions();
  std::vector<unsigned> Keys;
  for (const CallExpr *Call : C.calls("key")) {
    auto Parsed = Facts.parse(Call->getArg(0));
    ASSERT_TRUE(Parsed) << C.where(*Call);
    Keys.push_back(Parsed->Key);
  }
  const VarDecl &P = C.variable("p");
  // What has to change for the condition to change.
  EXPECT_TRUE(Facts.reads(Keys[0], C.variable("given")));
  EXPECT_FALSE(Facts.reads(Keys[0], P));
  EXPECT_TRUE(Facts.reads(Keys[1], P));
  EXPECT_TRUE(Facts.reads(Keys[1], C.field("locked")));
  EXPECT_FALSE(Facts.reads(Keys[1], C.field("count")));
  EXPECT_TRUE(Facts.reads(Keys[2], C.field("count")));
  EXPECT_TRUE(Facts.reads(Keys[4], C.variable("a")));
  EXPECT_TRUE(Facts.reads(Keys[4], C.variable("b")));
  EXPECT_TRUE(Facts.reads(Keys[7], P));

  // What others can change meanwhile.
  EXPECT_FALSE(Facts.isShared(Keys[0]));
  EXPECT_TRUE(Facts.isShared(Keys[1]));
  EXPECT_FALSE(Facts.isShared(Keys[2]));
  EXPECT_TRUE(Facts.isShared(Keys[3]));
  EXPECT_FALSE(Facts.isShared(Keys[4]));
  EXPECT_TRUE(Facts.isShared(Keys[5]));
  EXPECT_FALSE(Facts.isShared(Keys[6]));
  EXPECT_TRUE(Facts.isShared(Keys[7]));

  // Which parameter decides for the caller.
  EXPECT_EQ(Facts.parameter(Keys[0]), &C.variable("given"));
  EXPECT_EQ(Facts.parameter(Keys[2]), nullptr);
  EXPECT_EQ(Facts.parameter(Keys[6]), nullptr);

  // What it is about, by name.
  EXPECT_TRUE(Facts.mentions(Keys[1], "lock"));
  EXPECT_TRUE(Facts.mentions(Keys[1], "Locked"));
  EXPECT_FALSE(Facts.mentions(Keys[0], "lock"));
}

TEST(Conditions, KeysOfPathsAreThoseOfTheirExpressions) {
  Code C(withPrelude(R"cpp(
void f(bool b) { key(b); key(!b); }
)cpp"));
  Conditions &Facts = C.unit().conditions();
  const AccessPath *P = C.paths().intern(&C.variable("b"), {});
  auto Calls = C.calls("key");
  EXPECT_EQ(Facts.keyOf(P), Facts.parse(Calls[0]->getArg(0))->Key);
  EXPECT_EQ(Facts.keyOf(P), Facts.parse(Calls[1]->getArg(0))->Key);
  EXPECT_EQ(Facts.keyOf(nullptr), std::nullopt);
  EXPECT_FALSE(Facts.parse(nullptr));
}

} // namespace
