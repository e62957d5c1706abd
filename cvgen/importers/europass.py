"""Import Europass CVs: XML, the JSON of before 2020, and the XML attached to a Europass PDF."""

from __future__ import annotations

import base64
import binascii

from cvgen.files.yamlfile import Tree
from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.importers.europass_candidate import read_candidate
from cvgen.importers.europass_passport import read_passport
from cvgen.importers.html_text import convert_html
from cvgen.importers.importer import Importer
from cvgen.importers.records import account_for_tree, load_bookkeeping, pick_list, pick_text
from cvgen.importers.source import Source
from cvgen.importers.xml_file import parse_xml

_ROOTS = (b"<SkillsPassport", b":SkillsPassport", b"<Candidate", b":Candidate")
_PASSPORT_PHOTO = ("LearnerInfo", "Identification", "Photo", "Data")
_START = 4_000  # bytes in which the root stands
_PICTURES = {b"\xff\xd8\xff": "photo.jpg", b"\x89PNG": "photo.png"}
_MOST_PICTURE = 12_000_000  # letters of a picture in base64


def recognize_europass(source: Source) -> bool:
    """Say whether a file is a Europass CV, or a PDF with one attached."""
    if source.tool == "PDF":
        return _find_attachment(source) is not None
    return source.tool == "Europass"


def import_europass(source: Source) -> ProfileBuilder:
    """Import a Europass CV."""
    builder = ProfileBuilder(source)
    tree = _read_europass(source)
    account_for_tree(builder, tree, load_bookkeeping("europass"), convert_html)
    data = tree.data
    if "SkillsPassport" in data:
        read_passport(builder, data["SkillsPassport"])
        _add_photo(builder, pick_text(data, "SkillsPassport", *_PASSPORT_PHOTO))
    elif "Candidate" in data:
        read_candidate(builder, data["Candidate"])
        for attachment in pick_list(data, "Candidate", "CandidateProfile", "Attachment"):
            _add_photo(builder, pick_text(attachment, "EmbeddedData"))
    return builder


def _read_europass(source: Source) -> Tree:
    tree = source.read_tree()
    if tree is not None:
        return tree
    content = source.read_bytes()
    if source.tool == "PDF":
        content = _find_attachment(source) or b""
    parsed = parse_xml(content, source.find_place().file)
    if source.tool == "PDF":
        parsed.values.clear()  # lines of the attachment are no places in the PDF
    return parsed


def _find_attachment(source: Source) -> bytes | None:
    """Find the XML that Europass attaches to its PDFs."""
    from cvgen.pdf.attachments import read_attachments

    for content in read_attachments(source.read_bytes()):
        if any(root in content[:_START] for root in _ROOTS):
            return content
    return None


def _add_photo(builder: ProfileBuilder, encoded: str) -> None:
    """Add the photo, which stands in the file as text."""
    if not encoded or len(encoded) > _MOST_PICTURE:
        return
    try:
        content = base64.b64decode(encoded, validate=False)
    except (binascii.Error, ValueError):
        return
    for start, name in _PICTURES.items():
        if content.startswith(start):
            builder.files.setdefault(name, content)
            builder.basics.setdefault("image", Value(name))


IMPORTER = Importer("Europass", recognize_europass, import_europass)
