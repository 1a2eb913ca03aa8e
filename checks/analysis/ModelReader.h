//===--- ModelReader.h - what one model file says -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_MODELREADER_H
#define COROLINT_ANALYSIS_MODELREADER_H

#include "analysis/Models.h"
#include "analysis/NameIndex.h"
#include "llvm/Support/StringSaver.h"

namespace corolint {

template <class Model> struct NamedModel {
  QualifiedName Name;
  Model Value;
};

/// One entry of the `functions:` list of a model file, for one name.
struct FunctionEntry {
  /// Absent when the file says that there is none.
  std::optional<FunctionModel> Effect;
  /// An argument that the file leaves open is the object for a member and the
  /// first argument otherwise, which only the declaration can tell.
  bool ArgumentGiven = false;
};

/// What a file says, before it becomes part of a set; in the file's order.
struct ModelFile {
  std::string Library;
  /// The functions that no scope qualifies are functions of C.
  bool HasCLinkage = false;
  std::vector<InsteadModel> Instead;
  std::vector<NamedModel<TypeModel>> Types;
  std::vector<NamedModel<FunctionEntry>> Functions;
  std::vector<NamedModel<TraitModel>> Traits;
};

/// Reads \p Text, the format of docs/models.md. The names in the result refer
/// to
/// \p Names. \p FileName only names the source in errors, which read as
/// ModelSet::addText says.
llvm::Expected<ModelFile> readModelFile(llvm::StringRef Text,
                                        llvm::StringRef FileName,
                                        llvm::StringSaver &Names);

} // namespace corolint

#endif // COROLINT_ANALYSIS_MODELREADER_H
