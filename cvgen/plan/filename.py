"""Names of files: in ASCII, by the target's pattern, safe on every system."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from cvgen.errors import Diagnostic, VariantError
from cvgen.files.names import is_reserved_name
from cvgen.plan.plan import Plan
from cvgen.profile.model import Profile
from cvgen.profile.name_match import fold_spelling
from cvgen.profile.name_parse import guess_unspaced_parts
from cvgen.profile.name_parts import is_cjk
from cvgen.profile.names import (
    NameVersion,
    list_alternate_names,
    list_name_versions,
    list_names,
    list_romanized_names,
)
from cvgen.target.target import Target
from cvgen.text.patterns import compile_late
from cvgen.text.transliterate import can_romanize, romanize

MOST_CHARACTERS = 80
SUFFIX = ".pdf"
_USUAL_STEM = "profile"  # of a file of its own folder
ANONYMOUS = "Anonymous"
_LONGEST_STEM = MOST_CHARACTERS - len(SUFFIX)
_NAME_FIELD = compile_late(r"\{(?:surname|given)\}", re.IGNORECASE)
_LEAST_PERSON = 20  # characters of a long name that stay beside a long rest
_LEAST_LETTERS = 4  # characters of a name that stay where a target takes short names only
SHORT_PATTERN = "{surname}_{document}.pdf"  # of a target that takes short names only


class FileSubject(Struct, frozen=True):
    """What a file is.

    Its kind in words, such as CV, and the reference and the programme that it is for.
    """

    document: str
    reference: str = ""
    programme: str = ""


class AsciiName(Struct, frozen=True):
    """The name of a person in ASCII, taken apart."""

    given: str
    surname: str


def name_cv_file(plan: Plan, *, with_theme: bool, is_one_of_several: bool = False) -> str:
    """Name a CV by the target's pattern, or after the person with what was chosen.

    `Ada_Example_CV_phd.pdf`. One of several of the same call has all its choices in its name, also
    where a pattern gives it.

    Raises VariantError where a pattern needs a name in A to Z and there is none.
    """
    target = plan.target
    theme = ""
    if with_theme:
        theme = Path(plan.request.theme or "").name
    if target and (target.file_name or target.file_name_length):
        name = fill_pattern(target, _romanize_subject(plan), FileSubject("CV"))
        if not is_one_of_several:
            return name
        choices = [_find_variant_word(plan) or "", plan.request.language or "", theme]
        return _add_words(name, choices, target)
    words = ["CV", *_list_choices(plan), theme]
    tail = _join_words(words)[: _LONGEST_STEM - _LEAST_PERSON]
    head = _name_subject(plan)[: _LONGEST_STEM - len(tail) - 1]
    return _make_safe(_join_words([head, tail]), target)


def name_namesake_file(plan: Plan, name: str) -> str:
    """Name a CV apart from that of another profile with the same name, by its own file or folder.

    `Wei_Zhang_CV_applicant-17.pdf`. An anonymous one has no such name, "", where it would tell who
    it is.
    """
    path = Path(plan.source.tree.file).absolute()
    word = path.parent.name if path.stem == _USUAL_STEM else path.stem
    if plan.is_anonymous and _names_person(word, plan.source):
        return ""
    spare_name = _add_words(name, [word], plan.target)
    return "" if spare_name == name else spare_name


def _list_choices(plan: Plan) -> list[str]:
    """List what was asked for by name."""
    request = plan.request
    choices = (request.target, _find_variant_word(plan), request.audience, request.language)
    return [choice for choice in choices if choice]


def _find_variant_word(plan: Plan) -> str | None:
    """Return the variant; one that tells who it is is not told of an anonymous CV."""
    variant = plan.request.variant
    if variant and plan.is_anonymous and _names_person(variant, plan.source):
        return None
    return variant


def _add_words(name: str, words: list[str], target: Target | None) -> str:
    """Add words to the name that a pattern gives."""
    longest = get_longest_stem(target)
    tail = _join_words(words)[: max(longest - _LEAST_PERSON, longest // 2)]
    if not tail:
        return name
    head = name.removesuffix(SUFFIX)[: longest - len(tail) - 1]
    return _make_safe(f"{head}_{tail}", target)


def _romanize_subject(plan: Plan) -> AsciiName | None:
    """Romanize the name of whom a file is about; nobody's, where nobody is to be named."""
    return None if plan.is_anonymous else romanize_person(plan.source)


def _name_subject(plan: Plan) -> str:
    return ANONYMOUS if plan.is_anonymous else _name_person_or_folder(plan.source)


def name_letter_file(plan: Plan, letter: Path) -> str:
    """Name a letter by the target's pattern, or after the person and its own file.

    `Ada_Example_cover-letter.pdf`.

    Raises VariantError as `name_cv_file` does.
    """
    document = to_ascii(letter.stem) or "letter"
    target = plan.target
    if target and (target.file_name or target.file_name_length):
        return fill_pattern(target, _romanize_subject(plan), FileSubject(document))
    return _make_safe(_join_words([_name_subject(plan), document]), target)


