//===--- ContainerChangesTest.cpp - who changes which container -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ContainerChanges.h"
#include "Code.h"
#include <gtest/gtest.h>

using namespace clang;
using namespace corolint;

namespace {

constexpr char Prelude[] = R"cpp(
#include <coroutine>
#include <list>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>
struct task {
  struct promise_type {
    task get_return_object(); std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept; void return_void();
    void unhandled_exception();
  };
  bool await_ready(); void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
)cpp";

std::string withPrelude(const char *Text) {
  return std::string(Prelude) + Text;
}

/// A hold on the field or variable \p D.
ElementHold holdOn(const ValueDecl &D, ElementHold::HowKind How) {
  ElementHold Hold;
  Hold.How = How;
  Hold.Container.Reach = Place::Shared;
  Hold.Container.Decl = cast<ValueDecl>(D.getCanonicalDecl());
  Hold.Container.Type = D.getType().getNonReferenceType();
  return Hold;
}

/// Who invalidates it, in the order of the source.
Lines invalidating(const Code &C, const ElementHold &Hold) {
  Lines Out;
  for (const ContainerChange *Change :
       C.unit().containerChanges().invalidating(Hold))
    Out.push_back(Change->Function->getNameAsString());
  return Out;
}

/// Who does so while the coroutine \p Name is suspended.
Lines meanwhile(const Code &C, const ElementHold &Hold, llvm::StringRef Name) {
  Lines Out;
  ContainerChanges &Changes = C.unit().containerChanges();
  for (const ContainerChange *Change : Changes.invalidating(Hold))
    if (Changes.happensMeanwhile(*Change, C.analysis(Name), nullptr))
      Out.push_back(Change->Function->getNameAsString());
  return Out;
}

TEST(ContainerChanges, FollowTheInvalidationTables) {
  Code C(withPrelude(R"cpp(
struct owner {
  std::vector<int> vector; std::list<int> list; std::unordered_map<int, int> hash;
  void grow() { vector.push_back(1); list.push_back(1); hash.emplace(1, 1); }
  void shrink() { vector.pop_back(); list.pop_back(); hash.erase(1); }
  void replace(owner &o) { vector = o.vector; std::swap(list, o.list); auto h = std::move(hash); }
  void look() { (void)vector.size(); (void)list.begin(); (void)hash.find(1); }
};
)cpp"));
  auto By = [&](const char *Field, ElementHold::HowKind How) {
    return invalidating(C, holdOn(C.field(Field), How));
  };
  EXPECT_EQ(By("vector", ElementHold::Reference),
            (Lines{"grow", "shrink", "replace"}));
  EXPECT_EQ(By("vector", ElementHold::Content), (Lines{"shrink", "replace"}));
  EXPECT_EQ(By("list", ElementHold::Iterator),
            (Lines{"shrink", "replace", "replace"}));
  EXPECT_EQ(By("hash", ElementHold::Iterator),
            (Lines{"grow", "shrink", "replace"}));
  EXPECT_EQ(By("hash", ElementHold::Reference), (Lines{"shrink", "replace"}));
}

TEST(ContainerChanges, FollowHelpersAndWholeObjects) {
  Code C(withPrelude(R"cpp(
struct part { std::vector<int> numbers; };
void put(std::vector<int> &to) { to.push_back(1); }
void twice(std::vector<int> &to) { put(to); }
void read(std::vector<int> &from) { (void)from.size(); }
struct owner {
  part p;
  void add() { twice(p.numbers); }
  void look() { read(p.numbers); }
  void reload(part fresh) { p = fresh; }
  static void local() { part mine; mine.numbers.push_back(1); }
};
)cpp"));
  EXPECT_EQ(invalidating(C, holdOn(C.field("numbers"), ElementHold::Reference)),
            (Lines{"reload", "add"}));
}

TEST(ContainerChanges, TellWhoElseCanRun) {
  Code C(withPrelude(R"cpp(
class owner {
public:
  owner() { fill(); }
  ~owner() { numbers.clear(); }
  void add() { numbers.push_back(1); }
  task self(int n) { helper(); numbers.pop_back(); co_await task(); }
  task outer() { numbers.push_back(2); co_await self(1); }
private:
  void fill() { numbers.push_back(3); }
  void helper() { numbers.push_back(4); }
  std::vector<int> numbers;
};
)cpp"));
  ElementHold Hold = holdOn(C.field("numbers"), ElementHold::Reference);
  EXPECT_EQ(meanwhile(C, Hold, "self"), Lines{"add"});
}

TEST(ContainerChanges, CountASecondRunThatAParameterTellsApart) {
  Code C(withPrelude(R"cpp(
struct owner {
  task insert(int n) { numbers.push_back(n); co_await task(); }
  std::vector<int> numbers;
};
)cpp"));
  EXPECT_EQ(meanwhile(C, holdOn(C.field("numbers"), ElementHold::Reference),
                      "insert"),
            Lines{"insert"});
}

TEST(ContainerChanges, SeeMembersThatNobodyInstantiates) {
  Code C(withPrelude(R"cpp(
template <class T> struct owner {
  void add(T t) { numbers.push_back(t); }
  void set(int k, T t) { table[k] = t; }
  int count() { return numbers.size(); }
  std::vector<T> numbers; std::map<int, T> table;
};
int use(owner<int> &o) { return o.count(); }
)cpp"));
  const auto &Use = C.function("use");
  const CXXRecordDecl *Owner = Use.getParamDecl(0)
                                   ->getType()
                                   .getNonReferenceType()
                                   ->getAsCXXRecordDecl();
  const FieldDecl *Numbers = *Owner->field_begin();
  EXPECT_EQ(invalidating(C, holdOn(*Numbers, ElementHold::Reference)),
            Lines{"add"});
}

} // namespace
