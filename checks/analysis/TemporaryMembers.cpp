//===--- TemporaryMembers.cpp - what objects were made with ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of TemporaryOrigins that follows members to what an aggregate, a
// constructor or a copy initialised them with.
//
//===----------------------------------------------------------------------===//
#include "TemporaryOrigins.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

/// Whether \p Base is, or is derived from, the class of \p Field.
static bool holds(const CXXRecordDecl *Base, const FieldDecl &Field) {
  const auto *Class = dyn_cast<CXXRecordDecl>(Field.getParent());
  return Base && Class &&
         (Base->getCanonicalDecl() == Class->getCanonicalDecl() ||
          Base->isDerivedFrom(Class));
}

/// What the reference, pointer, view or handle that lies at \p At and is read
/// in
/// \p Reader refers to.
Origin TemporaryOrigins::stored(Origin At, const CallFrame *Reader) {
  const FieldDecl *Field = At.Path.empty() ? nullptr : At.Path.back();
  if (At.K != Origin::Temporary && At.K != Origin::Local)
    return {};
  if (Field) {
    // The object that has the member, as far as it is known.
    QualType Whole;
    if (At.Path.size() > 1)
      Whole = At.Path[At.Path.size() - 2]->getType();
    else if (!At.Beyond)
      Whole = At.Temp ? At.Temp->getType() : At.Var->getType();
    const CXXRecordDecl *Class = recordOf(Whole);
    if (!holds(Class, *Field))
      Class = dyn_cast<CXXRecordDecl>(Field->getParent());
    if (Class && Owned.destroys(*Class, *Field))
      // Read and overwritten, it may have been given away.
      return Reader && Owned.isAssignedIn(*Reader->Callee, *Field) ? Origin()
                                                                   : beyond(At);
    if (At.Beyond || Owned.isReassigned(*Field))
      return {};
  }
  if (At.Beyond)
    return {};
  const CallFrame *In = nullptr;
  const Expr *Value = nullptr;
  if (At.K == Origin::Temporary) {
    Value = At.Temp->getSubExpr();
  } else {
    auto [It, New] = Changes.try_emplace(At.Home->Callee);
    if (New)
      It->second = handoversIn(*At.Home->Callee->getBody(), R);
    if (It->second.Rebound.contains(At.Var))
      return {};
    Value = valueOf(*At.Var, *At.Home, In);
  }
  return Field ? member(Value, In, At.Path) : target(Value, In);
}

Origin TemporaryOrigins::member(const Expr *E, const CallFrame *In,
                                Fields Path) {
  if (!E || Depth >= MaxDepth || ++Steps > MaxSteps)
    return {};
  llvm::SaveAndRestore Deeper(Depth, Depth + 1);
  E = peelPrvalue(E);
  if (E->isGLValue()) {
    // A copy of the object has copies of its members.
    Origin O = object(E, In);
    if (O.K != Origin::Temporary && O.K != Origin::Local)
      return {};
    O.Path.append(Path.begin(), Path.end());
    return stored(std::move(O), In);
  }
  const CXXRecordDecl *Record = recordOf(E->getType());
  if (!Record)
    return {};
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return Record->isUnion()
               ? Origin()
               : memberOfList(
                     *Record,
                     llvm::ArrayRef(const_cast<Expr **>(List->getInits()),
                                    List->getNumInits()),
                     In, Path);
  if (const auto *List = dyn_cast<CXXParenListInitExpr>(E))
    return memberOfList(*Record, List->getInitExprs(), In, Path);
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(E))
    return memberOfConstructed(*Construction, *Construction, In, Path);
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(E)) {
    Origin O = member(Suspend->getResumeExpr(), In, Path);
    O.Await = Suspend;
    return O;
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call || !Call->getDirectCallee())
    return {};
  if (Unit.calledFunction(*Call))
    return returned(*Call, In, [&](const Expr *Value, const CallFrame &Inner) {
      return member(Value, &Inner, Path);
    });
  // The iterators of insert and equal_range, in a pair; not what the private
  // members of a node handle that was taken out refer to.
  return Path.size() == 1 && Path[0]->getAccess() == AS_public
             ? resultOfObject(*Call, In)
             : Origin();
}

