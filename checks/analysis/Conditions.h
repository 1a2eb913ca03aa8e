//===--- Conditions.h - branches that agree with each other ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A path is feasible only if its branches agree: `if (c) m.lock(); ...
// if (c) m.unlock();` never leaves with the lock held. A condition is brought
// into a form in which equal conditions are equal keys, negation apart, so that
// a flow analysis can remember what it assumed. The same is done by Clang's
// static analyzer with symbolic values; here names and access paths are enough.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CONDITIONS_H
#define COROLINT_ANALYSIS_CONDITIONS_H

#include "AccessPath.h"
#include "llvm/ADT/StringMap.h"
#include <optional>
#include <vector>

namespace clang {
class CFGBlock;
}

namespace corolint {

/// A condition, up to negation.
struct Condition {
  enum Kind {
    Constant,  ///< true (or, negated, false)
    Fact,      ///< the value of Key
    Ownership, ///< whether the guard Object holds its lock
    Engaged,   ///< whether the optional or owner Object contains anything
  } K = Fact;
  bool Negated = false;
  /// Fact: index into the table.
  unsigned Key = 0;
  /// Ownership, Engaged: an expression that names the object.
  const clang::Expr *Object = nullptr;
};

class Conditions {
public:
  Conditions(clang::ASTContext &Context, Roles &R, AccessPaths &Paths)
      : Context(Context), R(R), Paths(Paths) {}

  /// The condition that \p E tests; nothing when its value can't be followed
  /// (calls with effects, assignments, floating point).
  std::optional<Condition> parse(const clang::Expr *E);

  /// The condition on which \p B branches: true leads to the first successor.
  std::optional<Condition> ofBranch(const clang::CFGBlock &B);

  /// The key of the result of a call that tries a lock.
  unsigned keyOfCall(const clang::Expr &Call);

  /// The key of a scalar variable or member; nothing when it has no path.
  std::optional<unsigned> keyOf(const AccessPath *P);

  /// Whether the fact depends on the value of \p D.
  bool reads(unsigned Key, const clang::ValueDecl &D) const;

  /// Whether the fact is about nothing but local variables and parameters that
  /// keep their first values.
  bool neverChanges(unsigned Key);

  /// Whether other code can change it while the coroutine is suspended.
  bool isShared(unsigned Key) const { return Keys[Key].Shared; }

  /// Whether it is the result of a call (keyOfCall).
  bool isCall(unsigned Key) const { return Keys[Key].Call; }

  /// For a key that is nothing but a parameter: that parameter.
  const clang::ParmVarDecl *parameter(unsigned Key) const {
    return Keys[Key].Parameter;
  }

  /// Names mentioned in the condition, for judging what it is about.
  bool mentions(unsigned Key, llvm::StringRef Part) const;

private:
  struct Info {
    llvm::SmallVector<const clang::ValueDecl *, 4> Reads;
    bool Shared = false;
    bool Call = false;
    const clang::ParmVarDecl *Parameter = nullptr;
  };
  std::optional<Condition> comparison(const clang::BinaryOperator &E);
  std::optional<Condition> callTest(const clang::CallExpr &E);
  std::optional<std::string> operand(const clang::Expr *E, Info &Into);
  std::string pathText(const AccessPath &P, Info &Into);
  unsigned intern(const std::string &Text, const Info &I);

  clang::ASTContext &Context;
  Roles &R;
  AccessPaths &Paths;
  llvm::StringMap<unsigned> Index;
  std::vector<Info> Keys;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_CONDITIONS_H
