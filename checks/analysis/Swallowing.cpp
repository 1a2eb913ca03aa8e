//===--- Swallowing.cpp - loops that survive being stopped ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From the place where the cancellation arrives control is followed through the
// graph to the next suspension that would be stopped again. A loop that can be
// left on that way is taken to know what it does, unless what it asks has
// nothing to do with it: a decision about locals of one round that the handler
// does not touch.
//
//===----------------------------------------------------------------------===//
#include "Swallowing.h"
#include "Calls.h"
#include "EndlessLoops.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "Words.h"

using namespace clang;
using namespace corolint;

namespace {

class LoopAnalysis {
public:
  explicit LoopAnalysis(FunctionAnalysis &F)
      : F(F), R(F.unit().roles()), Loops(F) {}

  std::vector<SwallowedCancellation> find();

private:
  using Met = EndlessLoops::Met;

  void learnRuntime();
  bool mayThrow(const CoawaitExpr &A) const;
  const CXXCatchStmt *catching(const CXXTryStmt &Try) const;
  bool isAboutOneRound(const Stmt &Condition, const Stmt &Loop,
                       const Stmt &Handler) const;
  void findHandler(const CXXTryStmt &Try);
  void findCode(const CoawaitExpr &A);

  FunctionAnalysis &F;
  Roles &R;
  EndlessLoops Loops;
  /// Whether the coroutine can be stopped by an exception at all.
  bool ThrowsCancellation = true;
  /// The library of the coroutine's type is modelled.
  bool IsKnown = false;
  /// What its library throws, as far as the unit defines it.
  std::vector<const CXXRecordDecl *> Thrown;
  std::vector<SwallowedCancellation> Found;
};

} // namespace

static bool mentions(const Stmt &S, const VarDecl &Var) {
  const auto *Ref = dyn_cast<DeclRefExpr>(&S);
  return (Ref && Ref->getDecl() == &Var) ||
         llvm::any_of(S.children(), [&](const Stmt *Child) {
           return Child && mentions(*Child, Var);
         });
}

/// The class called \p Name in the unit; null if it does not define one.
static const CXXRecordDecl *findClass(ASTContext &Context,
                                      llvm::StringRef Name) {
  const DeclContext *In = Context.getTranslationUnitDecl();
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  Name.split(Parts, "::");
  for (llvm::StringRef Part : Parts) {
    auto Declared = In->lookup(&Context.Idents.get(Part));
    if (Declared.empty())
      return nullptr;
    const NamedDecl *D = Declared.front()->getUnderlyingDecl();
    if (const auto *Alias = dyn_cast<TypedefNameDecl>(D))
      return recordOf(Alias->getUnderlyingType());
    if (const auto *Record = dyn_cast<CXXRecordDecl>(D))
      D = Record->getDefinition();
    In = dyn_cast_or_null<DeclContext>(D);
    if (!In)
      return nullptr;
  }
  return dyn_cast<CXXRecordDecl>(In);
}

void LoopAnalysis::learnRuntime() {
  const CXXRecordDecl *Task = recordOf(F.function().getReturnType());
  if (const TypeModel *Model = Task ? R.models().findType(*Task) : nullptr) {
    IsKnown = true;
    ThrowsCancellation = !Model->Cancellations.empty();
    for (const std::string &Name : Model->Cancellations)
      if (const CXXRecordDecl *Record = findClass(F.unit().context(), Name))
        Thrown.push_back(Record);
    return;
  }
  // The third outcome of [exec.task] and of sender libraries: no handler sees
  // it.
  if (const auto *Body =
          dyn_cast_or_null<CoroutineBodyStmt>(F.function().getBody()))
    if (const CXXRecordDecl *Promise =
            recordOf(Body->getPromiseDecl()->getType()))
      ThrowsCancellation =
          R.awaitables().methods(*Promise, "unhandled_stopped").empty();
}

