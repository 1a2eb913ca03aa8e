#!/usr/bin/env python3
"""Measures corolint against the compiler, and against clang-tidy with upstream's checks, on the same translation units,
side by side in one run.

Each program runs once without being counted, then all of them in turns; medians of the time, so that neither a busy
moment nor a warm cache favours one of them. The bounds are those of ARCHITECTURE.md.

usage: bench.py [--runs N] [--corolint BIN]
Exit status 1 when a bound is missed, 2 when nothing could be measured.
"""
import argparse
import dataclasses
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = pathlib.Path("/usr/share/doc/libboost1.81-doc/examples/libs/asio/example/cpp20/coroutines")
FLAGS = ["-std=c++20", "-pthread", f"-I{ROOT / 'runtime-annotations/include'}"]
SOURCES = [EXAMPLES / "chat_server.cpp", EXAMPLES / "refactored_echo_server.cpp", ROOT / "runtime-annotations/src/multi_thread.cpp"]
COMPILER, TIDY = "clang++-22", "clang-tidy-22"
# What upstream has for coroutines.
UPSTREAM = ("-*,misc-coroutine-hostile-raii,cppcoreguidelines-no-suspend-with-lock,cppcoreguidelines-avoid-capturing-lambda-coroutines,"
            "cppcoreguidelines-avoid-reference-coroutine-parameters,bugprone-unused-return-value")
# Of the compiler's time, of the time of clang-tidy with upstream's checks, of the compiler's memory; the part of a clang-tidy
# run that is spent in the checks.
TIME_BOUND, UPSTREAM_BOUND, MEMORY_BOUND, SHARE_BOUND = 0.6, 0.5, 1.0, 0.03


@dataclasses.dataclass
class Sample:
    seconds: float
    processor: float
    megabytes: float


def measure(command):
    """One run of a command, with the children it starts."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode != 0:
        sys.exit(f"bench.py: error: {' '.join(map(str, command))} ended with status {process.returncode}:\n{errors.decode()}")
    return Sample(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def commands(source, corolint):
    flags = FLAGS
    plugin = corolint.parent.parent / "lib/CorolintPlugin.so"
    everything = {
        f"{COMPILER} -fsyntax-only": [COMPILER, *flags, "-fsyntax-only", source],
        f"{TIDY} with upstream's checks": [TIDY, "--quiet", f"--checks={UPSTREAM}", source, "--", *flags],
        "corolint": [corolint, "--no-cache", "--quiet", "--config={Checks: 'corolint-*'}", source, "--", *flags]}
    if plugin.exists():
        everything[f"{TIDY} with the plugin"] = [TIDY, f"--load={plugin}", "--quiet", "--checks=-*,corolint-*", source, "--", *flags]
    return everything


def median(samples, field):
    return statistics.median(getattr(s, field) for s in samples)


def bench(source, corolint, runs):
    """Prints the table of one translation unit; corolint's time and memory as parts of the compiler's."""
    programs = commands(source, corolint)
    samples = {name: [] for name in programs}
    for turn in range(runs + 1):
        for name, command in programs.items():
            sample = measure(command)
            if turn > 0:
                samples[name].append(sample)
    base = samples[f"{COMPILER} -fsyntax-only"]
    print(f"{source.name}, median of {runs} runs in turns\n  {'':<32} {'time':>8} {'ratio':>6} {'CPU':>8} {'ratio':>6} {'memory':>8} {'ratio':>6}")
    ratios = {}
    for name, of in samples.items():
        row = [(median(of, f), median(of, f) / median(base, f)) for f in ("seconds", "processor", "megabytes")]
        ratios[name] = row
        print(f"  {name:<32} {row[0][0]:7.2f}s {row[0][1]:6.2f} {row[1][0]:7.2f}s {row[1][1]:6.2f} {row[2][0]:6.0f}MB {row[2][1]:6.2f}")
    # The larger of wall-clock and processor time: the first is what one waits for, the second cannot be bought with cores.
    own, upstream = ratios["corolint"], ratios[f"{TIDY} with upstream's checks"]
    return {"of the compiler's time": (max(own[0][1], own[1][1]), TIME_BOUND),
            "of the time of upstream's checks": (max(own[0][0] / upstream[0][0], own[1][0] / upstream[1][0]), UPSTREAM_BOUND),
            "of the compiler's memory": (own[2][1], MEMORY_BOUND),
            "of a clang-tidy run in the checks": (share(source, corolint), SHARE_BOUND)}


def share(source, corolint):
    """The part of a run of clang-tidy with the plugin that its profile says is spent in the checks."""
    plugin = corolint.parent.parent / "lib/CorolintPlugin.so"
    if not plugin.exists():
        return 0.0
    command = [TIDY, f"--load={plugin}", "--quiet", "--checks=-*,corolint-*", "--enable-check-profile", source, "--", *FLAGS]
    start = time.perf_counter()
    run = subprocess.run(command, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    total = re.search(r"Total Execution Time: ([\d.]+) seconds", run.stderr + run.stdout)
    if not total:
        sys.exit(f"bench.py: error: no profile in what {TIDY} says:\n{run.stderr[-2000:]}")
    return float(total[1]) / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--corolint", type=pathlib.Path, default=ROOT / "build/bin/corolint")
    arguments = parser.parse_args()
    if not arguments.corolint.exists():
        print(f"bench.py: error: {arguments.corolint} is missing: run 'make build'", file=sys.stderr)
        return 2
    missed = False
    for source in SOURCES:
        if not source.exists():
            print(f"bench.py: error: {source} is missing: run 'tools/install-deps corpus'", file=sys.stderr)
            return 2
        for what, (ratio, bound) in bench(source, arguments.corolint, arguments.runs).items():
            missed |= ratio > bound
            print(f"  {'MISSED' if ratio > bound else 'kept'}: {ratio:.3f} {what} (bound {bound})")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
