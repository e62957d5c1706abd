"""A PDF that carries its profile gives it back, without what its reader is not to see."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from shipped import example

from cvgen.build import build, load_profile
from cvgen.checks.pdf import check_pdf
from cvgen.errors import SourceError
from cvgen.importers.convert import convert_sources
from cvgen.pdf.inspect import inspect_pdf
from cvgen.plan.composition import compose_plan
from cvgen.plan.embedding import make_embedded_files
from cvgen.plan.request import Environment, Request
from cvgen.plan.resolve import resolve
from cvgen.target.load import find_target

HERE = Environment(date(2026, 11, 20))
TARGET = """
title: A strict call
source: nobody, for this test
checked_on: 2026-11-01
about: Takes no attached files.
delivery: separate
order: [cv]
demands: {attachments: false}
"""
PROFILE = """
basics:
  name: Zelda Quixworth
  phone: {value: +49 30 5550199, private: true}
  location: {address: 7 Hidden Lane, city: Berlin}
work:
- {position: Clerk, name: Open Ltd, startDate: 2015-01, tags: [office], priority: 2, highlights: [One, [Two, {value: A deepsecret, private: true}]]}
- {position: Spy, name: Closed Ltd, private: true}
talks:
- {name: A talk, date: 2020-05-12 – 2020-05-14}
- {name: Later, date: 2030 Spring (expected)}
publications:
- {name: Openwork, authors: [Zelda Quixworth*, {name: Bo Other, url: 'https://bo.example'}], releaseDate: 2020, doi: 10.5555/openwork}
custom:
- {title: Openness, entries: [Openthing, {title: Closedthing, private: true}]}
references:
- {name: Prof. Speakswell, email: speaks@well.example}
- {name: Prof. Refuses, consent: declined}
"""


def embed(profile, **wish):
    composition = compose_plan(resolve(profile, Request(embeds_profile=True, **wish), HERE))
    return {file.name: file.data for file in make_embedded_files(composition)}


def judge_attachments(data, target):
    """Judge a finished file as `cvgen check --target` does."""
    verdicts = check_pdf(inspect_pdf(data, "cv.pdf"), target, "cv")
    return [one.severity for verdict in verdicts for one in verdict.findings if one.code == "F110"]


def import_pdf(data, tmp_path):
    """Import a PDF, and load the profile that comes of it."""
    path = tmp_path / "cv.pdf"
    path.write_bytes(data)
    folder = tmp_path / "imported"
    folder.mkdir()
    for name, content in convert_sources([path]).files.items():
        (folder / name).write_bytes(content)
    return load_profile(folder / "profile.yaml")


def test_a_pdf_gives_back_the_profile_that_is_printed(tmp_path):
    """The PDF that is made of it is the same to the last byte."""
    request = Request(embeds_profile=True)
    profile = load_profile(Path(example("ada-example")))
    first = build(profile, request, HERE).pdf.data
    again = import_pdf(first, tmp_path)
    assert [one.entries for one in again.sections] != []
    assert build(again, request, HERE).pdf.data == first
    printed = resolve(profile, request, HERE).profile
    assert [one.kind for one in again.sections] == [one.kind for one in printed.sections]
    assert again.picture is not None


def test_it_is_an_associated_file_and_the_source_of_the_document(load_text):
    data = build(load_text(PROFILE), Request(embeds_profile=True), HERE).pdf.data
    (file,) = PdfReader(BytesIO(data)).trailer["/Root"]["/AF"]
    specification = file.get_object()
    assert specification["/AFRelationship"] == "/Source"
    assert specification["/EF"]["/F"]["/Subtype"] == "/application/json"
    plain = build(load_text(PROFILE), Request(), HERE).pdf.data
    assert "/AF" not in PdfReader(BytesIO(plain)).trailer["/Root"]


def test_all_kinds_of_values_are_read_back(load_text):
    profile = load_text(PROFILE)
    printed = resolve(profile, Request(embeds_profile=True), HERE).profile
    (text,) = embed(profile).values()
    again = load_text(text.decode())
    for before, after in zip(printed.sections, again.sections, strict=True):
        assert (after.kind, after.title) == (before.kind, before.title)
        for entry, other in zip(before.entries, after.entries, strict=True):
            hidden = entry.not_printed - {"language", "image", "issn", "protectedWords"}
            fields = [name for name in type(entry).model_fields if name not in hidden]
            for name in set(fields) - {"highlights"}:
                assert getattr(other, name) == getattr(entry, name)


def test_it_has_nothing_that_is_not_printed(load_text):
    files = embed(load_text(PROFILE), audience="public")
    text = b"".join(files.values()).decode()
    hidden = ("5550199", "Hidden Lane", "deepsecret", "Spy", "Closedthing", "Speakswell", "Refuses")
    assert [word for word in (*hidden, "office", "priority") if word in text] == []
    assert "Openthing" in text
    anonymous = b"".join(embed(load_text(PROFILE), anonymous=True).values()).decode()
    assert [word for word in ("Zelda", "Quixworth", "openwork") if word in anonymous] == []


def test_works_that_no_list_prints_are_not_in_it_and_the_others_keep_their_lists(load_text):
    text = """
