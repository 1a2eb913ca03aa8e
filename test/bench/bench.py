#!/usr/bin/env python3
"""Measures corolint against the compiler on the same translation units, side by side in one run.

Each program runs once without being counted, then all of them in turns; medians of the time, so that neither a busy
moment nor a warm cache favours one of them. The bounds are those of ARCHITECTURE.md.

usage: bench.py [--runs N] [--corolint BIN] [--bound RATIO]
Exit status 1 when a bound is missed, 2 when nothing could be measured.
"""
import argparse
import dataclasses
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = pathlib.Path("/usr/share/doc/libboost1.81-doc/examples/libs/asio/example/cpp20/coroutines")
COMPILER = "clang++-22"
# Time and memory against the compiler's.
TIME_BOUND, MEMORY_BOUND = 0.7, 1.0


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
    flags = ["-std=c++20", "-pthread"]
    plugin = corolint.parent.parent / "lib/CorolintPlugin.so"
    everything = {
        f"{COMPILER} -fsyntax-only": [COMPILER, *flags, "-fsyntax-only", source],
        "corolint": [corolint, "--no-cache", "--quiet", "--config={Checks: 'corolint-*'}", source, "--", *flags]}
    if plugin.exists():
        everything["clang-tidy-22 with the plugin"] = ["clang-tidy-22", f"--load={plugin}", "--quiet", "--checks=-*,corolint-*", source, "--", *flags]
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
    return max(ratios["corolint"][0][1], ratios["corolint"][1][1]), ratios["corolint"][2][1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--corolint", type=pathlib.Path, default=ROOT / "build/bin/corolint")
    parser.add_argument("--bound", type=float, default=TIME_BOUND)
    arguments = parser.parse_args()
    if not arguments.corolint.exists():
        print(f"bench.py: error: {arguments.corolint} is missing: run 'make build'", file=sys.stderr)
        return 2
    source = EXAMPLES / "chat_server.cpp"
    if not source.exists():
        print(f"bench.py: error: {source} is missing: run 'tools/install-deps corpus'", file=sys.stderr)
        return 2
    ratio, memory = bench(source, arguments.corolint, arguments.runs)
    missed = ratio > arguments.bound or memory > MEMORY_BOUND
    print(f"corolint takes {ratio:.2f} of the compiler's time (bound {arguments.bound}) and {memory:.2f} of its memory "
          f"(bound {MEMORY_BOUND}): {'MISSED' if missed else 'kept'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
