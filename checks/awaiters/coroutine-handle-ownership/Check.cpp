//===--- Check.cpp - corolint-coroutine-handle-ownership ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/FrameOwners.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::awaiters;

static llvm::StringRef adviceFor(OwnershipFault::KindType Kind) {
  switch (Kind) {
  case OwnershipFault::Copies:
    return "delete the copy operations, and move by exchanging the handle with "
           "a null one";
  case OwnershipFault::MoveKeeps:
    return "set the source's handle to null";
  case OwnershipFault::Overwrites:
    return "destroy what is held before it is overwritten, or swap";
  case OwnershipFault::NeverDestroys:
    return "call destroy() in a destructor";
  case OwnershipFault::DestroysTwice:
    break;
  }
  return "let final_suspend suspend, or let go of the handle before it is "
         "resumed";
}

void CoroutineHandleOwnershipCheck::checkClass(TranslationUnit &Unit,
                                               const CXXRecordDecl &Class) {
  for (const OwnershipFault &Fault : ownershipFaults(Class, Unit)) {
    const NamedDecl *At = Fault.Handle;
    if (Fault.Operation) {
      const FunctionDecl *Body = Fault.Operation->getDefinition();
      At = Body ? Body : Fault.Operation;
    }
    if (!wants(Unit, At->getLocation()))
      continue;
    diag(At->getLocation(),
         "%select{copies of %0 share the frame of %1, and each destroys it|"
         "the source of a move of %0 still owns the frame of %1, and both "
         "destroy it|"
         "move assignment of %0 overwrites %1 without destroying the frame it "
         "held|"
         "nobody destroys the frame of %1, which stays suspended at its end|"
         "%0 destroys the frame of %1, which destroys itself when the "
         "coroutine ends}2")
        << &Class << Fault.Handle << Fault.Kind;
    diag(At->getLocation(), "%0", DiagnosticIDs::Note) << adviceFor(Fault.Kind);
  }
}
