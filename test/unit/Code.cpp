//===--- Code.cpp - code in strings, for the tests of the analysis --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Code.h"

#include "analysis/LLVMCompat.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Lex/Lexer.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBuffer.h"
#include <deque>

using namespace clang;
using namespace clang::ast_matchers;
using namespace corolint;

[[noreturn]] static void wrongTest(const llvm::Twine &Message) {
  llvm::report_fatal_error("the test's code: " + Message,
                           /*gen_crash_diag=*/false);
}

/// Clang reads the texts of virtual files where they are, as long as locations
/// in them are asked for.
static const tooling::FileContentMappings &
kept(tooling::FileContentMappings Files) {
  static std::deque<tooling::FileContentMappings> All;
  return All.emplace_back(std::move(Files));
}

static std::unique_ptr<ASTUnit> parse(llvm::StringRef Text,
                                      llvm::StringRef SystemHeader,
                                      const char *Standard) {
  auto Mini =
      llvm::MemoryBuffer::getFile(COROLINT_SOURCE_DIR "/test/include/mini.h");
  if (!Mini)
    wrongTest("test/include/mini.h: " + Mini.getError().message());
  // A tool named like Clang's own finds Clang's own headers.
  std::unique_ptr<ASTUnit> AST = tooling::buildASTFromCodeWithArgs(
      Text,
      {Standard, "-w", "-isystem/system",
       "-I" COROLINT_SOURCE_DIR "/runtime-annotations/include"},
      "test.cpp", COROLINT_CLANG, std::make_shared<PCHContainerOperations>(),
      tooling::getClangStripDependencyFileAdjuster(),
      kept({{"mini.h", (*Mini)->getBuffer().str()},
            {"/system/system.h", SystemHeader.str()}}));
  if (!AST || AST->getDiagnostics().hasErrorOccurred())
    wrongTest("does not compile");
  return AST;
}

Code::Code(llvm::StringRef Text, llvm::StringRef SystemHeader)
    : Code(ModelSet::builtin(), Text, SystemHeader) {}

Code::Code(ModelSet M, llvm::StringRef Text, llvm::StringRef SystemHeader,
           const char *Standard)
    : Models(std::move(M)), AST(parse(Text, SystemHeader, Standard)),
      Unit(std::make_unique<TranslationUnit>(AST->getASTContext(), Models)) {}

Code Code::withModels(llvm::StringRef UserModels, llvm::StringRef Text) {
  ModelSet Models = ModelSet::builtin();
  if (llvm::Error E = Models.addText(UserModels, "user.yaml"))
    wrongTest(llvm::toString(std::move(E)));
  return Code(std::move(Models), Text, "");
}

Code Code::cxx23(llvm::StringRef Text) {
  return Code(ModelSet::builtin(), Text, "", "-std=c++23");
}

//===----------------------------------------------------------------------===//
// Finding things
//===----------------------------------------------------------------------===//

/// The one declaration that \p Matcher, which binds it as "it", finds; of
/// several, the one that is not in a system header.
template <class Node, class Matcher>
static const Node &only(ASTContext &Context, llvm::StringRef Name,
                        const Matcher &M) {
  llvm::SmallSetVector<const Node *, 4> Found;
  for (const BoundNodes &Match : match(M, Context))
    Found.insert(cast<Node>(Match.getNodeAs<Decl>("it")->getCanonicalDecl()));
  if (Found.size() > 1)
    Found.remove_if([&](const Node *D) {
      return Context.getSourceManager().isInSystemHeader(D->getLocation());
    });
  if (Found.size() > 1)
    wrongTest("there are several '" + Name + "'");
  if (Found.empty())
    wrongTest("there is no '" + Name + "'");
  return *Found.front();
}

