//===--- YamlReader.h - reading YAML with errors that help ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a reader of YAML files for users is made of. Files are read with LLVM's
// YAML parser, node by node rather than through yaml::Input: its traits cannot
// say where a duplicate or a misspelt word stands, nor suggest the right
// spelling.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_YAMLREADER_H
#define COROLINT_ANALYSIS_YAMLREADER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"
#include <functional>
#include <optional>
#include <string>

namespace corolint {

/// Base of a reader of one text. The first mistake ends the reading: later ones
/// are often its consequences.
class YamlReader {
public:
  YamlReader(llvm::StringRef Text, llvm::StringRef FileName);
  YamlReader(const YamlReader &) = delete;
  YamlReader &operator=(const YamlReader &) = delete;

protected:
  using Handler = llvm::function_ref<void(llvm::yaml::Node &)>;
  struct Key {
    llvm::StringRef Name;
    bool Required;
    std::function<void(llvm::yaml::Node &)> Read;
  };

  bool failed() const { return !Message.empty(); }
  /// `<file>:<line>:<column>: error: <what>`; empty when nothing failed.
  const std::string &message() const { return Message; }

  /// Say what is wrong, unless something was before.
  void failAt(unsigned Line, unsigned Column, const llvm::Twine &What);
  void fail(const llvm::yaml::Node &At, const llvm::Twine &What);
  void wrongType(const llvm::yaml::Node &N, llvm::StringRef KeyName,
                 llvm::StringRef Expected, llvm::StringRef Example);

  static llvm::StringRef kindOf(const llvm::yaml::Node &N);

  /// Reads the root of the text's only document; \p IfEmpty is the error of a
  /// text without one, \p IfMore of one with several.
  void readOnlyDocument(Handler ReadRoot, llvm::StringRef IfEmpty,
                        llvm::StringRef IfMore);

  /// Reads the keys of \p N, each at most once; \p What names the mapping.
  void readMapping(llvm::yaml::Node &N, llvm::StringRef What,
                   llvm::ArrayRef<Key> Keys);
  void readSequence(llvm::yaml::Node &N, llvm::StringRef KeyName,
                    llvm::StringRef Example, Handler ReadItem);
  /// A string that is not empty; quoted or not, or a block.
  std::string readText(llvm::yaml::Node &N, llvm::StringRef KeyName);
  bool readBool(llvm::yaml::Node &N, llvm::StringRef KeyName);
  /// The index of a word in \p Known; \p Kind names what is listed there.
  std::optional<unsigned> readWord(llvm::yaml::Node &N, llvm::StringRef KeyName,
                                   llvm::StringRef Kind,
                                   llvm::ArrayRef<llvm::StringRef> Known);

  /// One-based.
  std::pair<unsigned, unsigned> lineAndColumn(llvm::SMLoc Place) const {
    return Sources.getLineAndColumn(Place);
  }

private:
  llvm::SMLoc startOf(const llvm::yaml::Node &N) const;

  std::string FileName;
  std::string Message;
  llvm::SourceMgr Sources;
  std::optional<llvm::yaml::Stream> Stream;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_YAMLREADER_H
