#!/usr/bin/env python3
"""The plugin and the corolint command report the same: same places, texts and checks, in any order.

corolint parses less and visits less than clang-tidy does (driver/), so this is what keeps it honest.

usage: agree.py FILE...    files in the format of the rules' tests
"""
import collections
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "rules"))
import expectations as ex  # noqa: E402
import run_rule  # noqa: E402


def reports(path, host, head):
    """The diagnostics of a host, each with its notes, as a multiset."""
    found = []
    for d in run_rule.lint(path, host, head):
        entry = (pathlib.Path(d.file).name, d.line, d.column, d.kind, d.text, d.checks)
        if d.kind == "note" and found:
            found[-1].append(entry)
        else:
            found.append([entry])
    return collections.Counter(tuple(group) for group in found)


def show(group):
    file, line, column, kind, text, checks = group[0]
    return f"{file}:{line}:{column}: {kind}: {text} [{','.join(checks)}] with {len(group) - 1} notes"


def compare(path, hosts):
    """Compares both hosts over one file; (status, lines to print)."""
    head = ex.header(path.read_text(encoding="utf-8"))
    plugin, tool = hosts["plugin-22"], hosts["corolint"]
    missing = run_rule.missing_headers(head, plugin)
    if missing:
        return run_rule.SKIPPED, [f"{path}: skipped: no <{missing[0]}>"]
    try:
        of_plugin, of_tool = reports(path, plugin, head), reports(path, tool, head)
    except (run_rule.Broken, subprocess.TimeoutExpired) as e:
        return run_rule.BROKEN, [f"{path}: error: {e}"]
    lines = [f"only the plugin reports {show(g)}" for g in (of_plugin - of_tool).elements()]
    lines += [f"only corolint reports {show(g)}" for g in (of_tool - of_plugin).elements()]
    return (1 if lines else 0), lines


def main():
    worst = 0
    for name in sys.argv[1:]:
        status, lines = compare(pathlib.Path(name), run_rule.hosts())
        print("\n".join(lines or [f"{name}: the hosts agree"]))
        worst = max(worst, status)
    return worst


if __name__ == "__main__":
    sys.exit(main())
