//===--- UseClassifier.cpp - the operation that a name is part of ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "UseClassifier.h"
#include "Producers.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "Words.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

namespace {
/// The mentions of one declaration.
class MentionFinder : public RecursiveASTVisitor<MentionFinder> {
public:
  explicit MentionFinder(const ValueDecl &D) : D(D) {}
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (E->getDecl() == &D)
      Found.push_back(E);
    return true;
  }
  const ValueDecl &D;
  std::vector<const DeclRefExpr *> Found;
};
} // namespace

const ValueDecl *corolint::aliased(const VarDecl &Var) {
  if (!Var.getType()->isReferenceType() || Var.isImplicit() ||
      isa<DecompositionDecl>(Var) || !Var.getInit())
    return nullptr;
  const Expr *Bound = Var.getInit()->IgnoreUnlessSpelledInSource();
  if (const auto *Move = dyn_cast<CallExpr>(Bound);
      Move && Move->isCallToStdMove())
    Bound = Move->getArg(0)->IgnoreParenImpCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(Bound);
  return Ref ? Ref->getDecl() : nullptr;
}

UseClassifier::UseClassifier(FunctionAnalysis &F)
    : F(F), Parents(F.parents()), R(F.unit().roles()), T(F.unit().tasks()) {}

ObjectUse UseClassifier::classify(const DeclRefExpr &Name,
                                  const TrackedObject &Of) {
  Object = &Of;
  Child = At = &Name;
  Moved = false;
  for (const Stmt *Parent = Parents.getParent(&Name); Parent;
       Child = Parent, Parent = Parents.getParent(Parent))
    if (std::optional<Kind> K = step(*Parent)) {
      bool IsElement = isa<Expr, ReturnStmt, CoreturnStmt, DeclStmt>(Parent);
      return {*K, At != &Name ? At : IsElement ? Parent : Child, &Name};
    }
  return {ObjectUse::Escapes, &Name, &Name};
}

/// The operation, if \p Parent is one; nothing when it only passes the value
/// on to what is around it.
std::optional<ObjectUse::Kind> UseClassifier::step(const Stmt &Parent) {
  if (const auto *Cast = dyn_cast<CastExpr>(&Parent)) {
    if (Cast->getCastKind() == CK_ToVoid)
      return isa<ExplicitCastExpr>(Cast) ? ObjectUse::Drops
                                         : ObjectUse::Inspects;
    if (isa<ExplicitCastExpr>(Cast) && Cast->isXValue())
      Moved = true; // static_cast<task &&>(t)
    return std::nullopt;
  }
  if (isa<ParenExpr, FullExpr, CXXBindTemporaryExpr, MaterializeTemporaryExpr,
          OpaqueValueExpr, MemberExpr, CXXDefaultArgExpr>(Parent))
    return std::nullopt;
  if (isa<CoroutineSuspendExpr>(Parent))
    return ObjectUse::Awaits;
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(&Parent)) {
    if (Construction->getConstructor()->isCopyOrMoveConstructor()) {
      Moved |= Construction->getConstructor()->isMoveConstructor();
      return std::nullopt; // on its way to what is made
    }
    return construction(*Construction);
  }
  if (const auto *Access = dyn_cast<CXXOperatorCallExpr>(&Parent);
      Access && Object->K == TrackedObject::Scope &&
      Access->getArg(0) == Child &&
      (Access->getOperator() == OO_Arrow || Access->getOperator() == OO_Star) &&
      T.holdsScope(Object->Declared->getType()))
    return std::nullopt; // the scope in it
  if (const auto *Call = dyn_cast<CallExpr>(&Parent)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && R.functionModel(*Callee, CallEffect::Moves)) {
      Moved = true;
      return std::nullopt;
    }
    if (Callee && R.functionModel(*Callee, CallEffect::Forwards)) {
      Moved |= Call->isXValue();
      return std::nullopt;
    }
    if (Callee && isAwaitMachinery(*Call, *Callee))
      return std::nullopt;
    return argument(*Call);
  }
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(&Parent)) {
    if (Child == Choice->getCond())
      return ObjectUse::Tests;
    At = Child; // only this arm takes it
    return std::nullopt;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(&Parent)) {
    if (Binary->isCommaOp())
      return Child == Binary->getRHS() ? std::optional<Kind>()
                                       : ObjectUse::Inspects;
    return ObjectUse::Escapes;
  }
  if (isa<ReturnStmt, CoreturnStmt, InitListExpr, CXXParenListInitExpr,
          CXXThrowExpr, CXXNewExpr>(Parent))
    return Moved || isa<ReturnStmt, CoreturnStmt>(Parent) ? ObjectUse::Moves
                                                          : ObjectUse::Escapes;
  if (const auto *D = dyn_cast<DeclStmt>(&Parent))
    return declaration(*D);
  if (const auto *L = dyn_cast<LambdaExpr>(&Parent))
    return capture(*L);
  if (isa<CompoundStmt>(Parent))
    return ObjectUse::Inspects; // `t;`
  if (isa<IfStmt, WhileStmt, ForStmt, DoStmt, SwitchStmt>(Parent))
    return ObjectUse::Tests;
  return ObjectUse::Escapes;
}

