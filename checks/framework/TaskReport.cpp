//===--- TaskReport.cpp - what the rules about lost values say alike ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "TaskReport.h"
#include "analysis/TranslationUnit.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace corolint;

std::string corolint::makerOf(const Expr &Made) {
  auto Named = [](const NamedDecl *D) {
    std::string Name = D ? D->getNameAsString() : "";
    return Name.empty() ? "this call" : "'" + Name + "'";
  };
  auto Object = [&](const Expr &E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E.IgnoreParenImpCasts());
    return Named(Ref ? Ref->getDecl() : nullptr);
  };
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(&Made))
    return makerOf(*Await->getOperand()->IgnoreUnlessSpelledInSource());
  // A closure or another function object goes by the name of its variable.
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Made);
      Operator && Operator->getOperator() == OO_Call)
    return Object(*Operator->getArg(0));
  if (const auto *Constructor = dyn_cast<CXXConstructExpr>(&Made))
    return Named(Constructor->getConstructor()->getParent());
  if (const auto *Call = dyn_cast<CallExpr>(&Made))
    return Call->isCallToStdMove()
               ? Object(*Call->getArg(0))
               : Named(dyn_cast_or_null<NamedDecl>(Call->getCalleeDecl()));
  return Object(Made);
}

/// Where \p Made begins: with its object, also if that is an explicit one,
/// which LLVM 19 leaves out.
static SourceLocation beginOf(const Expr &Made) {
  const auto *Call = dyn_cast<CallExpr>(Made.IgnoreImplicit());
  const auto *Method =
      Call ? dyn_cast_or_null<CXXMethodDecl>(Call->getCalleeDecl()) : nullptr;
  return Method && Method->isExplicitObjectMemberFunction() &&
                 !isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs() != 0
             ? Call->getArg(0)->getBeginLoc()
             : Made.getBeginLoc();
}

/// The template, or class, that a task type is of.
static const Decl *familyOf(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  const auto *Special =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Record);
  return Special  ? static_cast<const Decl *>(
                        Special->getSpecializedTemplate()->getCanonicalDecl())
         : Record ? Record->getCanonicalDecl()
                  : nullptr;
}

/// Whether an await_suspend of the awaiter type \p Awaiter takes the handle of
/// any coroutine.
static bool takesAnyHandle(const Awaitables &Await,
                           const CXXRecordDecl &Awaiter) {
  return llvm::any_of(
      Await.methods(Awaiter, "await_suspend"), [](const FunctionDecl *F) {
        QualType T = F->getNumParams() == 0
                         ? QualType()
                         : F->getParamDecl(0)->getType().getNonReferenceType();
        if (T.isNull() || isa<TemplateTypeParmType>(T))
          return !T.isNull();
        const auto *Pattern = T->getAs<TemplateSpecializationType>();
        if (!Pattern || Pattern->template_arguments().empty())
          return true; // coroutine_handle<>
        const TemplateArgument &Promise = Pattern->template_arguments()[0];
        return Promise.getKind() == TemplateArgument::Type &&
               (Promise.getAsType()->isVoidType() ||
                isa<TemplateTypeParmType>(Promise.getAsType()));
      });
}

/// Whether a coroutine like \p F can await a \p Awaited: one of its own family,
/// or what any coroutine can.
static bool accepts(FunctionAnalysis &F, QualType Awaited) {
  if (familyOf(Awaited) == familyOf(F.function().getReturnType()))
    return true;
  Awaitables &Await = F.unit().roles().awaitables();
  const auto *Body = cast<CoroutineBodyStmt>(F.function().getBody());
  const CXXRecordDecl *Promise = recordOf(Body->getPromiseDecl()->getType());
  const CXXRecordDecl *Record = recordOf(Awaited);
  if (!Record || !Promise)
    return false;
  if (auto Transforms = Await.methods(*Promise, "await_transform");
      !Transforms.empty())
    return llvm::any_of(Transforms, [](const FunctionDecl *M) {
      return M->getNumParams() == 1 &&
             isa<TemplateTypeParmType>(
                 M->getParamDecl(0)->getType().getNonReferenceType());
    });
  if (Await.methods(*Record, "await_suspend").empty())
    return Await.of(Awaited).Valid;
  return takesAnyHandle(Await, *Record);
}

namespace {
/// Looks for a call at one place whose meaning depends on template arguments.
class DependentCallFinder : public RecursiveASTVisitor<DependentCallFinder> {
public:
  explicit DependentCallFinder(SourceLocation Begin) : Begin(Begin) {}
  bool VisitCallExpr(CallExpr *E) {
    Found |= E->getBeginLoc() == Begin && E->isTypeDependent();
    return !Found;
  }
  SourceLocation Begin;
  bool Found = false;
};
} // namespace

/// Whether other instantiations may call something else at \p Begin.
static bool isDependentCall(FunctionAnalysis &F, SourceLocation Begin) {
  const FunctionDecl *Pattern = F.function().getTemplateInstantiationPattern();
  if (!Pattern || !Pattern->getBody())
    return false;
  DependentCallFinder Finder(Begin);
  Finder.TraverseStmt(Pattern->getBody());
  return Finder.Found;
}

/// Whether the coroutine's promise lets it await anything.
static bool mayAwait(FunctionAnalysis &F) {
  const auto *Body = dyn_cast<CoroutineBodyStmt>(F.function().getBody());
  const CXXRecordDecl *Promise =
      Body ? recordOf(Body->getPromiseDecl()->getType()) : nullptr;
  return Promise &&
         llvm::none_of(
             F.unit().roles().awaitables().methods(*Promise, "await_transform"),
             [](const FunctionDecl *M) { return M->isDeleted(); });
}

llvm::SmallVector<FixItHint, 2> corolint::awaitFix(FunctionAnalysis &F,
                                                   const Expr &Made) {
  SourceLocation Begin = beginOf(Made), End = Made.getEndLoc();
  if (!F.isCoroutine() || Begin.isMacroID() || End.isMacroID() ||
      !mayAwait(F) || !accepts(F, Made.getType()) || isDependentCall(F, Begin))
    return {};
  // [expr.await]: not in a handler.
  for (const Stmt *S = F.parents().getParent(&Made); S;
       S = F.parents().getParent(S))
    if (isa<CXXCatchStmt>(S))
      return {};
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Made.IgnoreImplicit());
  bool Binary = Operator && Operator->isInfixBinaryOp();
  if (!Binary)
    return {FixItHint::CreateInsertion(Begin, "co_await ")};
  const ASTContext &Context = F.unit().context();
  return {FixItHint::CreateInsertion(Begin, "co_await ("),
          FixItHint::CreateInsertion(
              Lexer::getLocForEndOfToken(End, 0, Context.getSourceManager(),
                                         Context.getLangOpts()),
              ")")};
}

llvm::SmallVector<FixItHint, 2>
corolint::awaitFix(FunctionAnalysis &F, const Discard &D, const Expr &Made) {
  // The arms of a choice have one type, unless both are cast to void.
  if (D.Way == Discard::Arm && !D.Explicit)
    return {};
  if (D.Way == Discard::Ignored) {
    Awaitable A = F.unit().roles().awaitables().of(Made.getType());
    if (A.Yields.isNull() || A.Yields->isVoidType())
      return {};
  }
  return awaitFix(F, *D.Value);
}
