//===--- Channels.cpp - sending and receiving ends ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Channels.h"
#include "Annotations.h"
#include "OwnCodeVisitor.h"
#include "TranslationUnit.h"
#include "Words.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint;

/// Whether \p Record or a base of it carries the annotation \p Name.
static bool isAnnotated(const CXXRecordDecl &Record, llvm::StringRef Name) {
  bool Found = findAnnotation(Record, Name);
  if (!Found && Record.hasDefinition())
    Record.forallBases([&](const CXXRecordDecl *Base) {
      Found |= findAnnotation(*Base, Name) != nullptr;
      return true;
    });
  return Found;
}

static bool isEnd(QualType T, const Roles &R, TypeRole Role,
                  llvm::StringRef Annotation) {
  T = pointeeOrSelf(T);
  const CXXRecordDecl *Record = recordOf(T);
  return R.hasRole(T, Role) || (Record && isAnnotated(*Record, Annotation));
}

bool corolint::isSender(QualType T, const Roles &R) {
  return isEnd(T, R, TypeRole::Sender, "sender");
}

bool corolint::isReceiver(QualType T, const Roles &R) {
  return isEnd(T, R, TypeRole::Receiver, "receiver");
}

static bool does(const CXXMemberCallExpr &Call, const Roles &R,
                 CallEffect Effect, llvm::StringRef Annotation) {
  const CXXMethodDecl *Callee = Call.getMethodDecl();
  return Callee && (findAnnotation(*Callee, Annotation) ||
                    R.functionModel(*Callee, Effect));
}

bool corolint::isReceive(const CXXMemberCallExpr &Call, const Roles &R) {
  return does(Call, R, CallEffect::Receives, "receives");
}

bool corolint::closesSender(const CXXMemberCallExpr &Call, const Roles &R) {
  return does(Call, R, CallEffect::ClosesSender, "sender_closes");
}

bool corolint::isSend(const CXXMemberCallExpr &Call, const Roles &R) {
  const CXXMethodDecl *Callee = Call.getMethodDecl();
  if (!Callee || !Callee->getIdentifier() || Call.getNumArgs() == 0)
    return false;
  const llvm::StringRef Name = Callee->getName();
  return (Name == "try_send" || Name == "try_push" ||
          beginsWithWord(Name, "send") ||
          R.functionModel(*Callee, CallEffect::Sends)) &&
         isSender(
             Call.getImplicitObjectArgument()->IgnoreParenImpCasts()->getType(),
             R);
}

/// Whether values of the class \p T say yes or no; what is awaited says so
/// afterwards.
static bool convertsToBool(QualType T, Roles &R) {
  const CXXRecordDecl *Record = recordOf(T);
  return Record && Record->hasDefinition() && !R.awaitables().of(T).Valid &&
         llvm::any_of(Record->getVisibleConversionFunctions(),
                      [](const NamedDecl *D) {
                        const auto *To =
                            dyn_cast<CXXConversionDecl>(D->getUnderlyingDecl());
                        return To && To->getConversionType()->isBooleanType();
                      });
}

/// Whether a value of type \p T, the result of a send, says that the message
/// was refused.
static bool tellsOfRefusal(QualType T, Roles &R) {
  T = T.getNonReferenceType();
  if (T->isBooleanType() || R.hasRole(T, TypeRole::Optional) ||
      R.hasRole(T, TypeRole::SendResult) || convertsToBool(T, R))
    return true;
  return llvm::any_of(typeArguments(T), [&](QualType Part) {
    return recordOf(Part) && R.hasRole(Part, TypeRole::SendResult);
  });
}

const CXXMemberCallExpr *corolint::answeredSend(const Expr &E, Roles &R) {
  const Expr *Value = E.IgnoreImplicit();
  const auto *Await = dyn_cast<CoawaitExpr>(Value);
  const auto *Call = dyn_cast<CXXMemberCallExpr>(
      Await ? Await->getOperand()->IgnoreImplicit() : Value);
  const CXXMethodDecl *Callee = Call ? Call->getMethodDecl() : nullptr;
  if (!Callee || !tellsOfRefusal(Value->getType(), R) ||
      R.functionModel(*Callee, CallEffect::DroppableResult))
    return nullptr;
  bool Tries =
      Callee->getIdentifier() && Call->getNumArgs() != 0 &&
      (Callee->getName() == "try_send" || Callee->getName() == "try_push");
  return Tries || isSend(*Call, R) ? Call : nullptr;
}