/// [dcl.init.aggr]: the bases, then the members.
Origin TemporaryOrigins::memberOfList(const CXXRecordDecl &Record,
                                      llvm::ArrayRef<Expr *> Inits,
                                      const CallFrame *In, Fields Path) {
  unsigned Position = 0;
  for (const CXXBaseSpecifier &Base : Record.bases()) {
    if (Position < Inits.size() && holds(recordOf(Base.getType()), *Path[0]))
      return member(Inits[Position], In, Path);
    ++Position;
  }
  for (const FieldDecl *Field : Record.fields()) {
    if (Field->isUnnamedBitField())
      continue;
    if (Field == Path[0])
      return Position < Inits.size() ? memberFrom(Inits[Position], In, Path)
                                     : Origin();
    ++Position;
  }
  return {};
}

/// What the member Path[0], initialised with \p Init, or a part of it refers
/// to.
Origin TemporaryOrigins::memberFrom(const Expr *Init, const CallFrame *In,
                                    Fields Path) {
  // Its `this` is the object in the making, which nobody follows.
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Init)) {
    Init = Default->getExpr();
    In = nullptr;
  }
  if (Path.size() > 1)
    return member(Init, In, Path.drop_front());
  return Path[0]->getType()->isReferenceType() ? object(Init, In)
                                               : target(Init, In);
}

/// \p Call is the construction whose arguments the constructor gets: \p E, or
/// that of a class that inherited it.
Origin TemporaryOrigins::memberOfConstructed(const CXXConstructExpr &E,
                                             const Expr &Call,
                                             const CallFrame *In, Fields Path) {
  const CXXConstructorDecl *Constructor = E.getConstructor();
  if (Constructor->isCopyOrMoveConstructor() && !Constructor->isUserProvided())
    return member(argumentOf(Call, 0), In, Path);
  const auto *Body =
      dyn_cast_or_null<CXXConstructorDecl>(visibleBody(*Constructor));
  if (!Body)
    return {};
  const CallFrame &Frame = Frames.emplace_back(CallFrame{Body, &Call, In});
  for (const CXXCtorInitializer *Init : Body->inits()) {
    if (Init->isAnyMemberInitializer()) {
      if (Init->getAnyMember() == Path[0])
        return memberFrom(Init->getInit(), &Frame, Path);
      continue;
    }
    if (!Init->isDelegatingInitializer() &&
        !holds(Init->getBaseClass()->getAsCXXRecordDecl(), *Path[0]))
      continue;
    const Expr *Base = peelPrvalue(Init->getInit());
    if (const auto *Inherited = dyn_cast<CXXInheritedCtorInitExpr>(Base)) {
      const auto *Target = dyn_cast_or_null<CXXConstructorDecl>(
          visibleBody(*Inherited->getConstructor()));
      if (!Target)
        return {};
      const CallFrame &Outer =
          Frames.emplace_back(CallFrame{Target, &Call, In});
      for (const CXXCtorInitializer *Inner : Target->inits())
        if (Inner->isAnyMemberInitializer() && Inner->getAnyMember() == Path[0])
          return memberFrom(Inner->getInit(), &Outer, Path);
      return {};
    }
    return member(Base, &Frame, Path);
  }
  return {};
}

Origin TemporaryOrigins::ofContent(const Expr &E) {
  Steps = 0;
  const auto *Made = dyn_cast<CXXConstructExpr>(peelPrvalue(&E));
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Made ? recordOf(Made->getType()) : nullptr);
  if (!Special || !Special->isInStdNamespace() ||
      Made->getConstructor()->isCopyOrMoveConstructor())
    return {};
  bool Optional = R.hasRole(Made->getType(), TypeRole::Optional);
  // A container copies what lies between two iterators.
  if (!R.awaitables().methods(*Special, "begin").empty())
    return {};
  auto Types = typeArguments(Made->getType());
  if (Types.size() != Made->getNumArgs())
    return {};
  for (unsigned I = 0; I != Types.size(); ++I) {
    const Expr *Argument = Made->getArg(I);
    // Of another optional, it is the content that is copied.
    if (!refers(Types[I]) ||
        (Optional && R.hasRole(Argument->getType(), TypeRole::Optional)))
      continue;
    if (Origin O = lent(Argument, nullptr); O.diesAfterAwait())
      return O;
  }
  return {};
}
