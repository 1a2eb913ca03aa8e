//===--- Orders.h - functions that order threads --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two threads do not race where one has waited for the other. Of a function
// that is only declared its name tells, the header that declares it, and
// models.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ORDERS_H
#define COROLINT_ANALYSIS_ORDERS_H

namespace clang {
class FunctionDecl;
} // namespace clang

namespace corolint {

class Roles;

/// Whether \p F, declared in a system header, may put its caller in an order
/// with another thread: a lock, a wait, a message from the kernel.
bool libraryMayOrder(const clang::FunctionDecl &F, const Roles &R);

/// The same for a function of the user's, which may be called anything:
/// `wait_for`, `enter_section`, `memory_barrier`.
bool soundsLikeOrdering(const clang::FunctionDecl &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_ORDERS_H
