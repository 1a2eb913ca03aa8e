//===--- SendExplanation.cpp - why a type is not Send, Sync or Safe -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SendExplanation.h"
#include "LLVMCompat.h"
#include "TypeNames.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/raw_ostream.h"
#include <deque>

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Finding the reasons again
//===----------------------------------------------------------------------===//

TraitRule SendExplanation::expand(const TraitPart &Part) {
  if (Part.Fixed)
    return {*Part.Fixed, Part.Reason};
  if (Part.View != TypeView::Structure)
    if (auto Said = Traits.rules().ofAlias(Part.Type, Part.Asked))
      return *Said;
  return Traits.rules().of(Part.Type, Part.Asked, Part.View);
}

/// What parts that are not declared take for their place. The type that was
/// asked about is nobody's part.
static SourceLocation placeForParts(const TraitStep &Step) {
  return Step.Kind == PartKind::Whole ? SourceLocation() : Step.Where;
}

/// The answer to the question of \p Part itself, however it counts.
static Verdict plainAnswer(SendTraits &Traits, TraitPart Part) {
  Part.How = Passing::AsItIs;
  return Traits.of(Part);
}

TraitStep SendExplanation::stepFor(const TraitPart &Part, const TraitRule &Rule,
                                   SourceLocation Outer) {
  TraitStep Step;
  Step.Kind = Part.Kind;
  Step.Name = Part.Name;
  Step.Type = Part.Type;
  Step.Where = Part.Where.isValid() ? Part.Where : Outer;
  Step.Asked = Part.Asked;
  Step.Answer = Part.Type.isNull() ? Verdict::Yes : plainAnswer(Traits, Part);
  // A step's reason is why parts count, which is of no interest if all are
  // well.
  if (Step.Answer == Verdict::Yes && !Rule.Parts.empty())
    return Step;
  Step.Reason = Rule.Reason;
  Step.Replacement = Rule.Replacement;
  return Step;
}

/// A step of the search, and the one that led to it.
struct SendExplanation::Found {
  TraitStep Step;
  TraitRule Rule;
  int From;
};

/// Whether \p Part is why the whole is \p Whole.
static bool isToBlame(SendTraits &Traits, const TraitPart &Part,
                      Verdict Whole) {
  return Traits.of(Part) == Whole;
}

/// Whether the class keeps its own counsel: what its members say is not held
/// against it, and the reason is its own.
static bool endsHere(SendTraits &Traits, const TraitPart &Part) {
  return Part.How == Passing::SharedIsUnknown &&
         plainAnswer(Traits, Part) == Verdict::SharedNo;
}

std::vector<TraitStep> SendExplanation::search(const TraitPart &Root,
                                               TraitRule Rule) {
  std::deque<Found> Queue;
  Queue.push_back({stepFor(Root, Rule, Root.Where), std::move(Rule), -1});
  if (Root.Type.isNull())
    for (const TraitPart &Part : Queue.front().Rule.Parts)
      Queue.front().Step.Answer =
          std::max(Queue.front().Step.Answer, Traits.of(Part));
  llvm::SmallVector<std::pair<QualType, Trait>, 16> Visited;
  for (size_t I = 0; I != Queue.size(); ++I) {
    const Verdict Whole = Queue[I].Step.Answer;
    auto Blamed =
        llvm::make_filter_range(Queue[I].Rule.Parts, [&](const TraitPart &P) {
          return isToBlame(Traits, P, Whole);
        });
    bool Ends = Queue[I].Rule.Own == Whole || Blamed.empty();
    for (const TraitPart &Part : Blamed)
      Ends |= endsHere(Traits, Part);
    if (Ends) {
      std::vector<TraitStep> Chain;
      for (int At = static_cast<int>(I); At >= 0; At = Queue[At].From)
        Chain.insert(Chain.begin(), std::move(Queue[At].Step));
      return Chain;
    }
    for (const TraitPart &Part : Blamed) {
      std::pair<QualType, Trait> Key(Part.Type.getCanonicalType(), Part.Asked);
      if (!Part.Fixed && llvm::is_contained(Visited, Key))
        continue;
      Visited.push_back(Key);
      TraitRule Next = expand(Part);
      Queue.push_back({stepFor(Part, Next, placeForParts(Queue[I].Step)),
                       std::move(Next), static_cast<int>(I)});
    }
  }
  return {Queue.front().Step};
}

static SourceLocation placeOf(QualType T) {
  const TagDecl *Tag = T.isNull() ? nullptr : T->getAsTagDecl();
  return Tag ? Tag->getLocation() : SourceLocation();
}

static TraitPart whole(QualType T, Trait Asked,
                       TypeView View = TypeView::Value) {
  TraitPart Part;
  Part.Type = T;
  Part.Asked = Asked;
  Part.View = View;
  Part.Where = placeOf(T);
  return Part;
}

std::vector<TraitStep> SendExplanation::chain(QualType T, Trait Asked) {
  const TraitPart Root = whole(T, Asked);
  return search(Root, expand(Root));
}

std::vector<TraitStep> SendExplanation::chain(const CXXRecordDecl &Record,
                                              Trait Asked) {
  const TraitPart Root = whole(typeOf(Traits.rules().context(), Record), Asked,
                               TypeView::Structure);
  return search(Root, expand(Root));
}

