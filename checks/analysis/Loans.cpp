//===--- Loans.cpp - the objects that one value refers to -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Loans.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/LambdaCapture.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace corolint;

/// Values within values are followed this deep.
static constexpr unsigned MaxDepth = 12;

SourceLocation Loan::location() const {
  if (!Capture)
    return By->getExprLoc();
  if (Capture->isExplicit())
    return Capture->getLocation();
  return Closure->getCaptureDefaultLoc();
}

namespace {

/// Takes one value apart.
class LoanFinder {
public:
  explicit LoanFinder(FunctionAnalysis &F)
      : F(F), R(F.unit().roles()), B(F.borrows()) {}

  llvm::SmallVector<Loan, 4> Found;

  void value(const Expr *E);
  /// What binds to a reference or is copied into a value of type \p To.
  void initializer(const Expr *Init, QualType To);

private:
  void add(Referent To, const Expr &By) {
    if (To)
      Found.push_back({To, &By, nullptr, nullptr});
  }
  void variable(const VarDecl &Var, const Expr &Name);
  void assignedMembers(const VarDecl &Var);
  void closure(const LambdaExpr &E);
  void call(const CallExpr &E);
  void construction(const CXXConstructExpr &E);
  void aggregate(llvm::ArrayRef<Expr *> Inits, QualType T);
  bool keeps(const CXXConstructExpr &E, const Expr &Argument) const;
  bool holds(const TemplateArgumentList &Types, QualType Given) const;

  FunctionAnalysis &F;
  Roles &R;
  Borrows &B;
  unsigned Depth = 0;
};

} // namespace

void LoanFinder::value(const Expr *E) {
  if (!E || Depth == MaxDepth)
    return;
  ++Depth;
  E = peelForBorrow(E);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    value(Temporary->getSubExpr());
  else if (isBorrowingType(E->getType(), R))
    add(B.ofCopy(*E), *E);
  else if (const auto *Closure = dyn_cast<LambdaExpr>(E))
    closure(*Closure);
  else if (const VarDecl *Var = variableNamed(E))
    variable(*Var, *E);
  else if (const auto *Cast = dyn_cast<CastExpr>(E))
    value(Cast->getCastKind() == CK_LValueToRValue ? Cast->getSubExpr()
                                                   : nullptr);
  else if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    value(Choice->getTrueExpr());
    value(Choice->getFalseExpr());
  } else if (const auto *Call = dyn_cast<CallExpr>(E))
    call(*Call);
  else if (const auto *Construction = dyn_cast<CXXConstructExpr>(E))
    construction(*Construction);
  else if (const auto *List = dyn_cast<InitListExpr>(E))
    aggregate(List->inits(), List->getType());
  else if (const auto *Parens = dyn_cast<CXXParenListInitExpr>(E))
    aggregate(Parens->getInitExprs(), Parens->getType());
  --Depth;
}

void LoanFinder::initializer(const Expr *Init, QualType To) {
  if (!Init)
    return;
  if (!To->isReferenceType())
    return value(Init);
  add(B.ofArgument(*Init), *Init);
}

/// What a local value was made from, if it has kept its value since.
void LoanFinder::variable(const VarDecl &Var, const Expr &Name) {
  if (!Var.hasLocalStorage() || Var.isInitCapture() || isa<ParmVarDecl>(Var) ||
      Var.getDeclContext() != &F.function() || !Var.getInit() ||
      Var.getType()->isReferenceType() || !recordOf(Var.getType()))
    return;
  // Nothing can be assigned to a closure with captures.
  if (B.isRebound(Var) && !recordOf(Var.getType())->isLambda())
    return;
  value(Var.getInit());
  size_t Before = Found.size();
  assignedMembers(Var);
  for (Loan &New : llvm::drop_begin(Found, Before))
    New.By = &Name;
}

