//===--- Check.cpp - corolint-unawaited-task ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/TranslationUnit.h"
#include "analysis/Typestate.h"

using namespace clang;
using namespace corolint;
using namespace corolint::tasks;

UnawaitedTaskCheck::UnawaitedTaskCheck(llvm::StringRef Name,
                                       tidy::ClangTidyContext *Context,
                                       std::shared_ptr<Session> S)
    : RuleCheck(Name, Context, std::move(S)),
      AllPaths(option("AllPaths", false)) {}

void UnawaitedTaskCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  RuleCheck::storeOptions(Opts);
  Options.store(Opts, "AllPaths", AllPaths);
}

/// Whether the programmer wrote that the object is not needed; of an eager task
/// that says: it runs on its own.
static bool isConsent(const TrackedObject &Object) {
  return Object.Declared->hasAttr<UnusedAttr>() ||
         isPlaceholder(Object.variable()) ||
         llvm::any_of(Object.Uses, [](const ObjectUse &U) {
           return U.K == ObjectUse::Drops;
         });
}

/// Whether the object is one that this rule is about: a local that at some time
/// holds a task which must not get lost with it.
static bool holdsTask(const TrackedObject &Object) {
  if (Object.Lost != Loss::Task || Object.IsGiven)
    return false;
  // A name for the scope that the work is bound to: it ends with the scope.
  if (Object.Traits.CancelsOnDrop)
    return false;
  if (!Object.Traits.isInert() && isConsent(Object))
    return false;
  return Object.BeginsFull || llvm::any_of(Object.Uses, [](const ObjectUse &U) {
           return U.K == ObjectUse::Adds || U.K == ObjectUse::Assigns;
         });
}

void UnawaitedTaskCheck::checkFunction(FunctionAnalysis &F) {
  std::optional<Typestate> Lives;
  for (const TrackedObject &Object : F.objects()) {
    if (!holdsTask(Object))
      continue;
    if (!Object.isConsumed()) {
      // A call behind a `_` belongs to discarded-task.
      if (!isPlaceholder(Object.variable()) || !Object.Made)
        report(F, Object, nullptr);
      continue;
    }
    if (!AllPaths)
      continue;
    if (!Lives)
      Lives.emplace(F);
    LifeReport Life = Lives->follow(Object);
    if (Life.LostAt.isValid() || Life.Overwritten)
      report(F, Object, &Life);
  }
}

void UnawaitedTaskCheck::report(FunctionAnalysis &F,
                                const TrackedObject &Object,
                                const LifeReport *SomePath) {
  SourceLocation Where = Object.Declared->getLocation();
  // The names of one structured binding are one report.
  if (!isDeclaredReachably(F, Object) ||
      !wants(F, Object.variable().getLocation()))
    return;
  bool Overwritten = SomePath && SomePath->LostAt.isInvalid();
  bool Several = Object.K == TrackedObject::Container;
  enum {
    Never,
    Sometimes,
    First,
    NeverAll,
    SometimesAll,
    Unseen
  } Loses = !Object.Traits.isInert() ? Unseen
            : Several                ? (SomePath ? SometimesAll : NeverAll)
            : Overwritten            ? First
            : SomePath               ? Sometimes
                                     : Never;
  diag(Where, "%0 is %select{never awaited|not awaited on every "
              "path|overwritten before it is awaited}1, so %select{it never "
              "runs|it does not run|the first task never runs|its tasks never "
              "run|its tasks do not run|nobody waits for it or sees its "
              "exception}2")
      << Object.Declared
      << (Overwritten ? 2
          : SomePath  ? 1
                      : 0)
      << Loses;
  if (SomePath)
    diag(Overwritten ? SomePath->Overwritten->getBeginLoc() : SomePath->LostAt,
         Overwritten ? "the task that %0 holds is overwritten here"
                     : "%0 is destroyed here without having been awaited",
         DiagnosticIDs::Note)
        << Object.Declared;
}
