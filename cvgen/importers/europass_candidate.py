"""Read a Candidate, the Europass CV since 2020 (DG EMPL's schema upon HR-XML 3)."""

from __future__ import annotations

import re
from typing import Any

from cvgen.importers.builder import ProfileBuilder, Value, is_empty
from cvgen.importers.entries import (
    find_country_code,
    find_country_name,
    join_person_name,
    list_words,
    make_points,
)
from cvgen.importers.europass_parts import (
    MOTHER_TONGUE,
    add_description,
    find_language_name,
    make_scores,
)
from cvgen.importers.html_text import convert_html
from cvgen.importers.periods import join_dates
from cvgen.importers.records import load_format, pick_list, pick_text, pick_value
from cvgen.profile.kinds import KINDS

_CLOCK = re.compile(r"T[\d:.+Z-]+$")
_READ = (
    *("ExecutiveSummary", "EmploymentHistory", "EducationHistory", "PersonQualifications"),
    *("Licenses", "languageCode", "ID", "Attachment", "RenderingInformation"),
)


def read_candidate(builder: ProfileBuilder, candidate: Any) -> None:
    """Read the person and the sections of the profile."""
    _read_candidate_person(builder, pick_value(candidate, "CandidatePerson"))
    profile = pick_value(candidate, "CandidateProfile")
    if not isinstance(profile, dict):
        return
    builder.basics["summary"] = convert_html(pick_text(profile, "ExecutiveSummary"))
    for employer in pick_list(profile, "EmploymentHistory", "EmployerHistory"):
        for position in pick_list(employer, "PositionHistory") or [{}]:
            builder.add_entry("work", _read_position(employer, position))
    for course in pick_list(profile, "EducationHistory", "EducationOrganizationAttendance"):
        builder.add_entry("education", _read_attendance(course))
    _read_competencies(builder, pick_value(profile, "PersonQualifications"))
    for name, section in profile.items():
        if name not in _READ:
            _read_section(builder, name, section)
    licences = []
    for licence in pick_list(profile, "Licenses", "License"):
        licences.append(pick_text(licence, "LicenseTypeCode"))
    if licences:
        builder.add_entry("skills", {"name": Value("Driving licence"), "keywords": licences})


def _read_candidate_person(builder: ProfileBuilder, person: Any) -> None:
    basics = builder.basics
    given = pick_text(person, "PersonName", "GivenName")
    basics["name"] = join_person_name(given, pick_text(person, "PersonName", "FamilyName"))
    basics["profiles"] = []
    for channel in pick_list(person, "Communication"):
        _read_channel(builder, channel)
    basics["birthDate"] = _clean_date(pick_text(person, "BirthDate"))
    countries = []
    for code in pick_list(person, "NationalityCode"):
        text = pick_text(code) if isinstance(code, dict) else str(code)
        countries.append((find_country_name(text) or text, text))
    if countries:
        names = ", ".join(name for name, _ in countries)
        basics["nationality"] = Value(names, " ".join(code for _, code in countries))
    for language in pick_list(person, "PrimaryLanguageCode"):
        entry = {
            "language": find_language_name(pick_text(language)),
            "fluency": Value(MOTHER_TONGUE),
        }
        builder.add_entry("languages", entry)


def _read_channel(builder: ProfileBuilder, channel: Any) -> None:
    """Read a way to reach the person: e-mail, telephone, address or page."""
    basics = builder.basics
    address = pick_text(channel, "URI")
    number = pick_text(channel, "DialNumber")
    kind = pick_text(channel, "ChannelCode")
    if "Address" in channel:
        basics["location"] = _read_candidate_address(channel)
    elif number:
        dialing = pick_text(channel, "CountryDialing").lstrip("+")
        phone = Value(f"+{dialing} {number}" if dialing else number, f"{dialing} {number}")
        if "phone" in basics:
            url = Value(f"tel:{phone.text.replace(' ', '')}", phone.origin)
            basics["profiles"].append({"network": Value("Phone"), "url": url})
        basics.setdefault("phone", phone)
    elif kind.lower() == "email" and "email" not in basics:
        basics["email"] = address
    elif kind.lower() == "email":
        basics["profiles"].append(
            {"network": Value("Email"), "url": Value(f"mailto:{address}", address)}
        )
    elif address and kind.lower() == "web" and "url" not in basics:
        basics["url"] = address
    elif address:
        account = {"network": Value(kind or "Website")}
        key = "url" if "." in address or ":" in address else "username"
        basics["profiles"].append({**account, key: address})


