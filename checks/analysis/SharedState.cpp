//===--- SharedState.cpp - by what work can tell that it is done ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SharedState.h"
#include "Sinks.h"
#include "StmtParents.h"
#include "WorkPlaces.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// The classes whose parts are being looked at, the outermost first.
using OuterClasses = llvm::SmallVectorImpl<const CXXRecordDecl *>;

static bool isSignal(QualType T, Roles &R, OuterClasses &Outer);

static bool isSignalClass(QualType T, const CXXRecordDecl &Record, Roles &R,
                          OuterClasses &Outer) {
  if (R.hasRole(T, TypeRole::Container) || R.hasRole(T, TypeRole::View) ||
      R.hasRole(T, TypeRole::Owner) || R.hasRole(T, TypeRole::Optional)) {
    auto Types = typeArguments(T);
    return !Types.empty() && ::isSignal(Types[0], R, Outer);
  }
  // A class of user code is what its members are. What is behind a pointer to
  // an unknown class, in an unknown base or in none at all, is not seen.
  if (Record.isInStdNamespace())
    return !hasOwnerAttribute(T) && !R.hasRole(T, TypeRole::TimeLimit);
  if (Record.field_empty() && Record.getNumBases() == 0)
    return !Record.isEmpty() || Record.hasUserDeclaredConstructor() ||
           llvm::any_of(Record.methods(), [](const CXXMethodDecl *M) {
             return M->isUserProvided();
           });
  return llvm::any_of(Record.fields(),
                      [&](const FieldDecl *Field) {
                        return ::isSignal(Field->getType(), R, Outer);
                      }) ||
         llvm::any_of(Record.bases(), [&](const CXXBaseSpecifier &Base) {
           return ::isSignal(Base.getType(), R, Outer);
         });
}

static bool isSignal(QualType T, Roles &R, OuterClasses &Outer) {
  constexpr unsigned MaxDepth = 4;
  T = T.getNonReferenceType().getCanonicalType();
  while (T->isPointerType() || T->isArrayType())
    T = T->isPointerType() ? T->getPointeeType()
                           : QualType(T->getPointeeOrArrayElementType(), 0);
  if (T->isArithmeticType() || T->isEnumeralType() || T->isVoidType() ||
      T->isNullPtrType())
    return false;
  const CXXRecordDecl *Record = recordOf(T);
  // A class that has itself for a part is what its other parts are.
  if (Record && llvm::is_contained(Outer, Record))
    return false;
  if (!Record || Outer.size() == MaxDepth)
    return true;
  if (Record->isLambda())
    return false;
  Outer.push_back(Record);
  bool Found = isSignalClass(T, *Record, R, Outer);
  Outer.pop_back();
  return Found;
}

bool corolint::isSignal(QualType T, Roles &R) {
  llvm::SmallVector<const CXXRecordDecl *, 4> Outer;
  return ::isSignal(T, R, Outer);
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

namespace {

class NameFinder : public RecursiveASTVisitor<NameFinder> {
public:
  explicit NameFinder(llvm::SmallPtrSetImpl<const ValueDecl *> &Names)
      : Names(Names) {}

  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (isa<VarDecl, BindingDecl>(E->getDecl()))
      Names.insert(E->getDecl());
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    if (isa<FieldDecl>(E->getMemberDecl()))
      Names.insert(E->getMemberDecl());
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *E) {
    for (const LambdaCapture &Capture : E->captures())
      if (Capture.capturesVariable())
        Names.insert(Capture.getCapturedVar());
    return true;
  }

private:
  llvm::SmallPtrSetImpl<const ValueDecl *> &Names;
};

} // namespace

void corolint::addNamed(const Stmt &S,
                        llvm::SmallPtrSetImpl<const ValueDecl *> &Names) {
  NameFinder(Names).TraverseStmt(const_cast<Stmt *>(&S));
}

/// The declaration that all names of one structured binding share.
static const ValueDecl &wholeOf(const ValueDecl &D) {
  const auto *Binding = dyn_cast<BindingDecl>(&D);
  return Binding && Binding->getDecomposedDecl() ? *Binding->getDecomposedDecl()
                                                 : D;
}

//===----------------------------------------------------------------------===//
// State
//===----------------------------------------------------------------------===//

/// The member call on the result of \p Call in the same expression; null if
/// there is none.
static const Expr *chainedOn(const Expr &Call, FunctionAnalysis &F) {
  const Stmt *Child = &Call;
  const Stmt *Parent = F.parents().getParent(Child);
  while (
      isa_and_nonnull<ImplicitCastExpr, ParenExpr, MemberExpr, FullExpr,
                      MaterializeTemporaryExpr, CXXBindTemporaryExpr>(Parent)) {
    Child = Parent;
    Parent = F.parents().getParent(Parent);
  }
  const auto *Next = dyn_cast_or_null<CXXMemberCallExpr>(Parent);
  return Next && Next->getCallee() == Child ? Next : nullptr;
}

