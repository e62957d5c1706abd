"""Read values out of a PDF that may be broken: what references stand for, and texts on one line."""

from __future__ import annotations

from typing import Any


def resolve_reference(value: Any) -> Any:
    """Return what a reference stands for, and any other value as it is.

    It is None where that is broken.
    """
    if not hasattr(value, "get_object"):
        return value
    try:
        return value.get_object()
    except Exception:  # noqa: BLE001 - pypdf fails on a broken object in any way
        return None


def resolve_dict(value: Any) -> dict[str, Any]:
    """Return the dictionary that a value stands for; an empty one where it is none."""
    dictionary = resolve_reference(value)
    if isinstance(dictionary, dict):
        return dictionary
    return {}


def resolve_list(value: Any) -> list[Any]:
    """Return the array that a value stands for; an empty one where it is none."""
    array = resolve_reference(value)
    if isinstance(array, list):
        return array
    return []


def format_text(value: Any) -> str:
    """Put a text on one line; half characters, which broken fonts give, become question marks."""
    text = resolve_reference(value)
    if text is None:
        return ""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    whole_characters = str(text).encode("utf-8", "replace").decode("utf-8")
    return " ".join(whole_characters.split())