def _read_candidate_address(channel: Any) -> dict[str, Any]:
    address = pick_value(channel, "Address")
    code = pick_text(address, "CountryCode")
    place: dict[str, Any] = {
        "address": ", ".join(list_words(pick_value(address, "AddressLine"))),
        "city": pick_text(address, "CityName"),
        "postalCode": pick_text(address, "PostalCode"),
        "region": pick_text(address, "CountrySubDivisionCode"),
    }
    if code:
        place["countryCode"] = Value(find_country_code(code) or code, code)
    return place


def _clean_date(text: str) -> Value | None:
    """Take the time of day off a date."""
    return Value(_CLOCK.sub("", text), text) if text else None


def _read_candidate_period(period: Any) -> dict[str, Any]:
    """Read start and end, each formatted or in words; what goes on has no end."""
    texts = []
    for name in ("StartDate", "EndDate"):
        date = pick_value(period, name)
        text = pick_text(date, "FormattedDateTime") or pick_text(date, "DateText")
        texts.append(text if text or isinstance(date, dict) else pick_text(date))
    plain = [_CLOCK.sub("", text) for text in texts]
    dates: dict[str, Any] = dict(join_dates(*plain))
    for key, text in zip(("startDate", "endDate"), texts, strict=True):
        if key in dates:
            dates[key] = Value(dates[key].text, text)
    is_ongoing = "true" in (pick_text(period, "CurrentIndicator"), pick_text(period, "Ongoing"))
    if is_ongoing and "endDate" not in dates:
        dates["endDate"] = Value("present")
    return dates


def _read_position(employer: Any, position: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "position": pick_text(position, "PositionTitle"),
        "name": pick_text(employer, "OrganizationName"),
    }
    _read_contact(entry, employer)
    city, country = pick_text(position, "City"), pick_text(position, "Country")
    if city or country:
        code = find_country_code(country)
        place = {"city": city, "countryCode": Value(code, country)} if code else {"city": city}
        entry["location"] = place
    period = pick_value(position, "EmploymentPeriod") or pick_value(employer, "EmploymentPeriod")
    entry.update(_read_candidate_period(period))
    add_description(entry, pick_text(position, "Description"))
    return entry


def _read_contact(entry: dict[str, Any], organization: Any) -> None:
    """Read where an organization is, and its page."""
    for channel in pick_list(organization, "OrganizationContact", "Communication"):
        if "Address" in channel:
            entry["location"] = _read_candidate_address(channel)
        elif pick_text(channel, "URI"):
            entry.setdefault("url", pick_text(channel, "URI"))


def _read_attendance(course: Any) -> dict[str, Any]:
    degree = pick_value(course, "EducationDegree")
    entry: dict[str, Any] = {
        "studyType": pick_text(degree, "DegreeName") or pick_text(course, "ProgramName"),
        "area": ", ".join(_list_fields(degree)),
        "institution": pick_text(course, "OrganizationName"),
        "thesis": convert_html(pick_text(degree, "Thesis")),
        "score": pick_text(degree, "FinalGrade", "ScoreText"),
    }
    _read_contact(entry, course)
    link = pick_text(course, "Link")
    if link:
        entry["url"] = link
    entry.update(_read_candidate_period(pick_value(course, "AttendancePeriod")))
    add_description(entry, pick_text(degree, "OccupationalSkillsCovered"))
    points = make_points("EQF level", pick_text(course, "EducationLevelCode"))
    points += make_points("Credits", pick_text(degree, "NumberOfCredit"))
    points += make_points("National classification", pick_text(degree, "NationalClassification"))
    if pick_text(degree, "DegreeName"):
        points += make_points("Programme", pick_text(course, "ProgramName"))
    entry["highlights"] = [*entry.get("highlights", []), *points]
    return entry


