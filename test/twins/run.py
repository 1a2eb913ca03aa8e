#!/usr/bin/env python3
"""Runs the code of the rules' pages under AddressSanitizer or ThreadSanitizer: a rule's runtime twin.

Every ```cpp block of 'Example' has to end in a use after free, scope or return, or in a data race, inside the page's code, every
one of 'Use instead' has to run to its end without a report. What runs a block is the rule's twin.cpp, which includes it as
TWIN_EXAMPLE. Every page that names `runtime-twin: asan` or `tsan` is run; docs/testing.md tells how to write a twin.

usage: run.py [--verbose] [RULE...]    rules by name; --verbose shows what the sanitizer said
Ends in the line "N passed, N failed"; exit status 1 when something failed.
"""
import argparse
import concurrent.futures
import dataclasses
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import generate  # noqa: E402

COMPILER = "clang++-22"
INCLUDES = [flag for folder in ("test/include", "test/twins", "runtime-annotations/include") for flag in ("-I", str(ROOT / folder))]
# Not optimised, because an optimiser puts a coroutine's frame into its caller's where it can, and drops loads nobody needs:
# so every frame is freed memory once it is destroyed, and every use is there.
UNOPTIMISED = ["-O0", "-g", "-fno-omit-frame-pointer"]
SANITIZE = {"asan": ["-fsanitize=address", "-fsanitize-address-use-after-scope", *UNOPTIMISED], "tsan": ["-fsanitize=thread", *UNOPTIMISED]}
# mini.h's eager tasks leave their frames behind, which is no business of these tests.
ASAN_OPTIONS = "detect_stack_use_after_return=1:detect_leaks=0:color=never:symbolize=1"
ERRORS = ("heap-use-after-free", "stack-use-after-scope", "stack-use-after-return", "data race")
SECTIONS = {"Example": "bad", "Use instead": "good"}
COMPILE_SECONDS, RUN_SECONDS = 300, 60


@dataclasses.dataclass(frozen=True)
class Block:
    """A piece of C++ on a page; `line` is that of its first line of code."""
    bad: bool
    line: int
    code: str


def blocks(text):
    """The ```cpp blocks of 'Example' and 'Use instead' of a page, in their order."""
    found, section, start = [], None, None
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        if start is None and line.startswith("## "):
            section = SECTIONS.get(line[3:].strip())
        elif start is None and section and line.rstrip() == "```cpp":
            start = number + 1
        elif start is not None and line.rstrip() == "```":
            found.append(Block(section == "bad", start, "".join(lines[start - 1:number - 1])))
            start = None
    return found


def reported(output):
    """The kind of the sanitizer's report and the frames of the access it is about; or None and nothing."""
    m = re.search(r"(?:ERROR: Address|WARNING: Thread)Sanitizer: (data race|[\w-]+).*?\n((?:(?!\n\n).)*)", output, re.S)
    return (m[1], [line for line in m[2].splitlines() if re.match(r"\s*#\d+ ", line)]) if m else (None, [])


def judge(bad, status, output, page):
    """What is wrong about a run, or "" when it shows what the page says."""
    kind, frames = reported(output)
    if not bad:
        return "" if status == 0 and not kind else f"ended with status {status}; it has to run to its end without a report"
    if kind not in ERRORS:
        return f"{'reports ' + kind if kind else f'ended with status {status}'}; it has to report one of {', '.join(ERRORS)}"
    if status == 0:
        return f"reports {kind} and ends with status 0"
    return "" if any(page in frame for frame in frames) else f"reports {kind}, but not in code of the page"


def execute(command, seconds, **more):
    """The exit status of a command and what it printed; the status says so when it took too long."""
    try:
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", timeout=seconds, **more)
        return run.returncode, run.stdout
    except subprocess.TimeoutExpired as e:
        return f"'still running after {seconds} seconds'", (e.stdout or b"").decode(errors="replace")  # bytes, whatever text=True says


def symbolizer():
    """Without it a report has addresses instead of lines; Debian has it under a versioned name only."""
    return execute([COMPILER, "-print-prog-name=llvm-symbolizer"], RUN_SECONDS)[1].strip()


def run_block(folder, sanitizer, flags, block, symbolize):
    """Compiles and runs a block of a page with the rule's twin; the problem or "", and what was printed."""
    # The sanitizer names lines of the page, where whoever reads the report finds the code.
    page = str(folder / "check.md")
    with tempfile.TemporaryDirectory() as name:
        example, program = pathlib.Path(name, "example.cpp"), pathlib.Path(name, "twin")
        example.write_text(f'#line {block.line} "{page}"\n{block.code}', encoding="utf-8")
        status, output = execute([COMPILER, *flags, *SANITIZE[sanitizer], *INCLUDES, "-DCOROLINT_TWIN", f'-DTWIN_EXAMPLE="{example}"',
                                  str(folder / "twin.cpp"), "-o", str(program)], COMPILE_SECONDS)
        if status != 0:
            hint = "; 'tools/install-deps test' installs the sanitizer's runtime" if "libclang_rt" in output else ""
            return f"does not compile{hint}", output
        status, output = execute([str(program)], RUN_SECONDS,
                                 env={**os.environ, "ASAN_OPTIONS": ASAN_OPTIONS, "ASAN_SYMBOLIZER_PATH": symbolize,
                                      "TSAN_OPTIONS": f"color=never:external_symbolizer_path={symbolize}"})
        return judge(block.bad, status, output, page), output


def run_page(folder, symbolize):
    """Every block of a rule's page, as (what it is, the problem or "", what was printed)."""
    keys, _ = generate.front_matter(folder / "check.md")
    if not (folder / "twin.cpp").is_file():
        return [(folder.name, "there is no twin.cpp to run the page's code", "")]
    found = blocks((folder / "check.md").read_text(encoding="utf-8"))
    missing = [(folder.name, f"the page has no ```cpp block in '{title}'", "") for title, kind in SECTIONS.items()
               if not any(block.bad == (kind == "bad") for block in found)]
    flags = keys.get("flags", "-std=c++20 -pthread").split()
    return missing + [(f"{folder.name}/check.md:{block.line}, {'Example' if block.bad else 'Use instead'}",
                       *run_block(folder, keys["runtime-twin"], flags, block, symbolize)) for block in found]


def twins(wanted):
    """The folders of the rules that have this twin."""
    found = [folder for folder, keys, _ in generate.pages() if keys.get("runtime-twin")]
    unknown = set(wanted) - {folder.name for folder in found}
    if unknown:
        sys.exit(f"run.py: error: no 'runtime-twin' on the page of {', '.join(sorted(unknown))}; "
                 f"there are: {', '.join(folder.name for folder in found)}")
    return [folder for folder in found if not wanted or folder.name in wanted]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="*", metavar="RULE")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    passed = failed = 0
    folders, symbolize = twins(options.rules), symbolizer()
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("JOBS") or os.cpu_count())) as pool:
        for page in pool.map(lambda folder: run_page(folder, symbolize), folders):
            for what, problem, output in page:
                passed, failed = passed + (not problem), failed + bool(problem)
                if problem or options.verbose:
                    print(f"{'FAIL' if problem else 'ok'}: {what}: {problem or reported(output)[0] or 'runs to its end'}")
                    print("  " + output.rstrip().replace("\n", "\n  ") if problem or options.verbose else "")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
