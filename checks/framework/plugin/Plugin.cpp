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

namespace {
class CorolintModule : public clang::tidy::ClangTidyModule {
public:
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override {
    corolint::addCheckFactories(Factories,
                                corolint::Traversal::TranslationUnit);
  }
};
} // namespace

static clang::tidy::ClangTidyModuleRegistry::Add<CorolintModule>
    Register("corolint-module", "Concurrency bugs in C++20 coroutine code.");
