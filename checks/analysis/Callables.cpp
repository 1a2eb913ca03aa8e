//===--- Callables.cpp - what a call of a value makes ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Callables.h"
#include "AccessPath.h"
#include "BodyVisibility.h"
#include "Producers.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

/// Bases and nested binders are followed this deep.
static constexpr unsigned MaxDepth = 8;

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// Whether \p F, whose return type is the task type of \p Traits, makes a task
/// that must not be dropped on some path. A coroutine does; a plain function
/// may return a ready future instead.
static bool makesTask(const FunctionDecl &F, const TaskTraits &Traits,
                      Tasks &T) {
  const FunctionDecl *Definition = visibleBody(F, /*AllowPattern=*/true);
  const Stmt *Body = Definition ? Definition->getBody() : nullptr;
  // An awaitable that is no coroutine may be something else's handle: it has to
  // be seen how it is made, or its author has to have said so.
  if (!Body)
    return Traits.Kind != TaskKind::Awaitable;
  if (isa<CoroutineBodyStmt>(Body))
    return true;
  llvm::SmallVector<const Expr *, 4> Returned;
  returnsOf(Body, Returned);
  auto IsTask = [&](const Expr *Made) {
    if (Made->isTypeDependent())
      return Traits.Kind != TaskKind::Awaitable;
    return static_cast<bool>(T.madeBy(*Made));
  };
  return llvm::any_of(Returned, [&](const Expr *E) {
    return E && llvm::any_of(producers(E), IsTask);
  });
}

TaskCallable Callables::ofResult(QualType Result) {
  const TaskTraits &Traits = T.of(Result);
  if (Traits.Kind == TaskKind::Awaitable &&
      !R.hasRole(Result, TypeRole::LazyAwaitable))
    return {};
  return {Traits, nullptr};
}

TaskCallable Callables::ofFunction(const FunctionDecl &F) {
  QualType Result = F.getReturnType();
  const TaskTraits &Traits = T.of(Result);
  if (!Traits || R.functionModel(F, CallEffect::DroppableResult))
    return {};
  bool Declared = R.hasRole(Result, TypeRole::LazyAwaitable);
  if (!makesTask(F, Traits, T) && !Declared)
    return {};
  return {Traits, &F};
}

