//===--- Checkout.cpp - a project's folder, wherever it is ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Checkout.h"
#include "FindingFields.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang::tidy;
using namespace corolint::driver;
using namespace llvm;

std::string corolint::driver::checkoutOf(StringRef File) {
  SmallString<256> Own(File);
  sys::fs::make_absolute(Own);
  sys::path::remove_dots(Own, /*remove_dot_dot=*/true);
  if (!sys::fs::is_directory(Own))
    sys::path::remove_filename(Own);
  for (StringRef At = Own; !At.empty(); At = sys::path::parent_path(At)) {
    SmallString<256> Git(At);
    sys::path::append(Git, ".git");
    if (sys::fs::exists(Git))
      return At.str();
  }
  return Own.str().str();
}

/// Whether a name of a folder or file that ends here may go on with \p C.
static bool isPartOfName(char C) {
  return isAlnum(C) || C == '_' || C == '-' || C == '.' || C == '+';
}

std::string corolint::driver::movePaths(StringRef Text, StringRef From,
                                        StringRef To) {
  std::string Moved;
  while (true) {
    const size_t At = From.size() > 1 ? Text.find(From) : StringRef::npos;
    if (At == StringRef::npos)
      return Moved + Text.str();
    const StringRef Rest = Text.drop_front(At + From.size());
    const bool IsWhole = Rest.empty() || !isPartOfName(Rest.front());
    Moved += Text.take_front(At);
    Moved += IsWhole ? To : From;
    Text = Rest;
  }
}

namespace {
/// Visits the fields of a finding, and changes its texts.
class TextMover {
public:
  TextMover(StringRef From, StringRef To) : From(From), To(To) {}

  void operator()(std::string &Text) { Text = movePaths(Text, From, To); }
  template <class Number> void operator()(Number &) {}
  template <class List, class Each> void list(List &Items, Each Visit) {
    for (auto &Item : Items)
      Visit(Item);
  }
  template <class Enum> void choice(Enum &, Enum) {}
  void reject() {}

private:
  StringRef From, To;
};
} // namespace

/// Of bytes that a TableWriter made: all texts are in the table.
static bool moveTable(std::string &Bytes, StringRef From, StringRef To) {
  if (Bytes.empty())
    return true;
  Reader Stream(Bytes);
  std::vector<std::string> Strings;
  Stream.list(Strings, [&](std::string &Text) { Stream(Text); });
  if (Stream.failed())
    return false;
  Writer Table;
  Table.list(Strings, [&](std::string &Text) {
    Text = movePaths(Text, From, To);
    Table(Text);
  });
  Bytes = Table.Bytes + StringRef(Bytes).take_back(Stream.left()).str();
  return true;
}

bool corolint::driver::movePaths(UnitResult &Result, StringRef From,
                                 StringRef To) {
  TextMover Move(From, To);
  Move(Result.Reason);
  for (ClangTidyError &Finding : Result.Findings) {
    FlatError Flat = flatten(Finding);
    fields(Move, Flat);
    Finding = unflatten(std::move(Flat));
  }
  std::vector<InputFile> Inputs;
  const bool AreSound =
      allInputs(Result.Inputs, [&](StringRef Path, uint64_t Hash) {
        Inputs.push_back({movePaths(Path, From, To), Hash});
        return true;
      });
  Result.Inputs = packInputs(std::move(Inputs));
  return AreSound && moveTable(Result.Functions, From, To) &&
         moveTable(Result.Effects, From, To) &&
         moveTable(Result.Pending, From, To);
}
