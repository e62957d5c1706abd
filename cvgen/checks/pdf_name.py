"""What the name of a file must be: characters that every portal takes, and the pattern of the target."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cvgen.checks.pdf_subject import Case
from cvgen.checks.rules import Finding, Rules
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


@RULES.add_rule("F118")
def characters(case: Case) -> Iterator[Finding]:
    """Look at each character."""
    name = case.file.name
    tricks = [
        unicodedata.name(letter, f"U+{ord(letter):04X}").lower()
        for letter in name
        if unicodedata.category(letter) in ("Cc", "Cf")
    ]
    if tricks:
        yield Finding(
            f"its name hides characters that nobody sees: {join_words(dict.fromkeys(tricks))}",
            case.place,
        )
    foreign = "".join(dict.fromkeys(letter for letter in name if not letter.isascii()))
    if foreign and not tricks:
        yield Finding(f"its name has characters that are not ASCII: {foreign}", case.place)
    odd = [
        letter
        for letter in dict.fromkeys(name)
        if letter.isascii() and letter.isprintable() and letter not in _SAFE
    ]
    if odd:
        yield Finding(
            f"its name has {join_words('a space' if letter == ' ' else letter for letter in odd)}",
            case.place,
            "warning",
        )
    if case.target.file_characters == "ascii-letters" and set(name.rpartition(".")[0]) & set("_-."):
        yield Finding(f"its name has punctuation, which {case.asker} refuses", case.place)


@RULES.add_rule("F119")
def tricks(case: Case) -> Iterator[Finding]:
    """Look at its length, its ends, and words that systems keep for themselves."""
    name = case.file.name
    if len(name) > _LONGEST:
        yield Finding(
            f"its name is {len(name)} characters long, and some portals cut it after {_LONGEST}",
            case.place,
            "warning",
        )
    if not name.lower().endswith(".pdf"):
        yield Finding("its name does not end with .pdf", case.place)
    elif _TWICE.search(name):
        yield Finding("its name has two endings", case.place, "warning")
    if (
        name.startswith((".", "-", " ", "~"))
        or ".." in name
        or name.removesuffix(".pdf").endswith((" ", "."))
    ):
        yield Finding(
            "its name begins or ends with what some systems hide or drop", case.place, "warning"
        )
    if _RESERVED.fullmatch(name):
        yield Finding("Windows cannot save a file of this name", case.place)


@RULES.add_rule("F120")
def pattern(case: Case) -> Iterator[Finding]:
    """Compare it with the pattern, if the target has one."""
    wanted = case.target.file_name
    if not wanted or case.target.name == DEFAULT:
        return
    parts = re.split(r"\{(\w+)\}", wanted)
    expression = "".join(
        _FILLED.get(part, r".+") if at % 2 else re.escape(part) for at, part in enumerate(parts)
    )
    if not re.fullmatch(expression, case.file.name):
        yield Finding(
            f"its name is not of the form {wanted}, which {case.asker} {case.asks} for",
            case.place,
            case.strict,
        )
