"""Text files as YAML can read them: JSON without what YAML refuses, and Markdown's front matter."""

from __future__ import annotations

import re
from pathlib import Path

from cvgen.errors import Diagnostic, Place, ProfileError
from cvgen.files.openfile import open_regular_file

MOST_BYTES = 4_000_000
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_LINE_BREAK = re.compile(r"\r\n?|[\v\f]")
_SURROGATES = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_JSON_TOKEN = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/')
# Blank lines may stand above the front matter, and more than three hyphens around it.
_FENCE = re.compile(r"(?P<above>(?:[^\S\n]*\n)*)[^\S\n]*-{3,}[^\S\n]*\n")
_CLOSING_FENCE = re.compile(r"^(?:-{3,}|\.{3})[^\S\n]*$", re.MULTILINE)


class UnreadableFile(Diagnostic, frozen=True):
    """The finding that a file is missing, is a folder, or cannot be opened."""


def read_yaml_text(path: Path, place: Place) -> str:
    """Read what is YAML of a file; `place` is where the file was named.

    Raises ProfileError.
    """
    text = _read_text(path, place)
    if path.suffix == ".json":
        return convert_json(text)
    if path.suffix == ".md":
        return _split_front_matter(text)[0]
    return text


def read_prose(path: Path) -> str:
    """Read what stands below the front matter of a Markdown file (between `---` and `---`).

    Raises ProfileError.
    """
    return _split_front_matter(_read_text(path, Place(str(path))))[1]


def find_prose_place(path: Path, offset: int = 0) -> Place:
    """Find where the prose begins (in the line of the second `---`, or of the file), or a part.

    Raises ProfileError.
    """
    front_matter, prose = _split_front_matter(_read_text(path, Place(str(path))))
    line = front_matter.count("\n") + 1 + prose.count("\n", 0, offset)
    column = offset - prose.rfind("\n", 0, offset)
    return Place(str(path), line, column)


def find_text_in_file(path: Path, text: str) -> Place | None:
    """Find where a text first stands in a file; None where it does not, or cannot be read."""
    try:
        whole = _read_text(path, Place(str(path)))
    except ProfileError:
        return None
    before, is_there, _ = whole.partition(text)
    if not is_there:
        return None
    return Place(str(path), before.count("\n") + 1, len(before) - before.rfind("\n"))


def _read_text(path: Path, place: Place) -> str:
    content = _read_bytes(path, place)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise ProfileError(
            Diagnostic(
                "P102",
                "the file is not UTF-8 text",
                Place(str(path), line, column),
                "save it with the encoding UTF-8",
            )
        ) from None
    # Lines end as the system has it that the file was saved on.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def join_line_breaks(text: str) -> str:
    r"""Write line breaks of all kinds as `\n`; what comes from forms of the web has others."""
    if text.replace("\n", " ").isprintable():
        return text
    return _LINE_BREAK.sub("\n", text)


def find_unprintable(text: str) -> str:
    """Find the first character of a text that cannot be printed; "" where all can."""
    # Most texts tell that without the expression.
    if text.replace("\n", " ").isprintable():
        return ""
    match = _UNPRINTABLE.search(text)
    return match[0] if match else ""


def _read_bytes(path: Path, place: Place) -> bytes:
    try:
        with open_regular_file(path) as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ProfileError(_explain_os_error(path, place, error)) from None
    if len(content) > MOST_BYTES:
        message = f"{path} is larger than {MOST_BYTES // 1_000_000} MB"
        raise ProfileError(Diagnostic("P108", message, place, "is it the right file?"))
    return content


def _split_front_matter(text: str) -> tuple[str, str]:
    """Split front matter, which may be none, from the prose below it.

    The lines above both count with the front matter, so that the line numbers are the file's.
    """
    opening = _FENCE.match(text)
    if not opening:
        return "", text
    closing = _CLOSING_FENCE.search(text, opening.end())
    if not closing:
        return "", text
    blank_lines = "\n" * opening["above"].count("\n")
    front_matter = f"{blank_lines}---\n{text[opening.end() : closing.start()]}"
    return front_matter, text[closing.end() :]


def _explain_os_error(path: Path, place: Place, error: OSError) -> UnreadableFile:
    if isinstance(error, FileNotFoundError):
        return UnreadableFile("P100", f"there is no file '{path}'", place, _suggest_files(path))
    if isinstance(error, IsADirectoryError):
        return UnreadableFile("P100", f"'{path}' is a folder", place, "name the profile in it")
    return UnreadableFile("P100", f"'{path}' cannot be read: {error.strerror}", place)


def _suggest_files(path: Path) -> str:
    names: list[str] = []
    if path.parent.is_dir():
        names = sorted(other.name for other in path.parent.glob("*.y*ml"))
    if not names:
        return "'cvgen new' makes one"
    return "beside it: " + ", ".join(names[:5])


def convert_json(text: str) -> str:
    """Replace what JSON allows and YAML does not: tabs between tokens, pairs of surrogates.

    Comments, which JSON does not have and many editors allow, become blanks.
    """
    text = _JSON_TOKEN.sub(_blank_comment, text.replace("\t", " "))
    return _SURROGATES.sub(_decode_surrogates, text)


def _blank_comment(match: re.Match[str]) -> str:
    """Keep a string, and the line ends of a comment."""
    token = match[0]
    if token.startswith('"'):
        return token
    return re.sub(r"[^\n]", " ", token)


def _decode_surrogates(match: re.Match[str]) -> str:
    return bytes.fromhex(match[1] + match[2]).decode("utf-16-be")
