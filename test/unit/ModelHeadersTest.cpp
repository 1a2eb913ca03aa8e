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

#include "analysis/Models.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

struct Library {
  /// The file in checks/models, without its ending.
  const char *Model;
  /// A header that is there when the library is installed.
  const char *Probe;
  /// What a user of the library includes.
  std::vector<const char *> Includes;
  std::vector<std::string> Flags = {};
  /// Names that these headers cannot show: another platform's, another
  /// version's or another implementation's. A name ending in * is a prefix.
  std::vector<llvm::StringRef> Elsewhere = {};
};

void PrintTo(const Library &L, std::ostream *Out) { *Out << L.Model; }

const Library Libraries[] = {
    {"std",
     "mutex",
     {"algorithm", "chrono", "condition_variable", "coroutine", "functional",
      "memory", "mutex", "numeric", "optional", "shared_mutex", "tuple",
      "utility", "variant", "vector"},
     {},
     // What libc++ 19 calls these; compared with its headers by hand.
     {"std::__ignore_type",
      "std::__ignore_t",
      "std::__optional_storage_base::has_value",
      "std::__optional_destruct_base::reset",
      "std::ranges::__for_each::*",
      "std::ranges::__for_each_n::*",
      "std::ranges::__all_of::*",
      "std::ranges::__any_of::*",
      "std::ranges::__none_of::*",
      "std::ranges::__count_if::*",
      "std::ranges::__find_if::*",
      "std::ranges::__find_if_not::*",
      "std::ranges::__copy_if::*",
      "std::ranges::__transform::*",
      "std::ranges::__generate::*",
      "std::ranges::__remove_if::*",
      "std::ranges::__sort::*",
      "std::ranges::__stable_sort::*",
      "std::ranges::__lower_bound::*",
      "std::ranges::__min_element::*",
      "std::ranges::__max_element::*"}},
    {"posix", "pthread.h", {"pthread.h", "threads.h", "stdio.h"}},
    {"boost-thread",
     "boost/thread.hpp",
     {"boost/thread.hpp",
      "boost/thread/lock_guard.hpp",
      "boost/thread/null_mutex.hpp",
      "boost/thread/reverse_lock.hpp",
      "boost/thread/shared_lock_guard.hpp",
      "boost/thread/strict_lock.hpp",
      "boost/thread/synchronized_value.hpp",
      "boost/thread/with_lock_guard.hpp",
      "boost/chrono.hpp",
      "boost/core/swap.hpp",
      "boost/date_time/posix_time/posix_time.hpp",
      "boost/fiber/mutex.hpp",
      "boost/fiber/recursive_mutex.hpp",
      "boost/fiber/recursive_timed_mutex.hpp",
      "boost/fiber/timed_mutex.hpp",
      "boost/interprocess/sync/file_lock.hpp",
      "boost/interprocess/sync/interprocess_condition.hpp",
      "boost/interprocess/sync/interprocess_condition_any.hpp",
      "boost/interprocess/sync/interprocess_mutex.hpp",
      "boost/interprocess/sync/interprocess_recursive_mutex.hpp",
      "boost/interprocess/sync/interprocess_sharable_mutex.hpp",
      "boost/interprocess/sync/interprocess_upgradable_mutex.hpp",
      "boost/interprocess/sync/named_condition.hpp",
      "boost/interprocess/sync/named_condition_any.hpp",
      "boost/interprocess/sync/named_mutex.hpp",
      "boost/interprocess/sync/named_recursive_mutex.hpp",
      "boost/interprocess/sync/named_sharable_mutex.hpp",
      "boost/interprocess/sync/named_upgradable_mutex.hpp",
      "boost/interprocess/sync/null_mutex.hpp",
      "boost/interprocess/sync/scoped_lock.hpp",
      "boost/interprocess/sync/sharable_lock.hpp",
      "boost/interprocess/sync/upgradable_lock.hpp",
      "boost/optional.hpp",
      "boost/signals2/dummy_mutex.hpp",
      "boost/signals2/mutex.hpp",
      "boost/smart_ptr/detail/spinlock.hpp"},
     {"-DBOOST_THREAD_VERSION=4", "-DBOOST_THREAD_USES_DATETIME"}},
    {"boost-asio",
     "boost/asio.hpp",
     {"boost/asio.hpp", "boost/asio/detail/null_mutex.hpp",
      "boost/asio/experimental/coro.hpp"},
     {},
     {"asio::*", "boost::asio::detail::std_mutex",
      "boost::asio::detail::win_mutex"}},
    {"abseil",
     "absl/synchronization/mutex.h",
     {"absl/base/internal/spinlock.h", "absl/synchronization/mutex.h"}},
    {"qt",
     "x86_64-linux-gnu/qt6/QtCore/QMutex",
     {"QtCore/QDeadlineTimer", "QtCore/QMutex", "QtCore/QReadWriteLock",
      "QtCore/QWaitCondition", "QCoroTask"},
     {"-isystem/usr/include/x86_64-linux-gnu/qt6",
      "-isystem/usr/include/x86_64-linux-gnu/qt6/QtCore",
      "-isystem/usr/include/qcoro6/qcoro", "-isystem/usr/include/qcoro6/QCoro"},
     // Newer than the packaged QCoro.
     {"QCoro::LazyTask"}},
    {"kj", "kj/mutex.h", {"kj/async.h", "kj/mutex.h"}},
    {"tbb",
     "oneapi/tbb/mutex.h",
     {"oneapi/tbb/mutex.h", "oneapi/tbb/null_mutex.h",
      "oneapi/tbb/null_rw_mutex.h", "oneapi/tbb/queuing_mutex.h",
      "oneapi/tbb/queuing_rw_mutex.h", "oneapi/tbb/rw_mutex.h",
      "oneapi/tbb/spin_mutex.h", "oneapi/tbb/spin_rw_mutex.h"}},
    {"python",
     "pybind11/gil.h",
     {"pybind11/gil.h"},
     {"-isystem/usr/include/python3.11"},
     // Newer than the packaged pybind11, and another library.
     {"pybind11::gil_scoped_acquire_simple",
      "pybind11::gil_scoped_release_simple", "nanobind::*"}},
};

