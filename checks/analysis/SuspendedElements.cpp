//===--- SuspendedElements.cpp - elements kept across a suspension --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SuspendedElements.h"
#include "Handovers.h"
#include "OwnCodeVisitor.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Definitions
//===----------------------------------------------------------------------===//

namespace {
/// An assignment to a local that is no reference: its name, and the value.
struct Assignment {
  const VarDecl *Var = nullptr;
  const Expr *Target = nullptr;
  const Expr *Value = nullptr;
};
} // namespace

static Assignment assignment(const Stmt &S) {
  const Expr *Target = nullptr, *Value = nullptr;
  if (const auto *Binary = dyn_cast<BinaryOperator>(&S);
      Binary && Binary->getOpcode() == BO_Assign) {
    Target = Binary->getLHS();
    Value = Binary->getRHS();
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&S);
             Call && Call->getOperator() == OO_Equal &&
             Call->getNumArgs() == 2) {
    Target = Call->getArg(0);
    Value = Call->getArg(1);
  }
  const VarDecl *Var = Target ? variableNamed(Target) : nullptr;
  if (!Var || Var->getType()->isReferenceType())
    return {};
  return {Var, peelForBorrow(Target), Value};
}

namespace {
/// Visits the declarations, loops and assignments of a body.
class DefinitionFinder : public OwnCodeVisitor<DefinitionFinder> {
public:
  std::vector<std::pair<const VarDecl *, const Stmt *>> Declared;
  std::vector<const Stmt *> Assignments;
  std::vector<const CXXForRangeStmt *> Loops;

  bool shouldVisitImplicitCode() const { return true; }
  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool VisitDeclStmt(DeclStmt *S) {
    for (const Decl *D : S->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        Declared.emplace_back(Var, S);
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    Loops.push_back(S);
    return true;
  }
  bool VisitExpr(Expr *E) {
    if (assignment(*E).Var)
      Assignments.push_back(E);
    return true;
  }
};
} // namespace

/// One step of a path that matters to some local.
struct SuspendedElements::Event {
  enum KindType : uint8_t {
    Use,     ///< Var is read, or what it refers to
    Define,  ///< Var gets another value
    Suspend, ///< At is a suspension
  } Kind;
  const VarDecl *Var = nullptr;
  const Stmt *At = nullptr;
};

struct SuspendedElements::Graph {
  llvm::DenseMap<const CFGBlock *, std::vector<Event>> Blocks;
  /// Of each suspension, the handlers that an exception may reach.
  llvm::DenseMap<const Stmt *, llvm::SmallVector<const CFGBlock *, 1>> Handlers;
};

void SuspendedElements::define(const Stmt &At, const VarDecl &Var,
                               const Expr &LookUp) {
  KeptElement Element;
  Element.Var = &Var;
  Element.LookUp = &LookUp;
  if (auto It = Loops.find(&Var); It != Loops.end())
    Element.Loop = It->second;
  Element.Of = Var.getInit() == &LookUp ? Places.ofVariable(Var)
                                        : Places.value(&LookUp);
  bool Shared = llvm::any_of(Element.Of.Holds, [](const ElementHold &Hold) {
    return Hold.Container.Reach == Place::Shared && Hold.Container.Decl;
  });
  if (!Shared)
    return;
  Kept.push_back(std::move(Element));
  DefinedAt.push_back(&At);
}

void SuspendedElements::declaration(const VarDecl &Var, const Stmt &At) {
  QualType T = Var.getType();
  if (Var.hasGlobalStorage() || !Var.getInit())
    return;
  if (T->isReferenceType() || refersToElements(T, R))
    define(At, Var, *Var.getInit());
}

SuspendedElements::SuspendedElements(FunctionAnalysis &F)
    : F(F), R(F.unit().roles()), Places(F) {
  DefinitionFinder Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  llvm::SmallPtrSet<const VarDecl *, 8> Ends;
  for (const CXXForRangeStmt *Loop : Finder.Loops) {
    auto Hidden = [](const DeclStmt *S) {
      return S ? dyn_cast<VarDecl>(S->getSingleDecl()) : nullptr;
    };
    if (const VarDecl *Begin = Hidden(Loop->getBeginStmt()))
      Loops[Begin] = Loop;
    if (const VarDecl *End = Hidden(Loop->getEndStmt()))
      Ends.insert(End);
  }
  for (auto [Var, At] : Finder.Declared)
    if (!Ends.contains(Var))
      declaration(*Var, *At);
  for (const Stmt *S : Finder.Assignments)
    if (auto [Var, Target, Value] = assignment(*S);
        Var->isLocalVarDecl() && refersToElements(Var->getType(), R))
      define(*S, *Var, *Value);
}

SuspendedElements::~SuspendedElements() = default;

//===----------------------------------------------------------------------===//
// Uses
//===----------------------------------------------------------------------===//

namespace {

/// What one mention of a local is part of.
class Mention {
public:
  Mention(const DeclRefExpr &E, const ParentMap &Parents, const Roles &R)
      : E(E), Parents(Parents), R(R) {}

