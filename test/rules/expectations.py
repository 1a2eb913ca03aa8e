"""The format of a rule's test: a C++ file whose comments say what corolint reports.

docs/testing.md describes the format for people; this module reads and rewrites it.
"""
import collections
import dataclasses
import re

ORDER = {"warn": 0, "note": 1, "fix": 2}
HEADER_KEYS = ("flags", "needs", "options", "rule")
# One expectation of a comment: kind, other rule, file of a note elsewhere, text. No text: not blessed yet.
EXPECTATION = re.compile(r"//\s*(warn|note|fix)(?:\[([\w-]+)\])?(?:@([\w.+-]+))?(?::\s*(.*?))?\s*(?=//\s*(?:warn|note|fix)\b|$)")
CASE_NAME = r"(?:bad|good)_\w+"
CASE = re.compile(rf"^\s*(?:inline\s+)?(?:namespace|struct|class)\s+(?P<scope>{CASE_NAME})\b"
                  rf"|(?<![\w.:>])(?P<function>{CASE_NAME})\s*(?=\()"
                  rf"|\bauto\s+(?P<closure>{CASE_NAME})\s*=\s*\[")

# From the parenthesis that ends the parameters to the brace that begins the body.
FUNCTION_TAIL = re.compile(r"\)\s*(?:(?:const|noexcept|override|final|requires)\b[^;{)]*|->[^;{)]*|&{1,2}|\[\[[^{;]*\]\]|\s)*\{")


@dataclasses.dataclass(frozen=True, order=True)
class Expected:
    """One diagnostic as a test names it; the notes and fixes of a warning are entries of their own."""
    line: int
    kind: str  # "warn", "note" or "fix"
    rule: str  # "" for notes and fixes
    file: str  # base name when a note points into another file, else ""
    text: str  # "" when not blessed yet; of a fix, the line as it reads then

    def comment(self, home):
        """The expectation as a comment of a file of rule `home`."""
        rule = f"[{self.rule}]" if self.kind == "warn" and self.rule != home else ""
        return f"// {self.kind}{rule}" + (f"@{self.file}" if self.file else "") + (f": {self.text}" if self.text else "")


@dataclasses.dataclass
class Case:
    name: str
    first: int
    last: int
    depth: int
    closed: bool = False  # whether its body has ended

    @property
    def bad(self):
        return self.name.startswith("bad_")


class FormatError(Exception):
    """A test that does not follow the format; the message begins with file and line."""


def header(text):
    """The `// key: value` lines at the head of a test."""
    found = {"flags": "-std=c++20", "needs": "", "options": "", "rule": ""}
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        m = re.match(r"// (\w+): (.*)", line)
        if m and m[1] in HEADER_KEYS:
            found[m[1]] = m[2].strip()
    return found


