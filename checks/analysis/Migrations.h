//===--- Migrations.h - where coroutines change their thread --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine is only said to change its thread where that is known: its task
// type says so, its task is given to an executor with several threads, alone or
// by a coroutine that awaits it, or it awaits what moves it.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_MIGRATIONS_H
#define COROLINT_ANALYSIS_MIGRATIONS_H

#include "TranslationUnit.h"

namespace clang {
class CoroutineSuspendExpr;
}

namespace corolint {

/// The coroutines of a translation unit that several threads run.
class Migrations {
public:
  explicit Migrations(TranslationUnit &Unit) : Unit(Unit) {}

  struct Spawn {
    /// The call that gives it to several threads; null if none is visible.
    const clang::Expr *Start = nullptr;
    /// It is awaited by what is given to them.
    bool IsAwaited = false;
  };
  Spawn spawnOf(const clang::FunctionDecl &F);

private:
  void find();
  void addAwaited(const clang::FunctionDecl &F, const clang::Expr &Start);

  TranslationUnit &Unit;
  bool Searched = false;
  llvm::DenseMap<const clang::FunctionDecl *, Spawn> Spawns;
};

/// Why another thread may go on after a suspension.
struct Migration {
  enum Cause {
    None,
    ByType,   ///< the task, or its coroutine, is known to
    BySpawn,  ///< Start gives the task to several threads
    ByAwait,  ///< what is awaited changes the thread
    BySwitch, ///< Start, here or before, moves the coroutine
  } Why = None;
  const clang::Expr *Start = nullptr;
  /// BySpawn: by way of a coroutine that awaits this one.
  bool IsAwaited = false;

  explicit operator bool() const { return Why != None; }
};

/// The suspensions of one coroutine.
class MigrationPoints {
public:
  explicit MigrationPoints(FunctionAnalysis &F);

  Migration at(const clang::CoroutineSuspendExpr &S) const;

  /// Whether there may be one.
  bool any() const { return Everywhere || !Points.empty(); }

private:
  void findSwitches(bool Stays);

  FunctionAnalysis &F;
  /// What holds for every suspension.
  Migration Everywhere;
  llvm::DenseMap<const clang::CoroutineSuspendExpr *, Migration> Points;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_MIGRATIONS_H
