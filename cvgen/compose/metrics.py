"""Word figures that were read elsewhere, with where and when: of a work, and of the person."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from cvgen.compose.numbers import format_count, format_number, read_figure_words
from cvgen.compose.wording import Wording
from cvgen.profile.metrics import WorkMetrics

_COUNTED = ("citations", "reads")


def format_metrics(figures: Iterable[WorkMetrics], wording: Wording) -> list[Markup]:
    """Format figures, those of each source as one text."""
    return [_format_source(each, wording) for each in figures]


def _format_source(figures: WorkMetrics, wording: Wording) -> Markup:
    locale = wording.locale
    parts = []
    for name in _COUNTED:
        number = getattr(figures, name)
        if number is not None:
            parts.append(Markup.escape(format_count(number, name, locale)))
    h_index = getattr(figures, "hIndex", None)
    if h_index is not None:
        pattern = read_figure_words()["h-index"][locale.words_of]
        text = pattern.format(format_number(h_index, locale)).replace(" ", "\N{NO-BREAK SPACE}")
        parts.append(Markup.escape(text))
    day = Markup.escape(locale.format_date(figures.date))
    name = wording.isolate(wording.format_text(figures.source))
    source = wording.join_parts([name, day])
    said = wording.join_parts(parts, "list")
    text = Markup(locale.patterns["count"]).format(title=said, count=source)
    return Markup('<span class="metrics">{}</span>').format(text)