/// Whether being stopped at \p A can show as an exception.
bool LoopAnalysis::mayThrow(const CoawaitExpr &A) const {
  const Expr *Operand = A.getOperand()->IgnoreImplicit();
  if (R.hasRole(Operand->getType(), TypeRole::ReturnsError))
    return false;
  if (isa<CallExpr>(Operand))
    for (unsigned I = 0, End = argumentCount(*Operand); I != End; ++I)
      if (R.hasRole(argumentOf(*Operand, I)->getType(), TypeRole::ReturnsError))
        return false;
  const FunctionDecl *Resume = calleeBehind(A.getResumeExpr());
  const auto *Type =
      Resume ? Resume->getType()->getAs<FunctionProtoType>() : nullptr;
  return !Type || !Type->isNothrow();
}

/// Whether \p Condition is about nothing but objects that each round of \p Loop
/// has of its own and that \p Handler does not name.
bool LoopAnalysis::isAboutOneRound(const Stmt &Condition, const Stmt &Loop,
                                   const Stmt &Handler) const {
  if (isa<CXXThisExpr>(Condition))
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&Condition)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var)
      return isa<EnumConstantDecl>(Ref->getDecl()) ||
             (isa<CXXMethodDecl>(Ref->getDecl()));
    const DeclStmt *Declared = F.declarationOf(*Var);
    if (!Declared || Var->getType()->isReferenceType() ||
        Var->getType()->isPointerType() || !F.isWithin(*Declared, Loop))
      return false;
    if (mentions(Handler, *Var))
      return false;
  }
  return llvm::all_of(Condition.children(), [&](const Stmt *Child) {
    return !Child || isAboutOneRound(*Child, Loop, Handler);
  });
}

/// The first handler of \p Try that cancellation gets to; null if an earlier
/// one sees to it, or none may.
const CXXCatchStmt *LoopAnalysis::catching(const CXXTryStmt &Try) const {
  for (unsigned I = 0; I != Try.getNumHandlers(); ++I) {
    const CXXCatchStmt &Handler = *Try.getHandler(I);
    QualType Caught = Handler.getCaughtType();
    if (Caught.isNull())
      return &Handler;
    const CXXRecordDecl *Record = recordOf(Caught);
    if (!Record)
      continue;
    bool Catches = llvm::any_of(Thrown, [&](const CXXRecordDecl *T) {
      return T->getCanonicalDecl() == Record->getCanonicalDecl() ||
             T->isDerivedFrom(Record);
    });
    if (Catches)
      return &Handler;
    // The cancellation of a runtime that no model knows.
    if (!IsKnown && hasWord(Record->getName(),
                            {"cancelled", "canceled", "cancellation", "cancel",
                             "abort", "aborted", "stop", "stopped", "stopping",
                             "interrupted", "shutdown", "terminated"}))
      return nullptr;
  }
  return nullptr;
}

void LoopAnalysis::findHandler(const CXXTryStmt &Try) {
  const Stmt *Loop = Loops.around(Try);
  if (!Loop)
    return;
  const CXXCatchStmt *Handler = catching(Try);
  if (!Handler || Loops.asksToStop(*Handler->getHandlerBlock()))
    return;
  auto IsInside = [&](const CoawaitExpr &A) {
    return F.isWithin(A, *Try.getTryBlock());
  };
  auto Stopped = llvm::find_if(Loops.awaits(), [&](const CoawaitExpr *A) {
    return IsInside(*A) && mayThrow(*A);
  });
  if (Stopped == Loops.awaits().end())
    return;
  auto Begin = llvm::find_if(
      *F.cfg(), [&](const CFGBlock *B) { return B->getLabel() == Handler; });
  if (Begin == F.cfg()->end())
    return;
  Reach Way = Loops.follow(
      **Begin, 0,
      [&](const CoawaitExpr &A) {
        if (IsInside(A))
          return Met::EndsWhereItBegan;
        return mayThrow(A) ? Met::Ends : Met::GoesOn;
      },
      [](const Expr &) { return std::nullopt; });
  auto IsWayOut = [&](bool IsOnWay, llvm::ArrayRef<const Stmt *> Conditions) {
    auto AsksToStop = [&](const Stmt *C) { return Loops.asksToStop(*C); };
    auto IsOther = [&](const Stmt *C) {
      return isAboutOneRound(*C, *Loop, *Handler->getHandlerBlock());
    };
    return llvm::any_of(Conditions, AsksToStop) ||
           (IsOnWay && llvm::none_of(Conditions, IsOther));
  };
  if (!Way.GoesOn || Loops.anyExit(*Loop, Way, IsWayOut))
    return;
  const CXXRecordDecl *Type =
      Thrown.empty() ? recordOf(Handler->getCaughtType()) : Thrown.front();
  Found.push_back({Loop, *Stopped, Handler, Type});
}

