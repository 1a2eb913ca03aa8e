#!/usr/bin/env python3
"""Runs the test of a rule through one host and compares what it reports with the comments of the file.

The comments are the specification: `// warn: <text>` and `// note: <text>` at the end of the line a diagnostic
points at, `// fix: <the line then>` where a fix-it changes it. docs/testing.md describes the format.

usage: run_rule.py [--host plugin-22] [--bless | --draft] checks/<family>/<rule>/test.cpp...
Exit status 0: as expected, 1: not, 2: the test can't be run, 77: skipped (a header is missing).
"""
import argparse
import dataclasses
import functools
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import expectations as ex  # noqa: E402
import fixes  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDES = (ROOT / "test/include", ROOT / "runtime-annotations/include")
DIAGNOSTIC = re.compile(r"^(?P<file>[^\s:][^:]*):(?P<line>\d+):(?P<column>\d+): (?P<kind>warning|error|note): (?P<text>.*?)"
                        r"(?: \[(?P<checks>[^\[\]\s]*)\])?$")
# clang-tidy's own remarks about fixes, which are no part of a rule.
REMARK = re.compile(r"this fix will not be applied because it overlaps with another fix")
SKIPPED, BROKEN = 77, 2


class Broken(Exception):
    """The test could not be run."""


@dataclasses.dataclass(frozen=True)
class Host:
    """A program that runs corolint's rules over one file."""
    name: str
    command: tuple
    compiler: str
    needs: pathlib.Path


def hosts(build=ROOT / "build", build19=ROOT / "build-19"):
    """The hosts by name; `needs` is the file that must have been built."""
    def plugin(version, folder):
        library = pathlib.Path(folder) / "lib/CorolintPlugin.so"
        return Host(f"plugin-{version}", (f"clang-tidy-{version}", f"--load={library}"), f"clang++-{version}", library)
    tool = pathlib.Path(build) / "bin/corolint"
    return {h.name: h for h in (plugin(22, build), plugin(19, build19), Host("corolint", (str(tool), "--no-cache"), "clang++-22", tool))}


@dataclasses.dataclass(frozen=True)
class Diagnostic:
    """One diagnostic as the host printed it."""
    file: str
    line: int
    column: int
    kind: str  # "warning", "error" or "note"
    text: str
    checks: tuple


def rule_of(path, head):
    """The rule a test belongs to: its `// rule:` line, or its folder."""
    return head["rule"] or pathlib.Path(path).resolve().parent.name


def compile_flags(head):
    return head["flags"].split() + [flag for folder in INCLUDES for flag in ("-I", str(folder))]


@functools.lru_cache(maxsize=None)
def have(header, compiler, flags):
    """Whether a header can be found with these flags."""
    with tempfile.NamedTemporaryFile("w", suffix=".cpp") as probe:
        probe.write(f"#if !__has_include(<{header}>)\n#error missing\n#endif\n")
        probe.flush()
        return subprocess.run([compiler, *flags, "-fsyntax-only", probe.name], stderr=subprocess.DEVNULL).returncode == 0


def missing_headers(head, host):
    flags = tuple(compile_flags(head))
    return [h for h in head["needs"].replace(",", " ").split() if not have(h, host.compiler, flags)]


def config(head):
    """The clang-tidy configuration of a test: every corolint rule, so that one bug told twice is noticed."""
    options = f", CheckOptions: {head['options']}" if head["options"] else ""
    return "{Checks: '-*,corolint-*', HeaderFilterRegex: '.*', InheritParentConfig: false" + options + "}"


