"""Read sums of money as people write them, and add them up by currency."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from cvgen.files.yamltable import read_table
from cvgen.text.patterns import compile_late

_NUMBER = compile_late(r"\d[\d.,'’\s\u00a0\u202f]*\d|\d")
# Behind it "million" leaves open whether the mark is a decimal mark.
_TWO_MEANINGS = compile_late(r"\d{1,3}[.,]\d{3}")
_THOUSAND = 3  # digits behind a mark that parts groups


class Amount(Struct, frozen=True):
    """A sum of money in hundredths of its currency, which is as it was written, with its code."""

    hundredths: int
    currency: str
    code: str


def read_amount(text: str) -> Amount | None:
    """Read the one sum that a text says; None where it says none, or more than one thing."""
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1:
        return None
    before, _, behind = text.partition(numbers[0])
    scale = _find_scale(behind)
    value = _parse_number(numbers[0])
    sign = _find_currency(before, behind)
    if value is None or not sign:
        return None
    if scale > 1 and _TWO_MEANINGS.fullmatch(numbers[0]):
        return None
    code = _read_code(sign)
    if sign.isascii() and sign.isalpha():
        sign = code
    return Amount(round(value * scale * 100), sign, code)


def _find_currency(*parts: str) -> str:
    """Find the shortest sign or code of the one currency in some texts; nothing for several."""
    found: list[str] = []
    for part in parts:
        found += _compile_currencies().findall(part)
    if len(set(map(_read_code, found))) != 1:
        return ""
    return min(found, key=len)


def _parse_number(written: str) -> float | None:
    """Parse a number; a last mark with one or two digits behind it is the decimal mark.

    With three digits behind it, it parts thousands: no sum of money has three decimals.
    """
    digits = re.sub(r"\s", " ", written)
    parts = re.split(r"[.,'’ ]", digits)
    marks = re.findall(r"[.,'’ ]", digits)
    is_last_alone = bool(marks) and marks.count(marks[-1]) == 1 and marks[-1] in ".,"
    decimals = ""
    if is_last_alone and len(parts[-1]) != _THOUSAND:
        decimals = parts.pop()
    if any(len(group) != _THOUSAND for group in parts[1:]):
        return None
    return float(f"{''.join(parts)}.{decimals}")


def _find_scale(behind: str) -> int:
    """Find the word for thousands or millions that a number has right behind it."""
    scales = read_table("amounts")["scales"]
    words = sorted(map(re.escape, scales), key=len, reverse=True)
    match = re.match(rf"\s*({'|'.join(words)})(?<=[^a-zA-Z])|\s*({'|'.join(words)})(?!\w)", behind)
    return int(scales[match[1] or match[2]]) if match else 1


@cache
def _compile_currencies() -> re.Pattern[str]:
    table = read_table("amounts")
    signs = sorted(table["signs"], key=len, reverse=True)
    patterns = []
    for sign in (*signs, *table["codes"]):
        pattern = re.escape(sign)
        if sign.isalpha() and sign.isascii():
            pattern = rf"(?<![A-Za-z]){pattern}(?![A-Za-z])"
        patterns.append(pattern)
    return re.compile("|".join(patterns))


def _read_code(sign: str) -> str:
    return str(read_table("amounts")["signs"].get(sign, sign))


def add_amounts(amounts: list[Amount]) -> list[Amount]:
    """Add amounts up by currency, in the order and the signs in which they are first written."""
    sums: dict[str, Amount] = {}
    for amount in amounts:
        before = sums.get(amount.code, Amount(0, amount.currency, amount.code))
        hundredths = before.hundredths + amount.hundredths
        sums[amount.code] = Amount(hundredths, before.currency, amount.code)
    return list(sums.values())
