//===--- LockLink.cpp - locks that functions take through calls ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LockLink.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <limits>

using namespace corolint;

LockLink::FunctionId LockLink::addFunction() {
  Functions.emplace_back();
  return Functions.size() - 1;
}

void LockLink::define(FunctionId F) {
  Defining = F;
  Functions[F].FirstLock = Locks.size();
  Functions[F].FirstCall = Calls.size();
  Functions[F].LockCount = Functions[F].CallCount = 0;
}

void LockLink::addLock(const LockSummaryEntry &Entry, EffectPlace Where,
                       uint32_t Name) {
  Locks.push_back({intern(Entry.Lock), Entry.IsShared, Entry.IsAsync,
                   Entry.IsRecursive, Where, Name});
  ++Functions[Defining].LockCount;
}

void LockLink::addCall(FunctionId Callee, EffectPlace Where,
                       llvm::ArrayRef<PassedObject> Passing, bool IsAwaited) {
  const llvm::SmallVector<Passed, 4> Interned = intern(Passing);
  Calls.push_back({Where, Callee, static_cast<uint32_t>(Objects.size()),
                   static_cast<uint16_t>(Interned.size()), IsAwaited});
  llvm::append_range(Objects, Interned);
  ++Functions[Defining].CallCount;
}

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

static void append(std::string &Text, uint32_t Number) {
  Text.append(reinterpret_cast<const char *>(&Number), sizeof(Number));
}

/// The text of a path that is an argument, or the object, itself.
static std::string rootText(ObjectPath::RootType Root, uint32_t Number) {
  std::string Text(1, static_cast<char>(Root));
  append(Text, Number);
  return Text;
}

uint32_t LockLink::nameId(llvm::StringRef Name) {
  const auto [It, IsNew] = Names.try_emplace(Name, Names.size());
  if (!IsNew)
    return It->second;
  const uint32_t Id = It->second;
  Classes.push_back(0);
  // Clang's USR of a field is that of its class, `@FI@` and its name.
  const auto [Class, Field] = Name.split("@FI@");
  if (!Field.empty())
    Classes[Id] = nameId(Class) + 1;
  return Id;
}

LockLink::PathId LockLink::intern(llvm::StringRef Text) {
  auto [It, IsNew] = PathIds.try_emplace(Text, Paths.size());
  if (IsNew)
    Paths.push_back(It->first());
  return It->second;
}

LockLink::PathId LockLink::intern(const ObjectPath &Object) {
  const bool IsNamed =
      Object.Root == ObjectPath::Global || Object.Root == ObjectPath::Local;
  std::string Text =
      rootText(Object.Root, IsNamed ? nameId(Object.Name) : Object.Index);
  for (const std::string &Step : Object.Steps)
    append(Text, nameId(Step));
  return intern(Text);
}

llvm::SmallVector<LockLink::Passed, 4>
LockLink::intern(llvm::ArrayRef<PassedObject> Passing) {
  llvm::SmallVector<Passed, 4> Interned;
  // No call passes more; their count fits into a Call.
  if (Passing.size() > std::numeric_limits<uint16_t>::max())
    return Interned;
  for (const PassedObject &Object : Passing)
    Interned.push_back({Object.Argument, intern(Object.Object)});
  return Interned;
}

/// The names that a callee has for \p Lock of its caller, which passes
/// \p Passing. Of an argument that is a pointer, what it points to is passed;
/// the callee, whose parameter is the pointer, has to follow it.
llvm::SmallVector<LockLink::PathId, 2>
LockLink::inCallee(PathId Lock, llvm::ArrayRef<Passed> Passing) {
  llvm::SmallVector<PathId, 2> Inside;
  if (isNamed(Lock))
    Inside.push_back(Lock);
  for (const Passed &P : Passing) {
    llvm::StringRef Rest = Paths[Lock];
    if (!Rest.consume_front(Paths[P.Object]))
      continue;
    if (P.Argument == ArgumentFact::Object) {
      Inside.push_back(intern(rootText(ObjectPath::This, 0) + Rest.str()));
      continue;
    }
    std::string Parameter = rootText(ObjectPath::Parameter, P.Argument);
    Inside.push_back(intern(Parameter + Rest.str()));
    append(Parameter, nameId("*"));
    Inside.push_back(intern(Parameter + Rest.str()));
  }
  return Inside;
}

//===----------------------------------------------------------------------===//
// The search
//===----------------------------------------------------------------------===//

bool LockLink::runs(FunctionId Callee, bool IsAwaited) const {
  const Function &F = Functions[Callee];
  return F.RunsWhenAwaited ? IsAwaited : !F.IsClosed;
}

/// Where the function of \p S takes the lock by itself.
const LockLink::Lock *LockLink::taken(const State &S,
                                      const HeldLock &Held) const {
  const Function &F = Functions[S.F];
  for (const Lock &L : llvm::ArrayRef(Locks).slice(F.FirstLock, F.LockCount))
    // As LockTransfer decides within a function: readers of an async lock do
    // not exclude each other; those of a thread lock may, behind a writer.
    if (L.Object == S.Lock && !L.IsRecursive &&
        !(Held.IsAsync && Held.IsShared && L.IsShared))
      return &L;
  return nullptr;
}

/// A breadth-first search, so that the way is the shortest.
struct LockLink::Search {
  LockLink &Link;
  std::vector<State> States = {};
  llvm::DenseSet<std::pair<FunctionId, PathId>> Seen = {};

  void enter(FunctionId F, bool IsAwaited, PathId Lock,
             llvm::ArrayRef<Passed> Passing, State From) {
    if (!Link.runs(F, IsAwaited))
      return;
    for (PathId Inside : Link.inCallee(Lock, Passing)) {
      From.F = F;
      From.Lock = Inside;
      if (States.size() < MaxVisited && Seen.insert({F, Inside}).second)
        States.push_back(From);
    }
  }

  void enterCallees(uint32_t Index) {
    const State Caller = States[Index];
    if (Caller.Length == MaxLength)
      return;
    const Function &F = Link.Functions[Caller.F];
    for (uint32_t I = F.FirstCall; I != F.FirstCall + F.CallCount; ++I) {
      const Call &C = Link.Calls[I];
      enter(C.Callee, C.IsAwaited, Caller.Lock,
            llvm::ArrayRef(Link.Objects).slice(C.FirstObject, C.ObjectCount),
            {0, 0, Caller.Length + 1, Index, C.Where});
    }
  }
};

std::vector<LockStep> LockLink::reacquisition(FunctionId Callee,
                                              const CallSummary &Call,
                                              const HeldLock &Held) {
  Search S{*this};
  S.enter(Callee, Call.IsAwaited, intern(Held.Lock), intern(Call.Objects),
          {0, 0, 1, 0, 0});
  // The states grow while they are worked off.
  for (uint32_t Index = 0; Index != S.States.size(); ++Index) {
    if (const Lock *Taken = taken(S.States[Index], Held))
      return wayTo(llvm::ArrayRef(S.States), Index, Taken->Where);
    S.enterCallees(Index);
  }
  return {};
}
