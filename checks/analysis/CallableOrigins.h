//===--- CallableOrigins.h - where a callable comes from ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CALLABLEORIGINS_H
#define COROLINT_ANALYSIS_CALLABLEORIGINS_H

#include "TranslationUnit.h"

namespace corolint {

/// Who has decided what a callable, or an object with virtual functions, does.
/// What is further down is stronger where a value may come from several places.
struct CallableOrigin {
  enum KindType : uint8_t {
    Here,   ///< the code stands in the function: a lambda, a named function
    Given,  ///< whoever gave the function its parameter Param
    Object, ///< whoever has put it into *this
    Stored, ///< whoever has put it into a global, or an unknown place
  } Kind = Here;
  const clang::ParmVarDecl *Param = nullptr;

  friend bool operator==(const CallableOrigin &,
                         const CallableOrigin &) = default;
};

class CallableOrigins {
public:
  explicit CallableOrigins(TranslationUnit &Unit) : Unit(Unit) {}

  /// The origin of the value of \p E in \p F: a member belongs to its object,
  /// an element to its container, a copy to the original.
  CallableOrigin of(const clang::Expr &E, FunctionAnalysis &F) {
    return of(&E, F, 0);
  }

  /// The strongest origin among the object and the arguments of \p Call, but
  /// for \p Except.
  CallableOrigin ofOperands(const clang::Expr &Call, const clang::Expr *Except,
                            FunctionAnalysis &F) {
    return ofOperands(Call, Except, F, 0);
  }

private:
  CallableOrigin of(const clang::Expr *E, FunctionAnalysis &F, unsigned Depth);
  CallableOrigin ofOperands(const clang::Expr &Call, const clang::Expr *Except,
                            FunctionAnalysis &F, unsigned Depth);
  CallableOrigin ofCall(const clang::Expr &Call, FunctionAnalysis &F,
                        unsigned Depth);
  CallableOrigin ofVariable(const clang::ValueDecl &D, FunctionAnalysis &F,
                            unsigned Depth);
  CallableOrigin ofLocal(const clang::VarDecl &Var, FunctionAnalysis &F,
                         unsigned Depth);
  CallableOrigin ofContents(const clang::VarDecl &Var, FunctionAnalysis &F,
                            unsigned Depth);

  TranslationUnit &Unit;
  /// Those of local variables; nothing of their own while they are followed.
  llvm::DenseMap<const clang::VarDecl *, CallableOrigin> Locals;
};

/// The signature of the callables that \p T, or what it refers to, can hold,
/// where it is a class template whose first argument is a function type; null
/// for other types.
const clang::FunctionType *erasedSignature(clang::QualType T);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CALLABLEORIGINS_H
