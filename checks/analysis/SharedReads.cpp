//===--- SharedReads.cpp - what decisions and values are made of ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SharedReads.h"
#include "OwnCodeVisitor.h"
#include "TranslationUnit.h"
#include "VariableUses.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

/// A local that keeps a value: no reference, which is another name.
static const VarDecl *localNamed(const ValueDecl &D) {
  const auto *Var = dyn_cast<VarDecl>(&D);
  if (const auto *Binding = dyn_cast<BindingDecl>(&D))
    Var = dyn_cast_or_null<VarDecl>(Binding->getDecomposedDecl());
  return Var && Var->isLocalVarDecl() && !Var->hasGlobalStorage() &&
                 !Var->getType()->isReferenceType()
             ? Var
             : nullptr;
}

class SharedReads::Finder : public OwnCodeVisitor<Finder> {
public:
  Finder(SharedReads &Reads, std::vector<SharedRead> &Out)
      : Reads(Reads), Unit(Reads.F.unit()), Paths(Unit.paths()), Out(Out) {}

  bool TraverseCoawaitExpr(CoawaitExpr *) { return true; }
  bool TraverseCoyieldExpr(CoyieldExpr *) { return true; }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const VarDecl *Local = localNamed(*E->getDecl());
    if (!Local || E->refersToEnclosingVariableOrCapture()) {
      object(*E);
      return true;
    }
    for (SharedRead Read : Reads.ofVariable(*Local)) {
      Read.Via = Local;
      Out.push_back(Read);
    }
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    if (isa<FieldDecl, VarDecl>(E->getMemberDecl()))
      object(*E);
    return true;
  }
  bool VisitArraySubscriptExpr(ArraySubscriptExpr *E) { return object(*E); }
  bool VisitUnaryOperator(UnaryOperator *E) {
    return E->getOpcode() == UO_Deref ? object(*E) : true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (E->isGLValue())
      object(*E);
    lookUp(*E);
    getter(*E);
    return true;
  }

private:
  bool object(const Expr &E) {
    const AccessPath *Path = Paths.object(&E);
    if (Path && !isOwn(*Path))
      Out.push_back({Path, &E, nullptr, nullptr});
    return true;
  }
  /// A local object or parameter, or a part of one.
  static bool isOwn(const AccessPath &Path) {
    const VarDecl *Root = Path.root();
    return Root && Root->hasLocalStorage() &&
           !Root->getType()->isReferenceType() &&
           llvm::none_of(Path.steps(), [](const PathStep &Step) {
             return Step.K == PathStep::Deref;
           });
  }
  void lookUp(const CallExpr &E);
  void lookUpIn(const Expr *Container, const Expr *Key, const CallExpr &E) {
    const AccessPath *Path = Paths.objectOrPointee(Container);
    if (Path && !isOwn(*Path))
      Out.push_back({Path, &E, nullptr, Key});
  }
  void getter(const CallExpr &E);

  SharedReads &Reads;
  TranslationUnit &Unit;
  AccessPaths &Paths;
  std::vector<SharedRead> &Out;
};

/// `table.find(key)`, `table[key]`, `std::find(list.begin(), list.end(), key)`,
/// `std::ranges::contains(list, key)`.
void SharedReads::Finder::lookUp(const CallExpr &E) {
  const Expr *Object = argumentOf(E, ThisArgument);
  if (Object) {
    const Expr *Key = argumentOf(E, 0);
    if (Key && !isa<CXXDefaultArgExpr>(Key) &&
        (!isa<CXXOperatorCallExpr>(E) ||
         cast<CXXOperatorCallExpr>(E).getOperator() == OO_Subscript))
      lookUpIn(Object, Key, E);
    return;
  }
  if (E.getNumArgs() < 2)
    return;
  const Expr *First = E.getArg(0)->IgnoreImplicit();
  const auto *Begin = dyn_cast<CXXMemberCallExpr>(First);
  lookUpIn(Begin ? Begin->getImplicitObjectArgument() : First,
           E.getArg(Begin && E.getNumArgs() > 2 ? 2 : 1), E);
}

/// A function that only returns something reads what that names; one of the
/// same object that does more may ask for anything.
void SharedReads::Finder::getter(const CallExpr &E) {
  const FunctionDecl *Callee = E.getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  const Expr *Object = Method ? argumentOf(E, ThisArgument) : nullptr;
  if (!Object)
    return;
  FunctionAnalysis *Body = Unit.calledFunction(E);
  const auto *Block = Body ? dyn_cast<CompoundStmt>(&Body->body()) : nullptr;
  const auto *Return = Block && Block->size() == 1
                           ? dyn_cast<ReturnStmt>(Block->body_front())
                           : nullptr;
  if (!Return || !Return->getRetValue()) {
    if (isa<CXXThisExpr>(Object->IgnoreImplicit()))
      Out.push_back({nullptr, &E, nullptr, nullptr});
    return;
  }
  for (const SharedRead &Read : Reads.ofGetter(*Body, *Return->getRetValue())) {
    const AccessPath *Path =
        Read.Path ? Paths.inCaller(*Read.Path, Body->function(), E) : nullptr;
    if (Path && !Read.Key && !isOwn(*Path))
      Out.push_back({Path, &E, nullptr, nullptr});
  }
}