def lint(path, host, head, export=None):
    """Runs the host over one file; the diagnostics in the order printed. Fixes go to the file `export`."""
    if not host.needs.exists():
        target = "make build-19" if host.name == "plugin-19" else "make build"
        raise Broken(f"{host.needs} is missing: run '{target}'")
    exporting = [f"--export-fixes={export}"] if export else []
    command = [*host.command, "--quiet", f"--config={config(head)}", *exporting, str(path), "--", *compile_flags(head)]
    run = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=300)
    found = parse(run.stdout)
    errors = [d for d in found if d.kind == "error" and any(c.startswith("clang-diagnostic") for c in d.checks)]
    if errors:
        raise Broken("the test does not compile: " + "\n".join(f"{d.file}:{d.line}:{d.column}: {d.text}" for d in errors[:5]))
    if run.returncode not in (0, 1):
        raise Broken(f"{host.command[0]} ended with status {run.returncode}: {run.stderr.strip()[-2000:]}")
    return found


def parse(output):
    """The diagnostics in a host's output."""
    found = []
    for line in output.splitlines():
        m = DIAGNOSTIC.match(line)
        if m and not REMARK.search(m["text"]):
            # A note has no check: brackets at its end are part of its text. '-warnings-as-errors' is no check either.
            note = m["kind"] == "note"
            checks = () if note else tuple(c for c in (m["checks"] or "").split(",") if c and not c.startswith("-"))
            text = f"{m['text']} [{m['checks']}]" if note and m["checks"] else m["text"]
            found.append(Diagnostic(m["file"], int(m["line"]), int(m["column"]), m["kind"], text, checks))
    return found


def actual(path, diagnostics):
    """The diagnostics as expectations of the file; notes in other files stand on the line of their warning."""
    found, last, home = [], 0, pathlib.Path(path).resolve()
    for d in diagnostics:
        here = pathlib.Path(d.file).resolve() == home
        if d.kind == "note":
            found.append(ex.Expected(d.line if here else last, "note", "", "" if here else pathlib.Path(d.file).name, d.text))
            continue
        last = d.line if here else 0
        rules = [c.removeprefix("corolint-") for c in d.checks if c.startswith("corolint-")]
        text = d.text if here else f"{d.text} (in {d.file}:{d.line})"
        found += [ex.Expected(last, "warn", rule, "", text) for rule in rules]
    return sorted(found)


def run(path, host, bless=False, draft=False):
    """Runs one test; (status, lines to print)."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    head = ex.header(text)
    missing = missing_headers(head, host)
    if missing:
        return SKIPPED, [f"{path}: skipped: no <{missing[0]}>"]
    rule = rule_of(path, head)
    try:
        with tempfile.TemporaryDirectory() as tmp:
            export = pathlib.Path(tmp) / "fixes.yaml"
            got = sorted(actual(path, lint(path, host, head, export)) + fixes.expected(path, export))
        if bless:
            blessed = ex.bless(path, text, got, rule)
            if blessed != text:
                pathlib.Path(path).write_text(blessed, encoding="utf-8")
            text = blessed
    except (Broken, ex.FormatError, subprocess.TimeoutExpired) as e:
        return BROKEN, [f"{path}: error: {e}"]
    wrong = ex.judge(text, ex.expectations(text, rule), got, draft)
    return (1 if wrong else 0), [f"{path}:{line}: {message}" for line, message in wrong]


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--host", default="plugin-22", choices=sorted(hosts()))
    a.add_argument("--build", type=pathlib.Path, default=ROOT / "build", help="build folder for LLVM 22")
    a.add_argument("--build-19", type=pathlib.Path, default=ROOT / "build-19", help="build folder for LLVM 19")
    a.add_argument("--bless", action="store_true", help="rewrite the comments to what is reported now")
    a.add_argument("--draft", action="store_true", help="accept '// warn' without a text, and any notes")
    a.add_argument("files", nargs="+", type=pathlib.Path)
    a = a.parse_args()
    host, worst = hosts(a.build.resolve(), a.build_19.resolve())[a.host], 0
    for path in a.files:
        status, lines = run(path, host, a.bless, a.draft)
        print("\n".join(lines or [f"{path}: as expected ({host.name})"]))
        worst = max(worst, status) if status != SKIPPED or len(a.files) == 1 else worst
    return worst


if __name__ == "__main__":
    sys.exit(main())
