"""Wherever a text can hide in a PDF, it is found, and said where."""

import gzip
import io
import zipfile
import zlib

import pytest
from PIL import Image, PngImagePlugin
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link, Text
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from cvgen.build import build, load_profile
from cvgen.pdf.embedded import LocatedText, UnreadablePart
from cvgen.pdf.strings import read_strings
from cvgen.plan.request import Request

NAME = "Quentin Zyzz 艾达"
PROFILE = """
basics: {name: Bo Sample, url: https://bo.example.org}
publications: [{name: On nothing, authors: [Bo Sample, Cy Dummy], releaseDate: 2020}]
"""


@pytest.fixture(scope="module")
def clean(tmp_path_factory, around):
    path = tmp_path_factory.mktemp("bo") / "profile.yaml"
    path.write_text(PROFILE, "utf-8")
    return build(load_profile(path), Request(), around).pdf.data


@pytest.fixture
def planted(clean):
    """Change a clean PDF, and give what it has become."""

    def planted(plant):
        writer = PdfWriter(clone_from=io.BytesIO(clean))
        plant(writer)
        return saved(writer)

    return planted


def saved(writer):
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def places(pdf, text=NAME):
    """Say where a text is."""
    return {
        part.place
        for part in read_strings(pdf)
        if isinstance(part, LocatedText) and text in part.text
    }


def dictionary(**entries):
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def stream(data, **entries):
    made = DecodedStreamObject()
    made.set_data(data)
    made.update(dictionary(**entries))
    return made


def string(text=NAME):
    return TextStringObject(text)


def test_a_font_that_refers_to_itself_does_not_hold_up_the_walk(planted):
    def plant(writer):
        font = dictionary(Type=NameObject("/Font"), Subtype=NameObject("/Type0"))
        reference = writer._add_object(font)
        for key in ("/ToUnicode", "/Encoding"):
            font[NameObject(key)] = reference
        font[NameObject("/DescendantFonts")] = ArrayObject([reference])
        font[NameObject("/BaseFont")] = NameObject("/Circle")
        writer.pages[0]["/Resources"]["/Font"][NameObject("/Circle")] = reference

    assert places(planted(plant), "Bo Sample")


# --- what describes the file ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["Title", "Author", "Subject", "Keywords", "Creator", "Producer"])
def test_each_field_of_the_metadata(planted, key):
    assert places(planted(lambda writer: writer.add_metadata({f"/{key}": NAME}))) == {
        f"the metadata's {key.lower()}"
    }


def test_a_field_of_the_metadata_that_nobody_knows(planted):
    assert places(planted(lambda writer: writer.add_metadata({"/Company": NAME}))) == {
        "the metadata's entry 'Company'"
    }


def catalogue(**entries):
    return lambda writer: writer.root_object.update(dictionary(**entries))


def page(**entries):
    return lambda writer: writer.pages[0].update(dictionary(**entries))


def xmp(codec):
    packet = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>{NAME}</dc:creator></x:xmpmeta>"
    return lambda writer: writer.root_object.update(
        dictionary(
            Metadata=writer._add_object(stream(packet.encode(codec), Type=NameObject("/Metadata")))
        )
    )


def annotation(made):
    return lambda writer: writer.add_annotation(0, made)


def action(**entries):
    made = dictionary(
        Type=NameObject("/Annot"), Subtype=NameObject("/Link"), A=dictionary(**entries)
    )
    return page(Annots=ArrayObject([made]))


def named(key, *values):
    return catalogue(Names=dictionary(**{key: dictionary(Names=ArrayObject(values))}))


def element(kind, **entries):
    made = dictionary(S=NameObject(f"/{kind}"), K=NumberObject(0), **entries)
    return catalogue(StructTreeRoot=dictionary(K=ArrayObject([made])))


def in_content(content):
    def plant(writer):
        before = writer.pages[0].get_contents().get_data()
        writer.pages[0][NameObject("/Contents")] = writer._add_object(
            stream(before + b"\n" + content)
        )

    return plant


