//===--- Check.cpp - corolint-empty-unhandled-exception -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/Awaiters.h"
#include "analysis/LostExceptions.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::awaiters;

void EmptyUnhandledExceptionCheck::checkClass(TranslationUnit &Unit,
                                              const CXXRecordDecl &Class) {
  const Awaitables &Await = Unit.roles().awaitables();
  if (!Unit.context().getLangOpts().CXXExceptions || !isPromise(Class, Await))
    return;
  for (const FunctionDecl *F : Await.methods(Class, "unhandled_exception")) {
    const FunctionDecl *Body = visibleBody(*F, /*AllowPattern=*/true);
    if (!Body || !losesException(*Body->getBody()) ||
        !wants(Unit, Body->getLocation()))
      continue;
    diag(Body->getLocation(),
         "%0 drops every exception that leaves the coroutine: whoever awaits "
         "it can't tell failure from success")
        << Body;
    diag(Body->getLocation(),
         "store the exception for the awaiter, rethrow, report or terminate",
         DiagnosticIDs::Note);
  }
}
