"""Take what was typed as it is meant, where that is plain, without asking Typer.

Typer makes an adapter of pydantic's for every parameter of a command, also for those that were not
given, which costs a tenth of a build. What is not plain is left to it, every mistake included.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

_LEFT_TO_TYPER = object()
_LONGEST_NUMBER = 9  # digits


def take_plain_values(parameters: list[Any]) -> list[Any]:
    """Let parameters take plain values themselves; a Typer that works otherwise is left alone."""
    for parameter in parameters:
        make_coercion = getattr(parameter, "get_runtime_param", None)
        is_new = "get_runtime_param" not in vars(parameter)
        if make_coercion is not None and is_new and hasattr(parameter, "type_descriptor"):
            parameter.get_runtime_param = _PlainCoercion(parameter, make_coercion).get
    return parameters


class _PlainCoercion:
    """Stands before Typer's own coercion of a parameter, which is made when it is needed."""

    def __init__(self, parameter: Any, make_coercion: Callable[[], Any]) -> None:
        self._parameter = parameter
        self._make_coercion = make_coercion

    def get(self) -> _PlainCoercion:
        """Return it, as a parameter gives its coercion when it is asked."""
        return self

    def coerce(self, value: Any, *arguments: Any, **keywords: Any) -> Any:
        """Make a value of what was typed."""
        try:
            taken = self._take(value)
        except AttributeError:  # of a Typer that says otherwise what a parameter is
            taken = _LEFT_TO_TYPER
        if taken is _LEFT_TO_TYPER:
            return self._make_coercion().coerce(value, *arguments, **keywords)
        return taken

    def __getattr__(self, name: str) -> Any:
        return getattr(self._make_coercion(), name)

    def _take(self, value: Any) -> Any:
        parameter = self._parameter
        takes_many = parameter.multiple or parameter.nargs == -1
        if value is None:
            return () if takes_many else None
        descriptor = parameter.type_descriptor
        annotation = descriptor.annotation
        if get_origin(annotation) is not list:
            return _take_one(value, annotation, descriptor.parameter_info)
        if not takes_many or not isinstance(value, list | tuple):
            return _LEFT_TO_TYPER
        (kind,) = get_args(annotation)
        items = [_take_one(item, kind, descriptor.parameter_info) for item in value]
        if _LEFT_TO_TYPER in items:
            return _LEFT_TO_TYPER
        return items


def _take_one(value: Any, kind: Any, settings: Any) -> Any:
    """Take one value of a kind; `settings` is what the option or argument says of it."""
    if settings.parser is not None:
        return _LEFT_TO_TYPER
    if kind is int:
        return _take_number(value, settings)
    if kind is Path:
        return _take_path(value, settings)
    is_choice = isinstance(kind, type) and issubclass(kind, Enum)
    if is_choice:
        return _take_choice(value, kind)
    if kind in (str, bool) and type(value) is kind:
        return value
    return _LEFT_TO_TYPER


def _take_number(value: Any, settings: Any) -> Any:
    number = value
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        number = int(value[:_LONGEST_NUMBER])
    if type(number) is not int or len(str(value)) > _LONGEST_NUMBER:
        return _LEFT_TO_TYPER
    is_too_low = settings.min is not None and number < settings.min
    is_too_high = settings.max is not None and number > settings.max
    if is_too_low or is_too_high:
        return _LEFT_TO_TYPER
    return number


def _take_path(value: Any, settings: Any) -> Any:
    """Take a path of which nothing is asked, but to be readable where there is something."""
    asked = (settings.exists, settings.writable, settings.resolve_path, settings.allow_dash)
    is_plain = not any(asked) and settings.file_okay and settings.dir_okay
    if not is_plain or settings.path_type or not isinstance(value, str | Path):
        return _LEFT_TO_TYPER
    path = Path(value)
    try:
        path.stat()
    except OSError:
        return path
    except ValueError:
        return _LEFT_TO_TYPER
    if not os.access(path, os.R_OK):
        return _LEFT_TO_TYPER
    return path


def _take_choice(value: Any, choices: type[Enum]) -> Any:
    for choice in choices:
        if value is choice or value == str(choice.value):
            return choice
    return _LEFT_TO_TYPER
