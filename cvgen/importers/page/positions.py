"""Read where somebody learned, worked and taught: education, jobs, research, teaching."""

from __future__ import annotations

import re
from typing import Any

from cvgen.importers.builder import Value
from cvgen.importers.page.blocks import get_raw_text
from cvgen.importers.page.dates import find_dates
from cvgen.importers.page.head import Head, collect_links, finish_entry, read_head, split_phrase
from cvgen.importers.page.phrases import has_word, strip_edges
from cvgen.importers.page.places import is_place_name
from cvgen.importers.page.sections import EntryBlocks
from cvgen.importers.page.supervisors import take_supervisors
from cvgen.text.parts import split_parts
from cvgen.text.patterns import compile_late

Entry = dict[str, Any]
_IN = compile_late(r"\s+(?:in|en|im|in der|auf dem gebiet|per)\s+(?=\S)", re.IGNORECASE)
_AT = compile_late(
    r"\s+(?:at|@|in|from|of|by|an der|bei|à l['’]|à|de la|de l['’]|en|presso)\s+(?:the\s+)?(?=\S)"
)
_FOR = compile_late(r"\s+(?:for|of|für|pour|de|para|in)\s+")
_DEGREES = (
    r"Ph\.?\s?D|[MB]\.?\s?Sc|[MB]\.?\s?A|[MB]\.?\s?S|[MB]\.?\s?E|[MB]\.?\s?Eng|[MB]\.?\s?Tech"
    r"|Master|Bachelor|Diplom|Laurea|Licence"
)
_DIRECT = compile_late(
    rf"(?P<degree>(?:{_DEGREES})\.?)[\s:]+"
    r"(?P<area>(?!of\b|de\b|student|candidate|degree|thesis|in\b)[A-ZÄÖÜ][^\d]{3,})"
)
_WHOLE = compile_late(
    r"universit|universid|hochschule|大学|대학교|大學|университет|college$|institute", re.IGNORECASE
)
_STUDENT = compile_late(r"visiting|research|student|phd", re.IGNORECASE)
_TELLING = ("degree", "position", "institution", "department", "team")
_NO_TITLES = ("position", "institution", "degree", "team")
_LONG_TITLE = 110  # letters, from which on a line is a title whatever its words
_LONG_PROSE = 200
_EAST = "\u2e80"  # from which on scripts have no spaces between words
_LONG_AREA = 100
_LONG_TOPIC = 60


def read_education(entry: EntryBlocks) -> Entry:
    """Read a degree."""
    head = read_head(entry)
    _split_lines(head)
    _split_east(head)
    fields: Entry = {"studyType": "", "area": "", "institution": "", "department": ""}
    degree = head.take_piece("degree")
    if degree:
        _set_degree(fields, degree)
    fields["institution"] = take_institution(head)
    fields["department"] = head.take_piece("department")
    if "area" in head.labelled:
        fields["area"] = head.labelled.pop("area")
    set_labelled(fields, head, ("thesis", "courses"))
    set_location(fields, head)
    _set_unknown(fields, head, "area")
    _set_rank(head)
    return finish_entry(fields, head, linked="institution")


def split_degree(text: str) -> Entry:
    """Split a degree from its field: `PhD in Robotics`."""
    fields: Entry = {"studyType": "", "area": ""}
    _set_degree(fields, text)
    return fields


def _set_degree(fields: Entry, degree: str) -> None:
    """Set a degree, and the field of study that stands behind "in"."""
    parts = _IN.split(degree, maxsplit=1)
    if len(parts) == 2 and has_word("degree", parts[0]):
        fields["studyType"] = strip_edges(parts[0])
        fields["area"] = Value(strip_edges(parts[1]), degree[len(parts[0]) :])
        return
    direct = _DIRECT.match(degree)
    fields["studyType"] = degree
    if direct:
        fields["studyType"] = direct["degree"]
        fields["area"] = direct["area"]


