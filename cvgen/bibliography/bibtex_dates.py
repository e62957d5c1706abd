"""Read from a BibTeX entry when a work appeared, and the status that may stand in its place."""

from __future__ import annotations

import re

from cvgen.bibliography.bibtex_text import EntryText
from cvgen.bibliography.date_findings import report_date_problem
from cvgen.bibliography.dates import DIFFERENT, ParsedDate, parse_date
from cvgen.bibliography.latex_verbatim import unescape_verbatim
from cvgen.bibliography.publication_builder import PublicationBuilder
from cvgen.text.patterns import compile_late

# A tilde behind a date is EDTF's for one that is not certain; elsewhere it is a space.
_DOUBT = compile_late(r"[0-9?%](?:[?~%]|\\sim)+\s*(?:/|$)|^~[0-9]")


def add_date(text: EntryText, builder: PublicationBuilder) -> None:
    """Add the date, and the status that may stand in its place."""
    builder.add_status_phrase(text.get_plain("pubstate"))
    for field_name in ("date", "year"):
        words = _get_words(text, field_name)
        parsed = parse_date(words, text.get_plain("month"), text.get_plain("day"))
        without_digits = re.sub(r"\d", "", words).strip(" ,;()[]")
        is_status = builder.add_status_phrase(without_digits)
        release_date = builder.data.get("releaseDate", "")
        if parsed.problem and not is_status and not release_date:
            _report_problem(parsed, text, builder, field_name)
        elif parsed.date and release_date[:4] not in ("", parsed.date[:4]):
            other = ParsedDate(release_date, DIFFERENT)
            report_date_problem(words, other, builder, text.entry.get_place(field_name))
        builder.add("releaseDate", parsed.date)
    if "releaseDate" not in builder.data:
        builder.add("releaseDate", parse_date(_get_words(text, "eventdate")).date)


def _get_words(text: EntryText, field_name: str) -> str:
    """Return a date in plain words, but for the marks of doubt that EDTF has."""
    tex = text.entry.get_text(field_name)
    verbatim = unescape_verbatim(tex).strip()
    if _DOUBT.search(verbatim):
        return verbatim
    return text.get_plain(field_name)


def _report_problem(
    parsed: ParsedDate, text: EntryText, builder: PublicationBuilder, field_name: str
) -> None:
    """Report what a date does not say, at the field that says it."""
    words = _get_words(text, field_name)
    is_about_month = not parse_date(words).problem and text.has_field("month")
    if is_about_month:
        field_name = "month"
        words = text.get_plain("month")
    report_date_problem(words, parsed, builder, text.entry.get_place(field_name))
