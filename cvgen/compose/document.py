"""Compose a whole profile into the Document that themes print, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup
from msgspec.structs import replace

from cvgen.compose.closing import compose_closing
from cvgen.compose.entries import compose_item
from cvgen.compose.evidence import list_evidence
from cvgen.compose.locale import Locale
from cvgen.compose.person import compose_photo, format_names, list_contacts
from cvgen.compose.publications import compose_publications
from cvgen.compose.tables import compose_cells, finish_table, list_headings
from cvgen.compose.view import Document, Group, Item
from cvgen.compose.view import Section as ViewSection
from cvgen.compose.wording import Wording
from cvgen.errors import Diagnostic, in_order
from cvgen.profile.model import Profile, Section
from cvgen.profile.names import format_full_names
from cvgen.profile.sections import Interest
from cvgen.text.markup import strip_markup

BREAKS = "breaks"


def compose(
    profile: Profile, words: Locale, today: date
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Compose a whole profile in one language; warnings say what could not be as written."""
    wording = Wording(words, profile.tree, today)
    head = compose_head(profile, wording, today)
    sections = _compose_sections(profile, wording)
    closing = compose_closing(profile.settings.closing, head.name, wording, today)
    document = replace(head, sections=sections, closing=closing)
    return document, in_order([*words.warnings, *wording.warnings])


def compose_head(profile: Profile, wording: Wording, today: date) -> Document:
    """Compose all but the sections: who it is, and what the file says of itself."""
    basics = profile.basics
    names = format_names(format_full_names(basics.name), wording)
    author = strip_markup(names[0])
    label = wording.format_text(basics.label)
    kind = wording.word("document")
    return Document(
        language=wording.language,
        direction=wording.locale.direction,
        title=wording.locale.patterns["title"].format(name=author, document=kind),
        author=author,
        subject=strip_markup(label) or kind,
        keywords=_list_keywords(profile, wording),
        date=today.isoformat(),
        name=names[0],
        other_names=tuple(names[1:]),
        label=label,
        contacts=tuple(list_contacts(basics, wording)),
        photo=compose_photo(profile.picture, author, wording),
        summary=wording.format_prose(basics.summary),
        colon=wording.word("colon"),
        comma=wording.word("comma"),
        enumeration=wording.word("list"),
    )


def _compose_sections(profile: Profile, wording: Wording) -> tuple[ViewSection, ...]:
    """Compose the sections; twice where skills point to entries, whose place is known then."""
    sections = _arrange_sections(profile, wording)
    evidence = list_evidence(sections, profile)
    if not evidence:
        return sections
    return _arrange_sections(profile, replace(wording, evidence=evidence, warnings=[]))


def _arrange_sections(profile: Profile, wording: Wording) -> tuple[ViewSection, ...]:
    sections: list[ViewSection] = []
    for parts in _list_wholes(profile.sections):
        if parts[0].kind == "publications":
            sections += compose_publications(parts[0], profile, wording)
        else:
            sections.append(_compose_section(parts, profile, wording))
    finished = [finish_table(section, wording) for section in sections]
    return tuple(section.with_ids(number) for number, section in enumerate(finished, start=1))


def _list_wholes(sections: Iterable[Section]) -> list[list[Section]]:
    """List the sections, each with the groups that follow it in the same whole."""
    wholes: list[list[Section]] = []
    for section in sections:
        if section.whole and wholes and wholes[-1][-1].whole == section.whole:
            wholes[-1].append(section)
        else:
            wholes.append([section])
    return wholes


def _compose_section(parts: Sequence[Section], profile: Profile, wording: Wording) -> ViewSection:
    """Compose a section of one part, or of several groups."""
    section = parts[0]
    kind = section.kind
    settings = profile.settings
    entries = [entry for part in parts for entry in part.entries]
    columns: tuple[str, ...] = ()
    if kind in settings.tables:
        columns = list_headings(entries[0], wording)
    composed = ViewSection(
        kind,
        _format_heading(section, profile, wording),
        entries[0].slots.layout,
        tuple(_compose_group(part, profile, wording) for part in parts),
        columns=columns,
        on_new_page=section.on_new_page or kind in settings.pageBreakBefore,
        kept_together=section.kept_together or kind in settings.keepTogether,
    )
    if kind in (*settings.counts, *settings.sums):
        from cvgen.compose.overview import add_overview

        composed = add_overview(composed, entries, settings, wording)
    if kind == BREAKS and settings.timeline:
        from cvgen.compose.breaks import explain_breaks

        composed = explain_breaks(composed, profile, wording)
    return composed


def _compose_group(section: Section, profile: Profile, wording: Wording) -> Group:
    """Compose the entries of a section, which may be a group in one."""
    is_table = section.kind in profile.settings.tables
    items: list[Item] = []
    for index, entry in enumerate(section.entries):
        item = compose_item(entry, wording).with_origin((*section.path, index))
        if is_table:
            item = replace(item, cells=compose_cells(entry, item, wording))
        items.append(item)
    return Group(wording.format_text(section.group), tuple(items))


def _format_heading(section: Section, profile: Profile, wording: Wording) -> Markup:
    """Format the section's own title, else the profile's heading, else that of the language."""
    title = section.title or profile.settings.headings.get(section.kind)
    if title:
        return wording.format_text(title)
    return Markup.escape(wording.locale.headings[section.kind])


def _list_keywords(profile: Profile, wording: Wording) -> tuple[str, ...]:
    """List what the document is about, for its metadata: the interests, each once."""
    keywords: dict[str, None] = {}
    for section in profile.sections:
        for entry in section.entries:
            if not isinstance(entry, Interest):
                continue
            for text in (entry.name, *entry.keywords):
                if text:
                    keywords[strip_markup(wording.format_text(text))] = None
    return tuple(keywords)
