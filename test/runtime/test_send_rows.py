"""The trait of rt/send.h and the linter on the same types, where the runtime's own build does not go: C++23, and GCC."""
import pathlib
import subprocess
import tempfile
import unittest

import compilers

TEST = compilers.RUNTIME / "test/threads/SendRowsTest.cpp"
# GCC keeps the alignment of va_list in attributes, and warns wherever a template is asked about it.
GCC = ("-Wno-attributes", "-Wno-ignored-attributes")


class SendRows(unittest.TestCase):
    def run_rows(self, compiler, standard, *flags):
        with tempfile.TemporaryDirectory() as tmp:
            program = pathlib.Path(tmp) / "rows"
            sources = [str(TEST), *map(str, sorted((compilers.RUNTIME / "src").glob("*.cpp")))]
            build = subprocess.run([compiler, *compilers.FLAGS, f"-std={standard}", *flags, *sources, "-lgtest", "-lgtest_main",
                                    "-pthread", "-o", str(program)], capture_output=True, text=True)
            self.assertEqual(build.returncode, 0, build.stderr)
            run = subprocess.run([str(program)], capture_output=True, text=True)
            self.assertEqual(run.returncode, 0, run.stdout)

    def test_agree_in_cpp23(self):
        self.run_rows("clang++-22", "c++23")

    def test_agree_with_gcc(self):
        self.run_rows("g++-12", "c++20", *GCC)


if __name__ == "__main__":
    unittest.main()
