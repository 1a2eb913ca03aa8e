//===--- Main.cpp - corolint inside clangd --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stock clangd loads no plugins. This one is the same program with corolint's
// module linked in; clang-tidy's own checks, NOLINT and .clang-tidy work as
// ever.
//
//===----------------------------------------------------------------------===//
#include "ResourceDir.h"
#include "clang-tidy/ClangTidyModule.h"
#include "framework/Registry.h"
#include <string>
#include <vector>

namespace clang::clangd {
// Its header (clangd/tool/ClangdMain.h) is not installed with the library.
int clangdMain(int Argc, char *Argv[]);
} // namespace clang::clangd

namespace {
class CorolintModule : public clang::tidy::ClangTidyModule {
public:
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override {
    corolint::addCheckFactories(Factories, corolint::Host::Clangd);
  }
};
} // namespace

static clang::tidy::ClangTidyModuleRegistry::Add<CorolintModule>
    Register("corolint-module", "Concurrency bugs in C++20 coroutine code.");

static bool namesResourceDir(llvm::StringRef Argument) {
  return Argument.ltrim('-').starts_with("resource-dir");
}

int main(int Argc, char *Argv[]) {
  std::vector<std::string> Arguments(Argv, Argv + Argc);
  // clangd looks for Clang's headers beside its executable, and this one is not
  // part of the LLVM installation.
  const std::string Found = corolint::driver::findResourceDir();
  if (!Found.empty() && llvm::none_of(Arguments, namesResourceDir))
    Arguments.push_back("--resource-dir=" + Found);
  std::vector<char *> Raw;
  for (std::string &Argument : Arguments)
    Raw.push_back(Argument.data());
  const int Count = static_cast<int>(Raw.size());
  Raw.push_back(nullptr);
  return clang::clangd::clangdMain(Count, Raw.data());
}