NamesOfLocals::NamesOfLocals(FunctionAnalysis &F) {
  for (const VarDecl *Var : F.survey().Locals) {
    if (joinsAtEnd(Var->getType(), F.unit()))
      Joining.push_back(Var);
    if (!Var->getInit())
      continue;
    llvm::SmallPtrSet<const ValueDecl *, 8> Found;
    addNamed(*Var->getInit(), Found);
    From[Var].assign(Found.begin(), Found.end());
    for (const ValueDecl *Name : Found)
      Into[Name].push_back(Var);
  }
}

SharedState::SharedState(const SpawnedWork &Work, FunctionAnalysis &F,
                         const NamesOfLocals &Names)
    : Unit(F.unit()) {
  // An executor has much other work.
  for (const Expr *Part : Work.Parts)
    addNamed(*Part,
             Part == Work.Place || runsWork(Part->getType(), Unit.context())
                 ? Executors
                 : Named);
  Shared.insert(Named.begin(), Named.end());
  // What is done when it is done: `async(work).then([&done] { ... })`.
  for (const Expr *Next = chainedOn(*Work.Start, F); Next;
       Next = chainedOn(*Next, F))
    for (unsigned I = 0, N = argumentCount(*Next); I != N; ++I)
      addNamed(*argumentOf(*Next, I), Shared);
  for (const Loan &L : Work.Loans) {
    addNamed(*L.By, Shared);
    if (L.To.Var) {
      Shared.insert(L.To.Var);
      Lent.insert(L.To.Var);
    }
  }
  share(Names);
}

/// What these were made from, and what else was made from it: the closure's
/// captures, the future of a promise, the other end of a channel.
void SharedState::share(const NamesOfLocals &Names) {
  Roles &R = Unit.roles();
  llvm::SmallVector<const ValueDecl *, 16> Work(Shared.begin(), Shared.end());
  auto Add = [&](const ValueDecl *D) {
    for (const ValueDecl *Part : {D, &wholeOf(*D)})
      if (Shared.insert(Part).second)
        Work.push_back(Part);
  };
  for (const ValueDecl *D : llvm::SmallVector<const ValueDecl *, 16>(Work))
    Add(&wholeOf(*D));
  while (!Work.empty()) {
    const ValueDecl *D = Work.pop_back_val();
    const auto *Var = dyn_cast<VarDecl>(D);
    if (Var && !Var->isInitCapture())
      for (const ValueDecl *Source : Names.From.lookup(D))
        Add(Source);
    if (isSignal(D->getType(), R))
      for (const ValueDecl *User : Names.Into.lookup(D))
        if (isSignal(User->getType(), R))
          Add(User);
  }
}

const SharedState &SharedStates::of(const SpawnedWork &Work,
                                    FunctionAnalysis &F) {
  std::unique_ptr<SharedState> &Entry = States[&Work];
  if (!Entry)
    Entry = std::make_unique<SharedState>(Work, F, namesIn(F));
  return *Entry;
}

const NamesOfLocals &SharedStates::namesIn(FunctionAnalysis &F) {
  std::unique_ptr<NamesOfLocals> &Entry = Names[&F];
  if (!Entry)
    Entry = std::make_unique<NamesOfLocals>(F);
  return *Entry;
}

bool SharedState::maySignalBy(const ValueDecl &D) const {
  if (!isSignal(D.getType(), Unit.roles()))
    return false;
  const auto *Var = dyn_cast<VarDecl>(&D);
  // Anybody can wait at a global.
  return Shared.contains(&wholeOf(D)) || Shared.contains(&D) ||
         (Var && Var->hasGlobalStorage() && !Var->getType().isConstQualified());
}

bool SharedState::maySignalIn(const Stmt &E) const {
  llvm::SmallPtrSet<const ValueDecl *, 8> Names;
  addNamed(E, Names);
  return llvm::any_of(Names,
                      [&](const ValueDecl *D) { return maySignalBy(*D); });
}

bool SharedState::isExecutorIn(const Stmt &E) const {
  llvm::SmallPtrSet<const ValueDecl *, 8> Names;
  addNamed(E, Names);
  return llvm::any_of(
      Names, [&](const ValueDecl *D) { return Executors.contains(D); });
}

bool SharedState::mayPoll(const Expr &Condition, const Stmt *Counting) const {
  llvm::SmallPtrSet<const ValueDecl *, 8> Names, Counters;
  addNamed(Condition, Names);
  if (Counting)
    addNamed(*Counting, Counters);
  return llvm::any_of(Names, [&](const ValueDecl *D) {
    return maySignalBy(*D) ||
           (Lent.contains(D) && !Counters.contains(D) &&
            D->getType().getNonReferenceType()->isScalarType());
  });
}

bool SharedState::overlaps(const SharedState &Other) const {
  return llvm::any_of(Shared, [&](const ValueDecl *D) {
    return Other.Shared.contains(D) && isSignal(D->getType(), Unit.roles());
  });
}
