"""Compose the publications of a profile into lists: selected, ordered, grouped and numbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from cvgen.compose.byline import Byline, compose_byline
from cvgen.compose.marks import explain_marks, list_other_notes
from cvgen.compose.own_name import list_own_name_findings
from cvgen.compose.publication import compose_publication, is_out
from cvgen.compose.publication_types import find_group_type, find_letter, rank_status, rank_type
from cvgen.compose.view import NOTHING, Group, Item
from cvgen.compose.view import Section as ViewSection
from cvgen.compose.wording import Wording
from cvgen.compose.work_places import find_work_place
from cvgen.errors import Diagnostic
from cvgen.files.yamlfile import KeyPath
from cvgen.profile.fields import Text
from cvgen.profile.model import Profile, Section
from cvgen.profile.names import PersonIdentity, identify_person
from cvgen.profile.publications import Publication
from cvgen.profile.settings import PublicationList
from cvgen.text.dates import PartialDate
from cvgen.text.markup import strip_markup

_LAST = PartialDate(9999)
_LONG_LIST = 20  # works, beyond which a year stands once and not beside each


def compose_publications(section: Section, profile: Profile, wording: Wording) -> list[ViewSection]:
    """Compose the publications, list by list; without lists, all of them in one."""
    papers = [entry for entry in section.entries if isinstance(entry, Publication)]
    _check_dates(papers, section, profile, wording)
    person = identify_person(profile.basics, profile.coauthors)
    place = wording.tree.find_place(section.path)
    wording.warnings.extend(list_own_name_findings(papers, person, place))
    origins: dict[int, KeyPath] = {}
    for index, entry in enumerate(section.entries):
        origins[id(entry)] = (*section.path, index)
    sections: list[ViewSection] = []
    for settings in profile.settings.publicationLists or (PublicationList(),):
        composer = _ListComposer(settings, profile, wording, person, origins)
        composed = composer.compose_section(papers)
        if composed.groups:
            sections.append(composed)
    if sections and profile.basics.metrics:
        from cvgen.compose.metrics import format_metrics

        person_lines = format_metrics(profile.basics.metrics, wording)
        overview = (*person_lines, *sections[0].overview)
        sections[0] = replace(sections[0], overview=overview)
    return sections


def _check_dates(
    papers: Sequence[Publication], section: Section, profile: Profile, wording: Wording
) -> None:
    """Warn of work in preparation that has no date."""
    files = tuple(profile.folder / name for name in profile.bibliography)
    for index, paper in enumerate(papers):
        if paper.status != "in-preparation" or paper.period().start:
            continue
        path = (*section.path, index)
        place = find_work_place(paper.key or "", path, files, wording.tree)
        message = "work in preparation should say of when it is"
        if paper.key:
            message = f"'{paper.key}' is in preparation, and should say of when it is"
        hint = "add 'releaseDate:'"
        if place.file.endswith(".bib"):
            hint = "add 'date' or 'year'"
        elif place.file.endswith(".json") and paper.key:
            hint = "add 'issued', or 'releaseDate' in the profile"
        wording.warnings.append(Diagnostic("W310", message, place, hint, "warning"))


class _ListComposer(Struct, frozen=True):
    """The settings of one list, and what it takes to compose it; `origins` are by `id(entry)`."""

    settings: PublicationList
    profile: Profile
    wording: Wording
    people: PersonIdentity
    origins: Mapping[int, KeyPath]

    def compose_section(self, papers: Sequence[Publication]) -> ViewSection:
        """Compose the list."""
        selected = [paper for paper in papers if self.is_selected(paper)]
        listed = self.sort_papers(selected)[: self.settings.limit]
        citations = self.format_citations(listed)
        numbers = self.number_papers(listed)
        bylines = self.compose_bylines(listed)
        marks = frozenset[str]().union(*(byline.marks for byline in bylines.values()))
        legend = explain_marks(listed, marks, self.profile.settings.legend, self.wording)
        groups: dict[str, list[Item]] = {}
        grouping = self.choose_grouping(listed)
        for paper in self.sort_groups(listed):
            notes = list_other_notes(paper, legend.from_notes)
            byline = bylines[id(paper)]
            item = self.compose_item(paper, byline, notes)
            item = replace(item, number=numbers[id(paper)])
            if citations:
                item = self.set_citation(item, citations[id(paper)], paper)
            group = self.name_group(paper, grouping)
            if grouping == "year" and strip_markup(item.period) == group:
                item = replace(item, period=NOTHING)  # the heading says it
            groups.setdefault(group, []).append(item)
        composed = ViewSection(
            "publications",
            self.format_title(len(listed)),
            "publications",
            self.compose_groups(groups),
            legend.meanings,
            on_new_page=self.settings.pageBreakBefore or self.is_named_in("pageBreakBefore"),
            kept_together=self.settings.keepTogether or self.is_named_in("keepTogether"),
        )
        return self.add_overview(composed, listed)

    def add_overview(self, section: ViewSection, papers: Sequence[Publication]) -> ViewSection:
        """Say below the heading how many works there are, where the profile wishes that."""
        if not papers or not self.is_named_in("counts"):
            return section
        from cvgen.compose.overview import add_overview

        return add_overview(section, papers, self.profile.settings, self.wording)

    def is_named_in(self, setting: str) -> bool:
        """Return whether a setting of the profile, which lists sections, has the publications."""
        return "publications" in getattr(self.profile.settings, setting)

    def compose_groups(self, groups: Mapping[str, list[Item]]) -> tuple[Group, ...]:
        """Put a heading over the items of each group."""
        composed: list[Group] = []
        for name, items in groups.items():
            title = self.add_count(Markup.escape(name), len(items))
            composed.append(Group(title, tuple(items)))
        return tuple(composed)

    def compose_bylines(self, papers: Sequence[Publication]) -> dict[int, Byline]:
        """Compose who made every work, by id of the entry."""
        bylines = {}
        for paper in papers:
            limit = self.settings.authors
            bylines[id(paper)] = compose_byline(paper, self.people, limit, self.wording)
        return bylines

    def format_citations(self, papers: Sequence[Publication]) -> dict[int, Markup]:
        """Format every work in the list's citation style, if it has one, by id of the entry."""
        style = self.settings.style
        if not style or not papers:
            return {}
        from cvgen.compose.citations import format_citations

        place = self.wording.tree.find_key("style", style)
        citations: dict[int, Markup] = {}
        texts = format_citations(papers, style, self.people, self.wording, place)
        for paper, text in zip(papers, texts, strict=True):
            citations[id(paper)] = text
        return citations

    def set_citation(self, item: Item, citation: Markup, paper: Publication) -> Item:
        """Put a formatted citation in the place of what it says."""
        from cvgen.compose.citations import remove_said

        rest = remove_said(item, citation, paper, self.wording)
        return replace(
            rest, citation=citation, title=NOTHING, people=NOTHING, subtitle=NOTHING, period=NOTHING
        )

    def format_title(self, count: int) -> Markup:
        """Format the heading: the list's own, the profile's, or the language's."""
        title = self.settings.title or self.profile.settings.headings.get("publications")
        if title:
            return self.add_count(self.wording.format_text(title), count)
        heading = self.wording.locale.headings["publications"]
        return self.add_count(Markup.escape(heading), count)

    def add_count(self, title: Markup, count: int) -> Markup:
        """Add the number of works to a heading, if that is asked for."""
        if not self.settings.counts or not title:
            return title
        return Markup(self.wording.locale.patterns["count"]).format(title=title, count=count)

    def is_selected(self, paper: Publication) -> bool:
        """Return whether a work belongs into this list."""
        settings = self.settings
        if settings.tags and not set(settings.tags) & set(paper.tags):
            return False
        if settings.types and paper.type not in settings.types:
            return False
        return not settings.status or (paper.status or "published") in settings.status

    def sort_papers(self, papers: list[Publication]) -> list[Publication]:
        """Put the works in order; those without a date stand where the newest do."""
        wished = self.profile.settings.order.get("publications")
        order = self.settings.order or wished
        if not order and self.profile.bibliography:
            order = "newest"
        if order in ("newest", "oldest"):
            return sorted(papers, key=_get_sort_date, reverse=order == "newest")
        return papers

    def number_papers(self, papers: Sequence[Publication]) -> dict[int, str]:
        """Number the works, by type or straight through, up or down, by id of the entry."""
        numbers = {id(paper): "" for paper in papers}
        if not self.settings.numbers:
            return numbers
        letters = {id(paper): self.get_letter(paper) for paper in papers}
        totals = Counter(letters.values())
        counts = Counter[str]()
        for key, letter in letters.items():
            counts[letter] += 1
            number = counts[letter]
            if self.settings.direction == "down":
                number = totals[letter] - number + 1
            numbers[key] = f"[{letter}{number}]"
        return numbers

    def get_letter(self, paper: Publication) -> str:
        """Return the letter of a work's type, where works are numbered by type."""
        if self.settings.numbers == "type":
            return find_letter(paper)
        return ""

    def sort_groups(self, papers: list[Publication]) -> list[Publication]:
        """Bring the works of a group together, without changing their order in it."""
        if self.settings.group == "type":
            return sorted(papers, key=rank_type)
        if self.settings.group == "status":
            return sorted(papers, key=rank_status)
        return papers

    def choose_grouping(self, papers: Sequence[Publication]) -> str | None:
        """Choose what groups a list: what is asked for; the year, where a long one is by date."""
        is_dated = papers == sorted(papers, key=_get_sort_date, reverse=True)
        if not self.settings.group and len(papers) > _LONG_LIST and is_dated:
            return "year"
        return self.settings.group

    def name_group(self, paper: Publication, grouping: str | None) -> str:
        """Name the group of a work; nothing where there are no groups."""
        locale = self.wording.locale
        match grouping:
            case "year":
                date = _find_date(paper)
                if not date:
                    return locale.words["undated"]
                return str(date.year)
            case "type":
                return locale.types.get(find_group_type(paper), locale.types["other"])
            case "status":
                status = locale.status[paper.status or "published"]
                return status[:1].upper() + status[1:]
            case "tag":
                return self.find_group_tag(paper) or locale.types["other"]
            case _:
                return ""

    def find_group_tag(self, paper: Publication) -> str:
        """Find the first tag of a work, of those that the list asks for if it does."""
        for tag in paper.tags:
            if not self.settings.tags or tag in self.settings.tags:
                return tag
        return ""

    def compose_item(self, paper: Publication, byline: Byline, notes: tuple[Text, ...]) -> Item:
        """Compose one work of the list, with the notes that do not stand in the legend."""
        reduced = paper
        if len(notes) < len(paper.notes):
            reduced = paper.model_copy(update={"notes": notes})
        item = compose_publication(reduced, byline, self.wording)
        printed_notes = item.notes
        if is_out(paper):
            printed_notes = (*printed_notes, *self.list_rankings(paper))
        return replace(item, notes=printed_notes, origin=self.origins[id(paper)])

    def list_rankings(self, paper: Publication) -> list[Markup]:
        """List the labels of a venue that are asked for, or usual in the language."""
        names = self.settings.rankings
        if names is None:
            names = self.wording.locale.rankings
        rankings: list[Markup] = []
        for name, label in paper.rankings.items():
            if name in names:
                rankings.append(Markup("{}\N{NO-BREAK SPACE}{}").format(name, label))
        return rankings


def _find_date(paper: Publication) -> PartialDate | None:
    period = paper.period()
    return period.end or period.start


def _get_sort_date(paper: Publication) -> PartialDate:
    """Return when a work came out; one without a date comes after all others."""
    return _find_date(paper) or _LAST
