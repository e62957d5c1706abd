"""Give what is printed on a page what stands beside its text: pictures, logos, and BibTeX."""

from __future__ import annotations

from urllib.parse import unquote

from cvgen.bibliography.write import list_bibtex_entries
from cvgen.compose.view import LOGO, PICTURE
from cvgen.exporters.exporter import ExportOrder
from cvgen.exporters.printed import list_printed_publications, list_printed_sections
from cvgen.exporters.printed_pictures import PagePicture, embed_logo, embed_work_picture
from cvgen.profile.publications import Publication


def list_references(order: ExportOrder) -> dict[str, str]:
    """List the entries of the .bib file, by the id of what is printed of each work."""
    originals: dict[int, Publication] = {}
    for section in list_printed_sections(order):
        for printed in section.entries:
            if isinstance(printed.entry, Publication):
                originals.setdefault(id(printed.entry), printed.entry)
    papers = list_printed_publications(order)
    languages = (order.document.language, "en")
    texts = {id(paper): text.strip() for paper, text in list_bibtex_entries(papers, languages)}
    by_original = {}
    for original, paper in zip(originals, papers, strict=True):
        by_original[original] = texts.get(id(paper), "")
    references = {}
    for section in list_printed_sections(order):
        for printed in section.entries:
            if by_original.get(id(printed.entry)):
                references[printed.item.id] = by_original[id(printed.entry)]
    return references


def list_pictures(order: ExportOrder) -> dict[str, PagePicture]:
    """List the pictures of works, by the id of what is printed of each."""
    pictures = {}
    images = order.plan.profile.images
    for section in order.document.sections:
        for item in section.items:
            if item.image:
                path = images[item.image.url.removeprefix(PICTURE)]
                pictures[item.id] = embed_work_picture(path, item.image.alternative)
    return pictures


def list_logos(order: ExportOrder) -> dict[str, PagePicture]:
    """List the logos, unless none are wanted, by the id of the entry that each stands in."""
    if order.plan.style.options["logos"] == "none":
        return {}
    logos = {}
    images = order.plan.profile.images
    for section in order.document.sections:
        for item in section.items:
            if item.logo:
                path = images[unquote(item.logo.url.removeprefix(LOGO))]
                logos[item.id] = embed_logo(path)
    return logos
