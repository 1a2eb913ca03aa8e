//===--- LoansTest.cpp - the objects that one value refers to -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Loans.h"
#include "LifetimeText.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

constexpr char Prelude[] = R"cpp(
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>
struct item { int n; std::string name; void run(int); };
struct lender { const item &first; const item *second; int third; };
template <class T> void copy(T) {}
template <class T> void lend(const T &) {}
void work(int *, int &);
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

std::string listed(llvm::ArrayRef<Loan> Loans) {
  Lines Each;
  for (const Loan &L : Loans)
    Each.push_back(text(L.To));
  return Each.empty() ? "nothing" : llvm::join(Each, ", ");
}

/// What the argument of each call of `copy` in \p Function refers to.
Lines loans(const Code &C, llvm::StringRef Function) {
  Lines Out;
  for (const CallExpr *Call : callsIn(C, "copy", Function))
    Out.push_back(listed(loansOf(*Call->getArg(0), C.analysis(Function))));
  return Out;
}

/// What the argument of each call of \p Callee in \p Function lends to it.
Lines lent(const Code &C, llvm::StringRef Callee, llvm::StringRef Function) {
  Lines Out;
  for (const CallExpr *Call : callsIn(C, Callee, Function))
    Out.push_back(listed(loansOfArgument(
        *Call->getArg(0), Call->getDirectCallee()->getParamDecl(0)->getType(),
        C.analysis(Function))));
  return Out;
}

