//===--- LockTransfer.h - what one event does to one world ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_LOCKTRANSFER_H
#define COROLINT_ANALYSIS_LOCKTRANSFER_H

#include "LockFlow.h"
#include <functional>

namespace corolint {

/// Who wants to know what happens on the way.
class LockObserver {
public:
  virtual ~LockObserver() = default;
  virtual void suspended(const World &W, const LockEvent &E) {}
  virtual void returning(const World &W, const LockEvent &E) {}
  virtual void calling(const World &W, const LockEvent &E) {}
  virtual void acquired(const World &W, const LockEvent &E,
                        const Holding *Already) {}
  virtual void nesting(const World &W, const LockEvent &E) {}
};

/// The transfer functions. An event turns one world into one or two.
class LockTransfer {
public:
  LockTransfer(Conditions &Facts, const std::vector<Acquisition> &Sites)
      : Facts(Facts), Sites(Sites) {}

  /// Applies \p E to \p W; a second world, where an attempt failed, is
  /// returned.
  std::optional<World> apply(World &W, const LockEvent &E,
                             LockObserver *Observer);

  /// Assumes that \p C is \p Value. False when \p W says otherwise: then the
  /// path is not feasible.
  bool assume(World &W, const Condition &C, bool Value, LockOwner Object);

  /// The value of \p C, if \p W knows it.
  std::optional<bool> evaluate(const World &W, const Condition &C,
                               LockOwner Object) const;

  /// How the object of a condition is found.
  void setOwnerOf(std::function<LockOwner(const clang::Expr *)> F) {
    OwnerNamed = std::move(F);
  }

private:
  void acquire(World &W, const LockEvent &E, LockObserver *Observer);
  void relock(World &W, const LockEvent &E, LockObserver *Observer);
  void adopt(World &W, const LockEvent &E);
  void release(World &W, const LockEvent &E);
  void assigned(World &W, const clang::ValueDecl &D);
  void forgetNamesFrom(World &W, const clang::VarDecl &Var);
  void suspended(World &W);
  void transfer(World &W, LockOwner From, LockOwner To);
  void decide(World &W, const LockEvent &E);
  const Holding *heldAlready(const World &W, const LockEvent &E) const;

  Conditions &Facts;
  const std::vector<Acquisition> &Sites;
  std::function<LockOwner(const clang::Expr *)> OwnerNamed;
};

/// Whether \p Inner is \p Outer or a part of it.
bool isPartOf(const LockOwner &Inner, const LockOwner &Outer);

} // namespace corolint

#endif // COROLINT_ANALYSIS_LOCKTRANSFER_H
