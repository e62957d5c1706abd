"""Recognize a person by name: every spelling that author lists may use, and the ORCID."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.profile.basics import Basics, FullName, NameRecord
from cvgen.profile.fields import PersonRecord, Text, choose_language_version
from cvgen.profile.name_match import NameMatch, OwnName, fold_spelling, make_own_name
from cvgen.profile.name_parse import parse_name_parts
from cvgen.profile.name_parts import NameParts, format_name
from cvgen.profile.name_words import load_name_words
from cvgen.profile.publications import AuthorRecord
from cvgen.text.patterns import compile_late

_ORCID = compile_late(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


class NameVersion(Struct, frozen=True):
    """The person's name in one language ("" where the profile does not say it), and its parts.

    `spellings` are the parts as others may write them.
    """

    language: str
    text: str
    parts: NameParts
    spellings: tuple[NameParts, ...] = ()

    @property
    def bare_text(self) -> str:
        """The name without titles, and without letters behind it."""
        if not (self.parts.title or self.parts.postnominals):
            return self.text
        return format_name(replace(self.parts, title="", postnominals=""))


class PersonIdentity(Struct, frozen=True):
    """Who the CV is about, by every name and by ORCID.

    `coauthor_pages` are the pages of co-authors, by their normalized names; `foreign` are
    the names of somebody who gives none in Latin letters.
    """

    names: tuple[OwnName, ...]
    orcid: str
    coauthor_pages: dict[str, str]
    foreign: tuple[NameVersion, ...] = ()
    _matches: dict[tuple[str, str], NameMatch] = field(default_factory=dict)

    def is_same_person(self, other: AuthorRecord | PersonRecord) -> bool:
        """Return whether another is the person, by any spelling of either, or by ORCID."""
        return self.match(other) > NameMatch.POSSIBLE

    def may_be_same_person(self, other: AuthorRecord | PersonRecord) -> bool:
        """Return whether another is the person, or somebody whose name may be theirs too."""
        return self.match(other) > NameMatch.NONE

    def match(self, other: AuthorRecord | PersonRecord) -> NameMatch:
        """Judge how far another is the person; an ORCID is certain in both ways."""
        orcid = getattr(other, "orcid", None)
        if self.orcid and orcid:
            return NameMatch.WHOLE if self.orcid in orcid else NameMatch.NONE
        family = getattr(other, "family", "")
        return max(self.match_name(name, family) for name in list_language_versions(other.name))

    def match_name(self, name: str, family: str = "") -> NameMatch:
        """Judge how far a name is the person's."""
        key = (name, family)
        if key not in self._matches:
            names = self.names
            if self.foreign and is_latin(name):
                names = _make_romanized_names(self.foreign)
            self._matches[key] = max(
                (own.match(name, family) for own in names), default=NameMatch.NONE
            )
        return self._matches[key]

    def find_own(self, authors: Sequence[AuthorRecord]) -> frozenset[int]:
        """Find the person among the authors of one work, by index.

        Beside a whole name, one with more or fewer given names is another's.
        """
        matches = [self.match(author) for author in authors]
        best = max(matches, default=NameMatch.NONE)
        if best <= NameMatch.POSSIBLE:
            return frozenset()
        return frozenset(index for index, match in enumerate(matches) if match == best)


def identify_person(basics: Basics, coauthors: dict[str, str]) -> PersonIdentity:
    """Collect the names of the person, with the forms that author lists give them."""
    versions = list_names(basics)
    names = [make_own_name(version.text, version.parts) for version in versions]
    pages = {fold_spelling(name): url for name, url in coauthors.items()}
    return PersonIdentity(tuple(names), _find_orcid(basics), pages, _list_foreign(versions))


def is_latin(name: str) -> bool:
    """Say whether a name is in Latin letters."""
    return fold_spelling(name).isascii()


def _list_foreign(versions: Sequence[NameVersion]) -> tuple[NameVersion, ...]:
    """List names in other letters than Latin ones; none where one is in Latin letters."""
    if any(is_latin(version.text) for version in versions):
        return ()
    return tuple(versions)


def list_romanized_names(basics: Basics) -> list[NameVersion]:
    """List the names as others write them in A to Z, where the profile gives none so."""
    return _romanize_versions(_list_foreign(list_names(basics)))


