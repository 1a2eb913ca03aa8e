//===--- Session.h - what the checks of one run share ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang-tidy makes one object per check and knows nothing of what they have in
// common. A Session is that: the models, and the analysis of the translation
// unit at hand, computed once for all checks. It belongs to one
// ClangTidyContext and is used by one thread (clangd runs several contexts at
// once).
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_FRAMEWORK_SESSION_H
#define COROLINT_FRAMEWORK_SESSION_H

#include "Registry.h"
#include "analysis/Models.h"
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace corolint {

class TranslationUnit;
struct UnitSummary;

class Session {
public:
  /// \p Summary: as for addCheckFactories.
  explicit Session(Host By, UnitSummary *Summary = nullptr);
  ~Session();

  Host host() const { return By; }

  /// Whether the unit is one of a program that is linked later. Then rules make
  /// pending findings as well (Pending.h).
  bool isWholeProgram() const { return Summary != nullptr; }

  /// Adds the user's model files, separated by semicolons. Every check calls
  /// this with the value of its `Models` option; a file is read once. Returns
  /// one message per file that could not be used.
  std::vector<std::string> addModelFiles(llvm::StringRef Paths);

  /// The analysis of \p Context, made on first use and dropped by endUnit().
  TranslationUnit &unit(clang::ASTContext &Context);

  /// The translation unit is about to go away, and everything about it. What
  /// other units need to know of it is in the summary from here on.
  void endUnit();

private:
  Host By;
  UnitSummary *Summary;
  std::optional<ModelSet> UserModels;
  std::vector<std::string> LoadedFiles;
  std::unique_ptr<TranslationUnit> Unit;
};

/// The sessions that are alive, by the context they belong to. One table is
/// shared by the check factories of a host; it keeps no session alive.
class SessionTable {
public:
  SessionTable(Host By, UnitSummary *Summary) : By(By), Summary(Summary) {}
  std::shared_ptr<Session> get(const clang::tidy::ClangTidyContext *Context);

private:
  Host By;
  UnitSummary *Summary;
  std::mutex Lock;
  std::map<const clang::tidy::ClangTidyContext *, std::weak_ptr<Session>> Live;
};

} // namespace corolint

#endif // COROLINT_FRAMEWORK_SESSION_H
