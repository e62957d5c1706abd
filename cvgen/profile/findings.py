"""Translate the errors of pydantic into findings for the user, chosen by the error's type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from cvgen.errors import Diagnostic, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.files.yamlfile import KeyPath, Tree

# How pydantic says that a key, and not its value, is wrong.
_KEY_MARKER = ("[key]",)
# A key that is less like another is another word: "experience" is not "references".
_KEY_NEARNESS = 0.75
_MAPPING_HINT = "write 'key: value' lines, indented"
_LIST_HINT = "start each item with '- ' on its own line"
_BOOLEAN_HINT = "write true or false"

_CODE_AND_MESSAGE = {
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
    "tuple_type": _LIST_HINT,
    "list_type": _LIST_HINT,
    "model_type": _MAPPING_HINT,
    "model_attributes_type": _MAPPING_HINT,
    "dict_type": _MAPPING_HINT,
    "int_parsing": "write it in digits, such as 2",
    "bool_parsing": _BOOLEAN_HINT,
    "bool_type": _BOOLEAN_HINT,
    "string_type": "write one text, and no list",
}


def translate_validation_error(
    detail: Mapping[str, Any], tree: Tree, base: KeyPath, model: type[BaseModel]
) -> Diagnostic:
    """Translate one error of pydantic, as ValidationError.errors() lists it.

    `base` is the path of the record in the tree that `model` was to validate.
    """
    path = _find_written_path(detail["loc"], tree, base)
    kind = detail["type"]
    if kind == "extra_forbidden":
        known = _list_known_keys(model, detail["loc"][:-1])
        return _describe_unknown_key(path, tree, known)
    if kind == "missing":
        return _describe_missing_key(path, tree)
    if "message" in detail.get("ctx", {}):  # one of our own checks, whose type is the code
        return _describe_failed_check(detail, path, tree)
    if kind == "literal_error":
        if isinstance(detail["input"], str):
            return _describe_unknown_word(detail, path, tree)
        kind = "string_type"
    return _describe_wrong_type(kind, detail, path, tree)


def _describe_unknown_key(path: KeyPath, tree: Tree, known: list[str]) -> Diagnostic:
    key = path[-1]
    hint = suggest_key(str(key), known)
    return Diagnostic("P202", f"'{key}' is not a key here", tree.find_place(path, key=True), hint)


def suggest_key(key: str, known: Iterable[str]) -> str:
    """Name the key that is meant by a word of other tools, or else the nearest one."""
    names = set(known)
    for meant in _load_synonyms().get(re.sub(r"[\W_]+", "", key).lower(), ()):
        if meant in names:
            return f"did you mean '{meant}'?"
    return did_you_mean(key, names, _KEY_NEARNESS)


@cache
def _load_synonyms() -> dict[str, list[str]]:
    synonyms: dict[str, list[str]] = yamlfile.read_yaml(DATA_FOLDER / "synonyms.yaml").data
    return synonyms


def _describe_missing_key(path: KeyPath, tree: Tree) -> Diagnostic:
    key = path[-1]
    message = f"'{key}' is missing in {_name_owner(path)}"
    return Diagnostic("P211", message, tree.find_place(path[:-1], key=True), f"add '{key}:'")


def _name_owner(path: KeyPath) -> str:
    """Name what the value at a path stands in."""
    if len(path) == 1:
        return "'the profile'"
    if isinstance(path[-2], str):
        return f"'{path[-2]}'"
    return "this entry"


def _describe_failed_check(detail: Mapping[str, Any], path: KeyPath, tree: Tree) -> Diagnostic:
    """Take over what a checker of `fields` says: its code, message and hint."""
    code = detail["type"]
    context = detail["ctx"]
    place_path = path
    if context.get("key"):
        place_path = (*path, context["key"])
    place = tree.find_place(place_path, key=detail["loc"][-1:] == _KEY_MARKER)
    message = _name_key(context["message"], path)
    return Diagnostic(code, message, place, context.get("hint", ""))


def _describe_unknown_word(detail: Mapping[str, Any], path: KeyPath, tree: Tree) -> Diagnostic:
    word = detail["input"]
    expected = str(detail["ctx"]["expected"]).replace(" or ", ",")
    known = [part.strip("' ") for part in expected.split(",")]
    message = f"'{word}' is not a word for '{path[-1]}'"
    return Diagnostic("P212", message, tree.find_place(path), did_you_mean(word, known))


def _describe_wrong_type(
    kind: str, detail: Mapping[str, Any], path: KeyPath, tree: Tree
) -> Diagnostic:
    if kind in _CODE_AND_MESSAGE:
        code, template = _CODE_AND_MESSAGE[kind]
        message = template.format(**detail.get("ctx", {}))
    else:
        code = "P213"
        message = str(detail["msg"]).lower()
    return Diagnostic(code, _name_key(message, path), tree.find_place(path), _HINTS.get(kind, ""))


def _name_key(message: str, path: KeyPath) -> str:
    """Put the key in the place of "this", where there is one."""
    if path and isinstance(path[-1], str):
        return message.replace("this must", f"'{path[-1]}' must", 1)
    return message


def _find_written_path(location: tuple[str | int, ...], tree: Tree, base: KeyPath) -> KeyPath:
    """Find the path in the file for pydantic's location.

    Where one thing stands for a list of one, pydantic counts a step that is not in the file.
    """
    steps = location
    if location[-1:] == _KEY_MARKER:
        steps = location[:-1]
    # Which of several forms a value has, in brackets, is no step in the file.
    steps = tuple(step for step in steps if not str(step).startswith("("))
    path = base
    for number, step in enumerate(steps, start=1):
        if number == len(steps) or (*path, step) in tree.values:
            path = (*path, step)
    return path


def _list_known_keys(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """List the keys that the record at a location inside the model knows."""
    for step in location:
        if isinstance(step, str) and step in model.model_fields:
            nested = _find_record_type(model.model_fields[step].annotation)
            if nested is None:
                return []
            model = nested
    return [field.alias or name for name, field in model.model_fields.items()]


def _find_record_type(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        record_type = _find_record_type(part)
        if record_type:
            return record_type
    return None


def remove_value(data: Any, path: tuple[str | int, ...]) -> None:
    """Remove the value at a path from plain data."""
    for step in path[:-1]:
        if isinstance(data, dict) and step not in data:
            continue  # one thing that stands for a list of one
        data = data[step]
    del data[path[-1]]
