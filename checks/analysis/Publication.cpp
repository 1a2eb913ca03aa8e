//===--- Publication.cpp - when others can resume a coroutine -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Publication.h"
#include "BodyVisibility.h"
#include "OwnCodeVisitor.h"
#include "Resumptions.h"
#include "StandardLibrary.h"
#include "TranslationUnit.h"
#include "Words.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint;

static constexpr unsigned MaxDepth = 4;

static llvm::StringRef nameOf(const NamedDecl *D) {
  return D && D->getIdentifier() ? D->getName() : "";
}

/// The class that \p F is a member of; empty for free functions.
static llvm::StringRef classOf(const FunctionDecl &F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  return Method ? nameOf(Method->getParent()) : "";
}

bool corolint::isThreadType(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record)
    return false;
  if (Record->isInStdNamespace() &&
      (nameOf(Record) == "thread" || nameOf(Record) == "jthread"))
    return true;
  return llvm::any_of(typeArguments(T),
                      [](QualType Part) { return isThreadType(Part); });
}

static bool isAtomicClass(llvm::StringRef Name) {
  return Name.starts_with("atomic") || Name.starts_with("__atomic");
}

static bool isAtomicMember(const FunctionDecl &F) {
  return isOfStandardLibrary(F) && isAtomicClass(classOf(F));
}

bool corolint::takesLock(const Stmt &S, TranslationUnit &Unit) {
  if (const auto *Declared = dyn_cast<DeclStmt>(&S))
    return llvm::any_of(Declared->decls(), [&](const Decl *D) {
      const auto *Var = dyn_cast<VarDecl>(D);
      return Var && static_cast<bool>(Unit.roles().guard(Var->getType()));
    });
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&S);
  llvm::StringRef Name = Call ? nameOfCallee(*Call) : "";
  return Name == "lock" || Name == "lock_shared" || Name == "unlock" ||
         Name == "unlock_shared";
}

/// The object that a member function or call operator is called on.
static const Expr *objectOf(const Expr &Call) {
  return argumentOf(Call, ThisArgument);
}

/// Whether \p Object, what a member function is called on, lies in the awaiter:
/// no pointer there to something else.
static bool liesInside(const Expr *Object, const HandleNames &Names) {
  return Object && !bareValue(Object)->getType()->isPointerType() &&
         Names.isOwnStorage(Object);
}

/// The number of arguments that parameters receive.
static unsigned argumentsOf(const Expr &Call) { return argumentCount(Call); }

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

Carried Publications::passed(const Expr &Call, unsigned Index) const {
  const Expr *Arg = argumentOf(Call, Index);
  if (!Arg)
    return {};
  Carried What = Names.carriedBy(Arg);
  // `list.push(node)`, where node is a member: the awaiter is in the list.
  const FunctionDecl *Callee = calleeOf(Call);
  if (!What && Callee && Index < Callee->getNumParams()) {
    QualType T = Callee->getParamDecl(Index)->getType();
    What.Self = T->isLValueReferenceType() &&
                !T->getPointeeType().isConstQualified() &&
                !isOfStandardLibrary(*Callee) && Names.isOwnStorage(Arg);
  }
  return What;
}

const LambdaExpr *Publications::closureIn(const Expr *E) const {
  E = bareValue(E);
  while (const auto *Made = dyn_cast_or_null<CXXConstructExpr>(E)) {
    if (Made->getNumArgs() == 0)
      return nullptr;
    E = bareValue(Made->getArg(0));
  }
  if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(E))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
        Var && Var->isLocalVarDecl() && Var->getInit())
      return closureIn(Var->getInit());
  if (const auto *Call = dyn_cast_or_null<CallExpr>(E);
      Call && Call->getNumArgs() == 1 && nameOfCallee(*Call) == "move")
    return closureIn(Call->getArg(0));
  return dyn_cast_or_null<LambdaExpr>(E);
}

