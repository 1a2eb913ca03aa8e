"""A small program of its own, in a folder of its own, to run corolint over as a whole."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
COROLINT = pathlib.Path(os.environ.get("COROLINT_BUILD", ROOT / "build")) / "bin/corolint"

# Translation units that go wrong in every way there is.
ENDLESS = """constexpr unsigned spin() { unsigned s = 0; for (unsigned i = 0; i < 4000000000u; ++i) s += i; return s; }
static_assert(spin() != 1);
"""
HUGE = """template <class T, T... Is> struct many {};
template <class T> using all = __make_integer_seq<many, T, 200000000>;
all<int> a;
"""
CRASH = "#pragma clang __debug crash\n"
BROKEN = "int f( {\n"
FLAGS = ["-std=c++20", "-pthread", "-fconstexpr-steps=4294967295", "-Iinclude"]


class Project:
    """The sample relay in a checkout at `folder`, with further files."""

    def __init__(self, folder, files=None):
        self.folder = pathlib.Path(folder)
        self.cache = self.folder.parent / "cache"
        shutil.copytree(ROOT / "samples/relay", self.folder)
        shutil.copytree(ROOT / "runtime-annotations/include", self.folder / "include")
        (self.folder / ".git").mkdir()
        for name, text in (files or {}).items():
            (self.folder / name).write_text(text, encoding="utf-8")
        self.write_database()

    def write_database(self):
        commands = [{"directory": str(self.folder), "file": source.name, "arguments": ["clang++", *FLAGS, "-c", source.name]}
                    for source in sorted(self.folder.glob("*.cpp"))]
        (self.folder / "compile_commands.json").write_text(json.dumps(commands, indent=1), encoding="utf-8")

    def command(self, *options, cached=True):
        keep = [f"--cache-dir={self.cache}"] if cached else ["--no-cache"]
        return [str(COROLINT), "-p", str(self.folder), *keep, *options]

    def lint(self, *options, cached=True, timeout=120):
        return subprocess.run(self.command(*options, cached=cached), capture_output=True, text=True, errors="replace", timeout=timeout)

    def start(self, *options):
        """A run in a process group of its own."""
        return subprocess.Popen(self.command(*options), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)

    def results(self):
        return list(self.cache.glob("*/*.result"))


class ProjectTest(unittest.TestCase):
    """With a folder for its projects."""

    def setUp(self):
        if not COROLINT.exists():
            self.skipTest(f"{COROLINT} is missing: run 'make build'")
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.temporary = pathlib.Path(temporary.name)

    def project(self, files=None, name="checkout"):
        return Project(self.temporary / name, files)
