"""Import RenderCV's YAML, of every version from 1.x to 2.8 (docs.rendercv.com)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec import Struct

from cvgen.files.yamlfile import Tree
from cvgen.files.yamltable import read_table
from cvgen.importers.builder import ProfileBuilder, Value, is_empty
from cvgen.importers.headings import find_kind
from cvgen.importers.importer import Importer
from cvgen.importers.periods import join_dates, read_dates
from cvgen.importers.photo import settle_photo
from cvgen.importers.source import Source
from cvgen.profile.kinds import KINDS
from cvgen.text.patterns import compile_late
from cvgen.text.prose import strip_bullet

_BULLET = compile_late(r"^\s*[-*•]\s+", re.MULTILINE)
_BELOW = compile_late(r"\s+-\s+|\n\s*[*•]\s+")
_EMPHASIS = compile_late(r"^(\*{1,3}|_{1,3})([^*_].*?)\1(\*?)$")
_TYPST_NAME = compile_late(r"#(underline|strike|emph|strong|text|smallcaps)(?=[(\[])")
_TYPST = compile_late(r"#(?:underline|strike|emph|strong|text|smallcaps)(?:\([^)]*\))?\[([^\]]*)\]")


def recognize_rendercv(source: Source) -> bool:
    """Say whether a file has the key `cv` of RenderCV at its top."""
    return source.tool == "RenderCV"


def import_rendercv(source: Source) -> ProfileBuilder:
    """Import a RenderCV file: the person, and each section by its title or its entries' keys."""
    tree = source.read_tree()
    builder = ProfileBuilder(source)
    if tree is None:
        return builder
    builder.add_tree(tree)
    _leave_out_settings(builder, tree)
    cv = tree.data["cv"]
    _read_person(builder, cv)
    settle_photo(builder)
    sections = cv.get("sections") or cv.get("sections_input") or {}
    if isinstance(sections, dict):
        for title, entries in sections.items():
            place = tree.find_place(("cv", "sections", title), key=True)
            builder.add_text(str(title).replace("_", " "), place.line)
            _read_section(builder, str(title), entries or [])
    return builder


def _leave_out_settings(builder: ProfileBuilder, tree: Tree) -> None:
    """Leave out how the file was to look."""
    for path, place in tree.values.items():
        value = _find_value(tree.data, path)
        if not isinstance(value, str):
            continue
        if path[:1] != ("cv",) or path[-1] == "fontawesome_icon":
            builder.leave_out(value, "settings of RenderCV", place.line)
            continue
        for command in _TYPST_NAME.findall(value):
            builder.leave_out(command, "markup", place.line)


