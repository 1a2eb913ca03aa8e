//===--- Roles.cpp - what declarations mean -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Roles.h"
#include "Annotations.h"
#include "LLVMCompat.h"
#include "StructuralGuards.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include <functional>

using namespace clang;
using namespace corolint;

/// The names of the tags of [thread.lock.general], which libraries repeat in
/// namespaces and classes of their own.
static llvm::StringRef tagName(TypeRole Role) {
  switch (Role) {
  case TypeRole::AdoptTag:
    return "adopt_lock_t";
  case TypeRole::DeferTag:
    return "defer_lock_t";
  case TypeRole::TryTag:
    return "try_to_lock_t";
  default:
    return "no tag";
  }
}

bool Roles::hasRole(QualType T, TypeRole Role) const {
  if (T.isNull())
    return false;
  // Tags are enumerations in some libraries.
  const TagDecl *Tag = T.getNonReferenceType()->getAsTagDecl();
  const TypeModel *Model = Tag ? Models.findType(*Tag) : nullptr;
  if (Model && Model->has(Role))
    return true;
  return Tag && Tag->getIdentifier() && Tag->getName() == tagName(Role);
}

const FunctionModel *Roles::functionModel(const FunctionDecl &F,
                                          CallEffect Effect) const {
  for (const FunctionModel &Model : Models.findFunction(F))
    if (Model.Effect == Effect)
      return &Model;
  return nullptr;
}

llvm::StringRef Roles::asyncLockFor(QualType Task) const {
  const CXXRecordDecl *Record = recordOf(Task);
  const TypeModel *Model = Record ? Models.findType(*Record) : nullptr;
  return Model ? llvm::StringRef(Model->AsyncLock) : llvm::StringRef();
}

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

/// lock, scoped_lock, co_lock, lockAsync, ... but neither unlock nor try_lock.
static bool namesLocking(llvm::StringRef Name) {
  std::string Lower = Name.lower();
  llvm::StringRef N(Lower);
  if (N.starts_with("un") || N.contains("unlock") || N.starts_with("try") ||
      N.starts_with("is") || N.contains("locked"))
    return false;
  return N.contains("lock");
}

bool Roles::hasAsyncLockMethod(const CXXRecordDecl &Record) {
  auto IsAsync = [&](const FunctionDecl &F) {
    if (!F.getIdentifier() || !namesLocking(F.getName()))
      return false;
    QualType Result = F.getReturnType();
    return Await.of(Result).Valid && !recordOf(Result)->isLambda();
  };
  for (const Decl *D : Record.decls()) {
    if (const auto *Using = dyn_cast<UsingShadowDecl>(D))
      D = Using->getTargetDecl();
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      D = Template->getTemplatedDecl();
    if (const auto *F = dyn_cast<CXXMethodDecl>(D); F && IsAsync(*F))
      return true;
  }
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (const CXXRecordDecl *B = recordOf(Base.getType()))
      if (hasAsyncLockMethod(*B))
        return true;
  return false;
}

/// Whether nothing in \p S could exclude anybody: no call, atomic operation or
/// loop.
static bool plain(const Stmt *S) {
  if (!S)
    return true;
  if (isa<CallExpr, CXXConstructExpr, AtomicExpr, WhileStmt, ForStmt, DoStmt,
          AsmStmt, CXXDependentScopeMemberExpr, UnresolvedMemberExpr>(S))
    return false;
  return llvm::all_of(S->children(), plain);
}

/// Whether a visible `lock()` locks nothing: its body is empty, or only counts
/// or sets a flag.
static bool locksNothing(const FunctionDecl &F) {
  const FunctionDecl *Definition = visibleBody(F, /*AllowPattern=*/true);
  return Definition && plain(Definition->getBody());
}

static bool hasBranch(const Stmt *S) {
  return S && (isa<ReturnStmt>(S) ||
               (isa<IfStmt>(S) && cast<IfStmt>(S)->getElse()) ||
               llvm::any_of(S->children(), hasBranch));
}

