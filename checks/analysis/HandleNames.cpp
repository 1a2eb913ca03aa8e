//===--- HandleNames.cpp - what names a suspended coroutine ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "HandleNames.h"
#include "AccessPath.h"
#include "Awaiters.h"
#include "OwnCodeVisitor.h"
#include "StandardLibrary.h"
#include "Words.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

llvm::StringRef corolint::nameOfCallee(const Expr &Call) {
  const FunctionDecl *Callee = calleeOf(Call);
  return Callee && Callee->getIdentifier() ? Callee->getName() : "";
}

const Expr *corolint::bareValue(const Expr *E) {
  while (E) {
    const Expr *Before = E;
    E = E->IgnoreParenCasts();
    if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
      E = Cleanups->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
      E = Temporary->getSubExpr();
    else if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(E))
      E = Bind->getSubExpr();
    else if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E))
      E = Default->getExpr();
    if (E == Before)
      return E;
  }
  return E;
}

std::pair<const Expr *, const Expr *>
corolint::operandsOfAssignment(const Stmt &S) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(&S))
    if (Binary->isAssignmentOp())
      return {Binary->getLHS(), Binary->getRHS()};
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&S))
    if (Operator->getOperator() == OO_Equal && Operator->getNumArgs() == 2)
      return {Operator->getArg(0), Operator->getArg(1)};
  return {};
}

static const ValueDecl *named(const Expr *E) {
  const auto *Ref = dyn_cast_or_null<DeclRefExpr>(E);
  return Ref ? Ref->getDecl() : nullptr;
}

/// What passes its only argument on: moves, casts of pointers, wrapped
/// references.
static const Expr *passedThrough(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || Call.getNumArgs() != 1 || !isOfStandardLibrary(*Callee))
    return nullptr;
  llvm::StringRef Name = nameOfCallee(Call);
  return Name == "move" || Name == "forward" || Name == "ref" ||
                 Name == "addressof" || Name == "from_address" ||
                 Name == "cref" || Name == "as_const"
             ? Call.getArg(0)
             : nullptr;
}

/// The handle whose promise \p E is: `h.promise()`; null for others.
static const Expr *promiseOwner(const Expr *E) {
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(bareValue(E));
  if (!Call || nameOfCallee(*Call) != "promise")
    return nullptr;
  const Expr *Handle = Call->getImplicitObjectArgument();
  return isHandleType(Handle->getType()) ? Handle : nullptr;
}

bool HandleNames::isHandle(const Expr *E) const {
  E = bareValue(E);
  if (!E)
    return false;
  if (const ValueDecl *Var = named(E))
    return From.Handles.contains(Var);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return HandleFields.contains(
               dyn_cast<FieldDecl>(Member->getMemberDecl())) &&
           isOwnStorage(Member);
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    return (isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()) ||
            nameOfCallee(*Call) == "address") &&
           isHandle(Call->getImplicitObjectArgument());
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    if (const Expr *Inner = passedThrough(*Call))
      return isHandle(Inner);
    // from_promise(h.promise())
    return nameOfCallee(*Call) == "from_promise" && Call->getNumArgs() == 1 &&
           isPromise(Call->getArg(0));
  }
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E))
    return Made->getNumArgs() == 1 && isHandleType(Made->getType()) &&
           isHandle(Made->getArg(0));
  return false;
}

bool HandleNames::isSelf(const Expr *E) const {
  E = bareValue(E);
  if (!E)
    return false;
  if (isa<CXXThisExpr>(E))
    return From.ThisIsSelf;
  if (const ValueDecl *Var = named(E))
    return From.Selves.contains(Var);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return (Unary->getOpcode() == UO_Deref ||
            Unary->getOpcode() == UO_AddrOf) &&
           isSelf(Unary->getSubExpr());
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const Expr *Inner = passedThrough(*Call);
    return Inner && isSelf(Inner);
  }
  return false;
}

bool HandleNames::isOwnStorage(const Expr *E) const {
  E = bareValue(E);
  if (!E)
    return false;
  if (isSelf(E))
    return true;
  if (const ValueDecl *Var = named(E))
    return MemberAliases.contains(Var);
  const auto *Member = dyn_cast<MemberExpr>(E);
  const auto *Field =
      Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  if (!Field || Field->getType()->isReferenceType())
    return false;
  return isSelf(Member->getBase()) ||
         (!Member->isArrow() && isOwnStorage(Member->getBase()));
}

bool HandleNames::isPromise(const Expr *E) const {
  E = bareValue(E);
  if (const ValueDecl *Var = named(E))
    return PromiseAliases.contains(Var);
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(E))
    return isPromise(Unary->getSubExpr());
  const Expr *Owner = promiseOwner(E);
  return Owner && isHandle(Owner);
}

bool HandleNames::isInOtherPromise(const Expr *E) const {
  E = bareValue(E);
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(E))
    return isInOtherPromise(Member->getBase());
  if (const ValueDecl *Var = named(E))
    return OtherPromises.contains(Var);
  const Expr *Owner = promiseOwner(E);
  return Owner && !isHandle(Owner);
}

Carried HandleNames::capturedBy(const LambdaExpr &Lambda) const {
  Carried Found;
  auto Init = Lambda.capture_init_begin();
  for (const LambdaCapture &Capture : Lambda.captures()) {
    const Expr *Value = *Init++;
    if (Capture.capturesThis())
      Found.Self |= From.ThisIsSelf;
    else
      Found |= carriedBy(Value);
  }
  return Found;
}

