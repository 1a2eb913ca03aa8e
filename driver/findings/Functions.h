//===--- Functions.h - the functions that findings are in -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_FINDINGS_FUNCTIONS_H
#define COROLINT_DRIVER_FINDINGS_FUNCTIONS_H

#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include <optional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace corolint::driver {

/// A function that was defined in a unit, or a class or variable outside of
/// functions.
struct FunctionExtent {
  std::string File; ///< absolute
  /// Offsets in bytes: where the definition begins, and the first after it.
  uint32_t Begin = 0, End = 0;
  /// With namespaces, classes and types of parameters. A lambda has the name of
  /// the function around it.
  std::string Name;
};

/// The innermost functions around the places of \p Findings and of their notes,
/// each once, as bytes (Bytes.h).
std::string packFunctions(clang::ASTContext &Context,
                          llvm::ArrayRef<clang::tidy::ClangTidyError> Findings);

/// Functions of several units, by place.
class FunctionTable {
public:
  /// Adds what packFunctions() has made, with their files by the names that
  /// \p NameOf gives them. False when the bytes are damaged.
  bool add(llvm::StringRef Bytes,
           llvm::function_ref<std::string(llvm::StringRef)> NameOf);

  /// The innermost function around a place, if it is known.
  const FunctionExtent *at(llvm::StringRef File, uint32_t Offset) const;

private:
  llvm::StringMap<std::vector<FunctionExtent>> ByFile;
};

} // namespace corolint::driver

#endif // COROLINT_DRIVER_FINDINGS_FUNCTIONS_H
