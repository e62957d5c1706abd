"""Parse names of people into the parts that CSL has: given, particle, family, suffix.

A comma tells the family name ("Family, Given"); without one the parts are guessed, and a guess
that may be wrong says so. Titles and letters behind a name are parts of their own.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from cvgen.profile.name_parts import NameParts, is_cjk
from cvgen.profile.name_words import is_group, is_suffix, load_name_words
from cvgen.text.joining import join_filled
from cvgen.text.patterns import compile_late

_ROMAN_SUFFIX = compile_late(r"[IVX]{2,}|IV")
_INITIALS = compile_late(r"(?:[^\W\d_]{1,2}\.[-‐]?)+|[^\W\d_](?:[-‐][^\W\d_])*")
_CAPITALS = compile_late(r"[^\W\d_]{2,3}")
_UNSPACED_SURNAMES = ("compound_surnames", "han_surnames", "hangul_surnames")
_MOST_INITIALS = 3  # that are written without points
_SURE_WORDS = 2  # a name of so many words has one of each


@lru_cache(maxsize=8192)
def parse_name_parts(name: str, family: str = "") -> NameParts:
    """Take a name apart; a `family` that is known, with its particles, is not guessed."""
    text = " ".join(name.split())
    if not family and is_group(text):
        return NameParts(literal=text)
    bare, suffixes = _split_comma_suffixes(text)
    parts = _parse_known_family(bare, family)
    if parts is None:
        parts = _parse_without_suffixes(bare)
    if parts.literal and not suffixes:
        return replace(parts, literal=text)
    return _add_suffixes(parts, suffixes)


def _split_comma_suffixes(text: str) -> tuple[str, list[str]]:
    """Split a name from what commas set behind it: Jr., PhD, FRS."""
    parts = [part.strip() for part in text.split(",")]
    suffixes: list[str] = []
    while len(parts) > 1 and is_suffix(parts[-1]):
        suffixes.insert(0, parts.pop())
    return ", ".join(part for part in parts if part), suffixes


def _add_suffixes(parts: NameParts, suffixes: list[str]) -> NameParts:
    generations = [parts.suffix]
    letters = [parts.postnominals]
    for suffix in suffixes:
        if suffix.casefold() in load_name_words("suffixes"):
            generations.append(suffix)
        else:
            letters.append(suffix)
    return replace(
        parts,
        suffix=join_filled(" ", *generations),
        postnominals=join_filled(", ", *letters),
    )


def _parse_known_family(text: str, family: str) -> NameParts | None:
    """Parse a name whose family name is known and stands at its end or its start."""
    if not family or not _has_family(text, family):
        return None
    if text == family:
        return NameParts(literal=text)
    if text.endswith(family):
        given = text.removesuffix(family)
    else:
        given = text.removeprefix(family)
    particle, bare_family = _split_leading_particles(family.split())
    words, title = _split_titles(given.replace(",", " ").split())
    return NameParts(" ".join(words), particle, bare_family, title=title)


def _has_family(text: str, family: str) -> bool:
    return text.endswith(family) or text.startswith(family)


def _parse_without_suffixes(text: str) -> NameParts:
    comma_parts = [part.strip() for part in text.split(",")]
    if len(comma_parts) == 1:
        return _parse_natural_order(text)
    if len(comma_parts) == 3 and is_suffix(comma_parts[1]):
        return replace(_parse_family_first(comma_parts[0], comma_parts[2]), suffix=comma_parts[1])
    if len(comma_parts) == 2 and " and " not in text:
        return _parse_family_first(*comma_parts)
    return NameParts(literal=text)


def _parse_family_first(family: str, given: str) -> NameParts:
    """Parse "von Last, First", and "Last, First von" as libraries have it."""
    family_words = family.split()
    suffix = ""
    if len(family_words) > 1 and _is_generation(family_words[-1]):
        suffix = family_words.pop()
    particle, bare_family = _split_leading_particles(family_words)
    words, title = _split_titles(given.split())
    words, postnominals = _split_postnominals(words, least=1)
    dropping_start = len(words)
    while dropping_start > 1 and _is_particle(words[dropping_start - 1]):
        dropping_start -= 1
    return NameParts(
        given=" ".join(words[:dropping_start]),
        particle=particle,
        family=bare_family,
        suffix=suffix,
        dropping_particle=" ".join(words[dropping_start:]),
        title=title,
        postnominals=postnominals,
    )


def _split_leading_particles(words: list[str]) -> tuple[str, str]:
    """Split a family name from the small words in front of it."""
    start = 0
    while start < len(words) - 1 and words[start][0].islower():
        start += 1
    return " ".join(words[:start]), " ".join(words[start:])


def _parse_natural_order(text: str) -> NameParts:
    """Parse a name without a comma: given name first, or family name with initials behind it."""
    words, title = _split_titles(text.split())
    words, postnominals = _split_postnominals(words, least=2)
    suffix = ""
    if len(words) > 2 and _is_generation(words[-1]):
        suffix = words.pop()
    parts = _split_words(words, has_title=bool(title))
    if parts.literal and not title:
        return NameParts(literal=text)
    return replace(parts, title=title, postnominals=postnominals, suffix=suffix)


def _split_words(words: list[str], *, has_title: bool) -> NameParts:
    """Split the words of a name by its script, its form, or else at its last word."""
    whole = " ".join(words)
    if is_cjk(whole):
        return _split_cjk(words)
    if len(words) < 2:
        return NameParts(family=whole) if has_title else NameParts(literal=whole)
    if "and" in words or _is_small_word(words[0]):
        return NameParts(literal=whole)
    return (
        _find_slavic_surname(words)
        or _find_capitals(words)
        or _split_initials_behind(words)
        or _split_at_surname(words)
    )


def _find_slavic_surname(words: list[str]) -> NameParts | None:
    """Split a surname from a given name and the father's behind it, or by its ending."""
    if len(words) == 3 and _is_patronymic(words[2]):
        return NameParts(" ".join(words[1:]), family=words[0])
    if len(words) == 2 and _is_surname(words[0]) and not _is_surname(words[1]):
        return NameParts(words[1], family=words[0], is_guess=True)
    return None