Carried HandleNames::carriedBy(const Expr *E) const {
  E = bareValue(E);
  if (!E)
    return {};
  if (isHandle(E))
    return {/*Handle=*/true, false};
  if (isSelf(E))
    return {false, /*Self=*/true};
  if (const ValueDecl *Var = named(E))
    return From.Carriers.lookup(Var);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return {false, Unary->getOpcode() == UO_AddrOf &&
                       isOwnStorage(Unary->getSubExpr())};
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return capturedBy(*Lambda);
  Carried Found;
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
    for (const Expr *Arg : Made->arguments())
      // A copy of the awaiter is another object.
      if (!isSelf(Arg) || !Made->getConstructor()->isCopyOrMoveConstructor())
        Found |= carriedBy(Arg);
  } else if (const auto *List = dyn_cast<InitListExpr>(E)) {
    for (const Expr *Init : List->inits())
      Found |= carriedBy(Init);
  } else if (const auto *List = dyn_cast<CXXParenListInitExpr>(E)) {
    for (const Expr *Init : List->getInitExprs())
      Found |= carriedBy(Init);
  } else if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    if (New->getInitializer())
      Found |= carriedBy(New->getInitializer());
  } else if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    Found |= carriedBy(Choice->getTrueExpr());
    Found |= carriedBy(Choice->getFalseExpr());
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    // A tagged pointer.
    if (Binary->isBitwiseOp() || Binary->isAdditiveOp()) {
      Found |= carriedBy(Binary->getLHS());
      Found |= carriedBy(Binary->getRHS());
    }
  } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    QualType Result = Call->getType();
    // `executor = get_executor(handle)`: what the coroutine has, not itself.
    const bool Asks = Result->isRecordType() && !isHandleType(Result) &&
                      beginsWithWord(nameOfCallee(*Call), "get");
    if (!Asks && (Result->isRecordType() || Result->isPointerType()))
      for (const Expr *Arg : Call->arguments())
        Found |= carriedBy(Arg);
  }
  return Found;
}

/// Finds the names, as often as there are new ones.
class HandleNames::Collector : public OwnCodeVisitor<Collector> {
public:
  explicit Collector(HandleNames &N) : N(N) {}

  bool Changed = false;

  bool VisitVarDecl(VarDecl *Var) {
    const Expr *Init = Var->getInit();
    if (!Init || !Var->isLocalVarDecl())
      return true;
    const bool Refers =
        Var->getType()->isReferenceType() || Var->getType()->isPointerType();
    if (isHandleType(Var->getType()) && N.isHandle(Init))
      add(N.From.Handles, *Var);
    else if (isHandleType(Var->getType()) && N.carriedBy(Init).Handle)
      add(N.MaybeHandles, *Var);
    else if (Refers && N.isSelf(Init))
      add(N.From.Selves, *Var);
    else if (Refers && N.isPromise(Init))
      add(N.PromiseAliases, *Var);
    else if (Refers && N.isInOtherPromise(Init))
      add(N.OtherPromises, *Var);
    else if (Var->getType()->isReferenceType() && N.isOwnStorage(Init))
      add(N.MemberAliases, *Var);
    else if (Carried Value = N.carriedBy(Init))
      carry(*Var, Value);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) { return assignment(*E); }
  bool VisitCallExpr(CallExpr *E) {
    if (nameOfCallee(*E) == "exchange" && E->getNumArgs() == 2)
      assigned(E->getArg(0), E->getArg(1));
    // A member function of the awaiter that is given the handle has it.
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
        Member && N.isSelf(Member->getImplicitObjectArgument()))
      for (const Expr *Arg : E->arguments())
        N.HandleInSelf |= N.carriedBy(Arg).Handle;
    return assignment(*E);
  }

private:
  bool assignment(const Stmt &S) {
    auto [To, Value] = operandsOfAssignment(S);
    if (To)
      assigned(To, Value);
    return true;
  }
  void assigned(const Expr *To, const Expr *Value) {
    Carried What = N.carriedBy(Value);
    if (!What)
      return;
    To = bareValue(To);
    if (const ValueDecl *Var = named(To)) {
      if (isHandleType(Var->getType()))
        add(N.MaybeHandles, *Var);
      else if (const auto *Local = dyn_cast<VarDecl>(Var);
               Local && Local->hasLocalStorage())
        carry(*Var, What);
      return;
    }
    const auto *Member = dyn_cast<MemberExpr>(To);
    const auto *Field =
        Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
    if (!Field)
      return;
    if (N.isOwnStorage(Member)) {
      if (What.Handle && N.isHandle(Value) && isHandleType(Field->getType()))
        Changed |= N.HandleFields.insert(Field).second;
      else if (What.Handle)
        N.HandleInSelf = true;
    } else if (const ValueDecl *Node = named(bareValue(Member->getBase()))) {
      // `node.who = h;` in a local node, or one that was just made.
      const auto *Local = dyn_cast<VarDecl>(Node);
      if (Local && Local->isLocalVarDecl() &&
          (Local->getType()->isRecordType() ||
           (Local->getInit() && isa<CXXNewExpr>(bareValue(Local->getInit())))))
        carry(*Node, What);
    }
  }
  void add(llvm::SmallPtrSetImpl<const ValueDecl *> &To, const ValueDecl &Var) {
    Changed |= To.insert(&Var).second;
  }
  void carry(const ValueDecl &Var, Carried What) {
    Carried &Known = N.From.Carriers[&Var];
    Changed |= (What.Handle && !Known.Handle) || (What.Self && !Known.Self);
    Known |= What;
  }

  HandleNames &N;
};

HandleNames::HandleNames(const Stmt &Body, Roots Known)
    : From(std::move(Known)) {
  constexpr unsigned MaxRounds = 4; // names of names of names
  for (unsigned Round = 0; Round != MaxRounds; ++Round) {
    Collector Collect(*this);
    Collect.TraverseStmt(const_cast<Stmt *>(&Body));
    if (!Collect.Changed)
      return;
  }
}
