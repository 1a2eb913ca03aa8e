//===--- CallPathsTest.cpp - a callee's paths in terms of its caller ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Code.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

constexpr char Prelude[] = R"cpp(
struct mutex { void lock(); void unlock(); };
struct row { mutex m; row *next; mutex *p; mutex &r; mutex ms[4]; };
void in_callee(const mutex &);
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

std::string textOf(const AccessPath *P) { return P ? P->text() : "no path"; }

//===----------------------------------------------------------------------===//
// In terms of the caller
//===----------------------------------------------------------------------===//

/// Of each call of `callee`: what the object that `in_callee(...)` names there
/// is at the call.
Lines inCaller(const Code &C) {
  Lines Out;
  const CallExpr *Inside = C.calls("in_callee").front();
  const AccessPath *P = C.paths().objectOrPointee(Inside->getArg(0));
  for (const CallExpr *Call : C.calls("callee"))
    Out.push_back(
        textOf(P ? C.paths().inCaller(
                       *P, *Call->getDirectCallee()->getDefinition(), *Call)
                 : nullptr));
  return Out;
}

Lines inCaller(const char *Text) { return inCaller(Code(withPrelude(Text))); }

TEST(InCaller, ThisIsTheImplicitObject) {
  EXPECT_EQ(inCaller(R"cpp(
struct owner {
  mutex m;
  void callee() { in_callee(m); }
  void f(owner &other, owner *p) {
    callee(); this->callee(); other.callee(); p->callee(); (*p).callee();
    owner().callee();
  }
};
)cpp"),
            (Lines{"m", "m", "other.m", "p->m", "p->m", "no path"}));
}

TEST(InCaller, ReferencesAreTheirArguments) {
  EXPECT_EQ(inCaller(R"cpp(
void callee(int, const row &r) { in_callee(r.m); }
row &make();
struct owner {
  row inner;
  void f(row *p, row &r) {
    callee(0, inner); callee(0, *p); callee(0, r); callee(0, make());
  }
};
)cpp"),
            (Lines{"inner.m", "p->m", "r.m", "no path"}));
}

TEST(InCaller, PointersPointWhereTheirArgumentsDo) {
  EXPECT_EQ(inCaller(R"cpp(
void callee(row *r) { in_callee(r->m); }
void f(row *p, row &r) {
  row s = r;
  callee(p); callee(&r); callee(&s); callee(p->next); callee(nullptr);
}
)cpp"),
            (Lines{"p->m", "r.m", "s.m", "p->next->m", "no path"}));
}

TEST(InCaller, CopiesAndLocalsMeanNothingOutside) {
  EXPECT_EQ(inCaller(R"cpp(
void callee(row r) { in_callee(r.m); }
void f(row &r) { callee(r); }
)cpp"),
            (Lines{"no path"}));
  EXPECT_EQ(inCaller(R"cpp(
void callee() { mutex local; in_callee(local); }
void f() { callee(); }
)cpp"),
            (Lines{"no path"}));
  EXPECT_EQ(inCaller(R"cpp(
void callee(row &r) { int i = 0; in_callee(r.ms[i]); }
void f(row &r) { callee(r); }
)cpp"),
            (Lines{"no path"}));
}

TEST(InCaller, GlobalsStayWhatTheyAre) {
  EXPECT_EQ(inCaller(R"cpp(
mutex global;
struct owner { static mutex shared; };
void callee() { in_callee(global); }
void f() { callee(); }
)cpp"),
            (Lines{"global"}));
  EXPECT_EQ(inCaller(R"cpp(
void callee() { static mutex local; in_callee(local); }
void f() { callee(); }
)cpp"),
            (Lines{"local"}));
}

TEST(InCaller, CapturesAreTheEnclosingFunctions) {
  auto OfLambda = [](const char *Text) {
    Code C(withPrelude(Text));
    const CallExpr *Inside = C.calls("in_callee").front();
    const CallExpr *Call = C.calls("operator()").front();
    const AccessPath *P = C.paths().object(Inside->getArg(0));
    return textOf(C.paths().inCaller(*P, *Call->getDirectCallee(), *Call));
  };
  EXPECT_EQ(OfLambda(R"cpp(
void f(row &r) { auto l = [&] { in_callee(r.m); }; l(); }
)cpp"),
            "r.m");
  EXPECT_EQ(OfLambda(R"cpp(
struct owner {
  mutex m;
  void f() { auto l = [this] { in_callee(m); }; l(); }
};
)cpp"),
            "m");
  EXPECT_EQ(OfLambda(R"cpp(
void f(row &r) { auto l = [](row &inner) { in_callee(inner.m); }; l(r); }
)cpp"),
            "r.m");
}

TEST(InCaller, DeclarationsBeforeTheDefinitionAreTheSameParameters) {
  EXPECT_EQ(inCaller(R"cpp(
void callee(row &first);
void f(row &r) { callee(r); }
void callee(row &second) { in_callee(second.m); }
)cpp"),
            (Lines{"r.m"}));
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

TEST(ArgumentOf, CountsWhatIsWritten) {
  Code C(withPrelude(R"cpp(
struct s {
  void member(int);
  s &operator+=(int);
  static void fixed(int);
};
s operator-(s, int);
void f(s a) { a.member(1); a += 2; s::fixed(3); a - 4; }
)cpp"));
  auto Argument = [&](const char *Name, int Index) -> std::string {
    const Expr *E = argumentOf(*C.calls(Name).front(), Index);
    return E ? C.text(*E) : "none";
  };
  EXPECT_EQ(Argument("member", ThisArgument), "a");
  EXPECT_EQ(Argument("member", 0), "1");
  EXPECT_EQ(Argument("member", 1), "none");
  EXPECT_EQ(Argument("operator+=", ThisArgument), "a");
  EXPECT_EQ(Argument("operator+=", 0), "2");
  EXPECT_EQ(Argument("fixed", ThisArgument), "none");
  EXPECT_EQ(Argument("fixed", 0), "3");
  EXPECT_EQ(Argument("operator-", ThisArgument), "none");
  EXPECT_EQ(Argument("operator-", 0), "a");
  EXPECT_EQ(Argument("operator-", 1), "4");
}

} // namespace
