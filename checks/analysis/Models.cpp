//===--- Models.cpp - reading and looking up models -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Files are read with LLVM's YAML parser, node by node rather than through
// yaml::Input: its traits cannot say where a duplicate or a misspelt role
// stands, nor suggest the right spelling.
//
// A look-up happens for nearly every declaration an analysis touches, and
// nearly all of them have no model. The index is therefore keyed by the last
// component of a name, which a declaration has at hand as its identifier; the
// enclosing contexts are only walked for the few declarations that share it.
//
//===----------------------------------------------------------------------===//
#include "analysis/Models.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/PrettyPrinter.h"
#include "clang/Basic/OperatorKinds.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/Support/YAMLParser.h"
#include <deque>
#include <functional>

using namespace llvm;

namespace corolint {
namespace {

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

/// `a::b::c` taken apart. `Last` is what the index is keyed by.
struct QualifiedName {
  SmallVector<StringRef, 4> Qualifiers;
  StringRef Last;
};

bool isIdentifier(StringRef Text) {
  return !Text.empty() && (isAlpha(Text[0]) || Text[0] == '_') &&
         all_of(Text, [](char C) { return isAlnum(C) || C == '_'; });
}

/// Whether \p Text is `operator` with an operator or a type behind it, in
/// Clang's spelling: no blank before an operator, one before a type.
bool isOperatorName(StringRef Text) {
  if (!Text.consume_front("operator") || Text.empty())
    return false;
  if (Text[0] == ' ')
    return Text.size() > 1 && Text[1] != ' ' && isAlnum(Text[1]);
  static const StringRef Operators[] = {
#define OVERLOADED_OPERATOR(Name, Spelling, Token, Unary, Binary, MemberOnly)  \
  Spelling,
#include "clang/Basic/OperatorKinds.def"
  };
  return is_contained(Operators, Text);
}

enum class NameOf { Type, Function };

/// Splits \p Text, or says what is wrong with it.
std::optional<std::string> parseName(StringRef Text, NameOf What,
                                     QualifiedName &Name) {
  Text.consume_front("::");
  // Everything behind "operator" belongs to the last component, `operator()`
  // and `operator<` included.
  StringRef Operator;
  if (size_t At = Text.find("operator");
      At != StringRef::npos &&
      (At == 0 || Text.substr(0, At).ends_with("::")) && At + 8 < Text.size() &&
      !isAlnum(Text[At + 8]) && Text[At + 8] != '_') {
    Operator = Text.substr(At);
    Text = Text.substr(0, At);
    Text.consume_back("::");
  }
  if (Text.contains('<'))
    return "has template arguments, which models ignore; write it without them";
  if (Text.contains('('))
    return "has parameters, which models ignore; write it without them";
  SmallVector<StringRef, 6> Parts;
  if (!Text.empty())
    Text.split(Parts, "::");
  if (!Operator.empty())
    Parts.push_back(Operator);
  if (Parts.empty())
    return "is empty; write a qualified name such as std::mutex";
  for (auto [Position, Part] : enumerate(Parts)) {
    if (isIdentifier(Part))
      continue;
    bool IsLast = Position + 1 == Parts.size();
    bool IsDestructor = IsLast && Position > 0 && Part.starts_with("~") &&
                        Part.drop_front() == Parts[Position - 1];
    if (What == NameOf::Function && IsLast &&
        (IsDestructor || isOperatorName(Part)))
      continue;
    return ("is not a qualified name, because of '" + Part +
            "'; write it like " +
            (What == NameOf::Type ? "std::mutex"
                                  : "std::mutex::lock, std::mutex::~mutex or "
                                    "std::unique_lock::operator bool"))
        .str();
  }
  Name.Last = Parts.pop_back_val();
  Name.Qualifiers.assign(Parts.begin(), Parts.end());
  return std::nullopt;
}

/// Whether the contexts from \p Context outwards spell \p Qualifiers. Inline
/// namespaces may be written or left out; anonymous ones cannot be written.
bool matchesContext(const clang::DeclContext *Context,
                    ArrayRef<StringRef> Qualifiers) {
  for (;; Context = Context->getParent()) {
    if (Context->isTranslationUnit())
      return Qualifiers.empty();
    if (isa<clang::LinkageSpecDecl, clang::ExportDecl>(Context))
      continue;
    if (const auto *Namespace = dyn_cast<clang::NamespaceDecl>(Context)) {
      if (Namespace->isAnonymousNamespace())
        continue;
      bool Named =
          !Qualifiers.empty() && Namespace->getName() == Qualifiers.back();
      if (Namespace->isInline()) {
        if (Named &&
            matchesContext(Context->getParent(), Qualifiers.drop_back()))
          return true;
        continue;
      }
      if (!Named)
        return false;
      Qualifiers = Qualifiers.drop_back();
      continue;
    }
    // A specialisation has the name and the context of its template.
    const auto *Record = dyn_cast<clang::RecordDecl>(Context);
    if (!Record || Qualifiers.empty() || !Record->getIdentifier() ||
        Record->getName() != Qualifiers.back())
      return false;
    Qualifiers = Qualifiers.drop_back();
  }
}

/// The last component of \p D's name as models write it; empty when no model
/// can name it. \p Storage holds what is put together.
StringRef lastComponent(const clang::NamedDecl &D, SmallString<32> &Storage) {
  using clang::DeclarationName;
  DeclarationName Name = D.getDeclName();
  auto ClassName = [&]() -> StringRef {
    const auto *Class = dyn_cast<clang::NamedDecl>(D.getDeclContext());
    return Class && Class->getIdentifier() ? Class->getName() : StringRef();
  };
  switch (Name.getNameKind()) {
  case DeclarationName::Identifier:
    return Name.getAsIdentifierInfo() ? Name.getAsIdentifierInfo()->getName()
                                      : StringRef();
  case DeclarationName::CXXConstructorName:
    return ClassName();
  case DeclarationName::CXXDestructorName:
    Storage = "~";
    Storage += ClassName();
    return Storage;
  case DeclarationName::CXXOperatorName:
    Storage = "operator";
    // `operator new` and its kin have a blank in Clang's spelling of names,
    // but not in that of the operator.
    if (const char *Spelling =
            clang::getOperatorSpelling(Name.getCXXOverloadedOperator());
        isAlpha(Spelling[0])) {
      Storage += ' ';
      Storage += Spelling;
    } else {
      Storage += Spelling;
    }
    return Storage;
  case DeclarationName::CXXConversionFunctionName: {
    clang::PrintingPolicy Policy(D.getASTContext().getLangOpts());
    Policy.SuppressUnwrittenScope = true;
    Storage = "operator ";
    Storage += Name.getCXXNameType().getCanonicalType().getAsString(Policy);
    return Storage;
  }
  default:
    return {};
  }
}

//===----------------------------------------------------------------------===//
// Index
//===----------------------------------------------------------------------===//

template <class Model> struct Entry {
  SmallVector<StringRef, 4> Qualifiers;
  Model Value;
};

/// The effects of one function. An argument that the file leaves open is the
/// object for a member and the first argument otherwise, which only the
/// declaration can tell.
struct Effects {
  SmallVector<FunctionModel, 1> OfMember;
  SmallVector<FunctionModel, 1> OfFree;
};

/// Names to models. Look-ups return pointers into it, so entries must not move
/// when others are added.
template <class Model> class NameIndex {
public:
  /// The entry for exactly \p Name; made when there is none.
  Model &at(const QualifiedName &Name) {
    auto &Bucket = Buckets[Name.Last];
    for (Entry<Model> *E : Bucket)
      if (E->Qualifiers == Name.Qualifiers)
        return E->Value;
    Bucket.push_back(&Entries.emplace_back());
    Bucket.back()->Qualifiers = Name.Qualifiers;
    return Bucket.back()->Value;
  }

  const Model *find(StringRef Last, const clang::DeclContext *Context) const {
    auto Found = Buckets.find(Last);
    if (Found == Buckets.end())
      return nullptr;
    for (const Entry<Model> *E : Found->second)
      if (matchesContext(Context, E->Qualifiers))
        return &E->Value;
    return nullptr;
  }

  std::vector<std::string> names() const {
    std::vector<std::string> Names;
    for (const auto &Bucket : Buckets)
      for (const Entry<Model> *E : Bucket.second) {
        std::string Name;
        for (StringRef Qualifier : E->Qualifiers)
          Name += (Qualifier + "::").str();
        Names.push_back(Name + Bucket.first().str());
      }
    sort(Names);
    return Names;
  }

private:
  StringMap<SmallVector<Entry<Model> *, 1>> Buckets;
  std::deque<Entry<Model>> Entries;
};

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

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

template <class Model> struct NamedModel {
  QualifiedName Name;
  Model Value;
};

struct FunctionEntry {
  /// Absent when the file says that there is none.
  std::optional<FunctionModel> Effect;
  bool ArgumentGiven = false;
};

/// What a file says, before it becomes part of a set.
struct ModelFile {
  std::vector<NamedModel<TypeModel>> Types;
  std::vector<NamedModel<FunctionEntry>> Functions;
};

/// "; did you mean 'x'?", or all of \p Known when nothing is near.
std::string suggest(StringRef Word, ArrayRef<StringRef> Known) {
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

/// Reads one file. The first mistake ends the reading: later ones are often
/// its consequences.
class Reader {
public:
  Reader(StringRef Text, StringRef FileName, StringSaver &Names)
      : Names(Names), FileName(FileName) {
    Sources.setDiagHandler(
        [](const SMDiagnostic &D, void *Self) {
          auto &R = *static_cast<Reader *>(Self);
          if (D.getKind() == SourceMgr::DK_Error)
            R.failAt(D.getLineNo(), D.getColumnNo() + 1,
                     "malformed YAML: " + D.getMessage() +
                         "; check indentation, quotes and brackets here");
        },
        this);
    Stream.emplace(MemoryBufferRef(Text, FileName), Sources,
                   /*ShowColors=*/false);
  }

  Error read(ModelFile &File) {
    readDocument(File);
    if (Message.empty())
      return Error::success();
    return createStringError(inconvertibleErrorCode(), Message);
  }

private:
  using Handler = function_ref<void(yaml::Node &)>;
  struct Key {
    StringRef Name;
    bool Required;
    std::function<void(yaml::Node &)> Read;
  };

  bool failed() const { return !Message.empty(); }

  void failAt(unsigned Line, unsigned Column, const Twine &What) {
    if (!failed())
      Message = (FileName + ":" + Twine(Line) + ":" + Twine(Column) +
                 ": error: " + What)
                    .str();
  }

  /// Where \p N begins. The parser places a bracketed list or mapping at the
  /// first token inside it, which is not where people look for it.
  SMLoc startOf(const yaml::Node &N) const {
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

  void fail(const yaml::Node &At, const Twine &What) {
    if (failed())
      return;
    auto [Line, Column] = Sources.getLineAndColumn(startOf(At));
    failAt(Line, Column, What);
  }

  static StringRef kindOf(const yaml::Node &N) {
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

  void wrongType(const yaml::Node &N, StringRef KeyName, StringRef Expected,
                 StringRef Example) {
    fail(N, "'" + KeyName + "' must be " + Expected + ", not " + kindOf(N) +
                "; write it like '" + Example + "'");
  }

  /// Reads the keys of \p N, each at most once; \p What names the mapping.
  void readMapping(yaml::Node &N, StringRef What, ArrayRef<Key> Keys) {
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

  void readSequence(yaml::Node &N, StringRef KeyName, StringRef Example,
                    Handler ReadItem) {
    auto *Sequence = dyn_cast<yaml::SequenceNode>(&N);
    if (!Sequence)
      return wrongType(N, KeyName, "a list", Example);
    for (yaml::Node &Item : *Sequence) {
      if (failed())
        return;
      ReadItem(Item);
    }
  }

  /// A string that is not empty; quoted or not, or a block.
  std::string readText(yaml::Node &N, StringRef KeyName) {
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

  bool readBool(yaml::Node &N, StringRef KeyName) {
    SmallString<8> Storage;
    auto *Scalar = dyn_cast<yaml::ScalarNode>(&N);
    StringRef Text = Scalar ? Scalar->getValue(Storage) : StringRef();
    if (Text != "true" && Text != "false")
      fail(N, "'" + KeyName + "' must be true or false, not " +
                  (Scalar ? "'" + Text.str() + "'" : kindOf(N).str()) +
                  "; write it like '" + KeyName + ": true'");
    return Text == "true";
  }

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

  template <size_t Size>
  std::optional<unsigned> readWord(yaml::Node &N, StringRef KeyName,
                                   StringRef Kind,
                                   const StringRef (&Known)[Size]) {
    auto *Scalar = dyn_cast<yaml::ScalarNode>(&N);
    if (!Scalar) {
      wrongType(N, KeyName, "one word", (KeyName + ": " + Known[0]).str());
      return std::nullopt;
    }
    SmallString<32> Storage;
    StringRef Word = Scalar->getValue(Storage);
    const StringRef *Found = find(Known, Word);
    if (Found == std::end(Known)) {
      fail(N, "unknown " + Kind + " '" + Word + "' in '" + KeyName + "'" +
                  suggest(Word, Known));
      return std::nullopt;
    }
    return Found - std::begin(Known);
  }

  void readType(yaml::Node &N, ModelFile &File) {
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

  void readFunction(yaml::Node &N, ModelFile &File) {
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
    std::string Id;
    for (StringRef Qualifier : Name.Qualifiers)
      Id += (Qualifier + "::").str();
    Id += Name.Last;
    auto [Line, Column] = Sources.getLineAndColumn(Place);
    auto [First, IsNew] = FirstLine.try_emplace((Kind + "\n" + Id).str(), Line);
    if (!IsNew)
      failAt(Line, Column,
             "duplicate entry for the " + Kind.split(':').first + " '" + Id +
                 "', first given on line " + Twine(First->second) +
                 "; merge the two");
    return IsNew;
  }

  void readDocument(ModelFile &File) {
    yaml::document_iterator Document = Stream->begin();
    yaml::Node *Root =
        Document == Stream->end() ? nullptr : Document->getRoot();
    if (failed())
      return;
    if (!Root || isa<yaml::NullNode>(Root))
      return failAt(1, 1,
                    "the model file is empty; begin it with 'library: "
                    "<name>' (docs/models.md has an example)");
    bool HasLists = false;
    Key Keys[] = {
        {"library", true, [&](yaml::Node &V) { readText(V, "library"); }},
        {"summary", false, [&](yaml::Node &V) { readText(V, "summary"); }},
        {"types", false,
         [&](yaml::Node &V) {
           HasLists = true;
           readSequence(V, "types", "types: [{name: my::mutex, roles: [lock]}]",
                        [&](yaml::Node &Item) { readType(Item, File); });
         }},
        {"functions", false,
         [&](yaml::Node &V) {
           HasLists = true;
           readSequence(V, "functions",
                        "functions: [{name: my::take, effect: acquire}]",
                        [&](yaml::Node &Item) { readFunction(Item, File); });
         }},
    };
    readMapping(*Root, "a model file", Keys);
    if (failed())
      return;
    if (!HasLists)
      return fail(*Root, "the model file has neither 'types' nor 'functions'; "
                         "add one of them");
    if (++Document != Stream->end() && !failed())
      fail(*Document->getRoot(),
           "a model file is one YAML document; remove the second '---'");
  }

  StringSaver &Names;
  std::string FileName;
  std::string Message;
  SourceMgr Sources;
  std::optional<yaml::Stream> Stream;
  StringMap<unsigned> FirstLine;
};

} // namespace

//===----------------------------------------------------------------------===//
// ModelSet
//===----------------------------------------------------------------------===//

struct ModelSet::Index {
  BumpPtrAllocator Allocator;
  StringSaver Names{Allocator};
  NameIndex<TypeModel> Types;
  NameIndex<Effects> Functions;
};

ModelSet::ModelSet() : Impl(std::make_unique<Index>()) {}
ModelSet::~ModelSet() = default;
ModelSet::ModelSet(ModelSet &&) noexcept = default;
ModelSet &ModelSet::operator=(ModelSet &&) noexcept = default;

ModelSet ModelSet::builtin() {
  ModelSet Set;
  auto Add = [&](StringRef Name, StringRef Text) {
    if (Error E = Set.addText(Text, Name))
      report_fatal_error(std::move(E), /*gen_crash_diag=*/false);
  };
#define COROLINT_MODEL(Name, Text) Add(Name, Text);
#include "Models.inc"
#undef COROLINT_MODEL
  return Set;
}

Error ModelSet::addText(StringRef Text, StringRef FileName) {
  ModelFile File;
  if (Error E = Reader(Text, FileName, Impl->Names).read(File))
    return E;
  for (auto &[Name, Model] : File.Types)
    Impl->Types.at(Name) = Model;
  // The first entry for a function replaces what earlier files say of it; the
  // others of this file add to it.
  SmallPtrSet<Effects *, 32> Replaced;
  for (auto &[Name, Entry] : File.Functions) {
    Effects &All = Impl->Functions.at(Name);
    if (Replaced.insert(&All).second)
      All = {};
    if (!Entry.Effect)
      continue;
    for (bool IsMember : {true, false}) {
      FunctionModel Model = *Entry.Effect;
      if (!Entry.ArgumentGiven)
        Model.Argument = IsMember ? ThisArgument : 0;
      (IsMember ? All.OfMember : All.OfFree).push_back(Model);
    }
  }
  return Error::success();
}

Error ModelSet::addFile(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return createStringError(Buffer.getError(),
                             Path + ": error: cannot read the model file: " +
                                 Buffer.getError().message() +
                                 "; check the path and its permissions");
  return addText((*Buffer)->getBuffer(), Path);
}

/// What an alias stands for, one step of it; null for anything else.
static const clang::NamedDecl *aliasTarget(const clang::NamedDecl &D) {
  const auto *Alias = dyn_cast<clang::TypedefNameDecl>(&D);
  if (const auto *Template = dyn_cast<clang::TypeAliasTemplateDecl>(&D))
    Alias = Template->getTemplatedDecl();
  if (!Alias)
    return nullptr;
  clang::QualType Target = Alias->getUnderlyingType();
  if (const auto *Next = Target->getAs<clang::TypedefType>())
    return Next->getDecl();
  if (const clang::TagDecl *Tag = Target->getAsTagDecl())
    return Tag;
  if (const auto *Specialisation =
          Target->getAs<clang::TemplateSpecializationType>())
    return Specialisation->getTemplateName().getAsTemplateDecl();
  return nullptr;
}

/// The name of a type; that of the typedef for `typedef union {...} name;`.
static const clang::IdentifierInfo *nameOf(const clang::NamedDecl &D) {
  if (const clang::IdentifierInfo *Name = D.getIdentifier())
    return Name;
  const auto *Tag = dyn_cast<clang::TagDecl>(&D);
  const clang::TypedefNameDecl *Typedef =
      Tag ? Tag->getTypedefNameForAnonDecl() : nullptr;
  return Typedef ? Typedef->getIdentifier() : nullptr;
}

const TypeModel *ModelSet::findType(const clang::NamedDecl &D) const {
  for (const clang::NamedDecl *Current = &D; Current;
       Current = aliasTarget(*Current))
    if (const clang::IdentifierInfo *Name = nameOf(*Current))
      if (const TypeModel *Model =
              Impl->Types.find(Name->getName(), Current->getDeclContext()))
        return Model;
  return nullptr;
}

ArrayRef<FunctionModel>
ModelSet::findFunction(const clang::FunctionDecl &F) const {
  SmallString<32> Storage;
  StringRef Last = lastComponent(F, Storage);
  const auto *Method = dyn_cast<clang::CXXMethodDecl>(&F);
  bool IsMember = Method && Method->isInstance();
  if (const Effects *Found =
          Last.empty() ? nullptr
                       : Impl->Functions.find(Last, F.getDeclContext()))
    return IsMember ? Found->OfMember : Found->OfFree;
  if (Method)
    for (const clang::CXXMethodDecl *Overridden : Method->overridden_methods())
      if (ArrayRef<FunctionModel> Found = findFunction(*Overridden);
          !Found.empty())
        return Found;
  return {};
}

std::vector<std::string> ModelSet::typeNames() const {
  return Impl->Types.names();
}

std::vector<std::string> ModelSet::functionNames() const {
  return Impl->Functions.names();
}

} // namespace corolint
