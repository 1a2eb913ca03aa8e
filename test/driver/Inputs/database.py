"""Writes a compile_commands.json with one entry for each file, all of one language with the same flags.

usage: database.py FOLDER FILE... [-- FLAG...]
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent


def compiler(name):
    return ["clang", "-std=c11"] if name.endswith(".c") else ["clang++", "-std=c++20"]


def main():
    folder, *rest = sys.argv[1:]
    split = rest.index("--") if "--" in rest else len(rest)
    files, flags = rest[:split], rest[split + 1:]
    folder = pathlib.Path(folder).resolve()
    entries = [{"directory": str(folder), "file": name,
                "arguments": [*compiler(name), f"-I{HERE}", *flags, "-c", name, "-o", name + ".o"]} for name in files]
    (folder / "compile_commands.json").write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")


main()
