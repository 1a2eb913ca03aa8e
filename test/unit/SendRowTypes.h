//===--- SendRowTypes.h - what the rows of SendRows.def are about ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Included by the code that the linter is asked about, and by the test of the
// runtime's trait. What the library does not have yet is declared here, marked
// as a stand-in: names are all that the rows look at.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_UNIT_SENDROWTYPES_H
#define COROLINT_TEST_UNIT_SENDROWTYPES_H

#include "../include/mini.h"
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
#if __cplusplus > 202002L
#include <expected>
#include <spanstream>
#endif
#include "corolint/annotations.h"
#include "corolint/rt.h"

// Stand-ins for what the library does not have.
namespace std {
template <class K, class V, class C = less<K>, class KC = vector<K>,
          class VC = vector<V>>
struct flat_map {
  KC k;
  VC v;
};
template <class S> struct copyable_function {
  void *p;
};
template <class S> struct function_ref {
  void *p;
};
struct inplace_stop_source {
  void *p;
};
struct hazard_pointer {
  void *p;
};
template <class R> struct generator {
  void *p;
};
template <class C> struct basic_format_args {
  void *p;
};
template <class T, class E> struct mdspan {
  T *p;
};
struct stacktrace_entry {
  unsigned long pc;
};
template <class A> struct basic_stacktrace {
  void *p;
};
namespace chrono {
struct time_zone {
  void *p;
};
} // namespace chrono
} // namespace std

struct plain {
  int a;
  std::string b;
};
struct safe {
  std::atomic<int> a;
};
struct counted {
  counted(const counted &);
  ~counted();

  int *n;
};
struct COROLINT_NOT_SEND bound {
  int slot;
};
template <> struct corolint::rt::declared<bound> {
  static constexpr answer send = answer::no;
};
struct poly {
  virtual ~poly();
};
struct last final : poly {};
struct incomplete;
enum class colour { red };
union either {
  int a;
  float b;
};
struct with_mutable {
  mutable int cache;
};
struct with_lock {
  mutable std::mutex m;
  mutable int cache;
  int a;
};
struct bits {
  int a : 3;
  int b : 4;
};
struct virtually : virtual plain {};

#endif // COROLINT_TEST_UNIT_SENDROWTYPES_H