HEX = b"<" + b"\xfe\xff".hex().encode() + NAME.encode("utf-16-be").hex().encode() + b">"
FIELD = {"FT": NameObject("/Tx"), "Subtype": NameObject("/Widget")}
PLANTS = {
    "XMP": (xmp("utf-8"), "the XMP metadata"),
    "XMP in UTF-16": (xmp("utf-16"), "the XMP metadata"),
    "the target of a link": (action(S=NameObject("/URI"), URI=string()), "the link on page 1"),
    "a link to a place": (annotation(Link(rect=(0, 0, 9, 9), url=NAME)), "the link on page 1"),
    "the title of a link": (
        page(Annots=ArrayObject([dictionary(Subtype=NameObject("/Link"), Contents=string())])),
        "the description of the link on page 1",
    ),
    "an annotation": (annotation(Text(text=NAME, rect=(0, 0, 9, 9))), "an annotation on page 1"),
    "free text": (annotation(FreeText(text=NAME, rect=(0, 0, 90, 90))), "an annotation on page 1"),
    "the author of an annotation": (
        page(Annots=ArrayObject([dictionary(Subtype=NameObject("/Text"), T=string())])),
        "the author of an annotation on page 1",
    ),
    "a bookmark": (lambda writer: writer.add_outline_item(title=NAME, page_number=0), "a bookmark"),
    "a bookmark below another": (
        lambda writer: writer.add_outline_item(
            title=NAME, page_number=0, parent=writer.add_outline_item(title="Upper", page_number=0)
        ),
        "a bookmark",
    ),
    "a named destination": (named("Dests", string(), ArrayObject()), "a named destination"),
    "a destination named as of old": (
        catalogue(Dests=DictionaryObject({NameObject("/" + NAME): ArrayObject()})),
        "a named destination",
    ),
    "a script": (
        named(
            "JavaScript",
            string("one"),
            dictionary(S=NameObject("/JavaScript"), JS=string(f"alert('{NAME}')")),
        ),
        "a script",
    ),
    "a script in a stream": (
        lambda writer: catalogue(
            OpenAction=dictionary(JS=writer._add_object(stream(NAME.encode())))
        )(writer),
        "a script",
    ),
    "the name of a script": (named("JavaScript", string(), dictionary()), "a script"),
    "a script that runs on opening": (
        catalogue(OpenAction=dictionary(S=NameObject("/JavaScript"), JS=string())),
        "a script",
    ),
    "page labels": (
        catalogue(
            PageLabels=dictionary(Nums=ArrayObject([NumberObject(0), dictionary(P=string())]))
        ),
        "the page labels",
    ),
    "a layer": (
        catalogue(
            OCProperties=dictionary(
                OCGs=ArrayObject([dictionary(Type=NameObject("/OCG"), Name=string())])
            )
        ),
        "the name of a layer",
    ),
    "the value of a field": (
        page(Annots=ArrayObject([dictionary(**FIELD, V=string())])),
        "the value of a form field on page 1",
    ),
    "the name of a field": (
        catalogue(AcroForm=dictionary(Fields=ArrayObject([dictionary(**FIELD, T=string())]))),
        "the name of a form field",
    ),
    "alternative text": (element("Figure", Alt=string()), "the alternative text of a figure"),
    "replacement text": (
        element("Span", ActualText=string()),
        "the replacement text of a piece of text",
    ),
    "what is abbreviated": (element("Span", E=string()), "the expansion of a piece of text"),
    "the title of an element": (element("H1", T=string()), "the title of a heading"),
    "the id of an element": (
        element("P", ID=ByteStringObject(NAME.encode())),
        "the id of a paragraph",
    ),
    "replacement text in the content": (
        in_content(b"/Span << /MCID 99 /ActualText " + HEX + b" >> BDC EMC"),
        "the replacement text of some text on page 1",
    ),
    "alternative text in the content": (
        in_content(b"/Figure <</Alt " + HEX + b">> BDC EMC"),
        "the alternative text of some text on page 1",
    ),
    "a property list": (
        page(Resources=dictionary(Properties=dictionary(one=dictionary(ActualText=string())))),
        "the replacement text of some text on page 1",
    ),
    "the private data of a program": (
        catalogue(PieceInfo=dictionary(Drawer=dictionary(Private=string()))),
        "the private data of a program",
    ),
    "a key that nobody knows": (
        catalogue(Zebra=ArrayObject([ArrayObject([string()])])),
        "the file's description",
    ),
    "an object that nothing refers to": (
        lambda writer: writer._add_object(dictionary(Any=string())),
        "a left-over object",
    ),
    "a link that nothing refers to": (
        lambda writer: writer._add_object(dictionary(S=NameObject("/URI"), URI=string())),
        "the link",
    ),
    "UTF-8 in a string": (
        catalogue(Zebra=ByteStringObject(NAME.encode())),
        "the file's description",
    ),
}


@pytest.mark.parametrize("name", PLANTS)
def test_every_place_is_searched_and_named(planted, name):
    plant, where = PLANTS[name]
    assert places(planted(plant)) == {where}


# --- the pages --------------------------------------------------------------------------------------------------


def test_the_text_of_each_page(print_text):
    pdf = print_text(
        f"basics: {{name: Bo, summary: '{'many words ' * 700}'}}\nreferences: [{{name: '{NAME}'}}]"
    ).pdf.data
    last = len(PdfReader(io.BytesIO(pdf)).pages)
    assert last > 1
    assert places(pdf) == {f"the text of page {last}"}


