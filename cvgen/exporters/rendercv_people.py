"""List who made a work as RenderCV has it: names alone, one's own in bold."""

from __future__ import annotations

from collections.abc import Iterator

from cvgen.bibliography.names import is_others
from cvgen.compose.authors import format_author
from cvgen.compose.wording import Wording
from cvgen.exporters.exporter import ExportOrder
from cvgen.exporters.rendercv_text import escape_rendercv, format_rendercv
from cvgen.profile.names import identify_person
from cvgen.profile.publications import Publication


def list_author_names(paper: Publication, order: ExportOrder) -> Iterator[str]:
    """List all authors, or else the editors or translators who stand in front of the work."""
    plan = order.plan
    person = identify_person(plan.profile.basics, plan.profile.coauthors)
    wording = Wording(plan.locale, plan.profile.tree, plan.today)
    people = paper.authors or paper.editors or paper.translators
    own = person.find_own(people)
    for index, author in enumerate(people):
        if is_others(author.name):
            yield escape_rendercv(wording.word("others"))
        else:
            name = format_author(author, person, wording, is_own=index in own)
            yield format_rendercv(name)
