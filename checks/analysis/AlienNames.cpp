//===--- AlienNames.cpp - what the names of callables promise -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "AlienNames.h"
#include "AccessPath.h"
#include "CallableOrigins.h"
#include "HandleNames.h"
#include "StandardLibrary.h"
#include "Words.h"

using namespace clang;
using namespace corolint;

static llvm::StringRef spelled(const NamedDecl *D) {
  return D && D->getIdentifier() ? D->getName() : "";
}

const NamedDecl *corolint::nameOfCallable(const Expr &Callable) {
  const Expr *E = bareValue(&Callable);
  for (unsigned Steps = 0; E && Steps != 8; ++Steps) {
    if (const auto *Name = dyn_cast<DeclRefExpr>(E))
      return Name->getDecl();
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      return isOfStandardLibrary(*Member->getMemberDecl())
                 ? nullptr
                 : Member->getMemberDecl();
    if (const auto *Unary = dyn_cast<UnaryOperator>(E))
      E = bareValue(Unary->getSubExpr());
    else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      E = bareValue(Element->getBase());
    else if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
             Made && Made->getNumArgs() == 1)
      E = bareValue(Made->getArg(0));
    else if (isa<CallExpr>(E) && argumentOf(*E, ThisArgument))
      // operator*, operator->, operator[], at, value
      E = bareValue(argumentOf(*E, ThisArgument));
    else if (isa<CallExpr>(E) && argumentCount(*E) == 1)
      E = bareValue(argumentOf(*E, 0)); // move
    else
      return nullptr;
  }
  return nullptr;
}

/// What a call of a callable of type \p T yields; null where it is not known.
static QualType resultOf(QualType T) {
  T = pointeeOrSelf(T);
  if (const auto *Member = T->getAs<MemberPointerType>())
    T = Member->getPointeeType();
  const FunctionType *Signature = erasedSignature(T);
  if (!Signature)
    Signature = T->getAs<FunctionType>();
  return Signature ? Signature->getReturnType() : QualType();
}

bool corolint::soundsPure(const NamedDecl &Name, QualType Callable) {
  const llvm::StringRef Spelled = spelled(&Name);
  // Logs, what frees memory, and what hands work to an executor.
  if (hasWord(Spelled,
              {"log", "logs", "logger", "logging", "trace", "tracer", "deleter",
               "disposer", "free", "executor", "post", "poster", "schedule",
               "scheduler", "enqueue", "submit", "spawn", "defer"}))
    return true;
  const QualType Result = resultOf(Callable);
  return !Result.isNull() && !Result->isVoidType() &&
         hasWord(
             Spelled,
             {"less",       "greater",    "compare",   "comparator", "comparer",
              "comp",       "cmp",        "order",     "pred",       "preds",
              "predicate",  "predicates", "condition", "filter",     "filters",
              "matcher",    "matches",    "match",     "hash",       "hasher",
              "equal",      "equals",     "eq",        "key",        "weight",
              "cost",       "size",       "sizer",     "score",      "clock",
              "now",        "time",       "backoff",   "random",     "rng",
              "get",        "getter",     "format",    "formatter",  "project",
              "projection", "extract",    "extractor", "transform",  "convert",
              "converter",  "encode",     "encoder",   "decode",     "decoder",
              "serialize",  "parse",      "parser",    "serializer", "validate",
              "validator",  "describe",   "is",        "has",        "should",
              "can"});
}

/// A class whose virtual functions do what the caller asks for, whatever they
/// are called.
static bool isService(llvm::StringRef Class) {
  return hasWord(Class, {"logger", "log", "logging", "metrics", "metric",
                         "stats", "tracer", "clock", "allocator", "executor",
                         "scheduler", "sink", "recorder"});
}

/// Whether something called \p Name is there to be told. Handlers and delegates
/// that one has made for oneself do one's own work.
static bool isObserverWord(llvm::StringRef Name, bool IsOwned) {
  return hasWord(Name,
                 {"observer", "observers", "listener", "listeners",
                  "subscriber", "subscribers", "callback", "callbacks"}) ||
         (!IsOwned &&
          hasWord(Name, {"delegate", "delegates", "watcher", "watchers",
                         "handler", "handlers", "hook", "hooks"}));
}

bool corolint::soundsLikeObserver(const CXXMethodDecl &Method, QualType Object,
                                  const NamedDecl *Name, bool IsOwned) {
  const CXXRecordDecl *Class = recordOf(pointeeOrSelf(Object));
  if (!Class || !Method.getIdentifier() || isOfStandardLibrary(*Class) ||
      isService(spelled(Class)) || isService(spelled(Name)))
    return false;
  const llvm::StringRef Called = Method.getName();
  if ((beginsWithWord(Called, "on") && !IsOwned) ||
      (beginsWithWord(Called, "notify") && !hasWord(Called, {"one", "all"})) ||
      hasWord(Called, {"callback"}))
    return true;
  // Of an observer's other functions, some only ask it something.
  return Method.getReturnType()->isVoidType() && !Method.isConst() &&
         (hasWord(Called, {"changed", "event", "events"}) ||
          isObserverWord(spelled(Class), IsOwned) ||
          isObserverWord(spelled(Name), IsOwned));
}
