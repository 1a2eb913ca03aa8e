//===--- ExplainType.cpp - Send, Sync and Safe of one type ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The type is parsed by the compiler: the file is compiled with one line more,
// an alias for it, which exists in memory only. So the name may be whatever is
// a type at the end of the file.
//
//===----------------------------------------------------------------------===//
#include "ExplainType.h"
#include "CompileCommands.h"
#include "Frontend.h"
#include "analysis/BodyVisibility.h"
#include "analysis/SendExplanation.h"
#include "analysis/TranslationUnit.h"
#include "output/SafeStream.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Sema/Sema.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
using namespace corolint;
using namespace corolint::driver;

static const char AliasName[] = "corolint_explained_type";
/// What the added line calls itself in the compiler's messages.
static const char AliasFile[] = "<the type>";

namespace {

/// What came out of compiling the file.
struct Explanation {
  std::string Text;
  /// Errors in the name of the type, and in the file itself.
  std::vector<std::string> TypeErrors, FileErrors;
};

class ErrorCollector : public DiagnosticConsumer {
public:
  explicit ErrorCollector(Explanation &Result) : Result(Result) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error)
      return;
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    PresumedLoc Place;
    if (Info.hasSourceManager() && Info.getLocation().isValid())
      Place = Info.getSourceManager().getPresumedLoc(Info.getLocation());
    if (Place.isInvalid())
      Result.FileErrors.push_back(("error: " + Text).str());
    else if (llvm::StringRef(Place.getFilename()) == AliasFile)
      Result.TypeErrors.push_back(Text.str().str());
    else
      Result.FileErrors.push_back((llvm::Twine(Place.getFilename()) + ":" +
                                   llvm::Twine(Place.getLine()) + ":" +
                                   llvm::Twine(Place.getColumn()) +
                                   ": error: " + Text)
                                      .str());
  }

private:
  Explanation &Result;
};

class TypeConsumer : public ASTConsumer {
public:
  TypeConsumer(CompilerInstance &Compiler, const ModelSet &Models,
               Explanation &Result)
      : Compiler(Compiler), Models(Models), Result(Result) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    const FunctionDecl *F = D->getAsFunction();
    return F && !bodyMatters(*F, Compiler.getSourceManager());
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    const TypedefNameDecl *Alias = nullptr;
    for (const NamedDecl *D : Context.getTranslationUnitDecl()->lookup(
             &Context.Idents.get(AliasName)))
      Alias = dyn_cast<TypedefNameDecl>(D);
    if (!Alias)
      return;
    const QualType T = Alias->getUnderlyingType();
    complete(T, Alias->getLocation());
    TranslationUnit Unit(Context, Models);
    SendExplanation Explain(Unit.sendTraits());
    llvm::raw_string_ostream Out(Result.Text);
    for (Trait Asked : {Trait::Send, Trait::Sync, Trait::Safe})
      print(Explain.tree(T, Asked), Context, Out);
  }

private:
  /// Instantiates the templates that the type is made of. Nothing else in the
  /// file may have needed them.
  void complete(QualType T, SourceLocation Where) {
    // Each of a row of types may name the next one, without an end.
    if (Completed.size() >= MaxTypes)
      return;
    if (T->isPointerType() || T->isReferenceType())
      return complete(T->getPointeeType(), Where);
    if (const ArrayType *Array = T->getAsArrayTypeUnsafe())
      return complete(Array->getElementType(), Where);
    const auto *Record = T->getAsCXXRecordDecl();
    if (!Record || !Completed.insert(Record->getCanonicalDecl()).second)
      return;
    const bool IsComplete = Compiler.getSema().isCompleteType(Where, T);
    for (QualType Argument : typeArguments(*Record))
      complete(Argument, Where);
    Record = Record->getDefinition();
    if (!IsComplete || !Record || isInSystemHeader(*Record))
      return;
    for (const CXXBaseSpecifier &Base : Record->bases())
      complete(Base.getType(), Where);
    for (const FieldDecl *Field : Record->fields())
      complete(Field->getType(), Where);
  }

  CompilerInstance &Compiler;
  const ModelSet &Models;
  Explanation &Result;
  static constexpr unsigned MaxTypes = 256;
  llvm::SmallPtrSet<const Decl *, 16> Completed;
};

class TypeAction : public ASTFrontendAction {
public:
  TypeAction(const ModelSet &Models, Explanation &Result)
      : Models(Models), Result(Result) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef) override {
    return std::make_unique<TypeConsumer>(Compiler, Models, Result);
  }

private:
  const ModelSet &Models;
  Explanation &Result;
};

