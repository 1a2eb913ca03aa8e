#!/usr/bin/env python3
"""Lints the coroutine examples that Debian packages and compares the reports with the reviewed list, docs/corpus.md.

Every example has to parse, every report has to be in the list, and everything in the list has to be reported. A new
report is looked at by a person, who writes down the verdict and why. The last line reads `N passed, N failed`: one for
each file that parses and one for each report that is as listed.

usage: corpus.py [--corolint build/bin/corolint] [--table]    --table prints the reports as rows for docs/corpus.md
"""
import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOC = pathlib.Path("/usr/share/doc")
BOOST, QCORO = DOC / "libboost1.81-doc/examples", DOC / "qcoro-doc"
QT = pathlib.Path("/usr/include/x86_64-linux-gnu/qt6")
MOC = pathlib.Path("/usr/lib/qt6/libexec/moc")
WORK = ROOT / "build/corpus"
LIST = ROOT / "docs/corpus.md"
VERDICTS = ("bug", "intended")
# Headers that examples include under the names of another version of the package.
SHIMS = {"qcoro/network/qcoronetworkreply.h": "qcoro/qcoronetworkreply.h", "QCoroTcpSocket": "QCoroAbstractSocket",
         "QCoroTcpServer": "qcoro/qcorotcpserver.h"}
# Snippets of the manual that are not quite C++; edited in a copy, line by line, so that places stay.
EDITS = {
    "docs/examples/qfuture.cpp": [(r"^\s*\.\.\.$", "")],
    "docs/examples/qnetworkreply.cpp": [(r"get\((QUrl\{.*\})\)", r"get(QNetworkRequest{\1})")],
    "docs/examples/qprocess.cpp": [(r"\breturn\b", "co_return")],
    "docs/examples/qtcpsocket.cpp": [(r"^`$", ""), (r"connectToHost\(hostName\)", "connectToHost(hostName, 80)")],
}
COROUTINE = re.compile(r"\bco_(?:await|yield|return)\b")
REPORT = re.compile(r"^(/[^:]*):(\d+):(\d+): (?:warning|error): (.*) \[(corolint-[\w-]+)[^\]]*\]$")
ERROR = re.compile(r"^.*: (?:fatal )?error: .*$")


class Failure(Exception):
    """The corpus can't be run at all."""


def examples():
    """Every example that has a coroutine."""
    if not BOOST.is_dir() or not QCORO.is_dir():
        raise Failure("the examples are not installed: run 'tools/install-deps corpus'. Where Debian runs in a container, "
                      "dpkg may leave out documentation: see path-exclude in /etc/dpkg/dpkg.cfg.d")
    found = [p for folder in (BOOST, QCORO) for p in sorted(folder.rglob("*.cpp"))
             if COROUTINE.search(p.read_text(encoding="utf-8", errors="replace"))]
    if not found:
        raise Failure(f"no coroutine in any example below {BOOST} and {QCORO}")
    return found


def boost_flags(path):
    # Boost.Beast's examples include each other from the library's root; one forgets <list>.
    return ["-I", str(BOOST / "libs/beast"), "-include", "list"] if "beast" in path.parts else []


def qcoro_flags(path):
    flags = ["-fPIC", "-I", str(WORK / "shims"), "-I", str(QCORO / "examples/dbus"), "-I", str(WORK / "moc" / path.parent.name)]
    for folder in (QT, *sorted(QT.iterdir()), "/usr/include/qcoro6", "/usr/include/qcoro6/QCoro", "/usr/include/qcoro6/qcoro"):
        flags += ["-isystem", str(folder)]
    if path.parent == QCORO / "docs/examples":
        flags += ["-include", str(ROOT / "test/corpus/qcoro_docs.h")]
    return flags


def prepare_shims():
    for name, target in SHIMS.items():
        (WORK / "shims" / name).parent.mkdir(parents=True, exist_ok=True)
        (WORK / "shims" / name).write_text(f"#include <{target}>\n", encoding="utf-8")


def prepare_moc(path):
    """Runs Qt's preprocessor for an example that includes what it makes."""
    text = path.read_text(encoding="utf-8", errors="replace")
    for name in re.findall(r'#include "([\w-]+\.moc)"', text):
        folder = WORK / "moc" / path.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([str(MOC), str(path), "-o", str(folder / name)], check=True, stderr=subprocess.DEVNULL)


def source_of(path):
    """The file to lint: the example, or its edited copy."""
    edits = next((e for end, e in EDITS.items() if path == QCORO / end), None)
    if not edits:
        return path
    text = path.read_text(encoding="utf-8")
    for pattern, replacement in edits:
        text = re.sub(pattern, replacement, text, flags=re.M)
    copy = WORK / "edited" / path.name
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(text, encoding="utf-8")
    return copy


