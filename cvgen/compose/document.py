"""Takes a whole profile and a locale, gives the Document, part by part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from cvgen.compose import person, publications
from cvgen.compose.entries import item
from cvgen.compose.locale import Locale
from cvgen.compose.view import NOTHING, Document, Group
from cvgen.compose.view import Section as ViewSection
from cvgen.compose.wording import Wording
from cvgen.errors import Diagnostic, in_order
from cvgen.profile.load import Profile, Section
from cvgen.text import markup as inline


def compose(
    profile: Profile, words: Locale, today: date
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Word a whole profile for one language; the warnings say what could not be worded as written."""
    wording = Wording(words, profile.tree)
    document = replace(head(profile, wording, today), sections=_sections(profile, wording))
    return document, in_order(wording.warnings)


def head(profile: Profile, wording: Wording, today: date) -> Document:
    """Word all but the sections: who it is, and what the file says of itself."""
    basics = profile.basics
    names = person.names(basics.name, wording)
    name = inline.bare(names[0])
    label = wording.text(basics.label)
    return Document(
        language=wording.language,
        direction=wording.locale.direction,
        title=wording.locale.patterns["title"].format(name=name, document=wording.word("document")),
        author=name,
        subject=inline.bare(label) or wording.word("document"),
        keywords=_keywords(profile, wording),
        date=today.isoformat(),
        name=names[0],
        other_names=tuple(names[1:]),
        label=label,
        contacts=tuple(person.contacts(basics, wording)),
        photo=person.photo(profile.picture, name, wording),
        summary=wording.paragraphs(basics.summary),
        colon=wording.word("colon"),
        comma=wording.word("comma"),
        enumeration=wording.word("list"),
    )


def _sections(profile: Profile, wording: Wording) -> tuple[ViewSection, ...]:
    found: list[ViewSection] = []
    for section in profile.sections:
        if section.kind == "publications":
            found += publications.sections(section, profile, wording)
        else:
            found.append(_section(section, profile, wording))
    return tuple(section.numbered(number) for number, section in enumerate(found, start=1))


def _section(section: Section, profile: Profile, wording: Wording) -> ViewSection:
    own = section.title or profile.settings.headings.get(section.kind)
    title = wording.text(own) if own else Markup.escape(wording.locale.headings[section.kind])
    items = tuple(
        replace(item(entry, wording), origin=(*section.path, index))
        for index, entry in enumerate(section.entries)
    )
    return ViewSection(
        section.kind,
        title,
        section.entries[0].slots.layout,
        (Group(NOTHING, items),),
        on_new_page=section.on_new_page or section.kind in profile.settings.pageBreakBefore,
        kept_together=section.kept_together or section.kind in profile.settings.keepTogether,
    )


def _keywords(profile: Profile, wording: Wording) -> tuple[str, ...]:
    """Collect what the document is about, for its metadata."""
    found: list[str] = []
    for section in profile.sections:
        if section.kind == "interests":
            for entry in section.entries:
                texts = (getattr(entry, "name", None), *getattr(entry, "keywords", ()))
                found += [inline.bare(wording.text(text)) for text in texts if text]
    return tuple(dict.fromkeys(found))
