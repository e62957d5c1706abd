"""Point from a skill to the entries that show it, by their `id`, or by the `key` of a work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from cvgen.compose.unlink import remove_links
from cvgen.compose.view import Section as ViewSection
from cvgen.errors import Diagnostic, did_you_mean
from cvgen.files.yamlfile import KeyPath
from cvgen.profile.model import Profile, Section
from cvgen.profile.sections import Entry, Skill


def list_evidence(sections: Iterable[ViewSection], profile: Profile) -> dict[str, Markup]:
    """List the entries that are printed, by name: the title of each, linked to where it stands.

    Nothing where no skill asks for it.
    """
    if not any(skill.evidence for _, skill in _iterate_skills(profile)):
        return {}
    names = {path: _list_names(entry) for path, entry in _iterate_entries(profile)}
    listed: dict[str, Markup] = {}
    for section in sections:
        for item in section.items:
            title = remove_links(item.title or item.citation or item.subtitle)
            linked = Markup('<a href="#{}">{}</a>').format(item.id, title)
            for name in names.get(item.origin, ()):
                if title:
                    listed.setdefault(name, linked)
    return listed


def check_evidence(profile: Profile) -> Iterator[Diagnostic]:
    """Check that what a skill points to is an entry of the profile."""
    known = {name for _, entry in _iterate_entries(profile) for name in _list_names(entry)}
    for path, skill in _iterate_skills(profile):
        for index, name in enumerate(skill.evidence):
            if name not in known:
                message = f"'{name}' is the id of no entry, and shows nothing of a skill"
                hint = did_you_mean(name, known) or "give the entry that shows it an 'id:'"
                place = profile.tree.find_place((*path, "evidence", index))
                yield Diagnostic("W431", message, place, hint, "warning")


def _iterate_skills(profile: Profile) -> Iterator[tuple[KeyPath, Skill]]:
    for section in profile.sections:
        if section.kind == "skills":
            for path, entry in _iterate_section(section):
                if isinstance(entry, Skill):
                    yield path, entry


def _iterate_entries(profile: Profile) -> Iterator[tuple[KeyPath, Entry]]:
    for section in profile.sections:
        yield from _iterate_section(section)


def _iterate_section(section: Section) -> Iterator[tuple[KeyPath, Entry]]:
    for index, entry in enumerate(section.entries):
        yield (*section.path, index), entry


def _list_names(entry: Entry) -> list[str]:
    return [name for name in (entry.id, getattr(entry, "key", None)) if name]
