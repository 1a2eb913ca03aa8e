//===--- ModelsTest.cpp - tests of looking up models ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Models.h"

#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"
#include <gtest/gtest.h>
#include <map>

using namespace clang;
using namespace clang::ast_matchers;
using namespace corolint;

namespace {

/// A set made of \p Text, which must be right.
ModelSet modelsFrom(llvm::StringRef Text) {
  ModelSet Models;
  EXPECT_EQ("", llvm::toString(Models.addText(Text, "m.yaml")));
  return Models;
}

/// Code as an AST whose declarations are found by name.
class Code {
public:
  explicit Code(llvm::StringRef Text)
      : Unit(tooling::buildASTFromCodeWithArgs(Text, {"-std=c++20"})) {
    EXPECT_FALSE(Unit->getDiagnostics().hasErrorOccurred());
  }

  const NamedDecl &type(llvm::StringRef Name) const {
    return only<NamedDecl>(
        namedDecl(hasName(Name),
                  anyOf(cxxRecordDecl(isDefinition(), unless(isImplicit())),
                        typedefNameDecl(), classTemplateDecl(),
                        typeAliasTemplateDecl())));
  }
  const FunctionDecl &function(llvm::StringRef Name) const {
    return only<FunctionDecl>(functionDecl(hasName(Name)));
  }
  /// The function called, in a call expression or construction, in the body of
  /// the function `caller`.
  const FunctionDecl &called() const {
    auto InCaller = hasAncestor(functionDecl(hasName("caller")));
    auto Calls = match(callExpr(InCaller).bind("x"), Unit->getASTContext());
    if (!Calls.empty())
      return *Calls.front().getNodeAs<CallExpr>("x")->getDirectCallee();
    return *only<CXXConstructExpr>(cxxConstructExpr(InCaller)).getConstructor();
  }
  /// The class of the variable called \p Name.
  const CXXRecordDecl &classOf(llvm::StringRef Name) const {
    return *only<VarDecl>(varDecl(hasName(Name)))
                .getType()
                ->getAsCXXRecordDecl();
  }

private:
  template <class Node, class Matcher> const Node &only(Matcher M) const {
    auto Found = match(M.bind("x"), Unit->getASTContext());
    if (Found.empty())
      llvm::report_fatal_error("the test's code has no such declaration");
    return *Found.front().template getNodeAs<Node>("x");
  }

