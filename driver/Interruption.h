//===--- Interruption.h - being asked to end ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_INTERRUPTION_H
#define COROLINT_DRIVER_INTERRUPTION_H

namespace corolint::driver {

/// While one lives, the first SIGINT, SIGTERM or SIGHUP raises it rather than
/// ending the process; the second ends the process as usual. There is one at a
/// time.
class Interruption {
public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption &) = delete;
  Interruption &operator=(const Interruption &) = delete;

  bool raised() const;

  /// Becomes readable when it is raised; for poll(2). Negative, which poll
  /// passes over, when the system gave none.
  int descriptor() const;

  /// In a worker: the terminal sends the signals to it as well, and they are its
  /// parent's, who ends it.
  static void leaveToParent();
};

} // namespace corolint::driver

#endif // COROLINT_DRIVER_INTERRUPTION_H