def test_a_page_that_one_reader_reads_badly_is_read_by_another(print_text, monkeypatch):
    pdf = print_text(f"basics: {{name: Bo}}\nreferences: [{{name: '{NAME}'}}]").pdf.data
    monkeypatch.setattr(PageObject, "extract_text", lambda _: "")
    assert places(pdf) == {"the text of page 1"}


def test_the_look_of_a_field_is_read_as_it_is_drawn(planted):
    def plant(writer):
        font = dictionary(
            Type=NameObject("/Font"),
            Subtype=NameObject("/Type1"),
            BaseFont=NameObject("/Helvetica"),
        )
        look = stream(
            b"BT /F 9 Tf (Quentin Zyzz) Tj ET",
            Subtype=NameObject("/Form"),
            Resources=dictionary(Font=dictionary(F=font)),
        )
        field = dictionary(**FIELD, AP=dictionary(N=writer._add_object(look)))
        writer.pages[0][NameObject("/Annots")] = ArrayObject([field])

    assert places(planted(plant), "Quentin Zyzz") == {
        "the text of the look of a form field on page 1"
    }


# --- files in the file ------------------------------------------------------------------------------------------


def attached(name, data):
    return lambda writer: writer.add_attachment(name, data)


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def picture(kind):
    file, comment = io.BytesIO(), PngImagePlugin.PngInfo()
    comment.add_itxt("Author", NAME, zip=True)
    exif = Image.Exif()
    exif[0x9C9D] = NAME.encode("utf-16-le")
    exif[0x013B] = NAME.encode()
    options = {"PNG": {"pnginfo": comment}, "JPEG": {"exif": exif}}[kind]
    Image.new("RGB", (9, 9)).save(file, kind, **options)
    return file.getvalue()


INNER = {
    "plain text": (f"name: {NAME}".encode(), "the attachment 'a'"),
    "UTF-16": (NAME.encode("utf-16"), "the attachment 'a'"),
    "UTF-16 without a mark": (
        ("a long introduction " + NAME).encode("utf-16-le"),
        "the attachment 'a'",
    ),
    "GB 18030": (f"姓名：{NAME}".encode("gb18030"), "the attachment 'a'"),
    "a program's file": (b"\0\1\2\3\xff\xfe" + NAME.encode() + b"\0\0\4", "the attachment 'a'"),
    "a zip": (zipped(cv=NAME), "'cv' in the attachment 'a'"),
    "the name of a file in a zip": (
        zipped(**{NAME: b""}),
        "the name of a file in the attachment 'a'",
    ),
    "a zip in a zip": (zipped(outer=zipped(cv=NAME)), "'cv' in 'outer' in the attachment 'a'"),
    "gzip": (gzip.compress(NAME.encode()), "the file in the attachment 'a'"),
    "PNG": (picture("PNG"), "a comment in the attachment 'a'"),
    "JPEG": (picture("JPEG"), "a comment in the attachment 'a'"),
}


@pytest.mark.parametrize("name", INNER)
def test_what_is_attached_is_opened(planted, name):
    data, where = INNER[name]
    assert places(planted(attached("a", data))) == {where}


def test_a_document_of_an_office_is_read_across_its_marks(planted):
    document = "<w:p><w:t>Quentin</w:t></w:r><w:r><w:t xml:space='preserve'> Zyzz</w:t></w:p>"
    pdf = planted(attached("cv.docx", zipped(**{"word/document.xml": document})))
    found = [
        part
        for part in read_strings(pdf)
        if part.place == "'word/document.xml' in the attachment 'cv.docx'"
    ]
    assert any(part.text.split() == ["Quentin", "Zyzz"] for part in found)


def test_the_name_and_the_description_of_an_attachment(planted):
    assert "the name of the attachment 'Quentin Zyzz.yaml'" in places(
        planted(attached("Quentin Zyzz.yaml", b"x")), "Quentin Zyzz"
    )

    def described(writer):
        writer.add_attachment("cv.yaml", b"x")
        writer.root_object["/Names"]["/EmbeddedFiles"]["/Names"][1].get_object()[
            NameObject("/Desc")
        ] = string()

    assert places(planted(described)) == {"the description of the attachment 'cv.yaml'"}


def test_an_attached_pdf_is_read_as_the_outer_one(planted, print_text):
    inner = planted(
        lambda writer: (
            writer.add_metadata({"/Author": NAME}),
            writer.add_attachment("deep.txt", NAME.encode()),
        )
    )
    assert places(planted(attached("cv.pdf", inner))) == {
        "the metadata's author in the attachment 'cv.pdf'",
        "the attachment 'deep.txt' in the attachment 'cv.pdf'",
    }