  std::unique_ptr<ASTUnit> Unit;
};

/// A set in which each of \p Types is a lock.
ModelSet locks(llvm::StringRef Types) {
  return modelsFrom(
      ("library: l\ntypes:\n  - {name: [" + Types + "], roles: [lock]}\n")
          .str());
}

/// A set in which each of \p Functions acquires its default argument.
ModelSet acquires(llvm::StringRef Functions) {
  return modelsFrom(("library: l\nfunctions:\n  - {name: [" + Functions +
                     "], effect: acquire}\n")
                        .str());
}

TEST(TypeLookup, TheWholeQualifiedNameCounts) {
  Code C("class mutex {}; namespace a { class mutex {}; class other {}; "
         "namespace b { class mutex {}; } }");
  ModelSet Models = locks("a::mutex");
  EXPECT_TRUE(Models.findType(C.type("::a::mutex")));
  EXPECT_FALSE(Models.findType(C.type("::mutex")));
  EXPECT_FALSE(Models.findType(C.type("::a::other")));
  EXPECT_FALSE(Models.findType(C.type("::a::b::mutex")));
}

TEST(TypeLookup, InlineAndAnonymousNamespacesAndLinkageAreTransparent) {
  Code C("namespace a { inline namespace v1 { class x {}; } "
         "namespace { class y {}; } extern \"C++\" { class z {}; } }");
  ModelSet Models = locks("a::x, a::y, a::z");
  EXPECT_TRUE(Models.findType(C.type("x")));
  EXPECT_TRUE(Models.findType(C.type("y")));
  EXPECT_TRUE(Models.findType(C.type("z")));
  EXPECT_TRUE(locks("a::v1::x").findType(C.type("x")));
}

TEST(TypeLookup, AnInlineNamespaceMayShareItsParentsName) {
  Code C("namespace a { inline namespace a { class x {}; } }");
  EXPECT_TRUE(locks("a::x").findType(C.type("x")));
  EXPECT_TRUE(locks("a::a::x").findType(C.type("x")));
  EXPECT_FALSE(locks("a::a::a::x").findType(C.type("x")));
}

TEST(TypeLookup, TemplatesAndTheirSpecialisationsShareAName) {
  Code C("template <class T> struct g { struct in {}; }; "
         "template <class T> struct g<T *> {}; template <> struct g<int> {}; "
         "g<char> implicit; g<char *> partial; g<int> full; "
         "g<char>::in nested;");
  ModelSet Models = locks("g, g::in");
  EXPECT_TRUE(Models.findType(C.type("::g")));
  for (const char *Variable : {"implicit", "partial", "full", "nested"})
    EXPECT_TRUE(Models.findType(C.classOf(Variable))) << Variable;
}

TEST(TypeLookup, AnAliasIsFoundByItsNameOrItsTarget) {
  Code C("namespace impl { template <class T> struct m {}; struct n {}; } "
         "namespace api { using a = impl::n; typedef a b; "
         "template <class T> using t = impl::m<T>; using i = impl::m<int>; "
         "using plain = int; }");
  ModelSet Target = locks("impl::n, impl::m");
  for (const char *Name : {"::api::a", "::api::b", "::api::t", "::api::i"})
    EXPECT_TRUE(Target.findType(C.type(Name))) << Name;
  EXPECT_FALSE(Target.findType(C.type("::api::plain")));
  ModelSet Alias = locks("api::a");
  EXPECT_TRUE(Alias.findType(C.type("::api::a")));
  EXPECT_TRUE(Alias.findType(C.type("::api::b")));
  EXPECT_FALSE(Alias.findType(C.type("::impl::n")))
      << "not every user of an implementation is a user of its alias";
}

TEST(TypeLookup, LocalAndUnnamedClassesHaveNoModel) {
  Code C("namespace a { void f() { class x {}; } struct { int y; } unnamed; }");
  ModelSet Models = locks("a::x, a::f::x, x, unnamed");
  EXPECT_FALSE(Models.findType(C.type("x")));
  EXPECT_FALSE(Models.findType(C.classOf("unnamed")));
}

TEST(TypeLookup, AnUnnamedTypeIsFoundByItsTypedef) {
  Code C("extern \"C\" { typedef union { int x; } pthread_mutex_t; } "
         "pthread_mutex_t m;");
  EXPECT_TRUE(locks("pthread_mutex_t").findType(C.classOf("m")));
}

TEST(TypeLookup, SaysWhatTheFileSays) {
  Code C("namespace a { class m {}; class g {}; class t {}; }");
  ModelSet Models = modelsFrom(R"(
library: l
types:
  - {name: a::m, roles: [lock, thread-bound], shared: true, recursive: true,
     reason: because, replacement: the other}
  - {name: a::g, roles: [guard], always-held: true}
  - {name: a::t, roles: [lazy-task], async-lock: a::am}
)");
  const TypeModel *Lock = Models.findType(C.type("::a::m"));
  ASSERT_TRUE(Lock);
  EXPECT_TRUE(Lock->has(TypeRole::Lock) && Lock->has(TypeRole::ThreadBound));
  EXPECT_FALSE(Lock->has(TypeRole::Guard));
  EXPECT_TRUE(Lock->Shared && Lock->Recursive && !Lock->AlwaysHeld);
  EXPECT_EQ("because", Lock->Reason);
  EXPECT_EQ("the other", Lock->Replacement);
  EXPECT_TRUE(Models.findType(C.type("::a::g"))->AlwaysHeld);
  EXPECT_EQ("a::am", Models.findType(C.type("::a::t"))->AsyncLock);
}

TEST(TypeLookup, LaterFilesWin) {
  Code C("namespace a { class m {}; }");
  ModelSet Models = locks("a::m");
  ASSERT_FALSE(Models.addText(
      "library: l\ntypes:\n  - {name: a::m, roles: []}\n", "k.yaml"));
  EXPECT_EQ(0u, Models.findType(C.type("::a::m"))->Roles);
}

TEST(FunctionLookup, MembersStandUnderTheirClass) {
  Code C("namespace a { template <class T> struct s { void f(); }; "
         "struct r { struct in { static void f(); }; }; void f(); } "
         "void caller(a::s<int> x) { x.f(); }");
  ModelSet Models = acquires("a::s::f, a::r::in::f");
  EXPECT_EQ(1u, Models.findFunction(C.called()).size());
  EXPECT_EQ(1u, Models.findFunction(C.function("::a::s::f")).size());
  EXPECT_EQ(1u, Models.findFunction(C.function("::a::r::in::f")).size());
  EXPECT_TRUE(Models.findFunction(C.function("::a::f")).empty());
}

TEST(FunctionLookup, TheDefaultArgumentIsTheObjectOrTheFirst) {
  Code C("struct s { void member(); static void shared(s &); }; "
         "void free(s &);");
  ModelSet Models = acquires("s::member, s::shared, free");
  auto Argument = [&](const char *Name) {
    return Models.findFunction(C.function(Name)).front().Argument;
  };
  EXPECT_EQ(ThisArgument, Argument("::s::member"));
  EXPECT_EQ(0, Argument("::s::shared"));
  EXPECT_EQ(0, Argument("::free"));
}

TEST(FunctionLookup, SpecialMembersAreSpelledLikeInClang) {
  Code C("namespace a { template <class T> struct s { s(int); ~s(); "
         "explicit operator bool() const; operator T *(); T operator->(); "
         "void operator()(); void operator[](int); bool operator<(s); "
         "s &operator=(const s &); void *operator new(unsigned long); }; "
         "struct y {}; template <> struct s<y> { operator y *(); }; }");
  for (const char *Name :
       {"s::s", "s::~s", "s::operator bool", "s::operator->", "s::operator()",
        "s::operator[]", "s::operator<", "s::operator=", "s::operator new"}) {
    std::string Quoted = ("'a::" + llvm::Twine(Name) + "'").str();
    std::string Printed = Name;
    if (Printed == "s::s" || Printed == "s::~s")
      Printed += "<T>";
    EXPECT_EQ(1u, acquires(Quoted).findFunction(C.function(Printed)).size())
        << Name;
  }
}

TEST(FunctionLookup, ConstructorsOfSpecialisationsStandUnderTheTemplate) {
  Code C("namespace a { template <class T> struct g { g(T &); ~g(); }; } "
         "void caller(int &m) { a::g guard(m); }");
  ASSERT_EQ(1u, acquires("a::g::g").findFunction(C.called()).size());
  EXPECT_EQ(ThisArgument,
            acquires("a::g::g").findFunction(C.called()).front().Argument);
}

TEST(FunctionLookup, AnOverriderIsFoundUnderItsBase) {
  Code C("struct base { virtual void f(); virtual void g(); }; "
         "struct derived : base { void f() override; void g() override; }; "
         "struct last : derived { void f() override; };");
  ModelSet Models = modelsFrom("library: l\nfunctions:\n"
                               "  - {name: base::f, effect: acquire}\n"
                               "  - {name: base::g, effect: acquire}\n"
                               "  - {name: derived::g, effect: none}\n");
  EXPECT_EQ(1u, Models.findFunction(C.function("::last::f")).size());
  EXPECT_TRUE(Models.findFunction(C.function("::derived::g")).empty());
}

TEST(FunctionLookup, HiddenFriendsStandInTheirNamespace) {
  Code C("namespace a { struct s { friend void swap(s &, s &) {} }; }");
  EXPECT_EQ(1u, acquires("a::swap").findFunction(C.function("swap")).size());
}

TEST(FunctionLookup, AFunctionMayHaveSeveralEffects) {
  Code C("extern \"C\" { int wait(int *, int *); }");
  ModelSet Models = modelsFrom(R"(
library: l
functions:
  - {name: wait, effect: keeps-lock, argument: 1}
  - {name: wait, effect: try-acquire, argument: all, held-when: false,
     shared: true, reason: r, replacement: s}
)");
  llvm::ArrayRef<FunctionModel> Found = Models.findFunction(C.function("wait"));
  ASSERT_EQ(2u, Found.size());
  EXPECT_EQ(CallEffect::KeepsLock, Found[0].Effect);
  EXPECT_EQ(1, Found[0].Argument);
  EXPECT_TRUE(Found[0].HeldWhen && !Found[0].Shared);
  EXPECT_EQ(CallEffect::TryAcquire, Found[1].Effect);
  EXPECT_EQ(AllArguments, Found[1].Argument);
  EXPECT_TRUE(!Found[1].HeldWhen && Found[1].Shared);
  EXPECT_EQ("r", Found[1].Reason);
  EXPECT_EQ("s", Found[1].Replacement);
}

TEST(FunctionLookup, LaterFilesReplaceAllEffects) {
  Code C("void f();");
  ModelSet Models = acquires("f");
  ASSERT_FALSE(Models.addText("library: l\nfunctions:\n"
                              "  - {name: f, effect: release}\n"
                              "  - {name: f, effect: swaps}\n",
                              "k.yaml"));
  llvm::ArrayRef<FunctionModel> Found = Models.findFunction(C.function("f"));
  ASSERT_EQ(2u, Found.size());
  EXPECT_EQ(CallEffect::Release, Found[0].Effect);
}

TEST(BuiltinModels, AreReadWithoutError) {
  EXPECT_FALSE(ModelSet::builtin().typeNames().empty());
}

// What a later file says of a function replaces what an earlier one says.
TEST(BuiltinModels, SpeakOfADeclarationInOneFile) {
  std::map<std::string, std::string> FileOf;
  std::error_code Error;
  for (llvm::sys::fs::directory_iterator
           It(COROLINT_SOURCE_DIR "/checks/models", Error),
       End;
       !Error && It != End; It.increment(Error)) {
    ModelSet Models;
    ASSERT_EQ("", llvm::toString(Models.addFile(It->path())));
    for (const auto &Names : {Models.typeNames(), Models.functionNames()})
      for (const std::string &Name : Names)
        EXPECT_EQ(It->path(),
                  FileOf.try_emplace(Name, It->path()).first->second)
            << Name;
  }
  EXPECT_FALSE(FileOf.empty());
}

} // namespace
