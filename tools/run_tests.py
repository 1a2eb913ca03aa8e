#!/usr/bin/env python3
"""Runs every test suite and adds up what they say; the last line reads `N passed, N failed, N skipped`.

Suites are found, not listed: unit tests of both builds (ctest), lit suites, python tests (test/**/test_*.py) and
test/*/run.py (any program whose last line reads `N passed, N failed`, with or without `, N skipped`).

usage: run_tests.py [--only WORD]    a WORD of the suite's name, e.g. unit, lit, invariants
Exit status 1 when a test failed or a suite could not be run.
"""
import argparse
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
COUNTS = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$")
LIT_FAILURES = {"FAIL", "UNRESOLVED", "TIMEOUT", "XPASS"}
LIT_SKIPPED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


@dataclasses.dataclass
class Result:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    def __iadd__(self, other):
        self.passed, self.failed, self.skipped = self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        return self


def jobs():
    return str(os.environ.get("JOBS") or os.cpu_count())


def broken(why):
    """A suite that could not be run counts as one failure: nothing fails in silence."""
    print(f"error: {why}")
    return Result(failed=1)


def unit(build):
    """The GoogleTest programs of a build, through ctest."""
    if not (build / "CTestTestfile.cmake").exists():
        return broken(f"{build} has not been built: run 'make build' and 'make build-19'")
    with tempfile.TemporaryDirectory() as tmp:
        report = pathlib.Path(tmp) / "ctest.xml"
        subprocess.run(["ctest", "--test-dir", str(build), "-j", jobs(), "--quiet", "--output-on-failure", "--no-tests=error",
                        "--timeout", "300", "--output-junit", str(report)])
        if not report.exists():
            return broken(f"ctest wrote no report for {build}")
        result = Result()
        for case in xml.etree.ElementTree.parse(report).getroot().iter("testcase"):
            unbuilt = case.get("name", "").endswith("_NOT_BUILT")
            failed, skipped = unbuilt or case.get("status") == "fail", not unbuilt and case.get("status") in ("notrun", "disabled")
            result += Result(not failed and not skipped, failed, skipped)
            if failed:
                print(f"FAIL: {case.get('name')}\n{case.findtext('system-out') or ''}")
        return result if result.passed + result.failed + result.skipped else broken(f"no unit test in {build}")


def lit(folder):
    """A lit suite."""
    with tempfile.TemporaryDirectory() as tmp:
        report = pathlib.Path(tmp) / "lit.json"
        subprocess.run(["lit-22", "--quiet", "--verbose", "-j", jobs(), "--output", str(report), str(folder)])
        if not report.exists():
            return broken(f"lit wrote no report for {folder}")
        result = Result()
        for test in json.loads(report.read_text(encoding="utf-8"))["tests"]:
            failed, skipped = test["code"] in LIT_FAILURES, test["code"] in LIT_SKIPPED
            result += Result(not failed and not skipped, failed, skipped)
        return result


def program(command):
    """A program whose last line counts; its other lines are shown only when it fails."""
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", cwd=ROOT)
    lines = run.stdout.rstrip().splitlines() or [""]
    counts = COUNTS.match(lines[-1].strip())
    if not counts:
        print(run.stdout)
        return broken(f"{' '.join(command)} (status {run.returncode}) did not end in 'N passed, N failed'")
    result = Result(*(int(n or 0) for n in counts.groups()))
    if result.failed or run.returncode:
        print("\n".join(lines[:-1]))
    if run.returncode and not result.failed:
        return broken(f"{' '.join(command)} ended with status {run.returncode}")
    return result


def suites():
    """Every suite as (name, function that runs it)."""
    found = [("unit, LLVM 22", lambda: unit(ROOT / "build")), ("unit, LLVM 19", lambda: unit(ROOT / "build-19"))]
    runner = str(ROOT / "test/unittests.py")
    for folder in sorted({p.parent for p in (ROOT / "test").rglob("test_*.py")}):
        found.append((folder.name, lambda f=folder: program([sys.executable, runner, str(f)])))
    for path in sorted((ROOT / "test").glob("*/run.py")):
        found.append((path.parent.name, lambda p=path: program([sys.executable, str(p)])))
    found += [("lit", lambda: lit(ROOT / "test")), ("lit, rules", lambda: lit(ROOT / "test/rules"))]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="WORD")
    only = parser.parse_args().only
    sys.stdout.reconfigure(line_buffering=True)
    chosen = [(name, run) for name, run in suites() if only in name]
    if not chosen:
        sys.exit(f"run_tests.py: error: no suite is called '{only}'; there are: {', '.join(n for n, _ in suites())}")
    total, table = Result(), []
    for name, run in chosen:
        print(f"== {name}")
        start = time.monotonic()
        try:
            result = run()
        except OSError as e:
            result = broken(f"{name}: {e}")
        total += result
        table.append(f"  {name:<20} {result} ({time.monotonic() - start:.0f} s)")
        print()
    print("\n".join(table) + f"\n{total}")
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
