//===--- BlockingChain.cpp - the words of a chain of calls ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BlockingChain.h"
#include "llvm/ADT/Twine.h"

using namespace corolint;

static std::string linkText(const ChainLink &Link) {
  return Link.Caller + " calls " + Link.Callee + " here";
}

std::string corolint::adviceText(llvm::StringRef Replacement) {
  return Replacement.empty() ? "await an asynchronous version of it, or hand "
                               "it to a thread that may block"
                             : ("use " + Replacement + " instead").str();
}

std::vector<std::string> corolint::chainTexts(llvm::ArrayRef<ChainLink> Links,
                                              const OperationText &What) {
  std::vector<std::string> Texts;
  for (const ChainLink &Link : Links)
    Texts.push_back(linkText(Link));
  if (!Texts.empty() && !What.Reason.empty())
    Texts.back() += ", which " + What.Reason;
  return Texts;
}

std::vector<std::string>
corolint::lockChainTexts(llvm::ArrayRef<ChainLink> Links) {
  std::vector<std::string> Texts;
  if (Links.empty())
    return Texts;
  for (const ChainLink &Link : Links.drop_back())
    Texts.push_back(linkText(Link));
  Texts.push_back("acquired again here");
  return Texts;
}
