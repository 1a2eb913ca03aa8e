//===--- ThreadLocalUses.cpp - thread-locals counted on across awaits -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ThreadLocalUses.h"
#include "ThreadAffinity.h"
#include "ThreadLocalSubjects.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

namespace {

class UseFinder {
public:
  UseFinder(FunctionAnalysis &F, ThreadLocalSubjects &Subjects)
      : F(F), Subjects(Subjects), Pinned(isPinned(F)),
        Steps(F, Subjects.Holders, std::move(Subjects.Steps)) {}

  std::vector<ThreadLocalUse> run() {
    for (const ThreadLocalSubject &Subject : Subjects.All)
      if (SuspendedUse Used = follow(Subject))
        if (!isKnown(Subject, Used))
          Found.push_back({Subject, Used});
    const SourceManager &SM = F.unit().context().getSourceManager();
    llvm::sort(Found, [&](const auto &A, const auto &B) {
      return SM.isBeforeInTranslationUnit(A.Used.Where, B.Used.Where);
    });
    return std::move(Found);
  }

private:
  static const void *keyOf(const ThreadLocalSubject &Subject) {
    if (Subject.Shape == ThreadLocalSubject::Reference)
      return static_cast<const ValueDecl *>(Subject.Holder);
    return &Subject;
  }

  bool isDefinition(const ElementStep &Step,
                    const ThreadLocalSubject &Subject) const {
    if (Step.Kind != ElementStep::Define)
      return false;
    if (Step.Of)
      return Step.Of == &Subject && Step.At == Subject.At;
    // The graph splits declarations of several variables.
    return Step.Decl == Subject.Holder &&
           Subject.Shape == ThreadLocalSubject::Reference &&
           (Step.At == Subject.At ||
            (isa<DeclStmt>(Step.At) && isa<DeclStmt>(Subject.At)));
  }

  SuspendedUse follow(const ThreadLocalSubject &Subject) {
    auto Counts = [&](const CoroutineSuspendExpr &S) {
      Roles &R = F.unit().roles();
      if (R.awaitables().neverSuspends(S))
        return false;
      return Subject.Shape == ThreadLocalSubject::Error ||
             (!Pinned && !keepsThread(S, R));
    };
    for (const CFGBlock *B : Steps.blocks())
      for (auto [I, Step] : llvm::enumerate(Steps.of(*B)))
        if (isDefinition(Step, Subject))
          return usedAfterSuspension(Steps, F.unit().conditions(),
                                     keyOf(Subject), {B, I + 1}, Counts);
    return {};
  }

  /// One report for one thing that is taken, whatever the number of its names,
  /// and for one place.
  bool isKnown(const ThreadLocalSubject &Subject, const SuspendedUse &Used) {
    return llvm::any_of(Found, [&](const ThreadLocalUse &Other) {
      return Other.Used.Where == Used.Where ||
             (Other.What.Owner == Subject.Owner &&
              Other.Used.Suspension == Used.Suspension);
    });
  }

  FunctionAnalysis &F;
  ThreadLocalSubjects &Subjects;
  bool Pinned;
  ElementSteps Steps;
  std::vector<ThreadLocalUse> Found;
};

} // namespace

std::vector<ThreadLocalUse> corolint::threadLocalUses(FunctionAnalysis &F) {
  if (!F.isCoroutine() || isPulled(F))
    return {};
  ThreadLocalSubjects Subjects;
  addReferences(F, Subjects);
  addValues(F, Subjects);
  addErrors(F, Subjects);
  if (Subjects.All.empty())
    return {};
  return UseFinder(F, Subjects).run();
}
