"""corolint-top, on a program that has something to look at: once to a pipe, and live in a pseudo-terminal.

The programs are those of the plain build, or the ones that COROLINT_TOP and COROLINT_TOP_EXAMPLE name (ctest sets them,
so that each preset tests its own).
"""
import fcntl
import os
import pathlib
import pty
import re
import select
import socket
import stat
import struct
import subprocess
import tempfile
import termios
import threading
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOP = os.environ.get("COROLINT_TOP", str(ROOT / "build-rt/tools/corolint-top"))
EXAMPLE = os.environ.get("COROLINT_TOP_EXAMPLE", str(ROOT / "build-rt/examples/observed"))
PATIENCE = 30


class Terminal:
    """A program in a pseudo-terminal of 30 lines with 100 columns."""

    def __init__(self, *command, lines=30):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, 100, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.slave = slave
        self.process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
        self.seen = ""

    def wait_for(self, text):
        """Reads until `text` has been drawn since the last call, or patience ends: what was drawn until then."""
        end = time.monotonic() + PATIENCE
        while text not in self.seen and time.monotonic() < end:
            if select.select([self.master], [], [], 0.1)[0]:
                self.seen += os.read(self.master, 65536).decode(errors="replace")
        before, found, after = self.seen.partition(text)
        if not found:
            raise AssertionError(f"no {text!r} in:\n{self.seen}")
        self.seen = after
        return before + found

    def type(self, keys):
        os.write(self.master, keys.encode())

    def end(self):
        """The exit status."""
        return self.process.wait(PATIENCE)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)


