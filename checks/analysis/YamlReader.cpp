//===--- YamlReader.cpp - reading YAML with errors that help --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "analysis/YamlReader.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace llvm;

namespace corolint {

/// "; did you mean 'x'?", or all of \p Known when nothing is near.
static std::string suggest(StringRef Word, ArrayRef<StringRef> Known) {
  StringRef Nearest;
  unsigned Best = std::max<size_t>(2, Word.size() / 3) + 1;
  for (StringRef Candidate : Known) {
    unsigned Distance = Word.edit_distance(Candidate, true, Best);
    if (Distance < Best) {
      Best = Distance;
      Nearest = Candidate;
    }
  }
  if (!Nearest.empty())
    return ("; did you mean '" + Nearest + "'?").str();
  return "; use one of: " + join(Known, ", ");
}

YamlReader::YamlReader(StringRef Text, StringRef FileName)
    : FileName(FileName) {
  Sources.setDiagHandler(
      [](const SMDiagnostic &D, void *Self) {
        auto &R = *static_cast<YamlReader *>(Self);
        if (D.getKind() == SourceMgr::DK_Error)
          R.failAt(D.getLineNo(), D.getColumnNo() + 1,
                   "malformed YAML: " + D.getMessage() +
                       "; check indentation, quotes and brackets here");
      },
      this);
  Stream.emplace(MemoryBufferRef(Text, FileName), Sources,
                 /*ShowColors=*/false);
}

void YamlReader::failAt(unsigned Line, unsigned Column, const Twine &What) {
  if (!failed())
    Message = (FileName + ":" + Twine(Line) + ":" + Twine(Column) +
               ": error: " + What)
                  .str();
}

/// Where \p N begins. The parser places a bracketed list or mapping at the
/// first token inside it, which is not where people look for it.
SMLoc YamlReader::startOf(const yaml::Node &N) const {
  SMLoc Start = N.getSourceRange().Start;
  if (!isa<yaml::SequenceNode, yaml::MappingNode>(N))
    return Start;
  const char *Text =
      Sources.getMemoryBuffer(Sources.getMainFileID())->getBufferStart();
  StringRef Before = StringRef(Text, Start.getPointer() - Text).rtrim();
  if (Before.ends_with("[") || Before.ends_with("{"))
    return SMLoc::getFromPointer(Before.end() - 1);
  return Start;
}

void YamlReader::fail(const yaml::Node &At, const Twine &What) {
  if (failed())
    return;
  auto [Line, Column] = Sources.getLineAndColumn(startOf(At));
  failAt(Line, Column, What);
}

StringRef YamlReader::kindOf(const yaml::Node &N) {
  switch (N.getType()) {
  case yaml::Node::NK_Null:
    return "nothing";
  case yaml::Node::NK_Scalar:
  case yaml::Node::NK_BlockScalar:
    return "text";
  case yaml::Node::NK_Mapping:
  case yaml::Node::NK_KeyValue:
    return "a mapping";
  case yaml::Node::NK_Sequence:
    return "a list";
  case yaml::Node::NK_Alias:
    return "an alias";
  }
  llvm_unreachable("unknown kind of YAML node");
}

void YamlReader::wrongType(const yaml::Node &N, StringRef KeyName,
                           StringRef Expected, StringRef Example) {
  fail(N, "'" + KeyName + "' must be " + Expected + ", not " + kindOf(N) +
              "; write it like '" + Example + "'");
}
void YamlReader::readOnlyDocument(Handler ReadRoot, StringRef IfEmpty,
                                  StringRef IfMore) {
  yaml::document_iterator Document = Stream->begin();
  yaml::Node *Root = Document == Stream->end() ? nullptr : Document->getRoot();
  if (failed())
    return;
  if (!Root || isa<yaml::NullNode>(Root))
    return failAt(1, 1, IfEmpty);
  ReadRoot(*Root);
  if (failed())
    return;
  if (++Document != Stream->end() && !failed())
    fail(*Document->getRoot(), IfMore);
}

void YamlReader::readMapping(yaml::Node &N, StringRef What,
                             ArrayRef<Key> Keys) {
  auto *Mapping = dyn_cast<yaml::MappingNode>(&N);
  if (!Mapping)
    return fail(N, What + " must be a mapping of keys to values, not " +
                       kindOf(N) + "; see docs/models.md");
  SmallVector<bool, 8> Seen(Keys.size(), false);
  for (yaml::KeyValueNode &Pair : *Mapping) {
    yaml::Node *KeyNode = Pair.getKey();
    auto *KeyText = dyn_cast_or_null<yaml::ScalarNode>(KeyNode);
    if (failed())
      return;
    if (!KeyText)
      return fail(N, "a key of " + What + " must be text");
    SmallString<16> Storage;
    StringRef Name = KeyText->getValue(Storage);
    const Key *Found =
        find_if(Keys, [&](const Key &K) { return K.Name == Name; });
    if (Found == Keys.end()) {
      SmallVector<StringRef, 8> Known;
      for (const Key &K : Keys)
        Known.push_back(K.Name);
      return fail(*KeyText, "unknown key '" + Name + "' in " + What +
                                suggest(Name, Known));
    }
    if (std::exchange(Seen[Found - Keys.begin()], true))
      return fail(*KeyText, "key '" + Name + "' appears twice in " + What +
                                "; remove one of them");
    yaml::Node *Value = Pair.getValue();
    if (failed())
      return;
    if (!Value)
      return fail(*KeyText, "key '" + Name + "' has no value");
    Found->Read(*Value);
    if (failed())
      return;
  }
  for (auto [K, WasSeen] : zip(Keys, Seen))
    if (K.Required && !WasSeen)
      return fail(N, What + " lacks the key '" + K.Name + "'; add it");
}

void YamlReader::readSequence(yaml::Node &N, StringRef KeyName,
                              StringRef Example, Handler ReadItem) {
  auto *Sequence = dyn_cast<yaml::SequenceNode>(&N);
  if (!Sequence)
    return wrongType(N, KeyName, "a list", Example);
  for (yaml::Node &Item : *Sequence) {
    if (failed())
      return;
    ReadItem(Item);
  }
}
std::string YamlReader::readText(yaml::Node &N, StringRef KeyName) {
  std::string Text;
  SmallString<64> Storage;
  if (auto *Scalar = dyn_cast<yaml::ScalarNode>(&N))
    Text = Scalar->getValue(Storage).str();
  else if (auto *Block = dyn_cast<yaml::BlockScalarNode>(&N))
    Text = Block->getValue().rtrim().str();
  else
    wrongType(N, KeyName, "text", (KeyName + ": some text").str());
  if (Text.empty())
    fail(N, "'" + KeyName + "' is empty; give it a value or remove it");
  return Text;
}

bool YamlReader::readBool(yaml::Node &N, StringRef KeyName) {
  SmallString<8> Storage;
  auto *Scalar = dyn_cast<yaml::ScalarNode>(&N);
  StringRef Text = Scalar ? Scalar->getValue(Storage) : StringRef();
  if (Text != "true" && Text != "false")
    fail(N, "'" + KeyName + "' must be true or false, not " +
                (Scalar ? "'" + Text.str() + "'" : kindOf(N).str()) +
                "; write it like '" + KeyName + ": true'");
  return Text == "true";
}
std::optional<unsigned> YamlReader::readWord(yaml::Node &N, StringRef KeyName,
                                             StringRef Kind,
                                             ArrayRef<StringRef> Known) {
  auto *Scalar = dyn_cast<yaml::ScalarNode>(&N);
  if (!Scalar) {
    wrongType(N, KeyName, "one word", (KeyName + ": " + Known[0]).str());
    return std::nullopt;
  }
  SmallString<32> Storage;
  StringRef Word = Scalar->getValue(Storage);
  const StringRef *Found = find(Known, Word);
  if (Found == Known.end()) {
    fail(N, "unknown " + Kind + " '" + Word + "' in '" + KeyName + "'" +
                suggest(Word, Known));
    return std::nullopt;
  }
  return Found - Known.begin();
}

} // namespace corolint
