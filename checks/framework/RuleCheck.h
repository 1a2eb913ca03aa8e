//===--- RuleCheck.h - base class of every rule ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_FRAMEWORK_RULECHECK_H
#define COROLINT_FRAMEWORK_RULECHECK_H

#include "Session.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "llvm/ADT/DenseSet.h"

namespace corolint {

struct ClangWarning;
class FunctionAnalysis;
class TranslationUnit;

/// A rule looks at one analysed function at a time and decides.
///
/// The base class brings the function to the rule, once per function of user
/// code (members, lambdas and instantiations included), whatever the host. It
/// does not use one AST matcher per rule: a matcher costs its share for every
/// declaration of every header, and the share of forty rules is larger than
/// the analysis. One match per translation unit starts the walk instead.
class RuleCheck : public clang::tidy::ClangTidyCheck {
public:
  RuleCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
            std::shared_ptr<Session> S);

  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) final;
  void check(const clang::ast_matchers::MatchFinder::MatchResult &Result) final;
  void onEndOfTranslationUnit() final;
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  /// Decides about one function. \p F lives as long as the translation unit.
  virtual void checkFunction(FunctionAnalysis &) {}

  /// Decides about one initialiser outside of functions: see
  /// TranslationUnit::initializers().
  virtual void checkInitializer(TranslationUnit &, const clang::Expr &) {}

  /// Decides about one class definition: see TranslationUnit::classes().
  virtual void checkClass(TranslationUnit &, const clang::CXXRecordDecl &) {}

  /// Decides about the definition of one class template, or of a class in a
  /// template: see TranslationUnit::classPatterns().
  virtual void checkClassPattern(TranslationUnit &,
                                 const clang::CXXRecordDecl &) {}

  /// Whether to report at this place: true the first time (instantiations of
  /// one template find the same bug again), unless it is suppressed there by
  /// `[[gsl::suppress]]`.
  bool wants(FunctionAnalysis &F, clang::SourceLocation Where);
  bool wants(TranslationUnit &Unit, clang::SourceLocation Where);

  /// As wants(), for several reports at one place that follow each other: the
  /// answer to the first is that to all.
  bool wantsEach(FunctionAnalysis &F, clang::SourceLocation Where);

  /// Whether there is a \p Warning, and Clang shows it to whoever sees what
  /// this rule says. The rule leaves it what it says as well.
  bool isSaidByClang(const std::optional<ClangWarning> &Warning,
                     const clang::ASTContext &Unit,
                     clang::SourceLocation Where) const;

  /// Whether the unit is one of a program that is linked later: then calls that
  /// only the program can decide about are reported as pending (Pending.h).
  bool isWholeProgram() const;

  /// The option \p Name, of this rule or of all rules.
  bool option(llvm::StringRef Name, bool Default) const;

private:
  const clang::tidy::ClangTidyContext *Context;
  std::shared_ptr<Session> S;
  std::string CheckName;
  std::string ModelFiles;
  bool Done = false;
  llvm::DenseSet<clang::SourceLocation> Reported;
  clang::SourceLocation LastPlace;
  bool LastAnswer = false;
};

} // namespace corolint

#endif // COROLINT_FRAMEWORK_RULECHECK_H
