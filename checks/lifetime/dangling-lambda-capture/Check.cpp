//===--- Check.cpp - corolint-dangling-lambda-capture -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/ClangWarnings.h"
#include "analysis/Copies.h"
#include "analysis/DanglingTasks.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/LangOptions.h"

using namespace clang;
using namespace corolint;
using namespace corolint::lifetime;

void DanglingLambdaCaptureCheck::checkFunction(FunctionAnalysis &F) {
  for (const DanglingTask &Task : F.danglingTasks())
    if (Task.Closure &&
        !isSaidByClang(clangWarningOf(Task), F.unit().context(),
                       Task.Closure->getLocation()) &&
        wants(F, Task.Closure->getLocation()))
      report(F.unit(), Task);
}

void DanglingLambdaCaptureCheck::checkInitializer(TranslationUnit &Unit,
                                                  const Expr &Initializer) {
  for (const DanglingTask &Task : findDanglingTasks(Initializer, Unit))
    if (wants(Unit, Task.Closure->getLocation()))
      report(Unit, Task);
}

void DanglingLambdaCaptureCheck::report(TranslationUnit &Unit,
                                        const DanglingTask &Task) {
  diag(Task.Closure->getLocation(),
       "the coroutine of this lambda reads its captures from the closure, "
       "which is destroyed before the coroutine is done")
      << explicitObjectFix(*Task.Closure, Unit);
  noteEnd(Task);
  if (Task.Use.isValid())
    diag(Task.Use,
         "%select{'this'|%1}0 is read from the closure here, when that is gone",
         DiagnosticIDs::Note)
        << (Task.Captured != nullptr) << Task.Captured;
  if (Task.RunsAt.isValid())
    diag(Task.RunsAt, "the task is used here", DiagnosticIDs::Note);
  diag(Task.Closure->getLocation(),
       "pass what the coroutine needs as parameters, which its frame keeps, or "
       "keep the closure alive until it is done",
       DiagnosticIDs::Note);
}

/// Where the closure ends.
void DanglingLambdaCaptureCheck::noteEnd(const DanglingTask &Task) {
  if (Task.DroppedByCallee)
    diag(Task.Call->getExprLoc(),
         "the closure is destroyed here when the call of it has returned, "
         "which is at its first suspension",
         DiagnosticIDs::Note);
  else if (Task.To.K == Referent::Temporary)
    diag(Task.Call->getExprLoc(),
         "the closure is a temporary: it is destroyed at the end of this full "
         "expression",
         DiagnosticIDs::Note);
  else
    diag(Task.To.Var->getLocation(),
         "closure %0 is destroyed at the end of its scope", DiagnosticIDs::Note)
        << Task.To.Var;
}

/// Whether a copy of the closure has all that its coroutine needs: no reference
/// to a local variable, which dies as the closure does.
static bool isWorthCopying(const CXXRecordDecl &Closure) {
  auto Field = Closure.field_begin();
  for (const LambdaCapture &Capture : Closure.captures()) {
    QualType T = (Field++)->getType();
    bool OfReference = Capture.capturesVariable() &&
                       Capture.getCapturedVar()->getType()->isReferenceType();
    if (T->isReferenceType() ? !OfReference : !isCopyable(T))
      return false;
  }
  return true;
}

/// `this auto` as the first parameter: the frame gets a copy of the closure
/// ([dcl.fct]/6). Offered where the lambda has a parameter list to put it in,
/// no object parameter yet, does not change its captures and has copies of all
/// that it needs.
llvm::SmallVector<FixItHint, 1>
DanglingLambdaCaptureCheck::explicitObjectFix(const CXXRecordDecl &Closure,
                                              TranslationUnit &Unit) const {
  const CXXMethodDecl *Operator = Closure.getLambdaCallOperator();
  if (!getLangOpts().CPlusPlus23 || !Operator || !Operator->isConst() ||
      Operator->isStatic() || Operator->isExplicitObjectMemberFunction() ||
      !isWorthCopying(Closure))
    return {};
  FunctionTypeLoc Type = Operator->getFunctionTypeLoc();
  if (!Type || Type.getLParenLoc().isInvalid() ||
      Type.getLParenLoc().isMacroID() ||
      Type.getLParenLoc() == Type.getRParenLoc())
    return {};
  // Written, not added by the compiler: `[x] -> task<void> {...}` has none.
  const SourceManager &SM = Unit.context().getSourceManager();
  if (SM.getCharacterData(Type.getLParenLoc())[0] != '(')
    return {};
  if (Operator->getNumParams() == 0) // `()`, and perhaps a `void` in it
    return {FixItHint::CreateReplacement(
        CharSourceRange::getCharRange(Type.getLParenLoc().getLocWithOffset(1),
                                      Type.getRParenLoc()),
        "this auto")};
  return {FixItHint::CreateInsertion(Type.getLParenLoc().getLocWithOffset(1),
                                     "this auto, ")};
}
