//===--- ModelReader.cpp - what one model file says -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "analysis/ModelReader.h"

#include "analysis/YamlReader.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;

namespace corolint {
namespace {

constexpr StringRef RoleSpellings[] = {
#define COROLINT_TYPE_ROLE(Enumerator, Spelling, Meaning) Spelling,
#include "analysis/Roles.def"
};
constexpr StringRef EffectSpellings[] = {
#define COROLINT_FUNCTION_EFFECT(Enumerator, Spelling, Meaning) Spelling,
#include "analysis/Roles.def"
};
static_assert(std::size(RoleSpellings) <= 64, "TypeModel::Roles is a bit set");

/// In place of an effect: the function has none, whatever earlier files say.
constexpr StringRef NoEffect = "none";

/// Reads one file.
class ModelReader : YamlReader {
public:
  ModelReader(StringRef Text, StringRef FileName, StringSaver &Names)
      : YamlReader(Text, FileName), Names(Names) {}

  Expected<ModelFile> read() {
    readOnlyDocument([&](yaml::Node &Root) { readFile(Root); },
                     "the model file is empty; begin it with 'library: "
                     "<name>' (docs/models.md has an example)",
                     "a model file is one YAML document; remove the second "
                     "'---'");
    if (failed())
      return createStringError(inconvertibleErrorCode(), message());
    return std::move(File);
  }

private:
  /// One or several names, with the places they stand at.
  void readNames(yaml::Node &N, NameOf What,
                 SmallVectorImpl<std::pair<QualifiedName, SMLoc>> &Out) {
    auto ReadOne = [&](yaml::Node &Item) {
      auto *Scalar = dyn_cast<yaml::ScalarNode>(&Item);
      if (!Scalar)
        return wrongType(Item, "name", "a name or a list of names",
                         What == NameOf::Type
                             ? "name: [std::mutex, std::timed_mutex]"
                             : "name: std::mutex::lock");
      SmallString<64> Storage;
      StringRef Text = Names.save(Scalar->getValue(Storage));
      auto &[Name, Place] = Out.emplace_back();
      Place = Scalar->getSourceRange().Start;
      if (auto Problem = parseName(Text, What, Name))
        fail(Item, "the name '" + Text + "' " + *Problem);
    };
    if (isa<yaml::SequenceNode>(N))
      readSequence(N, "name", "name: [std::mutex, std::timed_mutex]", ReadOne);
    else
      ReadOne(N);
    if (Out.empty())
      fail(N, "'name' is an empty list; give it a name");
  }

  void readType(yaml::Node &N) {
    SmallVector<std::pair<QualifiedName, SMLoc>, 8> TypeNames;
    TypeModel Model;
    const yaml::Node *AlwaysHeldAt = nullptr, *AsyncLockAt = nullptr;
    Key Keys[] = {
        {"name", true,
         [&](yaml::Node &V) { readNames(V, NameOf::Type, TypeNames); }},
        {"roles", true,
         [&](yaml::Node &V) {
           readSequence(V, "roles", "roles: [lock]", [&](yaml::Node &Item) {
             if (auto Role = readWord(Item, "roles", "role", RoleSpellings))
               Model.Roles |= uint64_t(1) << *Role;
           });
         }},
        {"shared", false,
         [&](yaml::Node &V) { Model.Shared = readBool(V, "shared"); }},
        {"recursive", false,
         [&](yaml::Node &V) { Model.Recursive = readBool(V, "recursive"); }},
        {"always-held", false,
         [&](yaml::Node &V) {
           Model.AlwaysHeld = readBool(V, "always-held");
           AlwaysHeldAt = &V;
         }},
        {"reason", false,
         [&](yaml::Node &V) { Model.Reason = readText(V, "reason"); }},
        {"replacement", false,
         [&](yaml::Node &V) {
           Model.Replacement = readText(V, "replacement");
         }},
        {"async-lock", false,
         [&](yaml::Node &V) {
           Model.AsyncLock = readText(V, "async-lock");
           AsyncLockAt = &V;
         }},
    };
    readMapping(N, "an entry of 'types'", Keys);
    if (failed())
      return;
    if (AlwaysHeldAt && !Model.has(TypeRole::Guard) &&
        !Model.has(TypeRole::AsyncGuard))
      return fail(*AlwaysHeldAt, "'always-held' says something of guards only; "
                                 "remove it or add the role 'guard'");
    if (AsyncLockAt && !Model.has(TypeRole::LazyTask) &&
        !Model.has(TypeRole::EagerTask) && !Model.has(TypeRole::Generator))
      return fail(*AsyncLockAt, "'async-lock' says something of tasks only; "
                                "remove it or add the role 'lazy-task'");
    for (auto &[Name, Place] : TypeNames)
      if (checkNew(Name, "type", Place))
        File.Types.push_back({Name, Model});
  }