ObjectUse::Kind UseClassifier::declared(const VarDecl &Var) const {
  QualType Type = Var.getType();
  if (!Type->isReferenceType())
    return Moved ? ObjectUse::Moves : ObjectUse::Escapes;
  // One more name for it, which is followed like the first; or a const
  // reference, through which nobody joins a scope or puts work in it.
  bool Harmless = aliased(Var) == Object->Declared ||
                  (Object->K == TrackedObject::Scope &&
                   Type->getPointeeType().isConstQualified());
  return Harmless ? ObjectUse::Inspects : ObjectUse::Escapes;
}

std::optional<ObjectUse::Kind> UseClassifier::declaration(const DeclStmt &D) {
  for (const Decl *Declared : D.decls())
    if (const auto *Var = dyn_cast<VarDecl>(Declared);
        Var && Var->getInit() == Child)
      return declared(*Var);
  return ObjectUse::Escapes;
}

ObjectUse::Kind UseClassifier::construction(const CXXConstructExpr &E) {
  for (unsigned I = 0; I != E.getNumArgs(); ++I)
    if (E.getArg(I) == Child)
      return passed(E.getConstructor(), I);
  return ObjectUse::Escapes;
}

/// What takes the value of \p E, casts and temporaries apart.
const Stmt *UseClassifier::user(const Expr &E) const {
  auto IsAwaitCall = [](const Stmt *S) {
    const auto *Call = dyn_cast_or_null<CallExpr>(S);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    return F && (F->getOverloadedOperator() == OO_Coawait ||
                 (F->getIdentifier() && F->getName().starts_with("await_")));
  };
  const Stmt *Around = Parents.getParent(&E);
  while (isa_and_nonnull<ParenExpr, ImplicitCastExpr, CXXBindTemporaryExpr,
                         MaterializeTemporaryExpr, OpaqueValueExpr, FullExpr,
                         CXXConstructExpr>(Around) ||
         IsAwaitCall(Around) ||
         (isa_and_nonnull<MemberExpr>(Around) &&
          IsAwaitCall(Parents.getParent(Around))))
    Around = Parents.getParent(Around);
  return Around;
}

/// Whether \p Call is what an await-expression calls by itself ([expr.await]).
bool UseClassifier::isAwaitMachinery(const CallExpr &Call,
                                     const FunctionDecl &Callee) const {
  if (Callee.getOverloadedOperator() == OO_Coawait)
    return true;
  llvm::StringRef Name =
      Callee.getIdentifier() ? Callee.getName() : llvm::StringRef();
  if (!Name.starts_with("await_"))
    return false;
  if (Name == "await_transform")
    return true;
  return isa_and_nonnull<CoroutineSuspendExpr>(user(Call));
}

/// How the value fares as argument \p Index of \p Callee.
ObjectUse::Kind UseClassifier::passed(const FunctionDecl *Callee,
                                      unsigned Index) {
  if (Object->K == TrackedObject::Scope && Callee)
    if (const FunctionModel *Model =
            R.functionModel(*Callee, CallEffect::SpawnsInto);
        Model && Model->Argument == int(Index))
      return ObjectUse::Adds;
  if (!Moved)
    return ObjectUse::Escapes;
  if (!Callee || Index >= Callee->getNumParams() ||
      !Callee->getParamDecl(Index)->getType()->isReferenceType())
    return ObjectUse::Moves;
  // `if (!queue.try_push(std::move(t)))`: what is not taken is still there.
  QualType Result = Callee->getReturnType();
  bool MayDecline =
      (Callee->getIdentifier() && hasWord(Callee->getName(), {"try"})) ||
      Result->isBooleanType() || R.hasRole(Result, TypeRole::Optional);
  return MayDecline ? ObjectUse::Escapes : ObjectUse::Moves;
}

