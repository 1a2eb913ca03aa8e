//===--- SendTypesTest.cpp - the table of types, row by row ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every row of SendTypes.def, and of the language's own types, with a type of
// the library that the compiler uses. What it does not have yet is declared
// here, marked as a stand-in: names are all that the rows look at.
//
//===----------------------------------------------------------------------===//

#include "SendText.h"
#include <gtest/gtest.h>
#include <set>

using namespace clang;
using namespace corolint;

namespace {

const char Headers[] = R"cpp(
#include <algorithm>
#include <any>
#include <array>
#include <atomic>
#include <barrier>
#include <bitset>
#include <chrono>
#include <complex>
#include <condition_variable>
#include <coroutine>
#include <csetjmp>
#include <cstdarg>
#include <cstdio>
#include <deque>
#include <dirent.h>
#include <expected>
#include <filesystem>
#include <forward_list>
#include <fstream>
#include <functional>
#include <future>
#include <iostream>
#include <latch>
#include <list>
#include <locale>
#include <map>
#include <memory>
#include <memory_resource>
#include <mutex>
#include <optional>
#include <queue>
#include <random>
#include <ranges>
#include <regex>
#include <semaphore>
#include <set>
#include <shared_mutex>
#include <source_location>
#include <span>
#include <spanstream>
#include <sstream>
#include <stack>
#include <stop_token>
#include <string>
#include <string_view>
#include <syncstream>
#include <system_error>
#include <thread>
#include <tuple>
#include <typeindex>
#include <unordered_map>
#include <unordered_set>
#include <valarray>
#include <variant>
#include <vector>
#include "mini.h"

// Stand-ins for what the library does not have.
namespace std {
template <class K, class V, class C = less<K>, class KC = vector<K>, class VC = vector<V>> class flat_map { KC k; VC v; };
template <class S> class copyable_function { void *p; };
template <class S> class function_ref { void *p; };
class inplace_stop_source { void *p; };
class hazard_pointer { void *p; };
template <class R> class generator { void *p; };
template <class C> class basic_format_args { void *p; };
template <class T, class E> class mdspan { T *p; };
class stacktrace_entry { unsigned long pc; };
template <class A> class basic_stacktrace { void *p; };
namespace chrono { class time_zone { void *p; }; }
}

struct plain { int a; std::string b; };
struct safe { std::atomic<int> a; };
struct counted { counted(const counted &); ~counted(); private: int *n; };
class [[clang::annotate("corolint::send", 0)]] bound { int slot; };
struct poly { virtual ~poly(); };
struct last final : poly {};
struct incomplete;
enum class colour { red };
union either { int a; float b; };
struct with_mutable { mutable int cache; };
struct with_lock { mutable std::mutex m; mutable int cache; int a; };
struct bits { int a : 3; int b : 4; };
struct virtually : virtual plain {};
)cpp";

struct Row {
  int Number;
  const char *Type;
  const char *Answers;
};

const Row Language[] = {
    {1, "int", "YYn"},
    {1, "bool", "YYn"},
    {1, "char32_t", "YYn"},
    {1, "colour", "YYn"},
    {1, "std::byte", "YYn"},
    {1, "decltype(nullptr)", "YYn"},
    {1, "const int", "YYY"},
    {2, "bits", "YYn"},
    {3, "int *", "nnn"},
    {3, "safe *", "YYn"},
    {3, "plain *", "nnn"},
    {3, "bound *", "nnn"},
    {4, "const int *", "nYn"},
    {4, "const plain *", "nYn"},
    {4, "const safe *", "YYn"},
    {4, "const with_mutable *", "nnn"},
    {5, "const char *", "BYn"}, // a literal most of the time
    {6, "void *", "nnn"},
    {6, "std::intptr_t", "YYn"},
    {7, "plain &", "nnn"},
    {7, "safe &", "YYY"},
    {8, "const plain &", "nYn"},
    {9, "plain &&", "nnn"},
    {10, "int[3]", "YYn"},
    {10, "bound[3]", "N?n"},
    {10, "std::array<int, 3>", "YYn"},
    {10, "std::array<safe, 3>", "YYY"},
    {11, "void (*)(int)", "YYY"},
    {12, "int plain::*", "YYn"},
    {12, "void (plain::*)()", "YYn"},
    {13, "volatile int", "YYn"},
    {14, "plain", "YYn"},
    {14, "safe", "YYY"},
    {15, "with_mutable", "Ynn"},
    {15, "with_lock", "Y??"},
    {16, "either", "YYn"},
    {17, "poly *", "??n"},
    {17, "std::unique_ptr<poly>", "??n"},
    {17, "std::unique_ptr<last>", "YYn"},
    {18, "virtually", "YYn"},
    {19, "incomplete", "???"},
    {19, "std::unique_ptr<incomplete>", "??n"},
    {23, "mini::task<int>", "?nn"},
};

