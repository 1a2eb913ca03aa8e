//===--- CallableFates.cpp - callables whose results somebody takes -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "AccessPath.h"
#include "BodyVisibility.h"
#include "CallableSinks.h"
#include "Discards.h"
#include "OwnCodeVisitor.h"
#include "Producers.h"
#include "TranslationUnit.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Wrappers of user code
//===----------------------------------------------------------------------===//

static QualType bareType(QualType T) {
  return T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

static const DeclContext *namespaceOf(const Decl &D) {
  return D.getDeclContext()->getEnclosingNamespaceContext();
}

/// Whether \p D is, or is in, an instantiation.
static bool isInstantiated(const Decl &D) {
  for (const DeclContext *DC = dyn_cast<DeclContext>(&D); DC;
       DC = DC->getParent()) {
    if (isa<ClassTemplateSpecializationDecl>(DC))
      return true;
    if (const auto *F = dyn_cast<FunctionDecl>(DC);
        F && F->isTemplateInstantiation())
      return true;
  }
  return false;
}

/// The types of the objects that \p Call may call as functions.
static llvm::SmallVector<QualType, 2> calledTypes(const CallExpr &Call,
                                                  Roles &R) {
  const FunctionDecl *Callee = calleeOf(Call);
  if (!Callee)
    return {bareType(Call.getCallee()->getType())};
  llvm::SmallVector<QualType, 2> Out;
  if (isa<CXXOperatorCallExpr>(Call))
    Out.push_back(bareType(Call.getArg(0)->getType()));
  else if (R.functionModel(*Callee, CallEffect::InvokesInPlace))
    for (const Expr *Argument : Call.arguments())
      Out.push_back(bareType(Argument->getType()));
  return Out;
}

static bool isClosure(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  return Record && Record->isLambda();
}

namespace {

/// The calls of callables whose task somebody takes.
class TakenVisitor : public OwnCodeVisitor<TakenVisitor> {
public:
  TakenVisitor(FunctionAnalysis &F, CallablePlaces &Out)
      : Unit(F.unit()), Where(namespaceOf(F.function())), Out(Out) {
    for (const Discard &D : F.survey().Discards)
      Discarded.insert(D.Value);
  }

  /// `return static_cast<R>(f());` where R is void.
  bool VisitCastExpr(CastExpr *E) {
    if (E->getCastKind() == CK_ToVoid)
      for (const Expr *P : producers(E->getSubExpr()))
        Discarded.insert(P);
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (!Discarded.contains(E) && Unit.tasks().of(E->getType()).isTask())
      for (QualType T : calledTypes(*E, Unit.roles()))
        Out[T].push_back(Where);
    return true;
  }

private:
  TranslationUnit &Unit;
  const DeclContext *Where;
  llvm::SmallPtrSet<const Expr *, 8> Discarded;
  CallablePlaces &Out;
};

} // namespace

/// Whether some template calls a \p Callable that \p Wrapper may hold, and
/// looks at the result. The type of a function pointer is shared by many, so
/// that only the wrapper's namespace counts for it.
bool CallableSinks::resultIsTaken(QualType Callable,
                                  const CXXRecordDecl &Wrapper) {
  if (!Taken) {
    Taken.emplace();
    for (FunctionAnalysis *F : Unit.functions())
      if (isInstantiated(F->function()))
        TakenVisitor(*F, *Taken).TraverseStmt(const_cast<Stmt *>(&F->body()));
  }
  auto It = Taken->find(bareType(Callable));
  if (It == Taken->end())
    return false;
  return isClosure(Callable) ||
         llvm::any_of(It->second, [&](const DeclContext *Where) {
           return namespaceOf(Wrapper)->Encloses(Where);
         });
}

bool CallableSinks::isCallByWrapper(FunctionAnalysis &F, const Expr &Dropped) {
  const auto *Call = dyn_cast<CallExpr>(&Dropped);
  if (!Call || !isInstantiated(F.function()))
    return false;
  auto Called = calledTypes(*Call, Unit.roles());
  if (Called.empty())
    return false;
  if (!Wrapped) {
    Wrapped.emplace();
    auto Remember = [&](const DroppedCallable &D) {
      if (D.IsWrapper && !isInSystemHeader(*D.Dropper))
        (*Wrapped)[bareType(D.Argument->getType())].push_back(
            namespaceOf(*D.Dropper));
    };
    for (FunctionAnalysis *Each : Unit.functions())
      forEachDropped(Each->function(), Remember);
    for (const Expr *Init : Unit.initializers())
      forEachDropped(*Init, Remember);
  }
  return llvm::any_of(Called, [&](QualType T) {
    auto It = Wrapped->find(T);
    return It != Wrapped->end() &&
           (isClosure(T) ||
            llvm::any_of(It->second, [&](const DeclContext *Where) {
              return Where->Encloses(namespaceOf(F.function()));
            }));
  });
}
