//===--- ModelCatalogueTest.cpp - every blocking call has its case --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The tests test-catalogue-*.cpp of the blocking rules call whatever the models
// of the standard library, POSIX and Boost say blocks, and expect a report of
// each call. That none is left out is checked here: for each name with such an
// effect, a coroutine that has to be reported calls a function that the name
// matches.
//
//===----------------------------------------------------------------------===//

#include "ModelLibraries.h"
#include "analysis/ModelReader.h"
#include "analysis/Models.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

/// A model file, and the tests that have a case for each of its entries.
struct Catalogue {
  const char *Model;
  /// In checks/blocking.
  std::vector<const char *> Tests;
};

const Catalogue Catalogues[] = {
    {"std",
     {"blocking-call/test-catalogue-std.cpp",
      "blocking-wait/test-catalogue-std.cpp"}},
    {"posix", {"blocking-call/test-catalogue-posix.cpp"}},
    {"boost-asio",
     {"blocking-call/test-catalogue-boost.cpp",
      "blocking-wait/test-catalogue-boost.cpp"}},
    {"boost-filesystem", {"blocking-call/test-catalogue-boost.cpp"}},
    {"boost-thread",
     {"blocking-call/test-catalogue-boost.cpp",
      "blocking-wait/test-catalogue-boost.cpp"}},
};

void PrintTo(const Catalogue &C, std::ostream *Out) { *Out << C.Model; }

std::string textOf(const std::string &Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  EXPECT_TRUE(static_cast<bool>(Buffer)) << Path;
  return Buffer ? (*Buffer)->getBuffer().str() : "";
}

/// Collects what the functions called `bad_...` call, constructors and the
/// destructors of their variables included.
class Callees : public RecursiveASTVisitor<Callees> {
public:
  llvm::DenseSet<const FunctionDecl *> Found;

  bool TraverseFunctionDecl(FunctionDecl *F) {
    if (!F->getIdentifier() || !F->getName().starts_with("bad_"))
      return true;
    InCase = true;
    RecursiveASTVisitor::TraverseFunctionDecl(F);
    InCase = false;
    return true;
  }
  bool VisitCallExpr(CallExpr *E) { return add(E->getDirectCallee()); }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    return add(E->getConstructor());
  }
  bool VisitVarDecl(VarDecl *Var) {
    const auto *Class = Var->getType()->getAsCXXRecordDecl();
    return add(Class && Class->hasDefinition() ? Class->getDestructor()
                                               : nullptr);
  }

private:
  bool add(const FunctionDecl *F) {
    if (F && InCase)
      Found.insert(F);
    return true;
  }

  bool InCase = false;
};

std::vector<std::string> flagsOf(llvm::StringRef Test) {
  std::vector<std::string> Flags = {"-w", "-std=c++20",
                                    "-I" COROLINT_SOURCE_DIR "/test/include"};
  llvm::StringRef First = Test.split('\n').first;
  if (First.consume_front("// flags: "))
    for (llvm::StringRef Flag : llvm::split(First, ' '))
      Flags.push_back(Flag.str());
  return Flags;
}

class ModelCatalogue : public testing::TestWithParam<Catalogue> {};

TEST_P(ModelCatalogue, HasACaseForEveryCall) {
  const Catalogue &C = GetParam();
  const auto *L = llvm::find_if(Libraries, [&](const Library &L) {
    return std::string(L.Model) == C.Model;
  });
  ASSERT_NE(L, std::end(Libraries));

  std::vector<std::unique_ptr<ASTUnit>> Units;
  Callees Called;
  for (const char *Test : C.Tests) {
    const std::string Path =
        std::string(COROLINT_SOURCE_DIR "/checks/blocking/") + Test;
    const std::string Text = textOf(Path);
    if (llvm::StringRef(Text).contains("\n// needs: ") &&
        tooling::buildASTFromCodeWithArgs(
            std::string("#if !__has_include(<") + L->Probe +
                ">)\n#error not installed\n#endif\n",
            L->Flags, "probe.cpp", COROLINT_CLANG)
            ->getDiagnostics()
            .hasErrorOccurred())
      GTEST_SKIP() << "<" << L->Probe << "> is not installed";
    Units.push_back(tooling::buildASTFromCodeWithArgs(Text, flagsOf(Text), Path,
                                                      COROLINT_CLANG));
    ASSERT_FALSE(Units.back()->getDiagnostics().hasErrorOccurred()) << Path;
    Called.TraverseDecl(Units.back()->getASTContext().getTranslationUnitDecl());
  }

  const std::string ModelPath =
      std::string(COROLINT_SOURCE_DIR "/checks/models/") + C.Model + ".yaml";
  llvm::BumpPtrAllocator Allocator;
  llvm::StringSaver Saver(Allocator);
  auto File = readModelFile(textOf(ModelPath), ModelPath, Saver);
  ASSERT_TRUE(static_cast<bool>(File)) << llvm::toString(File.takeError());
  std::vector<std::string> Missing;
  size_t Entries = 0;
  for (const auto &[Name, Entry] : File->Functions) {
    if (!Entry.Effect || (Entry.Effect->Effect != CallEffect::Blocks &&
                          Entry.Effect->Effect != CallEffect::Waits))
      continue;
    ++Entries;
    const std::string Text = Name.str();
    ModelSet One;
    ASSERT_EQ("",
              llvm::toString(One.addText("library: l\nfunctions:\n- {name: '" +
                                             Text + "', effect: blocks}\n",
                                         Text)));
    auto IsElsewhere = [&](llvm::StringRef Known) {
      return Known.consume_back("*") ? llvm::StringRef(Text).starts_with(Known)
                                     : Known == Text;
    };
    if (llvm::none_of(Called.Found,
                      [&](const FunctionDecl *F) {
                        return !One.findFunction(*F).empty();
                      }) &&
        llvm::none_of(L->Elsewhere, IsElsewhere))
      Missing.push_back(Text);
  }
  EXPECT_NE(0u, Entries);
  EXPECT_EQ("", llvm::join(Missing, "\n"));
}

INSTANTIATE_TEST_SUITE_P(All, ModelCatalogue, testing::ValuesIn(Catalogues),
                         [](const auto &Info) {
                           std::string Name = Info.param.Model;
                           std::replace(Name.begin(), Name.end(), '-', '_');
                           return Name;
                         });

} // namespace
