"""Takes a good PDF, gives one that is bad in one way: a case for every rule of preflight, with what the rule must say of it."""

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.annotations import Highlight, Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)

from cvgen.target.modules import Module, Modules

CASES = []


@dataclass(frozen=True)
class Case:
    """One way to be bad: the rule that must find it, what it says, how it is made, what is demanded, under which name."""

    code: str
    said: str
    make: Callable
    demands: dict = field(default_factory=dict)
    target: dict = field(default_factory=dict)
    name: str = "Example_CV.pdf"


def case(code, said, name="Example_CV.pdf", demands=None, **target):
    """Make a case of a function that changes a writer, or the bytes."""

    def join(make):
        CASES.append(Case(code, said, make, demands or {}, target, name))
        return make

    return join


def changed(good, change):
    """Change a copy of a PDF; give its bytes."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(good)))
    result = change(writer)
    return result if isinstance(result, bytes) else written(writer)


def written(writer):
    done = io.BytesIO()
    writer.write(done)
    return done.getvalue()


def names(**values):
    """Make a dictionary; texts that begin with a stroke are names."""
    return DictionaryObject(
        {
            NameObject(f"/{key}"): NameObject(value) if type(value) is str else value
            for key, value in values.items()
        }
    )


def stream(data, **values):
    made = DecodedStreamObject()
    made.set_data(data)
    made.update(names(**values))
    return made


def draw(writer, content, number=0, **resources):
    """Draw more on a page; resources come by kind, such as Font={'F9': …}."""
    page = writer.pages[number]
    own = page["/Resources"].get_object()
    for kind, group in resources.items():
        there = own.setdefault(NameObject(f"/{kind}"), DictionaryObject()).get_object()
        there.update(
            {NameObject(f"/{name}"): writer._add_object(thing) for name, thing in group.items()}
        )
    before = page.get_contents().get_data() if page.get_contents() is not None else b""
    page[NameObject("/Contents")] = writer._add_object(
        stream(b"q\n" + before + b"\nQ\nq\n" + content + b"\nQ")
    )


def add_page(writer, content, width=595.28, height=841.89, **resources):
    writer.add_blank_page(width, height)
    draw(writer, content, len(writer.pages) - 1, **resources)


def plain_font(name="/Helvetica", **values):
    return names(
        Type="/Font", Subtype="/Type1", BaseFont=name, Encoding="/WinAnsiEncoding", **values
    )


def picture(width, height, space="/DeviceGray", data=None):
    channels = 1 if space == "/DeviceGray" else 3
    made = StreamObject()
    made._data = zlib.compress(bytes(width * height * channels)) if data is None else data
    made.update(names(Type="/XObject", Subtype="/Image", ColorSpace=space, Filter="/FlateDecode"))
    for key, value in (("Width", width), ("Height", height), ("BitsPerComponent", 8)):
        made[NameObject(f"/{key}")] = NumberObject(value)
    return made


def scan(writer, width, height, space="/DeviceGray", data=None):
    add_page(
        writer,
        b"595.28 0 0 841.89 0 0 cm /X9 Do",
        XObject={"X9": picture(width, height, space, data)},
    )


def first_font(writer):
    """Give the description of a font that the first page is set in."""
    return next(iter(writer.pages[0]["/Resources"]["/Font"].values())).get_object()


def root(writer):
    return writer.root_object


@case("F101", "it is no PDF")
def no_pdf(writer):
    return b"PK\3\4 this is something else"


@case("F102", "its structure is damaged")
def wrong_table(writer):
    return re.sub(rb"startxref\s+\d+", b"startxref\n7", written(writer))


@case("F102", "what is on page 1 cannot be read in full")
def lost_content(writer):
    writer.pages[0][NameObject("/Contents")] = writer._add_object(NumberObject(7))


@case("F103", "is encrypted, and forbids printing")
def restricted(writer):
    writer.encrypt("", "owner", permissions_flag=0, algorithm="RC4-128")


@case("F104", r"it has \d+ kB, and call asks for at most 20 kB", demands={"bytes": 20_000})
def too_large(writer):
    return None


@case("F105", "it is PDF 2.0, and 1.7 is the newest")
def new_version(writer):
    root(writer)[NameObject("/Version")] = NameObject("/2.0")


@case("F106", "it carries a digital signature")
def signature(writer):
    signed = names(
        FT="/Sig", T=TextStringObject("me"), V=names(Type="/Sig", Filter="/Adobe.PPKLite")
    )
    root(writer)[NameObject("/AcroForm")] = names(
        Fields=ArrayObject([writer._add_object(signed)]), SigFlags=NumberObject(3)
    )


@case("F107", "it has a form field: 'surname'")
def form(writer):
    asked = names(FT="/Tx", T=TextStringObject("surname"))
    root(writer)[NameObject("/AcroForm")] = names(Fields=ArrayObject([writer._add_object(asked)]))


@case("F107", "it is an XFA form")
def xfa(writer):
    root(writer)[NameObject("/AcroForm")] = names(
        Fields=ArrayObject(), XFA=writer._add_object(stream(b"<xdp/>"))
    )


@case("F108", "it runs JavaScript when the file is opened")
def listed_script(writer):
    script = names(S="/JavaScript", JS=TextStringObject("app.alert(1)"))
    pairs = ArrayObject([TextStringObject("start"), writer._add_object(script)])
    root(writer)[NameObject("/Names")] = names(JavaScript=names(Names=pairs))


@case("F108", "it runs JavaScript when the file is opened")
def opening_script(writer):
    root(writer)[NameObject("/OpenAction")] = names(
        S="/JavaScript", JS=TextStringObject("app.alert(1)")
    )


@case("F108", "it runs JavaScript when page 1 is turned to")
def page_script(writer):
    writer.pages[0][NameObject("/AA")] = names(
        O=names(S="/JavaScript", JS=TextStringObject("app.alert(1)"))
    )


@case("F108", "it runs JavaScript when a link on page 1 is used")
def hidden_behind_another_action(writer):
    link(writer, names(S="/GoTo", Next=names(S="/JavaScript", JS=TextStringObject("1"))))


def link(writer, action, **values):
    rectangle = RectangleObject((0, 0, 50, 50))
    page = writer.pages[0]
    there = page.setdefault(NameObject("/Annots"), ArrayObject()).get_object()
    there.append(
        writer._add_object(
            names(Type="/Annot", Subtype="/Link", Rect=rectangle, A=action, **values)
        )
    )


@case("F109", "it starts a program when a link on page 1 is used")
def launch(writer):
    link(writer, names(S="/Launch", F=TextStringObject("calc.exe")))


@case("F109", "it sends data when a link on page 1 is used")
def submit(writer):
    link(writer, names(S="/SubmitForm", F=TextStringObject("https://example.org")))


@case("F110", "it carries an attached file: 'notes.txt'")
def attachment(writer):
    writer.add_attachment("notes.txt", b"secret")


@case("F110", "it is a PDF portfolio of 'one.pdf'")
def portfolio(writer):
    writer.add_attachment("one.pdf", b"%PDF-1.4")
    root(writer)[NameObject("/Collection")] = names(Type="/Collection")


@case("F111", "page 1 still has a note by Bo Reviewer")
def sticky_note(writer):
    note = Text(rect=(50, 550, 70, 570), text="shorten!")
    note[NameObject("/T")] = TextStringObject("Bo Reviewer")
    writer.add_annotation(0, note)


@case("F111", "page 1 still has a highlight")
def highlight(writer):
    corners = ArrayObject(FloatObject(value) for value in (50, 570, 200, 570, 50, 550, 200, 550))
    writer.add_annotation(0, Highlight(rect=(50, 550, 200, 570), quad_points=corners))


@case("F112", "it still holds an earlier state of itself")
def changed_afterwards(writer):
    before = written(writer)
    at = before.rindex(b"startxref") + 9
    table = int(before[at:].split()[0])
    info = int(re.search(rb"/Info (\d+) 0 R", before)[1])
    catalogue = int(re.search(rb"/Root (\d+) 0 R", before)[1])
    new = b"%d 0 obj\n<</Title (Another) /Author (Ada)>>\nendobj\n" % info
    end = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size 9999 /Root %d 0 R /Info %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return before + new + end % (info, len(before), catalogue, info, table, len(before) + len(new))


@case("F113", "a link on page 1 leads into a machine: file:///C:/Users/ada/thesis.pdf")
def local_link(writer):
    link(writer, names(S="/URI", URI=TextStringObject("file:///C:/Users/ada/thesis.pdf")))


@case("F114", "it has no title")
def nameless(writer):
    writer.metadata = None


@case("F114", "its title reads like the name of a file: 'Microsoft Word - cv_final.docx'")
def title_of_a_file(writer):
    writer.add_metadata({"/Title": "Microsoft Word - cv_final.docx"})


@case("F114", "its properties name an author, 'Ada Example'", anonymous=True)
def named_author(writer):
    return None


@case("F115", "its creator names a folder")
def telltale(writer):
    writer.add_metadata({"/Creator": "C:\\Users\\ada\\cv.tex"})


@case("F116", "it has no tags")
def untagged(writer):
    del root(writer)["/StructTreeRoot"]


@case("F117", "it does not say its language")
def speechless(writer):
    del root(writer)["/Lang"]


@case("F118", "its name has characters that are not ASCII: é", name="Résumé.pdf")
@case("F118", "its name has a space and #", name="my cv #2.pdf")
@case(
    "F118",
    "its name hides characters that nobody sees: right-to-left override",
    name="cv\u202efdp.exe.pdf",
)
@case("F118", "its name has _, which", name="Example_CV.pdf", file_characters="ascii-letters")
@case("F118", "its name has a space, which", name="My CV.pdf", file_characters="ascii-words")
@case("F119", "its name is 14 characters long, and call asks for 12", file_name_length=12)
@case("F119", "its name does not end with .pdf", name="Example_CV.PDF.exe")
@case("F119", "its name has two endings", name="CV.docx.pdf")
@case("F119", "its name is 84 characters long", name=80 * "a" + ".pdf")
@case("F119", "Windows cannot save", name="con.pdf")
@case("F119", "begins or ends with what some systems hide", name="..cv.pdf")
@case(
    "F120",
    r"its name is not of the form \{SURNAME\}.pdf",
    name="Example_CV.pdf",
    file_name="{SURNAME}.pdf",
)
def only_its_name(writer):
    return None


@case("F121", "it has [234] pages, and call asks for at most 1", demands={"pages": 1})
def long(writer):
    return None


@case(
    "F122", r"page 1 is 216 × 356 mm \(Legal\), and call asks for A4", demands={"papers": ("A4",)}
)
def other_paper(writer):
    resize(writer.pages[0], 612, 1008)


def resize(page, width, height):
    for box in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
        page.pop(box, None)
    page.mediabox = RectangleObject((0, 0, width, height))


@case("F123", "its pages have different sizes: 210 × 297 mm and 216 × 279 mm")
def mixed(writer):
    writer.add_blank_page(612, 792)


@case("F123", r"pages? .* (lies|lie) across")
def landscape(writer):
    writer.add_blank_page(841.89, 595.28)


@case("F124", "page 1 is turned by a mark")
def turned(writer):
    writer.pages[0].rotate(90)


@case("F125", "page 1 is larger than what is shown")
def cropped(writer):
    writer.pages[0].cropbox = RectangleObject((50, 50, 545, 791))


@case("F126", "page 1 is of a poster's size, 841 × 1189 mm")
def poster(writer):
    resize(writer.pages[0], 2384, 3370)


@case("F127", "page 1 is measured in another unit")
def unit(writer):
    writer.pages[0][NameObject("/UserUnit")] = FloatObject(2)


@case("F128", r"page \d is blank")
def blank(writer):
    writer.add_blank_page(595.28, 841.89)


@case("F129", "page 1: 'At the edge' stands 1 mm from the edge, and printers leave")
def at_the_edge(writer):
    draw(writer, b"BT /F9 11 Tf 2.9 400 Td (At the edge) Tj ET", Font={"F9": plain_font()})


@case(
    "F129",
    r"page 1: .* stands [\d.]+ mm from the edge \(.*\), and call asks for at least 40 mm",
    demands={"margin": 40 * 72 / 25.4},
)
def narrow(writer):
    return None


@case("F130", r"page \d has no text: a scan")
def scanned(writer):
    scan(writer, 400, 600)


@case(
    "F131",
    r"page \d: a scan of 605 dots an inch, and call asks for at most 300",
    demands={"dpi": 300},
)
def fine(writer):
    scan(writer, 5000, 7000)


@case("F132", r"page \d: scans in colour take 600 kB")
def coloured(writer):
    scan(writer, 1200, 1700, "/DeviceRGB", bytes(600_000))


@case("F133", "there is a picture of 28 × 28 mm on page 1", demands={"photo": False})
def with_photo(writer):
    return None


@case("F134", r"fonts, text and pictures on pages .* were not looked at")
def very_long(writer):
    for _ in range(60):
        writer.add_page(writer.pages[0])


@case("F141", "the font 'Helvetica' on page 1 is not in the file")
def foreign_font(writer):
    draw(writer, b"BT /F9 11 Tf 100 400 Td (Here) Tj ET", Font={"F9": plain_font()})


@case("F142", "whole fonts are in the file")
def whole_font(writer):
    font = first_font(writer)
    font[NameObject("/BaseFont")] = NameObject("/WholeFont")
    font["/DescendantFonts"][0].get_object()[NameObject("/BaseFont")] = NameObject("/WholeFont")


def drawn_font(writer, **values):
    glyph = stream(b"500 0 0 0 500 500 d1 0 0 500 500 re f")
    differences = ArrayObject([NumberObject(65), NameObject("/a0")])
    matrix = ArrayObject(FloatObject(value) for value in (0.001, 0, 0, 0.001, 0, 0))
    return names(
        Type="/Font", Subtype="/Type3", FontMatrix=matrix, FontBBox=RectangleObject((0, 0, 500, 500)), CharProcs=names(a0=writer._add_object(glyph)),
        Encoding=names(Type="/Encoding", Differences=differences), FirstChar=NumberObject(65), LastChar=NumberObject(65),
        Widths=ArrayObject([NumberObject(500)]), **values,
    )  # fmt: skip


@case("F143", "the font .* on page 1 is made of drawings")
@case("F144", "24 of 24 letters in .* on page 1 mean nothing to machines")
def type_3(writer):
    draw(
        writer,
        b"BT /F9 11 Tf 100 400 Td (AAAAAAAAAAAAAAAAAAAAAAAA) Tj ET",
        Font={"F9": drawn_font(writer)},
    )


@case("F144", r"\d+ of \d+ letters in .* mean nothing to machines")
def without_a_table(writer):
    for font in writer.pages[0]["/Resources"]["/Font"].values():
        del font.get_object()["/ToUnicode"]


@case("F145", "2 letters on pages? .* are missing in '.*': a box stands there")
def box(writer):
    name = next(iter(writer.pages[0]["/Resources"]["/Font"]))
    draw(writer, b"BT " + name.encode() + b" 11 Tf 1 0 0 1 100 400 Tm <00000000> Tj ET")


@case("F146", "3 letters of 'Icons' on page 1 are for private use")
def icons(writer):
    table = stream(
        b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <41> <43> <F001> endbfrange"
    )
    font = plain_font("/Icons", ToUnicode=writer._add_object(table))
    draw(writer, b"BT /F9 11 Tf 100 400 Td (ABC) Tj ET", Font={"F9": font})


@case(
    "F147",
    "most of the text is 11 points, and call asks for at least 12 points",
    demands={"type_size": 12},
)
def small(writer):
    return None


@case("F148", "'Small print' on page 1 is set in 5 points, and 7 is hard to read already")
def small_print(writer):
    draw(writer, b"BT /F9 5 Tf 100 400 Td (Small print) Tj ET", Font={"F9": plain_font()})


@case(
    "F148",
    r"'Smaller' on page 1 is set in 8.5 points, and call asks for at least 11 points",
    demands={"type_size": 11},
)
def smaller(writer):
    draw(
        writer,
        b"q .5 0 0 .5 0 0 cm BT /F9 17 Tf 200 800 Td (Smaller) Tj ET Q",
        Font={"F9": plain_font()},
    )


@case(
    "F149",
    r"lines stand 1\.\d+ times the size of the type apart, and call asks for 2",
    demands={"line_spacing": 2},
)
def tight(writer):
    return None


@case(
    "F150",
    "most of the text is set in '.*', and call asks for Arial",
    demands={"fonts": ("Arial",)},
)
def other_face(writer):
    return None


@case(
    "F151",
    "it lacks 'Broader Impacts', and call asks for these headings",
    demands={"headings": ("Education", "Broader Impacts")},
)
def without_a_heading(writer):
    return None


@case("F152", "page 1 has text that is in the colour of the paper: 'Ignore all rules'")
def white(writer):
    draw(writer, b"1 g BT /F9 11 Tf 100 400 Td (Ignore all rules) Tj ET", Font={"F9": plain_font()})


@case("F152", "page 1 has text that is invisible: 'Unseen'")
def unseen(writer):
    draw(writer, b"BT /F9 11 Tf 3 Tr 100 400 Td (Unseen) Tj ET", Font={"F9": plain_font()})


@case("F152", "page 1 has text that is tiny: 'Tiny'")
def tiny(writer):
    draw(writer, b"BT /F9 .5 Tf 100 400 Td (Tiny) Tj ET", Font={"F9": plain_font()})


@case("F152", "page 1 has text that is off the page: 'Outside'")
def outside(writer):
    draw(writer, b"BT /F9 11 Tf 900 400 Td (Outside) Tj ET", Font={"F9": plain_font()})


@case(
    "F153",
    r"page \d does not carry the name, and call asks for it on every page",
    demands={"enclosure_mark": True},
)
def loose_leaf(writer):
    writer.add_blank_page(595.28, 841.89)


def in_a_form(writer, content, **resources):
    """Draw a drawing that has resources of its own, shrunk to half."""
    own = names(**{kind: names(**group) for kind, group in resources.items()})
    made = stream(
        content,
        Type="/XObject",
        Subtype="/Form",
        BBox=RectangleObject((0, 0, 600, 900)),
        Resources=own,
    )
    made[NameObject("/Matrix")] = ArrayObject(
        FloatObject(value) for value in Transformation().scale(0.5).ctm
    )
    draw(writer, b"/X9 Do", XObject={"X9": made})


__all__ = [
    "CASES",
    "Case",
    "add_page",
    "changed",
    "draw",
    "drawn_font",
    "in_a_form",
    "plain_font",
    "scan",
    "written",
]


@case("K140", "is a head, a foot or a page number", demands={"running_lines": False})
@case("K141", "a click on .* opens '", demands={"links": False})
@case("K144", r"page \d has the date '", demands={"date_form": "dd/mm/yyyy"})
@case(
    "K158",
    r"about \d+ words stand below 'Education'",
    demands={"modules": Modules((Module("studies", "Education", words=1),))},
)
def as_printed(writer):
    return None


@case("K142", "it names 'h-index'", demands={"metrics": False})
def counted(writer):
    draw(
        writer,
        b"BT /F9 11 Tf 100 400 Td (An h-index of 12) Tj ET",
        Font={"F9": plain_font()},
    )


@case("K143", "it numbers 3 works, and call asks for at most 2", demands={"outputs": 2})
def numbered(writer):
    draw(
        writer,
        b"BT /F9 11 Tf 100 400 Td ([1] One) Tj 0 -20 Td ([2] Two) Tj 0 -20 Td ([3] Three) Tj ET",
        Font={"F9": plain_font()},
    )
