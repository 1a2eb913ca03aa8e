//===--- ContainerChanges.cpp - who changes which container ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ContainerChanges.h"
#include "Handovers.h"
#include "OwnCodeVisitor.h"
#include "PatternChanges.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// The walk
//===----------------------------------------------------------------------===//

/// Finds the changes that one function makes, and the functions it uses.
class ContainerChanges::Finder : public OwnCodeVisitor<Finder> {
public:
  Finder(ContainerChanges &Facts, FunctionAnalysis &F)
      : Facts(Facts), F(F), R(F.unit().roles()), Places(F) {}

  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    llvm::SaveAndRestore Inside(Awaited, true);
    return TraverseStmt(E->getOperand());
  }
  bool TraverseReturnStmt(ReturnStmt *S) {
    // A task that is handed on is awaited by whoever gets it.
    llvm::SaveAndRestore Inside(Awaited, true);
    return S->getRetValue() ? TraverseStmt(S->getRetValue()) : true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (const FunctionDecl *Callee = E->getDirectCallee()) {
      modelled(*E, *Callee);
      if (Callee->getOverloadedOperator() == OO_Equal)
        assigned(*E);
      use(*Callee, E);
      Called.insert(E->getCallee()->IgnoreParenImpCasts());
    }
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    if (E->getConstructor()->isMoveConstructor())
      movedFrom(E->getArg(0));
    use(*E->getConstructor(), E);
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    const Expr *Range = S->getRangeInit();
    if (const VarDecl *Var = Range ? variableNamed(Range) : nullptr;
        Var && Var->getInit())
      Range = Var->getInit();
    if (const FunctionDecl *Generator = Range ? calleeBehind(Range) : nullptr)
      Facts.Pulls[Generator->getCanonicalDecl()].push_back({&F, S});
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *Callee = dyn_cast<FunctionDecl>(E->getDecl()))
      named(*Callee, *E);
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    if (const auto *Callee = dyn_cast<FunctionDecl>(E->getMemberDecl()))
      named(*Callee, *E);
    return true;
  }

private:
  void add(ContainerChange::KindType Kind, const Place &Where, const Expr &At) {
    if (Where.Reach == Place::Unknown || !Where.Decl)
      return;
    ContainerChange Change;
    Change.Kind = Kind;
    Change.Container = Where;
    Change.Function = &F.function();
    Change.By = &F;
    Change.At = &At;
    Facts.add(Change);
  }
  void change(ContainerChange::KindType Kind, const Expr *Target,
              const Expr &At) {
    if (Target)
      add(Kind, Places.objectOrPointee(Target).Object, At);
  }
  void modelled(const CallExpr &E, const FunctionDecl &Callee) {
    for (auto [Effect, Kind] :
         {std::pair(CallEffect::Inserts, ContainerChange::Inserts),
          std::pair(CallEffect::Erases, ContainerChange::Erases)})
      if (const FunctionModel *Model = R.functionModel(Callee, Effect))
        change(Kind, argumentOf(E, Model->Argument), E);
    if (R.functionModel(Callee, CallEffect::Swaps))
      for (int I : {int(ThisArgument), 0, 1})
        if (const Expr *Swapped = argumentOf(E, I);
            Swapped && ownsElements(Swapped->getType(), R))
          change(ContainerChange::Replaces, Swapped, E);
  }
  void assigned(const CallExpr &E) {
    const Expr *Target = argumentOf(E, ThisArgument);
    QualType T = Target ? Target->getType() : QualType();
    if (Target && ownsElements(T, R)) {
      if (!R.functionModel(*E.getDirectCallee(), CallEffect::Erases) &&
          canLoseElements(T, R))
        change(ContainerChange::Replaces, Target, E);
    } else if (const CXXRecordDecl *Record = Target ? recordOf(T) : nullptr) {
      if (Borrowed Whole = Places.object(Target))
        assignedParts(*Record, Whole.Object, E, 0);
    }
    if (const Expr *Value = argumentOf(E, 0); Value && Value->isXValue())
      movedFrom(Value);
  }
  /// Assigned as a whole, an object has other content in all its containers.
  void assignedParts(const CXXRecordDecl &Record, const Place &Whole,
                     const Expr &At, unsigned Depth) {
    constexpr unsigned MaxNested = 3;
    for (const FieldDecl *Field : Record.fields()) {
      QualType T = Field->getType();
      const CXXRecordDecl *Inner = T->isReferenceType() ? nullptr : recordOf(T);
      if (!Inner)
        continue;
      Place Part = Whole;
      Part.Decl = cast<ValueDecl>(Field->getCanonicalDecl());
      Part.Nesting = 0;
      Part.Type = T;
      if (canLoseElements(T, R))
        add(ContainerChange::Replaces, Part, At);
      else if (!ownsElements(T, R) && Depth != MaxNested)
        assignedParts(*Inner, Part, At, Depth + 1);
    }
  }
  void movedFrom(const Expr *Value) {
    if (Value->isXValue() && ownsElements(Value->getType(), R) &&
        canLoseElements(Value->getType(), R))
      change(ContainerChange::Replaces, Value, *Value);
  }
  void use(const FunctionDecl &Callee, const Expr *Call) {
    Facts.Uses[Callee.getCanonicalDecl()].push_back({&F, Call, Awaited});
  }
  /// Named without being called, its address goes somewhere. Callees are
  /// visited after their calls.
  void named(const FunctionDecl &Callee, const Expr &Name) {
    if (!Called.contains(&Name))
      Facts.Uses[Callee.getCanonicalDecl()].push_back({&F, nullptr, false});
  }

  ContainerChanges &Facts;
  FunctionAnalysis &F;
  Roles &R;
  Elements Places;
  bool Awaited = false;
  llvm::SmallPtrSet<const Expr *, 16> Called;
};

