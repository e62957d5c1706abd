"""Say how long something lasted, in years and months, in the words of a language (CLDR)."""

from __future__ import annotations

from cvgen.compose.locale import Locale
from cvgen.compose.plurals import find_plural_rules
from cvgen.files.yamltable import read_table
from cvgen.text.dates import PartialDate, Period

_MONTHS = 12
_WIDE_BRACKET = "（"


def add_duration(text: str, period: Period, locale: Locale, today: PartialDate) -> str:
    """Say behind a period how long it was, where that is wanted and its months are known."""
    if not locale.with_durations:
        return text
    duration = format_duration(count_months(period, today), locale)
    if not duration:
        return text
    if _WIDE_BRACKET in locale.patterns["expected"]:
        return f"{text}（{duration}）"
    return f"{text} ({duration})"


def count_months(period: Period, today: PartialDate) -> int:
    """Count the months of a period, with the first and the last; 0 where they are not all known.

    What goes on lasts until today.
    """
    start = period.start
    end = today if period.ongoing else period.end
    if start is None or end is None or start.expected or end.expected:
        return 0
    if not (start.month and end.month):
        return 0
    months = (end.year - start.year) * _MONTHS + end.month - start.month + 1
    return max(months, 0)


def format_duration(months: int, locale: Locale) -> str:
    """Write a number of months as years and months; nothing for none."""
    words = read_table("durations")[locale.words_of]
    years, rest = divmod(months, _MONTHS)
    parts = []
    for number, unit in ((years, "years"), (rest, "months")):
        if number:
            category = find_plural_rules(locale.words_of).choose_form(number)
            forms = words[unit]
            parts.append(str(forms.get(category, forms["other"])).format(number))
    text = "".join(parts)
    if len(parts) > 1:
        text = str(words["join"]).format(*parts)
    return text.translate(str.maketrans("0123456789", locale.digits))
