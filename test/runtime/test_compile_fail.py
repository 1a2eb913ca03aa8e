"""Misuse that the types of the runtime reject: each case does not compile, and the message is one that helps.

A case is a file in runtime-annotations/test/compile-fail. Its first lines say what users read then:

    // expect: TEXT          the messages contain the text, with every compiler
    // expect-clang: TEXT    the same with Clang; there is expect-gcc, too
    // compilers: NAMES      the compilers that reject it; default: all

With -DGOOD it shows what to write instead, and compiles.
"""
import concurrent.futures
import os
import re
import unittest

import compilers

CASES = compilers.RUNTIME / "test/compile-fail"


def family(compiler):
    return "clang" if compiler.startswith("clang") else "gcc"


def expected(text, compiler):
    return [m[2] for m in re.finditer(r"^// expect(-\w+)?: (.*)$", text, re.M) if m[1] in (None, "-" + family(compiler))]


def plain(messages):
    """Messages as one line: compilers break the long ones."""
    return re.sub(r"\s+", " ", messages)


def problem(job):
    """What is wrong with a case under one compiler, or nothing."""
    path, compiler, good = job
    status, messages = compilers.check(compiler, *(["-DGOOD"] if good else []), str(path))
    where = f"{path.name} with {compiler}"
    if good:
        return f"{where}: what to write instead does not compile:\n{messages}" if status else ""
    if not status:
        return f"{where}: compiles, and must not"
    lacks = [text for text in expected(path.read_text(encoding="utf-8"), compiler) if text not in plain(messages)]
    return f"{where}: no message says {lacks}:\n{messages}" if lacks else ""


class CompileFail(unittest.TestCase):
    def test_every_case_says_what_it_expects(self):
        cases = sorted(CASES.glob("*.cpp"))
        self.assertTrue(cases)
        silent = [p.name for p in cases for c in compilers.ALL if not expected(p.read_text(encoding="utf-8"), c)]
        self.assertEqual(silent, [])

    def test_every_case_is_rejected_with_its_message(self):
        work = []
        for path in sorted(CASES.glob("*.cpp")):
            named = re.search(r"^// compilers: (.*)$", path.read_text(encoding="utf-8"), re.M)
            rejecting = named[1].split() if named else compilers.ALL
            work += [(path, compiler, False) for compiler in rejecting] + [(path, compilers.ALL[0], True)]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            failed = [text for text in pool.map(problem, work) if text]
        if failed:
            self.fail("\n".join(failed))


if __name__ == "__main__":
    unittest.main()