/// Whether what \p Lambda does with the coroutine depends on the awaiter's
/// state: then both sides may have agreed on who resumes.
bool Publications::decidesItself(const LambdaExpr &Lambda) const {
  struct Finder : OwnCodeVisitor<Finder> {
    bool Asks = false;
    bool asksThis(const Stmt *S) {
      if (!S)
        return false;
      return isa<CXXThisExpr>(S) ||
             llvm::any_of(S->children(),
                          [&](const Stmt *Child) { return asksThis(Child); });
    }
    bool VisitIfStmt(IfStmt *S) {
      Asks |= asksThis(S->getCond());
      return true;
    }
    bool VisitConditionalOperator(ConditionalOperator *E) {
      Asks |= asksThis(E->getCond());
      return true;
    }
    bool VisitBinaryOperator(BinaryOperator *E) {
      Asks |= E->isLogicalOp() && asksThis(E->getLHS());
      return true;
    }
  } Find;
  Find.TraverseStmt(const_cast<CompoundStmt *>(Lambda.getCompoundStmtBody()));
  return Find.Asks;
}

/// Whether \p Lambda does anything with the coroutine that it captures.
static bool concerns(const LambdaExpr &Lambda, const HandleNames &Names) {
  if (Names.capturedBy(Lambda).Handle)
    return true;
  struct Finder : OwnCodeVisitor<Finder> {
    const HandleNames &Names;
    explicit Finder(const HandleNames &Names) : Names(Names) {}
    bool Found = false;
    bool VisitMemberExpr(MemberExpr *E) {
      const auto *Field = dyn_cast<FieldDecl>(E->getMemberDecl());
      Found |= Field ? Names.handleFields().contains(Field)
                     : isa<CXXThisExpr>(E->getBase()->IgnoreParenImpCasts());
      return !Found;
    }
  } Find(Names);
  Find.TraverseStmt(const_cast<CompoundStmt *>(Lambda.getCompoundStmtBody()));
  return Find.Found;
}

static bool locks(const Stmt &Body, TranslationUnit &Unit) {
  if (takesLock(Body, Unit))
    return true;
  return llvm::any_of(Body.children(), [&](const Stmt *Child) {
    return Child && locks(*Child, Unit);
  });
}

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

Reach Publications::storedIn(const Expr &Place) const {
  const Expr *Bare = bareValue(&Place);
  if (Names.isOwnStorage(Bare))
    return Reach::Inside;
  if (Names.isInOtherPromise(Bare))
    return Reach::Passed; // of a child that has yet to be started
  if (const auto *Member = dyn_cast<MemberExpr>(Bare))
    if (Names.isPromise(Member->getBase()))
      return Reach::Passed;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Bare))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
        Var && Var->hasLocalStorage() && !Var->getType()->isReferenceType())
      return Reach::Nowhere;
  if (const auto *Member = dyn_cast<MemberExpr>(Bare))
    if (!Member->isArrow())
      if (const auto *Ref = dyn_cast<DeclRefExpr>(bareValue(Member->getBase())))
        if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
            Var && Var->hasLocalStorage() &&
            !Var->getType()->isReferenceType() && !isa<ParmVarDecl>(Var))
          return Reach::Nowhere;
  return Reach::Plain;
}

std::optional<Publication> Publications::assignment(const Expr &At,
                                                    const Expr &To,
                                                    const Expr &Value) const {
  const Carried What = Names.carriedBy(&Value);
  if (!What)
    return std::nullopt;
  Publication Step;
  Step.At = &At;
  Step.How = storedIn(To);
  const FunctionDecl *Callee = calleeOf(At);
  if (Step.How == Reach::Plain && Callee && isAtomicMember(*Callee))
    Step.How = Reach::Synchronised;
  // The awaiter alone is of no use to whoever finds it.
  if (!What.Handle && !Names.isHandleInSelf() && Step.How > Reach::Inside)
    Step.How = Reach::Passed;
  return Step;
}

