"""CONTRIBUTING.md is true: its commands, run in their order in a copy of the repository, add a check that works."""
import os
import pathlib
import re
import shutil
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Always the same place, so that ccache knows the files from the last time.
COPY = ROOT / "build/contributing"


def commands():
    """The fenced sh blocks of CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return [m[2] for m in re.finditer(r"^(`{3,})sh\n(.*?)^\1$", text, re.M | re.S)]


def copy_repository():
    """The project's files, and a git repository around them, for the tests that ask which files belong to it."""
    shutil.rmtree(COPY, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (COPY / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, COPY / name)
    subprocess.run(["git", "init", "--quiet"], cwd=COPY, check=True)


class Contributing(unittest.TestCase):
    def test_the_commands_add_a_check(self):
        self.assertGreater(len(commands()), 5, "CONTRIBUTING.md has its commands in ```sh blocks")
        copy_repository()
        environment = {**os.environ, "NINJA_STATUS": "", "CMAKE_BUILD_PARALLEL_LEVEL": os.environ.get("JOBS", "2")}
        for script in commands():
            run = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=COPY, env=environment, text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace")
            self.assertEqual(run.returncode, 0, f"\n{script}\n--- printed\n{run.stdout[-4000:]}")
        shutil.rmtree(COPY)


if __name__ == "__main__":
    unittest.main()
