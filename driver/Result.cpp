//===--- Result.cpp - what the analysis of one file says ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Result.h"
#include "FindingFields.h"

using namespace clang::tidy;
using namespace corolint::driver;
using namespace llvm;

/// Everything but the findings.
template <class IO> static void header(IO &Stream, UnitResult &Result) {
  Stream(Result.Analysed);
  Stream(Result.Reason);
  fields(Stream, Result.Stats);
  Stream.list(Result.Profile, [&](RuleTime &Time) {
    Stream(Time.Rule);
    Stream(Time.Process);
    Stream(Time.Wall);
  });
  Stream(Result.Functions);
  Stream(Result.Effects);
  Stream(Result.Pending);
  Stream(Result.Inputs);
}

std::string corolint::driver::serialise(UnitResult Result) {
  Writer Stream;
  header(Stream, Result);
  std::vector<FlatError> Findings;
  for (const ClangTidyError &Error : Result.Findings)
    Findings.push_back(flatten(Error));
  Stream.list(Findings, [&](FlatError &Error) { fields(Stream, Error); });
  return std::move(Stream.Bytes);
}

std::optional<UnitResult> corolint::driver::deserialise(StringRef Bytes) {
  Reader Stream(Bytes);
  UnitResult Result;
  header(Stream, Result);
  std::vector<FlatError> Findings;
  Stream.list(Findings, [&](FlatError &Error) { fields(Stream, Error); });
  if (!Stream.complete())
    return std::nullopt;
  for (FlatError &Flat : Findings)
    Result.Findings.push_back(unflatten(std::move(Flat)));
  return Result;
}

std::string corolint::driver::packInputs(std::vector<InputFile> Inputs) {
  sort(Inputs);
  Inputs.erase(std::unique(Inputs.begin(), Inputs.end()), Inputs.end());
  Writer Stream;
  StringRef Before;
  for (InputFile &Input : Inputs) {
    size_t Shared = std::mismatch(Before.begin(), Before.end(),
                                  Input.Path.begin(), Input.Path.end())
                        .first -
                    Before.begin();
    std::string Rest = Input.Path.substr(Shared);
    Stream(Shared);
    Stream(Rest);
    Stream(Input.Hash);
    Before = Input.Path;
  }
  return std::move(Stream.Bytes);
}

bool corolint::driver::allInputs(StringRef Bytes,
                                 function_ref<bool(StringRef, uint64_t)> Each) {
  Reader Stream(Bytes);
  std::string Path;
  while (Stream.left()) {
    size_t Shared = 0;
    uint64_t Hash = 0;
    Stream(Shared);
    const StringRef Rest = Stream.take();
    Stream(Hash);
    if (Stream.failed() || Shared > Path.size())
      return false;
    Path.resize(Shared);
    Path += Rest;
    if (!Each(Path, Hash))
      return false;
  }
  return Stream.complete();
}
