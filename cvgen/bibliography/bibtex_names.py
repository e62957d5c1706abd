"""Parse BibTeX's lists of names (Patashnik 1988, 4) and biblatex's own form of them.

Lists with commas or semicolons instead of `and` are read as they were meant.

Groups in braces are kept whole, and `and others` becomes ET_AL. A comma tells the surname, so no
word has to be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from itertools import chain

from msgspec.structs import replace

from cvgen.bibliography.latex import convert_to_plain, parse_latex
from cvgen.bibliography.latex_verbatim import decode_entities, find_group_end
from cvgen.bibliography.name_commands import remove_name_command
from cvgen.bibliography.name_marks import (
    LONGEST_MARKS,
    MARKS_BEHIND,
    find_remark,
    split_marks,
    split_remark,
)
from cvgen.bibliography.names import ET_AL, Name, is_others, join_name
from cvgen.bibliography.tables import load_spellings, load_table
from cvgen.profile.name_parts import is_cjk
from cvgen.profile.name_words import is_company_suffix, is_group, is_suffix
from cvgen.text.patterns import compile_late

_AND = compile_late(r"\\.|[{}]|(?<=[\s}])and(?=[\s{])", re.IGNORECASE | re.DOTALL)
_BRACE = r"\\.|[{}]"
_COMMA = compile_late(r"\\.|[{},;]", re.DOTALL)
_EXTENDED_PART = compile_late(
    r"\s*(given|family|prefix|suffix)(?:-i)?\s*=\s*(.*)", re.IGNORECASE | re.DOTALL
)
# DBLP numbers people of the same name: "Wei Wang 0042".
_DBLP_NUMBER = compile_late(r"(?<!\s)\s++0\d{3}$")
_ET_AL_BEHIND = compile_late(r"(?<![\s,])[\s,]++et\.?\s*al\.?$", re.IGNORECASE)
_INITIALS = compile_late(r"(?:[^\W\d_]\.?[\s-]*){1,4}")
_DOTTED_INITIALS = compile_late(r"(?:[^\W\d_]\.[\s-]*){1,4}")
_INITIAL_FIRST = compile_late(r"(?:[^\W\d_]\.[\s~-]*){1,4}[^\W\d_]{2}")
_SIGN = compile_late(r"\\.|[{}]|&", re.DOTALL)
_BRACED_END = compile_late(r"[\s~]\{(?=[^{}\\\s]*+\s)([^{}\\]*+)\}\s*$")
_ANNOTATION = compile_late(r"(?<!\d)(\d{1,6}+)\s*+(?::\w++\s*+)?=\s*+([^;]++)")


def parse_names(tex: str) -> list[Name]:
    """Parse a list of names, which `and` separates."""
    names: list[Name] = []
    for part in _split_outside_braces(f" {decode_entities(tex)} ", _AND, ("and",)):
        names += _parse_people(part.strip())
    return names


def parse_annotations(annotations: dict[str, str]) -> dict[int, str]:
    """Parse biblatex's annotations of names into marks by position.

    They are written as `1=equal; 2=corresponding`.
    """
    spellings = load_spellings("fields", "marks")
    marks: dict[int, str] = {}
    for text in annotations.values():
        for position, words in _ANNOTATION.findall(text):
            for word in re.split(r"(?<!\s)\s*+,[,\s]*+", words):
                mark = spellings.get(word.strip(' "').casefold(), "")
                marks[int(position)] = marks.get(int(position), "") + mark
    return marks


def _split_outside_braces(
    tex: str, token: re.Pattern[str], separators: Collection[str]
) -> list[str]:
    parts: list[str] = []
    depth = 0
    start = 0
    for match in token.finditer(tex):
        text = match[0].casefold()
        if text == "{":
            depth += 1
        elif text == "}":
            depth = max(0, depth - 1)
        elif text in separators and depth == 0:
            parts.append(tex[start : match.start()])
            start = match.end()
    parts.append(tex[start:])
    return parts


def _parse_people(tex: str) -> list[Name]:
    """Parse what stands between two `and`: one person, or a list with semicolons or commas."""
    lists = [part.strip() for part in _split_outside_braces(tex, _COMMA, (";",))]
    lists = [part for part in lists if part]
    if len(lists) <= 1:
        return _parse_joined("".join(lists))
    names = []
    for part in lists:
        names += _parse_people(part)
    return _set_problem(names, "semicolons stand between its names")


def _parse_joined(tex: str) -> list[Name]:
    """Parse one name, or several that another word than `and` joins."""
    people = _split_joined(tex)
    if not people:
        return _parse_comma_list(tex)
    names = list(chain.from_iterable(map(_parse_comma_list, people)))
    return _set_problem(names, "another word than 'and' stands between its names")


def _parse_comma_list(tex: str) -> list[Name]:
    """Parse one name with commas in it, or several with commas between them."""
    unwrapped = _remove_font_command(tex)
    is_bare = unwrapped == _remove_font_command(unwrapped)
    if unwrapped != tex and is_bare and re.search(r"\sand\s", unwrapped, re.IGNORECASE):
        return parse_names(unwrapped)
    parts = [part.strip() for part in _split_outside_braces(unwrapped, _COMMA, (",",))]
    people = _split_pair(parts) or _split_people(parts)
    if people:
        names = [_parse_name(person) for person in people]
        return _set_problem(names, "commas stand between its names")
    if not unwrapped:
        return []
    person = _ET_AL_BEHIND.sub("", unwrapped)
    if person == unwrapped:
        return [_parse_name(person)]
    return [_parse_name(person), Name(ET_AL)]


def _split_joined(tex: str) -> list[str]:
    """Split people whom `&` joins, or an "and" of another language.

    The result is empty where it may be one name, such as a company's or "Ortega y Gasset, José".
    """
    joints = load_table("fields")["name_joints"]
    parts = _split_outside_braces(tex.replace(r" \& ", " & "), _compile_joints(), joints)
    people = [part.strip(" ,") for part in parts]
    if len(people) < 2:
        return []
    if all(map(_is_clearly_name, people)):
        return people
    signs = _split_outside_braces(tex, _SIGN, ("&", r"\&"))
    if len(signs) < len(people) or "," in tex or is_group(tex):
        return []
    return people if _have_spaces(people) else []


def _is_clearly_name(tex: str) -> bool:
    return "," in tex or bool(_INITIAL_FIRST.match(tex))


@cache
def _compile_joints() -> re.Pattern[str]:
    joints = "|".join(map(re.escape, load_table("fields")["name_joints"]))
    return re.compile(rf"{_BRACE}|(?<=\s)(?:{joints})(?=\s)", re.IGNORECASE | re.DOTALL)


def _set_problem(names: list[Name], problem: str) -> list[Name]:
    """Note at the first of several names what is wrong with their list."""
    if not names:
        return []
    return [replace(names[0], problem=problem), *names[1:]]


def _remove_font_command(tex: str) -> str:
    r"""Take a name out of the command that sets all of it bold, or is the owner's (`\myname`)."""
    bare, marks = tex, ""
    behind = MARKS_BEHIND.search(tex[-LONGEST_MARKS:])
    if behind and behind[0] != tex and behind[0].count("{") == behind[0].count("}"):
        marks = behind[0]
        bare = tex.removesuffix(marks)
    return remove_name_command(bare) + marks