/// Whether a visible `lock()` may let its owner in again: it takes a recursive
/// lock, or decides before it takes one.
bool Roles::locksRecursively(const FunctionDecl &F) {
  const FunctionDecl *Definition = visibleBody(F);
  if (!Definition)
    return false;
  bool Recursive = hasBranch(Definition->getBody());
  std::function<void(const Stmt *)> Walk = [&](const Stmt *S) {
    if (!S)
      return;
    if (const auto *Call = dyn_cast<CallExpr>(S))
      for (const Expr *Arg : Call->arguments())
        Recursive |= lock(pointeeOrSelf(Arg->getType())).Recursive;
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
      Recursive |=
          lock(pointeeOrSelf(Call->getImplicitObjectArgument()->getType()))
              .Recursive;
    for (const Stmt *Child : S->children())
      Walk(Child);
  };
  Walk(Definition->getBody());
  return Recursive;
}

LockTraits Roles::computeLock(const CXXRecordDecl &Record) {
  LockTraits Traits;
  auto RecursiveByName = [&] {
    std::string Name = Record.getNameAsString();
    llvm::StringRef N(Name);
    return N.contains_insensitive("recursive") ||
           N.contains_insensitive("reentrant");
  };
  if (const TypeModel *Model = Models.findType(Record)) {
    Traits.Recursive = Model->Recursive;
    Traits.Replacement = Model->Replacement;
    if (Model->has(TypeRole::NullLock))
      return {};
    if (Model->has(TypeRole::AsyncLock)) {
      Traits.Kind = LockKind::Async;
      Traits.BlocksUnlessAwaited = Model->has(TypeRole::Lock);
    } else if (Model->has(TypeRole::AsyncSemaphore)) {
      Traits.Kind = LockKind::AsyncSemaphore;
    } else if (Model->has(TypeRole::Lock)) {
      Traits.Kind = LockKind::Thread;
    }
    if (Traits.Kind != LockKind::None)
      return Traits;
  }
  Traits.Recursive = RecursiveByName() || isReentrantCapability(Record);
  bool Async = hasAsyncLockMethod(Record);
  auto Lock = Await.methods(Record, "lock");
  auto Unlock = Await.methods(Record, "unlock");
  // A mutex that is awaited itself: `auto guard = co_await mutex;`.
  Async |= !Unlock.empty() && Await.of(typeOf(Context, Record)).Valid;
  if (Async && (!Unlock.empty() || !Lock.empty())) {
    Traits.Kind = LockKind::Async;
    return Traits;
  }
  if (Record.hasAttr<CapabilityAttr>()) {
    Traits.Kind = LockKind::Thread;
    return Traits;
  }
  if (Lock.empty() || Unlock.empty() ||
      !Lock.front()->getReturnType()->isVoidType() ||
      Lock.front()->getMinRequiredArguments() != 0 ||
      !Unlock.front()->getReturnType()->isVoidType() ||
      Unlock.front()->getMinRequiredArguments() != 0 ||
      locksNothing(*Lock.front()) || guard(typeOf(Context, Record)))
    return {};
  // An inherited lock() is what its own class is.
  const auto *Owner = cast<CXXMethodDecl>(Lock.front())->getParent();
  if (Owner->getCanonicalDecl() != Record.getCanonicalDecl())
    return {};
  Traits.Kind = LockKind::Thread;
  Traits.Recursive |= locksRecursively(*Lock.front());
  return Traits;
}

LockTraits Roles::lock(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || Record->isDependentType())
    return {};
  const CXXRecordDecl *Key = Record->getCanonicalDecl();
  if (auto It = Locks.find(Key); It != Locks.end())
    return It->second;
  Locks[Key] = {}; // while in progress: no lock
  LockTraits Traits = computeLock(*Record);
  for (const CXXBaseSpecifier &Base : Record->bases()) {
    LockTraits Inherited = lock(Base.getType());
    if (Traits.Kind == LockKind::None)
      Traits = Inherited;
    Traits.Recursive |= Inherited.Recursive;
  }
  return Locks[Key] = Traits;
}

//===----------------------------------------------------------------------===//
// Guards
//===----------------------------------------------------------------------===//

/// Calls \p Visit with every type argument of a specialisation, packs unfolded.
template <class Callback>
static void forEachTypeArgument(const CXXRecordDecl &Record, Callback Visit) {
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(&Record);
  if (!Special)
    return;
  for (const TemplateArgument &A : Special->getTemplateArgs().asArray()) {
    if (A.getKind() == TemplateArgument::Type)
      Visit(A.getAsType());
    else if (A.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &Element : A.pack_elements())
        if (Element.getKind() == TemplateArgument::Type)
          Visit(Element.getAsType());
  }
}

