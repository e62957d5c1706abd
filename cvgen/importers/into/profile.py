"""Compare what was imported with a whole profile: the person, the sections, the bibliography."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct, field

from cvgen.build import list_publications, load_profile
from cvgen.diff.change import Change, Spot
from cvgen.diff.facts import format_value
from cvgen.errors import Diagnostic
from cvgen.files.yamlfile import KeyPath, Tree, read_yaml
from cvgen.importers.builder import read_value
from cvgen.importers.convert import Conversion
from cvgen.importers.into.bibliography import find_new_works
from cvgen.importers.into.compare import (
    Difference,
    Known,
    NewItem,
    NewKey,
    WrittenSection,
    compare_entries,
    compare_records,
)
from cvgen.importers.into.values import fold_text
from cvgen.importers.settle import MISSING_NAME
from cvgen.profile.academic import General
from cvgen.profile.basics import Basics
from cvgen.profile.json_resume import adapt_json_resume
from cvgen.profile.kinds import KINDS
from cvgen.profile.model import Profile
from cvgen.profile.private import strip_private_marks
from cvgen.profile.sections import Entry

_SEPARATE = frozenset({"profiles", "image", "alternateNames"})
_SIGNS_OF_ACCOUNT = ("url", "username")


class Comparison(Struct):
    """A profile, what was imported, and what differs; `files` are new ones, by their paths."""

    path: Path
    profile: Profile
    data: dict[str, Any]
    difference: Difference = field(default_factory=Difference)
    files: dict[Path, bytes] = field(default_factory=dict)
    warnings: list[Diagnostic] = field(default_factory=list)


def read_plain_data(path: Path) -> dict[str, Any]:
    """Read the data of a profile's file, without the marks of what is private.

    Raises ProfileError.
    """
    tree: Tree = strip_private_marks(read_yaml(path))
    if path.suffix == ".json":
        tree = adapt_json_resume(tree)
    data: dict[str, Any] = tree.data
    return data


def compare_with_profile(conversion: Conversion, path: Path) -> Comparison:
    """Compare what was imported with the profile in a file.

    Raises ProfileError where that is none.
    """
    profile = load_profile(path)
    comparison = Comparison(path, profile, read_plain_data(path))
    imported = dict(conversion.data)
    _compare_person(comparison, imported.pop("basics"), conversion.files)
    _compare_bibliography(comparison, imported.pop("bibliography", []), conversion.files)
    headings = imported.pop("headings", {})
    for section in imported.pop("custom", []):
        _compare_custom(comparison, section)
    for kind, entries in imported.items():
        if kind in KINDS:
            _compare_section(comparison, kind, entries, headings)
    _compare_mapping(comparison, "coauthors", imported.get("coauthors", {}))
    return comparison


# --- the person -----------------------------------------------------------------------------------


def _compare_person(
    comparison: Comparison, basics: dict[str, Any], files: dict[str, bytes]
) -> None:
    mine = comparison.data["basics"]
    known = {key: value for key, value in basics.items() if key not in _SEPARATE}
    if known.get("name") == MISSING_NAME:
        known.pop("name")
    record = Basics.model_validate(read_value(basics))
    _warn_of_other_person(comparison, record)
    before = Known(mine, comparison.profile.basics)
    compare_records(
        comparison.difference, ("basics",), before, Known(known, record), Spot("basics")
    )
    _compare_accounts(comparison, basics.get("profiles", []))
    image = str(read_value(basics.get("image", "")))
    path = comparison.path.parent / image
    if image in files and not mine.get("image") and not path.exists():
        comparison.files[path] = files[image]
        _add_key(comparison, ("basics",), "image", image, Spot("basics", field="image"))


def _warn_of_other_person(comparison: Comparison, imported: Basics) -> None:
    """Warn where the names have no word in common."""
    mine = set(format_value(comparison.profile.basics.name).casefold().split())
    theirs = set(format_value(imported.name).casefold().split())
    versions = comparison.profile.basics.name
    if isinstance(versions, dict):
        mine = {
            word for name in versions.values() for word in format_value(name).casefold().split()
        }
    if mine.isdisjoint(theirs) and imported.name != MISSING_NAME.text:
        name = format_value(imported.name)
        message = f"the source is of '{name[:60]}', and the profile of somebody else"
        place = comparison.profile.tree.find_place(("basics", "name"))
        hint = "is it the right profile?"
        comparison.warnings.append(Diagnostic("I122", message, place, hint, "warning"))


def _compare_accounts(comparison: Comparison, accounts: list[dict[str, Any]]) -> None:
    mine = comparison.data["basics"].get("profiles") or []
    known = {sign for account in mine for sign in _list_signs(account)}
    known.update(_list_signs({"url": comparison.data["basics"].get("url")}))
    known.add(fold_text(f"mailto:{comparison.data['basics'].get('email')}"))
    new = [account for account in accounts if known.isdisjoint(_list_signs(account))]
    _add_items(comparison, ("basics", "profiles"), new)
    for account in new:
        words = format_value(read_value(account))
        comparison.difference.new.append(
            Spot("basics", field="profiles").change("added", "", words)
        )


def _list_signs(account: dict[str, Any]) -> set[str]:
    """List what tells an account: its address, or its network and user name."""
    plain = read_value(account)
    signs = (
        {fold_text(f"{plain.get('network')} {plain['username']}")}
        if plain.get("username")
        else set()
    )
    if plain.get("url"):
        signs.add(fold_text(plain["url"].removeprefix("https://").removeprefix("http://")))
    return signs


# --- sections -------------------------------------------------------------------------------------


def _compare_section(
    comparison: Comparison, kind: str, entries: list[Any], headings: dict[str, Any]
) -> None:
    path: KeyPath = (kind,)
    mine = comparison.data.get(kind) or []
    if isinstance(mine, dict):  # in groups, to the last of which is added what is new
        path = (kind, "groups", len(mine["groups"]) - 1, "entries")
        mine = mine["groups"][-1].get("entries") or []
    section = WrittenSection(path, KINDS[kind], mine, _list_elsewhere(comparison, kind, path))
    found = compare_entries(section, entries)
    _take_over(comparison, found, path[:-1], kind if path == (kind,) else "entries")
    if kind in headings and not mine and found.additions:
        _compare_mapping(comparison, "headings", {kind: headings[kind]})


def _list_elsewhere(comparison: Comparison, kind: str, path: KeyPath) -> tuple[Entry, ...]:
    """List the entries of a kind that stand in .bib files, other groups and other sections."""
    if kind == "publications":
        return tuple(list_publications(comparison.profile))
    elsewhere: list[Entry] = []
    for section in comparison.profile.sections:
        if section.kind == kind and section.path != path:
            elsewhere += section.entries
    return tuple(elsewhere)


def _take_over(comparison: Comparison, found: Difference, path: KeyPath, key: str) -> None:
    """Take over what was found in a list, all of which is one new key where it is not there."""
    new = [addition.value for addition in found.additions]
    holder: Any = comparison.data
    for step in path:
        holder = holder[step]
    if new and not holder.get(key):
        found.additions = [NewKey(path, key, new)]
    difference = comparison.difference
    difference.additions += found.additions
    difference.changes += found.changes
    difference.new += found.new
    difference.other += found.other


def _compare_custom(comparison: Comparison, section: dict[str, Any]) -> None:
    """Compare a section that has a title of its own with the one of that title."""
    title = fold_text(read_value(section["title"]))
    for number, other in enumerate(comparison.data.get("custom") or []):
        titles = other.get("title")
        versions = titles.values() if isinstance(titles, dict) else [str(titles)]
        if title not in map(fold_text, versions):
            continue
        path = ("custom", number)
        written = WrittenSection((*path, "entries"), General, other.get("entries") or [])
        found = compare_entries(written, section["entries"])
        _take_over(comparison, found, path, "entries")
        return
    _add_items(comparison, ("custom",), [section])
    words = f"{read_value(section['title'])} ({len(section['entries'])})"
    comparison.difference.new.append(Spot("custom").change("added", "", words))


def _compare_mapping(comparison: Comparison, key: str, pairs: dict[str, Any]) -> None:
    """Add the pairs of a mapping that has no such keys yet."""
    mine = comparison.data.get(key) or {}
    new = {name: value for name, value in pairs.items() if name not in mine}
    if new and not mine:
        comparison.difference.additions.append(NewKey((), key, new))
    elif new:
        for name, value in new.items():
            comparison.difference.additions.append(NewKey((key,), name, value))


# --- the bibliography -----------------------------------------------------------------------------


def _compare_bibliography(
    comparison: Comparison, names: list[str], files: dict[str, bytes]
) -> None:
    """Find the new works of imported .bib files: they go into the first one that is there."""
    folder = comparison.path.parent
    own = [folder / name for name in comparison.profile.bibliography if name.endswith(".bib")]
    for name in names:
        target = own[0] if own else folder / name
        written = b""
        if target.is_file():
            written = comparison.files.get(target) or target.read_bytes()
        known = list_publications(comparison.profile)
        text = files[name].decode("utf-8", "replace")
        found = find_new_works(text, known, written.decode("utf-8", "replace"))
        if not found.titles:
            continue
        added = "\n\n".join(found.texts).encode()
        comparison.files[target] = written.rstrip() + b"\n\n" * bool(written) + added + b"\n"
        if not own:
            _add_items(comparison, ("bibliography",), [target.name])
        spot = Spot(target.name)
        for title in found.titles:
            comparison.difference.new.append(spot.change("added", "", title))


# --- what is added --------------------------------------------------------------------------------


def _add_items(comparison: Comparison, path: KeyPath, items: list[Any]) -> None:
    """Add items at the end of a list, which may not be there."""
    holder: Any = comparison.data
    for step in path[:-1]:
        holder = holder[step]
    mine = holder.get(path[-1])
    if not items:
        return
    if isinstance(mine, str):  # one name instead of a list of them
        comparison.difference.changes.append(NewKey(path[:-1], str(path[-1]), [mine, *items]))
    elif mine:
        for item in items:
            comparison.difference.additions.append(NewItem(path, len(mine), item))
    else:
        comparison.difference.additions.append(NewKey(path[:-1], str(path[-1]), items))


def _add_key(comparison: Comparison, path: KeyPath, key: str, value: Any, spot: Spot) -> None:
    comparison.difference.additions.append(NewKey(path, key, value))
    change: Change = spot.change("added", "", format_value(read_value(value)))
    comparison.difference.new.append(change)
