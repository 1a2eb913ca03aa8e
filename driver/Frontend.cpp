//===--- Frontend.cpp - analysing one translation unit --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Frontend.h"
#include "EffectRecords.h"
#include "PendingFindings.h"
#include "RecordingFiles.h"
#include "analysis/BodyVisibility.h"
#include "cache/InputHashes.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "findings/Functions.h"
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

/// Clang-tidy's consumer, with the difference that a finding that waits for the
/// linker does not count as suppressed: most of them are none.
class FindingConsumer : public ClangTidyDiagnosticConsumer {
public:
  explicit FindingConsumer(ClangTidyContext &Context)
      : ClangTidyDiagnosticConsumer(Context), Context(Context) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Level == DiagnosticsEngine::Note) {
      llvm::SmallString<128> Text;
      Info.FormatDiagnostic(Text);
      IsPending |= readPendingNote(Text).has_value();
      return ClangTidyDiagnosticConsumer::HandleDiagnostic(Level, Info);
    }
    // Whether NOLINT applies is known at once, whether filters do when the
    // next one arrives, which is the same for what is counted here.
    const ClangTidyStats Before = Context.getStats();
    ClangTidyDiagnosticConsumer::HandleDiagnostic(Level, Info);
    countPrevious(Before);
    NolintOfThis =
        Context.getStats().ErrorsIgnoredNOLINT - Before.ErrorsIgnoredNOLINT;
  }

  std::vector<ClangTidyError> findings() {
    const ClangTidyStats Before = Context.getStats();
    std::vector<ClangTidyError> All = take();
    countPrevious(Before);
    return All;
  }

  ClangTidyStats stats() const {
    ClangTidyStats Stats = Context.getStats();
    Stats.ErrorsIgnoredNOLINT -= Uncounted.ErrorsIgnoredNOLINT;
    Stats.ErrorsIgnoredNonUserCode -= Uncounted.ErrorsIgnoredNonUserCode;
    Stats.ErrorsIgnoredLineFilter -= Uncounted.ErrorsIgnoredLineFilter;
    return Stats;
  }

private:
  ClangTidyContext &Context;
  ClangTidyStats Uncounted;
  /// Of the diagnostic before this one.
  bool IsPending = false;
  unsigned NolintOfThis = 0;

  void countPrevious(const ClangTidyStats &Before) {
    const ClangTidyStats &Now = Context.getStats();
    if (IsPending) {
      Uncounted.ErrorsIgnoredNOLINT += NolintOfThis;
      Uncounted.ErrorsIgnoredNonUserCode +=
          Now.ErrorsIgnoredNonUserCode - Before.ErrorsIgnoredNonUserCode;
      Uncounted.ErrorsIgnoredLineFilter +=
          Now.ErrorsIgnoredLineFilter - Before.ErrorsIgnoredLineFilter;
    }
    IsPending = false;
    NolintOfThis = 0;
  }
};

/// What a unit says besides its findings.
struct UnitOutput {
  UnitResult &Result;
  /// Null when the unit is linked with no others.
  UnitSummary *Summary;
  /// Null when nobody asks later whether the result still holds.
  std::vector<InputFile> *Inputs;
};

/// Runs the checks over one translation unit.
class RuleConsumer : public ASTConsumer {
public:
  RuleConsumer(CompilerInstance &Compiler, ClangTidyContext &Context,
               UnitOutput Out)
      : SM(Compiler.getSourceManager()), Out(Out),
        Profiled(Context.getEnableProfiling()), Finder(finderOptions()) {
    ClangTidyCheckFactories Factories;
    addCheckFactories(Factories, Host::Corolint, Out.Summary);
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
    Out.Result.Analysed = true;
  }

private:
  const SourceManager &SM;
  UnitOutput Out;
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
      Out.Result.Profile.push_back({Time.getKey().str(),
                                    Time.getValue().getProcessTime(),
                                    Time.getValue().getWallTime()});
  }
};

/// Compiles with corolint's settings instead of those of the command line.
class RuleAction : public ASTFrontendAction {
public:
  RuleAction(ClangTidyContext &Context, FindingConsumer &Consumer,
             UnitOutput Out)
      : Context(Context), Consumer(Consumer), Out(Out) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef File) override {
    Context.setSourceManager(&Compiler.getSourceManager());
    Context.setCurrentFile(File);
    Context.setASTContext(&Compiler.getASTContext());
    return std::make_unique<RuleConsumer>(Compiler, Context, Out);
  }

  void EndSourceFileAction() override {
    CompilerInstance &Compiler = getCompilerInstance();
    Out.Result.Findings = Consumer.findings();
    Out.Result.Functions =
        packFunctions(Compiler.getASTContext(), Out.Result.Findings);
    if (Out.Inputs)
      storeInputs(Compiler.getSourceManager());
  }

