"""Explain the marks behind authors' names: as the profile does, the works, or the language."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from markupsafe import Markup
from msgspec import Struct

from cvgen.compose.locale import find_locale
from cvgen.compose.wording import Wording
from cvgen.profile.fields import Text
from cvgen.profile.publications import MARKS_WITH_MEANING, Publication, find_mark_notes
from cvgen.text.patterns import compile_late

_MARK_OF_NOTE = compile_late(r"\\?[*#†‡§¶][\s:=]+")


class Legend(Struct, frozen=True):
    """The marks with their meanings, and the marks whose notes the legend says in their stead."""

    meanings: tuple[tuple[str, str], ...] = ()
    from_notes: frozenset[str] = frozenset()


def explain_marks(
    papers: Sequence[Publication],
    marks: AbstractSet[str],
    legend: dict[str, Text],
    wording: Wording,
) -> Legend:
    """Explain the marks of a list.

    A mark without a meaning of its own, such as †, is only explained where the profile or the works
    do: in many fields it is the corresponding author, and in others somebody who died.
    """
    meanings: list[tuple[str, str]] = []
    from_notes = set[str]()
    for mark, common_meaning in wording.locale.marks.items():
        if mark not in marks:
            continue
        notes = _list_notes(mark, papers)
        if mark in legend:
            meanings.append((mark, wording.format_text(legend[mark])))
        elif len(notes) == 1 and None not in notes:
            meanings.append((mark, _format_note(mark, notes[0], wording)))
            from_notes.add(mark)
        elif mark in MARKS_WITH_MEANING and None in notes:
            meanings.append((mark, common_meaning))
    return Legend(tuple(meanings), frozenset(from_notes))


def _list_notes(mark: str, papers: Sequence[Publication]) -> list[Text | None]:
    """List what the works say of a mark, each text once; None stands for those that say nothing."""
    notes: list[Text | None] = []
    for paper in papers:
        if not any(mark in author.marks for author in paper.authors):
            continue
        note = find_mark_notes(paper).get(mark)
        if note not in notes:
            notes.append(note)
    return notes


def _format_note(mark: str, note: Text | None, wording: Wording) -> Markup:
    """Format what a note says of a mark; our own words for it are said in the language."""
    if isinstance(note, dict):
        versions = {tag: _MARK_OF_NOTE.sub("", text, count=1) for tag, text in note.items()}
        return wording.format_text(versions)
    meaning = _MARK_OF_NOTE.sub("", note or "", count=1)
    if meaning.casefold() == find_locale("en").marks[mark].casefold():
        return Markup.escape(wording.locale.marks[mark])
    return wording.format_text(meaning)


def list_other_notes(paper: Publication, marks: AbstractSet[str]) -> tuple[Text, ...]:
    """List the notes of a work but for those on some marks."""
    mark_notes = [note for mark, note in find_mark_notes(paper).items() if mark in marks]
    return tuple(note for note in paper.notes if note not in mark_notes)