std::optional<Publication> Publications::stepIn(const Stmt &S) const {
  const auto *E = dyn_cast<Expr>(&S);
  if (!E)
    return std::nullopt;
  if (auto [To, Value] = operandsOfAssignment(S); To)
    return assignment(*E, *To, *Value);
  if (isa<CallExpr, CXXConstructExpr>(E))
    return call(*E);
  return std::nullopt;
}

std::optional<Publication> Publications::call(const Expr &Call) const {
  if (const Expr *Resumed = resumedBy(Call)) {
    if (Names.isHandle(Resumed))
      return Publication{Reach::InPlace, &Call};
    return std::nullopt;
  }
  const Expr *Object = objectOf(Call);
  llvm::StringRef Name = nameOfCallee(Call);
  if (Object && isHandleType(Object->getType())) {
    if (Name == "destroy" && Names.isHandle(Object))
      return Publication{Reach::InPlace, &Call};
    if (Name == "promise" && Names.isHandle(Object))
      return Publication{Reach::Passed, &Call};
    return std::nullopt;
  }
  Carried What;
  for (unsigned I = 0; I != argumentsOf(Call); ++I)
    What |= passed(Call, I);
  const FunctionDecl *Callee = calleeOf(Call);
  const bool OnSelf = Object && Names.isSelf(Object);
  // A closure that has it is called: it knows it by the same names.
  if (Object && !OnSelf && isa<CXXOperatorCallExpr>(Call) &&
      Names.carriedBy(Object)) {
    const LambdaExpr *Closure = closureIn(Object);
    if (!Closure || Depth == MaxDepth)
      return Publication{Reach::Passed, &Call};
    return mostIn(*Closure->getCompoundStmtBody(), Names, Call);
  }
  if (!What && !OnSelf)
    return std::nullopt;
  if (Callee && isOfStandardLibrary(*Callee))
    return libraryCall(Call, *Callee, Object, What);
  if (isa<CXXConstructExpr>(Call))
    return std::nullopt; // what is made carries it
  std::optional<Publication> Step;
  if (FunctionAnalysis *Body = Unit.calledFunction(Call);
      Body && Depth != MaxDepth)
    Step = visibleCall(Call, Body->function(), Object);
  else if (!What || (OnSelf && !What.Handle))
    Step = Publication{Reach::Passed, &Call};
  else
    Step = opaqueCall(Call, Callee, What);
  // What lies in the awaiter is found by whoever finds that.
  if (Step && liesInside(Object, Names) && !OnSelf && !Step->IsPost &&
      Step->How >= Reach::Plain && Step->How <= Reach::Given)
    Step->How = Reach::Inside;
  if (Step && What && !What.Handle && !Names.isHandleInSelf() &&
      Step->How > Reach::Inside)
    Step->How = Reach::Passed;
  return Step;
}

static bool changesContainer(llvm::StringRef Name) {
  return Name.starts_with("push") || Name.starts_with("emplace") ||
         Name.starts_with("insert") || Name.starts_with("assign") ||
         Name.starts_with("try_emplace") || Name == "append" || Name == "reset";
}

