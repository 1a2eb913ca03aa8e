"""--changed-since: what a branch has to do with, in a working tree of git."""
import shutil
import subprocess
import unittest

from project import ProjectTest

UNAWAITED = """#include "task.h"
using relay::Task;
Task ready();
Task caller() {
  ready();
  co_return;
}
Task other() {
  int unrelated = 1;
  ready();
  co_return;
}
"""


class ChangedSince(ProjectTest):
    def repository(self, files=None):
        project = self.project(files)
        shutil.rmtree(project.folder / ".git")
        self.git(project, "init", "--quiet", "--initial-branch=main")
        self.git(project, "add", "-A")
        self.commit(project)
        return project

    def git(self, project, *arguments):
        done = subprocess.run(["git", "-C", str(project.folder), "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.strip()

    def commit(self, project):
        self.git(project, "commit", "--quiet", "--allow-empty", "-a", "-m", "x")

    def edit(self, project, name, old, new):
        path = project.folder / name
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def rules(self, project, *options, since="main"):
        run = project.lint(f"--changed-since={since}", *options)
        self.assertEqual(run.returncode, 0, run.stderr)
        return [line.rpartition("[corolint-")[2].rstrip("]") for line in run.stdout.splitlines() if "[corolint-" in line]

    def test_nothing(self):
        project = self.repository()
        self.assertEqual(self.rules(project), [])
        self.assertIn("3 warnings in unchanged code not shown", project.lint("--changed-since=HEAD").stderr)

    def test_a_function(self):
        project = self.repository({"unawaited.cpp": UNAWAITED})
        self.edit(project, "unawaited.cpp", "unrelated = 1", "unrelated = 2")
        self.assertEqual(len(self.rules(project)), 1)
        self.assertIn("unawaited.cpp:10", project.lint("--changed-since=main").stdout)

    def test_a_function_on_the_way(self):
        """A chain of calls through three files is reported when any function of it has changed."""
        for name, old, new in (("segment.cpp", "fsync(", "/**/fsync("), ("relay.cpp", "forward(", "forward (")):
            project = self.repository()
            self.edit(project, name, old, new)
            self.assertIn("blocking-call", self.rules(project), name)
            shutil.rmtree(project.folder)

    def test_what_the_branch_did(self):
        project = self.repository({"unawaited.cpp": UNAWAITED})
        self.git(project, "checkout", "--quiet", "-b", "topic")
        self.edit(project, "unawaited.cpp", "unrelated = 1", "unrelated = 2")
        self.commit(project)
        self.git(project, "checkout", "--quiet", "main")
        self.edit(project, "unawaited.cpp", "Task caller() {", "Task<> caller() {\n  int theirs = 1;")
        self.commit(project)
        self.git(project, "checkout", "--quiet", "topic")
        self.assertEqual(len(self.rules(project)), 1)

    def test_removed_lines(self):
        project = self.repository({"unawaited.cpp": UNAWAITED})
        self.edit(project, "unawaited.cpp", "  int unrelated = 1;\n", "")
        self.assertEqual(len(self.rules(project)), 1)

    def test_new_file(self):
        project = self.repository()
        (project.folder / "ünaw \"aited\".cpp").write_text(UNAWAITED, encoding="utf-8")
        project.write_database()
        self.assertEqual(len(self.rules(project)), 2)
        self.git(project, "add", "-A")
        self.assertEqual(len(self.rules(project)), 2)

    def test_lines_that_look_like_a_diff(self):
        project = self.repository({"unawaited.cpp": UNAWAITED + "/*\n-- a/x\n*/\n"})
        self.edit(project, "unawaited.cpp", "-- a/x", "++ b/task.h\n@@ -1,9 +1,99 @@")
        self.assertEqual(self.rules(project), [])

    def test_errors(self):
        project = self.repository()
        for revision, why in (("nothing", "there is no such revision in '"), ("--output=x", "there is no such revision in '")):
            run = project.lint(f"--changed-since={revision}")
            self.assertEqual(run.returncode, 2)
            self.assertIn(f"corolint: error: --changed-since={revision}: {why}", run.stderr)
        shutil.rmtree(project.folder / ".git")
        run = project.lint("--changed-since=main")
        self.assertEqual(run.returncode, 2)
        self.assertIn("run it inside of a working tree of git", run.stderr)

    def test_the_repository_runs_nothing(self):
        project = self.repository()
        trap = self.temporary / "trap"
        script = self.temporary / "run"
        script.write_text(f"#!/bin/sh\ntouch {trap}\n")
        script.chmod(0o755)
        for key in ("core.fsmonitor", "diff.external", "core.pager", "diff.cpp.textconv"):
            self.git(project, "config", key, str(script))
        (project.folder / ".gitattributes").write_text("*.cpp diff=cpp\n")
        trap.unlink(missing_ok=True)
        self.edit(project, "segment.cpp", "fsync(", "/**/fsync(")
        self.rules(project)
        self.assertFalse(trap.exists())


if __name__ == "__main__":
    unittest.main()
