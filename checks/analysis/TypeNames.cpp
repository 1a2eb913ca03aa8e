//===--- TypeNames.cpp - types, in words for users ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "TypeNames.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
using namespace corolint;

namespace {

class TypeNamer {
public:
  TypeNamer(const ASTContext &Context, llvm::raw_ostream &Out)
      : Context(Context), Policy(Context.getLangOpts()), Out(Out) {
    Policy.SuppressDefaultTemplateArgs = true;
    Policy.AnonymousTagLocations = false;
  }

  void type(QualType T);

private:
  void qualified(const NamedDecl &D);
  void instance(const NamedDecl &Template,
                llvm::ArrayRef<TemplateArgument> Args);
  void argument(const TemplateArgument &A);
  /// \p Args without those at the end that the template would have chosen.
  llvm::ArrayRef<TemplateArgument>
  withoutDefaults(const ClassTemplateSpecializationDecl &Special) const;

  const ASTContext &Context;
  PrintingPolicy Policy;
  llvm::raw_ostream &Out;
};

} // namespace

/// An alias that belongs to a template, as `std::remove_reference<T>::type`
/// does, is longer than what it stands for.
static bool isComputed(const TypedefType &Alias) {
  return isa<ClassTemplateSpecializationDecl>(
      Alias.getDecl()->getDeclContext());
}

/// The alias by which everybody knows a string type; empty for others.
static llvm::StringRef
knownAlias(const ClassTemplateSpecializationDecl &Special) {
  const TemplateArgument &First = Special.getTemplateArgs()[0];
  if (!Special.isInStdNamespace() ||
      First.getKind() != TemplateArgument::Type ||
      !First.getAsType()->isSpecificBuiltinType(BuiltinType::Char_S))
    return "";
  return llvm::StringSwitch<llvm::StringRef>(Special.getName())
      .Case("basic_string", "std::string")
      .Case("basic_string_view", "std::string_view")
      .Default("");
}

void TypeNamer::qualified(const NamedDecl &D) {
  D.printQualifiedName(Out, Policy);
}

void TypeNamer::argument(const TemplateArgument &A) {
  if (A.getKind() == TemplateArgument::Type)
    type(A.getAsType());
  else if (A.getKind() == TemplateArgument::Pack)
    llvm::interleaveComma(A.pack_elements(), Out,
                          [&](const TemplateArgument &E) { argument(E); });
  else
    A.print(Policy, Out, /*IncludeType=*/false);
}

void TypeNamer::instance(const NamedDecl &Template,
                         llvm::ArrayRef<TemplateArgument> Args) {
  qualified(Template);
  Out << '<';
  llvm::interleaveComma(Args, Out,
                        [&](const TemplateArgument &A) { argument(A); });
  Out << '>';
}

llvm::ArrayRef<TemplateArgument> TypeNamer::withoutDefaults(
    const ClassTemplateSpecializationDecl &Special) const {
  llvm::ArrayRef<TemplateArgument> Args = Special.getTemplateArgs().asArray();
  const ClassTemplateDecl &Template = *Special.getSpecializedTemplate();
  const TemplateParameterList &Params = *Template.getTemplateParameters();
  size_t Kept = std::min<size_t>(Args.size(), Params.size());
  while (Kept != 0 && isSubstitutedDefaultArgument(
                          const_cast<ASTContext &>(Context), Args[Kept - 1],
                          Params.getParam(Kept - 1), Args, Params.getDepth()))
    --Kept;
  return Args.take_front(Kept);
}

void TypeNamer::type(QualType T) {
  while (const auto *Alias = T->getAs<TypedefType>()) {
    if (isComputed(*Alias)) {
      T = Context.getQualifiedType(Alias->desugar(), T.getLocalQualifiers());
      continue;
    }
    Out << (T.isConstQualified() ? "const " : "");
    return qualified(*Alias->getDecl());
  }
  bool Points = T->isReferenceType() || T->isPointerType();
  if (Points && !T.hasLocalQualifiers() &&
      (T->getPointeeType()->isRecordType() ||
       T->getPointeeType()->isBuiltinType())) {
    type(T->getPointeeType());
    Out << (T->isPointerType()           ? " *"
            : T->isLValueReferenceType() ? " &"
                                         : " &&");
    return;
  }
  const auto *Record = T->getAsCXXRecordDecl();
  if (!Record || !Record->getIdentifier()) {
    T.print(Out, Policy);
    return;
  }
  Out << (T.isConstQualified() ? "const " : "");
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  const auto *Written = T->getAs<TemplateSpecializationType>();
  if (!Special)
    qualified(*Record);
  else if (llvm::StringRef Alias = knownAlias(*Special); !Alias.empty())
    Out << Alias;
  else if (Written && !Written->isTypeAlias() &&
           llvm::none_of(Written->template_arguments(),
                         [](const TemplateArgument &A) {
                           return A.getKind() == TemplateArgument::Expression;
                         }))
    instance(*Special->getSpecializedTemplate(), Written->template_arguments());
  else
    instance(*Special->getSpecializedTemplate(), withoutDefaults(*Special));
}

std::string corolint::nameOfType(QualType T, const ASTContext &Context) {
  std::string Name;
  llvm::raw_string_ostream Out(Name);
  TypeNamer(Context, Out).type(T);
  return Name;
}
