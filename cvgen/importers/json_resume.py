"""Import JSON Resume files as people have them: blanks, free dates, keys of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from cvgen.importers.builder import ProfileBuilder, Value, is_empty
from cvgen.importers.entries import list_words, make_entry, make_location, make_points
from cvgen.importers.headings import find_kind
from cvgen.importers.importer import Importer
from cvgen.importers.photo import settle_photo
from cvgen.importers.records import account_for_tree, load_bookkeeping, load_format, pick_list
from cvgen.importers.source import Source
from cvgen.profile.basics import Basics, NetworkProfile
from cvgen.profile.json_resume import adapt_json_resume
from cvgen.profile.kinds import KINDS

_SIGNS = frozenset({"work", "education", "skills", "volunteer", "publications", "languages"})
_POSITION_KEYS = {"title": "position", "name": "position", "role": "position"}
_LEAST_SIGNS = 2  # of a file that lacks the person
_OWN_KEYS = frozenset({"variants", "bibliography", "coauthors", "custom", "headings"})  # ours


def recognize_json_resume(source: Source) -> bool:
    """Say whether a file has the person or the sections of JSON Resume at its top."""
    if not source.name:
        return False
    tree = source.read_tree()
    if tree is None or not isinstance(tree.data, dict) or _OWN_KEYS & tree.data.keys():
        return False
    if isinstance(tree.data.get("basics"), dict):
        return True
    found = [key for key in _SIGNS if isinstance(tree.data.get(key), list)]
    return len(found) >= _LEAST_SIGNS


def import_json_resume(source: Source) -> ProfileBuilder:
    """Import a JSON Resume file of any version."""
    builder = ProfileBuilder(source)
    tree = source.read_tree()
    if tree is None:
        return builder
    account_for_tree(builder, tree, load_bookkeeping("json_resume"))
    adapted = adapt_json_resume(replace(tree, warnings=[]))
    builder.warnings += adapted.warnings
    add_resume(builder, adapted.data, "json_resume")
    return builder


def add_resume(builder: ProfileBuilder, data: dict[str, Any], table: str) -> None:
    """Add the person and the sections of a resume; `table` has the keys of its format."""
    settings = load_bookkeeping(table).left_out
    basics = data.get("basics")
    if isinstance(basics, dict):
        _add_person(builder, basics)
        settle_photo(builder)
    for key, section in data.items():
        if key == "basics" or key in settings or is_empty(section):
            continue
        kind = key if key in KINDS else find_kind(_spell_key(key))
        if kind in KINDS:
            items = section if isinstance(section, list) else [section]
            _add_section(builder, str(kind), items, table)
        else:
            _add_unknown(builder, key, section)


def _spell_key(key: str) -> str:
    words = [letter if not letter.isupper() else f" {letter.lower()}" for letter in key]
    return "".join(words).replace("_", " ")


def _add_person(builder: ProfileBuilder, basics: dict[str, Any]) -> None:
    """Add the person; what a profile has no field for is reported as not placed."""
    for key, value in basics.items():
        if is_empty(value):
            continue
        if key == "location":
            builder.basics[key] = make_location(value)
        elif key == "profiles":
            builder.basics[key] = _read_accounts(value)
        elif key == "name" and isinstance(value, dict):
            builder.basics[key] = value
        elif key in Basics.model_fields and key != "short":
            texts = list_words(value)
            builder.basics[key] = "\n\n".join(texts) if key == "summary" else ", ".join(texts)


def _read_accounts(value: Any) -> list[dict[str, Any]]:
    accounts = []
    for account in pick_list(value):
        if not isinstance(account, dict):
            accounts.append({"network": Value("Link"), "url": account})
            continue
        accounts.append({key: account.get(key) for key in NetworkProfile.model_fields})
    return accounts


def _add_section(builder: ProfileBuilder, kind: str, section: list[Any], table: str) -> None:
    """Add the entries of a section, of which one that is only text is its title."""
    keys = load_format(table)
    names = {**keys["common"], **keys["kinds"].get(kind, {})}
    title = KINDS[kind].slots.title or KINDS[kind].slots.text
    for item in _part_positions(section):
        record = item if isinstance(item, dict) else {title[0]: item}
        builder.add_entry(kind, make_entry(kind, record, names))


def _part_positions(section: list[Any]) -> Iterator[Any]:
    """Make an entry of each position that somebody had at one place, which is in all of them."""
    for item in section:
        if _has_positions(item):
            yield from _part_item(item)
        else:
            yield item


def _has_positions(item: Any) -> bool:
    """Say whether an entry lists positions, each with keys of its own."""
    if not isinstance(item, dict) or not isinstance(item.get("positions"), list):
        return False
    return all(isinstance(position, dict) for position in item["positions"])


def _part_item(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Make an entry of each position of an item; what they share counts in the first alone."""
    common = {key: value for key, value in item.items() if key != "positions"}
    shared = common
    for position in item["positions"]:
        named = {_POSITION_KEYS.get(key, key): value for key, value in position.items()}
        yield {**shared, **named}
        shared = _hide_words(common)


def _hide_words(record: dict[str, Any]) -> dict[str, Any]:
    """Keep what is in several entries, where its words count once: names and addresses."""
    return {key: Value(value) for key, value in record.items() if isinstance(value, str)}


def _add_unknown(builder: ProfileBuilder, key: str, section: Any) -> None:
    """Add a section that nobody knows under its key as a heading."""
    words = _spell_key(key).strip()
    heading = Value(words[:1].upper() + words[1:])
    items = section if isinstance(section, list) else [section]
    for item in items:
        if not isinstance(item, dict):
            builder.add_custom(heading, {"title": ", ".join(list_words(item))})
            continue
        entry: dict[str, Any] = {}
        for name, value in item.items():
            if name in ("title", "name") and "title" not in entry and isinstance(value, str):
                entry["title"] = value
            elif name in ("url", "summary") and isinstance(value, str):
                entry[name] = value
            else:
                entry.setdefault("highlights", []).extend(make_points(name, value))
        builder.add_custom(heading, entry)


IMPORTER = Importer("JSON Resume", recognize_json_resume, import_json_resume)
