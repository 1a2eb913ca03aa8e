//===--- Config.cpp - which rules run where -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Config.h"
#include "Names.h"
#include "analysis/Models.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/GlobList.h"
#include "framework/Registry.h"
#include "output/SafeStream.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tidy;
using namespace corolint;
using namespace corolint::driver;
using namespace llvm;

static void error(const Twine &Message) {
  err() << "corolint: error: " << Message << "\n";
}

/// Parses configuration. What is wrong goes to \p Errors, ready to print.
static ErrorOr<ClangTidyOptions> parse(MemoryBufferRef Text,
                                       std::vector<std::string> &Errors) {
  bool Said = false;
  auto Keep = [&](const SMDiagnostic &D) {
    std::string Printed;
    raw_string_ostream OS(Printed);
    D.print(/*ProgName=*/nullptr, OS, /*ShowColors=*/false);
    Errors.push_back(std::move(Printed));
    Said = true;
  };
  ErrorOr<ClangTidyOptions> Parsed = parseConfigurationWithDiags(Text, Keep);
  if (!Parsed && !Said)
    Errors.push_back((Text.getBufferIdentifier() +
                      ": error: this is no configuration: " +
                      Parsed.getError().message() + "\n")
                         .str());
  else if (!Parsed)
    Errors.push_back(("corolint: error: the configuration '" +
                      Text.getBufferIdentifier() +
                      "' cannot be used; it consists of lines 'Key: value', "
                      "as --dump-config prints them\n")
                         .str());
  return Parsed;
}

//===----------------------------------------------------------------------===//
// Where the options of a file come from
//===----------------------------------------------------------------------===//

namespace {

/// What one list of `Checks` globs says, read from front to back.
struct ChecksVerdict {
  bool NamesUs = false;
  bool EnablesSomething = false;

  void read(StringRef Globs) {
    GlobList List(Globs);
    for (const auto &Item : List.getItems()) {
      NamesUs |= Item.Text.contains("corolint");
      if (Item.IsPositive)
        EnablesSomething |= !Item.Text.empty();
      else if (Item.Text == "*")
        EnablesSomething = false;
    }
  }
};

/// .clang-tidy files through our own handler. The constructor that takes one
/// leaves the file system null, and every use of it crashes.
class ConfigFiles : public FileOptionsProvider {
public:
  ConfigFiles(ClangTidyOptions Defaults, ConfigFileHandlers Handlers)
      : FileOptionsProvider(ClangTidyGlobalOptions(), std::move(Defaults),
                            ClangTidyOptions(), std::move(Handlers)) {
    FS = vfs::getRealFileSystem();
  }
};

class LayeredOptions : public ClangTidyOptionsProvider {
public:
  ClangTidyGlobalOptions Global;
  /// --config or --config-file; takes the place of .clang-tidy files unless it
  /// says InheritParentConfig.
  std::optional<ClangTidyOptions> Given;
  /// Options of the command line that win over all configuration.
  ClangTidyOptions Override;

  LayeredOptions(ClangTidyOptions Defaults,
                 std::shared_ptr<std::vector<std::string>> Errors)
      : Defaults(Defaults),
        InFiles(Defaults, {{".clang-tidy", [Errors](MemoryBufferRef Text) {
                              ErrorOr<ClangTidyOptions> Parsed =
                                  parse(Text, *Errors);
                              // The run ends with our message; the provider's
                              // own would be a second one.
                              return Parsed ? Parsed : ClangTidyOptions();
                            }}}) {}

  const ClangTidyGlobalOptions &getGlobalOptions() override { return Global; }

  std::vector<OptionsSource> getRawOptions(StringRef File) override {
    std::vector<OptionsSource> Sources;
    if (!Given || Given->InheritParentConfig.value_or(false))
      Sources = InFiles.getRawOptions(File);
    else
      Sources.emplace_back(Defaults, "corolint's defaults");
    if (Given)
      Sources.emplace_back(*Given, OptionsSourceTypeConfigCommandLineOption);
    addRulesUnlessConfigured(Sources);
    Sources.emplace_back(Override, OptionsSourceTypeCheckCommandLineOption);
    return Sources;
  }

private:
  ClangTidyOptions Defaults;
  ConfigFiles InFiles;

