#!/usr/bin/env python3
"""Builds the runtime in its three presets (plain, tsan, asan) and runs the tests and examples of each; then lints its code.

usage: run.py [--verbose] [PRESET...]    presets by name; with none given all of them, and the linter over the plain build
       run.py --stress RUNS PRESET...    instead, the stress tests of the thread pool, that many times; stops at the first report
Ends in the line "N passed, N failed"; exit status 1 when something failed.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUNTIME = ROOT / "runtime-annotations"
LINTER = ROOT / "build/bin/corolint"


def presets():
    """The presets that are tested, as {name: build folder}."""
    described = json.loads((RUNTIME / "CMakePresets.json").read_text(encoding="utf-8"))
    tested = {p["name"] for p in described["testPresets"] if not p.get("hidden")}
    return {p["name"]: pathlib.Path(p["binaryDir"].replace("${sourceDir}", str(RUNTIME))).resolve()
            for p in described["configurePresets"] if p["name"] in tested}


def run(*command):
    """Status and output of a command that runs in the runtime's folder."""
    done = subprocess.run(command, cwd=RUNTIME, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    return done.returncode, done.stdout


def jobs():
    return str(os.environ.get("JOBS") or os.cpu_count())


def build_failure(preset, build, *targets):
    """Builds a preset, or some targets of it: what went wrong, or nothing."""
    launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
    for command in (["cmake", "--preset", preset, *launcher], ["ninja", "-j", jobs(), "-C", str(build), *targets]):
        status, output = run(*command)
        if status:
            return f"{preset}: '{' '.join(command)}' failed:\n{output[-6000:]}"
    return ""


def stress(preset, build, runs):
    """Runs the stress tests again and again, until one fails or a sanitizer has something to say: the same as test()."""
    if problem := build_failure(preset, build, "rt-pool-tests"):
        return 0, [problem]
    for done in range(runs):
        status, output = run(str(build / "test/rt-pool-tests"), "--gtest_filter=PoolStress.*", "--gtest_brief=1")
        if status:
            return done, [f"{preset}: stress run {done + 1}:\n{output[-6000:]}"]
    return runs, []


def test(preset, build):
    """Builds a preset and runs its tests: how many passed, and the texts of those that failed."""
    if problem := build_failure(preset, build):
        return 0, [problem]
    with tempfile.TemporaryDirectory() as tmp:
        report = pathlib.Path(tmp) / "ctest.xml"
        _, output = run("ctest", "--test-dir", str(build), "-j", jobs(), "--no-tests=error", "--timeout", "300", "--output-junit", str(report))
        if not report.exists():
            return 0, [f"{preset}: ctest wrote no report:\n{output[-6000:]}"]
        cases = list(xml.etree.ElementTree.parse(report).getroot().iter("testcase"))
    bad = [c for c in cases if c.get("status") == "fail" or c.get("name", "").endswith("_NOT_BUILT")]
    return len(cases) - len(bad), [f"{preset}: {c.get('name')}\n{c.findtext('system-out') or ''}" for c in bad]


def lint(build):
    """Lints the runtime's own headers, sources and examples with every rule."""
    if not LINTER.exists():
        return 0, [f"lint: there is no {LINTER.relative_to(ROOT)}; run 'make build'"]
    database = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    wanted = [e["file"] for e in database if pathlib.Path(e["file"]).parent.name != "test" and "/test/" not in e["file"]]
    status, output = run(str(LINTER), "--no-cache", "-p", str(build), "--header-filter=runtime-annotations/include/.*", *sorted(wanted))
    return (0, [f"lint: the runtime's code is reported on:\n{output}"]) if status or "corolint-" in output else (1, [])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("presets", nargs="*", metavar="PRESET")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--stress", type=int, metavar="RUNS")
    options = parser.parse_args()
    known = presets()
    unknown = set(options.presets) - set(known)
    if unknown:
        sys.exit(f"run.py: error: no preset {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    passed, failed = 0, []
    for name in options.presets or known:
        more, bad = stress(name, known[name], options.stress) if options.stress else test(name, known[name])
        passed, failed = passed + more, failed + bad
        if options.verbose:
            print(f"{name}: {more} passed, {len(bad)} failed")
    if not options.presets and not options.stress:
        more, bad = lint(known["plain"])
        passed, failed = passed + more, failed + bad
    for text in failed:
        print(f"FAIL: {text}")
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