private:
  ClangTidyContext &Context;
  FindingConsumer &Consumer;
  UnitOutput Out;

  /// The contents are hashed as they were read, so that a file that changes
  /// meanwhile does not pass for what was analysed.
  void storeInputs(const SourceManager &SM) {
    for (auto It = SM.fileinfo_begin(); It != SM.fileinfo_end(); ++It) {
      auto Buffer = It->second->getBufferIfLoaded();
      if (!Buffer)
        continue;
      llvm::SmallString<256> Path(It->first.getName());
      SM.getFileManager().makeAbsolutePath(Path);
      Out.Inputs->push_back(
          {Path.str().str(), hashOfContent(Buffer->getBuffer())});
    }
  }
};

class RuleActionFactory : public tooling::FrontendActionFactory {
public:
  RuleActionFactory(ClangTidyContext &Context, FindingConsumer &Consumer,
                    UnitOutput Out)
      : Context(Context), Consumer(Consumer), Out(Out) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<RuleAction>(Context, Consumer, Out);
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
  FindingConsumer &Consumer;
  UnitOutput Out;
};

} // namespace

/// Places by absolute paths: the units of a program have different folders.
static void makeAbsolute(UnitSummary &Unit, const FileManager &Files) {
  auto Rewrite = [&](SourcePlace &Place) {
    llvm::SmallString<256> Path(Place.File);
    if (!Path.empty() && Files.makeAbsolutePath(Path))
      Place.File = Path.str().str();
  };
  for (FunctionSummary &F : Unit.Functions) {
    Rewrite(F.Where);
    for (BlockingSummary &Blocking : F.Blocking)
      Rewrite(Blocking.Where);
    for (LockSummaryEntry &Lock : F.Locks)
      Rewrite(Lock.Where);
    for (OrderSummary &Order : F.Orders)
      for (SourcePlace *Place :
           {&Order.Held.Where, &Order.Taken.Where, &Order.Where})
        Rewrite(*Place);
    for (CallSummary &Call : F.Calls) {
      Rewrite(Call.Where);
      for (HeldLock &Held : Call.Held)
        Rewrite(Held.Where);
    }
  }
}

static void storeForLinker(UnitSummary Summary, const FileManager &Files,
                           UnitResult &Result) {
  makeAbsolute(Summary, Files);
  Result.Pending = pack(takePending(Result.Findings, Summary));
  Result.Effects = packEffects(std::move(Summary));
}

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
  if (!Disk->exists(T.Unit.File)) {
    Result.Reason = "it does not exist, though the build has an entry for it; "
                    "configure the build again";
    return Result;
  }
  auto Recording = llvm::makeIntrusiveRefCnt<RecordingFiles>(Disk);
  auto Files =
      llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Recording);

  ClangTidyContext Context(
      std::make_unique<DefaultOptionsProvider>(T.Global, T.Config));
  Context.setEnableProfiling(T.Profile);
  Context.setCurrentFile(T.Unit.File);
  if (llvm::ErrorOr<std::string> Folder = Disk->getCurrentWorkingDirectory())
    Context.setCurrentBuildDirectory(*Folder);
  FindingConsumer Consumer(Context);
  auto DiagOptions = std::make_unique<DiagnosticOptions>();
  DiagnosticsEngine Engine(llvm::makeIntrusiveRefCnt<DiagnosticIDs>(),
                           *DiagOptions, &Consumer, /*ShouldOwnClient=*/false);
  Context.setDiagnosticsEngine(std::move(DiagOptions), &Engine);

  UnitSummary Summary;
  std::vector<InputFile> Inputs;
  RuleActionFactory Actions(
      Context, Consumer,
      {Result, T.IsLinked ? &Summary : nullptr, T.IsKept ? &Inputs : nullptr});
  tooling::ToolInvocation Invocation(
      frontendArguments(T.Unit, T.Config), &Actions, Files.get(),
      std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Consumer);
  // What the driver thinks of the flags themselves is not worth a word either.
  DiagnosticOptions DriverDiagnostics;
  DriverDiagnostics.IgnoreWarnings = true;
  Invocation.setDiagnosticOptions(&DriverDiagnostics);
  Invocation.run();

  // Of the flags, or in code that was not parsed to its end.
  llvm::append_range(Result.Findings, Consumer.findings());
  Result.Stats = Consumer.stats();
  if (T.IsKept) {
    llvm::append_range(Inputs, Recording->inputs());
    Result.Inputs = packInputs(std::move(Inputs));
  }
  if (T.IsLinked && Result.Analysed)
    storeForLinker(std::move(Summary), *Files, Result);
  if (!Result.Analysed && Result.Findings.empty())
    Result.Reason = "Clang could not make sense of its command line";
  return Result;
}
