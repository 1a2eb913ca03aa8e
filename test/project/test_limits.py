"""A translation unit that never ends, needs all memory, crashes or does not parse loses itself and nothing else."""
import os
import pathlib
import signal
import time
import unittest

from project import BROKEN, CRASH, ENDLESS, HUGE, ProjectTest


def children(process):
    """The processes that a process has started and that still run."""
    found = []
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def is_alive(process):
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s")
        time.sleep(0.05)


class Limits(ProjectTest):
    def check_rest(self, run, bad, why):
        self.assertEqual(run.returncode, 3, run.stderr)
        self.assertIn(f"{bad}' was not analysed: {why}", run.stderr)
        self.assertIn("1 file not analysed.", run.stderr)
        for rule in ("blocking-call", "double-lock", "lock-order"):
            self.assertIn(f"[corolint-{rule}]", run.stdout, run.stderr)

    def test_time(self):
        project = self.project({"endless.cpp": ENDLESS})
        self.check_rest(project.lint("--timeout=3"), "endless.cpp", "it took more than 3 seconds; --timeout gives it longer")

    def test_memory(self):
        project = self.project({"huge.cpp": HUGE})
        self.check_rest(project.lint("--memory-limit=700"), "huge.cpp", "it needed more memory than 700 MB; --memory-limit gives it more")

    def test_crash(self):
        self.check_rest(self.project({"crash.cpp": CRASH}).lint(), "crash.cpp", "the analysis crashed (")

    def test_does_not_parse(self):
        self.check_rest(self.project({"broken.cpp": BROKEN}).lint(), "broken.cpp", "it does not parse")

    def test_worker_killed(self):
        project = self.project({"endless.cpp": ENDLESS})
        run = project.start("-j1")
        wait_until(lambda: children(run.pid))  # the first file is endless.cpp
        os.kill(children(run.pid)[0], signal.SIGKILL)
        out, err = run.communicate(timeout=120)
        self.assertEqual(run.returncode, 3, err)
        self.assertIn("endless.cpp' was not analysed: its worker process was killed", err)
        self.assertIn("[corolint-lock-order]", out)


class Interrupted(ProjectTest):
    """What was finished is kept, and the next run goes on from there."""

    def begin(self):
        """A run that has finished all files but one, which never ends."""
        project = self.project({"endless.cpp": ENDLESS})
        run = project.start("-j2")
        wait_until(lambda: len(project.results()) == 3)
        workers = children(run.pid)
        self.assertEqual(len(workers), 1)
        return project, run, workers[0]

    def check_resumed(self, project, worker):
        wait_until(lambda: not is_alive(worker), seconds=10)
        (project.folder / "endless.cpp").write_text("int now;\n", encoding="utf-8")
        again = project.lint()
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertIn("3 files unchanged since an earlier run", again.stderr)
        self.assertEqual(again.stdout, project.lint(cached=False).stdout)

    def test_by_the_user(self):
        project, run, worker = self.begin()
        start = time.monotonic()
        os.killpg(run.pid, signal.SIGINT)
        out, err = run.communicate(timeout=30)
        self.assertLess(time.monotonic() - start, 5)
        self.assertEqual(run.returncode, 130, err)
        self.assertIn("interrupted with 1 of 4 files left; what was finished is kept", err)
        self.check_resumed(project, worker)

    def test_by_another_process(self):
        project, run, worker = self.begin()
        run.terminate()
        _, err = run.communicate(timeout=30)
        self.assertEqual(run.returncode, 130, err)
        self.check_resumed(project, worker)

    def test_killed(self):
        project, run, worker = self.begin()
        run.kill()
        run.communicate(timeout=30)
        self.check_resumed(project, worker)


if __name__ == "__main__":
    unittest.main()
