"""Takes one error of pydantic, gives our finding: chosen by the error's type, placed in the user's file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from cvgen.errors import Diagnostic, did_you_mean
from cvgen.files.yamlfile import Path_, Tree

# How pydantic says that a key, and not its value, is wrong.
_OF_A_KEY = ("[key]",)


def translate(
    detail: Mapping[str, Any], tree: Tree, at: Path_, model: type[BaseModel]
) -> Diagnostic:
    """Word an error of pydantic for the user."""
    path = _path(detail["loc"], tree, at)
    context = detail.get("ctx") or {}
    kind = detail["type"]
    if kind == "extra_forbidden":
        known = _known_keys(model, detail["loc"][:-1])
        return Diagnostic(
            "P202",
            f"'{path[-1]}' is not a key here",
            tree.place(path, key=True),
            did_you_mean(str(path[-1]), known),
        )
    if kind == "missing":
        owner = path[-2] if len(path) > 1 else "the profile"
        return Diagnostic(
            "P211",
            f"'{path[-1]}' is missing in {_name(owner)}",
            tree.place(path[:-1], key=True),
            f"add '{path[-1]}:'",
        )
    if kind.startswith("P") and "message" in context:
        of_key = detail["loc"][-1:] == _OF_A_KEY
        place = tree.place(
            (*path, "endDate") if kind == "P205" and not detail["loc"] else path, key=of_key
        )
        return Diagnostic(kind, _named(context["message"], path), place, context.get("hint", ""))
    if kind == "literal_error" and not isinstance(detail["input"], str):
        kind = "string_type"
    if kind == "literal_error":
        words = [
            word.strip("' ") for word in str(context["expected"]).replace(" or ", ",").split(",")
        ]
        return Diagnostic(
            "P212",
            f"'{detail['input']}' is not a word for '{path[-1]}'",
            tree.place(path),
            did_you_mean(str(detail["input"]), words),
        )
    code, message = _PLAIN.get(kind, ("P213", str(detail["msg"]).lower()))
    message = message.format(**context) if kind in _PLAIN else message
    return Diagnostic(code, _named(message, path), tree.place(path), _HINTS.get(kind, ""))


def _named(message: str, path: Path_) -> str:
    """Say the key instead of "this", where there is one."""
    return (
        message.replace("this must", f"'{path[-1]}' must", 1)
        if path and isinstance(path[-1], str)
        else message
    )


_PLAIN = {
    "tuple_type": ("P203", "this must be a list"),
    "list_type": ("P203", "this must be a list"),
    "dict_type": ("P203", "this must be keys and values"),
    "model_type": ("P203", "this must be keys and values"),
    "model_attributes_type": ("P203", "this must be keys and values"),
    "string_type": ("P204", "this must be text"),
    "bool_parsing": ("P213", "this must be true or false"),
    "bool_type": ("P213", "this must be true or false"),
    "int_parsing": ("P213", "this must be a whole number"),
    "int_type": ("P213", "this must be a whole number"),
    "greater_than_equal": ("P213", "this must be at least {ge}"),
    "less_than_equal": ("P213", "this must be at most {le}"),
}
_HINTS = {
    "tuple_type": "start each item with '- ' on its own line",
    "list_type": "start each item with '- ' on its own line",
    "model_type": "write 'key: value' lines, indented",
    "model_attributes_type": "write 'key: value' lines, indented",
    "dict_type": "write 'key: value' lines, indented",
    "int_parsing": "write it in digits, such as 2",
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "string_type": "write one text, and no list",
}


def _path(location: tuple[str | int, ...], tree: Tree, at: Path_) -> Path_:
    """Find the written path: where one thing stands for a list of one, pydantic counts a step that is not in the file."""
    path = at
    steps = location[:-1] if location[-1:] == _OF_A_KEY else location
    for number, step in enumerate(steps, start=1):
        if number == len(steps) or (*path, step) in tree.values:
            path = (*path, step)
    return path


def _name(owner: str | int) -> str:
    return f"'{owner}'" if isinstance(owner, str) else "this entry"


def _known_keys(model: type[BaseModel], inside: tuple[str | int, ...]) -> list[str]:
    """List the keys that the record at a path inside the model knows."""
    for step in inside:
        if isinstance(step, str) and step in model.model_fields:
            nested = _record_in(model.model_fields[step].annotation)
            if nested is None:
                return []
            model = nested
    return list(model.model_fields)


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _record_in(part)
        if found:
            return found
    return None


def remove(data: Any, path: tuple[str | int, ...]) -> None:
    """Take the value at a path out of plain data."""
    for step in path[:-1]:
        if isinstance(data, dict) and step not in data:
            continue  # one thing that stands for a list of one
        data = data[step]
    del data[path[-1]]
