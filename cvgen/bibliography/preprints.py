"""Recognize the servers on which preprints live, as bibliographies name them for a venue."""

from __future__ import annotations

from cvgen.bibliography.tables import load_spellings
from cvgen.text.patterns import compile_late

# What may stand behind a server's name: "arXiv preprint arXiv:2001.00001 [cs]", "bioRxiv 2020.01".
# One part at a time, because early Python 3.11 gets possessive repeats of groups wrong.
_PART_BEHIND_SERVER = compile_late(
    r"[\s:,.()/-]+|preprints?|e-?prints?|papers?|reports?|arxiv|abs|\[[\w.-]*\]|https?:\S*"
    r"|(?=[^\W\d]*[\d.-])[\w.-]*\d[\w.]*"
)


def find_preprint_server(venue: str) -> str:
    """Return the name of the preprint server that a venue is, or nothing."""
    words = venue.casefold().strip(" .")
    for spelling, server in load_spellings("fields", "preprints").items():
        if not words.startswith(spelling):
            continue
        rest = words.removeprefix(spelling)
        if not rest[:1].isalpha() and _has_only_known_parts(rest):
            return server
    return ""


def _has_only_known_parts(rest: str) -> bool:
    """Say whether there is nothing behind a server's name but what belongs to it."""
    position = 0
    while position < len(rest):
        part = _PART_BEHIND_SERVER.match(rest, position)
        if part is None:
            return False
        position = part.end()
    return True