  /// The local, for a structured binding the whole; null where the mention is
  /// no use of an element.
  const VarDecl *local() const {
    if (const auto *Part = dyn_cast<BindingDecl>(E.getDecl())) {
      const auto *Whole = dyn_cast_or_null<VarDecl>(Part->getDecomposedDecl());
      bool Refers = Whole && (Whole->getType()->isReferenceType() ||
                              refersToElements(Part->getType(), R));
      return Refers ? Whole : nullptr;
    }
    const auto *Var = dyn_cast<VarDecl>(E.getDecl());
    // `inserted.second` says nothing of the element.
    const auto *Part = dyn_cast_or_null<MemberExpr>(parent(&E));
    bool Flag = Var && Part && !Var->getType()->isReferenceType() &&
                !Part->isArrow() && !refersToElements(Part->getType(), R);
    return Flag ? nullptr : Var;
  }

  const Stmt *parent(const Stmt *S) const {
    do
      S = Parents.getParent(S);
    while (S && (isa<ParenExpr, FullExpr, MaterializeTemporaryExpr,
                     CXXBindTemporaryExpr>(S) ||
                 isNoOp(S)));
    return S;
  }

  /// Whether only the pointer's value is looked at: tested, compared, ignored.
  bool isOnlyTested() const {
    const Stmt *P = parent(&E);
    if (const auto *Cast = dyn_cast_or_null<CastExpr>(P);
        Cast && Cast->getCastKind() == CK_ToVoid)
      return true;
    if (!E.getType()->isPointerType())
      return false;
    const auto *Load = dyn_cast_or_null<CastExpr>(P);
    if (!Load || Load->getCastKind() != CK_LValueToRValue)
      return false;
    P = parent(Load);
    if (const auto *Cast = dyn_cast_or_null<CastExpr>(P))
      return Cast->getCastKind() == CK_PointerToBoolean ||
             Cast->getCastKind() == CK_ToVoid;
    if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(P))
      return Binary->isEqualityOp();
    return false;
  }

  /// The call that may give the local, a parameter by non-const reference,
  /// another value; null if there is none.
  const Stmt *rebinder() const {
    const auto *Var = dyn_cast<VarDecl>(E.getDecl());
    if (!Var || Var->getType()->isReferenceType())
      return nullptr;
    const Stmt *P = parent(&E);
    if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(P);
        Unary && Unary->getOpcode() == UO_AddrOf)
      return parent(P);
    if (!isa_and_nonnull<CallExpr, CXXConstructExpr>(P) ||
        isa<CXXMemberCallExpr, CXXOperatorCallExpr>(P))
      return nullptr;
    const FunctionDecl *Callee = calleeOf(*cast<Expr>(P));
    for (unsigned I = 0; Callee && I != Callee->getNumParams(); ++I) {
      const Expr *Given = argumentOf(*cast<Expr>(P), I);
      QualType T = Callee->getParamDecl(I)->getType();
      if (Given && variableNamed(Given) == Var && T->isLValueReferenceType() &&
          !T->getPointeeType().isConstQualified())
        return P;
    }
    return nullptr;
  }

