"""Europass XML keeps to the order of Cedefop's schema (version 3.3), and what it holds is read back."""

import base64
import re

import pytest
from exported import export_path, export_profile, list_files
from lxml import etree
from shipped import EXAMPLES, example

from cvgen.importers.convert import convert_sources

NAMESPACE = "{http://europass.cedefop.europa.eu/Europass}"
CONTACT = ["Contact", "Use"]
# The sequences of the types in EuropassLearnerInformation.xsd, ContactInformation.xsd and DocumentInformation.xsd.
SEQUENCES = {
    "SkillsPassport": ["DocumentInfo", "PrintingPreferences", "LearnerInfo"],
    "DocumentInfo": [
        "DocumentType",
        "Bundle",
        "CreationDate",
        "LastUpdateDate",
        "XSDVersion",
        "Generator",
        "Comment",
    ],
    "LearnerInfo": [
        "Identification",
        "Headline",
        "WorkExperienceList",
        "EducationList",
        "Skills",
        "AchievementList",
    ],
    "Identification": ["PersonName", "ContactInfo", "Demographics", "Photo"],
    "PersonName": ["Title", "FirstName", "Surname"],
    "ContactInfo": [
        "Address",
        "Email",
        "TelephoneList",
        "WebsiteList",
        "Website",
        "InstantMessagingList",
    ],
    "Address": CONTACT,
    "Email": CONTACT,
    "Telephone": CONTACT,
    "Website": CONTACT,
    "Contact": ["AddressLine", "AddressLine2", "PostalCode", "Municipality", "Country"],
    "Country": ["Code", "Label"],
    "Use": ["Code", "Label"],
    "Demographics": ["Birthdate", "Gender", "NationalityList"],
    "Headline": ["Type", "Description"],
    "WorkExperience": [
        "Period",
        "Description",
        "Documentation",
        "Position",
        "Activities",
        "Employer",
    ],
    "Education": [
        "Period",
        "Description",
        "Documentation",
        "Title",
        "Activities",
        "Organisation",
        "Level",
        "Field",
    ],
    "Period": ["From", "To", "Current"],
    "Employer": ["Name", "ContactInfo", "Sector"],
    "Organisation": ["Name", "ContactInfo"],
    "Skills": [
        "Linguistic",
        "Communication",
        "Organisational",
        "JobRelated",
        "Computer",
        "Driving",
        "Other",
    ],
    "Linguistic": ["MotherTongueList", "ForeignLanguageList"],
    "ForeignLanguage": ["Description", "ProficiencyLevel"],
    "ProficiencyLevel": [
        "Listening",
        "Reading",
        "SpokenInteraction",
        "SpokenProduction",
        "Writing",
    ],
    "Achievement": ["Title", "Description"],
    "Photo": ["MimeType", "Data"],
}
REPEATED = ("List", "Licence")
PROFILE = """
basics:
  name: {given: Zoë, family: Test, title: Dr.}
  label: Physicist
  email: zoe@example.org
  phone: +44 20 7946 0123
  url: https://zoe.example
  birthDate: 1990-05-17
  nationality: Atlantean
  location: {address: 7 Lane, postalCode: '98765', city: Athens, countryCode: GR}
work:
- {position: Clerk & <b>Co</b>, name: Open Ltd, url: 'https://open.example', startDate: 2015-01, endDate: 2019-03-02, highlights: [One, Two]}
- {position: Head, name: Closed Ltd, startDate: 2020}
education:
- {studyType: MSc, institution: Open University, startDate: 2010, endDate: 2012}
languages:
- {language: German, fluency: Native}
- {language: English, fluency: C1}
- {language: French, fluency: fair}
awards:
- {title: A prize, date: 2020}
"""


def export_europass(profile, **wish):
    return list_files(export_profile(profile, ["europass"], **wish))[".europass.xml"]


def list_disorder(element):
    """List the elements whose children are not those of the schema, in its order."""
    name = element.tag.removeprefix(NAMESPACE)
    children = [child.tag.removeprefix(NAMESPACE) for child in element]
    found = []
    if name in SEQUENCES:
        known = SEQUENCES[name]
        if [one for one in known if one in children] != children:
            found.append((name, children))
    for child in element:
        found += list_disorder(child)
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_elements_stand_in_the_order_of_the_schema(name):
    (data,) = list_files(export_path(example(name), ["europass"])).values()
    root = etree.fromstring(data)
    assert root.tag == f"{NAMESPACE}SkillsPassport"
    assert list_disorder(root) == []


def test_dates_are_parts_of_xml_schema_and_a_job_that_goes_on_is_current(load_text):
    root = etree.fromstring(export_europass(load_text(PROFILE)))
    periods = root.findall(f".//{NAMESPACE}WorkExperience/{NAMESPACE}Period")
    dates = [[dict(part.attrib) or part.text for part in period] for period in periods]
    assert dates == [
        [
            {"year": "2015", "month": "--01"},
            {"year": "2019", "month": "--03", "day": "---02"},
            "false",
        ],
        [{"year": "2020"}, "true"],
    ]


def test_a_photo_is_the_picture_in_base64():
    (data,) = list_files(export_path(example("ada-example"), ["europass"])).values()
    encoded = etree.fromstring(data).find(f".//{NAMESPACE}Photo/{NAMESPACE}Data").text
    assert base64.b64decode(encoded, validate=True).startswith(b"\xff\xd8")


def test_what_the_format_holds_is_read_back(load_text, tmp_path):
    path = tmp_path / "cv.xml"
    path.write_bytes(export_europass(load_text(PROFILE)))
    (text,) = [
        content.decode()
        for name, content in convert_sources([path], "profile.yaml").files.items()
        if name == "profile.yaml"
    ]
    profile = load_text(text)
    basics = profile.basics
    assert (basics.name.given, basics.name.family, basics.name.title) == ("Zoë", "Test", "Dr.")
    assert (basics.email[0].email, basics.phone[0].phone, basics.url) == (
        "zoe@example.org",
        "+44 20 7946 0123",
        "https://zoe.example",
    )
    assert (basics.location[0].postalCode, basics.location[0].countryCode) == ("98765", "GR")
    sections = {section.kind: section.entries for section in profile.sections}
    first, second = sections["work"]
    assert (first.name, first.url) == ("Open Ltd", "https://open.example")
    assert re.sub(r"\\", "", first.position) == "Clerk & <b>Co</b>"
    assert [point.text for point in first.highlights] == ["One", "Two"]
    assert (str(first.endDate), str(second.endDate)) == ("2019-03-02", "present")
    assert [str(one.fluency) for one in sections["languages"]] == ["Mother tongue", "C1", "None"]
    assert [one.title for one in sections["awards"]] == ["A prize, 2020"]


def test_what_it_cannot_say_is_told_with_its_place(load_text):
    exported = export_profile(load_text(PROFILE), ["europass"])
    told = {finding.place.line: finding.message for finding in exported.findings}
    (line,) = [number for number, message in told.items() if "A1 to C2" in message]
    assert PROFILE.splitlines()[line - 1].startswith("- {language: French")