/// Compiles a file with the line for \p Type behind it.
class TypeActionFactory : public tooling::FrontendActionFactory {
public:
  TypeActionFactory(llvm::StringRef Type, const ModelSet &Models,
                    Explanation &Result)
      : Type(Type), Models(Models), Result(Result) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<TypeAction>(Models, Result);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> Containers,
                     DiagnosticConsumer *Consumer) override {
    Invocation->getFrontendOpts().SkipFunctionBodies = true;
    Invocation->getDiagnosticOpts().IgnoreWarnings = true;
    Invocation->getDiagnosticOpts().ShowCarets = false;
    Invocation->getPreprocessorOpts().SetUpStaticAnalyzer = true;
    Invocation->getDependencyOutputOpts() = DependencyOutputOptions();
    for (const FrontendInputFile &Input :
         Invocation->getFrontendOpts().Inputs) {
      auto Buffer = Files->getBufferForFile(Input.getFile());
      if (!Buffer)
        continue; // the compiler says so itself
      const std::string Text =
          ((*Buffer)->getBuffer() + "\n#line 1 \"" + AliasFile + "\"\nusing " +
           AliasName + " = " + Type + ";\n")
              .str();
      Invocation->getPreprocessorOpts().addRemappedFile(
          Input.getFile(),
          llvm::MemoryBuffer::getMemBufferCopy(Text, Input.getFile())
              .release());
    }
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Files, std::move(Containers), Consumer);
  }

private:
  std::string Type;
  const ModelSet &Models;
  Explanation &Result;
};

} // namespace

static ExitStatus fail(const llvm::Twine &Message, ExitStatus Status) {
  err() << "corolint: error: " << Message << "\n";
  return Status;
}

/// The models of the configuration; its files have been checked before.
static ModelSet modelsOf(const tidy::ClangTidyOptions &Config) {
  ModelSet Models = ModelSet::builtin();
  auto Given = Config.CheckOptions.find("Models");
  if (Given == Config.CheckOptions.end())
    return Models;
  llvm::SmallVector<llvm::StringRef, 4> Files;
  llvm::StringRef(Given->second.Value)
      .split(Files, ';', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (llvm::StringRef File : Files)
    llvm::consumeError(Models.addFile(File.trim()));
  return Models;
}

static Explanation compile(const CompileUnit &Unit, llvm::StringRef Type,
                           const tidy::ClangTidyOptions &Config) {
  Explanation Result;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk =
      llvm::vfs::createPhysicalFileSystem();
  if (std::error_code Error =
          Disk->setCurrentWorkingDirectory(Unit.Command.Directory)) {
    Result.FileErrors.push_back("error: its build folder '" +
                                Unit.Command.Directory +
                                "' cannot be entered: " + Error.message());
    return Result;
  }
  auto Files =
      llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Disk);
  const ModelSet Models = modelsOf(Config);
  ErrorCollector Errors(Result);
  TypeActionFactory Actions(Type, Models, Result);
  tooling::ToolInvocation Invocation(
      frontendArguments(Unit, Config), &Actions, Files.get(),
      std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Errors);
  DiagnosticOptions DriverDiagnostics;
  DriverDiagnostics.IgnoreWarnings = true;
  Invocation.setDiagnosticOptions(&DriverDiagnostics);
  Invocation.run();
  return Result;
}

ExitStatus corolint::driver::explainType(const Options &O, Config &C) {
  if (O.TypeName.find_first_of(";\n#") != std::string::npos ||
      llvm::StringRef(O.TypeName).trim().empty())
    return fail("'" + O.TypeName +
                    "' is no type; write one as at the end of the file, like "
                    "'std::pair<int, app::Session>'",
                UsageError);
  llvm::Expected<Selection> Selected = selectUnits(O);
  if (!Selected) {
    err() << llvm::toString(Selected.takeError()) << "\n";
    return UsageError;
  }
  const std::string &File = O.Files.front();
  if (Selected->Units.empty())
    return fail("'" + File + "' is not in " + Selected->Database +
                    "; name a file that is, or give the compiler flags after "
                    "'--'",
                UsageError);
  const CompileUnit &Unit = Selected->Units.front();
  tidy::ClangTidyOptions Config = withArguments(O, C.optionsFor(Unit.File));
  if (!C.check())
    return UsageError;
  const Explanation Result = compile(Unit, O.TypeName, Config);
  if (!Result.FileErrors.empty()) {
    for (const std::string &Error : Result.FileErrors)
      err() << Error << "\n";
    return fail("'" + File + "' does not compile, so '" + O.TypeName +
                    "' cannot be looked at; make it compile first",
                Incomplete);
  }
  if (!Result.TypeErrors.empty())
    return fail("'" + O.TypeName + "' is no type at the end of '" + File +
                    "': " + Result.TypeErrors.front() +
                    "; write it with its namespaces, and with the file that "
                    "declares it",
                UsageError);
  if (Result.Text.empty())
    return fail("Clang could not make sense of the command line of '" + File +
                    "'",
                Incomplete);
  llvm::outs() << Result.Text;
  return Success;
}
