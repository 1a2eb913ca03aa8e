"""The format of the rules' tests: cases, comments, blessing and the verdict."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "rules"))
import expectations as ex  # noqa: E402

TEXT = """// flags: -std=c++23 -pthread
// needs: boost/asio.hpp
#include <mutex>
// good_in_a_comment() {
namespace bad_one {
void f() {
  use(m); // warn: 'm' is held // note: still here // note@mutex.h: declared here
} // note
}
mini::task<void> good_two(int n,
                          int m) {
  bad_one(n);
  if (bad_one(m)) {
  }
}
void good_declared();
struct server {
  void bad_member() const {
    use(); // warn[other-rule]
  }
};
auto good_closure = [](int) { };
"""


def warn(line, text="text", rule="r"):
    return ex.Expected(line, "warn", rule, "", text)


class Comments(unittest.TestCase):
    def test_header(self):
        head = ex.header(TEXT)
        self.assertEqual((head["flags"], head["needs"], head["options"]), ("-std=c++23 -pthread", "boost/asio.hpp", ""))

    def test_default_flags(self):
        self.assertEqual(ex.header("#include <mutex>\n")["flags"], "-std=c++20")

    def test_expectations(self):
        self.assertEqual(ex.expectations(TEXT, "r"), [
            ex.Expected(7, "note", "", "", "still here"), ex.Expected(7, "note", "", "mutex.h", "declared here"),
            ex.Expected(7, "warn", "r", "", "'m' is held"), ex.Expected(8, "note", "", "", ""),
            ex.Expected(19, "warn", "other-rule", "", "")])

    def test_prose_is_no_expectation(self):
        self.assertEqual(ex.expectations("int a; // warns about a\n// a note on style\n// note that it is fine\n", "r"), [])

    def test_text_with_colons_and_slashes(self):
        (e,) = ex.expectations("f(); // warn: 'a::b' (http://x) is held\n", "r")
        self.assertEqual(e.text, "'a::b' (http://x) is held")


class Cases(unittest.TestCase):
    def test_found(self):
        self.assertEqual([(c.name, c.first, c.last) for c in ex.cases(TEXT)],
                         [("bad_one", 5, 9), ("good_two", 10, 17), ("bad_member", 18, 21), ("good_closure", 22, 23)])

    def test_a_case_inside_a_case(self):
        outer, inner = ex.cases("namespace bad_a {\nvoid good_b() {\n}\nint x;\n}\n")
        self.assertEqual((outer.last, inner.first, inner.last), (6, 2, 6))

    def test_a_deeper_case_behind_a_closed_one_ends_it(self):
        first, second = ex.cases("void bad_a() {\n}\nstruct s {\nvoid bad_b() {\n}\n};\n")
        self.assertEqual((first.last, second.first), (3, 4))

    def test_braces_in_literals_do_not_count(self):
        names = [c.depth for c in ex.cases("void good_a() { f(\"{\", '{', R\"(}{{)\"); /* { */ }\nvoid good_b() {\n}\n")]
        self.assertEqual(names, [0, 0])

    def test_digit_separators_are_no_literals(self):
        self.assertEqual(len(ex.cases("void good_a() { int i = 1'000'000; }\nvoid good_b() { f('{'); }\nvoid good_c() {}\n")), 3)


class Verdict(unittest.TestCase):
    BAD = "void bad_a() {\n  f(); // warn: text\n}\n"

    def judge(self, text, *actual, **more):
        return ex.judge(text, ex.expectations(text, "r"), actual, **more)

    def test_pass(self):
        self.assertEqual(self.judge(self.BAD, warn(2)), [])

    def test_missing_and_silent_case(self):
        self.assertEqual([line for line, _ in self.judge(self.BAD)], [1, 2])

    def test_other_text_and_other_rule(self):
        self.assertTrue(self.judge(self.BAD, warn(2, "other")))
        self.assertTrue(self.judge(self.BAD, warn(2, rule="s")))

    def test_twice(self):
        self.assertTrue(self.judge(self.BAD, warn(2), warn(2)))

    def test_false_report(self):
        wrong = self.judge("void good_a() {\n  f(); // warn: text\n}\n", warn(2))
        self.assertEqual(wrong, [(2, "false report in good_a: text [r]")])

    def test_no_case(self):
        self.assertTrue(self.judge("int main() {}\n"))

    def test_bare_only_in_drafts(self):
        bare = self.BAD.replace(": text", "")
        self.assertTrue(self.judge(bare, warn(2)))
        note = ex.Expected(2, "note", "", "", "n")
        self.assertEqual(self.judge(bare, warn(2), note, draft=True), [])
        self.assertTrue(self.judge(bare, draft=True))


class Blessing(unittest.TestCase):
    def test_rewrites_and_removes(self):
        text = "void bad_a() { // warn: gone\n  f(); // warn\n  g(); // why\n}\n"
        actual = [warn(2), ex.Expected(2, "note", "", "x.h", "n"), ex.Expected(3, "warn", "s", "", "t")]
        blessed = ex.bless("t.cpp", text, actual, "r")
        self.assertEqual(blessed, "void bad_a() {\n  f(); // warn: text // note@x.h: n\n  g(); // why // warn[s]: t\n}\n")
        self.assertEqual(ex.expectations(blessed, "r"), sorted(actual))
        self.assertEqual(ex.bless("t.cpp", blessed, actual, "r"), blessed)

    def test_does_not_bless_away_what_the_test_demands(self):
        text = "void bad_a() {\n  f(); // warn\n}\nvoid good_b() {\n  g();\n}\n"
        self.assertEqual(ex.bless("t.cpp", text, [warn(5)], "r"), text)

    def test_fixes_come_last(self):
        actual = [ex.Expected(1, "fix", "", "", "h();"), warn(1), ex.Expected(1, "note", "", "", "n")]
        blessed = ex.bless("t.cpp", "void bad_a() { f(); }", actual, "r")
        self.assertEqual(blessed, "void bad_a() { f(); } // warn: text // note: n // fix: h();")
        self.assertEqual(sorted(ex.expectations(blessed, "r")), sorted(actual))

    def test_continued_line(self):
        with self.assertRaisesRegex(ex.FormatError, "t.cpp:1: error"):
            ex.bless("t.cpp", "#define F \\\n f()\n", [warn(1)], "r")


if __name__ == "__main__":
    unittest.main()
