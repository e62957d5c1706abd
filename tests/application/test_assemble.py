"""Other people's PDFs stand between ours as they are, and nothing in them leads astray."""

import io
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date

import pypdf
import pypdfium2
import pytest
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)
from shipped import ROOT, example

from cvgen.application.merge import MergeMetadata, merge_documents
from cvgen.build import build, build_letter, load_profile
from cvgen.errors import PdfError
from cvgen.pdf.inspect import inspect_pdf
from cvgen.plan.request import Request
from cvgen.profile.letter import read_letter as load_letter
from cvgen.render.pdf import Pdf

ABOUT = MergeMetadata(
    "Application",
    "Ada Example",
    "en",
    date(2026, 11, 20),
    name="Ada Example",
    reference="QM-2027-03",
)
SILENT = MergeMetadata(
    "Application", "Ada Example", "en", date(2026, 11, 20), has_running_line=False
)


@dataclass(frozen=True)
class Part:
    """A document, as the packet gives it."""

    title: str
    pdf: Pdf | None = None
    foreign: bytes | None = None


@pytest.fixture(scope="module")
def own(around):
    ada = load_profile(example("ada-example"))
    letter = build_letter(
        load_letter(ROOT / "examples" / "ada-example" / "letter.md"), ada, Request(), around
    )
    return [Part("Letter", letter.pdf), Part("CV", build(ada, Request(), around).pdf)]


def name(word):
    return NameObject(f"/{word}")


class Made:
    """A PDF as another program might make it: pages of 500 by 700 points that do not begin at 0."""

    def __init__(self, word, heights=(400, 400, 400)):
        self.writer = pypdf.PdfWriter()
        for number, height in enumerate(heights, 1):
            page = self.writer.add_blank_page(500, 700)
            page.mediabox = RectangleObject((10, 20, 510, 720))
            self.draw(page, f"BT /F1 20 Tf 60 {height} Td ({word} page {number}) Tj ET".encode())

    def draw(self, page, content, **resources):
        """Draw on a page, in Helvetica."""
        font = DictionaryObject(
            {
                name("Type"): name("Font"),
                name("Subtype"): name("Type1"),
                name("BaseFont"): name("Helvetica"),
            }
        )
        stream = DecodedStreamObject()
        stream.set_data(content)
        page[name("Contents")] = self.writer._add_object(stream)
        given = {name(key): DictionaryObject(value) for key, value in resources.items()}
        page[name("Resources")] = DictionaryObject(
            {name("Font"): DictionaryObject({name("F1"): font}), **given}
        )

    def link(self, page, **target):
        """Make a link on a page."""
        values = {name(key): value for key, value in target.items()}
        rectangle = RectangleObject((60, 390, 160, 430))
        link = DictionaryObject(
            {
                name("Type"): name("Annot"),
                name("Subtype"): name("Link"),
                name("Rect"): rectangle,
                **values,
            }
        )
        self.writer.add_annotation(page, link)

    def action(self, page, kind, **values):
        """Make a link that does something."""
        given = {name(key): value for key, value in values.items()}
        self.link(page, A=DictionaryObject({name("S"): name(kind), **given}))

    def file(self):
        """Give the file."""
        file = io.BytesIO()
        self.writer.write(file)
        return file.getvalue()


def transcript(word="transcript"):
    """Make one with an outline, links, a turned page, and names that our own files have too."""
    made = Made(word)
    made.writer.pages[1].rotate(90)
    first = made.writer.add_outline_item(title=f"{word} begins", page_number=0)
    made.writer.add_outline_item(title=f"{word} ends", page_number=2, parent=first)
    for number, target in ((2, "section-1"), (1, "1.section-1")):
        made.writer.add_named_destination(target, number)
    made.link(0, Dest=TextStringObject("section-1"))
    made.link(0, Dest=TextStringObject("1.section-1"))
    made.action(0, "URI", URI=TextStringObject("https://example.org/verify"))
    made.action(
        2,
        "GoTo",
        D=ArrayObject(
            [
                made.writer.pages[0].indirect_reference,
                name("XYZ"),
                FloatObject(60),
                FloatObject(420),
                NullObject(),
            ]
        ),
    )
    return made.file()


