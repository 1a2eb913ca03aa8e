//===--- Awaitables.cpp - what can be awaited, and what it yields ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Awaitables.h"
#include "Annotations.h"
#include "BodyVisibility.h"
#include "Models.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace corolint;

const CXXRecordDecl *corolint::recordOf(QualType T) {
  if (T.isNull())
    return nullptr;
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() ? Record->getDefinition() : nullptr;
}

llvm::SmallVector<QualType, 4> corolint::typeArguments(QualType T) {
  llvm::SmallVector<QualType, 4> Types;
  // Nothing may have completed it.
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Special)
    return Types;
  for (const TemplateArgument &A : Special->getTemplateArgs().asArray()) {
    if (A.getKind() == TemplateArgument::Type)
      Types.push_back(A.getAsType());
    if (A.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &Element : A.pack_elements())
        if (Element.getKind() == TemplateArgument::Type)
          Types.push_back(Element.getAsType());
  }
  return Types;
}

const CXXRecordDecl *corolint::recordOrPattern(QualType T) {
  if (T.isNull())
    return nullptr;
  if (const CXXRecordDecl *Record = recordOf(T))
    return Record;
  T = T.getNonReferenceType();
  if (const CXXRecordDecl *Record = T->getAsCXXRecordDecl()) {
    const CXXRecordDecl *Pattern = Record->getTemplateInstantiationPattern();
    // A specialisation that nothing has instantiated yet.
    if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
        Special && !Pattern)
      Pattern = Special->getSpecializedTemplate()->getTemplatedDecl();
    return Pattern && Pattern->hasDefinition() ? Pattern->getDefinition()
                                               : nullptr;
  }
  const auto *Special = T->getAs<TemplateSpecializationType>();
  const auto *Template =
      Special ? dyn_cast_or_null<ClassTemplateDecl>(
                    Special->getTemplateName().getAsTemplateDecl())
              : nullptr;
  const CXXRecordDecl *Pattern =
      Template ? Template->getTemplatedDecl() : nullptr;
  return Pattern && Pattern->hasDefinition() ? Pattern->getDefinition()
                                             : nullptr;
}

bool corolint::denotes(QualType T, const CXXRecordDecl &Record) {
  T = T.getNonReferenceType();
  const CXXRecordDecl *Named = T->getAsCXXRecordDecl();
  if (Named && Named->getCanonicalDecl() == Record.getCanonicalDecl())
    return true;
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(&Record);
  const auto *Pattern = T->getAs<TemplateSpecializationType>();
  return Special && Pattern &&
         Pattern->getTemplateName().getAsTemplateDecl() ==
             Special->getSpecializedTemplate();
}

const FunctionDecl *corolint::visibleBody(const FunctionDecl &F,
                                          bool AllowPattern) {
  const FunctionDecl *Definition = nullptr;
  if (!F.isDefined(Definition) && AllowPattern)
    if (const FunctionDecl *Pattern = F.getTemplateInstantiationPattern())
      Pattern->isDefined(Definition);
  if (!Definition || !Definition->getBody())
    return nullptr;
  const SourceManager &SM = F.getASTContext().getSourceManager();
  return bodyMatters(*Definition, SM) ? Definition : nullptr;
}

llvm::SmallVector<const FunctionDecl *, 4>
Awaitables::methods(const CXXRecordDecl &Record, llvm::StringRef Name,
                    unsigned Depth) const {
  constexpr unsigned MaxDepth = 16; // a pattern may derive from itself
  llvm::SmallVector<const FunctionDecl *, 4> Found;
  DeclarationName Wanted(&Context.Idents.get(Name));
  for (const NamedDecl *D : Record.lookup(Wanted)) {
    D = D->getUnderlyingDecl();
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      D = Template->getTemplatedDecl();
    if (const auto *F = dyn_cast<FunctionDecl>(D))
      Found.push_back(F);
  }
  if (!Found.empty())
    return Found;
  if (Depth == MaxDepth)
    return Found;
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (const CXXRecordDecl *B = recordOrPattern(Base.getType()))
      if (Found = methods(*B, Name, Depth + 1); !Found.empty())
        return Found;
  return Found;
}

