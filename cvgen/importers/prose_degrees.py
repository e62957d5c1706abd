"""Read degrees that only a sentence tells of, where it is clear: what was earned, where, when."""

from __future__ import annotations

import re
from typing import Any

from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.importers.page.phrases import has_word, starts_with
from cvgen.importers.page.supervisors import Supervisors, take_supervisors
from cvgen.text.patterns import compile_late

_LINK = compile_late(r"\[([^\[\]]*)\]\([^()\s]*\)")
_MARKS = compile_late(r"\*+|(?<!\w)_+|_+(?!\w)|`")
_EARNED = compile_late(
    r"\b(?:received|earned|obtained|completed|finished|got|hold|holds|awarded|have|has|and|with)"
    r"\s+(?:(?:my|his|her|their|a|an|the)\s+)?",
    re.IGNORECASE,
)
_STUDIES = compile_late(
    r"\b(?:am|is)\s+(?:currently\s+)?(?:(?:a|an)\s+)?(?:[\w-]+[- ]year\s+)?(?=\S{2,12}\s+"
    r"(?:student|candidate)\b)",
    re.IGNORECASE,
)
# An institution with capitals; its town may stand behind a comma: University of Example, Town.
# A word of a name: a full stop behind it ends the sentence, but for that of a saint.
_NAME = r"(?:St\.|[A-Z](?:[\w&'’-]|\.(?!\s|$)){0,40})"
_JOINT = r"(?:of|for|and|&|the|at|de|del|di|du|der)"  # between two words of a name
_AND = compile_late(r"\s{1,3}(?:and|&)\s{1,3}")
_WHERE = compile_late(
    r"\s{0,3}(?P<words>degree|student|candidate|studies)?"
    r"(?:\s{1,3}in\s{1,3}(?P<area>[A-Z][^,.;()]{2,60}?))?"
    r"\s{0,3},?\s{1,3}(?:from|at)\s{1,3}(?:the\s{1,3})?"
    rf"(?P<where>{_NAME}(?:\s{{1,3}}(?:{_JOINT}|{_NAME})){{0,12}}?"
    r"(?:,\s{1,3}(?!advised|under)[A-Z][\w-]{1,40}(?:\s{1,3}[A-Z][\w-]{1,40}){0,5}"
    r"(?=\s{1,3}in\s{1,3}(?:19|20)\d\d|,\s|\.\s|\.$))?)"
    r"(?:,?\s{1,3}(?:in\s{1,3}(?:[A-Z][a-z]{1,12}\s{1,3})?|\()(?P<year>(?:19|20)\d{2})\)?"
    rf"|(?=[,.;()]|$|\s{{1,3}}(?!(?:{_JOINT}\s{{1,3}}){{0,2}}[A-Z])))"
)
_END = compile_late(r"(?<=[^\W\d_]{3})(?<!\bProf)(?<!\bProfs)[.!?](?:\s|$)|(?<=\d)\.(?:\s|$)")
_MOST_NOTE = 90


def add_prose_degrees(builder: ProfileBuilder) -> None:
    """Add the degrees that the summary tells of, where no section has any; the prose stays."""
    summary = builder.basics.get("summary")
    if "education" in builder.sections or not isinstance(summary, str):
        return
    text = " ".join(_MARKS.sub("", _LINK.sub(r"\1", summary)).split())
    degrees = _read_degrees(text)
    if degrees:
        builder.sections = {"education": degrees, **builder.sections}


def _read_degrees(text: str) -> list[dict[str, Any]]:
    """Read every degree of a text."""
    degrees = []
    starts = [*_EARNED.finditer(text), *_STUDIES.finditer(text)]
    for start in sorted(starts, key=re.Match.start):
        fields = _read_degree(text, start)
        if fields:
            degrees.append(fields)
    return degrees


def _read_degree(text: str, start: re.Match[str]) -> dict[str, Any]:
    """Read the degree behind a verb; nothing where the sentence is not clear."""
    degree = starts_with("degree", text[start.end() :])
    if degree is None:
        return {}
    where = _WHERE.match(text, start.end() + degree.end())
    if where is None or not has_word("institution", where["where"]):
        return {}
    is_student = _STUDIES.match(text, start.start()) is not None
    if is_student != (where["words"] in ("student", "candidate")):
        return {}
    end = _find_sentence_end(text, where.end())
    note = f'guessed: from "{text[start.start() : end].strip()[:_MOST_NOTE]}"'
    fields = _list_fields(degree, where)
    if is_student:
        fields.pop("endDate")
    guessed = _mark_guesses(fields, note)
    people = _find_supervisors(text[where.end() : end])
    if people:
        guessed["supervisors"] = people
    return guessed


def _list_fields(degree: re.Match[str], where: re.Match[str]) -> dict[str, str]:
    """List what a sentence says of a degree, by the keys of a profile."""
    return {
        "studyType": degree[0],
        "area": (where["area"] or "").strip(),
        "institution": _find_institution(where["where"]).strip(" ,."),
        "endDate": where["year"] or "",
    }


def _find_institution(text: str) -> str:
    """Find the first institution of a text, which ends before `and` with a second or a degree."""
    for joint in _AND.finditer(text):
        before, behind = text[: joint.start()], text[joint.end() :]
        is_second = has_word("institution", before) and has_word("institution", behind)
        if is_second or starts_with("degree", behind):
            return before
    return text


def _mark_guesses(fields: dict[str, str], note: str) -> dict[str, Any]:
    """Mark what is filled in as guessed; the first of it has the note."""
    guessed: dict[str, Any] = {}
    for key, value in fields.items():
        if value:
            guessed[key] = Value(value, "", is_guess=not guessed, note=note)
    return guessed


def _find_sentence_end(text: str, start: int) -> int:
    """Find where a sentence ends, or the next degree in it begins."""
    ends = [found.start() for found in _EARNED.finditer(text, start)]
    stops = [end for end in ends if starts_with("degree", _EARNED.sub("", text[end:], count=1))]
    stop = _END.search(text, start)
    if stop:
        stops.append(stop.start() + 1)
    return min([*stops, len(text)])


def _find_supervisors(text: str) -> list[Any]:
    """Find who supervised, in the rest of the sentence, where the words count."""
    found = Supervisors()
    take_supervisors(found, {}, text)
    return [_hide_words(person) for person in found.people]


def _hide_words(person: Any) -> Any:
    if isinstance(person, str):
        return Value(person, "")
    return {key: Value(value, "") for key, value in person.items()}
