"""Write a Europass CV (SkillsPassport, version 3.3 of Cedefop's schema).

Its places are few: a section that it does not know becomes an achievement with a title of its own.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup
from msgspec import Struct

from cvgen.compose.view import Item
from cvgen.exporters.europass_parts import (
    add_address,
    add_date,
    add_period,
    add_text,
    load_format,
    split_name,
)
from cvgen.exporters.europass_text import (
    format_items,
    format_paragraphs,
    format_points,
    format_prose,
    join_html,
)
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.facts import FactWriter
from cvgen.exporters.losses import LossList, note_logos
from cvgen.exporters.outline import Outliner
from cvgen.exporters.plain import read_plain
from cvgen.exporters.printed import PrintedEntry, PrintedSection, list_printed_sections
from cvgen.profile.sections import Language
from cvgen.text.links import encode_url
from cvgen.text.patterns import compile_late

_LEVEL = compile_late(r"[ABC][12]")
# Contacts that have a place of their own, or may have one.
_KNOWN = ("email", "phone", "url", "location", "birthDate", "nationality")
_PNG = b"\x89PNG"


def export_europass(order: ExportOrder) -> Export:
    """Write a Europass XML file."""
    writer = _PassportWriter(order, LossList("Europass", order.plan.profile))
    root = writer.write_passport()
    data = b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"
    return Export({".europass.xml": data}, writer.losses.list_findings())


class _PassportWriter(Struct):
    """Writes the parts in the order of the schema, and notes what has no place."""

    order: ExportOrder
    losses: LossList

    def write_passport(self) -> Element:
        """Write the whole file."""
        described = load_format()
        document = self.order.document
        note_logos(document, self.losses)
        namespace = described["namespace"]
        root = Element("SkillsPassport", {"xmlns": namespace})
        root.set("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        root.set("xsi:schemaLocation", f"{namespace} {described['schema']}")
        root.set("locale", document.language.split("-")[0])
        info = SubElement(root, "DocumentInfo")
        day = f"{self.order.plan.today.isoformat()}T00:00:00.000Z"
        for name, text in (
            ("DocumentType", "ECV"),
            ("CreationDate", day),
            ("LastUpdateDate", day),
            ("XSDVersion", described["version"]),
            ("Generator", "cvgen"),
        ):
            add_text(info, name, text)
        self.write_learner(SubElement(root, "LearnerInfo"))
        return root

    def write_learner(self, learner: Element) -> None:
        """Write who it is, then what was done, in lists by kind."""
        self.write_person(SubElement(learner, "Identification"))
        if self.order.document.label:
            headline = SubElement(learner, "Headline")
            add_text(SubElement(headline, "Type"), "Code", "position")
            label = read_plain(self.order.document.label)
            add_text(SubElement(headline, "Description"), "Label", label)
        sections = list_printed_sections(self.order)
        self.write_jobs(learner, sections)
        self.write_courses(learner, [one for one in sections if one.kind == "education"])
        self.write_skills(learner, sections)
        self.write_achievements(learner, sections)
        for section in sections:
            self.losses.note_overview(section.view)

    def write_person(self, identification: Element) -> None:
        """Write the name, how to reach the person, and the facts that the reader may see."""
        basics = self.order.plan.profile.basics
        document = self.order.document
        name = SubElement(identification, "PersonName")
        title, given, family = split_name(self.order)
        if title:
            add_text(SubElement(name, "Title"), "Label", title)
        add_text(name, "FirstName", given)
        add_text(name, "Surname", family)
        if document.other_names:
            self.losses.leave_out("the name in another language", ("basics", "name"))
        if self.order.document.closing:
            self.losses.leave_out("what stands below all sections", ("closing",))
        self.write_contacts(identification)
        facts = FactWriter(document.language)
        if basics.birthDate or basics.nationality:
            demographics = SubElement(identification, "Demographics")
            if basics.birthDate:
                add_date(demographics, "Birthdate", basics.birthDate)
            if basics.nationality:
                nationalities = SubElement(demographics, "NationalityList")
                nationality = SubElement(nationalities, "Nationality")
                add_text(nationality, "Label", facts.choose_text(basics.nationality))
        self.write_photo(identification)

    def add_telephone(self, contact: Element) -> None:
        """Add the telephone."""
        telephones = Element("TelephoneList")
        types = [one.type for one in self.order.document.contacts if one.kind == "phone"]
        for phone, word in zip(self.order.plan.profile.basics.phone, types, strict=True):
            telephone = SubElement(telephones, "Telephone")
            add_text(telephone, "Contact", phone.phone)
            if word:
                add_text(SubElement(telephone, "Use"), "Label", word)
        if len(telephones):
            contact.append(telephones)

    def write_contacts(self, identification: Element) -> None:
        """Write the addresses; an account is a web site with a name."""
        basics = self.order.plan.profile.basics
        contact = Element("ContactInfo")
        for address in basics.location[:1]:
            add_address(contact, address, self.order.document.language)
        for mail in basics.email[:1]:
            add_text(SubElement(contact, "Email"), "Contact", mail.email)
        for key in ("email", "location"):
            for index in range(1, len(getattr(basics, key))):
                self.losses.leave_out(f"a second '{key}'", ("basics", key, index))
        self.add_telephone(contact)
        self.add_websites(contact)
        if len(contact):
            identification.append(contact)

    def add_websites(self, contact: Element) -> None:
        """Add what has an address in the web, and note what has no place."""
        websites = Element("WebsiteList")
        for site in self.order.document.contacts:
            if site.url.startswith("http"):
                website = SubElement(websites, "Website")
                add_text(website, "Contact", encode_url(site.url))
                if site.kind != "url":
                    add_text(SubElement(website, "Use"), "Label", site.label)
            elif site.kind not in _KNOWN:
                self.losses.leave_out(f"the contact '{site.label}'", ("basics",))
        if len(websites):
            contact.append(websites)

    def write_photo(self, identification: Element) -> None:
        """Write the photo as text, unless it is not to be printed."""
        from cvgen.files.photo import make_printable

        path = self.order.plan.profile.picture
        is_printed = self.order.plan.style.options["photo"] == "true"
        if path is None or not self.order.document.photo or not is_printed:
            return
        data = make_printable(path.read_bytes())
        photo = SubElement(identification, "Photo")
        add_text(photo, "MimeType", "image/png" if data.startswith(_PNG) else "image/jpeg")
        add_text(photo, "Data", b64encode(data).decode())

    def write_jobs(self, learner: Element, sections: Sequence[PrintedSection]) -> None:
        """Write what was worked, in all sections that are such."""
        jobs = Element("WorkExperienceList")
        for section in sections:
            if section.kind not in load_format()["jobs"]:
                continue
            if section.kind != "work":
                title = read_plain(section.view.title)
                first = section.entries[0].item
                self.losses.change_form(f"'{title}' stands among the jobs", first)
            for printed in section.entries:
                job = SubElement(jobs, "WorkExperience")
                self.add_stretch(job, printed)
                add_text(SubElement(job, "Position"), "Label", read_plain(printed.item.title))
                add_text(job, "Activities", self.format_body(printed.item))
                self.add_organisation(job, "Employer", printed)
        if len(jobs):
            learner.append(jobs)

    def write_courses(self, learner: Element, sections: Iterable[PrintedSection]) -> None:
        """Write the education; the title of a course has its field in it."""
        courses = Element("EducationList")
        for section in sections:
            for printed in section.entries:
                course = SubElement(courses, "Education")
                self.add_stretch(course, printed)
                add_text(course, "Title", read_plain(printed.item.title))
                add_text(course, "Activities", self.format_body(printed.item))
                self.add_organisation(course, "Organisation", printed)
        if len(courses):
            learner.append(courses)

    def add_organisation(self, parent: Element, name: str, printed: PrintedEntry) -> None:
        """Add an employer or a school, with its town and its page."""
        entry = printed.entry
        organisation = Element(name)
        add_text(organisation, "Name", read_plain(printed.item.subtitle))
        contact = Element("ContactInfo")
        for location in entry.location[:1]:
            add_address(contact, location, self.order.document.language)
        if entry.url:
            add_text(SubElement(contact, "Website"), "Contact", encode_url(entry.url))
        if len(contact):
            organisation.append(contact)
        if len(organisation):
            parent.append(organisation)

    def add_stretch(self, parent: Element, printed: PrintedEntry) -> None:
        """Add a period, which must have a start."""
        period = printed.entry.period()
        if not period.start:
            if printed.item.period:
                self.losses.leave_out("a time without a start", printed.item)
            return
        if any(date.season or date.expected for date in (period.start, period.end) if date):
            self.losses.leave_out("the season of a date, or that it is expected", printed.item)
        add_period(SubElement(parent, "Period"), period)

    def format_body(self, item: Item) -> str:
        """Format facts, prose, points and links as HTML."""
        outliner = Outliner(self.order.document)
        text = format_paragraphs(outliner.format_detail(detail) for detail in item.details)
        text += format_prose(item.text) + format_points(item.points)
        if item.image:
            self.losses.leave_out("the picture of a work", item)
        return text + format_paragraphs([outliner.format_links(item.links)])

    def write_skills(self, learner: Element, sections: Sequence[PrintedSection]) -> None:
        """Write the languages, and the other skills as one text."""
        skills = Element("Skills")
        spoken: list[PrintedEntry] = []
        items: list[str] = []
        for section in sections:
            if section.kind == "languages":
                spoken += section.entries
            elif section.kind == "skills":
                items += [self.format_line(printed.item, ": ") for printed in section.entries]
        if spoken:
            self.write_languages(SubElement(skills, "Linguistic"), spoken)
        if items:
            add_text(SubElement(skills, "JobRelated"), "Description", format_items(items))
        if len(skills):
            learner.append(skills)

    def write_languages(self, linguistic: Element, spoken: Iterable[PrintedEntry]) -> None:
        """Write languages: those that somebody grew up with first, as the schema wants it."""
        mothers = Element("MotherTongueList")
        others = Element("ForeignLanguageList")
        for printed in spoken:
            entry = printed.entry
            assert isinstance(entry, Language)
            fluency = FactWriter(self.order.document.language).choose_text(entry.fluency)
            parent, name = others, "ForeignLanguage"
            if fluency.casefold().strip(".") in load_format()["native"]:
                parent, name = mothers, "MotherTongue"
            language = SubElement(parent, name)
            title = read_plain(printed.item.title)
            add_text(SubElement(language, "Description"), "Label", title)
            if name == "ForeignLanguage":
                self.add_levels(language, entry, printed.item)
        for parent in (mothers, others):
            if len(parent):
                linguistic.append(parent)

    def add_levels(self, language: Element, entry: Language, item: Item) -> None:
        """Add the levels of the European framework; what else is said has no place."""
        facts = FactWriter(self.order.document.language)
        names = load_format()["levels"]
        levels = dict.fromkeys(names, facts.choose_text(entry.fluency))
        for score in entry.score:
            part = "".join(facts.choose_text(score.name).title().split())
            if part in levels:
                levels[part] = score.value or ""
        known = {name: level for name, level in levels.items() if _LEVEL.fullmatch(level)}
        if known:
            parent = SubElement(language, "ProficiencyLevel")
            for name, level in known.items():
                add_text(parent, name, level)
        elif item.subtitle:
            self.losses.leave_out("a level of a language that is none of A1 to C2", item)

    def write_achievements(self, learner: Element, sections: Sequence[PrintedSection]) -> None:
        """Write all other sections, each as a title and a list of lines."""
        achievements = Element("AchievementList")
        described = load_format()
        summary = format_prose(self.order.document.summary)
        if summary:
            self.losses.change_form(
                "the summary stands among the achievements", ("basics", "summary")
            )
            self.add_achievement(achievements, "", "Summary", summary)
        for section in sections:
            if section.kind in (*described["jobs"], "education", "skills", "languages"):
                continue
            title = read_plain(section.view.title)
            code = described["achievements"].get(section.kind, "")
            lines = [self.format_line(printed.item) for printed in section.entries]
            self.add_achievement(achievements, code, title, format_items(lines))
            message = f"an entry of '{title}' is one line"
            self.losses.change_form(message, section.entries[0].item)
        if len(achievements):
            learner.append(achievements)

    def add_achievement(self, parent: Element, code: str, title: str, text: str) -> None:
        """Add an achievement."""
        achievement = SubElement(parent, "Achievement")
        heading = SubElement(achievement, "Title")
        add_text(heading, "Code", code)
        add_text(heading, "Label", title)
        add_text(achievement, "Description", text)

    def format_line(self, item: Item, joint: str = ", ") -> str:
        """Format all that an entry says as one item of a list."""
        outliner = Outliner(self.order.document)
        title = item.citation or item.title
        first = join_html([Markup.escape(item.number), *item.badges, title], " ")
        parts = [item.people, outliner.format_where(item), item.status, item.period, *item.notes]
        rest = join_html(parts, ", ")
        line = joint.join(filter(None, (first, rest)))
        texts = [outliner.format_detail(detail) for detail in item.details]
        points = ""
        for block in item.text:
            texts.append(block.text)
            points += format_points(block.points, block.kind)
        texts.append(outliner.format_links(item.links))
        said = "; ".join(filter(None, (line, join_html(texts, "; "))))
        return said + points + format_points(item.points)
