"""The keys that a target's file may have: takes the text of a value, gives what it means, or says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from cvgen.compose import locale, region
from cvgen.errors import VariantError, did_you_mean
from cvgen.profile import audience as redaction
from cvgen.profile.fields import is_language
from cvgen.text import dates
from cvgen.units import BYTES_PER_UNIT, parse_length

KINDS = (
    "letter", "cv", "short-cv", "biosketch", "publications", "statement", "personal-statement", "research-statement",
    "teaching-statement", "diversity-statement", "proposal", "summary", "transcript", "certificate", "thesis",
    "writing-sample", "portfolio", "language-test", "reference", "translation", "passport", "form", "other",
)  # fmt: skip
PLACEHOLDERS = ("surname", "given", "document", "reference", "programme", "SURNAME", "GIVEN")
UNKNOWN = "unknown"  # a season, or a date, that nobody wrote down
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?(\w+)")
_VERSIONS = ("1.3", "1.4", "1.5", "1.6", "1.7", "2.0")


class WrongValueError(ValueError):
    """A value that a key cannot take; carries what follows the key in a sentence, and a hint."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the file: the name that the program has for it, and how its value is read."""

    name: str
    read: Callable[[Any], Any]


def text(value: Any) -> str:
    """Read text."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise WrongValueError("must be text", "quote what starts with '[' or '{'")


def _number(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,6}", value.replace(",", "")):
        return int(value.replace(",", ""))
    raise WrongValueError(f"must be a whole number, not '{value}'", "write, for example, 2")


def _factor(value: Any) -> float:
    if isinstance(value, str) and re.fullmatch(r"\d(\.\d+)?", value) and float(value) >= 1:
        return float(value)
    raise WrongValueError(f"must be a number, not '{value}'", "write, for example, 1.5")


def _size(value: Any) -> int:
    match = _SIZE.fullmatch(value) if isinstance(value, str) else None
    unit = next(
        (unit for unit in BYTES_PER_UNIT if match and unit.lower() == match[2].lower()), None
    )
    if not match or not unit:
        raise WrongValueError(
            f"must be a size, not '{value}'", "write, for example, 2 MB or 500 kB"
        )
    return int(float(match[1]) * BYTES_PER_UNIT[unit])


def _length(value: Any) -> float:
    try:
        length = parse_length(value if isinstance(value, str) else "")
    except ValueError:
        length = 0
    if length > 0:
        return length
    raise WrongValueError(
        f"must be a length above 0, not '{value}'", "write, for example, 20mm, 1in or 11pt"
    )


def _truth(value: Any) -> bool:
    if value in ("true", "false"):
        return bool(value == "true")
    raise WrongValueError(f"must be true or false, not '{value}'")


def texts(value: Any) -> tuple[str, ...]:
    """Read a list of texts; one text stands for a list of one."""
    return tuple(text(one) for one in (value if isinstance(value, list) else [value]))


def _fonts(value: Any) -> tuple[str, ...]:
    fonts = texts(value)
    odd = next((font for font in fonts if not any(map(str.isalpha, font))), None)
    if odd is None:
        return fonts
    raise WrongValueError(
        f"must be names of fonts, not '{odd}'", "write, for example, [Arial, Times New Roman]"
    )


def _date(value: Any) -> str:
    said = text(value)
    if said.lower() == UNKNOWN:
        return UNKNOWN
    try:
        date = str(dates.parse(said))
    except ValueError:
        date = ""
    if date == said:
        return said
    raise WrongValueError(
        f"must be a date, not '{said}'", "write YYYY, YYYY-MM, YYYY-MM-DD or unknown"
    )


def _word(words: Collection[str]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        found = next(
            (word for word in words if isinstance(value, str) and word.lower() == value.lower()),
            None,
        )
        if found is None:
            raise WrongValueError(f"cannot be '{value}'", did_you_mean(str(value), words))
        return found

    return read


def _words(words: Collection[str]) -> Callable[[Any], tuple[str, ...]]:
    return lambda value: tuple(_word(words)(one) for one in texts(value))


def _language(value: Any) -> str:
    if not is_language(value):
        raise WrongValueError(f"cannot be '{value}'", "write a language tag, such as en, de or zh")
    try:
        locale.find(value)
    except VariantError as error:
        raise WrongValueError(
            f"cannot be '{value}': there are no words for it", error.diagnostics[0].hint
        ) from None
    return str(value)


def _audience(value: Any) -> str:
    return _word(redaction.audiences())(value)


def _region(value: Any) -> str:
    return _word(region.known())(value)


def _pattern(value: Any) -> str:
    pattern = text(value)
    for name in re.findall(r"\{([^{}]*)\}", pattern):
        if name not in PLACEHOLDERS:
            raise WrongValueError(
                f"has no '{{{name}}}' to fill in", did_you_mean(name, PLACEHOLDERS)
            )
    rest = re.sub(r"\{[^{}]*\}", "", pattern)
    if (
        not pattern.endswith(".pdf")
        or re.search(r'[{}/\\:*?"<>|\x00-\x1f]', rest)
        or not rest.isascii()
    ):
        raise WrongValueError(
            "must be the name of a PDF file, in ASCII", "write, for example, '{surname}_CV.pdf'"
        )
    return pattern


def _mapping(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise WrongValueError("must be keys and values", "write 'key: value' lines, indented")


def _fields(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return value
    raise WrongValueError(
        "must be a list of fields", "write each as '- {name: …, characters: 3000}'"
    )


TARGET = {
    "title": Key("title", text),
    "source": Key("source", text),
    "checked_on": Key("checked_on", _date),
    "season": Key("season", text),
    "about": Key("about", text),
    "language": Key("language", _language),
    "audience": Key("audience", _audience),
    "anonymous": Key("anonymous", _truth),
    "region": Key("region", _region),
    "delivery": Key("delivery", _word(("one", "separate", "both"))),
    "order": Key("order", _words(KINDS)),
    "demands": Key("demands", _mapping),
    "file-name": Key("file_name", _pattern),
    "file-characters": Key("file_characters", _word(("ascii", "ascii-letters"))),
    "documents": Key("documents", _mapping),
    "fields": Key("fields", _fields),
}
DEMANDS = {
    "paper": Key("papers", _words(("A4", "Letter"))),
    "pages": Key("pages", _number),
    "bytes": Key("bytes", _size),
    "version": Key("version", _word(_VERSIONS)),
    "margin": Key("margin", _length),
    "type-size": Key("type_size", _length),
    "fonts": Key("fonts", _fonts),
    "line-spacing": Key("line_spacing", _factor),
    "dpi": Key("dpi", _number),
    "headings": Key("headings", texts),
    "photo": Key("photo", _truth),
    "enclosure-mark": Key("enclosure_mark", _truth),
}
FIELD = {
    "name": Key("name", text),
    "characters": Key("characters", _number),
    "words": Key("words", _number),
    "lines": Key("lines", _number),
    "from": Key("source", text),
}
MISSING = {
    "title": "write whose rules these are",
    "source": "write where you read the rules, such as an address",
    "checked_on": "write when you read the rules, such as 2026-11-21, or unknown",
}
