//===--- ReturnedTasks.h - tasks that leave the function that made them ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plain functions that return a task which a call in them has made. Such a
// task runs, or goes on, after the function's frame is gone, and a coroutine
// keeps its reference parameters as references ([dcl.fct.def.coroutine]/13).
// What a task keeps of its arguments is told from the body of the callee; a
// lazy task of a body that is not visible is taken to use all of them later.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_RETURNEDTASKS_H
#define COROLINT_ANALYSIS_RETURNEDTASKS_H

#include "Borrows.h"

namespace clang {
class CXXTryStmt;
class ReturnStmt;
} // namespace clang

namespace corolint {

/// A call that makes a task.
struct TaskCreation {
  const clang::Expr *Call = nullptr;
  TaskKind Kind = TaskKind::None;
};

/// A return statement of a plain function, and the calls that may have made
/// the task that it returns.
struct TaskReturn {
  const clang::ReturnStmt *Statement = nullptr;
  llvm::SmallVector<TaskCreation, 1> Created;
  /// The parameters and automatic variables in scope, outermost first.
  llvm::SmallVector<const clang::VarDecl *, 8> InScope;
  /// The try blocks around it, outermost first.
  llvm::SmallVector<const clang::CXXTryStmt *, 1> Tries;
};

/// Whether a part of the task's work follows the call that made it.
enum class RunsLater {
  No,
  Unknown, ///< eager, and its body is not visible
  Yes,
};

/// Whether a task keeps what an argument refers to.
struct Retention {
  bool Keeps = false;
  /// A use in the callee's coroutine that comes after the call; invalid when
  /// its body is not visible.
  clang::SourceLocation Use;

  explicit operator bool() const { return Keeps; }
};

/// How much of a returned task's work comes after the end of something.
struct LaterWork {
  RunsLater When = RunsLater::No;
  /// The task is lazy: all of its work does.
  bool Lazy = false;
};

/// An argument by which a returned task refers to an object of the function
/// that returns it.
struct DanglingArgument {
  const clang::VarDecl *Object = nullptr;
  const clang::Expr *Argument = nullptr;
  /// As in Retention.
  clang::SourceLocation Use;

  explicit operator bool() const { return Object != nullptr; }
};

class ReturnedTasks {
public:
  explicit ReturnedTasks(TranslationUnit &Unit) : Unit(Unit) {}

  /// The tasks that \p F returns; none for coroutines, and while \p F itself
  /// is being looked at (recursion).
  llvm::ArrayRef<TaskReturn> of(FunctionAnalysis &F);

  RunsLater runsLater(const TaskCreation &Made);

  /// The work of the task that \p Return returns, after the end of what was
  /// made at \p Where.
  LaterWork workAfter(const TaskReturn &Return, clang::SourceLocation Where);

  /// The first such argument of the task that \p Return, in \p F, returns.
  DanglingArgument danglingArgument(FunctionAnalysis &F,
                                    const TaskReturn &Return);

  /// Whether the task keeps what argument \p Index (ThisArgument: the implicit
  /// object) refers to.
  Retention keeps(const TaskCreation &Made, int Index);

  /// The same, of uses that follow the first suspension of the task itself:
  /// for tasks that are awaited where they are made.
  Retention keepsPastSuspension(const TaskCreation &Made, int Index);

  /// What argument \p Index of the call in \p F refers to, as far as the callee
  /// may keep it.
  Referent passed(FunctionAnalysis &F, const TaskCreation &Made, int Index);

private:
  void creationsIn(FunctionAnalysis &F, const clang::Expr *Value,
                   llvm::SmallVectorImpl<TaskCreation> &Out);
  void creationBy(FunctionAnalysis &F, const clang::CallExpr &Call,
                  llvm::SmallVectorImpl<TaskCreation> &Out);
  TaskKind kindOf(const clang::Expr &Made);
  Retention keepsUnseen(const TaskCreation &Made,
                        const clang::FunctionDecl *Callee, int Index);
  Retention keepsPlain(FunctionAnalysis &Callee, Referent Kept);
  Retention keepsCoroutine(FunctionAnalysis &Callee, bool Lazy, Referent Kept);

  TranslationUnit &Unit;
  llvm::DenseMap<const FunctionAnalysis *,
                 std::unique_ptr<std::vector<TaskReturn>>>
      Known;
  llvm::DenseMap<std::pair<const FunctionAnalysis *, const clang::VarDecl *>,
                 Retention>
      KnownRetention;
  llvm::DenseMap<const FunctionAnalysis *, RunsLater> KnownLater;
  unsigned Depth = 0;
};

/// The parameter of \p F, which \p Call calls, that argument \p Index
/// initialises; null for the implicit object and for arguments of an ellipsis.
const clang::ParmVarDecl *parameterFor(const clang::Expr &Call,
                                       const clang::FunctionDecl &F, int Index);

/// Whether \p Call is a call of a closure.
bool callsClosure(const clang::Expr &Call);

/// Whether the function is an operation of a library whose body stands in a
/// header: it is known by its declaration. It copies what it takes by const
/// reference or as a string, and refers to buffers and objects.
bool isLibraryOperation(const clang::FunctionDecl &F);

/// Whether an object's end loses something: not that of an empty class, and a
/// task or another awaitable hands on what it is.
bool hasContent(clang::QualType T, Roles &R);

/// Whether nothing in the block of \p Try can throw but the calls that make
/// the lazy tasks \p Made, so that its handlers never run.
bool onlyMakesTasks(const clang::CXXTryStmt &Try,
                    llvm::ArrayRef<TaskCreation> Made, TranslationUnit &Unit);

} // namespace corolint

#endif // COROLINT_ANALYSIS_RETURNEDTASKS_H
