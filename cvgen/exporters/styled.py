"""Read markup with the looks that a page gives it: titles of journals slanted, marks raised."""

from __future__ import annotations

from markupsafe import Markup

from cvgen.text.patterns import compile_late
from cvgen.text.runs import Run, read_runs

_CITE = compile_late(r"<(/?)cite\b[^>]*>")
# What is raised behind a name, as for an equal contribution.
_NAME_MARKS = compile_late(
    r'<span class="marks">(?:<span class="star">)?([^<]*)(?:</span>)?([^<]*)</span>'
)


def read_styled_runs(markup: Markup | str) -> tuple[Run, ...]:
    """Read markup, or plain text that is escaped, as runs."""
    slanted = _CITE.sub(r"<\1em>", str(Markup.escape(markup)))
    return read_runs(Markup(_NAME_MARKS.sub(r"<sup>\1\2</sup>", slanted)))