namespace {
/// The values that are assigned to the members of one variable.
class MemberAssignments : public RecursiveASTVisitor<MemberAssignments> {
public:
  explicit MemberAssignments(const VarDecl &Var) : Var(Var) {}
  llvm::SmallVector<std::pair<const ValueDecl *, const Expr *>, 4> Found;
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() == BO_Assign)
      assigned(*E->getLHS(), *E->getRHS());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    if (E->getOperator() == OO_Equal && E->getNumArgs() == 2)
      assigned(*E->getArg(0), *E->getArg(1));
    return true;
  }

private:
  void assigned(const Expr &To, const Expr &Value) {
    const auto *Member = dyn_cast<MemberExpr>(To.IgnoreParenImpCasts());
    if (Member && !Member->isArrow() &&
        variableNamed(Member->getBase()) == &Var)
      Found.push_back({Member->getMemberDecl(), &Value});
  }
  const VarDecl &Var;
};
} // namespace

/// `work.text = &text;`: what is assigned once to a member that is a pointer or
/// view.
void LoanFinder::assignedMembers(const VarDecl &Var) {
  if (llvm::none_of(recordOf(Var.getType())->fields(),
                    [&](const FieldDecl *Field) {
                      return isBorrowingType(Field->getType(), R);
                    }))
    return;
  MemberAssignments Assignments(Var);
  Assignments.TraverseStmt(const_cast<Stmt *>(&F.body()));
  for (auto [Member, Value] : Assignments.Found)
    if (isBorrowingType(Member->getType(), R) &&
        llvm::count_if(Assignments.Found, [&](const auto &Other) {
          return Other.first == Member;
        }) == 1)
      value(Value);
}

void LoanFinder::closure(const LambdaExpr &E) {
  auto Init = E.capture_init_begin();
  for (const LambdaCapture &Capture : E.captures()) {
    const Expr *Value = *Init++;
    size_t Before = Found.size();
    if (Capture.capturesThis()) {
      if (Capture.getCaptureKind() != LCK_StarThis)
        add(B.ofCopy(*Value), *Value);
    } else if (Capture.getCaptureKind() == LCK_ByRef) {
      add(B.ofObject(*Value), *Value);
    } else {
      value(Value);
    }
    for (Loan &New : llvm::drop_begin(Found, Before))
      if (!New.Capture) {
        New.Closure = &E;
        New.Capture = &Capture;
      }
  }
}

void LoanFinder::call(const CallExpr &E) {
  const FunctionDecl *Callee = E.getDirectCallee();
  if (!Callee)
    return;
  if (E.getNumArgs() == 1 && (R.functionModel(*Callee, CallEffect::Moves) ||
                              R.functionModel(*Callee, CallEffect::Forwards)))
    return value(E.getArg(0));
  // A bound call keeps copies of its arguments; std::ref is a borrowing type.
  if (R.functionModel(*Callee, CallEffect::BindsCallable))
    for (const Expr *Argument : E.arguments())
      value(Argument);
  // std::tie and the like return references to their arguments.
  if (const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
          recordOf(E.getType())))
    for (const Expr *Argument : E.arguments())
      if (Argument->isLValue() &&
          holds(Special->getTemplateArgs(),
                F.unit().context().getLValueReferenceType(Argument->getType())))
        add(B.ofObject(*Argument), *Argument);
}

/// Whether an object of the class that \p E makes has a copy of \p Argument in
/// it: function objects have, and containers, pairs and optionals of its type.
bool LoanFinder::keeps(const CXXConstructExpr &E, const Expr &Argument) const {
  const CXXRecordDecl *Record = recordOf(E.getType());
  if (!R.awaitables().callOperator(*Record).empty())
    return true;
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  bool Holds = R.hasRole(E.getType(), TypeRole::Optional) ||
               R.hasRole(E.getType(), TypeRole::Container);
  return Special && Holds &&
         holds(Special->getTemplateArgs(),
               Argument.getType().getNonReferenceType());
}