basics: {name: Ada}
publicationLists: [{title: Chosen, tags: [chosen]}, {title: Later, status: [submitted]}]
publications:
- {name: One, tags: [chosen, secretly], releaseDate: 2020}
- {name: Two, status: submitted}
- {name: Unlisted, releaseDate: 2020}
"""
    (data,) = embed(load_text(text)).values()
    assert b"secretly" not in data
    assert b"Unlisted" not in data
    plan = resolve(load_text(data.decode()), Request(), HERE)
    sections = compose_plan(plan).document.sections
    said = [(str(one.title), [str(item.title) for item in one.items]) for one in sections]
    assert said == [("Chosen", ["One"]), ("Later", ["Two"])]


def test_a_photo_that_is_not_printed_is_not_embedded():
    profile = load_profile(Path(example("ada-example")))
    assert set(embed(profile)) == {"cvgen-profile.json", "photo.jpg"}
    files = embed(profile, options={"photo": "false"})
    assert set(files) == {"cvgen-profile.json"}
    assert "image" not in json.loads(files["cvgen-profile.json"])["basics"]


def test_pictures_of_works_come_without_their_folders(load_text):
    from PIL import Image

    profile = load_text("basics: {name: Ada}")
    folder = profile.folder / "pictures"
    folder.mkdir()
    Image.new("RGB", (8, 8)).save(folder / "a.webp")
    text = "basics: {name: Ada}\npublications: [{name: One, image: pictures/a.webp}]"
    files = embed(load_text(text))
    assert files["work-1.png"].startswith(b"\x89PNG")
    (work,) = json.loads(files["cvgen-profile.json"])["publications"]
    assert work["image"] == "work-1.png"


def test_a_target_that_takes_no_attachments_gets_none_and_that_is_told(load_text, tmp_path):
    profile = load_text(PROFILE)
    folder = profile.folder / "targets"
    folder.mkdir(exist_ok=True)
    (folder / "strict.yaml").write_text(TARGET)
    built = build(profile, Request(embeds_profile=True, target="strict"), HERE)
    assert "/AF" not in PdfReader(BytesIO(built.pdf.data)).trailer["/Root"]
    told = [finding.severity for finding in built.warnings if finding.code == "X170"]
    assert told == ["warning"]
    target = find_target("strict", (folder,))
    assert judge_attachments(built.pdf.data, target) == []
    open_file = build(profile, Request(embeds_profile=True), HERE).pdf.data
    assert judge_attachments(open_file, target) == ["error"]


def test_it_is_imported_alone(load_text, tmp_path):
    path = tmp_path / "cv.pdf"
    path.write_bytes(build(load_text(PROFILE), Request(embeds_profile=True), HERE).pdf.data)
    other = tmp_path / "resume.json"
    other.write_text('{"basics": {"name": "Ada"}}')
    with pytest.raises(SourceError, match="X171"):
        convert_sources([other, path])


def test_what_is_said_of_sections_and_below_all_is_read_back_with_the_signature(
    load_text, tmp_path
):
    from PIL import Image

    (tmp_path / "pictures").mkdir()
    Image.new("RGB", (8, 8)).save(tmp_path / "pictures" / "me.png")
    text = PROFILE + (
        "closing: {updated: true, signature: pictures/me.png, place: Bath}\n"
        "counts: [talks]\ntimeline: career\n"
    )
    request = Request(embeds_profile=True, audience="print")
    again = import_pdf(build(load_text(text), request, HERE).pdf.data, tmp_path)
    assert again.settings.closing.picture == "signature.png"
    assert again.images["signature.png"].is_file()
    assert (again.settings.counts, again.settings.timeline) == (("talks",), "career")
