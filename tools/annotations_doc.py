#!/usr/bin/env python3
"""The annotation vocabulary as data, and docs/annotations.md made from it.

annotations.def says which macros there are, where they stand and what they carry; annotations.h explains each of
them with a good and a bad example. This module reads both, checks that they agree, and renders the guide.

annotations_doc.py           writes docs/annotations.md
annotations_doc.py --check   exit status 1 when header and .def disagree or docs/annotations.md is stale
"""
import argparse
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = ROOT / "runtime-annotations/include/corolint"
HEADER, LIST = INCLUDE / "annotations.h", INCLUDE / "annotations.def"
PAGE = "docs/annotations.md"

Annotation = collections.namedtuple("Annotation", "enumerator string rules meaning")
# `annotation` is None for attributes of the compiler, and `attribute` for annotations.
Macro = collections.namedtuple("Macro", "name annotation positions parameters arguments attribute rules meaning")
Entry = collections.namedtuple("Entry", "line name heading section text good bad why")


class Malformed(Exception):
    """A source that does not have the documented form; the text is file:line: error: what."""


def fail(path, line, what):
    raise Malformed(f"{path.relative_to(ROOT)}:{line}: error: {what}")


def words(text):
    return text.split() if text else []


def commas(text):
    return [part.strip() for part in text.split(",")] if text else []


def read_list(path=LIST):
    """The annotations by enumerator and the macros in the order of the .def file."""
    annotations, macros = {}, []
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        call = re.fullmatch(r"(COROLINT_(?:ANNOTATION|ANNOTATION_MACRO|ATTRIBUTE_MACRO))\((.*)\)", text)
        if not call:
            if re.match(r"COROLINT_", text):
                fail(path, line, "an entry is one line: COROLINT_...(...)")
            continue
        fields = [quoted if quoted is not None else bare for quoted, bare in
                  ((m[1], m[2]) for m in re.finditer(r'"((?:[^"\\]|\\.)*)"|(\w+)', call[2]))]
        wanted = {"COROLINT_ANNOTATION": 4, "COROLINT_ANNOTATION_MACRO": 5, "COROLINT_ATTRIBUTE_MACRO": 6}[call[1]]
        if len(fields) != wanted:
            fail(path, line, f"{call[1]} takes {wanted} arguments, this has {len(fields)}")
        if call[1] == "COROLINT_ANNOTATION":
            annotations[fields[0]] = Annotation(fields[0], fields[1], words(fields[2]), fields[3])
        elif call[1] == "COROLINT_ANNOTATION_MACRO":
            name, enumerator, positions, parameters, arguments = fields
            if enumerator not in annotations:
                fail(path, line, f"'{enumerator}' is no COROLINT_ANNOTATION above")
            annotation = annotations[enumerator]
            macros.append(Macro(name, annotation, words(positions), commas(parameters), commas(arguments), None,
                                annotation.rules, annotation.meaning))
        else:
            name, positions, parameters, attribute, rules, meaning = fields
            macros.append(Macro(name, None, words(positions), commas(parameters), [], attribute, words(rules), meaning))
    return annotations, macros


def heading(macro):
    """The first line of the macro's entry in the header, without '// '."""
    *most, last = macro.positions
    where = f"{', '.join(most)} or {last}" if most else last
    call = f"({', '.join(macro.parameters)})" if macro.parameters else ""
    return f"COROLINT_{macro.name}{call} on a {where}"


def read_header(path=HEADER):
    """The entries of the header: one comment block per macro, directly above its #define."""
    entries, block, start, section, introductions = [], [], 0, None, {}
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        title = re.fullmatch(r"//===--- (.*?) -*===//", text)
        define = re.match(r"#define COROLINT_(?!DETAIL_)(\w+)", text)
        if title and not path.name in title[1]:
            section, block = title[1], []
            introductions[section] = []
        elif text.startswith("//"):
            if not block:
                start = line
            block.append(text[3:])
        elif define and define[1] != "ANNOTATIONS_H":
            if not block:
                fail(path, line, f"COROLINT_{define[1]} has no entry: a comment with its places, its meaning, "
                                 "'Good:' and 'Bad, ...:'")
            entries.append(read_entry(path, start, define[1], section, block))
            block = []
        else:
            if section and block and not introductions[section] and not any(e.section == section for e in entries):
                introductions[section] = block[1:] if block[0] == "" else block
            block = []
    return entries, introductions


