"""damage.py FILE...: changes one byte in the middle of each file."""
import pathlib
import sys

for name in sys.argv[1:]:
    file = pathlib.Path(name)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
