//===--- ObjectUses.cpp - what a function does with one local object ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ObjectUses.h"
#include "Annotations.h"
#include "Correlation.h"
#include "OwnCodeVisitor.h"
#include "Producers.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "UseClassifier.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

const VarDecl &TrackedObject::variable() const {
  if (const auto *Binding = dyn_cast<BindingDecl>(Declared))
    return *cast<VarDecl>(Binding->getDecomposedDecl());
  return *cast<VarDecl>(Declared);
}

bool TrackedObject::isEverFull() const {
  return BeginsFull || llvm::any_of(Uses, [](const ObjectUse &U) {
           return U.K == ObjectUse::Adds || U.K == ObjectUse::Assigns;
         });
}

bool TrackedObject::isConsumed() const {
  return llvm::any_of(Uses, [](const ObjectUse &U) {
    return U.K == ObjectUse::Awaits || U.K == ObjectUse::Moves ||
           U.K == ObjectUse::Joins || U.K == ObjectUse::Escapes;
  });
}

namespace {

/// The references to the tracked objects, in the function's own code.
class UseCollector : public OwnCodeVisitor<UseCollector> {
public:
  UseCollector(std::vector<TrackedObject> &Objects, UseClassifier &Classify)
      : Objects(Objects), Classify(Classify) {
    for (auto [I, Object] : llvm::enumerate(Objects))
      Index[Object.Declared] = I;
  }

  bool VisitVarDecl(VarDecl *Var) {
    if (auto It = Index.find(aliased(*Var)); It != Index.end()) {
      size_t Same = It->second;
      Index[Var] = Same;
    }
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    auto It = Index.find(E->getDecl());
    if (It == Index.end())
      return true;
    TrackedObject &Object = Objects[It->second];
    Object.Uses.push_back(Classify.classify(*E, Object));
    return true;
  }

private:
  std::vector<TrackedObject> &Objects;
  UseClassifier &Classify;
  llvm::DenseMap<const ValueDecl *, size_t> Index;
};

/// Finds the objects to track.
class Candidates {
public:
  explicit Candidates(FunctionAnalysis &F) : F(F), T(F.unit().tasks()) {}

  std::vector<TrackedObject> find() {
    for (const ParmVarDecl *Param : F.function().parameters())
      parameter(*Param);
    captures();
    for (const VarDecl *Var : F.survey().Locals)
      local(*Var);
    return std::move(Found);
  }

private:
  void parameter(const ParmVarDecl &Param) {
    QualType Type = Param.getType();
    if (Type->isLValueReferenceType())
      return;
    TrackedObject Object;
    Object.Declared = &Param;
    Object.IsGiven = true;
    if (T.mustJoin(Type)) {
      Object.K = TrackedObject::Scope;
      Found.push_back(std::move(Object));
      return;
    }
    given(Object, Type.getNonReferenceType());
  }

  void given(TrackedObject &Object, QualType Type) {
    Object.Traits = T.of(Type);
    if (!Object.Traits.isTask())
      return;
    Object.Lost = Object.Traits ? Loss::Task : Loss::None;
    Object.BeginsFull = Object.IsGiven = true;
    Found.push_back(std::move(Object));
  }

  /// The tasks that a closure owns.
  void captures() {
    const auto *Method = dyn_cast<CXXMethodDecl>(&F.function());
    if (!Method || !Method->getParent()->isLambda())
      return;
    for (const LambdaCapture &Capture : Method->getParent()->captures()) {
      if (!Capture.capturesVariable() || Capture.getCaptureKind() != LCK_ByCopy)
        continue;
      TrackedObject Object;
      Object.Declared = Capture.getCapturedVar();
      given(Object, Object.Declared->getType());
    }
  }

  void local(const VarDecl &Var) {
    const Expr *Init = Var.getInit();
    if (const auto *Bindings = dyn_cast<DecompositionDecl>(&Var)) {
      if (!Var.getType()->isReferenceType() && Init && makesParts(*Init))
        for (const BindingDecl *Binding : Bindings->bindings())
          binding(*Binding, *Init);
      return;
    }
    QualType Type = Var.getType();
    if (Type->isReferenceType()) {
      const Expr *Temporary = keptTemporary(Var);
      if (!Temporary)
        return;
      Type = Temporary->getType();
    }
    TrackedObject Object;
    Object.Declared = &Var;
    Object.TakenFrom = Init ? takenFrom(*Init) : nullptr;
    if (scope(Type, Init, Object) ||
        (T.elementsOf(Type).isTask() ? container(Type, Init, Object)
                                     : single(Type, Init, Object)))
      Found.push_back(std::move(Object));
  }

