"""test/twins/run.py: which blocks of a page it runs, and what it demands of a run."""
import importlib.util
import pathlib
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("twins_run", ROOT / "test/twins/run.py")
twins = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(twins)

PAGE = """---
id: corolint-some-rule
since: 0.1.0
family: lifetime
confidence: bug
runtime-twin: asan
summary: a rule for this test
---
## What it does

```cpp
not the example
```

## Example

```cpp
{bad}
```

## Use instead

Words.

```cpp
{good}
```

## Known problems

```cpp
not the example, either
```
"""

DRIVER = """#include TWIN_EXAMPLE
#include "twin_runtime.h"
int main() { twins::expect(twins::run(show()) == 1, "it shows 1"); }
"""

# The tick between the task's creation and its use of the reference lets the number die first.
DANGLES = """#include "mini.h"
mini::task<int> later(const int &number) {
  co_await mini::tick();
  co_return number;
}
mini::task<int> make() {
  int number = 1;
  return later(number);
}
mini::task<int> show() { co_return co_await make(); }"""

LIVES = DANGLES.replace("const int &number", "int number")

# Two that want one lock: the second gets it when the first, which sleeps with it, is done.
LOCKS = """#include "mini.h"
inline mini::async_mutex mutex;
inline int inside = 0, most = 0, rounds = 0;
mini::task<void> enter() {
  auto guard = co_await mutex.lock();
  if (++inside > most)
    most = inside;
  co_await mini::sleep_for(std::chrono::milliseconds(5));
  --inside;
  ++rounds;
}
mini::forget start() { co_await enter(); }
mini::task<int> show() {
  start();
  co_await enter();
  co_await enter();
  co_return rounds == 3 ? most : -rounds;
}"""


def report(kind, frame):
    return f"=\n==1==ERROR: AddressSanitizer: {kind} on address 0x1\nREAD of size 4\n    #0 0x1 in f {frame}:3:4\n\n0x1 is located\n    #0 x other"


class Blocks(unittest.TestCase):
    def test_only_those_of_example_and_use_instead(self):
        text = PAGE.format(bad="int a;\nint b;", good="int c;")
        found = twins.blocks(text)
        self.assertEqual([(b.bad, b.code) for b in found], [(True, "int a;\nint b;\n"), (False, "int c;\n")])
        self.assertEqual([text.splitlines()[b.line - 1] for b in found], ["int a;", "int c;"])

    def test_a_heading_inside_a_block_is_code(self):
        self.assertEqual(len(twins.blocks("## Example\n```cpp\n## Use instead\n```\n```cpp\nint b;\n```\n")), 2)


class Judgement(unittest.TestCase):
    def test_good_runs_to_its_end(self):
        self.assertEqual(twins.judge(False, 0, "", "r/check.md"), "")
        self.assertIn("status 3", twins.judge(False, 3, "twin: it shows 1\n", "r/check.md"))
        self.assertTrue(twins.judge(False, 1, report("heap-use-after-free", "r/check.md"), "r/check.md"))

    def test_bad_is_a_use_after_the_end_in_the_code_of_the_page(self):
        for kind in twins.ERRORS:
            self.assertEqual(twins.judge(True, 1, report(kind, "r/check.md"), "r/check.md"), "")
        self.assertIn("ended with status 0", twins.judge(True, 0, "", "r/check.md"))
        self.assertIn("ended with status -6", twins.judge(True, -6, "terminate called\n", "r/check.md"))
        self.assertIn("reports SEGV", twins.judge(True, 1, report("SEGV", "r/check.md"), "r/check.md"))
        self.assertIn("not in code of the page", twins.judge(True, 1, report("heap-use-after-free", "other"), "r/check.md"))


class Run(unittest.TestCase):
    """The real thing, on a page made for it."""

    def problems(self, page, driver=DRIVER):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name, "lifetime/some-rule")
            folder.mkdir(parents=True)
            (folder / "check.md").write_text(page)
            if driver:
                (folder / "twin.cpp").write_text(driver)
            return [problem for _, problem, _ in twins.run_page(folder, twins.symbolizer())]

    def test_a_page_that_is_true(self):
        self.assertEqual(self.problems(PAGE.format(bad=DANGLES, good=LIVES)), ["", ""])
        self.assertEqual(self.problems(PAGE.format(bad=DANGLES, good=LOCKS)), ["", ""])

    def test_an_example_that_works_and_an_advice_that_does_not(self):
        self.assertEqual([bool(p) for p in self.problems(PAGE.format(bad=LIVES, good=DANGLES))], [True, True])

    def test_code_that_does_not_end_or_compile(self):
        stuck = "#include \"mini.h\"\nmini::task<int> show() {\n  co_await std::suspend_always();\n  co_return 1;\n}"
        first, second = self.problems(PAGE.format(bad="int", good=stuck))
        self.assertIn("does not compile", first)
        self.assertIn("status 3", second)

    def test_a_page_without_driver_or_code(self):
        self.assertIn("twin.cpp", self.problems(PAGE.format(bad=DANGLES, good=LIVES), driver="")[0])
        problems = self.problems(PAGE.replace("```cpp", "```"))
        self.assertEqual(len(problems), 2)
        self.assertIn("no ```cpp block in 'Example'", problems[0])


if __name__ == "__main__":
    unittest.main()
