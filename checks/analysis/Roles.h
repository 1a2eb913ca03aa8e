//===--- Roles.h - what declarations mean ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A role comes from, in this order: a corolint annotation, a Clang attribute, a
// user model, a built-in model, structure. Everything that any rule knows of a
// type or function by name or shape is asked here, and remembered per
// declaration. The names looked for in structure are those of the standard's
// named requirements: [thread.req.lockable] and [thread.lock].
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ROLES_H
#define COROLINT_ANALYSIS_ROLES_H

#include "Awaitables.h"
#include "Models.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class CallExpr;
}

namespace corolint {

/// What a lock operation means by an argument: the object, through a pointer
/// or reference.
inline clang::QualType pointeeOrSelf(clang::QualType T) {
  T = T.getNonReferenceType();
  return T->isPointerType() ? T->getPointeeType() : T;
}

enum class LockKind {
  None,
  Thread,         ///< owned by a thread, acquiring it blocks
  Async,          ///< awaited, mutual exclusion
  AsyncSemaphore, ///< awaited, counting
};

/// A type that can be locked.
struct LockTraits {
  LockKind Kind = LockKind::None;
  bool Recursive = false;
  /// An async lock with a second side: what takes it without being awaited
  /// blocks the thread.
  bool BlocksUnlessAwaited = false;
  /// What models suggest to hold instead across a suspension.
  llvm::StringRef Replacement;
};

enum class GuardKind {
  None,
  Thread,      ///< holds a thread lock while alive
  Async,       ///< holds an async lock or units while alive
  ThreadBound, ///< no lock: the object belongs to its thread
};

/// A type whose objects hold something while they live.
struct GuardTraits {
  GuardKind Kind = GuardKind::None;
  bool AlwaysHeld = false;
  bool Shared = false;
  /// The class locks in its visible constructors (rather than by convention).
  bool ByStructure = false;
  std::string Reason;
  std::string Replacement;

  explicit operator bool() const { return Kind != GuardKind::None; }
};

/// A guard that sits inside an object: the fields that lead to it. Bases and
/// the contents of optionals and owners add no step.
struct GuardComponent {
  llvm::SmallVector<const clang::FieldDecl *, 2> Path;
  const clang::CXXRecordDecl *Type = nullptr;
  /// Reached through an optional or owner: there may be no object.
  bool Contained = false;
};

/// One thing that calling a function does to a lock or guard.
struct LockEffect {
  CallEffect Effect;
  /// As FunctionModel::Argument.
  int Argument = ThisArgument;
  bool Shared = false;
  bool HeldWhen = true;
  /// The lock is named by an expression of a Clang attribute, in terms of the
  /// callee's parameters; null otherwise.
  const clang::Expr *Named = nullptr;
};

class Roles {
public:
  Roles(clang::ASTContext &Context, const ModelSet &Models)
      : Context(Context), Models(Models), Await(Context, Models) {}

  Awaitables &awaitables() { return Await; }
  const ModelSet &models() const { return Models; }

  LockTraits lock(clang::QualType T);
  const GuardTraits &guard(clang::QualType T);

  /// The guards inside an object of type \p T, itself included.
  const llvm::SmallVector<GuardComponent, 1> &components(clang::QualType T);

  /// A class that gives access to a value and holds its lock meanwhile: it has
  /// a lock guard inside and `operator->` or `operator*`.
  bool isLockedProxy(clang::QualType T);

  /// The guard type that awaiting a value of type \p T yields, directly or in
  /// the result of a task; null when there is none.
  const clang::CXXRecordDecl *guardYieldedBy(clang::QualType T);

  /// What a call of \p F does to locks and guards: models, attributes, and the
  /// Lockable vocabulary on objects that are locks or guards.
  llvm::ArrayRef<LockEffect> lockEffects(const clang::FunctionDecl &F);
  const LockEffect *lockEffect(const clang::FunctionDecl &F, CallEffect Effect);

  /// Whether the model of \p F states \p Effect.
  const FunctionModel *functionModel(const clang::FunctionDecl &F,
                                     CallEffect Effect) const;
  bool hasRole(clang::QualType T, TypeRole Role) const;

  /// The async lock that the library of \p Task suggests; empty if unknown.
  llvm::StringRef asyncLockFor(clang::QualType Task) const;

private:
  LockTraits computeLock(const clang::CXXRecordDecl &Record);
  GuardTraits computeGuard(const clang::CXXRecordDecl &Record);
  GuardTraits modelledGuard(const clang::CXXRecordDecl &Record,
                            const TypeModel &Model);
  GuardTraits structuralGuard(const clang::CXXRecordDecl &Record);
  bool locksRecursively(const clang::FunctionDecl &F);
  bool hasAsyncLockMethod(const clang::CXXRecordDecl &Record);
  void addComponents(const clang::CXXRecordDecl &Record, GuardComponent Prefix,
                     unsigned Depth,
                     llvm::SmallVectorImpl<GuardComponent> &Out);
  llvm::SmallVector<LockEffect, 1> computeEffects(const clang::FunctionDecl &F);

  clang::ASTContext &Context;
  const ModelSet &Models;
  Awaitables Await;
  llvm::DenseMap<const clang::CXXRecordDecl *, LockTraits> Locks;
  llvm::DenseMap<const clang::CXXRecordDecl *, std::unique_ptr<GuardTraits>>
      Guards;
  llvm::DenseMap<const clang::CXXRecordDecl *,
                 std::unique_ptr<llvm::SmallVector<GuardComponent, 1>>>
      Components;
  llvm::DenseMap<const clang::FunctionDecl *,
                 std::unique_ptr<llvm::SmallVector<LockEffect, 1>>>
      Effects;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_ROLES_H