const Row Library[] = {
    {24, "std::coroutine_handle<>", "?nn"},
    {25, "std::string", "YYn"},
    {25, "std::u16string", "YYn"},
    {26, "std::string_view", "BBn"},
    {27, "std::span<const int>", "BBn"},
    {27, "std::span<int>", "nnn"},
    {27, "std::span<safe>", "BBn"},
    {28, "std::vector<int>", "YYn"},
    {28, "std::vector<bound>", "N?n"},
    {28, "std::deque<plain>", "YYn"},
    {28, "std::list<plain *>", "nnn"},
    {28, "std::forward_list<int>", "YYn"},
    {29, "std::vector<bool>", "YYn"},
    {30, "std::map<int, plain>", "YYn"},
    {30, "std::multimap<int, bound>", "N?n"},
    {30, "std::set<std::string>", "YYn"},
    {30, "std::multiset<int>", "YYn"},
    {31, "std::unordered_map<int, plain>", "YYn"},
    {31, "std::unordered_multimap<int, std::function<void()>>", "?nn"},
    {31, "std::unordered_set<int>", "YYn"},
    {31, "std::unordered_multiset<int>", "YYn"},
    {32, "std::stack<int>", "YYn"},
    {32, "std::queue<bound>", "N?n"},
    {32, "std::priority_queue<int>", "YYn"},
    {32, "std::flat_map<int, int>", "YYn"}, // stand-in
    {33, "std::bitset<64>", "YYn"},
    {34, "std::pair<int, plain>", "YYn"},
    {34, "std::tuple<int, bound>", "N?n"},
    {34, "std::tuple<>", "YYY"},
    {35, "std::optional<int>", "YYn"},
    {35, "std::expected<int, plain *>", "nnn"},
    {35, "std::variant<int, bound>", "N?n"},
    {36, "std::any", "??n"},
    {37, "std::unique_ptr<plain>", "Ynn"},
    {37, "std::unique_ptr<safe>", "YYn"},
    {37, "std::unique_ptr<bound>", "Nnn"},
    {37, "std::unique_ptr<plain[]>", "Ynn"},
    {37, "std::unique_ptr<plain, std::function<void(plain *)>>", "?nn"},
    {38, "std::unique_ptr<const plain>", "YYn"},
    {39, "std::shared_ptr<plain>", "nnn"},
    {39, "std::shared_ptr<safe>", "YYn"},
    {39, "std::shared_ptr<bound>", "NNn"},
    {40, "std::shared_ptr<const plain>", "YYn"},
    {41, "std::weak_ptr<plain>", "nnn"},
    {41, "std::weak_ptr<const plain>", "YYn"},
    {42, "std::shared_ptr<void>", "??n"},
    {43, "std::enable_shared_from_this<plain>", "YYn"},
    {44, "std::atomic<std::shared_ptr<plain>>", "nnY"},
    {44, "std::atomic<std::shared_ptr<const plain>>", "YYY"},
    {45, "std::reference_wrapper<plain>", "nnn"},
    {45, "std::reference_wrapper<safe>", "YYn"},
    {46, "std::less<>", "YYY"},
    {46, "std::hash<int>", "YYY"},
    {46, "std::default_delete<plain>", "YYY"},
    {46, "std::allocator<bound>", "YYY"},
    {47, "std::function<void()>", "?nn"},
    {48, "std::move_only_function<void()>", "?nn"},
    {48, "std::move_only_function<void() const>", "??n"},
    {48, "std::copyable_function<void() const>", "??n"}, // stand-in
    {49, "std::function_ref<void()>", "BBn"},            // stand-in
    {50, "decltype(std::bind_front([](int) {}, 1))", "YYn"},
    {50, "decltype(std::bind(std::declval<void (*)(int)>(), 1))", "YYn"},
    {50, "decltype(std::not_fn(std::less<>()))", "YYn"},
    {51, "std::atomic<int>", "YYY"},
    {51, "std::atomic<plain *>", "YYY"},
    {52, "std::atomic_flag", "YYY"},
    {53, "std::atomic_ref<int>", "BBY"},
    {54, "std::mutex", "YYY"},
    {54, "std::recursive_timed_mutex", "YYY"},
    {55, "std::shared_mutex", "YYY"},
    {56, "std::lock_guard<std::mutex>", "NYn"},
    {56, "std::scoped_lock<std::mutex, std::shared_mutex>", "NYn"},
    {56, "std::unique_lock<std::mutex>", "NYn"},
    {56, "std::shared_lock<std::shared_mutex>", "NYn"},
    {57, "std::unique_lock<mini::async_mutex>", "YYn"},
    {58, "std::condition_variable", "YYY"},
    {58, "std::condition_variable_any", "YYY"},
    {59, "std::once_flag", "YYY"},
    {60, "std::counting_semaphore<3>", "YYY"},
    {60, "std::binary_semaphore", "YYY"},
    {61, "std::latch", "YYY"},
    {61, "std::barrier<>", "YYY"},
    {62, "std::future<plain>", "Ynn"},
    {62, "std::future<bound>", "Nnn"},
    {62, "std::future<void>", "Ynn"},
    {63, "std::shared_future<plain>", "YYn"},
    {63, "std::shared_future<void>", "YYn"},
    {64, "std::promise<plain>", "Ynn"},
    {65, "std::packaged_task<void()>", "?nn"},
    {66, "std::thread", "YYn"},
    {66, "std::jthread", "YYn"},
    {67, "std::thread::id", "YYn"},
    {68, "std::stop_token", "YYY"},
    {68, "std::stop_source", "YYY"},
    {69, "std::stop_callback<void (*)()>", "nYn"},
    {70, "std::inplace_stop_source", "YYY"}, // stand-in
    {71, "std::exception_ptr", "YYn"},
    {72, "std::runtime_error", "YYn"},
    {72, "std::system_error", "YYn"},
    {73, "std::error_code", "YYn"},
    {73, "std::error_condition", "YYn"},
    {74, "std::locale", "YYn"},
    {76, "std::ostringstream", "YNn"},
    {76, "std::ifstream", "YNn"},
    {76, "std::stringbuf", "YNn"},
    {76, "std::ostream &", "nnn"},
    {76, "std::ospanstream", "BNn"},
    {77, "std::osyncstream", "Ynn"},
    {77, "std::syncbuf", "Ynn"},
    {78, "std::filesystem::path", "YYn"},
    {78, "std::filesystem::file_status", "YYn"},
    {78, "std::filesystem::space_info", "YYn"},
    {79, "std::filesystem::directory_iterator", "ddd"},
    {79, "std::filesystem::recursive_directory_iterator", "ddd"},
    {80, "std::regex", "YYn"},
    {81, "std::smatch", "BBn"},
    {81, "std::ssub_match", "BBn"},
    {82, "std::mt19937", "YYn"},
    {82, "std::default_random_engine", "YYn"},
    {82, "std::uniform_int_distribution<>", "YYn"},
    {82, "std::discrete_distribution<>", "YYn"},
    {83, "std::random_device", "ddd"},
    {84, "std::chrono::milliseconds", "YYn"},
    {84, "std::chrono::steady_clock::time_point", "YYn"},
    {84, "std::chrono::year_month_day", "YYn"},
    {85, "const std::chrono::time_zone *", "YYY"}, // stand-in
    {86, "std::complex<double>", "YYn"},
    {86, "std::valarray<int>", "YYn"},
    {87, "std::initializer_list<int>", "BBn"},
    {88, "std::vector<int>::iterator", "BBn"},
    {88, "std::deque<int>::iterator", "BBn"},
    {88, "std::list<int>::iterator", "BBn"},
    {88, "std::forward_list<int>::const_iterator", "BBn"},
    {88, "std::map<int, int>::const_iterator", "BBn"},
    {88, "std::unordered_map<int, int>::iterator", "BBn"},
    {88, "std::vector<bool>::iterator", "BBn"},
    {88, "std::reverse_iterator<int *>", "BBn"},
    {89, "std::ranges::ref_view<std::vector<int>>", "BBn"},
    {89, "std::ranges::subrange<int *>", "BBn"},
    {89, "std::ranges::take_view<std::ranges::ref_view<std::vector<int>>>",
     "BBn"},
    {90, "std::ranges::owning_view<std::vector<int>>", "YYn"},
    {90, "std::ranges::take_view<std::ranges::owning_view<std::vector<int>>>",
     "YYn"},
    {91, "std::generator<int>", "?nn"}, // stand-in
    {92, "std::pmr::memory_resource *", "??n"},
    {92, "std::pmr::polymorphic_allocator<int>", "??n"},
    {93, "std::pmr::synchronized_pool_resource", "YYY"},
    {93, "std::pmr::synchronized_pool_resource *", "YYn"},
    {94, "std::pmr::unsynchronized_pool_resource", "YNN"},
    {94, "std::pmr::monotonic_buffer_resource", "YNN"},
    {95, "std::pmr::vector<int>", "?Yn"},
    {95, "std::pmr::string", "?Yn"},
    {95, "std::pmr::map<int, plain>", "?Yn"},
    {96, "const std::type_info &", "YYY"},
    {96, "std::type_index", "YYY"},
    {96, "std::source_location", "YYY"},
    {96, "std::stacktrace_entry", "YYY"},         // stand-in
    {97, "std::basic_format_args<plain>", "BBn"}, // stand-in
    {98, "FILE *", "YYY"},
    {98, "FILE &", "YYY"},
    {99, "DIR *", "ddd"},
    {99, "va_list", "ddd"},
    {99, "jmp_buf", "ddd"},
    {102, "std::hazard_pointer", "NNN"}, // stand-in
};

