"""Write whole numbers, and words behind them, as a language does (CLDR)."""

from __future__ import annotations

from typing import Any

from cvgen.compose.locale import Locale
from cvgen.compose.plurals import find_plural_rules
from cvgen.files.yamltable import read_table

_LONG = 4  # digits, of which some languages make no groups yet
_SAYS_NUMBER = "="
_NO_BREAK = "\N{NO-BREAK SPACE}"


def read_figure_words() -> dict[str, Any]:
    """Read the words for figures, by what they say and by language."""
    words: dict[str, Any] = read_table("figures")
    return words


def format_number(number: int, locale: Locale) -> str:
    """Write a number with its digits in groups."""
    words = read_figure_words()
    language = locale.words_of
    digits = str(number)
    if len(digits) > _LONG or language not in words["long-groups-only"]:
        mark = _find_group_mark(locale)
        digits = mark.join(_group_digits(digits, in_pairs=language in words["pairs"]))
    return digits.translate(str.maketrans("0123456789", locale.digits))


def _find_group_mark(locale: Locale) -> str:
    mark = str(read_figure_words()["group-mark"][locale.words_of])
    if mark == locale.decimal:
        return "." if locale.decimal == "," else ","
    return mark.replace(" ", _NO_BREAK)


def _group_digits(digits: str, *, in_pairs: bool) -> list[str]:
    """Split digits from the right into threes, or into pairs before the last three."""
    groups = [digits[-3:]]
    rest = digits[:-3]
    width = 2 if in_pairs else 3
    while rest:
        groups.insert(0, rest[-width:])
        rest = rest[:-width]
    return groups


def has_noun(name: str) -> bool:
    """Say whether there is a noun for what a figure counts."""
    return name in read_figure_words()["nouns"]


def format_count(number: int, name: str, locale: Locale) -> str:
    """Write a number with the noun for what it counts, such as "12 talks"."""
    forms = read_figure_words()["nouns"][name][locale.words_of]
    rules = find_plural_rules(locale.words_of)
    form = str(forms[rules.forms.index(rules.choose_form(number))])
    if form.startswith(_SAYS_NUMBER):
        return form.removeprefix(_SAYS_NUMBER)
    if "{0}" not in form:
        form = "{0}" + _NO_BREAK + form
    return form.format(format_number(number, locale))


def format_amount(number: int, currency: str, locale: Locale) -> str:
    """Write a sum of money, its currency before or behind it as the language has it."""
    digits = format_number(number, locale)
    if locale.words_of not in read_figure_words()["currency-first"]:
        return digits + _NO_BREAK + currency
    if currency.isalpha() and currency.isascii():
        return currency + _NO_BREAK + digits
    return currency + digits