  /// The first source holds the defaults, the others configuration.
  static void addRulesUnlessConfigured(std::vector<OptionsSource> &Sources) {
    ChecksVerdict Verdict;
    bool Configured = false;
    for (const OptionsSource &Source : drop_begin(Sources))
      if (Source.first.Checks) {
        Configured = true;
        Verdict.read(*Source.first.Checks);
      }
    if (Verdict.NamesUs || (Configured && !Verdict.EnablesSomething))
      return;
    ClangTidyOptions AllRules;
    AllRules.Checks = "corolint-*";
    Sources.emplace_back(AllRules, "corolint's defaults");
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// The command line
//===----------------------------------------------------------------------===//

static ClangTidyOptions defaults() {
  ClangTidyOptions O;
  O.Checks = "corolint-*";
  O.WarningsAsErrors = "";
  O.HeaderFilterRegex = ".*";
  O.ExcludeHeaderFilterRegex = "";
  O.SystemHeaders = false;
  O.FormatStyle = "none";
  return ClangTidyOptions::getDefaults().merge(O, 0);
}

static ClangTidyOptions overrides(const Options &O) {
  ClangTidyOptions Override;
  Override.Checks = O.Checks;
  Override.WarningsAsErrors = O.WarningsAsErrors;
  Override.HeaderFilterRegex = O.HeaderFilter;
  Override.ExcludeHeaderFilterRegex = O.ExcludeHeaderFilter;
  Override.FormatStyle = O.FormatStyle;
  Override.UseColor = O.UseColor;
  // Code in system headers is never reported, whatever shared configuration
  // asks of clang-tidy's own checks.
  Override.SystemHeaders = false;
  return Override;
}

/// The model files as the checks take them: absolute, separated by semicolons.
static std::string modelList(const std::vector<std::string> &Files) {
  std::string List;
  for (const std::string &File : Files) {
    SmallString<256> Path(File);
    sys::fs::make_absolute(Path);
    List += (List.empty() ? "" : ";") + Path.str().str();
  }
  return List;
}

static bool checkGlobs(const char *Option,
                       const std::optional<std::string> &Globs) {
  if (!Globs)
    return true;
  const std::vector<std::string> Unknown =
      unknownRules(*Globs, /*OnlyOurs=*/false);
  for (const std::string &Message : Unknown)
    error(Twine(Option) + ": " + Message +
          " (corolint --list-checks lists the rules)");
  return Unknown.empty();
}

/// The text of --config or --config-file. Nothing to read is an empty string;
/// after an error, which has been printed, nothing.
static std::optional<std::string> givenConfig(const Options &O) {
  if (!O.ConfigFile)
    return O.Config.value_or("");
  auto Text = MemoryBuffer::getFile(*O.ConfigFile);
  if (Text)
    return (*Text)->getBuffer().str();
  error("cannot read the configuration file '" + *O.ConfigFile +
        "': " + Text.getError().message());
  return std::nullopt;
}

std::unique_ptr<Config> Config::create(const Options &O) {
  const bool KnownChecks = checkGlobs("--checks", O.Checks);
  const bool KnownErrors =
      checkGlobs("--warnings-as-errors", O.WarningsAsErrors);
  if (!KnownChecks || !KnownErrors)
    return nullptr;
  std::unique_ptr<Config> Result(new Config());
  auto Layers = std::make_unique<LayeredOptions>(defaults(), Result->Errors);
  Layers->Override = overrides(O);
  if (!O.ModelFiles.empty())
    Layers->Override.CheckOptions["Models"] =
        ClangTidyOptions::ClangTidyValue(modelList(O.ModelFiles));
  if (parseLineFilter(O.LineFilter, Layers->Global)) {
    error("--line-filter is no list of the form "
          "[{\"name\":\"a.cpp\",\"lines\":[[1,3]]}]: " +
          O.LineFilter);
    return nullptr;
  }
  std::optional<std::string> Text = givenConfig(O);
  if (!Text)
    return nullptr;
  if (!Text->empty()) {
    const std::string Source = O.ConfigFile.value_or("--config");
    if (auto Parsed = parse(MemoryBufferRef(*Text, Source), *Result->Errors))
      Layers->Given = std::move(*Parsed);
  }
  Result->Provider = std::move(Layers);
  if (!Result->check())
    return nullptr;
  return Result;
}

//===----------------------------------------------------------------------===//
// Use
//===----------------------------------------------------------------------===//

const ClangTidyGlobalOptions &Config::globalOptions() const {
  return Provider->getGlobalOptions();
}

static void checkRegex(const char *Option,
                       const std::optional<std::string> &Text,
                       std::vector<std::string> &Errors) {
  std::string Why;
  if (!Text || Text->empty() || Regex(*Text).isValid(Why))
    return;
  std::string Message = std::string("corolint: error: ") + Option + " '" +
                        *Text + "' is no regular expression: " + Why + "\n";
  if (!is_contained(Errors, Message))
    Errors.push_back(std::move(Message));
}

ClangTidyOptions Config::optionsFor(StringRef File) {
  ClangTidyOptions O = Provider->getOptions(File);
  checkRegex("HeaderFilterRegex (--header-filter)", O.HeaderFilterRegex,
             *Errors);
  checkRegex("ExcludeHeaderFilterRegex (--exclude-header-filter)",
             O.ExcludeHeaderFilterRegex, *Errors);
  for (const auto &Option : O.CheckOptions)
    if (Option.getKey() == "Models" ||
        (Option.getKey().starts_with("corolint-") &&
         Option.getKey().ends_with(".Models")))
      ModelLists.insert(Option.getValue().Value);
  return O;
}

bool Config::check() {
  StringSet<> Files;
  ModelSet Models;
  for (const auto &List : ModelLists) {
    SmallVector<StringRef, 4> Names;
    List.getKey().split(Names, ';', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
    for (StringRef Name : Names)
      if (Files.insert(Name.trim()).second)
        if (llvm::Error E = Models.addFile(Name.trim()))
          Errors->push_back(toString(std::move(E)) + "\n");
  }
  for (const std::string &Message : *Errors)
    err() << Message;
  return Errors->empty();
}

namespace {

/// All enabled checks of one configuration, made to be asked, not run.
struct ChecksToAsk {
  explicit ChecksToAsk(const ClangTidyOptions &O, StringSet<> *Asked = nullptr)
      : Context(std::make_unique<DefaultOptionsProvider>(
            ClangTidyGlobalOptions(), O)),
        Consumer(Context) {
    auto DiagOptions = std::make_unique<clang::DiagnosticOptions>();
    Engine = std::make_unique<clang::DiagnosticsEngine>(
        makeIntrusiveRefCnt<clang::DiagnosticIDs>(), *DiagOptions, &Consumer,
        /*ShouldOwnClient=*/false);
    Context.setDiagnosticsEngine(std::move(DiagOptions), Engine.get());
    Context.setOptionsCollector(Asked);
    ClangTidyCheckFactories Factories;
    addCheckFactories(Factories, Host::Corolint);
    Checks = Factories.createChecks(&Context);
  }

  ClangTidyContext Context;
  ClangTidyDiagnosticConsumer Consumer;
  std::unique_ptr<clang::DiagnosticsEngine> Engine;
  std::vector<std::unique_ptr<ClangTidyCheck>> Checks;
};

} // namespace

bool Config::verify(StringRef File) {
  ClangTidyOptions Everything;
  Everything.Checks = "*";
  StringSet<> Known;
  ChecksToAsk Asked(Everything, &Known);
  std::vector<std::string> KnownOptions;
  for (const auto &Name : Known)
    KnownOptions.push_back(Name.getKey().str());

  bool Fine = true;
  auto Report = [&](const Twine &Source, const Twine &Message) {
    err() << Source << ": warning: " << Message << " [-verify-config]\n";
    Fine = false;
  };
  for (const auto &[O, Source] : Provider->getRawOptions(File)) {
    for (const std::string &Message :
         unknownRules(O.Checks.value_or(""), /*OnlyOurs=*/true))
      Report(Source, Message);
    for (const auto &Option : O.CheckOptions)
      if (Option.getKey().starts_with("corolint") &&
          !Known.contains(Option.getKey()))
        Report(Source, "no rule has the option '" + Option.getKey() + "'" +
                           didYouMean(Option.getKey(), KnownOptions));
  }
  return Fine;
}

std::vector<std::string> driver::enabledRules(const ClangTidyOptions &O) {
  GlobList Enabled(O.Checks.value_or(""));
  std::vector<std::string> Names = allRules();
  erase_if(Names,
           [&](const std::string &Name) { return !Enabled.contains(Name); });
  return Names;
}

std::string driver::effectiveConfig(const ClangTidyOptions &O) {
  ChecksToAsk Enabled(O);
  ClangTidyOptions Dumped = O;
  Dumped.CheckOptions.clear();
  for (const std::unique_ptr<ClangTidyCheck> &Check : Enabled.Checks)
    Check->storeOptions(Dumped.CheckOptions);
  return configurationAsText(Dumped);
}
