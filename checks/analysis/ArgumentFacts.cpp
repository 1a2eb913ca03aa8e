//===--- ArgumentFacts.cpp - what is known of the arguments of a call -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ArgumentFacts.h"
#include "BodyVisibility.h"
#include "Descriptors.h"
#include "Readiness.h"
#include "StmtParents.h"
#include "VariableEnds.h"
#include "VariableUses.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace corolint;

/// Values are followed through variables this far.
static constexpr unsigned MaxDepth = 8;

/// \p E without what only names it otherwise: casts, temporaries, `&x`, moves.
static const Expr *bare(const Expr *E, const Roles &R) {
  for (;;) {
    E = E->IgnoreParenCasts()->IgnoreImplicit();
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E)) {
      E = Default->getExpr();
    } else if (const auto *Call = dyn_cast<CallExpr>(E);
               Call && Call->getNumArgs() == 1 && Call->getDirectCallee() &&
               (R.functionModel(*Call->getDirectCallee(), CallEffect::Moves) ||
                R.functionModel(*Call->getDirectCallee(),
                                CallEffect::Forwards))) {
      E = Call->getArg(0);
    } else {
      return E;
    }
  }
}

/// What \p Call yields in other units: `duration_cast<seconds>(d)`,
/// `d.count()`. Null for other calls.
static const Expr *measuredBy(const CallExpr &Call, const Roles &R) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || !R.functionModel(*Callee, CallEffect::KeepsZero))
    return nullptr;
  const Expr *Object = argumentOf(Call, ThisArgument);
  return Object                     ? Object
         : argumentCount(Call) != 0 ? argumentOf(Call, 0)
                                    : nullptr;
}

static const Expr *pointeeOf(const Expr *E) {
  const auto *Unary = dyn_cast<UnaryOperator>(E);
  return Unary && Unary->getOpcode() == UO_AddrOf ? Unary->getSubExpr()
                                                  : nullptr;
}

/// The variable that \p E names, if it has the value of its initialiser.
static const VarDecl *constantNamed(const Expr *E, FunctionAnalysis &F) {
  const ValueDecl *Named = nullptr;
  if (const auto *Name = dyn_cast<DeclRefExpr>(E))
    Named = Name->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(E))
    Named = Member->getMemberDecl();
  const auto *Var = dyn_cast_or_null<VarDecl>(Named);
  if (!Var || isa<ParmVarDecl>(Var))
    return nullptr;
  return F.unit().paths().keepsItsValue(*Var) || F.variables().isOnlyRead(*Var)
             ? Var
             : nullptr;
}

static bool isZeroValue(const Expr *E, FunctionAnalysis &F, unsigned Depth);

/// What \p Mention of a structure gives to all of it: `s = {}`,
/// `memset(&s, 0, sizeof s)`. Null when it does not.
static const Expr *givenToAll(const DeclRefExpr &Mention, FunctionAnalysis &F) {
  const Stmt *P = F.parents().getParent(&Mention);
  if (const auto *Assign = dyn_cast_or_null<CXXOperatorCallExpr>(P))
    return Assign->isAssignmentOp() && Assign->getArg(0) == &Mention
               ? Assign->getArg(1)
               : nullptr;
  while (P && isa<UnaryOperator, CastExpr, ParenExpr>(P))
    P = F.parents().getParent(P);
  const auto *Call = dyn_cast_or_null<CallExpr>(P);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const bool Fills =
      Callee && Callee->getMemoryFunctionKind() == Builtin::BImemset;
  return Fills && Call->getNumArgs() == 3 ? Call->getArg(1) : nullptr;
}

static bool isZeroStructure(const Expr &Object, FunctionAnalysis &F,
                            unsigned Depth) {
  const auto *Name = dyn_cast<DeclRefExpr>(Object.IgnoreParenImpCasts());
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  if (!Var || isa<ParmVarDecl>(Var))
    return false;
  const auto Values = F.variables().valuesOf(*Var);
  llvm::SmallVector<const Expr *, 2> Given(Values.begin(), Values.end());
  for (const DeclRefExpr *Mention : F.variables().mentionsOf(*Var))
    if (const Expr *Value = givenToAll(*Mention, F))
      Given.push_back(Value);
  return !Given.empty() && llvm::all_of(Given, [&](const Expr *Value) {
    return isZeroValue(Value, F, Depth + 1);
  });
}

