"""Recognize the servers on which preprints live, as bibliographies name them for a venue."""

from __future__ import annotations

import re

from cvgen.bibliography.tables import load_spellings

# What may stand behind a server's name: "arXiv preprint arXiv:2001.00001 [cs]", "bioRxiv 2020.01".
_BEHIND_SERVER = re.compile(
    r"(?:[\s:,.()/-]*+(?:preprints?|e-?prints?|papers?|reports?|arxiv|abs|\[[\w.-]*\]"
    r"|(?>[\w.-]*\d[\w.]*)|https?:\S*+))*+[\s:,.()]*"
)


def find_preprint_server(venue: str) -> str:
    """Return the name of the preprint server that a venue is, or nothing."""
    words = venue.casefold().strip(" .")
    for spelling, server in load_spellings("fields", "preprints").items():
        if not words.startswith(spelling):
            continue
        rest = words.removeprefix(spelling)
        if not rest[:1].isalpha() and _BEHIND_SERVER.fullmatch(rest):
            return server
    return ""
