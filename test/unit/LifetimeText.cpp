//===--- LifetimeText.cpp - the lifetime family, as text ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LifetimeText.h"

using namespace clang;
using namespace corolint;

std::string corolint::text(Referent To) {
  std::string Name = To.Var ? To.Var->getNameAsString() : "this";
  switch (To.K) {
  case Referent::Unknown:
    return "unknown";
  case Referent::Object:
    return "object " + Name;
  case Referent::Pointee:
    return "what " + Name + " refers to";
  case Referent::Temporary:
    return "temporary";
  case Referent::ThreadLocal:
    return "thread-local " + To.Owner->getNameAsString();
  }
  return "";
}

static const char *nameOf(TaskFate::Kind K) {
  switch (K) {
  case TaskFate::Unknown:
    return "unknown";
  case TaskFate::Done:
    return "done";
  case TaskFate::Dropped:
    return "dropped";
  case TaskFate::Stored:
    return "stored";
  case TaskFate::Kept:
    return "kept";
  case TaskFate::Returned:
    return "returned";
  case TaskFate::Spawned:
    return "spawned";
  case TaskFate::InScope:
    return "in scope";
  }
  return "";
}

std::string corolint::text(const TaskFate &Fate) {
  std::string Out = nameOf(Fate.K);
  if (Fate.Holder)
    Out += " " + Fate.Holder->getNameAsString();
  if (Fate.InThis)
    Out += " in this";
  return Out;
}

std::vector<const CallExpr *> corolint::callsIn(const Code &C,
                                                llvm::StringRef Callee,
                                                llvm::StringRef Function) {
  const SourceManager &SM = C.context().getSourceManager();
  // With the initialisers of constructors.
  SourceRange Whole = C.analysis(Function).function().getSourceRange();
  std::vector<const CallExpr *> Calls = C.calls(Callee);
  llvm::erase_if(Calls, [&](const CallExpr *Call) {
    return !SM.isPointWithin(Call->getBeginLoc(), Whole.getBegin(),
                             Whole.getEnd());
  });
  return Calls;
}

std::string corolint::statementAt(const Code &C, SourceLocation Where) {
  if (Where.isInvalid())
    return "none";
  const SourceManager &SM = C.context().getSourceManager();
  auto [File, Offset] = SM.getDecomposedSpellingLoc(Where);
  llvm::StringRef Text = SM.getBufferData(File);
  size_t Begin = Text.find_last_of(";{}\n", Offset) + 1;
  size_t End = Text.find_first_of(";\n", Offset);
  return Text.slice(Begin, End).trim().str();
}