bool Awaitables::hasPromise(const CXXRecordDecl &Record) const {
  DeclarationName Wanted(&Context.Idents.get("promise_type"));
  for (const NamedDecl *D : Record.lookup(Wanted))
    if (isa<TypeDecl>(D))
      return true;
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (const CXXRecordDecl *B = recordOf(Base.getType()); B && hasPromise(*B))
      return true;
  return false;
}

/// The return type of a function, null while `auto` is not deduced.
static QualType knownReturnType(const FunctionDecl &F) {
  QualType T = F.getReturnType();
  return T->getContainedDeducedType() && T->isUndeducedType() ? QualType() : T;
}

QualType Awaitables::resultOfTask(const CXXRecordDecl &Record) const {
  // task<T> yields T as far as anybody has ever seen; [expr.await] would ask
  // await_resume, which may not be instantiated here.
  if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(&Record))
    if (Special->getTemplateArgs().size() != 0 &&
        Special->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      return Special->getTemplateArgs()[0].getAsType();
  return QualType();
}

const FunctionDecl *Awaitables::coAwaitOperator(const CXXRecordDecl &Record) {
  DeclarationName Operator =
      Context.DeclarationNames.getCXXOperatorName(OO_Coawait);
  for (const NamedDecl *D : Record.lookup(Operator))
    if (const FunctionDecl *F = D->getAsFunction())
      return F;
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (const CXXRecordDecl *B = recordOf(Base.getType()))
      if (const FunctionDecl *F = coAwaitOperator(*B))
        return F;
  auto Free = freeCoAwaitOperators(Record);
  return Free.empty() ? nullptr : Free.front();
}

llvm::SmallVector<const FunctionDecl *, 2>
Awaitables::freeCoAwaitOperators(const CXXRecordDecl &Record) const {
  llvm::SmallVector<const FunctionDecl *, 2> Found;
  DeclarationName Operator =
      Context.DeclarationNames.getCXXOperatorName(OO_Coawait);
  for (const DeclContext *DC = Record.getDeclContext(); DC;
       DC = DC->getParent()) {
    if (!DC->isFileContext())
      continue;
    for (const NamedDecl *D : DC->lookup(Operator))
      if (const FunctionDecl *F = D->getAsFunction();
          F && F->getNumParams() == 1 &&
          denotes(F->getParamDecl(0)->getType(), Record))
        Found.push_back(F);
  }
  return Found;
}

const CXXRecordDecl *Awaitables::awaiterOf(const CXXRecordDecl &Record) {
  if (!methods(Record, "await_suspend").empty())
    return &Record;
  const FunctionDecl *Operator = coAwaitOperator(Record);
  return Operator ? recordOrPattern(Operator->getReturnType()) : nullptr;
}

Awaitable Awaitables::throughOperator(const CXXRecordDecl &Record) {
  Awaitable Result;
  const FunctionDecl *Operator = coAwaitOperator(Record);
  if (!Operator)
    return Result;
  Result.Valid = true;
  QualType Awaiter = knownReturnType(*Operator);
  if (const CXXRecordDecl *R = recordOf(Awaiter); R && R != &Record)
    Result.Yields = of(Awaiter).Yields;
  if (Result.Yields.isNull())
    Result.Yields = resultOfTask(Record);
  return Result;
}

Awaitable Awaitables::compute(const CXXRecordDecl &Record) {
  auto Resume = methods(Record, "await_resume");
  if (!Resume.empty() && !methods(Record, "await_ready").empty()) {
    Awaitable Result;
    Result.Valid = true;
    Result.Yields = knownReturnType(*Resume.front());
    if (Result.Yields.isNull() || Result.Yields->isDependentType())
      Result.Yields = resultOfTask(Record);
    return Result;
  }
  return throughOperator(Record);
}

Awaitable Awaitables::of(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || Record->isDependentType())
    return {};
  auto [It, New] = Known.try_emplace(Record->getCanonicalDecl());
  if (!New)
    return It->second;
  Awaitable Result = compute(*Record);
  return Known[Record->getCanonicalDecl()] = Result;
}

void corolint::returnsOf(const Stmt *S,
                         llvm::SmallVectorImpl<const Expr *> &Out) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *Return = dyn_cast<ReturnStmt>(S))
    Out.push_back(Return->getRetValue());
  for (const Stmt *Child : S->children())
    returnsOf(Child, Out);
}