/// Leaves out what stands there already, but for the local it went through:
/// sums of sums would double with each of them. What is made of more than that
/// is generated code, and depends on nothing that is known.
static void makeUnique(std::vector<SharedRead> &Reads) {
  constexpr size_t MaxReads = 64;
  llvm::SmallDenseSet<
      std::tuple<const AccessPath *, const Expr *, const Expr *>>
      Seen;
  llvm::erase_if(Reads, [&](const SharedRead &Read) {
    return !Seen.insert({Read.Path, Read.At, Read.Key}).second;
  });
  if (Reads.size() > MaxReads)
    Reads.clear();
}

const std::vector<SharedRead> &SharedReads::ofGetter(FunctionAnalysis &Getter,
                                                     const Expr &Returned) {
  // Getters of getters, each the next one's.
  constexpr unsigned MaxDepth = 16;
  const bool IsNew = Getters.try_emplace(&Getter).second;
  if (!IsNew || Depth == MaxDepth)
    return Getters[&Getter];
  auto Found = SharedReads(Getter, *this).of(Returned);
  return Getters[&Getter] = std::move(Found);
}

const std::vector<SharedRead> &SharedReads::ofVariable(const VarDecl &Var) {
  auto [It, New] = Variables.try_emplace(&Var);
  if (!New) {
    static const std::vector<SharedRead> InProgress;
    return It->second ? *It->second : InProgress;
  }
  auto Found = std::make_unique<std::vector<SharedRead>>();
  Finder F(*this, *Found);
  if (Var.getInit())
    F.TraverseStmt(const_cast<Expr *>(Var.getInit()));
  for (const Expr *Value : this->F.variables().valuesOf(Var))
    if (Value != Var.getInit())
      F.TraverseStmt(const_cast<Expr *>(Value));
  makeUnique(*Found);
  return *(Variables[&Var] = std::move(Found));
}

std::vector<SharedRead> SharedReads::of(const Expr &E) {
  std::vector<SharedRead> Found;
  Finder(*this, Found).TraverseStmt(const_cast<Expr *>(&E));
  makeUnique(Found);
  return Found;
}

std::vector<SharedDecision> SharedReads::decisions() {
  std::vector<SharedDecision> Result;
  const CFG *Graph = F.cfg();
  if (!Graph)
    return Result;
  for (const CFGBlock *B : *Graph) {
    const auto *Condition = dyn_cast_or_null<Expr>(B->getTerminatorCondition());
    if (B->succ_size() < 2 || !Condition)
      continue;
    SharedDecision Decision;
    Decision.Block = B;
    Decision.Condition = Condition;
    const Stmt *Terminator = B->getTerminatorStmt();
    if (isa_and_nonnull<WhileStmt, ForStmt, DoStmt>(Terminator))
      Decision.Loop = Terminator;
    Decision.Reads = of(*Condition);
    if (!Decision.Reads.empty())
      Result.push_back(std::move(Decision));
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Keys
//===----------------------------------------------------------------------===//

namespace {
/// The variables and members that are named, without the objects of members.
class NameCollector : public OwnCodeVisitor<NameCollector> {
public:
  llvm::SmallPtrSet<const ValueDecl *, 4> Names;

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (isa<VarDecl, BindingDecl, EnumConstantDecl>(E->getDecl()))
      Names.insert(E->getDecl());
    return true;
  }
  bool TraverseMemberExpr(MemberExpr *E) {
    if (!isa<FieldDecl>(E->getMemberDecl()))
      return OwnCodeVisitor::TraverseMemberExpr(E);
    Names.insert(E->getMemberDecl());
    return true;
  }
};
} // namespace

bool corolint::mayBeSameKey(const Expr &A, const Expr &B,
                            const ASTContext &Context) {
  NameCollector OfA, OfB;
  OfA.TraverseStmt(const_cast<Expr *>(&A));
  OfB.TraverseStmt(const_cast<Expr *>(&B));
  if (OfA.Names.empty() || OfB.Names.empty()) {
    llvm::FoldingSetNodeID IdOfA, IdOfB;
    A.IgnoreParenImpCasts()->Profile(IdOfA, Context, true);
    B.IgnoreParenImpCasts()->Profile(IdOfB, Context, true);
    return IdOfA == IdOfB;
  }
  return llvm::any_of(OfA.Names, [&](const ValueDecl *Name) {
    return OfB.Names.contains(Name);
  });
}

//===----------------------------------------------------------------------===//
// Objects
//===----------------------------------------------------------------------===//

bool corolint::isPart(const AccessPath *Part, const AccessPath *Whole) {
  if (!Part || !Whole || Part->root() != Whole->root() ||
      Part->steps().size() < Whole->steps().size())
    return false;
  const size_t Common = Whole->steps().size();
  return Part->steps().take_front(Common) == Whole->steps() &&
         llvm::none_of(
             Part->steps().drop_front(Common),
             [](const PathStep &Step) { return Step.K == PathStep::Deref; });
}

bool corolint::overlap(const AccessPath *A, const AccessPath *B) {
  return isPart(A, B) || isPart(B, A);
}