QualType Code::type(llvm::StringRef Name) const {
  auto Class =
      cxxRecordDecl(unless(isImplicit()), unless(isTemplateInstantiation()),
                    unless(hasParent(classTemplateDecl())));
  const auto &D = only<TypeDecl>(
      context(), Name,
      namedDecl(hasName(Name), anyOf(Class, typedefNameDecl())).bind("it"));
  if (const auto *Alias = dyn_cast<TypedefNameDecl>(&D))
    return Alias->getUnderlyingType();
  return typeOf(context(), cast<RecordDecl>(D));
}

const CXXRecordDecl &Code::record(llvm::StringRef Name) const {
  const CXXRecordDecl *Record = recordOf(type(Name));
  if (!Record)
    wrongTest("'" + Name + "' is no class with a definition");
  return *Record;
}

const FunctionDecl &Code::function(llvm::StringRef Name) const {
  return only<FunctionDecl>(
      context(), Name,
      functionDecl(hasName(Name), unless(isTemplateInstantiation()),
                   unless(hasParent(functionTemplateDecl())))
          .bind("it"));
}

FunctionAnalysis &Code::analysis(llvm::StringRef Name) const {
  FunctionAnalysis *Found = nullptr;
  for (FunctionAnalysis *F : Unit->functions()) {
    std::string Full = "::" + F->function().getQualifiedNameAsString();
    if (!llvm::StringRef(Full).ends_with(("::" + Name).str()))
      continue;
    if (Found)
      wrongTest("there are several functions '" + Name + "'");
    Found = F;
  }
  if (!Found)
    wrongTest("there is no function '" + Name + "' with a body");
  return *Found;
}

const VarDecl &Code::variable(llvm::StringRef Name) const {
  return only<VarDecl>(context(), Name, varDecl(hasName(Name)).bind("it"));
}

const FieldDecl &Code::field(llvm::StringRef Name) const {
  return only<FieldDecl>(context(), Name, fieldDecl(hasName(Name)).bind("it"));
}

namespace {

/// What can run: instantiations, but not their patterns.
template <class Derived>
class ConcreteCode : public RecursiveASTVisitor<Derived> {
public:
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool TraverseDecl(Decl *D) {
    if (const auto *DC = dyn_cast_or_null<DeclContext>(D);
        DC && DC->isDependentContext())
      return true;
    return RecursiveASTVisitor<Derived>::TraverseDecl(D);
  }
};

class CallFinder : public ConcreteCode<CallFinder> {
public:
  explicit CallFinder(llvm::StringRef Name) : Name(Name) {}
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    if (F && F->getDeclName().getAsString() == Name)
      Found.push_back(E);
    return true;
  }
  std::vector<const CallExpr *> Found;

private:
  llvm::StringRef Name;
};

class SuspensionFinder : public RecursiveASTVisitor<SuspensionFinder> {
public:
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *E) {
    Found.push_back(E);
    return true;
  }
  std::vector<const CoroutineSuspendExpr *> Found;
};

} // namespace

std::vector<const CallExpr *> Code::calls(llvm::StringRef Name) const {
  CallFinder Finder(Name);
  const SourceManager &SM = context().getSourceManager();
  for (Decl *D : context().getTranslationUnitDecl()->decls())
    if (!SM.isInSystemHeader(D->getLocation()))
      Finder.TraverseDecl(D);
  return std::move(Finder.Found);
}

std::vector<const CoroutineSuspendExpr *>
Code::suspensions(llvm::StringRef Function) const {
  SuspensionFinder Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(&analysis(Function).body()));
  return std::move(Finder.Found);
}

std::string Code::text(const Stmt &Node) const {
  return Lexer::getSourceText(
             CharSourceRange::getTokenRange(Node.getSourceRange()),
             context().getSourceManager(), context().getLangOpts())
      .str();
}

std::string Code::where(const Stmt &Node) const {
  unsigned Line =
      context().getSourceManager().getSpellingLineNumber(Node.getBeginLoc());
  return "line " + std::to_string(Line) + ": " + text(Node);
}
