//===--- ThreadErrors.cpp - errors that calls leave with a thread ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// errno ([cerrno.syn]) and its like are set by a call that fails and are good
// until the next call. Which call an error belongs to is told by the condition
// under which it is read. Without one it is the last call of the C library, if
// nothing that is awaited meanwhile has a result that could be it.
//
//===----------------------------------------------------------------------===//
#include "Handovers.h"
#include "OwnCodeVisitor.h"
#include "StmtParents.h"
#include "ThreadLocalSubjects.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

namespace {

/// A place where an error is read.
struct ErrorRead {
  const FunctionDecl *With = nullptr;
  const Expr *At = nullptr;
  /// It is what a variable of the C library's holds: errno.
  bool Variable = false;
};

/// Helpers that only read an error are followed this deep.
constexpr unsigned MaxDepth = 3;

class ErrorFinder : public OwnCodeVisitor<ErrorFinder> {
public:
  ErrorFinder(FunctionAnalysis &F, ThreadLocalSubjects &Out, unsigned Depth = 0)
      : F(F), R(F.unit().roles()), Parents(F.parents()), Out(Out),
        Depth(Depth) {}

  bool shouldVisitImplicitCode() const { return true; }
  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    Awaits.push_back(E);
    return TraverseStmt(E->getOperand());
  }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool VisitCallExpr(CallExpr *E) {
    call(*E);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    if (mayChangeErrors(*E))
      Others.push_back(E);
    return true;
  }
  void finish();

  /// The read that a call of the function begins with, if it is one.
  const ErrorRead *first();

private:
  void call(const CallExpr &E);
  void variable(const CallExpr &Address, const FunctionDecl &Callee);
  bool mayChangeErrors(const Expr &Call);
  bool isOfLibraryOf(const FunctionDecl &F, const ErrorRead &Read);
  bool mayBeAskedFor(const Expr &Call);
  bool belongingTo(const ErrorRead &Read,
                   llvm::SmallPtrSetImpl<const Expr *> &Calls);
  bool readsItself(const Expr &Condition) const;
  void askedIn(const Expr &Condition,
               llvm::SmallPtrSetImpl<const Expr *> &Calls);
  bool isResultUsed(const CoawaitExpr &E);
  void add(const ErrorRead &Read, const Expr &Setter, bool Asked);

  FunctionAnalysis &F;
  Roles &R;
  const StmtParents &Parents;
  ThreadLocalSubjects &Out;
  std::vector<const CoawaitExpr *> Awaits;
  std::vector<ErrorRead> Reads;
  std::vector<const Expr *> Writes; // of errno
  std::vector<const Expr *> Others; // calls that may fail
  unsigned Depth = 0;
};

} // namespace

static bool contains(const Stmt &Outer, const Stmt *Inner,
                     const StmtParents &Parents) {
  while (Inner && Inner != &Outer)
    Inner = Parents.getParent(Inner);
  return Inner;
}

/// Whether a call may leave another error behind.
bool ErrorFinder::mayChangeErrors(const Expr &Call) {
  const FunctionDecl *Callee = calleeOf(Call);
  if (!Callee)
    return true;
  if (Callee->isTrivial() || Callee->isConstexpr() ||
      R.functionModel(*Callee, CallEffect::KeepsError) ||
      R.functionModel(*Callee, CallEffect::ReadsError))
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  return !(Method && Method->isConst() && Method->isInStdNamespace());
}

void ErrorFinder::variable(const CallExpr &Address,
                           const FunctionDecl &Callee) {
  const Stmt *P = Parents.getParent(&Address);
  while (isa_and_nonnull<ParenExpr>(P))
    P = Parents.getParent(P);
  const auto *Object = dyn_cast_or_null<UnaryOperator>(P);
  if (!Object || Object->getOpcode() != UO_Deref)
    return;
  P = Parents.getParent(Object);
  // To `const int &` and the `T &&` of return_value, push_back and others.
  while (isa_and_nonnull<ParenExpr, FullExpr, MaterializeTemporaryExpr>(P) ||
         (isa_and_nonnull<ImplicitCastExpr>(P) &&
          cast<ImplicitCastExpr>(P)->getCastKind() == CK_NoOp))
    P = Parents.getParent(P);
  if (const auto *Cast = dyn_cast_or_null<CastExpr>(P);
      Cast && Cast->getCastKind() == CK_LValueToRValue)
    Reads.push_back({&Callee, Cast, true});
  else if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(P);
           Binary && Binary->isAssignmentOp())
    Writes.push_back(Binary);
  else if (isa_and_nonnull<CallExpr, CXXConstructExpr, CoreturnStmt>(P))
    Reads.push_back({&Callee, Object, true});
}