std::optional<Publication> Publications::libraryCall(const Expr &Call,
                                                     const FunctionDecl &Callee,
                                                     const Expr *Object,
                                                     Carried What) const {
  Publication Step;
  Step.At = &Call;
  llvm::StringRef Name = nameOf(&Callee);
  if (isa<CXXConstructExpr>(Call)) {
    if (!isThreadType(Call.getType()) || cast<CXXConstructExpr>(Call)
                                             .getConstructor()
                                             ->isCopyOrMoveConstructor())
      return std::nullopt;
    Step.How = Reach::Given;
    Step.IsPost = Step.IgnoresLocks = true;
    return Step;
  }
  if (isAtomicMember(Callee)) {
    Step.How = liesInside(Object, Names) ? Reach::Inside : Reach::Synchronised;
    Step.OnlyIfTrue = Name.starts_with("compare_exchange");
  } else if (Callee.getOverloadedOperator() == OO_Call) {
    Step = opaqueCall(Call, nullptr, What);
  } else if (Object && isThreadType(Object->getType())) {
    Step.How = Reach::Given;
    Step.IsPost = true;
  } else if (Object && changesContainer(Name)) {
    Step.How = storedIn(*Object);
    if (Step.How == Reach::Inside && !liesInside(Object, Names))
      Step.How = Reach::Plain;
  } else if (Name == "exchange" || Name == "swap" ||
             Name.starts_with("atomic_")) {
    const Expr *Place = argumentOf(Call, 0);
    Step.How = storedIn(*Place);
    if (Step.How == Reach::Plain && Name.starts_with("atomic_"))
      Step.How = Reach::Synchronised;
    Step.OnlyIfTrue = Name.starts_with("atomic_compare_exchange");
  } else if (Name == "async" || Name == "set_value") {
    Step.How = Reach::Given;
    Step.IsPost = Name == "async";
  } else if (Call.getType()->isVoidType() || Name == "invoke" ||
             Name == "apply") {
    Step.How = Reach::Passed;
  } else {
    return std::nullopt; // makes a value that carries it
  }
  if (!What.Handle && !Names.isHandleInSelf() && Step.How > Reach::Inside)
    Step.How = Reach::Passed;
  return Step;
}

/// Names of functions that look at what they are given and keep nothing.
static bool onlyLooks(const FunctionDecl &F) {
  return hasWord(nameOf(&F),
                 {"trace",    "log",    "print",  "debug", "record",
                  "count",    "assert", "check",  "hash",  "name",
                  "describe", "is",     "has",    "get",   "dump",
                  "format",   "id",     "metric", "note",  "inspect",
                  "expects",  "verify", "format", "size",  "find",
                  "contains", "info",   "warn",   "error", "profile"});
}

Publication Publications::opaqueCall(const Expr &Call,
                                     const FunctionDecl *Callee,
                                     Carried What) const {
  Publication Step;
  Step.At = &Call;
  Step.How = Reach::Given;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  const LambdaExpr *Closure = nullptr;
  for (unsigned I = 0; I != argumentsOf(Call); ++I)
    if (passed(Call, I))
      if (const LambdaExpr *Found = closureIn(argumentOf(Call, I)))
        Closure = Found;
  if (Closure) {
    Step.IsPost = true;
    if (!concerns(*Closure, Names) || decidesItself(*Closure))
      Step.How = Reach::Passed;
    else
      Step.IgnoresLocks = !locks(*Closure->getCompoundStmtBody(), Unit);
  } else if (Callee && changesContainer(nameOf(Callee)) &&
             isInSystemHeader(*Callee)) {
    Step.How = Reach::Plain;
  } else if (Callee && onlyLooks(*Callee)) {
    Step.How = Reach::Nowhere;
  } else if (Method && Method->isConst() && !Call.getType()->isVoidType()) {
    Step.How = Reach::Passed;
  }
  Step.OnlyIfTrue = Callee && beginsWithWord(nameOf(Callee), "try");
  Step.NeedsHandleInside = !Callee && !What.Handle && !Closure;
  return Step;
}

std::optional<Publication> Publications::visibleCall(const Expr &Call,
                                                     const FunctionDecl &Body,
                                                     const Expr *Object) const {
  HandleNames::Roots Inside;
  Inside.ThisIsSelf = Object && Names.isSelf(Object);
  for (unsigned I = 0; I != argumentsOf(Call) && I < Body.getNumParams(); ++I) {
    const Carried What = passed(Call, I);
    const ParmVarDecl *Param = Body.getParamDecl(I);
    const Expr *Arg = argumentOf(Call, I);
    // A stand-in for code that is somewhere else.
    if (What.Handle && !Param->getIdentifier())
      return Publication{Reach::Passed, &Call};
    if (What.Handle && isHandleType(Param->getType()))
      Inside.Handles.insert(Param);
    else if (Names.isSelf(Arg) && (Param->getType()->isPointerType() ||
                                   Param->getType()->isReferenceType()))
      Inside.Selves.insert(Param);
    else if (What)
      Inside.Carriers[Param] = What;
  }
  Publication Step = mostIn(
      *Body.getBody(), HandleNames(*Body.getBody(), std::move(Inside)), Call);
  // Branches of the callee may keep it from happening.
  Step.OnlyIfTrue |= beginsWithWord(nameOf(&Body), "try");
  return Step;
}

