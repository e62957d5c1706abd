"""Write the marks of a line as RenderCV reads them: Markdown, of which it makes Typst.

It takes some plain text for code of Typst or HTML. A word joiner, which nobody sees, breaks that
up; a star that is none of its marks is the sign that looks like it.
"""

from __future__ import annotations

import re
from itertools import groupby

from markupsafe import Markup

from cvgen.exporters.plain import clean_characters
from cvgen.text.patterns import compile_late
from cvgen.text.runs import Run, format_script, read_runs

_JOINER = "\N{WORD JOINER}"
_STAR = "\N{ASTERISK OPERATOR}"
# A command of Typst, a tag or an entity of HTML, and what begins a list or a heading.
_CODE = compile_late(
    r"(?<=#)(?=[A-Za-z])|(?<=<)(?=[A-Za-z/!?])|(?<=&)(?=#|\w+;)|^(?=[=+-])", re.MULTILINE
)
_EMPHASIS = compile_late(r"(?<!\w)_|_(?!\w)")


def format_rendercv(markup: Markup) -> str:
    """Format a line, with its links and its marks."""
    text = ""
    for url, group in groupby(read_runs(markup), key=lambda run: run.url):
        inner = ""
        for run in group:
            inner += _format_run(run, inner or text)
        if url.startswith("http"):
            inner = format_rendercv_link(inner, url)
        text += inner
    return text.replace("\n", " ").strip()


def format_rendercv_link(label: str, url: str) -> str:
    """Format a link without the fragment of its address, which Typst takes for code."""
    bare = url.partition("#")[0].replace("(", "%28").replace(")", "%29")
    return f"[{label}]({bare})"


def escape_rendercv(text: str) -> str:
    """Escape a plain text."""
    text = (
        clean_characters(text).replace("*", _STAR).replace("`", "'").replace("$$", f"${_JOINER}$")
    )
    text = _EMPHASIS.sub("\N{MODIFIER LETTER LOW MACRON}", text)
    return _CODE.sub(_JOINER, text)


def _format_run(run: Run, before: str) -> str:
    text = escape_rendercv(format_script(run, before))
    words = text.strip(" ")
    if not words or not run.marks & {"strong", "em", "code"}:
        return text
    lead, tail = text.split(words, 1) if words != text else ("", "")
    if "code" in run.marks:
        return f"{lead}`{words}`{tail}"
    if "em" in run.marks:
        words = f"*{words}*"
    if "strong" in run.marks:
        words = f"**{words}**"
    return lead + words + tail
