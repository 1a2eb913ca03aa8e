//===--- TemporaryOrigins.h - which temporary a value refers to -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Borrows answers for named objects of a function. What an await yields lies in
// objects without a name: the awaiter, the task, the frame the task owns. Here
// references, pointers, views and coroutine handles are followed back to the
// temporary they lead into, through the members that awaiters were made with
// and the visible bodies of `operator co_await`, await_transform, await_resume
// and getters (a backward value analysis that enters callees with their
// arguments bound, one call string at a time).
//
// Where a function returns at several places, all have to agree. What can't be
// followed leads to something unknown.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_TEMPORARYORIGINS_H
#define COROLINT_ANALYSIS_TEMPORARYORIGINS_H

#include "Borrows.h"
#include "OwnedPointees.h"
#include "TranslationUnit.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <deque>

namespace corolint {

/// A call that is being followed, with what it was given.
struct CallFrame {
  const clang::FunctionDecl *Callee; ///< the definition
  const clang::Expr *Call;           ///< call or construction
  const CallFrame *Caller;           ///< null for the function itself
};

/// Where a reference, pointer, view or handle leads.
struct Origin {
  enum Kind : uint8_t {
    Unknown,
    Null,      ///< a null pointer or empty view
    Temporary, ///< into Temp or, Beyond it, what Temp alone owns
    Local,     ///< a callee's variable or by-value parameter Var
  } K = Unknown;
  bool Beyond = false;
  const clang::MaterializeTemporaryExpr *Temp = nullptr;
  const clang::VarDecl *Var = nullptr;
  const CallFrame *Home = nullptr; ///< of Var
  /// The members on the way: from the object or, Beyond it, from somewhere.
  llvm::SmallVector<const clang::FieldDecl *, 3> Path;
  /// The await that yielded the reference, or whose result Temp is.
  const clang::CoroutineSuspendExpr *Await = nullptr;
  /// The operand of the return in await_resume.
  const clang::Expr *Returned = nullptr;

  /// Whether it leads to an object that dies with the full-expression of an
  /// await: into its operand, its awaiter or its result.
  bool diesAfterAwait() const {
    return K == Temporary && Await &&
           Temp->getStorageDuration() == clang::SD_FullExpression;
  }
  /// What Temp is to the await.
  enum Part { Awaited, Awaiter, Result, Other };
  Part part() const;
};

/// Somewhere in \p O, or in what it alone owns.
inline Origin beyond(Origin O) {
  O.Beyond = true;
  O.Path.clear();
  return O;
}

/// The prvalue \p E without what neither copies nor converts it.
const clang::Expr *peelPrvalue(const clang::Expr *E);

class TemporaryOrigins {
public:
  explicit TemporaryOrigins(TranslationUnit &Unit)
      : Unit(Unit), R(Unit.roles()), Owned(R) {}

  /// The object that the glvalue \p E, in the function itself, names.
  Origin ofObject(const clang::Expr &E) {
    Steps = 0;
    return object(&E, nullptr);
  }

  /// What the pointer, view or handle \p E refers to.
  Origin ofTarget(const clang::Expr &E) {
    Steps = 0;
    return target(&E, nullptr);
  }

  /// What the reference, pointer or view \p Field of the object that \p E makes
  /// refers to.
  Origin ofMember(const clang::Expr &E, const clang::FieldDecl &Field) {
    Steps = 0;
    const clang::FieldDecl *Path[] = {&Field};
    return member(&E, nullptr, Path);
  }

  /// What a view in the optional, pair or tuple that \p E makes refers to: the
  /// standard's, whose constructors' bodies are not looked at.
  Origin ofContent(const clang::Expr &E);

  /// Whether objects of class \p Whole own what their member refers to.
  bool owns(const clang::CXXRecordDecl &Whole, const clang::FieldDecl &Field) {
    return Owned.destroys(Whole, Field);
  }

  /// Whether values of type \p T refer to something.
  bool refers(clang::QualType T) const {
    return isBorrowingType(T, R) || isCoroutineHandle(T);
  }

private:
  /// Chains longer than this, and questions that take more steps, are given up.
  static constexpr unsigned MaxDepth = 64;
  static constexpr unsigned MaxSteps = 2000;

  using Fields = llvm::ArrayRef<const clang::FieldDecl *>;

  Origin object(const clang::Expr *E, const CallFrame *In);
  Origin target(const clang::Expr *E, const CallFrame *In);
  Origin awaited(const clang::CoroutineSuspendExpr &E, const CallFrame *In);
  Origin inPromise(const clang::CoroutineSuspendExpr &E);
  Origin variable(const clang::ValueDecl &D, const CallFrame *In);
  Origin fieldObject(const clang::MemberExpr &E, const CallFrame *In);
  Origin implicitObject(const CallFrame *In);
  Origin targetOfCast(const clang::CastExpr &E, const CallFrame *In);
  Origin constructed(const clang::CXXConstructExpr &E, const CallFrame *In);

  Origin stored(Origin At, const CallFrame *Reader);
  Origin member(const clang::Expr *E, const CallFrame *In, Fields Path);
  Origin memberOfConstructed(const clang::CXXConstructExpr &E,
                             const clang::Expr &Call, const CallFrame *In,
                             Fields Path);
  Origin memberOfList(const clang::CXXRecordDecl &Record,
                      llvm::ArrayRef<clang::Expr *> Inits, const CallFrame *In,
                      Fields Path);
  Origin memberFrom(const clang::Expr *Init, const CallFrame *In, Fields Path);

  Origin result(const clang::CallExpr &Call, const CallFrame *In);
  Origin resultByContract(const clang::CallExpr &Call, const CallFrame *In);
  Origin resultOfObject(const clang::CallExpr &Call, const CallFrame *In);
  Origin viewed(const clang::Expr &Object, const CallFrame *In);
  Origin oneOfArguments(const clang::CallExpr &Call, const CallFrame *In);
  Origin agreedOn(const clang::CallExpr &Call, const CallFrame *In);
  Origin
  returned(const clang::CallExpr &Call, const CallFrame *In,
           llvm::function_ref<Origin(const clang::Expr *, const CallFrame &)>
               Follow);
  Origin lent(const clang::Expr *Argument, const CallFrame *In);
  Origin objectOrPointee(const clang::Expr *E, const CallFrame *In);
  const clang::Expr *valueOf(const clang::VarDecl &Var, const CallFrame &Home,
                             const CallFrame *&In);

  TranslationUnit &Unit;
  Roles &R;
  OwnedPointees Owned;
  llvm::DenseMap<const clang::FunctionDecl *, Handovers> Changes;
  /// The calls that were followed: origins refer to them.
  std::deque<CallFrame> Frames;
  unsigned Depth = 0;
  unsigned Steps = 0;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_TEMPORARYORIGINS_H
