//===--- ModelEntries.h - what entries of model files have in common ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_MODELENTRIES_H
#define COROLINT_ANALYSIS_MODELENTRIES_H

#include "analysis/ModelReader.h"
#include "analysis/YamlReader.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"

namespace corolint {

/// Reads the names that an entry is about, argument positions, and sees to it
/// that nothing is said twice.
class ModelEntryReader : protected YamlReader {
protected:
  ModelEntryReader(llvm::StringRef Text, llvm::StringRef FileName,
                   llvm::StringSaver &Names)
      : YamlReader(Text, FileName), Names(Names) {}

  /// The names an entry is about: each of `name`, in each of `in` where there
  /// is one.
  struct EntryNames {
    using Text = std::pair<llvm::StringRef, const llvm::yaml::Node *>;
    llvm::SmallVector<Text, 8> Names;
    llvm::SmallVector<Text, 4> In;
  };

  /// One or several texts, with the nodes they stand at.
  void readTexts(llvm::yaml::Node &N, llvm::StringRef KeyName,
                 llvm::StringRef Example,
                 llvm::SmallVectorImpl<EntryNames::Text> &Out) {
    auto ReadOne = [&](llvm::yaml::Node &Item) {
      auto *Scalar = llvm::dyn_cast<llvm::yaml::ScalarNode>(&Item);
      if (!Scalar)
        return wrongType(Item, KeyName, "a name or a list of names", Example);
      llvm::SmallString<64> Storage;
      Out.emplace_back(Names.save(Scalar->getValue(Storage)), &Item);
    };
    if (llvm::isa<llvm::yaml::SequenceNode>(N))
      readSequence(N, KeyName, Example, ReadOne);
    else
      ReadOne(N);
    if (Out.empty())
      fail(N, "'" + KeyName + "' is an empty list; give it a name");
  }

  /// The keys `name` and `in` of an entry.
  Key nameKey(NameOf What, EntryNames &Read) {
    return {"name", true, [this, What, &Read](llvm::yaml::Node &V) {
              readTexts(V, "name",
                        What == NameOf::Type
                            ? "name: [std::mutex, std::timed_mutex]"
                            : "name: std::mutex::lock",
                        Read.Names);
            }};
  }
  Key inKey(EntryNames &Read) {
    return {"in", false, [this, &Read](llvm::yaml::Node &V) {
              readTexts(V, "in", "in: [std::vector, std::deque]", Read.In);
              for (const auto &[Text, At] : Read.In) {
                QualifiedName Ignored;
                if (auto Problem = parseName(Text, NameOf::Type, Ignored))
                  fail(*At, "the name '" + Text + "' " + *Problem);
              }
            }};
  }

  /// Calls \p Take with each complete name and its place.
  void forEachName(
      const EntryNames &Entry, NameOf What,
      llvm::function_ref<void(const QualifiedName &, llvm::SMLoc)> Take) {
    auto Parse = [&](llvm::StringRef Text, const llvm::yaml::Node &At) {
      QualifiedName Name;
      if (auto Problem = parseName(Text, What, Name))
        fail(At, "the name '" + Text + "' " + *Problem);
      else
        Take(Name, At.getSourceRange().Start);
    };
    for (const auto &[Text, At] : Entry.Names) {
      if (Entry.In.empty())
        Parse(Text, *At);
      for (const EntryNames::Text &Outer : Entry.In)
        Parse(Names.save(Outer.first + "::" + Text), *At);
    }
  }

  /// The position an `argument` stands for; `this`, `all` or a number.
  std::optional<int> readArgument(llvm::yaml::Node &N) {
    llvm::SmallString<8> Storage;
    auto *Scalar = llvm::dyn_cast<llvm::yaml::ScalarNode>(&N);
    llvm::StringRef Text =
        Scalar ? Scalar->getValue(Storage) : llvm::StringRef();
    unsigned Index;
    if (Text == "this")
      return ThisArgument;
    if (Text == "all")
      return AllArguments;
    if (!Text.getAsInteger(10, Index) && Index < 256)
      return static_cast<int>(Index);
    fail(N, "'argument' must be a position counted from 0, 'this' or 'all', "
            "not " +
                (Scalar ? "'" + Text.str() + "'" : kindOf(N).str()) +
                "; write it like 'argument: 0'");
    return std::nullopt;
  }

  /// Reports a second entry that says the same kind of thing about one name.
  bool checkNew(const QualifiedName &Name, llvm::StringRef Kind,
                llvm::SMLoc Place) {
    return checkNewWord(Name.str(), Kind, Place);
  }
  bool checkNewWord(const std::string &Id, llvm::StringRef Kind,
                    llvm::SMLoc Place) {
    auto [Line, Column] = lineAndColumn(Place);
    auto [First, IsNew] = FirstLine.try_emplace((Kind + "\n" + Id).str(), Line);
    if (!IsNew)
      failAt(Line, Column,
             "duplicate entry for the " + Kind.split(':').first + " '" + Id +
                 "', first given on line " + llvm::Twine(First->second) +
                 "; merge the two");
    return IsNew;
  }

  llvm::StringSaver &Names;

private:
  llvm::StringMap<unsigned> FirstLine;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_MODELENTRIES_H
