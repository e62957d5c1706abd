"""Checkers of plain data, made of the annotations by which records declare their fields.

A checker takes what YAML gave and returns what a record holds, or raises WrongValueError with all
that is wrong. Text stands for numbers and truth values too, because YAML's scalars are
read as text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from cvgen.profile.faults import Fault, WrongValueError, make_field_error
from cvgen.text.patterns import compile_late

Checker = Callable[[Any], Any]
_WHOLE_NUMBER = compile_late(r"\s*[+-]?[0-9]+(_[0-9]+)*(\.0+)?\s*")
_TRUTH = {
    **dict.fromkeys(("true", "yes", "on", "t", "y", "1"), True),
    **dict.fromkeys(("false", "no", "off", "f", "n", "0"), False),
}


# --- what stands beside a type in Annotated ------------------------------------------------------


class Before:
    """A function that checks or rewrites a value before its type does.

    `written` is the type of what may be written, by which editors check; without it, the type.
    """

    def __init__(self, check: Checker, written: Any = None) -> None:
        self.check = check
        self.written = written


class Instead(Before):
    """A function that checks a value in the place of its type."""


class After:
    """A function that checks or rewrites a value after its type did."""

    def __init__(self, check: Checker) -> None:
        self.check = check


class Range:
    """The least and the most that a number may be."""

    def __init__(self, least: int, most: int | None = None) -> None:
        self.least = least
        self.most = most

    def check(self, number: int) -> int:
        """Check a number."""
        if number < self.least:
            raise make_field_error("P213", f"this must be at least {self.least}")
        if self.most is not None and number > self.most:
            raise make_field_error("P213", f"this must be at most {self.most}")
        return number


class Key:
    """The key of a field in the file, where its name cannot be that."""

    def __init__(self, name: str) -> None:
        self.name = name


class Form:
    """The name of one of several types, by which Forms chooses it."""

    def __init__(self, name: str) -> None:
        self.name = name


class Forms:
    """A function that names the form of a value; one that no type has counts as the first."""

    def __init__(self, find_form: Callable[[Any], str]) -> None:
        self.find_form = find_form


class Described:
    """What editors are told of a value: in the place of its type, or beside it.

    One with a name is told once, for all fields that hold such values.
    """

    def __init__(
        self, schema: Mapping[str, Any] | None = None, *, beside: bool = False, name: str = ""
    ) -> None:
        self.schema = schema or {}
        self.beside = beside or not schema
        self.name = name


# --- checkers by type -----------------------------------------------------------------------------


@cache
def build_checker(annotation: Any) -> Checker:
    """Build the checker of an annotation."""
    origin = get_origin(annotation)
    if origin is not None:
        return _BUILDERS[origin](annotation)
    if hasattr(annotation, "model_validate"):
        return annotation.model_validate  # type: ignore[no-any-return]
    return _CHECKERS[annotation]


def _build_annotated(annotation: Any) -> Checker:
    inner, *marks = get_args(annotation)
    checker = None
    for mark in marks:
        if isinstance(mark, Forms):
            checker = _build_forms(inner, mark)
        elif isinstance(mark, Instead):
            checker = mark.check
    checker = checker or build_checker(inner)
    for mark in marks:
        if isinstance(mark, After | Range):
            checker = _chain(checker, mark.check)
        elif isinstance(mark, Before) and not isinstance(mark, Instead):
            checker = _chain(mark.check, checker)
    return checker


def _chain(first: Checker, second: Checker) -> Checker:
    return lambda value: second(first(value))


def _build_forms(union: Any, forms: Forms) -> Checker:
    """Build the checker of a value that has one of several forms."""
    checkers: dict[str, Checker] = {}
    for alternative in get_args(union):
        checkers[find_mark(alternative, Form).name] = build_checker(alternative)
    first = next(iter(checkers.values()))

    def check_form(value: Any) -> Any:
        return checkers.get(forms.find_form(value), first)(value)

    return check_form


def find_mark(annotation: Any, kind: type[Any]) -> Any:
    """Find what of a kind stands beside a type; None for nothing."""
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, kind):
            return mark
    return None


def _build_optional(annotation: Any) -> Checker:
    """Build the checker of a value that may be missing."""
    (inner,) = (part for part in get_args(annotation) if part is not NoneType)
    checker = build_checker(inner)

    def check_optional(value: Any) -> Any:
        if value is None:
            return None
        return checker(value)

    return check_optional


def _build_words(annotation: Any) -> Checker:
    words = get_args(annotation)

    def check_word(value: Any) -> Any:
        if not isinstance(value, str):
            raise WrongValueError([_NO_TEXT])
        if value not in words:
            message = "this must be one of a few words"
            raise WrongValueError([Fault("P212", message, kind="word", known=words, value=value)])
        return value

    return check_word


def _build_items(annotation: Any) -> Checker:
    checker = build_checker(get_args(annotation)[0])

    def check_items(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise WrongValueError([_NO_LIST])
        items = []
        faults: list[Fault] = []
        for index, item in enumerate(value):
            try:
                items.append(checker(item))
            except WrongValueError as error:
                faults += [fault.move_below(index) for fault in error.faults]
        if faults:
            raise WrongValueError(faults)
        return tuple(items)

    return check_items


def _build_mapping(annotation: Any) -> Checker:
    check_key, check_item = map(build_checker, get_args(annotation))

    def check_mapping(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise WrongValueError([NO_MAPPING])
        items = {}
        faults: list[Fault] = []
        for key, item in value.items():
            checked_key = key
            try:
                checked_key = check_key(key)
            except WrongValueError as error:
                faults += [fault.move_to_key(key) for fault in error.faults]
            try:
                items[checked_key] = check_item(item)
            except WrongValueError as error:
                faults += [fault.move_below(key) for fault in error.faults]
        if faults:
            raise WrongValueError(faults)
        return items

    return check_mapping


def _check_text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    raise WrongValueError([_NO_TEXT])


def _check_number(value: Any) -> int:
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value):
        return int(value.strip().partition(".")[0])
    hint = ""
    if isinstance(value, str):
        hint = "write it in digits, such as 2"
    raise make_field_error("P213", "this must be a whole number", hint)


def _check_truth(value: Any) -> bool:
    truth = None
    if isinstance(value, str | int):
        truth = _TRUTH.get(str(value).lower())
    if truth is None:
        raise make_field_error("P213", "this must be true or false", "write true or false")
    return truth


def _take(value: Any) -> Any:
    return value


MAPPING_HINT = "write 'key: value' lines, indented"
NO_MAPPING = Fault("P203", "this must be keys and values", MAPPING_HINT)
_NO_LIST = Fault("P203", "this must be a list", "start each item with '- ' on its own line")
_NO_TEXT = Fault("P204", "this must be text", "write one text, and no list")
_CHECKERS: dict[Any, Checker] = {
    str: _check_text,
    int: _check_number,
    bool: _check_truth,
    Any: _take,
}
_BUILDERS: dict[Any, Callable[[Any], Checker]] = {
    Annotated: _build_annotated,
    Union: _build_optional,
    UnionType: _build_optional,
    Literal: _build_words,
    tuple: _build_items,
    dict: _build_mapping,
}
