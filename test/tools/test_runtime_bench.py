"""What test/bench/runtime.py makes of the numbers of a benchmark program: the page, and the exit status."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "test/bench/runtime.py"
# Stands for the program: writes what it is told to.
PROGRAM = """#!/bin/sh
for each; do case $each in --benchmark_out=*) cp {report} "${{each#--benchmark_out=}}";; esac; done
exit {status}
"""


def benchmarks(**changed):
    """A report that keeps all bounds, as {name: numbers}; `changed` has other numbers for a name."""
    rate = {f"{what}/{lib}": {"items_per_second": per_second}
            for what in ("spawn and join", "switch", "ping-pong", "contended mutex", "timers", "fan-out of 100,000")
            for lib, per_second in (("rt", 3e6), ("asio", 1e6))}
    late = {f"{what}/{lib}": {"p50": 1000, "p90": 2000, "p99": 3000, "p99.9": 4000}
            for what in ("start of a task", "end of a sleep") for lib in ("rt", "asio")}
    idle = {"idle task/rt": {"bytes": 700, "frame": 250}, "idle task/asio": {"bytes": 600}}
    return rate | late | idle | changed


class RuntimeBench(unittest.TestCase):
    def run_on(self, numbers, status=0):
        """Exit status, output and page for a program that reports these numbers, a list for several runs; None for a benchmark
        that failed."""
        with tempfile.TemporaryDirectory() as tmp:
            folder = pathlib.Path(tmp)
            entries = [{"name": f"{name}/real_time", "run_name": f"{name}/real_time", "run_type": "iteration",
                        **(of if of is not None else {"error_occurred": True, "error_message": "a task was lost"})}
                       for name, runs in numbers.items() for of in (runs if isinstance(runs, list) else [runs])]
            (folder / "report").write_text(json.dumps({"context": {"num_cpus": 2}, "benchmarks": entries}))
            program = folder / "program"
            program.write_text(PROGRAM.format(report=folder / "report", status=status))
            program.chmod(0o755)
            done = subprocess.run([sys.executable, str(SCRIPT), "--program", str(program), "--page", str(folder / "page.md")],
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            page = folder / "page.md"
            return done.returncode, done.stdout, page.read_text(encoding="utf-8") if page.exists() else ""

    def test_bounds_are_kept(self):
        status, output, page = self.run_on(benchmarks())
        self.assertEqual(status, 0, output)
        self.assertIn("| spawn and join | 3.00 M/s | 1.00 M/s | – | 3.0 | – | 2 × Asio |", page)
        self.assertIn("| start of a task, p99.9 | 4.0 µs | 4.0 µs | – |", page)
        self.assertIn("the runtime adds\n450 (bound: 512)", page)

    def test_the_best_rate_and_the_median_of_the_rest_count(self):
        rates = [{"items_per_second": n} for n in (1e6, 4e6, 2e6)]
        late = [{"p50": n, "p90": 9e3, "p99": 9e3, "p99.9": 9e3} for n in (1e3, 2e3, 6e3)]
        status, output, page = self.run_on(benchmarks(**{"switch/rt": rates, "start of a task/rt": late}))
        self.assertEqual(status, 0, output)
        self.assertIn("| switch | 4.00 M/s |", page)
        self.assertIn("| start of a task, p50 | 2.0 µs |", page)

    def test_a_rate_is_missed(self):
        status, output, page = self.run_on(benchmarks(**{"switch/rt": {"items_per_second": 1.9e6}}))
        self.assertEqual(status, 1)
        self.assertIn("MISSED: switch: 1.90 times Asio's rate, the bound is 2", output)
        self.assertTrue(page)

    def test_memory_is_missed(self):
        status, output, _ = self.run_on(benchmarks(**{"idle task/rt": {"bytes": 800, "frame": 288}}))
        self.assertEqual(status, 1)
        self.assertIn("MISSED: idle task: 512 bytes besides its frame, the bound is 512", output)

    def test_a_benchmark_is_missing(self):
        numbers = benchmarks()
        del numbers["timers/asio"]
        status, output, page = self.run_on(numbers)
        self.assertEqual((status, page), (2, ""))
        self.assertIn("has no benchmark timers/asio", output)

    def test_a_benchmark_fails(self):
        status, output, page = self.run_on(benchmarks(**{"switch/rt": None}))
        self.assertEqual((status, page), (2, ""))
        self.assertIn("switch/rt/real_time: a task was lost", output)

    def test_the_program_fails(self):
        status, output, page = self.run_on(benchmarks(), status=3)
        self.assertEqual((status, page), (2, ""))
        self.assertIn("ended with status 3", output)


if __name__ == "__main__":
    unittest.main()
