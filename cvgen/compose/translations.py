"""Takes a profile, gives what of it is not translated into a language, and what has changed since it was.

What each translation was made from is remembered beside the profile, as hashes of both texts: nothing there depends on
where a text stands, so entries may move.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import groupby
from pathlib import Path

from cvgen.compose import locale
from cvgen.errors import Diagnostic, Place, ProfileError, in_order
from cvgen.files import yamlfile
from cvgen.files.yamlfile import Path_
from cvgen.profile.academic import Service, Software, Supervision
from cvgen.profile.basics import Basics, NetworkProfile
from cvgen.profile.fields import PersonRecord
from cvgen.profile.load import Profile
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.profile.sections import Reference
from cvgen.profile.texts import Written, texts
from cvgen.text.language_tags import find_script as script
from cvgen.text.language_tags import is_same_language, nearest, normalize_tag

MISSING, OUT_OF_DATE = "W330", "W331"
Sources = dict[
    str, frozenset[str]
]  # of each translation, by its mark, the hashes of the texts that it was made from

# Names of people, networks and programs, what a publication is called, where it appeared, and what was reviewed for.
_SHARED = {
    (Basics, "name"), (PersonRecord, "name"), (AuthorRecord, "name"), (Reference, "name"), (Supervision, "name"),
    (NetworkProfile, "network"), (Publication, "name"), (Publication, "publisher"), (Publication, "badge"),
    (Software, "name"), (Service, "venues"),
}  # fmt: skip
_ADDRESS = re.compile(r"\S*(?:://|@)\S*")
_LETTERS = re.compile(r"[^\W\d_]+")
# Which letters of Unicode (by the first word of their names) a script is written in.
_SCRIPTS = {
    "Arab": {"ARABIC"}, "Cyrl": {"CYRILLIC"}, "Deva": {"DEVANAGARI"}, "Grek": {"GREEK"}, "Hans": {"CJK"}, "Hant": {"CJK"},
    "Hebr": {"HEBREW"}, "Jpan": {"CJK", "HIRAGANA", "KATAKANA"}, "Kore": {"HANGUL"}, "Latn": {"LATIN"},
}  # fmt: skip
_UNSPACED = {"CJK", "HIRAGANA", "KATAKANA"}


def _stays(one: Written) -> bool:
    """Say whether a text needs no translation: a shared name; and if it is written once, one of a publication, or without words."""
    if (one.record, one.field) in _SHARED:
        return True
    return isinstance(one.text, str) and (
        one.path[:1] == ("publications",) or not _has_words(one.text)
    )


def _has_words(text: str) -> bool:
    """Look for words; beside a number, as in `2 of 120`, one or two letters are none."""
    bare = _ADDRESS.sub(" ", text)
    least = 3 if re.search(r"\d", bare) else 2
    return any(
        len(word) >= least or word.lower() == word.upper() for word in _LETTERS.findall(bare)
    )


def _is_in(text: str, language: str, own: str) -> bool:
    """Say whether half of a text or more is written as the language is, and the profile's own is not."""
    letters = _SCRIPTS.get(script(language), set()) - _SCRIPTS.get(script(own), set())
    words: Counter[str] = Counter()
    for run in _LETTERS.findall(text):
        for name, part in groupby(
            run, lambda letter: unicodedata.name(letter, "").partition(" ")[0]
        ):
            words[name] += (len([*part]) + 1) // 2 if name in _UNSPACED else 1
    count = sum(words[name] for name in letters)
    return count > 0 and 2 * count >= words.total()


@dataclass(frozen=True, slots=True)
class _Piece:
    """One text of a profile: its versions by language, and whether it was written as one for all of them."""

    path: Path_
    versions: Mapping[str, str]
    plain: bool

    @property
    def section(self) -> str:
        return str(next(iter(self.path), ""))


