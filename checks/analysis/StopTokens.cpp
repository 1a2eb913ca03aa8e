//===--- StopTokens.cpp - tokens that ask whether to stop -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StopTokens.h"
#include "AccessPath.h"
#include "OwnCodeVisitor.h"
#include "TranslationUnit.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint;

bool corolint::isStopToken(QualType T, const Roles &R) {
  T = pointeeOrSelf(T);
  if (R.hasRole(T, TypeRole::StopToken))
    return true;
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record)
    return false;
  const Awaitables &Shapes = const_cast<Roles &>(R).awaitables();
  auto Asks = [&](llvm::StringRef Name) {
    return llvm::any_of(Shapes.methods(*Record, Name),
                        [](const FunctionDecl *F) {
                          return F->getMinRequiredArguments() == 0 &&
                                 F->getReturnType()->isBooleanType();
                        });
  };
  return Asks("stop_requested") && Asks("stop_possible") &&
         Shapes.methods(*Record, "request_stop").empty();
}

/// Whether a parameter of type \p To can take a token of type \p From: the same
/// class, and nothing const where the callee wants to change it.
static bool takes(QualType To, QualType From) {
  const CXXRecordDecl *Taken = recordOf(pointeeOrSelf(To));
  if (!Taken || Taken != recordOf(pointeeOrSelf(From)))
    return false;
  bool Writes = (To->isPointerType() || To->isLValueReferenceType()) &&
                !pointeeOrSelf(To).isConstQualified();
  return !Writes || !pointeeOrSelf(From).isConstQualified();
}

/// The parameters as they are written, before templates are instantiated, so
/// that overloads can be compared.
static const FunctionDecl &pattern(const FunctionDecl &F) {
  const FunctionDecl *Written = F.getTemplateInstantiationPattern();
  return Written ? *Written : F;
}

/// The parameter of \p Other that takes \p Token and that \p F does not have,
/// all others being alike; null if there is none.
static const ParmVarDecl *addedToken(const FunctionDecl &F,
                                     const FunctionDecl &Other,
                                     const ParmVarDecl &Token) {
  if (Other.getNumParams() != F.getNumParams() + 1 || Other.isDeleted())
    return nullptr;
  const ParmVarDecl *Added = nullptr;
  for (unsigned I = 0, J = 0; J != Other.getNumParams(); ++J) {
    QualType Mine = I < F.getNumParams()
                        ? F.getParamDecl(I)->getType().getCanonicalType()
                        : QualType();
    const ParmVarDecl &Theirs = *Other.getParamDecl(J);
    if (!Mine.isNull() &&
        Mine.getUnqualifiedType() ==
            Theirs.getType().getCanonicalType().getUnqualifiedType())
      ++I;
    else if (!Added && takes(Theirs.getType(), Token.getType()))
      Added = &Theirs;
    else
      return nullptr;
  }
  return Added;
}

/// Whether a call of \p F by the same object can be a call of \p Other.
static bool isReachable(const FunctionDecl &F, const FunctionDecl &Other) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  const auto *OtherMethod = dyn_cast<CXXMethodDecl>(&Other);
  if (!Method || !OtherMethod)
    return !Method && !OtherMethod;
  return Method->isStatic() == OtherMethod->isStatic() &&
         (!Method->isConst() || OtherMethod->isConst()) &&
         OtherMethod->getAccess() <= Method->getAccess();
}

/// Another overload of \p F that takes \p Token besides.
static UnforwardedToken overloadWith(const Expr &Call, const FunctionDecl &F,
                                     const ParmVarDecl &Token,
                                     const FunctionDecl &Caller) {
  UnforwardedToken None;
  if (!F.getIdentifier())
    return None;
  const FunctionDecl &Called = pattern(F);
  for (const NamedDecl *D : F.getDeclContext()->lookup(F.getDeclName())) {
    const NamedDecl *Underlying = D->getUnderlyingDecl();
    const auto *Template = dyn_cast<FunctionTemplateDecl>(Underlying);
    const auto *Other = Template ? Template->getTemplatedDecl()
                                 : dyn_cast<FunctionDecl>(Underlying);
    if (!Other || !isReachable(F, *Other))
      continue;
    const ParmVarDecl *Added = addedToken(Called, pattern(*Other), Token);
    if (!Added)
      continue;
    // That overload is implemented with this one.
    if (pattern(*Other).getCanonicalDecl() ==
        pattern(Caller).getCanonicalDecl())
      return None;
    return {&Call, &Token, Other, Added, false};
  }
  return None;
}

/// What \p Call in \p F leaves out; Token is null if that is nothing.
static UnforwardedToken unforwardedToken(FunctionAnalysis &F,
                                         const Expr &Call) {
  const Roles &R = F.unit().roles();
  const FunctionDecl *Callee = calleeOf(Call);
  if (!Callee || Callee->isOverloadedOperator())
    return {};
  const unsigned Count = argumentCount(Call);
  for (unsigned I = 0; I != Count; ++I)
    if (const Expr *A = argumentOf(Call, I);
        !isa<CXXDefaultArgExpr>(A) && isStopToken(A->getType(), R))
      return {};
  for (const ParmVarDecl *Token : F.function().parameters()) {
    if (!Token->getIdentifier() || !isStopToken(Token->getType(), R))
      continue;
    for (const ParmVarDecl *P : Callee->parameters()) {
      const Expr *Given = argumentFor(Call, *Callee, *P);
      if (Given && isa<CXXDefaultArgExpr>(Given) &&
          takes(P->getType(), Token->getType()))
        return {&Call, Token, Callee, P, true};
    }
    if (isa<CXXConstructExpr>(Call))
      continue;
    if (UnforwardedToken Found =
            overloadWith(Call, *Callee, *Token, F.function());
        Found.Token)
      return Found;
  }
  return {};
}

namespace {

class CallFinder : public OwnCodeVisitor<CallFinder> {
public:
  explicit CallFinder(FunctionAnalysis &F) : F(F) {}

  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (Callee && F.unit().roles().functionModel(*Callee, CallEffect::Moves))
      if (const auto *Ref =
              dyn_cast<DeclRefExpr>(E->getArg(0)->IgnoreParenImpCasts()))
        Moved.insert(Ref->getDecl());
    return take(*E);
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) { return take(*E); }

  std::vector<UnforwardedToken> Found;

private:
  bool take(const Expr &Call) {
    UnforwardedToken Left = unforwardedToken(F, Call);
    if (Left.Token && !Moved.contains(Left.Token))
      Found.push_back(Left);
    return true;
  }

  FunctionAnalysis &F;
  llvm::SmallPtrSet<const ValueDecl *, 2> Moved;
};

} // namespace

std::vector<UnforwardedToken> corolint::unforwardedTokens(FunctionAnalysis &F) {
  CallFinder Finder(F);
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return std::move(Finder.Found);
}
