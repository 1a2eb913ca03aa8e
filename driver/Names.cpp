//===--- Names.cpp - names the user may have misspelt ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Names.h"
#include "clang-tidy/GlobList.h"
#include "framework/Registry.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace corolint;
using namespace corolint::driver;
using namespace llvm;

std::vector<std::string> driver::allRules() {
  std::vector<std::string> Names;
  for (const RuleInfo &Rule : rules())
    Names.push_back(("corolint-" + Rule.Name).str());
  return Names;
}

std::string driver::didYouMean(StringRef Name,
                               const std::vector<std::string> &Known) {
  // A third of the name may be wrong; words in common ("lock") count as near.
  const unsigned MostEdits = std::max<size_t>(2, Name.size() / 3);
  std::multimap<unsigned, StringRef> Near;
  for (StringRef Candidate : Known) {
    unsigned Edits = Name.edit_distance_insensitive(Candidate, true, MostEdits);
    if (Name.size() >= 4 && Candidate.contains_insensitive(Name))
      Edits = std::min(Edits, MostEdits);
    if (Edits <= MostEdits)
      Near.emplace(Edits, Candidate);
  }
  if (Near.empty())
    return "";
  SmallVector<std::string, 3> Quoted;
  for (const auto &[Edits, Candidate] : Near)
    if (Quoted.size() < 3)
      Quoted.push_back("'" + Candidate.str() + "'");
  return "; did you mean " + join(Quoted, " or ") + "?";
}

/// Whether a glob that matches no rule is the user's mistake.
static bool isOurs(StringRef Glob, bool Positive, bool OnlyOurs) {
  if (Glob.starts_with("corolint"))
    return true;
  return Positive && !OnlyOurs && !Glob.empty() &&
         !Glob.starts_with("clang-diagnostic");
}

std::vector<std::string> driver::unknownRules(StringRef Globs, bool OnlyOurs) {
  const std::vector<std::string> Known = allRules();
  std::vector<std::string> Unknown;
  clang::tidy::GlobList List(Globs);
  for (const auto &Item : List.getItems()) {
    const bool Matches =
        any_of(Known, [&](StringRef Name) { return Item.Regex.match(Name); });
    if (Matches || !isOurs(Item.Text, Item.IsPositive, OnlyOurs))
      continue;
    Unknown.push_back("'" + Item.Text.str() + "' matches no rule" +
                      (Item.Text.contains('*') ? std::string()
                                               : didYouMean(Item.Text, Known)));
  }
  return Unknown;
}
