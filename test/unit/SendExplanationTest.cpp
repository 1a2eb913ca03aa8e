//===--- SendExplanationTest.cpp - why a type is not Send -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SendText.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

std::string treeOf(const Code &C, llvm::StringRef Name, Trait Asked) {
  SendExplanation Explain(C.unit().sendTraits());
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  print(Explain.tree(C.type(Name), Asked), C.context(), Out);
  return Text;
}

TEST(SendExplanation, LeadsThroughMembersAndTemplatesToTheCulprit) {
  Code C(R"cpp(
#include "mini.h"
#include <map>
#include <memory>
class [[clang::annotate("corolint::send", 0)]] rc { int n; };
template <class T> struct slot {
  bool used;
  T value;
};
struct quota { slot<rc> left; };
struct tenant { std::map<int, quota> quotas; };
struct request : tenant { int id; };
struct session { std::unique_ptr<request> current; };
)cpp");
  EXPECT_EQ(
      whyNot(C, "session", Trait::Send),
      (Lines{"13: 'session' is not Send",
             "13: member 'current': 'std::unique_ptr<request>' is not Send",
             "13: pointee: 'request' is not Send",
             "12: base: 'tenant' is not Send",
             "11: member 'quotas': 'std::map<int, quota>' is not Send",
             "11: template argument 2: 'quota' is not Send",
             "10: member 'left': 'slot<rc>' is not Send",
             "8: member 'value': 'rc' is not Send"}));
}

TEST(SendExplanation, TakesTheShortestWayAndTheFirstOfThose) {
  Code C(R"cpp(
class [[clang::annotate("corolint::send", 0)]] rc { int n; };
struct deep { rc inner; };
struct whole { int n; deep first; rc second; rc third; int *shared; };
)cpp");
  EXPECT_EQ(whyNot(C, "whole", Trait::Send),
            (Lines{"4: 'whole' is not Send",
                   "4: member 'second': 'rc' is not Send"}));
}

TEST(SendExplanation, SaysWhyAndWhatToUseInstead) {
  Code C(R"cpp(
#include <functional>
#include <memory>
struct plain { int n; };
using shared = std::shared_ptr<plain>;
using erased = std::function<void()>;
)cpp");
  SendExplanation Explain(C.unit().sendTraits());
  const TraitStep Erased = Explain.chain(C.type("erased"), Trait::Send).back();
  EXPECT_EQ(Erased.Answer, Verdict::Unknown);
  EXPECT_NE(Erased.Reason, "");
  EXPECT_NE(Erased.Replacement, "");
  EXPECT_EQ(whyNot(C, "shared", Trait::Send),
            (Lines{"'std::shared_ptr<plain>' is not Send if it is shared",
                   "pointee: 'plain' is not Safe if it is shared",
                   "4: member 'n': 'int' is not Safe if it is shared"}));
}

TEST(SendExplanation, StopsAtClassesWhoseMembersSayNothingForCertain) {
  Code C(R"cpp(
#include <mutex>
struct locked { std::mutex m; int n; };
using pointer = locked *;
)cpp");
  SendExplanation Explain(C.unit().sendTraits());
  const auto Chain = Explain.chain(C.type("pointer"), Trait::Send);
  ASSERT_EQ(Chain.size(), 2U);
  EXPECT_EQ(Chain.back().Reason, "it has a lock of its own");
}

TEST(SendExplanation, KeepsQuietAboutTheInsideOfOpaqueClasses) {
  Code C("#include <system.h>\nstruct mine { opaque o; };\n",
         "struct node { node *next; };\nstruct opaque { node *n; };\n");
  EXPECT_EQ(treeOf(C, "mine", Trait::Send),
            R"('mine' may or may not be Send (test.cpp:2:8)
  member 'o': 'opaque' may or may not be Send (test.cpp:2:22): how its members are used is not visible
    member 'n': 'node *' may or may not be Send (/system/system.h:2:23): others may use what it points to at the same time
)");
}

TEST(SendExplanation, PrintsATreeThatEnds) {
  Code C(R"cpp(
#include <memory>
class [[clang::annotate("corolint::send", 0)]] rc { int n; };
struct node { std::unique_ptr<node> next; rc value; int n; };
)cpp");
  EXPECT_EQ(treeOf(C, "node", Trait::Send),
            R"('node' is not Send (test.cpp:4:8)
  member 'next': 'std::unique_ptr<node>' is not Send (test.cpp:4:37)
    pointee: 'node' is not Send
      member 'next': 'std::unique_ptr<node>' is not Send (test.cpp:4:37) (see above)
      member 'value': 'rc' is not Send (test.cpp:4:46): it is annotated as not Send
      member 'n': 'int' is Send (test.cpp:4:57)
    template argument 2: 'std::default_delete<node>' is Send: it has no state
  member 'value': 'rc' is not Send (test.cpp:4:46): it is annotated as not Send
  member 'n': 'int' is Send (test.cpp:4:57)
)");
}

} // namespace
