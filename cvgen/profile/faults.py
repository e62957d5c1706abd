"""What a checker finds wrong with a value of a profile, before it has a place in a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

Location = tuple[str | int, ...]


class Fault(Struct, frozen=True):
    """What is wrong with a value; `location` leads to it from the record that is checked.

    `kind` says what is wrong: a value, one that is none of the `known` words, a key that is none of
    the `known` ones, or one that is missing. `is_key` says that the key of a mapping is the value;
    `key` names the key of an entry that the fault is about.
    """

    code: str
    message: str
    hint: str = ""
    kind: Literal["value", "word", "unknown", "missing"] = "value"
    location: Location = ()
    known: tuple[str, ...] = ()
    value: Any = None
    is_key: bool = False
    key: str = ""

    def move_below(self, step: str | int) -> Fault:
        """Return the fault as the record or list around it sees it."""
        return replace(self, location=(step, *self.location))

    def move_to_key(self, key: str) -> Fault:
        """Return the fault as that of a key of the mapping around it."""
        return replace(self, location=(key,), is_key=True)


class WrongValueError(ValueError):
    """A value cannot be taken; `faults` are all that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(*self.faults)


def make_field_error(code: str, message: str, hint: str = "", key: str = "") -> WrongValueError:
    """Make the error of a checker; "this must" in its message gives way to the key of the value."""
    return WrongValueError([Fault(code, message, hint, key=key)])
