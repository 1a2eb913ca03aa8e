//===--- AccessPath.h - which object an expression names ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An access path names an object by how it is reached: a variable or `this`,
// then fields, dereferences and elements (Larus and Hilfinger, "Detecting
// conflicts between structure accesses", PLDI 1988). Two expressions with one
// path name one object as long as the pointers and indices on the way keep
// their values; the flow analysis ends a path when one of them is assigned.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ACCESSPATH_H
#define COROLINT_ANALYSIS_ACCESSPATH_H

#include "Roles.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/Allocator.h"
#include <string>

namespace corolint {

/// The index of the last element of a container, however many there are.
inline constexpr int64_t LastElement = -1;

/// One step of a path.
struct PathStep {
  enum Kind : unsigned { Field, Deref, Element, ElementAt } K;
  /// Field: the field. ElementAt: the variable that is the index.
  const clang::ValueDecl *Decl = nullptr;
  /// Element: the constant index, or LastElement.
  int64_t Index = 0;

  bool operator==(const PathStep &O) const {
    return K == O.K && Decl == O.Decl && Index == O.Index;
  }
};

/// An interned path: equal paths are one object, compared by address.
class AccessPath : public llvm::FoldingSetNode {
public:
  /// The variable or parameter it starts at; null stands for `*this`.
  const clang::VarDecl *root() const { return Root; }
  bool startsAtThis() const { return !Root; }
  llvm::ArrayRef<PathStep> steps() const { return Steps; }

  /// Whether following the path reads the value of \p D: a pointer or index
  /// variable, or a field that is dereferenced.
  bool reads(const clang::ValueDecl &D) const;

  /// Whether the path goes through memory that others can change: a
  /// dereferenced field or global.
  bool readsSharedPointer() const;

  /// What a write to the object changes: the variable or field; null for an
  /// element or pointee, which has no name of its own.
  const clang::ValueDecl *written() const {
    if (Steps.empty())
      return Root;
    return Steps.back().K == PathStep::Field ? Steps.back().Decl : nullptr;
  }

  /// As a programmer would write it: `rows.m`, `p->m`, `m_`.
  std::string text() const;

  void Profile(llvm::FoldingSetNodeID &ID) const { profile(ID, Root, Steps); }
  static void profile(llvm::FoldingSetNodeID &ID, const clang::VarDecl *Root,
                      llvm::ArrayRef<PathStep> Steps);

private:
  friend class AccessPaths;
  AccessPath(const clang::VarDecl *Root, llvm::ArrayRef<PathStep> Steps)
      : Root(Root), Steps(Steps) {}
  const clang::VarDecl *Root;
  llvm::ArrayRef<PathStep> Steps;
};

/// Makes and interns paths for one translation unit.
/// Which elements of a container have a path: those with an index, or also its
/// first and last one (`front()`, `back()`), which are others as soon as the
/// container changes.
enum class ElementPaths { ByIndex, AtEndsToo };

class AccessPaths {
public:
  AccessPaths(clang::ASTContext &Context, Roles &R,
              ElementPaths Which = ElementPaths::ByIndex)
      : Context(Context), R(R), Which(Which) {}

  /// The object that the glvalue (or the class prvalue of `*this`) \p E names;
  /// null when it has no path (results of opaque calls, choices).
  const AccessPath *object(const clang::Expr *E) { return object(E, 0); }

  /// The object that the pointer \p E, or the smart pointer, points to.
  const AccessPath *pointee(const clang::Expr *E) { return pointee(E, 0); }

  /// The object a lock operation means by \p E: `m`, `&m`, or a pointer.
  const AccessPath *objectOrPointee(const clang::Expr *E);

  /// \p P of a callee as the caller of \p Call sees it: parameters replaced by
  /// arguments, `this` by the implicit object. Null when it is a local of the
  /// callee or the argument has no path. Globals and, in a lambda
  /// called in its function, captured variables stay as they are.
  const AccessPath *inCaller(const AccessPath &P,
                             const clang::FunctionDecl &Callee,
                             const clang::Expr &Call);

  /// \p P of a member function as the owner of the object \p Object sees it.
  const AccessPath *inObject(const AccessPath &P, const AccessPath *Object);

  /// Whether the local variable or parameter \p Var has its first value for as
  /// long as it lives: nothing writes to it or takes its address.
  bool keepsItsValue(const clang::VarDecl &Var);

  const AccessPath *intern(const clang::VarDecl *Root,
                           llvm::ArrayRef<PathStep> Steps);
  const AccessPath *extend(const AccessPath *P, PathStep Step);

private:
  const AccessPath *object(const clang::Expr *E, unsigned Depth);
  const AccessPath *pointee(const clang::Expr *E, unsigned Depth);
  const AccessPath *variable(const clang::ValueDecl &D, unsigned Depth);
  const AccessPath *member(const clang::MemberExpr &E, unsigned Depth);
  const AccessPath *call(const clang::CallExpr &E, unsigned Depth);
  const AccessPath *elementOf(const clang::CXXMemberCallExpr &E,
                              unsigned Depth);
  const AccessPath *partGivenBy(const clang::CallExpr &E,
                                const clang::FunctionDecl &Callee,
                                unsigned Depth);
  const AccessPath *element(const AccessPath *Base, const clang::Expr *Index);
  const AccessPath *follow(const AccessPath *Base,
                           llvm::ArrayRef<PathStep> Steps);
  const AccessPath *boundBy(const clang::CXXConstructExpr &Construction,
                            const clang::FieldDecl &Field);

  clang::ASTContext &Context;
  Roles &R;
  const ElementPaths Which;
  llvm::BumpPtrAllocator Memory;
  llvm::FoldingSet<AccessPath> Interned;
  llvm::DenseMap<const clang::VarDecl *, const AccessPath *> Aliases;
  /// Per function, the variables whose value may change.
  llvm::DenseMap<const clang::FunctionDecl *,
                 llvm::SmallPtrSet<const clang::VarDecl *, 4>>
      Changing;
};

/// Argument \p Index of a call or construction; the implicit object for
/// ThisArgument (also of operators). Null when there is none.
const clang::Expr *argumentOf(const clang::Expr &Call, int Index);

/// How many arguments a call or construction has, as argumentOf counts on.
unsigned argumentCount(const clang::Expr &Call);

/// The function that a call or construction certainly runs; null if unknown.
const clang::FunctionDecl *calleeOf(const clang::Expr &Call);

/// The argument that parameter \p Param of \p Callee receives in \p Call.
const clang::Expr *argumentFor(const clang::Expr &Call,
                               const clang::FunctionDecl &Callee,
                               const clang::ParmVarDecl &Param);

} // namespace corolint

#endif // COROLINT_ANALYSIS_ACCESSPATH_H
