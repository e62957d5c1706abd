"""Format publications in a citation style (CSL), with own name, marks and links put back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from cvgen.bibliography import csl, styles
from cvgen.bibliography.format_text import format_html_title
from cvgen.bibliography.protected_words import choose_protected_words
from cvgen.bibliography.publication_text import find_genre, select_line
from cvgen.compose.authors import format_marks
from cvgen.compose.locale import find_quotes
from cvgen.compose.publication import is_out
from cvgen.compose.view import NOTHING, Item
from cvgen.compose.wording import Wording
from cvgen.errors import Diagnostic, Place
from cvgen.profile.name_match import fold_spelling
from cvgen.profile.name_parse import parse_name_parts
from cvgen.profile.name_parts import NameParts
from cvgen.profile.names import PersonIdentity
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.text.bidi import escape_text
from cvgen.text.links import format_doi_url
from cvgen.text.markup import strip_markup
from cvgen.text.patterns import compile_late
from cvgen.text.quotes import set_quotes, straighten_quotes

_TAG = compile_late(r"(<[^>]*>)")
_NAME = compile_late(f"{styles.BEGIN}(.*?){styles.END}")
_DOI = compile_late(r"(?:https?://doi\.org/|doi:\s?)(10\.\d{4,9}/[^\s<]*[^\s<.,;])", re.IGNORECASE)
_ROLES = ("author", "editor", "translator")
# How styles write initials: Z.-F., Z. F., Z.F., Z F, ZF and Z-F, each with a full stop or without.
_JOINTS = (r"\.-", r"\.\s", r"\.", r"\s", "", "-")


def format_citations(
    papers: Sequence[Publication],
    style: str,
    people: PersonIdentity,
    wording: Wording,
    place: Place | None,
) -> list[Markup]:
    """Format every work, in the order given.

    Raises ProfileError when the style cannot be used.
    """
    items = [_build_item(paper, str(number), wording) for number, paper in enumerate(papers)]
    request = styles.StyleRequest(style, wording.folder, wording.language, place)
    texts = styles.format_citations(items, request)
    citations: list[Markup] = []
    dotted = styles.has_dotted_initials(request)
    for text, paper in zip(texts, papers, strict=True):
        citations.append(_finish_citation(text, paper, people, wording, dotted=dotted))
    _report_hidden_names(papers, citations, people, request, wording)
    return citations


def remove_said(item: Item, citation: Markup, paper: Publication, wording: Wording) -> Item:
    """Remove from an item what its citation says too: DOI, status, and what a thesis is."""
    said = _fold_words(citation)
    behind_title = said.replace(_fold_words(item.title), "", 1)
    links = item.links
    if paper.doi and paper.doi.casefold() in said:
        links = tuple(link for link in links if link.label != f"doi:{paper.doi}")
    status = item.status
    if _fold_words(status) in behind_title:
        status = NOTHING
    notes = item.notes
    genre = find_genre(paper, (wording.language, "en")).casefold()
    if genre and genre in behind_title:
        notes = tuple(note for note in notes if _fold_words(note) != genre)
    return replace(item, links=links, status=status, notes=notes)


def _fold_words(markup: Markup) -> str:
    return " ".join(strip_markup(markup).casefold().split())


def _report_hidden_names(
    papers: Sequence[Publication],
    citations: Sequence[Markup],
    people: PersonIdentity,
    request: styles.StyleRequest,
    wording: Wording,
) -> None:
    """Warn where a style cuts the names before the person's own, or leaves out their role."""
    hidden = 0
    for paper, citation in zip(papers, citations, strict=True):
        is_own = any(map(people.is_same_person, paper.people))
        if is_own and "own-name" not in citation:
            hidden += 1
    if not hidden:
        return
    works = f"{hidden} works" if hidden > 1 else "a work"
    message = f"the style '{request.name}' leaves your name out of {works}"
    hint = "take a style that prints more names, or leave 'style:' out"
    wording.warnings.append(Diagnostic("W314", message, request.place, hint, "warning"))


def _build_item(paper: Publication, number: str, wording: Wording) -> dict[str, object]:
    """Describe a work in CSL-JSON, with marks around the surnames of people."""
    item = csl.build_csl_item(paper, number, (wording.language, "en"))
    item["title"] = _protect_title(paper, wording)
    if paper.venue and not is_out(paper):
        item.pop("status", None)  # the venue says it: "Submitted to Nature"
    for role in _ROLES:
        if role in item:
            item[role] = [_mark_person(person) for person in item[role]]
    if paper.pages:
        # With its final form given, citeproc does not shorten it (1–10 came out as 1–0).
        item["page"] = paper.pages.replace("--", "–").replace("-", "–")
    return item


