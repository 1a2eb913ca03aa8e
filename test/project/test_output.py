"""The formats of a report, and that nothing in a project's text controls who reads it."""
import json
import pathlib
import re
import unittest

import jsonschema

from project import BROKEN, COROLINT, ProjectTest

SCHEMA = json.loads((pathlib.Path(__file__).parent / "Inputs/sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
RULES = ["corolint-blocking-call", "corolint-double-lock", "corolint-lock-order"]
# Escape sequences of terminals, a line feed that would begin a line of its own, text that runs backwards.
HOSTILE = "int f() {\n  return \"\x1b[31m\u202e\x07\x9b\" + nothing;\n}\n"


class Formats(ProjectTest):
    def sarif(self, project, *options):
        run = project.lint("--format=sarif", *options)
        document = json.loads(run.stdout)
        jsonschema.validate(document, SCHEMA)
        return document["runs"][0], run

    def test_sarif(self):
        project = self.project()
        report, run = self.sarif(project)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(sorted(result["ruleId"] for result in report["results"]), RULES)
        known = report["tool"]["driver"]["rules"]
        root = report["originalUriBaseIds"]["SRCROOT"]["uri"]
        self.assertEqual(root, f"file://{project.folder}/")
        for result in report["results"]:
            rule = known[result["ruleIndex"]]
            self.assertEqual(rule["id"], result["ruleId"])
            self.assertIn("Why is this bad?", rule["help"]["markdown"])
            place = result["locations"][0]["physicalLocation"]
            line = (project.folder / place["artifactLocation"]["uri"]).read_text().splitlines()[place["region"]["startLine"] - 1]
            self.assertIn(f"planted: {result['ruleId']}", line)
            self.assertTrue(result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].startswith("relay::"))
        blocking = next(result for result in report["results"] if result["ruleId"] == RULES[0])
        steps = [step["location"]["physicalLocation"]["artifactLocation"]["uri"]
                 for step in blocking["codeFlows"][0]["threadFlows"][0]["locations"]]
        self.assertEqual(sorted(set(steps)), ["journal.cpp", "relay.cpp", "segment.cpp"])
        self.assertTrue(report["invocations"][0]["executionSuccessful"])

    def test_sarif_of_what_was_left_out(self):
        report, run = self.sarif(self.project({"broken.cpp": BROKEN, "crash.cpp": "#pragma clang __debug crash\n"}))
        self.assertEqual(run.returncode, 3)
        invocation = report["invocations"][0]
        self.assertEqual((invocation["executionSuccessful"], invocation["exitCode"]), (False, 3))
        left_out = {n["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: n["message"]["text"]
                    for n in invocation["toolExecutionNotifications"]}
        self.assertEqual(sorted(left_out), ["broken.cpp", "crash.cpp"])
        self.assertIn("crashed", left_out["crash.cpp"])

    def test_sarif_fixes(self):
        """Taken at their word, the fixes make the file that --fix makes."""
        source = """#include <future>
#include "task.h"
namespace relay {
struct Guarded { struct Held { bool await_ready(); void await_suspend(std::coroutine_handle<>); int await_resume(); }; };
Task ready();
Task caller() {
  auto task = ready(); /* ä */ ready();
  co_await task;
}
}
"""
        project = self.project({"fix ä.cpp": source})
        report, _ = self.sarif(project)
        lines = source.splitlines(keepends=True)
        for result in report["results"]:
            for fix in result.get("fixes", []):
                for change in fix["artifactChanges"]:
                    self.assertEqual(change["artifactLocation"], {"uri": "fix%20%C3%A4.cpp", "uriBaseId": "SRCROOT"})
                    for replacement in change["replacements"]:
                        region = replacement["deletedRegion"]
                        line = lines[region["startLine"] - 1]
                        at = region["startColumn"] - 1
                        lines[region["startLine"] - 1] = line[:at] + replacement["insertedContent"]["text"] + line[at:]
        self.assertEqual(project.lint("--fix", cached=False).returncode, 0)
        self.assertEqual((project.folder / "fix ä.cpp").read_text(encoding="utf-8"), "".join(lines))
        self.assertNotEqual("".join(lines), source)

    def test_fingerprints_survive_edits(self):
        project = self.project()
        before, _ = self.sarif(project)
        for name in ("relay.cpp", "journal.cpp", "segment.cpp"):
            path = project.folder / name
            path.write_text("// one more line\n" + path.read_text(), encoding="utf-8")
        after, _ = self.sarif(project)
        prints = [[result["partialFingerprints"]["corolint/v1"] for result in run["results"]] for run in (before, after)]
        self.assertEqual(prints[0], prints[1])
        self.assertEqual(len(set(prints[0])), 3)

    def test_json(self):
        project = self.project({"broken.cpp": BROKEN})
        run = project.lint("--format=json")
        lines = [json.loads(line) for line in run.stdout.splitlines()]
        findings = [line for line in lines if line["kind"] == "finding" and line["rule"] in RULES]
        self.assertEqual(sorted(line["rule"] for line in findings), RULES)
        for line in findings:
            text = (project.folder / line["file"]).read_text().splitlines()[line["line"] - 1]
            self.assertIn(f"planted: {line['rule']}", text)
            self.assertTrue(line["function"].startswith("relay::"))
            self.assertTrue(all("message" in note for note in line["notes"]))
        self.assertEqual([(line["file"], line["message"]) for line in lines if line["kind"] == "not-analysed"],
                         [("broken.cpp", "it does not parse")])

    def test_github(self):
        run = self.project({"broken.cpp": BROKEN}).lint("--format=github")
        commands = run.stdout.splitlines()
        pattern = re.compile(r"::(warning|error|notice) file=([^:,]+)(,line=\d+,col=\d+)?,title=([^:,]+)::(.+)")
        matches = [pattern.fullmatch(line) for line in commands]
        self.assertTrue(all(matches), run.stdout)
        self.assertEqual(sorted(m[4] for m in matches if m[1] == "warning"), RULES)
        self.assertIn("::error file=broken.cpp,title=not analysed::it does not parse", commands)

    def test_to_a_file(self):
        project = self.project()
        for name in ("text", "json", "sarif", "github"):
            report = self.temporary / f"report.{name}"
            run = project.lint(f"--format={name}", "-o", str(report))
            self.assertEqual((run.returncode, run.stdout), (0, ""), run.stderr)
            self.assertEqual(report.read_text(encoding="utf-8"), project.lint(f"--format={name}").stdout)
        run = project.lint("-o", str(self.temporary / "no/such/folder"))
        self.assertEqual(run.returncode, 2)
        self.assertIn("cannot write", run.stderr)

    def test_summary(self):
        project = self.project()
        (project.folder / "deep").mkdir()
        (project.folder / "deep/more.h").write_text('#include "../task.h"\ninline relay::Task b(relay::Task (*a)()) { a(); co_return; }\n')
        (project.folder / "more.cpp").write_text('#include "deep/more.h"\n')
        project.write_database()
        run = project.lint("--summary", "--quiet", "--header-filter=.*")
        self.assertEqual(run.returncode, 0, run.stderr)
        lines = [line.split() for line in run.stderr.splitlines()]
        self.assertEqual(lines[0], ["findings", "rule"])
        self.assertEqual(sorted(lines[1:5]), sorted(["1", rule] for rule in [*RULES, "corolint-discarded-task"]))
        self.assertEqual(lines[5:], [["findings", "folder"], ["3", "."], ["1", "deep"]])

    def test_unknown_format(self):
        run = self.project().lint("--format=xml")
        self.assertEqual(run.returncode, 2)
        self.assertIn("xml", run.stderr)


class Hostile(ProjectTest):
    def test_text(self):
        project = self.project({"h\x1b[2Jx.cpp": HOSTILE, "#e.cpp": "#error \x1b]0;title\x07 \u2066\n"})
        for name in ("text", "json", "sarif", "github"):
            for colour in ([], ["--use-color=false"]):
                run = project.lint(f"--format={name}", *colour)
                for text in (run.stdout, run.stderr):
                    self.assertIsNone(re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), f"{name}: {text!r}")
        self.assertIn("<U+001B>", project.lint().stderr)

    def test_colours_are_ours(self):
        run = self.project({"e.cpp": "#error \x1b[5m\n"}).lint("--use-color")
        self.assertIn("\x1b[0", run.stdout)
        self.assertNotIn("\x1b[5m", run.stdout)

    def test_github_commands(self):
        """A message cannot begin a command of its own."""
        run = self.project({"e.cpp": '#error x%0A::add-mask::y\nstatic_assert(false, "a\\n::error::b");\n'}).lint("--format=github")
        for line in run.stdout.splitlines():
            self.assertRegex(line, r"^::(warning|error) file=")
        self.assertNotIn("::add-mask", [line[:10] for line in run.stdout.splitlines()])
        self.assertIn("%250A", run.stdout)


class Baseline(ProjectTest):
    def test_a_baseline(self):
        project = self.project()
        file = self.temporary / "known.txt"
        run = project.lint(f"--write-baseline={file}")
        self.assertEqual((run.returncode, run.stdout), (0, ""), run.stderr)
        self.assertIn("3 findings in '", run.stderr)
        text = file.read_text(encoding="utf-8")
        self.assertEqual(text.splitlines()[0], "# corolint baseline 1")
        self.assertEqual(len(text.splitlines()), 4)
        run = project.lint(f"--baseline={file}", "--warnings-as-errors=*")
        self.assertEqual((run.returncode, run.stdout), (0, ""), run.stderr)
        self.assertIn("3 warnings in the baseline not shown", run.stderr)
        # Edits around a finding do not bring it back; another finding counts.
        for name in ("relay.cpp", "journal.cpp", "segment.cpp"):
            path = project.folder / name
            path.write_text("// one more line\n\n" + path.read_text().replace("  ", "    "), encoding="utf-8")
        self.assertEqual(project.lint(f"--baseline={file}").stdout, "")
        (project.folder / "more.cpp").write_text('#include "task.h"\nrelay::Task a();\nrelay::Task b() { a(); co_return; }\n')
        project.write_database()
        self.assertEqual(project.lint(f"--baseline={file}").stdout.count("[corolint-"), 1)
        # The same bytes for the same findings.
        again = self.temporary / "again.txt"
        (project.folder / "more.cpp").unlink()
        project.write_database()
        project.lint(f"--write-baseline={again}")
        self.assertEqual(again.read_text(encoding="utf-8"), text)

    def test_more_of_the_same(self):
        source = '#include "task.h"\nrelay::Task a();\nrelay::Task b() { a(); %s co_return; }\n'
        project = self.project({"more.cpp": source % ""})
        file = self.temporary / "known.txt"
        project.lint(f"--write-baseline={file}")
        (project.folder / "more.cpp").write_text(source % "a();")
        self.assertEqual(project.lint(f"--baseline={file}").stdout.count("[corolint-"), 1)

    def test_suppressed_in_sarif(self):
        project = self.project()
        file = self.temporary / "known.txt"
        project.lint(f"--write-baseline={file}")
        run = project.lint(f"--baseline={file}", "--format=sarif")
        report = json.loads(run.stdout)
        jsonschema.validate(report, SCHEMA)
        self.assertEqual([result["suppressions"][0]["kind"] for result in report["runs"][0]["results"]], ["external"] * 3)

    def prune(self, project, *options):
        import subprocess
        return subprocess.run([str(COROLINT), "baseline", "prune", "-p", str(project.folder), "--no-cache", *options],
                              capture_output=True, text=True, timeout=120)

    def test_prune(self):
        project = self.project()
        file = self.temporary / "known.txt"
        project.lint(f"--write-baseline={file}")
        whole = file.read_text()
        file.write_text(whole + "corolint-double-lock\t2\tgone.cpp\tgone()\tno longer there\n")
        run = self.prune(project, f"--baseline={file}")
        self.assertEqual((run.returncode, run.stdout), (0, ""), run.stderr)
        self.assertIn("2 findings removed from", run.stderr)
        self.assertEqual(file.read_text(), whole)
        (project.folder / "broken.cpp").write_text(BROKEN)
        project.write_database()
        run = self.prune(project, f"--baseline={file}")
        self.assertEqual(run.returncode, 2)
        self.assertIn("stays as it is, because not every file was analysed", run.stderr)
        self.assertEqual(file.read_text(), whole)

    def test_errors(self):
        project = self.project()
        file = self.temporary / "known.txt"
        for text, why in (("", ":1: error: this is no baseline"), ("# corolint baseline 9\n", ":1: error: this is no baseline"),
                          ("# corolint baseline 1\nx\ty\n", ":2: error: a line has five fields"),
                          ("# corolint baseline 1\n\na\t0\tb\tc\td\n", ":3: error: '0' is no count"),
                          ("# corolint baseline 1\na\t1\tb\tc\td\\x\n", ":2: error: after a backslash")):
            file.write_text(text)
            run = project.lint(f"--baseline={file}")
            self.assertEqual((run.returncode, run.stdout), (2, ""), text)
            self.assertIn(f"{file}{why}", run.stderr)
            self.assertIn("--write-baseline", run.stderr)
        run = project.lint(f"--baseline={file}.none")
        self.assertEqual(run.returncode, 2)
        self.assertIn("cannot read the baseline", run.stderr)
        for options, why in ((["--baseline=a", "--write-baseline=b"], "exclude each other"),):
            run = project.lint(*options)
            self.assertEqual(run.returncode, 2)
            self.assertIn(why, run.stderr)
        self.assertIn("needs --baseline=<file>", self.prune(project).stderr)


if __name__ == "__main__":
    unittest.main()
