//===--- Registry.h - every rule, once ------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules as data, generated from checks/**/check.md. Every host registers
// its checks, lists them and explains them from here.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_FRAMEWORK_REGISTRY_H
#define COROLINT_FRAMEWORK_REGISTRY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <memory>

namespace clang::tidy {
class ClangTidyCheck;
class ClangTidyCheckFactories;
class ClangTidyContext;
} // namespace clang::tidy

namespace corolint {

class Session;
struct UnitSummary;

/// One rule, as its check.md describes it.
struct RuleInfo {
  /// "await-holding-lock"; the check's name is "corolint-" + Name.
  llvm::StringRef Name;
  /// "locks", "tasks", ...: the folder under checks/.
  llvm::StringRef Family;
  /// "bug", "suspicious" or "strict" (docs/rules.md explains the groups).
  llvm::StringRef Confidence;
  /// The version of corolint that brought the rule.
  llvm::StringRef Since;
  /// One line for tables.
  llvm::StringRef Summary;
  /// The page in Markdown, without its front matter.
  llvm::StringRef Page;

  using Factory = std::unique_ptr<clang::tidy::ClangTidyCheck> (*)(
      llvm::StringRef CheckName, clang::tidy::ClangTidyContext *Context,
      std::shared_ptr<Session> S);
  Factory Make;
};

/// Every rule, ordered by family and name.
llvm::ArrayRef<RuleInfo> rules();

/// The rule called \p Name, with or without "corolint-"; null when unknown.
const RuleInfo *findRule(llvm::StringRef Name);

/// Who runs the checks, and what that means for them.
enum class Host {
  /// Visits the whole translation unit, and shows the warnings of Clang that
  /// its configuration enables.
  ClangTidy,
  /// Visits the top-level declarations of the main file only, and shows all
  /// that Clang says.
  Clangd,
  /// Visits the whole translation unit; nothing that Clang says but errors.
  Corolint,
};

/// Registers every rule. Checks that one host creates with the same context
/// share one Session, hence one analysis of each function.
///
/// A host that links units into a program gives a \p Summary, which has the
/// effects of the unit once the checks have run, and must outlive them.
void addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories, Host By,
                       UnitSummary *Summary = nullptr);

} // namespace corolint

#endif // COROLINT_FRAMEWORK_REGISTRY_H
