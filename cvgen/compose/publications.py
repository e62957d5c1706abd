"""Takes the publications of a profile, gives lists of them in words: chosen, ordered, grouped and numbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from markupsafe import Markup

from cvgen.compose.authors import authors
from cvgen.compose.entries import body, links, picture
from cvgen.compose.view import NOTHING, Group, Item, Link
from cvgen.compose.view import Section as ViewSection
from cvgen.compose.wording import Wording, linked
from cvgen.errors import Diagnostic
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.files.yamlfile import Path_
from cvgen.profile.load import Profile, Section
from cvgen.profile.names import People, people
from cvgen.profile.publications import Publication
from cvgen.profile.settings import PublicationList
from cvgen.text import bidi as scripts
from cvgen.text.dates import PartialDate

_NOT_OUT = ("in-preparation", "submitted", "under-review", "revised")
_LAST = PartialDate(9999)


@cache
def _data() -> dict[str, Any]:
    return yamlfile.read(DATA_FOLDER / "publications.yaml").data  # type: ignore[no-any-return]


def sections(section: Section, profile: Profile, wording: Wording) -> list[ViewSection]:
    """Word the publications, list by list; without lists, all of them in one."""
    papers = [entry for entry in section.entries if isinstance(entry, Publication)]
    _check_dates(papers, section, wording)
    lists = profile.settings.publicationLists or (PublicationList(),)
    origins = {id(entry): (*section.path, index) for index, entry in enumerate(section.entries)}
    writers = [
        _List(wish, profile, wording, people(profile.basics, profile.coauthors), origins)
        for wish in lists
    ]
    found = [writer.section(papers) for writer in writers]
    return [one for one in found if one.groups]


def _check_dates(papers: Sequence[Publication], section: Section, wording: Wording) -> None:
    for index, paper in enumerate(papers):
        if paper.status == "in-preparation" and not paper.period().start:
            place = wording.tree.place((*section.path, index))
            message = "work in preparation should say of when it is"
            wording.warnings.append(
                Diagnostic("W310", message, place, "add 'releaseDate:'", "warning")
            )


@dataclass(frozen=True, slots=True)
class _List:
    """Carries what one list wants, and what it takes to word it."""

    wish: PublicationList
    profile: Profile
    wording: Wording
    people: People
    origins: Mapping[int, Path_]

    def section(self, papers: Sequence[Publication]) -> ViewSection:
        """Word the list."""
        chosen = self.ordered([paper for paper in papers if self.wanted(paper)])[: self.wish.limit]
        numbers = self.numbers(chosen)
        marks: set[str] = set()
        groups: dict[str, list[Item]] = {}
        citations = self.citations(chosen)
        for paper, number in self.grouped(chosen, numbers):
            item, used = self.item(paper, number)
            if citations:
                item = replace(
                    item,
                    citation=citations[id(paper)],
                    title=NOTHING,
                    people=NOTHING,
                    subtitle=NOTHING,
                    period=NOTHING,
                )
            groups.setdefault(self.group(paper), []).append(item)
            marks |= used
        words = self.wording.locale.marks
        legend = tuple((mark, meaning) for mark, meaning in words.items() if mark in marks)
        named = tuple(
            Group(self.counted(Markup.escape(name), len(items)), tuple(items))
            for name, items in groups.items()
        )
        settings = self.profile.settings
        return ViewSection(
            "publications", self.title(len(chosen)), "publications", named, legend,
            on_new_page=self.wish.pageBreakBefore or "publications" in settings.pageBreakBefore,
            kept_together=self.wish.keepTogether or "publications" in settings.keepTogether,
        )  # fmt: skip

    def citations(self, papers: Sequence[Publication]) -> dict[int, Markup]:
        """Set every work in the list's citation style, if it has one."""
        if not self.wish.style or not papers:
            return {}
        from cvgen.compose.citations import citations

        place = self.wording.tree.find_key("style", self.wish.style)
        texts = citations(papers, self.wish.style, self.people, self.wording, place)
        return {id(paper): text for paper, text in zip(papers, texts, strict=True)}

    def title(self, count: int) -> Markup:
        """Word the heading: the list's own, the profile's, or the language's."""
        own = self.wish.title or self.profile.settings.headings.get("publications")
        title = (
            self.wording.text(own)
            if own
            else Markup.escape(self.wording.locale.headings["publications"])
        )
        return self.counted(title, count)

    def counted(self, title: Markup, count: int) -> Markup:
        """Add the number of works to a heading, if that is wanted."""
        if not self.wish.counts or not title:
            return title
        return Markup(self.wording.locale.patterns["count"]).format(title=title, count=count)

    def wanted(self, paper: Publication) -> bool:
        """Say whether a work belongs into this list."""
        wish = self.wish
        return (
            (not wish.tags or bool({*wish.tags} & {*paper.tags}))
            and (not wish.types or paper.type in wish.types)
            and (not wish.status or (paper.status or "published") in wish.status)
        )

    def ordered(self, papers: list[Publication]) -> list[Publication]:
        """Put the works in order; those without a date stand where the newest do."""
        order = self.wish.order or ("newest" if self.profile.bibliography else "file")
        if order == "file":
            return papers
        return sorted(papers, key=_date, reverse=order == "newest")

    def numbers(self, papers: Sequence[Publication]) -> list[str]:
        """Number the works, by type or straight through, up or down."""
        if not self.wish.numbers:
            return [""] * len(papers)
        letters = [_letter(paper) if self.wish.numbers == "type" else "" for paper in papers]
        total, seen = Counter(letters), Counter[str]()
        numbers = []
        for letter in letters:
            seen[letter] += 1
            number = (
                seen[letter] if self.wish.direction == "up" else total[letter] - seen[letter] + 1
            )
            numbers.append(f"[{letter}{number}]")
        return numbers

    def grouped(
        self, papers: Sequence[Publication], numbers: Sequence[str]
    ) -> list[tuple[Publication, str]]:
        """Bring the works of a group together, without changing their order in it."""
        pairs = list(zip(papers, numbers, strict=True))
        ranks: dict[str, Callable[[Publication], int]] = {
            "type": _type_rank,
            "status": _status_rank,
        }
        rank = ranks.get(self.wish.group or "")
        if rank:
            return sorted(pairs, key=lambda pair: rank(pair[0]))
        return pairs

    def group(self, paper: Publication) -> str:
        """Name the group of a work; nothing where there are no groups."""
        words = self.wording.locale
        match self.wish.group:
            case "year":
                date = paper.period().end or paper.period().start
                return str(date.year) if date else words.words["undated"]
            case "type":
                return words.types.get(_grouped_type(paper), words.types["other"])
            case "status":
                status = words.status[paper.status or "published"]
                return status[:1].upper() + status[1:]
            case "tag":
                wanted = [tag for tag in paper.tags if not self.wish.tags or tag in self.wish.tags]
                return wanted[0] if wanted else words.types["other"]
            case _:
                return ""

    def item(self, paper: Publication, number: str) -> tuple[Item, frozenset[str]]:
        """Word one work, and give the marks behind its authors' names."""
        names, marks = authors(paper, self.people, self.wish.authors, self.wording)
        out = paper.status not in _NOT_OUT
        item = replace(
            body(paper, self.wording),
            number=number,
            origin=self.origins[id(paper)],
            image=picture(paper, self.wording.text(paper.name)),
            # A venue that has not taken the work lends it neither its badge nor its rank.
            badges=(self.wording.text(paper.badge),) if paper.badge and out else (),
            title=linked(self.wording.text(paper.name), paper.url),
            people=names,
            subtitle=venue(paper, self.wording) if out else NOTHING,
            status=_status(paper, self.wording),
            notes=(
                *(self.wording.text(note) for note in paper.notes),
                *(self.rankings(paper) if out else ()),
            ),
            links=_links(paper),
        )
        return item, marks

    def rankings(self, paper: Publication) -> list[Markup]:
        """List the labels of a venue that are asked for, or usual in the language."""
        wanted = (
            self.wish.rankings if self.wish.rankings is not None else self.wording.locale.rankings
        )
        return [
            Markup("{}\N{NO-BREAK SPACE}{}").format(name, label)
            for name, label in paper.rankings.items()
            if name in wanted
        ]


