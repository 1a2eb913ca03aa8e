//===--- Baseline.h - findings that are known already ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_FINDINGS_BASELINE_H
#define COROLINT_DRIVER_FINDINGS_BASELINE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>

namespace corolint::driver {

/// What makes a finding the same after edits around it.
struct FindingKey {
  std::string Rule;
  /// Below the baseline's folder where it is. Counts only where there is no
  /// function: a function that moves to another file takes its findings along.
  std::string File;
  std::string Function;
  std::string Message;
};

/// Sixteen hexadecimal digits for what is compared of a key.
std::string fingerprint(const FindingKey &Key);

/// Findings that do not count, each as often as it was there. A text file: one
/// line for each kind of finding, in order, so that version control merges it.
///
///   # corolint baseline 1
///   rule<TAB>count<TAB>file<TAB>function<TAB>message
///
/// Backslash, tab, carriage return and line feed are written \\, \t, \r, \n.
class Baseline {
public:
  /// The error says what is wrong in which line, and what to do.
  static llvm::Expected<Baseline> read(llvm::StringRef Path);

  void add(const FindingKey &Key) { ++Left[Key]; }
  /// Whether the finding is in the baseline, which has one less of it from
  /// here on.
  bool take(const FindingKey &Key);
  /// This without \p Others.
  Baseline without(const Baseline &Others) const;

  unsigned size() const;
  std::string text() const;

private:
  struct Order {
    bool operator()(const FindingKey &A, const FindingKey &B) const;
  };
  /// How often each is there.
  std::map<FindingKey, unsigned, Order> Left;
};

} // namespace corolint::driver

#endif // COROLINT_DRIVER_FINDINGS_BASELINE_H
