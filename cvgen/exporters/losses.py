"""Collect what a format cannot hold, each kind of it once, with its first place in the profile."""

from __future__ import annotations

from msgspec import Struct, field

from cvgen.bibliography.names import count_people
from cvgen.compose.view import Document, Item, Section
from cvgen.errors import Diagnostic, Place
from cvgen.exporters.printed import PrintedEntry
from cvgen.files.yamlfile import KeyPath
from cvgen.fit.drop import locate_entry
from cvgen.profile.model import Profile
from cvgen.profile.publications import Publication


class _Loss(Struct):
    """A kind of thing, where it is for the first time, and how often."""

    place: Place
    count: int = 0


class LossList(Struct):
    """What is left out of one format (`tool` is its title), and what changes its form there."""

    tool: str
    profile: Profile
    left_out: dict[str, _Loss] = field(default_factory=dict)
    changed: dict[str, _Loss] = field(default_factory=dict)

    def leave_out(self, what: str, where: Item | KeyPath) -> None:
        """Note what has no place; `where` is its entry, or its path in the profile."""
        self._count(self.left_out, what, where)

    def change_form(self, what: str, where: Item | KeyPath) -> None:
        """Note what stands in another form, such as "the talks become projects"."""
        self._count(self.changed, what, where)

    def note_position(self, printed: PrintedEntry) -> None:
        """Note a position at an employer that becomes an entry of its own."""
        if printed.is_position:
            self.change_form("each position at an employer is an entry", printed.item)

    def note_others(self, printed: PrintedEntry) -> None:
        """Note that a work names not all of its people."""
        entry = printed.entry
        if not isinstance(entry, Publication):
            return
        for people in (entry.authors, entry.editors, entry.translators):
            if count_people(people) is None:
                self.leave_out("the 'et al.' of a list of names", printed.item)

    def note_groups(self, section: Section) -> None:
        """Note the titles of groups, which stand between the entries of a section."""
        for group in section.groups:
            if group.title and section.kind != "publications":
                self.leave_out("the title of a group", group.items[0])

    def note_overview(self, section: Section) -> None:
        """Note the lines that stand below the title of a section."""
        if section.overview:
            self.leave_out("what is said below a title of all entries", section.items[0])

    def _count(self, losses: dict[str, _Loss], what: str, where: Item | KeyPath) -> None:
        if what not in losses:
            losses[what] = _Loss(self._find_place(where))
        losses[what].count += 1

    def _find_place(self, where: Item | KeyPath) -> Place:
        if isinstance(where, Item):
            return locate_entry(self.profile, where)
        return self.profile.tree.find_place(where)

    def list_findings(self) -> tuple[Diagnostic, ...]:
        """List a finding for each kind of thing."""
        findings = []
        for what, loss in self.left_out.items():
            message = f"{self.tool} has no place for {_add_count(what, loss.count)}"
            hint = "keep the profile beside it"
            findings.append(Diagnostic("X110", message, loss.place, hint, "warning"))
        for what, loss in self.changed.items():
            message = f"in {self.tool}, {_add_count(what, loss.count)}"
            findings.append(Diagnostic("X111", message, loss.place, "", "note"))
        return tuple(findings)


def _add_count(what: str, count: int) -> str:
    if count == 1:
        return what
    return f"{what} ({count} times)"


def note_logos(document: Document, losses: LossList) -> None:
    """Note the logos of a document, for a format that has no place for them."""
    for section in document.sections:
        for item in section.items:
            if item.logo:
                losses.leave_out("a logo", item)


def note_pictures(document: Document, losses: LossList) -> None:
    """Note the pictures of a document, for a format that has none."""
    note_logos(document, losses)
    if document.photo:
        losses.leave_out("the photo", ("basics", "image"))
    if document.closing and document.closing.picture:
        losses.leave_out("the picture of a signature", ("closing", "signature"))
    for section in document.sections:
        for item in section.items:
            if item.image:
                losses.leave_out("the picture of a work", item)
