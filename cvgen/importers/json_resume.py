"""Import JSON Resume files as people have them: blanks, free dates, keys of one's own."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from cvgen.importers.builder import ProfileBuilder, Value, is_empty
from cvgen.importers.entries import list_words, make_entry, make_locations, make_points, make_record
from cvgen.importers.headings import find_kind
from cvgen.importers.importer import Importer
from cvgen.importers.photo import settle_photo
from cvgen.importers.records import account_for_tree, load_bookkeeping, load_format, pick_list
from cvgen.importers.source import Source
from cvgen.profile.basics import Basics, NetworkProfile
from cvgen.profile.json_resume import adapt_json_resume
from cvgen.profile.kinds import KINDS
from cvgen.profile.sections import Position

_SIGNS = frozenset({"work", "education", "skills", "volunteer", "publications", "languages"})
_POSITIONS = "positions"
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
            builder.basics[key] = make_locations(value)
        elif key == "profiles":
            builder.basics[key] = _read_accounts(value)
        elif key in ("name", "email", "phone") and isinstance(value, dict | list):
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
    for item in section:
        record = item if isinstance(item, dict) else {title[0]: item}
        positions = _make_positions(item, kind, table)
        if positions:
            record = {key: value for key, value in record.items() if key != _POSITIONS}
        entry = make_entry(kind, record, names)
        if positions:
            entry[_POSITIONS] = positions
        builder.add_entry(kind, entry)


def _make_positions(item: Any, kind: str, table: str) -> list[dict[str, Any]]:
    """Make the positions that somebody had at one place, where the kind has several in one."""
    positions = item.get(_POSITIONS) if isinstance(item, dict) else None
    if _POSITIONS not in KINDS[kind].model_fields or not isinstance(positions, list):
        return []
    if not all(isinstance(part, dict) for part in positions):
        return []
    names = load_format(table)["common"]
    return [make_record(Position, position, names) for position in positions]


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
