"""Who may know whom: the invariants of ARCHITECTURE.md that the text of the code can show."""
import re
import unittest

import source

CPP = ("*.cpp", "*.h", "*.def", "*.inc")
# Names from models that every program uses for its own things. A qualified `std::move` in a check is still found, by its
# literal "std::move"; these are only skipped as bare words.
COMMON_WORDS = {"get", "lock", "unlock", "try_lock", "move", "swap", "reset", "release", "wait", "ref", "forward", "emplace", "start",
                "optional", "ignore", "make_optional", "make_unique", "value", "unique_ptr", "pair", "tuple", "invoke", "apply",
                "task", "guard", "semaphore", "mutex", "detach", "then", "operator", "has_value", "owns_lock", "function", "thread",
                "future", "promise", "address", "sort", "find", "count", "any_of", "all_of", "none_of", "for_each", "transform",
                "copy", "bool", "result", "state", "begin", "end", "acquire", "holder", "scope",
                "shared_ptr", "weak_ptr"}


def modelled_names():
    """Every name in the model files, qualified as it stands there."""
    names = set()
    for path in source.files("checks/models/*.yaml"):
        for line in source.read(path).splitlines():
            line = line.split(" #")[0]
            if m := re.match(r"\s*(?:-\s+)?(?:name|async-lock):\s*(.*)", line):
                names.update(re.findall(r"[A-Za-z_][\w:~]*", m[1]))
            elif m := re.match(r"\s*-\s+([A-Za-z_]\w*(?:::[~\w]+)+)\s*$", line):
                names.add(m[1])
    return names


class Layers(unittest.TestCase):
    def test_analysis_includes_no_check(self):
        found = []
        for path in source.files("checks/analysis/*"):
            found += source.matches(path, r'#\s*include\s+"(?:\.\./)?(?:framework|locks|tasks|blocking|send|lifetime|state|channels|'
                                          r'cancellation|awaiters)/[^"]*"')
        source.demand_none(self, found, "analysis/ explains, checks decide: it includes neither a check nor the framework")

    def test_analysis_prints_nothing(self):
        found = []
        for path in source.files("checks/analysis/*.cpp", "checks/analysis/*.h"):
            found += source.matches(path, r"\b(?:llvm::)?(?:outs|errs|dbgs)\s*\(\)|\b(?:f|s?n?)?printf\s*\(|\bstd::c(?:out|err|log)\b"
                                          r"|\bputs\s*\(|->dump(?:Color)?\s*\(\s*\)|#\s*include\s*<(?:iostream|cstdio|stdio\.h)>")
        source.demand_none(self, found, "analysis/ prints nothing: it has no idea which host it runs in")

    def test_checks_name_no_library(self):
        qualified = {n for n in modelled_names() if "::" in n}
        last = {n.rsplit("::", 1)[-1].lstrip("~") for n in modelled_names()} - COMMON_WORDS
        found = []
        for rule in source.rules():
            path = rule / "Check.cpp"
            text = source.code(source.read(path))
            for offset, literal in source.literals(source.read(path)):
                words = set(re.findall(r"[A-Za-z_][\w:]*", literal))
                if words & qualified or literal in last or re.search(r"\b(?:std|boost|folly|seastar|absl|asio|cppcoro)::", literal):
                    found.append(f'{path}:{source.line_of(text, offset)}: "{literal}"')
            bare = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)
            # Our own identifiers are CamelCase, so only snake_case names can be meant for a library's.
            distinctive = {n for n in last if re.search(r"[a-z]_[a-z]", n)}
            found += source.matches(path, r"\b(?:" + "|".join(sorted(map(re.escape, distinctive))) + r")\b", bare) if distinctive else []
        source.demand_none(self, found, "a check never names a library's type or function: models do (checks/models), roles are what checks ask for")

    def test_llvm_versions_are_hidden(self):
        found = []
        for path in source.files(*CPP):
            # The annotations are for every compiler and ask which one it is.
            if path.as_posix() != "checks/analysis/LLVMCompat.h" and path.parts[0] in ("checks", "driver", "test"):
                found += source.matches(path, r"\b(?:LLVM|CLANG)_VERSION_(?:MAJOR|MINOR|PATCH)\b|\b__clang_major__\b|\bCOROLINT_LLVM\b")
        source.demand_none(self, found, "whatever LLVM changed between versions is hidden in checks/analysis/LLVMCompat.h")

    def test_libraries_are_not_copied(self):
        found = [str(p) for p in source.files() if re.search(r"(^|/)(third[_-]party|vendor|external)/", p.as_posix())]
        source.demand_none(self, found, "code of other projects comes from packages and is never committed")


class Files(unittest.TestCase):
    def test_no_file_is_too_long(self):
        found = [f"{path}: {lines} lines" for path in source.files("*.cpp", "*.h", "*.py", "*.def")
                 if not path.name.startswith("test") and "test/models" not in path.as_posix()
                 and (lines := source.length(path)) > 500]
        source.demand_none(self, found, "a file of more than 500 lines is two files")

    def test_a_check_is_about_150_lines(self):
        found = [f"{rule}/Check.cpp" for rule in source.rules() if source.read(rule / "Check.cpp").count("\n") > 250]
        source.demand_none(self, found, "a check is about 150 lines; what two checks need lives in analysis/")

    def test_no_machine_path(self):
        # Folders that only exist on somebody's machine. Written in pieces, or this file would find itself.
        somebodys = re.compile("(?<![\\w.$}])/" + "(?:" + "|".join(("wo" + "rk", "ho" + "me", "ro" + "ot", "Us" + "ers")) + r")/[\w.-]+")
        found = []
        for path in source.files():
            text = source.read(path)
            found += [f"{path}:{source.line_of(text, m.start())}: {m[0]}" for m in somebodys.finditer(text)]
        source.demand_none(self, found, "a committed file names a path of one machine")

    def test_headers_begin_with_the_licence(self):
        found = [str(path) for path in source.files("checks/*.cpp", "checks/*.h", "driver/*.cpp", "driver/*.h", "runtime-annotations/*.h",
                                                    "test/unit/*.cpp")
                 if not path.name.startswith("test") and path.name != "Pch.h"
                 and "SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception" not in source.read(path)[:800]]
        source.demand_none(self, found, "a source file begins with the licence banner")

    def test_shared_library_for_every_host(self):
        text = source.read("checks/CMakeLists.txt")
        self.assertRegex(text, r"add_library\(corolint_checks STATIC", "every host links one static library")


if __name__ == "__main__":
    unittest.main()
