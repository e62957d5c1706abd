"""Write inline markup as the runs of a Word document, each in its language and direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct, field

from cvgen.exporters.docx.appearance import find_script_kind, find_word_language
from cvgen.exporters.office_xml import escape_xml
from cvgen.exporters.styled import read_styled_runs
from cvgen.text.bidi import is_cjk, is_rtl
from cvgen.text.patterns import compile_late
from cvgen.text.runs import Run

# Letters from the right, with what stands among them.
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT_RUN = compile_late(rf"([{_RIGHT}](?:[^A-Za-z{_RIGHT}\n]*[{_RIGHT}])*)")
_LEFT_RUN = compile_late(rf"([^\W\d_{_RIGHT}](?:[^{_RIGHT}\n]*[^\W_{_RIGHT}])?)")
_HAN = compile_late("[\u2e80-\u9fff\uac00-\ud7af\uf900-\uffef]")
_SPECIAL = compile_late("([\n\t\N{NON-BREAKING HYPHEN}\N{SOFT HYPHEN}])")
_ELEMENTS = {
    "\n": "<w:br/>",
    "\t": "<w:tab/>",
    "\N{NON-BREAKING HYPHEN}": "<w:noBreakHyphen/>",
    "\N{SOFT HYPHEN}": "<w:softHyphen/>",
}
_IGNORED = str.maketrans("", "", "\N{WORD JOINER}\u2066\u2067\u2068\u2069")
_LANGUAGE_NAMES = {"latin": "w:val", "east": "w:eastAsia", "complex": "w:bidi"}
_SCRIPTS = {"sub": "subscript", "sup": "superscript"}


class RunWriter(Struct):
    """Writes runs for a document in a language; `links` are the addresses in it, with their ids."""

    language: str
    links: dict[str, str] = field(default_factory=dict)

    def write(self, markup: Markup | str, style: str = "") -> str:
        """Write markup, or plain text that is escaped, in a character style."""
        written = ""
        for url, group in groupby(read_styled_runs(markup), key=lambda run: run.url):
            runs = self._write_runs(group, "Hyperlink" if url else style)
            written += self._link_runs(runs, url) if url else runs
        return written

    def write_link(self, label: str, url: str) -> str:
        """Write a link."""
        return self._link_runs(self._write_runs([Run(label)], "Hyperlink"), url)

    def _link_runs(self, runs: str, url: str) -> str:
        number = self.links.setdefault(url, f"link{len(self.links) + 1}")
        return f'<w:hyperlink r:id="{number}" w:history="1">{runs}</w:hyperlink>'

    def _write_runs(self, runs: Iterable[Run], style: str) -> str:
        return "".join(self._write_run(run, style) for run in runs)

    def _write_run(self, run: Run, style: str) -> str:
        language = run.language or self.language
        text = run.text.translate(_IGNORED)
        written = ""
        for part, is_from_right in split_directions(text, from_right=is_rtl(language)):
            properties = _write_marks(run, style)
            properties += self._write_direction(language, is_from_right=is_from_right)
            if properties:
                properties = f"<w:rPr>{properties}</w:rPr>"
            written += f"<w:r>{properties}{''.join(_write_text(part))}</w:r>"
        return written

    def _write_direction(self, language: str, *, is_from_right: bool) -> str:
        """Write the direction, and the language where it is not the document's."""
        written = "<w:rtl/>" if is_from_right else ""
        if language != self.language:
            name = _LANGUAGE_NAMES[find_script_kind(language)]
            written += f'<w:lang {name}="{escape_xml(find_word_language(language))}"/>'
        return written


def _write_marks(run: Run, style: str) -> str:
    """Write the properties of a run in the order of the schema: style and face, then marks."""
    written = _write_style(run, style)
    if "strong" in run.marks:
        written += "<w:b/><w:bCs/>"
    if "em" in run.marks:
        written += "<w:i/>"
    for mark, name in _SCRIPTS.items():
        if mark in run.marks:
            written += f'<w:vertAlign w:val="{name}"/>'
    return written


def _write_style(run: Run, style: str) -> str:
    chosen = style
    if "code" in run.marks and not style:
        chosen = "Code"
    written = f'<w:rStyle w:val="{chosen}"/>' if chosen else ""
    if is_cjk(run.language or "en") or _HAN.search(run.text):
        # Quotation marks and dashes are those of East Asia.
        written += '<w:rFonts w:hint="eastAsia"/>'
    return written


def _write_text(text: str) -> Iterator[str]:
    for part in _SPECIAL.split(text):
        if part in _ELEMENTS:
            yield _ELEMENTS[part]
        elif part:
            yield f'<w:t xml:space="preserve">{escape_xml(part)}</w:t>'


def split_directions(text: str, *, from_right: bool) -> Iterator[tuple[str, bool]]:
    """Split a text where the other direction begins or ends; each part with whether from right."""
    pattern = _LEFT_RUN if from_right else _RIGHT_RUN
    for index, part in enumerate(pattern.split(text)):
        if part:
            yield part, from_right == (index % 2 == 0)