def venue(paper: Publication, wording: Wording) -> Markup:
    """Word where a work appeared: venue, volume and issue, article number, pages."""
    publisher = wording.text(paper.publisher)
    volume = paper.volume or ""
    if paper.volume and paper.issue:
        volume = wording.locale.patterns["volume"].format(volume=paper.volume, issue=paper.issue)
    if publisher:
        publisher = Markup("<cite>{}</cite>").format(publisher)
    named = Markup(" ").join(part for part in (publisher, Markup.escape(volume)) if part)
    pages = (paper.pages or "").replace("--", "–").replace("-", "–")
    return wording.joined(
        [
            named,
            Markup.escape(paper.number or ""),
            Markup('<span class="whole">{}</span>').format(pages) if pages else NOTHING,
        ]
    )


def _status(paper: Publication, wording: Wording) -> Markup:
    """Say how far a work got; the venue of one that is not out stands inside, so that it cannot be mistaken."""
    if not paper.status or paper.status == "published":
        return NOTHING
    words = wording.locale
    where = venue(paper, wording).striptags() if paper.status in _NOT_OUT else ""
    if where:
        return scripts.escape_text(
            words.status_at[paper.status].format(venue=Markup(where).unescape()), wording.language
        )
    return Markup.escape(words.status[paper.status])


def _links(paper: Publication) -> tuple[Link, ...]:
    found = [*links(paper, titled=True)]
    if paper.doi:
        found.append(Link(f"doi:{paper.doi}", f"https://doi.org/{paper.doi}"))
    if paper.arxiv:
        found.append(Link(f"arXiv:{paper.arxiv}", f"https://arxiv.org/abs/{paper.arxiv}"))
    return tuple(found)


def _date(paper: Publication) -> PartialDate:
    period = paper.period()
    return period.end or period.start or _LAST


def _letter(paper: Publication) -> str:
    data = _data()
    return str(data["letters"].get(paper.type, data["other"]))


def _grouped_type(paper: Publication) -> str:
    return str(_data()["grouped"].get(paper.type, paper.type))


def _type_rank(paper: Publication) -> int:
    order = [*_data()["letters"]]
    kind = _grouped_type(paper)
    return order.index(kind) if kind in order else len(order)


def _status_rank(paper: Publication) -> int:
    order = [
        "published",
        "in-press",
        "accepted",
        "revised",
        "under-review",
        "submitted",
        "in-preparation",
    ]
    return order.index(paper.status or "published")
