//===--- ThreadLocalUses.h - thread-locals counted on across awaits -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine may go on on another thread than the one it was suspended on, and
// others run on the old one meanwhile. What it took from its thread before, a
// reference to a thread-local variable, its value or the error of a call, is
// followed to its uses after the suspension: reaching definitions, one subject
// for everything that is taken.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_THREADLOCALUSES_H
#define COROLINT_ANALYSIS_THREADLOCALUSES_H

#include "SuspendedUses.h"
#include <deque>

namespace corolint {

/// Something that a coroutine takes from its thread, or leaves with it.
struct ThreadLocalSubject {
  enum ShapeType : uint8_t {
    Reference, ///< Holder refers to it
    Saved,     ///< Holder has its value; writing that back is a use
    Raised,    ///< it is raised or lowered; the opposite is a use
    Set,       ///< it is given a value; reading or clearing it is a use
    Guarded,   ///< the constructor of Holder sets it, the destructor is a use
    Error,     ///< a call leaves an error; reading that is a use
  } Shape;
  /// The variable, the getter, or what the error is read with.
  const clang::NamedDecl *Owner = nullptr;
  const clang::VarDecl *Holder = nullptr;
  /// The element of the graph after which it is so.
  const clang::Stmt *At = nullptr;
};

/// The subjects of one coroutine, and the steps that matter to them. A subject
/// is a key of its steps by its address, or by its holder.
struct ThreadLocalSubjects {
  std::deque<ThreadLocalSubject> All;
  ElementSteps::Locals Holders;
  ElementSteps::Additions Steps;

  void step(const ThreadLocalSubject &Of, ElementStep::KindType Kind,
            const clang::Stmt &At) {
    Steps.After[&At].push_back({Kind, nullptr, &At, &Of});
  }
};

/// A use after a suspension.
struct ThreadLocalUse {
  ThreadLocalSubject What;
  SuspendedUse Used;
};

/// Finds them in the coroutine \p F, one for each thing that is taken, in the
/// order of the source.
std::vector<ThreadLocalUse> threadLocalUses(FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_THREADLOCALUSES_H
