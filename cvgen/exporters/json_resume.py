"""Write a profile as JSON Resume 1.0, valid by its schema (jsonresume.org).

Of a section that it knows, also the fields that only a profile has stay, under their names: the
schema allows them. Other sections become projects that say what they are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from markupsafe import Markup

from cvgen.compose.view import Item
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.facts import FactWriter, format_iso_date, list_printed_fields
from cvgen.exporters.losses import LossList, note_logos
from cvgen.exporters.plain import clean_characters, read_plain
from cvgen.exporters.printed import PrintedEntry, PrintedSection, list_printed_sections
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.profile.basics import Basics, NetworkProfile
from cvgen.profile.contacts import ContactRecord
from cvgen.profile.networks import build_account_url
from cvgen.profile.organizations import get_organizations
from cvgen.profile.publications import Publication
from cvgen.profile.sections import Entry
from cvgen.text.dates import PartialDate, Period, span_periods
from cvgen.text.links import encode_url, format_doi_url
from cvgen.text.runs import read_linked_text

_HANDLED = frozenset({"highlights", "location", "links", "marks", "rankings", "image"})
_BASICS = (
    *("label", "email", "phone", "url", "summary", "location"),
    *("pronouns", "nationality", "workPermit", "availability", "metrics"),
)


def export_json_resume(order: ExportOrder) -> Export:
    """Write a JSON Resume file."""
    writer = _ResumeWriter(order)
    resume = writer.write_resume()
    text = json.dumps(resume, ensure_ascii=False, indent=2) + "\n"
    return Export({".resume.json": text.encode()}, writer.losses.list_findings())


@cache
def _load_format() -> dict[str, Any]:
    path = DATA_FOLDER / "exporters" / "json_resume.yaml"
    described: dict[str, Any] = yamlfile.read_yaml(path).data
    return described


class _ResumeWriter:
    """Writes the parts of a profile, and notes what has no place."""

    def __init__(self, order: ExportOrder) -> None:
        self.order = order
        self.facts = FactWriter(order.document.language)
        self.losses = LossList("JSON Resume", order.plan.profile)

    def write_resume(self) -> dict[str, Any]:
        """Write the whole file, with the sections in the order of the document."""
        described = _load_format()
        resume: dict[str, Any] = {"$schema": described["schema"]}
        resume["basics"] = self.write_basics(self.order.plan.profile.basics)
        written: set[int] = set()
        note_logos(self.order.document, self.losses)
        for section in list_printed_sections(self.order):
            self.note_title(section)
            self.losses.note_groups(section.view)
            self.losses.note_overview(section.view)
            is_known = section.kind in described["sections"]
            entries = resume.setdefault(section.kind if is_known else "projects", [])
            for printed in section.entries:
                if id(printed.entry) in written:
                    continue
                written.add(id(printed.entry))
                self.losses.note_position(printed)
                if is_known:
                    entries.append(self.write_entry(section.kind, printed))
                else:
                    entries.append(self.write_project(section, printed))
        day = self.order.plan.today.isoformat()
        resume["meta"] = {"version": described["version"], "lastModified": f"{day}T00:00:00"}
        return resume

    def note_title(self, section: PrintedSection) -> None:
        """Note a section that becomes another, or the title that it has in the profile."""
        title = read_plain(section.view.title)
        first = section.entries[0].item
        if section.kind not in _load_format()["sections"]:
            self.losses.change_form(f"'{title}' stands among the projects", first)
        elif title != self.order.plan.locale.headings[section.kind]:
            self.losses.leave_out(f"the title '{title}'", first)

    def write_basics(self, basics: Basics) -> dict[str, Any]:
        """Write who it is."""
        document = self.order.document
        written: dict[str, Any] = {"name": read_plain(document.name)}
        for key in _BASICS:
            value = getattr(basics, key)
            if isinstance(value, tuple):
                written.update(self.write_contacts(key, value))
            elif value:
                written[key] = self.facts.write_value(value)
        if basics.url:
            written["url"] = encode_url(basics.url)
        if basics.profiles:
            written["profiles"] = [self.write_account(account) for account in basics.profiles]
        if basics.birthDate:
            written["birthDate"] = format_iso_date(basics.birthDate)
        self.note_person()
        return written

    def note_person(self) -> None:
        """Note what of the person has no place."""
        document = self.order.document
        if document.other_names:
            self.losses.leave_out("the name in another language", ("basics", "name"))
        if document.closing:
            self.losses.leave_out("what stands below all sections", ("closing",))
        if document.photo:
            self.losses.leave_out("the photo", ("basics", "image"))

    def write_contacts(self, key: str, records: Sequence[ContactRecord]) -> dict[str, Any]:
        """Write the first of a kind under its key, and all under the key's plural where needed."""
        written = [self.facts.write_record(record) for record in records]
        if not written:
            return {}
        first = {name: part for name, part in written[0].items() if name != "type"}
        resume = {key: first.get(key, first)}
        if len(written) > 1 or "type" in written[0]:
            resume[_name_list(key)] = written
        return resume

    def write_account(self, account: NetworkProfile) -> dict[str, str]:
        """Write an account, with the address that its network gives it."""
        network = self.facts.choose_text(account.network)
        username = account.username or ""
        url = account.url or build_account_url(network, username)
        filled = {"network": network, "username": username, "url": encode_url(url)}
        return {key: text for key, text in filled.items() if text}

    def write_entry(self, kind: str, printed: PrintedEntry) -> dict[str, Any]:
        """Write an entry of a kind that the schema knows."""
        entry = printed.entry
        written: dict[str, Any] = {}
        for key in list_printed_fields(entry):
            value = getattr(entry, key)
            if value and key not in _HANDLED:
                written.update(self.write_field(key, value, printed.item))
        if entry.date and kind not in _load_format()["dated"]:
            written.update(self.write_moment(entry.period(), printed.item))
        written.update(self.write_rest(entry, printed.item))
        self.simplify_texts(kind, entry, written, printed.item)
        if isinstance(entry, Publication) and entry.doi:
            written.setdefault("url", format_doi_url(entry.doi))
        return written

    def write_field(self, key: str, value: Any, item: Item) -> dict[str, Any]:
        """Write a field; a time is written in the dates that the schema allows."""
        if key == "date":
            return self.write_moments(value, item)
        if get_organizations(value):
            return {
                key: self.facts.join_names(value),
                _name_list(key): self.facts.write_value(value),
            }
        if isinstance(value, Period):
            return self.write_period(key, value, item)
        if value == "present":
            return {}
        if isinstance(value, PartialDate):
            return {key: self.write_date(value, item)}
        written = encode_url(value) if key == "url" else self.facts.write_value(value)
        return {key: written}

    def write_moments(self, periods: Sequence[Period], item: Item) -> dict[str, Any]:
        """Write when it was: of several times from the first to the last, and each for itself."""
        written = self.write_period("date", span_periods(periods), item)
        if len(periods) > 1:
            written["dates"] = self.facts.write_value(periods)
        return written

    def write_period(self, key: str, period: Period, item: Item) -> dict[str, Any]:
        """Write a moment under its key, and what lasts with its start and its end."""
        if period.start and not (period.end or period.ongoing):
            return {key: self.write_date(period.start, item)}
        written = {}
        if period.start:
            written["startDate"] = self.write_date(period.start, item)
        if period.end:
            written["endDate"] = self.write_date(period.end, item)
        return written

    def write_moment(self, period: Period, item: Item) -> dict[str, Any]:
        """Write a moment as start and end, because what has no end is taken to go on."""
        if not period.start:
            return {}
        start = self.write_date(period.start, item)
        end = start
        if period.end:
            end = self.write_date(period.end, item)
        return {"startDate": start, "endDate": end}

    def write_date(self, date: PartialDate, item: Item) -> str:
        """Write a date, and note what of it has no place."""
        if date.season:
            self.losses.leave_out("the season of a date", item)
        if date.expected:
            self.losses.leave_out("that a date is only expected", item)
        return format_iso_date(date)

    def write_rest(self, entry: Entry, item: Item) -> dict[str, Any]:
        """Write what is made of several values: points, the place, links and badges."""
        written: dict[str, Any] = {}
        if entry.highlights:
            written["highlights"] = self.facts.write_points(entry.highlights)
        written.update(self.write_places(entry))
        if entry.links:
            written["links"] = dict(entry.links)
        rankings = getattr(entry, "rankings", {})
        if rankings:
            written["rankings"] = dict(rankings)
        if entry.endDate == "present" and not entry.startDate:
            self.losses.leave_out("an end 'present' without a start", item)
        if item.image:
            self.losses.leave_out("the picture of a work", item)
        return written

    def write_places(self, entry: Entry) -> dict[str, Any]:
        """Write the place, or the first of several and all of them."""
        places = [self.facts.write_record(location) for location in entry.location]
        if not places:
            return {}
        if len(places) == 1:
            return {"location": places[0]}
        return {"location": places[0], "locations": places}

    def simplify_texts(self, kind: str, entry: Entry, written: dict[str, Any], item: Item) -> None:
        """Write as text what the schema wants so: the place of work, and a grade."""
        texts = _load_format()["texts"].get(kind, ())
        if "location" in texts and entry.location:
            written["location"] = read_plain(item.place)
            if set(self.facts.write_record(entry.location[0])) != {"city"}:
                self.losses.change_form("a place is one text", item)
        scores = getattr(entry, "score", ())
        if "score" in texts and scores:
            (detail,) = (one for one in item.details if one.name == "score")
            written["score"] = read_plain(detail.text)
            if set(self.facts.write_record(scores[0])) != {"value"} or len(scores) > 1:
                self.losses.change_form("a grade is one text", item)

    def write_project(self, section: PrintedSection, printed: PrintedEntry) -> dict[str, Any]:
        """Write an entry of another kind as a project, whose type is the title of its section."""
        title = read_plain(section.view.title)
        entry = printed.entry
        item = printed.item
        texts = [self.facts.choose_text(getattr(entry, key, None)) for key in entry.slots.text]
        written: dict[str, Any] = {
            "name": read_plain(item.title) or title,
            "type": title,
            "entity": _write_linked_text(item.subtitle, entry),
            "description": "\n\n".join(filter(None, texts)),
            "highlights": [*self.list_details(printed), *self.facts.write_points(entry.highlights)],
            "url": encode_url(entry.url or ""),
        }
        written.update(self.write_places(entry))
        if entry.links:
            written["links"] = dict(entry.links)
        if entry.date:
            written.update(self.write_moments(entry.date, item))
            written.update(self.write_moment(entry.period(), item))
        else:
            written.update(self.write_period("startDate", entry.period(), item))
        return {key: value for key, value in written.items() if value}

    def list_details(self, printed: PrintedEntry) -> list[str]:
        """List the facts of an entry that have their name in front."""
        details = []
        for detail in printed.item.details:
            label = detail.label and detail.label + self.order.document.colon
            details.append(label + _write_linked_text(detail.text, printed.entry))
        return details


def _name_list(key: str) -> str:
    """Name the list of several, of which JSON Resume has one under a key."""
    return key[:-1] + "ies" if key.endswith("y") else key + "s"


def _write_linked_text(text: Markup, entry: Entry) -> str:
    """Write a text with the addresses of people; that of the entry has a field of its own."""

    def format_link(label: str, url: str) -> str:
        address = url.removeprefix("mailto:").removeprefix("tel:")
        if address in (label, entry.url) or url.startswith("tel:"):
            return label
        return f"{label} <{address}>"

    return clean_characters(read_linked_text(text, format_link))
