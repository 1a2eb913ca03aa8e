"""Runs a command that has to end with a given status, and passes its output on.

usage: exits.py [--file-limit BYTES] STATUS COMMAND...

With --file-limit no file can grow beyond that size: writing fails as it does on a full disk.
"""
import resource
import signal
import subprocess
import sys


def limit_files(size):
    # Without the handler the signal would end the process before it sees the error.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def main():
    arguments = sys.argv[1:]
    prepare = None
    if arguments[0] == "--file-limit":
        size = int(arguments[1])
        prepare, arguments = lambda: limit_files(size), arguments[2:]
    wanted, command = int(arguments[0]), arguments[1:]
    status = subprocess.run(command, preexec_fn=prepare, restore_signals=False).returncode
    if status != wanted:
        print(f"exits.py: error: status {status}, not {wanted}: {' '.join(command)}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
