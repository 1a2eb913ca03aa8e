"""Reading the fixes that a host exports."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "rules"))
import fixes  # noqa: E402

SOURCE = "void f() {\n  auto g = m.lock(); // warn: text // fix: old\n  h('x');\n}\n"
YAML = """---
MainSourceFile:  '{file}'
Diagnostics:
  - DiagnosticName:  corolint-a
    DiagnosticMessage:
      Message:         'text'
      FilePath:        '{file}'
      FileOffset:      13
      Replacements:
        - FilePath:        '{file}'
          Offset:          22
          Length:          0
          ReplacementText: 'co_await '
        - FilePath:        '{file}'
          Offset:          18
          Length:          1
          ReplacementText: guard
    Notes:
      - Message:         note
        FilePath:        '{file}'
        FileOffset:      13
        Replacements:
          - FilePath:        '{file}'
            Offset:          0
            Length:          4
            ReplacementText: int
    Level:           Warning
    BuildDirectory:  '/tmp'
  - DiagnosticName:  corolint-b
    DiagnosticMessage:
      Message:         none
      FilePath:        '{file}'
      FileOffset:      13
      Replacements:    []
    Level:           Warning
...
"""


class Fixes(unittest.TestCase):
    def test_scalars(self):
        self.assertEqual(fixes.scalar("'it''s'"), "it's")
        self.assertEqual(fixes.scalar('"a\\n\\tb"'), "a\n\tb")
        self.assertEqual(fixes.scalar("'a\n\n  b'"), "a\nb")
        self.assertEqual(fixes.scalar("plain"), "plain")

    def test_the_line_as_it_reads_then(self):
        with tempfile.TemporaryDirectory() as tmp:
            path, export = pathlib.Path(tmp) / "a.cpp", pathlib.Path(tmp) / "fixes.yaml"
            self.assertEqual(fixes.expected(path, export), [])
            path.write_text(SOURCE)
            export.write_text(YAML.replace("{file}", str(path)))
            (fix,) = fixes.expected(path, export)
        self.assertEqual((fix.line, fix.kind, fix.text), (2, "fix", "auto guard = co_await m.lock();"))

    def test_lines_that_are_inserted(self):
        self.assertEqual(fixes.fixed_line(b"a;\n  b; // warn: x\n", 5, 0, "c;\n  "), "c;\\nb;")


if __name__ == "__main__":
    unittest.main()
