//===--- ThreadLocals.cpp - what functions do to thread-local variables ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ThreadLocals.h"
#include "BodyVisibility.h"
#include "Borrows.h"
#include "OwnCodeVisitor.h"
#include "StmtParents.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

/// Callees are followed this deep.
static constexpr unsigned MaxDepth = 8;

bool corolint::isThreadLocal(const VarDecl &Var) {
  return Var.getTLSKind() != VarDecl::TLS_None;
}

ThreadLocals::ThreadLocals(TranslationUnit &Unit) : Unit(Unit) {}
ThreadLocals::~ThreadLocals() = default;

//===----------------------------------------------------------------------===//
// Getters
//===----------------------------------------------------------------------===//

const NamedDecl *ThreadLocals::returnedBy(const CallExpr &Call) {
  const FunctionDecl *Callee = calleeOf(Call);
  if (!Callee)
    return nullptr;
  if (Unit.roles().functionModel(*Callee, CallEffect::ThreadLocal))
    return Callee;
  QualType T = Callee->getReturnType();
  if (!T->isReferenceType() && !isBorrowingType(T, Unit.roles()))
    return nullptr;
  FunctionAnalysis *Body = Unit.calledFunction(Call);
  return Body && !Body->isCoroutine() && Depth != MaxDepth ? returned(*Body)
                                                           : nullptr;
}

/// Every return has to say so; a null pointer says nothing.
const NamedDecl *ThreadLocals::returned(FunctionAnalysis &Callee) {
  auto [It, New] = Returned.try_emplace(&Callee.function(), nullptr);
  if (!New)
    return It->second; // in a cycle, nothing
  llvm::SaveAndRestore Deeper(Depth, Depth + 1);
  llvm::SmallVector<const Expr *, 2> Values;
  returnsOf(&Callee.body(), Values);
  const NamedDecl *Owner = nullptr;
  for (const Expr *Value : Values) {
    if (!Value)
      return nullptr;
    if (Value->isNullPointerConstant(Unit.context(),
                                     Expr::NPC_ValueDependentIsNotNull))
      continue;
    Referent To = Value->isGLValue() ? Callee.borrows().ofArgument(*Value)
                                     : Callee.borrows().ofCopy(*Value);
    if (To.K != Referent::ThreadLocal)
      return nullptr;
    Owner = To.Owner;
  }
  Returned[&Callee.function()] = Owner;
  return Owner;
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

namespace {

/// Whether a member function reads like an accessor: there is one of the same
/// name that promises to change nothing.
bool hasConstTwin(const CXXMethodDecl &Method) {
  return llvm::any_of(Method.getParent()->lookup(Method.getDeclName()),
                      [](const NamedDecl *Other) {
                        const auto *M = dyn_cast<CXXMethodDecl>(Other);
                        return M && M->isConst();
                      });
}

/// Collects the accesses of one body.
class AccessFinder : public OwnCodeVisitor<AccessFinder> {
public:
  using Kind = ThreadLocalAccess::KindType;

  AccessFinder(FunctionAnalysis &F, ThreadLocals &Others)
      : F(F), R(F.unit().roles()), Others(Others) {}

  std::vector<ThreadLocalAccess> Found;

  bool shouldVisitImplicitCode() const { return true; }
  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *Var = dyn_cast<VarDecl>(E->getDecl());
    if (Var && isThreadLocal(*Var) && !Var->getType()->isReferenceType())
      named(*E);
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    const auto *Var = dyn_cast<VarDecl>(E->getMemberDecl());
    if (Var && isThreadLocal(*Var) && !Var->getType()->isReferenceType())
      named(*E);
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (E->isGLValue() && isGetter(*E))
      named(*E);
    else if (FunctionAnalysis *Callee = F.unit().calledFunction(*E))
      called(*E, *Callee);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    if (FunctionAnalysis *Callee = F.unit().analysisOf(*E->getConstructor()))
      called(*E, *Callee);
    return true;
  }

private:
  /// Whether it names a variable: `local_depth()`.
  bool isGetter(const CallExpr &Call) {
    const NamedDecl *Owner = Others.returnedBy(Call);
    return isa_and_nonnull<VarDecl>(Owner) && F.unit().paths().object(&Call);
  }
  void named(const Expr &Name);
  /// Whether \p P, around \p Inner, names the same object or a part of it.
  bool names(const Stmt &P, const Stmt &Inner) const;
  void operation(const Stmt &P, const Stmt &Inner, const Expr &Object);
  void buffer(const CastExpr &Decayed, const Expr &Object);
  void operatorCall(const CXXOperatorCallExpr &Call, const Expr &Object,
                    bool First);
  void argument(const Expr &Call, const Expr &Inner, const Expr &Object);
  void memberCall(const MemberExpr &Access, const Expr &Object);
  void called(const Expr &Call, FunctionAnalysis &Callee) {
    if (Callee.isCoroutine())
      return; // what it does happens while it is awaited
    for (ThreadLocalAccess Access : Others.summaryOf(Callee)) {
      Access.At = &Call;
      Found.push_back(Access);
    }
  }
  void add(Kind K, const Expr &Object, const Stmt &At,
           const Expr *Value = nullptr) {
    const AccessPath *Path = F.unit().paths().object(&Object);
    if (Path && Path->root() && isThreadLocal(*Path->root()))
      Found.push_back({K, Path, &At, Value});
  }

  FunctionAnalysis &F;
  Roles &R;
  ThreadLocals &Others;
};

} // namespace

