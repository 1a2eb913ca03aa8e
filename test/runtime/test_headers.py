"""Every header of the runtime compiles alone, twice, and without a warning, with every compiler it is meant for."""
import concurrent.futures
import os
import unittest

import compilers


class Headers(unittest.TestCase):
    def test_compilers_are_installed(self):
        self.assertEqual(compilers.missing(), [])

    def test_every_header_stands_alone(self):
        headers = sorted(compilers.RUNTIME.glob("include/**/*.h"))
        self.assertTrue(headers)
        work = [(compiler, header) for header in headers for compiler in compilers.ALL]

        def compile_alone(job):
            compiler, header = job
            line = f'#include "{header}"\n'
            status, messages = compilers.check(compiler, "-x", "c++", "-", text=line + line)
            return f"{compiler}: {header}:\n{messages}" if status or messages else ""

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            failed = [problem for problem in pool.map(compile_alone, work) if problem]
        if failed:
            self.fail("\n".join(failed))


if __name__ == "__main__":
    unittest.main()
