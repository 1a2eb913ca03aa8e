//===--- ReadAttributes.cpp - prints the attributes that reached the AST --===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A plugin for clang, used by run.py: `clang -fplugin=...` prints one line per
// explicit attribute in the main file,
//
//   <name> <where> <attribute>(<arguments>)
//
// where <where> is decl, type or stmt. It shares no code with the linter, so
// that it checks the macros and not the linter's idea of them. AST dumps would
// do if they printed the arguments of annotate_type; they do not.
//
//===----------------------------------------------------------------------===//
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace {

class Reader : public RecursiveASTVisitor<Reader> {
public:
  explicit Reader(ASTContext &Context) : Context(Context) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitDecl(Decl *D) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    if (!Named ||
        !Context.getSourceManager().isWrittenInMainFile(
            Context.getSourceManager().getExpansionLoc(D->getLocation())))
      return true;
    for (const Attr *A : D->attrs())
      if (!A->isImplicit() && !A->isInherited())
        print(nameOf(*Named), "decl", *A);
    if (const auto *Declarator = dyn_cast<DeclaratorDecl>(D))
      if (TypeSourceInfo *Info = Declarator->getTypeSourceInfo())
        printTypes(nameOf(*Named), Info->getTypeLoc());
    return true;
  }

  bool VisitAttributedStmt(AttributedStmt *S) {
    for (const Attr *A : S->getAttrs())
      print("-", "stmt", *A);
    return true;
  }

private:
  std::string nameOf(const NamedDecl &D) const {
    std::string Text;
    llvm::raw_string_ostream Stream(Text);
    if (const auto *Parameter = dyn_cast<ParmVarDecl>(&D)) {
      const auto *Owner = cast<NamedDecl>(Parameter->getDeclContext());
      Owner->getNameForDiagnostic(Stream, Context.getPrintingPolicy(), true);
      Stream << "#" << Parameter->getFunctionScopeIndex();
    } else {
      D.getNameForDiagnostic(Stream, Context.getPrintingPolicy(), true);
    }
    std::replace(Text.begin(), Text.end(), ' ', '_');
    return Text;
  }

  // The attributes of the outermost type: through packs and qualifiers, but not
  // into what is pointed to. A function's own type is where attributes after
  // its parameter list end up.
  void printTypes(const std::string &Name, TypeLoc Loc) {
    while (Loc) {
      if (auto Pack = Loc.getAs<PackExpansionTypeLoc>()) {
        Loc = Pack.getPatternLoc();
      } else if (auto Attributed = Loc.getAs<AttributedTypeLoc>()) {
        if (const Attr *A = Attributed.getAttr())
          print(Name, "type", *A);
        Loc = Attributed.getModifiedLoc();
      } else if (Loc.getAs<QualifiedTypeLoc>()) {
        Loc = Loc.getUnqualifiedLoc();
      } else {
        return;
      }
    }
  }

  template <class Range> void printArguments(const Range &Arguments) {
    for (const Expr *E : Arguments) {
      llvm::outs() << ", ";
      Expr::EvalResult Result;
      if (const auto *Text = dyn_cast<StringLiteral>(E->IgnoreParenImpCasts()))
        llvm::outs() << "'" << Text->getString() << "'";
      else if (const auto *Constant = dyn_cast<ConstantExpr>(E);
               Constant && isa<StringLiteral>(Constant->IgnoreParenImpCasts()))
        llvm::outs()
            << "'"
            << cast<StringLiteral>(Constant->IgnoreParenImpCasts())->getString()
            << "'";
      else if (E->isValueDependent())
        llvm::outs() << "<dependent>";
      else if (E->EvaluateAsInt(Result, Context))
        llvm::outs() << Result.Val.getInt();
      else
        llvm::outs() << "<unreadable>";
    }
  }

  void print(llvm::StringRef Name, llvm::StringRef Where, const Attr &A) {
    llvm::outs() << Name << ' ' << Where << ' ';
    if (const auto *Annotation = dyn_cast<AnnotateAttr>(&A)) {
      llvm::outs() << "annotate('" << Annotation->getAnnotation() << "'";
      printArguments(Annotation->args());
      llvm::outs() << ")\n";
    } else if (const auto *OnType = dyn_cast<AnnotateTypeAttr>(&A)) {
      llvm::outs() << "annotate('" << OnType->getAnnotation() << "'";
      printArguments(OnType->args());
      llvm::outs() << ")\n";
    } else if (const auto *Suppression = dyn_cast<SuppressAttr>(&A)) {
      llvm::outs() << "suppress(";
      llvm::interleave(
          Suppression->diagnosticIdentifiers(), llvm::outs(),
          [](llvm::StringRef Id) { llvm::outs() << "'" << Id << "'"; }, ", ");
      llvm::outs() << ")\n";
    } else {
      llvm::outs() << A.getSpelling() << "\n";
    }
  }

  ASTContext &Context;
};

class Consumer : public ASTConsumer {
  void HandleTranslationUnit(ASTContext &Context) override {
    Reader(Context).TraverseDecl(Context.getTranslationUnitDecl());
  }
};

class Action : public PluginASTAction {
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    return std::make_unique<Consumer>();
  }
  bool ParseArgs(const CompilerInstance &,
                 const std::vector<std::string> &) override {
    return true;
  }
  ActionType getActionType() override { return AddAfterMainAction; }
};

FrontendPluginRegistry::Add<Action> Registration("read-attributes",
                                                 "prints explicit attributes");

} // namespace
