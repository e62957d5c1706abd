"""Write a profile as the YAML of RenderCV 2.8 (docs.rendercv.com)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from markupsafe import Markup

from cvgen.compose.entries import format_field
from cvgen.compose.view import Item
from cvgen.compose.wording import Wording
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.facts import FactWriter
from cvgen.exporters.losses import LossList, note_logos
from cvgen.exporters.plain import read_plain
from cvgen.exporters.printed import PrintedEntry, PrintedSection, list_printed_sections
from cvgen.exporters.rendercv_people import list_author_names
from cvgen.exporters.rendercv_text import (
    escape_rendercv,
    format_rendercv,
    format_rendercv_link,
)
from cvgen.files.yamldump import write_quoted_yaml
from cvgen.files.yamlfile import KeyPath
from cvgen.files.yamltable import read_table
from cvgen.profile.basics import NetworkProfile
from cvgen.profile.fields import choose_language_version
from cvgen.profile.networks import build_account_url
from cvgen.profile.organizations import get_organizations
from cvgen.profile.publications import Publication
from cvgen.text.dates import PartialDate, Period
from cvgen.text.patterns import compile_late
from cvgen.text.prose import Block, Point

_PHONE = compile_late(r"\+[\d\s()./-]{8,24}")
Values = dict[str, Any]


def export_rendercv(order: ExportOrder) -> Export:
    """Write a RenderCV file."""
    writer = _CvWriter(order)
    text = write_quoted_yaml(writer.write_file())
    return Export({".rendercv.yaml": text.encode()}, writer.losses.list_findings())


@cache
def _load_format() -> Values:
    described: Values = read_table("exporters/rendercv")
    return described


class _CvWriter:
    """Writes the parts of a document, and notes what has no place."""

    def __init__(self, order: ExportOrder) -> None:
        self.order = order
        self.losses = LossList("RenderCV", order.plan.profile)

    def write_file(self) -> Values:
        """Write the person, the sections, and the language."""
        cv = _drop_empty(self.write_person())
        cv["sections"] = self.write_sections()
        file: Values = {"cv": cv}
        language = self.order.document.language.split("-")[0]
        name = _load_format()["languages"].get(language)
        if name:
            file["locale"] = {"language": name}
        return file

    def write_person(self) -> Values:
        """Write who it is."""
        document = self.order.document
        basics = self.order.plan.profile.basics
        places = [one.text for one in document.contacts if one.kind == "location"]
        person: Values = {
            "name": escape_rendercv(read_plain(document.name)),
            "headline": format_rendercv(document.label),
            "location": format_rendercv(places[0]) if places else "",
            "email": _write_one_or_all([mail.email for mail in basics.email]),
        }
        numbers = []
        for index, phone in enumerate(basics.phone):
            if _PHONE.fullmatch(phone.phone):
                numbers.append(phone.phone)
            else:
                what = "a telephone number without its country"
                self.losses.leave_out(what, ("basics", "phone", index))
        person["phone"] = _write_one_or_all(numbers)
        person["website"] = self.write_url(basics.url, ("basics", "url"))
        self._note_person()
        return {**person, **self.write_accounts(basics.profiles)}

    def _note_person(self) -> None:
        """Note what of the person has no place, and logos."""
        document = self.order.document
        note_logos(document, self.losses)
        if document.other_names:
            self.losses.leave_out("the name in another language", ("basics", "name"))
        if document.closing:
            self.losses.leave_out("what stands below all sections", ("closing",))
        if document.photo:
            self.losses.leave_out("the photo", ("basics", "image"))
        for key in ("pronouns", "nationality", "workPermit", "availability", "birthDate"):
            if getattr(self.order.plan.profile.basics, key):
                self.losses.leave_out(f"'{key}'", ("basics", key))
        for contact in document.contacts:
            if contact.type:
                self.losses.leave_out("what a contact is, such as private", ("basics",))
        for index in range(1, len(self.order.plan.profile.basics.location)):
            self.losses.leave_out("a second address", ("basics", "location", index))

    def write_accounts(self, accounts: Iterable[NetworkProfile]) -> Values:
        """Write accounts by network and user name where it makes the same address of them."""
        known: list[Values] = []
        others: list[Values] = []
        for index, account in enumerate(accounts):
            network = FactWriter(self.order.document.language).choose_text(account.network)
            own = build_account_url(network, account.username or "")
            name = _load_format()["networks"].get(network.casefold())
            if name and account.username and account.url in (None, own):
                known.append({"network": name, "username": account.username})
            elif account.url or own:
                link = {"fontawesome_icon": "link", "placeholder": network}
                url = self.write_url(account.url or own, ("basics", "profiles", index))
                others.append({**link, "url": url})
            else:
                self.losses.leave_out("an account without address", ("basics", "profiles", index))
        return {"social_networks": known, "custom_connections": others}

    def write_url(self, url: str | None, where: Item | KeyPath) -> str:
        """Write an address without its fragment, which Typst takes for code."""
        bare, sign, _ = (url or "").partition("#")
        if sign:
            self.losses.leave_out("what stands behind '#' in an address", where)
        return bare

    def write_sections(self) -> Values:
        """Write the summary, and each section under its title."""
        sections: Values = {}
        document = self.order.document
        if document.summary:
            titles = _load_format()["summary"]
            _, title = choose_language_version(titles, (document.language, "en"))
            sections[title] = list(_list_paragraphs(document.summary))
        for section in list_printed_sections(self.order):
            title = escape_rendercv(read_plain(section.view.title))
            while title in sections:
                title += " "
            sections[title] = self.write_section(section)
            if section.view.legend:
                self.losses.leave_out("the legend of the marks", section.entries[0].item)
        return sections

    def write_section(self, section: PrintedSection) -> list[Any]:
        """Write the entries of a section in one type, because RenderCV takes no other."""
        self.losses.note_groups(section.view)
        self.losses.note_overview(section.view)
        for printed in section.entries:
            self.losses.note_position(printed)
        if section.kind == "publications":
            return list(map(self.write_publication, section.entries))
        described = _load_format()["types"].get(section.kind)
        if described and all(_has_keys(one, described) for one in section.entries):
            return [self.write_typed(printed, described) for printed in section.entries]
        items = [printed.item for printed in section.entries]
        if any(item.title for item in items) and any(map(_needs_body, items)):
            return list(map(self.write_normal, section.entries))
        return _write_short_items(items)

    def write_typed(self, printed: PrintedEntry, described: Values) -> Values:
        """Write an entry by the keys of its type; what it lacks a key for is a point."""
        facts = FactWriter(self.order.document.language)
        written: Values = {}
        for key, name in described["keys"].items():
            value = getattr(printed.entry, name)
            if get_organizations(value):
                text = format_field(printed.entry, name, self.get_wording())
                written[key] = format_rendercv(text)
            else:
                written[key] = escape_rendercv(facts.choose_text(value))
        extra = facts.choose_text(getattr(printed.entry, "department", None))
        return _drop_empty({**written, **self.write_body(printed, escape_rendercv(extra))})

    def write_normal(self, printed: PrintedEntry) -> Values:
        """Write an entry under its title."""
        subtitle = format_rendercv(printed.item.subtitle)
        name = format_rendercv(printed.item.title) or subtitle
        if name == subtitle:
            subtitle = ""
        return _drop_empty({"name": name, **self.write_body(printed, subtitle)})

    def write_body(self, printed: PrintedEntry, first_line: str) -> Values:
        """Write time and place, prose, and facts and points as points."""
        item = printed.item
        paragraphs = [text for text in (first_line, *_list_paragraphs(item.text)) if text]
        body: Values = self.write_dates(printed.entry.period(), item)
        body["location"] = format_rendercv(item.place)
        body["summary"] = "\n".join(paragraphs)
        points = [*self.list_details(item), *_list_points(item.points, 0)]
        links = _format_links(item)
        body["highlights"] = [*points, links] if links else points
        if any(point.points for point in item.points):
            self.losses.change_form("points below points follow them", item)
        if item.image:
            self.losses.leave_out("the picture of a work", item)
        return body

    def list_details(self, item: Item) -> Iterator[str]:
        """List the facts of an entry that have their name in front."""
        for detail in item.details:
            label = escape_rendercv(detail.label and detail.label + self.order.document.colon)
            yield label + format_rendercv(detail.text)

    def write_dates(self, period: Period, item: Item) -> Values:
        """Write when it was; what is no date in ISO 8601 is written as it is printed."""
        dates = [date for date in (period.start, period.end) if date]
        is_half = period.has_open_start or (period.ongoing and not period.start)
        if is_half or not all(map(_is_exact, dates)):
            return {"date": read_plain(item.period)}
        if period.start and (period.end or period.ongoing):
            return _write_interval(period)
        return {"date": str(dates[0])} if dates else {}

    def write_publication(self, printed: PrintedEntry) -> Values:
        """Write a work; where it appeared, and how far it got, is one text."""
        entry = printed.entry
        item = printed.item
        assert isinstance(entry, Publication)
        venue = _join([item.subtitle, item.place, item.status], ", ")
        # A citation says title, authors and venue in one text, which RenderCV has keys for.
        facts = FactWriter(self.order.document.language)
        if item.citation:
            venue = escape_rendercv(facts.choose_text(entry.venue))
        title = read_plain(item.title or self.get_wording().format_text(entry.name))
        said = [format_rendercv(note) for note in item.notes]
        texts = [", ".join(said), *_list_paragraphs(item.text), *_list_points(item.points, 0)]
        links = _format_links(item, entry.doi)
        written: Values = {
            "title": escape_rendercv(title),
            "summary": "\n".join(filter(None, (*texts, links))),
            "doi": entry.doi,
            "url": None if entry.doi else self.write_url(entry.url, item),
            "journal": venue,
        }
        if item.badges:
            self.losses.leave_out("the venue in short", item)
        if item.image:
            self.losses.leave_out("the picture of a work", item)
        if entry.people and not entry.authors:
            self.losses.change_form("who edited or translated a work is an author", item)
        release = self.write_release(entry.period(), item)
        authors = list(list_author_names(entry, self.order))
        return {**_drop_empty({**written, **release}), "authors": authors}

    def get_wording(self) -> Wording:
        """Return what formats facts of the profile in the language of the document."""
        plan = self.order.plan
        return Wording(plan.locale, plan.profile.tree, plan.today)

    def write_release(self, period: Period, item: Item) -> Values:
        """Write when a work came out, which has no start and end."""
        if period.start and not period.end and _is_exact(period.start):
            return {"date": str(period.start)}
        return {"date": read_plain(item.period)}


def _write_one_or_all(values: list[str]) -> Any:
    """Write a single value as itself, and several as a list."""
    if len(values) == 1:
        return values[0]
    return values


def _write_interval(period: Period) -> Values:
    """Write a period that has a start, and an end or none yet."""
    end = "present"
    if period.end:
        end = str(period.end)
    return {"start_date": str(period.start), "end_date": end}


def _is_exact(date: PartialDate) -> bool:
    return not (date.season or date.expected)


def _has_keys(printed: PrintedEntry, described: Values) -> bool:
    return all(getattr(printed.entry, described["keys"][key]) for key in described["needed"])


def _needs_body(item: Item) -> bool:
    """Say whether an item has more than a name and a value."""
    return bool(item.period or item.place or item.text or item.points or item.details or item.links)


def _write_short_items(items: Sequence[Item]) -> list[Any]:
    """Write items that are only prose, or a name and a value, or a name."""
    if not any(item.title for item in items):
        paragraphs = (_list_paragraphs(item.text) for item in items)
        return list(chain.from_iterable(paragraphs))
    if all(item.subtitle for item in items):
        return list(map(_write_line, items))
    return [{"bullet": _join([item.title, item.subtitle], ": ")} for item in items]


def _write_line(item: Item) -> Values:
    return {"label": format_rendercv(item.title), "details": format_rendercv(item.subtitle)}


def _join(parts: Iterable[Markup], joint: str) -> str:
    return joint.join(filter(None, map(format_rendercv, parts)))


def _format_links(item: Item, doi: str | None = None) -> str:
    """List the links of an item in one line, but for the DOI, which has a key."""
    links = []
    for link in item.links:
        if not doi or link.label != f"doi:{doi}":
            links.append(format_rendercv_link(escape_rendercv(link.label), link.url))
    return ", ".join(links)


def _list_paragraphs(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.points:
            yield from _list_points(block.points, 0)
        else:
            yield format_rendercv(block.text)


def _list_points(points: Iterable[Point], level: int) -> Iterator[str]:
    """List points with those below them, each behind as many bullets as it is deep."""
    for point in points:
        yield "› " * level + format_rendercv(point.text)
        yield from _list_points(point.points, level + 1)


def _drop_empty(values: Values) -> Values:
    return {key: value for key, value in values.items() if value}
