"""The repository as the invariants see it."""
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def files(*patterns):
    """The files of the project (tracked, or new and not ignored) that match a glob, relative to the root."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z", "--", *patterns], cwd=ROOT,
                            capture_output=True, text=True, check=True).stdout
    return sorted(pathlib.PurePosixPath(name) for name in listed.split("\0") if name and (ROOT / name).is_file())


def read(path):
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def rules():
    """The folders of all rules, relative to the root."""
    return [path.parent for path in files(":(glob)checks/*/*/check.md", ":(glob)checks/*/*/Check.cpp") if path.name == "Check.cpp"]


def code(text):
    """C++ text without its comments; lines and string literals stay."""
    pattern = re.compile(r'("(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])*\')|//[^\n]*|/\*.*?\*/', re.S)
    return pattern.sub(lambda m: m[1] or re.sub(r"[^\n]", " ", m[0]), text)


def demand_none(test, found, why):
    """Fails the test with one line for each thing found."""
    if found:
        test.fail(why + ":\n  " + "\n  ".join(map(str, found)))


def length(path):
    """The lines of a file; of a header only those with code, since a public header is a manual."""
    text = read(path)
    return sum(bool(line.strip()) for line in code(text).splitlines()) if path.suffix == ".h" else text.count("\n")


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def matches(path, pattern, text=None):
    """Every match in a C++ file outside of comments, as `file:line: matched text`."""
    text = code(read(path)) if text is None else text
    return [f"{path}:{line_of(text, m.start())}: {m[0].strip()}" for m in re.finditer(pattern, text)]


def literals(text):
    """The string literals of a C++ text as (offset, value); neighbours are joined, as the compiler does."""
    found = []
    for m in re.finditer(r'"(?:\\.|[^"\\\n])*"(?:\s*"(?:\\.|[^"\\\n])*")*', code(text)):
        parts = re.findall(r'"((?:\\.|[^"\\\n])*)"', m[0])
        found.append((m.start(), "".join(parts).replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")))
    return found
