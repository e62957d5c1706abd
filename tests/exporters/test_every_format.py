"""What holds for every format of `cvgen export`, through the registry, so that a new one comes under it by itself."""

import json
import zipfile
from io import BytesIO

import pytest
from exported import FORMATS, export_path, export_profile, list_files
from shipped import EXAMPLES, example

from cvgen.cli.export import FORMAT_NAMES
from cvgen.errors import RenderError
from cvgen.exporters.registry import list_formats

PROFILE = """
basics:
  name: {en: Zelda Quixworth, zh: 艾达}
  label: {value: Alchemist, private: true}
  email: zelda@public.example
  phone: {value: +49 30 5550199, private: true}
  birthDate: 1990-05-17
  nationality: Atlantean
  url: https://zelda.example
  location: {address: 7 Hidden Lane, postalCode: '98765', city: Berlin, countryCode: DE}
  summary: {en: Works openly., de: {value: Arbeitet heimlich., private: true}}
  profiles:
  - {network: GitHub, username: zquix}
  - {network: Secretnet, username: zsecret, private: true}
education:
- {studyType: MSc, area: Alchemy, institution: Open University, startDate: 2010, endDate: 2012, score: {value: '1.0', private: true}}
work:
- position: Clerk
  name: Open Ltd
  startDate: 2015-01
  highlights:
  - Filed the openpoint
  - {value: Filed the hiddenpoint, private: true}
  - {text: Filed the hushedpoint, tags: [office], private: true}
  - [Below the hushedpoint a deepsecret]
  - Filed in rooms
  - [An openroom, {value: A closedroom, private: true}]
- {position: Spy, name: Closed Ltd, url: 'https://closed.example', private: true}
publications:
- {name: Openwork, authors: [Zelda Quixworth, Bo Other], releaseDate: 2020, publisher: Open Journal, doi: 10.5555/openwork, notes: [Opennote, {value: Hushnote, private: true}]}
- {name: Darkwork, authors: [Zelda Quixworth], releaseDate: 2021, private: true}
awards:
  private: true
  entries:
  - {title: Quietprize, date: 2020}
custom:
- {title: Openness, entries: [Openthing, {title: Closedthing, private: true}]}
- {title: Secrecy, entries: [Darkthing], private: true}
references:
- {name: Prof. Speakswell, email: speaks@well.example, phone: '+49 30 5550111'}
"""
PRIVATE = (
    *("Alchemist", "5550199", "Secretnet", "zsecret", "heimlich", "hiddenpoint", "hushedpoint"),
    *("deepsecret", "closedroom", "Spy", "Closed Ltd", "closed.example", "Quietprize"),
    *("Closedthing", "Secrecy", "Darkthing", "Hushnote", "Darkwork"),
)
FOR_FEW = ("Hidden Lane", "98765", "1990", "Atlantean", "Speakswell", "5550111", "speaks@")
IDENTIFYING = ("Zelda", "Quixworth", "艾达", "zquix", "zelda.example", "openwork.pdf", "10.5555")
OPEN = ("Openwork",)
OF_PDF = ("site", "png", "svg")
SHORT = "jifeng-song"


def unpack_all(data):
    """Give the bytes of a file, and those of all files in it, with what may break a word taken out."""
    parts = [data]
    if data.startswith(b"PK\3\4"):
        archive = zipfile.ZipFile(BytesIO(data))
        parts += [unpack_all(archive.read(name)) for name in archive.namelist()]
        parts += [name.encode() for name in archive.namelist()]
    return b"\n".join(parts)


def list_said(words, files):
    """List the words that a file says, in any encoding that text files have."""
    said = []
    for ending, data in files.items():
        content = unpack_all(data)
        bare = "".join(content.decode("utf-8", "replace").replace("\\", "").split())
        for word in words:
            forms = (word.encode(), word.encode("utf-16-le"), json.dumps(word)[1:-1].encode())
            if "".join(word.split()) in bare or any(form in content for form in forms):
                said.append((ending, word))
    return said


def list_affordable(name):
    """List the formats to try with an example: what is made of a PDF takes its time, and one is enough."""
    return [form for form in FORMATS if form not in OF_PDF or name == SHORT]


def test_the_words_of_the_option_are_those_of_the_registry():
    """Which is not read for `--help`."""
    assert FORMAT_NAMES.split(", ") == FORMATS


def test_every_format_has_an_ending_of_its_own():
    endings = [form.ending for form in list_formats()]
    assert len(set(endings)) == len(endings)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_private_is_in_no_byte_of_any_file(load_text, name):
    files = list_files(export_profile(load_text(PROFILE), [name]))
    assert list_said(PRIVATE, files) == []
    assert files


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_for_few_is_in_no_byte_of_what_is_for_all(load_text, name):
    exported = export_profile(load_text(PROFILE), [name], audience="public")
    assert list_said((*PRIVATE, *FOR_FEW), list_files(exported)) == []


@pytest.mark.parametrize("name", FORMATS)
def test_an_anonymous_file_names_nobody(load_text, name):
    exported = export_profile(load_text(PROFILE), [name], anonymous=True)
    assert list_said(IDENTIFYING, list_files(exported)) == []


def test_a_secret_that_is_written_again_elsewhere_stops_the_export(load_text):
    text = "basics: {name: Ada, phone: {value: +49 30 5550199, private: true}, summary: For more call 0305550199.}"
    with pytest.raises(RenderError, match=r"X101: basics\.phone, which is kept back"):
        export_profile(load_text(text), ["md"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_profile_gives_the_same_bytes(name):
    formats = list_affordable(name)
    first = list_files(export_path(example(name), formats))
    assert first == list_files(export_path(example(name), formats))
    assert len(first) >= len(formats)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_finding_stands_at_its_place_in_a_file(name):
    exported = export_path(example(name), list_affordable(name))
    assert [finding for finding in exported.findings if finding.place is None] == []
    assert [finding for finding in exported.findings if finding.severity == "error"] == []


def test_a_limit_of_pages_is_told_where_a_pdf_may_leave_something_out(load_text):
    text = "basics: {name: Ada}\npages: 1\nawards:\n- {title: One, priority: 2}\n- Two"
    exported = export_profile(load_text(text), ["md"])
    assert [(found.code, found.place.line) for found in exported.findings] == [("X112", 2)]
    assert b"One" in list_files(exported)[".md"]
