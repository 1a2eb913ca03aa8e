//===--- RuleCheck.cpp - base class of every rule -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "RuleCheck.h"
#include "analysis/ClangWarnings.h"
#include "analysis/TranslationUnit.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace corolint;
using namespace clang::ast_matchers;

RuleCheck::RuleCheck(llvm::StringRef Name,
                     clang::tidy::ClangTidyContext *Context,
                     std::shared_ptr<Session> S)
    : ClangTidyCheck(Name, Context), Context(Context), S(std::move(S)),
      CheckName(Name),
      ModelFiles(Options.getLocalOrGlobal("Models", "").str()) {
  for (const std::string &Error : this->S->addModelFiles(ModelFiles))
    configurationDiag("%0", clang::DiagnosticIDs::Error) << Error;
}

void RuleCheck::registerMatchers(MatchFinder *Finder) {
  // clangd visits the main file's declarations and never the translation unit
  // itself; there any declaration starts the walk, and the others cost nothing.
  if (S->host() == Host::Clangd)
    Finder->addMatcher(decl(), this);
  else
    Finder->addMatcher(translationUnitDecl(), this);
}

void RuleCheck::check(const MatchFinder::MatchResult &Result) {
  if (Done)
    return;
  Done = true;
  // As for Clang's own flow-based warnings: code that does not compile has no
  // meaning to analyse, and building its CFG may crash.
  if (Result.Context->getDiagnostics().hasUncompilableErrorOccurred())
    return;
  TranslationUnit &Unit = S->unit(*Result.Context);
  for (FunctionAnalysis *F : Unit.functions())
    checkFunction(*F);
  for (const clang::Expr *Init : Unit.initializers())
    checkInitializer(Unit, *Init);
  for (const clang::CXXRecordDecl *Class : Unit.classes())
    checkClass(Unit, *Class);
  for (const clang::CXXRecordDecl *Pattern : Unit.classPatterns())
    checkClassPattern(Unit, *Pattern);
}

void RuleCheck::onEndOfTranslationUnit() {
  Done = false;
  Reported.clear();
  LastPlace = {};
  S->endUnit();
}

void RuleCheck::storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) {
  Options.store(Opts, "Models", ModelFiles);
}

bool RuleCheck::isSaidByClang(const std::optional<ClangWarning> &Warning,
                              const clang::ASTContext &Unit,
                              clang::SourceLocation Where) const {
  if (!Warning || S->host() == Host::Corolint)
    return false;
  bool Shown =
      S->host() == Host::Clangd ||
      Context->isCheckEnabled(("clang-diagnostic-" + Warning->Group).str());
  return Shown && !Unit.getDiagnostics().isIgnored(Warning->ID, Where);
}

bool RuleCheck::wants(FunctionAnalysis &F, clang::SourceLocation Where) {
  return wants(F.unit(), Where);
}

bool RuleCheck::wants(TranslationUnit &Unit, clang::SourceLocation Where) {
  return Reported.insert(Where).second && !Unit.isSuppressed(Where, CheckName);
}

bool RuleCheck::wantsEach(FunctionAnalysis &F, clang::SourceLocation Where) {
  if (Where != LastPlace)
    LastAnswer = wants(F, Where);
  LastPlace = Where;
  return LastAnswer;
}

bool RuleCheck::isWholeProgram() const { return S->isWholeProgram(); }

bool RuleCheck::option(llvm::StringRef Name, bool Default) const {
  return Options.getLocalOrGlobal(Name, Default);
}