  /// The temporary that lives as long as the reference \p Var.
  static const Expr *keptTemporary(const VarDecl &Var) {
    const Expr *Init = Var.getInit();
    if (const auto *Cleanups = dyn_cast_or_null<ExprWithCleanups>(Init))
      Init = Cleanups->getSubExpr();
    const auto *Temporary =
        Init ? dyn_cast<MaterializeTemporaryExpr>(Init->IgnoreParens())
             : nullptr;
    return Temporary && Temporary->getExtendingDecl() == &Var ? Temporary
                                                              : nullptr;
  }

  bool scope(QualType Type, const Expr *Init, TrackedObject &Object) {
    if (!T.mustJoin(Type) && !T.holdsScope(Type))
      return false;
    Object.K = TrackedObject::Scope;
    Object.BeginsFull =
        Init && llvm::any_of(producers(Init),
                             [&](const Expr *P) { return startsWork(F, *P); });
    return true;
  }

  bool container(QualType Type, const Expr *Init, TrackedObject &Object) {
    Object.Traits = T.elementsOf(Type);
    // Nobody has to wait for events and the like.
    if (!Object.Traits || Object.Traits.Kind == TaskKind::Awaitable)
      return false;
    Object.K = TrackedObject::Container;
    Object.Lost = Loss::Task;
    Object.Made = Init ? madeElements(*Init) : nullptr;
    Object.BeginsFull = Object.Made != nullptr;
    return true;
  }

  bool single(QualType Type, const Expr *Init, TrackedObject &Object) {
    if (Init)
      for (const Expr *P : producers(Init)) {
        Object.Lost = T.lossOf(*P);
        Object.Traits = P->isPRValue() ? T.madeBy(*P) : TaskTraits();
        if (Object.Lost != Loss::None || Object.Traits.isTask()) {
          Object.Made = P;
          break;
        }
      }
    if (!Object.Made) {
      Object.Traits = T.of(Type);
      Object.Lost = Object.Traits ? Loss::Task : Loss::None;
    }
    if (!Object.Made && !Object.Traits.isTask())
      return false;
    Object.BeginsFull = Object.Made || Object.TakenFrom;
    // An event that is declared here is no operation that was asked for.
    bool Asked = Object.Made && isa<CallExpr>(Object.Made);
    return Asked || Object.Lost == Loss::Lock || Object.Lost == Loss::Switch ||
           Object.Traits.Kind != TaskKind::Awaitable;
  }

  /// Whether the parts of a structured binding are objects made here. What an
  /// await yields is named because the syntax wants a name for everything.
  static bool makesParts(const Expr &Init) {
    return !isa<CoroutineSuspendExpr>(Init.IgnoreUnlessSpelledInSource()) &&
           llvm::all_of(producers(&Init),
                        [](const Expr *P) { return P->isPRValue(); });
  }

  void binding(const BindingDecl &Binding, const Expr &Init) {
    TrackedObject Object;
    Object.Traits = T.of(Binding.getType().getNonReferenceType());
    if (!Object.Traits)
      return;
    Object.Declared = &Binding;
    Object.Lost = Loss::Task;
    Object.Made = producers(&Init).front();
    Object.BeginsFull = true;
    Found.push_back(std::move(Object));
  }

  /// `auto t = std::move(other)`, both of this function: the other.
  static const ValueDecl *takenFrom(const Expr &Init) {
    const auto *Construction =
        dyn_cast<CXXConstructExpr>(Init.IgnoreImplicit());
    const Expr *From = Construction && Construction->getNumArgs() == 1
                           ? Construction->getArg(0)->IgnoreImplicit()
                           : nullptr;
    if (const auto *Move = dyn_cast_or_null<CallExpr>(From);
        Move && Move->isCallToStdMove())
      From = Move->getArg(0)->IgnoreParenImpCasts();
    const auto *Ref = dyn_cast_or_null<DeclRefExpr>(From);
    const auto *Source = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return Source && Source->hasLocalStorage() &&
                   !Source->getType()->isReferenceType()
               ? Source
               : nullptr;
  }

