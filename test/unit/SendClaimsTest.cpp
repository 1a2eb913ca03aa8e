//===--- SendClaimsTest.cpp - annotations of Send, Sync and Safe ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/SendClaims.h"
#include "SendText.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

TEST(SendClaims, OverrideWhatTheMembersSay) {
  Code C(R"cpp(
#define ANNOTATE(...) [[clang::annotate(__VA_ARGS__)]]
class ANNOTATE("corolint::send", 1) sendable { int *p; };
class ANNOTATE("corolint::send", 0) bound { int n; };
class ANNOTATE("corolint::sync", 1) readable { mutable int n; };
class ANNOTATE("corolint::sync", 0) alone { int n; };
class ANNOTATE("corolint::thread_safe") safe { int *p; };
class ANNOTATE("corolint::unchecked_send", "sealed before") vouched { bound b; };
class ANNOTATE("corolint::unchecked_sync", "one reader") calm { mutable int n; };
using handle ANNOTATE("corolint::send", 0) = int;
struct with_handle { handle h; int n; };
struct with_vouched_member { bound b __attribute__((annotate("corolint::unchecked_send", "once"))); };
struct with_calm_member { int n __attribute__((annotate("corolint::unchecked_sync", "one writer"))); };
struct with_vouched_type { bound [[clang::annotate_type("corolint::unchecked_send", "once")]] b; };
)cpp");
  EXPECT_EQ(answers(C, "sendable"), "Ynn");
  EXPECT_EQ(answers(C, "bound"), "N?n");
  EXPECT_EQ(answers(C, "readable"), "YYn");
  EXPECT_EQ(answers(C, "alone"), "YNn");
  EXPECT_EQ(answers(C, "safe"), "nYY");
  EXPECT_EQ(answers(C, "vouched"), "Y?n");
  EXPECT_EQ(answers(C, "calm"), "YYn");
  EXPECT_EQ(answers(C, "with_handle"), "N?n");
  EXPECT_EQ(answers(C, "with_vouched_member"), "Y?n");
  EXPECT_EQ(answers(C, "with_calm_member"), "YYn");
  EXPECT_EQ(answers(C, "with_vouched_type"), "Y?n");
}

TEST(SendClaims, ConditionsAreThoseOfTheSpecialisation) {
  Code C(R"cpp(
#include <type_traits>
struct cell { int n; };
struct refs { refs(const refs &); int n; };
template <class T> class [[clang::annotate("corolint::send", std::is_trivially_copyable_v<T>)]] ring { T items[8]; };
template <class... Ts> class [[clang::annotate("corolint::send", (std::is_trivially_copyable_v<Ts> && ...))]] pack { void *p; };
template <class T> class [[clang::annotate("corolint::sync", sizeof(T) == 1)]] odd { mutable T t; };
template <> class ring<char> { char *p; };
using good = ring<cell>; using bad = ring<refs>; using special = ring<char>;
using all = pack<int, cell>; using some = pack<int, refs>; using none = pack<>;
using small = odd<char>; using big = odd<int>;
static_assert(sizeof(good) && sizeof(bad) && sizeof(special) && sizeof(all) && sizeof(some) && sizeof(none) && sizeof(small) && sizeof(big));
)cpp");
  EXPECT_EQ(answers(C, "good"), "YYn");
  EXPECT_EQ(answers(C, "bad"), "N?n");
  EXPECT_EQ(answers(C, "special"), "nnn"); // repeats no annotation
  EXPECT_EQ(answers(C, "all").front(), 'Y');
  EXPECT_EQ(answers(C, "some").front(), 'N');
  EXPECT_EQ(answers(C, "none").front(), 'Y');
  EXPECT_EQ(answers(C, "small"), "YYn");
  EXPECT_EQ(answers(C, "big"), "YNn");
}

