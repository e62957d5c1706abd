"""Takes a profile and what was chosen, gives the name of the file: in ASCII, by the target's pattern, safe on every system."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cvgen.bibliography.names import parts
from cvgen.errors import Diagnostic, VariantError
from cvgen.profile import names as identity
from cvgen.profile.load import Profile
from cvgen.profile.select import settings_of
from cvgen.request import Request
from cvgen.target import apply as heed
from cvgen.target.load import Target
from cvgen.text.transliterate import is_whole, romanised

MOST_CHARACTERS = 80
SUFFIX = ".pdf"
NAMELESS = "Anonymous"
_STEM = MOST_CHARACTERS - len(SUFFIX)
_LEAST_PERSON = 20  # characters of a long name that stay beside a long rest
# Windows takes these for devices, whatever stands behind the first dot.
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """What a file is: its kind in words, such as CV, and the reference and the programme that it is for."""

    document: str
    reference: str = ""
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A name in ASCII, taken apart."""

    given: str
    surname: str


def file_name(
    profile: Profile, wish: Request, folders: tuple[Path, ...] = (), *, with_theme: bool
) -> str:
    """Name a CV by the target's pattern, or after the person with what was chosen: `Ada_Example_CV_phd.pdf`.

    `folders` are those of the user's own targets. Raises TargetError or VariantError, also where a pattern needs a name in A to Z.
    """
    asked = heed.chosen(profile, wish.variant, wish.target, folders)
    nameless = _is_nameless(profile, wish, asked)
    if asked and asked.file_name:
        return by_pattern(asked, None if nameless else person(profile), Named("CV"))
    variant = None if nameless and _tells_who(wish.variant or "", profile) else wish.variant
    choices = (
        wish.target,
        variant,
        wish.audience,
        wish.language,
        Path(wish.theme or "").name if with_theme else "",
    )
    tail = _joined(["CV", *(choice or "" for choice in choices)])[: _STEM - _LEAST_PERSON]
    head = (NAMELESS if nameless else _person_or_folder(profile))[: _STEM - len(tail) - 1]
    return _safe(_joined([head, tail]), asked)


def _tells_who(words: str, profile: Profile) -> bool:
    """Say whether words hold one of the person's names."""
    names = (
        word
        for name in (*identity.spelled(profile.basics.name), *profile.basics.alternateNames)
        for word in map(identity.plain, identity.in_order(name))
    )
    return any(name in identity.plain(words) for name in names if len(name) > 1)


def letter_file_name(profile: Profile, letter: Path, asked: Target | None = None) -> str:
    """Name a letter by the target's pattern, or after the person and its own file: `Ada_Example_cover-letter.pdf`."""
    document = plain(letter.stem) or "letter"
    if asked and asked.file_name:
        return by_pattern(asked, None if asked.anonymous else person(profile), Named(document))
    return _safe(_joined([_person_or_folder(profile), document]), asked)


def by_pattern(asked: Target, who: Person | None, named: Named) -> str:
    """Fill in the pattern of a target; without a person, the word Anonymous stands for the surname."""
    who = who or Person("", NAMELESS)
    words = {"surname": plain(who.surname), "given": plain(who.given)}
    words |= {name.upper(): word.upper() for name, word in words.items()}
    words |= {name: plain(getattr(named, name)) for name in ("document", "reference", "programme")}
    pattern = (asked.file_name or "").removesuffix(SUFFIX)
    stem = re.sub(r"\{(\w+)\}", lambda match: words.get(match[1], ""), pattern)
    # Where nothing was filled in, nothing is left of what joined it to the rest.
    return _safe(re.sub(r"([_ -])[_ -]+", r"\1", stem), asked)


def person(profile: Profile) -> Person:
    """Take the name apart as it is written in A to Z: in English if it is given so, else in what can be written so.

    Raises VariantError where no spelling can.
    """
    found = next(_spellings(profile), None)
    if found is None:
        place = profile.tree.place(("basics", "name"))
        hint = "add it as it stands in a passport: name: {en: Ze-Feng Gao, zh: 高泽峰}"
        raise VariantError(
            Diagnostic(
                "V110",
                "a file is named after the person, and the name is not there in A to Z",
                place,
                hint,
            )
        )
    last, comma, first = found.partition(",")
    taken = parts(f"{first.strip()} {last.strip()}" if comma else found)
    return Person(
        taken.given, " ".join(filter(None, (taken.particle, taken.family))) or taken.literal
    )


def _person_or_folder(profile: Profile) -> str:
    found = next(_spellings(profile), None)
    partly = (plain(text) for _, text in _names(profile))
    return (
        plain(found)
        if found
        else next(filter(None, partly), plain(profile.folder.resolve().name) or "profile")
    )


def _spellings(profile: Profile) -> Iterator[str]:
    return (
        romanised(text, language) for language, text in _names(profile) if is_whole(text, language)
    )


def _names(profile: Profile) -> Iterator[tuple[str, str]]:
    """List the spellings that the profile gives, with the language of each; English first."""
    name = profile.basics.name
    spelled = name if isinstance(name, dict) else {profile.settings.language or "": name}
    yield from sorted(spelled.items(), key=lambda pair: pair[0].split("-")[0].lower() != "en")
    yield from (("", other) for other in profile.basics.alternateNames)


def _is_nameless(profile: Profile, wish: Request, asked: Target | None) -> bool:
    own = settings_of(profile, wish.variant).anonymous
    said = (wish.anonymous, own, asked and asked.anonymous)
    return bool(next((one for one in said if one is not None), False))


def plain(text: str) -> str:
    """Keep letters, digits and hyphens of a text, in ASCII, with `_` between its words."""
    return re.sub(r"[^A-Za-z0-9-]+", "_", romanised(text)).strip("_-")[:_STEM]


def _joined(words: list[str]) -> str:
    return "_".join(filter(None, map(plain, words)))


def _safe(stem: str, asked: Target | None) -> str:
    """Keep a name to the letters that are demanded and the length that systems take; dodge what Windows keeps for itself."""
    only_letters = asked is not None and asked.file_characters == "ascii-letters"
    stem = re.sub(r"[^A-Za-z0-9]", "", stem) if only_letters else stem
    stem = stem[:_STEM].strip("._ -") or "file"
    if RESERVED.match(stem):
        stem = ("file" if only_letters else "file_") + stem
    return stem + SUFFIX