/// A literal of a user-defined kind, as it is written: `0s`, `0.0ms`. Where its
/// token is, the call of the literal operator says by its end.
static bool isZeroLiteral(const CallExpr &E, const ASTContext &C) {
  const SourceManager &SM = C.getSourceManager();
  llvm::StringRef Text = Lexer::getSourceText(
      CharSourceRange::getTokenRange(SM.getSpellingLoc(E.getRParenLoc())), SM,
      C.getLangOpts());
  llvm::StringRef Number = Text.take_while(
      [](char Ch) { return llvm::isDigit(Ch) || Ch == '.' || Ch == '\''; });
  return !Number.empty() && Number.find_first_of("123456789") == Number.npos;
}

static bool isZeroValue(const Expr *E, FunctionAnalysis &F, unsigned Depth) {
  if (!E || Depth > MaxDepth)
    return false;
  const ASTContext &Context = F.unit().context();
  E = bare(E, F.unit().roles());
  if (E->isValueDependent())
    return false;
  if (E->getType()->isIntegralOrEnumerationType() ||
      E->getType()->isFloatingType()) {
    Expr::EvalResult Result;
    if (E->EvaluateAsRValue(Result, Context) && Result.Val.isInt())
      return Result.Val.getInt() == 0;
    if (Result.Val.isFloat())
      return Result.Val.getFloat().isZero();
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
    return isZeroValue(Choice->getTrueExpr(), F, Depth + 1) &&
           isZeroValue(Choice->getFalseExpr(), F, Depth + 1);
  if (const auto *Assign = dyn_cast<BinaryOperator>(E);
      Assign && Assign->getOpcode() == BO_Assign)
    return isZeroValue(Assign->getRHS(), F, Depth + 1);
  if (const Expr *Object = pointeeOf(E))
    return isZeroStructure(*Object, F, Depth);
  // In an instantiation of a template it is a call like others.
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && Call->getDirectCallee() &&
      Call->getDirectCallee()->getLiteralIdentifier())
    return isZeroLiteral(*Call, Context);
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(E))
    return true;
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return llvm::all_of(List->inits(), [&](const Expr *Init) {
      return isZeroValue(Init, F, Depth + 1);
    });
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    if (Construct->getNumArgs() == 0)
      return Construct->requiresZeroInitialization() ||
             Construct->isListInitialization();
    // Of an enumerator, its value says nothing: `QDeadlineTimer::Forever`.
    const Expr *Only = Construct->getArg(0);
    return !Only->IgnoreParenImpCasts()->getType()->isEnumeralType() &&
           isZeroValue(Only, F, Depth + 1);
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const Roles &R = F.unit().roles();
    if (!Callee)
      return false;
    return R.functionModel(*Callee, CallEffect::ReturnsZero) ||
           isZeroValue(measuredBy(*Call, R), F, Depth + 1);
  }
  const VarDecl *Constant = constantNamed(E, F);
  return Constant && Constant->getAnyInitializer() &&
         isZeroValue(Constant->getAnyInitializer(), F, Depth + 1);
}

/// A null pointer, which is no number: a time limit that is left out.
static bool isNull(const Expr &E, const ASTContext &Context) {
  return (E.getType()->isPointerType() || E.getType()->isNullPtrType()) &&
         E.isNullPointerConstant(const_cast<ASTContext &>(Context),
                                 Expr::NPC_ValueDependentIsNotNull);
}

bool corolint::isZero(const Expr *E, FunctionAnalysis &F) {
  return E && !isNull(*E, F.unit().context()) && isZeroValue(E, F, 0);
}

//===----------------------------------------------------------------------===//
// Flags
//===----------------------------------------------------------------------===//

/// Texts longer than this are no names.
static constexpr unsigned MaxTextLength = 16;

