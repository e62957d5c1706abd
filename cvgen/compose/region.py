"""Takes the code of a country, gives its habits: paper, ways to write dates, what a CV there says of the person.

They stand in `regions/*.yaml`, each with what it rests on. A region only advises: it never leaves anything out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cvgen.errors import Diagnostic, Place, VariantError, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.files.yamlfile import Path_
from cvgen.profile.letter import LetterSource
from cvgen.profile.load import Profile

FOLDER = DATA_FOLDER / "regions"
Habit = Literal["expected", "usual", "optional", "unusual"]
Changes = dict[str, dict[str, str]]
_ALSO = {"uk": "gb", "el": "gr"}  # what people and the European Union say


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact about the person: its name, where a profile has it, and what to do where it is odd, or missing."""

    name: str
    path: Path_
    leave: str
    add: str


_FORM = "leave it to the form that asks for it"
FACTS = {
    "photo": _Fact(
        "a photo",
        ("basics", "image"),
        "write 'options: {photo: false}'",
        "write 'image: photo.jpg' in basics",
    ),
    "birthDate": _Fact(
        "the date of birth", ("basics", "birthDate"), _FORM, "write 'birthDate: …' in basics"
    ),
    "nationality": _Fact(
        "the nationality", ("basics", "nationality"), _FORM, "write 'nationality: …' in basics"
    ),
    "address": _Fact(
        "the street",
        ("basics", "location", "address"),
        _FORM,
        "write 'location: {address: …}' in basics",
    ),
}


@dataclass(frozen=True, slots=True)
class Region:
    """The habits of one country; `changes` to patterns, words and headings stand by language, then by part."""

    code: str
    name: str
    language: str
    paper: str
    habits: dict[str, Habit]
    changes: dict[str, Changes]


def known() -> tuple[str, ...]:
    """List the codes of the regions that there are habits for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def find(code: str, asked_at: Place | None = None) -> Region:
    """Find a region by its code (ISO 3166), in any case.

    Raises VariantError.
    """
    wish = code.strip().lower()
    wish = _ALSO.get(wish, wish)
    if wish in known():
        return _read(wish)
    raise VariantError(
        Diagnostic("V103", f"there are no habits for the region '{code}'", asked_at, _nearest(wish))
    )


def _nearest(wish: str) -> str:
    """Name the code that was meant, also by who wrote the country's name; else all of them."""
    named = {_read(code).name.lower(): code for code in known()}
    if wish in named:
        return f"did you mean '{named[wish]}'?"
    return did_you_mean(wish, known()) or "known: " + ", ".join(known())


def _read(code: str) -> Region:
    data = yamlfile.read(FOLDER / f"{code}.yaml").data
    changes: dict[str, Changes] = {}
    for part in ("patterns", "words", "headings"):
        for language, own in (data.get(part) or {}).items():
            changes.setdefault(language, {})[part] = own
    return Region(
        code,
        data["name"],
        data["language"],
        data["paper"],
        {fact: data[fact] for fact in FACTS},
        changes,
    )


def chosen(
    profile: Profile, variant: str | None, call: str | None, letter: LetterSource | None = None
) -> Region | None:
    """Find the region that was asked for: by the call, else by the letter, by the variant, by the profile.

    Raises VariantError at the place of an unknown one.
    """
    own, tree = profile.variants.get(variant or ""), profile.tree
    asked = [
        (call, None),
        (letter and letter.settings.region, letter and letter.tree.place(("region",))),
        (own and own.region, tree.place(("variants", variant or "", "region"))),
        (profile.settings.region, tree.place(("region",))),
    ]
    return next((find(code, place) for code, place in asked if code), None)


def odd(
    region: Region | None, profile: Profile, *, photo: bool, whole: bool = True
) -> Iterator[Diagnostic]:
    """Warn of what is there and is unusual, and of what is not there and is expected.

    `photo` says whether photos are printed at all, `whole` whether it is a CV and not a letter, of which nobody expects much.
    """
    if region is None:
        return
    there, where = _there(profile), f"in an academic CV for '{region.code}' ({region.name})"
    for key, habit in region.habits.items():
        fact, place = FACTS[key], profile.tree.place(FACTS[key].path, key=True)
        if key == "photo" and not photo:
            continue
        if key in there and habit == "unusual":
            yield Diagnostic(
                "W320", f"{fact.name} is unusual {where}", place, fact.leave, "warning"
            )
        elif key not in there and habit == "expected" and whole:
            yield Diagnostic(
                "W321",
                f"{fact.name} is missing, which is expected {where}",
                place,
                fact.add,
                "warning",
            )


def _there(profile: Profile) -> set[str]:
    """Name the facts that the profile has."""
    basics = profile.basics
    address = basics.location.address if basics.location else None
    facts = {
        "photo": profile.picture,
        "birthDate": basics.birthDate,
        "nationality": basics.nationality,
        "address": address,
    }
    return {key for key, fact in facts.items() if fact}