def _is_surname(word: str) -> bool:
    """Say whether a word can be nothing but a surname by its ending, as in "Петров Иван"."""
    plain = word.casefold()
    if plain in load_name_words("surname_like_given_names"):
        return False
    return plain.endswith(tuple(load_name_words("surname_endings")))


def _is_small_word(word: str) -> bool:
    """Say whether a word begins small and is no particle, as in "bell hooks"."""
    return word[0].islower() and not _is_particle(word)


def _split_cjk(words: list[str]) -> NameParts:
    """Split a name in Chinese, Japanese or Korean where a space does: the family name is first."""
    if len(words) == 1:
        return NameParts(literal=words[0])
    return NameParts(given="".join(words[1:]), family=words[0])


def _is_generation(word: str) -> bool:
    return bool(_ROMAN_SUFFIX.fullmatch(word)) or word.casefold() in load_name_words("suffixes")


def _find_capitals(words: list[str]) -> NameParts | None:
    """Split a name whose surname, at one end, is in capitals: "DUPONT Marie", "Wei LI"."""
    are_capitals = [_is_capital_surname(word) for word in words]
    count = sum(are_capitals)
    if count in (0, len(words)):
        return None
    if all(are_capitals[:count]):
        return NameParts(" ".join(words[count:]), family=" ".join(words[:count]))
    if all(are_capitals[-count:]):
        particle, given = "", words[:-count]
        while len(given) > 1 and _is_particle(given[-1]):
            particle = f"{given.pop()} {particle}".strip()
        return NameParts(" ".join(given), particle, " ".join(words[-count:]))
    return None


def _is_capital_surname(word: str) -> bool:
    """Say whether a word in capitals is a surname, and no initials."""
    if not word.isupper() or _INITIALS.fullmatch(word) or "." in word:
        return False
    return len(word) > _MOST_INITIALS or word.casefold() in load_name_words("family_first")


def _split_initials_behind(words: list[str]) -> NameParts | None:
    """Split a family name from the initials behind it: "Example A. M.", "Rohe L. van der"."""
    end = len(words)
    while end > 1 and _is_particle(words[end - 1]):
        end -= 1
    start = end
    while start > 1 and _is_initials(words[start - 1], words[0]):
        start -= 1
    if start == end or _is_initials(words[0], "") or _has_given_name(words[:start]):
        return None
    particle, family = _split_leading_particles(words[:start])
    behind = " ".join(words[end:])
    return NameParts(" ".join(words[start:end]), particle, family, dropping_particle=behind)


