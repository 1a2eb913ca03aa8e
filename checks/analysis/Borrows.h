//===--- Borrows.h - which object a value refers to -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// References, pointers, views, iterators and closures of one function, traced
// to the object they refer to (a points-to analysis with loans for locations,
// as in "P1179: Lifetime safety", but without joins: a variable that is given
// a second value refers to something unknown). Views are recognised by model,
// by [[gsl::Pointer]], which Clang infers for the standard's, and results that
// refer to an argument by model, [[clang::lifetimebound]] or [[gsl::Owner]].
//
// Only what certainly refers to one known object is answered; a member, a
// pointer read from memory or the content of a shared owner is not known.
// Loans.h takes values apart that refer to several objects.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_BORROWS_H
#define COROLINT_ANALYSIS_BORROWS_H

#include "Handovers.h"
#include "TranslationUnit.h"

namespace clang {
class MaterializeTemporaryExpr;
}

namespace corolint {

/// What a value or glvalue refers to.
struct Referent {
  enum Kind : uint8_t {
    Unknown,
    Object,    ///< the variable Var itself, a part or something it alone owns
    Pointee,   ///< what the parameter Var refers to; without Var, `*this`
    Temporary, ///< the object Made, or a part of it, which is destroyed at the
               ///< end of its full expression ([class.temporary]/4)
    ThreadLocal, ///< what Owner, a thread-local variable or a getter of such a
                 ///< thing, has for the calling thread
  } K = Unknown;
  const clang::VarDecl *Var = nullptr;
  const clang::MaterializeTemporaryExpr *Made = nullptr;
  const clang::NamedDecl *Owner = nullptr;

  explicit operator bool() const { return K != Unknown; }
  friend bool operator==(const Referent &, const Referent &) = default;
};

/// Whether objects of type \p T refer to objects that they do not own:
/// pointers, views, iterators, reference wrappers; closures are asked for
/// themselves.
bool isBorrowingType(clang::QualType T, const Roles &R);

/// Whether the class or its template is a [[gsl::Owner]], also by Clang's own
/// inference for the standard's containers.
bool hasOwnerAttribute(clang::QualType T);

/// Whether objects of type \p T own what they contain or point to:
/// [[gsl::Owner]] (inferred for the standard's containers), optionals, unique
/// pointers.
bool isOwner(clang::QualType T, const Roles &R);

/// Whether \p Call yields a reference that its argument keeps, and no part of
/// it: `std::get<0>(tuple)` of a `std::tuple<T &>`.
bool yieldsStoredReference(const clang::CallExpr &Call);

/// Whether the result of the member function \p F refers to its object, by
/// [[clang::lifetimebound]] after its parameters.
bool objectIsLifetimeBound(const clang::FunctionDecl &F);

/// What the values in one function refer to.
class Borrows {
public:
  explicit Borrows(FunctionAnalysis &F);

  /// What an argument gives its callee a reference, pointer or view to. By the
  /// way it is passed: a glvalue to a reference, a prvalue by value. Unknown
  /// for copies of objects.
  Referent ofArgument(const clang::Expr &Argument);

  /// What a copy of \p View, a view, pointer or iterator, refers to.
  Referent ofCopy(const clang::Expr &View) { return value(&View); }

  /// The object that the implicit object argument of a member call is.
  Referent ofObject(const clang::Expr &Object);

  /// Whether \p Var may be given another value after its initialisation.
  bool isRebound(const clang::VarDecl &Var) const {
    return Changed.Rebound.contains(&Var);
  }

private:
  Referent object(const clang::Expr *E);
  Referent value(const clang::Expr *E);
  Referent objectOfVariable(const clang::VarDecl &Var);
  Referent valueOfVariable(const clang::VarDecl &Var);
  Referent objectOfBinding(const clang::BindingDecl &Binding);
  Referent agreedOn(const clang::CallExpr &Call);
  Referent resultOf(const clang::CallExpr &Call);
  bool returnsPartOfObject(const clang::FunctionDecl &Callee);
  bool refersToItsObject(const clang::CallExpr &Call);
  Referent constructed(const clang::CXXConstructExpr &E);
  Referent captured(const clang::LambdaExpr &E);
  Referent lentBy(const clang::Expr *Argument);
  Referent contentOf(const clang::Expr *Owner);

  FunctionAnalysis &F;
  Roles &R;
  unsigned Depth = 0;
  Handovers Changed;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_BORROWS_H
