//===--- Tasks.cpp - what is lost when a value is dropped -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Tasks.h"
#include "AccessPath.h"
#include "Annotations.h"
#include "InertMakers.h"
#include "LLVMCompat.h"
#include "Producers.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Coroutine types by structure
//===----------------------------------------------------------------------===//

/// The nested type \p Name of \p Record or of its bases.
static QualType nestedType(ASTContext &Context, const CXXRecordDecl &Record,
                           llvm::StringRef Name, unsigned Depth = 0) {
  constexpr unsigned MaxDepth = 8;
  for (const NamedDecl *D : Record.lookup(&Context.Idents.get(Name))) {
    if (const auto *Alias = dyn_cast<TypedefNameDecl>(D->getUnderlyingDecl()))
      return Alias->getUnderlyingType();
    if (const auto *Nested = dyn_cast<RecordDecl>(D->getUnderlyingDecl()))
      return typeOf(Context, *Nested);
  }
  if (Depth != MaxDepth)
    for (const CXXBaseSpecifier &Base : Record.bases())
      if (const CXXRecordDecl *B = Base.getAccessSpecifier() == AS_public
                                       ? recordOrPattern(Base.getType())
                                       : nullptr)
        if (QualType T = nestedType(Context, *B, Name, Depth + 1); !T.isNull())
          return T;
  return QualType();
}

/// The class or, for specialisations, the template that \p T is of.
static const Decl *familyOf(QualType T) {
  if (const auto *Pattern = T->getAs<TemplateSpecializationType>())
    if (const TemplateDecl *Template =
            Pattern->getTemplateName().getAsTemplateDecl();
        Template && T->isDependentType())
      return Template->getCanonicalDecl();
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return Record ? Record->getCanonicalDecl() : nullptr;
}

/// The promise_type of a specialisation of coroutine_traits for \p Record
/// ([coroutine.traits]).
QualType Tasks::promiseByTraits(const CXXRecordDecl &Record) {
  auto Remember = [&](const ClassTemplateSpecializationDecl &Special) {
    const TemplateArgumentList &Arguments = Special.getTemplateArgs();
    if (Arguments.size() == 0 ||
        Arguments[0].getKind() != TemplateArgument::Type ||
        !Special.hasDefinition())
      return;
    const Decl *Family = familyOf(Arguments[0].getAsType());
    QualType Promise =
        nestedType(Context, *Special.getDefinition(), "promise_type");
    if (Family && !Promise.isNull())
      TraitsPromises->try_emplace(Family, Promise);
  };
  if (!TraitsPromises) {
    TraitsPromises.emplace();
    const DeclContext *TU = Context.getTranslationUnitDecl();
    for (const NamedDecl *Std : TU->lookup(&Context.Idents.get("std")))
      if (const auto *Namespace = dyn_cast<NamespaceDecl>(Std))
        for (NamedDecl *D :
             Namespace->lookup(&Context.Idents.get("coroutine_traits")))
          if (auto *Traits = dyn_cast<ClassTemplateDecl>(D)) {
            for (const auto *Special : Traits->specializations())
              Remember(*Special);
            llvm::SmallVector<ClassTemplatePartialSpecializationDecl *, 4>
                Partial;
            Traits->getPartialSpecializations(Partial);
            for (const auto *Special : Partial)
              Remember(*Special);
          }
  }
  if (QualType T = TraitsPromises->lookup(Record.getCanonicalDecl());
      !T.isNull())
    return T;
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(&Record);
  return Special ? TraitsPromises->lookup(
                       Special->getSpecializedTemplate()->getCanonicalDecl())
                 : QualType();
}

const CXXRecordDecl *Tasks::promiseOf(const CXXRecordDecl &Record) {
  QualType Promise = nestedType(Context, Record, "promise_type");
  if (Promise.isNull())
    Promise = promiseByTraits(Record);
  return recordOrPattern(Promise);
}

/// The return type of \p F, or what its visible body returns while that is
/// not deduced; null when unknown.
static QualType resultOf(const FunctionDecl &F) {
  QualType T = F.getReturnType();
  if (!T->getContainedDeducedType() ||
      (!T->isUndeducedType() && !T->isDependentType()))
    return T;
  const FunctionDecl *Body = visibleBody(F, /*AllowPattern=*/true);
  const auto *Block = Body ? dyn_cast<CompoundStmt>(Body->getBody()) : nullptr;
  const auto *Return = Block && Block->size() == 1
                           ? dyn_cast<ReturnStmt>(Block->body_front())
                           : nullptr;
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  return Value ? Value->getType() : QualType();
}