/// Whether \p Given is one of those types.
bool LoanFinder::holds(const TemplateArgumentList &Types,
                       QualType Given) const {
  ASTContext &Context = F.unit().context();
  auto IsGiven = [&](const TemplateArgument &A) {
    return A.getKind() == TemplateArgument::Type &&
           Context.hasSameUnqualifiedType(A.getAsType(), Given);
  };
  return llvm::any_of(Types.asArray(), [&](const TemplateArgument &A) {
    return A.getKind() == TemplateArgument::Pack
               ? llvm::any_of(A.pack_elements(), IsGiven)
               : IsGiven(A);
  });
}

void LoanFinder::construction(const CXXConstructExpr &E) {
  if (E.getConstructor()->isCopyOrMoveConstructor())
    return value(E.getArg(0));
  for (const Expr *Argument : E.arguments()) {
    const Expr *Bare = peelForBorrow(Argument);
    if (const auto *Braces = dyn_cast<CXXStdInitializerListExpr>(Bare)) {
      Bare = peelForBorrow(Braces->getSubExpr());
      if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Bare))
        Bare = peelForBorrow(Temporary->getSubExpr());
      if (const auto *List = dyn_cast<InitListExpr>(Bare))
        for (const Expr *Element : List->inits())
          if (keeps(E, *Element))
            value(Element);
    } else if (keeps(E, *Argument)) {
      value(Argument);
    }
  }
}

void LoanFinder::aggregate(llvm::ArrayRef<Expr *> Inits, QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record) { // An array, or braces around a scalar.
    for (const Expr *Element : Inits)
      value(Element);
    return;
  }
  auto Init = Inits.begin();
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (Init != Inits.end())
      initializer(*Init++, Base.getType());
  for (const FieldDecl *Field : Record->fields())
    if (Init != Inits.end() && !Field->isUnnamedBitField())
      initializer(*Init++, Field->getType());
}

//===----------------------------------------------------------------------===//
// Interface
//===----------------------------------------------------------------------===//

llvm::SmallVector<Loan, 4> corolint::loansOf(const Expr &Value,
                                             FunctionAnalysis &F) {
  LoanFinder Finder(F);
  Finder.value(&Value);
  return std::move(Finder.Found);
}

llvm::SmallVector<Loan, 4> corolint::loansOfArgument(const Expr &Argument,
                                                     QualType Parameter,
                                                     FunctionAnalysis &F) {
  LoanFinder Finder(F);
  if (Parameter->isReferenceType())
    if (Referent To = F.borrows().ofObject(Argument))
      Finder.Found.push_back({To, &Argument, nullptr, nullptr});
  Finder.value(&Argument);
  return std::move(Finder.Found);
}

/// Nothing can be assigned to a closure with captures.
static bool isClosure(const VarDecl &Var) {
  const CXXRecordDecl *Record = recordOf(Var.getType());
  return Record && Record->isLambda();
}

const LambdaExpr *corolint::closureIn(const Expr &Value, FunctionAnalysis &F) {
  Roles &R = F.unit().roles();
  const Expr *E = &Value;
  for (unsigned I = 0; E && I != MaxDepth; ++I) {
    E = peelForBorrow(E);
    if (const auto *Closure = dyn_cast<LambdaExpr>(E))
      return Closure;
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    bool First = Callee && Call->getNumArgs() != 0 &&
                 (R.functionModel(*Callee, CallEffect::Moves) ||
                  R.functionModel(*Callee, CallEffect::Forwards) ||
                  R.functionModel(*Callee, CallEffect::BindsCallable));
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
      E = Temporary->getSubExpr();
    else if (const VarDecl *Var = variableNamed(E))
      E = Var->getDeclContext() == &F.function() && !isa<ParmVarDecl>(Var) &&
                  (isClosure(*Var) || !F.borrows().isRebound(*Var))
              ? Var->getInit()
              : nullptr;
    else if (const auto *Construction = dyn_cast<CXXConstructExpr>(E))
      // Copies, and function objects that were given one.
      E = Construction->getNumArgs() == 1 ? Construction->getArg(0) : nullptr;
    else
      E = First ? Call->getArg(0) : nullptr;
  }
  return nullptr;
}