def _protect_title(paper: Publication, wording: Wording) -> str:
    """Format the title, with all words marked whose letters no style may change."""
    title = select_line(paper.name, (wording.language, "en"))
    by_look = choose_protected_words(strip_markup(wording.format_text(paper.name)))
    return format_html_title(title, [*paper.protectedWords, *by_look])


def _mark_person(person: dict[str, str]) -> dict[str, str]:
    """Put marks around a surname, by which it is found again in the formatted text."""
    key = "family"
    if "literal" in person:
        key = "literal"
    return {**person, key: f"{styles.BEGIN}{person.get(key, '')}{styles.END}"}


def _finish_citation(
    text: Markup, paper: Publication, people: PersonIdentity, wording: Wording, *, dotted: bool
) -> Markup:
    """Emphasize the person's own name, put the marks back behind the names, and link a DOI."""
    html = str(text)
    for group in (paper.authors, paper.editors, paper.translators):
        own = people.find_own(group)
        for index, person in enumerate(group):
            name = _NameFinish(person, is_own=index in own, dotted=dotted)
            html = _finish_name(html, name, wording)
    pieces = _TAG.split(_remove_name_marks(html))
    texts = ["" if _TAG.fullmatch(piece) else unescape(piece) for piece in pieces]
    parts: list[Markup] = []
    quoted = set_quotes(texts, find_quotes(wording.language))
    for piece, words in zip(pieces, quoted, strict=True):
        if _TAG.fullmatch(piece):
            parts.append(Markup(piece))
        else:
            parts.append(escape_text(words, wording.language))
    return Markup(_DOI.sub(_link_doi, str(Markup("").join(parts))))


def _link_doi(match: re.Match[str]) -> str:
    """Link a DOI in HTML to its address."""
    address = format_doi_url(unescape(match[1]))
    return Markup('<a href="{}">{}</a>').format(address, Markup(match[0]))


def _remove_name_marks(html: str) -> str:
    return html.replace(styles.BEGIN, "").replace(styles.END, "")


class _NameFinish(Struct, frozen=True):
    """Whose name it is, whether one's own, and whether the style has points behind initials."""

    author: AuthorRecord
    is_own: bool
    dotted: bool


def _finish_name(html: str, finish: _NameFinish, wording: Wording) -> str:
    """Finish the first name that is still marked and is this author's, with the given name."""
    author = finish.author
    name = straighten_quotes(wording.format_text(author.name, marks=False).striptags())
    name_parts = parse_name_parts(name)
    surname = _find_surname(html, name_parts)
    if surname is None:
        return html
    start, end = _find_whole_name(html, name_parts, surname, dotted=finish.dotted)
    finished = _remove_name_marks(html[start:end])
    if finish.is_own:
        finished = f'<strong class="own-name">{finished}</strong>'
    if author.marks:
        finished += str(format_marks(author.marks))
    return html[:start] + finished + html[end:]


def _find_surname(html: str, name_parts: NameParts) -> re.Match[str] | None:
    """Find a marked surname that is the one of a name."""
    own_surname = fold_spelling(name_parts.family or name_parts.literal)
    for match in _NAME.finditer(html):
        if fold_spelling(unescape(match[1])) == own_surname:
            return match
    return None


def _find_whole_name(
    html: str, name_parts: NameParts, surname: re.Match[str], *, dotted: bool
) -> tuple[int, int]:
    """Find where a surname, with particle and given name beside it, starts and ends."""
    pattern = re.escape(surname[0])
    if name_parts.particle:
        particle = re.escape(str(Markup.escape(name_parts.particle)))
        pattern = rf"(?:{particle}\s)?{pattern}"
    given = _list_given_forms(name_parts.given, dotted=dotted)
    if given:
        pattern = rf"(?:(?:{given})\s)?{pattern}(?:,?\s(?:{given}))?"
    for match in re.finditer(pattern, html):
        if match.start() <= surname.start() < match.end():
            return match.span()
    return surname.span()


def _list_given_forms(given: str, *, dotted: bool) -> str:
    """List, as a pattern, how a style may write the given name: whole or with initials.

    Where it sets no points behind initials, one that follows them ends the sentence.
    """
    initials = [re.escape(word[0]) for word in re.split(r"[-\s.]+", given) if word]
    if not initials:
        return ""
    end = r"\.?" if dotted else ""
    whole = given if dotted else given.rstrip(".")
    short_forms = [joint.join(initials) + end for joint in _JOINTS]
    return "|".join(dict.fromkeys([re.escape(whole), *short_forms]))
