#!/usr/bin/env python3
"""Feeds corolint broken variants of the rules' tests: it may report what it likes, but not crash, hang or eat memory.

Each round takes a test, changes it at random (lines deleted, doubled, swapped, a bracket lost, the end cut off) and lints it.
A variant that goes wrong is kept in build/soak with the command that shows it. The last line reads `N passed, N failed`.

usage: soak.py [--minutes 30] [--seed N] [--corolint build/bin/corolint]
"""
import argparse
import os
import pathlib
import random
import resource
import shlex
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "test/rules"))
import expectations as ex  # noqa: E402
import run_rule  # noqa: E402

OUT = ROOT / "build/soak"
SECONDS, BYTES = 60, 4 << 30


def delete_lines(lines, rng):
    at = rng.randrange(len(lines))
    return lines[:at] + lines[at + rng.randint(1, 5):]


def double_lines(lines, rng):
    at = rng.randrange(len(lines))
    part = lines[at:at + rng.randint(1, 8)]
    return lines[:at] + part + part + lines[at + len(part):]


def swap_lines(lines, rng):
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines = list(lines)
    lines[a], lines[b] = lines[b], lines[a]
    return lines


def lose_bracket(lines, rng):
    with_brackets = [i for i, line in enumerate(lines) if any(c in "(){}<>;" for c in line)]
    at = rng.choice(with_brackets or [0])
    places = [i for i, c in enumerate(lines[at]) if c in "(){}<>;"] or [0]
    place = rng.choice(places)
    return lines[:at] + [lines[at][:place] + lines[at][place + 1:]] + lines[at + 1:]


def swap_words(lines, rng):
    at = rng.randrange(len(lines))
    words = {"co_await": "co_yield", "co_return": "return", "unique_lock": "lock_guard", "task<void>": "forget", "const": "",
             "&": "&&", "if": "while", "lock": "unlock", "{": "{ {", "mutex": "shared_mutex"}
    known = [w for w in words if w in lines[at]]
    word = rng.choice(known) if known else ""
    return lines[:at] + [lines[at].replace(word, words[word], 1) if word else lines[at]] + lines[at + 1:]


def cut_off(lines, rng):
    return lines[:rng.randrange(1, len(lines) + 1)]


CHANGES = (delete_lines, double_lines, swap_lines, lose_bracket, lose_bracket, swap_words, swap_words, swap_words, cut_off)


def variant(text, rng):
    lines = text.split("\n")
    for _ in range(rng.randint(1, 4)):
        lines = rng.choice(CHANGES)(lines, rng) or [""]
    return "\n".join(lines)


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def lint(corolint, path, head):
    """None when all is well; otherwise what went wrong and the command that shows it."""
    command = [corolint, "--no-cache", "--quiet", f"--config={run_rule.config(head)}", str(path), "--", *run_rule.compile_flags(head), "-w"]
    try:
        run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=SECONDS, preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return f"still running after {SECONDS} s: {shlex.join(command)}"
    # A worker of corolint's may have crashed in its stead; it says so.
    if run.returncode not in (0, 1, 3) or b"crashed" in run.stderr or b"PLEASE submit" in run.stderr:
        return f"status {run.returncode}: {shlex.join(command)}\n{run.stderr.decode(errors='replace')[-1500:]}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--corolint", default=str(ROOT / "build/bin/corolint"))
    a = parser.parse_args()
    if not os.access(a.corolint, os.X_OK):
        sys.exit(f"soak.py: error: {a.corolint} is missing: run 'make build'")
    tests = [p for p in sorted([*ROOT.glob("checks/*/*/test*.cpp"), *ROOT.glob("test/models/*.cpp")])]
    rng, deadline, passed, failed = random.Random(a.seed), time.monotonic() + a.minutes * 60, 0, 0
    OUT.mkdir(parents=True, exist_ok=True)
    print(f"seed {a.seed}, {len(tests)} tests, {a.minutes:g} minutes", flush=True)
    while time.monotonic() < deadline:
        origin = rng.choice(tests)
        text = origin.read_text(encoding="utf-8")
        path = OUT / f"{a.seed}-{passed + failed}.cpp"
        path.write_text(variant(text, rng), encoding="utf-8")
        wrong = lint(a.corolint, path, ex.header(text))
        if wrong:
            failed += 1
            print(f"{path} (from {origin.relative_to(ROOT)}): {wrong}", flush=True)
        else:
            passed += 1
            path.unlink()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
