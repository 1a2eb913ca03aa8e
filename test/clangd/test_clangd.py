"""corolint-clangd in front of a small project, asked as an editor asks it."""
import json
import os
import pathlib
import tempfile
import unittest

from lsp import Server

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLANGD = pathlib.Path(os.environ.get("COROLINT_BUILD", ROOT / "build")) / "bin/corolint-clangd"
RUNTIME = ROOT / "test/driver/Inputs"

HELD = """#include "rt.h"
std::mutex table;
task hold() {
  std::lock_guard guard(table);
  co_await tick{};
}
"""
UNAWAITED = """#include "rt.h"
task take(async_mutex &table) {
  auto held = table.lock();
  co_await tick{};
}
"""
# What 'corolint init' writes.
CLANGD_CONFIG = """Diagnostics:
  ClangTidy:
    Add: corolint-*
    FastCheckFilter: None
"""


def codes(diagnostics):
    return [d.get("code") for d in diagnostics]


@unittest.skipUnless(CLANGD.exists(), f"{CLANGD} has not been built")
class Clangd(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        self.write(".clangd", CLANGD_CONFIG)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def server(self, *files):
        entries = [{"directory": str(self.folder), "file": str(f), "arguments": ["clang++", "-std=c++20", f"-I{RUNTIME}", "-c", str(f)]}
                   for f in files]
        self.write("compile_commands.json", json.dumps(entries))
        # The user's own configuration must not leak in, and nothing is to be left in the user's cache.
        environment = dict(os.environ, XDG_CONFIG_HOME=str(self.folder / "config"), XDG_CACHE_HOME=str(self.folder / "cache"))
        server = Server([str(CLANGD), "--background-index=false", "-j=1"], self.folder, environment)
        self.addCleanup(server.__exit__)
        return server

    def diagnostics(self, text, name="a.cpp"):
        path = self.write(name, text)
        return self.server(path).open(path)

    def test_a_finding_is_published_with_its_notes(self):
        found = self.diagnostics(HELD)
        self.assertEqual(codes(found), ["corolint-await-holding-lock"], found)
        self.assertEqual(found[0]["source"], "clang-tidy")
        self.assertEqual(found[0]["range"]["start"], {"line": 3, "character": 18})
        self.assertEqual(found[0]["severity"], 2)
        related = found[0]["relatedInformation"]
        self.assertIn(4, [r["location"]["range"]["start"]["line"] for r in related], related)
        self.assertTrue(all(r["message"] for r in related))

    def test_clangs_own_headers_are_found(self):
        self.assertEqual(self.diagnostics("#include <stddef.h>\n#include <immintrin.h>\nsize_t s;\n"), [])

    def test_findings_follow_the_text(self):
        path = self.write("a.cpp", HELD)
        server = self.server(path)
        self.assertEqual(len(server.open(path)), 1)
        self.assertEqual(server.change(path, HELD.replace("  co_await tick{};", "  co_return;"), 2), [])
        self.assertEqual(codes(server.change(path, HELD, 3)), ["corolint-await-holding-lock"])

    def test_nolint_is_honoured(self):
        self.assertEqual(self.diagnostics(HELD.replace("(table);", "(table); // NOLINT(corolint-await-holding-lock)")), [])
        self.assertEqual(self.diagnostics("// NOLINTBEGIN(corolint-*)\n" + HELD + "// NOLINTEND(corolint-*)\n", "b.cpp"), [])

    def test_clang_tidy_file_disables_a_rule(self):
        self.write(".clangd", CLANGD_CONFIG.replace("    Add: corolint-*\n", ""))
        self.write(".clang-tidy", "Checks: '-*,corolint-*,-corolint-await-holding-lock'\n")
        self.assertEqual(self.diagnostics(HELD), [])
        self.assertEqual(codes(self.diagnostics(UNAWAITED, "b.cpp")), ["corolint-unawaited-lock"])

    def test_clang_tidy_file_makes_errors(self):
        self.write(".clang-tidy", "WarningsAsErrors: 'corolint-await-*'\n")
        found = self.diagnostics(HELD)
        self.assertEqual([(d["code"], d["severity"]) for d in found], [("corolint-await-holding-lock", 1)])

    def test_a_fix_is_offered(self):
        # clangd parses no function bodies in headers. What a lock yields is told by one, so the runtime stands in the file.
        runtime = (RUNTIME / "rt.h").read_text(encoding="utf-8").replace("#include <mutex>\n", "")
        path = self.write("a.cpp", runtime + UNAWAITED.replace('#include "rt.h"\n', ""))
        server = self.server(path)
        found = server.open(path)
        self.assertEqual(codes(found), ["corolint-unawaited-lock"], found)
        line = found[0]["range"]["start"]["line"]
        fixes = [a for a in server.quick_fixes(path, found[0]) if a.get("kind") == "quickfix" and "edit" in a]
        edits = [e for a in fixes for changes in a["edit"]["changes"].values() for e in changes]
        place = {"line": line, "character": 14}
        self.assertIn({"newText": "co_await ", "range": {"start": place, "end": place}}, edits, fixes)

    def test_clang_tidys_own_checks_still_work(self):
        self.write(".clang-tidy", "Checks: 'modernize-use-nullptr'\n")
        self.assertEqual(codes(self.diagnostics("int *p = 0;\n")), ["modernize-use-nullptr"])

    def test_two_files_at_once(self):
        first, second = self.write("a.cpp", HELD), self.write("b.cpp", UNAWAITED)
        server = self.server(first, second)
        self.assertEqual(codes(server.open(first)), ["corolint-await-holding-lock"])
        self.assertEqual(codes(server.open(second)), ["corolint-unawaited-lock"])


if __name__ == "__main__":
    unittest.main()
