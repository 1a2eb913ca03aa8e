//===--- Explain.cpp - the page of a rule ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Explain.h"
#include "Names.h"
#include "framework/Registry.h"
#include "output/SafeStream.h"
#include "llvm/Support/raw_ostream.h"

using namespace corolint;
using namespace corolint::driver;
using namespace llvm;

ExitStatus driver::explain(const Options &O) {
  const RuleInfo *Rule = findRule(O.Rule);
  if (!Rule) {
    StringRef Name = O.Rule;
    Name.consume_front("corolint-");
    const std::string Full = "corolint-" + Name.str();
    err() << "corolint: error: there is no rule '" << O.Rule << "'"
          << didYouMean(Full, allRules())
          << " (corolint --list-checks lists the rules)\n";
    return UsageError;
  }
  outs() << "corolint-" << Rule->Name << ": " << Rule->Summary << "\n"
         << "family " << Rule->Family << ", confidence " << Rule->Confidence
         << ", since " << Rule->Since << "\n\n"
         << Rule->Page.rtrim() << "\n";
  return Success;
}