def _pieces(profile: Profile) -> tuple[_Piece, ...]:
    """List the texts to be translated, each once, though an alias repeats it."""
    own = _own(profile)
    found: dict[tuple[Place, str], _Piece] = {}
    for one in texts(profile):
        versions = (
            {own: one.text}
            if isinstance(one.text, str)
            else {tag: text for tag, text in one.text.items() if text.strip()}
        )
        if versions and not _stays(one):
            place = profile.tree.place(one.path)
            found.setdefault(
                (place, str(one.text)), _Piece(one.path, versions, plain=isinstance(one.text, str))
            )
    return tuple(found.values())


def targets(profile: Profile, wished: Iterable[str] = ()) -> tuple[str, ...]:
    """Give the languages to report on: those wished for, or else all that the profile has beside its own.

    Raises VariantError for a wish that no build could fulfil.
    """
    if wishes := [locale.find(wish).language for wish in wished]:
        return tuple(dict.fromkeys(wishes))
    used = [tag for piece in _pieces(profile) for tag in piece.versions]
    used += [variant.language for variant in profile.variants.values() if variant.language]
    found: list[str] = []
    for tag in map(normalize_tag, used):
        if not any(is_same_language(tag, other) for other in (_own(profile), *found)):
            found.append(tag)
    return tuple(found)


def _own(profile: Profile) -> str:
    return profile.settings.language or "en"


def _serving(wish: str, versions: Iterable[str]) -> str | None:
    """Choose the version that serves a wish: zh-Hans for zh, and not zh-Hant."""
    tag = nearest(wish, versions)
    return tag if tag and is_same_language(tag, wish) else None


def _source(piece: _Piece, own: str) -> str:
    """Choose the version that the others are made from: that in the profile's own language, in English, or the first."""
    return (
        _serving(own, piece.versions)
        or _serving("en", piece.versions)
        or next(iter(piece.versions))
    )


def memory(profile: Profile) -> Path:
    """Name the file that remembers what the translations of a profile were made from."""
    path = Path(profile.tree.file)
    return path.with_name(f"{path.stem}.translations.yaml")


def recall(path: Path) -> Sources:
    """Read such a file; where there is none, nothing is known.

    Raises ProfileError with all findings if it is not as it was written.
    """
    if not path.exists():
        return {}
    hint = "restore it from version control, or delete it: then every translation counts as made from its text of today"
    try:
        tree = yamlfile.read(path)
    except ProfileError as error:
        raise ProfileError(*(replace(found, hint=hint) for found in error.diagnostics)) from None
    data = (
        tree.data if isinstance(tree.data, dict) else {} if tree.data is None else {"": tree.data}
    )
    broken = [
        key
        for key, value in data.items()
        if not re.fullmatch(r"[\w-]+ [0-9a-f]{16}: [0-9a-f]{16}( [0-9a-f]{16})*", f"{key}: {value}")
    ]
    if broken:
        message = "this is not what 'cvgen translations' writes: a language and a hash, and the hashes that go with them"
        raise ProfileError(
            *(Diagnostic("P290", message, tree.place((key,), key=True), hint) for key in broken)
        )
    return {key: frozenset(value.split()) for key, value in data.items()}


def updated(profile: Profile, known: Sources, accepted: Iterable[str] = ()) -> Sources:
    """Bring what is known up to the profile: new translations, and all of accepted languages, are made from what is there now."""
    languages = tuple(accepted)
    kept = {}
    for mark, sources in _present(profile).items():
        before = known.get(mark, sources)
        is_accepted = any(
            is_same_language(mark.partition(" ")[0], language) for language in languages
        )
        kept[mark] = sources if is_accepted or sources <= before else before
    return kept


def _present(profile: Profile) -> Sources:
    own, tree = _own(profile), profile.tree
    found: dict[str, set[str]] = {}
    for piece in _pieces(profile):
        source = _source(piece, own)
        for tag, version in piece.versions.items():
            # Of what is private not even a hash may get around: that of a short text can be guessed.
            if not is_same_language(tag, source) and not any(
                tree.is_private((*piece.path, one)) for one in (tag, source)
            ):
                found.setdefault(_mark(tag, version), set()).add(_hash(piece.versions[source]))
    return {mark: frozenset(sources) for mark, sources in found.items()}


