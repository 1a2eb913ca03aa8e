//===--- CompileCommands.h - which files, and how they are compiled -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_COMPILECOMMANDS_H
#define COROLINT_DRIVER_COMPILECOMMANDS_H

#include "Options.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace corolint::driver {

/// One source file to analyse, with one of its command lines.
struct CompileUnit {
  /// Absolute path, for configuration and messages.
  std::string File;
  clang::tooling::CompileCommand Command;
};

struct Selection {
  /// In the order of the command line, or of the database.
  std::vector<CompileUnit> Units;
  /// Files the user named that have no command line, as they were named.
  std::vector<std::string> Missing;
  /// Where the command lines come from, for messages.
  std::string Database;
};

/// Finds the command lines for the files of the command line, or for all files
/// of the database. A file with several command lines is there several times.
///
/// The error's message says what is wrong with which file in which line, and
/// what to do.
llvm::Expected<Selection> selectUnits(const Options &O);

/// The entries of a compile_commands.json. Wrappers (ccache, distcc, ...) are
/// gone from the command lines, response files expanded. \p Path names the
/// text in errors.
llvm::Expected<std::vector<clang::tooling::CompileCommand>>
parseDatabase(llvm::StringRef Text, llvm::StringRef Path);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_COMPILECOMMANDS_H