def _set_rank(head: Head) -> None:
    """Set a rank that has a label of its own."""
    rank = head.labelled.pop("rank", None)
    if rank is None:
        return
    if not head.scores:
        head.scores.append({})
    head.scores[-1]["rank"] = rank


def set_labelled(fields: Entry, head: Head, names: tuple[str, ...]) -> None:
    """Set values that the page labels."""
    for name in names:
        value = head.labelled.pop(name, None)
        if value is None:
            continue
        fields[name] = value
        if name == "courses":
            parts = split_parts(value.text)
            label = value.origin[: len(value.origin) - len(value.text)]
            fields[name] = [Value(parts[0], f"{label}{parts[0]}"), *parts[1:]]


def take_institution(head: Head) -> str:
    """Take the piece that names an institution; the whole comes before a part of it."""
    best = ""
    for piece in head.list_parts():
        if has_word("institution", piece) and (not best or _is_better(piece, best)):
            best = piece
    for line in head.lines:
        if best in line:
            line.remove(best)
            break
    return best


def _is_better(piece: str, best: str) -> bool:
    """Say whether a piece names a whole institution, and the best one so far a part."""
    return _is_part(best) and not _is_part(piece)


def _is_part(piece: str) -> bool:
    return has_word("department", piece) and not _WHOLE.search(piece)


def set_location(fields: Entry, head: Head) -> None:
    """Set the places that a line ends in."""
    for line in head.lines:
        places: list[str] = []
        while line and is_place_name(line[-1]):
            places.insert(0, line.pop())
        if places and "location" not in fields:
            fields["location"] = {"city": ", ".join(places)}
        else:
            line.extend(places)


def _set_unknown(fields: Entry, head: Head, name: str) -> None:
    """Set a field that is still empty to the first piece that is left."""
    if fields.get(name):
        return
    for line in head.lines:
        if line and len(line[0]) < _LONG_AREA and _can_be_area(line[0]):
            fields[name] = line.pop(0)
            return


def _can_be_area(piece: str) -> bool:
    """Say whether a piece can be a field or a place: it has letters, and is no mark of a degree."""
    return not has_word("honours", piece) and any(map(str.isalnum, piece))


def _split_lines(head: Head) -> None:
    """Split pieces at dashes and colons, so that `Bachelor: University` are two."""
    for number, line in enumerate(head.lines):
        pieces: list[str] = []
        for piece in line:
            pieces += [strip_edges(part) for part in _split_known(piece)]
        head.lines[number] = [piece for piece in pieces if piece]


def _split_east(head: Head) -> None:
    """Split an institution, its parts and a degree or position between which only blanks stand."""
    for number, line in enumerate(head.lines):
        pieces: list[str] = []
        for piece in line:
            parts = piece.split()
            is_east = len(parts) > 1 and all(part[0] > _EAST for part in parts)
            pieces += parts if is_east and has_word("institution", parts[0]) else [piece]
        head.lines[number] = pieces


def _split_known(piece: str) -> list[str]:
    """Split a piece, if what it begins with is of a class that is known."""
    parts = split_phrase(piece)
    if len(parts) > 1 and any(has_word(kind, parts[0]) for kind in _TELLING):
        return parts
    return [piece]


# --- jobs


def read_work(entry: EntryBlocks) -> Entry:
    """Read a job."""
    return _read_job(entry, "name")


def read_volunteer(entry: EntryBlocks) -> Entry:
    """Read unpaid work."""
    return _read_job(entry, "organization")


def read_research(entry: EntryBlocks) -> Entry:
    """Read time in a laboratory, a project, or prose that tells of one."""
    text = entry.text
    is_long = len(text) > _LONG_PROSE and len(entry.head) == 1
    if is_long and not entry.points and not find_dates(text):
        return _read_prose(entry)
    return _read_job(entry, "institution")