def expectations(text, rule):
    """The expected diagnostics of a test of `rule`, sorted."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for m in EXPECTATION.finditer(line, comment_start(line)):
            kind, other, file, message = m.groups()
            found.append(Expected(number, kind, (other or rule) if kind == "warn" else "", file or "", message or ""))
    return sorted(found)


def comment_start(line):
    """Where the trailing expectations of a line begin; its length when there are none."""
    m = re.search(r"//\s*(?:warn|note|fix)\b(?:\[[\w-]+\])?(?:@[\w.+-]+)?\s*(?::|$|//)", line)
    return m.start() if m else len(line)


def blank(text):
    """The text with comments and literals blanked out, so that braces and names can be counted."""
    pattern = re.compile(r'R"(?P<d>[^\s()\\]{0,16})\(.*?\)(?P=d)"|//[^\n]*|/\*.*?\*/'
                         r'|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])*\'', re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def _is_definition(code, at):
    """Whether the parenthesis at `at` opens the parameters of a function that is defined here."""
    depth = 0
    for i in range(at, len(code)):
        depth += {"(": 1, ")": -1}.get(code[i], 0)
        if depth == 0:
            return FUNCTION_TAIL.match(code[i:]) is not None
    return False


def cases(text):
    """The cases of a test: each lasts to the next one, except that a case inside its body does not end it."""
    code, found, depth, start = blank(text), [], 0, 0
    for number, line in enumerate(code.split("\n"), 1):
        for m in CASE.finditer(line):
            if m["scope"] and not re.match(r"[^;{]*\{", code[start + m.end():], re.S):
                continue  # a declaration without a body
            if m["function"] and not _is_definition(code, start + m.end()):
                continue
            here = depth + line.count("{", 0, m.start()) - line.count("}", 0, m.start())
            for open_case in found:
                if open_case.last == 0 and (open_case.closed or open_case.depth >= here):
                    open_case.last = number - 1
            found.append(Case(m["scope"] or m["function"] or m["closure"], number, 0, here))
        depth += line.count("{") - line.count("}")
        for case in found:
            case.closed |= "}" in line and depth <= case.depth
        start += len(line) + 1
    end = text.count("\n") + 1
    for case in found:
        case.last = max(case.first, case.last or end)
    return found


def innermost(found, line):
    """The case a line belongs to; None outside all cases."""
    around = [c for c in found if c.first <= line <= c.last]
    return max(around, key=lambda c: (c.depth, c.first), default=None)


def judge(text, expected, actual, draft=False):
    """What is wrong with a test, as (line, message); empty when it passes."""
    wrong, found = [], cases(text)
    want, got = collections.Counter(expected), collections.Counter(actual)
    for bare in sorted(e for e in want if not e.text):
        if not draft:
            wrong.append((bare.line, f"this '// {bare.kind}' has no text: run with --bless and review what it writes"))
        else:
            matching = next((g for g in got if g.line == bare.line and g.kind == bare.kind), None)
            if matching:
                del got[matching]
            elif bare.kind == "warn":
                wrong.append((bare.line, "expected a warning of " + bare.rule))
        del want[bare]
    for e in sorted((want - got).elements()):
        wrong.append((e.line, f"expected, not reported: {e.comment('')}"))
    for e in sorted((got - want).elements()):
        if draft and e.kind != "warn":
            continue
        wrong.append((e.line, f"reported, not expected: {e.comment('')}"))
    warned = [e for e in actual if e.kind == "warn"]
    for case in found:
        if case.bad and not any(case.first <= e.line <= case.last for e in warned):
            wrong.append((case.first, f"nothing is reported in {case.name}"))
        if not case.bad:
            wrong += [(e.line, f"false report in {case.name}: {e.text} [{e.rule}]") for e in warned if innermost(found, e.line) is case]
    if not found:
        wrong.append((1, "no case: name a namespace or function bad_... or good_..."))
    return sorted(set(wrong))


def bless(path, text, actual, rule):
    """The text with its expectations replaced by what was reported.

    What a test demands is not blessed away: a bare `// warn` that is not reported stays, and no warning is written
    into a good case. Notes may stand anywhere: at a macro, at a helper of several cases.
    """
    found, by_line = cases(text), collections.defaultdict(list)
    for e in expectations(text, rule):
        if not e.text and e.kind == "warn" and not any(a.line == e.line and a.kind == "warn" for a in actual):
            by_line[e.line].append(e)
    for e in actual:
        case = innermost(found, e.line)
        if case is None or case.bad or e.kind == "note":
            by_line[e.line].append(e)
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        code = line[:comment_start(line)].rstrip() if comment_start(line) < len(line) else line
        comments = [e.comment(rule) for e in sorted(by_line[number], key=lambda e: (ORDER[e.kind], e))]
        if comments and code.rstrip().endswith("\\"):
            raise FormatError(f"{path}:{number}: error: a report points into a continued line, which can't carry a comment; "
                              "put the macro's body on one line")
        lines[number - 1] = " ".join([code, *comments]) if comments else code
    return "\n".join(lines)
