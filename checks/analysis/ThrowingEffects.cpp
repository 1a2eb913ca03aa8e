//===--- ThrowingEffects.cpp - what may throw -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ThrowingEffects.h"
#include "AccessPath.h"
#include "OwnCodeVisitor.h"
#include "Resumptions.h"
#include "StandardLibrary.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

bool corolint::isNoexcept(const FunctionDecl &F) {
  const auto *Type = F.getType()->getAs<FunctionProtoType>();
  if (!Type)
    return false;
  // Not computed yet where nothing has asked: destructors, defaulted members.
  if (isUnresolvedExceptionSpec(Type->getExceptionSpecType()))
    return isa<CXXDestructorDecl>(F) || F.isDefaulted();
  return Type->isNothrow() || F.hasAttr<NoThrowAttr>();
}

static bool isOneOf(llvm::StringRef Name,
                    std::initializer_list<llvm::StringRef> Names) {
  return llvm::is_contained(Names, Name);
}

/// Functions of the standard library that allocate or fail by throwing. The
/// others that are not noexcept may throw only what their operands throw, or
/// where they are misused.
static bool standardThrows(const FunctionDecl &F, const Expr &Call) {
  if (isa<CXXConstructorDecl>(F)) {
    const auto &Made = cast<CXXConstructExpr>(Call);
    const CXXRecordDecl *Class = cast<CXXConstructorDecl>(F).getParent();
    llvm::StringRef Name = Class->getIdentifier() ? Class->getName() : "";
    if (Made.getConstructor()->isMoveConstructor() || Made.getNumArgs() == 0)
      return false;
    return isOneOf(Name, {"basic_string", "vector", "deque", "list", "map",
                          "set", "unordered_map", "unordered_set", "function",
                          "thread", "jthread", "any", "move_only_function"});
  }
  if (F.getOverloadedOperator() == OO_Call)
    return true; // a wrapper: what it holds is not known
  if (F.getOverloadedOperator() == OO_Plus)
    return Call.getType()->isRecordType();
  if (!F.getIdentifier())
    return false;
  llvm::StringRef Name = F.getName();
  return Name.starts_with("push") || Name.starts_with("emplace") ||
         Name.starts_with("insert") || Name.starts_with("try_emplace") ||
         Name.starts_with("rethrow") || Name.starts_with("make_unique") ||
         Name.starts_with("make_shared") || Name.starts_with("sto") ||
         isOneOf(Name, {"append", "assign", "resize", "reserve", "at",
                        "to_string", "format", "vformat", "async", "set_value",
                        "set_exception", "substr"});
}

static bool throwsInside(const FunctionDecl &F, TranslationUnit &Unit,
                         unsigned Depth);

static bool mayThrow(const Expr &E, TranslationUnit &Unit, unsigned Depth) {
  if (isa<CXXThrowExpr>(E))
    return true;
  if (const auto *New = dyn_cast<CXXNewExpr>(&E)) {
    const FunctionDecl *Allocates = New->getOperatorNew();
    return Allocates && !isNoexcept(*Allocates) &&
           !Allocates->isReservedGlobalPlacementOperator();
  }
  if (!isa<CallExpr, CXXConstructExpr>(E) || resumedBy(E))
    return false;
  const FunctionDecl *Callee = calleeOf(E);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(&E))
    Callee = Made->getConstructor();
  if (!Callee) {
    const auto *Call = dyn_cast<CallExpr>(&E);
    if (!Call || isa<CXXPseudoDestructorExpr>(Call->getCallee()))
      return false;
    QualType T = Call->getCallee()->getType();
    if (const auto *Pointer = T->getAs<PointerType>())
      T = Pointer->getPointeeType();
    const auto *Type = T->getAs<FunctionProtoType>();
    if (Type)
      return !Type->isNothrow();
    Callee = Call->getDirectCallee(); // virtual
    if (!Callee)
      return true;
  }
  if (isNoexcept(*Callee) || Callee->getBuiltinID() != 0 ||
      Callee->isExternC() || isa<CXXDestructorDecl>(Callee) ||
      Callee->isTrivial())
    return false;
  if (isOfStandardLibrary(*Callee))
    return standardThrows(*Callee, E);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(&E)) {
    if (Made->getConstructor()->isDefaulted())
      return false;
    FunctionAnalysis *Body = Unit.analysisOf(*Callee);
    return !Body || throwsInside(*Callee, Unit, Depth + 1);
  }
  if (FunctionAnalysis *Body = Unit.calledFunction(E))
    return throwsInside(Body->function(), Unit, Depth + 1);
  return true;
}

static bool throwsInside(const FunctionDecl &F, TranslationUnit &Unit,
                         unsigned Depth) {
  constexpr unsigned MaxDepth = 6;
  FunctionAnalysis *Body = Unit.analysisOf(F);
  if (!Body || Depth >= MaxDepth || Body->isCoroutine())
    return false; // unknown is silent
  struct Finder : OwnCodeVisitor<Finder> {
    FunctionAnalysis &F;
    unsigned Depth;
    bool Found = false;
    Finder(FunctionAnalysis &F, unsigned Depth) : F(F), Depth(Depth) {}
    bool VisitExpr(Expr *E) {
      Found |= mayThrow(*E, F.unit(), Depth) && !isHandled(*E, F);
      return !Found;
    }
  } Find(*Body, Depth);
  Find.TraverseStmt(const_cast<Stmt *>(&Body->body()));
  return Find.Found;
}

bool corolint::mayThrow(const Expr &E, TranslationUnit &Unit) {
  return ::mayThrow(E, Unit, 0);
}

/// Whether \p Handler takes every exception, as far as anybody cares, and
/// throws none.
static bool stops(const CXXCatchStmt &Handler) {
  if (const VarDecl *Caught = Handler.getExceptionDecl()) {
    const CXXRecordDecl *Type = recordOf(Caught->getType());
    if (!Type || !Type->isInStdNamespace() || Type->getName() != "exception")
      return false;
  }
  struct Finder : OwnCodeVisitor<Finder> {
    bool Throws = false;
    bool VisitCXXThrowExpr(CXXThrowExpr *) { return !(Throws = true); }
  } Find;
  Find.TraverseStmt(Handler.getHandlerBlock());
  return !Find.Throws;
}

bool corolint::isHandled(const Expr &E, FunctionAnalysis &F) {
  const Stmt *Part = &E;
  while (const Stmt *Whole = F.parents().getParent(Part)) {
    if (const auto *Try = dyn_cast<CXXTryStmt>(Whole);
        Try && Part == Try->getTryBlock())
      for (unsigned I = 0; I != Try->getNumHandlers(); ++I)
        if (stops(*Try->getHandler(I)))
          return true;
    Part = Whole;
  }
  return false;
}

const Expr &corolint::wholeCall(const Expr &E, FunctionAnalysis &F) {
  const Expr *Outermost = &E;
  for (const auto *Whole = dyn_cast_or_null<Expr>(F.parents().getParent(&E));
       Whole; Whole = dyn_cast_or_null<Expr>(F.parents().getParent(Whole)))
    if (isa<CallExpr>(Whole) && mayThrow(*Whole, F.unit()))
      Outermost = Whole;
  return *Outermost;
}
