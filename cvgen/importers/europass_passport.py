"""Read a SkillsPassport, the Europass CV of before 2020 (versions 2 and 3)."""

from __future__ import annotations

from typing import Any

from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.importers.entries import (
    find_country_code,
    join_person_name,
    list_words,
    make_points,
    split_points,
)
from cvgen.importers.europass_parts import (
    MOTHER_TONGUE,
    add_description,
    find_language_name,
    make_scores,
)
from cvgen.importers.headings import find_kind
from cvgen.importers.html_text import convert_html
from cvgen.importers.records import pick_list, pick_text, pick_value
from cvgen.importers.structured_dates import join_parts
from cvgen.profile.kinds import KINDS

_SKILLS = {
    "Communication": "Communication",
    "Organisational": "Organisation",
    "JobRelated": "Job-related",
    "Computer": "Computer",
    "Other": "Other",
}
_UNSPLIT = ("publications", "work", "education")  # whose entries are more than a line


def read_passport(builder: ProfileBuilder, passport: Any) -> None:
    """Read the person, jobs, education, skills and achievements."""
    learner = pick_value(passport, "LearnerInfo") or {}
    _read_identification(builder, pick_value(learner, "Identification"))
    builder.basics["label"] = convert_html(pick_text(learner, "Headline", "Description", "Label"))
    for job in _list_items(learner, "WorkExperience"):
        builder.add_entry("work", _read_job(job))
    for course in _list_items(learner, "Education"):
        builder.add_entry("education", _read_education(course))
    _read_languages(builder, pick_value(learner, "Skills", "Linguistic"))
    _read_skills(builder, pick_value(learner, "Skills"))
    for achievement in _list_items(learner, "Achievement"):
        _read_achievement(builder, achievement)


def _list_items(data: Any, name: str) -> list[Any]:
    """List items, which XML has in a list of its own."""
    return pick_list(data, f"{name}List", name) or pick_list(data, name)


def _read_identification(builder: ProfileBuilder, person: Any) -> None:
    basics = builder.basics
    name = pick_value(person, "PersonName")
    basics["name"] = join_person_name(pick_text(name, "FirstName"), pick_text(name, "Surname"))
    title = pick_text(name, "Title", "Label")
    if title:
        parts = {"given": pick_text(name, "FirstName"), "family": pick_text(name, "Surname")}
        basics["name"] = {"title": title, **parts}
    contact = pick_value(person, "ContactInfo")
    basics["email"] = pick_text(contact, "Email", "Contact")
    basics["location"] = _read_address(contact)
    basics["profiles"] = []
    for index, phone in enumerate(_list_items(contact, "Telephone")):
        number = pick_text(phone, "Contact")
        if index == 0:
            basics["phone"] = number
        else:
            account = {"network": Value("Phone"), "url": Value(f"tel:{number}", number)}
            basics["profiles"].append(account)
    for index, site in enumerate(_list_items(contact, "Website")):
        address = pick_text(site, "Contact")
        if index == 0:
            basics["url"] = address
        else:
            basics["profiles"].append({"network": Value("Website"), "url": address})
    for messenger in _list_items(contact, "InstantMessaging"):
        network = Value(pick_text(messenger, "Use", "Label") or "Messenger")
        basics["profiles"].append({"network": network, "username": pick_text(messenger, "Contact")})
    _read_demographics(builder, pick_value(person, "Demographics"))


def _read_demographics(builder: ProfileBuilder, facts: Any) -> None:
    born = join_parts(pick_value(facts, "Birthdate"))
    if born:
        builder.basics["birthDate"] = born
    nationalities = [pick_text(one, "Label") for one in _list_items(facts, "Nationality")]
    builder.basics["nationality"] = ", ".join(name for name in nationalities if name)


def _read_address(contact: Any) -> dict[str, Any]:
    address = pick_value(contact, "Address", "Contact")
    country = pick_text(address, "Country", "Label")
    code = find_country_code(pick_text(address, "Country", "Code") or country)
    place: dict[str, Any] = {
        "address": ", ".join(list_words(pick_value(address, "AddressLine"))),
        "postalCode": pick_text(address, "PostalCode"),
        "city": pick_text(address, "Municipality"),
    }
    if code:
        place["countryCode"] = Value(code, country)
    else:
        place["region"] = country
    return place


