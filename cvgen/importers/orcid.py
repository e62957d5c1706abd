"""Import an ORCID record (3.0), or its works, as the service gives them: JSON or XML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from cvgen.files.yamlfile import KeyPath, Tree, list_children
from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.importers.entries import find_country_code, join_person_name
from cvgen.importers.html_text import convert_html
from cvgen.importers.importer import Importer
from cvgen.importers.orcid_works import read_orcid_work
from cvgen.importers.records import (
    account_for_tree,
    convert_texts,
    load_bookkeeping,
    load_format,
    pick_list,
    pick_text,
    pick_value,
)
from cvgen.importers.source import Source
from cvgen.importers.structured_dates import join_parts
from cvgen.importers.xml_file import parse_xml

_REVIEW = "another review for the same"
_SECOND = "another record of what is there already"


def recognize_orcid(source: Source) -> bool:
    """Say whether a file is a record of ORCID, or the works of one."""
    if source.tool == "ORCID":
        return True
    tree = source.read_tree() if source.name else None
    return tree is not None and bool(pick_value(tree.data, "group", "work-summary"))


def import_orcid(source: Source) -> ProfileBuilder:
    """Import a record: the person, affiliations, works, fundings and reviews."""
    tree = source.read_tree() or parse_xml(source.read_bytes(), source.find_place().file)
    tree = replace(tree, data=convert_texts(tree.data, convert_html))
    builder = ProfileBuilder(source)
    account_for_tree(builder, tree, load_bookkeeping("orcid"))
    start: KeyPath = ()
    for name in ("record", "works", "bulk"):
        if isinstance(tree.data, dict) and list(tree.data) == [name]:
            start = (name,)
    record = pick_value(tree.data, *map(str, start)) or {}
    _read_person(builder, record)
    activities = pick_value(record, "activities-summary") or {}
    if "group" in record or "work" in record:
        activities = {"works": record}
    for name, section in activities.items():
        _read_activities(builder, tree, name, section)
    return builder


def _read_person(builder: ProfileBuilder, record: Any) -> None:
    person = pick_value(record, "person") or {}
    basics = builder.basics
    given = pick_text(person, "name", "given-names")
    family = pick_text(person, "name", "family-name")
    basics["name"] = join_person_name(given, family)
    names = [pick_text(person, "name", "credit-name")]
    names += [pick_text(name, "content") for name in pick_list(person, "other-names", "other-name")]
    basics["alternateNames"] = [name for name in names if name and name != f"{given} {family}"]
    if names[0] == f"{given} {family}":
        builder.leave_out(names[0], "the name once more")
    basics["summary"] = pick_text(person, "biography", "content")
    countries = pick_list(person, "addresses", "address")
    if countries:
        country = pick_text(countries[0], "country")
        basics["location"] = {"countryCode": Value(find_country_code(country), country)}
    basics["profiles"] = list(_read_accounts(builder, record, person))
    for keyword in pick_list(person, "keywords", "keyword"):
        builder.add_entry("interests", {"name": pick_text(keyword, "content")})


def _read_accounts(builder: ProfileBuilder, record: Any, person: Any) -> Iterator[dict[str, Any]]:
    """Read the ORCID iD itself, e-mail addresses, pages and numbers elsewhere."""
    number = pick_text(record, "orcid-identifier", "path")
    if number:
        yield {"network": Value("ORCID"), "username": Value(number)}
    for index, email in enumerate(pick_list(person, "emails", "email")):
        address = pick_text(email, "email")
        if index == 0:
            builder.basics["email"] = address
        else:
            yield {"network": Value("Email"), "url": Value(f"mailto:{address}", address)}
    for page in pick_list(person, "researcher-urls", "researcher-url"):
        label = pick_text(page, "url-name")
        yield {"network": label or Value("Website"), "url": pick_text(page, "url")}
    for number_elsewhere in pick_list(person, "external-identifiers", "external-identifier"):
        yield {
            "network": Value(pick_text(number_elsewhere, "external-id-type")),
            "username": pick_text(number_elsewhere, "external-id-value"),
            "url": Value(pick_text(number_elsewhere, "external-id-url")),
        }


def _read_activities(builder: ProfileBuilder, tree: Tree, name: str, section: Any) -> None:
    """Read the groups of one kind of activity; a group is one thing, entered once or more."""
    known = load_format("orcid")["activities"]
    groups = pick_list(section, "affiliation-group") + pick_list(section, "group")
    groups += [{"work-summary": work} for work in pick_list(section, "work")]
    for group in groups:
        summaries = list(_find_summaries(group))
        if not summaries:
            continue
        if name == "peer-reviews":
            builder.add_entry("service", _read_reviews(builder, summaries))
            continue
        preferred = max(summaries, key=_read_rank)
        for other in summaries:
            if other is not preferred:
                _leave_out_record(builder, tree, other)
        if name == "works":
            builder.add_entry("publications", read_orcid_work(builder, preferred))
        elif name == "fundings":
            builder.add_entry("grants", _read_funding(preferred))
        elif name in known:
            builder.add_entry(known[name]["kind"], _read_affiliation(preferred, known[name]))
        else:
            _add_unknown(builder, name, preferred)


def _find_summaries(group: Any) -> Iterator[dict[str, Any]]:
    """Find the records of a group, which JSON wraps once more than XML."""
    for key, value in list_children(group):
        if isinstance(key, str) and key.endswith("-summary"):
            yield from (item for item in pick_list(value) if isinstance(item, dict))
        elif key != "external-ids":
            yield from _find_summaries(value)


def _read_rank(summary: dict[str, Any]) -> int:
    """Read how much a record is preferred: the highest index is shown."""
    rank = pick_text(summary, "display-index")
    return int(rank) if rank.isdecimal() else 0


def _leave_out_record(builder: ProfileBuilder, tree: Tree, record: dict[str, Any]) -> None:
    part = Tree(record, tree.file)
    second = ProfileBuilder(builder.source)
    account_for_tree(second, part, load_bookkeeping("orcid"))
    for text in second.texts:
        builder.leave_out(text.text, _SECOND)


def _read_affiliation(summary: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {names["role"]: pick_text(summary, "role-title")}
    department = pick_text(summary, "department-name")
    has_department = names["kind"] in ("education", "work")
    if department and has_department:
        entry["department"] = department
    elif department:
        entry["summary"] = department
    organization = pick_value(summary, "organization")
    entry[names["organization"]] = pick_text(organization, "name")
    entry["location"] = _read_place(organization)
    entry["url"] = pick_text(summary, "url")
    start = join_parts(pick_value(summary, "start-date"))
    end = join_parts(pick_value(summary, "end-date"))
    if names["kind"] == "awards" and not end:
        entry["date"] = start
    else:
        entry.update({"startDate": start, "endDate": end})
    return entry


def _read_place(organization: Any) -> dict[str, Any]:
    address = pick_value(organization, "address")
    country = pick_text(address, "country")
    return {
        "city": pick_text(address, "city"),
        "region": pick_text(address, "region"),
        "countryCode": Value(find_country_code(country), country),
    }


def _read_funding(summary: dict[str, Any]) -> dict[str, Any]:
    organization = pick_value(summary, "organization")
    title = pick_text(summary, "title", "title") or pick_text(summary, "funding-title", "title")
    numbers = pick_list(summary, "external-ids", "external-id")
    entry = {
        "name": title,
        "funder": pick_text(organization, "name"),
        "number": ", ".join(pick_text(number, "external-id-value") for number in numbers),
        "amount": pick_text(summary, "amount"),
        "location": _read_place(organization),
        "startDate": join_parts(pick_value(summary, "start-date")),
        "endDate": join_parts(pick_value(summary, "end-date")),
        "url": pick_text(summary, "url"),
        "summary": pick_text(summary, "short-description"),
    }
    return {key: value for key, value in entry.items() if value}


def _read_reviews(builder: ProfileBuilder, summaries: list[dict[str, Any]]) -> dict[str, Any]:
    """Read the reviews for one organization as one service, from the first year to the last."""
    first = summaries[0]
    role = pick_text(first, "reviewer-role")
    organization = pick_value(first, "convening-organization")
    for other in summaries[1:]:
        for text in _list_organization(other):
            builder.leave_out(text, _REVIEW)
    dates = []
    for summary in summaries:
        date = join_parts(pick_value(summary, "completion-date"))
        if date:
            dates.append(date)
    entry: dict[str, Any] = {
        "position": Value(role.capitalize(), role),
        "organization": pick_text(organization, "name"),
        "location": _read_place(organization),
    }
    dates.sort(key=lambda date: date.text)
    if len(dates) == 1:
        entry["date"] = dates[0]
    elif dates:
        entry.update({"startDate": dates[0], "endDate": dates[-1]})
    for date in dates[1:-1]:
        builder.leave_out(date.origin, _REVIEW)
    return entry


def _list_organization(summary: dict[str, Any]) -> list[str]:
    organization = pick_value(summary, "convening-organization")
    place = pick_value(organization, "address")
    texts = [pick_text(summary, "reviewer-role"), pick_text(organization, "name")]
    return texts + [pick_text(place, key) for key in ("city", "region", "country")]


def _add_unknown(builder: ProfileBuilder, name: str, summary: dict[str, Any]) -> None:
    """Add an activity that a profile has no kind for, under ORCID's name for it."""
    title = pick_text(summary, "proposal", "title", "title") or pick_text(summary, "role-title")
    entry = {"title": title, "subtitle": pick_text(summary, "organization", "name")}
    builder.add_custom(Value(name.replace("-", " ").capitalize()), entry)


IMPORTER = Importer("ORCID", recognize_orcid, import_orcid)
