//===--- CallableSinks.cpp - callables whose results nobody sees ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CallableSinks.h"
#include "AccessPath.h"
#include "Annotations.h"
#include "BodyVisibility.h"
#include "OwnCodeVisitor.h"
#include "Producers.h"
#include "TranslationUnit.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint;

using Dropped = std::optional<DroppedCallable>;

CallableSinks::CallableSinks(TranslationUnit &Unit)
    : Unit(Unit), Calls(Unit.roles(), Unit.tasks()) {}

static Dropped droppedBy(const NamedDecl &Dropper, bool IsWrapper) {
  DroppedCallable D;
  D.Dropper = &Dropper;
  D.IsWrapper = IsWrapper;
  return D;
}

//===----------------------------------------------------------------------===//
// Every call and construction
//===----------------------------------------------------------------------===//

namespace corolint {

/// Looks at the arguments of every call and construction.
class HandOverVisitor : public OwnCodeVisitor<HandOverVisitor> {
public:
  HandOverVisitor(CallableSinks &Sinks, CallableSinks::Visitor Visit,
                  bool LambdaBodies)
      : Sinks(Sinks), Visit(Visit), LambdaBodies(LambdaBodies) {}

  bool TraverseLambdaExpr(LambdaExpr *E) {
    return OwnCodeVisitor::TraverseLambdaExpr(E) &&
           (!LambdaBodies || TraverseStmt(E->getBody()));
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    Sinks.arguments(*E, Visit);
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    Sinks.arguments(*E, Visit);
    return true;
  }

private:
  CallableSinks &Sinks;
  CallableSinks::Visitor Visit;
  bool LambdaBodies;
};

} // namespace corolint

static void traverse(const FunctionDecl &F, const Stmt &Body,
                     HandOverVisitor &V) {
  // Default member initialisers belong to the class.
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isWritten())
        V.TraverseStmt(Init->getInit());
  V.TraverseStmt(const_cast<Stmt *>(&Body));
}

void CallableSinks::forEachDropped(const Stmt &Code, Visitor Visit) {
  HandOverVisitor(*this, Visit, /*LambdaBodies=*/false)
      .TraverseStmt(const_cast<Stmt *>(&Code));
}

void CallableSinks::forEachDropped(const FunctionDecl &F, Visitor Visit) {
  FunctionAnalysis *Analysis = Unit.analysisOf(F);
  if (!Analysis)
    return;
  auto UnlessParameter = [&](const DroppedCallable &D) {
    if (!templateParameter(D.Argument))
      Visit(D);
  };
  HandOverVisitor V(*this, UnlessParameter, /*LambdaBodies=*/false);
  traverse(Analysis->function(), Analysis->body(), V);
}

void CallableSinks::arguments(const Expr &Call, Visitor Visit) {
  for (int I = 0, End = argumentCount(Call); I != End; ++I) {
    const Expr *Argument = argumentOf(Call, I);
    // A default argument is looked at where it is declared.
    if (!Argument || isa<CXXDefaultArgExpr>(Argument))
      continue;
    TaskCallable Called = Calls.of(*Argument);
    if (!Called)
      continue;
    if (Dropped D = drop(Call, I)) {
      D->Argument = Argument;
      D->Called = Called;
      Visit(*D);
    }
  }
}

Dropped CallableSinks::drop(const Expr &Call, int Index) {
  const FunctionDecl *Callee = calleeOf(Call);
  if (!Callee)
    return std::nullopt;
  QualType Callable = argumentOf(Call, Index)->getType();
  if (Dropped D = byModel(Call, *Callee, Index))
    return D;
  unsigned Count = argumentCount(Call);
  if (isa<CXXConstructExpr>(Call)) {
    if (Dropped D = constructing(Call.getType(), Count, Index, Callable))
      return D;
  } else if (Callee->getOverloadedOperator() == OO_Equal) {
    if (const Expr *Target = argumentOf(Call, ThisArgument))
      if (Dropped D = constructing(Target->getType(), 1, 0, Callable))
        return D;
  }
  return byTemplate(*Callee, Index);
}

//===----------------------------------------------------------------------===//
// Sinks that models know
//===----------------------------------------------------------------------===//

/// Whether the receiver of \p Callee's argument \p Index starts what it gets.
static bool isStartedBy(const FunctionDecl &Callee, int Index) {
  if (Index < 0 || unsigned(Index) >= Callee.getNumParams())
    return false;
  const ParmVarDecl &Param = *Callee.getParamDecl(Index);
  return takesWork(Param) || hasTypeAnnotation(Param, "blocking_ok");
}

/// What a call is known by: an algorithm that is an object by the object, a
/// constructor by its class.
static const NamedDecl &nameOfSink(const Expr &Call,
                                   const FunctionDecl &Callee) {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Callee))
    return *Constructor->getParent();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
      Operator && Operator->getOperator() == OO_Call)
    if (const auto *Object =
            dyn_cast<DeclRefExpr>(Operator->getArg(0)->IgnoreParenImpCasts()))
      return *Object->getDecl();
  return Callee;
}

