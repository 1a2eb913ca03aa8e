//===--- ThreadLocalValues.cpp - values that are left with a thread -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Handovers.h"
#include "OwnCodeVisitor.h"
#include "ThreadLocalSubjects.h"
#include "ThreadLocals.h"
#include "Words.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

namespace {

/// What else of a body matters for values.
class ValueSurvey : public OwnCodeVisitor<ValueSurvey> {
public:
  std::vector<std::pair<const VarDecl *, const Stmt *>> Declared;
  std::vector<const Expr *> Assignments;
  std::vector<const Expr *> Calls;

  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool VisitDeclStmt(DeclStmt *S) {
    for (const Decl *D : S->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        Declared.emplace_back(Var, S);
    return true;
  }
  bool VisitExpr(Expr *E) {
    if (assignmentIn(*E).Var)
      Assignments.push_back(E);
    if (isa<CallExpr, CXXConstructExpr>(E))
      Calls.push_back(E);
    return true;
  }
};

class ValueSubjects {
public:
  using Access = ThreadLocalAccess;

  ValueSubjects(FunctionAnalysis &F, const std::vector<Access> &All,
                ThreadLocalSubjects &Out)
      : F(F), R(F.unit().roles()), All(All), Out(Out) {
    Survey.TraverseStmt(const_cast<Stmt *>(&F.body()));
  }

  void run() {
    for (const Access &A : All)
      if (A.Kind == Access::Set)
        set(A);
      else if (A.Kind == Access::Raise || A.Kind == Access::Lower)
        raised(A);
    for (auto [Var, At] : Survey.Declared)
      if (Var->hasLocalStorage() && Var->getInit()) {
        saved(*Var, *Var->getInit(), *At);
        guarded(*Var);
      }
    for (const Expr *E : Survey.Assignments)
      if (auto [Var, Target, Value] = assignmentIn(*E); Var->hasLocalStorage())
        saved(*Var, *Value, *E);
  }

private:
  /// More would be generated code.
  static constexpr size_t MaxSubjects = 256;

  ThreadLocalSubject *add(ThreadLocalSubject::ShapeType Shape,
                          const VarDecl &Owner, const Stmt &At,
                          const VarDecl *Holder = nullptr) {
    if (Out.All.size() == MaxSubjects)
      return nullptr;
    Out.All.push_back({Shape, &Owner, Holder, &At});
    Out.step(Out.All.back(), ElementStep::Define, At);
    return &Out.All.back();
  }

  void set(const Access &A);
  void swapped(const Access &A);
  void raised(const Access &A);
  void saved(const VarDecl &Var, const Expr &Value, const Stmt &At);
  void guarded(const VarDecl &Var);
  void endAtOthersSetting(const ThreadLocalSubject &S);
  const AccessPath *savedPath(const Expr &Value);
  bool opens(const Access &A) const;
  bool undoes(const Access &Later, const Access &Earlier) const;
  bool isMadeFrom(const Expr *Value, const VarDecl &Var) const;

