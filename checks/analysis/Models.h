//===--- Models.h - what corolint knows of code without annotations -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The knowledge base behind roles: qualified names of types and functions, and
// what they mean. It is read from YAML (docs/models.md describes the format);
// the files in checks/models are compiled in, users add their own.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_MODELS_H
#define COROLINT_ANALYSIS_MODELS_H

#include "TraitModel.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class NamedDecl;
class FunctionDecl;
} // namespace clang

namespace corolint {

/// What a type is. The list lives in Roles.def, which also feeds the schema.
enum class TypeRole : unsigned {
#define COROLINT_TYPE_ROLE(Enumerator, Spelling, Meaning) Enumerator,
#include "Roles.def"
};

/// What a call of a function does. The list lives in Roles.def.
enum class CallEffect : unsigned {
#define COROLINT_FUNCTION_EFFECT(Enumerator, Spelling, Meaning) Enumerator,
#include "Roles.def"
};

/// What a blocking call waits for. The list lives in Roles.def.
enum class BlockingOperation : unsigned {
#define COROLINT_BLOCKING_OPERATION(Enumerator, Spelling, Meaning) Enumerator,
#include "Roles.def"
};

/// What an argument may be known to be. The list lives in Roles.def.
enum class ArgumentState : unsigned {
#define COROLINT_ARGUMENT_STATE(Enumerator, Spelling, Meaning) Enumerator,
#include "Roles.def"
};

/// One entry of the `types:` list of a model file, for one name.
struct TypeModel {
  /// Bit set over TypeRole.
  uint64_t Roles = 0;
  /// A lock or guard that several holders may share (a reader's lock).
  bool Shared = false;
  /// A lock that its owner may take again.
  bool Recursive = false;
  /// A guard without an unlocked state: every living object holds its lock.
  bool AlwaysHeld = false;
  /// Why the type has the role; part of messages. Empty when not given.
  std::string Reason;
  /// What to use instead; part of messages. Empty when not given.
  std::string Replacement;
  /// For task types: the async lock of the same library. Empty when not given.
  std::string AsyncLock;
  /// For task types: the exceptions with which a suspension ends when the task
  /// is cancelled. Empty where cancellation is no exception, or not known.
  std::vector<std::string> Cancellations;
  /// The `library` of the file that says all this.
  std::string Library;

  bool has(TypeRole R) const { return Roles >> static_cast<unsigned>(R) & 1; }
};

/// Argument positions of a function model: an index, or one of these.
enum : int { ThisArgument = -1, AllArguments = -2 };

/// What decides whether a function has an effect in one call.
struct ArgumentCondition {
  /// As FunctionModel::Argument.
  int Argument = 0;
  ArgumentState Is = ArgumentState::Zero;
  /// For Named: macros and enumerators, one of which is enough.
  std::vector<std::string> Names;
  /// For Named: macros and enumerators, with one of which it does not hold.
  std::vector<std::string> Without;
  /// `unless`: no effect where the argument is known to be so. Otherwise
  /// `when`: an effect only there.
  bool IsException = true;
};

/// What to do instead of a blocking operation, in coroutines of one library.
struct InsteadModel {
  BlockingOperation Operation = BlockingOperation::Other;
  /// For messages: `co_await folly::coro::sleep(...)`.
  std::string Use;
  /// The function that takes the same arguments and is to be awaited; empty
  /// when there is none.
  std::string Call;
};

/// One effect of one function.
struct FunctionModel {
  CallEffect Effect;
  /// Zero-based index of the argument concerned, ThisArgument (the implicit
  /// object) or AllArguments.
  int Argument = ThisArgument;
  /// Whether the effect takes or releases a lock in shared mode.
  bool Shared = false;
  /// For try-acquire: the lock is held when the result, converted to bool, is
  /// this value (`try_lock`: true; `pthread_mutex_trylock`: false).
  bool HeldWhen = true;
  /// For `blocks` and `waits`.
  BlockingOperation Operation = BlockingOperation::Other;
  std::vector<ArgumentCondition> Conditions;
  /// The function that InsteadModel::Call names takes the same arguments.
  bool IsReplaceable = false;
  std::string Reason;
  std::string Replacement;
};

/// An immutable set of models, looked up by declaration. Inline and anonymous
/// namespaces and template arguments are ignored, so `std::mutex` matches
/// `std::__1::mutex`, and `std::lock_guard` every specialisation.
class ModelSet {
public:
  ModelSet();
  ~ModelSet();
  ModelSet(ModelSet &&) noexcept;
  ModelSet &operator=(ModelSet &&) noexcept;

  /// The models compiled into corolint. They are checked by the build's tests;
  /// an error here is a defect of the build and ends the program.
  static ModelSet builtin();

  /// Adds the models of one YAML text. Entries added later are found before
  /// earlier ones. \p FileName only names the source in errors. On error
  /// nothing is added, and the error's message reads
  /// `<file>:<line>:<column>: error: <what is wrong with which key>; <what to
  /// do>`.
  llvm::Error addText(llvm::StringRef Text, llvm::StringRef FileName);

  /// Adds a file of the user. Errors as for addText; an unreadable file is an
  /// error that names it and says why.
  llvm::Error addFile(llvm::StringRef Path);

  /// The model of a class, class template, alias or enclosing pattern of a
  /// specialisation; null when there is none.
  const TypeModel *findType(const clang::NamedDecl &D) const;

  /// What models say of the type or variable \p D where two threads meet it;
  /// of several entries the first one whose condition holds counts. Empty when
  /// there are none.
  llvm::ArrayRef<TraitModel> findTraits(const clang::NamedDecl &D) const;

  /// The effects of a function; empty when there are none. A member function
  /// is also found under the name of the base class that declares the method
  /// it overrides.
  llvm::ArrayRef<FunctionModel>
  findFunction(const clang::FunctionDecl &F) const;

  /// What \p Library (its `library` key) has instead of \p Operation; null when
  /// its model does not say.
  const InsteadModel *findInstead(llvm::StringRef Library,
                                  BlockingOperation Operation) const;

  /// Every name in the set, sorted, for tests and documentation.
  std::vector<std::string> typeNames() const;
  std::vector<std::string> functionNames() const;
  std::vector<std::string> traitNames() const;

private:
  struct Index;
  std::unique_ptr<Index> Impl;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_MODELS_H
