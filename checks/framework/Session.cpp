//===--- Session.cpp - what the checks of one run share -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Session.h"
#include "analysis/TranslationUnit.h"
#include "analysis/UnitEffects.h"
#include "llvm/ADT/STLExtras.h"

using namespace corolint;

/// Parsed once per process and never changed, so that threads may share it.
static const ModelSet &builtinModels() {
  static const ModelSet Builtin = ModelSet::builtin();
  return Builtin;
}

Session::Session(Host By, UnitSummary *Summary) : By(By), Summary(Summary) {}
Session::~Session() = default;

std::vector<std::string> Session::addModelFiles(llvm::StringRef Paths) {
  std::vector<std::string> Errors;
  llvm::SmallVector<llvm::StringRef, 4> Files;
  Paths.split(Files, ';', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (llvm::StringRef File : Files) {
    if (llvm::is_contained(LoadedFiles, File.trim()))
      continue;
    LoadedFiles.push_back(File.trim().str());
    if (!UserModels)
      UserModels = ModelSet::builtin();
    if (llvm::Error E = UserModels->addFile(File.trim()))
      Errors.push_back(llvm::toString(std::move(E)));
  }
  return Errors;
}

TranslationUnit &Session::unit(clang::ASTContext &Context) {
  if (!Unit || &Unit->context() != &Context)
    Unit = std::make_unique<TranslationUnit>(
        Context, UserModels ? *UserModels : builtinModels(), isWholeProgram());
  return *Unit;
}

void Session::endUnit() {
  if (Unit && Summary)
    *Summary = summarise(*Unit);
  Unit.reset();
}

std::shared_ptr<Session>
SessionTable::get(const clang::tidy::ClangTidyContext *Context) {
  std::lock_guard<std::mutex> Guard(Lock);
  std::weak_ptr<Session> &Entry = Live[Context];
  if (std::shared_ptr<Session> Known = Entry.lock())
    return Known;
  auto Made = std::make_shared<Session>(By, Summary);
  Entry = Made;
  // Contexts come and go in a language server; do not collect their remains.
  for (auto It = Live.begin(); It != Live.end();)
    It = It->second.expired() ? Live.erase(It) : std::next(It);
  return Made;
}