/// A template's declared result, or else what its instantiations return.
TaskCallable Callables::ofTemplate(const FunctionTemplateDecl &Template) {
  // Which functions of system headers are instantiated is the host's business.
  if (isInSystemHeader(Template))
    return {};
  const FunctionDecl &Pattern = *Template.getTemplatedDecl();
  auto IsKnown = [](const FunctionDecl &F) {
    return !F.getReturnType()->isDependentType() &&
           !F.getReturnType()->isUndeducedType();
  };
  if (IsKnown(Pattern))
    return ofFunction(Pattern);
  TaskCallable Result;
  for (const FunctionDecl *F : Template.specializations()) {
    if (!IsKnown(*F))
      continue;
    Result = ofFunction(*F);
    if (!Result)
      return {};
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Classes
//===----------------------------------------------------------------------===//

static void addCallOperators(const CXXRecordDecl &Record,
                             const Awaitables &Await,
                             llvm::SmallVectorImpl<const NamedDecl *> &Out,
                             unsigned Depth) {
  for (const NamedDecl *D : Await.callOperator(Record))
    Out.push_back(D->getUnderlyingDecl());
  if (!Out.empty() || Depth == MaxDepth)
    return;
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (const CXXRecordDecl *B = recordOf(Base.getType()); B && Out.empty())
      addCallOperators(*B, Await, Out, Depth + 1);
}

llvm::SmallVector<const NamedDecl *, 2>
corolint::callOperators(const CXXRecordDecl &Record, const Awaitables &Await) {
  llvm::SmallVector<const NamedDecl *, 2> Out;
  addCallOperators(Record, Await, Out, 0);
  return Out;
}

TaskCallable Callables::ofOperators(const CXXRecordDecl &Record) {
  TaskCallable Result;
  for (const NamedDecl *D : callOperators(Record, R.awaitables())) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      Result = ofTemplate(*Template);
    else if (const auto *F = dyn_cast<FunctionDecl>(D))
      Result = ofFunction(*F);
    if (!Result)
      return {};
  }
  return Result;
}

/// Whether a template argument is a callable that makes tasks, or a function
/// type over one (`binder<closure(int)>`).
bool Callables::mayBind(const TemplateArgument &A) {
  if (A.getKind() == TemplateArgument::Pack)
    return llvm::any_of(A.pack_elements(),
                        [&](const TemplateArgument &E) { return mayBind(E); });
  if (A.getKind() != TemplateArgument::Type)
    return false;
  QualType Type = A.getAsType();
  if (of(Type))
    return true;
  if (const auto *Function = Type->getAs<FunctionType>())
    Type = Function->getReturnType();
  if (of(Type))
    return true;
  const CXXRecordDecl *Record = recordOf(Type);
  return Record && !Record->isDependentType() && known(*Record).MayBind;
}

Callables::Known Callables::known(const CXXRecordDecl &Record) {
  const CXXRecordDecl *Key = Record.getCanonicalDecl();
  if (auto It = Classes.find(Key); It != Classes.end())
    return It->second;
  Classes[Key] = {}; // while in progress: no callable
  Known Result;
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(&Record);
  QualType Type =
      Special && Special->getTemplateArgs().size() != 0 &&
              Special->getTemplateArgs()[0].getKind() == TemplateArgument::Type
          ? Special->getTemplateArgs()[0].getAsType()
          : QualType();
  const TypeModel *Model = R.models().findType(Record);
  if (!Type.isNull() && Model && Model->has(TypeRole::ReferenceWrapper))
    Result.Calls = of(Type);
  else
    Result.Calls = ofOperators(Record);
  if (Special && !Result.Calls)
    Result.MayBind =
        llvm::any_of(Special->getTemplateArgs().asArray(),
                     [&](const TemplateArgument &A) { return mayBind(A); });
  return Classes[Key] = Result;
}

TaskCallable Callables::of(QualType Type) {
  if (Type.isNull() || Type->isDependentType())
    return {};
  Type = Type.getNonReferenceType();
  if (const auto *Member = Type->getAs<MemberPointerType>())
    Type = Member->getPointeeType();
  else if (const auto *Pointer = Type->getAs<PointerType>())
    Type = Pointer->getPointeeType();
  else if (const CXXRecordDecl *Record = recordOf(Type))
    return known(*Record).Calls;
  if (const auto *Function = Type->getAs<FunctionType>())
    return ofResult(Function->getReturnType());
  return {};
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// The function that \p E names: `f`, `&f`, `&C::f`; null for others.
static const FunctionDecl *namedFunction(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    E = Address->getSubExpr()->IgnoreParenImpCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
}

/// What the binder \p E, made here or in the initialiser of a variable, calls.
TaskCallable Callables::bound(const Expr &E, unsigned Depth) {
  for (const Expr *P : producers(&E)) {
    if (const auto *Copy = dyn_cast<CXXConstructExpr>(P);
        Copy && Copy->getNumArgs() == 1 &&
        Copy->getConstructor()->isCopyOrMoveConstructor())
      return of(*Copy->getArg(0), Depth + 1);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(P)) {
      const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
      return Var && Var->getInit() ? of(*Var->getInit(), Depth + 1)
                                   : TaskCallable();
    }
    const FunctionDecl *Callee = isa<CallExpr>(P) ? calleeOf(*P) : nullptr;
    if (!Callee)
      continue;
    for (const FunctionModel &Model : R.models().findFunction(*Callee)) {
      if (Model.Effect != CallEffect::BindsCallable &&
          Model.Effect != CallEffect::Moves &&
          Model.Effect != CallEffect::Forwards)
        continue;
      bool Every = Model.Argument == AllArguments;
      int End = Every ? int(argumentCount(*P)) : Model.Argument + 1;
      for (int I = Every ? 0 : Model.Argument; I != End; ++I)
        if (const Expr *Argument = argumentOf(*P, I))
          if (TaskCallable Inner = of(*Argument, Depth + 1))
            return Inner;
    }
  }
  return {};
}

TaskCallable Callables::of(const Expr &E, unsigned Depth) {
  QualType Type = E.getType();
  if (Type->isDependentType() || Depth == MaxDepth)
    return {};
  if (const CXXRecordDecl *Record = recordOf(Type)) {
    Known Class = known(*Record);
    return Class.MayBind ? bound(E, Depth) : Class.Calls;
  }
  TaskCallable ByType = of(Type);
  if (!ByType && !Type->isFunctionType() && !Type->isFunctionPointerType() &&
      !Type->isMemberFunctionPointerType())
    return {};
  for (const Expr *P : producers(&E))
    if (const FunctionDecl *F = namedFunction(P))
      return ofFunction(*F);
  return ByType;
}

//===----------------------------------------------------------------------===//
// Wrappers
//===----------------------------------------------------------------------===//

static bool hasVoidSignature(const CXXRecordDecl &Record) {
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(&Record);
  if (!Special || Special->getTemplateArgs().size() == 0)
    return false;
  const TemplateArgument *First = &Special->getTemplateArgs()[0];
  if (First->getKind() == TemplateArgument::Pack && First->pack_size() != 0)
    First = First->pack_begin();
  const auto *Signature = First->getKind() == TemplateArgument::Type
                              ? First->getAsType()->getAs<FunctionType>()
                              : nullptr;
  return Signature && Signature->getReturnType()->isVoidType();
}

static bool hasVoidSignatureOrBase(const CXXRecordDecl &Record,
                                   unsigned Depth = 0) {
  if (hasVoidSignature(Record))
    return true;
  return Depth != MaxDepth && Record.hasDefinition() &&
         llvm::any_of(Record.bases(), [&](const CXXBaseSpecifier &Base) {
           const CXXRecordDecl *B = recordOf(Base.getType());
           return B && hasVoidSignatureOrBase(*B, Depth + 1);
         });
}

/// The call operators of \p Record or, where nothing completed it, of all that
/// it could be instantiated from: a reference to a container of wrappers does
/// not complete the wrapper.
static llvm::SmallVector<const NamedDecl *, 2>
possibleCallOperators(const CXXRecordDecl &Record, const Awaitables &Await) {
  if (Record.hasDefinition())
    return callOperators(*Record.getDefinition(), Await);
  llvm::SmallVector<const NamedDecl *, 2> Out;
  ClassTemplateDecl *Template =
      cast<ClassTemplateSpecializationDecl>(Record).getSpecializedTemplate();
  llvm::SmallVector<ClassTemplatePartialSpecializationDecl *, 4> Partial;
  Template->getPartialSpecializations(Partial);
  llvm::SmallVector<const CXXRecordDecl *, 4> Patterns(Partial.begin(),
                                                       Partial.end());
  Patterns.push_back(Template->getTemplatedDecl());
  for (const CXXRecordDecl *Pattern : Patterns)
    if (const CXXRecordDecl *Definition = Pattern->getDefinition())
      Out.append(callOperators(*Definition, Await));
  return Out;
}

const CXXRecordDecl *Callables::voidWrapper(QualType Type) {
  const CXXRecordDecl *Record =
      Type.isNull() || Type->isDependentType()
          ? nullptr
          : Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !hasVoidSignatureOrBase(*Record))
    return nullptr;
  auto Operators = possibleCallOperators(*Record, R.awaitables());
  bool ReturnsVoid = llvm::all_of(Operators, [](const NamedDecl *D) {
    const FunctionDecl *F = D->getAsFunction();
    return F &&
           (isa<FunctionTemplateDecl>(D) || F->getReturnType()->isVoidType() ||
            F->getReturnType()->isDependentType());
  });
  return !Operators.empty() && ReturnsVoid ? Record : nullptr;
}
