//===--- TranslationUnitTest.cpp - the functions that are analysed --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Code.h"
#include "clang/Analysis/CFG.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

/// The functions of \p C in order: qualified names, with the type of the first
/// parameter where there is one.
Lines functionsOf(const Code &C) {
  Lines Out;
  for (FunctionAnalysis *F : C.unit().functions()) {
    std::string Text = F->function().getQualifiedNameAsString();
    if (F->function().getNumParams() != 0)
      Text += "(" +
              F->function().getParamDecl(0)->getType().getAsString(
                  C.context().getPrintingPolicy()) +
              ")";
    Out.push_back(Text);
  }
  return Out;
}

//===----------------------------------------------------------------------===//
// functions()
//===----------------------------------------------------------------------===//

TEST(Functions, AreThoseWithABodyInTheOrderOfTheSource) {
  Code C(R"cpp(
void declared();
void first() {}
namespace ns {
struct s {
  s() {}
  ~s() {}
  void inside() {}
  void outside();
  static void fixed() {}
  operator bool() { return true; }
  void defaulted() = delete;
  friend void befriended() {}
};
void s::outside() {}
}
void first(int) {}
)cpp");
  EXPECT_EQ(functionsOf(C),
            (Lines{"first", "ns::s::s", "ns::s::~s", "ns::s::inside",
                   "ns::s::fixed", "ns::s::operator bool", "ns::befriended",
                   "ns::s::outside", "first(int)"}));
}

TEST(Functions, IncludeLambdasAndLocalClasses) {
  Code C(R"cpp(
auto global = [] {};
void f() {
  auto outer = [] { auto inner = [](int) {}; };
  struct local { void member() {} };
}
struct s {
  int n = [] { return 1; }(), k;
  s() : k([] { return 2; }()) {}
};
)cpp");
  Lines Found = functionsOf(C);
  auto Count = [&](const char *Part) {
    return llvm::count_if(Found, [&](const std::string &Name) {
      return llvm::StringRef(Name).contains(Part);
    });
  };
  // global, outer, inner, the two initialisers: once each.
  EXPECT_EQ(Count("operator()"), 5) << testing::PrintToString(Found);
  EXPECT_EQ(Count("member"), 1);
  EXPECT_EQ(Found.size(), 8u) << testing::PrintToString(Found);
}

TEST(Functions, IncludeLambdasInDefaultArguments) {
  Code C("void f(int n = [] { return 1; }()) {}\n");
  EXPECT_EQ(C.unit().functions().size(), 2u);
}

TEST(Functions, AreInstantiationsAndNeverTheirPatterns) {
  Code C(R"cpp(
template <class T> void f(T) {}
template <class T> struct box {
  void used(T) {}
  void unused(T) {}
  template <class U> void nested(U) {}
};
template <class T> void never(T) {}
template <> void f(long) {}
template void f(short);
void use() {
  f(1);
  f('c');
  f(2);
  box<int>().used(1);
  box<int>().nested('c');
}
)cpp");
  Lines Found = functionsOf(C);
  llvm::sort(Found);
  EXPECT_EQ(Found, (Lines{"box<int>::nested(char)", "box<int>::used(int)",
                          "f(char)", "f(int)", "f(long)", "f(short)", "use"}))
      << testing::PrintToString(Found);
  for (FunctionAnalysis *F : C.unit().functions())
    EXPECT_FALSE(F->function().isDependentContext());
}

TEST(Functions, GenericLambdasAreTheirInstantiations) {
  Code C(R"cpp(
void f() {
  auto generic = [](auto x) { auto inner = [] {}; };
  generic(1);
  generic('c');
  auto uncalled = [](auto x) {};
}
)cpp");
  Lines Found = functionsOf(C);
  auto Count = [&](const char *Part) {
    return llvm::count_if(Found, [&](const std::string &Name) {
      return llvm::StringRef(Name).ends_with(Part);
    });
  };
  EXPECT_EQ(Count("(int)"), 1) << testing::PrintToString(Found);
  EXPECT_EQ(Count("(char)"), 1);
  EXPECT_EQ(Count("operator()"), 2) << "the inner one of each";
  EXPECT_EQ(Found.size(), 5u) << testing::PrintToString(Found);
}