Dropped CallableSinks::byModel(const Expr &Call, const FunctionDecl &Callee,
                               int Index) {
  QualType Callable = argumentOf(Call, Index)->getType();
  unsigned Count = argumentCount(Call);
  for (const FunctionModel &Model : Unit.roles().models().findFunction(Callee))
    switch (Model.Effect) {
    case CallEffect::IgnoresResult:
      if ((Model.Argument == Index || Model.Argument == AllArguments) &&
          !isStartedBy(Callee, Index))
        return droppedBy(nameOfSink(Call, Callee), /*IsWrapper=*/false);
      break;
    case CallEffect::Adds:
    case CallEffect::Engages:
      if (const Expr *Owner = argumentOf(Call, ThisArgument))
        if (Dropped D =
                emplacing(elementOf(Owner->getType()), Count, Index, Callable))
          return D;
      break;
    case CallEffect::MakesOwned:
      if (Dropped D =
              emplacing(elementOf(Call.getType()), Count, Index, Callable))
        return D;
      break;
    default:
      break;
    }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Objects made from a callable
//===----------------------------------------------------------------------===//

/// What the container, optional or owner \p Owner contains: its value_type, or
/// else its first template argument.
QualType CallableSinks::elementOf(QualType Owner) {
  Owner = pointeeOrSelf(Owner);
  const CXXRecordDecl *Record = recordOf(Owner);
  if (!Record)
    return QualType();
  ASTContext &Context = Unit.context();
  for (const NamedDecl *D : Record->lookup(&Context.Idents.get("value_type")))
    if (const auto *Alias = dyn_cast<TypedefNameDecl>(D))
      return Alias->getUnderlyingType();
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  return Special && Special->getTemplateArgs().size() != 0 &&
                 Special->getTemplateArgs()[0].getKind() ==
                     TemplateArgument::Type
             ? Special->getTemplateArgs()[0].getAsType()
             : QualType();
}

/// Who drops the tasks of argument \p Index, of type \p Callable, when an
/// object of type \p Made is constructed from \p Count arguments.
Dropped CallableSinks::constructing(QualType Made, unsigned Count, int Index,
                                    QualType Callable) {
  if (const CXXRecordDecl *Wrapper = Calls.voidWrapper(Made)) {
    // A wrapper of user code may look at the result before it returns void.
    if (!isInSystemHeader(*Wrapper) && resultIsTaken(Callable, *Wrapper))
      return std::nullopt;
    return droppedBy(*Wrapper, /*IsWrapper=*/true);
  }
  // `optional<function<void()>>{callable}`, `pair<K, function<void()>>{k,
  // callable}`: what converts it is out of sight, its type is not.
  Roles &R = Unit.roles();
  llvm::SmallVector<QualType, 4> Elements = typeArguments(Made);
  if (Elements.empty())
    return std::nullopt;
  if (R.hasRole(Made, TypeRole::Optional))
    return constructing(Elements[0], Count, Index, Callable);
  if (R.hasRole(Made, TypeRole::Container) && Elements.size() == Count)
    return constructing(Elements[Index], 1, 0, Callable);
  return std::nullopt;
}

/// The type of what the constructors of \p Record take as argument \p Index of
/// \p Count, or of the field that it initialises; null when they differ.
static QualType parameterType(const CXXRecordDecl &Record, unsigned Count,
                              unsigned Index) {
  if (Record.isAggregate()) {
    auto Field = Record.field_begin();
    for (unsigned I = 0; I != Index && Field != Record.field_end(); ++I)
      ++Field;
    return Field != Record.field_end() && Record.getNumBases() == 0
               ? Field->getType()
               : QualType();
  }
  QualType Result;
  for (const CXXConstructorDecl *C : Record.ctors()) {
    if (C->isCopyOrMoveConstructor() || C->isDeleted() ||
        C->getMinRequiredArguments() > Count || C->getNumParams() < Count)
      continue;
    QualType T = C->getParamDecl(Index)->getType().getNonReferenceType();
    if (!Result.isNull() && T.getCanonicalType().getUnqualifiedType() !=
                                Result.getCanonicalType().getUnqualifiedType())
      return QualType();
    Result = T;
  }
  return Result;
}

/// The same for an object that a library constructs from arguments that it
/// forwards.
Dropped CallableSinks::emplacing(QualType Made, unsigned Count, int Index,
                                 QualType Callable) {
  if (Dropped D = constructing(Made, Count, Index, Callable))
    return D;
  const CXXRecordDecl *Record = Made.isNull() ? nullptr : recordOf(Made);
  if (!Record)
    return std::nullopt;
  for (const Decl *D : Record->decls()) {
    const auto *C = dyn_cast_or_null<CXXConstructorDecl>(D->getAsFunction());
    if (!C)
      continue;
    for (const FunctionModel &Model : Unit.roles().models().findFunction(*C))
      if (Model.Effect == CallEffect::IgnoresResult &&
          (Model.Argument == Index || Model.Argument == AllArguments))
        return droppedBy(*Record, /*IsWrapper=*/false);
  }
  if (isInSystemHeader(*Record))
    return std::nullopt;
  QualType Param = parameterType(*Record, Count, Index);
  return Param.isNull() ? std::nullopt : constructing(Param, 1, 0, Callable);
}

//===----------------------------------------------------------------------===//
// Templates of user code
//===----------------------------------------------------------------------===//

/// Whether the type of \p Param was made from a template argument.
static bool isGeneric(const ParmVarDecl &Param) {
  const auto *F = dyn_cast<FunctionDecl>(Param.getDeclContext());
  const FunctionDecl *Pattern =
      F ? F->getTemplateInstantiationPattern() : nullptr;
  // The elements of a pack keep its name.
  return Pattern && Pattern != F &&
         llvm::any_of(Pattern->parameters(), [&](const ParmVarDecl *P) {
           return P->getDeclName() == Param.getDeclName() &&
                  P->getType()->isDependentType();
         });
}

/// What \p L calls for its result: `f` of `[f] { return f(); }`.
static const Expr *calledForResult(const LambdaExpr &L, Roles &R) {
  llvm::SmallVector<const Expr *, 2> Returned;
  returnsOf(L.getBody(), Returned);
  if (Returned.size() != 1 || !Returned.front())
    return nullptr;
  const auto *Call = dyn_cast<CallExpr>(producers(Returned.front()).front());
  if (!Call)
    return nullptr;
  const FunctionDecl *Callee = calleeOf(*Call);
  bool Invokes =
      isa<CXXOperatorCallExpr>(Call) ||
      (Callee && R.functionModel(*Callee, CallEffect::InvokesInPlace));
  return Invokes && Call->getNumArgs() != 0 ? Call->getArg(0)
                                            : Call->getCallee();
}

/// The callable that \p P, a copy, a cast or a binder, was made from; null when
/// it is one itself, or unknown.
static const Expr *sourceOfCallable(const Expr &P, Roles &R) {
  if (const auto *Copy = dyn_cast<CXXConstructExpr>(&P))
    return Copy->getNumArgs() == 1 &&
                   Copy->getConstructor()->isCopyOrMoveConstructor()
               ? Copy->getArg(0)
               : nullptr;
  if (const auto *L = dyn_cast<LambdaExpr>(&P))
    return calledForResult(*L, R);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&P)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    return Var && (Var->isLocalVarDecl() || Var->isInitCapture())
               ? Var->getInit()
               : nullptr;
  }
  const FunctionDecl *Callee = isa<CallExpr>(P) ? calleeOf(P) : nullptr;
  if (!Callee)
    return nullptr;
  for (const FunctionModel &Model : R.models().findFunction(*Callee))
    if (Model.Effect == CallEffect::Moves ||
        Model.Effect == CallEffect::Forwards ||
        Model.Effect == CallEffect::BindsCallable)
      return argumentOf(P, Model.Argument);
  return nullptr;
}

