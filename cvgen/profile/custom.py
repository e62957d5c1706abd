"""Sections with a title of one's own, and groups of entries below a title inside any section."""

from __future__ import annotations

from typing import Annotated, Any

from cvgen.errors import did_you_mean
from cvgen.profile.academic import General
from cvgen.profile.checkers import After, Before, Described
from cvgen.profile.faults import make_field_error
from cvgen.profile.fields import Text
from cvgen.profile.kinds import KINDS
from cvgen.profile.record import Record
from cvgen.profile.sections import Entry

PUBLICATIONS = "publications"
CUSTOM = "custom"
# Several lists of publications are `publicationLists`.
_REPEATABLE = tuple(kind for kind in KINDS if kind != PUBLICATIONS)


def _wrap_title(value: Any) -> Any:
    if isinstance(value, str):
        return {"title": value}
    return value


def _check_kind(kind: str) -> str:
    if kind == PUBLICATIONS:
        hint = "several lists of publications are 'publicationLists:'"
        raise make_field_error("P250", "publications cannot be in another section", hint)
    if kind not in _REPEATABLE:
        hint = did_you_mean(kind, _REPEATABLE)
        raise make_field_error("P202", f"'{kind}' is not a section", hint)
    return kind


_General = Annotated[General, Before(_wrap_title, str | General)]
_AnyEntries = Annotated[tuple[Any, ...], Described({"type": "array"})]
_Kind = Annotated[
    str,
    After(_check_kind),
    Described(
        {
            "type": "string",
            "enum": sorted(_REPEATABLE),
        }
    ),
]


class Group(Record):
    """Entries of a section that stand together below a title: `{title: Invited, entries: […]}`."""

    title: Text
    entries: _AnyEntries = ()


class Custom(Record):
    """A section with a title of one's own; `id` is a name by which other files can change it.

    With a `kind` it is one more section of that kind, such as a second list of talks.
    """

    title: Text
    kind: _Kind | None = None
    id: str | None = None
    pageBreakBefore: bool = False
    keepTogether: bool = False
    entries: tuple[_General, ...] = ()
    groups: tuple[Group, ...] = ()


def find_entry_kind(kind: str) -> type[Entry]:
    """Return the class of the entries in a section, which may be one without a kind."""
    return KINDS.get(kind, General)
