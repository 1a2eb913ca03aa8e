//===--- ModelReaderTest.cpp - tests of reading models --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Models.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace corolint;

namespace {

/// The message of reading \p Text as "m.yaml"; empty when it is right.
std::string messageOf(llvm::StringRef Text) {
  ModelSet Models;
  return llvm::toString(Models.addText(Text, "m.yaml"));
}

/// A set made of \p Text, which must be right.
ModelSet modelsFrom(llvm::StringRef Text) {
  ModelSet Models;
  EXPECT_EQ("", llvm::toString(Models.addText(Text, "m.yaml")));
  return Models;
}

TEST(ModelReading, TakesTheWholeFormat) {
  ModelSet Models = modelsFrom(R"yaml(
library: everything
summary: every key once
types:
  - name: [std::mutex, "::std::timed_mutex"]
    roles: [lock]
    recursive: true
    shared: false
    reason: it belongs to a thread
    replacement: 'co_await an async mutex'
  - name: std::lock_guard
    roles: [guard]
    always-held: true
  - name: my::task
    roles: [lazy-task]
    async-lock: my::async_mutex
functions:
  - name: pthread_mutex_trylock
    effect: try-acquire
    argument: 0
    held-when: false
  - name: [std::unique_lock::~unique_lock, "std::unique_ptr::operator[]",
           std::unique_lock::operator bool, "operator()"]
    effect: release
    argument: this
  - {name: std::lock, effect: acquire, argument: all, shared: true}
  - name: std::unique_lock::unique_lock
    effect: acquire
    reason: |
      two
      lines
)yaml");
  using Names = std::vector<std::string>;
  EXPECT_EQ(Models.typeNames(), (Names{"my::task", "std::lock_guard",
                                       "std::mutex", "std::timed_mutex"}));
  EXPECT_EQ(
      Models.functionNames(),
      (Names{"operator()", "pthread_mutex_trylock", "std::lock",
             "std::unique_lock::operator bool", "std::unique_lock::unique_lock",
             "std::unique_lock::~unique_lock", "std::unique_ptr::operator[]"}));
}

TEST(ModelReading, PutsNamesInEachOfTheirClasses) {
  ModelSet Models = modelsFrom(R"yaml(
library: l
types:
  - in: [boost::asio, asio]
    name: [awaitable, detail::mutex]
    roles: [lazy-task]
functions:
  - in: std::map
    name: [at, 'operator[]']
    effect: [inserts, borrows]
  - in: [std::set, std::multiset]
    name: insert
    effect: inserts
)yaml");
  using Names = std::vector<std::string>;
  EXPECT_EQ(Models.typeNames(),
            (Names{"asio::awaitable", "asio::detail::mutex",
                   "boost::asio::awaitable", "boost::asio::detail::mutex"}));
  EXPECT_EQ(Models.functionNames(),
            (Names{"std::map::at", "std::map::operator[]",
                   "std::multiset::insert", "std::set::insert"}));
}

TEST(ModelReading, ReadsTraitsAndWhatFollowsFromThem) {
  ModelSet Models = modelsFrom(R"yaml(
library: l
traits:
  - {name: [a::rc, a::local], send: bound, reason: its count is plain, replacement: a::arc}
  - {in: a, name: hub, send: yes, safe: yes}
  - {name: a::box, send: arguments}
)yaml");
  EXPECT_EQ(Models.traitNames(), (std::vector<std::string>{
                                     "a::box", "a::hub", "a::local", "a::rc"}));
}

struct Mistake {
  const char *Text;
  const char *Message;
};

class ModelMistake : public testing::TestWithParam<Mistake> {};

TEST_P(ModelMistake, IsNamedWithItsPlace) {
  EXPECT_EQ(GetParam().Message, messageOf(GetParam().Text));
}

const Mistake Mistakes[] = {
    {"library: l\ntraits:\n- {name: a::b}\n",
     "m.yaml:3:3: error: an entry of 'traits' lacks the key 'send'; add it"},
    {"library: l\ntraits:\n- {name: a::b, send: bond}\n",
     "m.yaml:3:22: error: unknown answer 'bond' in 'send'; did you mean "
     "'bound'?"},
    {"library: l\ntraits:\n- {name: a::b, send: yes}\n- {name: a::b, send: "
     "no}\n",
     "m.yaml:4:10: error: duplicate entry for the traits of the type 'a::b', "
     "first given on line 3; merge the two"},
    {"", "m.yaml:1:1: error: the model file is empty; begin it with 'library: "
         "<name>' (docs/models.md has an example)"},
    {"# nothing but a comment\n",
     "m.yaml:1:1: error: the model file is empty; begin it with 'library: "
     "<name>' (docs/models.md has an example)"},
    {"- a\n- b\n", "m.yaml:1:1: error: a model file must be a mapping of keys "
                   "to values, not a list; see docs/models.md"},
    {"types: []\n",
     "m.yaml:1:1: error: a model file lacks the key 'library'; add it"},
    {"library: l\n", "m.yaml:1:1: error: the model file has neither 'types', "
                     "'functions', 'traits' nor 'instead'; add one of them"},
    {"library: l\ntype: []\n", "m.yaml:2:1: error: unknown key 'type' in a "
                               "model file; did you mean 'types'?"},
    {"library: l\nversion: 3\n",
     "m.yaml:2:1: error: unknown key 'version' in a model file; use one of: "
     "library, c-linkage, summary, types, functions, traits, instead"},
    {"library: l\nlibrary: k\n", "m.yaml:2:1: error: key 'library' appears "
                                 "twice in a model file; remove one of them"},
    {"library: l\ntypes: std::mutex\n",
     "m.yaml:2:8: error: 'types' must be a list, not text; write it like "
     "'types: [{name: my::mutex, roles: [lock]}]'"},
    {"library: l\ntypes:\n",
     "m.yaml:3:1: error: 'types' must be a list, not nothing; write it like "
     "'types: [{name: my::mutex, roles: [lock]}]'"},
    {"library: l\ntypes:\n  - std::mutex\n",
     "m.yaml:3:5: error: an entry of 'types' must be a mapping of keys to "
     "values, not text; see docs/models.md"},
    {"library: l\ntypes:\n  - roles: [lock]\n",
     "m.yaml:3:5: error: an entry of 'types' lacks the key 'name'; add it"},
    {"library: l\ntypes:\n  - name: a::b\n",
     "m.yaml:3:5: error: an entry of 'types' lacks the key 'roles'; add it"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lokc]\n",
     "m.yaml:4:13: error: unknown role 'lokc' in 'roles'; did you mean "
     "'lock'?"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: lock\n",
     "m.yaml:4:12: error: 'roles' must be a list, not text; write it like "
     "'roles: [lock]'"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lock]\n    shared: yes\n",
     "m.yaml:5:13: error: 'shared' must be true or false, not 'yes'; write it "
     "like 'shared: true'"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lock]\n    reason: [a]\n",
     "m.yaml:5:13: error: 'reason' must be text, not a list; write it like "
     "'reason: some text'"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lock]\n    reason: ''\n",
     "m.yaml:5:13: error: 'reason' is empty; give it a value or remove it"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lock]\n"
     "    always-held: true\n",
     "m.yaml:5:18: error: 'always-held' says something of guards only; remove "
     "it or add the role 'guard'"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lock]\n"
     "    async-lock: a::c\n",
     "m.yaml:5:17: error: 'async-lock' says something of tasks only; remove "
     "it or add the role 'lazy-task'"},
    {"library: l\ntypes:\n  - name: std::lock_guard<std::mutex>\n"
     "    roles: [guard]\n",
     "m.yaml:3:11: error: the name 'std::lock_guard<std::mutex>' has template "
     "arguments, which models ignore; write it without them"},
    {"library: l\ntypes:\n  - name: mutex\n    in: []\n    roles: [lock]\n",
     "m.yaml:4:9: error: 'in' is an empty list; give it a name"},
    {"library: l\ntypes:\n  - name: mutex\n    in: {a: b}\n"
     "    roles: [lock]\n",
     "m.yaml:4:9: error: 'in' must be a name or a list of names, not a "
     "mapping; write it like 'in: [std::vector, std::deque]'"},
    {"library: l\ntypes:\n  - name: mutex\n    in: [a, 'b<c>']\n"
     "    roles: [lock]\n",
     "m.yaml:4:13: error: the name 'b<c>' has template arguments, which "
     "models ignore; write it without them"},
    {"library: l\nfunctions:\n  - in: [a, a]\n    name: f\n"
     "    effect: joins\n",
     "m.yaml:4:11: error: duplicate entry for the function 'a::f', first given "
     "on line 4; merge the two"},
    {"library: l\nfunctions:\n  - name: f\n    effect: []\n",
     "m.yaml:4:13: error: 'effect' is an empty list; give it an effect, or "
     "write 'effect: none'"},
    {"library: l\nfunctions:\n  - name: f\n    effect: [joins, spawn]\n",
     "m.yaml:4:21: error: unknown effect 'spawn' in 'effect'; did you mean "
     "'spawns'?"},
    {"library: l\nfunctions:\n  - name: f\n    effect: [joins, none]\n",
     "m.yaml:4:21: error: 'none' says that there is no effect; write it alone, "
     "as 'effect: none'"},
    {"library: l\ntypes:\n  - name: std:mutex\n    roles: [lock]\n",
     "m.yaml:3:11: error: the name 'std:mutex' is not a qualified name, "
     "because of 'std:mutex'; write it like std::mutex"},
    {"library: l\ntypes:\n  - name: std::::mutex\n    roles: [lock]\n",
     "m.yaml:3:11: error: the name 'std::::mutex' is not a qualified name, "
     "because of ''; write it like std::mutex"},
    {"library: l\ntypes:\n  - name: a::operator bool\n    roles: [lock]\n",
     "m.yaml:3:11: error: the name 'a::operator bool' is not a qualified name, "
     "because of 'operator bool'; write it like std::mutex"},
    {"library: l\ntypes:\n  - name: []\n    roles: [lock]\n",
     "m.yaml:3:11: error: 'name' is an empty list; give it a name"},
    {"library: l\ntypes:\n  - name: [[a]]\n    roles: [lock]\n",
     "m.yaml:3:12: error: 'name' must be a name or a list of names, not a "
     "list; write it like 'name: [std::mutex, std::timed_mutex]'"},
    {"library: l\ntypes:\n  - name: [a::b, a::c, '::a::b']\n"
     "    roles: [lock]\n",
     "m.yaml:3:24: error: duplicate entry for the type 'a::b', first given on "
     "line 3; merge the two"},
    {"library: l\ntypes:\n  - name: a::b\n    roles: [lock]\n"
     "  - name: a::b\n    roles: [guard]\n",
     "m.yaml:5:11: error: duplicate entry for the type 'a::b', first given on "
     "line 3; merge the two"},
    {"library: l\nfunctions:\n  - name: lock\n    effect: aquire\n",
     "m.yaml:4:13: error: unknown effect 'aquire' in 'effect'; did you mean "
     "'acquire'?"},
    {"library: l\nfunctions:\n  - name: lock\n    effect: {a: b}\n",
     "m.yaml:4:13: error: 'effect' must be one word, not a mapping; "
     "write it like 'effect: acquire'"},
    {"library: l\nfunctions:\n  - name: lock()\n    effect: acquire\n",
     "m.yaml:3:11: error: the name 'lock()' has parameters, which models "
     "ignore; write it without them"},
    {"library: l\nfunctions:\n  - name: a::~b\n    effect: release\n",
     "m.yaml:3:11: error: the name 'a::~b' is not a qualified name, because "
     "of '~b'; write it like std::mutex::lock, std::mutex::~mutex or "
     "std::unique_lock::operator bool"},
    {"library: l\nfunctions:\n  - name: a::operator ->\n    effect: release\n",
     "m.yaml:3:11: error: the name 'a::operator ->' is not a qualified name, "
     "because of 'operator ->'; write it like std::mutex::lock, "
     "std::mutex::~mutex or std::unique_lock::operator bool"},
    {"library: l\nfunctions:\n  - name: lock\n    effect: acquire\n"
     "    argument: -1\n",
     "m.yaml:5:15: error: 'argument' must be a position counted from 0, "
     "'this' or 'all', not '-1'; write it like 'argument: 0'"},
    {"library: l\nfunctions:\n  - name: lock\n    effect: acquire\n"
     "    held-when: true\n",
     "m.yaml:5:16: error: 'held-when' says something of 'try-acquire' only; "
     "remove it or change 'effect'"},
    {"library: l\nfunctions:\n  - name: lock\n    effect: acquire\n"
     "  - name: lock\n    effect: acquire\n",
     "m.yaml:5:11: error: duplicate entry for the function 'lock', first "
     "given on line 3; merge the two"},
    {"library: l\ntypes: []\n---\nlibrary: k\ntypes: []\n",
     "m.yaml:4:1: error: a model file is one YAML document; remove the second "
     "'---'"},
};
INSTANTIATE_TEST_SUITE_P(All, ModelMistake, testing::ValuesIn(Mistakes));

