"""The page about looking into a program shows what the example really prints."""
import unittest

import compilers

PAGE = compilers.ROOT / "docs/runtime-observability.md"
EXAMPLES = compilers.RUNTIME / "examples"


class Page(unittest.TestCase):
    def test_the_dump_is_the_examples(self):
        printed = (EXAMPLES / "observed.expected").read_text(encoding="utf-8")
        self.assertIn(f"```\n{printed}```", PAGE.read_text(encoding="utf-8"))

    def test_the_report_is_the_examples(self):
        printed = (EXAMPLES / "watchdog.expected").read_text(encoding="utf-8")
        self.assertIn(printed, PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