/// Whether \p Awaiter's await_suspend hands the coroutine on to somebody, who
/// will resume it: a coroutine that begins so runs without being awaited.
static bool schedules(const Awaitables &Await, const CXXRecordDecl &Awaiter) {
  for (const FunctionDecl *Suspend : Await.methods(Awaiter, "await_suspend")) {
    const FunctionDecl *Body = visibleBody(*Suspend, /*AllowPattern=*/true);
    if (!Body || hasCalls(*Body->getBody()))
      return true;
  }
  return false;
}

/// When the body of a coroutine with promise \p Promise begins: Lazy when its
/// initial suspension always suspends, else Eager.
static TaskKind startOf(Awaitables &Await, const CXXRecordDecl &Promise) {
  auto Initial = Await.methods(Promise, "initial_suspend");
  const CXXRecordDecl *Awaiter =
      Initial.empty() ? nullptr : recordOrPattern(resultOf(*Initial.front()));
  if (!Awaiter || Await.constantReadiness(*Awaiter) != false ||
      schedules(Await, *Awaiter))
    return TaskKind::Eager;
  return TaskKind::Lazy;
}

/// Whether the frame destroys itself at the end, so that nobody has to keep
/// the result.
static bool ownsItself(Awaitables &Await, const CXXRecordDecl &Promise) {
  auto Final = Await.methods(Promise, "final_suspend");
  const CXXRecordDecl *Awaiter =
      Final.empty() ? nullptr : recordOrPattern(resultOf(*Final.front()));
  return Awaiter && Await.constantReadiness(*Awaiter) == true;
}

bool Tasks::transforms(const CXXRecordDecl &Promise,
                       const CXXRecordDecl &Awaited) const {
  const CXXRecordDecl *Pattern = Awaited.getTemplateInstantiationPattern();
  for (const FunctionDecl *F :
       R.awaitables().methods(Promise, "await_transform"))
    if (F->getNumParams() == 1) {
      QualType T = F->getParamDecl(0)->getType().getNonReferenceType();
      const CXXRecordDecl *Named = T->getAsCXXRecordDecl();
      if (denotes(T, Awaited) ||
          (Named && Pattern &&
           Named->getCanonicalDecl() == Pattern->getCanonicalDecl()))
        return true;
    }
  return false;
}

TaskTraits Tasks::computeByStructure(const CXXRecordDecl &Record) {
  TaskTraits Traits;
  Awaitables &Await = R.awaitables();
  bool Awaited = Record.isDependentType()
                     ? Await.isAwaitablePattern(Record)
                     : Await.of(typeOf(Context, Record)).Valid;
  const CXXRecordDecl *Promise = promiseOf(Record);
  if (!Promise) {
    if (Awaited && startsWhenAwaited(Await, Record) &&
        !mayActWhenDropped(Record))
      Traits.Kind = TaskKind::Awaitable;
    return Traits;
  }
  if (!Awaited && !transforms(*Promise, Record))
    return Traits; // generators, and what nobody can wait for
  if (!Await.methods(*Promise, "yield_value").empty() ||
      Await.methods(*Promise, "initial_suspend").empty())
    return Traits; // an asynchronous generator; no promise at all
  TaskKind Start = startOf(Await, *Promise);
  DropEffect Drop = effectOfDropping(Record);
  bool Eager = Start == TaskKind::Eager;
  if (Drop == DropEffect::Joins || (Eager && ownsItself(Await, *Promise)))
    return Traits;
  Traits.Kind = Start;
  Traits.CancelsOnDrop = Eager && Drop == DropEffect::Cancels;
  Traits.DropUnknown = Eager && Drop == DropEffect::Unknown;
  return Traits;
}

/// Whether every `operator co_await` wants the object for itself.
bool Tasks::isSingleShot(const CXXRecordDecl &Record) {
  if (R.hasRole(typeOf(Context, Record), TypeRole::SingleShot))
    return true;
  DeclarationName Operator =
      Context.DeclarationNames.getCXXOperatorName(OO_Coawait);
  bool Any = false;
  for (const NamedDecl *D : Record.lookup(Operator)) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(D->getAsFunction());
    if (!Method)
      continue;
    Any = true;
    if (Method->getRefQualifier() != RQ_RValue)
      return false;
  }
  if (Any)
    return true;
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (const CXXRecordDecl *B = recordOf(Base.getType()))
      if (isSingleShot(*B))
        return true;
  if (!R.awaitables().methods(Record, "await_ready").empty())
    return false;
  auto Free = R.awaitables().freeCoAwaitOperators(Record);
  return !Free.empty() && llvm::none_of(Free, [](const FunctionDecl *F) {
    return F->getParamDecl(0)->getType()->isLValueReferenceType();
  });
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

