//===--- Code.h - code in strings, for the tests of the analysis -*- C++
//-*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A translation unit made from a string. `#include "mini.h"` finds
// test/include/mini.h, `#include <system.h>` a system header made from the
// second string. Types and functions are asked for by name; what is asked for
// and is not there, or is there twice, ends the test program with a message,
// since the test itself is wrong then.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_UNIT_CODE_H
#define COROLINT_TEST_UNIT_CODE_H

#include "analysis/TranslationUnit.h"
#include "clang/Frontend/ASTUnit.h"
#include <string>
#include <vector>

namespace corolint {

/// What a test expects several of; GoogleTest prints it element by element.
using Lines = std::vector<std::string>;

class Code {
public:
  explicit Code(llvm::StringRef Text, llvm::StringRef SystemHeader = "");

  /// The same with \p UserModels, a model file's text, on top of the built-in
  /// models.
  static Code withModels(llvm::StringRef UserModels, llvm::StringRef Text);

  /// The same for C++23 instead of C++20.
  static Code cxx23(llvm::StringRef Text);

  // The unit refers to the models.
  Code(const Code &) = delete;
  Code &operator=(const Code &) = delete;

  clang::ASTContext &context() const { return AST->getASTContext(); }
  TranslationUnit &unit() const { return *Unit; }
  Roles &roles() const { return Unit->roles(); }
  AccessPaths &paths() const { return Unit->paths(); }

  /// The type that the class or alias \p Name names.
  clang::QualType type(llvm::StringRef Name) const;
  const clang::CXXRecordDecl &record(llvm::StringRef Name) const;

  /// The one function that is declared or defined under \p Name, qualified as
  /// far as needed: "f", "s::f". No templates, no instantiations.
  const clang::FunctionDecl &function(llvm::StringRef Name) const;

  /// The one function of TranslationUnit::functions() of that name.
  FunctionAnalysis &analysis(llvm::StringRef Name) const;

  /// The one variable, parameter or field of that name.
  const clang::VarDecl &variable(llvm::StringRef Name) const;
  const clang::FieldDecl &field(llvm::StringRef Name) const;

  /// The calls of functions called \p Name, in the order of the source;
  /// instantiations included, their patterns not.
  std::vector<const clang::CallExpr *> calls(llvm::StringRef Name) const;

  /// The `co_await`s and `co_yield`s in the body that the user wrote.
  std::vector<const clang::CoroutineSuspendExpr *>
  suspensions(llvm::StringRef Function) const;

  /// The code at \p Node as it was written.
  std::string text(const clang::Stmt &Node) const;
  /// The same with its line, for messages.
  std::string where(const clang::Stmt &Node) const;

private:
  Code(ModelSet Models, llvm::StringRef Text, llvm::StringRef SystemHeader,
       const char *Standard = "-std=c++20");

  ModelSet Models;
  std::unique_ptr<clang::ASTUnit> AST;
  std::unique_ptr<TranslationUnit> Unit;
};

} // namespace corolint

#endif // COROLINT_TEST_UNIT_CODE_H
