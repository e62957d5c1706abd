"""Records: classes that declare their fields by annotations, and check plain data against them."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, NoReturn, Self, dataclass_transform

from cvgen.profile.checkers import NO_MAPPING, Checker, Key, build_checker, find_mark
from cvgen.profile.faults import Fault, WrongValueError

_NO_DEFAULT = object()


class Field:
    """A field of a record; `default` is what it holds where nothing is written."""

    def __init__(self, owner: type[Record], name: str) -> None:
        self.owner = owner
        self.name = name
        self.default = vars(owner).get(name, _NO_DEFAULT)

    def is_required(self) -> bool:
        """Return whether a record must have it."""
        return self.default is _NO_DEFAULT

    @property
    def annotation(self) -> Any:
        """What it may hold."""
        return self.owner.checker.annotations[self.name]

    @property
    def key(self) -> str:
        """Its key in a file."""
        mark = find_mark(self.annotation, Key)
        if mark is None:
            return self.name
        return str(mark.name)


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """A part of a profile: frozen, with no other keys than its fields, and its text trimmed."""

    model_fields: ClassVar[Mapping[str, Field]] = {}
    checker: ClassVar[FieldsChecker]

    def __init_subclass__(cls) -> None:
        own = {}
        for name, annotation in cls.__annotations__.items():
            if "ClassVar" not in str(annotation):
                own[name] = Field(cls, name)
        cls.model_fields = {**cls.model_fields, **own}
        cls.checker = FieldsChecker(cls)

    def __init__(self, **fields: Any) -> None:
        vars(self).update(self.checker.check(self.prepare(fields)))
        self.check_whole()

    @classmethod
    def model_validate(cls, data: Any) -> Self:
        """Make a record of plain data.

        Raises WrongValueError with all that is wrong with it.
        """
        if isinstance(data, cls):
            return data
        record = cls.__new__(cls)
        vars(record).update(cls.checker.check(cls.prepare(data)))
        record.check_whole()
        return record

    @classmethod
    def prepare(cls, data: Any) -> Any:
        """Rewrite plain data before it is checked."""
        return data

    def check_whole(self) -> None:
        """Check what no single field says.

        Raises WrongValueError.
        """

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Copy the record with other values, which are not checked."""
        record = type(self).__new__(type(self))
        vars(record).update(vars(self))
        vars(record).update(update)
        return record

    @property
    def model_fields_set(self) -> set[str]:
        """The names of the fields that were written; the others hold their defaults."""
        return set(vars(self))

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        for name in self.model_fields:
            yield name, getattr(self, name)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return vars(self) == vars(other) or tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({fields})"

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"'{name}' of a {type(self).__name__} cannot be changed")


class FieldsChecker:
    """Checks the fields of a record, and gives the values of those that are written.

    The annotations of a class are read, and checkers made of them, when it is first used.
    """

    def __init__(self, record: type[Record]) -> None:
        self.record = record

    @cached_property
    def annotations(self) -> dict[str, Any]:
        """What the class itself declares, without those that it inherits from."""
        return inspect.get_annotations(self.record, eval_str=True)

    @cached_property
    def fields(self) -> list[tuple[str, str, Checker, bool]]:
        """The name, key and checker of every field, and whether it is required."""
        fields = []
        for name, field in self.record.model_fields.items():
            checker = build_checker(field.annotation)
            fields.append((name, field.key, checker, field.is_required()))
        return fields

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of all fields."""
        return tuple(key for _, key, _, _ in self.fields)

    @cached_property
    def known(self) -> frozenset[str]:
        """The keys of all fields, to look one up."""
        return frozenset(self.keys)

    def check(self, data: Any) -> dict[str, Any]:
        """Check plain data.

        Raises WrongValueError, with faults in the order of the fields, and unknown keys last.
        """
        if not isinstance(data, Mapping):
            raise WrongValueError([NO_MAPPING])
        values = {}
        faults: list[Fault] = []
        for name, key, checker, is_required in self.fields:
            try:
                if key in data:
                    values[name] = checker(data[key])
                elif is_required:
                    faults.append(Fault("P211", "this is missing", "", "missing", (key,)))
            except WrongValueError as error:
                faults += [fault.move_below(key) for fault in error.faults]
        faults += self.find_unknown_keys(data)
        if faults:
            raise WrongValueError(faults)
        return values

    def find_unknown_keys(self, data: Mapping[Any, Any]) -> list[Fault]:
        """Find the keys that no field has."""
        if self.known.issuperset(data):
            return []
        faults = []
        for key, value in data.items():
            if key not in self.known:
                message = f"'{key}' is not a key here"
                faults.append(Fault("P202", message, "", "unknown", (key,), self.keys, value))
        return faults
