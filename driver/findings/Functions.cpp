//===--- Functions.cpp - the functions that findings are in ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Functions.h"
#include "Bytes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallString.h"
#include <map>
#include <set>

using namespace clang;
using namespace clang::tidy;
using namespace clang::tooling;
using namespace corolint::driver;

namespace {

/// Finds, for each of some places, the innermost definition around it.
class ExtentFinder : public RecursiveASTVisitor<ExtentFinder> {
public:
  ExtentFinder(ASTContext &Context,
               const std::map<FileID, std::set<unsigned>> &Places)
      : Context(Context), SM(Context.getSourceManager()), Places(Places) {}

  std::map<std::pair<FileID, unsigned>, const NamedDecl *> Around;

  bool VisitFunctionDecl(FunctionDecl *F) {
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    const bool IsLambda = Method && Method->getParent()->isLambda();
    if (F->doesThisDeclarationHaveABody() && !IsLambda)
      note(*F);
    return true;
  }
  bool VisitVarDecl(VarDecl *Var) {
    if (!Var->isLocalVarDeclOrParm())
      note(*Var);
    return true;
  }
  bool VisitTagDecl(TagDecl *Tag) {
    if (Tag->isCompleteDefinition() && !Tag->getParentFunctionOrMethod())
      note(*Tag);
    return true;
  }

  /// Offsets of the begin and the end of \p D in its file.
  std::pair<unsigned, unsigned> extentOf(const NamedDecl &D) const {
    const CharSourceRange Range = SM.getExpansionRange(D.getSourceRange());
    const SourceLocation End = Lexer::getLocForEndOfToken(
        Range.getEnd(), 0, SM, Context.getLangOpts());
    return {SM.getFileOffset(Range.getBegin()),
            SM.getFileOffset(End.isValid() ? End : Range.getEnd())};
  }

private:
  ASTContext &Context;
  const SourceManager &SM;
  const std::map<FileID, std::set<unsigned>> &Places;

  /// What is visited later is inside of what was visited before.
  void note(const NamedDecl &D) {
    const auto InFile = Places.find(SM.getFileID(SM.getExpansionLoc(
        D.getBeginLoc().isValid() ? D.getBeginLoc() : D.getLocation())));
    if (InFile == Places.end())
      return;
    const auto [Begin, End] = extentOf(D);
    for (auto Place = InFile->second.lower_bound(Begin);
         Place != InFile->second.end() && *Place < End; ++Place)
      Around[{InFile->first, *Place}] = &D;
  }
};

} // namespace

/// Where findings and their notes are, by file.
static std::map<FileID, std::set<unsigned>>
placesOf(llvm::ArrayRef<ClangTidyError> Findings, const SourceManager &SM) {
  std::map<FileID, std::set<unsigned>> Places;
  auto Add = [&](const DiagnosticMessage &Message) {
    if (Message.FilePath.empty())
      return;
    if (auto File = SM.getFileManager().getOptionalFileRef(Message.FilePath))
      if (FileID Id = SM.translateFile(*File); Id.isValid())
        Places[Id].insert(Message.FileOffset);
  };
  for (const ClangTidyError &Finding : Findings) {
    Add(Finding.Message);
    for (const DiagnosticMessage &Note : Finding.Notes)
      Add(Note);
  }
  return Places;
}

static std::string nameOf(const NamedDecl &D) {
  std::string Name;
  llvm::raw_string_ostream Stream(Name);
  PrintingPolicy Policy(D.getASTContext().getLangOpts());
  // Names without the places of lambdas and of what has no name.
  Policy.AnonymousTagLocations = false;
  D.printQualifiedName(Stream, Policy);
  if (const auto *F = dyn_cast<FunctionDecl>(&D)) {
    Stream << "(";
    llvm::interleaveComma(F->parameters(), Stream, [&](const ParmVarDecl *P) {
      Stream << P->getType().getAsString(Policy);
    });
    Stream << ")";
  }
  return Name;
}

std::string
corolint::driver::packFunctions(ASTContext &Context,
                                llvm::ArrayRef<ClangTidyError> Findings) {
  const SourceManager &SM = Context.getSourceManager();
  const std::map<FileID, std::set<unsigned>> Places = placesOf(Findings, SM);
  if (Places.empty())
    return "";
  ExtentFinder Finder(Context, Places);
  Finder.TraverseAST(Context);
  std::map<std::tuple<std::string, uint32_t, uint32_t>, std::string> Found;
  for (const auto &[Place, D] : Finder.Around) {
    llvm::SmallString<256> Path(
        SM.getFileEntryRefForID(Place.first)->getName());
    SM.getFileManager().makeAbsolutePath(Path);
    const auto [Begin, End] = Finder.extentOf(*D);
    Found[{Path.str().str(), Begin, End}] = nameOf(*D);
  }
  TableWriter Stream;
  size_t Count = Found.size();
  Stream(Count);
  for (auto [Extent, Name] : Found) {
    auto [File, Begin, End] = Extent;
    Stream(File);
    Stream(Begin);
    Stream(End);
    Stream(Name);
  }
  return Stream.finish();
}

bool FunctionTable::add(
    llvm::StringRef Bytes,
    llvm::function_ref<std::string(llvm::StringRef)> NameOf) {
  if (Bytes.empty())
    return true;
  TableReader Stream(Bytes);
  size_t Count = 0;
  Stream(Count);
  for (size_t I = 0; I < Count && !Stream.failed(); ++I) {
    FunctionExtent Extent;
    Stream(Extent.File);
    Stream(Extent.Begin);
    Stream(Extent.End);
    Stream(Extent.Name);
    Extent.File = NameOf(Extent.File);
    if (!Stream.failed())
      ByFile[Extent.File].push_back(std::move(Extent));
  }
  return Stream.complete();
}

const FunctionExtent *FunctionTable::at(llvm::StringRef File,
                                        uint32_t Offset) const {
  const auto InFile = ByFile.find(File);
  if (InFile == ByFile.end())
    return nullptr;
  const FunctionExtent *Innermost = nullptr;
  for (const FunctionExtent &Extent : InFile->second)
    if (Extent.Begin <= Offset && Offset < Extent.End &&
        (!Innermost ||
         Extent.End - Extent.Begin < Innermost->End - Innermost->Begin))
      Innermost = &Extent;
  return Innermost;
}
