#!/usr/bin/env python3
"""Tests annotations.h: compiles it in every dialect, uses every macro in every place it may stand, and reads back
what reached the compiler's AST. What has to be tried and read comes from annotations.def.

usage: run.py [--build DIR] [--plugin FILE] [--verbose]
Ends in the line "N passed, N failed[, N skipped]"; exit status 1 when something failed.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import annotations_doc  # noqa: E402

INCLUDE = f"-I{ROOT / 'runtime-annotations/include'}"
COMPILERS = ("clang++-14", "clang++-19", "clang++-22", "g++-12")
READERS = ("22", "19")  # LLVM versions whose AST is read
DIALECTS = ("11", "14", "17", "20", "23")
STRICT = ("-Wall", "-Wextra", "-Wpedantic", "-Wundef", "-Werror")

SAMPLES = {"condition": "true", "reason": '"why"', "replacement": '"what"', "name": '"ui"', "rule": '"await-holding-lock"',
           "lock": "TheLock", "locks": "TheLock"}
READ_BACK = {"reason": "'why'", "replacement": "'what'", "name": "'ui'", "condition": "1"}
# Attributes that a macro adds to its annotation. COROLINT_TASK is the only one.
EXTRAS = {"TASK": {"warn_unused_result", "coro_return_type", "coro_lifetimebound"}}


# How each kind of place looks in real code. {use} is the macro, {id} a name of our own for what carries it; the first
# declaration of each list is the one read back under that name.
FORMS = {
    "class": ("struct {use} {id} {{ }};",
              "struct {use} {id}_forward; struct {use} {id}_forward {{ }};",
              "class {use} {id}_final final {{ }};",
              "template <class T> struct {use} {id}_template {{ T Value; }}; template struct {id}_template<int>;",
              "template <class T> struct {use} {id}_template<T *> {{ }}; template <> struct {use} {id}_template<char> {{ }};",
              "struct {id}_outer {{ class {use} Inner; }}; class {use} {id}_outer::Inner {{ }};"),
    "alias": ("using {id} {use} = int;", "using {id}_pointer {use} = void *;",
              "template <class T> using {id}_template {use} = T *;"),
    "function": ("{use} void {id}();",
                 "{use} inline int {id}_inline() {{ return 0; }}",
                 "{use} static inline void {id}_static() {{ }} void {id}_caller(); void {id}_caller() {{ {id}_static(); }}",
                 "template <class T> {use} void {id}_template(T) {{ }} template void {id}_template<int>(int);",
                 'extern "C" {use} void {id}_c();',
                 "struct {id}_class {{ {use} void member() const; {use} static void shared(); {use} virtual void over() = 0;"
                 " {use} int operator()(int) const; template <class T> {use} void any(T); {use} explicit operator bool() const;"
                 " {use} friend void {id}_friend({id}_class &) {{ }} }};"),
    "constructor": ("struct {id} {{ {use} {id}(); {use} explicit {id}(int); template <class T> {use} {id}(T, T); }};",),
    "parameter": ("void {id}(int {use} Value);",
                  "void {id}_unnamed(int {use}); void {id}_pointer(const char *{use} P, int &{use} R);",
                  "template <class F> void {id}_value(F {use} Fn) {{ static_cast<void>(Fn); }}"
                  " template void {id}_value<int>(int);",
                  "template <class F> void {id}_forward(F &&{use} Fn);",
                  "template <class... F> void {id}_pack(F &&{use}... Fns); template <class... F> void {id}_values(F {use}... Fns);",
                  "struct {id}_class {{ explicit {id}_class(int {use} N); void member(int {use} A, int {use} B = 1) const; }};"),
    "member": ("struct {id} {{ int *{use} Member; }};",
               "template <class T> struct {id}_template {{ T {use} Member; const T *{use} Other; }};"),
    "statement": ("int {id}_callee(int); int {id}(int N); int {id}(int N) {{ {use} {id}_callee(0); {use} {{ {id}_callee(1); }}"
                  " {use} if (N) {use} {id}_callee(2); {use} for (;;) {use} break; {use} return N; }}",),
    "variable": ("{use} int {id} = 0;",
                 "inline int {id}_local() {{ {use} int Local = 0; {use} static int Kept = 1; return Local + Kept; }}"),
    "parameter-name": ("int &{id}(int &Value {use});", "int *{id}_pointer(int *Value {use}, int *Other {use});",
                       "template <class F> int &{id}_template(const F &Fn {use});",
                       "struct {id}_class {{ int &member(int &Value {use}) const; }};"),
    "member-name": ("struct {id} {{ int Member {use}; int Other {use} = 0; }};",),
    "signature": ("struct {id} {{ int &member() {use}; int &constant() const {use}; int &quiet() const noexcept {use};"
                  " int &body() {use} {{ return Value; }} int Value; }};",),
}
# What carries the attribute in the first form of a place, by the names ReadAttributes.cpp prints.
CARRIER = {"constructor": "{id}::{id}", "parameter": "{id}#0", "member": "{id}::Member", "statement": "-",
           "parameter-name": "{id}#0", "member-name": "{id}::Member", "signature": "{id}::member"}

PRELUDE = """#include <corolint/annotations.h>
struct COROLINT_CAPABILITY("mutex") Lock { void lock() COROLINT_ACQUIRE(); void unlock() COROLINT_RELEASE(); };
extern Lock TheLock;
"""


def use(macro):
    arguments = f"({', '.join(SAMPLES[p] for p in macro.parameters)})" if macro.parameters else ""
    return f"COROLINT_{macro.name}{arguments}"


def name(macro, position):
    return f"{macro.name}_on_{position.replace('-', '_')}"


def uses(macros):
    """A translation unit with every macro in every form of every place it may stand."""
    lines = [form.format(use=use(m), id=name(m, p)) for m in macros for p in m.positions for form in FORMS[p]]
    return PRELUDE + "\n".join(lines) + "\n"


def expected(macro):
    """The attributes a macro has to leave in the AST, as ReadAttributes.cpp prints them."""
    if macro.name == "SUPPRESS":
        # Clang keeps all arguments of gsl::suppress in one list: the rule first, then the reason.
        return {"suppress('corolint-await-holding-lock', 'why')"}
    if macro.attribute:
        return {macro.attribute.removeprefix("clang::")}
    arguments = "".join(", " + READ_BACK.get(a, a) for a in macro.arguments)
    return {f"annotate('corolint::{macro.annotation.string}'{arguments})"} | EXTRAS.get(macro.name, set())


class Run:
    def __init__(self, verbose):
        self.verbose, self.passed, self.failed, self.skipped = verbose, 0, 0, 0

    def check(self, what, problem):
        """Counts one test; `problem` is empty when it passed."""
        if problem:
            self.failed += 1
            print(f"FAIL: {what}\n  " + problem.strip().replace("\n", "\n  "))
        else:
            self.passed += 1
            if self.verbose:
                print(f"ok: {what}")

    def skip(self, what, why):
        self.skipped += 1
        print(f"SKIP: {what}: {why}")


def command(*words, text=None):
    done = subprocess.run(words, input=text, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def spelled(compiler, dialect):
    """The -std flag, or None where the compiler does not know the dialect."""
    for flag in (f"-std=c++{dialect}", "-std=c++2b" if dialect == "23" else ""):
        if flag and command(compiler, flag, "-x", "c++", "-fsyntax-only", "-", text="")[0] == 0:
            return flag
    return None


def compile_everywhere(run, macros, folder):
    alone, everything = folder / "alone.cpp", folder / "uses.cpp"
    alone.write_text("#include <corolint/annotations.h>\n#include <corolint/annotations.h>\n")
    everything.write_text(uses(macros))
    for compiler in COMPILERS:
        if not shutil.which(compiler):
            run.skip(compiler, "not installed")
            continue
        for dialect in DIALECTS:
            flag = spelled(compiler, dialect)
            if not flag:
                run.skip(f"{compiler} C++{dialect}", "the compiler does not know the dialect")
                continue
            for source, what in ((alone, "the header alone, twice"), (everything, "every macro in every place"),
                                 (HERE / "combined.cpp", "macros among other specifiers")):
                code, _, err = command(compiler, flag, *STRICT, INCLUDE, "-fsyntax-only", str(source))
                run.check(f"{compiler} {flag}: {what}", err if code or err else "")
    for compiler, flags in (("clang++-22", ("-std=gnu++11",)), ("clang++-22", ("-std=c++20", "-fno-exceptions", "-fno-rtti")),
                            ("g++-12", ("-std=gnu++11",)), ("g++-12", ("-std=c++20", "-fno-exceptions", "-fno-rtti"))):
        if shutil.which(compiler):
            code, _, err = command(compiler, *flags, *STRICT, INCLUDE, "-fsyntax-only", str(everything))
            run.check(f"{compiler} {' '.join(flags)}: every macro in every place", err if code or err else "")


def weverything(run, folder):
    """-Weverything over a user's code that includes the header without -isystem: what is left is the price of macros
    with arguments in C++98, a dialect in which nobody includes the header."""
    if not shutil.which("clang++-22"):
        return run.skip("-Weverything", "clang++-22 is not installed")
    code, _, err = command("clang++-22", "-std=c++20", "-Weverything", "-Wno-c++98-compat", "-Wno-c++98-compat-pedantic",
                           "-Werror", INCLUDE, "-fsyntax-only", str(folder / "alone.cpp"))
    run.check("clang++-22 -Weverything (without C++98 compatibility)", err if code or err else "")


def link_two(run, folder):
    text = ('#include <corolint/annotations.h>\n#include <corolint/annotations.h>\n'
            'struct COROLINT_SEND Shared { int *COROLINT_UNCHECKED_SEND("why") P; };\n'
            "template <class F> COROLINT_BLOCKING int call(F COROLINT_SPAWNS Fn) { return Fn(); }\n"
            "COROLINT_NONBLOCKING inline int zero() { return 0; }\n")
    (folder / "one.cpp").write_text(text + "int other();\nint main() { Shared S{nullptr}; return call(zero) + other() + (S.P != nullptr); }\n")
    (folder / "two.cpp").write_text(text + "int other();\nint other() { return call(zero); }\n")
    for compiler in COMPILERS:
        if shutil.which(compiler):
            program = folder / f"two-{compiler}"
            code, _, err = command(compiler, "-std=c++11", *STRICT, INCLUDE, str(folder / "one.cpp"), str(folder / "two.cpp"), "-o", str(program))
            run.check(f"{compiler}: two translation units link and run", err if code else "" if command(str(program))[0] == 0 else "wrong exit status")


def nothing_elsewhere(run, macros, folder):
    """Where no Clang is seen (MSVC, unknown compilers) every macro vanishes. Preprocessed with the compilers' own macros
    undefined, which is what the header's #ifs see there."""
    lines = ["#include <corolint/annotations.h>"] + [f"{m.name}: [{use(m)}]" for m in macros]
    (folder / "names.txt").write_text("\n".join(lines) + "\n")
    for what, flags in (("MSVC's macros", ("-U__clang__", "-U__GNUC__", "-D_MSC_VER=1938", "-D_MSVC_LANG=202002L")),
                        ("no known compiler", ("-U__clang__", "-U__GNUC__"))):
        code, out, err = command("clang++-22", "-x", "c++", "-std=c++20", *STRICT, *flags, INCLUDE, "-E", "-P", str(folder / "names.txt"))
        left = [line for line in out.splitlines() if line.strip() and not line.replace(" ", "").endswith(":[]")]
        run.check(f"{what}: every macro is empty", err if code or err else "\n".join(left))
    if shutil.which("g++-12"):
        code, out, err = command("g++-12", "-x", "c++", "-std=c++20", *STRICT, INCLUDE, "-E", "-P", str(folder / "names.txt"))
        left = [line for line in out.splitlines() if line.strip() and not line.replace(" ", "").endswith(":[]")]
        run.check("g++-12: every macro is empty", err if code or err else "\n".join(left))


