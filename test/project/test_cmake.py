"""corolint_add_lint: the same findings as one run over the database, and no more work than there is."""
import json
import shutil
import subprocess
import unittest

from project import COROLINT, ROOT, ProjectTest

LISTS = f"""cmake_minimum_required(VERSION 3.25)
project(relay CXX)
set(CMAKE_CXX_STANDARD 20)
add_executable(relay relay.cpp journal.cpp segment.cpp relay.md)
target_include_directories(relay PRIVATE include)
include({ROOT}/cmake/CorolintLint.cmake)
corolint_add_lint(relay OPTIONS --checks=corolint-*)
"""


class CMake(ProjectTest):
    def configured(self, generator, lists=LISTS):
        if not shutil.which("cmake"):
            self.skipTest("there is no cmake")
        project = self.project({"CMakeLists.txt": lists, "relay.md": ""}, name=f"with space {generator.split()[0]}")
        self.build = project.folder / "build"
        done = self.run_cmake("-S", str(project.folder), "-B", str(self.build), "-G", generator, f"-DCOROLINT={COROLINT}",
                              "-DCMAKE_CXX_COMPILER=clang++-22")
        return project, done

    def run_cmake(self, *arguments):
        return subprocess.run(["cmake", *arguments], capture_output=True, text=True, timeout=300)

    def lint(self):
        done = self.run_cmake("--build", str(self.build), "--target", "relay-lint")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def findings(self, text):
        return sorted(line for line in text.splitlines() if "[corolint-" in line)

    def test_same_findings(self):
        for generator in ("Ninja", "Unix Makefiles"):
            project, done = self.configured(generator)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(len(json.loads((self.build / "compile_commands.json").read_text())), 3)
            whole = subprocess.run([str(COROLINT), "-p", str(self.build), "--no-cache"], capture_output=True, text=True)
            self.assertEqual(len(self.findings(whole.stdout)), 3)
            text = self.lint()
            self.assertEqual(self.findings(text), self.findings(whole.stdout), generator)
            self.assertEqual(text.count("Linting "), 3)
            # Only what has changed is analysed again, by headers too; what was found is said each time.
            text = self.lint()
            self.assertEqual((text.count("Linting "), len(self.findings(text))), (0, 3), generator)
            for header, users in (("console.h", 2), ("other.h", 0)):
                with (project.folder / header).open("a") as file:
                    file.write("\n")
                self.assertEqual(self.lint().count("Linting "), users, header)
            (project.folder / "relay.cpp").touch()
            self.assertEqual(self.lint().count("Linting "), 1)

    def test_errors(self):
        for line, why in (("corolint_add_lint(nothing)", "there is no such target"), ("corolint_add_lint(relay X)", "unknown arguments X")):
            _, done = self.configured("Ninja", LISTS + line + "\n")
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(why, " ".join(done.stderr.split()))
            shutil.rmtree(self.build.parent)


if __name__ == "__main__":
    unittest.main()