def blank():
    """Make a page on which nothing stands."""
    made = Made("", (400,))
    made.draw(made.writer.pages[0], b"")
    return made.file()


@pytest.fixture(scope="module")
def parts(own):
    return [
        own[0],
        Part("Transcript", None, transcript()),
        own[1],
        Part("Zeugnis", None, transcript("zeugnis")),
    ]


@pytest.fixture(scope="module")
def whole(parts):
    return merge_documents(parts, ABOUT)


@pytest.fixture(scope="module")
def reader(whole):
    return pypdf.PdfReader(io.BytesIO(whole.data))


@pytest.fixture(scope="module")
def firsts(parts):
    counts = [len(part.pdf.pages) if part.pdf else 3 for part in parts]
    return [sum(counts[:number]) for number in range(len(counts))]


def put(foreign, about=ABOUT):
    """Assemble one foreign PDF alone."""
    return merge_documents([Part("Transcript", None, foreign)], about)


def read(made):
    return pypdf.PdfReader(io.BytesIO(made.data))


def annotations(page):
    return [one.get_object() for one in page.get("/Annots", ())]


def page_of(target, reader):
    """Tell which page a place in a file is on."""
    number = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    explicit = target if isinstance(target, list) else reader.named_destinations[target].dest_array
    return number[explicit[0].idnum]


def test_the_pages_stand_in_the_order_of_the_documents(reader, firsts):
    texts = [page.extract_text() for page in reader.pages]
    assert "Dear Professor" in texts[0]
    for first, word in ((firsts[1], "transcript"), (firsts[3], "zeugnis")):
        assert [f"{word} page {number}" in texts[first + number - 1] for number in (1, 2, 3)] == [
            True
        ] * 3
    assert "Education" in texts[firsts[2]]


def test_boxes_and_turns_of_other_pages_stay(reader, firsts):
    pages = reader.pages[firsts[1] : firsts[1] + 3]
    assert [(tuple(page.mediabox), page.rotation) for page in pages] == [
        ((10, 20, 510, 720), turn) for turn in (0, 90, 0)
    ]


def test_links_lead_to_the_pages_of_their_own_document(reader, firsts):
    for first in (firsts[1], firsts[3]):
        by_name, other, address = annotations(reader.pages[first])
        assert (page_of(by_name["/Dest"], reader), page_of(other["/Dest"], reader)) == (
            first + 2,
            first + 1,
        )
        assert address["/A"]["/URI"] == "https://example.org/verify"
        (back,) = annotations(reader.pages[first + 2])
        assert page_of(back["/Dest"], reader) == first
        assert back["/Dest"][1:4] == ["/XYZ", 60, 420]


def test_names_in_our_documents_still_mean_our_pages(reader, firsts):
    assert reader.get_destination_page_number(reader.named_destinations["3.section-1"]) == firsts[2]
    assert "section-1" not in reader.named_destinations


def test_the_outline_has_every_document_and_its_own_outline_below(reader, firsts):
    found = [one for one in reader.outline if not isinstance(one, list)]
    assert [(one.title, reader.get_destination_page_number(one)) for one in found] == list(
        zip(("Letter", "Transcript", "CV", "Zeugnis"), firsts, strict=True)
    )
    begins, (ends,) = reader.outline[reader.outline.index(found[1]) + 1]
    assert (begins.title, reader.get_destination_page_number(begins)) == (
        "transcript begins",
        firsts[1],
    )
    assert (ends.title, reader.get_destination_page_number(ends)) == (
        "transcript ends",
        firsts[1] + 2,
    )