LIST_AS_CODE = """
enum class Annotation {
#define COROLINT_ANNOTATION(Enumerator, String, Rules, Meaning) Enumerator,
#include <corolint/annotations.def>
};
constexpr const char *Names[] = {
#define COROLINT_ANNOTATION(Enumerator, String, ...) "corolint::" String,
#include <corolint/annotations.def>
};
enum class Macro {
#define COROLINT_ANNOTATION_MACRO(Macro, Enumerator, Positions, Parameters, Arguments) Macro = (static_cast<int>(Annotation::Enumerator), __COUNTER__),
#define COROLINT_ATTRIBUTE_MACRO(Macro, ...) Macro = __COUNTER__,
#include <corolint/annotations.def>
};
static_assert(static_cast<unsigned>(Annotation::Unbounded) + 1 == sizeof(Names) / sizeof(*Names), "one name each");
const char *nameOf(Annotation A);
const char *nameOf(Annotation A) { return Names[static_cast<unsigned>(A)]; }
"""


def list_as_code(run, folder):
    """annotations.def is what the linter makes its enum from: it has to be usable without anything else."""
    source = folder / "list.cpp"
    source.write_text(LIST_AS_CODE)
    for compiler in COMPILERS:
        if shutil.which(compiler):
            code, _, err = command(compiler, "-std=c++17", "-Wall", "-Wextra", "-Werror", "-Wno-unused-value", INCLUDE, "-fsyntax-only", str(source))
            run.check(f"{compiler}: annotations.def as a list in C++", err if code or err else "")


