"""The marks of PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).

Written before a file is finished, read in its bytes after.

WeasyPrint writes one of the two by itself. What reads the marks is made for the bytes that pydyf
writes, and loads no reader of PDFs, because every build does it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from cvgen.errors import Diagnostic, RenderError
from cvgen.text.patterns import compile_late

_XMP_END = b"</rdf:RDF>"
_PDF_A_CLAIM = b'<rdf:Description rdf:about="" pdfaid:part="3" pdfaid:conformance="A" />'
# PDF/A asks that every XMP property outside its own list be described; PDF/UA's mark is one of
# those.
_PDF_UA_CLAIM = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>\n"
    b'<rdf:Description rdf:about=""'
    b' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name>"
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>part of PDF/UA that the file conforms to</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
    b"</rdf:Description>\n"
)
_PDF_A_NAMESPACE = "http://www.aiim.org/pdfa/ns/id/"
_PDF_UA_NAMESPACE = "http://www.aiim.org/pdfua/ns/id/"
_RDF_DESCRIPTION = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"
_STREAM = compile_late(rb"(?:^|\n)(\d+) 0 obj\n(<<[^\n]*>>)\nstream\n")


class _Objects(Struct, frozen=True):
    """What of a file says what it is.

    Objects in object streams and streams of metadata by number, and the catalog's number.
    """

    dictionaries: dict[int, bytes]
    metadata: dict[int, bytes]
    root: int


def claim_pdf_ua(pdf_file: Any) -> None:
    """Mark a file that says it is PDF/A-3a as PDF/UA-1 too, in the one XMP packet that it may have.

    Raises RenderError where the packet is not as it was.
    """
    _replace_in_xmp(pdf_file, _XMP_END, _PDF_UA_CLAIM + _XMP_END)


def withdraw_pdf_a(pdf_file: Any) -> None:
    """Take away what WeasyPrint has a file say of itself: pages that are not ours are put into it.

    Raises RenderError where the packet is not as it was.
    """
    _replace_in_xmp(pdf_file, _PDF_A_CLAIM, b"")


def _replace_in_xmp(pdf_file: Any, old: bytes, new: bytes) -> None:
    number = int(pdf_file.catalog["Metadata"].split()[0])
    metadata = pdf_file.objects[number]
    packet = b"".join(metadata.stream)
    if packet.count(old) != 1:
        raise _mark_error(f"its XMP packet has not one '{old.decode()}'")
    metadata.stream = [packet.replace(old, new)]


def check_marks(data: bytes, *, is_claimed: bool) -> None:
    """Read in a finished file's bytes that it says what it is.

    Tagged, its language, and PDF/A-3a and PDF/UA-1 or neither.

    Raises RenderError for the first mark that is missing.
    """
    objects = _read_objects(data)
    catalog = objects.dictionaries.get(objects.root, b"")
    _check_catalog(catalog, objects)
    claims = _read_claims(catalog, objects)
    if is_claimed:
        expected = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    else:
        expected = {}
    for name in sorted({*expected, *claims}):
        if claims.get(name) != expected.get(name):
            raise _mark_error(f"its XMP has {name} {claims.get(name)}, not {expected.get(name)}")


def _mark_error(problem: str) -> RenderError:
    message = f"the file does not say of itself what it is (PDF/A-3a, PDF/UA-1): {problem}"
    hint = "a template of a whole document begins with <html lang=…>; else report this to cvgen"
    return RenderError(Diagnostic("R211", message, hint=hint))


def _read_objects(data: bytes) -> _Objects:
    dictionaries: dict[int, bytes] = {}
    metadata: dict[int, bytes] = {}
    root = 0
    for match in _STREAM.finditer(data):
        number, dictionary = int(match[1]), match[2]
        if b"/Type /ObjStm" in dictionary:
            dictionaries.update(_unpack_objects(dictionary, _read_stream(data, match)))
        elif b"/Type /Metadata" in dictionary:
            metadata[number] = _read_stream(data, match)
        elif b"/Type /XRef" in dictionary:
            root = _read_number(dictionary, b"Root")
    return _Objects(dictionaries, metadata, root)


def _read_stream(data: bytes, match: re.Match[bytes]) -> bytes:
    content = data[match.end() : match.end() + _read_number(match[2], b"Length")]
    if b"/FlateDecode" in match[2]:
        return zlib.decompress(content)
    return content


def _read_number(dictionary: bytes, key: bytes) -> int:
    match = re.search(rb"/%s (\d+)" % key, dictionary)
    if match is None:
        raise _mark_error(f"there is no /{key.decode()} in {dictionary[:80].decode('latin-1')}")
    return int(match[1])


def _unpack_objects(dictionary: bytes, content: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the objects of an object stream (ISO 32000-1, 7.5.7) with their numbers."""
    first = _read_number(dictionary, b"First")
    numbers = [int(word) for word in content[:first].split()]
    offsets = [*numbers[1::2], len(content) - first]
    for index, number in enumerate(numbers[::2]):
        yield number, content[first + offsets[index] : first + offsets[index + 1]]


def _check_catalog(catalog: bytes, objects: _Objects) -> None:
    if not re.search(rb"/MarkInfo <<[^>]*/Marked true", catalog):
        raise _mark_error("it has no MarkInfo")
    if not re.search(rb"/Lang (?:\([^)]|<[0-9A-Fa-f])", catalog):
        raise _mark_error("it has no Lang")
    root = re.search(rb"/StructTreeRoot (\d+) 0 R", catalog)
    if not root or b"/K [" not in objects.dictionaries.get(int(root[1]), b""):
        raise _mark_error("it has no StructTreeRoot")
    if not re.search(
        rb"/OutputIntents \[<<[^\]]*/S /GTS_PDFA1[^\]]*/DestOutputProfile \d", catalog
    ):
        raise _mark_error("it has no OutputIntent")


def _read_claims(catalog: bytes, objects: _Objects) -> dict[str, str]:
    """Read which standards the XMP packet names.

    A property of RDF is an attribute or an element.
    """
    from xml.etree import ElementTree as ET

    packet = objects.metadata.get(_read_number(catalog, b"Metadata"), b"")
    prefixes = {_PDF_A_NAMESPACE: "pdfaid", _PDF_UA_NAMESPACE: "pdfuaid"}
    claims = {}
    try:
        tree = ET.fromstring(packet)  # noqa: S314 - the engine wrote it a moment ago
    except ET.ParseError:
        raise _mark_error("its XMP packet is missing or broken") from None
    for description in tree.iter(_RDF_DESCRIPTION):
        properties = dict(description.attrib)
        for child in description:
            properties[child.tag] = child.text or ""
        for name, value in properties.items():
            namespace, _, local_name = name.removeprefix("{").partition("}")
            if namespace in prefixes:
                claims[f"{prefixes[namespace]}:{local_name}"] = value
    return claims
