"""Takes a profile and a locale, gives the Document that themes print: the only place that turns facts into words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from cvgen import inline, locale
from cvgen.errors import Diagnostic, in_order
from cvgen.locale import Locale
from cvgen.profile.basics import Basics, NetworkProfile
from cvgen.profile.fields import LocationRecord, PersonRecord, ScoreRecord, Text, in_language
from cvgen.profile.load import Profile, Section
from cvgen.profile.publications import Publication
from cvgen.profile.sections import Entry
from cvgen.view import NOTHING, Contact, Detail, Document, Item, Link, Photo
from cvgen.view import Section as ViewSection


def compose(profile: Profile, words: Locale, today: date) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Word a whole profile for one language; the warnings say what could not be worded as written."""
    writer = _Writer(profile, words)
    document = writer.document(today)
    return document, in_order(writer.warnings)


@dataclass(slots=True)
class _Writer:
    """Carries the profile, the words of the language, and what was odd."""

    profile: Profile
    words: Locale
    warnings: list[Diagnostic] = field(default_factory=list)

    def document(self, today: date) -> Document:
        """Word everything."""
        basics = self.profile.basics
        names = self.names(basics.name)
        name = inline.bare(names[0])
        label = self.text(basics.label)
        return Document(
            language=self.words.language,
            direction=self.words.direction,
            title=self.words.patterns["title"].format(name=name, document=self.words.words["document"]),
            author=name,
            subject=inline.bare(label) or self.words.words["document"],
            keywords=self.keywords(),
            date=today.isoformat(),
            name=names[0],
            other_names=tuple(names[1:]),
            label=label,
            contacts=tuple(self.contacts(basics)),
            photo=self.photo(name),
            summary=self.paragraphs(basics.summary),
            sections=tuple(self.section(section, index) for index, section in enumerate(self.profile.sections)),
            colon=self.words.words["colon"],
            comma=self.words.words["comma"],
        )

    # --- text -------------------------------------------------------------------------------------------------

    def text(self, text: Text | None, *, marks: bool = True) -> Markup:
        """Choose the version for the language; a version in another language carries that language's tag."""
        if not text:
            return NOTHING
        language, chosen = in_language(text, (self.words.language, "en"))
        return self.written(chosen, language, marks=marks)

    def written(self, text: str, language: str, *, marks: bool = True) -> Markup:
        """Turn one version of a text into markup."""
        own = language or self.words.language
        content = inline.markup(text, own, self.report) if marks else inline.plain(text, own)
        if own.split("-")[0] == self.words.language.split("-")[0]:
            return content
        return Markup('<span lang="{}">{}</span>').format(own, content)

    def paragraphs(self, text: Text | None) -> tuple[Markup, ...]:
        """Word a text of several paragraphs."""
        if not text:
            return ()
        language, chosen = in_language(text, (self.words.language, "en"))
        return tuple(self.written(part, language) for part in inline.paragraphs(chosen))

    def report(self, code: str, message: str, hint: str, piece: str) -> None:
        """Keep a warning about a piece of text, with the place where it stands."""
        self.warnings.append(Diagnostic(code, message, self.profile.tree.find(piece), hint, "warning"))

    def joined(self, parts: list[Markup] | tuple[Markup, ...]) -> Markup:
        """Join what is not empty with the comma of the language."""
        return Markup(self.words.words["comma"]).join(part for part in parts if part)

    # --- the person -------------------------------------------------------------------------------------------

    def names(self, name: Text) -> list[Markup]:
        """Give the name in the document's language, then in the others."""
        if isinstance(name, str):
            return [self.text(name, marks=False)]
        first, _ = in_language(name, (self.words.language, "en"))
        order = [first, *(language for language in name if language != first)]
        return [self.written(name[language], language, marks=False) for language in order]

    def contacts(self, basics: Basics) -> list[Contact]:
        """List the ways to reach the person, then personal facts."""
        found = []
        if basics.email:
            found.append(self.contact("email", Markup.escape(basics.email), "mailto:" + basics.email))
        if basics.phone:
            found.append(self.contact("phone", _unbroken(basics.phone), "tel:" + "".join(basics.phone.split())))
        if basics.url:
            found.append(self.contact("url", _address(basics.url), basics.url))
        found += [self.network(profile) for profile in basics.profiles]
        if basics.location:
            found.append(self.contact("location", self.location(basics.location)))
        facts = {"pronouns": self.text(basics.pronouns), "nationality": self.text(basics.nationality)}
        if basics.birthDate:
            facts["birthDate"] = Markup.escape(self.words.date(basics.birthDate))
        return found + [self.contact(name, fact) for name, fact in facts.items() if fact]

    def contact(self, kind: str, text: Markup, url: str = "") -> Contact:
        """Make a contact with the label of the language."""
        return Contact(kind, self.words.words[kind], text, url)

    def network(self, account: NetworkProfile) -> Contact:
        """Word an account; without an address it gets the usual one of its network."""
        name = self.text(account.network, marks=False)
        kind = inline.bare(name)
        pattern = locale.networks().get(kind.lower(), "")
        url = account.url or (pattern.format(username=account.username) if account.username else "")
        text = _unbroken(account.username) if account.username else _address(url) if url else name
        return Contact(kind.lower(), kind, text, url)

    def location(self, place: LocationRecord) -> Markup:
        """Word a place from the street to the country."""
        city = self.text(place.city)
        if place.postalCode:
            city = Markup("{}\N{NO-BREAK SPACE}{}").format(place.postalCode, city) if city else Markup.escape(place.postalCode)
        return self.joined([self.text(place.address), city, self.text(place.region), self.country(place.countryCode)])

    def country(self, code: str | None) -> Markup:
        """Name a country by its code, or print what was given."""
        if not code:
            return NOTHING
        names = locale.countries().get(code.upper(), {})
        return Markup.escape(names.get(self.words.language.split("-")[0]) or names.get("en") or code)

    def photo(self, name: str) -> Photo | None:
        """Point at the photo."""
        picture = self.profile.picture
        alternative = self.words.patterns["photo"].format(name=name)
        return Photo(picture.resolve().as_uri(), alternative) if picture else None

    def keywords(self) -> tuple[str, ...]:
        """Collect what the document is about, for its metadata."""
        found: list[str] = []
        for section in self.profile.sections:
            if section.kind == "interests":
                for entry in section.entries:
                    texts = (getattr(entry, "name", None), *getattr(entry, "keywords", ()))
                    found += [inline.bare(self.text(text)) for text in texts if text]
        return tuple(dict.fromkeys(found))

    # --- sections and entries ---------------------------------------------------------------------------------

    def section(self, section: Section, index: int) -> ViewSection:
        """Word one section."""
        own = self.profile.settings.headings.get(section.kind) if section.kind != "custom" else section.title
        title = self.text(own) if own else Markup.escape(self.words.headings[section.kind])
        name = f"section-{index + 1}"
        items = tuple(self.item(entry, f"{name}-{number + 1}") for number, entry in enumerate(section.entries))
        layout = section.entries[0].slots.layout
        return ViewSection(name, section.kind, title, layout, items, self.legend(section))

    def item(self, entry: Entry, name: str) -> Item:
        """Word one entry by the slots that its kind declares."""
        slots = entry.slots
        linked = slots.linked if slots.linked and getattr(entry, slots.linked) else ""
        head = [self.value(entry, key, linked) for key in slots.title]
        rest = [self.value(entry, key, linked) for key in slots.subtitle]
        if not any(head):
            first = next((index for index, value in enumerate(rest) if value), None)
            head = [rest.pop(first)] if first is not None else []
        paper = entry if isinstance(entry, Publication) else None
        title = self.joined(head)
        return Item(
            id=name,
            title=title if linked else self.linked(title, entry.url),
            people=self.authors(paper) if paper else NOTHING,
            subtitle=self.venue(paper) if paper else self.joined(rest),
            place=self.location(entry.location) if entry.location else NOTHING,
            period=Markup.escape(self.words.period(entry.period())),
            status=self.words.status[paper.status] if paper and paper.status and paper.status != "published" else "",
            notes=tuple(self.text(note) for note in paper.notes) if paper else (),
            details=tuple(self.details(entry)),
            text=tuple(part for key in slots.text for part in self.paragraphs(getattr(entry, key, None))),
            points=tuple(self.text(point) for point in entry.highlights),
            links=self.links(entry, titled=bool(title)),
        )

    def linked(self, text: Markup, url: str | None) -> Markup:
        """Put an address behind a text that has none yet."""
        return Markup('<a href="{}">{}</a>').format(url, text) if url and text and "<a " not in text else text

    def value(self, entry: Entry, key: str, linked: str = "") -> Markup:
        """Word one field, whatever its type; the entry's address goes behind the one that is `linked`."""
        value = getattr(entry, key)
        if key == linked:
            return self.linked(self.text(value), entry.url)
        if key in ("email", "phone") and value:
            scheme = "mailto:" if key == "email" else "tel:"
            return Markup('<a href="{}">{}</a>').format(scheme + "".join(value.split()), value)
        if not isinstance(value, tuple):
            return self.text(value)
        return self.joined([self.part(part) for part in value])

    def part(self, part: PersonRecord | ScoreRecord | Text) -> Markup:
        """Word one part of a list."""
        if isinstance(part, PersonRecord):
            return self.person(part)
        return self.score(part) if isinstance(part, ScoreRecord) else self.text(part)

    def person(self, person: PersonRecord) -> Markup:
        """Word somebody's name, linked where there is an address, with role and affiliation."""
        url = person.url or (f"mailto:{person.email}" if person.email else "")
        name = self.text(person.name, marks=False)
        linked = Markup('<a href="{}">{}</a>').format(url, name) if url else name
        extra = self.joined([self.text(person.role), self.text(person.affiliation)])
        return Markup("{} ({})").format(linked, extra) if extra else linked

    def score(self, score: ScoreRecord) -> Markup:
        """Word a grade: its name, its value on its scale, its rank."""
        value = Markup.escape((score.value or "") + (f"/{score.scale}" if score.scale else ""))
        named = Markup("\N{NO-BREAK SPACE}").join(part for part in (self.text(score.name), value) if part)
        rank = Markup(self.words.patterns["rank"]).format(rank=self.text(score.rank)) if score.rank else NOTHING
        return self.joined([named, rank])

    def details(self, entry: Entry) -> list[Detail]:
        """Word the facts that need their name in front; a grade with a name of its own does not."""
        found = []
        for key in entry.slots.details:
            text = self.value(entry, key)
            if text:
                raw = getattr(entry, key)
                own = key == "score" and bool(raw[0].name)
                word = key[:-1] if isinstance(raw, tuple) and len(raw) == 1 and key[:-1] in self.words.words else key
                found.append(Detail(key, "" if own else self.words.words.get(word, ""), text))
        return found

    def links(self, entry: Entry, *, titled: bool) -> tuple[Link, ...]:
        """List the links of an entry; its own address is behind its title where it has one."""
        found = [Link(label, url) for label, url in entry.links.items()]
        if entry.url and not titled:
            found.insert(0, Link(str(_address(entry.url)), entry.url))
        if isinstance(entry, Publication):
            if entry.doi:
                found.append(Link(f"doi:{entry.doi}", f"https://doi.org/{entry.doi}"))
            if entry.arxiv:
                found.append(Link(f"arXiv:{entry.arxiv}", f"https://arxiv.org/abs/{entry.arxiv}"))
        return tuple(found)

    # --- publications -----------------------------------------------------------------------------------------

    def authors(self, paper: Publication) -> Markup:
        """List the authors, the person's own name strong, marks raised behind the names."""
        own = self.own_names()
        names = []
        for author in paper.authors:
            name = self.text(author.name, marks=False)
            if _plain_name(inline.bare(name)) in own:
                name = Markup('<strong class="own-name">{}</strong>').format(name)
            if author.url:
                name = Markup('<a href="{}">{}</a>').format(author.url, name)
            names.append(Markup('{}<span class="marks">{}</span>').format(name, author.marks) if author.marks else name)
        return Markup(self.words.words["names"]).join(names)

    def own_names(self) -> frozenset[str]:
        """Collect every spelling of the person's name."""
        name = self.profile.basics.name
        spellings = [name] if isinstance(name, str) else [*name.values()]
        return frozenset(_plain_name(spelling) for spelling in (*spellings, *self.profile.basics.alternateNames))

    def venue(self, paper: Publication) -> Markup:
        """Word where it appeared: venue, volume and issue, pages."""
        volume = paper.volume or ""
        if paper.volume and paper.issue:
            volume = self.words.patterns["volume"].format(volume=paper.volume, issue=paper.issue)
        publisher = self.text(paper.publisher)
        if publisher:
            publisher = Markup("<cite>{}</cite>").format(publisher)
        named = Markup(" ").join(part for part in (publisher, Markup.escape(volume)) if part)
        pages = Markup.escape((paper.pages or "").replace("--", "–").replace("-", "–"))
        number = Markup.escape(paper.number or "")
        return self.joined([named, number, pages])

    def legend(self, section: Section) -> tuple[tuple[str, str], ...]:
        """Explain the marks that the section's author lists carry."""
        used = {mark for entry in section.entries if isinstance(entry, Publication) for author in entry.authors for mark in author.marks}
        return tuple((mark, meaning) for mark, meaning in self.words.marks.items() if mark in used)


def _address(url: str) -> Markup:
    """Show an address without its scheme."""
    return Markup.escape(url.removeprefix("https://").removeprefix("http://").removeprefix("mailto:").rstrip("/"))


def _unbroken(text: str) -> Markup:
    return Markup.escape(text.replace(" ", "\N{NO-BREAK SPACE}"))


def _plain_name(name: str) -> str:
    return " ".join(name.replace("\N{NO-BREAK SPACE}", " ").casefold().split())
