"""A client for a language server that speaks the Language Server Protocol over its standard input and output.

Only what the tests need: requests, notifications, and waiting for the diagnostics of a file.
https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""
import json
import pathlib
import queue
import subprocess
import threading
import time


class Failure(Exception):
    """The server broke the protocol, ended, or did not answer in time."""


class Server:
    """A running server. Use it in a with statement: leaving that shuts the server down."""

    def __init__(self, command, folder, environment=None, timeout=120):
        self.timeout = timeout
        self.log = []
        self._messages = queue.Queue()
        self._diagnostics = {}
        self._next_id = 0
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
                                         cwd=folder)
        threading.Thread(target=self._read_messages, daemon=True).start()
        threading.Thread(target=self._read_log, daemon=True).start()
        capabilities = {"textDocument": {
            "publishDiagnostics": {"relatedInformation": True, "codeActionsInline": False},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}}}
        self.capabilities = self.request("initialize", {"processId": None, "rootUri": pathlib.Path(folder).as_uri(), "capabilities": capabilities})
        self.notify("initialized", {})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.request("shutdown", None)
            self.notify("exit", None)
            self._process.wait(self.timeout)
        except (Failure, OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            pipe.close()

    def request(self, method, params):
        """Sends a request; the result of its answer."""
        self._next_id += 1
        self._send({"jsonrpc": "2.0", "id": self._next_id, "method": method, "params": params})
        answer = self._wait(lambda message: message.get("id") == self._next_id and "method" not in message)
        if "error" in answer:
            raise Failure(f"{method}: {answer['error']}")
        return answer["result"]

    def notify(self, method, params):
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def open(self, path):
        """Opens a C++ file; its diagnostics, once the server has published them."""
        path = pathlib.Path(path)
        text = path.read_text(encoding="utf-8")
        self._diagnostics.pop(path.as_uri(), None)
        self.notify("textDocument/didOpen", {"textDocument": {"uri": path.as_uri(), "languageId": "cpp", "version": 1, "text": text}})
        return self._published(path)

    def change(self, path, text, version):
        """Replaces the text of an open file; the diagnostics of the new one."""
        path = pathlib.Path(path)
        self._diagnostics.pop(path.as_uri(), None)
        self.notify("textDocument/didChange", {"textDocument": {"uri": path.as_uri(), "version": version},
                                               "contentChanges": [{"text": text}], "wantDiagnostics": True})
        return self._published(path)

    def quick_fixes(self, path, diagnostic):
        """The code actions that the server offers for one diagnostic."""
        return self.request("textDocument/codeAction", {"textDocument": {"uri": pathlib.Path(path).as_uri()}, "range": diagnostic["range"],
                                                        "context": {"diagnostics": [diagnostic]}})

    def _published(self, path):
        uri = path.as_uri()
        deadline = time.monotonic() + self.timeout
        while uri not in self._diagnostics:
            self._take(deadline)
        return self._diagnostics[uri]

    def _wait(self, wanted):
        deadline = time.monotonic() + self.timeout
        while True:
            message = self._take(deadline)
            if wanted(message):
                return message

    def _take(self, deadline):
        """The next message. Diagnostics are put aside, requests of the server declined."""
        try:
            message = self._messages.get(timeout=max(0.1, deadline - time.monotonic()))
        except queue.Empty:
            raise Failure(f"no answer within {self.timeout} s; the server's log ends\n" + "".join(self.log[-20:])) from None
        if message is None:
            raise Failure("the server has ended; its log ends\n" + "".join(self.log[-20:]))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"jsonrpc": "2.0", "id": message["id"], "error": {"code": -32601, "message": "not supported"}})
        return message

    def _send(self, message):
        body = json.dumps(message).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _read_messages(self):
        stream = self._process.stdout
        try:
            while header := stream.readline():
                length = 0
                while header.strip():
                    name, _, value = header.partition(b":")
                    if name.lower() == b"content-length":
                        length = int(value)
                    header = stream.readline()
                self._messages.put(json.loads(stream.read(length)))
        except ValueError:
            pass  # Half a message, or a pipe that was closed: the server has ended.
        self._messages.put(None)

    def _read_log(self):
        try:
            for line in self._process.stderr:
                self.log.append(line.decode(errors="replace"))
        except ValueError:
            pass