bool AccessFinder::names(const Stmt &P, const Stmt &Inner) const {
  if (isa<ParenExpr, FullExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr>(
          P))
    return true;
  if (const auto *Cast = dyn_cast<CastExpr>(&P)) {
    CastKind K = Cast->getCastKind();
    if (K == CK_ArrayToPointerDecay) {
      const auto *Element =
          dyn_cast_or_null<ArraySubscriptExpr>(F.parents().getParent(&P));
      return Element && Element->getBase() == Cast;
    }
    return K == CK_NoOp || K == CK_DerivedToBase ||
           K == CK_UncheckedDerivedToBase;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(&P))
    return !Member->isArrow() && isa<FieldDecl>(Member->getMemberDecl());
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(&P))
    return Element->getBase() == &Inner;
  const auto *Call = dyn_cast<CallExpr>(&P);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Call->getNumArgs() == 1 &&
         (R.functionModel(*Callee, CallEffect::Moves) ||
          R.functionModel(*Callee, CallEffect::Forwards));
}

void AccessFinder::named(const Expr &Name) {
  const Stmt *Object = &Name;
  const Stmt *P = F.parents().getParent(Object);
  while (P && names(*P, *Object)) {
    Object = P;
    P = F.parents().getParent(P);
  }
  if (P)
    operation(*P, *Object, *cast<Expr>(Object));
}

void AccessFinder::operation(const Stmt &P, const Stmt &Inner,
                             const Expr &Object) {
  if (const auto *Cast = dyn_cast<CastExpr>(&P)) {
    if (Cast->getCastKind() == CK_LValueToRValue)
      add(Kind::Read, Object, P);
    else if (Cast->getCastKind() == CK_ArrayToPointerDecay)
      buffer(*Cast, Object);
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(&P)) {
    if (Unary->isIncrementDecrementOp())
      add(Unary->isIncrementOp() ? Kind::Raise : Kind::Lower, Object, P);
    else if (Unary->getOpcode() == UO_AddrOf)
      if (const Stmt *Taker = F.parents().getParent(&P);
          isa_and_nonnull<CallExpr, CXXConstructExpr>(Taker))
        add(Kind::Other, Object, *Taker);
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(&P)) {
    if (!Binary->isAssignmentOp() || Binary->getLHS() != &Inner)
      return;
    BinaryOperatorKind Op = Binary->getOpcode();
    if (Op == BO_Assign)
      add(Kind::Set, Object, P, Binary->getRHS());
    else
      add(Op == BO_AddAssign   ? Kind::Raise
          : Op == BO_SubAssign ? Kind::Lower
                               : Kind::Other,
          Object, P);
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&P)) {
    operatorCall(*Call, Object, Call->getArg(0) == &Inner);
  } else if (const auto *Access = dyn_cast<MemberExpr>(&P)) {
    memberCall(*Access, Object);
  } else if (isa<CallExpr, CXXConstructExpr>(P)) {
    argument(cast<Expr>(P), cast<Expr>(Inner), Object);
  }
}