void ErrorFinder::call(const CallExpr &E) {
  const FunctionDecl *Callee = E.getDirectCallee();
  if (Callee && R.functionModel(*Callee, CallEffect::ReadsError)) {
    if (R.functionModel(*Callee, CallEffect::ThreadLocal))
      variable(E, *Callee);
    else
      Reads.push_back({Callee, &E, false});
  } else if (mayChangeErrors(E)) {
    Others.push_back(&E);
    // `throw_errno()`, `last_error()`
    FunctionAnalysis *Body = F.unit().calledFunction(E);
    if (!Body || Body->isCoroutine() || Depth == MaxDepth)
      return;
    ErrorFinder Inner(*Body, Out, Depth + 1);
    Inner.TraverseStmt(const_cast<Stmt *>(&Body->body()));
    if (const ErrorRead *Read = Inner.first())
      Reads.push_back({Read->With, &E, Read->Variable});
  }
}

const ErrorRead *ErrorFinder::first() {
  const SourceManager &SM = F.unit().context().getSourceManager();
  auto MayComeFirst = [&](const Expr *Other) {
    return !contains(*Other, Reads.front().At, Parents) &&
           SM.isBeforeInTranslationUnit(Other->getBeginLoc(),
                                        Reads.front().At->getBeginLoc());
  };
  bool Is = !Reads.empty() && llvm::none_of(Others, MayComeFirst) &&
            llvm::none_of(Writes, MayComeFirst);
  return Is ? &Reads.front() : nullptr;
}

//===----------------------------------------------------------------------===//
// Whose error it is
//===----------------------------------------------------------------------===//

/// Whether a condition on the result of \p Call may be about its error.
bool ErrorFinder::mayBeAskedFor(const Expr &Call) {
  const FunctionDecl *Callee = calleeOf(Call);
  if (!isa<CallExpr>(Call) || isa<CXXOperatorCallExpr>(Call) || !Callee ||
      !mayChangeErrors(Call))
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (Method)
    return !Method->isConst() && !Method->isInStdNamespace();
  return Callee->isExternC() || !Callee->isInStdNamespace();
}

static const Expr *bare(const Expr *E) {
  return E ? E->IgnoreImplicit()->IgnoreParenCasts()->IgnoreImplicit()
           : nullptr;
}

/// What the value \p E is, or a flag that it is the result of asks for.
static void testedIn(const Expr *E, std::vector<const Expr *> &Out) {
  E = bare(E);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && Binary->isComparisonOp()) {
    testedIn(Binary->getLHS(), Out);
    testedIn(Binary->getRHS(), Out);
  } else if (const auto *Not = dyn_cast<UnaryOperator>(E);
             Not && Not->getOpcode() == UO_LNot) {
    testedIn(Not->getSubExpr(), Out);
  } else {
    Out.push_back(E);
  }
}

/// The calls whose results \p Condition looks at, directly or by a variable;
/// none when it looks at what an await yielded as well.
void ErrorFinder::askedIn(const Expr &Condition,
                          llvm::SmallPtrSetImpl<const Expr *> &Calls) {
  struct Asked : OwnCodeVisitor<Asked> {
    std::vector<const VarDecl *> Vars;
    std::vector<const Expr *> Values;
    bool Awaits = false;
    bool VisitDeclRefExpr(DeclRefExpr *E) {
      if (const auto *Var = dyn_cast<VarDecl>(E->getDecl());
          Var && Var->hasLocalStorage() && !isa<ParmVarDecl>(Var))
        Vars.push_back(Var);
      return true;
    }
    bool VisitCallExpr(CallExpr *E) {
      Values.push_back(E);
      return true;
    }
    bool TraverseCoawaitExpr(CoawaitExpr *) {
      Awaits = true;
      return true;
    }
  } Finder;
  Finder.TraverseStmt(const_cast<Expr *>(&Condition));
  struct Definitions : OwnCodeVisitor<Definitions> {
    std::vector<std::pair<const VarDecl *, const Expr *>> Values;
    bool VisitVarDecl(VarDecl *Var) {
      if (Var->getInit())
        Values.emplace_back(Var, Var->getInit());
      return true;
    }
    bool VisitBinaryOperator(BinaryOperator *E) {
      if (const VarDecl *Var = E->getOpcode() == BO_Assign
                                   ? variableNamed(E->getLHS())
                                   : nullptr)
        Values.emplace_back(Var, E->getRHS());
      return true;
    }
  } Defined;
  if (!Finder.Vars.empty())
    Defined.TraverseStmt(const_cast<Stmt *>(&F.body()));
  for (auto [Var, Value] : Defined.Values)
    if (llvm::is_contained(Finder.Vars, Var))
      testedIn(Value, Finder.Values);
  bool Awaits = Finder.Awaits || llvm::any_of(Finder.Values, [](const Expr *E) {
                  return isa<CoawaitExpr>(E);
                });
  if (!Awaits)
    for (const Expr *Value : Finder.Values)
      if (mayBeAskedFor(*Value))
        Calls.insert(Value);
}

