"""Take the links out of a document, for calls that judge without names."""

from __future__ import annotations

from typing import Any, TypeVar

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from cvgen.compose.view import Link
from cvgen.text.patterns import compile_late

_LINK = compile_late(r"</?a(?:\s[^>]*)?>")
P = TypeVar("P")


def remove_links(part: P) -> P:
    """Take every link out of a document: an address tells whose it is."""
    if isinstance(part, Markup):
        return Markup(_LINK.sub("", part))  # type: ignore[return-value]
    if isinstance(part, tuple):
        return tuple(remove_links(item) for item in part if not isinstance(item, Link))  # type: ignore[return-value]
    if not isinstance(part, Struct):
        return part
    changes: dict[str, Any] = {}
    for name in part.__struct_fields__:
        changes[name] = remove_links(getattr(part, name))
    return replace(part, **changes)