TEST(SendClaims, HoldForTemplatesThatNothingInstantiated) {
  Code C(R"cpp(
#include <memory>
template <class T> class [[clang::annotate("corolint::send", 1)]] always { int *p; };
template <class T> class [[clang::annotate("corolint::send", sizeof(T) == 1)]] sometimes { int *p; };
template <class T> class never_said { T t; };
using a = std::unique_ptr<always<int>>;
using b = std::unique_ptr<sometimes<int>>;
using c = std::unique_ptr<never_said<int>>;
)cpp");
  EXPECT_EQ(answers(C, "a").front(), 'Y');
  EXPECT_EQ(answers(C, "b").front(), '?');
  EXPECT_EQ(answers(C, "c").front(), '?');
}

/// "Send by ticket", for each claim.
Lines claims(const Code &C, llvm::StringRef Name) {
  Lines Text;
  for (const TraitClaim &Claim : claimsOf(C.record(Name)))
    Text.push_back(
        (nameOf(Claim.Claimed) + " by " + Claim.By->getName()).str());
  return Text;
}

TEST(SendClaims, AreListedWithThoseOfPolymorphicBases) {
  Code C(R"cpp(
#define ANNOTATE(...) [[clang::annotate(__VA_ARGS__)]]
class ANNOTATE("corolint::send", 1) ANNOTATE("corolint::sync", 1) ticket {};
class ANNOTATE("corolint::send", 0) bound {};
class ANNOTATE("corolint::send", 1) job { public: virtual ~job(); };
class import_job : public job {};
class sealed_job : public ticket {};
class ANNOTATE("corolint::unchecked_send", "known") vouched : public job {};
class ANNOTATE("corolint::thread_safe") meter {};
)cpp");
  EXPECT_EQ(claims(C, "ticket"), (Lines{"Send by ticket", "Sync by ticket"}));
  EXPECT_EQ(claims(C, "bound"), Lines{});
  EXPECT_EQ(claims(C, "import_job"), Lines{"Send by job"});
  EXPECT_EQ(claims(C, "sealed_job"), Lines{});
  EXPECT_EQ(claims(C, "vouched"), Lines{});
  EXPECT_EQ(claims(C, "meter"), Lines{"Safe by meter"});
}

TEST(SendClaims, AreCheckedAgainstTheStructure) {
  Code C(R"cpp(
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>
#define ANNOTATE(...) [[clang::annotate(__VA_ARGS__)]]
class ANNOTATE("corolint::send", 0) bound { int n; };
struct pins { std::optional<bound> first; };
struct cursor { std::string key; std::vector<pins> all; };
class ANNOTATE("corolint::send", 1) scan { cursor c; };
class ANNOTATE("corolint::send", 1) fine { std::string id; std::unique_ptr<int> n; };
class ANNOTATE("corolint::sync", 1) formatter { mutable std::string scratch; };
class ANNOTATE("corolint::sync", 1) table { mutable std::atomic<long> n; mutable std::mutex m; };
class ANNOTATE("corolint::send", 1) client { struct impl; std::unique_ptr<impl> p; };
class ANNOTATE("corolint::send", 1) outer { fine f; scan s; };
)cpp");
  auto Structure = [&](llvm::StringRef Name, Trait Asked) {
    return C.unit().sendTraits().byStructure(C.record(Name), Asked);
  };
  EXPECT_EQ(Structure("scan", Trait::Send), Verdict::HardNo);
  EXPECT_EQ(Structure("fine", Trait::Send), Verdict::Yes);
  EXPECT_EQ(Structure("formatter", Trait::Sync), Verdict::SharedNo);
  EXPECT_EQ(Structure("table", Trait::Sync), Verdict::Yes);
  EXPECT_EQ(Structure("client", Trait::Send), Verdict::Unknown);
  // A member's claim is the member's business.
  EXPECT_EQ(Structure("outer", Trait::Send), Verdict::Yes);
  SendExplanation Explain(C.unit().sendTraits());
  EXPECT_EQ(
      textOf(C, Explain.chain(C.record("scan"), Trait::Send)),
      (Lines{"12: 'scan' is not Send", "12: member 'c': 'cursor' is not Send",
             "11: member 'all': 'std::vector<pins>' is not Send",
             "11: template argument 1: 'pins' is not Send",
             "10: member 'first': 'std::optional<bound>' is not Send",
             "10: template argument 1: 'bound' is not Send"}));
}

} // namespace
