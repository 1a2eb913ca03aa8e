//===--- EffectRecords.cpp - the effects of a unit as bytes -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "EffectRecords.h"
#include "EffectFields.h"

using namespace corolint;
using namespace corolint::driver;

std::string driver::packEffects(UnitSummary Unit) {
  TableWriter Stream;
  Stream.list(Unit.Functions, [&](FunctionSummary &F) {
    Stream(F.Id);
    fields(Stream, F.Where);
    Stream.sized([&] { fields(Stream, F); });
  });
  return Stream.finish();
}

bool driver::unpackEffects(
    llvm::StringRef Bytes,
    llvm::function_ref<bool(llvm::StringRef, llvm::StringRef, uint32_t)> Wanted,
    llvm::function_ref<void(FunctionSummary)> Visit) {
  TableReader Stream(Bytes);
  size_t Count = 0;
  Stream(Count);
  for (size_t I = 0; I < Count && !Stream.failed(); ++I) {
    const llvm::StringRef Id = Stream.name();
    const llvm::StringRef File = Stream.name();
    uint32_t Offset = 0;
    size_t Size = 0;
    Stream(Offset);
    Stream(Size);
    if (Stream.failed() || !Wanted(Id, File, Offset)) {
      Stream.skip(Size);
      continue;
    }
    const size_t Before = Stream.left();
    FunctionSummary F;
    F.Id = Id.str();
    F.Where = {File.str(), Offset};
    Stream.refill();
    fields(Stream, F);
    if (Before - Stream.left() != Size)
      Stream.reject();
    if (!Stream.failed())
      Visit(std::move(F));
  }
  return Stream.complete();
}
