"""Parse a telephone number as it stands on a letterhead into a `tel:` URI (RFC 3966)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from cvgen.files.yamltable import read_table
from cvgen.text.folding import fold_signs
from cvgen.text.patterns import compile_late

_MOST_CHARACTERS = 60
_MOST_DIGITS = 15  # of an international number, without its prefix (ITU E.164, 6.2.1)
_LEAST_DIGITS = 3
_WHOLE_NUMBER = 6  # digits or more are a number by themselves
_NUMBER = compile_late(r"[+0-9 ()./·,;|–-]*[0-9][+0-9 ()./·,;|–-]*")
_COUNTRY_IN_BRACKETS = compile_late(r"\((\+|00)([0-9 ]+)\)")
_TRUNK_ZERO = compile_late(r"\( ?0 ?\)")


def build_telephone_url(text: str) -> str:
    """Build the URI of one number, with `;ext=` for its extension.

    Raises ValueError with a sentence where the text is something else, or several numbers.
    """
    number, extension = _split_extension(" ".join(fold_signs(text[:_MOST_CHARACTERS]).split()))
    number = number.replace("[", "(").replace("]", ")")
    number = _COUNTRY_IN_BRACKETS.sub(r"\1\2 ", number).strip()
    if len(text) > _MOST_CHARACTERS or not _NUMBER.fullmatch(number):
        raise ValueError("is no telephone number alone")
    if _has_several_numbers(number):
        raise ValueError("is more than one telephone number")
    url = "tel:" + _format_number(number)
    if extension:
        url += f";ext={extension}"
    return url


def _split_extension(text: str) -> tuple[str, str]:
    """Split the number of an extension off, behind one of the words for it."""
    match = _build_extension_pattern().search(text)
    if not match:
        return text, ""
    return text[: match.start()].strip(), match[1] or match[2]


def find_extension_end(text: str, end: int) -> int:
    """Find where the extension ends that follows a number in a text; else where the number ends."""
    words = _join_extension_words()
    pattern = rf"[ ,;(]{{0,3}}(?:{words})[.:= ]{{0,3}}[0-9]{{1,10}}(?!\w)\)?"
    match = re.compile(pattern, re.IGNORECASE).match(text, end)
    return match.end() if match else end


@cache
def _build_extension_pattern() -> re.Pattern[str]:
    words = _join_extension_words()
    return re.compile(
        rf"[ ,;(]{{0,3}}(?<!\w)(?:{words})[.:= ]{{0,3}}([0-9]{{1,10}})\)?$"
        rf"|(?<=[0-9)])(?:{words})[.:= ]{{0,3}}([0-9]{{1,10}})\)?$",
        re.IGNORECASE,
    )


def _join_extension_words() -> str:
    """Join the words for an extension into an expression; the longest are tried first."""
    words = sorted(_load_table()["extension"], key=len, reverse=True)
    return "|".join(map(re.escape, words))


@cache
def _load_table() -> dict[str, Any]:
    return read_table("telephones")  # type: ignore[no-any-return]


def _has_several_numbers(number: str) -> bool:
    """Return whether there are two numbers, or two endings of one: `030 1234567/68`."""
    if number.count("+") > 1 or _count_digits(number) > _MOST_DIGITS + len("00"):
        return True
    parts = [_count_digits(part) for part in re.split("[/;,|]", number)]
    if len(parts) == 1:
        return False
    are_whole = sum(count >= _WHOLE_NUMBER for count in parts) > 1
    has_other_ending = parts[0] > _WHOLE_NUMBER and parts[-1] <= 2
    return are_whole or has_other_ending


def _count_digits(text: str) -> int:
    return len(_keep_digits(text))


def _format_number(number: str) -> str:
    """Write a number in digits alone, behind a plus where it says its country.

    Raises ValueError where it has too few or too many.
    """
    digits = _keep_digits(number)
    plus = ""
    if number.startswith(("+", "00")):
        plus = "+"
        digits = _format_international_digits(number)
    has_no_country = plus and digits.startswith("0")
    if has_no_country or not _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS:
        raise ValueError("is no telephone number that can be called")
    return plus + digits


def _format_international_digits(number: str) -> str:
    """Drop the 0 that is for calls within the country; Italy has none."""
    table = _load_table()
    digits = _keep_digits(number).removeprefix("00")
    if digits.startswith(tuple(table["zero-stays"])):
        return digits
    without_zero = _keep_digits(_TRUNK_ZERO.sub("", number)).removeprefix("00")
    for code in table["zero-goes"]:
        if without_zero.startswith(code + "0"):
            return without_zero.replace(code + "0", code, 1)
    return without_zero


def _keep_digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)