namespace {
/// The macros, enumerators and short texts in an expression and in what it
/// names, and what has opened it.
class NameFinder : public RecursiveASTVisitor<NameFinder> {
public:
  NameFinder(FunctionAnalysis &F, llvm::SmallVectorImpl<llvm::StringRef> &Out)
      : F(F), Out(Out) {}

  bool VisitExpr(Expr *E) {
    const ASTContext &C = F.unit().context();
    const SourceManager &SM = C.getSourceManager();
    for (SourceLocation At = E->getExprLoc(); At.isMacroID();
         At = SM.getImmediateMacroCallerLoc(At))
      Out.push_back(Lexer::getImmediateMacroName(At, SM, C.getLangOpts()));
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (Callee && Callee->getIdentifier() &&
        F.unit().roles().functionModel(*Callee, CallEffect::Opens))
      Out.push_back(Callee->getName());
    return true;
  }
  bool VisitStringLiteral(StringLiteral *E) {
    if (E->isOrdinary() && E->getLength() <= MaxTextLength)
      Out.push_back(E->getString());
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *Constant = dyn_cast<EnumConstantDecl>(E->getDecl())) {
      Out.push_back(Constant->getName());
      return TraverseStmt(const_cast<Expr *>(Constant->getInitExpr()));
    }
    const auto *Var = dyn_cast<VarDecl>(E->getDecl());
    if (Var && !isa<ParmVarDecl>(Var) && Visited.insert(Var).second)
      for (const Expr *Value : F.variables().valuesOf(*Var))
        TraverseStmt(const_cast<Expr *>(Value));
    return true;
  }

private:
  FunctionAnalysis &F;
  llvm::SmallVectorImpl<llvm::StringRef> &Out;
  llvm::SmallPtrSet<const VarDecl *, 4> Visited;
};
} // namespace

llvm::SmallVector<llvm::StringRef, 4> corolint::namesIn(const Expr &E,
                                                        FunctionAnalysis &F) {
  llvm::SmallVector<llvm::StringRef, 4> Names;
  NameFinder(F, Names).TraverseStmt(
      const_cast<Expr *>(bare(&E, F.unit().roles())));
  llvm::sort(Names);
  Names.erase(std::unique(Names.begin(), Names.end()), Names.end());
  return Names;
}

bool corolint::isWrittenAs(const Expr &E, const ArgumentCondition &C,
                           FunctionAnalysis &F) {
  const auto Names = namesIn(E, F);
  auto IsIn = [](llvm::ArrayRef<std::string> List) {
    return [=](llvm::StringRef Name) { return llvm::is_contained(List, Name); };
  };
  return llvm::any_of(Names, IsIn(C.Names)) &&
         llvm::none_of(Names, IsIn(C.Without));
}

//===----------------------------------------------------------------------===//
// All of it
//===----------------------------------------------------------------------===//

std::optional<llvm::APSInt> corolint::numberOf(const Expr &E,
                                               const ASTContext &Context) {
  Expr::EvalResult Result;
  if (!E.getType()->isIntegralOrEnumerationType() || E.isValueDependent() ||
      !E.EvaluateAsInt(Result, Context))
    return std::nullopt;
  return Result.Val.getInt();
}

/// Whether a number is known, and not zero.
static bool isNonZero(const std::optional<llvm::APSInt> &Number) {
  return Number && *Number != 0;
}

