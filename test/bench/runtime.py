#!/usr/bin/env python3
"""Measures corolint::rt beside Boost.Asio and oneTBB in one run of one program, and writes docs/runtime-benchmarks.md.

The benchmarks of runtime-annotations/bench run several times in random turns, so that neither a busy moment nor a warm
cache favours one library. Of each rate the best run counts, since other programs on the machine only ever take away from it;
of all else the median. The bounds are those of the runtime: at least twice Asio's rates of
spawning and switching, and less than 512 bytes for an idle task besides its frame.

usage: runtime.py [--runs N] [--program BIN] [--page FILE]
Exit status 1 when a bound is missed, 2 when nothing could be measured.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARIES = {"rt": "corolint::rt", "asio": "Boost.Asio", "tbb": "oneTBB"}
# Of what is counted per second: what one is, and at least how many times Asio's rate there have to be.
RATES = {
    "spawn and join": ("One task spawns 1,000 that do nothing and waits for them; counted are tasks.", 2),
    "switch": ("64 tasks go to the end of the queue 200 times each, with `yield` or `post`; counted are switches.", 2),
    "ping-pong": ("A task sends a message over a channel of one place, another one sends it back; counted are pairs.", None),
    "contended mutex": ("16 tasks take the same lock 500 times each. Asio has none: there it is a channel with one token. Counted are locks.", None),
    "timers": ("500 tasks sleep for a microsecond 20 times each; counted are sleeps.", None),
    "fan-out of 100,000": ("So many tasks wait for one event at the same time, then go on and end; counted are tasks. "
                           "The tasks of oneTBB cannot wait: there it is as many that are started one after the other.", None)}
LATENCIES = {
    "start of a task": "From the moment in which another thread hands a task to an idle pool until it runs.",
    "end of a sleep": "From the moment in which a sleep of 200 microseconds is over until the task goes on."}
RATE = "items_per_second"
PERCENTILES = ("p50", "p90", "p99", "p99.9")
IDLE = "idle task"
MOST_BYTES = 512


def fail(why):
    print(f"runtime.py: error: {why}", file=sys.stderr)
    sys.exit(2)


def measure(program, runs):
    """All benchmarks as {(what, library): {number: value}}, and what the program says of the machine."""
    with tempfile.TemporaryDirectory() as tmp:
        out = pathlib.Path(tmp) / "bench.json"
        done = subprocess.run([program, f"--benchmark_repetitions={runs}", "--benchmark_enable_random_interleaving=true",
                               "--benchmark_min_time=0.2", f"--benchmark_out={out}", "--benchmark_out_format=json"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")
        if done.returncode:
            fail(f"{program} ended with status {done.returncode}:\n{done.stderr}")
        report = json.loads(out.read_text(encoding="utf-8"))
    found = {}
    for run in report["benchmarks"]:
        if run.get("error_occurred"):
            fail(f"{run['name']}: {run['error_message']}")
        if run["run_type"] == "iteration":
            found.setdefault(tuple(run["run_name"].split("/")[:2]), []).append(run)
    numbers = (RATE, "bytes", "frame", *PERCENTILES)
    return {key: {n: (max if n == RATE else statistics.median)(r[n] for r in runs) for n in numbers if n in runs[0]}
            for key, runs in found.items()}, report["context"]


def rate(per_second):
    return f"{per_second / 1e6:.2f} M/s" if per_second >= 1e6 else f"{per_second / 1e3:.0f} k/s"


def cell(measured, what, library, number, show):
    numbers = measured.get((what, library))
    return show(numbers[number]) if numbers else "–"


def table(head, rows):
    return "\n".join("| " + " | ".join(r) + " |" for r in [head, ["---"] + ["---:"] * (len(head) - 1), *rows])


def ratio(measured, what, to):
    if (what, to) not in measured:
        return None
    return measured[what, "rt"][RATE] / measured[what, to][RATE]


def rates_table(measured):
    rows = []
    for what, (_, bound) in RATES.items():
        rates = [cell(measured, what, lib, RATE, rate) for lib in LIBRARIES]
        ratios = [f"{r:.{1 if r >= 1 else 2}f}" if (r := ratio(measured, what, lib)) else "–" for lib in ("asio", "tbb")]
        rows.append([what, *rates, *ratios, f"{bound} × Asio" if bound else ""])
    return table(["", *LIBRARIES.values(), "to Asio", "to oneTBB", "at least"], rows)


def latency_table(measured):
    rows = [[f"{what}, {p}", *(cell(measured, what, lib, p, lambda ns: f"{ns / 1000:.1f} µs") for lib in LIBRARIES)]
            for what in LATENCIES for p in PERCENTILES]
    return table(["", *LIBRARIES.values()], rows)


def page(measured, context, runs):
    """The page, without its first paragraph the report on the terminal."""
    idle, frame = measured[IDLE, "rt"]["bytes"], measured[IDLE, "rt"]["frame"]
    descriptions = "\n".join(f"* **{what}**: {text}" for what, text in
                             [*((w, d) for w, (d, _) in RATES.items()), *LATENCIES.items()])
    processors = context["num_cpus"]
    return f"""# Benchmarks of the runtime