/// Collects the names of \p Types and \p Functions, one set for each name, that
/// some declaration matches.
class NameFinder : public RecursiveASTVisitor<NameFinder> {
public:
  explicit NameFinder(const ModelSet &Models) {
    for (const std::string &Name : Models.typeNames())
      add(Name, "types:\n- {name: '" + Name + "', roles: [lock]}\n");
    for (const std::string &Name : Models.functionNames())
      add(Name, "functions:\n- {name: '" + Name + "', effect: acquire}\n");
  }

  bool shouldVisitTemplateInstantiations() const { return false; }
  bool TraverseStmt(Stmt *) { return true; }

  bool VisitNamedDecl(NamedDecl *D) {
    if (!isa<FunctionDecl, TagDecl, TypedefNameDecl, ClassTemplateDecl,
             TypeAliasTemplateDecl>(D))
      return true;
    const auto *F = dyn_cast<FunctionDecl>(D);
    llvm::erase_if(Missing, [&](const auto &Entry) {
      return F ? !Entry.second.findFunction(*F).empty()
               : Entry.second.findType(*D) != nullptr;
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
  void add(const std::string &Name, const std::string &Entry) {
    ModelSet One;
    EXPECT_EQ("", llvm::toString(One.addText("library: l\n" + Entry, Name)));
    Missing.emplace_back(Name, std::move(One));
  }

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
  EXPECT_EQ(std::vector<std::string>(), Finder.missing(L));
  EXPECT_EQ(std::vector<std::string>(), Finder.wronglyElsewhere(L));
}

INSTANTIATE_TEST_SUITE_P(All, ModelHeaders, testing::ValuesIn(Libraries),
                         [](const auto &Info) {
                           std::string Name = Info.param.Model;
                           std::replace(Name.begin(), Name.end(), '-', '_');
                           return Name;
                         });

} // namespace