bool Tasks::mayBeDropped(const CXXRecordDecl &Record) {
  QualType T = typeOf(Context, Record);
  return findAnnotation(Record, "detachable") ||
         R.hasRole(T, TypeRole::Detachable) ||
         R.hasRole(T, TypeRole::Generator) ||
         llvm::any_of(Record.bases(), [&](const CXXBaseSpecifier &Base) {
           const CXXRecordDecl *B = recordOf(Base.getType());
           return B && mayBeDropped(*B);
         });
}

TaskTraits Tasks::compute(const CXXRecordDecl &Record) {
  QualType T = typeOf(Context, Record);
  TaskTraits Traits;
  if (mayBeDropped(Record))
    return Traits;
  if (const AnnotateAttr *A = findAnnotation(Record, "task"))
    Traits.Kind =
        stringArgument(*A, 0) == "eager" ? TaskKind::Eager : TaskKind::Lazy;
  else if (R.hasRole(T, TypeRole::LazyTask))
    Traits.Kind = TaskKind::Lazy;
  else if (R.hasRole(T, TypeRole::EagerTask))
    Traits.Kind = TaskKind::Eager;
  else if (R.hasRole(T, TypeRole::LazyAwaitable))
    Traits.Kind = TaskKind::Awaitable;
  else
    Traits = computeByStructure(Record);
  if (!Traits.isTask() && effectOfDropping(Record) != DropEffect::Joins)
    for (const CXXBaseSpecifier &Base : Record.bases())
      if (Base.getAccessSpecifier() == AS_public && !Traits.isTask())
        Traits = of(Base.getType());
  if (Traits.isTask()) {
    if (R.hasRole(T, TypeRole::CancelsOnDrop)) {
      Traits.CancelsOnDrop = true;
      Traits.DropUnknown = false;
    }
    Traits.SingleShot = isSingleShot(Record);
  }
  return Traits;
}

/// The template that \p T would be instantiated from, if that never happened:
/// a function that is only named does not complete its result type.
static const CXXRecordDecl *patternOfIncomplete(QualType T) {
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!Special || Special->hasDefinition() || Special->isDependentType())
    return nullptr;
  ClassTemplateDecl *Template = Special->getSpecializedTemplate();
  llvm::SmallVector<ClassTemplatePartialSpecializationDecl *, 4> Partial;
  Template->getPartialSpecializations(Partial);
  const CXXRecordDecl *Pattern = Template->getTemplatedDecl();
  return Partial.empty() && Pattern->hasDefinition() ? Pattern->getDefinition()
                                                     : nullptr;
}

const TaskTraits &Tasks::of(QualType T) {
  static const TaskTraits Nothing;
  if (T.isNull() || T->isReferenceType())
    return Nothing;
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record)
    Record = patternOfIncomplete(T);
  else if (Record->isDependentType())
    return Nothing;
  if (!Record || Record->isLambda() || Record->isUnion())
    return Nothing;
  const CXXRecordDecl *Key = Record->getCanonicalDecl();
  if (auto It = Known.find(Key); It != Known.end())
    return *It->second;
  Known[Key] = std::make_unique<TaskTraits>(); // while in progress: none
  TaskTraits Traits = compute(*Record);
  // What its operations do is not known before it is instantiated.
  if (Record->isDependentType() && Traits.Kind == TaskKind::Awaitable &&
      !R.hasRole(T, TypeRole::LazyAwaitable))
    Traits = {};
  return *Known[Key] = Traits;
}

unsigned Tasks::marks(QualType T) {
  const CXXRecordDecl *Record =
      T.isNull() || T->isReferenceType() ? nullptr : recordOf(T);
  if (!Record)
    return 0;
  const CXXRecordDecl *Key = Record->getCanonicalDecl();
  if (auto It = Marks.find(Key); It != Marks.end())
    return It->second;
  unsigned Found = 0;
  if (findAnnotation(*Record, "must_join") || R.hasRole(T, TypeRole::MustJoin))
    Found |= MustJoin;
  if (findAnnotation(*Record, "switches_executor") ||
      R.hasRole(T, TypeRole::ExecutorSwitch))
    Found |= SwitchesExecutor;
  for (const CXXBaseSpecifier &Base : Record->bases())
    Found |= marks(Base.getType());
  return Marks[Key] = Found;
}

