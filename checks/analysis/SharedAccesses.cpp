//===--- SharedAccesses.cpp - what work does to what it shares ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SharedAccesses.h"
#include "Handovers.h"
#include "Loans.h"
#include "SendRules.h"
#include "TranslationUnit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

namespace {

/// An object under the names of both sides.
struct SharedObject {
  /// The variable of the work, or null for its `this`, and whether it points
  /// to the object.
  MemoryPlace Inside;
  MemoryPlace Outside;
  SourceLocation Where;
};

/// Finds the objects that one callable shares.
class Sharing {
public:
  explicit Sharing(FunctionAnalysis &F)
      : R(F.unit().roles()), Memory(F.unit().memoryAccesses()) {}

  llvm::SmallVector<SharedObject, 4> Objects;

  void addCaptures(const LambdaExpr &Closure);
  void addArgument(const ParmVarDecl *Param, const Expr &Argument);
  void addParameter(const ParmVarDecl &Param, const Expr &Argument);
  void addObject(const Expr &Object);

private:
  void addCapture(const VarDecl &Var, bool ByReference, SourceLocation Where);
  void addInitCapture(const VarDecl &Var, SourceLocation Where);
  void addPointer(const VarDecl *Inside, const Expr &Pointer,
                  SourceLocation Where);

  Roles &R;
  MemoryAccesses &Memory;
};

} // namespace

/// A pointer or a shared owner: copies lead to one object.
static bool isAlias(QualType T, Roles &R) {
  T = T.getNonReferenceType();
  return T->isPointerType() || sharesOwnership(R.models(), T);
}

void Sharing::addPointer(const VarDecl *Inside, const Expr &Pointer,
                         SourceLocation Where) {
  if (auto Outside = Memory.pointeeOf(Pointer))
    Objects.push_back({{Inside, /*Through=*/true}, *Outside, Where});
}

/// The starter sees through a reference, the work names it.
void Sharing::addCapture(const VarDecl &Var, bool ByReference,
                         SourceLocation Where) {
  std::optional<MemoryPlace> Outside = MemoryPlace{&Var};
  if (Var.getType()->isReferenceType() && !isa<ParmVarDecl>(Var))
    Outside = Var.getInit() ? Memory.placeOf(*Var.getInit()) : std::nullopt;
  if (!Outside)
    return;
  if (ByReference)
    Objects.push_back({{&Var}, *Outside, Where});
  if ((!ByReference && !isAlias(Var.getType(), R)) || !Outside->Root ||
      Outside->Through || !Outside->Path.empty())
    return;
  Outside->Through = true;
  Objects.push_back({{&Var, true}, *Outside, Where});
}

/// `[p = pointer]`, `[&object = member]`.
void Sharing::addInitCapture(const VarDecl &Var, SourceLocation Where) {
  const Expr *Init = Var.getInit();
  if (!Init)
    return;
  if (Var.getType()->isReferenceType()) {
    if (auto Outside = Memory.placeOf(*Init))
      Objects.push_back({{&Var}, *Outside, Where});
    return;
  }
  if (!isAlias(Var.getType(), R))
    return;
  // A copy; what is moved in is the work's alone.
  Init = Init->IgnoreImplicit();
  if (const auto *Copy = dyn_cast<CXXConstructExpr>(Init)) {
    if (!Copy->getConstructor()->isCopyConstructor())
      return;
    Init = Copy->getArg(0);
  }
  addPointer(&Var, *Init, Where);
}

void Sharing::addCaptures(const LambdaExpr &Closure) {
  for (const LambdaCapture &Capture : Closure.captures()) {
    SourceLocation Where = placeOf(Capture, Closure);
    if (Capture.getCaptureKind() == LCK_This)
      Objects.push_back({{}, {}, Where});
    const auto *Var = Capture.capturesVariable()
                          ? dyn_cast<VarDecl>(Capture.getCapturedVar())
                          : nullptr;
    if (Var && Var->isInitCapture())
      addInitCapture(*Var, Where);
    else if (Var)
      addCapture(*Var, Capture.getCaptureKind() == LCK_ByRef, Where);
  }
}

/// An argument of a function that runs as the work; \p Param is null for its
/// object.
void Sharing::addArgument(const ParmVarDecl *Param, const Expr &Argument) {
  const SourceLocation Where = Argument.getExprLoc();
  if (const Expr *Wrapped = wrappedIn(Argument, R)) {
    if (auto Outside = Memory.placeOf(*Wrapped))
      Objects.push_back({{Param}, *Outside, Where});
    return;
  }
  const Expr *E = &withoutTemporary(Argument);
  if (E->getType()->isPointerType() ||
      (E->isLValue() && isAlias(E->getType(), R))) {
    if (auto Outside = Memory.pointeeOf(*E))
      Objects.push_back({{Param, Param != nullptr}, *Outside, Where});
  }
}

/// A parameter in the frame of a task.
void Sharing::addParameter(const ParmVarDecl &Param, const Expr &Argument) {
  if (!Param.getType()->isReferenceType())
    addArgument(&Param, Argument);
  else if (auto Outside = Memory.placeOf(Argument))
    Objects.push_back({{&Param}, *Outside, Argument.getExprLoc()});
}

