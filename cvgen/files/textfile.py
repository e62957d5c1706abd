"""Takes the path of a text file, gives its text as YAML can read it: JSON without what YAML refuses, Markdown's front matter."""

from __future__ import annotations

import re
from pathlib import Path

from cvgen.errors import Diagnostic, Place, ProfileError

MOST_BYTES = 4_000_000
_SURROGATES = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)


def read(path: Path, asked_at: Place) -> str:
    """Read what is YAML of a file.

    Raises ProfileError.
    """
    text = _whole(path, asked_at)
    return {".json": _as_yaml, ".md": _front}.get(path.suffix, str)(text)


def prose(path: Path) -> str:
    """Give what stands below the front matter of a Markdown file: the lines between `---` and `---`.

    Raises ProfileError.
    """
    text = _whole(path, Place(str(path)))
    return text[len(_front(text)) :].removeprefix("---")


def prose_at(path: Path) -> Place:
    """Say where that begins: in the line of the second `---`, or of the file.

    Raises ProfileError.
    """
    return Place(str(path), _front(_whole(path, Place(str(path)))).count("\n") + 1, 1)


def _whole(path: Path, asked_at: Place) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise ProfileError(
                Diagnostic(
                    "P108",
                    f"{path} is larger than {MOST_BYTES // 1_000_000} MB",
                    asked_at,
                    "is it the right file?",
                )
            )
    except OSError as error:
        raise ProfileError(_unreadable(path, asked_at, error)) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        found = Diagnostic(
            "P102",
            "the file is not UTF-8 text",
            Place(str(path), line, column),
            "save it with the encoding UTF-8",
        )
        raise ProfileError(found) from None
    return text


def _front(text: str) -> str:
    """Give the front matter with its first line, so that it is YAML with the file's own line numbers."""
    end = (
        re.search(r"^---[ \t]*$", text[4:], re.MULTILINE)
        if re.match(r"---[ \t]*\r?\n", text)
        else None
    )
    return text[: 4 + end.start()] if end else ""


def _unreadable(path: Path, asked_at: Place, error: OSError) -> Diagnostic:
    if isinstance(error, FileNotFoundError):
        beside = (
            sorted(other.name for other in path.parent.glob("*.y*ml"))
            if path.parent.is_dir()
            else []
        )
        hint = "beside it: " + ", ".join(beside[:5]) if beside else "'cvgen new' makes one"
        return Diagnostic("P100", f"there is no file '{path}'", asked_at, hint)
    if isinstance(error, IsADirectoryError):
        return Diagnostic("P100", f"'{path}' is a folder", asked_at, "name the profile in it")
    return Diagnostic("P100", f"'{path}' cannot be read: {error.strerror}", asked_at)


def _as_yaml(text: str) -> str:
    # Two things that JSON allows and YAML does not: tabs between tokens, and pairs of surrogates.
    def joined(match: re.Match[str]) -> str:
        return bytes.fromhex(match[1] + match[2]).decode("utf-16-be")

    return _SURROGATES.sub(joined, text.replace("\t", " "))
