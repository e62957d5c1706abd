"""Compose one publication: title, venue, status, badges, notes and links."""

from __future__ import annotations

from urllib.parse import urlsplit

from markupsafe import Markup
from msgspec.structs import replace

from cvgen.compose.byline import Byline
from cvgen.compose.entries import compose_body, compose_picture, list_links
from cvgen.compose.venue import format_venue
from cvgen.compose.view import NOTHING, Item, Link
from cvgen.compose.wording import Wording, link_text, strip_scheme
from cvgen.profile.publications import Publication
from cvgen.text.bidi import escape_text
from cvgen.text.links import encode_url, format_doi_url

_NOT_OUT = ("in-preparation", "submitted", "under-review", "revised")


def is_out(paper: Publication) -> bool:
    """Return whether a work is accepted or published."""
    return paper.status not in _NOT_OUT


def compose_publication(paper: Publication, byline: Byline, wording: Wording) -> Item:
    """Compose one work, without what its list gives it: number and rankings.

    A venue that has not taken the work lends it neither its badge nor its rank.
    """
    title = wording.format_text(paper.name)
    badges: tuple[Markup, ...] = ()
    venue = NOTHING
    if is_out(paper):
        venue = format_venue(paper, byline.contributors, wording)
        if paper.badge:
            badges = (wording.format_text(paper.badge),)
    return replace(
        compose_body(paper, wording),
        image=compose_picture(paper, title),
        badges=badges,
        title=link_text(title, _choose_title_url(paper)),
        people=byline.people,
        subtitle=venue,
        status=_format_status(paper, byline, wording),
        notes=_list_notes(paper, wording),
        links=_list_publication_links(paper, wording),
    )


def _list_notes(paper: Publication, wording: Wording) -> tuple[Markup, ...]:
    notes = [wording.format_text(note) for note in paper.notes]
    if paper.metrics:
        from cvgen.compose.metrics import format_metrics

        notes += format_metrics(paper.metrics, wording)
    return tuple(notes)


def _format_status(paper: Publication, byline: Byline, wording: Wording) -> Markup:
    """Say how far a work got.

    The venue of one that is not out stands inside, so that it cannot be mistaken.
    """
    status = paper.status
    if not status or status == "published":
        return NOTHING
    venue = ""
    if not is_out(paper):
        where = format_venue(paper, byline.contributors, wording)
        venue = Markup(where.striptags()).unescape()
    if not venue:
        return Markup.escape(wording.locale.status[status])
    text = wording.locale.status_at[status].format(venue=venue)
    return escape_text(text, wording.language)


def _has_own_page(paper: Publication) -> bool:
    """Return whether a work has a page of its own, beside that to which its DOI leads."""
    return bool(paper.doi and paper.url) and paper.url != format_doi_url(paper.doi or "")


def _choose_title_url(paper: Publication) -> str | None:
    """Choose where the title leads: to the DOI, which lasts, before a page that may go."""
    if _has_own_page(paper):
        return format_doi_url(paper.doi or "")
    return paper.url


def _list_publication_links(paper: Publication, wording: Wording) -> tuple[Link, ...]:
    links = [*list_links(paper, wording, has_linked=True)]
    if _has_own_page(paper):
        host = urlsplit(paper.url or "").hostname or strip_scheme(paper.url or "")
        links.insert(0, Link(host.removeprefix("www."), encode_url(paper.url or "")))
    if paper.doi:
        links.append(Link(f"doi:{paper.doi}", format_doi_url(paper.doi)))
    if paper.arxiv:
        links.append(Link(f"arXiv:{paper.arxiv}", f"https://arxiv.org/abs/{paper.arxiv}"))
    return tuple(links)
