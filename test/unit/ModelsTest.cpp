//===--- ModelsTest.cpp - tests of reading and looking up models ----------===//
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
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace clang::ast_matchers;
using namespace corolint;

namespace {

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// The message of reading \p Text as "m.yaml"; empty when it is right.
std::string messageOf(llvm::StringRef Text) {
  ModelSet Models;
  return llvm::toString(Models.addText(Text, "m.yaml"));
}

/// A set made of \p Text, which must be right.
ModelSet modelsFrom(llvm::StringRef Text) {
  ModelSet Models;
  EXPECT_EQ("", llvm::toString(Models.addText(Text, "m.yaml")));
  return Models;
}

TEST(ModelReading, TakesTheWholeFormat) {
  ModelSet Models = modelsFrom(R"yaml(
library: everything
summary: every key once
types:
  - name: [std::mutex, "::std::timed_mutex"]
    roles: [lock]
    recursive: true
    shared: false
    reason: it belongs to a thread
    replacement: 'co_await an async mutex'
  - name: std::lock_guard
    roles: [guard]
    always-held: true
  - name: my::task
    roles: [lazy-task]
    async-lock: my::async_mutex
functions:
  - name: pthread_mutex_trylock
    effect: try-acquire
    argument: 0
    held-when: false
  - name: [std::unique_lock::~unique_lock, "std::unique_ptr::operator[]",
           std::unique_lock::operator bool, "operator()"]
    effect: release
    argument: this
  - {name: std::lock, effect: acquire, argument: all, shared: true}
  - name: std::unique_lock::unique_lock
    effect: acquire
    reason: |
      two
      lines
)yaml");
  using Names = std::vector<std::string>;
  EXPECT_EQ(Models.typeNames(), (Names{"my::task", "std::lock_guard",
                                       "std::mutex", "std::timed_mutex"}));
  EXPECT_EQ(
      Models.functionNames(),
      (Names{"operator()", "pthread_mutex_trylock", "std::lock",
             "std::unique_lock::operator bool", "std::unique_lock::unique_lock",
             "std::unique_lock::~unique_lock", "std::unique_ptr::operator[]"}));
}

struct Mistake {
  const char *Text;
  const char *Message;
};

class ModelMistake : public testing::TestWithParam<Mistake> {};

TEST_P(ModelMistake, IsNamedWithItsPlace) {
  EXPECT_EQ(GetParam().Message, messageOf(GetParam().Text));
}

const Mistake Mistakes[] = {
    {"", "m.yaml:1:1: error: the model file is empty; begin it with 'library: "
         "<name>' (docs/models.md has an example)"},
    {"# nothing but a comment\n",
     "m.yaml:1:1: error: the model file is empty; begin it with 'library: "
     "<name>' (docs/models.md has an example)"},
    {"- a\n- b\n", "m.yaml:1:1: error: a model file must be a mapping of keys "
                   "to values, not a list; see docs/models.md"},
    {"types: []\n",
     "m.yaml:1:1: error: a model file lacks the key 'library'; add it"},
    {"library: l\n", "m.yaml:1:1: error: the model file has neither 'types' "
                     "nor 'functions'; add one of them"},
    {"library: l\ntype: []\n", "m.yaml:2:1: error: unknown key 'type' in a "
                               "model file; did you mean 'types'?"},
    {"library: l\nversion: 3\n",
     "m.yaml:2:1: error: unknown key 'version' in a model file; use one of: "
     "library, summary, types, functions"},
    {"library: l\nlibrary: k\n", "m.yaml:2:1: error: key 'library' appears "
                                 "twice in a model file; remove one of them"},
    {"library: l\ntypes: std::mutex\n",
     "m.yaml:2:8: error: 'types' must be a list, not text; write it like "
     "'types: [{name: my::mutex, roles: [lock]}]'"},
    {"library: l\ntypes:\n",
     "m.yaml:3:1: error: 'types' must be a list, not nothing; write it like "
     "'types: [{name: my::mutex, roles: [lock]}]'"},
    {"library: l\ntypes:\n  - std::mutex\n",
     "m.yaml:3:5: error: an entry of 'types' must be a mapping of keys to "
     "values, not text; see docs/models.md"},
    {"library: l\ntypes:\n  - roles: [lock]\n",
     "m.yaml:3:5: error: an entry of 'types' lacks the key 'name'; add it"},
    {"library: l\ntypes:\n  - name: a::b\n",
     "m.yaml:3:5: error: an entry of 'types' lacks the key 'roles'; add it"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lokc]\n",
     "m.yaml:4:13: error: unknown role 'lokc' in 'roles'; did you mean "
     "'lock'?"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: lock\n",
     "m.yaml:4:12: error: 'roles' must be a list, not text; write it like "
     "'roles: [lock]'"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lock]\n    shared: yes\n",
     "m.yaml:5:13: error: 'shared' must be true or false, not 'yes'; write it "
     "like 'shared: true'"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lock]\n    reason: [a]\n",
     "m.yaml:5:13: error: 'reason' must be text, not a list; write it like "
     "'reason: some text'"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lock]\n    reason: ''\n",
     "m.yaml:5:13: error: 'reason' is empty; give it a value or remove it"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lock]\n"
     "    always-held: true\n",
     "m.yaml:5:18: error: 'always-held' says something of guards only; remove "
     "it or add the role 'guard'"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lock]\n"
     "    async-lock: a::c\n",
     "m.yaml:5:17: error: 'async-lock' says something of tasks only; remove "
     "it or add the role 'lazy-task'"},
    {"library: l\ntypes:\n  - name: std::lock_guard<std::mutex>\n"
     "    roles: [guard]\n",
     "m.yaml:3:11: error: the name 'std::lock_guard<std::mutex>' has template "
     "arguments, which models ignore; write it without them"},
    {"library: l\ntypes:\n  - name: std:mutex\n    roles: [lock]\n",
     "m.yaml:3:11: error: the name 'std:mutex' is not a qualified name, "
     "because of 'std:mutex'; write it like std::mutex"},
    {"library: l\ntypes:\n  - name: std::::mutex\n    roles: [lock]\n",
     "m.yaml:3:11: error: the name 'std::::mutex' is not a qualified name, "
     "because of ''; write it like std::mutex"},
    {"library: l\ntypes:\n  - name: a::operator bool\n    roles: [lock]\n",
     "m.yaml:3:11: error: the name 'a::operator bool' is not a qualified name, "
     "because of 'operator bool'; write it like std::mutex"},
    {"library: l\ntypes:\n  - name: []\n    roles: [lock]\n",
     "m.yaml:3:11: error: 'name' is an empty list; give it a name"},
    {"library: l\ntypes:\n  - name: [[a]]\n    roles: [lock]\n",
     "m.yaml:3:12: error: 'name' must be a name or a list of names, not a "
     "list; write it like 'name: [std::mutex, std::timed_mutex]'"},
    {"library: l\ntypes:\n  - name: [a::b, a::c, '::a::b']\n"
     "    roles: [lock]\n",
     "m.yaml:3:24: error: duplicate entry for the type 'a::b', first given on "
     "line 3; merge the two"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lock]\n"
     "  - name: a::b\n    roles: [guard]\n",
     "m.yaml:5:11: error: duplicate entry for the type 'a::b', first given on "
     "line 3; merge the two"},
    {"library: l\nfunctions:\n  - name: lock\n    effect: aquire\n",
     "m.yaml:4:13: error: unknown effect 'aquire' in 'effect'; did you mean "
     "'acquire'?"},
    {"library: l\nfunctions:\n  - name: lock\n    effect: [acquire]\n",
     "m.yaml:4:13: error: 'effect' must be one word, not a list; "
     "write it like 'effect: acquire'"},
    {"library: l\nfunctions:\n  - name: lock()\n    effect: acquire\n",
     "m.yaml:3:11: error: the name 'lock()' has parameters, which models "
     "ignore; write it without them"},
    {"library: l\nfunctions:\n  - name: a::~b\n    effect: release\n",
     "m.yaml:3:11: error: the name 'a::~b' is not a qualified name, because "
     "of '~b'; write it like std::mutex::lock, std::mutex::~mutex or "
     "std::unique_lock::operator bool"},
    {"library: l\nfunctions:\n  - name: a::operator ->\n    effect: release\n",
     "m.yaml:3:11: error: the name 'a::operator ->' is not a qualified name, "
     "because of 'operator ->'; write it like std::mutex::lock, "
     "std::mutex::~mutex or std::unique_lock::operator bool"},
    {"library: l\nfunctions:\n  - name: lock\n    effect: acquire\n"
     "    argument: -1\n",
     "m.yaml:5:15: error: 'argument' must be a position counted from 0, "
     "'this' or 'all', not '-1'; write it like 'argument: 0'"},
    {"library: l\nfunctions:\n  - name: lock\n    effect: acquire\n"
     "    held-when: true\n",
     "m.yaml:5:16: error: 'held-when' says something of 'try-acquire' only; "
     "remove it or change 'effect'"},
    {"library: l\nfunctions:\n  - name: lock\n    effect: acquire\n"
     "  - name: lock\n    effect: acquire\n",
     "m.yaml:5:11: error: duplicate entry for the function 'lock', first "
     "given on line 3; merge the two"},
    {"library: l\ntypes: []\n---\nlibrary: k\ntypes: []\n",
     "m.yaml:4:1: error: a model file is one YAML document; remove the second "
     "'---'"},
};
INSTANTIATE_TEST_SUITE_P(All, ModelMistake, testing::ValuesIn(Mistakes));

