#!/usr/bin/env python3
"""Measures linking: the summaries of a program of 10,000 units, of the size that make_summaries.cpp describes, have to
link in less than 10 s and 1 GiB.

usage: link.py [--units N] [--corolint BIN] [--maker BIN]
Exit status 1 when a bound is missed, 2 when nothing could be measured.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
# For 10,000 units; fewer have to be as fast in proportion.
SECONDS, MEGABYTES, UNITS = 10.0, 1024.0, 10000


def link(corolint, summaries, output):
    """Seconds and megabytes of one run, and the number of its findings."""
    start = time.perf_counter()
    with open(output, "wb") as out:
        process = subprocess.Popen([corolint, "link", "--quiet", *summaries], stdout=out, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode != 0:
        sys.exit(f"link.py: error: corolint link ended with status {process.returncode}:\n{errors.decode()[-2000:]}")
    found = sum(b"warning: " in line for line in pathlib.Path(output).read_bytes().splitlines())
    return seconds, usage.ru_maxrss / 1024, found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=UNITS, help=f"(default: {UNITS})")
    parser.add_argument("--corolint", type=pathlib.Path, default=ROOT / "build/bin/corolint")
    parser.add_argument("--maker", type=pathlib.Path, default=ROOT / "build/bin/corolint-make-summaries")
    options = parser.parse_args()
    for program in (options.corolint, options.maker):
        if not program.exists():
            print(f"link.py: error: no '{program}'; run make bench", file=sys.stderr)
            return 2
    with tempfile.TemporaryDirectory() as folder:
        if subprocess.run([options.maker, folder, str(options.units)]).returncode != 0:
            return 2
        summaries = [f"{folder}/{unit}.corolint" for unit in range(options.units)]
        size = sum(os.path.getsize(summary) for summary in summaries) / 2**20
        runs = [link(options.corolint, summaries, f"{folder}/out") for _ in range(3)]
    seconds, megabytes, found = min(run[0] for run in runs), max(run[1] for run in runs), runs[0][2]
    if not found:
        print("link.py: error: nothing was found, so nothing was linked", file=sys.stderr)
        return 2
    share = options.units / UNITS
    print(f"corolint link, {options.units} summaries of {size:.0f} MB: {seconds:.2f} s (bound {SECONDS * share:.1f}), "
          f"{megabytes:.0f} MB (bound {MEGABYTES:.0f}), {found} findings")
    return 1 if seconds > SECONDS * share or megabytes > MEGABYTES else 0


if __name__ == "__main__":
    sys.exit(main())