Publication Publications::mostIn(const Stmt &Body, const HandleNames &There,
                                 const Expr &Call) const {
  struct Finder : OwnCodeVisitor<Finder> {
    const Publications &Steps;
    TranslationUnit &Unit;
    Publication Most;
    bool Locks = false;
    Finder(const Publications &Steps, TranslationUnit &Unit)
        : Steps(Steps), Unit(Unit) {}
    bool VisitStmt(Stmt *S) {
      Locks |= takesLock(*S, Unit);
      if (auto Step = Steps.stepIn(*S); Step && Step->How > Most.How)
        Most = *Step;
      return true;
    }
  };
  const Publications Steps(Unit, There, Depth + 1);
  Finder Find(Steps, Unit);
  Find.TraverseStmt(const_cast<Stmt *>(&Body));
  Publication Step = Find.Most;
  Step.At = &Call;
  if (Step.How == Reach::Plain && Find.Locks)
    Step.How = Reach::Synchronised;
  Step.IgnoresLocks &= !Find.Locks;
  return Step;
}

bool Publications::startsWork(const Stmt &S) const {
  const auto *E = dyn_cast<Expr>(&S);
  if (!E || !isa<CallExpr, CXXConstructExpr>(E))
    return false;
  if (isa<CXXConstructExpr>(E))
    return isThreadType(E->getType()) && argumentsOf(*E) != 0;
  const FunctionDecl *Callee = calleeOf(*E);
  if (!Callee || isOfStandardLibrary(*Callee) || Unit.calledFunction(*E))
    return false;
  for (unsigned I = 0; I != argumentsOf(*E); ++I)
    if (closureIn(argumentOf(*E, I)))
      return true;
  return false;
}

bool Publications::isAtomicExchange(const Expr &S) const {
  const auto *Call = dyn_cast<CallExpr>(&S);
  const FunctionDecl *Callee = Call ? calleeOf(S) : nullptr;
  if (!Callee)
    return false;
  llvm::StringRef Name = nameOf(Callee);
  if (isOfStandardLibrary(*Callee)) {
    if (Callee->getOverloadedOperator() == OO_PlusPlus ||
        Callee->getOverloadedOperator() == OO_MinusMinus)
      return isAtomicMember(*Callee);
    if (!isAtomicMember(*Callee) && !Name.starts_with("atomic_"))
      return false;
    for (unsigned I = 0; I != argumentsOf(S); ++I)
      if (passed(S, I))
        return false;
    return Name.contains("exchange") || Name.contains("fetch_") ||
           Name == "test_and_set";
  }
  FunctionAnalysis *Body = Depth == MaxDepth ? nullptr : Unit.calledFunction(S);
  if (!Body)
    return false;
  struct Finder : OwnCodeVisitor<Finder> {
    const Publications &Steps;
    bool Found = false;
    explicit Finder(const Publications &Steps) : Steps(Steps) {}
    bool VisitCallExpr(CallExpr *E) {
      Found |= Steps.isAtomicExchange(*E);
      return !Found;
    }
  };
  const HandleNames None(Body->body(), HandleNames::Roots());
  const Publications Inside(Unit, None, Depth + 1);
  Finder Find(Inside);
  Find.TraverseStmt(const_cast<Stmt *>(&Body->body()));
  return Find.Found;
}
