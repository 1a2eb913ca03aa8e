"""The fixes a host offers, read from what --export-fixes writes, as expectations of a test."""
import ast
import collections
import pathlib
import re

import expectations as ex

# The writer is LLVM's, so the layout is always the same: a diagnostic's own fixes are indented by six, its notes' by more.
DIAGNOSTIC = re.compile(r"^  - DiagnosticName:", re.M)
REPLACEMENTS = re.compile(r"^      Replacements:\n((?:        .*\n?|^\s*\n)+)", re.M)
REPLACEMENT = re.compile(r"- FilePath:\s+(.*)\n\s+Offset:\s+(\d+)\n\s+Length:\s+(\d+)\n\s+ReplacementText:\s+(.*(?:\n(?!\s+- FilePath:).*)*)")


def scalar(text):
    """The value of a YAML scalar: plain, 'single' or "double" quoted."""
    text = text.strip()
    if text.startswith("'"):
        # A line break in single quotes is an empty line.
        return re.sub(r"\n\s*\n\s*", "\n", text[1:-1]).replace("''", "'")
    return ast.literal_eval(text) if text.startswith('"') else text


def replacements(yaml):
    """The fixes of each diagnostic: lists of (file, offset, length, text)."""
    found = []
    for block in DIAGNOSTIC.split(yaml)[1:]:
        listed = REPLACEMENTS.search(block)
        found.append([(scalar(file), int(offset), int(length), scalar(text))
                      for file, offset, length, text in REPLACEMENT.findall(listed[1] if listed else "")])
    return [fix for fix in found if fix]


def fixed_line(source, offset, length, text):
    """The line, or lines, that a replacement touches, as they read afterwards and without expectations."""
    start = source.rfind(b"\n", 0, offset) + 1
    end = source.find(b"\n", offset + length)
    end = len(source) if end < 0 else end
    line = (source[start:offset] + text.encode() + source[offset + length:end]).decode()
    return "\\n".join(part[:ex.comment_start(part)].strip() for part in line.split("\n"))


def merged(source, changes):
    """The replacements of one diagnostic, those of one line as one."""
    lines = collections.defaultdict(list)
    for offset, length, text in sorted(changes):
        lines[source.count(b"\n", 0, offset)].append((offset, length, text))
    for line, parts in sorted(lines.items()):
        offset, end, text, at = parts[0][0], max(o + n for o, n, _ in parts), "", parts[0][0]
        for o, n, t in parts:
            text, at = text + source[at:o].decode() + t, o + n
        yield line + 1, offset, end - offset, text


def expected(path, export):
    """The fixes of one file as expectations; none when nothing was exported."""
    if not export.exists():
        return []
    source, home, found = pathlib.Path(path).read_bytes(), pathlib.Path(path).resolve(), []
    for fix in replacements(export.read_text(encoding="utf-8")):
        here = [(offset, length, text) for file, offset, length, text in fix if pathlib.Path(file).resolve() == home]
        for line, offset, length, text in merged(source, here):
            found.append(ex.Expected(line, "fix", "", "", fixed_line(source, offset, length, text)))
    return found
