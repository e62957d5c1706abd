"""Ask the real yaml-language-server what it says of the file that `cvgen new` writes.

A program of its own, which no test runs, because it needs Node:

    npm install --prefix /tmp/yls yaml-language-server
    python tests/language_server.py /tmp/yls/node_modules/.bin/yaml-language-server

It prints each answer, and fails where one is not what the guide promises.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


class Server:
    """The server, which speaks JSON-RPC over its standard input and output."""

    def __init__(self, program: str) -> None:
        self.process = subprocess.Popen(
            [program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.count = 0
        self.files = 0
        self.told = {}

    def send(self, method, parameters, **more):
        """Send a notice, or with an id a request."""
        message = {"jsonrpc": "2.0", "method": method, "params": parameters, **more}
        self.write(message)

    def write(self, message):
        """Write one message."""
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def read(self):
        """Read one message; what the server asks of its editor is answered with nothing."""
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message = json.loads(self.process.stdout.read(length))
        method = message.get("method", "")
        if method == "textDocument/publishDiagnostics":
            self.told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and method:
            items = message["params"].get("items", ()) if method.startswith("workspace/c") else ()
            self.write({"jsonrpc": "2.0", "id": message["id"], "result": [{} for _ in items]})
        return message

    def ask(self, method, parameters):
        """Send a request, and give its answer."""
        self.count += 1
        self.send(method, parameters, id=self.count)
        while True:
            message = self.read()
            if message.get("id") == self.count and "method" not in message:
                return message.get("result")

    def open(self, folder, text):
        """Open a new file with a text; give its address, and what is told of it."""
        self.files += 1
        uri = (folder / f"{self.files}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})
        while uri not in self.told:
            self.read()
        return uri, self.told[uri]


def find_position(text, words):
    """Find the end of words in a text, as the protocol counts."""
    end = text.index(words) + len(words)
    before = text[:end]
    return {"line": before.count("\n"), "character": end - (before.rfind("\n") + 1)}


def start(program, folder):
    """Start the server as editors do."""
    server = Server(program)
    abilities = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}
    parameters = {"processId": None, "rootUri": folder.as_uri(), "capabilities": abilities}
    answer = server.ask("initialize", parameters)
    server.send("initialized", {})
    settings = {
        "yaml": {
            "validate": True,
            "hover": True,
            "completion": True,
            "schemaStore": {"enable": False},
        }
    }
    server.send("workspace/didChangeConfiguration", {"settings": settings})
    info = answer.get("serverInfo", {})
    print("server:", info.get("name", "yaml-language-server"), info.get("version", ""))
    return server


def complete(server, folder, text, words):
    """Give what completes behind words."""
    uri, _ = server.open(folder, text)
    place = {"textDocument": {"uri": uri}, "position": find_position(text, words)}
    answer = server.ask("textDocument/completion", place)
    items = answer["items"] if isinstance(answer, dict) else answer
    return [item["label"] for item in items]


def hover(server, folder, text, words):
    """Give what stands beside the last letter of words."""
    uri, _ = server.open(folder, text)
    position = find_position(text, words)
    position["character"] -= 1
    answer = server.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": position})
    return answer["contents"]["value"] if answer else ""


def main(program):
    """Ask everything, and tell what was not as it should be."""
    failed = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        environment = {**os.environ, "XDG_CONFIG_HOME": str(folder / "config")}
        for words in ("new my --for phd", "packet new kyoto"):
            command = [sys.executable, "-m", "cvgen", *words.split()]
            subprocess.run(command, cwd=folder, env=environment, check=True)
        profile = (folder / "my/profile.yaml").read_text("utf-8")
        application = (folder / "applications/kyoto/application.yaml").read_text("utf-8")
        head = profile.partition("\n")[0] + "\n"
        line = f"{head}basics: {{name: Mary}}\n"
        server = start(program, folder)

        def expect(question, answer, is_right):
            print(f"\n{'ok ' if is_right else 'NOT'} {question}\n    {answer}")
            if not is_right:
                failed.append(question)

        def tell(question, text, words=""):
            told = [
                f"{one['range']['start']['line'] + 1}: {one['message']}"
                for one in server.open(folder, text)[1]
            ]
            is_right = any(words in one for one in told) if words else not told
            expect(question, told, is_right)

        tell("what 'cvgen new' writes", profile)
        tell("what 'cvgen packet new' writes", application)
        for path in sorted((ROOT / "examples").glob("*/profile.yaml")):
            tell(f"the example {path.parent.name}", head + path.read_text("utf-8"))
        tell("a wrong date", line + "work:\n  - name: Example\n    startDate: 2021-13\n", "YYYY-MM")
        tell("a wrong key", line + "work:\n  - nmae: Example\n", "nmae")
        tell("a wrong audience", line + "audience: everybody\n", "public")
        tell("a wrong word of an option", line + "options: {heading-style: loud}\n", "capitals")
        tell("a theme of one's own", line + "theme: mine\n")
        for question, text, word in (
            ("a theme's name", "theme: ", "letterpress"),
            ("a theme's option", "options:\n  head", "heading-style"),
            ("an option's word", "options:\n  heading-style: ", "capitals"),
            ("a target", "target: ", "cambridge"),
            ("a language", "language: ", "zh"),
            ("an audience", "audience: ", "portal"),
            ("a section", "variants:\n  short:\n    sections:\n      - ", "education"),
            ("a key of an entry", "work:\n  - name: Example\n    st", "startDate"),
            ("a status", "publications:\n  - name: A\n    status: ", "under-review"),
        ):
            labels = complete(server, folder, line + text, text)
            expect(f"completion of {question}", labels[:12], word in labels)
        for question, text, words, said in (
            (
                "a key",
                "work:\n  - name: Example\n    startDate: 2021\n",
                "startDate",
                "When it began",
            ),
            ("a section", "work:\n  - name: Example\n", "work", "A job"),
            ("a setting", "theme: classic\n", "theme", "The theme"),
            ("an option", "options:\n  margin: 20mm\n", "margin", "White space"),
        ):
            answer = hover(server, folder, line + text, words)
            expect(f"hover on {question}", answer, said in answer)
        server.process.kill()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