/// Whether the text of a body that the host did not parse (clangd's preamble)
/// is `{ return true; }`, or false.
static bool skippedBodyReturns(const FunctionDecl &F, bool Value) {
  const ASTContext &Context = F.getASTContext();
  SourceLocation At = F.getEndLoc();
  auto Next = [&]() -> llvm::StringRef {
    if (At.isInvalid() || At.isMacroID())
      return "";
    std::optional<Token> T = Lexer::findNextToken(
        At, Context.getSourceManager(), Context.getLangOpts());
    if (!T || T->is(tok::eof))
      return "";
    At = T->getLocation();
    return Lexer::getSourceText(CharSourceRange::getTokenRange(At, At),
                                Context.getSourceManager(),
                                Context.getLangOpts());
  };
  // `const`, `noexcept`, `override` and the like may stand before the brace.
  llvm::StringRef Word = Next();
  while (Word == "const" || Word == "noexcept" || Word == "override" ||
         Word == "final")
    Word = Next();
  return Word == "{" && Next() == "return" &&
         Next() == (Value ? "true" : "false") && Next() == ";" && Next() == "}";
}

/// Whether every `return` of the visible body returns this constant.
static bool alwaysReturns(const FunctionDecl &F, bool Value) {
  if (F.hasSkippedBody())
    return skippedBodyReturns(F, Value);
  const FunctionDecl *Definition = visibleBody(F);
  if (!Definition)
    return false;
  llvm::SmallVector<const Expr *, 4> Returned;
  returnsOf(Definition->getBody(), Returned);
  return !Returned.empty() && llvm::all_of(Returned, [&](const Expr *E) {
    bool Result = false;
    return E && !E->isValueDependent() && E->getType()->isBooleanType() &&
           E->EvaluateAsBooleanCondition(Result, F.getASTContext()) &&
           Result == Value;
  });
}

const FunctionDecl *corolint::calleeBehind(const Expr *E) {
  if (!E)
    return nullptr;
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
    E = Cleanups->getSubExpr();
  E = E->IgnoreParenImpCasts();
  while (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(E))
    E = Bind->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return calleeBehind(Temporary->getSubExpr());
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return Call->getDirectCallee();
  return nullptr;
}

bool Awaitables::neverSuspends(const CoroutineSuspendExpr &S) const {
  auto OfType = [&](QualType T) {
    const CXXRecordDecl *Record = recordOf(T);
    if (!Record)
      return false;
    const TypeModel *Model = Models.findType(*Record);
    return findAnnotation(*Record, "across_suspend_ok") != nullptr ||
           (Model && Model->has(TypeRole::NeverSuspends));
  };
  auto OfFunction = [&](const FunctionDecl *F) {
    if (!F)
      return false;
    for (const FunctionModel &Model : Models.findFunction(*F))
      if (Model.Effect == CallEffect::NeverSuspends)
        return true;
    return findAnnotation(*F, "across_suspend_ok") != nullptr;
  };
  const Expr *Operand = S.getOperand()->IgnoreImplicit();
  if (OfType(Operand->getType()) || OfType(S.getCommonExpr()->getType()) ||
      OfFunction(calleeBehind(Operand)))
    return true;
  const FunctionDecl *Ready = calleeBehind(S.getReadyExpr());
  if (Ready && alwaysReturns(*Ready, true))
    return true;
  // The suspend-expression wraps the call: `await_suspend(handle)` converted.
  const FunctionDecl *Suspend = calleeBehind(S.getSuspendExpr());
  return Suspend && Suspend->getReturnType()->isBooleanType() &&
         alwaysReturns(*Suspend, false);
}

std::optional<bool>
Awaitables::constantReadiness(const CXXRecordDecl &Awaiter) {
  auto Ready = methods(Awaiter, "await_ready");
  if (Ready.empty())
    return std::nullopt;
  for (bool Value : {false, true})
    if (alwaysReturns(*Ready.front(), Value))
      return Value;
  return std::nullopt;
}

bool Awaitables::alwaysSuspends(const CoroutineSuspendExpr &S) const {
  const FunctionDecl *Ready = calleeBehind(S.getReadyExpr());
  const FunctionDecl *Suspend = calleeBehind(S.getSuspendExpr());
  return Ready && alwaysReturns(*Ready, false) && Suspend &&
         !Suspend->getReturnType()->isBooleanType();
}
