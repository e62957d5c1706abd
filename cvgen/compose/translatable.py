"""The texts of a profile that are to be translated, with their versions by language."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from cvgen.errors import Place
from cvgen.files.yamlfile import KeyPath
from cvgen.profile.academic import Service, Software, Supervision
from cvgen.profile.basics import Basics, NetworkProfile
from cvgen.profile.fields import PersonRecord
from cvgen.profile.model import Profile
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.profile.sections import Reference
from cvgen.profile.texts import ProfileText, iterate_profile_texts
from cvgen.text.language_tags import find_nearest_tag, find_script, is_same_language
from cvgen.text.patterns import compile_late

# Names of people, networks and programs, what a publication is called, where it appeared, and what
# was reviewed for.
_SHARED = {
    (Basics, "name"),
    (PersonRecord, "name"),
    (AuthorRecord, "name"),
    (Reference, "name"),
    (Supervision, "name"),
    (NetworkProfile, "network"),
    (Publication, "name"),
    (Publication, "originalTitle"),
    (Publication, "containerTitle"),
    (Publication, "eventTitle"),
    (Publication, "collectionTitle"),
    (Publication, "publisher"),
    (Publication, "publisherPlace"),
    (Publication, "badge"),
    (Software, "name"),
    (Service, "venues"),
}
_ADDRESS = compile_late(r"(?<!\S)\S*?(?:://|@)\S*")
_LETTERS = compile_late(r"[^\W\d_]+")
# Which letters of Unicode (by the first word of their names) a script is written in.
_SCRIPTS = {
    "Arab": {"ARABIC"},
    "Cyrl": {"CYRILLIC"},
    "Deva": {"DEVANAGARI"},
    "Grek": {"GREEK"},
    "Hans": {"CJK"},
    "Hant": {"CJK"},
    "Hebr": {"HEBREW"},
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA"},
    "Kore": {"HANGUL"},
    "Latn": {"LATIN"},
}
_UNSPACED = {"CJK", "HIRAGANA", "KATAKANA"}


class TranslatableText(Struct, frozen=True):
    """One text of a profile: its versions by language, and whether it is written once for all."""

    path: KeyPath
    versions: Mapping[str, str]
    is_plain: bool

    @property
    def section(self) -> str:
        """The section that it stands in, or `basics`."""
        return str(next(iter(self.path), ""))


def list_translatable_texts(profile: Profile) -> tuple[TranslatableText, ...]:
    """List the texts to be translated, each once, though an alias repeats it."""
    own_language = get_own_language(profile)
    translatable: dict[tuple[Place, str], TranslatableText] = {}
    for written in iterate_profile_texts(profile):
        versions = _list_versions(written, own_language)
        if not versions or _stays_untranslated(written):
            continue
        key = (profile.tree.find_place(written.path), str(written.text))
        is_plain = isinstance(written.text, str)
        translatable.setdefault(key, TranslatableText(written.path, versions, is_plain))
    return tuple(translatable.values())


def _list_versions(written: ProfileText, own_language: str) -> dict[str, str]:
    if isinstance(written.text, str):
        return {own_language: written.text}
    return {tag: text for tag, text in written.text.items() if text.strip()}


def _stays_untranslated(written: ProfileText) -> bool:
    """Return whether a text needs no translation.

    That is a shared name; and if it is written once, a text of a publication, or without words.
    """
    if (written.record, written.field) in _SHARED:
        return True
    if not isinstance(written.text, str):
        return False
    return written.path[:1] == ("publications",) or not _has_words(written.text)


def _has_words(text: str) -> bool:
    """Return whether a text has words; beside a number, as in `2 of 120`, two letters are none."""
    without_addresses = _ADDRESS.sub(" ", text)
    least = 2
    if re.search(r"\d", without_addresses):
        least = 3
    for word in _LETTERS.findall(without_addresses):
        has_case = word.lower() != word.upper()
        if len(word) >= least or not has_case:
            return True
    return False


def is_written_in(text: str, language: str, own_language: str) -> bool:
    """Return whether half of a text or more is in the script of a language, if that is another."""
    scripts = _SCRIPTS.get(find_script(language), set())
    own_scripts = _SCRIPTS.get(find_script(own_language), set())
    words = _count_words_by_script(text)
    count = sum(words[script] for script in scripts - own_scripts)
    return count > 0 and 2 * count >= words.total()


def _count_words_by_script(text: str) -> Counter[str]:
    """Count words and parts of words in another script; of Chinese, pairs of letters."""
    words: Counter[str] = Counter()
    for run in _LETTERS.findall(text):
        for script, length in _split_by_script(run):
            if script in _UNSPACED:
                words[script] += (length + 1) // 2
            else:
                words[script] += 1
    return words


def _split_by_script(run: str) -> list[tuple[str, int]]:
    """Split a run of letters where the script changes, and return the script and length of each."""
    parts: list[tuple[str, int]] = []
    for letter in run:
        script = unicodedata.name(letter, "").partition(" ")[0]
        if parts and parts[-1][0] == script:
            parts[-1] = (script, parts[-1][1] + 1)
        else:
            parts.append((script, 1))
    return parts


def get_own_language(profile: Profile) -> str:
    """Return the language that a profile is written in."""
    return profile.settings.language or "en"


def find_version(language: str, versions: Iterable[str]) -> str | None:
    """Find the version that serves a language: zh-Hans for zh, and not zh-Hant."""
    tag = find_nearest_tag(language, versions)
    if not tag or not is_same_language(tag, language):
        return None
    return tag


def find_source(text: TranslatableText, own_language: str) -> str:
    """Find the version that the others are made from.

    It is that in the profile's own language, in English, or the first.
    """
    for language in (own_language, "en"):
        source = find_version(language, text.versions)
        if source:
            return source
    return next(iter(text.versions))
