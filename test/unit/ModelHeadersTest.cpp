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
#include "llvm/ADT/StringExtras.h"
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
    {"std-containers",
     "vector",
     {"array", "deque", "forward_list", "list", "map", "queue", "set", "stack",
      "string", "tuple", "unordered_map", "unordered_set", "vector"},
     {"-std=c++23"},
     // Newer than libstdc++ 12.
     {"std::basic_string::append_range",
      "std::basic_string::assign_range",
      "std::basic_string::insert_range",
      "std::basic_string::replace_with_range",
      "std::deque::append_range",
      "std::deque::assign_range",
      "std::deque::insert_range",
      "std::deque::prepend_range",
      "std::flat_map",
      "std::flat_map::*",
      "std::flat_multimap",
      "std::flat_multimap::*",
      "std::flat_multiset",
      "std::flat_multiset::*",
      "std::flat_set",
      "std::flat_set::*",
      "std::forward_list::assign_range",
      "std::forward_list::insert_range_after",
      "std::forward_list::prepend_range",
      "std::inplace_vector",
      "std::inplace_vector::*",
      "std::list::append_range",
      "std::list::assign_range",
      "std::list::insert_range",
      "std::list::prepend_range",
      "std::map::insert_range",
      "std::multimap::insert_range",
      "std::multiset::insert_range",
      "std::priority_queue::push_range",
      "std::queue::push_range",
      "std::set::insert_range",
      "std::stack::push_range",
      "std::unordered_map::insert_range",
      "std::unordered_multimap::insert_range",
      "std::unordered_multiset::insert_range",
      "std::unordered_set::insert_range",
      "std::vector::append_range",
      "std::vector::assign_range",
      "std::vector::insert_range"}},
    {"std",
     "mutex",
     {"algorithm",
      "any",
      "array",
      "chrono",
      "condition_variable",
      "coroutine",
      "deque",
      "filesystem",
      "forward_list",
      "functional",
      "future",
      "iostream",
      "list",
      "map",
      "memory",
      "mutex",
      "numeric",
      "optional",
      "queue",
      "ranges",
      "set",
      "shared_mutex",
      "span",
      "sstream",
      "stack",
      "stop_token",
      "string",
      "string_view",
      "thread",
      "tuple",
      "unordered_map",
      "unordered_set",
      "utility",
      "variant",
      "vector"},
     {},
     // Newer than libstdc++ 12, and what libc++ 19 calls these; compared with
     // its headers by hand.
     {"std::bind_back",
      "std::expected::*",
      "std::shared_ptr::operator bool",
      "std::experimental::scope_exit::scope_exit",
      "std::experimental::scope_fail::scope_fail",
      "std::experimental::scope_success::scope_success",
      "std::generator",
      "std::__deque_iterator",
      "std::__forward_list_const_iterator",
      "std::__forward_list_iterator",
      "std::__hash_const_iterator",
      "std::__hash_iterator",
      "std::__hash_map_const_iterator",
      "std::__hash_map_iterator",
      "std::__list_const_iterator",
      "std::__list_iterator",
      "std::__map_const_iterator",
      "std::__map_iterator",
      "std::__tree_const_iterator",
      "std::__tree_iterator",
      "std::__wrap_iter",
      "std::ranges::__begin::*",
      "std::ranges::__cbegin::*",
      "std::ranges::__cend::*",
      "std::ranges::__data::*",
      "std::ranges::__end::*",
      "std::__ignore_type",
      "std::__ignore_t",
      "std::future::wait",
      "std::shared_future::wait",
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
      "boost/thread/scoped_thread.hpp",
      "boost/thread/with_lock_guard.hpp",
      "boost/chrono.hpp",
      "boost/core/swap.hpp",
      "boost/date_time/posix_time/posix_time.hpp",
      "boost/fiber/fiber.hpp",
      "boost/fiber/future/async.hpp",
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
      "boost/signals2/dummy_mutex.hpp",
      "boost/signals2/mutex.hpp",
      "boost/smart_ptr/detail/spinlock.hpp"},
     {"-DBOOST_THREAD_VERSION=4", "-DBOOST_THREAD_USES_DATETIME"},
     // Clang 22 does not compile Boost 1.81's continuations with executors.
     {"boost::executors::*", "boost::executors::basic_thread_pool"}},
    {"boost-asio",
     "boost/asio.hpp",
     {"boost/asio.hpp", "boost/asio/detail/null_mutex.hpp",
      "boost/asio/experimental/awaitable_operators.hpp",
      "boost/asio/experimental/basic_channel.hpp",
      "boost/asio/experimental/basic_concurrent_channel.hpp",
      "boost/asio/experimental/coro.hpp",
      "boost/asio/experimental/co_spawn.hpp",
      "boost/asio/experimental/parallel_group.hpp",
      "boost/asio/experimental/promise.hpp", "boost/asio/spawn.hpp",
      "boost/asio/ssl.hpp", "boost/beast.hpp", "boost/beast/ssl.hpp"},
     {},
     // Asio's own twins, older and newer versions, Windows and io_uring.
     {"asio::*", "asio_require_concept_fn::*", "asio_require_fn::*",
      "boost::asio::experimental::deferred_*",
      "boost::asio::experimental::detail::channel_send_functions::"
      "try_send_n_via_dispatch",
      "boost::asio::experimental::detail::channel_send_functions::"
      "try_send_via_dispatch",
      "boost::asio::bind_immediate_executor",
      "boost::asio::basic_random_access_file::*",
      "boost::asio::basic_stream_file::*", "boost::asio::detail::std_mutex",
      "boost::asio::detail::win_mutex", "boost::asio::windows::*"}},
    {"boost",
     "boost/asio.hpp",
     {"boost/any.hpp",
      "boost/array.hpp",
      "boost/beast/core.hpp",
      "boost/bind/bind.hpp",
      "boost/circular_buffer.hpp",
      "boost/container/deque.hpp",
      "boost/container/devector.hpp",
      "boost/container/flat_map.hpp",
      "boost/container/flat_set.hpp",
      "boost/container/list.hpp",
      "boost/container/map.hpp",
      "boost/container/set.hpp",
      "boost/container/slist.hpp",
      "boost/container/small_vector.hpp",
      "boost/container/stable_vector.hpp",
      "boost/container/static_vector.hpp",
      "boost/container/vector.hpp",
      "boost/core/span.hpp",
      "boost/function.hpp",
      "boost/mem_fn.hpp",
      "boost/range.hpp",
      "boost/range/algorithm/for_each.hpp",
      "boost/ref.hpp",
      "boost/smart_ptr.hpp",
      "boost/smart_ptr/local_shared_ptr.hpp",
      "boost/tuple/tuple.hpp",
      "boost/unordered/unordered_flat_map.hpp",
      "boost/unordered/unordered_flat_set.hpp",
      "boost/unordered_map.hpp",
      "boost/unordered_set.hpp",
      "boost/utility/string_ref.hpp",
      "boost/utility/string_view.hpp",
      "boost/variant.hpp"}},
    {"abseil",
     "absl/synchronization/mutex.h",
     {"absl/base/call_once.h",
      "absl/base/internal/spinlock.h",
      "absl/cleanup/cleanup.h",
      "absl/container/btree_map.h",
      "absl/container/btree_set.h",
      "absl/container/fixed_array.h",
      "absl/container/flat_hash_map.h",
      "absl/container/flat_hash_set.h",
      "absl/container/inlined_vector.h",
      "absl/container/node_hash_map.h",
      "absl/container/node_hash_set.h",
      "absl/functional/any_invocable.h",
      "absl/functional/bind_front.h",
      "absl/functional/function_ref.h",
      "absl/status/statusor.h",
      "absl/strings/cord.h",
      "absl/synchronization/barrier.h",
      "absl/synchronization/blocking_counter.h",
      "absl/synchronization/mutex.h",
      "absl/synchronization/notification.h",
      "absl/time/time.h",
      "absl/types/span.h"}},
    {"qt",
     "x86_64-linux-gnu/qt6/QtCore/QMutex",
     {"QtCore/QAnyStringView",
      "QtCore/QAtomicInteger",
      "QtCore/QAtomicPointer",
      "QtCore/QDateTime",
      "QtCore/QRegularExpression",
      "QtCore/QSet",
      "QtCore/QSharedPointer",
      "QtCore/QStack",
      "QtCore/QUrl",
      "QtCore/QVariant",
      "QtCore/QByteArray",
      "QtCore/QByteArrayView",
      "QtCore/QDeadlineTimer",
      "QtCore/QHash",
      "QtCore/QList",
      "QtCore/QMap",
      "QtCore/QMutex",
      "QtCore/QObject",
      "QtCore/QQueue",
      "QtCore/QReadWriteLock",
      "QtCore/QScopeGuard",
      "QtCore/QSet",
      "QtCore/QStack",
      "QtCore/QString",
      "QtCore/QThread",
      "QtCore/QThreadPool",
      "QtCore/QTimer",
      "QtCore/QVarLengthArray",
      "QtCore/QWaitCondition",
      "QtConcurrent/QtConcurrentFilter",
      "QtConcurrent/QtConcurrentMap",
      "QtConcurrent/QtConcurrentRun",
      "QCoroAsyncGenerator",
      "QCoroGenerator",
      "QCoroTask",
      "QCoroThread"},
     {"-isystem/usr/include/x86_64-linux-gnu/qt6",
      "-isystem/usr/include/x86_64-linux-gnu/qt6/QtCore",
      "-isystem/usr/include/qcoro6", "-isystem/usr/include/qcoro6/qcoro",
      "-isystem/usr/include/qcoro6/QCoro"},
     // Newer than the packaged QCoro and Qt, and Qt 5.
     {"QCoro::LazyTask", "QCoro::LazyTask::*", "QSpan",
      "QVarLengthArray::assign", "QVector::*"}},
    {"kj",
     "kj/mutex.h",
     {"kj/async.h", "kj/mutex.h", "kj/refcount.h", "kj/string-tree.h",
      "kj/string.h", "kj/vector.h"},
     {},
     // Newer than the packaged one.
     {"kj::Arc", "kj::Rc", "kj::WeakRc", "kj::coCapture", "kj::constPromise",
      "kj::joinPromisesFailFast", "kj::raceSuccessful"}},
    {"tbb",
     "oneapi/tbb/mutex.h",
     {"oneapi/tbb/concurrent_hash_map.h",
      "oneapi/tbb/concurrent_map.h",
      "oneapi/tbb/concurrent_queue.h",
      "oneapi/tbb/concurrent_set.h",
      "oneapi/tbb/concurrent_unordered_map.h",
      "oneapi/tbb/concurrent_unordered_set.h",
      "oneapi/tbb/concurrent_vector.h",
      "oneapi/tbb/parallel_pipeline.h",
      "oneapi/tbb/parallel_reduce.h",
      "oneapi/tbb/parallel_scan.h",
      "oneapi/tbb/parallel_sort.h",
      "oneapi/tbb/mutex.h",
      "oneapi/tbb/null_mutex.h",
      "oneapi/tbb/null_rw_mutex.h",
      "oneapi/tbb/queuing_mutex.h",
      "oneapi/tbb/parallel_for.h",
      "oneapi/tbb/parallel_for_each.h",
      "oneapi/tbb/parallel_invoke.h",
      "oneapi/tbb/queuing_rw_mutex.h",
      "oneapi/tbb/rw_mutex.h",
      "oneapi/tbb/spin_mutex.h",
      "oneapi/tbb/spin_rw_mutex.h",
      "oneapi/tbb/task_arena.h",
      "oneapi/tbb/task_group.h"},
     {"-DTBB_PREVIEW_ISOLATED_TASK_GROUP=1"}},
    {"python",
     "pybind11/gil.h",
     {"pybind11/gil.h"},
     {"-isystem/usr/include/python3.11"},
     // Newer than the packaged pybind11, and another library.
     {"pybind11::gil_scoped_acquire_simple",
      "pybind11::gil_scoped_release_simple", "nanobind::*"}},
};

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
    if (!isa<FunctionDecl, TagDecl, TypedefNameDecl, ClassTemplateDecl,
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
