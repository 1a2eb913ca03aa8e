//===--- Frontend.cpp - analysing one translation unit --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Frontend.h"
#include "analysis/BodyVisibility.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "framework/Registry.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace clang::tidy;
using namespace corolint;
using namespace corolint::driver;

namespace {

/// Runs the checks over one translation unit.
class RuleConsumer : public ASTConsumer {
public:
  RuleConsumer(CompilerInstance &Compiler, ClangTidyContext &Context,
               UnitResult &Result)
      : SM(Compiler.getSourceManager()), Result(Result),
        Profiled(Context.getEnableProfiling()), Finder(finderOptions()) {
    ClangTidyCheckFactories Factories;
    addCheckFactories(Factories, Host::Corolint);
    Checks = Factories.createChecksForLanguage(&Context);
    Preprocessor &PP = Compiler.getPreprocessor();
    for (const std::unique_ptr<ClangTidyCheck> &Check : Checks) {
      Check->registerMatchers(&Finder);
      Check->registerPPCallbacks(SM, &PP, &PP);
    }
  }

  bool shouldSkipFunctionBody(Decl *D) override {
    const FunctionDecl *F = D->getAsFunction();
    return F && !bodyMatters(*F, SM);
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    // What Clang makes of code with errors is not what the author wrote; a
    // report about it would be a guess.
    if (Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    restrictToUserCode(Context);
    // The steps of MatchFinder::matchAST, without its walk over all headers:
    // checks of corolint match the translation unit itself and nothing else.
    for (MatchFinder::MatchCallback *Check : callbacks())
      Check->onStartOfTranslationUnit();
    Finder.match(*Context.getTranslationUnitDecl(), Context);
    for (MatchFinder::MatchCallback *Check : callbacks())
      Check->onEndOfTranslationUnit();
    storeProfile();
    Result.Analysed = true;
  }

private:
  const SourceManager &SM;
  UnitResult &Result;
  bool Profiled;
  llvm::StringMap<llvm::TimeRecord> Times;
  MatchFinder Finder;
  std::vector<std::unique_ptr<ClangTidyCheck>> Checks;

  MatchFinder::MatchFinderOptions finderOptions() {
    MatchFinder::MatchFinderOptions Options;
    if (Profiled)
      Options.CheckProfiling.emplace(Times);
    return Options;
  }

  std::vector<MatchFinder::MatchCallback *> callbacks() const {
    std::vector<MatchFinder::MatchCallback *> All;
    for (const std::unique_ptr<ClangTidyCheck> &Check : Checks)
      All.push_back(Check.get());
    return All;
  }

  /// Walks over the tree that a check starts see user code only.
  void restrictToUserCode(ASTContext &Context) {
    std::vector<Decl *> Scope;
    for (Decl *D : Context.getTranslationUnitDecl()->decls())
      if (D->getLocation().isValid() &&
          !SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
        Scope.push_back(D);
    Context.setTraversalScope(Scope);
  }

  void storeProfile() {
    for (const auto &Time : Times)
      Result.Profile.push_back({Time.getKey().str(),
                                Time.getValue().getProcessTime(),
                                Time.getValue().getWallTime()});
  }
};

/// Compiles with corolint's settings instead of those of the command line.
class RuleAction : public ASTFrontendAction {
public:
  RuleAction(ClangTidyContext &Context, UnitResult &Result)
      : Context(Context), Result(Result) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef File) override {
    Context.setSourceManager(&Compiler.getSourceManager());
    Context.setCurrentFile(File);
    Context.setASTContext(&Compiler.getASTContext());
    return std::make_unique<RuleConsumer>(Compiler, Context, Result);
  }

private:
  ClangTidyContext &Context;
  UnitResult &Result;
};

class RuleActionFactory : public tooling::FrontendActionFactory {
public:
  RuleActionFactory(ClangTidyContext &Context, UnitResult &Result)
      : Context(Context), Result(Result) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<RuleAction>(Context, Result);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> Containers,
                     DiagnosticConsumer *Consumer) override {
    FrontendOptions &Frontend = Invocation->getFrontendOpts();
    Frontend.SkipFunctionBodies = true;
    // The process ends soon; freeing a large tree node by node takes longer.
    Frontend.DisableFree = true;
    // Nobody sees the compiler's warnings, -Werror or not. Without them Sema
    // makes no flow graphs for them either.
    Invocation->getDiagnosticOpts().IgnoreWarnings = true;
    // Nor the count of warnings that ends a compiler's run with carets.
    Invocation->getDiagnosticOpts().ShowCarets = false;
    // __clang_analyzer__ is defined, as it is in clang-tidy: user code is to
    // look the same to the plugin and to us.
    Invocation->getPreprocessorOpts().SetUpStaticAnalyzer = true;
    Invocation->getDependencyOutputOpts() = DependencyOutputOptions();
    Invocation->getHeaderSearchOpts().Verbose = false;
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Files, std::move(Containers), Consumer);
  }

private:
  ClangTidyContext &Context;
  UnitResult &Result;
};

} // namespace

UnitResult corolint::driver::analyse(const Task &T) {
  UnitResult Result;
  llvm::PrettyStackTraceFormat Crash("analysing '%s'", T.Unit.File.c_str());
  // Its own working directory, so that the process keeps the user's.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk =
      llvm::vfs::createPhysicalFileSystem();
  if (std::error_code Error =
          Disk->setCurrentWorkingDirectory(T.Unit.Command.Directory)) {
    Result.Reason = "its build folder '" + T.Unit.Command.Directory +
                    "' cannot be entered: " + Error.message();
    return Result;
  }
  auto Files =
      llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Disk);

  ClangTidyContext Context(
      std::make_unique<DefaultOptionsProvider>(T.Global, T.Config));
  Context.setEnableProfiling(T.Profile);
  Context.setCurrentFile(T.Unit.File);
  if (llvm::ErrorOr<std::string> Folder = Disk->getCurrentWorkingDirectory())
    Context.setCurrentBuildDirectory(*Folder);
  ClangTidyDiagnosticConsumer Consumer(Context);
  auto DiagOptions = std::make_unique<DiagnosticOptions>();
  DiagnosticsEngine Engine(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(),
                           *DiagOptions, &Consumer, /*ShouldOwnClient=*/false);
  Context.setDiagnosticsEngine(std::move(DiagOptions), &Engine);

  RuleActionFactory Actions(Context, Result);
  tooling::ToolInvocation Invocation(
      frontendArguments(T.Unit, T.Config), &Actions, Files.get(),
      std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Consumer);
  // What the driver thinks of the flags themselves is not worth a word either.
  DiagnosticOptions DriverDiagnostics;
  DriverDiagnostics.IgnoreWarnings = true;
  Invocation.setDiagnosticOptions(&DriverDiagnostics);
  Invocation.run();

  Result.Findings = Consumer.take();
  Result.Stats = Context.getStats();
  if (!Result.Analysed && Result.Findings.empty())
    Result.Reason = "Clang could not make sense of its command line";
  return Result;
}
