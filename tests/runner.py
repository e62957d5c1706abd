"""Runs an action of this repository as a runner of GitHub's does, and answers as GitHub's API does.

usage: python tests/runner.py REPOSITORY [--base COMMIT] [--fork] [--INPUT VALUE …]
It runs all steps of the action on a repository, as a pull request from COMMIT to what is there if one is named, and
prints the log, the files that would be uploaded, and the comments.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

ACTION = Path(__file__).parents[1] / ".github/actions/cvgen"
TOKEN = "of-this-run"  # noqa: S105 - and of no other
TERM = re.compile(r"'[^']*'|&&|\|\||!=|==|!|[()]|[A-Za-z_][\w.-]*(?:\(\))?|\s+")
OPERATORS = {"&&": " and ", "||": " or ", "!": " not "}


def evaluate(expression, contexts):
    """Evaluate an expression of a workflow: names, texts, comparisons, and, or, not."""
    parts = []
    for term in TERM.findall(expression):
        if term in OPERATORS:
            parts.append(OPERATORS[term])
        elif re.match("[A-Za-z_]", term):
            parts.append(repr(look_up(term, contexts)))
        else:
            parts.append(term)
    return eval("".join(parts), {"__builtins__": {}})  # noqa: S307 - of terms that are known


def look_up(name, contexts):
    if name == "cancelled()":
        return False
    value = contexts
    for key in name.split("."):
        value = value.get(key, "") if isinstance(value, dict) else ""
    return value


def fill_in(text, contexts):
    """Put the values of expressions into a text."""
    return re.sub(r"\$\{\{(.+?)\}\}", lambda match: str(evaluate(match[1], contexts)), str(text))


class Run:
    """One run of the action: its log, and what would be uploaded."""

    def __init__(self, repository, inputs, github, environment):
        action = yaml.safe_load((ACTION / "action.yml").read_text("utf-8"))
        known = {name: value.get("default", "") for name, value in action["inputs"].items()}
        assert inputs.keys() <= known.keys()
        self.repository = Path(repository)
        self.contexts = {"inputs": {**known, **inputs}, "github": github, "steps": {}}
        self.environment = {**environment, "GITHUB_ACTION_PATH": str(ACTION), "RUNNER_OS": "Linux"}
        self.log = []
        self.uploaded = []
        self.ran = []
        self.is_failed = False
        self.files = Path(tempfile.mkdtemp())
        for step in action["runs"]["steps"]:
            self.take_step(step)

    def take_step(self, step):
        """Run a step, if its condition holds."""
        condition = str(step.get("if", "")).removeprefix("${{").removesuffix("}}")
        # Without a condition of its own, a step runs where none has failed.
        if not (evaluate(condition, self.contexts) if condition else not self.is_failed):
            return
        self.ran.append(step.get("name") or step["uses"])
        if "uses" in step:
            if "upload" in step["uses"]:
                folder = self.repository / fill_in(step["with"]["path"], self.contexts)
                self.uploaded = sorted(
                    str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()
                )
            return
        environment = dict(self.environment)
        for name, value in step.get("env", {}).items():
            environment[name] = fill_in(value, self.contexts)
        environment["GITHUB_OUTPUT"] = str(self.files / "output")
        environment["GITHUB_STEP_SUMMARY"] = str(self.files / "summary.md")
        (self.files / "output").write_text("", "utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.repository,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.log += [f"##[group]{step.get('name')}", done.stdout, f"(ended with {done.returncode})"]
        self.is_failed = self.is_failed or done.returncode != 0
        pairs = (line.partition("=") for line in (self.files / "output").read_text().splitlines())
        outputs = {name: value for name, _, value in pairs}
        self.contexts["steps"][step.get("id", "")] = {"outputs": outputs}

    @property
    def summary(self):
        """What the steps told the summary of the run."""
        path = self.files / "summary.md"
        return path.read_text("utf-8") if path.exists() else ""


class Stub:
    """GitHub's API for comments, in memory; `may_write` says what the token is good for."""

    def __init__(self):
        self.comments = []
        self.asked = []
        self.may_write = True

    def answer(self, method, path, data, token):
        """Answer a request by a status and what goes with it."""
        self.asked.append((method, path.partition("?")[0]))
        if token != f"Bearer {TOKEN}":
            return 401, {"message": "Bad credentials"}
        if method == "GET":
            page = int(re.search(r"[?&]page=(\d+)", path)[1])
            return 200, self.comments[100 * (page - 1) : 100 * page]
        if not self.may_write:
            return 403, {"message": "Resource not accessible by integration"}
        if method == "PATCH":
            number = int(path.rpartition("/")[2])
            (comment,) = (one for one in self.comments if one["id"] == number)
            comment["body"] = data["body"]
            return 200, comment
        self.add(data["body"], "github-actions[bot]")
        return 201, self.comments[-1]

    def add(self, body, login):
        """Add a comment of somebody."""
        assert len(body) <= 65536
        number = len(self.comments) + 1
        self.comments.append({"id": number, "user": {"login": login}, "body": body})


@contextmanager
def serve(stub):
    """Answer on the loopback; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self):
            size = int(self.headers.get("Content-Length") or 0)
            data = json.loads(self.rfile.read(size) or "null")
            code, answer = stub.answer(self.command, self.path, data, self.headers["Authorization"])
            body = json.dumps(answer).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = handle_any  # noqa: N815 - the library's names

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_pull(base, *, is_fork=False):
    """Make the context of a run on a pull request, from a fork or not."""
    head = "bo/cvs" if is_fork else "ada/cvs"
    pull = {"number": 7, "base": {"sha": base}, "head": {"repo": {"full_name": head}}}
    event = {"pull_request": pull}
    return {
        "event_name": "pull_request",
        "repository": "ada/cvs",
        "token": TOKEN,
        "event": event,
    }


def run_action(repository, address, inputs, github, **environment):
    """Run the action; what a runner always sets is set."""
    told = {"GITHUB_REPOSITORY": "ada/cvs", "GITHUB_API_URL": address}
    return Run(repository, inputs, github, {**told, **environment})


def main(words):
    repository, *rest = words
    given = {"is_fork": "--fork" in rest}
    rest = [word for word in rest if word != "--fork"]
    pairs = {name[2:]: value for name, value in zip(rest[::2], rest[1::2], strict=True)}
    base = pairs.pop("base", "")
    github = make_pull(base, **given) if base else {"event_name": "push", "token": TOKEN}
    stub = Stub()
    with serve(stub) as address:
        run = run_action(repository, address, pairs, github, **os.environ)
    sys.stdout.write("\n".join(run.log))
    sys.stdout.write("\n##[group]Uploaded\n" + "\n".join(run.uploaded))
    sys.stdout.write("\n##[group]Summary\n" + run.summary)
    for comment in stub.comments:
        sys.stdout.write("##[group]Comment\n" + comment["body"])
    sys.exit(run.is_failed)


if __name__ == "__main__":
    main(sys.argv[1:])
