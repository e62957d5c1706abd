"""The habits of a country: paper, ways to write dates, what a CV there says of the person.

They stand in `regions/*.yaml`, each with its sources. A region only advises: it never leaves
anything out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from cvgen.errors import Diagnostic, Place, VariantError, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.files.yamlfile import KeyPath
from cvgen.profile.letter import LetterSource
from cvgen.profile.model import Profile

REGION_FOLDER = DATA_FOLDER / "regions"
Habit = Literal["expected", "usual", "optional", "unusual"]
Changes = dict[str, Any]  # by the part of a locale that they are in
# What of a locale a region may change: by language, these as they are in its file, and the months
# by their number.
_CHANGED_PARTS = (
    *("patterns", "words", "headings", "status", "status_at", "marks", "types", "links"),
    *("quotes", "decimal"),
)
_CHANGED_MONTHS = {"months": "short", "months-long": "long"}
_OTHER_CODES = {"uk": "gb", "el": "gr"}  # what people and the European Union say


class _Fact(Struct, frozen=True):
    """A fact about the person: what it is, where a profile has it, and the hints of warnings."""

    name: str
    path: KeyPath
    hint_if_unusual: str
    hint_if_missing: str


_LEAVE_TO_FORM = "leave it to the form that asks for it"
FACTS = {
    "photo": _Fact(
        "a photo",
        ("basics", "image"),
        "write 'options: {photo: false}'",
        "write 'image: photo.jpg' in basics",
    ),
    "birthDate": _Fact(
        "the date of birth",
        ("basics", "birthDate"),
        _LEAVE_TO_FORM,
        "write 'birthDate: …' in basics",
    ),
    "nationality": _Fact(
        "the nationality",
        ("basics", "nationality"),
        _LEAVE_TO_FORM,
        "write 'nationality: …' in basics",
    ),
    "address": _Fact(
        "the street",
        ("basics", "location", "address"),
        _LEAVE_TO_FORM,
        "write 'location: {address: …}' in basics",
    ),
}


class Region(Struct, frozen=True):
    """The habits of one country.

    `changes` to patterns, words, months and the like stand by language, then by part.
    """

    code: str
    name: str
    language: str
    paper: str
    habits: dict[str, Habit]
    changes: dict[str, Changes]


def list_regions() -> tuple[str, ...]:
    """List the codes of the regions that there are habits for."""
    return tuple(sorted(path.stem for path in REGION_FOLDER.glob("*.yaml")))


@cache
def find_region(code: str, place: Place | None = None) -> Region:
    """Find a region by its code (ISO 3166), in any case.

    Raises VariantError at the place where it was asked for.
    """
    lower_code = code.strip().lower()
    lower_code = _OTHER_CODES.get(lower_code, lower_code)
    if lower_code in list_regions():
        return _read_region(lower_code)
    message = f"there are no habits for the region '{code}'"
    raise VariantError(Diagnostic("V103", message, place, _suggest_region(lower_code)))


def _suggest_region(name: str) -> str:
    """Suggest the code that was meant, also to who wrote the country's name; else all of them."""
    codes = list_regions()
    for code in codes:
        if _read_region(code).name.lower() == name:
            return f"did you mean '{code}'?"
    return did_you_mean(name, codes) or "known: " + ", ".join(codes)


def _read_region(code: str) -> Region:
    data = yamlfile.read_yaml(REGION_FOLDER / f"{code}.yaml").data
    habits = {fact: data[fact] for fact in FACTS}
    return Region(code, data["name"], data["language"], data["paper"], habits, _list_changes(data))


def _list_changes(data: Mapping[str, Any]) -> dict[str, Changes]:
    changes: dict[str, Changes] = {}
    for part in _CHANGED_PARTS:
        for language, words in data.get(part, {}).items():
            changes.setdefault(language, {})[part] = words
    for part, width in _CHANGED_MONTHS.items():
        for language, names in data.get(part, {}).items():
            changes.setdefault(language, {}).setdefault("months", {})[width] = names
    return changes


def list_changed_words(name: str) -> set[str]:
    """List what the regions say in the place of one of the words of a language."""
    words: set[str] = set()
    for code in list_regions():
        for changes in find_region(code).changes.values():
            words |= {word for key, word in changes.get("words", {}).items() if key == name}
    return words


def select_region(
    profile: Profile, variant: str | None, requested: str | None, letter: LetterSource | None = None
) -> Region | None:
    """Select the region that was requested, else that of the letter, the variant or the profile.

    Raises VariantError at the place of an unknown one.
    """
    if requested:
        return find_region(requested)
    if letter and letter.settings.region:
        return find_region(letter.settings.region, letter.tree.find_place(("region",)))
    settings = profile.variants.get(variant or "")
    if settings and settings.region:
        path = ("variants", variant or "", "region")
        return find_region(settings.region, profile.tree.find_place(path))
    if profile.settings.region:
        return find_region(profile.settings.region, profile.tree.find_place(("region",)))
    return None


def check_habits(
    region: Region | None, profile: Profile, *, prints_photo: bool, is_cv: bool = True
) -> Iterator[Diagnostic]:
    """Warn of facts that the profile has and are unusual, or has not and are expected.

    `photo` says whether photos are printed at all, `whole` whether it is a CV and not a letter, of
    which nobody expects much.
    """
    if region is None:
        return
    country = f"in an academic CV for '{region.code}' ({region.name})"
    facts_in_profile = _list_facts(profile)
    for key, habit in region.habits.items():
        if key == "photo" and not prints_photo:
            continue
        fact = FACTS[key]
        place = profile.tree.find_place(fact.path, key=True)
        is_in_profile = key in facts_in_profile
        if is_in_profile and habit == "unusual":
            message = f"{fact.name} is unusual {country}"
            yield Diagnostic("W320", message, place, fact.hint_if_unusual, "warning")
        if not is_in_profile and habit == "expected" and is_cv:
            message = f"{fact.name} is missing, which is expected {country}"
            yield Diagnostic("W321", message, place, fact.hint_if_missing, "warning")


def _list_facts(profile: Profile) -> set[str]:
    """List the facts that the profile has."""
    basics = profile.basics
    facts = set[str]()
    if profile.picture:
        facts.add("photo")
    if basics.birthDate:
        facts.add("birthDate")
    if basics.nationality:
        facts.add("nationality")
    if any(address.address for address in basics.location):
        facts.add("address")
    return facts
