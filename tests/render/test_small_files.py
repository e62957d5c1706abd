"""A file carries what readers of PDFs use, and what it leaves out changes nothing that they show."""

import io
import struct
from importlib.util import find_spec
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageCms
from pypdf import PdfReader

from cvgen.render.font_tables import cut_font_file
from cvgen.render.fonts import list_font_folders

# What ISO 32000-1, 9.9, asks of a TrueType font, and may be there; 'cmap' is read by FreeType.
TRUETYPE = {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}
OPENTYPE = {"CFF ", "cmap", "head", "hhea", "hmtx", "maxp"}
HINTS = {"cvt ", "fpgm", "prep"}
# IEC 61966-2-1, table 1 and 5.2: where its lights and its white are in CIE xy.
LIGHTS = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
WHITE = (0.3127, 0.3290)
PROFILE_WHITE = (0.9642, 1.0, 0.8249)  # D50 (ICC.1:2004-10, 7.2.16)
# The Bradford matrix (ICC.1:2004-10, annex E).
BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))


def read_font_files(data):
    """Read the file of each font, by the name of the font."""
    files = {}
    for page in PdfReader(io.BytesIO(data)).pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            [key] = {"/FontFile2", "/FontFile3"} & set(descriptor)
            files[descriptor["/FontName"].partition("+")[2]] = descriptor[key].get_object()
    return files


def find_font(name):
    """Find a font file that is shipped."""
    return next(path for folder in list_font_folders(()) for path in Path(folder).rglob(name))


def draw(font, glyph):
    pen = RecordingPen()
    font.getGlyphSet()[glyph].draw(pen)
    return pen.value


@pytest.mark.parametrize(
    ("family", "tables"),
    [("Noto Sans", TRUETYPE), ("XCharter", OPENTYPE), ("Source Sans 3", TRUETYPE)],
)
def test_a_font_in_a_file_has_only_the_tables_that_draw(print_html, family, tables):
    files = read_font_files(print_html(family=family).data)
    assert len(files) == 2
    for stream in files.values():
        content = stream.get_data()
        assert set(TTFont(io.BytesIO(content)).reader.keys()) - HINTS == tables
        assert stream.get("/Length1", len(content)) == len(content)


@pytest.mark.parametrize("family", ["Noto Sans", "XCharter"])
def test_what_a_font_in_a_file_adds_up_to_is_right(print_html, family):
    for stream in read_font_files(print_html(family=family).data).values():
        content = stream.get_data()
        words = struct.unpack(f">{len(content) // 4}I", content)
        assert sum(words) % 2**32 == 0xB1B0AFBA  # OpenType 1.9, 'head'
        TTFont(io.BytesIO(content), checkChecksums=2)  # raises for a table


def test_glyphs_of_compact_outlines_have_numbers_for_names_and_are_drawn_as_before(print_html):
    """By the number of a letter in the shipped font, the letter is found in the file."""
    [stream] = read_font_files(print_html("<p>Ada Ægir, 12", family="XCharter").data).values()
    embedded = TTFont(io.BytesIO(stream.get_data()))
    shipped = TTFont(find_font("XCharter-Regular.otf"))
    assert stream["/Subtype"] == "/OpenType"
    assert embedded["CFF "].cff.topDictIndex[0].ROS == ("Adobe", "Identity", 0)
    for letter in "Ada Ægir, 12":
        name = shipped.getBestCmap()[ord(letter)]
        number = shipped.getGlyphID(name)
        assert draw(embedded, f"cid{number:05}") == draw(shipped, name), letter
        assert embedded["hmtx"][f"cid{number:05}"] == shipped["hmtx"][name], letter
    assert b"Bitstream" not in stream.get_data()