/// One line for each row whose answers are not those expected.
Lines differences(llvm::ArrayRef<Row> Rows) {
  std::string Text = Headers;
  for (auto [Index, R] : llvm::enumerate(Rows))
    Text += "using row" + std::to_string(Index) + " = " + R.Type + ";\n";
  // So that what a row names exists as a complete type.
  for (size_t I = 0; I != Rows.size(); ++I)
    Text += "template <class T> constexpr bool seen" + std::to_string(I) +
            " = requires { sizeof(T); };\nstatic_assert(seen" +
            std::to_string(I) + "<row" + std::to_string(I) + "> || true);\n";
  Code C = Code::cxx23(Text);
  Lines Different;
  for (auto [Index, R] : llvm::enumerate(Rows)) {
    std::string Found = answers(C, "row" + std::to_string(Index));
    if (Found != R.Answers)
      Different.push_back(std::to_string(R.Number) + " " + R.Type + ": " +
                          Found + ", not " + R.Answers);
  }
  return Different;
}

/// The numbers of the rows in SendTypes.def. Row 75 is about variables, which
/// SendTraitsTest.cpp asks for.
const int Numbers[] = {
#define COROLINT_SEND_ROW(Row, Shape, Name, When, Send, Sync, Safe, Reason,    \
                          Replacement)                                         \
  Row,
#include "analysis/SendTypes.def"
};

TEST(SendTypes, EveryRowIsTested) {
  std::set<int> Untested(std::begin(Numbers), std::end(Numbers));
  Untested.erase(75);
  for (llvm::ArrayRef<Row> Rows :
       {llvm::ArrayRef<Row>(Language), llvm::ArrayRef<Row>(Library)})
    for (const Row &R : Rows)
      Untested.erase(R.Number);
  EXPECT_EQ(Untested, std::set<int>{});
}

TEST(SendTypes, TheLanguage) { EXPECT_EQ(differences(Language), Lines{}); }

TEST(SendTypes, TheStandardLibrary) {
  EXPECT_EQ(differences(Library), Lines{});
}

} // namespace
