//===--- NameIndex.cpp - names of declarations as models write them -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "analysis/NameIndex.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/PrettyPrinter.h"
#include "clang/Basic/OperatorKinds.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace corolint {

std::string QualifiedName::str() const {
  return join(Qualifiers, "::") + (Qualifiers.empty() ? "" : "::") + Last.str();
}

static bool isIdentifier(StringRef Text) {
  return !Text.empty() && (isAlpha(Text[0]) || Text[0] == '_') &&
         all_of(Text, [](char C) { return isAlnum(C) || C == '_'; });
}

/// Whether \p Text is `operator` with an operator or a type behind it, in
/// Clang's spelling: no blank before an operator, one before a type.
static bool isOperatorName(StringRef Text) {
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

} // namespace corolint
