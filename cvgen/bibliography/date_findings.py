"""Report what the date of a work does not say, once per kind and file."""

from __future__ import annotations

from cvgen.bibliography.dates import ParsedDate
from cvgen.bibliography.publication_builder import PublicationBuilder
from cvgen.bibliography.source import shorten
from cvgen.errors import Diagnostic, Place

_LONGEST_DATE = 24


def report_date_problem(
    words: str, parsed: ParsedDate, builder: PublicationBuilder, place: Place
) -> None:
    """Report a date that is not read as it was written, and what prints in its stead."""
    outcome = "no date prints"
    if parsed.date:
        outcome = f"only {parsed.date} prints"
    quote = shorten(words, _LONGEST_DATE)
    message = f"{builder.describe()}: '{quote}' {parsed.problem}, and {outcome}"
    hint = "write 2021, 2021-09, 2021-09-14, or two of them with a slash"
    warning = Diagnostic("B202", message, place, hint, "warning")
    builder.source.warn_of_kind(f"date that {parsed.problem}", warning)
