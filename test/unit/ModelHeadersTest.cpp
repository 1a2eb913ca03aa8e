//===--- ModelHeadersTest.cpp - the names in models exist -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A model whose name is misspelt matches nothing and says nothing. For the
// libraries that Debian packages, every name in a model file is looked up in
// the real headers. The other model files are tested in test/models.
//
//===----------------------------------------------------------------------===//

#include "ModelLibraries.h"
#include "analysis/Models.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringExtras.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

/// Collects the names of models, one set for each name, that some declaration
/// matches.
class NameFinder : public RecursiveASTVisitor<NameFinder> {
public:
  explicit NameFinder(const ModelSet &Models) {
    for (const std::string &Name : Models.typeNames())
      add(Name, "types:\n- {name: '" + Name + "', roles: [lock]}\n");
    for (const std::string &Name : Models.functionNames())
      add(Name, "functions:\n- {name: '" + Name + "', effect: acquire}\n");
    for (const std::string &Name : Models.traitNames())
      add(Name, "traits:\n- {name: '" + Name + "', send: yes}\n");
  }

  bool shouldVisitTemplateInstantiations() const { return false; }
  bool TraverseStmt(Stmt *) { return true; }

  bool VisitNamedDecl(NamedDecl *D) {
    if (!isa<FunctionDecl, TagDecl, VarDecl, TypedefNameDecl, ClassTemplateDecl,
             TypeAliasTemplateDecl>(D))
      return true;
    // Hardly any declaration has one of the names, and asking for each of them
    // takes its time.
    if (isNamedBy(All, *D))
      llvm::erase_if(Missing, [&](const auto &Entry) {
        return isNamedBy(Entry.second, *D);
      });
    return true;
  }

  std::vector<std::string> missing(const Library &L) const {
    std::vector<std::string> Names;
    for (const auto &Entry : Missing)
      if (llvm::none_of(L.Elsewhere, [&](llvm::StringRef Known) {
            return Known.consume_back("*")
                       ? llvm::StringRef(Entry.first).starts_with(Known)
                       : Known == Entry.first;
          }))
        Names.push_back(Entry.first);
    return Names;
  }

  /// Names that \p L says are elsewhere, and that are here.
  std::vector<std::string> wronglyElsewhere(const Library &L) const {
    std::vector<std::string> Names;
    for (llvm::StringRef Known : L.Elsewhere)
      if (!Known.ends_with("*") &&
          llvm::none_of(
              Missing, [&](const auto &Entry) { return Entry.first == Known; }))
        Names.push_back(Known.str());
    return Names;
  }

private:
  static bool isNamedBy(const ModelSet &Models, const NamedDecl &D) {
    const auto *F = dyn_cast<FunctionDecl>(&D);
    return F ? !Models.findFunction(*F).empty()
             : Models.findType(D) || !Models.findTraits(D).empty();
  }

  void add(const std::string &Name, const std::string &Entry) {
    ModelSet One;
    EXPECT_EQ("", llvm::toString(One.addText("library: l\n" + Entry, Name)));
    EXPECT_EQ("", llvm::toString(All.addText("library: l\n" + Entry, Name)));
    Missing.emplace_back(Name, std::move(One));
  }

  ModelSet All;

  std::vector<std::pair<std::string, ModelSet>> Missing;
};

std::string modelFile(llvm::StringRef Name) {
  return (COROLINT_SOURCE_DIR "/checks/models/" + Name + ".yaml").str();
}

std::unique_ptr<ASTUnit> parse(const std::string &Code,
                               std::vector<std::string> Flags) {
  Flags.insert(Flags.begin(), {"-std=c++20", "-w"});
  // The compiler's path leads the driver to the compiler's own headers.
  return tooling::buildASTFromCodeWithArgs(Code, Flags, "probe.cpp",
                                           COROLINT_CLANG);
}

class ModelHeaders : public testing::TestWithParam<Library> {};

TEST_P(ModelHeaders, HaveEveryName) {
  const Library &L = GetParam();
  ModelSet Models;
  ASSERT_EQ("", llvm::toString(Models.addFile(modelFile(L.Model))));
  auto Probe = parse(std::string("#if !__has_include(<") + L.Probe +
                         ">)\n#error not installed\n#endif\n",
                     L.Flags);
  if (Probe->getDiagnostics().hasErrorOccurred())
    GTEST_SKIP() << "<" << L.Probe << "> is not installed";
  std::string Code;
  for (const char *Include : L.Includes)
    Code += std::string("#include <") + Include + ">\n";
  auto Unit = parse(Code, L.Flags);
  ASSERT_FALSE(Unit->getDiagnostics().hasErrorOccurred());
  NameFinder Finder(Models);
  Finder.TraverseDecl(Unit->getASTContext().getTranslationUnitDecl());
  EXPECT_EQ("", llvm::join(Finder.missing(L), "\n"));
  EXPECT_EQ("", llvm::join(Finder.wronglyElsewhere(L), "\n"));
}

INSTANTIATE_TEST_SUITE_P(All, ModelHeaders, testing::ValuesIn(Libraries),
                         [](const auto &Info) {
                           std::string Name = Info.param.Model;
                           std::replace(Name.begin(), Name.end(), '-', '_');
                           return Name;
                         });

} // namespace