def _read_period(entry: dict[str, Any], item: Any) -> None:
    period = pick_value(item, "Period")
    entry["startDate"] = join_parts(pick_value(period, "From"))
    entry["endDate"] = join_parts(pick_value(period, "To"))
    if pick_text(period, "Current") == "true":
        entry["endDate"] = Value("present")


def _read_job(item: Any) -> dict[str, Any]:
    employer = pick_value(item, "Employer")
    entry: dict[str, Any] = {
        "position": pick_text(item, "Position", "Label"),
        "name": pick_text(employer, "Name"),
        "location": _read_address(pick_value(employer, "ContactInfo")),
        "url": pick_text(employer, "ContactInfo", "Website", "Contact"),
    }
    _read_period(entry, item)
    add_description(entry, pick_text(item, "Activities"))
    entry["highlights"] = [
        *entry.get("highlights", []),
        *make_points("Sector", pick_text(employer, "Sector", "Label")),
    ]
    return entry


def _read_education(item: Any) -> dict[str, Any]:
    school = pick_value(item, "Organisation")
    entry: dict[str, Any] = {
        "studyType": pick_text(item, "Title"),
        "area": pick_text(item, "Field", "Label"),
        "institution": pick_text(school, "Name"),
        "location": _read_address(pick_value(school, "ContactInfo")),
        "url": pick_text(school, "ContactInfo", "Website", "Contact"),
    }
    _read_period(entry, item)
    add_description(entry, pick_text(item, "Activities") or pick_text(item, "Skills"))
    entry["highlights"] = [
        *entry.get("highlights", []),
        *make_points("Level", pick_text(item, "Level", "Label")),
    ]
    return entry


def _read_languages(builder: ProfileBuilder, skills: Any) -> None:
    for language in _list_items(skills, "MotherTongue"):
        name = pick_text(language, "Description", "Label")
        code = pick_text(language, "Description", "Code")
        entry = {"language": name or find_language_name(code), "fluency": Value(MOTHER_TONGUE)}
        builder.add_entry("languages", entry)
    for language in _list_items(skills, "ForeignLanguage"):
        levels = pick_value(language, "ProficiencyLevel") or {}
        entry = {"language": pick_text(language, "Description", "Label")}
        entry.update(make_scores({key: pick_text(levels, key) for key in levels}))
        certificates = []
        for proof in _list_items(language, "Certificate") or pick_list(
            language, "VerifiedBy", "Certificate"
        ):
            certificates += make_points("Certificate", proof)
        builder.add_entry("languages", {**entry, "highlights": certificates})


def _read_skills(builder: ProfileBuilder, skills: Any) -> None:
    for key, name in _SKILLS.items():
        described = pick_value(skills, key)
        text = convert_html(pick_text(described, "Description"))
        summary, points = split_points(text)
        levels = pick_value(described, "ProficiencyLevel") or {}
        points += make_points("Level", [pick_text(levels, part) for part in levels])
        if summary or points:
            entry = {"name": Value(name), "keywords": points, "summary": summary}
            builder.add_entry("skills", entry)
    licences = list_words(pick_value(skills, "Driving", "Description"))
    if licences:
        builder.add_entry("skills", {"name": Value("Driving licence"), "keywords": licences})


def _read_achievement(builder: ProfileBuilder, achievement: Any) -> None:
    """Read an achievement, whose points are entries of the section that its title names."""
    heading = pick_text(achievement, "Title", "Label") or "Achievements"
    text, points = split_points(convert_html(pick_text(achievement, "Description")))
    kind = find_kind(heading)
    items = ([text] if text else []) + points
    if kind is None or kind not in KINDS or kind in _UNSPLIT:
        for item in items:
            builder.add_custom(heading, {"title": item})
        return
    slots = KINDS[kind].slots
    field = slots.title[0] if slots.title else slots.text[0]
    builder.headings.setdefault(kind, heading)
    for item in items:
        builder.add_entry(kind, {field: item})
