"""Turn what WeasyPrint logs while it prints into findings, and keep it off the terminal."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from cvgen.errors import Diagnostic, Place, RenderError, UndrawableTextError

Locate = Callable[[str], "Place | None"]
_MISSING_GLYPH = ".notdef glyph"
_STANDARD_ERROR = 2
_MOST_CHARACTERS = 3


@contextmanager
def silence_libraries() -> Iterator[None]:
    """Keep what C libraries write to standard error off the terminal.

    They complain of a cache that cannot be written, say.
    """
    try:
        saved = os.dup(_STANDARD_ERROR)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        sys.stderr.flush()
        os.dup2(nowhere, _STANDARD_ERROR)
        yield
    finally:
        os.dup2(saved, _STANDARD_ERROR)
        os.close(saved)
        os.close(nowhere)


@contextmanager
def capture_log() -> Iterator[list[logging.LogRecord]]:
    """Catch what WeasyPrint logs from warnings up, instead of letting it reach the terminal."""
    logger = logging.getLogger("weasyprint")
    records: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = records.append  # type: ignore[method-assign,assignment]
    handlers = logger.handlers
    propagate = logger.propagate
    logger.handlers = [handler]
    logger.propagate = False
    try:
        yield records
    finally:
        logger.handlers = handlers
        logger.propagate = propagate


def repeat_log(records: Iterable[logging.LogRecord]) -> None:
    """Log once more what was caught."""
    logger = logging.getLogger("weasyprint")
    for record in records:
        logger.handle(record)


def check_characters(records: Iterable[logging.LogRecord], locate: Locate) -> None:
    """Raise UndrawableTextError for characters that no font can draw, with the place of each."""
    characters: dict[str, None] = {}
    for record in records:
        if isinstance(record.args, tuple) and _MISSING_GLYPH in str(record.msg):
            characters[str(record.args[0])] = None
    if characters:
        raise UndrawableTextError(*_describe_undrawable(list(characters), locate))


def _describe_undrawable(characters: Sequence[str], locate: Locate) -> Iterator[Diagnostic]:
    """Describe them once for each place: a text in Arabic would be a page of findings."""
    hint = (
        "put a font file that has it into the folder 'fonts/' beside the profile,"
        " or write it otherwise"
    )
    names_by_place: dict[Place | None, list[str]] = {}
    for character in characters:
        names_by_place.setdefault(locate(character), []).append(_describe_character(character))
    for place, names in names_by_place.items():
        message = f"no font can draw {', '.join(names[:_MOST_CHARACTERS])}"
        if len(names) > _MOST_CHARACTERS:
            message += f" and {len(names) - _MOST_CHARACTERS} more characters"
        yield Diagnostic("R201", message, place, hint)


def _describe_character(character: str) -> str:
    import unicodedata

    name = unicodedata.name(character, "a character without a name")
    return f"'{character}' (U+{ord(character):04X} {name})"


def list_messages(records: Iterable[logging.LogRecord]) -> list[str]:
    """Format what was logged, but for characters that no font can draw."""
    messages = []
    for record in records:
        if _MISSING_GLYPH not in str(record.msg):
            messages.append(record.getMessage())
    return messages


def check_pictures(messages: Sequence[str], pictures: Mapping[str, Path]) -> None:
    """Raise RenderError for the pictures, by address, that a message is about."""
    findings = []
    for address, path in pictures.items():
        if any(address in message for message in messages):
            hint = "save it again, as JPEG or PNG"
            finding = Diagnostic("R207", "the picture cannot be read", Place(str(path)), hint)
            findings.append(finding)
    if findings:
        raise RenderError(*findings)


def make_warnings(messages: Sequence[str], refusals: Sequence[str]) -> Iterator[Diagnostic]:
    """Make a warning of each address that was refused, and of each other message."""
    hint = (
        "a theme reads its own files, and the profile's pictures by their addresses in the contract"
    )
    for refusal in dict.fromkeys(refusals):
        yield Diagnostic("R202", f"not read: {refusal}", hint=hint, severity="warning")
    for message in dict.fromkeys(messages):
        if not any(refusal in message for refusal in refusals):
            yield Diagnostic("R203", f"the engine says: {message}", severity="warning")