/// Whether somebody else has the object \p E: it is a member, a global, or what
/// a reference or pointer refers to.
static bool isShared(FunctionAnalysis &F, const Expr &E) {
  const AccessPath *Path = F.unit().paths().object(&E);
  if (!Path)
    return false;
  if (Path->startsAtThis())
    return true;
  const VarDecl &Root = *Path->root();
  if (Root.hasGlobalStorage() || Root.getType()->isReferenceType())
    return true;
  return llvm::any_of(Path->steps(), [](const PathStep &Step) {
    return Step.K == PathStep::Deref;
  });
}

/// The operation whose error \p A yields as a value, and the variable that gets
/// it; null where it throws, or the variable is not known.
static std::pair<const Expr *, const ValueDecl *>
errorOf(FunctionAnalysis &F, const CoawaitExpr &A) {
  const Roles &R = F.unit().roles();
  const Expr *Operation = A.getOperand()->IgnoreImplicit();
  // as_tuple(op)
  if (const Expr *Wrapped = argumentCount(*Operation) == 1
                                ? argumentOf(*Operation, 0)
                                : nullptr;
      Wrapped && isa<CallExpr>(Operation) &&
      R.hasRole(Operation->getType(), TypeRole::ReturnsError))
    Operation = Wrapped->IgnoreImplicit();
  const Expr *Token = nullptr;
  if (isa<CallExpr>(Operation))
    for (unsigned I = 0, End = argumentCount(*Operation); I != End; ++I)
      if (const Expr *Argument = argumentOf(*Operation, I);
          R.hasRole(Argument->getType(), TypeRole::ReturnsError))
        Token = Argument->IgnoreImplicit();
  bool IsWrapped = R.hasRole(A.getOperand()->getType(), TypeRole::ReturnsError);
  if (!Token && !IsWrapped)
    return {};
  // redirect_error(token, code)
  if (const auto *Made = dyn_cast_or_null<CallExpr>(Token);
      Made && Made->getNumArgs() == 2) {
    const auto *Ref =
        dyn_cast<DeclRefExpr>(Made->getArg(1)->IgnoreParenImpCasts());
    return {Operation, Ref ? Ref->getDecl() : nullptr};
  }
  // auto [code, n] = co_await ...; or the code alone.
  const Stmt *At = &A;
  while (const Stmt *Parent = F.parents().getParent(At)) {
    if (const auto *D = dyn_cast<DeclStmt>(Parent)) {
      const auto *Var =
          D->isSingleDecl() ? dyn_cast<VarDecl>(D->getSingleDecl()) : nullptr;
      const auto *Parts = dyn_cast_or_null<DecompositionDecl>(Var);
      if (Parts && !Parts->bindings().empty())
        return {Operation, Parts->bindings().front()};
      return {Operation, Var};
    }
    if (!isa<Expr>(Parent))
      break;
    At = Parent;
  }
  return {};
}