def _find_value(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def _read_person(builder: ProfileBuilder, cv: dict[str, Any]) -> None:
    basics = builder.basics
    keys = _load_keys()
    accounts: list[dict[str, Any]] = []
    for key, value in cv.items():
        if key in ("sections", "sections_input", "social_networks", "custom_connections"):
            continue
        first, *rest = value if isinstance(value, list) and value else [value]
        name = keys["person"].get(key)
        if name in ("email", "phone"):
            basics[name] = _read_contacts(value)
        elif name and not is_empty(first):
            basics[name] = _clean_markup(first)
        if name not in ("email", "phone"):
            accounts += [_make_profile(key, str(other)) for other in rest]
    basics["profiles"] = accounts + _read_accounts(cv)


def _read_accounts(cv: dict[str, Any]) -> list[dict[str, Any]]:
    """Read the accounts on networks, and the connections of one's own."""
    accounts = []
    for account in cv.get("social_networks") or []:
        accounts.append({"network": account.get("network"), "username": account.get("username")})
    for link in cv.get("custom_connections") or []:
        accounts.append({"network": link.get("placeholder"), "url": link.get("url")})
    return accounts


def _read_contacts(value: Any) -> Any:
    """Read an e-mail address or a telephone number, or each of several."""
    texts = [str(one) for one in (value if isinstance(value, list) else [value]) if one]
    values = [Value(text.removeprefix("tel:"), text) for text in texts]
    return values[0] if len(values) == 1 else values


def _make_profile(key: str, value: str) -> dict[str, Any]:
    """Make an account of a second page."""
    return {"network": Value(key.capitalize()), "url": Value(value.replace(" ", ""), value)}


class _EntryType(Struct, frozen=True):
    """One of RenderCV's types of entry: the key by which it is known, and the kind it becomes."""

    sign: str
    kind: str
    names: dict[str, str]


def _read_section(builder: ProfileBuilder, title: str, entries: Any) -> None:
    """Read a section, whose kind its title says, or else its first entry."""
    words = title.replace("_", " ")
    heading = Value(words[:1].upper() + words[1:], words)
    if isinstance(entries, str):
        entries = [entries]
    kind = find_kind(words)
    shape = _find_type(entries)
    if kind is None and shape is not None and shape.kind != "custom":
        kind = shape.kind
    if kind == "summary":
        _read_summary(builder, heading, entries)
        return
    if kind is not None:
        builder.headings.setdefault(kind, heading)
    for entry in entries:
        if isinstance(entry, str):
            _add_text(builder, kind, heading, _clean_markup(entry))
        elif isinstance(entry, dict):
            _add_record(builder, kind, heading, entry)


def _read_summary(builder: ProfileBuilder, heading: Value, entries: Any) -> None:
    texts = [_clean_markup(entry) for entry in entries if isinstance(entry, str)]
    builder.basics["summary"] = "\n\n".join(texts)
    builder.leave_out(heading.origin, "headings")


def _find_type(entries: list[Any]) -> _EntryType | None:
    for entry in entries:
        if isinstance(entry, dict):
            for name, described in _load_keys()["types"].items():
                if described["sign"] in entry:
                    return _EntryType(name, described["kind"], described["names"])
    return None


def _add_text(builder: ProfileBuilder, kind: str | None, heading: Value, text: str) -> None:
    """Add an entry that is only text, under the field that a text stands for."""
    fields = _load_keys()["text_fields"]
    if kind is None or kind not in fields:
        builder.add_custom(heading, {"title": text})
        return
    builder.add_entry(kind, {fields[kind]: text})


def _add_record(
    builder: ProfileBuilder, kind: str | None, heading: Value, record: dict[str, Any]
) -> None:
    """Add an entry of keys and values."""
    shape = _find_type([record])
    target = kind or "custom"
    names: dict[str, str] = dict(_load_keys()["common"])
    if shape is not None:
        names.update(shape.names)
    names.update(_load_keys()["kinds"].get(target, {}))
    entry: dict[str, Any] = {}
    for key, value in record.items():
        if is_empty(value) or key in ("date", "start_date", "end_date"):
            continue
        _set_field(entry, _find_field(target, names.get(key, ""), key), key, value)
    entry.update(_read_dates(record, target))
    if target == "custom":
        builder.add_custom(heading, entry)
    else:
        builder.add_entry(target, entry)


def _find_field(kind: str, name: str, key: str) -> str:
    """Find the field of a kind; what is a title elsewhere is what stands in its place there."""
    if kind not in KINDS or name in KINDS[kind].model_fields:
        return name
    if name == "title" and KINDS[kind].slots.title:
        return KINDS[kind].slots.title[0]
    return key if key in KINDS[kind].model_fields else name


def _set_field(entry: dict[str, Any], name: str, key: str, value: Any) -> None:
    """Set a field; what has no name in a profile becomes a point of the entry."""
    cleaned = _clean_markup(value)
    if name == "location":
        entry["location"] = {"city": cleaned}
    elif name == "keywords":
        entry["keywords"] = _split_details(cleaned)
    elif name == "highlights":
        entry.setdefault("highlights", []).extend(_read_points(value))
    elif name == "authors":
        entry["authors"] = [_read_author(author) for author in cleaned]
    elif name and name not in entry:
        entry[name] = cleaned
    else:
        label = key.replace("_", " ")
        texts = cleaned if isinstance(cleaned, list) else [cleaned]
        for text in texts:
            entry.setdefault("highlights", []).append(Value(f"{label}: {text}", str(text)))


def _read_points(points: Any) -> list[Any]:
    """Read points, of which one has points below it behind hyphens between spaces."""
    read: list[Any] = []
    for point in points if isinstance(points, list) else [points]:
        text = point.get("content", point) if isinstance(point, dict) else point
        if not isinstance(text, str):
            read.append(_clean_markup(text))
            continue
        bare = strip_bullet(text.strip())
        first, *below = [_clean_markup(part) for part in _BELOW.split(bare)]
        read.append(first)
        if below:
            read.append(below)
    return read


def _split_details(details: Any) -> list[str]:
    """Split the details of a skill at its commas, but for those between brackets."""
    if not isinstance(details, str):
        return [str(part) for part in details]
    return [part.strip() for part in re.split(r",\s+(?![^()]*\))", details) if part.strip()]


def _read_author(author: Any) -> Any:
    """Read an author; one's own name is set bold or italic there, and found by itself here.

    A star behind it that closes nothing is its mark, and so is the sign that looks like one, which
    is what cvgen writes.
    """
    if not author:
        return author
    text = _EMPHASIS.sub(r"\2\3", str(author).strip())
    text = text.replace("***", "").replace("**", "").strip("_ ")
    return text.replace("\N{ASTERISK OPERATOR}", "*")


def _read_dates(record: dict[str, Any], kind: str) -> dict[str, Any]:
    single = "releaseDate" if kind == "publications" else "date"
    start = str(record.get("start_date") or "")
    end = str(record.get("end_date") or "")
    if start or end:
        return dict(join_dates(start, end))
    text = str(record.get("date") or "")
    if not text:
        return {}
    return dict(read_dates(text, single=single)) or {single: Value(text, text)}


def _clean_markup(value: Any) -> Any:
    """Take Typst's commands off text, and Markdown that a profile does not have."""
    if isinstance(value, list):
        return [_clean_markup(part) for part in value]
    if not isinstance(value, str):
        return value
    text = _TYPST.sub(r"\1", value).replace("$$", "$")
    return _BULLET.sub("• ", text) if "\n" in text else text


@cache
def _load_keys() -> dict[str, Any]:
    keys: dict[str, Any] = read_table("importers/rendercv")
    return keys


IMPORTER = Importer("RenderCV", recognize_rendercv, import_rendercv)
