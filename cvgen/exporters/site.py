"""Write a folder for a web server: the page, the PDF, what goes with them, and files for Jekyll."""

from __future__ import annotations

import json

from cvgen.build import build_plan
from cvgen.compose.view import Link
from cvgen.errors import Diagnostic
from cvgen.exporters.bibtex import export_bibtex
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.json_resume import export_json_resume
from cvgen.exporters.markdown import export_markdown
from cvgen.exporters.page import write_page
from cvgen.exporters.printed import list_printed_publications
from cvgen.exporters.printed_pictures import find_photo
from cvgen.exporters.rendercv import export_rendercv
from cvgen.exporters.vcard import export_vcard
from cvgen.files.data import DATA_FOLDER
from cvgen.files.photo import make_small

_PHOTO_PIXELS = 800
_PDF = "cv.pdf"
_BIBLIOGRAPHY = "papers.bib"
_CARD = "contact.vcf"
_PUBLIC = "public"
_OPEN = "User-agent: *\nAllow: /\n"
_FRONT_MATTER = """---
layout: archive
title: {}
permalink: /cv/
author_profile: true
---

[PDF](/files/cv.pdf)
"""
_CLOSED = "User-agent: *\nDisallow: /\n"


def export_site(order: ExportOrder) -> Export:
    """Write a folder with all that a site needs, and beside it what Jekyll's two themes want."""
    files: dict[str, bytes] = {}
    findings = [*_check_audience(order)]
    built = build_plan(order.plan)
    files[_PDF] = built.pdf.data
    findings += built.notes
    downloads = [Link("PDF", _PDF)]
    if list_printed_publications(order):
        files[_BIBLIOGRAPHY] = _take_file(export_bibtex(order))
        downloads.append(Link("BibTeX", _BIBLIOGRAPHY))
    if not order.plan.is_anonymous:
        files[_CARD] = _take_file(export_vcard(order))
        downloads.append(Link("vCard", _CARD))
    page = write_page(order, downloads)
    findings += page.findings
    files["index.html"] = page.html
    files |= _list_photo(order)
    files["robots.txt"] = (_CLOSED if order.plan.is_anonymous else _OPEN).encode()
    files[".nojekyll"] = b""
    files["README.md"] = (DATA_FOLDER / "exporters" / "site_readme.md").read_bytes()
    files |= _list_jekyll_files(order, built.pdf.data)
    return Export({f"/{name}": data for name, data in files.items()}, tuple(findings))


def _check_audience(order: ExportOrder) -> list[Diagnostic]:
    """Say what a page for everybody may tell that is not for everybody."""
    audience = order.plan.selected.settings.audience
    if order.plan.is_anonymous or audience == _PUBLIC:
        return []
    message = "a site is for everybody, and this one is not made for the audience 'public'"
    hint = "--audience public leaves out telephone number, address and the like"
    place = order.plan.profile.tree.find_place(("basics",))
    return [Diagnostic("X151", message, place, hint, "note")]


def _take_file(export: Export) -> bytes:
    """Take the file of a format that has one; what it cannot say, the page beside it says."""
    (data,) = export.files.values()
    return data


def _list_photo(order: ExportOrder) -> dict[str, bytes]:
    path = find_photo(order)
    if not path:
        return {}
    data, _, _ = make_small(path.read_bytes(), _PHOTO_PIXELS)
    ending = "png" if data.startswith(b"\x89PNG") else "jpg"
    return {f"photo.{ending}": data}


def _list_jekyll_files(order: ExportOrder, pdf: bytes) -> dict[str, bytes]:
    """List what academicpages and al-folio want, each in the folders of its repository."""
    resume = _take_file(export_json_resume(order))
    files = {
        "jekyll/academicpages/_pages/cv.md": _write_academicpages(order),
        "jekyll/academicpages/files/cv.pdf": pdf,
        "jekyll/al-folio/_data/cv.yml": _take_file(export_rendercv(order)),
        "jekyll/al-folio/assets/json/resume.json": resume,
        "jekyll/al-folio/assets/pdf/cv.pdf": pdf,
    }
    if list_printed_publications(order):
        files["jekyll/al-folio/_bibliography/papers.bib"] = _take_file(export_bibtex(order))
    return files


def _write_academicpages(order: ExportOrder) -> bytes:
    """Write the page of academicpages: its front matter, then the document without the name."""
    title = order.plan.locale.words["document"]
    text = _take_file(export_markdown(order)).decode()
    _, _, body = text.partition("\n")
    page = _FRONT_MATTER.format(json.dumps(title, ensure_ascii=False)) + _escape_liquid(body)
    return page.encode()


def _escape_liquid(text: str) -> str:
    """Keep Jekyll from taking braces for its own marks."""
    text = text.replace("{{", "{&#123;")
    return text.replace("{%", "&#123;%")
