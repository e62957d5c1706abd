"""Takes a list of names as BibTeX keeps them, gives each name in its natural order with its marks, and what was odd.

Groups in braces are kept whole, and `and others` becomes ET_AL. A comma tells the surname, so no word needs to be guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from cvgen.bibliography import latex
from cvgen.bibliography.tables import spellings, table
from cvgen.profile.publications import MARKS

ET_AL = "et al."
OTHERS = {"others", "et al", "et al.", "et.al.", "etal", "等", "and others"}
_AND = re.compile(r"\\.|[{}]|(?<=[\s}])and(?=[\s{])", re.IGNORECASE | re.DOTALL)
_COMMA = re.compile(r"\\.|[{},;]", re.DOTALL)
_SUPERSCRIPT = r"\$\s*\^\s*(?:\{[^{}$]*\}|\\?\w+|[^$\s])\s*\$|\\textsuperscript\s*\{(?:[^{}]|\{[^{}]*\})*\}|\\footnotemark(?:\[[^\]]*\])?|\\thanks\s*\{[^{}]*\}"
_BEHIND = re.compile(
    rf"(?:\s*(?:{_SUPERSCRIPT}|\{{?\\(?:dag|ddag|dagger|ddagger|ast|S|P|textdagger|textasteriskcentered)\}}?(?:\{{\}})?|\{{?\\?#\}}?|\{{?[{MARKS}]\}}?))++\s*$"
)
_SIGN = re.compile(rf"\\([A-Za-z]+|#)|([{MARKS}])")
_EXTENDED = re.compile(
    r"\s*(given|family|prefix|suffix)(?:-i)?\s*=\s*(.*)", re.IGNORECASE | re.DOTALL
)
_NUMBERED = re.compile(r"\s+0\d{3}$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,4}")
_WRAPPED = re.compile(
    r"\\(?:textbf|textit|textsc|textrm|emph|underline|uline|mbox|highlight)\s*(?=\{)|(?=\{\\(?:bf|it|em|sc|bfseries|itshape|scshape|text\w+)\b)"
)
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Name:
    """A name to print, the marks behind it, what could not be read in it, and the person's ORCID."""

    text: str
    marks: str = ""
    odd: str = ""
    orcid: str = ""

    def data(self) -> str | dict[str, str]:
        """Give the name as a profile has it."""
        if not self.orcid:
            return self.text + self.marks
        return {
            "name": self.text,
            **({"marks": self.marks} if self.marks else {}),
            "orcid": self.orcid,
        }


def names(tex: str) -> list[Name]:
    """Read a list of names."""
    found: list[Name] = []
    for part in _pieces(f" {latex.entities(tex)} ", _AND, "and"):
        found += _people(part.strip())
    return found


def joined(given: str, family: str, suffix: str = "") -> str:
    """Put a name into its natural order: "First von Last, Jr", or the surname first without a space in CJK."""
    if given and family and _is_cjk(given + family):
        return family + given
    name = " ".join(filter(None, (given, family)))
    comma = " " if re.fullmatch(r"[IVX]+|\d\w\w", suffix) else ", "
    return name + comma + suffix if suffix and name else name or suffix


def is_group(name: str) -> bool:
    """Say whether a name is a group's."""
    return bool(_groups().search(name))


@cache
def _groups() -> re.Pattern[str]:
    words = table("fields")["groups"]
    return re.compile(
        "|".join(
            rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word)
            for word in words
        ),
        re.IGNORECASE,
    )


def is_suffix(text: str) -> bool:
    """Say whether a word is one that follows a name, such as Jr."""
    return text.strip().casefold() in table("fields")["suffixes"]


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart; a group's, or one that cannot be, has only `literal`."""

    given: str = ""
    particle: str = ""
    family: str = ""
    suffix: str = ""
    literal: str = ""


def parts(name: str) -> Parts:
    """Take a name in its natural order apart; small words before the last are its particle."""
    bare, _, suffix = name.rpartition(", ")
    words = (bare if bare and is_suffix(suffix) else name).split()
    suffix = (
        suffix
        if bare and is_suffix(suffix)
        else words.pop()
        if len(words) > 2 and re.fullmatch(r"[IVX]{2,}|IV", words[-1])
        else ""
    )
    if (
        len(words) < 2
        or is_group(name)
        or "," in "".join(words)
        or words[0][0].islower()
        or "and" in words
    ):
        return Parts(literal=name)
    start = next(
        (index for index, word in enumerate(words[:-1]) if word[0].islower()), len(words) - 1
    )
    end = next(
        (index for index, word in enumerate(words[start:], start) if not word[0].islower()),
        len(words) - 1,
    )
    return Parts(" ".join(words[:start]), " ".join(words[start:end]), " ".join(words[end:]), suffix)


