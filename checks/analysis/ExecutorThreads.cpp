//===--- ExecutorThreads.cpp - the threads behind an executor -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ExecutorThreads.h"
#include "Borrows.h"
#include "SendRules.h"
#include "TranslationUnit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

/// Executors from executors are followed this deep.
static constexpr unsigned MaxDepth = 8;

static const Expr *peel(const Expr *E) {
  E = peelForBorrow(E->IgnoreImplicit());
  while (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    E = peelForBorrow(Temporary->getSubExpr());
  return E;
}

/// Whether \p Record, or a base of it, has a member function `execute`.
static bool hasExecute(const CXXRecordDecl &Record, const ASTContext &Context) {
  const DeclarationName Name = &Context.Idents.get("execute");
  return !Record.lookup(Name).empty() ||
         llvm::any_of(Record.bases(), [&](const CXXBaseSpecifier &Base) {
           const CXXRecordDecl *B = recordOf(Base.getType());
           return B && hasExecute(*B, Context);
         });
}

bool ExecutorThreads::isExecutor(QualType T) const {
  const CXXRecordDecl *Record = recordOf(T);
  return Record && (Unit.roles().hasRole(T, TypeRole::Strand) ||
                    hasExecute(*Record, Unit.context()));
}

/// What \p E, an expression that makes an executor, makes it from; null if it
/// makes none.
const Expr *ExecutorThreads::source(const Expr &E) const {
  if (const auto *Made = dyn_cast<CXXConstructExpr>(&E))
    return Made->getNumArgs() != 0 && isExecutor(Made->getType())
               ? Made->getArg(0)
               : nullptr;
  const auto *Call = dyn_cast<CallExpr>(&E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return nullptr;
  const Roles &R = Unit.roles();
  if (Call->getNumArgs() != 0 &&
      (R.functionModel(*Callee, CallEffect::Moves) ||
       R.functionModel(*Callee, CallEffect::Forwards)))
    return Call->getArg(0);
  const FunctionModel *Model = R.functionModel(*Callee, CallEffect::Borrows);
  return Model ? argumentOf(E, Model->Argument) : nullptr;
}

/// What the one initialiser of a member says; null if there is none, or
/// constructors differ.
static const Expr *initOf(const FieldDecl &Field) {
  const auto *Class = dyn_cast<CXXRecordDecl>(Field.getParent());
  const Expr *Only = Field.getInClassInitializer();
  if (!Class)
    return Only;
  for (const CXXConstructorDecl *Declared : Class->ctors()) {
    const auto *Made =
        dyn_cast_or_null<CXXConstructorDecl>(Declared->getDefinition());
    if (!Made || Made->isCopyOrMoveConstructor())
      continue;
    for (const CXXCtorInitializer *Init : Made->inits()) {
      if (Init->getAnyMember() != &Field ||
          isa<CXXDefaultInitExpr>(Init->getInit()))
        continue;
      if (Only)
        return nullptr;
      Only = Init->getInit();
    }
  }
  return Only;
}

/// The executor in a variable or member that was given it at its beginning.
ExecutorKind ExecutorThreads::madeFrom(const ValueDecl &D, unsigned Depth) {
  if (const auto *Field = dyn_cast<FieldDecl>(&D))
    return of(initOf(*Field), Depth);
  const auto *Var = dyn_cast<VarDecl>(&D);
  if (!Var || isa<ParmVarDecl>(Var) || !Var->getInit())
    return {};
  const auto *Owner = dyn_cast<FunctionDecl>(Var->getDeclContext());
  FunctionAnalysis *F = Owner ? Unit.analysisOf(*Owner) : nullptr;
  if (Owner && (!F || F->borrows().isRebound(*Var)))
    return {};
  return of(Var->getInit(), Depth);
}

ExecutorKind ExecutorThreads::named(const Expr &E, unsigned Depth) {
  const ValueDecl *D = Runs.objectNamed(E);
  if (!D)
    return {};
  if (isExecutor(pointeeOrSelf(E.getType())))
    return madeFrom(*D, Depth + 1);
  ExecutorKind Kind;
  if (Runs.areSeveral(*D)) {
    Kind.IsElsewhere = true;
    Kind.Context = D;
  }
  return Kind;
}

ExecutorKind ExecutorThreads::strand(const Expr &E, unsigned Depth) {
  ExecutorKind Kind;
  const auto *Made = dyn_cast<CXXConstructExpr>(&E);
  const bool IsCopy = Made && Made->getConstructor()->isCopyOrMoveConstructor();
  if (const Expr *From = source(E)) {
    Kind = of(From, Depth + 1);
    if (!IsCopy && !Kind.IsStrand)
      Kind.MadeBy = &E;
  } else if (const ValueDecl *D = Runs.objectNamed(E)) {
    Kind = madeFrom(*D, Depth + 1);
    // One for each object that has it.
    if (isa<FieldDecl, ParmVarDecl>(D)) {
      Kind.Strand = D;
      Kind.MadeBy = nullptr;
    }
  }
  Kind.IsStrand = true;
  if (const CXXRecordDecl *Record = recordOf(pointeeOrSelf(E.getType())))
    Kind.IsElsewhere |=
        llvm::any_of(typeArguments(*Record), [&](QualType Inner) {
          return Unit.roles().hasRole(Inner, TypeRole::MultiThreaded);
        });
  return Kind;
}

/// The pool that \p E is or is from, if `thread_pool pool(1)` has made it.
const ValueDecl *ExecutorThreads::poolOfOne(const Expr &Executor) {
  const Expr *E = &Executor;
  for (unsigned I = 0; E && I != MaxDepth; ++I) {
    E = peel(E);
    const ValueDecl *D = Runs.objectNamed(*E);
    if (!D) {
      E = source(*E);
      continue;
    }
    const auto *Var = dyn_cast<VarDecl>(D);
    const auto *Field = dyn_cast<FieldDecl>(D);
    const Expr *Init = Field                           ? initOf(*Field)
                       : Var && !isa<ParmVarDecl>(Var) ? Var->getInit()
                                                       : nullptr;
    const auto *Made =
        Init ? dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit()) : nullptr;
    const Expr *Threads =
        Made && Made->getNumArgs() > 0 ? Made->getArg(0) : nullptr;
    if (!Threads || Threads->isValueDependent() ||
        !Threads->getType()->isIntegerType()) {
      // A local that names the executor of a pool.
      E = Init && isExecutor(D->getType()) ? Init : nullptr;
      continue;
    }
    auto Count = Threads->getIntegerConstantExpr(Unit.context());
    return Count && *Count == 1 ? D : nullptr;
  }
  return nullptr;
}

ExecutorKind ExecutorThreads::of(const Expr *E, unsigned Depth) {
  if (!E || Depth == MaxDepth)
    return {};
  E = peel(E);
  const QualType T = pointeeOrSelf(E->getType());
  if (Unit.roles().hasRole(T, TypeRole::Strand))
    return strand(*E, Depth);
  if (Unit.roles().hasRole(T, TypeRole::MultiThreaded)) {
    ExecutorKind Kind;
    Kind.IsElsewhere = true;
    Kind.OneThread = poolOfOne(*E);
    return Kind;
  }
  if (const Expr *From = source(*E))
    return of(From, Depth + 1);
  return named(*E, Depth);
}