def reader(run, version, build):
    """The plugin that prints attributes, built when older than its source; None when it cannot be built."""
    source, plugin = HERE / "ReadAttributes.cpp", build / f"ReadAttributes{version}.so"
    headers = f"/usr/lib/llvm-{version}/include"
    if not os.path.exists(f"{headers}/clang/AST/Attr.h"):
        run.skip(f"reading the AST of clang {version}", f"libclang-{version}-dev is not installed")
        return None
    if not plugin.exists() or plugin.stat().st_mtime < source.stat().st_mtime:
        build.mkdir(parents=True, exist_ok=True)
        code, _, err = command(f"clang++-{version}", "-std=c++20", "-fno-rtti", "-fPIC", "-shared", f"-I{headers}", "-D_GNU_SOURCE",
                               "-D__STDC_CONSTANT_MACROS", "-D__STDC_FORMAT_MACROS", "-D__STDC_LIMIT_MACROS", str(source), "-o", str(plugin))
        if code:
            run.check(f"ReadAttributes.cpp builds against LLVM {version}", err)
            return None
    return plugin


def read(version, plugin, source, dialect):
    """The attributes of a file: {name of the declaration: [attribute]}."""
    code, out, err = command(f"clang++-{version}", f"-std=c++{dialect}", "-w", INCLUDE, "-fsyntax-only", f"-fplugin={plugin}", str(source))
    found = {}
    for line in out.splitlines():
        who, _, attribute = line.split(" ", 2)
        found.setdefault(who, []).append(attribute)
    return found, err if code else "", out


