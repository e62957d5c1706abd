"""Import LinkedIn's "Get a copy of your data", whole or basic: its tables about the person.

What is about others (messages, contacts, invitations) is never opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.importers.entries import join_person_name, make_entry, split_points
from cvgen.importers.importer import Importer
from cvgen.importers.periods import parse_period
from cvgen.importers.records import load_bookkeeping, load_format
from cvgen.importers.source import Source
from cvgen.importers.tables import Row, fold_head, read_heads, read_table
from cvgen.text.patterns import compile_late

_HEADS = {
    "profile": "first name",
    "positions": "company name",
    "education": "school name",
}
_LISTS = ("websites", "twitter handles", "instant messengers")
_PEOPLE = ("profile", "email addresses", "phonenumbers", "phone numbers")
_LISTED = compile_late(r"(?:(?P<label>[A-Z_]+):)?(?P<value>[^,\[\]\s][^,\[\]]*)")


def recognize_linkedin(source: Source) -> bool:
    """Say whether one of LinkedIn's tables about a person is there, with the heads that it has."""
    tables = _find_tables(source)
    for name, head in _HEADS.items():
        if name in tables and head in read_heads(source, tables[name]):
            return True
    return source.tool == "LinkedIn"


def import_linkedin(source: Source) -> ProfileBuilder:
    """Import the tables of an export, each where it is there."""
    builder = ProfileBuilder(source)
    tables = _find_tables(source)
    if source.name and not tables:
        tables = {"profile": source.name}
    kinds = load_format("linkedin")["tables"]
    for name in source.names:
        if name not in tables.values() and name.lower().endswith(".csv"):
            builder.leave_out(name, "about others, or no part of a CV: not opened", file=name)
    for name in _PEOPLE:
        if name in tables:
            _read_person(builder, name, tables[name])
    for name, kind in kinds.items():
        if name in tables:
            _read_section(builder, kind, tables[name])
    return builder


def _find_tables(source: Source) -> dict[str, str]:
    """Find the tables that are read, by their folded names; of two, the one that lies higher."""
    known = {*load_format("linkedin")["tables"], *_PEOPLE}
    tables: dict[str, str] = {}
    for name in sorted(source.names, key=lambda name: (name.count("/"), name)):
        path = PurePosixPath(name)
        folded = fold_head(path.stem)
        if path.suffix.lower() == ".csv" and folded in known:
            tables.setdefault(folded, name)
    return tables


def _list_rows(builder: ProfileBuilder, file: str) -> Iterator[Row]:
    """List the rows of a table, whose words are counted; columns of settings are left out."""
    left_out = load_bookkeeping("linkedin").left_out
    for row in read_table(builder.source, file):
        values = {}
        for head, text in row.values.items():
            words = text
            if head in _LISTS:
                words = _LISTED.sub(r" \g<label> \g<value> ", text)
            builder.add_text(words, row.line, file)
            if head in left_out:
                builder.leave_out(text, left_out[head], row.line, file)
            else:
                values[head] = text
        yield Row(values, row.line)


def _read_person(builder: ProfileBuilder, table: str, file: str) -> None:
    for row in _list_rows(builder, file):
        if table == "profile":
            _read_profile(builder, row, file)
        elif table == "email addresses":
            _add_contact(builder, "email", "mailto:", row.values.get("email address", ""))
            builder.leave_out(row.values.get("primary", ""), "settings of LinkedIn", row.line, file)
        else:
            _add_contact(builder, "phone", "tel:", row.values.get("number", ""))


def _read_profile(builder: ProfileBuilder, row: Row, file: str) -> None:
    basics = builder.basics
    values = row.values
    basics["name"] = join_person_name(values.get("first name", ""), values.get("last name", ""))
    for head, name in load_format("linkedin")["person"].items():
        basics[name] = values.get(head, "")
    maiden = values.get("maiden name", "")
    if maiden:
        given = values.get("first name", "")
        basics["alternateNames"] = [Value(f"{given} {maiden}", maiden)]
    basics["location"] = {
        "address": values.get("address", ""),
        "postalCode": values.get("zip code", ""),
        "city": values.get("geo location", ""),
    }
    born = parse_period(values.get("birth date", ""))
    if born and born.start:
        basics["birthDate"] = Value(str(born.start), values["birth date"])
    builder.leave_out(values.get("industry", ""), "a label of LinkedIn", row.line, file)
    basics["profiles"] = _read_accounts(values)


def _read_accounts(values: dict[str, str]) -> list[dict[str, Any]]:
    """Read lists such as `[PORTFOLIO:https://…,BLOG:https://…]`."""
    accounts: list[dict[str, Any]] = []
    for match in _LISTED.finditer(values.get("websites", "")):
        label = (match["label"] or "Website").replace("_", " ").capitalize()
        origin = match["label"] or ""
        accounts.append({"network": Value(label, origin), "url": match["value"].strip()})
    for match in _LISTED.finditer(values.get("twitter handles", "")):
        accounts.append({"network": Value("X"), "username": match["value"].strip().lstrip("@")})
    for match in _LISTED.finditer(values.get("instant messengers", "")):
        label = (match["label"] or "Messenger").capitalize()
        name = match["value"].strip()
        accounts.append({"network": Value(label, match["label"] or ""), "username": name})
    return accounts


def _add_contact(builder: ProfileBuilder, key: str, scheme: str, value: str) -> None:
    """Add an address or a number: the first to the person, others to the accounts."""
    if not value or builder.basics.get(key) == value:
        return
    if key not in builder.basics:
        builder.basics[key] = value
        return
    account = {"network": Value(key.capitalize()), "url": Value(scheme + value, value)}
    builder.basics.setdefault("profiles", []).append(account)


def _read_section(builder: ProfileBuilder, kind: str, file: str) -> None:
    rows = list(_list_rows(builder, file))
    if kind == "skills":
        builder.add_entry(kind, {"keywords": [row.values.get("name", "") for row in rows]})
        return
    for row in rows:
        if kind == "custom":
            name, number = row.values.get("name", ""), row.values.get("number", "")
            builder.add_custom(Value("Courses"), {"title": name, "subtitle": number})
        else:
            builder.add_entry(kind, _make_record(kind, row.values))


def _make_record(kind: str, values: dict[str, str]) -> dict[str, Any]:
    names = dict(load_format("linkedin")["kinds"][kind])
    if kind == "references":
        parts = (values.pop("first name", ""), values.pop("last name", ""))
        values = {"name": " ".join(parts).strip(), **values}
    if kind == "certificates" and "finished on" in values:
        names["started on"] = "startDate"
    entry = make_entry(kind, values, names)
    degree, comma, area = str(entry.get("studyType", "")).partition(", ")
    if comma and "area" not in entry:
        entry["studyType"], entry["area"] = degree, area
    if isinstance(entry.get("summary"), str):
        summary, points = split_points(entry["summary"])
        entry["summary"] = summary
        entry["highlights"] = [*points, *entry.get("highlights", [])]
    return entry


IMPORTER = Importer("LinkedIn", recognize_linkedin, import_linkedin)