def make_font(program, subroutines=(), **top):
    """Make a font of compact outlines with a letter A that is drawn by a program."""
    builder = FontBuilder(2000, isTTF=False)
    names = [".notdef", "A", "B", "grave"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({65: "A"})
    outlines = {name: T2CharString(program=["endchar"]) for name in names}
    outlines["A"] = T2CharString(program=program)
    builder.setupCFF("Made", top, outlines, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader(ascent=1500, descent=-500)
    builder.setupMaxp()
    for subroutine in subroutines:
        builder.font["CFF "].cff.GlobalSubrs.append(subroutine)
    buffer = io.BytesIO()
    builder.font.save(buffer)
    return buffer.getvalue()


def read_outlines(data):
    return TTFont(io.BytesIO(data)).reader["CFF "]


SQUARE = [10, 20, "rmoveto", 100, "hlineto", 100, "vlineto", -100, "hlineto", "endchar"]
HILL = [10, 20, "rmoveto", 9, 9, 9, 9, 9, 9, 9, 9, 9, "hflex1", "endchar"]


@pytest.mark.parametrize("program", [SQUARE, HILL])
def test_a_font_of_another_unit_keeps_it(program):
    data = make_font(program, FontMatrix=[0.0005, 0, 0, 0.0005, 0, 0])
    font, cut = (TTFont(io.BytesIO(file)) for file in (data, cut_font_file(data)))
    before, after = (file["CFF "].cff.topDictIndex[0] for file in (font, cut))
    assert after.ROS == ("Adobe", "Identity", 0)
    assert after.FontMatrix == [0.0005, 0, 0, 0.0005, 0, 0]
    assert after.FontBBox == before.FontBBox != [0, 0, 0, 0]
    assert draw(cut, "cid00001") == draw(font, "A")
    assert cut["hmtx"]["cid00001"] == (600, 0)


@pytest.mark.parametrize(
    "font",
    [
        make_font([90, 200, 66, 193, "endchar"]),  # Technical Note 5177, appendix C: B with a grave
        make_font(SQUARE, [T2CharString(program=["return"])]),
        cut_font_file(make_font(SQUARE)),
    ],
    ids=["names its parts", "has subroutines", "is numbered"],
)
def test_outlines_that_cannot_do_without_names_stay_as_they_are(font):
    assert read_outlines(cut_font_file(font)) == read_outlines(font)


@pytest.mark.parametrize("kind", [b"ttcf", b"wOFF", b"wOF2"])
def test_a_file_that_is_no_single_font_stays_as_it_is(kind):
    assert cut_font_file(kind + bytes(60)) == kind + bytes(60)


def read_profile(data):
    [intent] = PdfReader(io.BytesIO(data)).root_object["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"]["/N"] == 3
    return intent["/DestOutputProfile"].get_data()


def read_numbers(profile, tag):
    """Read the numbers of a tag in a profile, which are 65536ths (ICC.1:2004-10, 7.3 and 10)."""
    (count,) = struct.unpack_from(">I", profile, 128)
    entries = {}
    for number in range(count):
        name, start, length = struct.unpack_from(">4s2I", profile, 132 + 12 * number)
        entries[name] = profile[start : start + length]
    head = 12 if entries[tag].startswith(b"para") else 8
    values = entries[tag][head:]
    return [value / 65536 for value in struct.unpack(f">{len(values) // 4}i", values)]


def multiply(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def solve(matrix, vector):
    """Find what a matrix of three rows takes to a vector (Cramer)."""

    def measure(rows):
        (a, b, c), (d, e, f), (g, h, i) = rows
        return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)

    columns = [list(column) for column in zip(*matrix, strict=True)]
    found = []
    for place in range(3):
        changed = [*columns]
        changed[place] = vector
        found.append(measure(changed) / measure(columns))
    return found


def to_xyz(x, y):
    return [x / y, 1, (1 - x - y) / y]


def test_the_colours_of_a_page_are_those_of_srgb(print_html):
    """What the standard says of its lights, in the light of a profile; D65 has four digits there."""
    profile = read_profile(print_html().data)
    lights = [to_xyz(*light) for light in LIGHTS]
    strengths = solve(list(zip(*lights, strict=True)), to_xyz(*WHITE))
    cones = multiply(BRADFORD, to_xyz(*WHITE))
    gains = [b / a for a, b in zip(cones, multiply(BRADFORD, PROFILE_WHITE), strict=True)]
    for tag, light, strength in zip((b"rXYZ", b"gXYZ", b"bXYZ"), lights, strengths, strict=True):
        seen = multiply(BRADFORD, [value * strength for value in light])
        adapted = [value * gain for value, gain in zip(seen, gains, strict=True)]
        assert read_numbers(profile, tag) == pytest.approx(solve(BRADFORD, adapted), abs=3e-4)
    assert read_numbers(profile, b"wtpt") == pytest.approx(PROFILE_WHITE, abs=1e-5)


def test_the_curve_of_a_colour_is_that_of_srgb(print_html):
    """IEC 61966-2-1, 5.2, and the parametric curve 3 of ICC.1:2004-10, 10.15."""
    profile = read_profile(print_html().data)
    for tag in (b"rTRC", b"gTRC", b"bTRC"):
        g, a, b, c, d = read_numbers(profile, tag)
        for value in (number / 255 for number in range(256)):
            standard = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
            read = (a * value + b) ** g if value >= d else c * value
            assert read == pytest.approx(standard, abs=5e-5)


def test_a_program_of_colours_reads_the_profile_as_the_iccs_own(print_html):
    """By LittleCMS, from every grey and each pure colour to Lab."""
    packed = ImageCms.ImageCmsProfile(io.BytesIO(read_profile(print_html().data)))
    engine = Path(find_spec("weasyprint").origin).with_name("pdf")
    with (engine / "sRGB2014.icc").open("rb") as file:
        distributed = ImageCms.ImageCmsProfile(file)
    assert ImageCms.getProfileDescription(packed).strip() == "sRGB IEC61966-2.1"
    assert packed.profile.version == 4.2
    picture = Image.new("RGB", (256, 4))
    for value in range(256):
        for row, colour in enumerate(((1, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1))):
            picture.putpixel((value, row), tuple(value * part for part in colour))
    lab = ImageCms.createProfile("LAB")
    seen = [
        ImageCms.applyTransform(picture, ImageCms.buildTransform(profile, lab, "RGB", "LAB"))
        for profile in (packed, distributed)
    ]
    pairs = zip(*(picture.tobytes() for picture in seen), strict=True)
    assert max(abs(a - b) for a, b in pairs) <= 1


def test_every_object_is_found_by_its_place_and_places_take_less_than_a_byte(print_html):
    data = print_html("<h1>Ada</h1>" + "<p>Text <b>and</b> more" * 60).data
    reader = PdfReader(io.BytesIO(data), strict=True)
    count = reader.trailer["/Size"]
    for number in range(1, count):
        assert reader.get_object(number) is not None
    start = int(data.rpartition(b"startxref")[2].split()[0])
    assert count > 300
    assert data.index(b"endstream", start) - data.index(b"stream", start) < count


def test_what_is_left_out_is_no_text(print_html):
    text = "Ada Ægir — fjord, office 12 № ﬁn"
    for family in ("Noto Sans", "XCharter"):
        [page] = PdfReader(io.BytesIO(print_html(f"<p>{text}", family=family).data)).pages
        assert page.extract_text().split() == text.split()
