//===--- EffectFields.h - effects as bytes ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every structure is taken apart into all of its members, so that a member that
// is new and not written here does not compile.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_EFFECTFIELDS_H
#define COROLINT_DRIVER_EFFECTFIELDS_H

#include "Bytes.h"
#include "analysis/EffectSummary.h"

namespace corolint::driver {

template <class IO> void fields(IO &Stream, std::vector<std::string> &Names) {
  Stream.list(Names, [&](std::string &Name) { Stream(Name); });
}

template <class IO> void fields(IO &Stream, SourcePlace &Place) {
  auto &[File, Offset] = Place;
  Stream(File);
  Stream(Offset);
}

template <class IO> void fields(IO &Stream, OperationText &Text) {
  auto &[Name, Reason, Replacement, Operation] = Text;
  Stream(Name);
  Stream(Reason);
  Stream(Replacement);
  Stream(Operation);
}

template <class IO> void fields(IO &Stream, EffectCondition &Condition) {
  auto &[Parameter, Is, Names, Without, IsException, Least, Greatest, Part] =
      Condition;
  Stream(Parameter);
  Stream.choice(Is, ArgumentFact::Parameter);
  fields(Stream, Names);
  fields(Stream, Without);
  Stream(IsException);
  Stream(Least);
  Stream(Greatest);
  Stream(Part);
}

template <class IO> void fields(IO &Stream, ArgumentFact &Fact) {
  auto &[Argument, Kind, Name, From, Value, Part] = Fact;
  Stream(Argument);
  Stream.choice(Kind, ArgumentFact::Parameter);
  Stream(Name);
  Stream(From);
  Stream(Value);
  Stream(Part);
}

template <class IO> void fields(IO &Stream, ObjectPath &Path) {
  auto &[Root, Index, Name, Steps] = Path;
  Stream.choice(Root, ObjectPath::Local);
  Stream(Index);
  Stream(Name);
  fields(Stream, Steps);
}

template <class IO> void fields(IO &Stream, PassedObject &Passed) {
  auto &[Argument, Object] = Passed;
  Stream(Argument);
  fields(Stream, Object);
}

template <class IO, class T> void each(IO &Stream, std::vector<T> &Items) {
  Stream.list(Items, [&](T &Item) { fields(Stream, Item); });
}

template <class IO> void fields(IO &Stream, BlockingSummary &Blocking) {
  auto &[IsWait, Where, What, Conditions] = Blocking;
  Stream(IsWait);
  fields(Stream, Where);
  fields(Stream, What);
  each(Stream, Conditions);
}

template <class IO> void fields(IO &Stream, LockSummaryEntry &Entry) {
  auto &[Lock, IsShared, IsAsync, Where, IsRecursive, Name] = Entry;
  fields(Stream, Lock);
  Stream(IsShared);
  Stream(IsAsync);
  fields(Stream, Where);
  Stream(IsRecursive);
  Stream(Name);
}

template <class IO> void fields(IO &Stream, HeldLock &Held) {
  auto &[Lock, IsShared, IsAsync, Name, Where] = Held;
  fields(Stream, Lock);
  Stream(IsShared);
  Stream(IsAsync);
  Stream(Name);
  fields(Stream, Where);
}

template <class IO> void fields(IO &Stream, OuterLock &Outer) {
  auto &[Lock, IsShared] = Outer;
  fields(Stream, Lock);
  Stream(IsShared);
}

template <class IO> void fields(IO &Stream, OrderSummary &Order) {
  auto &[Held, Taken, Where, Others] = Order;
  fields(Stream, Held);
  fields(Stream, Taken);
  fields(Stream, Where);
  each(Stream, Others);
}

template <class IO> void fields(IO &Stream, CallSummary &Call) {
  auto &[Callee, Where, Facts, OnlyIf, Objects, Held, IsAwaited] = Call;
  Stream(Callee);
  fields(Stream, Where);
  each(Stream, Facts);
  each(Stream, OnlyIf);
  each(Stream, Objects);
  each(Stream, Held);
  Stream(IsAwaited);
}

/// Everything but the Id and the place, which stand in front.
template <class IO> void fields(IO &Stream, FunctionSummary &F) {
  [[maybe_unused]] auto &[Id, Name, Where, IsCoroutine, IsClosed, Blocking,
                          Locks, Calls, Orders, Around, IsAlone] = F;
  Stream(Name);
  Stream(IsCoroutine);
  Stream(IsClosed);
  each(Stream, Blocking);
  each(Stream, Locks);
  each(Stream, Calls);
  each(Stream, Orders);
  each(Stream, Around);
  Stream(IsAlone);
}

} // namespace corolint::driver

#endif // COROLINT_DRIVER_EFFECTFIELDS_H