def surname(name: str) -> str:
    """Give what two spellings of a person share: the surname in small letters without accents."""
    found = parts(name)
    letters = unicodedata.normalize("NFKD", (found.family or found.literal).casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _pieces(tex: str, pattern: re.Pattern[str], *separators: str) -> list[str]:
    """Split a text at what stands outside of braces."""
    parts: list[str] = []
    depth = start = 0
    for match in pattern.finditer(tex):
        sign = match[0].casefold()
        depth = max(0, depth + {"{": 1, "}": -1}.get(sign, 0))
        if not depth and sign in separators:
            parts.append(tex[start : match.start()])
            start = match.end()
    return [*parts, tex[start:]]


def _people(tex: str) -> Iterator[Name]:
    """Read what stands between two `and`: one person, unless commas or semicolons part several."""
    several = [part.strip() for part in _pieces(tex, _COMMA, ";") if part.strip()]
    if len(several) > 1:
        yield from _noted(
            "semicolons stand between its names",
            (name for part in several for name in _people(part)),
        )
        return
    tex = _unwrapped("".join(several))
    parts = [part.strip() for part in _pieces(tex, _COMMA, ",")]
    listed = _listed(parts)
    if listed:
        yield from _noted("commas stand between its names", map(_single, listed))
    elif tex:
        rest = re.sub(r"[\s,]+et\.?\s*al\.?$", "", tex, flags=re.IGNORECASE)
        yield _single(rest)
        if rest != tex:
            yield Name(ET_AL)


def _noted(odd: str, found: Iterable[Name]) -> Iterator[Name]:
    """Say of a list of names, at its first, what is odd about it."""
    return (replace(name, odd=odd) if index == 0 else name for index, name in enumerate(found))


def _unwrapped(tex: str) -> str:
    """Take a name out of the command that sets it bold or underlines it."""
    match = _WRAPPED.match(tex)
    if match and latex.group_end(tex, match.end()) == len(tex):
        return re.sub(
            r"^\\(?:bf|it|em|sc|bfseries|itshape|scshape)\b\s*", "", tex[match.end() + 1 : -1]
        )
    return tex


def _listed(parts: list[str]) -> list[str]:
    """Tell a list of people with commas between them from one name with commas in it."""
    full = [part for part in parts if part]
    if (
        len(full) < 3
        or full[-1].casefold() in table("fields")["companies"]
        or any(_EXTENDED.match(part) for part in full)
        or (len(full) == 3 and any(is_suffix(latex.plain(part)) for part in full[1:]))
    ):
        return []
    if all(" " in part or "~" in part for part in full):
        return full
    pairs = [f"{family}, {given}" for family, given in zip(full[::2], full[1::2], strict=False)]
    if len(full) % 2 == 0 and all(_INITIALS.fullmatch(latex.plain(given)) for given in full[1::2]):
        return pairs
    return full if all(_is_cjk(part) for part in full) else pairs if len(full) % 2 == 0 else []


def _single(tex: str) -> Name:
    """Read one name."""
    bare, marks = _unmarked(tex)
    if latex.plain(bare).casefold() in OTHERS:
        return Name(ET_AL)
    if _is_whole(bare):
        return Name(latex.plain(bare), marks)
    parts = []
    for part in _pieces(bare, _COMMA, ","):
        words, more = _unmarked(part.strip())
        marks += more
        parts.append(words)
    if any(_EXTENDED.match(part) for part in parts):
        return Name(_extended(parts), marks)
    plain = [_NUMBERED.sub("", latex.plain(part)) for part in parts]
    unknown = latex.read(bare).unknown
    odd = (
        f"'{unknown[0]}' is not known here"
        if unknown
        else "it has more than two commas"
        if len([part for part in plain if part]) > 3
        else ""
    )
    return Name(_ordered([part for part in plain if part]), "".join(dict.fromkeys(marks)), odd)


def _ordered(parts: list[str]) -> str:
    """Put the parts between commas in order: `von Last, First`, `von Last, Jr, First`, or a name and its suffix."""
    if len(parts) > 1 and parts[-1].casefold() in table("fields")["companies"]:
        return ", ".join(parts)
    if len(parts) == 2 and is_suffix(parts[1]):
        return joined(parts[0], "", parts[1])
    if len(parts) == 3:
        given, suffix = (parts[1], parts[2]) if is_suffix(parts[2]) else (parts[2], parts[1])
        return joined(given, parts[0], suffix)
    return joined(", ".join(parts[1:]), parts[0]) if parts else ""


def _extended(parts: list[str]) -> str:
    """Read biblatex's own form: `family=Last, given=First, prefix=von`."""
    found = {
        match[1].lower(): latex.plain(match[2]).strip('"')
        for match in map(_EXTENDED.match, parts)
        if match
    }
    family = " ".join(filter(None, (found.get("prefix"), found.get("family"))))
    return joined(found.get("given", ""), family, found.get("suffix", ""))


def _unmarked(tex: str) -> tuple[str, str]:
    """Take the marks off the end of a name; numbers of affiliations are dropped."""
    head, tail = tex[:-_LONGEST], tex[-_LONGEST:]
    match = _BEHIND.search(tail)
    if not match or not (head + tail[: match.start()]).strip():
        return tex, ""
    signs = table("fields")["signs"]
    return head + tail[: match.start()], "".join(
        signs.get(sign[1], "") if sign[1] else sign[2] for sign in _SIGN.finditer(match[0])
    )


def _is_whole(tex: str) -> bool:
    """Say whether one pair of braces holds the whole name."""
    return tex.startswith("{") and not tex.startswith("{\\") and latex.group_end(tex, 0) == len(tex)


def _is_cjk(text: str) -> bool:
    letters = [sign for sign in text if not sign.isspace()]
    return bool(letters) and all(
        unicodedata.name(sign, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))
        for sign in letters
    )


def spelled(words: dict[str, str]) -> dict[int, str]:
    """Read biblatex's annotations of names, such as `1=equal; 2=corresponding`, as marks by position."""
    marks: dict[int, str] = {}
    for text in words.values():
        for position, said in re.findall(r"(\d+)\s*(?::\w+)?\s*=\s*([^;]+)", text):
            for word in re.split(r"[,\s]*,[,\s]*", said):
                mark = spellings("fields", "marks").get(word.strip(' "').casefold(), "")
                marks[int(position)] = marks.get(int(position), "") + mark
    return marks
