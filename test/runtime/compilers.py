"""How the headers of the runtime are compiled: with every compiler that they promise to work with."""
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUNTIME = ROOT / "runtime-annotations"
ALL = ("clang++-22", "clang++-19", "g++-12")
FLAGS = ("-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I", str(RUNTIME / "include"))


def missing():
    """The compilers that are not installed."""
    return [name for name in ALL if not shutil.which(name)]


def check(compiler, *arguments, text=""):
    """Looks at a file, or at `text` with the arguments ("-x", "c++", "-"): the exit status and all messages."""
    run = subprocess.run([compiler, *FLAGS, "-fsyntax-only", *arguments], input=text, capture_output=True, text=True,
                         env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
    return run.returncode, run.stderr
