"""What the name of a file must be: characters that every portal takes, and the pattern of the target."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cvgen.checks.pdf_subject import Case
from cvgen.checks.rules import Found, Rules
from cvgen.target.load import DEFAULT
from cvgen.units import join_words

RULES: Rules[Case] = Rules()
_LONGEST = 60
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_TWICE = re.compile(r"\.(?:pdf|docx?|odt|tex|pages|rtf|zip)\.pdf$", re.IGNORECASE)
_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.")
_FILLED = {
    "surname": r"[^\W_][\w-]*?",
    "given": r"[^\W_][\w-]*?",
    "SURNAME": r"[A-Z][A-Z0-9_-]*",
    "GIVEN": r"[A-Z][A-Z0-9_-]*",
}


@RULES.rule(
    "F118",
    "the file's name has characters that every portal takes",
    why="portals refuse or mangle accents, spaces and punctuation",
    mend="rename it, for example to Surname_CV.pdf",
)
def characters(case: Case) -> Iterator[Found]:
    """Look at each character."""
    name = case.file.name
    tricks = [
        unicodedata.name(letter, f"U+{ord(letter):04X}").lower()
        for letter in name
        if unicodedata.category(letter) in ("Cc", "Cf")
    ]
    if tricks:
        yield Found(
            f"its name hides characters that nobody sees: {join_words(dict.fromkeys(tricks))}",
            case.place,
        )
    foreign = "".join(dict.fromkeys(letter for letter in name if not letter.isascii()))
    if foreign and not tricks:
        yield Found(f"its name has characters that are not ASCII: {foreign}", case.place)
    odd = [
        letter
        for letter in dict.fromkeys(name)
        if letter.isascii() and letter.isprintable() and letter not in _SAFE
    ]
    if odd:
        yield Found(
            f"its name has {join_words('a space' if letter == ' ' else letter for letter in odd)}",
            case.place,
            "warning",
        )
    if case.target.file_characters == "ascii-letters" and set(name.rpartition(".")[0]) & set("_-."):
        yield Found(f"its name has punctuation, which {case.asker} refuses", case.place)


@RULES.rule(
    "F119",
    "the file's name is one that survives every system",
    why="some names cannot be saved on other systems, or are cut",
    mend="rename it, for example to Surname_CV.pdf",
)
def tricks(case: Case) -> Iterator[Found]:
    """Look at its length, its ends, and words that systems keep for themselves."""
    name = case.file.name
    if len(name) > _LONGEST:
        yield Found(
            f"its name is {len(name)} characters long, and some portals cut it after {_LONGEST}",
            case.place,
            "warning",
        )
    if not name.lower().endswith(".pdf"):
        yield Found("its name does not end with .pdf", case.place)
    elif _TWICE.search(name):
        yield Found("its name has two endings", case.place, "warning")
    if (
        name.startswith((".", "-", " ", "~"))
        or ".." in name
        or name.removesuffix(".pdf").endswith((" ", "."))
    ):
        yield Found(
            "its name begins or ends with what some systems hide or drop", case.place, "warning"
        )
    if _RESERVED.fullmatch(name):
        yield Found("Windows cannot save a file of this name", case.place)


@RULES.rule(
    "F120",
    "the file's name follows the target's pattern",
    why="who receives hundreds of files sorts them by their names",
    mend="rename it as the call says",
)
def pattern(case: Case) -> Iterator[Found]:
    """Compare it with the pattern, if the target has one."""
    wanted = case.target.file_name
    if not wanted or case.target.name == DEFAULT:
        return
    parts = re.split(r"\{(\w+)\}", wanted)
    expression = "".join(
        _FILLED.get(part, r".+") if at % 2 else re.escape(part) for at, part in enumerate(parts)
    )
    if not re.fullmatch(expression, case.file.name):
        yield Found(
            f"its name is not of the form {wanted}, which {case.asker} {case.asks} for",
            case.place,
            case.strict,
        )
