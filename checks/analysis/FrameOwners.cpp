//===--- FrameOwners.cpp - classes that own coroutine frames --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FrameOwners.h"
#include "Copies.h"
#include "FrameOperations.h"
#include "TranslationUnit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

namespace {

/// The special members of a class that are written in it.
struct SpecialMembers {
  const CXXMethodDecl *CopyConstructor = nullptr, *MoveConstructor = nullptr;
  const CXXMethodDecl *CopyAssignment = nullptr, *MoveAssignment = nullptr;
  const CXXDestructorDecl *Destructor = nullptr;

  bool hasMoves() const { return MoveConstructor || MoveAssignment; }
};

} // namespace

static SpecialMembers specialMembers(const CXXRecordDecl &Class) {
  SpecialMembers Found;
  for (const CXXMethodDecl *Method : Class.methods()) {
    if (Method->isImplicit())
      continue;
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Method)) {
      if (Constructor->isCopyConstructor())
        Found.CopyConstructor = Method;
      else if (Constructor->isMoveConstructor())
        Found.MoveConstructor = Method;
    } else if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(Method)) {
      Found.Destructor = Destructor;
    } else if (Method->isMoveAssignmentOperator()) {
      Found.MoveAssignment = Method;
    } else if (Method->isCopyAssignmentOperator()) {
      Found.CopyAssignment = Method;
    }
  }
  return Found;
}

/// Whether nothing that the class consists of keeps it from being copied, or
/// may do so.
static bool partsAreCopyable(const CXXRecordDecl &Class) {
  auto IsKnown = [](QualType T) {
    return !T->isDependentType() && (!recordOf(T) || isCopyable(T));
  };
  return llvm::all_of(Class.bases(),
                      [&](const CXXBaseSpecifier &Base) {
                        return IsKnown(Base.getType());
                      }) &&
         llvm::all_of(Class.fields(), [&](const FieldDecl *Field) {
           return isHandleAsWritten(Field->getType()) ||
                  !recordOrPattern(Field->getType()) ||
                  IsKnown(Field->getType());
         });
}

/// Whether the copy operation \p Copy, written or not (null), makes two owners
/// of one frame.
static bool sharesFrame(const CXXMethodDecl *Copy, bool IsImplicit,
                        const FieldDecl &Handle) {
  if (!Copy)
    return IsImplicit;
  if (Copy->isDeleted() || Copy->getAccess() == AS_private)
    return false;
  if (Copy->isExplicitlyDefaulted())
    return true;
  const FrameOperations Does = frameOperations(*Copy, Handle);
  return Does.TakesFromOther && !Does.ClearsOther && !Does.DoesMore &&
         !Does.UsesWhole;
}

/// The class of the promise whose frames \p Handle refers to.
static const CXXRecordDecl *promiseOf(const CXXRecordDecl &Class,
                                      ASTContext &Context) {
  for (const NamedDecl *D : Class.lookup(&Context.Idents.get("promise_type"))) {
    if (const auto *Record = dyn_cast<CXXRecordDecl>(D))
      return Record->getDefinition();
    if (const auto *Alias = dyn_cast<TypedefNameDecl>(D))
      return recordOrPattern(Alias->getUnderlyingType());
  }
  return nullptr;
}

/// Whether the suspension point \p Name of \p Promise never suspends; nothing
/// where that may change or is not known.
static std::optional<bool> neverSuspends(const CXXRecordDecl *Promise,
                                         llvm::StringRef Name,
                                         Awaitables &Await) {
  if (!Promise)
    return std::nullopt;
  auto Functions = Await.methods(*Promise, Name);
  const CXXRecordDecl *Awaiter =
      Functions.size() == 1
          ? recordOrPattern(Functions.front()->getReturnType())
          : nullptr;
  return Awaiter ? Await.constantReadiness(*Awaiter) : std::nullopt;
}

