#!/usr/bin/env python3
"""Tests the samples: they compile without warnings, they work, and linting them yields exactly the reports announced by
their `// planted: corolint-<rule>` comments; those of samples/relay only when all its files are linked.

usage: run.py [--tool build/bin/corolint] [--sanitize]
The reports are compared when the tool exists. Ends in "N passed, N failed[, N skipped]"; exit status 1 on failure.
"""
import argparse
import collections
import importlib.machinery
import importlib.util
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "samples/chat"
RELAY = ROOT / "samples/relay"
PLANTED = re.compile(r"// planted: (corolint-[a-z-]+)$")
REPORT = re.compile(r"^(.*?):(\d+):\d+: (?:warning|error): .* \[([a-z0-9.,-]+)\]$")
PATIENCE = 30  # seconds until something that should have happened counts as not happening


def database_tool():
    """tools/sample-db as a module: its name has no .py."""
    loader = importlib.machinery.SourceFileLoader("sample_db", str(ROOT / "tools/sample-db"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("sample_db", loader))
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    return module


class Run:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, what, problem=""):
        if problem:
            self.failed += 1
            print(f"FAIL: {what}\n  " + problem.strip().replace("\n", "\n  "))
        else:
            self.passed += 1

    def skip(self, what, why):
        self.skipped += 1
        print(f"SKIP: {what}: {why}")


def compiles(run, sources, flags):
    """Every file under both compilers; only Clang's program is run (GCC 12 miscompiles coroutines)."""
    for compiler in ("clang++-22", "clang++-19", "g++-12"):
        if not shutil.which(compiler):
            run.skip(compiler, "not installed")
            continue
        for source in sources:
            done = subprocess.run([compiler, *flags, "-Werror", "-fsyntax-only", str(source)], capture_output=True, text=True)
            run.check(f"{compiler}: {source.name}", done.stderr if done.returncode or done.stderr else "")


