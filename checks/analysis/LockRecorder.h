//===--- LockRecorder.h - what the lock analysis writes down --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_LOCKRECORDER_H
#define COROLINT_ANALYSIS_LOCKRECORDER_H

#include "LockTransfer.h"
#include <map>
#include <set>

namespace corolint {

/// Collects the results for one function in the pass over the stable states.
class LockRecorder : public LockObserver {
public:
  LockRecorder(LockFlow &Result, const clang::FunctionDecl &Function,
               Conditions &Facts)
      : Result(Result), Function(Function), Facts(Facts) {}

  void suspended(const World &W, const LockEvent &E) override;
  void returning(const World &W, const LockEvent &E) override;
  void calling(const World &W, const LockEvent &E) override;
  void acquired(const World &W, const LockEvent &E,
                const Holding *Already) override;
  void nesting(const World &W, const LockEvent &E) override;

  /// Brings the results into their order, when all has been seen.
  void finish(const clang::SourceManager &SM);

private:
  void noteReleased(const World &W);
  void noteHeld(const World &W, const clang::Expr &Call);
  void noteReacquisition(const LockEvent &E, const Holding &Already);
  void noteTaken(const World &W, const LockEvent &E);
  /// Beyond this many locks at once it is generated code.
  static constexpr size_t MaxHeld = 8;
  void noteNested(const World &W, NestedAcquisition Nested);
  bool orders(const Holding &H) const;

  LockFlow &Result;
  const clang::FunctionDecl &Function;
  Conditions &Facts;
  bool AnySuspension = false;
  std::set<std::pair<uint32_t, const clang::Expr *>> SeenHeld, SeenReturned;
  std::set<std::pair<uint32_t, clang::SourceLocation::UIntTy>> SeenTwice;
  /// By the sites and the locks, the index into LockFlow::Nested.
  std::map<
      std::tuple<uint32_t, uint32_t, const AccessPath *, const AccessPath *>,
      size_t>
      SeenNested;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_LOCKRECORDER_H
