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
constexpr StringRef FormulaSpellings[] = {
#define COROLINT_TRAIT_FORMULA(Enumerator, Spelling, Meaning) Spelling,
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
  /// The names an entry is about: each of `name`, in each of `in` where there
  /// is one.
  struct EntryNames {
    using Text = std::pair<StringRef, const yaml::Node *>;
    SmallVector<Text, 8> Names;
    SmallVector<Text, 4> In;
  };

  /// One or several texts, with the nodes they stand at.
  void readTexts(yaml::Node &N, StringRef KeyName, StringRef Example,
                 SmallVectorImpl<EntryNames::Text> &Out) {
    auto ReadOne = [&](yaml::Node &Item) {
      auto *Scalar = dyn_cast<yaml::ScalarNode>(&Item);
      if (!Scalar)
        return wrongType(Item, KeyName, "a name or a list of names", Example);
      SmallString<64> Storage;
      Out.emplace_back(Names.save(Scalar->getValue(Storage)), &Item);
    };
    if (isa<yaml::SequenceNode>(N))
      readSequence(N, KeyName, Example, ReadOne);
    else
      ReadOne(N);
    if (Out.empty())
      fail(N, "'" + KeyName + "' is an empty list; give it a name");
  }

  /// The keys `name` and `in` of an entry.
  Key nameKey(NameOf What, EntryNames &Read) {
    return {"name", true, [this, What, &Read](yaml::Node &V) {
              readTexts(V, "name",
                        What == NameOf::Type
                            ? "name: [std::mutex, std::timed_mutex]"
                            : "name: std::mutex::lock",
                        Read.Names);
            }};
  }
  Key inKey(EntryNames &Read) {
    return {"in", false, [this, &Read](yaml::Node &V) {
              readTexts(V, "in", "in: [std::vector, std::deque]", Read.In);
              for (const auto &[Text, At] : Read.In) {
                QualifiedName Ignored;
                if (auto Problem = parseName(Text, NameOf::Type, Ignored))
                  fail(*At, "the name '" + Text + "' " + *Problem);
              }
            }};
  }

  /// Calls \p Take with each complete name and its place.
  void forEachName(const EntryNames &Entry, NameOf What,
                   function_ref<void(const QualifiedName &, SMLoc)> Take) {
    auto Parse = [&](StringRef Text, const yaml::Node &At) {
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

  void readType(yaml::Node &N) {
    EntryNames TypeNames;
    TypeModel Model;
    const yaml::Node *AlwaysHeldAt = nullptr, *AsyncLockAt = nullptr;
    Key Keys[] = {
        nameKey(NameOf::Type, TypeNames),
        inKey(TypeNames),
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
    forEachName(TypeNames, NameOf::Type,
                [&](const QualifiedName &Name, SMLoc Place) {
                  if (checkNew(Name, "type", Place))
                    File.Types.push_back({Name, Model});
                });
  }

  /// What follows for the properties that an entry leaves out. Who may call all
  /// members at once may call the const ones; what cannot even be handed over
  /// is not known to be shared.
  static void completeTraits(TraitModel &Model, bool SyncGiven,
                             bool SafeGiven) {
    const bool Stays = Model.Send == TraitFormula::Bound ||
                       Model.Send == TraitFormula::Doubtful;
    if (!SyncGiven && Model.Safe == TraitFormula::Yes)
      Model.Sync = TraitFormula::Yes;
    else if (!SyncGiven && Stays)
      Model.Sync = TraitFormula::Unknown;
    if (!SafeGiven && Stays)
      Model.Safe = TraitFormula::No;
  }

  void readTraits(yaml::Node &N) {
    EntryNames TypeNames;
    TraitModel Model;
    bool SyncGiven = false, SafeGiven = false;
    auto FormulaKey = [this](StringRef Name, bool Required,
                             TraitFormula &Formula, bool *Given) {
      return Key{Name, Required, [=, this, &Formula](yaml::Node &V) {
                   if (Given)
                     *Given = true;
                   if (auto Word =
                           readWord(V, Name, "answer", FormulaSpellings))
                     Formula = static_cast<TraitFormula>(*Word);
                 }};
    };
    Key Keys[] = {
        nameKey(NameOf::Type, TypeNames),
        inKey(TypeNames),
        FormulaKey("send", true, Model.Send, nullptr),
        FormulaKey("sync", false, Model.Sync, &SyncGiven),
        FormulaKey("safe", false, Model.Safe, &SafeGiven),
        {"reason", false,
         [&](yaml::Node &V) { Model.Reason = readText(V, "reason"); }},
        {"replacement", false,
         [&](yaml::Node &V) {
           Model.Replacement = readText(V, "replacement");
         }},
    };
    readMapping(N, "an entry of 'traits'", Keys);
    if (failed())
      return;
    completeTraits(Model, SyncGiven, SafeGiven);
    forEachName(TypeNames, NameOf::Type,
                [&](const QualifiedName &Name, SMLoc Place) {
                  if (checkNew(Name, "traits of the type", Place))
                    File.Traits.push_back({Name, Model});
                });
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

  /// One or several effects; none for the word `none`.
  SmallVector<CallEffect, 2> readEffects(yaml::Node &N) {
    SmallVector<CallEffect, 2> Effects;
    auto IsNone = [](yaml::Node &Item) {
      auto *Scalar = dyn_cast<yaml::ScalarNode>(&Item);
      SmallString<16> Storage;
      return Scalar && Scalar->getValue(Storage) == NoEffect;
    };
    auto ReadOne = [&](yaml::Node &Item) {
      if (IsNone(Item))
        return fail(Item, "'none' says that there is no effect; write it "
                          "alone, as 'effect: none'");
      if (auto Effect = readWord(Item, "effect", "effect", EffectSpellings))
        Effects.push_back(static_cast<CallEffect>(*Effect));
    };
    if (!isa<yaml::SequenceNode>(N)) {
      if (!IsNone(N))
        ReadOne(N);
      return Effects;
    }
    readSequence(N, "effect", "effect: [spawns, keeps-alive]", ReadOne);
    if (Effects.empty())
      fail(N, "'effect' is an empty list; give it an effect, or write "
              "'effect: none'");
    return Effects;
  }

  void readFunction(yaml::Node &N) {
    EntryNames FunctionNames;
    FunctionModel Model;
    SmallVector<CallEffect, 2> Effects;
    std::optional<int> Argument;
    const yaml::Node *HeldWhenAt = nullptr;
    Key Keys[] = {
        nameKey(NameOf::Function, FunctionNames),
        inKey(FunctionNames),
        {"effect", true, [&](yaml::Node &V) { Effects = readEffects(V); }},
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
    if (HeldWhenAt &&
        (Effects.size() != 1 || Effects[0] != CallEffect::TryAcquire))
      return fail(*HeldWhenAt, "'held-when' says something of 'try-acquire' "
                               "only; remove it or change 'effect'");
    if (Argument)
      Model.Argument = *Argument;
    if (Effects.empty())
      addFunction(FunctionNames, std::nullopt, Model, Argument.has_value());
    for (CallEffect Effect : Effects)
      addFunction(FunctionNames, Effect, Model, Argument.has_value());
  }

  /// Adds \p Effect, or that there is none, for each of the names. \p Model
  /// says the rest of it.
  void addFunction(const EntryNames &FunctionNames,
                   std::optional<CallEffect> Effect, FunctionModel Model,
                   bool ArgumentGiven) {
    FunctionEntry Entry;
    Entry.ArgumentGiven = ArgumentGiven;
    if (Effect) {
      Model.Effect = *Effect;
      Entry.Effect = Model;
    }
    // A function may have several effects, or one on several arguments.
    std::string Kind =
        ("function:" + Twine(Effect ? static_cast<int>(*Effect) : -1) + ":" +
         Twine(ArgumentGiven ? Model.Argument : -3))
            .str();
    forEachName(FunctionNames, NameOf::Function,
                [&](const QualifiedName &Name, SMLoc Place) {
                  if (checkNew(Name, Kind, Place))
                    File.Functions.push_back({Name, Entry});
                });
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
        {"traits", false,
         [&](yaml::Node &V) {
           HasLists = true;
           readSequence(V, "traits", "traits: [{name: my::ref, send: bound}]",
                        [&](yaml::Node &Item) { readTraits(Item); });
         }},
    };
    readMapping(Root, "a model file", Keys);
    if (!failed() && !HasLists)
      fail(Root, "the model file has neither 'types', 'functions' nor "
                 "'traits'; add one of them");
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