`make bench-runtime` measures corolint::rt beside Boost.Asio (`thread_pool`, awaitables with the pool's own executor type) and
oneTBB, in one run of one program, and writes this page. Each pool has {min(max(processors, 1), 4)} threads, on a machine with {processors} processors; the
numbers come from {runs} runs in random turns: the best of each rate, the median of all else. The rates are those of the machine,
and of whether its threads meet on one core; the ratios, which come from the same runs, are what can be compared. The command
fails when a bound is missed.

## Throughput

{rates_table(measured)}

## Latency

{latency_table(measured)}

## Memory

An idle task takes {idle:.0f} bytes with all that malloc needs for it, of which {frame:.0f} are the frame of the task itself: the runtime adds
{idle - frame:.0f} (bound: {MOST_BYTES}). With Boost.Asio it is {measured[IDLE, "asio"]["bytes"]:.0f} with the frame. `make check` proves the bound, too (`Footprint.*`).

## What is measured

{descriptions}
"""


def missed(measured):
    """What is out of its bounds."""
    found = [f"{what}: {r:.2f} times Asio's rate, the bound is {bound}" for what, (_, bound) in RATES.items()
             if bound and (r := ratio(measured, what, "asio")) < bound]
    added = measured[IDLE, "rt"]["bytes"] - measured[IDLE, "rt"]["frame"]
    return found + ([f"idle task: {added:.0f} bytes besides its frame, the bound is {MOST_BYTES}"] if added >= MOST_BYTES else [])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build-rt-bench/bench/rt-bench")
    parser.add_argument("--page", type=pathlib.Path, default=ROOT / "docs/runtime-benchmarks.md")
    options = parser.parse_args()
    if not options.program.exists():
        fail(f"{options.program} is missing: run 'make bench-runtime'")
    measured, context = measure(options.program, options.runs)
    wanted = {(what, lib) for what in [*RATES, *LATENCIES, IDLE] for lib in ("rt", "asio")}
    if lost := wanted - set(measured):
        fail(f"{options.program} has no benchmark {', '.join('/'.join(key) for key in sorted(lost))}")
    text = page(measured, context, options.runs)
    options.page.write_text(text, encoding="utf-8")
    print(text.partition("## Throughput")[2].partition("## What is measured")[0])
    out_of_bounds = missed(measured)
    for each in out_of_bounds:
        print(f"MISSED: {each}")
    print(f"{options.page} is written; " + ("a bound is missed" if out_of_bounds else "all bounds are kept"))
    return 1 if out_of_bounds else 0


if __name__ == "__main__":
    sys.exit(main())