static QualType plain(QualType T) {
  return T.isNull()
             ? T
             : T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

void ContainerChanges::add(ContainerChange Change) {
  unsigned Index = Changes.size();
  const Place &Where = Change.Container;
  ByPlace[{Where.Decl, Where.Nesting}].push_back(Index);
  if (isa<ParmVarDecl>(Where.Decl) && Where.Reach == Place::Shared)
    ByType[plain(Where.Type)].push_back(Index);
  Changes.push_back(std::move(Change));
}

/// What a function does to a container that it is given, its callers do.
void ContainerChanges::followHelpers() {
  llvm::DenseSet<std::pair<const Expr *, const ValueDecl *>> Seen;
  // Grows while it is walked.
  for (size_t I = 0; I != Changes.size(); ++I) {
    const auto *Param = dyn_cast<ParmVarDecl>(Changes[I].Container.Decl);
    const auto *Callee =
        Param ? dyn_cast<FunctionDecl>(Param->getDeclContext()) : nullptr;
    if (!Callee || Changes[I].Container.Reach != Place::Shared)
      continue;
    for (const FunctionUse &Use : usesOf(*Callee)) {
      if (!Use.Call || !Seen.insert({Use.Call, Param}).second)
        continue;
      Borrowed Given = Elements(*Use.By).objectOrPointee(
          argumentFor(*Use.Call, *Callee, *Param));
      if (!Given || !Given.Object.Decl)
        continue;
      ContainerChange Change = Changes[I];
      unsigned Nesting = Change.Container.Nesting;
      QualType Type = Change.Container.Type;
      Change.Container = Given.Object;
      Change.Container.Nesting += Nesting;
      Change.Container.Type = Type;
      Change.Function = &Use.By->function();
      Change.By = Use.By;
      Change.At = Use.Call;
      add(Change);
    }
  }
}

ContainerChanges::ContainerChanges(TranslationUnit &Unit) : Unit(Unit) {
  for (FunctionAnalysis *F : Unit.functions())
    Finder(*this, *F).TraverseStmt(const_cast<Stmt *>(&F->body()));
  followHelpers();
}

llvm::ArrayRef<FunctionUse>
ContainerChanges::usesOf(const FunctionDecl &F) const {
  auto It = Uses.find(F.getCanonicalDecl());
  return It == Uses.end() ? llvm::ArrayRef<FunctionUse>() : It->second;
}

//===----------------------------------------------------------------------===//
// What a change makes invalid
//===----------------------------------------------------------------------===//

/// The invalidation tables of the standard, [container.reqmts] and what follows
/// it, in three lines.
static bool invalidates(ContainerChange::KindType Kind, const ElementHold &Hold,
                        const Roles &R) {
  if (Kind != ContainerChange::Inserts)
    return true;
  QualType T = Hold.Container.Type;
  if (Hold.How == ElementHold::Content ||
      R.hasRole(T, TypeRole::StableElements))
    return false;
  return Hold.How == ElementHold::Iterator ||
         !R.hasRole(T, TypeRole::StableReferences);
}

/// Whether the type is about a class of the user's: containers of numbers and
/// strings are passed around for any purpose.
static bool mentionsOwnClass(QualType T, unsigned Depth = 0) {
  const CXXRecordDecl *Record = recordOf(pointeeOrSelf(T));
  if (!Record || Depth == 4)
    return false;
  const SourceManager &SM = Record->getASTContext().getSourceManager();
  if (!SM.isInSystemHeader(Record->getLocation()))
    return true;
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  return Special &&
         llvm::any_of(Special->getTemplateArgs().asArray(),
                      [&](const TemplateArgument &Argument) {
                        return Argument.getKind() == TemplateArgument::Type &&
                               mentionsOwnClass(Argument.getAsType(),
                                                Depth + 1);
                      });
}

/// Adds the changes of what the visible callers give the parameter \p Param.
ContainerChanges::Loans ContainerChanges::takeWhatCallersGive(
    const ParmVarDecl &Param, const Place &Where,
    llvm::SmallVectorImpl<unsigned> &Found) const {
  const auto *Callee = dyn_cast<FunctionDecl>(Param.getDeclContext());
  Loans Result = Loans::None;
  if (!Callee)
    return Result;
  for (const FunctionUse &Use : usesOf(*Callee)) {
    if (!Use.Call)
      continue;
    Borrowed Given = Elements(*Use.By).objectOrPointee(
        argumentFor(*Use.Call, *Callee, Param));
    bool Clear = Given.Object.Reach == Place::Shared ||
                 (Given.Object.Reach == Place::Frame && Use.Awaited);
    if (!Clear)
      Result = Loans::SomeUnclear;
    else if (Result == Loans::None)
      Result = Loans::AllClear;
    if (auto It = ByPlace.find(
            {Given.Object.Decl, Given.Object.Nesting + Where.Nesting});
        Given.Object.Reach == Place::Shared && It != ByPlace.end())
      Found.append(It->second.begin(), It->second.end());
  }
  return Result;
}

/// Adds what members of the class of \p Field would do to it.
void ContainerChanges::addUninstantiated(const FieldDecl &Field) {
  const auto *Record = dyn_cast<CXXRecordDecl>(Field.getParent());
  if (!Record || !Record->getTemplateInstantiationPattern() ||
      !SeenPatterns.insert(Record).second)
    return;
  for (const PatternChange &Found : patternChanges(*Record, Unit.roles())) {
    ContainerChange Change;
    Change.Kind = Found.Effect == CallEffect::Inserts ? ContainerChange::Inserts
                                                      : ContainerChange::Erases;
    Change.Container.Reach = Place::Shared;
    Change.Container.OfThis = true;
    Change.Container.Decl = cast<ValueDecl>(Found.Field->getCanonicalDecl());
    Change.Container.Type = Found.Field->getType();
    Change.Function = Found.By;
    Change.At = Found.At;
    add(Change);
  }
}

llvm::SmallVector<const ContainerChange *, 4>
ContainerChanges::invalidating(const ElementHold &Hold) {
  const Place &Where = Hold.Container;
  if (const auto *Field = dyn_cast_or_null<FieldDecl>(Where.Decl))
    addUninstantiated(*Field);
  llvm::SmallVector<unsigned, 8> Found;
  auto Take = [&](const ValueDecl *Decl, unsigned Nesting) {
    if (auto It = ByPlace.find({Decl, Nesting}); It != ByPlace.end())
      Found.append(It->second.begin(), It->second.end());
  };
  Take(Where.Decl, Where.Nesting);
  if (const auto *Param = dyn_cast_or_null<ParmVarDecl>(Where.Decl)) {
    Loans Given = takeWhatCallersGive(*Param, Where, Found);
    // Whoever is given such a container may be given this one. Those of numbers
    // are passed around for any purpose: only if nobody says which it is.
    if (Given == Loans::None ||
        (Given == Loans::SomeUnclear && mentionsOwnClass(Where.Type)))
      if (auto It = ByType.find(plain(Where.Type)); It != ByType.end())
        Found.append(It->second.begin(), It->second.end());
  }
  llvm::sort(Found);
  Found.erase(llvm::unique(Found), Found.end());
  llvm::SmallVector<const ContainerChange *, 4> Result;
  for (unsigned I : Found)
    // What is done to a local object, nobody else's is.
    if (!(Changes[I].Container.Reach == Place::Frame &&
          isa<FieldDecl>(Changes[I].Container.Decl)) &&
        invalidates(Changes[I].Kind, Hold, Unit.roles()))
      Result.push_back(&Changes[I]);
  return Result;
}
