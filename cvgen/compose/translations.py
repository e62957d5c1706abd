"""Report what of a profile is not translated into a language, or has changed since it was.

What each translation was made from is remembered in a file beside the profile, as hashes of both
texts: nothing there depends on where a text stands, so entries may move.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cvgen.compose.locale import find_locale
from cvgen.compose.translatable import (
    TranslatableText,
    find_source,
    find_version,
    get_own_language,
    is_written_in,
    list_translatable_texts,
)
from cvgen.errors import Diagnostic, ProfileError, in_order
from cvgen.files import yamlfile
from cvgen.files.openfile import leads_outside
from cvgen.profile.files import describe_outer_link
from cvgen.profile.model import Profile
from cvgen.text.language_tags import is_same_language, normalize_tag
from cvgen.text.patterns import compile_late

# Of each translation, by language and hash, the hashes of the texts that it was made from.
Sources = dict[str, frozenset[str]]
_LINE = compile_late(r"[\w-]+ [0-9a-f]{16}: [0-9a-f]{16}( [0-9a-f]{16})*")
_SHOWN_CHARACTERS = 60  # of a text in a message
_RESTORE = (
    "restore it from version control, or delete it:"
    " then every translation counts as made from its text of today"
)
_HEADER = (
    "# What each translation in {} was made from,"
    " by which 'cvgen translations' finds what changed since.\n"
    "# A language and the hash of a text in it: the hash of the text behind it."
    " Written by that command alone; keep it in version control.\n"
)


def list_target_languages(profile: Profile, requested: Iterable[str] = ()) -> tuple[str, ...]:
    """List the languages to report on: those requested, or else all in the profile beside its own.

    Raises VariantError for a request that no build could fulfil.
    """
    tags = [find_locale(language).language for language in requested]
    if tags:
        return tuple(dict.fromkeys(tags))
    known = [get_own_language(profile)]
    for language in _list_used_languages(profile):
        tag = normalize_tag(language)
        if not any(is_same_language(tag, other) for other in known):
            known.append(tag)
    return tuple(known[1:])


def _list_used_languages(profile: Profile) -> list[str]:
    languages: list[str] = []
    for text in list_translatable_texts(profile):
        languages += text.versions
    for variant in profile.variants.values():
        if variant.language:
            languages.append(variant.language)
    return languages


def get_sources_path(profile: Profile) -> Path:
    """Return the path of the file that remembers the sources of a profile's translations."""
    path = Path(profile.tree.file)
    return path.with_name(f"{path.stem}.translations.yaml")


def read_sources(path: Path) -> Sources:
    """Read the sources of translations; where there is no file, none are known.

    Raises ProfileError with all findings if the file is not as it was written.
    """
    if not path.exists():
        return {}
    if leads_outside(path, path.parent):
        raise ProfileError(describe_outer_link(path))
    try:
        tree = yamlfile.read_yaml(path)
    except ProfileError as error:
        findings = [replace(finding, hint=_RESTORE) for finding in error.diagnostics]
        raise ProfileError(*findings) from None
    lines = _list_lines(tree.data)
    message = (
        "this is not what 'cvgen translations' writes:"
        " a language and a hash, and the hashes that go with them"
    )
    errors: list[Diagnostic] = []
    for mark, hashes in lines.items():
        if not _LINE.fullmatch(f"{mark}: {hashes}"):
            place = tree.find_place((mark,), key=True)
            errors.append(Diagnostic("P290", message, place, _RESTORE))
    if errors:
        raise ProfileError(*errors)
    return {mark: frozenset(hashes.split()) for mark, hashes in lines.items()}


def _list_lines(data: Any) -> dict[str, Any]:
    """Return the lines of the file; what is no mapping is a line without a key, which is wrong."""
    if data is None:
        return {}
    if isinstance(data, dict):
        return data
    return {"": data}


def update_sources(profile: Profile, known: Sources, accepted: Iterable[str] = ()) -> Sources:
    """Update the sources to the profile.

    New translations, and all of accepted languages, are made from what is there now.
    """
    languages = tuple(accepted)
    sources: Sources = {}
    for mark, present in _hash_sources(profile).items():
        known_sources = known.get(mark, present)
        language = mark.partition(" ")[0]
        is_accepted = any(is_same_language(language, other) for other in languages)
        if is_accepted or present <= known_sources:
            sources[mark] = present
        else:
            sources[mark] = known_sources
    return sources


def _hash_sources(profile: Profile) -> Sources:
    """Hash the translations that a profile has, and what each would be made from now."""
    own_language = get_own_language(profile)
    hashes: dict[str, set[str]] = {}
    for text in list_translatable_texts(profile):
        source = find_source(text, own_language)
        for tag, version in text.versions.items():
            if is_same_language(tag, source) or _is_private(text, (tag, source), profile):
                continue
            mark = _format_mark(tag, version)
            hashes.setdefault(mark, set()).add(_hash_text(text.versions[source]))
    return {mark: frozenset(sources) for mark, sources in hashes.items()}