TaskTraits Tasks::elementsOf(QualType T) {
  for (unsigned Depth = 0; Depth != 3; ++Depth) {
    if (T.isNull() || T->isReferenceType())
      return {};
    if (const ArrayType *Array = Context.getAsArrayType(T)) {
      T = Array->getElementType();
      if (const TaskTraits &Traits = of(T); Traits.isTask())
        return Traits;
      continue;
    }
    const auto *Special =
        dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(T));
    if (!Special ||
        !(R.hasRole(T, TypeRole::Container) ||
          R.hasRole(T, TypeRole::Optional) || R.hasRole(T, TypeRole::Owner)))
      return {};
    QualType Inner;
    auto Look = [&](const TemplateArgument &A) -> const TaskTraits & {
      static const TaskTraits Nothing;
      if (A.getKind() != TemplateArgument::Type)
        return Nothing;
      if (Inner.isNull())
        Inner = A.getAsType();
      return of(A.getAsType());
    };
    for (const TemplateArgument &A : Special->getTemplateArgs().asArray()) {
      if (A.getKind() == TemplateArgument::Pack) {
        for (const TemplateArgument &Element : A.pack_elements())
          if (const TaskTraits &Traits = Look(Element); Traits.isTask())
            return Traits;
      } else if (const TaskTraits &Traits = Look(A); Traits.isTask()) {
        return Traits;
      }
    }
    T = Inner;
  }
  return {};
}

bool Tasks::isMoveOnly(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  return Record && !Record->hasSimpleCopyConstructor() &&
         llvm::none_of(Record->ctors(), [](const CXXConstructorDecl *C) {
           return C->isCopyConstructor() && !C->isDeleted();
         });
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

TaskTraits Tasks::madeBy(const Expr &Made) {
  TaskTraits Traits = of(Made.getType());
  if (!Traits.isTask())
    return Traits;
  const FunctionDecl *Callee = calleeOf(Made);
  if (Callee && (R.functionModel(*Callee, CallEffect::DroppableResult) ||
                 returnsStoredCopy(Made)))
    return {};
  // Objects made from handles are a library's own business; empty ones, copies
  // and those moved from elsewhere are not made here. What is made from a task
  // that is made here takes it over.
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(&Made);
      Construction && Traits.Kind != TaskKind::Awaitable &&
      (Construction->getConstructor()->isCopyOrMoveConstructor() ||
       llvm::none_of(Construction->arguments(), [&](const Expr *Arg) {
         return llvm::any_of(producers(Arg), [&](const Expr *P) {
           return P->isPRValue() && madeBy(*P).isTask();
         });
       })))
    return {};
  // The author of an awaitable that is modelled or a coroutine says what it is.
  // For others it has to be seen that nothing began before.
  if (Traits.Kind == TaskKind::Awaitable &&
      !R.hasRole(Made.getType(), TypeRole::LazyAwaitable) && !makesInert(Made))
    return {};
  return Traits;
}

bool Tasks::switchesExecutor(const Expr &Made) {
  if (marks(Made.getType()) & SwitchesExecutor)
    return true;
  const FunctionDecl *Callee = calleeOf(Made);
  return Callee && !isa<CXXConstructorDecl>(Callee) &&
         (findAnnotation(*Callee, "switches_executor") ||
          R.functionModel(*Callee, CallEffect::SwitchesExecutor)) &&
         (R.awaitables().of(Made.getType()).Valid ||
          of(Made.getType()).isTask());
}

bool Tasks::wouldLock(const Expr &Made) {
  if (R.guard(Made.getType()))
    return false;
  if (R.guardYieldedBy(Made.getType()))
    return true;
  const FunctionDecl *Callee = calleeOf(Made);
  return Callee && R.awaitables().of(Made.getType()).Valid &&
         R.lockEffect(*Callee, CallEffect::Acquire);
}

Loss Tasks::lossOf(const Expr &Made) {
  // That a join is missing says more than that a value is dropped.
  if (!Made.isPRValue() || !recordOf(Made.getType()) ||
      mustJoin(Made.getType()))
    return Loss::None;
  if (wouldLock(Made))
    return Loss::Lock;
  if (switchesExecutor(Made))
    return Loss::Switch;
  return madeBy(Made) ? Loss::Task : Loss::None;
}
