"""Parse BibTeX's lists of names (Patashnik 1988, 4) and biblatex's own form of them.

Lists with commas or semicolons instead of `and` are read as they were meant.

Groups in braces are kept whole, and `and others` becomes ET_AL. A comma tells the surname, so no
word has to be guessed.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from cvgen.bibliography.latex import convert_to_plain, parse_latex
from cvgen.bibliography.latex_verbatim import decode_entities, find_group_end
from cvgen.bibliography.name_commands import remove_name_command
from cvgen.bibliography.names import ET_AL, Name, is_others, join_name
from cvgen.bibliography.tables import load_spellings, load_table
from cvgen.profile.name_parts import is_cjk
from cvgen.profile.name_words import is_company_suffix, is_suffix
from cvgen.profile.publications import AUTHOR_MARKS
from cvgen.text.patterns import compile_late

_AND = compile_late(r"\\.|[{}]|(?<=[\s}])and(?=[\s{])", re.IGNORECASE | re.DOTALL)
_COMMA = compile_late(r"\\.|[{},;]", re.DOTALL)
_SUPERSCRIPT = (
    r"\$\s*\^\s*(?:\{[^{}$]*\}|\\?\w+|[^$\s])\s*\$"
    r"|\\textsuperscript\s*\{(?:[^{}]|\{[^{}]*\})*\}|\\footnotemark(?:\[[^\]]*\])?|\\thanks\s*\{[^{}]*\}"
)
_DAGGER = (
    r"\{?\\(?:dag|ddag|dagger|ddagger|ast|S|P|textdagger|textasteriskcentered)\}?(?:\{\})?"
    r"|\{?\\?#\}?"
)
_MARKS_BEHIND = compile_late(rf"(?:\s*(?:{_SUPERSCRIPT}|{_DAGGER}|\{{?[{AUTHOR_MARKS}]\}}?))++\s*$")
_MARK = compile_late(rf"\\(?P<command>[A-Za-z]+|#)|(?P<mark>[{AUTHOR_MARKS}])")
_EXTENDED_PART = compile_late(
    r"\s*(given|family|prefix|suffix)(?:-i)?\s*=\s*(.*)", re.IGNORECASE | re.DOTALL
)
# DBLP numbers people of the same name: "Wei Wang 0042".
_DBLP_NUMBER = compile_late(r"(?<!\s)\s++0\d{3}$")
_ET_AL_BEHIND = compile_late(r"(?<![\s,])[\s,]++et\.?\s*al\.?$", re.IGNORECASE)
_INITIALS = compile_late(r"(?:[^\W\d_]\.?[\s-]*){1,4}")
_BRACED_END = compile_late(r"[\s~]\{(?=[^{}\\\s]*+\s)([^{}\\]*+)\}\s*$")
_ANNOTATION = compile_late(r"(?<!\d)(\d{1,6}+)\s*+(?::\w++\s*+)?=\s*+([^;]++)")
# No name has more characters of marks behind it.
_LONGEST_MARKS = 400


def parse_names(tex: str) -> list[Name]:
    """Parse a list of names, which `and` separates."""
    names: list[Name] = []
    for part in _split_outside_braces(f" {decode_entities(tex)} ", _AND, "and"):
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


def _split_outside_braces(tex: str, token: re.Pattern[str], separator: str) -> list[str]:
    parts: list[str] = []
    depth = 0
    start = 0
    for match in token.finditer(tex):
        text = match[0].casefold()
        if text == "{":
            depth += 1
        elif text == "}":
            depth = max(0, depth - 1)
        elif text == separator and depth == 0:
            parts.append(tex[start : match.start()])
            start = match.end()
    parts.append(tex[start:])
    return parts


def _parse_people(tex: str) -> list[Name]:
    """Parse what stands between two `and`: one person, or a list with semicolons or commas."""
    lists = [part.strip() for part in _split_outside_braces(tex, _COMMA, ";")]
    lists = [part for part in lists if part]
    if len(lists) <= 1:
        return _parse_comma_list("".join(lists))
    names = []
    for part in lists:
        names += _parse_people(part)
    return _set_problem(names, "semicolons stand between its names")


def _parse_comma_list(tex: str) -> list[Name]:
    """Parse one name with commas in it, or several with commas between them."""
    unwrapped = _remove_font_command(tex)
    is_bare = unwrapped == _remove_font_command(unwrapped)
    if unwrapped != tex and is_bare and re.search(r"\sand\s", unwrapped, re.IGNORECASE):
        return parse_names(unwrapped)
    parts = [part.strip() for part in _split_outside_braces(unwrapped, _COMMA, ",")]
    people = _split_people(parts)
    if people:
        names = [_parse_name(person) for person in people]
        return _set_problem(names, "commas stand between its names")
    if not unwrapped:
        return []
    person = _ET_AL_BEHIND.sub("", unwrapped)
    if person == unwrapped:
        return [_parse_name(person)]
    return [_parse_name(person), Name(ET_AL)]


def _set_problem(names: list[Name], problem: str) -> list[Name]:
    """Note at the first of several names what is wrong with their list."""
    if not names:
        return []
    return [replace(names[0], problem=problem), *names[1:]]


def _remove_font_command(tex: str) -> str:
    r"""Take a name out of the command that sets all of it bold, or is the owner's (`\myname`)."""
    bare, marks = tex, ""
    behind = _MARKS_BEHIND.search(tex[-_LONGEST_MARKS:])
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
    bare, marks = _split_marks(tex)
    if is_others(convert_to_plain(bare)):
        return Name(ET_AL)
    if _is_in_braces(bare):
        group = convert_to_plain(bare)
        return Name(group, marks, family=group)
    parts = []
    for part in _split_outside_braces(bare, _COMMA, ","):
        words, more_marks = _split_marks(_remove_font_command(part.strip()))
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
    return ""


def _join_parts(parts: list[str]) -> Name:
    """Join the parts of a name that commas separate.

    The forms are `von Last, First`, `von Last, Jr, First`, and a name with its suffix.
    """
    if len(parts) < 2:
        return Name("".join(parts))
    if is_company_suffix(parts[-1]):
        return Name(", ".join(parts))
    if len(parts) == 2 and is_suffix(parts[1]):
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


def _split_marks(tex: str) -> tuple[str, str]:
    """Split a name from the marks behind it; numbers of affiliations are dropped."""
    search_start = max(0, len(tex) - _LONGEST_MARKS)
    match = _MARKS_BEHIND.search(tex[search_start:])
    if not match:
        return tex, ""
    name = tex[: search_start + match.start()]
    if not name.strip():
        return tex, ""
    mark_by_command = load_table("fields")["mark_commands"]
    marks = ""
    for mark in _MARK.finditer(match[0]):
        if mark["command"]:
            marks += mark_by_command.get(mark["command"], "")
        else:
            marks += mark["mark"]
    return name, marks


def _is_in_braces(tex: str) -> bool:
    """Say whether one pair of braces holds the whole name."""
    if not tex.startswith("{") or tex.startswith("{\\"):
        return False
    return find_group_end(tex, 0) == len(tex)