ObjectUse::Kind UseClassifier::argument(const CallExpr &E) {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E))
    return byOperator(*Operator);
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(&E);
      Call && Child == Call->getCallee()) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    if (!Method)
      return ObjectUse::Escapes;
    if (Object->K != TrackedObject::Scope)
      return member(*Call, *Method);
    return T.holdsScope(Call->getObjectType()) ? ownerMember(*Call, *Method)
                                               : scopeMember(*Call, *Method);
  }
  for (unsigned I = 0; I != E.getNumArgs(); ++I)
    if (E.getArg(I) == Child)
      return passed(E.getDirectCallee(), I);
  return ObjectUse::Escapes;
}

ObjectUse::Kind UseClassifier::byOperator(const CXXOperatorCallExpr &E) {
  // What a free operator is given by std::move is an argument like others.
  bool IsObject =
      E.getNumArgs() != 0 && E.getArg(0) == Child &&
      (!Moved || isa_and_nonnull<CXXMethodDecl>(E.getDirectCallee()));
  if (E.getOperator() == OO_Equal && E.getNumArgs() == 2) {
    if (IsObject)
      return assignment(*E.getArg(1));
    if (R.hasRole(E.getArg(0)->getType(), TypeRole::IgnoreSink))
      return ObjectUse::Drops;
    return Moved ? ObjectUse::Moves : ObjectUse::Escapes;
  }
  if (E.isComparisonOp() || E.getOperator() == OO_Exclaim)
    return decidesBranch(E) ? ObjectUse::Tests : ObjectUse::Inspects;
  // `scope << task;`
  if (Object->K == TrackedObject::Scope && IsObject && E.getNumArgs() == 2 &&
      T.isWork(E.getArg(1)->getType()))
    return ObjectUse::Adds;
  if (Moved && !IsObject)
    for (unsigned I = 0; I != argumentCount(E); ++I)
      if (argumentOf(E, I) == Child)
        return passed(E.getDirectCallee(), I);
  // `tasks[i] = f();`
  if (E.getOperator() == OO_Subscript && IsObject &&
      Object->K == TrackedObject::Container) {
    const auto *Assign =
        dyn_cast_or_null<CXXOperatorCallExpr>(Parents.getParent(&E));
    if (Assign && Assign->getOperator() == OO_Equal &&
        Assign->getArg(0) == &E) {
      At = Assign;
      return ObjectUse::Adds;
    }
  }
  return ObjectUse::Escapes;
}

bool UseClassifier::isEmptyValue(const Expr &Value) {
  for (const Expr *P : producers(&Value)) {
    const auto *Construction = dyn_cast<CXXConstructExpr>(P);
    const auto *List = dyn_cast<InitListExpr>(P);
    bool Empty =
        (Construction && Construction->getNumArgs() == 0) ||
        (List && List->getNumInits() == 0) ||
        isa<CXXNullPtrLiteralExpr, ImplicitValueInitExpr,
            CXXScalarValueInitExpr>(P) ||
        // nullopt, none
        (!T.of(P->getType()).isTask() && !T.elementsOf(P->getType()).isTask());
    if (!Empty)
      return false;
  }
  return true;
}

ObjectUse::Kind UseClassifier::assignment(const Expr &Value) {
  if (Object->K == TrackedObject::Scope)
    return ObjectUse::Escapes;
  return isEmptyValue(Value) ? ObjectUse::Clears : ObjectUse::Assigns;
}

/// Whether nobody can run a task through a value of type \p T: a number, a
/// text.
static bool tellsNothingToRun(QualType T) {
  return T->isArithmeticType() || T->isEnumeralType() ||
         (T->isPointerType() && T->getPointeeType()->isAnyCharacterType());
}

ObjectUse::Kind UseClassifier::member(const CXXMemberCallExpr &E,
                                      const CXXMethodDecl &Method) {
  if (R.functionModel(Method, CallEffect::Consumes))
    return Moved ? ObjectUse::Moves : ObjectUse::Escapes;
  if (R.functionModel(Method, CallEffect::Adds) ||
      R.functionModel(Method, CallEffect::Engages))
    return F.survey().Discarded.contains(&E) || E.getType()->isVoidType()
               ? ObjectUse::Adds
               : ObjectUse::Escapes;
  if (R.functionModel(Method, CallEffect::Disengages))
    return ObjectUse::Clears;
  bool Looks = R.functionModel(Method, CallEffect::Inspects) ||
               R.functionModel(Method, CallEffect::TestsEngaged) ||
               (Method.getIdentifier() && Method.getName() == "await_ready") ||
               (Method.isConst() && Method.getNumParams() == 0 &&
                tellsNothingToRun(Method.getReturnType()));
  if (Looks)
    return decidesBranch(E) ? ObjectUse::Tests : ObjectUse::Inspects;
  return Moved ? ObjectUse::Moves : ObjectUse::Escapes;
}

