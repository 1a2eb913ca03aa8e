//===--- Plugin.cpp - corolint inside stock clang-tidy --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy --load=CorolintPlugin.so --checks='-*,corolint-*'
//
//===----------------------------------------------------------------------===//
#include "analysis/LLVMCompat.h"
#include "clang-tidy/ClangTidyModule.h"
#include "framework/Registry.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

/// A plugin and a clang-tidy of different versions load without an error and
/// then find nothing. That must not pass for clean code.
static void demandSameVersion() {
  std::string Host = clang::getClangFullVersion();
  llvm::StringRef Number = llvm::StringRef(Host).split("version ").second;
  unsigned Major = 0;
  if (Number.consumeInteger(10, Major) || Major == corolint::BuiltForLLVM)
    return;
  llvm::errs() << "corolint: error: this plugin is for clang-tidy-"
               << corolint::BuiltForLLVM << ", but clang-tidy " << Major
               << " loads it; use the plugin that was built for it\n";
  std::exit(2);
}

namespace {
class CorolintModule : public clang::tidy::ClangTidyModule {
public:
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override {
    demandSameVersion();
    corolint::addCheckFactories(Factories, corolint::Host::ClangTidy);
  }
};
} // namespace

static clang::tidy::ClangTidyModuleRegistry::Add<CorolintModule>
    Register("corolint-module", "Concurrency bugs in C++20 coroutine code.");