def _split_people(parts: list[str]) -> list[str]:
    """Split a list of people with commas between them.

    The result is empty for one name with commas in it.
    """
    full = [part for part in parts if part]
    if len(full) < 3 or _is_one_name(full):
        return []
    if _have_spaces(full):
        return full
    pairs = _pair_names(full)
    if pairs and _have_initials(full[1::2]):
        return pairs
    if all(is_cjk(part) for part in full):
        return full
    return pairs


def _split_pair(parts: list[str]) -> list[str]:
    """Split "A. Roe, B. Sample", of which neither part can be the given names of the other."""
    if len(parts) == 2 and all(map(_INITIAL_FIRST.match, parts)):
        return parts
    return []


def _have_initials(given_names: list[str]) -> bool:
    return all(_INITIALS.fullmatch(convert_to_plain(name)) for name in given_names)


def _is_one_name(parts: list[str]) -> bool:
    if is_company_suffix(parts[-1]):
        return True
    if any(_EXTENDED_PART.match(part) for part in parts):
        return True
    if len(parts) != 3:
        return False
    return any(is_suffix(convert_to_plain(part)) for part in parts[1:])


def _have_spaces(parts: list[str]) -> bool:
    """Say whether all parts are of several words, as whole names are."""
    return all(" " in part or "~" in part for part in parts)