static void addMoveFaults(const SpecialMembers &Special,
                          const FieldDecl &Handle,
                          llvm::SmallVectorImpl<OwnershipFault> &Out) {
  if (const CXXMethodDecl *Move = Special.MoveConstructor;
      Move && !Move->isDeleted()) {
    const FrameOperations Does = Move->isDefaulted()
                                     ? FrameOperations{}
                                     : frameOperations(*Move, Handle);
    if (Move->isDefaulted() || (Does.TakesFromOther && !Does.ClearsOther))
      Out.push_back({OwnershipFault::MoveKeeps, &Handle, Move});
  }
  const CXXMethodDecl *Move = Special.MoveAssignment;
  if (!Move || Move->isDeleted())
    return;
  if (Move->isDefaulted()) {
    Out.push_back({OwnershipFault::Overwrites, &Handle, Move});
    return;
  }
  const FrameOperations Does = frameOperations(*Move, Handle);
  if (Does.Assigns && !Does.Destroys && !Does.Exchanges && !Does.UsesWhole)
    Out.push_back({OwnershipFault::Overwrites, &Handle, Move});
  else if (Does.Assigns && Does.TakesFromOther && !Does.ClearsOther &&
           !Does.UsesWhole)
    Out.push_back({OwnershipFault::MoveKeeps, &Handle, Move});
}

llvm::SmallVector<OwnershipFault, 1>
corolint::ownershipFaults(const CXXRecordDecl &Class, TranslationUnit &Unit) {
  llvm::SmallVector<OwnershipFault, 1> Found;
  if (Class.getTemplateInstantiationPattern() || Class.isUnion())
    return Found; // what is written is looked at once
  const FieldDecl *Handle = nullptr;
  for (const FieldDecl *Field : Class.fields())
    if (isHandleAsWritten(Field->getType())) {
      if (Handle)
        return Found; // which of them it owns is not asked
      Handle = Field;
    }
  if (!Handle || Handle->getType()->isReferenceType())
    return Found;
  Awaitables &Await = Unit.roles().awaitables();
  const SpecialMembers Special = specialMembers(Class);
  const CXXRecordDecl *Promise = promiseOf(Class, Unit.context());
  FrameOperations Ends;
  if (Special.Destructor && !Special.Destructor->isDefaulted())
    Ends = frameOperations(*Special.Destructor, *Handle);
  const auto RunsOff = neverSuspends(Promise, "final_suspend", Await);

  if (Ends.Destroys && !Ends.IsConditional) {
    const bool Implicit = !Special.hasMoves() && partsAreCopyable(Class);
    if (sharesFrame(Special.CopyConstructor, Implicit, *Handle))
      Found.push_back(
          {OwnershipFault::Copies, Handle, Special.CopyConstructor});
    else if (sharesFrame(Special.CopyAssignment, false, *Handle))
      Found.push_back({OwnershipFault::Copies, Handle, Special.CopyAssignment});
    addMoveFaults(Special, *Handle, Found);
  }
  if (Ends.Destroys && RunsOff == true) {
    const FrameTraffic Traffic = trafficOf(*Handle, Unit);
    const bool RunsAtOnce =
        neverSuspends(Promise, "initial_suspend", Await) == true;
    if (!Traffic.IsLetGo && (RunsAtOnce || Traffic.IsResumed))
      Found.push_back(
          {OwnershipFault::DestroysTwice, Handle, Special.Destructor});
  }
  // What everybody can get at may be destroyed by anybody.
  if (Promise && RunsOff == false && !Ends.Destroys && !Ends.UsesWhole &&
      Handle->getAccess() != AS_public) {
    const FrameTraffic Traffic = trafficOf(*Handle, Unit);
    if (!Traffic.IsDestroyed && !Traffic.Escapes && !Traffic.IsLetGo)
      Found.push_back({OwnershipFault::NeverDestroys, Handle, nullptr});
  }
  return Found;
}