TEST(ModelReading, MalformedYamlIsNamedWithItsPlace) {
  // The words are LLVM's and differ between its versions; the frame is ours.
  for (const char *Text :
       {"library: l\ntypes: [\n", "library: l\n  types: []\n bad\n",
        "library: \"l\ntypes: []\n", "library: l\ntypes: {a: [}\n",
        "library: l\ntypes:\n\t- name: a\n", "%bad\n---\nlibrary: l\n",
        "library: &a [*a, *b]\ntypes: *c\n", "? \n", ": : :\n", "- - -\n"}) {
    std::string Message = messageOf(Text);
    EXPECT_TRUE(llvm::StringRef(Message).starts_with("m.yaml:")) << Text;
    EXPECT_NE(Message.find(": error: "), std::string::npos) << Message;
  }
}

TEST(ModelReading, EveryPrefixOfAFileEndsWithoutCrashing) {
  llvm::StringRef Text = "library: l\ntypes:\n  - name: [a::b, 'c']\n    "
                         "roles: [lock, {x: \"y\"}]\nfunctions: [*f]\n";
  for (size_t Length = 0; Length <= Text.size(); ++Length)
    messageOf(Text.substr(0, Length));
}

TEST(ModelReading, AMistakeAddsNothing) {
  ModelSet Models =
      modelsFrom("library: l\ntypes:\n  - {name: a::b, roles: [lock]}\n");
  llvm::Error E = Models.addText("library: l\ntypes:\n"
                                 "  - {name: a::c, roles: [lock]}\n"
                                 "  - {name: a::d, roles: [lokc]}\n",
                                 "k.yaml");
  EXPECT_EQ("k.yaml:4:26: error: unknown role 'lokc' in 'roles'; did you mean "
            "'lock'?",
            llvm::toString(std::move(E)));
  EXPECT_EQ(Models.typeNames(), std::vector<std::string>{"a::b"});
}

TEST(ModelReading, AnUnreadableFileIsNamedWithTheReason) {
  ModelSet Models;
  EXPECT_EQ("/no/such/file.yaml: error: cannot read the model file: No such "
            "file or directory; check the path and its permissions",
            llvm::toString(Models.addFile("/no/such/file.yaml")));
}

TEST(ModelReading, AFileNamesItselfInErrors) {
  llvm::SmallString<128> Path;
  int Descriptor;
  ASSERT_FALSE(
      llvm::sys::fs::createTemporaryFile("models", "yaml", Descriptor, Path));
  llvm::FileRemover Remove(Path);
  llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true) << "library: l\nx: 1";
  ModelSet Models;
  EXPECT_EQ((Path + ":2:1: error: unknown key 'x' in a model file; use one of: "
                    "library, summary, types, functions")
                .str(),
            llvm::toString(Models.addFile(Path)));
}

//===----------------------------------------------------------------------===//
// Look-up
//===----------------------------------------------------------------------===//

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

} // namespace
