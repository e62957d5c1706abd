"""The texts of a publication, as exported bibliographies have them: one language, on one line."""

from __future__ import annotations

from typing import Any

from cvgen.bibliography.tables import load_table
from cvgen.profile.fields import Text, choose_language_version
from cvgen.profile.publications import Publication
from cvgen.text.patterns import compile_late

_WHITE_SPACE = compile_late(r"[ \t\r\n]+")


def select_line(text: Text | None, languages: tuple[str, ...]) -> str:
    """Select the version of a text in the first of some languages, on one line."""
    if not text:
        return ""
    version = choose_language_version(text, languages)[1]
    return _WHITE_SPACE.sub(" ", version).strip()


def get_state(paper: Publication) -> dict[str, Any]:
    """Return how bibliographies word a publication's status; it is empty for one that came out."""
    if not paper.status:
        return {}
    state: dict[str, Any] = load_table("fields")["states"].get(paper.status, {})
    return state


def find_genre(paper: Publication, languages: tuple[str, ...]) -> str:
    """Find the note that says what a thesis or report is, such as "PhD thesis"."""
    if paper.type not in ("thesis", "report"):
        return ""
    table = load_table("types")
    genres = {genre.casefold() for genre in (*table["kinds"].values(), *table["genres"])}
    for note in paper.notes:
        text = select_line(note, languages)
        if text.casefold() in genres:
            return text
    return ""


def format_venue(paper: Publication, languages: tuple[str, ...]) -> str:
    """Format the venue; that of a work that is not out yet must not read as if it were."""
    venue = select_line(paper.venue, languages)
    phrase = get_state(paper).get("at")
    if not venue or not phrase:
        return venue
    return str(phrase.format(venue))