def _list_fields(degree: Any) -> list[str]:
    fields = []
    for field in pick_list(degree, "FieldOfStudy") + pick_list(degree, "DegreeMajor"):
        fields.append(pick_text(field) or pick_text(field, "Name"))
    return [field for field in fields if field]


def _read_competencies(builder: ProfileBuilder, qualifications: Any) -> None:
    for competency in pick_list(qualifications, "PersonCompetency"):
        name = pick_text(competency, "CompetencyID")
        if pick_text(competency, "TaxonomyID") != "language":
            builder.add_entry("skills", {"name": pick_text(competency, "CompetencyName") or name})
            continue
        levels = {}
        for dimension in pick_list(competency, "CompetencyDimension"):
            part = pick_text(dimension, "CompetencyDimensionTypeCode")
            levels[part] = pick_text(dimension, "Score", "ScoreText")
        entry = {"language": find_language_name(name), **make_scores(levels)}
        builder.add_entry("languages", entry)


def _read_section(builder: ProfileBuilder, name: str, section: Any) -> None:
    """Read a section of titled items; one that is not known keeps its name, or its own title."""
    kind = load_format("europass")["sections"].get(name)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
    heading: str | Value = pick_text(section, "Title") or Value(words)
    for key, items in section.items() if isinstance(section, dict) else ():
        if key == "Title":
            continue
        for item in pick_list(items):
            record = item if isinstance(item, dict) else {"Title": item}
            if kind == "skills":
                builder.add_entry("skills", _read_skill_group(record))
            elif kind:
                builder.add_entry(kind, _read_item(kind, record))
            else:
                builder.add_custom(heading, _read_item("", record))


def _read_skill_group(record: dict[str, Any]) -> dict[str, Any]:
    """Read a group of skills, or one that is described."""
    entry: dict[str, Any] = {"name": convert_html(pick_text(record, "Title"))}
    add_description(entry, pick_text(record, "Description"))
    keywords = list(entry.pop("highlights", []))
    for key, value in record.items():
        if key not in ("Title", "Description"):
            keywords += [convert_html(text) for text in list_words(value)]
    entry["keywords"] = keywords
    return entry


def _read_item(kind: str, record: dict[str, Any]) -> dict[str, Any]:
    """Read an item by the meaning of its keys; what has none becomes a point."""
    meanings = load_format("europass")["item"]
    slots = KINDS[kind].slots if kind else None
    title = slots.title[0] if slots and slots.title else "title"
    fields = KINDS[kind].model_fields if kind else {}
    entry: dict[str, Any] = {}
    points: list[Any] = []
    for key, value in record.items():
        meaning = meanings.get(key)
        if is_empty(value):
            continue
        if meaning == "title" and title not in entry:
            entry[title] = convert_html(pick_text(record, key))
        elif meaning == "text":
            add_description(entry, pick_text(record, key))
        elif meaning == "date" and isinstance(value, dict):
            entry.update(_read_candidate_period(value))
        elif meaning in ("date", "year") and isinstance(value, str):
            entry["releaseDate" if kind == "publications" else "date"] = _clean_date(value)
        elif meaning == "url" and isinstance(value, str) and "url" not in entry:
            entry["url"] = value
        elif meaning == "authors" and kind == "publications" and isinstance(value, str):
            entry["authors"] = [name.strip() for name in re.split(r"[,;]", value) if name.strip()]
        elif meaning in ("location", "position") and (meaning in fields or meaning == "location"):
            entry[meaning] = ", ".join(list_words(value))
        else:
            points += make_points(key, convert_html(value) if isinstance(value, str) else value)
    entry["highlights"] = [*entry.get("highlights", []), *points]
    return entry