  /// The position an `argument` stands for; `this`, `all` or a number.
  std::optional<int> readArgument(yaml::Node &N) {
    SmallString<8> Storage;
    auto *Scalar = dyn_cast<yaml::ScalarNode>(&N);
    StringRef Text = Scalar ? Scalar->getValue(Storage) : StringRef();
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

  void readFunction(yaml::Node &N) {
    SmallVector<std::pair<QualifiedName, SMLoc>, 8> FunctionNames;
    FunctionModel Model;
    std::optional<unsigned> Effect;
    std::optional<int> Argument;
    bool None = false;
    const yaml::Node *HeldWhenAt = nullptr;
    Key Keys[] = {
        {"name", true,
         [&](yaml::Node &V) { readNames(V, NameOf::Function, FunctionNames); }},
        {"effect", true,
         [&](yaml::Node &V) {
           auto *Scalar = dyn_cast<yaml::ScalarNode>(&V);
           SmallString<16> Storage;
           None = Scalar && Scalar->getValue(Storage) == NoEffect;
           if (!None)
             Effect = readWord(V, "effect", "effect", EffectSpellings);
         }},
        {"argument", false, [&](yaml::Node &V) { Argument = readArgument(V); }},
        {"shared", false,
         [&](yaml::Node &V) { Model.Shared = readBool(V, "shared"); }},
        {"held-when", false,
         [&](yaml::Node &V) {
           Model.HeldWhen = readBool(V, "held-when");
           HeldWhenAt = &V;
         }},
        {"reason", false,
         [&](yaml::Node &V) { Model.Reason = readText(V, "reason"); }},
        {"replacement", false,
         [&](yaml::Node &V) {
           Model.Replacement = readText(V, "replacement");
         }},
    };
    readMapping(N, "an entry of 'functions'", Keys);
    if (failed())
      return;
    if (Effect)
      Model.Effect = static_cast<CallEffect>(*Effect);
    if (HeldWhenAt && (None || Model.Effect != CallEffect::TryAcquire))
      return fail(*HeldWhenAt, "'held-when' says something of 'try-acquire' "
                               "only; remove it or change 'effect'");
    if (Argument)
      Model.Argument = *Argument;
    FunctionEntry Entry;
    if (!None)
      Entry.Effect = Model;
    Entry.ArgumentGiven = Argument.has_value();
    // A function may have several effects, or one on several arguments.
    std::string Kind = ("function:" + Twine(Effect.value_or(~0u)) + ":" +
                        Twine(Argument.value_or(-3)))
                           .str();
    for (auto &[Name, Place] : FunctionNames)
      if (checkNew(Name, Kind, Place))
        File.Functions.push_back({Name, Entry});
  }

  /// Reports a second entry that says the same kind of thing about one name.
  bool checkNew(const QualifiedName &Name, StringRef Kind, SMLoc Place) {
    std::string Id = Name.str();
    auto [Line, Column] = lineAndColumn(Place);
    auto [First, IsNew] = FirstLine.try_emplace((Kind + "\n" + Id).str(), Line);
    if (!IsNew)
      failAt(Line, Column,
             "duplicate entry for the " + Kind.split(':').first + " '" + Id +
                 "', first given on line " + Twine(First->second) +
                 "; merge the two");
    return IsNew;
  }

  void readFile(yaml::Node &Root) {
    bool HasLists = false;
    Key Keys[] = {
        {"library", true, [&](yaml::Node &V) { readText(V, "library"); }},
        {"summary", false, [&](yaml::Node &V) { readText(V, "summary"); }},
        {"types", false,
         [&](yaml::Node &V) {
           HasLists = true;
           readSequence(V, "types", "types: [{name: my::mutex, roles: [lock]}]",
                        [&](yaml::Node &Item) { readType(Item); });
         }},
        {"functions", false,
         [&](yaml::Node &V) {
           HasLists = true;
           readSequence(V, "functions",
                        "functions: [{name: my::take, effect: acquire}]",
                        [&](yaml::Node &Item) { readFunction(Item); });
         }},
    };
    readMapping(Root, "a model file", Keys);
    if (!failed() && !HasLists)
      fail(Root, "the model file has neither 'types' nor 'functions'; "
                 "add one of them");
  }

  StringSaver &Names;
  ModelFile File;
  StringMap<unsigned> FirstLine;
};

} // namespace

Expected<ModelFile> readModelFile(StringRef Text, StringRef FileName,
                                  StringSaver &Names) {
  return ModelReader(Text, FileName, Names).read();
}

} // namespace corolint
