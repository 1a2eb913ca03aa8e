//===--- LockWalk.cpp - all locks that a call takes -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The opposite direction of LockLink's search for one lock: the functions that
// a call runs are walked, and the locks they take named as the caller names
// them.
//
//===----------------------------------------------------------------------===//
#include "LockLink.h"
#include "llvm/ADT/STLExtras.h"
#include <cstring>
#include <set>

using namespace corolint;

static uint32_t numberIn(llvm::StringRef Text, size_t Position) {
  // As append() in LockLink.cpp has written it.
  uint32_t Number = 0;
  memcpy(&Number, Text.data() + Position, sizeof(Number));
  return Number;
}

NumberedPath LockLink::numbered(PathId Path) const {
  const llvm::StringRef Text = Paths[Path];
  NumberedPath Out;
  const uint32_t Root = numberIn(Text, 1);
  // 0 is the object; parameters, and what locals name, come after it.
  switch (static_cast<ObjectPath::RootType>(Text.front())) {
  case ObjectPath::This:
    break;
  case ObjectPath::Parameter:
    Out.Number = 2 * Root + 1;
    break;
  case ObjectPath::Local:
    Out.Number = 2 * Root + 2;
    break;
  case ObjectPath::Global:
    Out.Root = NumberedPath::Variable;
    Out.Number = Root;
    break;
  }
  for (size_t I = 1 + sizeof(Root); I < Text.size(); I += sizeof(Root)) {
    const uint32_t Name = numberIn(Text, I);
    Out.Steps.push_back({Name, Classes[Name]});
  }
  return Out;
}

/// A breadth-first walk, so that the ways are the shortest.
struct LockLink::Walk {
  /// What a function knows by which name, in terms of the first caller.
  using Frame = llvm::SmallVector<Passed, 4>;
  struct Visit {
    FunctionId F;
    uint32_t FrameId;
    uint32_t Length, Before; ///< the visit that called it, and where
    EffectPlace Where;
  };
  LockLink &Link;
  std::vector<Visit> Visits = {};
  std::vector<Frame> Frames = {};
  std::set<std::pair<FunctionId, std::vector<uint32_t>>> Seen = {};
  std::set<std::pair<PathId, bool>> Taken = {};
  /// Steps beyond this many name no object that two functions would share.
  static constexpr size_t MaxText = 1 + 4 * 9;

  /// What \p Path of a callee is called by the first caller: several names
  /// where it is not known whether an argument is a pointer.
  llvm::SmallVector<PathId, 2> inCaller(PathId Path, const Frame &Frame) {
    llvm::SmallVector<PathId, 2> Names;
    if (Link.isNamed(Path))
      return {Path};
    const llvm::StringRef Text = Link.Paths[Path];
    const bool IsParameter =
        Text.front() == static_cast<char>(ObjectPath::Parameter);
    for (const Passed &P : Frame) {
      if (IsParameter ? P.Argument != static_cast<int32_t>(numberIn(Text, 1))
                      : P.Argument != ArgumentFact::Object)
        continue;
      llvm::StringRef Rest = Text.drop_front(1 + sizeof(uint32_t));
      add(Link.Paths[P.Object] + Rest, Names);
      // What a pointer points to is passed.
      if (IsParameter && !Rest.empty() && numberIn(Rest, 0) == Link.nameId("*"))
        add(Link.Paths[P.Object] + Rest.drop_front(sizeof(uint32_t)), Names);
    }
    return Names;
  }
  void add(const llvm::Twine &Text, llvm::SmallVectorImpl<PathId> &Names) {
    const std::string Name = Text.str();
    if (Name.size() <= MaxText)
      Names.push_back(Link.intern(Name));
  }

  void enter(FunctionId F, bool IsAwaited, Frame Objects, Visit From) {
    if (!Link.IsTaker[F] || !Link.runs(F, IsAwaited) ||
        Visits.size() == MaxVisited || Link.Walked == MaxWalked)
      return;
    std::vector<uint32_t> Key;
    for (const Passed &P : Objects) {
      Key.push_back(static_cast<uint32_t>(P.Argument));
      Key.push_back(P.Object);
    }
    if (!Seen.insert({F, std::move(Key)}).second)
      return;
    From.F = F;
    From.FrameId = Frames.size();
    Frames.push_back(std::move(Objects));
    Visits.push_back(From);
    ++Link.Walked;
  }

  void enterCallees(uint32_t Index) {
    const Visit Caller = Visits[Index];
    if (Caller.Length == MaxLength)
      return;
    const Function &F = Link.Functions[Caller.F];
    for (uint32_t I = F.FirstCall; I != F.FirstCall + F.CallCount; ++I) {
      const Call C = Link.Calls[I];
      Frame Objects;
      for (uint32_t J = 0; J != C.ObjectCount; ++J) {
        const Passed P = Link.Objects[C.FirstObject + J];
        const Frame Here = Frames[Caller.FrameId];
        for (PathId Name : inCaller(P.Object, Here))
          Objects.push_back({P.Argument, Name});
      }
      enter(C.Callee, C.IsAwaited, std::move(Objects),
            {0, 0, Caller.Length + 1, Index, C.Where});
    }
  }

