"""Takes an application's own texts (letters, statements, a mail), gives them with their fields filled in, as Markdown."""

from __future__ import annotations

from pathlib import Path

from cvgen.application import plaintext as plain
from cvgen.application.context import Desk
from cvgen.application.model import DocumentRequest
from cvgen.compose import locale
from cvgen.compose.locale import Locale
from cvgen.errors import Place
from cvgen.files import textfile
from cvgen.profile import letter as letters
from cvgen.profile.fields import Text, in_language
from cvgen.render import html


def filled(path: Path, values: dict[str, str]) -> str:
    """Read what stands below the front matter of a file, with fields filled in.

    Raises ProfileError, or PacketError with all fields that cannot be filled in.
    """
    prose = textfile.prose(path)
    return html.filled(prose, values, textfile.prose_at(path))


def pasted(desk: Desk, wanted: DocumentRequest) -> str:
    """Give a letter or a statement as plain text for a form; a letter with how it opens and closes."""
    if wanted.file is None or wanted.is_foreign:
        return ""
    own = letters.load(wanted.file).settings
    words = locale.find(said) if (said := wanted.language or own.language) else desk.words
    values = desk.fields(words)
    found = plain.blocks(filled(wanted.file, values), words, lambda *_: None)
    # Where a form is filled in, lines break where the form's own field does.
    prose = [
        text.replace("\n", " ") if kind == "paragraph" else text
        for (kind, _), text in zip(found, plain.paragraphs(found), strict=True)
    ]
    if wanted.kind != "letter":
        return "\n\n".join(prose)
    opening, closing = (
        _line(text, values, words, wanted.file) for text in (own.opening, own.closing)
    )
    return "\n\n".join(filter(None, (opening, *prose, closing)))


def _line(text: Text | None, values: dict[str, str], words: Locale, path: Path) -> str:
    return (
        html.filled(in_language(text, (words.language, "en"))[1], values, Place(str(path)))
        if text
        else ""
    )
