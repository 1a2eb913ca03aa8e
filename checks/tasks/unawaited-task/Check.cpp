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
  return Object.isEverFull();
}

void UnawaitedTaskCheck::checkFunction(FunctionAnalysis &F) {
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
    LifeReport Life = F.lifeOf(Object);
    if (Life.LostAt.isValid() || Life.Overwritten)
      report(F, Object, &Life);
  }
}

namespace {
/// When an object is not awaited.
enum Moment { Always, OnSomePath, BeforeOverwritten };
} // namespace

/// The message's choice by what follows from that.
static unsigned consequenceOf(const TrackedObject &Object, Moment When) {
  enum {
    NeverRuns,
    DoesNotRun,
    FirstNeverRuns,
    TheyNeverRun,
    TheyDoNotRun,
    Unwatched
  };
  if (!Object.Traits.isInert())
    return Unwatched;
  if (Object.K == TrackedObject::Container)
    return When == Always ? TheyNeverRun : TheyDoNotRun;
  if (When == Always)
    return NeverRuns;
  return When == OnSomePath ? DoesNotRun : FirstNeverRuns;
}

void UnawaitedTaskCheck::report(FunctionAnalysis &F,
                                const TrackedObject &Object,
                                const LifeReport *SomePath) {
  SourceLocation Where = Object.Declared->getLocation();
  // The names of one structured binding are one report.
  if (!isDeclaredReachably(F, Object) ||
      !wants(F, Object.variable().getLocation()))
    return;
  Moment When = !SomePath                    ? Always
                : SomePath->LostAt.isValid() ? OnSomePath
                                             : BeforeOverwritten;
  bool Overwritten = When == BeforeOverwritten;
  diag(Where, "%0 is %select{never awaited|not awaited on every "
              "path|overwritten before it is awaited}1, so "
              "%select{it never runs|it does not run|the first task never runs|"
              "its tasks never run|its tasks do not run|"
              "nobody waits for it or sees its exception}2")
      << Object.Declared << When << consequenceOf(Object, When);
  if (SomePath)
    diag(Overwritten ? SomePath->Overwritten->getBeginLoc() : SomePath->LostAt,
         Overwritten ? "the task that %0 holds is overwritten here"
                     : "%0 is destroyed here without having been awaited",
         DiagnosticIDs::Note)
        << Object.Declared;
}