  /// The expressions that do something with the element, from the mention
  /// outwards: until its value is loaded or copied.
  void consumers(llvm::SmallVectorImpl<const Stmt *> &Out) const {
    const Stmt *Inner = &E;
    for (const Stmt *P = parent(Inner); P; Inner = P, P = parent(P)) {
      const auto *Whole = dyn_cast<Expr>(P);
      if (!Whole || isa<LambdaExpr, CoroutineSuspendExpr>(P))
        return;
      Out.push_back(P);
      bool Transparent =
          isa<MemberExpr, UnaryOperator, ArraySubscriptExpr, CallExpr>(P) ||
          isa<ConditionalOperator>(P) ||
          (isa<CastExpr>(P) && Inner == &E && E.getType()->isPointerType());
      bool Refers =
          Whole->isGLValue() || refersToElements(Whole->getType(), R) ||
          Whole->hasPlaceholderType(BuiltinType::BoundMember);
      if (!Transparent || !Refers)
        return;
    }
  }

private:
  static bool isNoOp(const Stmt *S) {
    const auto *Cast = dyn_cast<CastExpr>(S);
    return Cast && (Cast->getCastKind() == CK_NoOp ||
                    Cast->getCastKind() == CK_DerivedToBase ||
                    Cast->getCastKind() == CK_UncheckedDerivedToBase);
  }

  const DeclRefExpr &E;
  const ParentMap &Parents;
  const Roles &R;
};

} // namespace

/// Translates the graph into events, once.
void SuspendedElements::collect() {
  Steps = std::make_unique<Graph>();
  CFG *Flow = F.cfg();
  if (!Flow)
    return;
  llvm::SmallPtrSet<const VarDecl *, 16> Locals;
  llvm::DenseMap<const Stmt *, const VarDecl *> Definitions;
  for (auto [Element, At] : llvm::zip(Kept, DefinedAt)) {
    Locals.insert(Element.Var);
    Definitions[At] = Element.Var;
  }
  const ParentMap &Parents = F.parents();
  llvm::DenseMap<const Stmt *, llvm::SmallVector<Event, 2>> Attached;
  llvm::DenseMap<const Stmt *, const CFGBlock *> Catches;
  for (const CFGBlock *B : *Flow)
    if (const auto *Catch = dyn_cast_or_null<CXXCatchStmt>(B->getLabel()))
      Catches[Catch] = B;
  auto Mentioned = [&](const DeclRefExpr &Ref, std::vector<Event> &Out) {
    Mention M(Ref, Parents, R);
    const VarDecl *Var = M.local();
    if (!Var || !Locals.contains(Var) || M.isOnlyTested())
      return;
    const Stmt *Parent = M.parent(&Ref);
    if (Parent && assignment(*Parent).Target == &Ref)
      return;
    if (const Stmt *Rebinder = M.rebinder()) {
      Attached[Rebinder].push_back({Event::Define, Var, Rebinder});
      return;
    }
    Out.push_back({Event::Use, Var, &Ref});
    llvm::SmallVector<const Stmt *, 8> Consumers;
    M.consumers(Consumers);
    for (const Stmt *Consumer : Consumers)
      Attached[Consumer].push_back({Event::Use, Var, &Ref});
  };
  auto Suspended = [&](const CoroutineSuspendExpr &E, std::vector<Event> &Out) {
    Out.push_back({Event::Suspend, nullptr, &E});
    const Stmt *Inner = &E;
    for (const Stmt *P = Parents.getParent(&E); P;
         Inner = P, P = Parents.getParent(P))
      if (const auto *Try = dyn_cast<CXXTryStmt>(P);
          Try && Try->getTryBlock() == Inner)
        for (unsigned I = 0; I != Try->getNumHandlers(); ++I)
          if (const CFGBlock *Handler = Catches.lookup(Try->getHandler(I)))
            Steps->Handlers[&E].push_back(Handler);
  };
  // Mentions first: what they are part of may stand in another block.
  llvm::DenseMap<const Stmt *, std::vector<Event>> Direct;
  for (const CFGBlock *B : *Flow)
    for (const CFGElement &Element : *B)
      if (auto S = Element.getAs<CFGStmt>())
        if (const auto *Ref = dyn_cast<DeclRefExpr>(S->getStmt()))
          Mentioned(*Ref, Direct[Ref]);
  for (const CFGBlock *B : *Flow) {
    std::vector<Event> &Out = Steps->Blocks[B];
    for (const CFGElement &Element : *B) {
      auto Statement = Element.getAs<CFGStmt>();
      if (!Statement)
        continue;
      const Stmt *S = Statement->getStmt();
      if (auto It = Direct.find(S); It != Direct.end())
        Out.insert(Out.end(), It->second.begin(), It->second.end());
      if (auto It = Attached.find(S); It != Attached.end())
        Out.insert(Out.end(), It->second.begin(), It->second.end());
      if (const auto *Closure = dyn_cast<LambdaExpr>(S))
        for (const LambdaCapture &Capture : Closure->captures())
          if (const auto *Var =
                  Capture.capturesVariable()
                      ? dyn_cast<VarDecl>(Capture.getCapturedVar())
                      : nullptr;
              Var && Locals.contains(Var))
            Out.push_back({Event::Use, Var, S});
      if (const auto *E = dyn_cast<CoroutineSuspendExpr>(S))
        Suspended(*E, Out);
      if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
        for (const Decl *D : Declaration->decls())
          if (const auto *Var = dyn_cast<VarDecl>(D);
              Var && Locals.contains(Var))
            Out.push_back({Event::Define, Var, S});
      } else if (const VarDecl *Var = assignment(*S).Var;
                 Var && Locals.contains(Var)) {
        Out.push_back({Event::Define, Var, S});
      }
    }
  }
}

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

