//===--- Models.cpp - sets of models, looked up by declaration ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "analysis/Models.h"

#include "analysis/ModelReader.h"
#include "analysis/NameIndex.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/StringSaver.h"

using namespace llvm;

namespace corolint {
namespace {

/// The effects of one function, as a member and as a free function: only the
/// declaration can tell which it is.
struct Effects {
  SmallVector<FunctionModel, 1> OfMember;
  SmallVector<FunctionModel, 1> OfFree;
  /// Only functions with C linkage are meant.
  bool OfC = false;
};

} // namespace

struct ModelSet::Index {
  BumpPtrAllocator Allocator;
  StringSaver Names{Allocator};
  NameIndex<TypeModel> Types;
  NameIndex<Effects> Functions;
  NameIndex<SmallVector<TraitModel, 1>> Traits;
  StringMap<std::vector<InsteadModel>> Instead; // by library

  void addStandardTraits();
};

/// The rows of SendTypes.def. What a file says of the same name replaces them.
void ModelSet::Index::addStandardTraits() {
  auto Add = [&](StringRef Text, TraitModel Model) {
    QualifiedName Name;
    [[maybe_unused]] auto Problem = parseName(Text, NameOf::Type, Name);
    assert(!Problem && "SendTypes.def: not a name");
    Traits.at(Name).push_back(std::move(Model));
  };
#define COROLINT_SEND_ROW(Row, Shape, Name, When, Send, Sync, Safe, Reason,    \
                          Replacement)                                         \
  Add(#Name, {TraitCondition::When, TraitFormula::Send, TraitFormula::Sync,    \
              TraitFormula::Safe, Reason, Replacement});
#include "analysis/SendTypes.def"
}

ModelSet::ModelSet() : Impl(std::make_unique<Index>()) {}
ModelSet::~ModelSet() = default;
ModelSet::ModelSet(ModelSet &&) noexcept = default;
ModelSet &ModelSet::operator=(ModelSet &&) noexcept = default;

ModelSet ModelSet::builtin() {
  ModelSet Set;
  Set.Impl->addStandardTraits();
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
  Expected<ModelFile> File = readModelFile(Text, FileName, Impl->Names);
  if (!File)
    return File.takeError();
  for (auto &[Name, Model] : File->Types)
    Impl->Types.at(Name) = Model;
  // What a later file says of an operation is found before.
  std::vector<InsteadModel> &Instead = Impl->Instead[File->Library];
  Instead.insert(Instead.begin(), File->Instead.begin(), File->Instead.end());
  for (auto &[Name, Model] : File->Traits)
    Impl->Traits.at(Name) = {Model};
  // The first entry for a function replaces what earlier files say of it; the
  // others of this file add to it.
  SmallPtrSet<Effects *, 32> Replaced;
  for (auto &[Name, Entry] : File->Functions) {
    Effects &All = Impl->Functions.at(Name);
    if (Replaced.insert(&All).second) {
      All = {};
      All.OfC = File->HasCLinkage && Name.Qualifiers.empty();
    }
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

ArrayRef<TraitModel> ModelSet::findTraits(const clang::NamedDecl &D) const {
  for (const clang::NamedDecl *Current = &D; Current;
       Current = aliasTarget(*Current))
    if (const clang::IdentifierInfo *Name = nameOf(*Current))
      if (const auto *Models =
              Impl->Traits.find(Name->getName(), Current->getDeclContext()))
        return *Models;
  return {};
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
    // A user may call anything of their own `wait` or `connect`.
    return Found->OfC && !F.isExternC() ? ArrayRef<FunctionModel>()
           : IsMember                   ? Found->OfMember
                                        : Found->OfFree;
  if (Method)
    for (const clang::CXXMethodDecl *Overridden : Method->overridden_methods())
      if (ArrayRef<FunctionModel> Found = findFunction(*Overridden);
          !Found.empty())
        return Found;
  return {};
}

const InsteadModel *ModelSet::findInstead(StringRef Library,
                                          BlockingOperation Operation) const {
  auto Known = Impl->Instead.find(Library);
  if (Known == Impl->Instead.end())
    return nullptr;
  auto Found = llvm::find_if(Known->second, [&](const InsteadModel &Model) {
    return Model.Operation == Operation;
  });
  return Found == Known->second.end() ? nullptr : &*Found;
}

std::vector<std::string> ModelSet::typeNames() const {
  return Impl->Types.names();
}

std::vector<std::string> ModelSet::functionNames() const {
  return Impl->Functions.names();
}

std::vector<std::string> ModelSet::traitNames() const {
  return Impl->Traits.names();
}

} // namespace corolint
