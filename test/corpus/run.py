#!/usr/bin/env python3
"""The corpus as a test suite; see tools/corpus.py."""
import pathlib
import subprocess
import sys

sys.exit(subprocess.run([sys.executable, str(pathlib.Path(__file__).resolve().parents[2] / "tools/corpus.py")]).returncode)