/// Whether the constant \p E is the largest of its type.
static bool isLargest(const Expr &E, const ASTContext &Context) {
  Expr::EvalResult Result;
  const Expr *Bare = E.IgnoreImplicit();
  if (!Bare->getType()->isIntegerType() || Bare->isValueDependent() ||
      !E.EvaluateAsInt(Result, Context))
    return false;
  const llvm::APSInt &Value = Result.Val.getInt();
  return Value ==
         llvm::APSInt::getMaxValue(Value.getBitWidth(), Value.isUnsigned());
}

/// Which parameter of \p Maker says how many messages the channel holds.
static std::optional<unsigned> capacityIndex(const FunctionDecl &Maker,
                                             const Roles &R) {
  for (unsigned I = 0, End = Maker.getNumParams(); I != End; ++I)
    if (hasTypeAnnotation(*Maker.getParamDecl(I), "capacity"))
      return I;
  if (const FunctionModel *Model = R.functionModel(Maker, CallEffect::Capacity);
      Model && Model->Argument >= 0)
    return Model->Argument;
  return std::nullopt;
}

namespace {

/// What a call or construction says about the bound of what it makes.
enum class Bound { None, Given, Largest, Unsaid };

class CreationFinder : public OwnCodeVisitor<CreationFinder> {
public:
  CreationFinder(TranslationUnit &Unit, CreationCallback Take)
      : Unit(Unit), R(Unit.roles()), Take(Take) {}

  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool VisitVarDecl(VarDecl *Var) {
    if (const Expr *Init = Var->getInit())
      Declared[Init->IgnoreImplicit()] = Var;
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    const CXXConstructorDecl &Maker = *E->getConstructor();
    if (!Maker.isCopyOrMoveConstructor())
      see(*E, Maker, isUnbounded(*Maker.getParent()));
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (!Callee)
      return true;
    see(*E, *Callee, false);
    if (R.functionModel(*Callee, CallEffect::MakesOwned))
      seeOwned(*E, E->getType());
    else if (R.functionModel(*Callee, CallEffect::Engages))
      if (const Expr *Object = argumentOf(*E, ThisArgument))
        seeOwned(*E, pointeeOrSelf(Object->getType()));
    return true;
  }

  bool isUnbounded(const CXXRecordDecl &Record) const {
    const TypeModel *Model = R.models().findType(Record);
    return (Model && Model->has(TypeRole::Unbounded)) ||
           isAnnotated(Record, "unbounded");
  }

  /// The member that the expression visited next makes.
  const ValueDecl *Member = nullptr;

private:
  Bound boundOf(const Expr &Call, const FunctionDecl &Maker) const;
  void see(const Expr &Made, const FunctionDecl &Maker, bool ByClass);
  void seeOwned(const CallExpr &Call, QualType Owner);

  TranslationUnit &Unit;
  const Roles &R;
  CreationCallback Take;
  llvm::DenseMap<const Expr *, const ValueDecl *> Declared;
};

} // namespace

Bound CreationFinder::boundOf(const Expr &Call,
                              const FunctionDecl &Maker) const {
  std::optional<unsigned> Index = capacityIndex(Maker, R);
  if (!Index)
    return Bound::None;
  const Expr *Given = argumentOf(Call, *Index);
  if (!Given || isa<CXXDefaultArgExpr>(Given))
    return Bound::Unsaid;
  return isLargest(*Given, Unit.context()) ? Bound::Largest : Bound::Given;
}

void CreationFinder::see(const Expr &Made, const FunctionDecl &Maker,
                         bool ByClass) {
  Bound Given = boundOf(Made, Maker);
  bool IsUnbounded = (ByClass && Given != Bound::Given) ||
                     findAnnotation(Maker, "unbounded") ||
                     R.functionModel(Maker, CallEffect::Unbounded) ||
                     Given == Bound::Largest;
  if (!IsUnbounded)
    return;
  const ValueDecl *Var = Declared.lookup(&Made);
  Take({Var ? Var : Member, &Maker, &Made, Given == Bound::Largest});
}

/// The constructor of \p Record that \p Count arguments are for and that says
/// how much a channel holds.
static const FunctionDecl *boundedConstructor(const CXXRecordDecl &Record,
                                              unsigned Count, const Roles &R) {
  for (const CXXConstructorDecl *Made : Record.ctors())
    if (!Made->isCopyOrMoveConstructor() &&
        Count >= Made->getMinRequiredArguments() &&
        Count <= Made->getNumParams() && capacityIndex(*Made, R))
      return Made;
  return nullptr;
}