def test_a_comment_in_a_picture_on_a_page(planted):
    def plant(writer):
        photo = StreamObject.initialize_from_dictionary(
            {"__streamdata__": picture("JPEG"), "/Length": 0}
        )
        photo.update(dictionary(Subtype=NameObject("/Image"), Filter=NameObject("/DCTDecode")))
        writer.pages[0]["/Resources"][NameObject("/XObject")] = dictionary(
            one=writer._add_object(photo)
        )

    assert places(planted(plant)) == {"a comment in a picture on page 1"}


# --- what was there once ----------------------------------------------------------------------------------------


def test_what_a_later_change_replaced_is_still_there(planted):
    once = planted(lambda writer: writer.add_metadata({"/Author": NAME}))
    writer = PdfWriter(io.BytesIO(once), incremental=True)
    writer.add_metadata({"/Author": "Nobody"})
    now = saved(writer)
    assert now.startswith(once)
    assert places(now) == {"the metadata's author in an earlier state of the file"}


def test_the_text_of_a_page_that_a_later_change_replaced(print_text):
    once = print_text(f"basics: {{name: Bo, label: '{NAME}'}}").pdf.data
    writer = PdfWriter(io.BytesIO(once), incremental=True)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream(b""))
    writer.add_metadata({"/Subject": "", "/Keywords": ""})
    assert "the text of page 1 in an earlier state of the file" in places(saved(writer))


def test_an_object_that_no_table_lists(clean):
    hidden = b"9999 0 obj\n<< /Any " + HEX + b" >>\nendobj\n"
    end = clean.rindex(b"startxref")
    assert places(clean[:end] + hidden + clean[end:]) == {"a left-over object"}


def test_text_between_and_behind_the_objects(clean):
    assert places(clean + b"\n% " + NAME.encode()) == {"the bytes between the objects"}


# --- broken files -----------------------------------------------------------------------------------------------


def locked(password):
    def lock(clean):
        writer = PdfWriter(clone_from=io.BytesIO(clean))
        writer.add_metadata({"/Author": NAME})
        writer.encrypt(password, "owner", algorithm="RC4-128")
        return saved(writer)

    return lock


BROKEN = {
    "nothing": (lambda _: b"", "it is empty"),
    "no PDF": (lambda _: b"<html>", "it is no PDF"),
    "only a head": (lambda _: b"%PDF-1.7\n", "it is broken"),
    "the first half": (lambda clean: clean[: len(clean) // 2], "it is broken"),
    "without its end": (lambda clean: clean[: clean.rindex(b"startxref")], ""),
    "a password": (locked("secret"), "it is locked by a password"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_called_so(clean, name):
    broken, why = BROKEN[name]
    whole = [
        part.reason
        for part in read_strings(broken(clean))
        if isinstance(part, UnreadablePart) and not part.place
    ]
    assert whole == [why] if why else whole


def test_a_file_that_opens_without_a_password_is_read(clean):
    assert places(locked("")(clean)) == {"the metadata's author"}


def test_what_is_broken_inside_is_skipped_or_told(planted):
    def plant(writer):
        writer.add_attachment("bad.zip", zipped(cv=NAME)[:40])
        bad = stream(b"no deflate")
        bad[NameObject("/Filter")] = NameObject("/NoSuchFilter")
        writer.root_object[NameObject("/Metadata")] = writer._add_object(bad)
        writer.pages[0][NameObject("/Contents")] = NumberObject(7)
        writer.add_metadata({"/Author": NAME})

    found = [*read_strings(planted(plant))]
    assert {(part.place, part.reason) for part in found if isinstance(part, UnreadablePart)} >= {
        ("the attachment 'bad.zip'", "it is broken")
    }
    assert any(part.place == "the metadata's author" for part in found)


def test_a_bomb_is_not_unpacked(planted):
    pdf = planted(attached("a", zipped(big=bytes(50_000_000))))
    assert [part for part in read_strings(pdf) if isinstance(part, UnreadablePart)] == [
        UnreadablePart("'big' in the attachment 'a'", "it is too big")
    ]


def test_the_pages_of_a_file_without_any_tags_are_read():
    writer = PdfWriter()
    font = dictionary(
        Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica")
    )
    blank = PageObject.create_blank_page(width=99, height=99)
    blank[NameObject("/Resources")] = dictionary(Font=dictionary(F=font))
    blank[NameObject("/Contents")] = stream(
        zlib.compress(b"BT /F 9 Tf (Quentin Zyzz) Tj ET"), Filter=NameObject("/FlateDecode")
    )
    writer.add_page(blank)
    assert places(saved(writer), "Quentin Zyzz") == {"the text of page 1"}
