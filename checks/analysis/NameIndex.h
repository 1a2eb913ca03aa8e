//===--- NameIndex.h - qualified names and what stands under them ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A look-up happens for nearly every declaration an analysis touches, and
// nearly all of them have no model. The index is therefore keyed by the last
// component of a name, which a declaration has at hand as its identifier; the
// enclosing contexts are only walked for the few declarations that share it.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_NAMEINDEX_H
#define COROLINT_ANALYSIS_NAMEINDEX_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class DeclContext;
class NamedDecl;
} // namespace clang

namespace corolint {

/// `a::b::c` taken apart. `Last` is what the index is keyed by.
struct QualifiedName {
  llvm::SmallVector<llvm::StringRef, 4> Qualifiers;
  llvm::StringRef Last;

  std::string str() const;
};

enum class NameOf { Type, Function };

/// Splits \p Text, which \p Name then refers to, or says what is wrong with
/// it, in words that go on from "the name '...' ".
std::optional<std::string> parseName(llvm::StringRef Text, NameOf What,
                                     QualifiedName &Name);

/// Whether the contexts from \p Context outwards spell \p Qualifiers. Inline
/// namespaces may be written or left out; anonymous ones cannot be written.
bool matchesContext(const clang::DeclContext *Context,
                    llvm::ArrayRef<llvm::StringRef> Qualifiers);

/// The last component of \p D's name as models write it; empty when no model
/// can name it. \p Storage holds what is put together.
llvm::StringRef lastComponent(const clang::NamedDecl &D,
                              llvm::SmallString<32> &Storage);

/// Names to models. Look-ups return pointers into it, so entries must not move
/// when others are added.
template <class Model> class NameIndex {
public:
  /// The entry for exactly \p Name; made when there is none. The text that
  /// \p Name refers to must live as long as the index.
  Model &at(const QualifiedName &Name) {
    auto &Bucket = Buckets[Name.Last];
    for (Entry *E : Bucket)
      if (E->Name.Qualifiers == Name.Qualifiers)
        return E->Value;
    Bucket.push_back(&Entries.emplace_back());
    Bucket.back()->Name = Name;
    return Bucket.back()->Value;
  }

  /// The entry for a declaration of the name \p Last in \p Context; null when
  /// there is none.
  const Model *find(llvm::StringRef Last,
                    const clang::DeclContext *Context) const {
    auto Found = Buckets.find(Last);
    if (Found == Buckets.end())
      return nullptr;
    for (const Entry *E : Found->second)
      if (matchesContext(Context, E->Name.Qualifiers))
        return &E->Value;
    return nullptr;
  }

  /// Every name, sorted.
  std::vector<std::string> names() const {
    std::vector<std::string> Names;
    for (const Entry &E : Entries)
      Names.push_back(E.Name.str());
    llvm::sort(Names);
    return Names;
  }

private:
  struct Entry {
    QualifiedName Name;
    Model Value;
  };

  llvm::StringMap<llvm::SmallVector<Entry *, 1>> Buckets;
  std::deque<Entry> Entries;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_NAMEINDEX_H
