"""Find the title of a work by how it is set: bold, coloured, linked, underlined or italic."""

from __future__ import annotations

from collections.abc import Sequence

from cvgen.importers.page.blocks import Span, get_raw_text
from cvgen.importers.page.dates import has_date
from cvgen.importers.page.people import is_people_list
from cvgen.importers.page.phrases import has_word, starts_with

TITLE_MARKS = ("color", "bold", "italic", "underline")
LEAST_TITLE = 3  # words
_LEAST_LETTERS = 8  # of a title in a script without spaces
_EAST = "\u2e80"  # from which on scripts have no spaces
_SURE_WORDS = 8  # a bold text of so many words is a title, though it has a year
_ORDER = ("color", "bold", "link", "underline", "italic")


def find_marked_title(spans: Sequence[Span]) -> tuple[int, int] | None:
    """Find a run of marked or linked text that is a title; return where it starts and ends."""
    whole = get_raw_text(spans)
    for mark in _ORDER:
        for start, end in _list_runs(spans, mark):
            if _is_title(whole[start:end], mark):
                return start, end
    return _find_behind_authors(spans, whole)


def _find_behind_authors(spans: Sequence[Span], whole: str) -> tuple[int, int] | None:
    """Find a marked text that is a title, however short, because only authors stand before it."""
    for mark in ("italic", "bold"):
        for start, end in _list_runs(spans, mark):
            before = whole[:start].strip(" .,:;")
            is_work = len(before) > _LEAST_LETTERS and is_people_list(before)
            if is_work and end < len(whole) and not is_people_list(whole[start:end]):
                return start, end
    return None


def _is_title(text: str, mark: str) -> bool:
    """Say whether a marked text is a title: several words, no names, no venue, no note."""
    words = text.split()
    is_long = len(words) >= LEAST_TITLE or (len(text) > _LEAST_LETTERS and text[0] > _EAST)
    if not is_long or is_people_list(text) or starts_with("note", text.strip()):
        return False
    if mark == "italic":
        return not has_word("venue", text) and not has_date(text)
    if mark == "bold":
        return not has_date(text) or len(words) >= _SURE_WORDS
    return True


def _list_runs(spans: Sequence[Span], mark: str) -> list[tuple[int, int]]:
    """List where runs with a mark start and end; blanks belong to the run that they follow."""
    runs: list[tuple[int, int]] = []
    offset = 0
    for span in spans:
        end = offset + len(span.text)
        goes_on = bool(runs) and runs[-1][1] == offset
        is_blank = not span.text.strip()
        if goes_on and (is_blank or _has_mark(span, mark)):
            runs[-1] = (runs[-1][0], end)
        elif not is_blank and _has_mark(span, mark):
            runs.append((offset, end))
        offset = end
    return runs


def _has_mark(span: Span, mark: str) -> bool:
    if mark == "link":
        return bool(span.href)
    return mark in span.marks