@unittest.skipUnless(os.access(TOP, os.X_OK) and os.access(EXAMPLE, os.X_OK), "the runtime is not built; run.py builds it")
class Top(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_top(self, *arguments):
        done = subprocess.run([TOP, *map(str, arguments)], capture_output=True, text=True, timeout=PATIENCE)
        return done.returncode, done.stdout, done.stderr

    def start_example(self):
        """A running example, and its socket once it is there."""
        path = self.folder / "socket"
        example = subprocess.Popen([EXAMPLE, path], stdin=subprocess.PIPE)
        self.addCleanup(self.stop, example)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if path.exists() and "blocking call" in self.run_top("--once", path)[1]:
                return example, path
            time.sleep(0.05)
        self.fail("the example has no socket")

    def stop(self, example):
        if example.stdin and not example.stdin.closed:
            example.stdin.close()
        self.assertEqual(example.wait(PATIENCE), 0)

    def start_live(self, *arguments, lines=30):
        live = Terminal(TOP, "--interval", "0.1", *map(str, arguments), lines=lines)
        self.addCleanup(live.close)
        return live

    def test_once_shows_everything(self):
        _, path = self.start_example()
        status, output, errors = self.run_top("--once", path)
        self.assertEqual((status, errors), (0, ""))
        for part in ('"back up"', "waiting", "mutex #1 at observed.cpp:", "channel #3: send at observed.cpp:", "4 of 4",
                     "SPAWNED AT", "#3 at observed.cpp:", "lost waker: task #6", "blocking call at observed.cpp:"):
            self.assertIn(part, output)
        self.assertNotIn("\x1b", output)

    def test_once_sorts(self):
        _, path = self.start_example()
        first = {}
        for key in ("number", "busy", "idle", "polls", "state"):
            status, output, _ = self.run_top("--once", "--sort", key, path)
            self.assertEqual(status, 0)
            first[key] = output.splitlines()[1].split()[0]
        self.assertEqual(first["number"], "#1")
        self.assertIn(first["polls"], ("#2", "#4"))

    def test_the_socket_is_its_owners_and_goes(self):
        example, path = self.start_example()
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        self.stop(example)
        self.assertFalse(path.exists())

    def test_live_view_draws_sorts_and_ends(self):
        _, path = self.start_example()
        live = self.start_live(path)
        drawn = live.wait_for("lost waker")
        self.assertIn("\x1b[?1049h", drawn)
        self.assertIn("by number", drawn)
        self.assertIn('"deliver"', drawn)
        live.wait_for("lost waker")
        live.type("s")
        live.wait_for("by busy")
        live.type("s")
        live.wait_for("by idle")
        live.type("q")
        live.wait_for("\x1b[?1049l")
        self.assertEqual(live.end(), 0)
        self.assertEqual(termios.tcgetattr(live.slave), live.before)

    def test_live_view_follows_the_size(self):
        _, path = self.start_example()
        live = self.start_live(path, lines=14)
        live.wait_for("more")
        fcntl.ioctl(live.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 20, 0, 0))
        drawn = ""
        while '"deliver"' not in drawn:
            drawn = live.wait_for("\x1b[J")
        for line in drawn.splitlines():
            self.assertLessEqual(len(re.sub("\x1b\\[[HJK]", "", line)), 20, line)

    def test_signals_leave_the_terminal_as_it_was(self):
        _, path = self.start_example()
        live = self.start_live(path)
        live.wait_for("lost waker")
        live.process.terminate()
        live.wait_for("\x1b[?1049l")
        self.assertEqual(live.end(), 0)
        self.assertEqual(termios.tcgetattr(live.slave), live.before)

    def test_live_view_ends_with_the_program(self):
        example, path = self.start_example()
        live = self.start_live(path)
        live.wait_for("lost waker")
        self.stop(example)
        live.wait_for("the program has ended")
        self.assertEqual(live.end(), 0)

    def test_live_view_needs_a_terminal(self):
        _, path = self.start_example()
        status, _, errors = self.run_top(path)
        self.assertEqual(status, 1)
        self.assertIn("--once prints to anything", errors)

    def expect_failure(self, arguments, status, message):
        actual, output, errors = self.run_top(*arguments)
        self.assertEqual((actual, output), (status, ""), errors)
        self.assertIn(f"corolint-top: error: {message}", errors)

    def test_wrong_options(self):
        for arguments, message in (([], "no socket"), (["--fast", "x"], "unknown option '--fast'"),
                                   (["a", "b"], "more than one socket"), (["--sort"], "--sort needs a value"),
                                   (["--sort", "size", "x"], "--sort needs number,"),
                                   (["--interval", "0", "x"], "--interval needs seconds"),
                                   (["--interval", "nan", "x"], "--interval needs seconds"),
                                   (["--interval", "1s", "x"], "--interval needs seconds")):
            self.expect_failure(arguments, 2, message)
        status, output, _ = self.run_top("--help")
        self.assertEqual(status, 0)
        self.assertIn("usage: corolint-top", output)

    def test_no_socket(self):
        self.expect_failure(["--once", self.folder / "none"], 1, f"there is no socket '{self.folder}/none'")
        self.expect_failure(["--once", "x" * 200], 1, "the path of the socket 'xxx")

    def test_no_socket_but_a_file(self):
        path = self.folder / "file"
        path.write_text("text", encoding="utf-8")
        self.expect_failure(["--once", path], 1, f"'{path}' is not a socket")

    def test_a_socket_that_was_left_behind(self):
        path = self.folder / "stale"
        with socket.socket(socket.AF_UNIX) as left:
            left.bind(str(path))
        self.expect_failure(["--once", path], 1, f"nobody listens on '{path}'")

    def serve(self, answer):
        """The path of a socket that answers once, or never with None."""
        path = self.folder / "other"
        listener = socket.socket(socket.AF_UNIX)
        self.addCleanup(listener.close)
        listener.bind(str(path))
        listener.listen()

        def reply():
            connection, _ = listener.accept()
            with connection:
                if answer is not None:
                    connection.sendall(answer)
                    return
                connection.recv(1)

        thread = threading.Thread(target=reply)
        thread.start()
        self.addCleanup(thread.join)
        return path

    def test_another_program(self):
        path = self.serve(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        self.expect_failure(["--once", path], 1, f"cannot understand '{path}': it is no corolint-rt program")

    def test_an_answer_that_is_cut_off(self):
        path = self.serve(b"corolint-rt 1\nwarning\t0\t1\tab")
        self.expect_failure(["--once", path], 1, f"cannot understand '{path}': it ends in the middle")

    def test_no_answer(self):
        path = self.serve(None)
        self.expect_failure(["--once", path], 1, f"'{path}' does not answer")

    def test_what_another_program_sends_does_not_steer_the_terminal(self):
        path = self.serve("corolint-rt 1\nwarning\t0\t1\ta\x1b[31mb\x9bc\x07\nend\n".encode())
        status, output, _ = self.run_top("--once", path)
        self.assertEqual(status, 0)
        self.assertIn("never yielded: a?[31mb?c?", output)

    def test_output_that_cannot_be_written(self):
        _, path = self.start_example()
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([TOP, "--once", str(path)], stdout=full, stderr=subprocess.PIPE, text=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot write the output", done.stderr)


if __name__ == "__main__":
    unittest.main()