  FunctionAnalysis &F;
  Roles &R;
  const std::vector<Access> &All;
  ThreadLocalSubjects &Out;
  ValueSurvey Survey;
};

} // namespace

/// Whether one is the other or a part of it.
static bool overlap(const AccessPath &A, const AccessPath &B) {
  if (A.root() != B.root())
    return false;
  size_t Common = std::min(A.steps().size(), B.steps().size());
  return A.steps().take_front(Common) == B.steps().take_front(Common);
}

static const Expr *bare(const Expr *E) {
  return E ? peelForBorrow(E)->IgnoreParenImpCasts() : nullptr;
}

static bool isNull(const Expr *E, ASTContext &Context) {
  return E &&
         E->isNullPointerConstant(Context, Expr::NPC_ValueDependentIsNotNull);
}

static std::optional<bool> flagIn(const ThreadLocalAccess &A) {
  const auto *Literal = dyn_cast_or_null<CXXBoolLiteralExpr>(bare(A.Value));
  return Literal ? std::optional(Literal->getValue()) : std::nullopt;
}

/// Of two operations that undo each other, the one that the function begins
/// with opens; the other one closes, and opens nothing.
bool ValueSubjects::opens(const Access &A) const {
  auto First = llvm::find_if(All, [&](const Access &Other) {
    return Other.Object == A.Object && Other.Kind != Access::Read;
  });
  return First->Kind == A.Kind && flagIn(*First) == flagIn(A);
}

/// Whether the two are a flag that is set and cleared, or a pointer that is
/// published and withdrawn.
bool ValueSubjects::undoes(const Access &Later, const Access &Earlier) const {
  ASTContext &Context = F.unit().context();
  if (!Later.Value || !Earlier.Value || Later.Object != Earlier.Object)
    return false;
  if (Later.Value->getType()->isBooleanType())
    return flagIn(Later) && flagIn(Earlier) &&
           flagIn(Later) != flagIn(Earlier) && opens(Earlier);
  return isNull(Later.Value, Context) && !isNull(Earlier.Value, Context);
}

void ValueSubjects::set(const Access &A) {
  ThreadLocalSubject *S = add(ThreadLocalSubject::Set, A.variable(), *A.At);
  if (!S)
    return;
  for (const Access &Other : All) {
    if (&Other == &A || Other.At == A.At || !overlap(*Other.Object, *A.Object))
      continue;
    if (Other.Kind == Access::Read)
      Out.step(*S, ElementStep::Use, *Other.At);
    else if (Other.Kind == Access::Set && undoes(Other, A))
      Out.step(*S, ElementStep::Use, *Other.At);
    if (Other.Kind == Access::Set || Other.Kind == Access::Other)
      Out.step(*S, ElementStep::Define, *Other.At);
  }
  endAtOthersSetting(*S);
  if (const auto *Call = dyn_cast<CallExpr>(A.At);
      Call && A.Value && Call->getDirectCallee() &&
      R.functionModel(*Call->getDirectCallee(), CallEffect::Swaps))
    swapped(A);
}

/// A swap with a local saves the value in it; the next one puts it back.
void ValueSubjects::swapped(const Access &A) {
  const VarDecl *Local = variableNamed(A.Value);
  ThreadLocalSubject *S =
      Local && Local->hasLocalStorage()
          ? add(ThreadLocalSubject::Saved, A.variable(), *A.At, Local)
          : nullptr;
  if (!S)
    return;
  for (const Access &Other : All)
    if (Other.At != A.At && Other.Kind == Access::Set &&
        Other.Object == A.Object && isMadeFrom(Other.Value, *Local))
      Out.step(*S, ElementStep::Use, *Other.At);
}

void ValueSubjects::raised(const Access &A) {
  ThreadLocalSubject *S =
      opens(A) ? add(ThreadLocalSubject::Raised, A.variable(), *A.At) : nullptr;
  if (!S)
    return;
  for (const Access &Other : All) {
    if (Other.At == A.At || !overlap(*Other.Object, *A.Object) ||
        Other.Kind == Access::Read)
      continue;
    bool Opposite =
        Other.Object == A.Object && Other.Kind != A.Kind &&
        (Other.Kind == Access::Raise || Other.Kind == Access::Lower);
    if (Opposite)
      Out.step(*S, ElementStep::Use, *Other.At);
    Out.step(*S, ElementStep::Define, *Other.At);
  }
  endAtOthersSetting(*S);
}

/// What a function of another file is called after may set the variable again.
void ValueSubjects::endAtOthersSetting(const ThreadLocalSubject &S) {
  const auto *Var = cast<VarDecl>(S.Owner);
  if (!Var->isExternallyVisible() || Var->isStaticLocal())
    return;
  for (const Expr *Call : Survey.Calls) {
    const FunctionDecl *Callee = calleeOf(*Call);
    if (!Callee || F.unit().analysisOf(*Callee) || Call == S.At)
      continue;
    const auto *Constructor = dyn_cast<CXXConstructorDecl>(Callee);
    bool Guard = Constructor && !Constructor->isCopyOrMoveConstructor() &&
                 Constructor->getParent()->hasUserDeclaredDestructor() &&
                 !Constructor->isInStdNamespace();
    bool Sets =
        Callee->getIdentifier() &&
        hasWord(Callee->getName(),
                {"set",      "reset",  "restore", "install", "reinstall",
                 "activate", "attach", "enter",   "init",    "bind",
                 "rebind",   "switch", "swap",    "update",  "refresh",
                 "push",     "pop",    "apply",   "adopt",   "assign"});
    if (Guard || Sets)
      Out.step(S, ElementStep::Define, *Call);
  }
}

//===----------------------------------------------------------------------===//
// Saved and written back
//===----------------------------------------------------------------------===//

/// The thread-local variable, or part of one, that \p Value is a copy of.
const AccessPath *ValueSubjects::savedPath(const Expr &Value) {
  const Expr *E = bare(&Value);
  for (unsigned I = 0; I != 4; ++I) {
    const FunctionDecl *Callee = calleeOf(*E);
    if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
        Made && Made->getConstructor()->isCopyOrMoveConstructor())
      E = bare(Made->getArg(0));
    else if (isa<CallExpr>(E) && Callee &&
             (R.functionModel(*Callee, CallEffect::Moves) ||
              R.functionModel(*Callee, CallEffect::Replaces)))
      E = bare(argumentOf(*E, 0));
    else
      break;
  }
  if (!E->isGLValue())
    return nullptr;
  const AccessPath *Path = F.unit().paths().object(E);
  bool Own = Path && Path->root() && isThreadLocal(*Path->root()) &&
             llvm::none_of(Path->steps(), [](const PathStep &S) {
               return S.K == PathStep::Deref;
             });
  return Own ? Path : nullptr;
}