GuardTraits Roles::modelledGuard(const CXXRecordDecl &Record,
                                 const TypeModel &Model) {
  GuardTraits Traits;
  Traits.AlwaysHeld = Model.AlwaysHeld;
  Traits.Shared = Model.Shared;
  Traits.Reason = Model.Reason;
  Traits.Replacement = Model.Replacement;
  if (Model.has(TypeRole::ThreadBound))
    Traits.Kind = GuardKind::ThreadBound;
  if (Model.has(TypeRole::AsyncGuard))
    Traits.Kind = GuardKind::Async;
  if (!Model.has(TypeRole::Guard))
    return Traits;
  Traits.Kind = GuardKind::Thread;
  // A standard guard is what its mutex is: over an async mutex it may cross
  // suspensions, over something that locks nothing it is no guard.
  unsigned Arguments = 0, Nulls = 0;
  forEachTypeArgument(Record, [&](QualType T) {
    const CXXRecordDecl *Argument = recordOf(T);
    if (!Argument)
      return;
    ++Arguments;
    LockTraits L = lock(T);
    if (L.Kind == LockKind::Async || L.Kind == LockKind::AsyncSemaphore)
      Traits.Kind = GuardKind::Async;
    auto Locking = Await.methods(*Argument, "lock");
    if (L.Kind == LockKind::None &&
        (hasRole(T, TypeRole::NullLock) ||
         (!Locking.empty() && locksNothing(*Locking.front())) ||
         // Nothing to lock by blocking: whatever it is, not a thread's.
         (Locking.empty() && !Await.methods(*Argument, "unlock").empty())))
      ++Nulls;
  });
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(&Record);
  bool OverNothing =
      Special && Special->getTemplateArgs().size() == 1 &&
      Special->getTemplateArgs()[0].getKind() == TemplateArgument::Pack &&
      Special->getTemplateArgs()[0].pack_size() == 0;
  if (OverNothing || (Arguments != 0 && Nulls == Arguments))
    return {};
  return Traits;
}

GuardTraits Roles::computeGuard(const CXXRecordDecl &Record) {
  GuardTraits Traits;
  const TypeModel *Model = Models.findType(Record);
  if (findAnnotation(Record, "across_suspend_ok") ||
      (Model && Model->has(TypeRole::AcrossSuspendOk)))
    return Traits;
  if (const AnnotateAttr *A = findAnnotation(Record, "lock_guard")) {
    Traits.Kind =
        stringArgument(*A, 0) == "async" ? GuardKind::Async : GuardKind::Thread;
    return Traits;
  }
  if (const AnnotateAttr *A = findAnnotation(Record, "not_across_suspend")) {
    Traits.Kind = GuardKind::ThreadBound;
    Traits.Reason = stringArgument(*A, 0);
    return Traits;
  }
  if (Model &&
      (Model->has(TypeRole::Guard) || Model->has(TypeRole::AsyncGuard) ||
       Model->has(TypeRole::ThreadBound)))
    return modelledGuard(Record, *Model);
  if (!Record.hasDefinition())
    return Traits;
  if (Record.hasAttr<ScopedLockableAttr>()) {
    Traits.Kind = GuardKind::Thread;
    return Traits;
  }
  if (GuardTraits Structural = structuralGuard(Record))
    return Structural;
  // A class derived from a guard is one.
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (const GuardTraits &Inherited = guard(Base.getType()))
      return Inherited;
  return {};
}

GuardTraits Roles::structuralGuard(const CXXRecordDecl &Record) {
  GuardTraits Traits;
  // A closure or an aggregate holds what it was given; its members tell.
  if (Record.isLambda() || Record.isAggregate())
    return Traits;
  ReleasedLock Released = lockReleasedByDestructor(Record, *this);
  if (Released.Kind == LockKind::None)
    return Traits;
  Traits.Kind =
      Released.Kind == LockKind::Thread ? GuardKind::Thread : GuardKind::Async;
  Traits.Shared = Released.Shared;
  Traits.ByStructure = true;
  return Traits;
}

const GuardTraits &Roles::guard(QualType T) {
  static const GuardTraits NoGuard;
  // Also a class that is named and never completed: a task of a guard that
  // nobody awaits.
  const CXXRecordDecl *Record =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || Record->isDependentType())
    return NoGuard;
  if (Record->hasDefinition())
    Record = Record->getDefinition();
  const CXXRecordDecl *Key = Record->getCanonicalDecl();
  if (auto It = Guards.find(Key); It != Guards.end())
    return It->second ? *It->second : NoGuard;
  Guards[Key] = nullptr; // while in progress: no guard
  auto Traits = std::make_unique<GuardTraits>(computeGuard(*Record));
  return *(Guards[Key] = std::move(Traits));
}

