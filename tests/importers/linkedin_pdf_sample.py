"""An invented person's profile as LinkedIn's "Save to PDF" lays it out, drawn line by line."""

import io

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

LEFT = [
    [
        ("Contact", 13, 760),
        ("+45 20 12 34 56 (Mobile)", 10.5, 742),
        ("freja@example.org", 10.5, 726),
        ("www.linkedin.com/in/freja-", 10.5, 710),
        ("eksempel-4711 (LinkedIn)", 10.5, 697.4),
        ("freja.example.org (Portfolio)", 10.5, 681),
        ("Top Skills", 13, 640),
        ("Remote sensing", 10.5, 622),
        ("Sea ice", 10.5, 604),
        ("Languages", 13, 570),
        ("Danish (Native or Bilingual)", 10.5, 552),
        ("English (Full Professional)", 10.5, 534),
        ("Honors-Awards", 13, 500),
        ("Young Ice Researcher", 10.5, 482),
        ("of the Year", 10.5, 469.4),
        ("Polar Prize", 10.5, 449),
    ],
    [],
]
RIGHT = [
    [
        ("Freja Eksempel", 26, 750),
        ("Sea ice researcher at the Polar", 12, 724),
        ("Institute", 12, 709.6),
        ("Copenhagen, Denmark", 12, 692),
        ("Summary", 15.75, 660),
        ("I watch the ice from above;", 10.5, 640),
        ("this person is invented.", 10.5, 626),
        ("Experience", 15.75, 590),
        ("Polar Institute", 12, 568),
        ("5 years 2 months", 10.5, 553),
        ("Senior researcher", 11.5, 533),
        ("January 2022 - Present (2 years 2 months)", 10.5, 518),
        ("Copenhagen, Denmark", 10.5, 503),
        ("Leads the group of remote sensing.", 10.5, 483),
        ("\u2022 Three satellites", 10.5, 469),
        ("\u2022 Two ships that", 10.5, 455),
        ("break ice", 10.5, 441),
        ("Researcher", 11.5, 416),
        ("December 2018 - December 2021 (3 years 1 month)", 10.5, 401),
        ("Page 1 of 2", 9, 30),
    ],
    [
        ("Example Weather Service", 12, 750),
        ("Intern", 11.5, 733),
        ("June 2017 - August 2017 (3 months)", 10.5, 718),
        ("Education", 15.75, 680),
        ("University of Example", 12, 660),
        ("Doctor of Philosophy - PhD, Geophysics \u00b7 (2014 - 2018)", 10.5, 645),
        ("Example Gymnasium", 12, 620),
        ("Studentereksamen", 10.5, 605),
        ("Page 2 of 2", 9, 30),
    ],
]


def _draw(lines, left):
    parts = []
    for text, size, baseline in lines:
        codes = (
            text.encode("cp1252")
            .replace(b"\\", b"\\\\")
            .replace(b"(", b"\\(")
            .replace(b")", b"\\)")
        )
        parts.append(b"BT /F1 %.2f Tf %.2f %.2f Td (%s) Tj ET" % (size, left, baseline, codes))
    return b"\n".join(parts)


def make_pdf():
    """Make the PDF."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for left, right in zip(LEFT, RIGHT, strict=True):
        page = writer.add_blank_page(612, 792)
        stream = DecodedStreamObject()
        stream.set_data(_draw(left, 22) + b"\n" + _draw(right, 224))
        page[NameObject("/Contents")] = writer._add_object(stream)
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
