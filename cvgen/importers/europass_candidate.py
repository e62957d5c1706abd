"""Read a Candidate, the Europass CV since 2020 (DG EMPL's schema upon HR-XML 3)."""

from __future__ import annotations

from typing import Any

from cvgen.importers.builder import ProfileBuilder, Value
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
    clean_date,
    find_language_name,
    make_scores,
    read_stretch,
)
from cvgen.importers.europass_sections import read_titled_section
from cvgen.importers.html_text import convert_html
from cvgen.importers.records import pick_list, pick_text, pick_value

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
    _read_mother_tongues(builder, pick_value(candidate, "CandidatePerson"))
    _read_competencies(builder, pick_value(profile, "PersonQualifications"))
    for name, section in profile.items():
        if name not in _READ:
            read_titled_section(builder, name, section)
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
    basics["birthDate"] = clean_date(pick_text(person, "BirthDate"))
    codes = [_read_code(code) for code in pick_list(person, "NationalityCode")]
    if codes:
        names = ", ".join(find_country_name(code) or code for code in codes)
        basics["nationality"] = Value(names, " ".join(codes))


def _read_code(code: Any) -> str:
    """Read a code, which is a mapping where its element has attributes."""
    return code.strip() if isinstance(code, str) else pick_text(code)


def _read_channel(builder: ProfileBuilder, channel: Any) -> None:
    """Read a way to reach the person: e-mail, telephone, address or page."""
    if "Address" in channel:
        builder.basics["location"] = _read_candidate_address(channel)
    elif pick_text(channel, "DialNumber"):
        _add_telephone(builder.basics, channel)
    elif pick_text(channel, "URI"):
        _add_uri(builder.basics, pick_text(channel, "ChannelCode"), pick_text(channel, "URI"))


def _add_telephone(basics: dict[str, Any], channel: Any) -> None:
    number = pick_text(channel, "DialNumber")
    dialing = pick_text(channel, "CountryDialing").lstrip("+")
    written = f"{dialing} {number}".strip()
    text = f"+{written}" if dialing else number
    if "phone" in basics:
        url = Value("tel:" + text.replace(" ", ""), written)
        basics["profiles"].append({"network": Value("Phone"), "url": url})
    else:
        basics["phone"] = Value(text, written)


def _add_uri(basics: dict[str, Any], kind: str, address: str) -> None:
    """Add an e-mail address, a page or an account; the first of the former two are the person's."""
    name = {"email": "email", "web": "url"}.get(kind.lower())
    if name and name not in basics:
        basics[name] = address
    elif name == "email":
        url = Value(f"mailto:{address}", address)
        basics["profiles"].append({"network": Value("Email"), "url": url})
    else:
        key = "url" if "." in address or ":" in address else "username"
        basics["profiles"].append({"network": Value(kind or "Website"), key: address})


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
    entry.update(read_stretch(period))
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
    entry.update(read_stretch(pick_value(course, "AttendancePeriod")))
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


def _read_mother_tongues(builder: ProfileBuilder, person: Any) -> None:
    for language in pick_list(person, "PrimaryLanguageCode"):
        entry = {
            "language": find_language_name(pick_text(language)),
            "fluency": Value(MOTHER_TONGUE),
        }
        builder.add_entry("languages", entry)


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
