//===--- LLVMCompat.h - what changed between LLVM versions ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only file that asks for the version of LLVM (ARCHITECTURE.md, invariant
// 6). Supported: 19 to 22.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_LLVMCOMPAT_H
#define COROLINT_ANALYSIS_LLVMCOMPAT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "llvm/Config/llvm-config.h"

namespace corolint {

/// The LLVM whose headers this was compiled with.
inline constexpr unsigned BuiltForLLVM = LLVM_VERSION_MAJOR;

/// The type of objects of a class.
inline clang::QualType typeOf(const clang::ASTContext &Context,
                              const clang::RecordDecl &Record) {
#if LLVM_VERSION_MAJOR >= 22
  return Context.getCanonicalTagType(&Record);
#else
  return Context.getRecordType(&Record);
#endif
}

/// Whether a capability says that its owner may take it again; the attribute
/// is new in LLVM 21.
inline bool isReentrantCapability(const clang::RecordDecl &Record) {
#if LLVM_VERSION_MAJOR >= 21
  return Record.hasAttr<clang::ReentrantCapabilityAttr>();
#else
  return false;
#endif
}

} // namespace corolint

// The registry of clang-tidy modules moved into ClangTidyModule.h.
#if LLVM_VERSION_MAJOR >= 22
#include "clang-tidy/ClangTidyModule.h"
#else
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif

#endif // COROLINT_ANALYSIS_LLVMCOMPAT_H