def _romanize_versions(versions: Iterable[NameVersion]) -> list[NameVersion]:
    # Most people give a name in Latin letters and need nothing of this.
    from cvgen.profile.romanized_names import list_romanized_parts

    romanized = []
    for version in versions:
        spellings = list_romanized_parts(version.parts)
        if spellings:
            text = format_name(spellings[0])
            romanized.append(NameVersion(version.language, text, spellings[0], spellings[1:]))
    return romanized


@lru_cache(maxsize=64)
def _make_romanized_names(foreign: tuple[NameVersion, ...]) -> tuple[OwnName, ...]:
    names = []
    for version in _romanize_versions(foreign):
        names.append(make_own_name(version.text, version.parts, version.spellings))
    return tuple(names)


def _find_orcid(basics: Basics) -> str:
    for account in basics.profiles:
        if str(account.network).lower() == "orcid":
            match = _ORCID.search(account.username or account.url or "")
            if match is None:
                return ""
            return match[0]
    return ""


def list_names(basics: Basics) -> list[NameVersion]:
    """List the person's names: in every language, then the other spellings."""
    return [*list_name_versions(basics), *list_alternate_names(basics)]


def list_alternate_names(basics: Basics) -> list[NameVersion]:
    """List the other spellings, of which one with its surname in front of a comma is turned."""
    names = []
    for spelling in basics.alternateNames:
        parts = parse_name_parts(spelling)
        names.append(NameVersion("", format_full_name(spelling), parts))
    return names


def list_name_versions(basics: Basics, language: str = "") -> list[NameVersion]:
    """List what the person is called in every language; a single name is in the given one."""
    names: dict[str, FullName]
    if isinstance(basics.name, dict):
        names = dict(basics.name)
    else:
        names = {language: basics.name}
    return [_make_version(language, name, basics) for language, name in names.items()]


def choose_name_version(basics: Basics, languages: tuple[str, ...]) -> NameVersion:
    """Choose the name for the wished languages, best first; else the first one."""
    language, _ = choose_language_version(format_full_names(basics.name), languages)
    for version in list_name_versions(basics):
        if version.language == language:
            return version
    raise KeyError(language)


def format_full_names(name: FullName | dict[str, FullName]) -> Text:
    """Format a name as it is printed, in each language that it is given in."""
    if isinstance(name, dict):
        return {language: format_full_name(version) for language, version in name.items()}
    return format_full_name(name)


def format_full_name(name: FullName) -> str:
    """Format a name as it is printed; one with its surname first, behind a comma, is turned."""
    if isinstance(name, NameRecord):
        return name.format_text()
    parts = parse_name_parts(name)
    is_turned = "," in name and parts.family and parts.given
    if not is_turned or name.partition(",")[0].split() != parts.surname_words:
        return name
    return format_name(parts)


def _make_version(language: str, name: FullName, basics: Basics) -> NameVersion:
    """Make a version; where another spelling says where the surname begins, that holds."""
    text = format_full_name(name)
    if isinstance(name, NameRecord):
        return NameVersion(language, text, name.to_parts())
    parts = parse_name_parts(name)
    if "," in name and parts.family:
        return NameVersion(language, text, parts)
    for spelling in basics.alternateNames:
        other = parse_name_parts(spelling)
        if "," in spelling and other.family and _has_same_words(parts, other):
            parts = parse_name_parts(_strip_extras(name, parts), other.surname)
            return NameVersion(language, text, parts)
    if language.partition("-")[0] in load_name_words("family_first_languages"):
        parts = replace(parts, is_guess=bool(parts.given))
    return NameVersion(language, text, parts)


def _strip_extras(name: str, parts: NameParts) -> str:
    """Return a name without titles, and without what stands behind it."""
    return " ".join(word for word in (parts.given, parts.surname, parts.literal) if word) or name


def _has_same_words(one: NameParts, other: NameParts) -> bool:
    words = sorted(fold_spelling(word) for word in f"{one.given} {one.surname}".split())
    other_words = sorted(fold_spelling(word) for word in f"{other.given} {other.surname}".split())
    return words == other_words


def list_language_versions(name: Text) -> tuple[str, ...]:
    """List what a name is in every language."""
    if isinstance(name, str):
        return (name,)
    return tuple(name.values())