def fill_pattern(target: Target, person: AsciiName | None, subject: FileSubject) -> str:
    """Fill in the pattern of a target.

    Without a person, the word Anonymous stands for the surname; where the target takes short names
    only, the surname is cut and the document stays.
    """
    person = person or AsciiName("", ANONYMOUS)
    surname, given = to_ascii(person.surname), to_ascii(person.given)
    pattern = (target.file_name or SHORT_PATTERN).removesuffix(SUFFIX)
    words = {
        "surname": surname,
        "given": given,
        "SURNAME": surname.upper(),
        "GIVEN": given.upper(),
        "document": to_ascii(subject.document),
        "reference": to_ascii(subject.reference),
        "programme": to_ascii(subject.programme),
    }
    stem = _fill_words(pattern, words)
    for name in ("given", "surname", "GIVEN", "SURNAME"):
        excess = max(len(stem) - get_longest_stem(target), 0)
        words[name] = words[name][: max(len(words[name]) - excess, _LEAST_LETTERS)]
        stem = _fill_words(pattern, words)
    # Where nothing was filled in, nothing is left of what joined it to the rest.
    stem = re.sub(r"([_ -])[_ -]+", r"\1", stem)
    return _make_safe(stem, target)


def _fill_words(pattern: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: words.get(match[1], ""), pattern)


def get_longest_stem(target: Target | None) -> int:
    """Return how many characters a name may have before its ending."""
    if target is None or target.file_name_length is None:
        return _LONGEST_STEM
    return min(target.file_name_length - len(SUFFIX), _LONGEST_STEM)


def romanize_person(profile: Profile) -> AsciiName:
    """Take the name apart as it is written in A to Z.

    In English if it is given so, else in what can be written so.

    Raises VariantError where no spelling can.
    """
    name = next(_list_romanizable_names(profile), None)
    if name is None:
        message = "a file is named after the person, and the name is not there in A to Z"
        place = profile.tree.find_place(("basics", "name"))
        hint = "add it as it stands in a passport: name: {en: Ze-Feng Gao, zh: 高泽峰}"
        raise VariantError(Diagnostic("V110", message, place, hint))
    given = romanize(name.parts.given, name.language)
    surname = romanize(name.parts.surname or name.parts.literal, name.language)
    return AsciiName(given, surname)


def check_surname_guess(plan: Plan) -> Iterator[Diagnostic]:
    """Warn where a file is to be named by a surname that the profile does not tell for certain."""
    target = plan.target
    if plan.is_anonymous or target is None or not _NAME_FIELD.search(target.file_name or ""):
        return
    yield from find_surname_guess(plan.source)


def find_surname_guess(profile: Profile, language: str = "") -> Iterator[Diagnostic]:
    """Report a surname that is a guess, with how to say it.

    It is of the name by which files are named, or else of the one in a language.
    """
    for name in _list_surname_sources(profile, language):
        parts = name.parts
        if is_cjk(parts.literal):
            parts = guess_unspaced_parts(parts.literal)
        if parts.is_guess:
            surname = parts.surname or parts.literal
            message = f"'{surname}' is taken for the surname in '{name.bare_text}'"
            given = parts.given or "…"
            hint = f"if it is not: name: {{given: {given}, family: {surname}}}, with yours"
            place = profile.tree.find_place(("basics", "name"))
            yield Diagnostic("V111", message, place, hint, "warning")
            return


def _list_surname_sources(profile: Profile, language: str) -> list[NameVersion]:
    """List the names of which surnames are taken; one in A to Z tells the most."""
    names = [name for name in _list_names(profile) if name.language == language]
    romanizable = next(_list_romanizable_names(profile), None)
    if romanizable:
        return [romanizable, *(name for name in names if name.parts.family)]
    return names or _list_names(profile)[:1]


def _name_person_or_folder(profile: Profile) -> str:
    romanizable = next(_list_romanizable_names(profile), None)
    if romanizable:
        return to_ascii(romanize(romanizable.bare_text, romanizable.language))
    for name in _list_names(profile):
        if to_ascii(name.bare_text):
            return to_ascii(name.bare_text)
    return to_ascii(profile.folder.resolve().name) or "profile"


def _list_romanizable_names(profile: Profile) -> Iterator[NameVersion]:
    """List the names that can be written in A to Z as a whole."""
    for name in _list_names(profile):
        if can_romanize(name.bare_text, name.language):
            yield name


def _list_names(profile: Profile) -> list[NameVersion]:
    """List the names that the profile gives, English first; one text is in its language."""
    versions = list_name_versions(profile.basics, profile.settings.language or "")
    versions.sort(key=lambda name: name.language.split("-")[0].lower() != "en")
    return [*versions, *list_alternate_names(profile.basics)]


def _names_person(words: str, profile: Profile) -> bool:
    """Say whether words hold one of the person's names."""
    text = fold_spelling(words)
    for name in (*list_names(profile.basics), *list_romanized_names(profile.basics)):
        for part in f"{name.parts.given} {name.parts.surname} {name.parts.literal}".split():
            plain_part = fold_spelling(part)
            if len(plain_part) > 1 and plain_part in text:
                return True
    return False


def to_ascii(text: str) -> str:
    """Keep letters, digits and hyphens of a text, in ASCII, with `_` between its words."""
    return re.sub(r"[^A-Za-z0-9-]+", "_", romanize(text)).strip("_-")[:_LONGEST_STEM]


def _join_words(words: list[str]) -> str:
    return "_".join(filter(None, map(to_ascii, words)))


def _make_safe(stem: str, target: Target | None) -> str:
    """Keep a name to the letters that are demanded and the length that systems take.

    Dodge what Windows keeps for itself.
    """
    only_letters = target is not None and target.file_characters == "ascii-letters"
    if only_letters:
        stem = re.sub(r"[^A-Za-z0-9]", "", stem)
    elif target is not None and target.file_characters == "ascii-words":
        stem = re.sub(r"[^A-Za-z0-9_-]+", "_", stem)
    stem = stem[: get_longest_stem(target)].strip("._ -") or "file"
    if is_reserved_name(stem):
        stem = ("file" if only_letters else "file_") + stem
    return stem + SUFFIX