def read_back(run, macros, folder, version, build):
    plugin = reader(run, version, build)
    if not plugin:
        return
    # -std=c++11 and 20: the arguments are converted under the rules of the dialect.
    for dialect in ("11", "20"):
        found, problem, _ = read(version, plugin, folder / "uses.cpp", dialect)
        run.check(f"clang {version}, C++{dialect}: uses.cpp is read", problem)
        for macro in macros:
            for position in macro.positions:
                who = CARRIER.get(position, "{id}").format(id=name(macro, position))
                got = set(found.get(who, []))
                run.check(f"clang {version}, C++{dialect}: COROLINT_{macro.name} on a {position}",
                          "" if got == expected(macro) else f"{who} carries {sorted(got)}, expected {sorted(expected(macro))}")
    dependent = HERE / "dependent.cpp"
    _, problem, out = read(version, plugin, dependent, "17")
    missing = [line for line in (text.removeprefix("// expect: ") for text in dependent.read_text().splitlines() if text.startswith("// expect: "))
               if line not in out.splitlines()]
    run.check(f"clang {version}: dependent arguments", problem or ("missing:\n" + "\n".join(missing) + "\nread:\n" + out if missing else ""))


def manual(run, folder):
    """Header and .def name the same macros, docs are fresh, and every example of the manual compiles."""
    try:
        macros, (entries, _) = annotations_doc.read_list()[1], annotations_doc.read_header()
    except annotations_doc.Malformed as error:
        return run.check("annotations.h and annotations.def are well formed", str(error))
    run.check("annotations.h and annotations.def agree", "\n".join(annotations_doc.disagreements(macros, entries)))
    for path, text in annotations_doc.render().items():
        current = (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).exists() else ""
        run.check(f"{path} is fresh", "" if current == text else "run tools/annotations_doc.py")
    for kind in ("good", "bad"):
        code = "".join(f"namespace {kind}_{e.name} {{\n#line 1 \"example-{kind}-{e.name}\"\n{getattr(e, kind)}}}\n" for e in entries)
        source = folder / f"{kind}.cpp"
        source.write_text(f'#include "{HERE / "examples.h"}"\n{code}')
        for version in READERS:
            if shutil.which(f"clang++-{version}"):
                # The bad examples are code that compiles; some of them are what Clang's own warnings are about.
                warnings = ("-Wall", "-Wextra", "-Werror", "-Wno-unused") if kind == "good" else ("-w",)
                code, _, err = command(f"clang++-{version}", "-std=c++20", *warnings, INCLUDE, "-fsyntax-only", str(source))
                run.check(f"clang++-{version}: the {kind} examples of the manual compile", err if code or err else "")
    for entry in entries:
        warning = re.search(r"\((-W[a-z-]+)\)$", entry.why)
        if warning and shutil.which("clang++-22"):
            source = folder / f"warned-{entry.name}.cpp"
            source.write_text(f'#include "{HERE / "examples.h"}"\n{entry.bad}')
            _, _, err = command("clang++-22", "-std=c++20", warning[1], INCLUDE, "-fsyntax-only", str(source))
            run.check(f"the bad example of COROLINT_{entry.name} has the warning it names",
                      "" if f"[{warning[1]}" in err else err or "no warning")
    return None