const ParmVarDecl *corolint::passedOn(const Expr &E, FunctionAnalysis &F) {
  const Expr *Value = bare(&E, F.unit().roles());
  // A duration made from it, or a pointer to it.
  for (unsigned Depth = 0; Depth != MaxDepth; ++Depth) {
    const auto *Construct = dyn_cast<CXXConstructExpr>(Value);
    if (Construct && Construct->getNumArgs() == 1)
      Value = bare(Construct->getArg(0), F.unit().roles());
    else if (const Expr *Pointee = pointeeOf(Value))
      Value = bare(Pointee, F.unit().roles());
  }
  // `wait ? -1 : 0` is zero if the parameter is.
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Value);
      Choice &&
      isNonZero(numberOf(*Choice->getTrueExpr(), F.unit().context())) &&
      isZero(Choice->getFalseExpr(), F))
    Value = bare(Choice->getCond(), F.unit().roles());
  const auto *Name = dyn_cast<DeclRefExpr>(Value);
  const auto *Param = Name ? dyn_cast<ParmVarDecl>(Name->getDecl()) : nullptr;
  if (!Param || Param->getDeclContext() != &F.function())
    return nullptr;
  const bool IsKept =
      Param->getType()->isScalarType()
          ? F.unit().paths().keepsItsValue(*Param)
          : !F.unit().roles().hasRole(Param->getType(), TypeRole::TimeLimit) ||
                F.variables().valuesOf(*Param).empty();
  return IsKept ? Param : nullptr;
}

/// The factors of a product, of numbers or of a number and a duration.
static llvm::SmallVector<const Expr *, 2> factorsOf(const Expr &E) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(&E);
      Binary && Binary->getOpcode() == BO_Mul)
    return {Binary->getLHS(), Binary->getRHS()};
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(&E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (Callee && Call->getOperator() == OO_Star && Call->getNumArgs() == 2 &&
      isInSystemHeader(*Callee))
    return {Call->getArg(0), Call->getArg(1)};
  return {};
}

static const ParmVarDecl *scaled(const Expr &E, FunctionAnalysis &F,
                                 unsigned Depth) {
  if (const ParmVarDecl *Param = passedOn(E, F))
    return Param;
  if (Depth == MaxDepth)
    return nullptr;
  const Roles &R = F.unit().roles();
  const Expr *Value = bare(&E, R);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Value))
    return Construct->getNumArgs() == 1
               ? scaled(*Construct->getArg(0), F, Depth + 1)
               : nullptr;
  for (const Expr *Factor : factorsOf(*Value))
    if (const ParmVarDecl *Param = scaled(*Factor, F, Depth + 1))
      return Param;
  const auto *Call = dyn_cast<CallExpr>(Value);
  const Expr *Measured = Call ? measuredBy(*Call, R) : nullptr;
  // Of an optional, what it contains.
  if (const auto *Deref = dyn_cast<CXXOperatorCallExpr>(Value);
      Deref && Deref->getOperator() == OO_Star && Deref->getNumArgs() == 1 &&
      F.unit().roles().hasRole(Deref->getArg(0)->getType(), TypeRole::Optional))
    Measured = Deref->getArg(0);
  return Measured ? scaled(*Measured, F, Depth + 1) : nullptr;
}

const ParmVarDecl *corolint::scaled(const Expr &E, FunctionAnalysis &F) {
  return ::scaled(E, F, 0);
}

/// Whether an object of \p Record that is made of nothing is as one that is
/// made of a null pointer: an owner, a wrapper of functions.
static bool isMadeOfNull(const CXXRecordDecl &Record) {
  return isInSystemHeader(Record) &&
         llvm::any_of(Record.ctors(), [](const CXXConstructorDecl *Made) {
           return Made->getNumParams() == 1 &&
                  Made->getParamDecl(0)->getType()->isNullPtrType();
         });
}

bool corolint::isNothing(const Expr &E, FunctionAnalysis &F) {
  Roles &R = F.unit().roles();
  if (isNull(E, F.unit().context()))
    return true;
  const CXXRecordDecl *Record = E.getType()->getAsCXXRecordDecl();
  if (!Record)
    return false;
  const Expr *Value = bare(&E, R);
  const auto *Made = dyn_cast<CXXConstructExpr>(Value);
  return Made && Made->getNumArgs() == 0
             ? R.hasRole(E.getType(), TypeRole::Optional) ||
                   isMadeOfNull(*Record)
             : standsForNothing(*Value, R);
}

