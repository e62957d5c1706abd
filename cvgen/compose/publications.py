"""Takes the publications of a profile, gives lists of them in words: authors with marks, venue, status, legend."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from cvgen import inline
from cvgen.compose.entries import body, links
from cvgen.compose.wording import Wording, linked
from cvgen.profile.basics import Basics
from cvgen.profile.load import Profile, Section
from cvgen.profile.publications import Publication
from cvgen.view import Item, Link
from cvgen.view import Section as ViewSection


def sections(section: Section, own: frozenset[str], profile: Profile, wording: Wording) -> list[ViewSection]:
    """Word the publications, list by list."""
    heading = profile.settings.headings.get(section.kind)
    title = wording.text(heading) if heading else Markup.escape(wording.locale.headings[section.kind])
    papers = [entry for entry in section.entries if isinstance(entry, Publication)]
    items = tuple(_item(paper, own, wording) for paper in papers)
    return [ViewSection(section.kind, title, "publications", items, legend(papers, wording))]


def own_names(basics: Basics) -> frozenset[str]:
    """Collect every spelling of the person's name."""
    spellings = [basics.name] if isinstance(basics.name, str) else [*basics.name.values()]
    return frozenset(_plain_name(spelling) for spelling in (*spellings, *basics.alternateNames))


def legend(papers: list[Publication], wording: Wording) -> tuple[tuple[str, str], ...]:
    """Explain the marks that the author lists carry."""
    used = {mark for paper in papers for author in paper.authors for mark in author.marks}
    return tuple((mark, meaning) for mark, meaning in wording.locale.marks.items() if mark in used)


def _item(paper: Publication, own: frozenset[str], wording: Wording) -> Item:
    title = wording.text(paper.name)
    status = paper.status and paper.status != "published"
    return replace(
        body(paper, wording),
        title=linked(title, paper.url),
        people=_authors(paper, own, wording),
        subtitle=_venue(paper, wording),
        status=wording.locale.status[paper.status] if paper.status and status else "",
        notes=tuple(wording.text(note) for note in paper.notes),
        links=_links(paper),
    )


def _links(paper: Publication) -> tuple[Link, ...]:
    found = [*links(paper, titled=True)]
    if paper.doi:
        found.append(Link(f"doi:{paper.doi}", f"https://doi.org/{paper.doi}"))
    if paper.arxiv:
        found.append(Link(f"arXiv:{paper.arxiv}", f"https://arxiv.org/abs/{paper.arxiv}"))
    return tuple(found)


def _authors(paper: Publication, own: frozenset[str], wording: Wording) -> Markup:
    """List the authors, the person's own name strong, marks raised behind the names."""
    names = []
    for author in paper.authors:
        name = wording.text(author.name, marks=False)
        if _plain_name(inline.bare(name)) in own:
            name = Markup('<strong class="own-name">{}</strong>').format(name)
        name = linked(name, author.url)
        names.append(Markup('{}<span class="marks">{}</span>').format(name, author.marks) if author.marks else name)
    return wording.joined(names, "names")


def _venue(paper: Publication, wording: Wording) -> Markup:
    """Word where it appeared: venue, volume and issue, article number, pages."""
    volume = paper.volume or ""
    if paper.volume and paper.issue:
        volume = wording.locale.patterns["volume"].format(volume=paper.volume, issue=paper.issue)
    publisher = wording.text(paper.publisher)
    if publisher:
        publisher = Markup("<cite>{}</cite>").format(publisher)
    named = Markup(" ").join(part for part in (publisher, Markup.escape(volume)) if part)
    pages = (paper.pages or "").replace("--", "–").replace("-", "–")
    return wording.joined([named, Markup.escape(paper.number or ""), Markup.escape(pages)])


def _plain_name(name: str) -> str:
    return " ".join(name.replace("\N{NO-BREAK SPACE}", " ").casefold().split())