def manual_is_linted(run, folder, plugin):
    """A bad example that names a rule is reported by that rule, and a good one by none, for the rules that exist."""
    if not plugin.exists() or not shutil.which("clang-tidy-22"):
        return run.skip("what the rules say of the manual", f"needs clang-tidy-22 and {plugin}; run make build")
    built = {page.parent.name for page in (ROOT / "checks").glob("*/*/check.md")}
    for kind in ("good", "bad"):
        lines, examples = [f'#include "{HERE / "examples.h"}"'], []
        for entry in annotations_doc.read_header()[0]:
            named = re.search(r"\(([a-z][a-z-]*)\)$", entry.why)
            if kind == "good" or (named and named[1] in built):
                first = len(lines) + 1
                lines += [f"namespace {entry.name} {{", *getattr(entry, kind).splitlines(), "}"]
                examples.append((entry.name, first, len(lines), {f"corolint-{named[1]}"} if kind == "bad" else set()))
        source = folder / f"linted-{kind}.cpp"
        source.write_text("\n".join(lines) + "\n")
        code, out, err = command("clang-tidy-22", f"--load={plugin}", "--checks=-*,corolint-*", str(source), "--", "-std=c++20", "-w", INCLUDE)
        run.check(f"the {kind} examples of the manual can be linted", out + err if code else "")
        found = [(int(line), rule, text) for line, text, rule in
                 re.findall(rf"^{re.escape(str(source))}:(\d+):\d+: warning: (.*) \[(corolint-[a-z-]+)\]$", out, re.M)]
        for name_of_macro, first, last, wanted in examples:
            here = [(rule, text) for line, rule, text in found if first <= line <= last]
            run.check(f"the {kind} example of COROLINT_{name_of_macro}, linted",
                      "" if {rule for rule, _ in here} == wanted else f"reported: {here}, expected: {sorted(wanted) or 'nothing'}")
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/test/annotations",
                        help="where the plugins that read the AST are kept (default: build/test/annotations)")
    parser.add_argument("--plugin", type=pathlib.Path, default=ROOT / "build/lib/CorolintPlugin.so",
                        help="lints the examples of the manual (default: build/lib/CorolintPlugin.so)")
    parser.add_argument("--verbose", action="store_true", help="also print the tests that passed")
    options = parser.parse_args()
    run = Run(options.verbose)
    with tempfile.TemporaryDirectory() as name_of_folder:
        folder = pathlib.Path(name_of_folder)
        manual(run, folder)
        macros = annotations_doc.read_list()[1]
        compile_everywhere(run, macros, folder)
        weverything(run, folder)
        link_two(run, folder)
        list_as_code(run, folder)
        nothing_elsewhere(run, macros, folder)
        for version in READERS:
            read_back(run, macros, folder, version, options.build)
        manual_is_linted(run, folder, options.plugin.resolve())
    skipped = f", {run.skipped} skipped" if run.skipped else ""
    print(f"annotations: {run.passed} passed, {run.failed} failed{skipped}")
    return 1 if run.failed else 0


if __name__ == "__main__":
    sys.exit(main())