TEST(Functions, LambdasInTemplatesAreFoundPerInstantiation) {
  Code C(R"cpp(
template <class T> void f(T t) { auto l = [t] { return t; }; l(); }
void use() { f(1); f('c'); }
)cpp");
  Lines Found = functionsOf(C);
  EXPECT_EQ(Found.size(), 5u) << testing::PrintToString(Found);
}

TEST(Functions, OfSystemHeadersAreNone) {
  Code C(R"cpp(
#include <system.h>
void mine() { lib::inlined(); lib::generic(1); lib::holder<int>().member(); }
DEFINES_A_FUNCTION
)cpp",
         R"cpp(
namespace lib {
inline void inlined() {}
template <class T> void generic(T) {}
template <class T> struct holder { void member() {} };
}
#define DEFINES_A_FUNCTION void from_macro() {}
)cpp");
  Lines Found = functionsOf(C);
  EXPECT_TRUE(llvm::is_contained(Found, "mine"));
  EXPECT_EQ(Found.front(), "mine");
  for (const std::string &Name : Found)
    EXPECT_FALSE(llvm::StringRef(Name).contains("lib::")) << Name;
}

TEST(Functions, AMacroOfASystemHeaderWritesUserCode) {
  Code C(R"cpp(
#include <system.h>
DEFINES_A_FUNCTION
)cpp",
         "#define DEFINES_A_FUNCTION void from_macro() {}\n");
  EXPECT_EQ(functionsOf(C), (Lines{"from_macro"}));
}

TEST(Functions, StayWithinTheTraversalScope) {
  Code C("void f() {}\nvoid g() {}\nvoid h() { g(); }\n");
  C.context().setTraversalScope({const_cast<FunctionDecl *>(&C.function("h"))});
  EXPECT_EQ(functionsOf(C), (Lines{"h"}));
  // What it calls is known all the same.
  EXPECT_NE(C.unit().calledFunction(*C.calls("g").front()), nullptr);
}

TEST(Functions, AreCollectedOnceAndKept) {
  Code C("void f() {}\nvoid g() { f(); }\n");
  auto First = C.unit().functions(), Second = C.unit().functions();
  EXPECT_EQ(First.data(), Second.data());
  EXPECT_EQ(C.unit().analysisOf(C.function("f")), First.front());
}

//===----------------------------------------------------------------------===//
// One function
//===----------------------------------------------------------------------===//

TEST(FunctionAnalysis, KnowsCoroutinesAndTheirBodies) {
  Code C(R"cpp(
#include "mini.h"
void plain() {}
mini::task<> lazy() { co_return; }
mini::eager<> running() { co_return; }
mini::forget forgotten() { co_return; }
mini::generator<int> pulled() { co_yield 1; }
mini::task<> wrapper() { return lazy(); }
mini::task<> tried() try { co_return; } catch (...) {}
)cpp");
  for (const char *Name : {"lazy", "running", "forgotten", "pulled", "tried"}) {
    FunctionAnalysis &F = C.analysis(Name);
    EXPECT_TRUE(F.isCoroutine()) << Name;
    EXPECT_FALSE(isa<CoroutineBodyStmt>(F.body())) << Name;
    EXPECT_NE(F.cfg(), nullptr) << Name;
  }
  for (const char *Name : {"plain", "wrapper"})
    EXPECT_FALSE(C.analysis(Name).isCoroutine()) << Name;
  for (const char *Name : {"lazy", "pulled", "tried"})
    EXPECT_TRUE(C.analysis(Name).isLazyCoroutine()) << Name;
  for (const char *Name : {"running", "forgotten", "plain", "wrapper"})
    EXPECT_FALSE(C.analysis(Name).isLazyCoroutine()) << Name;
}