TEST(ModelReading, MalformedYamlIsNamedWithItsPlace) {
  // The words are LLVM's and differ between its versions; the frame is ours.
  for (const char *Text :
       {"library: l\ntypes: [\n", "library: l\n  types: []\n bad\n",
        "library: \"l\ntypes: []\n", "library: l\ntypes: {a: [}\n",
        "library: l\ntypes:\n\t- name: a\n", "%bad\n---\nlibrary: l\n",
        "library: &a [*a, *b]\ntypes: *c\n", "? \n", ": : :\n", "- - -\n"}) {
    std::string Message = messageOf(Text);
    EXPECT_TRUE(llvm::StringRef(Message).starts_with("m.yaml:")) << Text;
    EXPECT_NE(Message.find(": error: "), std::string::npos) << Message;
  }
}

TEST(ModelReading, EveryPrefixOfAFileEndsWithoutCrashing) {
  llvm::StringRef Text = "library: l\ntypes:\n  - name: [a::b, 'c']\n    "
                         "roles: [lock, {x: \"y\"}]\nfunctions: [*f]\n";
  for (size_t Length = 0; Length <= Text.size(); ++Length)
    messageOf(Text.substr(0, Length));
}

TEST(ModelReading, AMistakeAddsNothing) {
  ModelSet Models =
      modelsFrom("library: l\ntypes:\n  - {name: a::b, roles: [lock]}\n");
  llvm::Error E = Models.addText("library: l\ntypes:\n"
                                 "  - {name: a::c, roles: [lock]}\n"
                                 "  - {name: a::d, roles: [lokc]}\n",
                                 "k.yaml");
  EXPECT_EQ("k.yaml:4:26: error: unknown role 'lokc' in 'roles'; did you mean "
            "'lock'?",
            llvm::toString(std::move(E)));
  EXPECT_EQ(Models.typeNames(), std::vector<std::string>{"a::b"});
}

TEST(ModelReading, AnUnreadableFileIsNamedWithTheReason) {
  ModelSet Models;
  EXPECT_EQ("/no/such/file.yaml: error: cannot read the model file: No such "
            "file or directory; check the path and its permissions",
            llvm::toString(Models.addFile("/no/such/file.yaml")));
}

TEST(ModelReading, AFileNamesItselfInErrors) {
  llvm::SmallString<128> Path;
  int Descriptor;
  ASSERT_FALSE(
      llvm::sys::fs::createTemporaryFile("models", "yaml", Descriptor, Path));
  llvm::FileRemover Remove(Path);
  llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true) << "library: l\nx: 1";
  ModelSet Models;
  EXPECT_EQ((Path +
             ":2:1: error: unknown key 'x' in a model file; use one of: "
             "library, c-linkage, summary, types, functions, traits, instead")
                .str(),
            llvm::toString(Models.addFile(Path)));
}

} // namespace
