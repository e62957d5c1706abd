"""The attachment doctor: what it finds in foreign files, and what it mends on request."""

import io
import random
import re
import tracemalloc
import zipfile
import zlib

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageOps, ImageStat
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    Fit,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from cvgen.application.attachments.image_formats import parse_png
from cvgen.application.attachments.inspect import inspect_attachment
from cvgen.application.attachments.pdf_objects import make_encoded_stream, make_object
from cvgen.application.attachments.pixels import decode_image
from cvgen.application.attachments.repair import REPAIRS, repair_attachment
from cvgen.errors import PdfError
from cvgen.target.demands import Demands

A4, LETTER = (595.276, 841.89), (612, 792)
ANY = Demands()
ON_A4 = Demands(papers=("A4",))


# --- making files


def make_dictionary(**entries):
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def name(word):
    return NameObject(f"/{word}")


def make_floats(*values):
    return ArrayObject(map(FloatObject, values))


def make_stream(data, **entries):
    made = DecodedStreamObject()
    made.set_data(data)
    made.update(make_dictionary(**entries))
    return made


HELVETICA = make_dictionary(Type=name("Font"), Subtype=name("Type1"), BaseFont=name("Helvetica"))


def show_text(text, x=72, y=700, size=24):
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n".encode()


class PdfBuilder:
    """A PDF in the making."""

    def __init__(self):
        self.writer = PdfWriter()

    def page(self, content=None, size=A4, **entries):
        """Add a page of text, or with other content."""
        page = self.writer.add_blank_page(*size)
        content = show_text(f"Page {len(self.writer.pages)}") if content is None else content
        page[NameObject("/Contents")] = self.writer._add_object(make_stream(content))
        page[NameObject("/Resources")] = make_dictionary(Font=make_dictionary(F1=HELVETICA))
        page.update(make_dictionary(**entries))
        return page

    def scan(self, picture, size=A4, **saved):
        """Add a page that is one picture, as a scanner makes them."""
        page = self.page(b"q %f 0 0 %f 0 0 cm /Scan Do Q" % size, size)
        packed = io.BytesIO()
        picture.save(packed, "JPEG", **({"quality": 95} | saved))
        space = name({"L": "DeviceGray", "CMYK": "DeviceCMYK"}.get(picture.mode, "DeviceRGB"))
        return self.picture(
            page, packed.getvalue(), picture.size, Filter=name("DCTDecode"), ColorSpace=space
        )

    def picture(self, page, data, pixels, **entries):
        """Give a page the picture that its content draws as /Scan."""
        wide, high = map(NumberObject, pixels)
        about = {
            "Subtype": name("Image"),
            "Width": wide,
            "Height": high,
            "BitsPerComponent": NumberObject(8),
        } | entries
        about = {key: value for key, value in about.items() if value is not None}
        image = make_stream(data, **about)
        page["/Resources"][NameObject("/XObject")] = make_dictionary(
            Scan=self.writer._add_object(image)
        )
        return page

    def annotation(self, page, **entries):
        """Lay something on a page; give the reference to it."""
        reference = self.writer._add_object(make_dictionary(Type=name("Annot"), **entries))
        page.setdefault(NameObject("/Annots"), ArrayObject()).append(reference)
        return reference

    def stamp(self, page, content, rect):
        """Stamp something on a page."""
        shape = make_stream(
            content,
            Subtype=name("Form"),
            BBox=make_floats(0, 0, rect[2] - rect[0], rect[3] - rect[1]),
        )
        appearance = make_dictionary(N=self.writer._add_object(shape))
        return self.annotation(
            page, Subtype=name("Stamp"), Rect=make_floats(*rect), AP=appearance, F=NumberObject(4)
        )

    def field(self, page, value, *, rect=(72, 600, 272, 630), kind="Tx", drawn=None, label="field"):
        """Add a form field; `drawn` is what it shows."""
        entries = {
            "Subtype": name("Widget"),
            "FT": name(kind),
            "T": TextStringObject(label),
            "Rect": make_floats(*rect),
        }
        entries["DA"] = TextStringObject("/Helv 12 Tf 0 g")
        if value is not None:
            entries["V"] = TextStringObject(value)
        if drawn:
            box = make_floats(0, 0, rect[2] - rect[0], rect[3] - rect[1])
            shape = make_stream(
                drawn,
                Subtype=name("Form"),
                BBox=box,
                Resources=make_dictionary(Font=make_dictionary(F1=HELVETICA)),
            )
            entries["AP"] = make_dictionary(N=self.writer._add_object(shape))
        reference = self.annotation(page, **entries)
        root = self.writer.root_object
        if "/AcroForm" not in root:
            root[NameObject("/AcroForm")] = make_dictionary(
                Fields=ArrayObject(), DR=make_dictionary(Font=make_dictionary(Helv=HELVETICA))
            )
        root["/AcroForm"]["/Fields"].append(reference)
        return reference

    def script(self):
        """Let the file run a script when it is opened."""
        script = make_dictionary(S=name("JavaScript"), JS=TextStringObject("app.alert(1)"))
        self.writer.root_object[NameObject("/OpenAction")] = script
        names = self.writer.root_object.setdefault(NameObject("/Names"), make_dictionary())
        names[NameObject("/JavaScript")] = make_dictionary(
            Names=ArrayObject([TextStringObject("one"), script])
        )

    def bytes(self):
        """Give the finished file."""
        written = io.BytesIO()
        self.writer.write(written)
        return written.getvalue()


@pytest.fixture
def pdf():
    return PdfBuilder()


@pytest.fixture
def saved(tmp_path):
    def saved(data, called="transcript.pdf"):
        path = tmp_path / called
        path.write_bytes(data.bytes() if isinstance(data, PdfBuilder) else data)
        return path

    return saved


