"""Write XML as text, and fill the parts of a package that are the same in every document."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from string import Template

from cvgen.files.data import DATA_FOLDER
from cvgen.text.patterns import compile_late

_FOLDER = DATA_FOLDER / "exporters"
# What XML 1.0 cannot hold.
_FORBIDDEN = compile_late("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def escape_xml(text: str) -> str:
    """Escape text for an element or an attribute."""
    return escape(_FORBIDDEN.sub("", text))


@cache
def _load_template(name: str) -> Template:
    return Template((_FOLDER / name).read_text(encoding="utf-8"))


def fill_part(name: str, values: Mapping[str, str]) -> bytes:
    """Fill a part, such as `docx/core.xml`, which has a `$name` for each value, which is XML."""
    return _load_template(name).substitute(values).encode()