def read_entry(path, line, name, section, block):
    text = "\n".join(block) + "\n"
    parts = re.fullmatch(r"(?P<heading>COROLINT_\w+.*)\n\n(?P<text>.*?)\n\nGood:\n(?P<good>(?:  .*\n|\n)+)"
                         r"Bad, (?P<why>[^\n]*):\n(?P<bad>(?:  .*\n|\n)+)", text, re.S)
    if not parts:
        fail(path, line, f"the entry of COROLINT_{name} is not: heading, empty line, paragraph, empty line, 'Good:', "
                         "indented code, 'Bad, <why>:', indented code")
    if not re.match(rf"COROLINT_{name}\b", parts["heading"]):
        fail(path, line, f"the entry above COROLINT_{name} is headed '{parts['heading']}'")
    strip = lambda code: re.sub(r"^  ", "", code, flags=re.M)
    return Entry(line, name, parts["heading"], section, parts["text"], strip(parts["good"]), strip(parts["bad"]),
                 parts["why"])


def disagreements(macros, entries):
    """What header and .def say differently, as lines for people."""
    listed, explained = {m.name: m for m in macros}, {e.name: e for e in entries}
    for name in sorted(listed.keys() - explained.keys()):
        yield f"{LIST.name} lists COROLINT_{name}, {HEADER.name} does not define it"
    for name in sorted(explained.keys() - listed.keys()):
        yield f"{HEADER.name} defines COROLINT_{name}, {LIST.name} does not list it"
    for name in sorted(listed.keys() & explained.keys()):
        macro, entry = listed[name], explained[name]
        if entry.heading != heading(macro):
            yield f"{HEADER.name}:{entry.line}: the heading is '{entry.heading}', by {LIST.name} it is '{heading(macro)}'"
        named = re.search(r"\(([a-z][a-z-]*)\)$", entry.why)
        if named and named[1] not in macro.rules:
            yield f"{HEADER.name}:{entry.line}: the bad example names {named[1]}, which {LIST.name} does not list for it"


def rule_link(rule):
    """A link to the page of a rule; the names of rules still to come are marked."""
    pages = sorted((ROOT / "checks").glob(f"*/{rule}/check.md"))
    return f"[{rule}](../{pages[0].relative_to(ROOT).as_posix()})" if pages else f"{rule}\\*"


def carried(macro):
    """What the linter reads, as code."""
    if macro.attribute:
        return f"`{macro.attribute}`"
    arguments = "".join(", " + a.replace("'", '"') for a in macro.arguments)
    return f'`"corolint::{macro.annotation.string}"{arguments}`'


def paragraphs(text):
    """Comment text as Markdown: macros and attributes in code style."""
    return re.sub(r"(?<![`\w])(COROLINT_\w+(?:\([^\s`]*\(.*?\)\))?)", r"`\1`", text)


def render():
    """Every generated page, as {path relative to the repository: text}."""
    _, macros = read_list()
    entries, introductions = read_header()
    by_name = {m.name: m for m in macros}
    out = ["<!-- Generated by tools/annotations_doc.py from annotations.h and annotations.def. -->",
           "# Annotations", "",
           "What the types cannot say: `#include <corolint/annotations.h>` (add `-I <corolint>/runtime-annotations/include`, or copy",
           "the one header), C++11 and later, nothing else needed. Every macro is",
           "optional. With Clang it becomes an attribute, with GCC and MSVC nothing. The header itself says where each kind of",
           "macro stands, what is inherited, and what annotations cost.", "",
           "## Index", "",
           "Rules marked \\* are part of the plan and not built yet; their annotations can be written already.", "",
           "| macro | on | what the linter reads | read by | meaning |", "|---|---|---|---|---|"]
    for m in macros:
        call = f"({', '.join(m.parameters)})" if m.parameters else ""
        rules = ", ".join(map(rule_link, m.rules)) or ("every rule" if m.name == "SUPPRESS" else "Clang itself")
        out.append(f"| [`COROLINT_{m.name}{call}`](#corolint_{m.name.lower()}) | {', '.join(m.positions)} | {carried(m)} "
                   f"| {rules} | {m.meaning} |")
    section = None
    for e in entries:
        if e.section != section:
            section = e.section
            out += ["", f"## {section}"]
            if introductions.get(section):
                out += ["", paragraphs("\n".join(introductions[section]))]
        macro = by_name[e.name]
        call = f"({', '.join(macro.parameters)})" if macro.parameters else ""
        out += ["", f"### COROLINT_{e.name}", "",
                f"`COROLINT_{e.name}{call}`, {e.heading.split(' on a ')[1].join(['on a ', ''])}.", "", paragraphs(e.text), "",
                "Good:", "", "```cpp", e.good.rstrip(), "```", "", f"Bad, {paragraphs(e.why)}:", "", "```cpp", e.bad.rstrip(), "```"]
    return {PAGE: "\n".join(out) + "\n"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; say what is wrong or stale")
    check = parser.parse_args().check
    try:
        problems = list(disagreements(read_list()[1], read_header()[0]))
        pages = {} if problems else render()
    except Malformed as error:
        sys.exit(str(error))
    for path, text in pages.items():
        current = (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).exists() else None
        if current == text:
            continue
        if check:
            problems.append(f"{path} is stale; run tools/annotations_doc.py")
        else:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(text, encoding="utf-8")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