/// The template's parameter that the callable \p E was passed in; null when it
/// is something else.
const ParmVarDecl *CallableSinks::templateParameter(const Expr *E) const {
  constexpr unsigned MaxSteps = 16;
  for (unsigned Step = 0; E && Step != MaxSteps; ++Step) {
    auto Producers = producers(E);
    if (Producers.size() != 1)
      return nullptr;
    const auto *Ref = dyn_cast<DeclRefExpr>(Producers.front());
    if (const auto *Param =
            Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr)
      return isGeneric(*Param) ? Param : nullptr;
    E = sourceOfCallable(*Producers.front(), Unit.roles());
  }
  return nullptr;
}

/// Where the visible body of a template hands its parameter to a dropper.
Dropped CallableSinks::byParameter(const ParmVarDecl &Param,
                                   const FunctionDecl &Body) {
  if (auto It = Parameters.find(&Param); It != Parameters.end())
    return It->second;
  Parameters[&Param] = std::nullopt; // while in progress: nowhere
  Dropped Found;
  auto IfParameter = [&](const DroppedCallable &D) {
    if (!Found && templateParameter(D.Argument) == &Param) {
      Found = D;
      Found->Inside = D.Argument;
    }
  };
  HandOverVisitor V(*this, IfParameter, /*LambdaBodies=*/true);
  FunctionAnalysis *Analysis = Unit.analysisOf(Body);
  if (Analysis)
    traverse(Analysis->function(), Analysis->body(), V);
  return Parameters[&Param] = Found;
}

Dropped CallableSinks::byTemplate(const FunctionDecl &Callee, int Index) {
  const FunctionDecl *Body = visibleBody(Callee);
  if (!Body || unsigned(Index) >= Body->getNumParams() ||
      isStartedBy(*Body, Index) || !isGeneric(*Body->getParamDecl(Index)))
    return std::nullopt;
  return byParameter(*Body->getParamDecl(Index), *Body);
}