TEST(Loans, OfClosuresAreTheirCaptures) {
  Code C(withPrelude(R"cpp(
void f(item &r, const item *p) {
  int n = 0, m = 0; int *q = &n; std::string s;
  copy([&n, &m] {});
  copy([&] { m = r.n; });
  copy([=] { return *q + p->n; });
  copy([v = std::string_view(s)] {});
  copy([&n, inner = [&m] {}] {});
  copy([n, s] {});
  copy([] {});
}
struct s { int member; void g() {
  copy([this] { return member; });
  copy([&] { return member; });
  copy([*this] { return member; });
} };
)cpp"));
  EXPECT_EQ(loans(C, "f"),
            (Lines{"object n, object m", "object m, what r refers to",
                   "object n, what p refers to", "object s",
                   "object n, object m", "nothing", "nothing"}));
  EXPECT_EQ(loans(C, "g"),
            (Lines{"what this refers to", "what this refers to", "nothing"}));
}

TEST(Loans, OfAggregatesAndContainersAreTheirParts) {
  Code C(withPrelude(R"cpp(
void f() {
  item a, b; std::string s; lender named{a, &b, 1}; int n = 0;
  copy(lender{a, &b, 1});
  copy(lender(a, &b, 1));
  copy(named);
  copy(std::pair<item *, int>(&a, n));
  copy(std::vector<item *>{&a, &b});
  copy(std::optional<std::string_view>(std::string_view(s)));
  copy(std::pair<item, int>(a, n));
  copy(std::vector<item>{a, b});
}
)cpp"));
  EXPECT_EQ(loans(C, "f"),
            (Lines{"object a, object b", "object a, object b",
                   "object a, object b", "object a", "object a, object b",
                   "object s", "nothing", "nothing"}));
}

TEST(Loans, OfCallablesAreWhatTheyWereBoundTo) {
  Code C(withPrelude(R"cpp(
void f(bool b) {
  item i; int n = 0, m = 0;
  std::function<void()> first = [&n] {}, second = [&m] {};
  copy(std::bind(work, &n, std::ref(m)));
  copy(std::bind_front(&item::run, &i));
  copy(std::bind(work, nullptr, m));
  copy(std::ref(n));
  copy(std::function<void()>([&n] {}));
  copy(std::move(first));
  copy(b ? first : second);
}
)cpp"));
  EXPECT_EQ(loans(C, "f"),
            (Lines{"object n, object m", "object i", "nothing", "object n",
                   "object n", "object n", "object n, object m"}));
}

// Known ones only: what a variable was given later, and what comes from
// elsewhere, is nobody's loan.
TEST(Loans, EndWhereAValueIsReplacedOrCameFromElsewhere) {
  Code C(withPrelude(R"cpp(
std::function<void()> made(int &); int *elsewhere();
void f(std::function<void()> given) {
  int n = 0, m = 0; int *p = &n; p = elsewhere(); static int s;
  std::function<void()> changed = [&n] {}; changed = [&m] {};
  copy(changed);
  copy([p] { return *p; });
  copy([&] { ++s; });
  copy(made(n));
  copy(given);
  copy([q = elsewhere()] {});
}
)cpp"));
  EXPECT_EQ(loans(C, "f"), Lines(6, "nothing"));
}

TEST(Loans, OfArgumentsAreTheObjectItselfAndWhatItRefersTo) {
  Code C(withPrelude(R"cpp(
void f() {
  item a, b; int n = 0; auto named = [&n] {};
  lend(named);
  lend([&n] {});
  lend(lender{a, &b, 1});
  lend(a);
  lend(item());
  copy(named);
  copy(a);
  copy(item());
}
)cpp"));
  EXPECT_EQ(lent(C, "lend", "f"),
            (Lines{"object named, object n", "temporary, object n",
                   "temporary, object a, object b", "object a", "temporary"}));
  EXPECT_EQ(lent(C, "copy", "f"), (Lines{"object n", "nothing", "nothing"}));
}

// Reports point at the capture, where one is written.
TEST(Loans, StandWhereTheObjectIsLent) {
  Code C(withPrelude(R"cpp(
void f(item &r) {
  int n = 0, m = 0; item a, b;
  copy([&n, &m] {});
  copy([&, n] { m = r.n; });
  copy([=, &n] { return r.n; });
  copy([v = &m] {});
  copy(lender{a, &b, 1});
}
)cpp"));
  FunctionAnalysis &F = C.analysis("f");
  Lines Places;
  for (const CallExpr *Call : callsIn(C, "copy", "f")) {
    std::string Tokens;
    for (const Loan &L : loansOf(*Call->getArg(0), F)) {
      EXPECT_EQ(L.Capture != nullptr, L.Closure != nullptr);
      Tokens += Lexer::getSourceText(
          CharSourceRange::getTokenRange(L.location()),
          C.context().getSourceManager(), C.context().getLangOpts());
      Tokens += " ";
    }
    Places.push_back(Tokens);
  }
  EXPECT_EQ(Places, (Lines{"n m ", "& & ", "n ", "v ", "a & "}));
}

TEST(Loans, ClosuresAreFoundInWhatWasMadeFromThem) {
  Code C(withPrelude(R"cpp(
void f(std::function<void()> given) {
  auto named = [] { 1; }; auto again = named; const auto &same = named;
  std::function<void()> wrapped = [] { 2; }, changed = [] { 3; };
  changed = [] { 4; };
  auto bound = std::bind([](int) { 7; }, 1);
  copy([] { 5; });
  copy(named);
  copy(again);
  copy(same);
  copy(wrapped);
  copy(std::move(wrapped));
  copy(bound);
  copy(std::function<void()>([] { 6; }));
  copy(changed);
  copy(given);
  copy(item());
  copy(std::bind(work, nullptr, 1));
}
)cpp"));
  Lines Found;
  for (const CallExpr *Call : callsIn(C, "copy", "f")) {
    const LambdaExpr *E = closureIn(*Call->getArg(0), C.analysis("f"));
    Found.push_back(E ? C.text(*E) : "none");
  }
  std::string Named = "[] { 1; }";
  EXPECT_EQ(Found, (Lines{"[] { 5; }", Named, Named, Named, "[] { 2; }",
                          "[] { 2; }", "[](int) { 7; }", "[] { 6; }", "none",
                          "none", "none", "none"}));
}

} // namespace