/// The class of the object that an owner of type \p T has.
static const CXXRecordDecl *ownedRecord(QualType T) {
  for (QualType Part : typeArguments(T))
    if (const CXXRecordDecl *Record = recordOf(Part))
      return Record;
  return nullptr;
}

std::optional<uint64_t> corolint::capacityOf(const Expr &Made,
                                             TranslationUnit &Unit) {
  const Roles &R = Unit.roles();
  const FunctionDecl *Maker = calleeOf(Made);
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(&Made))
    Maker = Construction->getConstructor();
  if (!Maker)
    return std::nullopt;
  if (R.functionModel(*Maker, CallEffect::MakesOwned)) {
    const CXXRecordDecl *Record = ownedRecord(Made.getType());
    Maker = Record && Record->hasDefinition()
                ? boundedConstructor(*Record, argumentCount(Made), R)
                : nullptr;
  }
  std::optional<unsigned> Index =
      Maker ? capacityIndex(*Maker, R) : std::nullopt;
  if (!Index)
    return std::nullopt;
  const Expr *Given =
      *Index < argumentCount(Made) ? argumentOf(Made, *Index) : nullptr;
  if (!Given && *Index < Maker->getNumParams()) {
    const ParmVarDecl &Param = *Maker->getParamDecl(*Index);
    Given = Param.hasUninstantiatedDefaultArg()
                ? Param.getUninstantiatedDefaultArg()
                : Param.getDefaultArg();
  }
  Expr::EvalResult Value;
  if (!Given || Given->isValueDependent() ||
      !Given->EvaluateAsInt(Value, Unit.context()) ||
      Value.Val.getInt().isNegative())
    return std::nullopt;
  return Value.Val.getInt().getLimitedValue();
}

/// `make_shared<mailbox>()`, `optional.emplace()`: the constructor is called in
/// the library.
void CreationFinder::seeOwned(const CallExpr &Call, QualType Owner) {
  const CXXRecordDecl *Record = ownedRecord(Owner);
  if (!Record || !Record->hasDefinition())
    return;
  const unsigned Count = Call.getNumArgs();
  const CXXConstructorDecl *Only = nullptr;
  for (const CXXConstructorDecl *Made : Record->ctors()) {
    if (Made->isCopyOrMoveConstructor()) {
      // The value that is taken over was made somewhere else.
      if (Count == 1 && recordOf(Call.getArg(0)->getType()) == Record)
        return;
      continue;
    }
    if (Count < Made->getMinRequiredArguments() || Count > Made->getNumParams())
      continue;
    if (!isUnbounded(*Record) && !findAnnotation(*Made, "unbounded"))
      return;
    Only = Made;
  }
  if (Only)
    Take({nullptr, Only, &Call, false});
}

void corolint::forEachUnbounded(FunctionAnalysis &F, CreationCallback Take) {
  CreationFinder Finder(F.unit(), Take);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F.function()))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isAnyMemberInitializer() &&
          !isa<CXXDefaultInitExpr>(Init->getInit())) {
        Finder.Member = Init->getAnyMember();
        Finder.TraverseStmt(Init->getInit());
      }
  Finder.Member = nullptr;
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
}

void corolint::forEachUnbounded(TranslationUnit &Unit, const Expr &Init,
                                CreationCallback Take) {
  CreationFinder(Unit, Take).TraverseStmt(const_cast<Expr *>(&Init));
}

void corolint::forEachUnbounded(TranslationUnit &Unit,
                                const CXXRecordDecl &Class,
                                CreationCallback Take) {
  if (Class.hasUserDeclaredConstructor())
    return;
  CreationFinder Finder(Unit, Take);
  for (const FieldDecl *Field : Class.fields())
    if (const CXXRecordDecl *Record = Field->getType()->getAsCXXRecordDecl();
        Record && !Field->hasInClassInitializer() &&
        Finder.isUnbounded(*Record))
      Take({Field, nullptr, nullptr, false});
}

const FunctionDecl *corolint::boundedForm(const FunctionDecl &Maker) {
  for (const NamedDecl *D :
       Maker.getDeclContext()->lookup(Maker.getDeclName())) {
    const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
    const auto *Other =
        Template ? Template->getTemplatedDecl() : dyn_cast<FunctionDecl>(D);
    if (Other && Other->getNumParams() > Maker.getNumParams() &&
        !findAnnotation(*Other, "unbounded") &&
        llvm::any_of(Other->parameters(), [](const ParmVarDecl *P) {
          return P->getType()->isIntegerType();
        }))
      return Other;
  }
  return nullptr;
}
