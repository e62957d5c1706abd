"""Replace functions of WeasyPrint and pydyf for the time of one rendering.

A patch is a row: what it replaces, by what, and why. The engine is checked first, and what does
not fit is one RenderError that names its version and the name, so that an upgrade of WeasyPrint
cannot change pages in silence.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from msgspec import Struct

from cvgen.errors import Diagnostic, EngineError
from cvgen.render.engine import ENGINE_LOCK, ENGINE_VERSION


class Patch(Struct, frozen=True):
    """A function of the engine, and what stands in for it.

    `name` is dotted below the module; `parameters` are those that the function has today (none: not
    checked); `make` takes the original and returns the replacement; `upstream` is the engine's own
    issue, where there is one.
    """

    module: str
    name: str
    parameters: tuple[str, ...]
    make: Callable[[Any], Any]
    why: str
    upstream: str = ""


class _Original(Struct, frozen=True):
    """What a patch has replaced, and where."""

    owner: Any
    attribute: str
    value: Any


_ORIGINALS: list[_Original] = []


@contextmanager
def apply_patches(patches: Sequence[Patch], required: Sequence[str] = ()) -> Iterator[None]:
    """Work with the patches; another thread waits, and the same thread may enter again.

    Raises RenderError where the engine is of another version, or has not what is patched or in
    `required`.
    """
    with ENGINE_LOCK:
        if _ORIGINALS:
            yield
            return
        check_engine(patches, required)
        try:
            for patch in patches:
                _replace_function(patch)
            yield
        finally:
            _restore_functions()


def _replace_function(patch: Patch) -> None:
    original = _find_original(patch)
    _ORIGINALS.append(original)
    setattr(original.owner, original.attribute, patch.make(original.value))


def _restore_functions() -> None:
    while _ORIGINALS:
        original = _ORIGINALS.pop()
        setattr(original.owner, original.attribute, original.value)


def check_engine(patches: Sequence[Patch], required: Sequence[str] = ()) -> None:
    """Check WeasyPrint's version, the names that are patched, and those in `required`.

    A required name is written `module:name`.

    Raises RenderError.
    """
    weasyprint = import_module("weasyprint")
    number = getattr(weasyprint, "__version__", "")
    if number.partition(".")[0] != ENGINE_VERSION:
        raise engine_error(f"it must be version {ENGINE_VERSION}")
    for path in required:
        module, _, name = path.partition(":")
        _find_attribute(module, name)
    for patch in patches:
        _check_parameters(patch, _find_original(patch).value)


def _find_original(patch: Patch) -> _Original:
    owner_name, _, attribute = patch.name.rpartition(".")
    owner = _find_attribute(patch.module, owner_name)
    # What a class inherits is not its own to be put back, and a property would be called.
    if attribute not in vars(owner):
        raise engine_error(f"there is no '{patch.module}.{patch.name}'")
    return _Original(owner, attribute, vars(owner)[attribute])


def _find_attribute(module: str, name: str) -> Any:
    """Find a name, dotted or empty, in a module."""
    try:
        value = import_module(module)
        for part in name.split("."):
            if part:
                value = getattr(value, part)
    except (ImportError, AttributeError):
        raise engine_error(f"there is no '{module}.{name}'") from None
    return value


def _check_parameters(patch: Patch, original: Any) -> None:
    if not patch.parameters:
        return
    if isinstance(original, property):
        original = original.fget
    try:
        parameters = tuple(inspect.signature(original).parameters)
    except (TypeError, ValueError):
        raise engine_error(f"'{patch.module}.{patch.name}' is no function") from None
    if parameters != patch.parameters:
        message = f"'{patch.module}.{patch.name}' takes ({', '.join(parameters)})"
        raise engine_error(f"{message}, not ({', '.join(patch.parameters)})")


def read_private(owner: Any, name: str) -> Any:
    """Read a private attribute of an object of the engine.

    Raises RenderError where there is none.
    """
    try:
        return object.__getattribute__(owner, name)
    except AttributeError:
        raise engine_error(f"'{type(owner).__name__}' has no '{name}'") from None


def engine_error(problem: str) -> EngineError:
    """Make the error for an engine that is not the one cvgen is written for."""
    message = f"{_describe_engine()} is not the engine that cvgen is written for: {problem}"
    following = int(ENGINE_VERSION) + 1
    hint = f"{sys.executable} -m pip install 'weasyprint>={ENGINE_VERSION},<{following}'"
    return EngineError(Diagnostic("R209", message, hint=hint))


def _describe_engine() -> str:
    versions = []
    for name, module_name in (("WeasyPrint", "weasyprint"), ("pydyf", "pydyf")):
        module = sys.modules.get(module_name)
        number = getattr(module, "__version__", "of no version")
        versions.append(f"{name} {number}")
    return " with ".join(versions)