def _is_private(text: TranslatableText, tags: tuple[str, ...], profile: Profile) -> bool:
    """Return whether one of the versions is private.

    Of what is private not even a hash may get around: that of a short text can be guessed.
    """
    return any(profile.tree.is_private((*text.path, tag)) for tag in tags)


def format_sources(known: Sources, profile: Profile) -> bytes:
    """Format the file that remembers the sources of translations."""
    content = _HEADER.format(Path(profile.tree.file).name)
    for mark in sorted(known):
        hashes = " ".join(sorted(known[mark]))
        content += f"{mark}: {hashes}\n"
    return content.encode()


def _format_mark(tag: str, version: str) -> str:
    return f"{normalize_tag(tag)} {_hash_text(version)}"


def _hash_text(text: str) -> str:
    return blake2b(_join_lines(text).encode(), digest_size=8).hexdigest()


def _join_lines(text: str) -> str:
    return " ".join(text.split())


class MissingTranslation(Diagnostic, frozen=True):
    """The finding that a text is not translated."""


class OutdatedTranslation(Diagnostic, frozen=True):
    """The finding that a text was translated from what has changed since."""


def _count_type(findings: Sequence[Diagnostic], kind: type[Diagnostic]) -> int:
    return sum(isinstance(finding, kind) for finding in findings)


class TranslationCount(Struct, frozen=True):
    """How much of a section, or of the whole profile, is translated into one language.

    There is a finding for each text that is not.
    """

    name: str
    texts: int
    findings: tuple[Diagnostic, ...]

    @property
    def missing(self) -> int:
        """How many texts are not translated."""
        return _count_type(self.findings, MissingTranslation)

    @property
    def out_of_date(self) -> int:
        """How many texts were translated from what has changed since."""
        return _count_type(self.findings, OutdatedTranslation)

    @property
    def translated(self) -> int:
        """How many texts are translated from what is there now."""
        return self.texts - len(self.findings)

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.translated} of {self.texts} texts translated,"
            f" {self.missing} missing, {self.out_of_date} out of date"
        )


def report_translations(
    profile: Profile, language: str, known: Sources
) -> tuple[TranslationCount, tuple[TranslationCount, ...]]:
    """Count the texts translated into one language: of all, and of each section.

    Sections stand in the order of the file.
    """
    check = _Check(profile, language, known)
    texts: dict[str, int] = {}
    findings: dict[str, list[Diagnostic]] = {}
    for text in list_translatable_texts(profile):
        texts[text.section] = texts.get(text.section, 0) + 1
        finding = check.check_text(text)
        if finding:
            findings.setdefault(text.section, []).append(finding)
    counts: list[TranslationCount] = []
    for section, number in texts.items():
        counts.append(TranslationCount(section, number, in_order(findings.get(section, ()))))
    all_findings = [finding for section in findings.values() for finding in section]
    total = TranslationCount(language, sum(texts.values()), in_order(all_findings))
    return total, tuple(counts)


class _Check(Struct, frozen=True):
    """A profile as a reader of one language sees it."""

    profile: Profile
    language: str
    known: Sources

    def check_text(self, text: TranslatableText) -> Diagnostic | None:
        """Return the finding about a text, if there is one."""
        own_language = get_own_language(self.profile)
        source = find_source(text, own_language)
        tag = find_version(self.language, text.versions)
        if tag is None:
            if text.is_plain and is_written_in(
                text.versions[own_language], self.language, own_language
            ):
                return None
            return self.report_missing(text, source)
        if is_same_language(tag, source):
            return None
        sources = self.known.get(_format_mark(tag, text.versions[tag]))
        if sources is None or _hash_text(text.versions[source]) in sources:
            return None
        return self.report_out_of_date(text, source, tag)

    def report_missing(self, text: TranslatableText, source: str) -> Diagnostic:
        """Report a text that there is no version of."""
        hint = f"add '{self.language}: …' to it"
        if text.is_plain:
            hint = f"write {{{source}: …, {self.language}: …}}"
        shown = _shorten_text(text.versions[source])
        message = f"not translated into {self.language}: '{shown}'"
        place = self.profile.tree.find_place(text.path)
        return MissingTranslation("W330", message, place, hint, "warning")

    def report_out_of_date(self, text: TranslatableText, source: str, tag: str) -> Diagnostic:
        """Report a version whose source is another one now."""
        shown = _shorten_text(text.versions[source])
        message = (
            f"the {source} text that this {tag} one was made from has changed since;"
            f" now it is '{shown}'"
        )
        hint = (
            "translate it again; or, where all that is out of date still fits,"
            " run 'cvgen translations --accept'"
        )
        place = self.profile.tree.find_place((*text.path, tag))
        return OutdatedTranslation("W331", message, place, hint, "warning")


def _shorten_text(text: str) -> str:
    line = _join_lines(text)
    if len(line) <= _SHOWN_CHARACTERS:
        return line
    return line[: _SHOWN_CHARACTERS - 1] + "…"
