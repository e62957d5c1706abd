"""Compose what is said of a section as a whole, below its heading: counts, and sums of money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup
from msgspec.structs import replace

from cvgen.compose.amounts import Amount, add_amounts, read_amount
from cvgen.compose.numbers import (
    format_amount,
    format_count,
    format_number,
    has_noun,
    read_figure_words,
)
from cvgen.compose.view import NOTHING, Section
from cvgen.compose.wording import Wording
from cvgen.profile.fields import choose_language_version
from cvgen.profile.sections import Entry
from cvgen.profile.settings import Settings
from cvgen.text.markup import strip_markup

_MOST_PARTS = 4


def add_overview(
    section: Section, entries: Sequence[Entry], settings: Settings, wording: Wording
) -> Section:
    """Add the lines that a profile wishes for above the entries of a section."""
    lines = []
    if section.kind in settings.counts:
        lines.append(_count_entries(section.kind, entries, wording))
    if section.kind in settings.sums:
        lines.append(_add_up(entries, wording))
    overview = (*section.overview, *(line for line in lines if line))
    return replace(section, overview=overview)


def _count_entries(kind: str, entries: Sequence[Entry], wording: Wording) -> Markup:
    """Say how many entries there are, and how many of each part, as in "12 talks, 4 invited"."""
    parts = [_count_all(kind, len(entries), wording)]
    parts += _count_parts(read_figure_words()["parts"].get(kind, ""), entries, wording)
    return wording.join_parts(parts, "list")


def _count_all(kind: str, count: int, wording: Wording) -> Markup:
    """Write a number of entries with their noun; without one, as a total."""
    if has_noun(kind):
        return Markup.escape(format_count(count, kind, wording.locale))
    return _write_total(wording) + format_number(count, wording.locale)


def _write_total(wording: Wording) -> Markup:
    word = str(read_figure_words()["total"][wording.locale.words_of])
    return Markup.escape(word + wording.word("colon"))


def _count_parts(field: str, entries: Sequence[Entry], wording: Wording) -> list[Markup]:
    """Count the entries by what a field says; nothing where that is too many things."""
    names: dict[str, Markup] = {}
    counts = Counter[str]()
    for entry in entries:
        text = wording.format_text(getattr(entry, field, None))
        if text:
            key = strip_markup(text).casefold()
            names.setdefault(key, text)
            counts[key] += 1
    if len(names) > _MOST_PARTS:
        return []
    pattern = Markup("{}\N{NO-BREAK SPACE}{}")
    return [
        wording.isolate(pattern.format(format_number(counts[key], wording.locale), name))
        for key, name in names.items()
    ]


def _add_up(entries: Sequence[Entry], wording: Wording) -> Markup:
    """Add the amounts of grants up by currency; what cannot be added is told."""
    amounts: list[Amount] = []
    missing = []
    for entry in entries:
        text = getattr(entry, "amount", None)
        if not text:
            missing.append(entry)
            continue
        _, version = choose_language_version(text, (wording.language, "en"))
        amount = read_amount(version)
        if amount:
            amounts.append(amount)
        else:
            message = f"the amount '{version}' is not in the sum: it is no single sum of money"
            wording.warn("W421", message, "write it like 'EUR 120,000'", version)
    if missing and amounts:
        _warn_of_missing(missing, len(entries), wording)
    locale = wording.locale
    sums = []
    for amount in add_amounts(amounts):
        number = round(amount.hundredths / 100)
        sums.append(Markup.escape(format_amount(number, amount.currency, locale)))
    if not sums:
        return NOTHING
    return _write_total(wording) + wording.join_parts(sums, "list")


def _warn_of_missing(missing: Sequence[Entry], count: int, wording: Wording) -> None:
    name = strip_markup(wording.format_text(getattr(missing[0], "name", None)))
    message = f"the sum leaves out {len(missing)} of {count} grants, which say no amount"
    wording.warn("W422", message, "add 'amount:'", name)