bool ErrorFinder::readsItself(const Expr &Condition) const {
  return llvm::any_of(Reads, [&](const ErrorRead &Read) {
    return contains(Condition, Read.At, Parents);
  });
}

/// The calls on whose results it depends whether \p Read happens. False if it
/// depends on nothing but errors.
bool ErrorFinder::belongingTo(const ErrorRead &Read,
                              llvm::SmallPtrSetImpl<const Expr *> &Calls) {
  bool Depends = false;
  const Stmt *Inner = Read.At;
  for (const Stmt *P = Parents.getParent(Inner); P;
       Inner = P, P = Parents.getParent(P)) {
    const Expr *Condition = nullptr;
    if (const auto *If = dyn_cast<IfStmt>(P))
      Condition = Inner == If->getCond() ? nullptr : If->getCond();
    else if (const auto *Choice = dyn_cast<ConditionalOperator>(P))
      Condition = Inner == Choice->getCond() ? nullptr : Choice->getCond();
    else if (const auto *Loop = dyn_cast<WhileStmt>(P))
      Condition = Inner == Loop->getBody() ? Loop->getCond() : nullptr;
    else if (const auto *Binary = dyn_cast<BinaryOperator>(P);
             Binary && Binary->isLogicalOp() && Inner == Binary->getRHS())
      Condition = Binary->getLHS();
    if (!Condition)
      continue;
    Depends |= !readsItself(*Condition);
    askedIn(*Condition, Calls);
  }
  return Depends;
}

/// Whether the function \p Setter stands where what \p Read uses stands: in the
/// C library for errno, else in headers of one folder.
bool ErrorFinder::isOfLibraryOf(const FunctionDecl &Setter,
                                const ErrorRead &Read) {
  const SourceManager &SM = F.unit().context().getSourceManager();
  if (!Setter.isExternC() || !SM.isInSystemHeader(Setter.getLocation()))
    return false;
  if (Read.Variable)
    return true;
  auto FolderOf = [&](const FunctionDecl &D) {
    llvm::StringRef File = SM.getFilename(SM.getFileLoc(D.getLocation()));
    return File.substr(0, File.rfind('/'));
  };
  return FolderOf(Setter) == FolderOf(*Read.With);
}

bool ErrorFinder::isResultUsed(const CoawaitExpr &E) {
  if (E.getType()->isVoidType())
    return false;
  const Stmt *P = Parents.getParent(&E);
  while (isa_and_nonnull<FullExpr, ParenExpr, CXXBindTemporaryExpr,
                         MaterializeTemporaryExpr>(P))
    P = Parents.getParent(P);
  const auto *Cast = dyn_cast_or_null<CastExpr>(P);
  return isa_and_nonnull<Expr, DeclStmt>(P) &&
         !(Cast && Cast->getCastKind() == CK_ToVoid);
}

/// Follows what \p Setter leaves behind to \p Read. With \p Asked, the read is
/// about this call whatever is awaited meanwhile.
void ErrorFinder::add(const ErrorRead &Read, const Expr &Setter, bool Asked) {
  Out.All.push_back({ThreadLocalSubject::Error, Read.With, nullptr, &Setter});
  const ThreadLocalSubject &S = Out.All.back();
  Out.step(S, ElementStep::Use, *Read.At);
  Out.step(S, ElementStep::Define, Setter);
  for (const Expr *Other : Others)
    if (Other != &Setter)
      Out.step(S, ElementStep::Renew, *Other);
  for (const Expr *Write : Writes)
    if (Write != &Setter)
      Out.step(S, ElementStep::Define, *Write);
  for (const CoawaitExpr *Await : Awaits)
    if (!Asked && isResultUsed(*Await))
      Out.step(S, ElementStep::Define, *Await);
}

/// More would be generated code.
static constexpr size_t MaxPairs = 256;

void ErrorFinder::finish() {
  if (Awaits.empty())
    return;
  size_t Pairs = 0;
  for (const ErrorRead &Read : Reads) {
    llvm::SmallPtrSet<const Expr *, 4> Asked;
    bool Depends = belongingTo(Read, Asked);
    for (const Expr *Other : Others) {
      const FunctionDecl *Callee = calleeOf(*Other);
      bool Its = Asked.contains(Other);
      if (!Its && (Depends || !Callee || !isOfLibraryOf(*Callee, Read)))
        continue;
      if (++Pairs > MaxPairs)
        return;
      add(Read, *Other, Its);
    }
    for (const Expr *Write : Writes)
      if (Read.Variable && !Depends)
        add(Read, *Write, false);
  }
}

void corolint::addErrors(FunctionAnalysis &F, ThreadLocalSubjects &Out) {
  ErrorFinder Finder(F, Out);
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  Finder.finish();
}