class Server:
    """A running service, as a context."""

    def __init__(self, program, folder):
        self.status = folder / "status.txt"
        self.process = subprocess.Popen([str(program), "--status", str(self.status)], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        greeting = self.process.stdout.readline()
        self.port = int(greeting.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def terminate(self):
        """Ends the service by a signal; the exit status and what it logged."""
        self.process.send_signal(signal.SIGTERM)
        _, log = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, log


class Client:
    def __init__(self, port, receive_buffer=None):
        self.socket = socket.socket()
        self.socket.settimeout(PATIENCE)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.connect(("127.0.0.1", port))
        self.lines = self.socket.makefile("r", encoding="utf-8", newline="\n")

    def say(self, text):
        self.socket.sendall((text + "\n").encode())

    def hear(self, text):
        """Reads until a line contains `text`; what came before it is returned, too."""
        heard = []
        for line in self.lines:
            heard.append(line.rstrip("\n"))
            if text in line:
                return heard
        raise AssertionError(f"'{text}' was never said, only {heard}")

    def gone(self):
        """Whether the service has closed the connection."""
        return self.lines.read() == ""


def chat(port):
    """A conversation of two, and a third who comes late."""
    ann = Client(port)
    ann.hear("welcome, guest1")
    ann.hear("guest1 enters lobby")
    bob = Client(port)
    bob.hear("guest2 enters lobby")
    ann.hear("guest2 enters lobby")
    ann.say("hello bob")
    bob.hear("<guest1> hello bob")
    bob.say("hello ann")
    ann.hear("<guest2> hello ann")
    ann.say("/who")
    ann.hear("here: guest1 guest2")
    ann.say("/help")
    ann.hear("/join ROOM")
    ann.say("/topic weather")
    bob.hear("the topic is now: weather")
    bob.say("/join den")
    bob.hear("guest2 enters den")
    ann.hear("guest2 leaves")
    bob.say("nobody hears this")
    bob.hear("nobody hears this")
    late = Client(port)
    late.hear("guest3 enters lobby")
    late.say("/history")
    history = late.hear("| * guest3 enters lobby")
    assert "| <guest1> hello bob" in history and not any("nobody" in line for line in history), history
    ann.hear("guest3 enters lobby")
    late.socket.sendall(b"in two")
    late.socket.sendall(b" parts\r\n")
    ann.hear("<guest3> in two parts")
    late.say("/quit")
    late.hear("goodbye")
    assert late.gone()
    ann.hear("guest3 leaves")
    return ann, bob


def crowd(port):
    """Fifty clients at once, one of which is cut off in the middle."""
    clients = [Client(port) for _ in range(50)]
    for client in clients:
        client.hear("welcome")
        client.say("/join crowd")
        client.hear("enters crowd")
    clients[0].socket.close()
    clients[0].lines.close()
    for number, client in enumerate(clients[1:]):
        client.say(f"I am number {number}")
    for client in clients[1:]:
        client.hear(f"I am number {len(clients) - 2}")
    return clients


def slow(port):
    """A client that reads late gets every line, whole and in order."""
    talker, listener = Client(port), Client(port, receive_buffer=4096)
    for client in (talker, listener):
        client.hear("welcome")
        client.say("/join slow")
        client.hear("enters slow")
    # More than the listener's buffer and the service's own hold, so that the service has to wait for the listener.
    lines = [f"{number} {'x' * 3000}" for number in range(4000)]
    talking = threading.Thread(target=lambda: [talker.say(line) for line in lines])
    echo = threading.Thread(target=lambda: talker.hear(lines[-1]))
    talking.start()
    echo.start()
    talking.join(timeout=0.5)
    heard = [line for line in listener.hear(lines[-1]) if line.startswith("<guest")]
    talking.join(timeout=PATIENCE)
    echo.join(timeout=PATIENCE)
    assert [line.split(" ", 1)[1] for line in heard] == lines, f"{len(heard)} of {len(lines)} lines"


def flood(port):
    """A client that sends one endless line is dropped, and nobody else."""
    client = Client(port)
    client.hear("welcome")
    try:
        client.socket.sendall(b"x" * 20000)
        while client.lines.readline():
            pass
    except ConnectionError:
        pass  # closed with data unread


def works(run, sources, flags, folder, sanitize):
    compiler = shutil.which("clang++-22") or shutil.which("clang++-19")
    if not compiler:
        return run.skip("the service runs", "no clang++ of version 19 or 22")
    program = folder / "chat"
    extra = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"] if sanitize else []
    built = subprocess.run([compiler, *flags, "-Werror", "-g", *extra, *map(str, sources), "-o", str(program)], capture_output=True, text=True)
    run.check("the service builds", built.stderr if built.returncode else "")
    if built.returncode:
        return None
    with Server(program, folder) as server:
        for conversation in (chat, slow, flood, crowd):
            try:
                kept = conversation(server.port)  # noqa: F841: open connections at the end are part of the test
                run.check(conversation.__doc__)
            except (AssertionError, OSError) as error:
                run.check(conversation.__doc__, f"{type(error).__name__}: {error}")
        try:
            code, log = server.terminate()
            run.check("SIGTERM ends it in order", "" if code == 0 and "all sessions have ended" in log else f"exit status {code}\n{log[-2000:]}")
            status = server.status.read_text() if server.status.exists() else "(no file)"
            run.check("the status file names the rooms", "" if "lobby: " in status and "topic 'weather'" in status else status)
        except subprocess.TimeoutExpired:
            run.check("SIGTERM ends it in order", f"it still runs after {PATIENCE} seconds")
    for words in (["--port", "seven"], ["--port"], ["--colour", "red"]):
        done = subprocess.run([str(program), *words], capture_output=True, text=True, timeout=PATIENCE)
        run.check(f"{words} is a usage error", "" if done.returncode == 2 and done.stderr.startswith("usage:") else f"{done}")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = subprocess.run([str(program), "--port", str(taken.getsockname()[1])], capture_output=True, text=True, timeout=PATIENCE)
        run.check("a port that is taken is an error that says so",
                  "" if done.returncode == 1 and "Address already in use" in done.stderr else f"{done}")
    return None


def planted(sample=SAMPLE):
    """What has to be reported: {(file, line, rule): 1}."""
    return collections.Counter((source.name, number, match[1])
                               for source in sorted(sample.glob("*.*"))
                               for number, text in enumerate(source.read_text(encoding="utf-8").splitlines(), 1)
                               if (match := PLANTED.search(text)))


def found_by(command):
    """What a command reports, in the form of planted(), and all it says."""
    done = subprocess.run(command, capture_output=True, text=True)
    found = collections.Counter()
    for line in done.stdout.splitlines():
        match = REPORT.match(line)
        if match:
            found[(pathlib.Path(match[1]).name, int(match[2]), match[3])] += 1
    return found, done


def compared(wanted, found, done):
    problem = "".join(f"not reported: {rule} at {file}:{line}\n" for file, line, rule in sorted(wanted - found))
    problem += "".join(f"reported and not planted: {rule} at {file}:{line}\n" for file, line, rule in sorted(found - wanted))
    return problem + done.stdout[-4000:] + done.stderr[-2000:] if problem else ""


def relays(run, flags, folder):
    """samples/relay copies its input, and keeps it."""
    program, journal = folder / "relay", folder / "journal"
    sources = sorted(RELAY.glob("*.cpp"))
    built = subprocess.run(["clang++-22", *flags, *map(str, sources), "-o", str(program)], capture_output=True, text=True)
    run.check("relay: it links", built.stderr if built.returncode else "")
    if built.returncode:
        return
    done = subprocess.run([str(program), str(journal)], input="one\ntwo\n", capture_output=True, text=True, timeout=PATIENCE)
    run.check("relay: it copies lines and keeps them",
              "" if done.stdout == "one\ntwo\n" == journal.read_text() else f"{done}")


def links(run, tool, folder):
    """What samples/relay shows only as a whole: the files one by one, together, and in two steps."""
    if not tool.exists():
        return run.skip("relay: the reports are those planted", f"{tool} does not exist; run make build")
    database, wanted = folder / "relay-db", planted(RELAY)
    sources = sorted(RELAY.glob("*.cpp"))
    made = subprocess.run([sys.executable, str(ROOT / "tools/sample-db"), "--sample", "relay", str(database)], capture_output=True, text=True)
    run.check("relay: tools/sample-db", made.stderr if made.returncode else "")
    common = ["-p", str(database), "--checks=-*,corolint-*"]
    for source in sources:
        found, done = found_by([str(tool), "--no-cache", *common, str(source)])
        run.check(f"relay: {source.name} alone is silent", compared(collections.Counter(), found, done))
    found, whole = found_by([str(tool), "--no-cache", *common])
    run.check("relay: the reports are those planted", compared(wanted, found, whole))
    chain = ["'append' calls 'persist' here", "'persist' calls 'fsync' here, which ",
             "'append' locks 'Guard' here", "and then calls 'persist' here", "which calls 'say' here", "which locks 'Console' here"]
    run.check("relay: the chain is there", "" if all(link in whole.stdout for link in chain) else whole.stdout)
    summaries = [str(folder / f"{source.stem}.corolint") for source in sources]
    for source, summary in zip(sources, summaries):
        done = subprocess.run([str(tool), "summarize", "--no-cache", "--quiet", *common, str(source), "-o", summary], capture_output=True, text=True)
        run.check(f"relay: summarize {source.name}", done.stderr if done.returncode else "")
    linked = subprocess.run([str(tool), "link", *summaries], capture_output=True, text=True)
    run.check("relay: link says what the whole run says",
              "" if (linked.stdout, linked.stderr, linked.returncode) == (whole.stdout, whole.stderr, whole.returncode) else f"{linked}\n{whole}")
    return None


def reports(run, tool, folder):
    wanted = planted()
    rules = {rule for _, _, rule in wanted}
    run.check("every rule of the locks family is planted once",
              "" if len(wanted) == len(rules) == 5 else f"planted: {sorted(wanted)}")
    if not tool.exists():
        return run.skip("the reports are those planted", f"{tool} does not exist; run make build")
    database = subprocess.run([sys.executable, str(ROOT / "tools/sample-db"), str(folder)], capture_output=True, text=True)
    run.check("tools/sample-db", database.stderr if database.returncode else "")
    found, done = found_by([str(tool), "--no-cache", "-p", str(folder), "--checks=-*,corolint-*", "--header-filter=.*"])
    run.check("the reports are those planted", compared(wanted, found, done))
    run.check("findings alone do not fail the run", "" if done.returncode == 0 else f"exit status {done.returncode}\n{done.stderr[-2000:]}")
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", type=pathlib.Path, default=ROOT / "build/bin/corolint", help="(default: build/bin/corolint)")
    parser.add_argument("--sanitize", action="store_true", help="run the service under ASan and UBSan")
    options = parser.parse_args()
    run, flags, sources = Run(), database_tool().FLAGS, sorted(SAMPLE.glob("*.cpp"))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        compiles(run, sources + sorted(RELAY.glob("*.cpp")), flags)
        works(run, sources, flags, folder, options.sanitize)
        reports(run, options.tool, folder)
        relays(run, flags, folder)
        links(run, options.tool, folder)
    skipped = f", {run.skipped} skipped" if run.skipped else ""
    print(f"samples: {run.passed} passed, {run.failed} failed{skipped}")
    return 1 if run.failed else 0


if __name__ == "__main__":
    sys.exit(main())
