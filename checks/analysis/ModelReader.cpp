//===--- ModelReader.cpp - what one model file says -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "analysis/ModelReader.h"
#include "analysis/ModelEntries.h"
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
constexpr StringRef OperationSpellings[] = {
#define COROLINT_BLOCKING_OPERATION(Enumerator, Spelling, Meaning) Spelling,
#include "analysis/Roles.def"
};
constexpr StringRef StateSpellings[] = {
#define COROLINT_ARGUMENT_STATE(Enumerator, Spelling, Meaning) Spelling,
#include "analysis/Roles.def"
};
static_assert(std::size(RoleSpellings) <= 64, "TypeModel::Roles is a bit set");

/// In place of an effect: the function has none, whatever earlier files say.
constexpr StringRef NoEffect = "none";

/// Reads one file.
class ModelReader : ModelEntryReader {
public:
  ModelReader(StringRef Text, StringRef FileName, StringSaver &Names)
      : ModelEntryReader(Text, FileName, Names) {}

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

  /// One item of `unless` or `when`: `{argument: 1, is: zero}` or
  /// `{argument: 3, names: [MSG_DONTWAIT]}`.
  void readCondition(yaml::Node &N, bool IsException,
                     std::vector<ArgumentCondition> &Out) {
    ArgumentCondition Condition;
    Condition.IsException = IsException;
    std::optional<ArgumentState> State;
    SmallVector<EntryNames::Text, 4> Flags, Others;
    Key Keys[] = {
        {"argument", true,
         [&](yaml::Node &V) {
           if (auto Index = readArgument(V))
             Condition.Argument = *Index;
         }},
        {"is", false,
         [&](yaml::Node &V) {
           if (auto Word = readWord(V, "is", "state", StateSpellings))
             State = static_cast<ArgumentState>(*Word);
         }},
        {"names", false,
         [&](yaml::Node &V) {
           readTexts(V, "names", "names: [MSG_DONTWAIT]", Flags);
         }},
        {"without", false,
         [&](yaml::Node &V) {
           readTexts(V, "without", "without: [async]", Others);
         }},
    };
    readMapping(N, "a condition", Keys);
    if (failed())
      return;
    if (State.has_value() != Flags.empty() || State == ArgumentState::Named)
      return fail(N, "a condition says either what the argument 'is' or which "
                     "flags it 'names'; write it like '{argument: 1, is: "
                     "zero}' or '{argument: 3, names: [MSG_DONTWAIT]}'");
    if (Condition.Argument == AllArguments)
      return fail(N, "a condition is about one argument; give its position or "
                     "'this'");
    Condition.Is = State.value_or(ArgumentState::Named);
    for (const EntryNames::Text &Flag : Flags)
      Condition.Names.push_back(Flag.first.str());
    for (const EntryNames::Text &Other : Others)
      Condition.Without.push_back(Other.first.str());
    Out.push_back(std::move(Condition));
  }
  Key conditionsKey(StringRef Name, std::vector<ArgumentCondition> &Out,
                    const yaml::Node *&At) {
    return {Name, false, [this, Name, &Out, &At](yaml::Node &V) {
              At = &V;
              readSequence(V, Name, "unless: [{argument: 1, is: zero}]",
                           [&](yaml::Node &Item) {
                             readCondition(Item, Name == "unless", Out);
                           });
            }};
  }

  void readInstead(yaml::Node &N) {
    InsteadModel Model;
    Key Keys[] = {
        {"operation", true,
         [&](yaml::Node &V) {
           if (auto Word =
                   readWord(V, "operation", "operation", OperationSpellings))
             Model.Operation = static_cast<BlockingOperation>(*Word);
         }},
        {"use", true, [&](yaml::Node &V) { Model.Use = readText(V, "use"); }},
        {"call", false,
         [&](yaml::Node &V) {
           Model.Call = readText(V, "call");
           QualifiedName Ignored;
           if (auto Problem =
                   parseName(Names.save(Model.Call), NameOf::Function, Ignored);
               Problem && !failed())
             fail(V, "the name '" + Model.Call + "' " + *Problem);
         }},
    };
    readMapping(N, "an entry of 'instead'", Keys);
    if (failed())
      return;
    if (checkNewWord(
            OperationSpellings[static_cast<unsigned>(Model.Operation)].str(),
            "operation", N.getSourceRange().Start))
      File.Instead.push_back(std::move(Model));
  }

  void readFunction(yaml::Node &N) {
    EntryNames FunctionNames;
    FunctionModel Model;
    SmallVector<CallEffect, 2> Effects;
    std::optional<int> Argument;
    const yaml::Node *HeldWhenAt = nullptr, *OperationAt = nullptr,
                     *ConditionsAt = nullptr;
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
        {"operation", false,
         [&](yaml::Node &V) {
           if (auto Word =
                   readWord(V, "operation", "operation", OperationSpellings))
             Model.Operation = static_cast<BlockingOperation>(*Word);
           OperationAt = &V;
         }},
        {"replaceable", false,
         [&](yaml::Node &V) {
           Model.IsReplaceable = readBool(V, "replaceable");
         }},
        conditionsKey("unless", Model.Conditions, ConditionsAt),
        conditionsKey("when", Model.Conditions, ConditionsAt),
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
    auto Blocks = [](CallEffect Effect) {
      return Effect == CallEffect::Blocks || Effect == CallEffect::Waits ||
             Effect == CallEffect::WaitsFor ||
             Effect == CallEffect::BlocksAtEnd;
    };
    if (OperationAt && llvm::none_of(Effects, Blocks))
      return fail(*OperationAt,
                  "'operation' says what 'blocks' and 'waits' wait for; remove "
                  "it or change 'effect'");
    if (ConditionsAt && llvm::none_of(Effects, [&](CallEffect Effect) {
          return Blocks(Effect) || Effect == CallEffect::Opens ||
                 Effect == CallEffect::SetsMode;
        }))
      return fail(*ConditionsAt, "'unless' and 'when' are about 'blocks', "
                                 "'waits', 'opens' and 'sets-mode'; remove "
                                 "them or change 'effect'");
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

  void readFile(yaml::Node &Root) {
    bool HasLists = false;
    Key Keys[] = {
        {"library", true,
         [&](yaml::Node &V) { File.Library = readText(V, "library"); }},
        {"c-linkage", false,
         [&](yaml::Node &V) { File.HasCLinkage = readBool(V, "c-linkage"); }},
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
        {"instead", false,
         [&](yaml::Node &V) {
           HasLists = true;
           readSequence(V, "instead",
                        "instead: [{operation: sleep, use: my::sleep}]",
                        [&](yaml::Node &Item) { readInstead(Item); });
         }},
    };
    readMapping(Root, "a model file", Keys);
    for (NamedModel<TypeModel> &Type : File.Types)
      Type.Value.Library = File.Library;
    if (!failed() && !HasLists)
      fail(Root, "the model file has neither 'types', 'functions', "
                 "'traits' nor 'instead'; add one of them");
  }

  ModelFile File;
};

} // namespace

Expected<ModelFile> readModelFile(StringRef Text, StringRef FileName,
                                  StringSaver &Names) {
  return ModelReader(Text, FileName, Names).read();
}

} // namespace corolint
