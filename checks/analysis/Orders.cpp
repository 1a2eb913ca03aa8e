//===--- Orders.cpp - functions that order threads, by their names ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Orders.h"
#include "Waits.h"
#include "Words.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace corolint;

/// Whether \p F, of the C library, waits for what others send, give or do. Its
/// names are not made of words.
static bool waitsInKernel(const FunctionDecl &F) {
  static constexpr llvm::StringLiteral Names[] = {
      "accept",      "accept4", "fcntl",   "fgetc",   "fgets",   "flock",
      "fread",       "getc",    "getchar", "ioctl",   "lockf",   "msgrcv",
      "nanosleep",   "pause",   "ppoll",   "pselect", "readv",   "recvfrom",
      "recvmmsg",    "recvmsg", "select",  "semop",   "sigwait", "sigtimedwait",
      "sigwaitinfo", "syscall", "usleep",  "waitid",  "waitpid"};
  return soundsLikeWaiting(F) || llvm::is_contained(Names, identifierOf(F));
}

bool corolint::libraryMayOrder(const FunctionDecl &F) {
  const llvm::StringRef Name = identifierOf(F);
  return (hasWord(Name, {"wait", "join", "sleep", "yield", "get", "fence",
                         "atomic", "lock", "once"}) &&
          Name != "get_id") ||
         (F.isExternC() && waitsInKernel(F));
}

bool corolint::soundsLikeOrdering(const FunctionDecl &F) {
  return soundsLikeWaiting(F) ||
         hasWord(identifierOf(F),
                 {"sleep", "yield", "barrier", "fence", "enter", "leave",
                  "critical", "unlock", "mutex", "spin", "suspend", "resume",
                  "synchronize"});
}
