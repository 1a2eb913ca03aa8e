"""tools/new-check: what it makes, and what it refuses."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


class NewCheck(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        (self.root / "tools").mkdir()
        for name in ("tools/new-check", "tools/generate.py", "CMakeLists.txt"):
            shutil.copy2(ROOT / name, self.root / name)

    def run_tool(self, *args):
        return subprocess.run([sys.executable, str(self.root / "tools/new-check"), *args], capture_output=True, text=True)

    def refused(self, message, *args):
        run = self.run_tool(*args)
        self.assertEqual(run.returncode, 2)
        self.assertIn(message, run.stderr)
        self.assertFalse((self.root / "checks").exists())

    def test_makes_a_folder(self):
        run = self.run_tool("tasks", "task-awaited-twice")
        self.assertEqual(run.returncode, 0, run.stderr)
        folder = self.root / "checks/tasks/task-awaited-twice"
        self.assertEqual(sorted(p.name for p in folder.iterdir()), ["Check.cpp", "Check.h", "check.md", "test.cpp"])
        header = (folder / "Check.h").read_text()
        self.assertIn("class TaskAwaitedTwiceCheck : public RuleCheck", header)
        self.assertEqual({len(line) for line in header.splitlines() if line.startswith("//===-")}, {80})
        self.assertIn("id: corolint-task-awaited-twice\n", (folder / "check.md").read_text())

    def test_makes_a_twin_where_the_family_has_them(self):
        run = self.run_tool("lifetime", "dangling-thing")
        self.assertEqual(run.returncode, 0, run.stderr)
        folder = self.root / "checks/lifetime/dangling-thing"
        self.assertIn("#include TWIN_EXAMPLE", (folder / "twin.cpp").read_text())
        self.assertIn("\nruntime-twin: asan\n", (folder / "check.md").read_text())

    def test_what_it_makes_registers_itself(self):
        self.run_tool("tasks", "task-awaited-twice")
        subprocess.run([sys.executable, str(self.root / "tools/generate.py"), "--build", str(self.root / "out")], check=True)
        self.assertIn("corolint::tasks::TaskAwaitedTwiceCheck", (self.root / "out/Rules.inc").read_text())

    def test_refuses_an_existing_name_in_any_family(self):
        self.run_tool("tasks", "task-awaited-twice")
        run = self.run_tool("locks", "task-awaited-twice")
        self.assertEqual(run.returncode, 2)
        self.assertIn("there is a rule 'task-awaited-twice' already: checks/tasks/task-awaited-twice", run.stderr)

    def test_refuses_bad_names(self):
        self.refused("no family 'threads'", "threads", "a-b")
        for name in ("Lock", "lock", "a_b", "-a-b", "a--b", "../a-b", "a-b2", ""):
            self.refused("is no name for a rule", "locks", name)
        self.refused("leave out 'corolint-'", "locks", "corolint-a-b")
        self.refused("leave out '-check'", "locks", "a-b-check")

    def test_usage(self):
        self.assertEqual(self.run_tool().returncode, 2)
        self.assertEqual(self.run_tool("--help").returncode, 0)


if __name__ == "__main__":
    unittest.main()
