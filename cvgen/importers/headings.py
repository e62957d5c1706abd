"""Tell the kind of a section by its heading, in any language."""

from __future__ import annotations

from functools import cache
from typing import Any

from cvgen.files.yamltable import read_table
from cvgen.text.patterns import compile_late

_LATIN_WORD = compile_late(r"[^\W_]+(?:['’-][^\W_]+)*")
_EDGES = compile_late(r"^[\W\d_]+|[\W_]+$")
_SPACES = compile_late(r"\s+")
_BRACKETS = compile_late(r"\s*[(（\[][^)）\]]*[)）\]]\s*$")
_MOST_LETTERS = 60  # of a heading: what is longer is a sentence


def find_kind(heading: str) -> str | None:
    """Find the kind of section that a heading names; None for one that is not known.

    `summary` and `contact` belong to the basics.
    """
    plain = fold_heading(heading)
    if not plain or len(plain) > _MOST_LETTERS:
        return None
    exact = _load_exact()
    for form in _list_forms(plain):
        if form in exact:
            return exact[form]
    return _find_by_word(plain)


def is_known_heading(text: str) -> bool:
    """Say whether a text is, as a whole, one of the headings that people write."""
    plain = fold_heading(text)
    return any(form in _load_exact() for form in _list_forms(plain))


def find_locale_heading(kind: str) -> str:
    """Find what cvgen itself prints over a section, in English."""
    headings: dict[str, str] = read_table("locales/en")["headings"]
    return headings.get(kind, "")


def fold_heading(heading: str) -> str:
    """Write a heading in small letters, without numbers, pictures and points around it."""
    small = _SPACES.sub(" ", heading.replace("&amp;", "&").casefold())
    small = small.replace("_", " ").replace("’", "'")
    return _EDGES.sub("", small).strip()


def _list_forms(plain: str) -> list[str]:
    """List a heading as it is, with "and" for "&", and without words that say little."""
    forms = [plain, plain.replace(" & ", " and "), _BRACKETS.sub("", plain)]
    for form in list(forms):
        forms.append(_strip_qualifiers(form))
    return list(dict.fromkeys(forms))


def _strip_qualifiers(form: str) -> str:
    qualifiers = _read_words()["qualifiers"]
    before = ""
    while before != form:
        before = form
        for word in qualifiers:
            start = word if not word.isascii() else word + " "
            form = form.removeprefix(start)
    return form


def _find_by_word(plain: str) -> str | None:
    words = set(_LATIN_WORD.findall(plain))
    for kind, signs in _read_words()["words"].items():
        for sign in signs:
            is_phrase = " " in sign or not sign[0].isalpha() or sign[0] >= "\u3000"
            if sign in words or (is_phrase and sign in plain):
                return str(kind)
    return None


@cache
def _load_exact() -> dict[str, str]:
    exact: dict[str, str] = {}
    for kind, forms in _read_words()["exact"].items():
        for form in forms:
            exact.setdefault(_EDGES.sub("", str(form).casefold()).strip(), kind)
    return exact


@cache
def _read_words() -> dict[str, Any]:
    words: dict[str, Any] = read_table("importers/headings")
    return words