TEST(FunctionAnalysis, IsLazyOnlyWhenTheInitialSuspensionAlwaysSuspends) {
  Code C(R"cpp(
#include <coroutine>
template <class Initial> struct job {
  struct promise_type {
    job get_return_object();
    Initial initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
struct awaiter {
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
struct always : awaiter { bool await_ready() { return false; } };
struct never : awaiter { bool await_ready() { return true; } };
struct derived : std::suspend_always {};
job<always> by_body() { co_return; }
job<derived> by_base() { co_return; }
job<std::suspend_always> by_standard() { co_return; }
job<never> eager() { co_return; }
job<std::suspend_never> eager_by_standard() { co_return; }
)cpp");
  for (const char *Name : {"by_body", "by_base", "by_standard"})
    EXPECT_TRUE(C.analysis(Name).isLazyCoroutine()) << Name;
  for (const char *Name : {"eager", "eager_by_standard"})
    EXPECT_FALSE(C.analysis(Name).isLazyCoroutine()) << Name;
}

TEST(FunctionAnalysis, MayBeEagerWhenTheInitialSuspensionIsConditional) {
  Code C(R"cpp(
#include <coroutine>
struct sometimes {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
struct job {
  struct promise_type {
    job get_return_object();
    sometimes initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
job f() { co_return; }
)cpp");
  EXPECT_FALSE(C.analysis("f").isLazyCoroutine());
}

TEST(FunctionAnalysis, MostFunctionsDoNotTouchLocks) {
  Code C(R"cpp(
#include "mini.h"
#include <mutex>
std::mutex m;
void plain(int n) { if (n) plain(n - 1); }
void by_hand() { m.lock(); }
void guarded() { std::lock_guard g(m); }
void calls_one() { guarded(); }
void given(std::unique_lock<std::mutex> g) {}
void given_reference(std::unique_lock<std::mutex> &g) {}
void given_constant(const std::unique_lock<std::mutex> &g) {}
void only_names() { (void)&m; }
void cycle_a(); void cycle_b() { cycle_a(); }
void cycle_a() { cycle_b(); by_hand(); }
mini::task<> awaits(mini::async_mutex &a) { auto g = co_await a.lock(); }
)cpp");
  for (const char *Name : {"plain", "given_constant", "only_names"})
    EXPECT_FALSE(C.analysis(Name).touchesLocks()) << Name;
  for (const char *Name : {"by_hand", "guarded", "calls_one", "given",
                           "given_reference", "awaits", "cycle_a"})
    EXPECT_TRUE(C.analysis(Name).touchesLocks()) << Name;
  EXPECT_TRUE(C.analysis("plain").locks().Summary.empty());
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

TEST(CalledFunction, IsTheOneThatCertainlyRuns) {
  Code C(R"cpp(
void free() {}
void declared();
struct base {
  void plain() {}
  virtual void open() {}
  virtual void closed() final {}
  virtual ~base() {}
};
struct derived : base { void open() override {} };
struct last final : base { void open() override {} };
void f(base &b, derived &d, last &l, void (*p)()) {
  free();
  declared();
  p();
  b.plain();
  b.open();
  b.base::open();
  b.closed();
  d.open();
  l.open();
}
)cpp");
  TranslationUnit &Unit = C.unit();
  auto Called = [&](const char *Name, unsigned Index) -> std::string {
    FunctionAnalysis *F = Unit.calledFunction(*C.calls(Name).at(Index));
    return F ? F->function().getQualifiedNameAsString() : "unknown";
  };
  EXPECT_EQ(Called("free", 0), "free");
  EXPECT_EQ(Called("declared", 0), "unknown");
  EXPECT_EQ(Called("plain", 0), "base::plain");
  EXPECT_EQ(Called("open", 0), "unknown");
  EXPECT_EQ(Called("open", 1), "base::open") << "qualified";
  EXPECT_EQ(Called("closed", 0), "base::closed") << "final function";
  EXPECT_EQ(Called("open", 2), "unknown");
  EXPECT_EQ(Called("open", 3), "last::open") << "final class";
}

TEST(CalledFunction, OfConstructionsIsTheConstructor) {
  Code C(R"cpp(
struct s { s(int) {} s(char); };
void f() { s a(1), b('c'); }
)cpp");
  auto Constructed = [&](const char *Name) {
    const auto *E =
        cast<CXXConstructExpr>(C.variable(Name).getInit()->IgnoreImplicit());
    return C.unit().calledFunction(*E);
  };
  EXPECT_NE(Constructed("a"), nullptr);
  EXPECT_EQ(Constructed("b"), nullptr);
}

TEST(AnalysisOf, InstantiationsHaveAnalysesOfTheirOwn) {
  Code C(R"cpp(
template <class T> void f(T) {}
void use() { f(1); f('c'); f(2); }
)cpp");
  auto Calls = C.calls("f");
  FunctionAnalysis *OfInt = C.unit().calledFunction(*Calls[0]);
  FunctionAnalysis *OfChar = C.unit().calledFunction(*Calls[1]);
  ASSERT_TRUE(OfInt && OfChar);
  EXPECT_NE(OfInt, OfChar);
  EXPECT_EQ(OfInt, C.unit().calledFunction(*Calls[2]));
}

} // namespace
