//===--- Elements.h - values that refer into containers -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// References, pointers, iterators and views of elements, traced to the
// containers and owners that have to stay as they are for as long as the value
// is used ([container.reqmts], "Invalidation of iterators").
//
// Containers are named by the field or variable that they are, whichever object
// the field belongs to: what one function does to `peers_` and what another one
// holds of `peers_` may concern one object. What belongs to the frame alone,
// locals, parameters by value and what these own, is told apart: nobody else
// can change it.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ELEMENTS_H
#define COROLINT_ANALYSIS_ELEMENTS_H

#include "ElementTypes.h"
#include "TranslationUnit.h"

namespace corolint {

/// Where an object is.
struct Place {
  enum ReachKind : uint8_t {
    Unknown,
    Frame,  ///< a local object, a part of one, or what one alone owns
    Shared, ///< others can get at it
  } Reach = Unknown;
  /// Reached through `this`, and through nothing that could be changed.
  bool OfThis = false;
  /// Reached through a parameter that promises not to change it.
  bool ConstParameter = false;
  /// The parameter by reference or pointer that it was reached through.
  const clang::ParmVarDecl *Lender = nullptr;
  /// The field, variable or parameter (canonical) it is in; null for `*this`
  /// and what is not known.
  const clang::ValueDecl *Decl = nullptr;
  /// How many times an element or pointee was taken since.
  unsigned Nesting = 0;
  clang::QualType Type;
};

/// A container, optional or owner that must not be changed.
struct ElementHold {
  enum HowKind : uint8_t {
    Iterator,
    Reference, ///< to an element, by pointer or view, too
    Content,   ///< of what an element owns elsewhere, it may move itself
  } How = Reference;
  Place Container;
};

/// What a glvalue names, or a pointer, iterator or view refers to.
struct Borrowed {
  Place Object;
  llvm::SmallVector<ElementHold, 2> Holds; // innermost first
  /// The local references, iterators and pointers that it was taken from.
  llvm::SmallVector<const clang::VarDecl *, 2> Via;

  explicit operator bool() const { return Object.Reach != Place::Unknown; }
};

/// Traces the values of one function.
class Elements {
public:
  explicit Elements(FunctionAnalysis &F);

  /// The object that the glvalue \p E names.
  Borrowed object(const clang::Expr *E);

  /// Where the object is that \p E names, or that the pointer \p E leads to.
  Place place(const clang::Expr &E) {
    return E.getType()->isPointerType() && !E.isGLValue()
               ? objectOrPointee(&E).Object
               : object(&E).Object;
  }

  /// What the pointer, iterator or view \p E refers to.
  Borrowed value(const clang::Expr *E);

  /// The container or owner that a call changes: by glvalue or by pointer.
  Borrowed objectOrPointee(const clang::Expr *E);

  /// What the initialiser of \p Var gives it.
  Borrowed ofVariable(const clang::VarDecl &Var);

  /// An object of the frame, of type \p T.
  static Borrowed inFrame(clang::QualType T);

private:
  Borrowed nameOf(const clang::DeclRefExpr &E);
  Borrowed named(const clang::VarDecl &Var, bool Captured);
  Borrowed binding(const clang::BindingDecl &Binding);
  Borrowed member(const clang::MemberExpr &E);
  Borrowed stored(const clang::Expr &E);
  Borrowed valueOfVariable(const clang::VarDecl &Var, bool Captured);
  Borrowed smartPointee(const clang::Expr &Pointer);
  Borrowed madeBySmartPointer(const clang::CallExpr &E);
  Borrowed constructed(const clang::CXXConstructExpr &E);
  Borrowed element(const clang::Expr *Container, clang::QualType Result,
                   bool Glvalue);
  Borrowed lentBy(const clang::Expr *Argument, clang::QualType Result,
                  bool Glvalue);
  Borrowed resultOf(const clang::CallExpr &E);
  Borrowed memberResult(const clang::CallExpr &E, const clang::Expr &Object);
  const clang::Expr *adapted(const clang::Expr &Range);
  Borrowed algorithmResult(const clang::CallExpr &E);
  Borrowed returnedBy(const clang::CallExpr &E);
  Borrowed inCaller(Borrowed Inner, const clang::CallExpr &E,
                    const clang::FunctionDecl &Callee);
  bool capturedByCopy(const clang::VarDecl &Var) const;

  /// Chains of references, getters and iterators longer than this are given
  /// up.
  static constexpr unsigned MaxDepth = 24;

  FunctionAnalysis &F;
  Roles &R;
  unsigned Depth = 0;
  llvm::DenseMap<const clang::VarDecl *, Borrowed> Variables;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_ELEMENTS_H