/// A buffer that a call of the C library fills, or that one looks at.
void AccessFinder::buffer(const CastExpr &Decayed, const Expr &Object) {
  const Stmt *Inner = &Decayed;
  const Stmt *P = F.parents().getParent(Inner);
  for (; isa_and_nonnull<CastExpr, ParenExpr>(P); P = F.parents().getParent(P))
    Inner = P;
  const auto *Call = dyn_cast_or_null<Expr>(P);
  const FunctionDecl *Callee = Call ? calleeOf(*Call) : nullptr;
  for (unsigned I = 0; Callee && I != Callee->getNumParams(); ++I) {
    QualType T = Callee->getParamDecl(I)->getType();
    if (argumentOf(*Call, I) != Inner || !T->isPointerType())
      continue;
    bool Looks = T->getPointeeType().isConstQualified();
    add(Looks                                              ? Kind::Read
        : Callee->isExternC() && isInSystemHeader(*Callee) ? Kind::Set
                                                           : Kind::Other,
        Object, *Call);
  }
}

void AccessFinder::operatorCall(const CXXOperatorCallExpr &Call,
                                const Expr &Object, bool First) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.getDirectCallee());
  if (First && Call.getOperator() == OO_Equal && Call.getNumArgs() == 2)
    return add(Kind::Set, Object, Call, Call.getArg(1));
  if (First && Method && !Method->isStatic()) {
    const Stmt *P = F.parents().getParent(&Call);
    const auto *Load = dyn_cast_or_null<CastExpr>(P);
    bool Loaded = Load && Load->getCastKind() == CK_LValueToRValue;
    bool Looks = Method->isConst() || (Loaded && hasConstTwin(*Method));
    return add(Looks ? Kind::Read : Kind::Other, Object, Call);
  }
  for (const Expr *Argument : Call.arguments())
    if (Argument == &Object)
      return argument(Call, Object, Object);
}

void AccessFinder::memberCall(const MemberExpr &Access, const Expr &Object) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Access.getMemberDecl());
  const Stmt *Call = F.parents().getParent(&Access);
  while (isa_and_nonnull<ParenExpr, CastExpr>(Call))
    Call = F.parents().getParent(Call);
  if (!Method || Method->isStatic() || Access.isArrow() ||
      !isa_and_nonnull<CXXMemberCallExpr>(Call))
    return;
  if (R.functionModel(*Method, CallEffect::Swaps) &&
      argumentCount(*cast<Expr>(Call)) == 1)
    return add(Kind::Set, Object, *Call, argumentOf(*cast<Expr>(Call), 0));
  add(Method->isConst() ? Kind::Read : Kind::Other, Object, *Call);
}

void AccessFinder::argument(const Expr &Call, const Expr &Inner,
                            const Expr &Object) {
  const FunctionDecl *Callee = calleeOf(Call);
  if (!Callee)
    return add(Kind::Other, Object, Call);
  if (isa<CallExpr>(Call) && argumentCount(Call) == 2 &&
      R.functionModel(*Callee, CallEffect::Swaps)) {
    bool First = argumentOf(Call, 0) == &Inner;
    return add(Kind::Set, Object, Call, argumentOf(Call, First ? 1 : 0));
  }
  if (R.functionModel(*Callee, CallEffect::Replaces) &&
      argumentOf(Call, 0) == &Inner)
    return add(Kind::Set, Object, Call, argumentOf(Call, 1));
  for (unsigned I = 0; I != Callee->getNumParams(); ++I) {
    if (argumentOf(Call, I) != &Inner)
      continue;
    QualType T = Callee->getParamDecl(I)->getType();
    // What a coroutine returns is copied, whatever its promise takes.
    const bool IsReturned =
        Callee->getIdentifier() && Callee->getName() == "return_value";
    bool Looks = !T->isReferenceType() || IsReturned ||
                 T->getPointeeType().isConstQualified();
    return add(Looks ? Kind::Read : Kind::Other, Object, Call);
  }
}

//===----------------------------------------------------------------------===//
// Reads that only ask whether to set it
//===----------------------------------------------------------------------===//

/// The statement that \p S, a part of its condition, decides about.
static const Stmt *decidedBy(const Stmt &S, const StmtParents &Parents) {
  const Stmt *Inner = &S;
  for (const Stmt *P = Parents.getParent(&S); P;
       Inner = P, P = Parents.getParent(P)) {
    if (const auto *If = dyn_cast<IfStmt>(P))
      return If->getCond() == Inner ? P : nullptr;
    if (!isa<Expr>(P))
      return nullptr;
  }
  return nullptr;
}

