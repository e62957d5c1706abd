"""One applicant, five applications by the rules of five calls: one command makes them all, and each file passes its call's checks."""

import io
from email import message_from_bytes, policy

import pypdf
import pytest
from desks import Desk
from PIL import Image, ImageDraw
from shipped import example

NAME = "Zoë Müller-Łęcka"
LETTER = """---
subject: "Application: {{ programme }}"
opening: Dear members of the committee,
---

I apply for {{ programme }} at {{ institution }}{% if reference %} (reference {{ reference }}){% endif %}.
"""
APPLICATIONS = {
    # one PDF in a fixed order
    "one": """programme: PhD in Materials Physics
institution: CFM
reference: REF-1
target: cfm
deadline: 2027-01-15 17:00 Europe/Madrid
documents:
- letter: letter.md
- cv: {variant: phd}
- transcript: {file: ../../files/transcript.pdf, title: Transcript of records}
""",
    # separate files under 2 MB
    "separate": """programme: PhD in Physics
institution: Cambridge
target: cambridge
documents:
- letter: letter.md
- cv: {variant: phd}
- transcript: {file: ../../files/transcript.pdf}
- certificate: {file: ../../files/certificate.jpg, mend: [images]}
""",
    "nameless": "target: oxford-mpls\ndocuments: [{cv: {variant: phd}}]\n",
    # A4, two pages, no accents in names of files
    "plain": "target: azv\ndocuments: [{cv: {variant: short}}]\n",
    "mailed": """programme: a PhD position
institution: Invented Institute
target: email
mail: {to: fay@example.org, subject: 'A PhD position: {{ name }}', body: mail.md}
documents: [{letter: letter.md}, {cv: {variant: short}}]
""",
}


def certificate() -> bytes:
    """Draw a scan, too heavy for a portal."""
    scan, file = Image.effect_noise((1654, 2339), 60).convert("RGB"), io.BytesIO()
    ImageDraw.Draw(scan).text((300, 300), "INVENTED CERTIFICATE", fill="black", font_size=60)
    scan.save(file, "JPEG", quality=95, dpi=(200, 200))
    return file.getvalue()


@pytest.fixture
def applicant(desk: Desk) -> Desk:
    """A desk with all that an applicant has: a profile, papers of others, and what each call asks for."""
    desk.environment["SOURCE_DATE_EPOCH"] = "1795275000"  # 2026-11-21
    home = example("ada-example")
    text = home.read_text("utf-8").replace("name: {en: Ada Example, zh: 艾达}", f"name: {NAME}", 1)
    assert NAME in text
    desk.write("profile.yaml", text)
    desk.write("photo.jpg", home.with_name("photo.jpg").read_bytes())
    desk.write("files/certificate.jpg", certificate())
    desk.write(
        "notes/transcript.md",
        "---\nkind: statement\nsubject: Transcript of records\n---\n\nQuantum mechanics: 1.0\n",
    )
    assert desk.run_within("letter", "notes/transcript.md", "-o", "files/transcript.pdf").code == 0
    for name, text in APPLICATIONS.items():
        desk.write(f"applications/{name}/application.yaml", text)
        desk.write(f"applications/{name}/letter.md", LETTER)
        desk.write(
            f"applications/{name}/mail.md",
            "Dear Professor,\n\nattached is {{ programme }}.\n\n{{ name }}\n",
        )
    return desk


def texts(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_five_applications_are_made_and_fit_each_its_call(applicant: Desk) -> None:
    built = applicant.run_within("packet", "build")
    assert built.code == 0, built.err
    checked = applicant.run_within("packet", "check")
    assert checked.code == 0, checked.err
    assert "not fit" not in checked.out
    files = {
        name.removeprefix("output/"): data
        for name, data in applicant.files().items()
        if name.startswith("output/") and name.endswith(".pdf")
    }
    assert len(files) == 9
    assert all(name.isascii() for name in files)

    (merged,) = (data for name, data in files.items() if name.startswith("one/"))
    pages = texts(merged)
    places = [
        next(number for number, page in enumerate(pages) if words in page)
        for words in (
            "I apply for PhD in Materials Physics",
            "Publications",
            "Quantum mechanics: 1.0",
        )
    ]
    assert places == sorted(places)
    assert all(
        f"{number} / {len(pages)}" in page and "REF-1" in page
        for number, page in enumerate(pages, start=1)
    )

    separate = {name: data for name, data in files.items() if name.startswith("separate/")}
    assert len(separate) == 4
    assert all(len(data) < 2_000_000 for data in separate.values())
    assert len(applicant.files()["files/certificate.jpg"]) > 2_000_000

    (nameless,) = (name for name in files if name.startswith("nameless/"))
    said = " ".join(
        [
            nameless,
            *texts(files[nameless]),
            str(pypdf.PdfReader(io.BytesIO(files[nameless])).metadata),
        ]
    )
    assert not {"Zoë", "Müller", "Łęcka", "Zoe", "Muller", "ada@example.org"} & set(
        said.replace("-", " ").split()
    )

    (plain,) = (data for name, data in files.items() if name.startswith("plain/"))
    reader = pypdf.PdfReader(io.BytesIO(plain))
    assert len(reader.pages) <= 2
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {
        (595, 842)
    }

    assert applicant.run_within("packet", "mail", "applications/mailed").code == 0
    mail = message_from_bytes(applicant.files()["output/mailed/mail.eml"], policy=policy.default)
    assert mail["Subject"] == f"A PhD position: {NAME}"
    assert len([*mail.iter_attachments()]) == 2
