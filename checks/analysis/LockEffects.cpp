//===--- LockEffects.cpp - what calls do to locks and guards --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Annotations.h"
#include "LLVMCompat.h"
#include "Roles.h"
#include "clang/AST/Attr.h"

using namespace clang;
using namespace corolint;

/// The members of Lockable, SharedLockable and their timed forms
/// ([thread.req.lockable]); also the camel case that other libraries use.
static std::optional<LockEffect> lockableMember(llvm::StringRef Name) {
  using E = CallEffect;
  auto Make = [](E Effect, bool Shared) {
    LockEffect Result{Effect};
    Result.Shared = Shared;
    return Result;
  };
  struct Member {
    llvm::StringLiteral Name;
    LockEffect Effect;
  };
  static const Member Members[] = {
      {"lock", Make(E::Acquire, false)},
      {"Lock", Make(E::Acquire, false)},
      {"lock_shared", Make(E::Acquire, true)},
      {"lockShared", Make(E::Acquire, true)},
      {"unlock", Make(E::Release, false)},
      {"Unlock", Make(E::Release, false)},
      {"unlock_shared", Make(E::Release, true)},
      {"unlockShared", Make(E::Release, true)},
      {"try_lock", Make(E::TryAcquire, false)},
      {"try_lock_for", Make(E::TryAcquire, false)},
      {"try_lock_until", Make(E::TryAcquire, false)},
      {"tryLock", Make(E::TryAcquire, false)},
      {"try_lock_shared", Make(E::TryAcquire, true)},
      {"try_lock_shared_for", Make(E::TryAcquire, true)},
      {"try_lock_shared_until", Make(E::TryAcquire, true)},
  };
  for (const Member &M : Members)
    if (M.Name == Name)
      return M.Effect;
  return std::nullopt;
}

/// Clang's capability attributes. Their arguments name locks in terms of the
/// parameters; without arguments they mean the object itself.
template <class Attribute>
static void addAttribute(const FunctionDecl &F, CallEffect Effect,
                         llvm::SmallVectorImpl<LockEffect> &Out) {
  for (const auto *A : F.specific_attrs<Attribute>()) {
    LockEffect Base{Effect};
    if constexpr (requires { A->isShared(); })
      Base.Shared = A->isShared();
    if (A->args_size() == 0) {
      Out.push_back(Base);
      continue;
    }
    for (const Expr *Named : A->args()) {
      Base.Named = Named;
      Out.push_back(Base);
    }
  }
}

static void addTryAttributes(const FunctionDecl &F,
                             llvm::SmallVectorImpl<LockEffect> &Out) {
  for (const auto *A : F.specific_attrs<TryAcquireCapabilityAttr>()) {
    LockEffect Effect{CallEffect::TryAcquire};
    Effect.Shared = A->isShared();
    bool HeldWhen = true;
    if (!A->getSuccessValue()->isValueDependent())
      (void)A->getSuccessValue()->EvaluateAsBooleanCondition(HeldWhen,
                                                             F.getASTContext());
    Effect.HeldWhen = HeldWhen;
    if (A->args_size() == 0)
      Out.push_back(Effect);
    for (const Expr *Named : A->args()) {
      Effect.Named = Named;
      Out.push_back(Effect);
    }
  }
}

/// Whether a model of that effect says what a function does to a lock. What
/// else a model says, such as that unlock() resumes who waits, leaves the
/// members of locks what their names say.
static bool concernsLocks(CallEffect Effect) {
  switch (Effect) {
  case CallEffect::Acquire:
  case CallEffect::TryAcquire:
  case CallEffect::Release:
  case CallEffect::Disown:
  case CallEffect::TestsOwnership:
  case CallEffect::KeepsLock:
    return true;
  default:
    return false;
  }
}

llvm::SmallVector<LockEffect, 1> Roles::computeEffects(const FunctionDecl &F) {
  llvm::SmallVector<LockEffect, 1> Out;
  addAttribute<AcquireCapabilityAttr>(F, CallEffect::Acquire, Out);
  addAttribute<ReleaseCapabilityAttr>(F, CallEffect::Release, Out);
  addTryAttributes(F, Out);
  if (!Out.empty())
    return Out;
  for (const FunctionModel &Model : Models.findFunction(F)) {
    if (!concernsLocks(Model.Effect))
      continue;
    LockEffect Effect{Model.Effect};
    Effect.Argument = Model.Argument;
    Effect.Shared = Model.Shared;
    Effect.HeldWhen = Model.HeldWhen;
    Out.push_back(Effect);
  }
  if (!Out.empty())
    return Out;
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (!Method || Method->isStatic() || isa<CXXConstructorDecl>(Method) ||
      isa<CXXDestructorDecl>(Method))
    return Out;
  QualType Object = typeOf(Context, *Method->getParent());
  if (isa<CXXConversionDecl>(Method)) {
    if (guard(Object) && F.getReturnType()->isBooleanType())
      Out.push_back({CallEffect::TestsOwnership});
    return Out;
  }
  if (!F.getIdentifier())
    return Out;
  std::optional<LockEffect> Member = lockableMember(F.getName());
  if (!Member)
    return Out;
  const GuardTraits &G = guard(Object);
  LockKind L = lock(Object).Kind;
  // A guard in itself knows whether it shares.
  if (G.Shared)
    Member->Shared = true;
  if (G.Kind == GuardKind::ThreadBound || (!G && L == LockKind::None))
    return Out;
  Out.push_back(*Member);
  return Out;
}

llvm::ArrayRef<LockEffect> Roles::lockEffects(const FunctionDecl &F) {
  const FunctionDecl *Key = F.getCanonicalDecl();
  if (auto It = Effects.find(Key); It != Effects.end())
    return It->second ? llvm::ArrayRef<LockEffect>(*It->second)
                      : llvm::ArrayRef<LockEffect>();
  Effects[Key] = nullptr;
  auto Made =
      std::make_unique<llvm::SmallVector<LockEffect, 1>>(computeEffects(F));
  llvm::ArrayRef<LockEffect> Result = *Made;
  Effects[Key] = std::move(Made);
  return Result;
}

const LockEffect *Roles::lockEffect(const FunctionDecl &F, CallEffect Effect) {
  for (const LockEffect &E : lockEffects(F))
    if (E.Effect == Effect)
      return &E;
  return nullptr;
}
