//===--- ElementsTest.cpp - which containers values refer into ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Elements.h"
#include "Code.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

std::string textOf(const Place &P) {
  std::string Text = P.Decl ? P.Decl->getNameAsString() : "*this";
  Text += std::string(P.Nesting, '*');
  return P.Reach == Place::Unknown ? "unknown"
         : P.Reach == Place::Frame ? "frame"
                                   : Text;
}

/// The holds of the local \p Name, innermost first.
std::string holds(const Code &C, llvm::StringRef Function,
                  llvm::StringRef Name) {
  Borrowed Of = Elements(C.analysis(Function)).ofVariable(C.variable(Name));
  if (!Of)
    return "unknown";
  std::string Text;
  for (const ElementHold &Hold : Of.Holds) {
    Text += Text.empty() ? "" : ", ";
    Text += Hold.How == ElementHold::Iterator    ? "iterator into "
            : Hold.How == ElementHold::Reference ? "reference into "
                                                 : "content of ";
    Text += textOf(Hold.Container);
  }
  return Text.empty() ? "nothing: " + textOf(Of.Object) : Text;
}

constexpr char Prelude[] = R"cpp(
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <vector>
struct item { int n; std::string name; std::vector<int> parts; };
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

TEST(Elements, FollowLookUpsToTheMember) {
  Code C(withPrelude(R"cpp(
struct owner {
  std::vector<item> items; std::map<int, item> table; std::string name;
  void f(int k) {
    auto iterator = table.find(k);
    auto &second = iterator->second;
    item &at = items.at(0);
    item *pointer = &items[0];
    std::string_view view = name;
    std::span<item> span = items;
    auto found = std::ranges::find(items, k, &item::n);
    auto pair = table.try_emplace(k);
    auto copy = items[0];
    auto &all = items;
  }
};
)cpp"));
  auto Of = [&](llvm::StringRef Name) { return holds(C, "f", Name); };
  EXPECT_EQ(Of("iterator"), "iterator into table");
  EXPECT_EQ(Of("second"), "reference into table");
  EXPECT_EQ(Of("at"), "reference into items");
  EXPECT_EQ(Of("pointer"), "reference into items");
  EXPECT_EQ(Of("view"), "reference into name");
  EXPECT_EQ(Of("span"), "reference into items");
  EXPECT_EQ(Of("found"), "iterator into items");
  EXPECT_EQ(Of("pair"), "iterator into table");
  EXPECT_EQ(Of("copy"), "unknown");
  EXPECT_EQ(Of("all"), "nothing: items");
}

TEST(Elements, KeepWhatContainersOwnElsewhereApart) {
  Code C(withPrelude(R"cpp(
struct owner {
  std::vector<std::unique_ptr<item>> owned; std::unique_ptr<item> one;
  std::map<int, std::vector<item>> groups; std::optional<item> maybe;
  void f(int k) {
    auto &pointee = *owned[0];
    auto &content = *one;
    auto &nested = groups[k].front();
    auto &part = one->parts[0];
    auto &engaged = *maybe;
  }
};
)cpp"));
  auto Of = [&](llvm::StringRef Name) { return holds(C, "f", Name); };
  EXPECT_EQ(Of("pointee"), "reference into owned*, content of owned");
  EXPECT_EQ(Of("content"), "reference into one");
  EXPECT_EQ(Of("nested"), "reference into groups*, content of groups");
  EXPECT_EQ(Of("part"), "reference into parts, content of one");
  EXPECT_EQ(Of("engaged"), "reference into maybe");
}

TEST(Elements, TellTheFrameFromWhatOthersReach) {
  Code C(withPrelude(R"cpp(
struct state { std::vector<item> items; std::vector<item> &all() { return items; } };
void f(state local, std::unique_ptr<state> owned, std::shared_ptr<state> shared,
       state &reference, state *pointer, state &&taken) {
  auto &a = local.items[0]; auto &b = owned->items[0];
  auto &c = shared->items[0]; auto &d = reference.all()[0];
  auto &e = pointer->items[0]; auto &g = taken.items[0];
  auto made = std::make_shared<state>(); auto &h = made->items[0];
  auto copy = shared; auto &i = copy->items[0];
}
)cpp"));
  auto Of = [&](llvm::StringRef Name) { return holds(C, "f", Name); };
  EXPECT_EQ(Of("a"), "reference into frame");
  EXPECT_EQ(Of("b"), "reference into frame, content of frame");
  EXPECT_EQ(Of("c"), "reference into items");
  EXPECT_EQ(Of("d"), "reference into items");
  EXPECT_EQ(Of("e"), "reference into items");
  EXPECT_EQ(Of("g"), "reference into frame");
  EXPECT_EQ(Of("h"), "unknown");
  EXPECT_EQ(Of("i"), "reference into items");
}

TEST(Elements, StopAtWhatIsStoredInContainers) {
  Code C(withPrelude(R"cpp(
struct owner {
  std::vector<item *> pointers; std::vector<std::string_view> views;
  std::vector<std::reference_wrapper<item>> wrappers;
  std::vector<std::shared_ptr<item>> shared;
  void f() {
    item &a = *pointers[0]; item *b = pointers[0];
    std::string_view c = views[0]; item &d = wrappers[0];
    item &e = *shared[0];
    auto adaptor = shared | std::views::reverse;
  }
};
)cpp"));
  for (llvm::StringRef Name : {"a", "b", "c", "d", "adaptor"})
    EXPECT_EQ(holds(C, "f", Name), "unknown") << Name.str();
  EXPECT_EQ(holds(C, "f", "e"), "nothing: shared**");
}

} // namespace