def make_scan(size, mode="L", seed=1):
    """Make a picture that looks like a scan: letters, and a paper that is not even."""
    rng = random.Random(seed)
    tile = Image.frombytes(
        "L", (256, 256), bytes(rng.randrange(225, 256) for _ in range(256 * 256))
    )
    picture = Image.new("L", size)
    for x in range(0, size[0], 256):
        for y in range(0, size[1], 256):
            picture.paste(tile, (x, y))
    draw = ImageDraw.Draw(picture)
    for y in range(size[1] // 20, size[1], size[1] // 20):
        draw.text(
            (size[0] // 10, y), "Transcript of records  1.0  2.3", fill=20, font_size=size[1] // 45
        )
    return picture.convert(mode)


def make_coloured_scan(size):
    """Make a colour scan that holds a red stamp."""
    picture = make_scan(size, "RGB")
    ImageDraw.Draw(picture).ellipse(
        (size[0] // 2, size[1] // 2, size[0] // 2 + size[0] // 6, size[1] // 2 + size[0] // 6),
        fill=(200, 20, 30),
    )
    return picture


def encode_picture(picture, kind, **options):
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


# --- looking at files


def list_codes(path, demands=ANY):
    return [found.code for found in inspect_attachment(path, demands)]


def find_hint(path, code, demands=ANY):
    return next(found.hint for found in inspect_attachment(path, demands) if found.code == code)


def join_notes(result):
    return " | ".join(found.message for found in result.notes)


def list_warning_codes(result):
    return [found.code for found in result.warnings]


def render_page(data, scale=1.0, page=0):
    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()


def list_page_sizes(data):
    document = pypdfium2.PdfDocument(data)
    try:
        return [
            tuple(round(length) for length in document.get_page_size(at))
            for at in range(len(document))
        ]
    finally:
        document.close()


def measure_difference(one, other):
    """Say how far two pictures are apart: 0 to 255, on average."""
    other = other.resize(one.size)
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def find_ink(picture):
    """Give the box of what is not white, in shares of the picture."""
    box = (
        ImageChops.invert(picture.convert("L"))
        .point(lambda value: 255 if value > 40 else 0)
        .getbbox()
    )
    return tuple(round(at / whole, 2) for at, whole in zip(box, picture.size * 2, strict=True))


def has_plain_boxes(page):
    box = [float(value) for value in page.mediabox]
    return (
        box[:2] == [0, 0]
        and page.rotation == 0
        and list(page.cropbox) == list(page.mediabox)
        and "/UserUnit" not in page
    )


def find_image(data, page=0):
    return (
        PdfReader(io.BytesIO(data))
        .pages[page]["/Resources"]["/XObject"]
        .values()
        .__iter__()
        .__next__()
        .get_object()
    )


# --- what cannot be used


def make_docx():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("word/document.xml", "x")
    return written.getvalue()


USELESS = {
    "empty.pdf": (b"", "A201", "empty"),
    "thesis.pdf": (make_docx(), "A202", "Word document"),
    "photo.jpg": (b"\0\0\0\x18ftypheic" + bytes(40), "A202", "HEIC"),
    "download.pdf": (b"<!DOCTYPE html><html>login</html>", "A202", "web page"),
    "notes.txt": (b"just words", "A202", "neither PDF nor a picture"),
    "broken.pdf": (b"%PDF-1.7\nnothing", "A203", "broken"),
    "cut.jpg": (encode_picture(make_scan((400, 600)), "JPEG")[:3000], "A203", "cut off"),
    "cut.png": (encode_picture(make_scan((400, 600)), "PNG")[:3000], "A203", "cut off"),
}


@pytest.mark.parametrize(
    "lenient", [False, True], ids=["alone", "after the engine, which lets Pillow read on"]
)
@pytest.mark.parametrize("called", USELESS)
def test_a_file_that_nobody_can_use_is_refused_by_what_it_is(called, lenient, saved, monkeypatch):
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", lenient)
    data, code, word = USELESS[called]
    path = saved(data, called)
    (found,) = inspect_attachment(path, ANY)
    assert (found.code, found.severity, found.place.file) == (code, "error", str(path))
    assert word in found.message
    assert found.hint
    with pytest.raises(PdfError) as refused:
        repair_attachment(path, ["paper"], ANY)
    assert refused.value.diagnostics[0].code == code


def test_a_file_that_is_not_there_is_told_with_those_beside_it(saved, tmp_path):
    saved(b"x", "other.pdf")
    (found,) = inspect_attachment(tmp_path / "transcript.pdf", ANY)
    assert (found.code, found.hint) == ("A200", "beside it: other.pdf")
    assert inspect_attachment(tmp_path, ANY)[0].code == "A200"


def test_a_pdf_that_is_cut_off_is_refused(pdf, saved):
    pdf.page()
    assert list_codes(saved(pdf.bytes()[:-20])) == ["A203"]


def test_a_pdf_without_pages_is_refused(pdf, saved):
    assert list_codes(saved(pdf)) == ["A204"]


FLAT = {
    "nothing": make_floats(0, 0, 0, 0),
    "nonsense": ArrayObject([NumberObject(0), NumberObject(0), name("x"), NumberObject(3)]),
    "less than 10 points high": make_floats(0, 0, 595, 9),
}


@pytest.mark.parametrize("box", FLAT)
def test_a_page_without_a_size_is_refused(box, pdf, saved):
    pdf.page()
    pdf.page(MediaBox=FLAT[box])
    path = saved(pdf)
    (found,) = inspect_attachment(path, ANY)
    assert (found.code, found.message) == (
        "A203",
        "'transcript.pdf' cannot be read: page 2 has no size",
    )
    for wishes in ([], ["paper"]):
        with pytest.raises(PdfError) as refused:
            repair_attachment(path, wishes, ANY)
        assert refused.value.diagnostics == (found,)


@pytest.mark.parametrize("wishes", [[], ["paper"], ["flatten"]])
def test_bytes_before_a_pdf_are_no_reason_to_refuse_it(wishes, pdf, saved):
    pdf.page(size=LETTER)
    path = saved(b"HTTP/1.1 200 OK\r\n\r\n" + pdf.bytes())
    assert "A209" in list_codes(path)
    result = repair_attachment(path, wishes, ON_A4)
    assert len(PdfReader(io.BytesIO(result.data)).pages) == 1
    assert "paper" not in wishes or (
        result.data.startswith(b"%PDF-1.") and list_page_sizes(result.data) == [(595, 842)]
    )


def test_a_damaged_structure_is_told_in_our_words_and_nothing_else_is_printed(pdf, saved, python):
    pdf.page()
    path = saved(re.sub(rb"startxref\s+\d+", b"startxref\n77", pdf.bytes()))
    assert list_codes(path) == ["A209"]
    script = (
        "import sys; from pathlib import Path; from cvgen.application.part import Part; sys.stderr = sys.stdout;"
        "print(Part('transcript', 'Transcript', foreign=Path(sys.argv[1]).read_bytes()).page_count)"
    )
    assert python("-c", script, path) == "1\n"


def test_a_password_is_told(pdf, saved):
    pdf.page()
    pdf.writer.encrypt("secret", algorithm="RC4-128")
    (found,) = inspect_attachment(saved(pdf), ANY)
    assert found.code == "A205"
    assert "password" in found.message


def test_a_portfolio_names_the_files_in_it(pdf, saved):
    pdf.page()
    pdf.writer.add_attachment("bachelor.pdf", b"x")
    pdf.writer.root_object[NameObject("/Collection")] = make_dictionary()
    path = saved(pdf)
    (found,) = inspect_attachment(path, ANY)
    assert found.code == "A207"
    assert "'bachelor.pdf'" in found.message
    with pytest.raises(PdfError, match="A207"):
        repair_attachment(path, ["flatten"], ANY)


def test_a_picture_that_would_fill_the_memory_is_an_error_and_no_warning(saved, capfd):
    path = saved(encode_picture(Image.new("1", (20_000, 6_000)), "PNG"), "bomb.png")
    assert list_codes(path) == ["A233"]
    with pytest.raises(PdfError, match="A233"):
        repair_attachment(path, ["images"], ANY)
    assert capfd.readouterr() == ("", "")


def test_an_unknown_wish_is_told_with_the_nearest(pdf, saved):
    pdf.page()
    with pytest.raises(PdfError, match="did you mean 'images'"):
        repair_attachment(saved(pdf), ["image"], ANY)


# --- findings


def test_nothing_is_found_in_a_sound_file(pdf, saved):
    pdf.page()
    pdf.page()
    assert inspect_attachment(saved(pdf), Demands(papers=("A4",), bytes=2_000_000, dpi=300)) == ()


def test_restrictions_without_a_password_are_told(pdf, saved):
    pdf.page()
    pdf.writer.encrypt("", "owner", algorithm="RC4-128", permissions_flag=0)
    path = saved(pdf)
    assert list_codes(path) == ["A206"]
    assert "mend: [unlock]" in find_hint(path, "A206")


def test_a_signature_is_told(pdf, saved):
    field = pdf.field(pdf.page(), None, kind="Sig")
    field.get_object()[NameObject("/V")] = make_dictionary(Type=name("Sig"))
    assert list_codes(saved(pdf)) == ["A210"]


def test_form_fields_are_told_filled_or_not(pdf, saved):
    page = pdf.page()
    pdf.field(page, None, label="one")
    assert list_codes(saved(pdf)) == ["A211"]
    pdf.field(page, "Ada", label="two")
    (found,) = inspect_attachment(saved(pdf), ANY)
    assert found.code == "A212"
    assert "2 form fields, 1 of them" in found.message


def test_xfa_is_told(pdf, saved):
    pdf.field(pdf.page(), None)
    pdf.writer.root_object["/AcroForm"][NameObject("/XFA")] = ArrayObject()
    assert "A208" in list_codes(saved(pdf))


def test_scripts_comments_and_attached_files_are_told(pdf, saved):
    pdf.annotation(
        pdf.page(),
        Subtype=name("Text"),
        Rect=make_floats(10, 10, 30, 30),
        Contents=TextStringObject("check this"),
    )
    pdf.script()
    pdf.writer.add_attachment("grades.xls", b"x")
    assert list_codes(saved(pdf)) == ["A213", "A214", "A215"]


def test_turned_cropped_and_scaled_pages_are_told(pdf, saved):
    pdf.page(Rotate=NumberObject(90))
    pdf.page(CropBox=RectangleObject((50, 50, 400, 600)))
    pdf.page(UserUnit=FloatObject(1.5))
    found = {one.code: one.message for one in inspect_attachment(saved(pdf), ANY)}
    assert found["A220"].startswith("page 1 is turned")
    assert found["A223"].startswith("page 2 hides")
    assert found["A226"].startswith("page 3 is")


def test_pages_of_another_paper_are_told(pdf, saved):
    pdf.page()
    pdf.page(size=LETTER)
    pdf.page(size=LETTER)
    pdf.page(size=(2384, 3370))
    found = {one.message for one in inspect_attachment(saved(pdf), ON_A4)}
    assert "pages 2 and 3 are Letter, not A4" in found
    assert "page 4 is as large as a poster (A0)" in found
    assert "its pages are of different sizes: A4, Letter and A0" in found


def test_blank_pages_are_told(pdf, saved):
    pdf.page()
    pdf.page(b"")
    (found,) = inspect_attachment(saved(pdf), ANY)
    assert found.message == "page 2 is blank"


def test_fine_heavy_and_large_scans_are_told(pdf, saved):
    pdf.scan(make_coloured_scan((3308, 4678)), quality=98)
    found = inspect_attachment(saved(pdf), Demands(bytes=500_000))
    assert [one.code for one in found] == ["A230", "A231", "A232"]
    assert "400 dpi; 300 are enough" in found[0].message
    assert all("mend: [images]" in one.hint for one in found)


# --- mending


def test_without_need_the_copy_is_the_file(pdf, saved):
    pdf.page()
    path = saved(pdf)
    result = repair_attachment(path, [wish for wish in REPAIRS if wish != "unlock"], ON_A4)
    assert (result.data, result.notes, result.warnings) == (path.read_bytes(), (), ())


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_rotate_shows_the_same_page_without_the_mark(pdf, saved, turn):
    pdf.page(
        show_text("Upright") + b"1 0 0 rg 300 300 100 200 re f",
        Rotate=NumberObject(turn),
        CropBox=RectangleObject((20, 30, 550, 800)),
    )
    path = saved(pdf)
    result = repair_attachment(path, ["rotate"], ANY)
    page = PdfReader(io.BytesIO(result.data)).pages[0]
    assert has_plain_boxes(page)
    assert list_page_sizes(result.data) == list_page_sizes(path.read_bytes())
    assert measure_difference(render_page(path.read_bytes()), render_page(result.data)) < 1
    assert page.extract_text().strip() == "Upright"
    assert f"page 1: turned upright for good ({turn}° were only a mark)" == join_notes(result)


def test_rotate_turns_what_marks_show_and_where_links_are(pdf, saved):
    page = pdf.page(Rotate=NumberObject(90))
    pdf.stamp(page, b"0 0 1 rg 0 0 200 20 re f 1 0 0 rg 0 20 200 20 re f", (100, 500, 300, 540))
    path = saved(pdf)
    assert {(0, 0, 255), (255, 0, 0)} < {
        colour for _, colour in render_page(path.read_bytes()).getcolors()
    }
    for wishes in (["rotate"], ["rotate", "flatten"], ["flatten"]):
        assert (
            measure_difference(
                render_page(path.read_bytes()),
                render_page(repair_attachment(path, wishes, ANY).data),
            )
            < 1
        )


PAPERS = {
    "Letter became A4, at 97%": (LETTER, "A4", A4),
    "A4 became Letter, at 94%": (A4, "Letter", LETTER),
    "A0 became A4, at 25%": ((2384, 3370), "A4", A4),
    "Letter across became A4, at 97%": ((792, 612), "A4", A4[::-1]),
    "A5 became A4, in its middle": ((420, 595), "A4", A4),
    "71 × 99 mm became A4, at 298%": ((200, 280), "A4", A4),
}


@pytest.mark.parametrize("note", PAPERS)
def test_paper_scales_down_to_fit_and_up_only_what_is_tiny(pdf, saved, note):
    size, paper, expected = PAPERS[note]
    pdf.page(show_text("Here", size[0] / 4, size[1] / 2, 12), size)
    result = repair_attachment(saved(pdf), ["paper"], Demands(papers=(paper,)))
    assert list_page_sizes(result.data) == [tuple(round(length) for length in expected)]
    assert PdfReader(io.BytesIO(result.data)).pages[0].extract_text().strip() == "Here"
    assert note in join_notes(result)


def test_a_page_stays_on_any_of_the_papers_that_are_taken(pdf, saved):
    pdf.page(size=LETTER)
    path = saved(pdf)
    assert (
        repair_attachment(path, ["paper"], Demands(papers=("A4", "Letter"))).data
        == path.read_bytes()
    )


@pytest.mark.parametrize("papers", [(), ("A4", "Letter")])
def test_paper_gives_all_pages_the_paper_of_most_where_several_are_taken(papers, pdf, saved):
    for size in (A4, LETTER, LETTER[::-1]):
        pdf.page(size=size)
    result = repair_attachment(saved(pdf), ["paper"], Demands(papers=papers))
    assert list_page_sizes(result.data) == [(612, 792), (612, 792), (792, 612)]
    assert [found.code for found in result.notes] == ["A261"]


def test_paper_gives_all_pages_the_one_paper_that_is_taken(pdf, saved):
    for size in (A4, LETTER, LETTER):
        pdf.page(size=size)
    assert list_page_sizes(repair_attachment(saved(pdf), ["paper"], ON_A4).data) == [(595, 842)] * 3


@pytest.mark.parametrize(("claimed", "becomes"), [(50, 90), (100, 90), (359, 0), (-80, 270)])
def test_a_turn_that_is_no_quarter_turn_is_told_and_set_to_the_nearest(
    claimed, becomes, pdf, saved
):
    pdf.page(Rotate=NumberObject(claimed))
    path = saved(pdf)
    assert inspect_attachment(path, ANY)[0].message.startswith(
        f"page 1 claims to be turned by {claimed % 360}°, which is invalid"
    )
    result = repair_attachment(path, ["rotate"], ANY)
    assert (
        join_notes(result)
        == f"page 1: turned by {claimed % 360}°, which is invalid: now {becomes}°, the nearest that is not"
    )
    pdf.writer.pages[0][NameObject("/Rotate")] = NumberObject(becomes)
    assert measure_difference(render_page(result.data), render_page(pdf.bytes())) < 1


def test_paper_keeps_the_picture_of_the_page(pdf, saved):
    content = show_text("Grades") + b"0 0 1 rg 100 100 300 200 re f"
    pdf.page(content, LETTER)
    path = saved(pdf)
    after = render_page(repair_attachment(path, ["paper"], ON_A4).data, 2)
    inner = round(after.width * 792 / 612)
    edge = (after.height - inner) // 2
    shown = after.crop((0, edge, after.width, edge + inner))
    assert measure_difference(render_page(path.read_bytes(), 2), shown) < 1.5


def test_paper_applies_crop_box_and_unit_and_hides_what_was_hidden(pdf, saved):
    secret = b"1 0 0 rg 0 0 90 90 re f 0 g "
    pdf.page(
        secret + show_text("Shown", 200, 500),
        CropBox=RectangleObject((100, 100, 500, 700)),
        UserUnit=FloatObject(1.2),
    )
    path = saved(pdf)
    result = repair_attachment(path, ["paper"], ON_A4)
    assert has_plain_boxes(PdfReader(io.BytesIO(result.data)).pages[0])
    assert "169 × 254 mm became A4, in its middle" in join_notes(result)
    seen = {colour for _, colour in render_page(result.data).getcolors(100_000)}
    assert (255, 0, 0) not in seen
    left, top, _, _ = find_ink(render_page(result.data, 2))
    assert left == pytest.approx((57.6 + 120) / 595, abs=0.02)
    assert top == pytest.approx((60.9 + 1.2 * (700 - 517)) / 842, abs=0.02)


def test_paper_and_rotate_together_make_a_turned_letter_an_a4(pdf, saved):
    pdf.page(show_text("Across"), LETTER, Rotate=NumberObject(270))
    result = repair_attachment(saved(pdf), ["rotate", "paper"], ON_A4)
    assert list_page_sizes(result.data) == [(842, 595)]
    assert has_plain_boxes(PdfReader(io.BytesIO(result.data)).pages[0])


def test_paper_alone_leaves_the_mark_of_a_turned_page(pdf, saved):
    pdf.page(show_text("Across"), LETTER, Rotate=NumberObject(90))
    path = saved(pdf)
    result = repair_attachment(path, ["paper"], ON_A4)
    assert list_page_sizes(result.data) == [(842, 595)]
    assert PdfReader(io.BytesIO(result.data)).pages[0].rotation == 90
    assert measure_difference(render_page(path.read_bytes()), render_page(result.data)) < 6


@pytest.mark.parametrize("turn", [0, 90])
def test_links_and_bookmarks_still_meet_their_words(pdf, saved, turn):
    pdf.page(show_text("click", 100, 700), LETTER, Rotate=NumberObject(turn))
    pdf.page(show_text("there", 100, 300), LETTER, Rotate=NumberObject(turn))
    fit = Fit.xyz(90, 330, 0)
    pdf.writer.add_annotation(0, Link(rect=(100, 695, 160, 725), target_page_index=1, fit=fit))
    pdf.writer.add_outline_item(title="There", page_number=1, fit=fit)
    result = repair_attachment(saved(pdf), ["paper", "rotate"], ON_A4)
    reader = PdfReader(io.BytesIO(result.data))
    rect = [float(value) for value in reader.pages[0]["/Annots"][0].get_object()["/Rect"]]
    wide, high = list_page_sizes(result.data)[0]
    around = [rect[0] / wide, 1 - rect[3] / high, rect[2] / wide, 1 - rect[1] / high]
    ink = find_ink(render_page(result.data, 2))
    assert all(
        one <= other + 0.01
        for one, other in zip((*around[:2], *ink[2:]), (*ink[:2], *around[2:]), strict=True)
    )
    scale = min(A4[0] / 612, A4[1] / 792)
    jump = reader.outline[0]
    assert reader.get_destination_page_number(jump) == 1
    expected = (A4[1] - 792 * scale) / 2 + 330 * scale if not turn else (612 - 90) * scale
    assert float(jump.top) == pytest.approx(expected, abs=1)


def test_patterns_move_with_what_they_fill(pdf, saved):
    page = pdf.page(b"/Pattern cs /P1 scn 0 0 612 792 re f", LETTER, Rotate=NumberObject(90))
    function = make_dictionary(
        FunctionType=NumberObject(2),
        Domain=make_floats(0, 1),
        C0=make_floats(1, 0, 0),
        C1=make_floats(0, 0, 1),
        N=NumberObject(1),
    )
    shading = make_dictionary(
        ShadingType=NumberObject(2),
        ColorSpace=name("DeviceRGB"),
        Coords=make_floats(0, 0, 612, 792),
        Function=function,
    )
    page["/Resources"][NameObject("/Pattern")] = make_dictionary(
        P1=make_dictionary(PatternType=NumberObject(2), Shading=shading)
    )
    path = saved(pdf)
    assert (
        measure_difference(
            render_page(path.read_bytes()),
            render_page(repair_attachment(path, ["rotate"], ANY).data),
        )
        < 2
    )


def test_a_page_that_restores_too_often_moves_whole(pdf, saved):
    pdf.page(
        b"Q Q " + show_text("One") + b"q Q Q " + show_text("Two", 72, 300), Rotate=NumberObject(180)
    )
    path = saved(pdf)
    assert (
        measure_difference(
            render_page(path.read_bytes()),
            render_page(repair_attachment(path, ["rotate"], ANY).data),
        )
        < 1
    )


def test_flatten_makes_fields_and_marks_part_of_the_page_and_drops_comments(pdf, saved):
    page = pdf.page()
    pdf.field(page, "Ada", drawn=b"BT /F1 18 Tf 2 6 Td (Ada Example) Tj ET")
    shape = pdf.writer._add_object(
        make_stream(
            b"0 1 0 rg 0 0 100 50 re f", Subtype=name("Form"), BBox=make_floats(0, 0, 100, 50)
        )
    )
    pdf.annotation(
        page,
        Subtype=name("Stamp"),
        Rect=make_floats(300, 300, 500, 400),
        AP=make_dictionary(N=shape),
        Contents=TextStringObject("by Bo"),
    )
    pdf.annotation(
        page,
        Subtype=name("Text"),
        Rect=make_floats(10, 10, 30, 30),
        Contents=TextStringObject("weak grades"),
    )
    pdf.annotation(
        page,
        Subtype=name("Link"),
        Rect=make_floats(72, 690, 150, 720),
        A=make_dictionary(S=name("URI"), URI=TextStringObject("https://a.example")),
    )
    pdf.script()
    pdf.writer.add_attachment("grades.xls", b"secret cells")
    path = saved(pdf)
    result = repair_attachment(path, ["flatten"], ANY)
    reader = PdfReader(io.BytesIO(result.data))
    assert "Ada Example" in reader.pages[0].extract_text()
    assert [one.get_object()["/Subtype"] for one in reader.pages[0]["/Annots"]] == ["/Link"]
    assert render_page(result.data).getpixel((400, 842 - 350)) == (0, 255, 0)
    everything = b"".join(one.get_data() for one in list_streams(reader)) + result.data
    assert not re.search(rb"weak grades|by Bo|secret cells|app\.alert|AcroForm", everything)
    assert inspect_attachment(saved(result.data, "mended.pdf"), ANY) == ()
    for words_ in (
        "page 1: form fields became",
        "page 1: marks became",
        "page 1: comments",
        "scripts",
        "attached files",
    ):
        assert words_ in join_notes(result)


def list_streams(reader):
    for number in range(1, int(reader.trailer["/Size"])):
        one = reader.get_object(number)
        if hasattr(one, "get_data"):
            yield one


def test_flatten_draws_a_value_that_only_the_forms_program_would_draw(pdf, saved):
    pdf.field(pdf.page(), "Ada Example")
    result = repair_attachment(saved(pdf), ["flatten"], ANY)
    assert "Ada Example" in PdfReader(io.BytesIO(result.data)).pages[0].extract_text()
    assert "drawn anew" in join_notes(result)


def test_a_value_is_drawn_in_its_field_at_the_size_that_the_form_asks_for(pdf, saved):
    pdf.field(pdf.page(b""), "Ada Example", rect=(100, 500, 300, 540))
    data = repair_attachment(saved(pdf), ["flatten"], ANY).data
    left, top, right, bottom = find_ink(render_page(data, 4))
    assert left == pytest.approx(102 / 595, abs=0.01)
    assert right - left == pytest.approx(12 * 5.4 / 595, abs=0.02)
    assert (top + bottom) / 2 == pytest.approx((842 - 520) / 842, abs=0.01)


def test_flatten_says_which_value_it_cannot_draw(pdf, saved):
    pdf.field(pdf.page(), "艾达")
    assert list_warning_codes(repair_attachment(saved(pdf), ["flatten"], ANY)) == ["A271"]


def test_flatten_shows_the_state_of_a_box_that_is_ticked(pdf, saved):
    page = pdf.page(b"")
    for label, state, x in (("on", "Yes", 100), ("off", "Off", 300)):
        one = pdf.field(
            page, None, kind="Btn", rect=(x, 100, x + 100, 200), label=label
        ).get_object()
        shape = pdf.writer._add_object(
            make_stream(
                b"1 0 0 rg 0 0 9 9 re f", Subtype=name("Form"), BBox=make_floats(0, 0, 9, 9)
            )
        )
        one[NameObject("/AP")] = make_dictionary(N=make_dictionary(Yes=shape))
        one[NameObject("/V")] = one[NameObject("/AS")] = name(state)
    picture = render_page(repair_attachment(saved(pdf), ["flatten"], ANY).data)
    assert picture.getpixel((150, 692)) == (255, 0, 0)
    assert picture.getpixel((350, 692)) == (255, 255, 255)


def test_flatten_warns_of_a_mark_without_a_picture(pdf, saved):
    pdf.annotation(pdf.page(), Subtype=name("Highlight"), Rect=make_floats(70, 690, 150, 720))
    assert list_warning_codes(repair_attachment(saved(pdf), ["flatten"], ANY)) == ["A271"]


def test_mending_a_signed_file_warns_that_the_signature_is_gone(pdf, saved):
    field = pdf.field(pdf.page(size=LETTER), None, kind="Sig")
    field.get_object()[NameObject("/V")] = make_dictionary(Type=name("Sig"))
    pdf.writer.root_object["/AcroForm"][NameObject("/SigFlags")] = NumberObject(3)
    path = saved(pdf)
    (gone,) = repair_attachment(path, ["paper"], ON_A4).warnings
    assert (gone.code, gone.message) == (
        "A210",
        "it was signed digitally: this copy is not, because it was mended",
    )
    untouched = repair_attachment(path, ["rotate"], Demands(papers=("Letter",)))
    assert untouched.data == path.read_bytes()
    assert "it is signed digitally" in untouched.warnings[0].message


def test_what_a_mend_leaves_is_still_told(pdf, saved):
    pdf.field(pdf.page(size=LETTER), "Ada")
    assert list_warning_codes(repair_attachment(saved(pdf), ["paper"], ON_A4)) == ["A212"]
    assert list_warning_codes(repair_attachment(saved(pdf), ["flatten"], ON_A4)) == ["A221"]


def test_unlock_removes_encryption_that_asks_for_no_password(pdf, saved):
    pdf.page()
    pdf.writer.encrypt("", "owner", algorithm="RC4-128", permissions_flag=0)
    path = saved(pdf)
    result = repair_attachment(path, ["unlock"], ANY)
    assert not PdfReader(io.BytesIO(result.data)).is_encrypted
    assert "encryption" in join_notes(result)
    assert inspect_attachment(saved(result.data, "open.pdf"), ANY) == ()
    with pytest.raises(PdfError, match=re.escape("mend: [paper, unlock]")):
        repair_attachment(path, ["paper"], ANY)
    unmended = repair_attachment(path, [], ANY)
    assert (unmended.data, list_warning_codes(unmended)) == (path.read_bytes(), ["A206"])


def test_what_is_told_of_an_encrypted_file_is_told_in_the_same_words_every_time(pdf, saved):
    pdf.page()
    pdf.writer.encrypt("", "owner", algorithm="RC4-128", permissions_flag=0)
    path = saved(pdf)
    assert repair_attachment(path, [], ANY).warnings == inspect_attachment(path, ANY)


def test_a_hint_that_was_followed_is_not_given_again(pdf, saved):
    page = pdf.page()
    pdf.picture(
        page, random.Random(1).randbytes(300 * 300), (300, 300), ColorSpace=name("DeviceGray")
    )
    pdf.scan(make_scan((1000, 1400)))
    result = repair_attachment(saved(pdf), ["images"], Demands(bytes=2000))
    assert "A232" in list_warning_codes(result)
    assert not any("images" in found.hint for found in (*result.warnings, *result.notes))


def test_unlock_does_not_open_what_has_a_password(pdf, saved):
    pdf.page()
    pdf.writer.encrypt("secret", algorithm="RC4-128")
    with pytest.raises(PdfError, match="A205"):
        repair_attachment(saved(pdf), ["unlock"], ANY)


# --- scans


def test_images_makes_a_fine_colour_scan_of_a_grey_page_grey_at_the_demanded_dpi(pdf, saved):
    pdf.scan(make_scan((3308, 4678), "RGB"))
    path = saved(pdf)
    result = repair_attachment(path, ["images"], Demands(dpi=200))
    image = find_image(result.data)
    assert image["/Width"] == pytest.approx(1654, abs=1)
    assert image["/ColorSpace"] == "/DeviceGray"
    assert re.fullmatch(
        r"page 1: 400 dpi colour scan became 200 dpi grey: .*[kM]B, was .* MB", join_notes(result)
    )
    assert len(result.data) < len(path.read_bytes()) / 3
    assert measure_difference(render_page(path.read_bytes()), render_page(result.data)) < 4


def test_images_keeps_the_colour_of_a_stamp(pdf, saved):
    pdf.scan(make_coloured_scan((3308, 4678)))
    result = repair_attachment(saved(pdf), ["images"], Demands(dpi=200))
    assert find_image(result.data)["/ColorSpace"] == "/DeviceRGB"
    assert "colour scan became 200 dpi colour" in join_notes(result)
    red, green, blue = render_page(result.data).getpixel((345, 468))
    assert red > 150
    assert max(green, blue) < 80


def test_images_steps_down_until_the_budget_is_met_and_no_further(pdf, saved):
    for seed in range(3):
        pdf.scan(make_scan((1654, 2339), seed=seed))
    path = saved(pdf)
    whole = len(path.read_bytes())
    for share in (0.7, 0.3):
        result = repair_attachment(path, ["images"], Demands(bytes=int(whole * share)))
        assert whole * share / 4 < len(result.data) <= whole * share
        assert list_warning_codes(result) == []


def test_images_leaves_a_file_alone_that_is_small_enough(pdf, saved):
    pdf.scan(make_scan((1654, 2339), "RGB"))
    path = saved(pdf)
    assert (
        repair_attachment(path, ["images"], Demands(dpi=300, bytes=50_000_000)).data
        == path.read_bytes()
    )


def test_images_warns_where_the_budget_cannot_be_met(pdf, saved):
    pdf.scan(make_scan((1654, 2339)))
    result = repair_attachment(saved(pdf), ["images"], Demands(bytes=10_000))
    assert list_warning_codes(result) == ["A232"]


@pytest.mark.parametrize("kind", ["rows", "predictor", "indexed", "grey"])
def test_images_reads_what_is_packed_without_loss(pdf, saved, kind):
    import zlib

    source = make_coloured_scan((1240, 1754)) if kind != "grey" else make_scan((1240, 1754))
    entries = {
        "Filter": name("FlateDecode"),
        "ColorSpace": name("DeviceGray" if kind == "grey" else "DeviceRGB"),
    }
    data = zlib.compress(source.tobytes(), 1)
    if kind == "predictor":
        row = source.width * 3
        raw = source.tobytes()
        data = zlib.compress(
            b"".join(b"\0" + raw[at : at + row] for at in range(0, len(raw), row)), 1
        )
        entries["DecodeParms"] = make_dictionary(
            Predictor=NumberObject(15), Colors=NumberObject(3), Columns=NumberObject(source.width)
        )
    if kind == "indexed":
        source = source.quantize(64)
        table = make_stream(bytes(source.getpalette()[: 64 * 3]))
        space = ArrayObject(
            [name("Indexed"), name("DeviceRGB"), NumberObject(63), pdf.writer._add_object(table)]
        )
        data, entries["ColorSpace"] = zlib.compress(source.tobytes(), 1), space
    page = pdf.page(b"q 298 0 0 421 0 0 cm /Scan Do Q", (298, 421))
    pdf.picture(page, data, source.size, **entries)
    path = saved(pdf)
    result = repair_attachment(path, ["images"], Demands(dpi=150))
    assert "became 150 dpi" in join_notes(result)
    assert find_image(result.data)["/Width"] == pytest.approx(620, abs=2)
    assert measure_difference(render_page(path.read_bytes()), render_page(result.data)) < 5


def test_images_leaves_black_and_white_and_printing_colours_and_says_so(pdf, saved):
    import zlib

    bits = make_scan((2400, 3400)).convert("1")
    page = pdf.page(b"q 298 0 0 421 0 0 cm /Scan Do Q", (298, 421))
    pdf.picture(
        page,
        zlib.compress(bits.tobytes()),
        bits.size,
        Filter=name("FlateDecode"),
        ColorSpace=name("DeviceGray"),
        BitsPerComponent=NumberObject(1),
    )
    pdf.scan(make_scan((1654, 2339)).convert("CMYK"), (298, 421))
    path = saved(pdf)
    result = repair_attachment(path, ["images"], ANY)
    assert result.data == path.read_bytes()
    assert [one.message.partition(",")[0] for one in result.warnings] == [
        "page 1: a scan in black and white only",
        "page 2: a scan in printing colours (CMYK)",
    ]


def test_images_measures_a_picture_by_the_size_at_which_it_is_drawn(pdf, saved):
    page = pdf.page(show_text("Text") + b"q 99 0 0 140 72 72 cm /Scan Do Q")
    pdf.picture(
        page,
        encode_picture(make_scan((1654, 2339)), "JPEG", quality=95),
        (1654, 2339),
        Filter=name("DCTDecode"),
        ColorSpace=name("DeviceGray"),
    )
    result = repair_attachment(saved(pdf), ["images"], ANY)
    assert find_image(result.data)["/Width"] == pytest.approx(99 / 72 * 300, abs=2)
    assert PdfReader(io.BytesIO(result.data)).pages[0].extract_text().strip() == "Text"


def test_a_lying_size_is_no_bomb(pdf, saved):
    import zlib

    page = pdf.page(b"q 10 0 0 10 0 0 cm /Scan Do Q")
    pdf.picture(
        page,
        zlib.compress(bytes(300_000_000), 1),
        (1000, 1000),
        Filter=name("FlateDecode"),
        ColorSpace=name("DeviceGray"),
    )
    path = saved(pdf)
    tracemalloc.start()
    result = repair_attachment(path, ["images"], ANY)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000_000
    assert "1000 × 1000" not in join_notes(result)
    assert list_page_sizes(result.data) == list_page_sizes(path.read_bytes())


# --- what is too large to be held


@pytest.fixture
def little_memory(monkeypatch):
    """Let a file of a megabyte be too large to be held."""
    monkeypatch.setattr("cvgen.application.attachments.file_types.MOST_BYTES", 1_000_000)
    monkeypatch.setattr("cvgen.application.attachments.lighten.MOST_BYTES", 1_000_000)


def make_noise(size, mode="RGB"):
    """Make a picture that does not become small by itself."""
    count = size[0] * size[1] * len(mode)
    return Image.frombytes(mode, size, random.Random(7).randbytes(count))


def test_scans_of_a_pdf_that_is_too_large_are_made_lighter_one_by_one(pdf, saved, little_memory):
    jpeg = encode_picture(make_noise((1654, 2338)), "JPEG", quality=80)
    for _ in range(2):
        page = pdf.page(b"q 595 0 0 842 0 0 cm /Scan Do Q")
        pdf.picture(
            page, jpeg, (1654, 2338), Filter=name("DCTDecode"), ColorSpace=name("DeviceRGB")
        )
    path = saved(pdf)
    before = len(path.read_bytes())
    result = repair_attachment(path, ["images"], Demands(dpi=75))
    assert before > 1_000_000 > len(result.data)
    assert list_page_sizes(result.data) == [(595, 842)] * 2
    assert "pages 1 and 2: 2 scans, each 200 dpi colour scan became 75 dpi" in join_notes(result)
    with pytest.raises(PdfError) as caught:
        repair_attachment(path, ["rotate"], ANY)
    (found,) = caught.value.diagnostics
    assert (found.code, "mend: [images]" in found.hint) == ("A232", True)


@pytest.mark.parametrize("file_type", ["JPEG", "PNG", "TIFF"])
def test_a_picture_that_is_too_large_becomes_a_light_page(saved, little_memory, file_type):
    exif = Image.Exif()
    exif[0x0112] = 6
    options = {"exif": exif} if file_type == "JPEG" else {}
    data = encode_picture(make_noise((1600, 1200)), file_type, **options)
    path = saved(data.ljust(1_000_001, b"\0"), "scan")
    result = repair_attachment(path, ["images"], Demands(papers=("A4",), dpi=50))
    (size,) = list_page_sizes(result.data)
    assert size == ((595, 842) if options else (842, 595))
    assert len(result.data) < 300_000
    assert "at most 50 dpi" in join_notes(result)


def test_what_stays_too_large_with_lighter_scans_is_told(pdf, saved, little_memory):
    page = pdf.page()
    pdf.picture(
        page, random.Random(3).randbytes(1_200_000), (1000, 1200), ColorSpace=name("DeviceGray")
    )
    with pytest.raises(PdfError) as caught:
        repair_attachment(saved(pdf), ["images"], ANY)
    (found,) = caught.value.diagnostics
    assert (found.code, "also with lighter scans" in found.message) == ("A232", True)


@pytest.mark.parametrize("mode", ["RGB", "L", "P"])
@pytest.mark.parametrize("predictor", [1, 15])
def test_a_picture_is_the_same_when_it_is_read_in_strips(pdf, monkeypatch, mode, predictor):
    """PNG's reader decodes the same rows as a whole."""
    picture = make_noise((90, 70)).resize((45, 35)).resize((90, 70)).convert(mode)
    png = parse_png(encode_picture(picture, "PNG"))
    data, parameters = png.rows, {"/Predictor": 15, "/Colors": 3 if mode == "RGB" else 1}
    entries = {"/DecodeParms": {**parameters, "/Columns": 90}}
    if predictor == 1:
        data, entries = zlib.compress(picture.tobytes()), {}
    space = {"RGB": "/DeviceRGB", "L": "/DeviceGray"}.get(mode)
    if mode == "P":
        colours = picture.getpalette("RGB")
        space = make_object(["/Indexed", "/DeviceRGB", len(colours) // 3 - 1, bytes(colours)])
    stream = make_encoded_stream(
        data,
        {
            "/Width": 90, "/Height": 70, "/BitsPerComponent": png.depth,
            "/Filter": "/FlateDecode", "/ColorSpace": space, **entries,
        },
    )  # fmt: skip
    monkeypatch.setattr("cvgen.application.attachments.pixels._STRIP_BYTES", 800)
    decoded = decode_image(stream, (90, 70))
    assert decoded.tobytes() == picture.convert(decoded.mode).tobytes()


# --- pictures become pages


def test_a_jpeg_becomes_a_page_undecoded_with_a_margin(saved):
    data = encode_picture(make_scan((1200, 1600)), "JPEG")
    result = repair_attachment(saved(data, "ielts.jpg"), [], ON_A4)
    assert list_page_sizes(result.data) == [(595, 842)]
    image = find_image(result.data)
    assert image["/Filter"] == "/DCTDecode"
    assert Image.open(io.BytesIO(image._data)).tobytes() == Image.open(io.BytesIO(data)).tobytes()
    left, _, right, _ = find_ink(render_page(result.data, 2))
    assert left >= 15 / 210 - 0.01
    assert right <= 1 - 15 / 210 + 0.01
    assert "it became a page on A4, 1200 × 1600 pixels at 169 dpi" in join_notes(result)


def test_a_scan_in_the_shape_of_the_paper_fills_the_page(saved):
    data = encode_picture(Image.new("L", (1240, 1754), "black"), "JPEG")
    result = repair_attachment(saved(data, "scan.jpg"), [], ON_A4)
    assert render_page(result.data).getextrema() == ((0, 0),) * 3
    assert "at 150 dpi" in join_notes(result)


def test_a_scan_in_landscape_is_told_where_nothing_says_if_it_is_upright(pdf, saved):
    pdf.scan(make_scan((842, 595)), size=(A4[1], A4[0]))
    pdf.scan(make_scan((595, 842)))
    pdf.page(size=(A4[1], A4[0]))
    found = {one.code: one.message for one in inspect_attachment(saved(pdf), ANY)}
    assert found["A228"].startswith("page 1 is a scan in landscape")
    lying = make_scan((1754, 1240))
    exif = Image.Exif()
    exif[0x0112] = 6
    told = [
        "in landscape" in join_notes(repair_attachment(saved(data, "scan.jpg"), [], ON_A4))
        for data in (encode_picture(lying, "JPEG"), encode_picture(lying, "JPEG", exif=exif))
    ]
    assert told == [True, False]


@pytest.mark.parametrize(
    ("orientation", "size"), [(6, (595, 842)), (8, (595, 842)), (3, (842, 595))]
)
@pytest.mark.parametrize("is_large", [False, True])
def test_a_scan_in_a_pdf_is_turned_as_its_exif_says(
    pdf, saved, monkeypatch, orientation, size, is_large
):
    picture = Image.new("RGB", (1200, 849), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 300, 200), fill="red")
    ImageDraw.Draw(picture).rectangle((900, 0, 1200, 100), fill="blue")
    exif = Image.Exif()
    exif[0x0112] = orientation
    jpeg = encode_picture(picture, "JPEG", exif=exif, quality=100, comment=b" " * 10_000)
    page = pdf.page(b"q 842 0 0 595 0 0 cm /Scan Do Q", size=(842, 595))
    pdf.picture(page, jpeg, picture.size, Filter=name("DCTDecode"), ColorSpace=name("DeviceRGB"))
    path = saved(pdf)
    found = {one.code: one.hint for one in inspect_attachment(path, ANY)}
    assert "mend: [rotate]" in found["A294"]
    assert "A228" not in found
    repairs = ["rotate"]
    if is_large:
        monkeypatch.setattr("cvgen.application.attachments.file_types.MOST_BYTES", 10_000)
        repairs = ["rotate", "images"]
    result = repair_attachment(path, repairs, ANY)
    assert list_page_sizes(result.data) == [size]
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(jpeg)))
    shown = render_page(result.data).convert("RGB")
    assert measure_difference(shown, upright.resize(shown.size)) < 3
    mended = saved(result.data, "mended.pdf")
    assert "A294" not in [one.code for one in inspect_attachment(mended, ANY)]


@pytest.mark.parametrize(
    "content",
    [
        b"q 0 842 -595 0 595 0 cm /Scan Do Q",  # turned already by the content
        b"q 300 0 0 200 0 0 cm /Scan Do Q",  # no whole page
    ],
)
def test_a_picture_that_is_turned_already_or_is_no_page_stays(pdf, saved, content):
    exif = Image.Exif()
    exif[0x0112] = 6
    jpeg = encode_picture(make_noise((400, 300)), "JPEG", exif=exif)
    page = pdf.page(content)
    pdf.picture(page, jpeg, (400, 300), Filter=name("DCTDecode"), ColorSpace=name("DeviceRGB"))
    path = saved(pdf)
    assert repair_attachment(path, ["rotate"], ANY).data == path.read_bytes()


def test_a_file_that_would_fill_the_memory_is_refused_with_the_limit(saved, monkeypatch):
    monkeypatch.setattr("cvgen.application.attachments.file_types.MOST_BYTES", 1_000_000)
    path = saved(encode_picture(make_scan((200, 300)), "JPEG") + bytes(1_000_000), "scan.jpg")
    (found,) = inspect_attachment(path, ANY)
    assert (found.code, found.message) == ("A232", "'scan.jpg' is larger than 1 MB")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_upright_and_without_exif(saved, orientation):
    picture = Image.new("RGB", (900, 600), "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 300, 200), fill="red")
    ImageDraw.Draw(picture).rectangle((600, 0, 900, 100), fill="blue")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif[0x8825] = {1: "N", 2: (50.0, 5.0, 0.0)}
    data = encode_picture(picture, "JPEG", exif=exif, quality=95)
    result = repair_attachment(saved(data, "photo.jpg"), [], ON_A4)
    assert b"SecretCamera" not in result.data
    assert "where it was taken" in join_notes(result)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    page = render_page(result.data, 2)
    assert (page.width > page.height) == (upright.width > upright.height)
    dpi = float(re.search(r"at (\d+) dpi", join_notes(result))[1])
    wide, high = (pixels * 144 / dpi for pixels in upright.size)
    box = (
        (page.width - wide) / 2,
        (page.height - high) / 2,
        (page.width + wide) / 2,
        (page.height + high) / 2,
    )
    assert measure_difference(upright, page.crop([round(at) for at in box])) < 4


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA"])
def test_a_png_becomes_a_page_as_it_looks_on_white(saved, mode):
    picture = make_coloured_scan((900, 1200)).convert("RGBA")
    if "A" in mode:
        picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    picture = picture.convert(mode)
    result = repair_attachment(saved(encode_picture(picture, "PNG"), "scan.png"), [], ON_A4)
    clear = picture.convert("RGBA")
    white = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    page = render_page(result.data, 2)
    edge = 15 / 210 * page.width
    shown_ = page.crop(
        (
            round(edge),
            round((page.height - (page.width - 2 * edge) * 4 / 3) / 2),
            round(page.width - edge),
            round((page.height + (page.width - 2 * edge) * 4 / 3) / 2),
        )
    )
    assert measure_difference(white, shown_) < (25 if mode == "1" else 5)


def test_a_small_picture_is_not_blown_up_and_its_poorness_is_told(saved):
    result = repair_attachment(
        saved(encode_picture(make_scan((300, 200)), "PNG"), "small.png"), [], ON_A4
    )
    assert list_warning_codes(result) == ["A291"]
    left, _, right, _ = find_ink(render_page(result.data, 2))
    assert right - left <= 300 / 100 * 72 / 842 + 0.02


def test_every_page_of_a_tiff_becomes_a_page(saved):
    frames = [make_scan((800, 1100), seed=seed) for seed in range(3)]
    data = encode_picture(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    result = repair_attachment(saved(data, "scan.tif"), [], ON_A4)
    assert len(list_page_sizes(result.data)) == 3
    assert "its 3 pictures became pages on A4" in join_notes(result)


def test_a_webp_becomes_a_page(saved):
    result = repair_attachment(
        saved(encode_picture(make_coloured_scan((800, 1100)), "WEBP"), "scan.webp"), [], ON_A4
    )
    assert list_page_sizes(result.data) == [(595, 842)]


def test_a_large_photograph_is_found_and_made_lighter_only_when_wished(saved):
    path = saved(
        encode_picture(make_scan((4000, 5600), "RGB"), "JPEG", quality=95), "certificate.jpg"
    )
    assert "A230" in list_codes(path, ON_A4)
    as_it_is = repair_attachment(path, [], ON_A4)
    lighter = repair_attachment(path, ["images"], ON_A4)
    assert len(lighter.data) < len(as_it_is.data) / 2
    assert "dpi colour scan became 300 dpi grey" in join_notes(lighter)


# --- for all of them


def test_the_file_is_never_touched_and_the_same_copy_comes_twice(pdf, saved):
    page = pdf.page(size=LETTER, Rotate=NumberObject(90))
    pdf.field(page, "Ada", drawn=b"1 0 0 rg 0 0 9 9 re f")
    pdf.scan(make_scan((2600, 3600), "RGB"))
    path = saved(pdf)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    demands = Demands(papers=("A4",), bytes=400_000)
    first, second = (repair_attachment(path, REPAIRS, demands) for _ in range(2))
    assert first == second
    assert len(first.data) <= 400_000
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize("wish", ["paper", "flatten"])
def test_a_copy_says_what_the_file_says_of_itself(pdf, saved, wish):
    pdf.field(pdf.page(size=LETTER), None)
    pdf.writer.pdf_header = "%PDF-1.6"
    pdf.writer.add_metadata({"/Title": "Transcript of records"})
    pdf.writer.root_object[NameObject("/Lang")] = TextStringObject("de")
    reader = PdfReader(io.BytesIO(repair_attachment(saved(pdf), [wish], ON_A4).data))
    assert (reader.pdf_header, reader.metadata.title, reader.root_object["/Lang"]) == (
        "%PDF-1.6",
        "Transcript of records",
        "de",
    )


def test_a_broken_page_and_a_nowhere_going_link_stop_nothing(pdf, saved):
    page = pdf.page(b"q BT /F1 (unfinished", LETTER)
    pdf.annotation(
        page,
        Subtype=name("Link"),
        Rect=make_floats(0, 0, 9, 9),
        Dest=ArrayObject([NullObject(), name("XYZ"), NullObject()]),
    )
    result = repair_attachment(saved(pdf), REPAIRS, ON_A4)
    assert list_page_sizes(result.data) == [(595, 842)]


def test_what_pages_inherit_is_kept(pdf, saved):
    page = pdf.page(show_text("Inherited") + b"/Pattern cs /P1 scn 300 300 200 200 re f", LETTER)
    pdf.stamp(page, b"1 0 0 rg 0 0 200 30 re f", (72, 600, 272, 630))
    function = make_dictionary(
        FunctionType=NumberObject(2),
        Domain=make_floats(0, 1),
        C0=make_floats(1, 0, 0),
        C1=make_floats(0, 0, 1),
        N=NumberObject(1),
    )
    shading = make_dictionary(
        ShadingType=NumberObject(2),
        ColorSpace=name("DeviceRGB"),
        Coords=make_floats(300, 300, 500, 500),
        Function=function,
    )
    page["/Resources"][NameObject("/Pattern")] = make_dictionary(
        P1=make_dictionary(PatternType=NumberObject(2), Shading=shading)
    )
    above = page["/Parent"].get_object()
    for key in ("/Resources", "/MediaBox"):
        above[NameObject(key)] = page.pop(key)
    above[NameObject("/Rotate")] = NumberObject(90)
    path = saved(pdf)
    result = repair_attachment(path, ["flatten", "rotate"], ANY)
    assert list_page_sizes(result.data) == [(792, 612)]
    assert measure_difference(render_page(path.read_bytes()), render_page(result.data)) < 1


def test_a_living_xfa_form_is_an_error(pdf, saved):
    pdf.page()
    pdf.writer.root_object[NameObject("/AcroForm")] = make_dictionary(
        Fields=ArrayObject(), XFA=ArrayObject()
    )
    pdf.writer.root_object[NameObject("/NeedsRendering")] = BooleanObject(True)
    (found,) = inspect_attachment(saved(pdf), ANY)
    assert (found.code, found.severity) == ("A208", "error")


def test_rotate_keeps_the_size_of_a_page_in_units_of_its_own(pdf, saved):
    pdf.page(show_text("Large"), Rotate=NumberObject(90), UserUnit=FloatObject(2))
    path = saved(pdf)
    data = repair_attachment(path, ["rotate"], ANY).data
    assert list_page_sizes(data) == [(round(A4[1] * 2), round(A4[0] * 2))]
    assert has_plain_boxes(PdfReader(io.BytesIO(data)).pages[0])


def test_a_second_picture_behind_a_jpeg_does_not_come_along(saved):
    hidden = Image.Exif()
    hidden[0x010F] = "SecretCamera"
    first = encode_picture(make_coloured_scan((800, 1100)), "JPEG", progressive=True, quality=90)
    data = first + encode_picture(make_scan((80, 110)), "JPEG", exif=hidden)
    result = repair_attachment(saved(data, "photo.jpg"), [], ON_A4)
    assert b"SecretCamera" not in result.data
    image = Image.open(io.BytesIO(find_image(result.data)._data))
    assert image.tobytes() == Image.open(io.BytesIO(first)).tobytes()


@pytest.mark.parametrize("called", ["deep.png", "deep.tif"])
def test_a_picture_of_16_bits_keeps_its_greys(saved, called):
    deep = (
        Image.linear_gradient("L")
        .resize((800, 1000))
        .convert("I")
        .point(lambda value: value * 256)
        .convert("I;16")
    )
    result = repair_attachment(
        saved(encode_picture(deep, "PNG" if called == "deep.png" else "TIFF"), called), [], ON_A4
    )
    picture = render_page(result.data)
    assert [picture.getpixel((297, y))[0] for y in (180, 421, 660)] == pytest.approx(
        [21, 127, 233], abs=25
    )


def make_scan_page(mode, noise=60, dpi=150):
    scan = Image.effect_noise((1700, 1200), noise).convert("RGB")
    if mode == "colour":
        scan = Image.merge("RGB", [Image.effect_noise((1700, 1200), noise) for _ in "rgb"])
    elif mode == "CMYK":
        scan = scan.convert("CMYK")
    file = io.BytesIO()
    scan.save(file, "PDF", resolution=dpi, quality=95)
    return file.getvalue()


@pytest.mark.parametrize(
    ("mode", "code", "words"),
    [
        ("grey", "A280", "became 150 dpi grey"),
        ("CMYK", "A281", "printing colours"),
    ],
)
def test_images_helps_a_heavy_scan_or_says_why_not(saved, mode, code, words):
    path = saved(make_scan_page(mode))
    assert "A231" in list_codes(path)
    copy = repair_attachment(path, ["images"], Demands())
    findings = [*copy.notes, *copy.warnings]
    assert "A231" not in {finding.code for finding in findings}
    (finding,) = [one for one in findings if one.code in ("A280", "A281")]
    assert (finding.code, words in finding.message) == (code, True), finding.message
