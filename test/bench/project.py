#!/usr/bin/env python3
"""Measures corolint over generated projects: a first run against compiling as much (clang++ -fsyntax-only, as many at a
time), and a second run of an unchanged project against the first.

usage: project.py [--units 10,100] [--corolint BIN]
Exit status 1 when a bound is missed, 2 when nothing could be measured.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMPILER = "clang++-22"
FLAGS = ["-std=c++20", "-pthread"]
# Of the compiler's time for the same units; of the first run's time.
FIRST_BOUND, SECOND_BOUND = 0.6, 0.01
# So many units are compiled; the others would take as long.
SAMPLE = 12

HEADER = """#pragma once
#include <boost/asio.hpp>
#include <mutex>
namespace service {
using boost::asio::awaitable;
struct Table { std::mutex guard; int rows = 0; int add(int row) { std::lock_guard lock(guard); return rows += row; } };
awaitable<int> next(boost::asio::ip::tcp::socket &socket);
}
"""
UNIT = """#include "service.h"
#include <map>
#include <string>
namespace service {{
awaitable<int> step{n}(boost::asio::ip::tcp::socket &socket, Table &table) {{
  std::map<std::string, int> seen;
  for (int round = 0; round != {rounds}; ++round) {{
    const int got = co_await next(socket);
    seen[std::to_string(got)] += table.add(got);
  }}
  co_return static_cast<int>(seen.size()) + {n};
}}
int use{n}(Table &table) {{ return table.add({n}); }}
}}
"""


def generate(folder, count):
    """Writes a project of `count` units; its commands."""
    (folder / ".git").mkdir()
    (folder / "service.h").write_text(HEADER, encoding="utf-8")
    commands = []
    for n in range(count):
        source = folder / f"unit{n}.cpp"
        source.write_text(UNIT.format(n=n, rounds=n % 7 + 2), encoding="utf-8")
        commands.append({"directory": str(folder), "file": str(source), "arguments": [COMPILER, *FLAGS, "-c", str(source)]})
    (folder / "compile_commands.json").write_text(json.dumps(commands), encoding="utf-8")
    return [command["arguments"] for command in commands]


def lint(corolint, folder):
    """Seconds of one run, and what it said."""
    start = time.perf_counter()
    run = subprocess.run([corolint, "-p", str(folder), f"--cache-dir={folder / 'cache'}"], capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if run.returncode != 0:
        sys.exit(f"project.py: error: corolint ended with status {run.returncode}:\n{run.stderr[-2000:]}")
    return seconds, run.stdout


def compile_all(commands):
    """Seconds that the compiler needs for all of them, as many at a time as there are cores."""
    sample = commands[::max(1, len(commands) // SAMPLE)]
    start = time.perf_counter()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for status in pool.map(lambda c: subprocess.run([*c[:-2], "-fsyntax-only", c[-1]]).returncode, sample):
            if status != 0:
                sys.exit("project.py: error: the generated code does not compile")
    return (time.perf_counter() - start) * len(commands) / len(sample)


def measure(corolint, count):
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        commands = generate(folder, count)
        compiled = compile_all(commands)
        first, said = lint(corolint, folder)
        again = [lint(corolint, folder) for _ in range(3)]
        if any(text != said for _, text in again):
            sys.exit("project.py: error: the second run says something else than the first")
        second = min(seconds for seconds, _ in again)
        size = sum(f.stat().st_size for f in (folder / "cache").rglob("*") if f.is_file())
    print(f"{count:6} units: compiler {compiled:7.1f} s, corolint {first:7.1f} s ({first / compiled:.2f}, bound {FIRST_BOUND}), "
          f"again {second:6.2f} s ({second / first:.4f}, bound {SECOND_BOUND}), cache {size / 2**20:.1f} MB")
    return first <= FIRST_BOUND * compiled and second <= SECOND_BOUND * first


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", default="10,100", help="(default: 10,100)")
    parser.add_argument("--corolint", type=pathlib.Path, default=ROOT / "build/bin/corolint")
    options = parser.parse_args()
    if not options.corolint.exists() or not shutil.which(COMPILER):
        print(f"project.py: error: no '{options.corolint}', or no {COMPILER}: run 'make build'", file=sys.stderr)
        return 2
    kept = [measure(options.corolint, int(count)) for count in options.units.split(",")]
    print("kept" if all(kept) else "MISSED")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
