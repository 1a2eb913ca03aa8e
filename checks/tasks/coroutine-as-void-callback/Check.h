//===--- Check.h - corolint-coroutine-as-void-callback --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TASKS_COROUTINE_AS_VOID_CALLBACK_CHECK_H
#define COROLINT_TASKS_COROUTINE_AS_VOID_CALLBACK_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint {
struct DroppedCallable;
}

namespace corolint::tasks {

/// See check.md.
class CoroutineAsVoidCallbackCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;
  void checkInitializer(TranslationUnit &Unit,
                        const clang::Expr &Init) override;

private:
  void report(TranslationUnit &Unit, const DroppedCallable &D);
};

} // namespace corolint::tasks

#endif // COROLINT_TASKS_COROUTINE_AS_VOID_CALLBACK_CHECK_H