def written(known: Sources, profile: Profile) -> bytes:
    """Word the file that remembers."""
    head = f"# What each translation in {Path(profile.tree.file).name} was made from, by which 'cvgen translations' finds what changed since.\n"
    keep = "# A language and the hash of a text in it: the hash of the text behind it. Written by that command alone; keep it in version control.\n"
    return (
        head
        + keep
        + "".join(f"{mark}: {' '.join(sorted(known[mark]))}\n" for mark in sorted(known))
    ).encode()


def _mark(tag: str, version: str) -> str:
    return f"{normalize_tag(tag)} {_hash(version)}"


def _hash(text: str) -> str:
    return blake2b(_in_one_line(text).encode(), digest_size=8).hexdigest()


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Count:
    """How much of a section, or of the whole profile for one language, is translated; a finding for each text that is not."""

    name: str
    texts: int
    findings: tuple[Diagnostic, ...]

    @property
    def missing(self) -> int:
        """How many texts are not translated."""
        return sum(found.code == MISSING for found in self.findings)

    @property
    def out_of_date(self) -> int:
        """How many texts were translated from what has changed since."""
        return sum(found.code == OUT_OF_DATE for found in self.findings)

    @property
    def translated(self) -> int:
        """How many texts are translated from what is there now."""
        return self.texts - len(self.findings)

    def __str__(self) -> str:
        return f"{self.name}: {self.translated} of {self.texts} texts translated, {self.missing} missing, {self.out_of_date} out of date"


def report(profile: Profile, language: str, known: Sources) -> tuple[Count, tuple[Count, ...]]:
    """Look at every text for one language; give the count of all, and that of each section in the order of the file."""
    seen = _Seen(profile, language, known)
    sections: dict[str, list[_Piece]] = {}
    for piece in _pieces(profile):
        sections.setdefault(piece.section, []).append(piece)
    counts = tuple(
        Count(name, len(pieces), in_order(filter(None, map(seen.finding, pieces))))
        for name, pieces in sections.items()
    )
    findings = in_order(found for count in counts for found in count.findings)
    return Count(language, sum(count.texts for count in counts), findings), counts


@dataclass(frozen=True, slots=True)
class _Seen:
    """A profile as a reader of one language sees it."""

    profile: Profile
    language: str
    known: Sources

    def finding(self, piece: _Piece) -> Diagnostic | None:
        """Say what is wrong with a text, if anything is."""
        own = _own(self.profile)
        source, tag = _source(piece, own), _serving(self.language, piece.versions)
        if tag is None:
            return (
                None
                if piece.plain and _is_in(piece.versions[own], self.language, own)
                else self.missing(piece, source)
            )
        now = _hash(piece.versions[source])
        if is_same_language(tag, source) or now in self.known.get(
            _mark(tag, piece.versions[tag]), {now}
        ):
            return None
        return self.out_of_date(piece, source, tag)

    def missing(self, piece: _Piece, source: str) -> Diagnostic:
        """Word the finding about a text that there is no version of."""
        hint = (
            f"write {{{source}: …, {self.language}: …}}"
            if piece.plain
            else f"add '{self.language}: …' to it"
        )
        message = f"not translated into {self.language}: '{_shown(piece.versions[source])}'"
        return Diagnostic(MISSING, message, self.profile.tree.place(piece.path), hint, "warning")

    def out_of_date(self, piece: _Piece, source: str, tag: str) -> Diagnostic:
        """Word the finding about a version whose source is another one now."""
        message = f"the {source} text that this {tag} one was made from has changed since; now it is '{_shown(piece.versions[source])}'"
        hint = "translate it again; or, where all that is out of date still fits, run 'cvgen translations --accept'"
        return Diagnostic(
            OUT_OF_DATE, message, self.profile.tree.place((*piece.path, tag)), hint, "warning"
        )


def _shown(text: str) -> str:
    line = _in_one_line(text)
    return line if len(line) <= 60 else line[:59] + "…"