def _has_given_name(words: list[str]) -> bool:
    """Say whether words before initials are more than a surname: "Bo van der Berg A"."""
    if _is_particle(words[0]) or any(word in load_name_words("conjunctions") for word in words):
        return False
    return len(words) > 2 or any(word[0].islower() for word in words)


def _is_initials(word: str, beside: str) -> bool:
    """Say whether a word is initials: "I.", "И.И.", "A", and "AM" beside a word like Example."""
    if is_cjk(word):
        return False
    if _INITIALS.fullmatch(word):
        return True
    is_short_capitals = bool(_CAPITALS.fullmatch(word)) and word.isupper()
    return is_short_capitals and not beside.isupper() and beside != ""


def _split_at_surname(words: list[str]) -> NameParts:
    """Split words where the surname starts: at a small word, or else at the last one."""
    last = len(words) - 1
    start = last
    for index in range(1, last):
        if words[index] in load_name_words("conjunctions") and index > 1:
            return NameParts(" ".join(words[: index - 1]), family=" ".join(words[index - 1 :]))
        if words[index][0].islower() or words[index] in load_name_words("surname_words"):
            start = index
            break
    if words[0][0].islower():
        start = 0
    particle, family = _split_leading_particles(words[start:])
    is_guess = _may_split_otherwise(words, start)
    parts = NameParts(" ".join(words[:start]), particle, family, is_guess=is_guess)
    if start and particle and " " in family:
        return _split_behind_particle(parts)
    return parts


def _split_behind_particle(parts: NameParts) -> NameParts:
    """Split a name with two words behind a particle: the first may be of the given name."""
    first, _, rest = parts.family.partition(" ")
    if first not in load_name_words("given_behind_particles"):
        return replace(parts, is_guess=True)
    particle, family = _split_leading_particles(rest.split())
    given = f"{parts.given} {parts.particle} {first}"
    return NameParts(given, particle, family, is_guess=True)


def _may_split_otherwise(words: list[str], start: int) -> bool:
    """Say whether a name may have another family name than its last word.

    It has a middle word that is no initial, also before "de", or begins with a family name of a
    language that has these first.
    """
    if words[0].casefold() in load_name_words("family_first"):
        return True
    has_two_surnames = words[start] in load_name_words("inner_particles")
    if not has_two_surnames and (start < len(words) - 1 or len(words) == _SURE_WORDS):
        return False
    for word in words[1:start]:
        if not _is_initials(word, words[0]) and not _is_patronymic(word):
            return True
    return False


def _split_titles(words: list[str]) -> tuple[list[str], str]:
    """Split a name from the titles in front of it, and behind it where scripts put them there."""
    count = 0
    while count < len(words) - 1 and _is_title(words[count], is_first=count == 0):
        count += 1
    behind = len(words)
    while behind > count + 1 and words[behind - 1] in load_name_words("titles_behind"):
        behind -= 1
    return words[count:behind], " ".join([*words[:count], *words[behind:]])


def _is_title(word: str, *, is_first: bool) -> bool:
    plain = word.casefold()
    if plain in load_name_words("titles"):
        return True
    return not is_first and plain in load_name_words("title_words")


def _split_postnominals(words: list[str], least: int) -> tuple[list[str], str]:
    """Split a name from the degrees behind it, where no comma stands before them.

    Two capitals, such as MA, may be a surname, and stay.
    """
    known = load_name_words("postnominals")
    end = len(words)
    while end > least and words[end - 1] in known and not _is_two_capitals(words[end - 1]):
        end -= 1
    return words[:end], " ".join(words[end:])


def _is_two_capitals(word: str) -> bool:
    return len(word) <= 2 and word.isupper()


def _is_particle(word: str) -> bool:
    return word in load_name_words("particles")


def _is_patronymic(word: str) -> bool:
    return word.casefold().endswith(tuple(load_name_words("patronymics")))


def split_unspaced_name(name: str) -> str:
    """Return the given name of a name in Chinese or Korean letters, without a space in it."""
    for surname in load_name_words("compound_surnames"):
        if name.startswith(surname):
            return name.removeprefix(surname)
    return name[1:]


def guess_unspaced_parts(name: str) -> NameParts:
    """Take apart a name without a space that begins with a frequent Chinese or Korean surname."""
    for length in (2, 1):
        surname, given = name[:length], name[length:]
        if given and any(surname in load_name_words(surnames) for surnames in _UNSPACED_SURNAMES):
            return NameParts(given, family=surname, is_guess=True)
    return NameParts(literal=name, is_guess=True)