/// `if (!ready) ready = true;`: whoever sets it if need be relies on nothing
/// that was before.
static void settleLooksBeforeSetting(std::vector<ThreadLocalAccess> &Found,
                                     const StmtParents &Parents) {
  auto SetsWithin = [&](const Stmt *If, const ThreadLocalAccess &Look) {
    return llvm::any_of(Found, [&](const ThreadLocalAccess &Other) {
      if (Other.Kind == ThreadLocalAccess::Read ||
          Other.Object->root() != Look.Object->root())
        return false;
      for (const Stmt *P = Other.At; P; P = Parents.getParent(P))
        if (P == If)
          return true;
      return false;
    });
  };
  for (ThreadLocalAccess &Access : Found)
    if (Access.Kind == ThreadLocalAccess::Read)
      if (const Stmt *If = decidedBy(*Access.At, Parents);
          If && SetsWithin(If, Access))
        Access.Kind = ThreadLocalAccess::Other;
}

const std::vector<ThreadLocalAccess> &
ThreadLocals::accessesIn(FunctionAnalysis &F) {
  if (auto It = Known.find(&F.function()); It != Known.end())
    return *It->second;
  Known[&F.function()] = std::make_unique<Accesses>(); // for cycles
  AccessFinder Finder(F, *this);
  if (Depth != MaxDepth) {
    llvm::SaveAndRestore Deeper(Depth, Depth + 1);
    if (const auto *Made = dyn_cast<CXXConstructorDecl>(&F.function()))
      for (const CXXCtorInitializer *Init : Made->inits())
        Finder.TraverseStmt(Init->getInit());
    Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  }
  if (!Finder.Found.empty())
    settleLooksBeforeSetting(Finder.Found, F.parents());
  return *(Known[&F.function()] =
               std::make_unique<Accesses>(std::move(Finder.Found)));
}

//===----------------------------------------------------------------------===//
// Summaries
//===----------------------------------------------------------------------===//

/// Whether \p S is evaluated on every path through the body.
static bool isUnconditional(const Stmt &S, FunctionAnalysis &F) {
  for (const Stmt *P = F.parents().getParent(&S); P;
       P = F.parents().getParent(P)) {
    if (isa<ConditionalOperator>(P))
      return false;
    if (const auto *Binary = dyn_cast<BinaryOperator>(P);
        Binary && Binary->isLogicalOp())
      return false;
    if (!isa<Expr, CompoundStmt, ReturnStmt, DeclStmt>(P))
      return false;
  }
  return true;
}

/// What all accesses of one variable come to.
static void summarize(llvm::ArrayRef<ThreadLocalAccess> OfOne,
                      FunctionAnalysis &F,
                      std::vector<ThreadLocalAccess> &Out) {
  auto IsRead = [](const ThreadLocalAccess &Access) {
    return Access.Kind == ThreadLocalAccess::Read;
  };
  size_t Writes = llvm::count_if(
      OfOne, [&](const ThreadLocalAccess &A) { return !IsRead(A); });
  for (const ThreadLocalAccess &Access : OfOne) {
    if (IsRead(Access) != (Writes == 0))
      continue;
    ThreadLocalAccess Result = Access;
    Result.Value = nullptr;
    if (Writes > 1 || !isUnconditional(*Access.At, F))
      if (Writes != 0)
        Result = {ThreadLocalAccess::Other,
                  F.unit().paths().intern(Access.Object->root(), {}), nullptr,
                  nullptr};
    bool Known = llvm::any_of(Out, [&](const ThreadLocalAccess &Other) {
      return Other.Object == Result.Object && Other.Kind == Result.Kind;
    });
    if (!Known)
      Out.push_back(Result);
  }
}

const std::vector<ThreadLocalAccess> &
ThreadLocals::summaryOf(FunctionAnalysis &F) {
  if (auto It = Summaries.find(&F.function()); It != Summaries.end())
    return *It->second;
  Accesses Result;
  llvm::SmallVector<const VarDecl *, 4> Done;
  const Accesses &All = accessesIn(F);
  for (const ThreadLocalAccess &Access : All) {
    if (llvm::is_contained(Done, &Access.variable()))
      continue;
    Done.push_back(&Access.variable());
    Accesses OfOne;
    llvm::copy_if(All, std::back_inserter(OfOne), [&](const auto &Other) {
      return &Other.variable() == &Access.variable();
    });
    summarize(OfOne, F, Result);
  }
  return *(Summaries[&F.function()] =
               std::make_unique<Accesses>(std::move(Result)));
}
