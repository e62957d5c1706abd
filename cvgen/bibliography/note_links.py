"""Keep the links of a note where they stand in it, as links of the note and not of the work."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from cvgen.bibliography import identifiers
from cvgen.bibliography.latex import convert_to_plain
from cvgen.bibliography.latex_verbatim import read_verbatim
from cvgen.bibliography.publication_builder import PublicationBuilder
from cvgen.bibliography.source import shorten
from cvgen.bibliography.spans import escape_marks
from cvgen.bibliography.status import parse_status
from cvgen.errors import Place
from cvgen.text.patterns import compile_late

_LINK = compile_late(
    r"\\(?:url|path|nolinkurl)\s*\{(?P<url>[^{}]*)\}"
    r"|\\href\s*(?:\[[^\[\]{}]{0,100}\]\s*)?\{(?P<href>[^{}]*)\}\s*\{(?P<label>(?:[^{}]|\{[^{}]*\})*)\}"
    r"|(?P<bare>https?://[^\s{}]+)"
)
# Characters for private use hold the place of a link while the words around it are converted.
_FIRST_PLACEHOLDER = 0xE000
_MOST_LINKS = 100
_PLACEHOLDER = compile_late(f"[\ue000-{chr(_FIRST_PLACEHOLDER + _MOST_LINKS - 1)}]")
_LONGEST_ADDRESS = 40
_IN_MARKUP = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C"})


class TextLink(Struct, frozen=True):
    """A link in a text: where it stands, its address and its words, which may be none."""

    start: int
    end: int
    address: str
    label: str = ""

    def format_inline(self) -> str:
        """Format the link as inline text, with its address where it has no words."""
        words = self.label or _format_address(self.address)
        safe_words = escape_marks(words).replace("]", "\\]")
        return f"[{safe_words}]({self.address.translate(_IN_MARKUP)})"


def find_links(tex: str) -> list[TextLink]:
    """Find the links in a text; what is no web address prints as it stands."""
    links = []
    for match in _LINK.finditer(tex):
        written = match["url"] or match["href"] or match["bare"] or ""
        end = match.end()
        if match["bare"]:
            written = identifiers.trim_end(written)
            end = match.start() + len(written)
        address = identifiers.parse_address(read_verbatim(written).rstrip(".,;"))
        if address:
            label = convert_to_plain(match["label"] or "")
            links.append(TextLink(match.start(), end, address, label))
    return links[:_MOST_LINKS]


def add_note(
    tex: str, convert: Callable[[str], str], builder: PublicationBuilder, place: Place
) -> None:
    """Add a note; `convert` makes inline text of its words.

    Where there is nothing but links, they are links of the work under the name of their host.
    """
    source = _PLACEHOLDER.sub(" ", tex)
    links = find_links(source)
    if not links:
        builder.add_note(convert(source))
        return
    rest = identifiers.remove_lead(remove_links(source, links)).strip(" {}.,;:\n")
    if not rest or parse_status(convert_to_plain(rest)):
        for link in links:
            add_work_link(link, builder, place)
        builder.add_note(convert(rest))
        return
    before = len(builder.notes)
    builder.add_note(convert(_hold_places(source, links)))
    for index in range(before, len(builder.notes)):
        builder.notes[index] = _insert_links(builder.notes[index], links)


def remove_links(tex: str, links: Sequence[TextLink], *, keep_labels: bool = False) -> str:
    """Take the links out of a text, and with them their words, if these are not to be kept."""
    words = [""] * len(links)
    if keep_labels:
        words = [link.label for link in links]
    return _replace_links(tex, links, words)


def _hold_places(tex: str, links: Sequence[TextLink]) -> str:
    """Replace each link with a character that holds its place."""
    placeholders = [chr(_FIRST_PLACEHOLDER + index) for index in range(len(links))]
    return _replace_links(tex, links, placeholders)


def _replace_links(tex: str, links: Sequence[TextLink], replacements: Sequence[str]) -> str:
    text = ""
    position = 0
    for link, replacement in zip(links, replacements, strict=True):
        text += tex[position : link.start] + replacement
        position = link.end
    return text + tex[position:]


def _insert_links(text: str, links: Sequence[TextLink]) -> str:
    """Insert the links in the places that are held for them."""

    def insert(match: re.Match[str]) -> str:
        return links[ord(match[0]) - _FIRST_PLACEHOLDER].format_inline()

    return _PLACEHOLDER.sub(insert, text)


def add_work_link(link: TextLink, builder: PublicationBuilder, place: Place) -> None:
    """Add a link of the work; its DOI or arXiv number, where it has none yet, is added as that."""
    doi = ""
    if "doi.org/" in link.address:
        doi = identifiers.find_doi(link.address)
    arxiv = identifiers.find_labelled_arxiv(link.address)
    if doi and builder.data.get("doi", doi).casefold() == doi.casefold():
        builder.add("doi", doi)
    elif arxiv and builder.data.get("arxiv", arxiv) == arxiv:
        builder.add("arxiv", arxiv)
    else:
        builder.add_link(_choose_label(link, builder), link.address, place)


def _choose_label(link: TextLink, builder: PublicationBuilder) -> str:
    """Choose words for a link that no other link of the work has."""
    label = link.label or identifiers.find_host(link.address)
    if builder.links.get(label, link.address) == link.address:
        return label
    return link.address.split("://", 1)[-1]


def _format_address(address: str) -> str:
    """Show an address without its scheme, or only its host where it is long."""
    shown = address.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    if len(shown) <= _LONGEST_ADDRESS:
        return shown
    return shorten(identifiers.find_host(address), _LONGEST_ADDRESS)