/// What the truth of \p Condition is when \p Code holds an error; nothing where
/// it asks something else.
static std::optional<bool> truthOnError(const Expr &Condition,
                                        const ValueDecl &Code) {
  const Expr *E = Condition.IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot) {
    auto Inner = truthOnError(*Not->getSubExpr(), Code);
    return Inner ? std::optional(!*Inner) : std::nullopt;
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    bool Tests =
        isa_and_nonnull<CXXConversionDecl>(Method) ||
        (Method && Method->getIdentifier() && Method->getName() == "failed");
    return Tests ? truthOnError(*Call->getImplicitObjectArgument(), Code)
                 : std::nullopt;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref && Ref->getDecl() == &Code ? std::optional(true) : std::nullopt;
}

/// Whether those who call the function are in this unit, and nobody in it
/// cancels or closes anything of the type of \p Object: then nobody does.
static bool isNeverCancelled(FunctionAnalysis &F, const Expr &Object) {
  const CXXRecordDecl *Record = recordOf(pointeeOrSelf(Object.getType()));
  bool IsCalled = false, IsEnded = false;
  for (FunctionAnalysis *Other : F.unit().functions())
    anyCall(Other->body(), [&](const CallExpr &Call) {
      const FunctionDecl *Callee = Call.getDirectCallee();
      if (!Callee)
        return false;
      IsCalled |= Callee->getCanonicalDecl() == F.function().getCanonicalDecl();
      const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call);
      IsEnded |= Member && Callee->getIdentifier() &&
                 hasWord(Callee->getName(),
                         {"cancel", "close", "shutdown", "release", "stop"}) &&
                 recordOf(pointeeOrSelf(Member->getImplicitObjectArgument()
                                            ->IgnoreParenImpCasts()
                                            ->getType())) == Record;
      return false;
    });
  return IsCalled && !IsEnded;
}

/// An operation in an endless loop whose error changes nothing.
void LoopAnalysis::findCode(const CoawaitExpr &A) {
  const Stmt *Loop = Loops.around(A);
  if (!Loop)
    return;
  auto [Operation, Code] = errorOf(F, A);
  const auto *Call = dyn_cast_or_null<CallExpr>(Operation);
  if (!Call || !Code)
    return;
  const Expr *Object = isa<CXXMemberCallExpr>(Call)
                           ? argumentOf(*Call, ThisArgument)
                       : argumentCount(*Call) ? argumentOf(*Call, 0)
                                              : nullptr;
  auto At = F.positionOf(A);
  if (!At || !Object || !isShared(F, *Object) ||
      isNeverCancelled(F, *Object->IgnoreParenImpCasts()))
    return;
  Reach Way = Loops.follow(
      *At->first, At->second + 1,
      [&](const CoawaitExpr &Next) {
        return &Next == &A ? Met::EndsWhereItBegan : Met::GoesOn;
      },
      [&](const Expr &Condition) { return truthOnError(Condition, *Code); });
  if (!Way.GoesOn)
    return;
  // Any decision on the way may be about the error: about what was read, say.
  auto IsWayOut = [&](bool IsOnWay, llvm::ArrayRef<const Stmt *> Conditions) {
    return IsOnWay || llvm::any_of(Conditions, [&](const Stmt *C) {
             return Loops.asksToStop(*C);
           });
  };
  if (Loops.anyExit(*Loop, Way, IsWayOut))
    return;
  Found.push_back({Loop, &A, nullptr, nullptr});
}

std::vector<SwallowedCancellation> LoopAnalysis::find() {
  if (Loops.awaits().empty() || !F.cfg())
    return {};
  learnRuntime();
  if (ThrowsCancellation)
    for (const CXXTryStmt *Try : Loops.tries())
      findHandler(*Try);
  for (const CoawaitExpr *A : Loops.awaits())
    findCode(*A);
  return std::move(Found);
}

std::vector<SwallowedCancellation>
corolint::swallowedCancellations(FunctionAnalysis &F) {
  return LoopAnalysis(F).find();
}