SuspendedUse
SuspendedElements::usedAfterSuspension(const KeptElement &Element,
                                       Predicate Counts) {
  if (!Steps)
    collect();
  const Stmt *Definition = DefinedAt[&Element - Kept.data()];
  struct Point {
    const CFGBlock *Block;
    size_t From;
    const CoroutineSuspendExpr *Since;
  };
  std::vector<Point> Work;
  llvm::SmallPtrSet<const CFGBlock *, 16> Seen[2];
  auto DeclaresHere = [&](const Event &E) {
    if (E.Kind != Event::Define || E.Var != Element.Var)
      return false;
    // The graph splits declarations of several variables.
    return E.At == Definition ||
           (isa<DeclStmt>(E.At) && isa<DeclStmt>(Definition));
  };
  for (auto &[Block, Events] : Steps->Blocks)
    for (size_t I = 0; I != Events.size(); ++I)
      if (DeclaresHere(Events[I]))
        Work.push_back({Block, I + 1, nullptr});
  for (size_t Next = 0; Next != Work.size(); ++Next) {
    auto [Block, From, Since] = Work[Next];
    const std::vector<Event> &Events = Steps->Blocks[Block];
    bool Ended = false;
    for (size_t I = From; I != Events.size() && !Ended; ++I) {
      const Event &E = Events[I];
      if (E.Kind == Event::Suspend) {
        const auto *S = cast<CoroutineSuspendExpr>(E.At);
        if (!Since && Counts(*S)) {
          Since = S;
          for (const CFGBlock *Handler : Steps->Handlers[S])
            if (Seen[1].insert(Handler).second)
              Work.push_back({Handler, 0, Since});
        }
      } else if (E.Var == Element.Var) {
        if (E.Kind == Event::Use && Since)
          return {Since, cast<Expr>(E.At)};
        Ended = E.Kind == Event::Define;
      }
    }
    if (Ended)
      continue;
    for (const CFGBlock::AdjacentBlock &Successor : Block->succs())
      if (const CFGBlock *Reached = Successor.getReachableBlock();
          Reached && Seen[Since != nullptr].insert(Reached).second)
        Work.push_back({Reached, 0, Since});
  }
  return {};
}