def _pair_names(parts: list[str]) -> list[str]:
    """Pair surnames with the given names that follow them; of an odd number there are no pairs."""
    if len(parts) % 2:
        return []
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [f"{family}, {given}" for family, given in pairs]


def _parse_name(tex: str) -> Name:
    """Parse the name of one person or group."""
    bare, marks = split_marks(tex)
    bare, more_marks = split_remark(bare)
    marks += more_marks
    if is_others(convert_to_plain(bare)):
        return Name(ET_AL)
    if _is_in_braces(bare):
        group = convert_to_plain(bare)
        return Name(group, marks, family=group)
    parts = []
    for part in _split_outside_braces(bare, _COMMA, (",",)):
        words, more_marks = split_marks(_remove_font_command(part.strip()))
        marks += more_marks
        parts.append(words)
    if any(_EXTENDED_PART.match(part) for part in parts):
        return replace(_join_extended_name(parts), marks=marks)
    plain_parts = [_DBLP_NUMBER.sub("", convert_to_plain(part)) for part in parts]
    full = [part for part in plain_parts if part]
    unique_marks = "".join(dict.fromkeys(marks))
    name = _join_parts(full)
    if not name.family:
        name = replace(name, family=_find_braced_family(parts))
    return replace(name, marks=unique_marks, problem=_find_problem(", ".join(parts), full))


def _find_braced_family(parts: list[str]) -> str:
    """Find the words that braces hold together at the end of a name without commas."""
    match = _BRACED_END.search(parts[0])
    if len(parts) > 1 or not match:
        return ""
    return convert_to_plain(match[1])


def _find_problem(tex: str, parts: list[str]) -> str:
    unknown_commands = parse_latex(tex).unknown_commands
    if unknown_commands:
        return f"'{unknown_commands[0]}' is not known here"
    if len(parts) > 3:
        return "it has more than two commas"
    if parts:
        return find_remark(parts[-1])
    return ""


def _join_parts(parts: list[str]) -> Name:
    """Join the parts of a name that commas separate.

    The forms are `von Last, First`, `von Last, Jr, First`, and a name with its suffix.
    """
    if len(parts) < 2:
        return Name("".join(parts))
    if is_company_suffix(parts[-1]):
        return Name(", ".join(parts))
    has_initials = " " not in parts[0] and _DOTTED_INITIALS.fullmatch(parts[1])
    if len(parts) == 2 and is_suffix(parts[1]) and not has_initials:
        return Name(join_name(parts[0], "", parts[1]))
    family = parts[0]
    if len(parts) == 3 and is_suffix(parts[2]):
        return Name(join_name(parts[1], family, parts[2]), family=family)
    if len(parts) == 3:
        return Name(join_name(parts[2], family, parts[1]), family=family)
    return Name(join_name(", ".join(parts[1:]), family), family=family)


def _join_extended_name(parts: list[str]) -> Name:
    """Join a name in biblatex's own form: `family=Last, given=First, prefix=von`."""
    values: dict[str, str] = {}
    for part in parts:
        match = _EXTENDED_PART.match(part)
        if match:
            values[match[1].lower()] = convert_to_plain(match[2]).strip('"')
    surname_parts = (values.get("prefix", ""), values.get("family", ""))
    family = " ".join(part for part in surname_parts if part)
    name = join_name(values.get("given", ""), family, values.get("suffix", ""))
    return Name(name, family=family)


def _is_in_braces(tex: str) -> bool:
    """Say whether one pair of braces holds the whole name."""
    if not tex.startswith("{") or tex.startswith("{\\"):
        return False
    return find_group_end(tex, 0) == len(tex)