/// The parameters that a set of flags is made of: `flags | MSG_PEEK`.
static void addFlagParameters(const Expr &E, int32_t Argument,
                              FunctionAnalysis &F,
                              std::vector<ArgumentFact> &Out) {
  const auto *Or =
      dyn_cast<BinaryOperator>(E.IgnoreParenCasts()->IgnoreImplicit());
  if (!Or || Or->getOpcode() != BO_Or)
    return;
  for (const Expr *Side : {Or->getLHS(), Or->getRHS()}) {
    if (const ParmVarDecl *Param = passedOn(*Side, F))
      Out.push_back({Argument,
                     ArgumentFact::Parameter,
                     {},
                     static_cast<int32_t>(Param->getFunctionScopeIndex())});
    addFlagParameters(*Side, Argument, F, Out);
  }
}

/// The facts of one argument.
static void addFacts(const Expr &E, int32_t Argument, const Expr &Call,
                     FunctionAnalysis &F, std::vector<ArgumentFact> &Out) {
  auto Add = [&](ArgumentFact::KindType Kind) {
    Out.push_back({Argument, Kind});
  };
  if (const ParmVarDecl *Param = scaled(E, F))
    Out.push_back({Argument,
                   ArgumentFact::Parameter,
                   {},
                   static_cast<int32_t>(Param->getFunctionScopeIndex())});
  if (isa<CXXThisExpr>(E.IgnoreParenImpCasts()))
    Out.push_back(
        {Argument, ArgumentFact::Parameter, {}, ArgumentFact::Object});
  addFlagParameters(E, Argument, F, Out);
  const std::optional<llvm::APSInt> Number = numberOf(E, F.unit().context());
  if (isZero(&E, F))
    Add(ArgumentFact::Zero);
  else if (isNonZero(Number))
    Add(ArgumentFact::NonZero);
  if (Number && Number->isRepresentableByInt64()) {
    Add(ArgumentFact::Number);
    Out.back().Value = Number->getExtValue();
  }
  if (isNothing(E, F))
    Add(ArgumentFact::Null);
  switch (F.descriptors().modeOf(E, Call)) {
  case DescriptorMode::Blocking:
    Add(ArgumentFact::BlockingDescriptor);
    break;
  case DescriptorMode::NonBlocking:
    Add(ArgumentFact::Known);
    break;
  case DescriptorMode::Unknown:
    break;
  }
  switch (streamKind(E, F)) {
  case StreamKind::File:
    Add(ArgumentFact::FileStream);
    break;
  case StreamKind::Memory:
    Add(ArgumentFact::Known);
    break;
  case StreamKind::Unknown:
    break;
  }
  if (E.getType()->isScalarType())
    for (llvm::StringRef Name : namesIn(E, F)) {
      Add(ArgumentFact::Named);
      Out.back().Name = Name.str();
    }
  // The class that inherits what is called from a base.
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(&E);
      Cast && Cast->getCastKind() == CK_UncheckedDerivedToBase)
    if (const CXXRecordDecl *Record =
            recordOf(pointeeOrSelf(Cast->getSubExpr()->getType()));
        Record && Record->getIdentifier() && isInSystemHeader(*Record)) {
      Add(ArgumentFact::Named);
      Out.back().Name = Record->getName().str();
    }
  // A number that is known, or what is neither a descriptor nor a stream.
  if (E.getType()->isEnumeralType() || Number)
    Add(ArgumentFact::Known);
  if (F.readiness().isReady(E, Call) || F.descriptors().neverWaits(E, Call))
    Add(ArgumentFact::Ready);
  F.readiness().addPartFacts(E, Call, Argument, Out);
}

std::vector<ArgumentFact>
corolint::argumentFacts(const Expr &Call, FunctionAnalysis &F, unsigned Count) {
  std::vector<ArgumentFact> Facts;
  if (const Expr *Object = argumentOf(Call, ThisArgument))
    addFacts(*Object, ArgumentFact::Object, Call, F, Facts);
  const unsigned Given = argumentCount(Call);
  for (unsigned I = 0; I < std::max(Given, Count); ++I) {
    const Expr *E = I < Given ? argumentOf(Call, I) : nullptr;
    if (E)
      addFacts(*E, I, Call, F, Facts);
    else
      Facts.push_back({static_cast<int32_t>(I),
                       ArgumentFact::Null,
                       {},
                       ArgumentFact::Object});
  }
  return Facts;
}
