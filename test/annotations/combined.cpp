//===--- combined.cpp - macros among other specifiers ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Several macros in one place, before and after attributes and specifiers of
// other origin: everything here compiles without a warning in every dialect.
//
//===----------------------------------------------------------------------===//
#include <corolint/annotations.h>

#ifdef __GNUC__
#define VISIBLE __attribute__((visibility("default")))
#else
#define VISIBLE
#endif

class COROLINT_SEND COROLINT_SYNC Both {};
class COROLINT_SEND COROLINT_UNCHECKED_SYNC("written once") Mixed {};
class COROLINT_UNCHECKED_SYNC("written once") COROLINT_SEND MixedToo {};
class alignas(16) COROLINT_TASK COROLINT_MIGRATES Task {};
class COROLINT_UNCHECKED_SEND("pinned") alignas(16) COROLINT_TASK Aligned {};
class VISIBLE COROLINT_TASK Exported {};
class COROLINT_TASK VISIBLE ExportedToo {};
enum class COROLINT_NOT_SEND Handle { None };
using Alias COROLINT_SEND COROLINT_NOT_SYNC = int *;

COROLINT_BLOCKING COROLINT_NOT_CANCEL_SAFE int several();
COROLINT_BLOCKING VISIBLE int visible();
COROLINT_BLOCKING [[noreturn]] void before();
[[noreturn]] COROLINT_BLOCKING void after();
extern "C" {
COROLINT_BLOCKING void inBlock();
}

template <class F> void spawn(F COROLINT_SPAWNS COROLINT_KEEPS_ALIVE Work);
template <class... F> void race(F &&COROLINT_RACES COROLINT_SCOPED... Arms);

// An annotation is inherited by the definition, and by whoever overrides.
struct Base {
  COROLINT_BLOCKING virtual int read() = 0;

protected:
  ~Base() = default;
};
struct Derived final : Base {
  int read() override;
};
int Derived::read() { return 0; }

// A lambda's parameters are parameters like any other.
int useLambda();
int useLambda() {
  COROLINT_SUPPRESS("double-lock", "an example")
  auto Twice = [](int COROLINT_CAPACITY N) { return N + N; };
  return Twice(1);
}

#if __cplusplus >= 202002L
template <class T>
concept Any = true;
template <Any T> COROLINT_BLOCKING void constrained(T Value);
template <class T>
  requires Any<T>
COROLINT_BLOCKING void constrainedToo(T Value);
COROLINT_BLOCKING void abbreviated(Any auto &&COROLINT_SPAWNS Value);
COROLINT_BLOCKING auto trailing(auto COROLINT_SPAWNS Value) -> void;
#endif