  /// The call, among what makes a container, that makes a task; or the call
  /// that makes the whole.
  const Expr *madeElements(const Expr &Init) {
    for (const Expr *P : producers(&Init)) {
      if (const auto *Call = dyn_cast<CallExpr>(P)) {
        const FunctionDecl *Callee = Call->getDirectCallee();
        if (Callee && !Callee->isInStdNamespace() && P->isPRValue() &&
            !F.unit().roles().functionModel(*Callee,
                                            CallEffect::DroppableResult))
          return P;
      }
      if (const Expr *Made = madeWithin(*P, 0))
        return Made;
    }
    return nullptr;
  }

  const Expr *madeWithin(const Expr &E, unsigned Depth) {
    constexpr unsigned MaxDepth = 8;
    if (isa<LambdaExpr>(E) || Depth == MaxDepth)
      return nullptr;
    if (isa<CallExpr>(E) && T.lossOf(E) == Loss::Task)
      return &E;
    for (const Stmt *Child : E.children())
      if (const auto *Inner = dyn_cast_or_null<Expr>(Child))
        if (const Expr *Made = madeWithin(*Inner, Depth + 1))
          return Made;
    return nullptr;
  }

  FunctionAnalysis &F;
  Tasks &T;
  std::vector<TrackedObject> Found;
};

} // namespace

bool corolint::startsWork(FunctionAnalysis &F, const Expr &Made) {
  Tasks &T = F.unit().tasks();
  const FunctionDecl *Callee = calleeOf(Made);
  if (!Callee || !T.mustJoin(Made.getType()))
    return false;
  if (F.unit().roles().functionModel(*Callee, CallEffect::SpawnsInto) ||
      T.madeBy(Made).isTask())
    return true;
  bool Job = T.isSingleJob(Made.getType());
  for (unsigned I = 0, N = argumentCount(Made); I != N; ++I) {
    QualType Given = argumentOf(Made, I)->getType();
    if (T.of(Given.getNonReferenceType()).isTask() ||
        (Job && T.isWork(Given)) ||
        (I < Callee->getNumParams() && takesWork(*Callee->getParamDecl(I))))
      return true;
  }
  return false;
}

bool corolint::isDeclaredReachably(FunctionAnalysis &F,
                                   const TrackedObject &Object) {
  const Expr *Init = Object.variable().getInit();
  return !Init || llvm::any_of(producers(Init), [&](const Expr *P) {
    return F.isReachable(*P);
  });
}

const CoroutineSuspendExpr *
corolint::awaitThatMade(const TrackedObject &Object) {
  const Expr *Init = Object.variable().getInit();
  return Init ? dyn_cast<CoroutineSuspendExpr>(
                    Init->IgnoreUnlessSpelledInSource())
              : nullptr;
}

bool corolint::isInLoopOf(FunctionAnalysis &F, const Stmt &S,
                          const VarDecl &Var) {
  for (const Stmt *Around = &S; Around;
       Around = F.parents().getParent(Around)) {
    // A label is where a goto may come back to.
    if (isa<CompoundStmt>(Around) && F.parents().holdsLabel(*Around))
      return true;
    if (isa<ForStmt, CXXForRangeStmt, WhileStmt, DoStmt, LabelStmt>(Around) &&
        !contains(F, *Around, Var.getLocation()))
      return true;
  }
  return false;
}

std::vector<TrackedObject> corolint::trackedObjects(FunctionAnalysis &F) {
  std::vector<TrackedObject> Objects = Candidates(F).find();
  if (Objects.empty())
    return Objects;
  UseClassifier Classify(F);
  UseCollector(Objects, Classify).TraverseStmt(const_cast<Stmt *>(&F.body()));
  // What was moved here is what was put in there before.
  for (TrackedObject &Object : Objects)
    if (Object.TakenFrom)
      for (const TrackedObject &Source : Objects)
        if (Object.TakenFrom == Source.Declared)
          Object.BeginsFull |= Source.isEverFull();
  return Objects;
}
