"""Find who a résumé is of: the name by its size, and addresses by their patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from cvgen.target.parser.lines import Cell, Line
from cvgen.target.parser.words import fold_title, load_parser_words
from cvgen.text.patterns import compile_late

_EMAIL = compile_late(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = compile_late(r"(?<![\w./@:-])\+?\(?\d[\d \u00a0().\u2010-\u2013/-]{5,20}\d(?![\w@])")
_YEARS = compile_late(r"(?:19|20)\d\d\D{1,5}(?:19|20)\d\d|(?<!\d)\d{1,2}[./](?:19|20)\d\d(?!\d)")
# ORCID's and ISNI's identifiers, and decimal numbers.
_OTHER_NUMBER = compile_late(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]?|\d+\.\d+")
_DIGITS = range(7, 16)  # of a telephone number (ITU-T E.164)
_SAME_SIZE = 0.03  # of a size
_MOST_WORDS = 8  # of a name


class Person(Struct, frozen=True):
    """Whom a parser takes the résumé to be of; what it does not find is empty."""

    name: str = ""
    email: str = ""
    phone: str = ""
    links: tuple[str, ...] = ()


def find_person(head: Sequence[Line], contacts: Sequence[Line], lines: Sequence[Line]) -> Person:
    """Find the person in the lines above the first section; addresses also in other lines."""
    above = (*head, *contacts)
    everywhere = (*above, *lines)
    return Person(
        name=_find_name(head or _list_first_page(lines)),
        email=next(_list_emails(everywhere), ""),
        phone=next(_list_phones(everywhere), ""),
        links=tuple(dict.fromkeys(_list_links(above))),
    )


def _list_first_page(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.page == lines[0].page]


# --- the name -------------------------------------------------------------------------------------


def _find_name(lines: Sequence[Line]) -> str:
    """Find the largest words, the first of those that are as large; they may have two lines."""
    best: Cell | None = None
    at = 0
    for number, line in enumerate(lines):
        for cell in line.cells:
            if _can_be_name(cell) and (best is None or cell.size > best.size * (1 + _SAME_SIZE)):
                best = cell
                at = number
    if best is None:
        return ""
    words = [best.text, *_list_rest_of_name(lines, at, best)]
    return " ".join(words)


def _can_be_name(cell: Cell) -> bool:
    text = cell.text
    if "@" in text or len(text.split()) > _MOST_WORDS:
        return False
    has_letters = any(map(str.isalpha, text)) and not any(map(str.isdigit, text))
    return has_letters and fold_title(text) not in load_parser_words().documents


def _list_rest_of_name(lines: Sequence[Line], at: int, name: Cell) -> Iterator[str]:
    """List what belongs to a name: on its line, and on the next one, if it is as large."""
    following = list(lines[at].cells)
    following = following[following.index(name) + 1 :]
    for line in lines[at + 1 : at + 2]:
        following += line.cells
    body = min(line.size for line in lines)
    for cell in following:
        is_as_large = abs(cell.size - name.size) <= _SAME_SIZE * name.size
        if not is_as_large or name.size <= body * (1 + _SAME_SIZE) or not _can_be_name(cell):
            return
        yield cell.text


# --- addresses ------------------------------------------------------------------------------------


def _list_cells(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        for cell in line.cells:
            yield cell.text


def _list_emails(lines: Iterable[Line]) -> Iterator[str]:
    for text in _list_cells(lines):
        for match in _EMAIL.finditer(text):
            yield match[0]


def _list_phones(lines: Iterable[Line]) -> Iterator[str]:
    for text in _list_cells(lines):
        for match in _PHONE.finditer(text):
            digits = [letter for letter in match[0] if letter.isdigit()]
            is_other = _YEARS.search(match[0]) or _OTHER_NUMBER.fullmatch(match[0])
            if len(digits) in _DIGITS and not is_other:
                yield match[0]


def _list_links(lines: Iterable[Line]) -> Iterator[str]:
    for text in _list_cells(lines):
        bare = _EMAIL.sub(" ", text)
        for match in _compile_link().finditer(bare):
            yield match[0].rstrip(".,;:")


@cache
def _compile_link() -> re.Pattern[str]:
    """Compile what a link looks like: with a scheme, with a path, or with a well-known ending."""
    domains = "|".join(load_parser_words().domains)
    host = r"(?:[\w-]+\.)+"
    return re.compile(
        rf"https?://[^\s,;|·]+|{host}[a-z]{{2,}}/[^\s,;|·]+|{host}(?:{domains})(?![\w.])"
    )
