"""Takes one entry of any kind, gives the Item that themes draw, by the slots that its kind declares."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from cvgen.compose.view import NOTHING, PICTURE, Detail, Item, Link, Photo
from cvgen.compose.wording import Wording, address, linked
from cvgen.profile.academic import Statement
from cvgen.profile.fields import PersonRecord, ScoreRecord
from cvgen.profile.sections import Entry
from cvgen.text import bidi as scripts
from cvgen.text import markup as inline


def item(entry: Entry, wording: Wording) -> Item:
    """Word one entry."""
    slots = entry.slots
    owner = slots.linked if slots.linked and getattr(entry, slots.linked) else ""
    head = [value(entry, key, wording, owner) for key in slots.title]
    rest = [value(entry, key, wording, owner) for key in slots.subtitle]
    if not any(head):
        first = next((index for index, found in enumerate(rest) if found), None)
        head = [rest.pop(first)] if first is not None else []
    title, prose = wording.joined(head), body(entry, wording)
    return replace(
        prose,
        extent=_extent(entry, prose, wording),
        image=picture(entry, title),
        title=title if owner else linked(title, entry.url),
        subtitle=wording.joined(rest),
        details=tuple(details(entry, wording)),
        links=links(entry, titled=bool(title)),
    )


def _extent(entry: Entry, prose: Item, wording: Wording) -> str:
    return (
        wording.extent((*prose.text, *prose.points), entry.wordLimit)
        if isinstance(entry, Statement)
        else ""
    )


def picture(entry: Entry, title: Markup) -> Photo | None:
    """Point at the picture of a work; its title says what it shows."""
    image = getattr(entry, "image", None)
    return Photo(PICTURE + image, inline.bare(title)) if image else None


def body(entry: Entry, wording: Wording) -> Item:
    """Word what all kinds have in common: place, period, prose and points."""
    return Item(
        place=wording.location(entry.location) if entry.location else NOTHING,
        period=wording.period(entry.period()),
        text=tuple(
            part
            for key in entry.slots.text
            for part in wording.paragraphs(getattr(entry, key, None))
        ),
        points=tuple(wording.text(point.text) for point in entry.highlights),
        on_new_page=entry.pageBreakBefore,
        kept_together=entry.keepTogether,
    )


def value(entry: Entry, key: str, wording: Wording, owner: str = "") -> Markup:
    """Word one field, whatever its type; the entry's address goes behind the field that owns it."""
    found = getattr(entry, key)
    if key in ("email", "phone") and found:
        scheme = "mailto:" if key == "email" else "tel:"
        text = (
            scripts.wrap_ltr(Markup.escape(found))
            if scripts.is_rtl(wording.language)
            else Markup.escape(found)
        )
        return linked(text, scheme + "".join(found.split()))
    if isinstance(found, tuple) and found:
        parts = [wording.part(part) for part in found]
        if isinstance(found[0], PersonRecord):
            return wording.listed(parts)
        return wording.joined(parts, "comma" if isinstance(found[0], ScoreRecord) else "list")
    return linked(wording.text(found), entry.url if key == owner else None)


def details(entry: Entry, wording: Wording) -> list[Detail]:
    """Word the facts that need their name in front; a grade with a name of its own does not."""
    found = []
    for key in entry.slots.details:
        text = value(entry, key, wording)
        if text:
            raw = getattr(entry, key)
            named = key == "score" and bool(raw[0].name)
            single = isinstance(raw, tuple) and len(raw) == 1 and key[:-1] in wording.locale.words
            label = "" if named else wording.locale.words.get(key[:-1] if single else key, "")
            found.append(Detail(key, label, text))
    return found


def links(entry: Entry, *, titled: bool) -> tuple[Link, ...]:
    """List the links of an entry; its own address is behind its title where it has one."""
    found = [Link(label, url) for label, url in entry.links.items()]
    if entry.url and not titled:
        found.insert(0, Link(address(entry.url), entry.url))
    return tuple(found)