void Roles::addComponents(const CXXRecordDecl &Record, GuardComponent Prefix,
                          unsigned Depth,
                          llvm::SmallVectorImpl<GuardComponent> &Out) {
  constexpr unsigned MaxDepth = 5; // structs in structs; std::tuple's bases
  const TypeModel *Model = Models.findType(Record);
  if (Depth > MaxDepth || (Model && Model->has(TypeRole::AcrossSuspendOk)) ||
      findAnnotation(Record, "across_suspend_ok"))
    return;
  if (guard(typeOf(Context, Record))) {
    Prefix.Type = &Record;
    Out.push_back(std::move(Prefix));
    return;
  }
  if (Model &&
      (Model->has(TypeRole::Optional) || Model->has(TypeRole::Owner))) {
    Prefix.Contained = true;
    bool First = true; // the element; deleters and allocators follow
    forEachTypeArgument(Record, [&](QualType T) {
      if (const CXXRecordDecl *Element = First ? recordOf(T) : nullptr)
        addComponents(*Element, Prefix, Depth + 1, Out);
      First = false;
    });
    return;
  }
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (const CXXRecordDecl *B = recordOf(Base.getType()))
      addComponents(*B, Prefix, Depth + 1, Out);
  for (const FieldDecl *Field : Record.fields()) {
    QualType Element = Field->getType();
    if (const auto *Array = Context.getAsConstantArrayType(Element))
      Element = Array->getElementType();
    const CXXRecordDecl *R =
        Element->isReferenceType() ? nullptr : recordOf(Element);
    if (!R || R->isDependentType())
      continue;
    GuardComponent Inner = Prefix;
    Inner.Path.push_back(Field);
    addComponents(*R, std::move(Inner), Depth + 1, Out);
  }
}

const llvm::SmallVector<GuardComponent, 1> &Roles::components(QualType T) {
  static const llvm::SmallVector<GuardComponent, 1> None;
  if (T.isNull() || T->isReferenceType())
    return None;
  if (const auto *Array = Context.getAsConstantArrayType(T))
    T = Array->getElementType();
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || Record->isDependentType())
    return None;
  const CXXRecordDecl *Key = Record->getCanonicalDecl();
  if (auto It = Components.find(Key); It != Components.end())
    return *It->second;
  auto Found = std::make_unique<llvm::SmallVector<GuardComponent, 1>>();
  // Trivially destructible objects hold nothing: most types end here.
  if (!Record->hasTrivialDestructor())
    addComponents(*Record, {}, 0, *Found);
  return *(Components[Key] = std::move(Found));
}

bool Roles::isLockedProxy(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || guard(T))
    return false;
  bool Holds = llvm::any_of(components(T), [&](const GuardComponent &C) {
    GuardKind Kind = guard(typeOf(Context, *C.Type)).Kind;
    return !C.Contained &&
           (Kind == GuardKind::Thread || Kind == GuardKind::Async);
  });
  auto Has = [&](OverloadedOperatorKind Op) {
    return !Record->lookup(Context.DeclarationNames.getCXXOperatorName(Op))
                .empty();
  };
  return Holds && (Has(OO_Arrow) || Has(OO_Star));
}

const CXXRecordDecl *Roles::guardYieldedBy(QualType T) {
  for (unsigned Depth = 0; Depth != 3; ++Depth) {
    Awaitable A = Await.of(T);
    if (!A.Valid || A.Yields.isNull())
      return nullptr;
    const CXXRecordDecl *Yielded =
        A.Yields.getNonReferenceType()->getAsCXXRecordDecl();
    if (!Yielded)
      return nullptr;
    for (const GuardComponent &C : components(A.Yields))
      if (guard(typeOf(Context, *C.Type)).Kind != GuardKind::ThreadBound)
        return C.Type; // std::optional of a guard, a pair with a guard
    GuardKind Kind = guard(A.Yields).Kind;
    if (Kind == GuardKind::Thread || Kind == GuardKind::Async)
      return Yielded;
    T = A.Yields; // a task of a task of a guard
  }
  return nullptr;
}