std::vector<TraitStep> SendExplanation::chain(llvm::ArrayRef<FramePart> Parts,
                                              Trait Asked) {
  return search(whole(QualType(), Asked), Traits.frameRule(Parts, Asked));
}

std::vector<TraitStep> SendExplanation::chainToVariable(const VarDecl &V,
                                                        Trait Asked) {
  const TraitPart Root = Traits.rules().toVariable(V, Asked);
  return search(Root, expand(Root));
}

TraitTree SendExplanation::grow(const TraitPart &Part, SourceLocation Outer,
                                Seen &Known, unsigned Depth) {
  constexpr unsigned MaxDepth = 100;
  TraitRule Rule = expand(Part);
  TraitTree Tree;
  Tree.Step = stepFor(Part, Rule, Outer);
  // What is inside of members that nobody holds against a class is noise.
  const bool IsOpaque =
      Part.How == Passing::SharedIsUnknown && !isHardNo(Tree.Step.Answer);
  if (Depth > 0 && (Tree.Step.Answer == Verdict::Yes || IsOpaque))
    return Tree;
  const unsigned Question =
      static_cast<unsigned>(Part.Asked) * 4 + static_cast<unsigned>(Part.View);
  const std::pair<QualType, unsigned> Key(Part.Type.getCanonicalType(),
                                          Question);
  Tree.Repeated = !Rule.Parts.empty() &&
                  (Depth > MaxDepth || llvm::is_contained(Known, Key));
  if (Tree.Repeated)
    return Tree;
  Known.push_back(Key);
  for (const TraitPart &Inner : Rule.Parts)
    Tree.Parts.push_back(
        grow(Inner, placeForParts(Tree.Step), Known, Depth + 1));
  return Tree;
}

TraitTree SendExplanation::tree(QualType T, Trait Asked) {
  Seen Known;
  return grow(whole(T, Asked), placeOf(T), Known, 0);
}

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

llvm::StringRef corolint::nameOf(Trait T) {
  switch (T) {
  case Trait::Send:
    return "Send";
  case Trait::Sync:
    return "Sync";
  case Trait::Safe:
    return "Safe";
  }
  return "";
}

static llvm::StringRef wordFor(PartKind Kind) {
  switch (Kind) {
  case PartKind::Whole:
    return "";
  case PartKind::Member:
    return "member";
  case PartKind::Base:
    return "base";
  case PartKind::Capture:
    return "capture";
  case PartKind::TemplateArgument:
    return "template argument";
  case PartKind::Element:
    return "element";
  case PartKind::Pointee:
    return "pointee";
  case PartKind::Referent:
    return "referent";
  case PartKind::Parameter:
    return "parameter";
  case PartKind::Local:
    return "local";
  case PartKind::Temporary:
    return "temporary";
  }
  return "";
}

static std::string words(Verdict V, Trait Asked) {
  const std::string Property = nameOf(Asked).str();
  switch (V) {
  case Verdict::Yes:
    return "is " + Property;
  case Verdict::Borrow:
    return "is " + Property + " while the object lives that it refers to";
  case Verdict::Unknown:
    return "may or may not be " + Property;
  case Verdict::SharedNo:
    return "is not " + Property + " if it is shared";
  case Verdict::DoubtfulNo:
  case Verdict::HardNo:
    return "is not " + Property;
  }
  return "";
}

std::string corolint::describe(const TraitStep &Step,
                               const ASTContext &Context) {
  std::string Text = wordFor(Step.Kind).str();
  if (!Step.Name.empty())
    Text += Step.Kind == PartKind::TemplateArgument ? " " + Step.Name
                                                    : " '" + Step.Name + "'";
  if (!Text.empty())
    Text += ": ";
  Text += Step.Type.isNull() ? "the coroutine frame"
                             : "'" + nameOfType(Step.Type, Context) + "'";
  return Text + " " + words(Step.Answer, Step.Asked);
}

static void printPlace(const TraitStep &Step, const ASTContext &Context,
                       llvm::raw_ostream &Out) {
  const PresumedLoc Place =
      Context.getSourceManager().getPresumedLoc(Step.Where);
  if (Step.Where.isValid() && Place.isValid() &&
      Step.Kind != PartKind::TemplateArgument &&
      Step.Kind != PartKind::Element && Step.Kind != PartKind::Pointee)
    Out << " (" << Place.getFilename() << ":" << Place.getLine() << ":"
        << Place.getColumn() << ")";
}

void corolint::print(const TraitTree &Tree, const ASTContext &Context,
                     llvm::raw_ostream &Out, unsigned Indent) {
  const TraitStep &Step = Tree.Step;
  Out.indent(2 * Indent) << describe(Step, Context);
  printPlace(Step, Context, Out);
  if (!Step.Reason.empty())
    Out << ": " << Step.Reason;
  if (isNo(Step.Answer) && !Step.Replacement.empty())
    Out << "; use " << Step.Replacement << " instead";
  if (Tree.Repeated)
    Out << " (see above)";
  Out << "\n";
  for (const TraitTree &Part : Tree.Parts)
    print(Part, Context, Out, Indent + 1);
}
