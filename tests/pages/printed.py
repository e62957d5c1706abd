"""Takes a finished PDF, gives what its readers find in it: text by several extractors, geometry, links, structure."""

import io
import re
import shutil
import subprocess
import unicodedata
from ctypes import c_uint
from dataclasses import dataclass
from functools import cached_property

import pypdf
import pypdfium2
import pypdfium2.raw
import pytest

PDFTOTEXT = shutil.which("pdftotext")
needs_poppler = pytest.mark.skipif(not PDFTOTEXT, reason="poppler's pdftotext is not installed")


TYPED = str.maketrans(dict.fromkeys("’‘‚", "'") | dict.fromkeys("“”„", '"'))


def joined(text):
    """Compare texts without their white space, in NFKC, with quotation marks as they are typed."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(TYPED))


def spaced(text):
    """Compare texts by their words, in NFKC, with quotation marks as they are typed."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(TYPED)).strip()


@dataclass(frozen=True)
class Run:
    """Text set in one go: its box in points from the lower left corner of its page, its base line, its size."""

    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    base: float
    size: float
    color: tuple[int, int, int]


class Printed:
    """A finished PDF, opened once; every reading of it is done when it is first asked for."""

    def __init__(self, data, warnings=()):
        self.data = data
        self.warnings = warnings

    @classmethod
    def of(cls, built):
        """Read what was just built."""
        return cls(built.pdf.data, built.warnings)

    @cached_property
    def document(self):
        """The file as pdfium opens it."""
        return pypdfium2.PdfDocument(self.data)

    @cached_property
    def pypdf(self):
        """The file as pypdf opens it."""
        return pypdf.PdfReader(io.BytesIO(self.data))

    @cached_property
    def raw_pages(self):
        """The text of each page in the order of the file's content."""
        return [page.get_textpage().get_text_range() for page in self.document]

    @cached_property
    def pages(self):
        """The same without the running foot, and with the hyphens that stand at line ends (pdfium gives U+0002)."""
        count = len(self.raw_pages)
        texts = [
            re.sub(r"[\x02\ufffe]\s*", "-", text.replace("-\r\n", "-")) for text in self.raw_pages
        ]
        foot = r"^{0}/{1}\b|\b{0}/{1}$"
        return [
            "\n".join(
                line
                for line in text.splitlines()
                if not re.search(foot.format(number, count), line.strip())
            )
            for number, text in enumerate(texts, 1)
        ]

    @cached_property
    def content(self):
        """All text in the order of the file's content, joined."""
        return joined("".join(self.pages))

    @cached_property
    def words(self):
        """All text in the order of the file's content, word by word."""
        return spaced("\n".join(self.pages))

    def page_of(self, position):
        """Tell on which page a position of `content` lies, from 0."""
        for number, page in enumerate(self.pages):
            position -= len(joined(page))
            if position < 0:
                return number
        raise AssertionError("past the end")

    @cached_property
    def by_pypdf(self):
        """All text in the order of the file's content, as pypdf guesses where words end; a line's last hyphen joins on."""
        return re.sub(r"-\n", "-", "\n".join(page.extract_text() for page in self.pypdf.pages))

    @cached_property
    def by_pdftotext(self):
        """All text in the order in which poppler sees it on the page."""
        command = [PDFTOTEXT, "-", "-"]
        return subprocess.run(
            command, input=self.data, capture_output=True, check=True
        ).stdout.decode()

    @cached_property
    def by_pdfminer(self):
        """All text in the order in which pdfminer.six sees it on the page."""
        from pdfminer.high_level import extract_text

        return extract_text(io.BytesIO(self.data))

    @cached_property
    def runs(self):
        """Every run of text that is not white space."""
        return [
            run
            for number, page in enumerate(self.document)
            for run in _runs(number, page)
            if run.text.strip()
        ]

    @cached_property
    def lines(self):
        """The runs by the lines that they make; what stands further off than one and a half letters is another line."""
        lines = []
        for run in self.runs:
            last = lines[-1][-1] if lines else None
            if last and last.page == run.page and _goes_on(last, run):
                lines[-1].append(run)
            else:
                lines.append([run])
        return lines

    @cached_property
    def links(self):
        """Where the links lead."""
        annotations = [
            item.get_object() for page in self.pypdf.pages for item in page.get("/Annots") or ()
        ]
        return [
            str(annotation["/A"]["/URI"])
            for annotation in annotations
            if "/URI" in annotation.get("/A", {})
        ]

    @cached_property
    def structure(self):
        """Every element of the document's structure, in its order."""
        return list(_elements(self.pypdf.root_object["/StructTreeRoot"]))

    @cached_property
    def languages(self):
        """Every language that the structure names."""
        return {str(element["/Lang"]) for element in self.structure if "/Lang" in element}

    @cached_property
    def alternatives(self):
        """The texts that stand for pictures."""
        return [str(element["/Alt"]) for element in self.structure if "/Alt" in element]

    @cached_property
    def fonts(self):
        """The fonts of all pages, by name."""
        resources = [page["/Resources"].get("/Font", {}) for page in self.pypdf.pages]
        return {
            font.get_object()["/BaseFont"]: font.get_object()
            for fonts in resources
            for font in fonts.values()
        }

    @cached_property
    def bookmarks(self):
        """The titles of the outline, flat."""
        return list(_titles(self.pypdf.outline))


def _elements(element):
    yield element
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        if hasattr(child.get_object(), "get"):
            yield from _elements(child.get_object())


def _titles(outline):
    for item in outline:
        if isinstance(item, list):
            yield from _titles(item)
        else:
            yield item.title


def _goes_on(run, other):
    size = max(run.size, other.size)
    return abs(run.base - other.base) < 0.6 * size and -2 < other.left - run.right < 1.5 * size


def _runs(number, page):
    raw = pypdfium2.raw
    for run in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()):
        left, bottom, right, top = run.get_bounds()
        matrix = run.get_matrix()
        channels = [c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetFillColor(run, *channels)
        color = tuple(channel.value for channel in channels[:3])
        yield Run(
            number,
            run.extract(),
            left,
            bottom,
            right,
            top,
            matrix.f,
            run.get_font_size() * abs(matrix.d),
            color,
        )
