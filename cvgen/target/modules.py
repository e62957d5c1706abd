"""The modules of a narrative CV: the funder's own headings, and how long each may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from cvgen.pdf.facts import PdfFacts, Text
from cvgen.target.judge import Missed, quote_start
from cvgen.target.values import WrongValueError, read_number, read_text
from cvgen.text.markup import count_words

_KEYS = ("name", "heading", "words", "characters")
_HINT = "write {words: 1000, parts: [{name: …, heading: …, words: 500}]}"
_LARGER = 1.05  # times as large as a module's heading is that of another section
_MOST_LINES = 8  # of a heading
# Words of which no author knows, such as the count that a theme prints, and words cut at an edge.
_TOLERANCE = 10


class Module(Struct, frozen=True):
    """A module: a name for profiles, the heading that the funder wants, and the most it takes."""

    name: str
    heading: str
    words: int | None = None
    characters: int | None = None


class Modules(Struct, frozen=True):
    """All modules in the order of the funder, and the most words of all together."""

    parts: tuple[Module, ...]
    words: int | None = None


def read_modules(value: Any) -> Modules:
    """Read modules, as `{words: 1000, parts: […]}`."""
    if not isinstance(value, dict) or not value.keys() <= {"words", "parts"}:
        raise WrongValueError("must be words and parts", _HINT)
    parts = value.get("parts")
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise WrongValueError("must have a list of parts", _HINT)
    words = read_number(value["words"]) if "words" in value else None
    return Modules(tuple(map(_read_module, parts)), words)


def _read_module(data: Mapping[str, Any]) -> Module:
    for key in data:
        if key not in _KEYS:
            raise WrongValueError(f"has a part with '{key}'", _HINT)
    if not data.get("name") or not data.get("heading"):
        raise WrongValueError("has a part without name or heading", _HINT)
    numbers = {key: read_number(data[key]) for key in _KEYS[2:] if key in data}
    return Module(read_text(data["name"]), read_text(data["heading"]), **numbers)


def describe_modules(modules: Modules) -> str:
    """Say the headings, and the most words of each and of all."""
    described = "modules " + "; ".join(map(_describe_module, modules.parts))
    return described + (f", at most {modules.words} words in all" if modules.words else "")


def _describe_module(module: Module) -> str:
    limits = []
    if module.words:
        limits.append(f"{module.words} words")
    if module.characters:
        limits.append(f"{module.characters} characters")
    return f"'{module.heading}'" + (f" (at most {', '.join(limits)})" if limits else "")


def judge_modules(file: PdfFacts, modules: Modules) -> Iterator[Missed]:
    """Search a file for the headings of the modules, and count the words below each and all."""
    texts = _find_module_texts(file, modules.parts)
    for module in modules.parts:
        text = texts.get(module.name, "")
        below = f"below {quote_start(module.heading)}"
        yield from _judge_length(_count_surely(text), module.words, f"words stand {below}")
        length = len(text) - _TOLERANCE
        yield from _judge_length(length, module.characters, f"characters stand {below}")
    total = sum(map(_count_surely, texts.values()))
    yield from _judge_length(total, modules.words, "words stand in its modules")


def _judge_length(count: int, most: int | None, what: str) -> Iterator[Missed]:
    if most and count > most:
        yield Missed(f"about {count} {what}", f"at most {most}")


def _count_surely(text: str) -> int:
    """Count the words of a text, but for some that its author need not have written."""
    return max(count_words(text) - _TOLERANCE, 0)


def _find_module_texts(file: PdfFacts, modules: Sequence[Module]) -> dict[str, str]:
    """Find what stands below the heading of each module, until the next heading."""
    lines = [text for page in file.pages for text in page.texts if _is_read(text)]
    found: dict[str, list[str]] = {}
    name, size, index = "", 0.0, 0
    while index < len(lines):
        module, length = _find_heading(lines[index : index + _MOST_LINES], modules)
        if module:
            name, size = module.name, lines[index].size
            found[name] = []
        elif lines[index].size > size * _LARGER:
            name = ""
        elif name:
            found[name].append(lines[index].text)
        index += length or 1
    return {module: " ".join(texts) for module, texts in found.items()}


def _is_read(text: Text) -> bool:
    return not text.hidden and not text.is_furniture


def _find_heading(lines: Sequence[Text], modules: Sequence[Module]) -> tuple[Module | None, int]:
    """Find the module whose heading some lines begin with, and how many lines it takes."""
    letters = ""
    for length, line in enumerate(lines, start=1):
        letters += _keep_letters(line.text)
        for module in modules:
            if letters == _keep_letters(module.heading):
                return module, length
    return None, 0


def _keep_letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())
