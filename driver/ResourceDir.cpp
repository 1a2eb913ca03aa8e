//===--- ResourceDir.cpp - Clang's own headers ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ResourceDir.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <dlfcn.h>

using namespace llvm;

static bool isResourceDir(const Twine &Path) {
  return sys::fs::exists(Path + "/include/stddef.h");
}

/// The shared library that holds Clang's code in this process.
static std::string clangLibrary() {
  Dl_info Info;
  auto *Code = reinterpret_cast<void *>(&clang::getClangFullVersion);
  SmallString<256> Real;
  if (!dladdr(Code, &Info) || !Info.dli_fname ||
      sys::fs::real_path(Info.dli_fname, Real))
    return "";
  return Real.str().str();
}

std::string corolint::driver::findResourceDir() {
  if (isResourceDir(COROLINT_RESOURCE_DIR))
    return COROLINT_RESOURCE_DIR;
  // <prefix>/lib/libclang-cpp.so belongs to <prefix>/lib/clang/<version>.
  SmallString<256> Path(clangLibrary());
  sys::path::remove_filename(Path);
  sys::path::append(Path, "clang", CLANG_VERSION_MAJOR_STRING);
  return isResourceDir(Path) ? Path.str().str() : "";
}