  void collect(uint32_t Index, std::vector<Acquired> &Out) {
    const Visit V = Visits[Index];
    const Function &F = Link.Functions[V.F];
    for (uint32_t I = F.FirstLock; I != F.FirstLock + F.LockCount; ++I) {
      const Lock L = Link.Locks[I];
      if (Link.classOf(L.Object) != Link.Asked)
        continue;
      const Frame Here = Frames[V.FrameId];
      for (PathId Name : inCaller(L.Object, Here))
        if (Taken.insert({Name, L.IsShared}).second)
          Out.push_back({Name, L.IsShared, L.IsAsync, L.Name,
                         wayTo(llvm::ArrayRef(Visits), Index, L.Where)});
    }
  }
};

LockLink::LockClass LockLink::classOf(PathId Lock) const {
  const llvm::StringRef Text = Paths[Lock];
  for (size_t I = Text.size(); I > 1 + sizeof(uint32_t);) {
    I -= sizeof(uint32_t);
    if (const uint32_t Name = numberIn(Text, I); Classes[Name])
      return 2 * Name + 1;
  }
  return isNamed(Lock) ? 2 * numberIn(Text, 1) + 2 : 0;
}

std::vector<LockLink::LockClass> LockLink::classesTaken() const {
  std::vector<LockClass> Taken;
  for (const Lock &L : Locks)
    Taken.push_back(classOf(L.Object));
  llvm::sort(Taken);
  Taken.erase(llvm::unique(Taken), Taken.end());
  return Taken;
}

void LockLink::indexCallers() {
  const auto EachCall = [&](auto Do) {
    for (FunctionId F = 0; F != Functions.size(); ++F)
      for (const Call &C : llvm::ArrayRef(Calls).slice(Functions[F].FirstCall,
                                                       Functions[F].CallCount))
        if (runs(C.Callee, C.IsAwaited))
          Do(F, C.Callee);
  };
  FirstCaller.assign(Functions.size() + 2, 0);
  EachCall([&](FunctionId, FunctionId Callee) { ++FirstCaller[Callee + 2]; });
  for (size_t F = 2; F < FirstCaller.size(); ++F)
    FirstCaller[F] += FirstCaller[F - 1];
  Callers.resize(FirstCaller.back());
  EachCall([&](FunctionId Caller, FunctionId Callee) {
    Callers[FirstCaller[Callee + 1]++] = Caller;
  });
}

void LockLink::index() {
  if (FirstCaller.size() == Functions.size() + 2)
    return;
  indexCallers();
  IsTaker.assign(Functions.size(), false);
  ByClass.clear();
  for (FunctionId F = 0; F != Functions.size(); ++F)
    for (const Lock &L : llvm::ArrayRef(Locks).slice(Functions[F].FirstLock,
                                                     Functions[F].LockCount))
      ByClass[classOf(L.Object)].push_back(F);
}

uint32_t LockLink::callerCount(FunctionId F) {
  index();
  return FirstCaller[F + 1] - FirstCaller[F];
}

llvm::ArrayRef<LockLink::FunctionId> LockLink::takersOf(LockClass Class) {
  findTakers(Class);
  return Takers;
}

void LockLink::findTakers(LockClass Class) {
  if (Class == Asked && !IsTaker.empty())
    return;
  index();
  for (FunctionId F : Takers)
    IsTaker[F] = false;
  Takers.clear();
  Asked = Class;
  const auto Add = [&](FunctionId F) {
    if (!IsTaker[F]) {
      IsTaker[F] = true;
      Takers.push_back(F);
    }
  };
  if (const auto Own = ByClass.find(Class); Own != ByClass.end())
    llvm::for_each(Own->second, Add);
  for (size_t I = 0; I != Takers.size(); ++I) {
    const FunctionId F = Takers[I];
    for (uint32_t C = FirstCaller[F]; C != FirstCaller[F + 1]; ++C)
      Add(Callers[C]);
  }
}

std::vector<LockLink::Acquired>
LockLink::acquisitions(LockClass Class, FunctionId Callee,
                       llvm::ArrayRef<PassedObject> Passing, bool IsAwaited) {
  findTakers(Class);
  std::vector<Acquired> Out;
  Walk W{*this};
  W.enter(Callee, IsAwaited, intern(Passing), {0, 0, 1, 0, 0});
  // The visits grow while they are worked off.
  for (uint32_t Index = 0; Index != W.Visits.size(); ++Index) {
    W.collect(Index, Out);
    W.enterCallees(Index);
  }
  return Out;
}