/// Whether \p Value is computed from \p Var, and from nothing thread-local.
bool ValueSubjects::isMadeFrom(const Expr *Value, const VarDecl &Var) const {
  Value = bare(Value);
  if (!Value)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Value))
    return Ref->getDecl() == &Var;
  if (const auto *Binary = dyn_cast<BinaryOperator>(Value))
    return (Binary->isAdditiveOp() || Binary->isMultiplicativeOp()) &&
           (isMadeFrom(Binary->getLHS(), Var) ||
            isMadeFrom(Binary->getRHS(), Var)) &&
           llvm::none_of(All, [&](const Access &A) {
             const auto *Read = dyn_cast<Expr>(A.At);
             return Read && (bare(Binary->getLHS()) == bare(Read) ||
                             bare(Binary->getRHS()) == bare(Read));
           });
  if (const auto *Made = dyn_cast<CXXConstructExpr>(Value))
    return Made->getConstructor()->isCopyOrMoveConstructor() &&
           isMadeFrom(Made->getArg(0), Var);
  const auto *Call = dyn_cast<CallExpr>(Value);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Call->getNumArgs() == 1 &&
         R.functionModel(*Callee, CallEffect::Moves) &&
         isMadeFrom(Call->getArg(0), Var);
}

void ValueSubjects::saved(const VarDecl &Var, const Expr &Value,
                          const Stmt &At) {
  const AccessPath *Path =
      Var.getType()->isReferenceType() ? nullptr : savedPath(Value);
  if (!Path)
    return;
  bool Restored = llvm::any_of(All, [&](const Access &A) {
    return A.Kind == Access::Set && A.Object == Path &&
           isMadeFrom(A.Value, Var);
  });
  if (!Restored)
    return;
  ThreadLocalSubject *S =
      add(ThreadLocalSubject::Saved, *Path->root(), At, &Var);
  if (!S)
    return;
  for (const Access &A : All)
    if (A.Kind == Access::Set && A.Object == Path && isMadeFrom(A.Value, Var))
      Out.step(*S, ElementStep::Use, *A.At);
  for (const Expr *E : Survey.Assignments)
    if (assignmentIn(*E).Var == &Var && E != &At)
      Out.step(*S, ElementStep::Define, *E);
}

/// Whether \p E names a member of the object it is in.
static bool namesOwnMember(const Stmt &E) {
  const auto *Member = dyn_cast<MemberExpr>(&E);
  return (Member && isa<FieldDecl>(Member->getMemberDecl()) &&
          isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts())) ||
         llvm::any_of(E.children(), [](const Stmt *Child) {
           return Child && namesOwnMember(*Child);
         });
}

static bool names(const Stmt &E, const VarDecl &Var) {
  const auto *Ref = dyn_cast<DeclRefExpr>(&E);
  return (Ref && Ref->getDecl() == &Var) ||
         llvm::any_of(E.children(), [&](const Stmt *Child) {
           return Child && names(*Child, Var);
         });
}

