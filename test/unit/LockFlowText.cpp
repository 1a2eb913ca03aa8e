//===--- LockFlowText.cpp - results of the lock flow as text --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LockFlowText.h"

#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

static std::string textOf(const AccessPath *P) { return P ? P->text() : "?"; }

static const char *textOf(HoldState State) {
  switch (State) {
  case HoldState::Held:
    return "held";
  case HoldState::Free:
    return "free";
  case HoldState::Unknown:
    return "unknown";
  }
  return "";
}

static std::string textOf(const LockOwner &Owner) {
  std::string Part = textOf(Owner.Sub);
  switch (Owner.K) {
  case LockOwner::Nobody:
    return "nobody";
  case LockOwner::Variable:
    return Owner.variable()->getNameAsString() +
           (Part == "*this" ? "" : "." + Part);
  case LockOwner::Temporary:
    return "a temporary";
  case LockOwner::ThisObject:
    return Part;
  case LockOwner::ReturnValue:
    return "the result";
  }
  return "";
}

/// The source line that \p Where is on, without indentation.
static std::string lineAt(const Code &C, SourceLocation Where) {
  const SourceManager &SM = C.context().getSourceManager();
  auto At = SM.getDecomposedSpellingLoc(Where);
  llvm::StringRef Text = SM.getBufferData(At.first);
  size_t Begin = Text.rfind('\n', At.second) + 1;
  return Text.slice(Begin, Text.find('\n', At.second)).trim().str();
}

Lines corolint::held(const Code &C, llvm::StringRef Function) {
  const LockFlow &Flow = C.analysis(Function).locks();
  Lines Out;
  for (const HeldAtSuspension &H : Flow.Held) {
    const std::string &Name = Flow.Sites[H.Site].Name;
    Out.push_back((Name.empty() ? "a temporary" : Name) + " at " +
                  C.text(*H.Suspension));
  }
  return Out;
}

Lines corolint::reacquired(const Code &C, llvm::StringRef Function) {
  const LockFlow &Flow = C.analysis(Function).locks();
  Lines Out;
  for (const Reacquisition &R : Flow.Reacquisitions) {
    std::string Text = textOf(R.Lock) + ": " + lineAt(C, R.Second) + " after " +
                       lineAt(C, Flow.Sites[R.First].Where);
    if (R.Through)
      Text += " in " + R.Through->getNameAsString();
    Out.push_back(Text);
  }
  return Out;
}

Lines corolint::summary(const Code &C, llvm::StringRef Function) {
  const LockSummary &S = C.analysis(Function).locks().Summary;
  Lines Out;
  for (const LockSummary::Taken &T : S.Acquires) {
    std::string Text = "takes " + textOf(T.Lock);
    if (T.Recursive)
      Text += " recursively";
    if (T.Shared)
      Text += " shared";
    if (T.Async)
      Text += " async";
    for (auto [Param, Value] : T.When)
      Text += (Value ? " when " : " when !") + Param->getNameAsString();
    Out.push_back(Text);
  }
  for (const LockSummary::Change &Change : S.AtExit)
    Out.push_back("leaves " +
                  (Change.Owner ? textOf(Change.Owner) + " of " : "") +
                  textOf(Change.Lock) + " " + textOf(Change.State));
  return Out;
}

std::string corolint::returned(const Code &C, llvm::StringRef Function) {
  const LockSummary &S = C.analysis(Function).locks().Summary;
  std::string Text = textOf(S.Returned);
  return S.ReturnedLock ? Text + " " + S.ReturnedLock->text() : Text;
}
