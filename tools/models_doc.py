#!/usr/bin/env python3
"""The generated parts of docs/models.md: tables of roles and effects from Roles.def, and of the built-in models.

models_doc.py    writes docs/models.md
"""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = "docs/models.md"
ENTRY = re.compile(r'^COROLINT_(TYPE_ROLE|FUNCTION_EFFECT|TRAIT_FORMULA|BLOCKING_OPERATION|ARGUMENT_STATE)\((\w+), "([^"]+)", "([^"]+)"\)$', re.M)


def spellings(kind):
    """(spelling, meaning) of each entry of one kind, in the order of Roles.def."""
    text = (ROOT / "checks/analysis/Roles.def").read_text(encoding="utf-8")
    found = [(m[3], m[4]) for m in ENTRY.finditer(text) if m[1] == kind]
    if not found:
        raise SystemExit(f"checks/analysis/Roles.def:1: error: no entry COROLINT_{kind}(Enumerator, \"spelling\", \"meaning\")")
    return found


def word_table(kind, head):
    return "\n".join([f"| {head} | meaning |", "|---|---|"] + [f"| `{word}` | {meaning} |" for word, meaning in spellings(kind)])


def library_table():
    """One line for each file of checks/models, from its two first keys."""
    rows = ["| file | knows |", "|---|---|"]
    for path in sorted((ROOT / "checks/models").glob("*.yaml")):
        head = re.match(r"library: (.+)\nsummary: (.+)\n", path.read_text(encoding="utf-8"))
        if not head:
            raise SystemExit(f"checks/models/{path.name}:1: error: begin the file with 'library: <name>' and 'summary: <one line>'")
        rows.append(f"| [{path.name}](../checks/models/{path.name}) | {head[2]} |")
    return "\n".join(rows)


def render():
    """{path: text} of the documents this module generates."""
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    parts = {"roles": word_table("TYPE_ROLE", "role"), "effects": word_table("FUNCTION_EFFECT", "effect"),
             "answers": word_table("TRAIT_FORMULA", "answer"),
             "operations": word_table("BLOCKING_OPERATION", "operation"), "states": word_table("ARGUMENT_STATE", "state"),
             "libraries": library_table()}
    for name, table in parts.items():
        begin, end = f"<!-- generated: {name} -->\n", f"<!-- end of generated: {name} -->"
        if begin not in text or end not in text:
            raise SystemExit(f"{PAGE}:1: error: no place for the table of {name}; write '{begin.strip()}' and '{end}' where it belongs")
        before, rest = text.split(begin, 1)
        text = f"{before}{begin}{table}\n{end}{rest.split(end, 1)[1]}"
    return {PAGE: text}


if __name__ == "__main__":
    for target, content in render().items():
        (ROOT / target).write_text(content, encoding="utf-8")
