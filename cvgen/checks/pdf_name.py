"""What the name of a file must be: characters that every portal takes, and the target's pattern."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cvgen.checks.pdf_subject import Case
from cvgen.checks.rules import Finding, Rules
from cvgen.files.names import is_reserved_name
from cvgen.text.patterns import compile_late
from cvgen.text.units import join_words

RULES: Rules[Case] = Rules()
_LONGEST = 60  # characters
_TWO_ENDINGS = compile_late(r"\.(?:pdf|docx?|odt|tex|pages|rtf|zip)\.pdf$", re.IGNORECASE)
_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.")
_REFUSED = {"ascii-letters": "_-. ", "ascii-words": ". "}
_INVISIBLE = ("Cc", "Cf")  # Unicode's general categories of control and format characters
# What may stand for the fields of a pattern; for others any text may.
_FIELDS = {
    "surname": r"[^\W_][\w-]*?",
    "given": r"[^\W_][\w-]*?",
    "SURNAME": r"[A-Z][A-Z0-9_-]*",
    "GIVEN": r"[A-Z][A-Z0-9_-]*",
}


@RULES.add_rule("F118")
def check_characters(case: Case) -> Iterator[Finding]:
    """Look at each character of the name."""
    name = case.file.name
    invisible = _name_invisible_characters(name)
    foreign = "".join(dict.fromkeys(letter for letter in name if not letter.isascii()))
    if invisible:
        message = f"its name hides characters that nobody sees: {join_words(invisible)}"
        yield Finding(message, case.place)
    elif foreign:
        yield Finding(f"its name has characters that are not ASCII: {foreign}", case.place)
    unsafe = _list_unsafe_characters(name)
    if unsafe:
        yield Finding(f"its name has {join_words(unsafe)}", case.place, "warning")
    stem = name.rpartition(".")[0]
    refused = set(stem) & set(_REFUSED.get(case.target.file_characters, ""))
    if refused:
        marks = join_words(["a space" if mark == " " else mark for mark in sorted(refused)])
        yield Finding(f"its name has {marks}, which {case.target_name} refuses", case.place)


def _name_invisible_characters(name: str) -> list[str]:
    names: dict[str, None] = {}
    for letter in name:
        if unicodedata.category(letter) in _INVISIBLE:
            names[unicodedata.name(letter, f"U+{ord(letter):04X}").lower()] = None
    return list(names)


def _list_unsafe_characters(name: str) -> list[str]:
    """List the printable characters of ASCII that some portals refuse."""
    unsafe = []
    for letter in dict.fromkeys(name):
        if letter == " ":
            unsafe.append("a space")
        elif letter.isascii() and letter.isprintable() and letter not in _SAFE:
            unsafe.append(letter)
    return unsafe


@RULES.add_rule("F119")
def check_length_and_ends(case: Case) -> Iterator[Finding]:
    """Look at the name's length, its ends, and words that systems reserve."""
    name = case.file.name
    most = case.target.file_name_length
    if most and len(name) > most:
        message = f"its name is {len(name)} characters long, and {case.target_asks} for {most}"
        yield Finding(f"{message} at most", case.place, case.severity_of_demand)
    elif len(name) > _LONGEST:
        message = (
            f"its name is {len(name)} characters long, and some portals cut it after {_LONGEST}"
        )
        yield Finding(message, case.place, "warning")
    if not name.lower().endswith(".pdf"):
        yield Finding("its name does not end with .pdf", case.place)
    elif _TWO_ENDINGS.search(name):
        yield Finding("its name has two endings", case.place, "warning")
    if _has_fragile_ends(name):
        message = "its name begins or ends with what some systems hide or drop"
        yield Finding(message, case.place, "warning")
    if is_reserved_name(name):
        yield Finding("Windows cannot save a file of this name", case.place)


def _has_fragile_ends(name: str) -> bool:
    if name.startswith((".", "-", " ", "~")) or ".." in name:
        return True
    return name.removesuffix(".pdf").endswith((" ", "."))


@RULES.add_rule("F120")
def check_pattern(case: Case) -> Iterator[Finding]:
    """Compare the name with the target's pattern, if it has one."""
    pattern = case.target.file_name
    if not pattern or case.is_for_all:
        return
    if not re.fullmatch(_compile_pattern(pattern), case.file.name):
        message = f"its name is not of the form {pattern}, which {case.target_asks} for"
        yield Finding(message, case.place, case.severity_of_demand)


def _compile_pattern(pattern: str) -> str:
    """Turn a pattern such as {SURNAME}_CV.pdf into a regular expression."""
    expression = ""
    for index, part in enumerate(re.split(r"\{(\w+)\}", pattern)):
        if index % 2:
            expression += _FIELDS.get(part, r".+")
        else:
            expression += re.escape(part)
    return expression
