"""Read identifiers, links and notes from a BibTeX entry, wherever people keep them."""

from __future__ import annotations

from functools import partial

from cvgen.bibliography.bibtex_text import EntryText
from cvgen.bibliography.identifiers import find_arxiv, find_labelled_arxiv, remove_lead
from cvgen.bibliography.latex_verbatim import read_verbatim, unescape_verbatim
from cvgen.bibliography.note_links import add_note, add_work_link, find_links, remove_links
from cvgen.bibliography.publication_builder import PublicationBuilder
from cvgen.bibliography.tables import load_table
from cvgen.bibliography.zotero_lines import list_note_lines
from cvgen.text.patterns import compile_late

_NEXT_ADDRESS = compile_late(r"(?<!\s)\s++(?=https?:)")
_URL_FIELDS = ("url", "ee", "bdsk-url-1")
_NOTE_FIELDS = ("note", "addendum", "award", "award_name")
_FIELDS_WITH_ARXIV_NUMBERS = (
    "journal",
    "journaltitle",
    "volume",
    "number",
    "howpublished",
    "publisher",
)


def add_identifiers(text: EntryText, builder: PublicationBuilder) -> None:
    """Add DOI, arXiv number and the work's own address."""
    entry = text.entry
    builder.add_doi(unescape_verbatim(entry.get_text("doi")), entry.get_place("doi"))
    _add_eprint(text, builder)
    for field_name in ("arxiv", "arxivid"):
        builder.add("arxiv", find_arxiv(text.get_verbatim(field_name)))
    for field_name in _URL_FIELDS:
        if "url" not in builder.data:
            for address in _NEXT_ADDRESS.split(entry.get_text(field_name)):
                builder.add_url(read_verbatim(address), entry.get_place(field_name))
    for field_name in _FIELDS_WITH_ARXIV_NUMBERS:
        builder.add("arxiv", find_labelled_arxiv(text.get_verbatim(field_name)))


def _add_eprint(text: EntryText, builder: PublicationBuilder) -> None:
    """Add the number in a repository: arXiv's as such, that of any other known one as a link."""
    archive = text.get_plain("archiveprefix", "eprinttype").casefold()
    number = text.get_verbatim("eprint")
    repository = load_table("fields")["eprints"].get(archive)
    if archive == "doi":
        builder.add_doi(number, text.entry.get_place("eprint"))
    elif repository and number:
        label, address = repository
        url = address.format(number.removeprefix(f"{archive}:"))
        builder.add_link(label, url, text.entry.get_place("eprint"))
    elif archive in ("arxiv", ""):
        builder.add("arxiv", find_arxiv(number))


def add_link_fields(text: EntryText, builder: PublicationBuilder) -> None:
    """Add the fields that are links."""
    for field_name in text.entry.fields:
        label = _choose_label(field_name)
        if label:
            address = text.get_verbatim(field_name)
            builder.add_link(label, address, text.entry.get_place(field_name))


def _choose_label(field_name: str) -> str:
    """Return the label of a field that is a link, as any `url_…` is."""
    label = load_table("fields")["links"].get(field_name)
    if label:
        return str(label)
    if not field_name.startswith("url_"):
        return ""
    return field_name.removeprefix("url_").replace("_", " ")


def extract_links(tex: str, text: EntryText, builder: PublicationBuilder, field_name: str) -> str:
    """Add the addresses in a venue as links, and return the text without them.

    Words that only lead to an address go with it. What a work was published as (howpublished) is
    its own address, where it has no DOI.
    """
    links = find_links(tex)
    if not links:
        return tex
    has_words = bool(remove_links(tex, links).strip(" {}.,\n"))
    place = text.entry.get_place(field_name)
    for link in links:
        is_own = field_name == "howpublished" and "doi" not in builder.data
        if is_own and not link.label:
            builder.add_url(link.address, place)
        else:
            add_work_link(link, builder, place)
    return remove_lead(remove_links(tex, links, keep_labels=has_words))


def add_notes(text: EntryText, builder: PublicationBuilder) -> None:
    """Add notes, awards, and what a thesis or report calls itself."""
    if builder.data["type"] in ("thesis", "report"):
        own_word = text.get_plain("type").casefold() or text.entry.type
        kinds = load_table("types")["kinds"]
        kind = kinds.get(own_word, text.get_inline("type"))
        if kind:
            builder.notes.append(kind)
    for field_name in _NOTE_FIELDS:
        for line in list_note_lines(text.entry.get_text(field_name)):
            if builder.is_authors_note(line):
                convert = partial(text.convert_inline, field_name=field_name)
                add_note(line, convert, builder, text.entry.get_place(field_name))
