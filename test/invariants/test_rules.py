"""What every rule must have: cases, a test for every text, and a page whose examples are true."""
import concurrent.futures
import os
import pathlib
import re
import sys
import tempfile
import unittest

import source

sys.path.insert(0, str(source.ROOT / "test/rules"))
sys.path.insert(0, str(source.ROOT / "tools"))
import expectations as ex  # noqa: E402
import generate  # noqa: E402
import run_rule  # noqa: E402

SECTIONS = ["What it does", "Why is this bad?", "Example", "Use instead", "Known problems", "Options"]


def tests_of(rule):
    """The tests of a rule: those in its folder, and those of models that name it."""
    own = [p for p in source.files(f":(glob){rule}/test*.cpp")]
    return own + [p for p in source.files("test/models/*.cpp") if ex.header(source.read(p))["rule"] == rule.name]


def shown_texts(rule):
    """What the tests of a rule show, and those of the command: some texts are said of whole programs only."""
    shown = [e.text for path in tests_of(rule) for e in ex.expectations(source.read(path), rule.name)]
    return shown + [text for path in source.files("test/driver/*.test")
                    for text in re.findall(rf" warning: (.*) \[corolint-{rule.name}\]$", source.read(path), flags=re.M)]


def plain(text):
    """A pattern for exactly this text; spaces stay readable."""
    return re.escape(text).replace("\\ ", " ")


def patterns(template):
    """Regular expressions for the texts a clang format string can give: one for each alternative of each %select."""
    pieces, choices = [], []
    for part in re.split(r"(%(?:select|plural)\{[^{}]*\}\d|%[a-z]*\d|%%|%\w+)", template):
        if part.startswith("%select"):
            alternatives = part[part.index("{") + 1:part.rindex("}")].split("|")
            choices.append((len(pieces), alternatives))
            pieces.append("(?:" + "|".join(".*" if "%" in a else plain(a) for a in alternatives) + ")")
        elif part == "%%":
            pieces.append("%")
        elif part.startswith("%"):
            pieces.append(".*")
        else:
            pieces.append(plain(part))
    if not choices:
        return ["".join(pieces)]
    found = []
    for at, alternatives in choices:
        for a in alternatives:
            chosen = ".*".join(plain(text) for text in re.split(r"%\w*\d", a))
            found.append("".join(pieces[:at] + [chosen] + pieces[at + 1:]))
    return found


def sections(text):
    """The `## ` sections of a page, in their order."""
    parts = re.split(r"^## (.*)$", text, flags=re.M)
    return dict(zip((title.strip() for title in parts[1::2]), parts[2::2]))


def examples(text):
    return re.findall(r"^```(?:cpp|c\+\+)\n(.*?)^```", text, flags=re.M | re.S)


class Rules(unittest.TestCase):
    def test_there_are_rules(self):
        self.assertTrue(source.rules(), "no rule found: the invariants would hold of nothing")

    def test_folders_are_complete(self):
        missing = [f"{rule}/{name}" for rule in source.rules() for name in ("Check.h", "check.md", "test.cpp")
                   if not (source.ROOT / rule / name).is_file()]
        missing += [f"{page.parent}/Check.cpp" for page in source.files(":(glob)checks/*/*/check.md")
                    if not (source.ROOT / page.parent / "Check.cpp").is_file()]
        missing += [f"{folder.relative_to(source.ROOT)}/twin.cpp" for folder, keys, _ in generate.pages()
                    if keys.get("runtime-twin") and not (folder / "twin.cpp").is_file()]
        source.demand_none(self, missing, "a rule's folder holds everything about it")

    def test_runtime_twins_are_named(self):
        nameless = [f"{folder.relative_to(source.ROOT)}/check.md: 'runtime-twin' belongs into the front matter"
                    for folder, keys, _ in generate.pages() if not keys.get("runtime-twin")
                    and (keys["family"] in generate.FAMILIES_WITH_TWINS or (folder / "twin.cpp").is_file())]
        source.demand_none(self, nameless, "a page says what shows its bug at run time, and that is run (test/twins)")

    def test_firing_and_silent_cases(self):
        for rule in source.rules():
            with self.subTest(rule.name):
                cases = [c for path in source.files(f":(glob){rule}/test*.cpp") for c in ex.cases(source.read(path))]
                self.assertTrue(any(c.bad for c in cases), f"{rule}: no test shows the rule firing (a case bad_...)")
                self.assertTrue(any(not c.bad for c in cases), f"{rule}: no test shows it silent (a case good_...)")

    def test_every_text_is_shown(self):
        unseen = []
        for rule in source.rules():
            path, shown = rule / "Check.cpp", shown_texts(rule)
            text = source.read(path)
            for offset, literal in source.literals(text):
                if " " not in literal.strip():
                    continue  # the name of an option, not a text
                unseen += [f"{path}:{source.line_of(source.code(text), offset)}: no test shows /{p}/" for p in patterns(literal)
                           if not any(re.search(p, t) for t in shown)]
        source.demand_none(self, unseen, "every diagnostic has a test that shows it")


class Pages(unittest.TestCase):
    def test_sections(self):
        for folder, _, text in generate.pages():
            with self.subTest(folder.name):
                self.assertEqual([s for s in sections(text) if s in SECTIONS], SECTIONS,
                                 f"{folder.name}/check.md: these sections, in this order")
                empty = [title for title, body in sections(text).items() if not body.strip()]
                source.demand_none(self, empty, f"{folder.name}/check.md: empty section")

    def test_generated_documents_are_fresh(self):
        changed, gone = generate.stale(generate.docs())
        source.demand_none(self, changed + gone, "stale: run 'make docs' and commit the result")

    def test_links_lead_somewhere(self):
        dead = []
        for path in source.files("*.md"):
            # A lambda in a piece of code looks like a link.
            text = re.sub(r"^```.*?^```|`[^`\n]*`", "", source.read(path), flags=re.S | re.M)
            for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)\s#]+)", text):
                if not (source.ROOT / path.parent / link).exists():
                    dead.append(f"{path}: {link}")
        source.demand_none(self, dead, "a link to a file that is not there")


class Examples(unittest.TestCase):
    """The code on the pages is true: the example fires the rule, what to use instead is clean."""

    def lint(self, code, flags, options):
        with tempfile.TemporaryDirectory() as tmp:
            path = pathlib.Path(tmp) / "example.cpp"
            path.write_text(code, encoding="utf-8")
            host = run_rule.hosts()["plugin-22"]
            return run_rule.lint(path, host, {"flags": flags, "options": options, "needs": "", "rule": ""})

    def judge(self, page):
        folder, keys, text = page
        wrong, parts = [], sections(text)
        for title in ("Example", "Use instead"):
            blocks = examples(parts.get(title, ""))
            if not blocks:
                wrong.append(f"{folder.name}/check.md: no ```cpp block in '{title}'")
            for block in blocks:
                try:
                    found = self.lint(block, keys.get("flags", "-std=c++20 -pthread"), keys.get("options", ""))
                except run_rule.Broken as e:
                    wrong.append(f"{folder.name}/check.md, {title}: {e}")
                    continue
                checks = {c for d in found for c in d.checks}
                expected = {keys["id"]} if title == "Example" else set()
                if checks != expected:
                    wrong.append(f"{folder.name}/check.md, {title}: reports {sorted(checks)}, expected {sorted(expected)}")
        return wrong

    def test_examples(self):
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            wrong = [w for found in pool.map(self.judge, generate.pages()) for w in found]
        source.demand_none(self, wrong, "the code on a page is not what the page says")


if __name__ == "__main__":
    unittest.main()