def write_database(paths):
    """compile_commands.json over all examples; {file linted: example}."""
    database, originals = [], {}
    prepare_shims()
    for path in paths:
        prepare_moc(path)
        file, flags = source_of(path), boost_flags(path) if BOOST in path.parents else qcoro_flags(path)
        originals[str(file)] = path
        database.append({"directory": str(WORK), "file": str(file),
                         "arguments": ["clang++", "-std=c++20", "-w", *flags, "-c", str(file)]})
    (WORK / "compile_commands.json").write_text(json.dumps(database, indent=1), encoding="utf-8")
    return originals


def lint(corolint):
    """corolint's output over the whole database."""
    run = subprocess.run([corolint, "--no-cache", "-p", str(WORK), "--quiet", "--checks=-*,corolint-*", "--header-filter=.*"],
                         capture_output=True, text=True, errors="replace")
    if run.returncode not in (0, 1, 3):
        raise Failure(f"corolint ended with status {run.returncode}:\n{run.stderr[-3000:]}")
    return run.stdout + run.stderr


def row(path, line, rule):
    """What identifies a report: where the example lives below /usr/share/doc, the text of the line, the rule."""
    text = path.read_text(encoding="utf-8", errors="replace").splitlines()[line - 1].strip()
    name = path.relative_to(DOC).as_posix() if DOC in path.parents else path.as_posix()
    return name, text, rule


def reports(output, originals):
    """Every report as a multiset of rows, and for each row one text to show."""
    found, shown = collections.Counter(), {}
    for line in output.splitlines():
        if m := REPORT.match(line):
            key = row(originals.get(m[1], pathlib.Path(m[1])), int(m[2]), m[5])
            found[key] += 1
            shown[key] = f"{m[1]}:{m[2]}:{m[3]}: {m[4]}"
    return found, shown


def reviewed():
    """The rows of docs/corpus.md as a multiset, and what is wrong with the list itself."""
    found, wrong = collections.Counter(), []
    for number, line in enumerate(LIST.read_text(encoding="utf-8").splitlines(), 1):
        cells = [c.strip().replace("\\|", "|") for c in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
        if len(cells) != 5 or not cells[2].startswith("corolint-"):
            continue
        if cells[3] not in VERDICTS:
            wrong.append(f"docs/corpus.md:{number}: verdict '{cells[3]}': a report here is one of {', '.join(VERDICTS)}; "
                         "a false report is mended in the rule, with a test, and does not stay")
        if not cells[4]:
            wrong.append(f"docs/corpus.md:{number}: no reason")
        found[(cells[0], cells[1].strip("`"), cells[2])] += 1
    return found, wrong


def broken_files(output, originals):
    """The examples in which an error was printed, with the error."""
    found = {}
    for line in output.splitlines():
        if ERROR.match(line) and not REPORT.match(line):
            name = next((o for o in originals if o in line), line.split(":")[0])
            found.setdefault(str(originals.get(name, name)), line)
    return found


def judge(output, originals):
    """Prints what is wrong; (passed, failed)."""
    got, shown = reports(output, originals)
    want, wrong = reviewed()
    broken = broken_files(output, originals)
    wrong += [f"does not parse: {path}: {line}" for path, line in broken.items()]
    wrong += [f"not in docs/corpus.md: {shown[key]} [{key[2]}]" for key in (got - want).elements()]
    wrong += [f"in docs/corpus.md, not reported: {key[0]}: {key[1]} [{key[2]}]" for key in (want - got).elements()]
    print("\n".join(wrong) + "\n" * bool(wrong), end="")
    matched = sum((got & want).values())
    counts = f"{len(originals)} examples, {len(originals) - len(broken)} parsed, {sum(got.values())} reports"
    if counts not in LIST.read_text(encoding="utf-8"):
        wrong.append(f"docs/corpus.md: the counts are stale; write '{counts}'")
        print(wrong[-1])
    print(f"{counts}, {matched} as reviewed")
    return len(originals) - len(broken) + matched, len(wrong)


def table(output, originals):
    for (name, text, rule), count in sorted(reports(output, originals)[0].items()):
        print(f"| {name} | `{text.replace('|', chr(92) + '|')}` | {rule} | | |\n" * count, end="")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corolint", default=str(ROOT / "build/bin/corolint"))
    parser.add_argument("--table", action="store_true")
    a = parser.parse_args()
    try:
        if not os.access(a.corolint, os.X_OK):
            raise Failure(f"{a.corolint} is missing: run 'make build'")
        WORK.mkdir(parents=True, exist_ok=True)
        originals = write_database(examples())
        output = lint(a.corolint)
    except (Failure, OSError, subprocess.CalledProcessError) as e:
        print(f"corpus.py: error: {e}\n0 passed, 1 failed")
        return 2
    if a.table:
        table(output, originals)
        return 0
    passed, failed = judge(output, originals)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
