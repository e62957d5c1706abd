"""A short profile to start from, and its invitations between ‹ and ›, which a build counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from cvgen.errors import Diagnostic, Place
from cvgen.files.data import DATA_FOLDER
from cvgen.files.textfile import find_prose_place
from cvgen.files.yamldump import write_yaml
from cvgen.files.yamlfile import Tree, list_scalars
from cvgen.text.patterns import compile_late

STARTER_FOLDER = DATA_FOLDER / "new"
PURPOSES = ("phd", "postdoc", "faculty", "industry")
UNKNOWN_NAME = "‹your name›"
_LABELS = {
    "phd": "MSc student in chemistry",
    "postdoc": "Research fellow in ecology",
    "faculty": "Professor of history",
    "industry": "Data scientist",
}
_INVITATION = compile_late("‹[^‹›]*›")
_LINE_OF_INVITATION = compile_late(r"^[ \t]*(‹[^‹›\n]*›)[ \t]*$", re.MULTILINE)
_COMMENTS = (
    "# Write over what stands between ‹ and ›, and delete what is not for you: hardly a line must",
    "# stay. Sections print in the order of this file. 'cvgen new --full' shows a complete person.",
)


class Starter(Struct, frozen=True):
    """What somebody says of the CV that they start; what is empty is left to cvgen."""

    name: str = UNKNOWN_NAME
    purpose: str = PURPOSES[0]
    theme: str = ""
    language: str = ""
    region: str = ""


def write_starter(starter: Starter) -> str:
    """Write the short profile."""
    parts = ["\n".join([*_COMMENTS, *_list_settings(starter)]) + "\n"]
    label = _LABELS[starter.purpose]
    for name in ("basics", starter.purpose):
        text = (STARTER_FOLDER / f"{name}.yaml").read_text("utf-8")
        parts.append(text.replace("LABEL", label).replace("NAME", _quote(starter.name)))
    return "\n".join(parts)


def check_invitations(tree: Tree) -> Iterator[Diagnostic]:
    """Warn of the invitations that nobody has written over yet."""
    paths = [path for path, text in list_scalars(tree.data) if _INVITATION.fullmatch(text)]
    if paths:
        yield _describe_invitations(len(paths), tree.find_place(paths[0]))


def check_prose_invitations(prose: str, path: Path) -> Iterator[Diagnostic]:
    """Warn of the invitations that fill a line of a Markdown file."""
    offsets = [match.start(1) for match in _LINE_OF_INVITATION.finditer(prose)]
    if offsets:
        yield _describe_invitations(len(offsets), find_prose_place(path, offsets[0]))


def _describe_invitations(count: int, place: Place) -> Diagnostic:
    message = f"an invitation is left, and would print as it stands: the first of {count}"
    hint = "write over what stands between ‹ and ›, or delete it"
    return Diagnostic("N220", message, place, hint, "warning")


def _list_settings(starter: Starter) -> Iterator[str]:
    for key in ("theme", "language", "region"):
        value = getattr(starter, key)
        if value:
            yield write_yaml({key: value}).rstrip()


def _quote(name: str) -> str:
    """Write a name so that it may also stand in a list in brackets."""
    (line,) = write_yaml([name]).splitlines()
    text = line.removeprefix("- ")
    if any(mark in text for mark in ",[]{}") and not text.startswith(("'", '"')):
        return "'" + text.replace("'", "''") + "'"
    return text
