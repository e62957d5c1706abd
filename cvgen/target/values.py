"""Read the values in a target's file.

Each from its text, or a sentence on what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

from cvgen.compose import locale, region
from cvgen.errors import VariantError, did_you_mean
from cvgen.profile import audience
from cvgen.profile.fields import is_language_tag
from cvgen.text import dates
from cvgen.text.patterns import compile_late
from cvgen.text.units import BYTES_PER_UNIT, parse_length

DOCUMENT_KINDS = (
    "letter", "cv", "short-cv", "biosketch", "publications", "statement", "personal-statement",
    "research-statement", "teaching-statement", "diversity-statement", "proposal", "summary",
    "transcript", "certificate", "thesis", "writing-sample", "portfolio", "language-test",
    "reference", "translation", "passport", "form", "other",
)  # fmt: skip
PLACEHOLDERS = (
    "surname", "given", "document", "reference", "programme", "SURNAME", "GIVEN",
)  # fmt: skip
UNKNOWN = "unknown"  # a season, or a date, that nobody wrote down
_SHORTEST_NAME = 12  # characters
_SIZE = compile_late(r"(\d+(?:\.\d+)?) ?([^\W\d]\w*)")


class WrongValueError(ValueError):
    """A value that a key cannot take; carries what follows the key in a sentence, and a hint."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def read_text(value: Any) -> str:
    """Read text."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise WrongValueError("must be text", "quote what starts with '[' or '{'")


def read_texts(value: Any) -> tuple[str, ...]:
    """Read a list of texts; one text stands for a list of one."""
    values = value if isinstance(value, list) else [value]
    return tuple(map(read_text, values))


def read_number(value: Any) -> int:
    """Read a whole number above 0."""
    if isinstance(value, str):
        digits = value.replace(",", "")
        if re.fullmatch(r"[1-9]\d{0,6}", digits):
            return int(digits)
    raise WrongValueError(f"must be a whole number, not '{value}'", "write, for example, 2")


def read_name_length(value: Any) -> int:
    """Read how many characters the name of a file may have, with its ending."""
    length = read_number(value)
    if length < _SHORTEST_NAME:
        message = f"must be {_SHORTEST_NAME} or more, not '{value}'"
        raise WrongValueError(message, "count the ending '.pdf' too")
    return length


def read_addresses(value: Any) -> tuple[str, ...]:
    """Read addresses of pages."""
    addresses = read_texts(value)
    for address in addresses:
        if not re.fullmatch(r"https?://\S+", address):
            hint = "write it whole, from 'https://' on"
            raise WrongValueError(f"must be addresses of pages, not '{address}'", hint)
    return addresses


def read_factor(value: Any) -> float:
    """Read a factor of at least 1."""
    if isinstance(value, str) and re.fullmatch(r"\d(\.\d+)?", value) and float(value) >= 1:
        return float(value)
    raise WrongValueError(f"must be a number, not '{value}'", "write, for example, 1.5")


def read_bytes(value: Any) -> int:
    """Read a size of files, in bytes."""
    match = _SIZE.fullmatch(value) if isinstance(value, str) else None
    if match:
        for unit, count in BYTES_PER_UNIT.items():
            if unit.lower() == match[2].lower():
                return int(float(match[1]) * count)
    raise WrongValueError(f"must be a size, not '{value}'", "write, for example, 2 MB or 500 kB")


def read_length(value: Any) -> float:
    """Read a length, in points."""
    try:
        length = parse_length(value if isinstance(value, str) else "")
    except ValueError:
        length = 0
    if length > 0:
        return length
    hint = "write, for example, 20mm, 1in or 11pt"
    raise WrongValueError(f"must be a length above 0, not '{value}'", hint)


def read_boolean(value: Any) -> bool:
    """Read true or false."""
    if value in ("true", "false"):
        return bool(value == "true")
    raise WrongValueError(f"must be true or false, not '{value}'")


def read_fonts(value: Any) -> tuple[str, ...]:
    """Read names of fonts."""
    fonts = read_texts(value)
    for font in fonts:
        if not any(map(str.isalpha, font)):
            hint = "write, for example, [Arial, Times New Roman]"
            raise WrongValueError(f"must be names of fonts, not '{font}'", hint)
    return fonts


def read_date(value: Any) -> str:
    """Read a date as precisely as it is known, or `unknown`."""
    text = read_text(value)
    if text.lower() == UNKNOWN:
        return UNKNOWN
    try:
        date = str(dates.parse_date(text))
    except ValueError:
        date = ""
    if date == text:
        return text
    hint = "write YYYY, YYYY-MM, YYYY-MM-DD or unknown"
    raise WrongValueError(f"must be a date, not '{text}'", hint)


def read_choice(words: Collection[str]) -> Callable[[Any], str]:
    """Make a reader of one of some words, in any case."""

    def read(value: Any) -> str:
        for word in words:
            if isinstance(value, str) and word.lower() == value.lower():
                return word
        raise WrongValueError(f"cannot be '{value}'", did_you_mean(str(value), words))

    return read


def read_choices(words: Collection[str]) -> Callable[[Any], tuple[str, ...]]:
    """Make a reader of a list of some words."""
    read = read_choice(words)
    return lambda value: tuple(map(read, read_texts(value)))


def read_language(value: Any) -> str:
    """Read a language tag that there are words for."""
    if not is_language_tag(value):
        hint = "write a language tag, such as en, de or zh"
        raise WrongValueError(f"cannot be '{value}'", hint)
    try:
        locale.find_locale(value)
    except VariantError as error:
        message = f"cannot be '{value}': there are no words for it"
        raise WrongValueError(message, error.diagnostics[0].hint) from None
    return str(value)


def read_audience(value: Any) -> str:
    """Read the name of an audience."""
    return read_choice(audience.load_audiences())(value)


def read_region(value: Any) -> str:
    """Read the code of a region."""
    return read_choice(region.list_regions())(value)


def read_file_name(value: Any) -> str:
    """Read a pattern of file names."""
    pattern = read_text(value)
    for name in re.findall(r"\{([^{}]*)\}", pattern):
        if name not in PLACEHOLDERS:
            message = f"has no '{{{name}}}' to fill in"
            raise WrongValueError(message, did_you_mean(name, PLACEHOLDERS))
    literal = re.sub(r"\{[^{}]*\}", "", pattern)
    is_unsafe = re.search(r'[{}/\\:*?"<>|\x00-\x1f]', literal) is not None
    if is_unsafe or not pattern.endswith(".pdf") or not literal.isascii():
        hint = "write, for example, '{surname}_CV.pdf'"
        raise WrongValueError("must be the name of a PDF file, in ASCII", hint)
    return pattern


def read_mapping(value: Any) -> dict[str, Any]:
    """Read keys and values."""
    if isinstance(value, dict):
        return value
    raise WrongValueError("must be keys and values", "write 'key: value' lines, indented")


def read_fields(value: Any) -> list[dict[str, Any]]:
    """Read a list of mappings."""
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return value
    hint = "write each as '- {name: …, characters: 3000}'"
    raise WrongValueError("must be a list of fields", hint)
