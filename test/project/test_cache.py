"""What is kept between runs: the same findings, however a run came to them."""
import shutil
import unittest

from project import ProjectTest, Project


class Findings(ProjectTest):
    def test_the_same_however_many_at_a_time(self):
        project = self.project()
        runs = [project.lint(*options, cached=False) for options in (["-j1"], ["-j8"])]
        runs += [project.lint("-j8"), project.lint("-j1")]
        for run in runs:
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual(run.stdout, runs[0].stdout)
        self.assertEqual(runs[0].stdout.count("[corolint-"), 3)
        self.assertIn("3 files unchanged", runs[3].stderr)

    def test_one_file_is_another_run_than_all(self):
        project = self.project()
        alone = project.lint(str(project.folder / "relay.cpp"))
        self.assertNotIn("[corolint-", alone.stdout)
        self.assertEqual(project.lint().stdout.count("[corolint-"), 3)
        self.assertIn("1 file unchanged", project.lint(str(project.folder / "relay.cpp")).stderr)

    def test_several_runs_at_once(self):
        project = self.project()
        runs = [project.start() for _ in range(6)]
        outputs = [run.communicate(timeout=120) for run in runs]
        for run, (out, err) in zip(runs, outputs):
            self.assertEqual(run.returncode, 0, err)
            self.assertEqual(out, outputs[0][0])
        self.assertIn("3 files unchanged", project.lint().stderr)


class Inputs(ProjectTest):
    def test_another_checkout(self):
        first = self.project(name="here")
        said = first.lint()
        second = Project(self.temporary / "there" / "deeper")
        second.cache = first.cache
        again = second.lint()
        self.assertIn("3 files unchanged", again.stderr)
        self.assertEqual(again.stdout, said.stdout.replace(str(first.folder), str(second.folder)))
        self.assertEqual(again.stdout, second.lint(cached=False).stdout)
        # A file that differs there is another one.
        (second.folder / "segment.h").write_text((second.folder / "segment.h").read_text() + "\n// changed\n")
        self.assertNotIn("3 files unchanged", second.lint().stderr)
        self.assertIn("3 files unchanged", first.lint().stderr)

    def test_a_header_that_is_found_first(self):
        project = self.project({"annotated.cpp": "#include <corolint/annotations.h>\n"})
        (project.folder / "early").mkdir()
        database = project.folder / "compile_commands.json"
        database.write_text(database.read_text().replace('"-Iinclude"', '"-Iearly", "-Iinclude"'))
        project.lint()
        self.assertIn("4 files unchanged", project.lint().stderr)
        shutil.copytree(project.folder / "include/corolint", project.folder / "early/corolint")
        self.assertIn("3 files unchanged", project.lint().stderr)
        shutil.rmtree(project.folder / "early/corolint")
        self.assertIn("4 files unchanged", project.lint().stderr)

    def test_states_of_several_branches(self):
        project = self.project()
        source = project.folder / "segment.cpp"
        original = source.read_text()
        for text in (original, original + "// one\n", original + "// two\n"):
            source.write_text(text)
            project.lint()
        for text in (original, original + "// one\n", original + "// two\n"):
            source.write_text(text)
            self.assertIn("3 files unchanged", project.lint().stderr)


class Folder(ProjectTest):
    def test_size(self):
        project = self.project()
        project.lint()
        self.assertEqual(len(project.results()), 3)
        (project.cache / "mine.txt").write_text("not the cache's\n")
        project.lint("--cache-size=0")
        self.assertEqual(project.results(), [])
        self.assertTrue((project.cache / "mine.txt").exists())
        self.assertNotIn("unchanged", project.lint().stderr)

    def test_links_lead_nowhere(self):
        """A cache that was restored from elsewhere is not trusted to say where to write."""
        project = self.project()
        project.lint()
        outside = self.temporary / "outside"
        outside.mkdir()
        victim = self.temporary / "victim"
        victim.write_text("precious")
        for result in project.results():
            result.unlink()
            result.symlink_to(victim)
        run = project.lint()
        self.assertEqual(victim.read_text(), "precious")
        self.assertEqual(run.stdout.count("[corolint-"), 3)
        folders = {result.parent for result in project.results()}
        for folder in folders:
            shutil.rmtree(folder)
            folder.symlink_to(outside)
        run = project.lint()
        self.assertEqual(list(outside.iterdir()), [])
        self.assertEqual(run.returncode, 2)
        self.assertIn("is a symbolic link, and nothing in a cache should be; remove it", run.stderr)
        self.assertEqual(run.stdout.count("[corolint-"), 3)

    def test_damage(self):
        project = self.project()
        said = project.lint().stdout
        for spoil in (lambda data: b"", lambda data: data[:40], lambda data: data[::-1], lambda data: data + b"x"):
            for file in [*project.results(), *project.cache.glob("*/*.inputs"), project.cache / "timings"]:
                file.write_bytes(spoil(file.read_bytes()))
            run = project.lint()
            self.assertEqual((run.returncode, run.stdout), (0, said), run.stderr)
        self.assertIn("3 files unchanged", project.lint().stderr)


if __name__ == "__main__":
    unittest.main()