/// A member of the optional or pointer that a scope is in.
ObjectUse::Kind UseClassifier::ownerMember(const CXXMemberCallExpr &E,
                                           const CXXMethodDecl &Method) {
  if (R.functionModel(Method, CallEffect::Engages))
    return ObjectUse::Clears;
  bool Asks = isa<CXXConversionDecl>(Method) ||
              R.functionModel(Method, CallEffect::TestsEngaged);
  if (!Asks)
    return ObjectUse::Escapes;
  return decidesBranch(E) ? ObjectUse::Tests : ObjectUse::Inspects;
}

ObjectUse::Kind UseClassifier::scopeMember(const CXXMemberCallExpr &E,
                                           const CXXMethodDecl &Method) {
  if (T.joins(E))
    return joined(E);
  if (R.functionModel(Method, CallEffect::SpawnsInto))
    return ObjectUse::Adds;
  llvm::StringRef Name =
      Method.getIdentifier() ? Method.getName() : llvm::StringRef();
  // Whether there is anything to join, and whatever else can be asked.
  if (Method.isConst())
    return decidesBranch(E) &&
                   hasWord(Name, {"empty", "active", "size", "count",
                                  "remaining", "pending", "joinable", "joined",
                                  "running", "idle", "done", "finished",
                                  "outstanding", "alive", "valid", "bool"})
               ? ObjectUse::Tests
               : ObjectUse::Inspects;
  // A member that nobody declared to join, and that may do so all the same.
  if (hasWord(Name, {"join", "wait", "close", "shutdown", "stop", "drain",
                     "finish", "complete", "end", "cleanup", "get", "all"}) ||
      Moved)
    return ObjectUse::Escapes;
  bool GivesWork =
      !beginsWithWord(Name, "set") && !beginsWithWord(Name, "on") &&
      llvm::any_of(E.arguments(),
                   [&](const Expr *A) { return T.isWork(A->getType()); });
  return GivesWork ? ObjectUse::Adds : ObjectUse::Inspects;
}

/// A join that has to be awaited joins where it is awaited; one that is
/// dropped joins nothing.
ObjectUse::Kind UseClassifier::joined(const CallExpr &E) {
  if (!R.awaitables().of(E.getType()).Valid && !T.of(E.getType()).isTask())
    return ObjectUse::Joins;
  if (F.survey().Discarded.contains(&E))
    return ObjectUse::Inspects;
  const Stmt *Around = user(E);
  if (isa_and_nonnull<CoroutineSuspendExpr>(Around)) {
    At = Around;
    return ObjectUse::Joins;
  }
  At = &E;
  // A join with a name joins nothing unless somebody uses the name.
  const auto *D = dyn_cast_or_null<DeclStmt>(Around);
  const auto *Var =
      D && D->isSingleDecl() ? dyn_cast<VarDecl>(D->getSingleDecl()) : nullptr;
  if (!Var)
    return ObjectUse::Joins;
  MentionFinder Mentions(*Var);
  Mentions.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return Mentions.Found.empty() ? ObjectUse::Inspects : ObjectUse::Joins;
}

/// A closure that refers to a scope and does nothing with it but start work is
/// one more spawner; whoever else captures it may join it.
ObjectUse::Kind UseClassifier::capture(const LambdaExpr &E) {
  if (Moved)
    return ObjectUse::Moves;
  if (Object->K != TrackedObject::Scope)
    return ObjectUse::Escapes;
  MentionFinder Mentions(*Object->Declared);
  Mentions.TraverseStmt(E.getBody());
  bool Spawns = !Mentions.Found.empty();
  for (const DeclRefExpr *Name : Mentions.Found)
    Spawns &= UseClassifier(F).classify(*Name, *Object).K == ObjectUse::Adds;
  return Spawns ? ObjectUse::Adds : ObjectUse::Escapes;
}

/// Whether what \p S tells decides which way the function goes.
bool UseClassifier::decidesBranch(const Stmt &S) const {
  const Stmt *Inner = &S;
  for (const Stmt *Parent = Parents.getParent(&S); Parent;
       Inner = Parent, Parent = Parents.getParent(Parent)) {
    if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Parent))
      return Inner == Choice->getCond();
    if (const auto *If = dyn_cast<IfStmt>(Parent))
      return Inner == If->getCond();
    if (const auto *For = dyn_cast<ForStmt>(Parent))
      return Inner == For->getCond();
    if (isa<WhileStmt, DoStmt, SwitchStmt>(Parent))
      return true;
    if (isa<DeclStmt>(Parent))
      return true; // named, and tested later
    if (!isa<Expr>(Parent) || isa<LambdaExpr>(Parent))
      return false;
  }
  return false;
}
