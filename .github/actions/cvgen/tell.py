"""Tells what build.sh made of each CV: in a run's summary, and in one comment on a pull request.

usage: python tell.py FOLDER      FOLDER: what build.sh called `facts=`
It asks the environment:
  CVGEN_PULL            the number of a pull request, for a comment; without it, the summary is told
  GITHUB_STEP_SUMMARY   a file for the summary; without it, the standard output
  CVGEN_NAME            a name by which a later run finds its comment again
  GITHUB_TOKEN, GITHUB_REPOSITORY, GITHUB_API_URL    as runners set them
It ends with 0 also where GitHub takes no comment: a CV is not worse for that.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

MOST_LINES = 150  # of a difference, or of the messages of a CV
MOST_CHARACTERS = 60_000  # GitHub takes 65,536
OWN_LOGIN = "github-actions[bot]"  # who comments by the token of a run
FINDING = re.compile(r"(?:^|: )(error|warning) [A-Z]\d{3}: ")
PAGES = re.compile(r"(?m)^.*: (\d+) pages?, ")


class Cv:
    """What came of one CV."""

    def __init__(self, folder: Path) -> None:
        source = self.read(folder / "source").strip()
        self.name = clean_name(source if source != "." else "this site")
        self.is_built = self.read(folder / "result").strip() == "built"
        self.pages = ", ".join(PAGES.findall(self.read(folder / "checked")))
        self.pages_before = ", ".join(PAGES.findall(self.read(folder / "before")))
        self.difference = self.read(folder / "difference").splitlines()
        self.messages = []
        for line in dict.fromkeys(self.read(folder / "messages").splitlines()):
            if FINDING.search(line) or not self.is_built:
                self.messages.append(line)

    def read(self, path: Path) -> str:
        """Read a file that may be missing."""
        return path.read_text("utf-8", "replace") if path.exists() else ""

    @property
    def warnings(self) -> int:
        """How many warnings the build and the check gave."""
        found = (FINDING.search(line) for line in self.messages)
        return sum(match is not None and match[1] == "warning" for match in found)

    def make_row(self) -> str:
        """Make the row of the table."""
        pages = self.pages or "–"
        if self.pages_before not in ("", self.pages):
            pages += f" (was {self.pages_before})"
        result = "built" if self.is_built else "**failed**"
        return f"| `{self.name}` | {result} | {pages} | {self.warnings} |"


def clean_name(name: str) -> str:
    """Take out of the name of a file what Markdown and HTML would read."""
    return re.sub(r"[`|<>&\\]", "", name)


def make_block(title: str, cv: Cv, lines: list[str], *, is_open: bool = False) -> Iterator[str]:
    """Make a part that opens: other people's words, in a block of code that they cannot end."""
    yield ""
    summary = f"<summary>{title} <code>{cv.name}</code></summary>"
    yield f"<details{' open' * is_open}>{summary}"
    yield ""
    yield "~~~~"
    for line in lines[:MOST_LINES]:
        yield re.sub("~~+", "~", line)
    if len(lines) > MOST_LINES:
        yield f"… and {len(lines) - MOST_LINES} lines more, in the log of the run"
    yield "~~~~"
    yield ""
    yield "</details>"


def make_report(cvs: list[Cv]) -> str:
    """Make the table of all CVs, what changed in each, and what was said of it."""
    lines = ["| CV | | pages | warnings |", "|---|---|--:|--:|"]
    lines += [cv.make_row() for cv in cvs]
    parts = []
    for cv in cvs:
        if cv.difference:
            parts.append(make_block("What changed in", cv, cv.difference, is_open=True))
        if cv.messages:
            parts.append(make_block("Messages of", cv, cv.messages, is_open=not cv.is_built))
    size = len("\n".join(lines))
    for part in parts:
        block = list(part)
        size += len("\n".join(block)) + 1
        if size > MOST_CHARACTERS:
            lines += ["", "More is in the log of the run."]
            break
        lines += block
    return "\n".join(lines) + "\n"


class Comments:
    """The comments of a pull request, by GitHub's REST API."""

    def __init__(self, pull: str) -> None:
        self.api = os.environ.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
        self.repository = f"/repos/{os.environ['GITHUB_REPOSITORY']}/issues"
        self.list_path = f"{self.repository}/{int(pull)}/comments"

    def ask(self, method: str, path: str, data: object = None) -> object:
        """Send a request, and read the answer."""
        body = None if data is None else json.dumps(data).encode()
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}",
            "Content-Type": "application/json",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        request = Request(self.api + path, body, headers, method=method)  # noqa: S310 - the runner's
        with urlopen(request, timeout=30) as answer:  # noqa: S310 - the same
            return json.load(answer)

    def find(self, mark: str) -> int | None:
        """Find an earlier comment of ours, by the mark that it begins with."""
        for page in range(1, 31):
            comments = self.ask("GET", f"{self.list_path}?per_page=100&page={page}")
            for comment in comments:
                if comment["user"]["login"] == OWN_LOGIN and comment["body"].startswith(mark):
                    return comment["id"]
            if len(comments) < 100:
                break
        return None

    def put(self, mark: str, report: str, *, is_news: bool) -> str:
        """Write the report over the earlier comment, or where there is news into a new one."""
        body = {"body": f"{mark}\n{report}"}
        number = self.find(mark)
        if number is not None:
            self.ask("PATCH", f"{self.repository}/comments/{number}", body)
            return "the comment on the pull request is up to date"
        if not is_news:
            return "nothing changed in any CV, and so there is no comment"
        self.ask("POST", self.list_path, body)
        return "commented on the pull request"


def main() -> None:
    """Tell the pull request if there is one, else the summary."""
    folders = sorted(Path(sys.argv[1]).glob("[0-9]*"), key=lambda path: int(path.name))
    cvs = [Cv(folder) for folder in folders]
    if not cvs:
        return
    pull = os.environ.get("CVGEN_PULL")
    if pull:
        tell_pull(pull, cvs)
        return
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if not summary:
        sys.stdout.write(make_report(cvs))
        return
    with Path(summary).open("a", encoding="utf-8") as file:
        file.write(make_report(cvs))


def tell_pull(pull: str, cvs: list[Cv]) -> None:
    """Write the comment; where GitHub takes none, a warning of the run says why."""
    is_news = any(cv.difference or not cv.is_built for cv in cvs)
    name = quote(os.environ.get("CVGEN_NAME", ""), safe="").replace("-", "_")
    try:
        said = Comments(pull).put(f"<!-- cvgen: {name} -->", make_report(cvs), is_news=is_news)
    except HTTPError as error:
        said = f"::warning::no comment, GitHub answered {error.code} {error.reason}"
        if error.code in (401, 403, 404):
            said += ": the workflow needs 'permissions: {contents: read, pull-requests: write}'"
    except (URLError, TimeoutError) as error:
        said = f"::warning::no comment, GitHub did not answer: {error}"
    print(said)


if __name__ == "__main__":
    main()