def _read_job(entry: EntryBlocks, place: str) -> Entry:
    """Read a position: at `place`, the field that names where it is."""
    head = read_head(entry)
    fields: Entry = {}
    if place == "institution":
        fields["name"] = _take_title(head)
        set_labelled(fields, head, ("outcome",))
    _split_lines(head)
    _split_east(head)
    for line in head.lines:
        _split_at(line)
    fields["position"] = take_position(head)
    fields[place] = take_institution(head)
    fields["department"] = head.take_piece("department") or head.take_piece("institution")
    set_location(fields, head)
    _set_unknown(fields, head, "position" if not fields["position"] else place)
    _set_topics(fields, head)
    return finish_entry(fields, head, linked=place)


def _take_title(head: Head) -> str:
    """Take a first line that names a project, and neither a position nor a place."""
    if not head.lines:
        return ""
    text = ", ".join(head.lines[0])
    has_telling = any(has_word(kind, text) for kind in _NO_TITLES)
    if has_telling and len(text) <= _LONG_TITLE:
        return ""
    head.lines.pop(0)
    return text


def _set_topics(fields: Entry, head: Head) -> None:
    """Set a line of several short pieces as keywords."""
    head.lines = [line for line in head.lines if line]
    if len(head.lines) != 1 or len(head.lines[0]) < 2:
        return
    if all(len(topic) < _LONG_TOPIC for topic in head.lines[0]):
        fields["keywords"] = head.lines.pop()


def take_position(head: Head) -> str:
    """Take the piece that names a position."""
    for line in head.lines:
        for piece in line:
            is_place = bool(_WHOLE.search(piece)) and not _STUDENT.match(piece)
            if has_word("position", piece) and not is_place:
                line.remove(piece)
                return piece
    return head.take_piece("team")


def _split_at(line: list[str]) -> None:
    """Split `Intern at Company` in two."""
    for number, piece in enumerate(line):
        for match in _AT.finditer(piece):
            before, behind = piece[: match.start()], piece[match.end() :]
            if _is_job_at(before, match[0].strip(), behind):
                line[number : number + 1] = [before, behind]
                return


def _is_job_at(before: str, word: str, behind: str) -> bool:
    """Say whether a word parts a position from its place."""
    if word in ("of", "in") or has_word("institution", before):
        return False
    is_place = word in ("at", "@") or has_word("institution", behind)
    return is_place and has_word("position", before)


def _read_prose(entry: EntryBlocks) -> Entry:
    """Keep prose as it is; whoever advised stands in it by name."""
    line = entry.head[0]
    entry.texts.insert(0, line)
    head = Head()
    collect_links(head.links, line)
    take_supervisors(head.supervisors, head.links, get_raw_text(line))
    people = [_hide_words(person) for person in head.supervisors.people]
    if not people:
        return {}
    return {"supervisors": people}


def _hide_words(person: Any) -> Any:
    """Mark a person as one whose words are counted elsewhere."""
    if isinstance(person, str):
        return Value(person)
    return {key: Value(part) for key, part in person.items()}


# --- teaching


def read_teaching(entry: EntryBlocks) -> Entry:
    """Read a course taught."""
    head = read_head(entry)
    _split_lines(head)
    fields: Entry = {"name": "", "position": "", "institution": ""}
    for line in head.lines:
        _split_for(line)
    fields["position"] = take_position(head)
    fields["institution"] = take_institution(head)
    fields["name"] = head.take_first()
    if not fields["name"]:
        fields["name"], fields["position"] = fields["position"], ""
    return finish_entry(fields, head, linked="name")


def _split_for(line: list[str]) -> None:
    """Split `Assistant for Course` in two."""
    for number, piece in enumerate(line):
        match = _FOR.search(piece)
        if match and has_word("position", piece[: match.start()]):
            line[number : number + 1] = [piece[: match.start()], piece[match.end() :]]
            return


def read_supervision(entry: EntryBlocks) -> Entry:
    """Read somebody supervised."""
    head = read_head(entry)
    fields: Entry = {"name": head.take_first(), "level": head.take_piece("degree")}
    fields["institution"] = take_institution(head)
    set_labelled(fields, head, ("thesis", "outcome"))
    return finish_entry(fields, head, linked="name")
