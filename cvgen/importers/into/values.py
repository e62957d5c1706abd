"""Say whether two values say the same, and join them where both say a part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cvgen.bibliography.names import normalize_surname
from cvgen.bibliography.reference import normalize_first_author, normalize_title
from cvgen.diff.facts import format_value
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.profile.record import Record

_NUMBERS = ("doi", "arxiv", "key")
_LEAST_TITLE = 8  # letters of a title that tells a work


def fold_text(text: str) -> str:
    """Write a text in small letters, without spaces, points and marks."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def list_work_signs(work: Publication) -> list[tuple[str, ...]]:
    """List what tells a work that a profile has: its numbers, key, title with the first author."""
    data: dict[str, Any] = {"name": format_value(work.name)}
    data["authors"] = [format_value(author.name) for author in work.authors]
    for name in _NUMBERS:
        data[name] = getattr(work, name)
    return list_data_signs(data)


def list_data_signs(data: dict[str, Any]) -> list[tuple[str, ...]]:
    """List what tells a work by its data."""
    signs: list[tuple[str, ...]] = []
    for name in _NUMBERS:
        if data.get(name):
            signs.append((name, str(data[name]).casefold()))
    title = normalize_title(data)
    if len(title) >= _LEAST_TITLE:
        signs.append(("title", title, normalize_first_author(data)))
    return signs


def join_data(mine: Any, theirs: Any, old: Any, new: Any) -> Any:
    """Join a list or mapping of both; of other values the imported one holds.

    `old` and `new` are the same values as their field reads them.
    """
    if isinstance(mine, list) and isinstance(theirs, list) and len(theirs) == len(new):
        more = [item for item, read in zip(theirs, new, strict=True) if not says_same(old, (read,))]
        return [*mine, *more]
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return {**mine, **theirs}
    return theirs


def says_same(mine: Any, theirs: Any) -> bool:
    """Say whether a value says all that another one does.

    A date to the month says the year, a text in two languages says it in one, a list each of its
    items.
    """
    return theirs in (None, "", (), {}) or _says(mine, theirs)


def _says(mine: Any, theirs: Any) -> bool:
    """Say whether one value says all that another one does."""
    if mine == theirs:
        return True
    if mine in (None, "", (), {}):
        return False
    for kind, says in _KINDS.items():
        if isinstance(mine, kind) and isinstance(theirs, kind):
            return says(mine, theirs)
    return _says_version(mine, theirs)


def _says_version(mine: Any, theirs: Any) -> bool:
    """Compare texts, either of which may be one per language."""
    if isinstance(mine, dict):
        return any(_says(version, theirs) for version in mine.values())
    if isinstance(theirs, dict):
        return any(_says(mine, version) for version in theirs.values())
    return _says_text(str(mine), str(theirs))


def _says_text(mine: str, theirs: str) -> bool:
    """Compare texts by their letters; of dates, the exact one says the other."""
    if fold_text(mine) == fold_text(theirs):
        return True
    return theirs[:4].isdigit() and len(theirs) <= 7 and mine.startswith(theirs)


def _says_items(mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> bool:
    if all(isinstance(item, AuthorRecord) for item in (*mine, *theirs)):
        surnames = [normalize_surname(str(item.name)) for item in mine]
        return surnames[: len(theirs)] == [normalize_surname(str(item.name)) for item in theirs]
    return all(any(_says(own, item) for own in mine) for item in theirs)


def _says_fields(mine: Record, theirs: Record) -> bool:
    names = theirs.model_fields_set
    return all(_says(getattr(mine, name, None), getattr(theirs, name)) for name in names)


def _says_pairs(mine: dict[str, Any], theirs: dict[str, Any]) -> bool:
    return all(_says(mine.get(key), value) for key, value in theirs.items())


_KINDS: dict[type[Any], Callable[[Any, Any], bool]] = {
    tuple: _says_items,
    Record: _says_fields,
    dict: _says_pairs,
}