def test_every_page_has_the_running_line(reader, parts, firsts):
    total = len(reader.pages)
    for number, page in enumerate(reader.pages):
        title = [part.title for part, first in zip(parts, firsts, strict=True) if first <= number][
            -1
        ]
        assert f"Ada Example · QM-2027-03 · {title} · {number + 1} / {total}" in page.extract_text()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_running_line_stands_upright_at_the_foot_however_the_page_is_turned(turn):
    made = Made("transcript", (400,))
    made.writer.pages[0].rotate(turn)
    page = inspect_pdf(put(made.file()).data).pages[0]
    (line,) = [text for text in page.texts if "Transcript" in text.text]
    assert line.is_level
    assert page.height - 26 < line.baseline < page.height - 10
    assert abs((line.box[0] + line.box[2]) / 2 - page.width / 2) < 3


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not installed")
def test_another_reader_sees_the_running_line_on_a_turned_page(whole, firsts, reader):
    number = str(firsts[1] + 2)
    text = subprocess.run(
        ["pdftotext", "-f", number, "-l", number, "-", "-"],
        input=whole.data,
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert f"Ada Example · QM-2027-03 · Transcript · {number} / {len(reader.pages)}" in text


def test_the_running_line_moves_to_the_head_where_the_foot_is_taken():
    whole = put(Made("transcript", (400, 35)).file())
    below, above = (
        next(text for text in page.texts if "Transcript" in text.text).baseline
        for page in inspect_pdf(whole.data).pages
    )
    assert (below > 650, above < 30) == (True, True)
    assert "A704" not in {note.code for note in whole.notes}


def test_a_page_without_room_for_the_running_line_is_told():
    made = Made("transcript", (400, 400))
    made.draw(made.writer.pages[1], b"BT /F1 20 Tf 60 35 Td (below) Tj 0 665 Td (above) Tj ET")
    (note,) = [note for note in put(made.file()).notes if note.code == "A704"]
    assert "'Transcript' has on page 2" in note.message
    assert "A704" not in {note.code for note in put(made.file(), SILENT).notes}


def test_without_a_running_line_other_pages_are_as_they_were():
    page = read(put(transcript(), SILENT)).pages[0]
    assert page.extract_text().strip() == "transcript page 1"


def test_what_acts_by_itself_or_leads_into_the_machine_is_left_out():
    made = Made("transcript")
    made.writer.root_object[name("OpenAction")] = DictionaryObject(
        {name("S"): name("JavaScript"), name("JS"): TextStringObject("app.alert(1)")}
    )
    made.action(0, "Launch", F=TextStringObject("calc.exe"))
    made.action(0, "JavaScript", JS=TextStringObject("app.alert(2)"))
    made.action(0, "URI", URI=TextStringObject("file:///etc/passwd"))
    made.action(0, "URI", URI=TextStringObject("HTTPS://example.org/"))
    made.writer.pages[0][name("AA")] = DictionaryObject(
        {
            name("O"): DictionaryObject(
                {name("S"): name("JavaScript"), name("JS"): TextStringObject("x")}
            )
        }
    )
    made.writer.add_attachment("grades.xlsx", b"secret")
    whole = put(made.file())
    assert [str(one["/A"]["/URI"]) for one in annotations(read(whole).pages[0])] == [
        "HTTPS://example.org/"
    ]
    for word in (
        b"/Launch",
        b"/JavaScript",
        b"/JS",
        b"/OpenAction",
        b"/AA",
        b"passwd",
        b"/EmbeddedFile",
    ):
        assert word not in whole.data
    told = {note.code: note.message for note in whole.notes}
    assert "grades.xlsx" in told["A703"]
    assert "Launch, JavaScript, file:///etc/passwd" in told["A706"]


def test_what_is_written_on_a_page_stays_as_it_looks():
    made = Made("transcript", (400,))
    look = DecodedStreamObject()
    look.update({name("Subtype"): name("Form"), name("BBox"): RectangleObject((0, 0, 100, 100))})
    look.set_data(b"1 0 0 rg 0 0 100 100 re f")
    values = {
        name("Rect"): RectangleObject((110, 120, 210, 220)),
        name("AP"): DictionaryObject({name("N"): made.writer._add_object(look)}),
    }
    made.writer.add_annotation(
        0, DictionaryObject({name("Subtype"): name("Stamp"), name("F"): NumberObject(4), **values})
    )
    page = pypdfium2.PdfDocument(put(made.file()).data)[0]
    assert page.render(scale=1, may_draw_forms=False).to_pil().convert("RGB").getpixel(
        (150, 550)
    ) == (255, 0, 0)


def form(value):
    """Make a form whose only field has a value that nobody drew."""
    made = Made("form", (400,))
    values = {
        "Subtype": name("Widget"),
        "FT": name("Tx"),
        "T": TextStringObject("name"),
        "V": TextStringObject(value),
        "DA": TextStringObject("/Helv 12 Tf 0 g"),
    }
    field = DictionaryObject({name(key): given for key, given in values.items()})
    field[name("Rect")] = RectangleObject((110, 520, 310, 550))
    made.writer.add_annotation(0, field)
    made.writer.root_object[name("AcroForm")] = DictionaryObject(
        {name("NeedAppearances"): BooleanObject(True), name("Fields"): ArrayObject()}
    )
    return made.file()


def test_what_was_filled_in_is_drawn_where_only_a_forms_program_would():
    made = put(form("Ada Example"), SILENT)
    page = pypdfium2.PdfDocument(made.data)[0].render(scale=1).to_pil().convert("L")
    assert page.crop((100, 170, 300, 200)).getextrema()[0] < 128
    assert "A707" not in [note.code for note in made.notes]


def test_what_was_filled_in_and_cannot_be_drawn_is_told():
    (lost,) = (note for note in put(form("北京大学")).notes if note.code == "A707")
    assert (lost.severity, lost.hint) == ("warning", "write 'mend: [flatten]'")
    assert (
        lost.message
        == "what was filled in on page 1 of 'Transcript' is not drawn in the file and is lost here"
    )


def test_a_page_without_a_size_is_refused_by_its_title():
    made = Made("flat")
    made.writer.pages[1].mediabox = RectangleObject((0, 0, 0, 0))
    with pytest.raises(PdfError, match="'Transcript' cannot be put in: page 2 has no size"):
        put(made.file())


def test_hidden_layers_stay_hidden():
    made = Made("transcript", (400,))
    layer = made.writer._add_object(
        DictionaryObject({name("Type"): name("OCG"), name("Name"): TextStringObject("Draft")})
    )
    hidden = DictionaryObject(
        {
            name("OCGs"): ArrayObject([layer]),
            name("D"): DictionaryObject({name("OFF"): ArrayObject([layer])}),
        }
    )
    made.writer.root_object[name("OCProperties")] = hidden
    made.draw(
        made.writer.pages[0],
        b"/OC /L BDC 0 0 0 rg 10 20 500 700 re f EMC",
        Properties={name("L"): layer},
    )
    page = pypdfium2.PdfDocument(put(made.file()).data)[0]
    assert page.render(scale=1).to_pil().convert("L").getpixel((250, 350)) == 255


def test_pictures_are_taken_as_they_are_packed():
    """What cannot be unpacked gets through whole, so nobody tried; and what two pages share is there once."""
    made, packed = Made("transcript"), bytes(range(256)) * 100
    picture = EncodedStreamObject()
    values = {
        "Type": name("XObject"),
        "Subtype": name("Image"),
        "Width": NumberObject(2480),
        "Height": NumberObject(3508),
        "BitsPerComponent": NumberObject(8),
    }
    picture.update(
        {
            name(key): value
            for key, value in {
                **values,
                "ColorSpace": name("DeviceGray"),
                "Filter": name("DCTDecode"),
            }.items()
        }
    )
    picture._data = packed
    reference = made.writer._add_object(picture)
    for page in made.writer.pages:
        made.draw(page, b"q 500 0 0 700 10 20 cm /I Do Q", XObject={name("I"): reference})
    assert put(made.file()).data.count(packed) == 1


def test_a_file_with_other_documents_claims_nothing_and_keeps_its_tags(whole, reader):
    told = reader.root_object["/Metadata"].get_data()
    assert (b"pdfaid:part" in told, b"pdfuaid" in told) == (False, False)
    assert reader.root_object["/MarkInfo"]["/Marked"]
    parts = [one.get_object() for one in reader.root_object["/StructTreeRoot"]["/K"][0]["/K"]]
    assert [part["/T"] for part in parts] == ["Letter", "Transcript", "CV", "Zeugnis"]
    (note,) = [note for note in whole.notes if note.code == "A701"]
    assert "'Transcript', 'Zeugnis'" in note.message
    assert {note.severity for note in whole.notes} == {"note"}


def test_our_pages_break_no_rule_beside_others(own, whole, find_broken_rules, tmp_path):
    """What is broken is the other file's: it embeds no font, and tags no link; and the claim is gone."""
    (tmp_path / "own.pdf").write_bytes(merge_documents(own, ABOUT).data)
    (tmp_path / "bare.pdf").write_bytes(
        merge_documents([own[0], Part("Empty", None, blank())], ABOUT).data
    )
    broken = find_broken_rules(tmp_path / "own.pdf", tmp_path / "bare.pdf")
    assert broken[str(tmp_path / "own.pdf")] == {"PDF/A-3a": {}, "PDF/UA-1": {}}
    rules = [
        rule.split(":")[0] for kind in broken[str(tmp_path / "bare.pdf")].values() for rule in kind
    ]
    assert sorted(rules) == ["5-1", "6.6.4-1"]


def test_a_screen_reader_finds_the_words_of_other_pages(own):
    """A page is one piece of text; the marks of its own tags mean nothing any more."""
    for foreign, words in (
        (Made("transcript", (400,)).file(), "transcript page 1"),
        (own[0].pdf.data, "Dear Professor"),
    ):
        reader = read(put(foreign))
        (part,) = [one.get_object() for one in reader.root_object["/StructTreeRoot"]["/K"][0]["/K"]]
        (tag,) = [one.get_object() for one in part["/K"]]
        assert (tag["/S"], tag["/K"], tag.raw_get("/Pg")) == (
            "/P",
            [0],
            reader.pages[0].indirect_reference,
        )
        numbers = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        assert dict(zip(numbers[::2], numbers[1::2], strict=True))[
            reader.pages[0]["/StructParents"]
        ] == [part["/K"][0]]
        marks = [
            operands
            for operands, operator in reader.pages[0].get_contents().operations
            if operator == b"BDC"
        ]
        assert marks == [["/P", {"/MCID": 0}]]
        assert words in reader.pages[0].extract_text()


def test_a_document_that_says_its_language_keeps_it():
    made = Made("zeugnis", (400,))
    made.writer.root_object[name("Lang")] = TextStringObject("de")
    parts = [
        Part("Zeugnis", None, made.file()),
        Part("Transcript", None, Made("transcript", (400,)).file()),
    ]
    root = read(merge_documents(parts, ABOUT)).root_object["/StructTreeRoot"]["/K"][0]
    assert [one.get_object()["/Lang"] for one in root["/K"]] == ["de", "en"]


def test_the_metadata_are_those_of_the_whole(reader):
    assert (reader.metadata.title, reader.metadata.author, reader.root_object["/Lang"]) == (
        "Application",
        "Ada Example",
        "en",
    )


def test_the_same_parts_give_the_same_bytes(parts, whole):
    assert merge_documents(parts, ABOUT).data == whole.data


def test_another_program_finds_nothing_wrong_with_the_file(whole, tmp_path):
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    (tmp_path / "whole.pdf").write_bytes(whole.data)
    done = subprocess.run(
        ["qpdf", "--check", tmp_path / "whole.pdf"], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("data", [b"", b"no PDF at all", transcript()[:900]])
def test_a_file_that_nobody_can_read_is_refused_by_its_title(data):
    with pytest.raises(PdfError) as caught:
        put(data)
    assert caught.value.diagnostics[0].message.startswith("'Transcript' cannot be put in: it is")