/// What a member function is called for.
void Sharing::addObject(const Expr &Object) {
  auto Outside = Object.getType()->isPointerType() ? Memory.pointeeOf(Object)
                                                   : Memory.placeOf(Object);
  if (Outside)
    Objects.push_back({{}, *Outside, Object.getExprLoc()});
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

/// What the call of the closure runs; null if there are several.
static FunctionAnalysis *bodyOf(const LambdaExpr &Closure,
                                TranslationUnit &Unit) {
  auto Operators = operatorsOf(Closure);
  return Operators.size() == 1 ? Unit.analysisOf(*Operators.front()) : nullptr;
}

/// The accesses of \p Body to \p Objects, by the names of the starter.
static std::vector<SharedAccess>
translate(FunctionAnalysis &Body, llvm::ArrayRef<SharedObject> Objects) {
  std::vector<SharedAccess> Found;
  MemoryAccesses &Memory = Body.unit().memoryAccesses();
  const MemoryUse &Use = Memory.of(Body);
  for (const MemoryAccess *A : Memory.unordered(Body))
    for (const SharedObject &Shared : Objects) {
      // `this` alone is read, never written.
      if (!A->Place.sameObject(Shared.Inside) ||
          (!A->Place.Root && A->Place.Path.empty()) ||
          (A->Place.Through && Use.isSteered(*A->Place.Root)))
        continue;
      SharedAccess Mine{Shared.Outside, A->Writes, A->At, Shared.Where,
                        Memory.mayBeSkipped(Body, *A)};
      const size_t Known = Shared.Inside.Path.size();
      if (A->Place.Path.size() < Known ||
          !std::equal(Shared.Inside.Path.begin(), Shared.Inside.Path.end(),
                      A->Place.Path.begin()))
        continue;
      Mine.Place.Path.append(A->Place.Path.begin() + Known,
                             A->Place.Path.end());
      Found.push_back(std::move(Mine));
      break;
    }
  return Found;
}

/// `std::thread(run, std::ref(total))`, `std::thread(&Worker::run, &worker)`.
static std::vector<SharedAccess> ofFunction(const Crossing &C,
                                            FunctionAnalysis &F) {
  const FunctionDecl *Function = functionNamed(*C.Parts.front());
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Function);
  FunctionAnalysis *Body = Function && !(Method && Method->isVirtual())
                               ? F.unit().analysisOf(*Function)
                               : nullptr;
  if (!Body)
    return {};
  Sharing Shared(F);
  const bool HasObject = Method && !Method->isStatic();
  for (size_t I = 1; I < C.Parts.size(); ++I) {
    const size_t Index = I - 1 - HasObject;
    if (HasObject && I == 1)
      Shared.addArgument(nullptr, *C.Parts[I]);
    else if (Index < Body->function().getNumParams())
      Shared.addArgument(Body->function().getParamDecl(Index), *C.Parts[I]);
  }
  return translate(*Body, Shared.Objects);
}

/// `spawn(count(total))`: what a coroutine does to what it is given, if none of
/// it runs before somebody resumes it.
static std::optional<std::vector<SharedAccess>> ofTask(const Expr &Part,
                                                       FunctionAnalysis &F) {
  TranslationUnit &Unit = F.unit();
  if (!Unit.tasks().of(Part.getType().getNonReferenceType()))
    return std::nullopt;
  const CallExpr *Call = taskCall(Part, F);
  FunctionAnalysis *Body = Call ? Unit.calledFunction(*Call) : nullptr;
  if (!Body || !Body->isLazyCoroutine())
    return std::nullopt;
  Sharing Shared(F);
  const Expr *Object = argumentOf(*Call, ThisArgument);
  if (const LambdaExpr *Closure = Object ? closureIn(*Object, F) : nullptr)
    Shared.addCaptures(*Closure);
  else if (Object)
    Shared.addObject(*Object);
  for (const ParmVarDecl *Param : Body->function().parameters())
    if (const Expr *Argument =
            argumentOf(*Call, Param->getFunctionScopeIndex()))
      Shared.addParameter(*Param, *Argument);
  return translate(*Body, Shared.Objects);
}

std::vector<std::vector<SharedAccess>>
corolint::sharedAccesses(const Crossing &C, FunctionAnalysis &F) {
  std::vector<std::vector<SharedAccess>> Found;
  for (const Expr *Part : C.Parts) {
    const LambdaExpr *Closure = closureIn(*Part, F);
    if (!Closure) {
      if (auto OfTask = ofTask(*Part, F))
        Found.push_back(std::move(*OfTask));
      continue;
    }
    if (FunctionAnalysis *Body = bodyOf(*Closure, F.unit())) {
      Sharing Shared(F);
      Shared.addCaptures(*Closure);
      Found.push_back(translate(*Body, Shared.Objects));
    }
  }
  if (Found.empty())
    Found.push_back(ofFunction(C, F));
  return Found;
}