/// Whether \p A, in a destructor or \p Depth calls below it, undoes something:
/// it sets the variable to a constant, to what the object has kept or to what
/// the variable itself leads to. A cache is filled with something new.
static bool putsBack(FunctionAnalysis &F, const ThreadLocalAccess &A,
                     unsigned Depth = 0) {
  if (const Expr *Value = bare(A.Value))
    return isNull(Value, F.unit().context()) ||
           isa<CXXBoolLiteralExpr, IntegerLiteral>(Value) ||
           namesOwnMember(*Value) || names(*Value, A.variable());
  const auto *Call = dyn_cast<CallExpr>(A.At);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return false;
  const bool GivesMember = llvm::any_of(
      Call->arguments(), [](const Expr *E) { return namesOwnMember(*E); });
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
      Member && Callee->getIdentifier() &&
      names(*Member->getImplicitObjectArgument(), A.variable()))
    return hasWord(Callee->getName(), {"pop", "reset", "clear", "release",
                                       "erase", "remove", "swap", "detach"});
  constexpr unsigned MaxDepth = 3;
  FunctionAnalysis *Called =
      Depth == MaxDepth ? nullptr : F.unit().analysisOf(*Callee);
  if (!Called)
    return GivesMember;
  // `restore(saved_)`: what is set has to be what was given.
  auto IsGiven = [&](const ThreadLocalAccess &Inner) {
    return GivesMember && Inner.Value &&
           llvm::any_of(Callee->parameters(), [&](const ParmVarDecl *P) {
             return names(*Inner.Value, *Called->function().getParamDecl(
                                            P->getFunctionScopeIndex()));
           });
  };
  return llvm::any_of(F.unit().threadLocals().accessesIn(*Called),
                      [&](const ThreadLocalAccess &Inner) {
                        return Inner.Kind != ThreadLocalAccess::Read &&
                               &Inner.variable() == &A.variable() &&
                               (IsGiven(Inner) ||
                                putsBack(*Called, Inner, Depth + 1));
                      });
}

/// An object whose constructor sets the variable and whose destructor puts
/// something back. Classes known to be bound to their thread have a rule of
/// their own.
void ValueSubjects::guarded(const VarDecl &Var) {
  const auto *Made =
      dyn_cast<CXXConstructExpr>(Var.getInit()->IgnoreImplicit());
  const CXXRecordDecl *Record = recordOf(Var.getType());
  const CXXDestructorDecl *Destructor =
      Made && Record && !Var.getType()->isReferenceType()
          ? Record->getDestructor()
          : nullptr;
  FunctionAnalysis *End =
      Destructor ? F.unit().analysisOf(*Destructor) : nullptr;
  if (!End || R.guard(Var.getType()))
    return;
  ThreadLocals &Locals = F.unit().threadLocals();
  auto IsUndone = [&](const Access &Begun) {
    if (Begun.Kind == Access::Raise || Begun.Kind == Access::Lower)
      return llvm::any_of(Locals.summaryOf(*End), [&](const Access &Ended) {
        return Ended.Kind != Access::Read && Ended.Kind != Begun.Kind &&
               overlap(*Begun.Object, *Ended.Object);
      });
    return llvm::any_of(Locals.accessesIn(*End), [&](const Access &Ended) {
      return Ended.Kind != Access::Read &&
             overlap(*Begun.Object, *Ended.Object) && putsBack(*End, Ended);
    });
  };
  for (const Access &Begun : All) {
    if (Begun.At != Made || Begun.Kind == Access::Read || !IsUndone(Begun))
      continue;
    if (ThreadLocalSubject *S =
            add(ThreadLocalSubject::Guarded, Begun.variable(), *Made, &Var))
      Out.Steps.AtEndOf[&Var].push_back({ElementStep::Use, nullptr, Made, S});
    return;
  }
}

void corolint::addValues(FunctionAnalysis &F, ThreadLocalSubjects &Out) {
  const std::vector<ThreadLocalAccess> &All =
      F.unit().threadLocals().accessesIn(F);
  if (!All.empty())
    ValueSubjects(F, All, Out).run();
}
