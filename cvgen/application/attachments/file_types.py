"""Read an attachment and tell its type from its bytes; explain why a file cannot be used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cvgen.errors import Diagnostic, PdfError, Place
from cvgen.pdf.open import open_pdf

# What repairs and joins a file holds it in memory seven times, which is to be under 500 MB.
MOST_BYTES = 60_000_000
# What only has its scans made lighter is read picture by picture (`lighten.py`).
MOST_SCAN_BYTES = 400_000_000
_SIGNATURES = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
}
_UNUSABLE_SIGNATURES = {
    b"GIF8": "a GIF picture",
    b"BM": "a BMP picture",
    b"{\\rtf": "an RTF text",
    b"%!PS": "PostScript",
    b"\xd0\xcf\x11\xe0": "an Office document",
}
_ZIP_MEMBERS = {
    b"word/": "a Word document",
    b"xl/": "an Excel table",
    b"ppt/": "a PowerPoint presentation",
    b"opendocument": "an OpenDocument file",
}
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_USUAL_SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png")
_AS_PDF = "open it in the program that made it and export it as PDF"
_HINTS = {
    "it is locked by a password": "ask for it without one, or open it and print it to a PDF",
    "it is encrypted": "pip install 'cvgen-press[aes]', or open it and print it to a PDF",
    "its end is missing": "download or copy it again",
    "it has no pages": "is it the right file?",
    "it is too long": "is it the right file? leave pages out",
    "it is broken": "open it in a viewer and print it to a new PDF, if that shows it",
}
_CODES = {
    "it is locked by a password": "A205",
    "it is encrypted": "A205",
    "it has no pages": "A204",
}


def read_attachment(path: Path) -> bytes:
    """Read a file.

    Raises PdfError when it is not there, empty or too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        hint = _list_neighbours(path)
        raise refuse_file(path, "A200", f"there is no file '{path}'", hint) from None
    except IsADirectoryError:
        raise refuse_file(path, "A200", f"'{path}' is a folder", "name the file in it") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise refuse_file(path, "A200", f"'{path}' cannot be read: {reason}") from None
    if not data:
        message = f"'{path.name}' is empty: it has no bytes at all"
        raise refuse_file(path, "A201", message, "download or copy it again")
    if len(data) > MOST_BYTES:
        message = f"'{path.name}' is larger than {MOST_BYTES // 1_000_000} MB"
        hint = "no portal takes that: write 'mend: [images]', scan it at 200 dpi, or send parts"
        raise refuse_file(path, "A232", message, hint)
    return data


def is_too_large_to_hold(path: Path) -> bool:
    """Say whether a file is larger than what is read as a whole.

    Raises PdfError for one that is too large for everything.
    """
    try:
        size = path.stat().st_size
    except OSError:
        return False
    if size > MOST_SCAN_BYTES:
        message = f"'{path.name}' is larger than {MOST_SCAN_BYTES // 1_000_000} MB"
        raise refuse_file(path, "A232", message, "scan it at 200 dpi, or send it in parts")
    return size > MOST_BYTES


def refuse_file(path: Path, code: str, message: str, hint: str = "") -> PdfError:
    """Make the error that says why a file cannot be used."""
    return PdfError(Diagnostic(code, message, Place(str(path)), hint))


def _list_neighbours(path: Path) -> str:
    try:
        others = sorted(path.parent.iterdir())
    except OSError:
        return f"there is no folder '{path.parent}' either"
    names = [other.name for other in others if other.suffix.lower() in _USUAL_SUFFIXES]
    if not names:
        return ""
    return "beside it: " + ", ".join(names[:5])


def detect_file_type(data: bytes, path: Path) -> str:
    """Tell from the bytes what a file is: pdf, jpeg, png, tiff or webp.

    Raises PdfError for what is none of them.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    for signature, file_type in _SIGNATURES.items():
        if data.startswith(signature):
            return file_type
    raise _refuse_type(data, path)


def _refuse_type(data: bytes, path: Path) -> PdfError:
    start = data[:512].lstrip().lower()
    what = _describe_unusable_type(data)
    hint = _AS_PDF
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        what = "a HEIC or AVIF picture, which cannot be read here"
        hint = "export it as JPEG (on a phone: share it as 'most compatible')"
    elif start.startswith((b"<!doctype html", b"<html")):
        what = "a web page, not a PDF"
        hint = "perhaps the download wanted a login: open the page and save the PDF itself"
    elif data.startswith(b"PK\3\4"):
        what = _describe_zip(data)
        if not what:
            what = "a ZIP archive"
            hint = "unpack it and name the file in it"
    return refuse_file(path, "A202", f"'{path.name}' is {what}", hint)


def _describe_unusable_type(data: bytes) -> str:
    for signature, description in _UNUSABLE_SIGNATURES.items():
        if data.startswith(signature):
            return description
    return "neither PDF nor a picture"


def _describe_zip(data: bytes) -> str:
    for member, description in _ZIP_MEMBERS.items():
        if member in data:
            return description
    return ""


def refuse_pdf(problem: str, path: Path) -> PdfError:
    """Make the error for a PDF with a problem, as `opened_pdf` words it."""
    category = _classify_problem(problem)
    if category == "its end is missing":
        message = f"'{path.name}' is cut off: {problem}"
    elif problem.startswith("it "):
        message = f"'{path.name}' {problem.removeprefix('it ')}"
    else:
        message = f"'{path.name}' cannot be read: {problem}"
    return refuse_file(path, _CODES.get(category, "A203"), message, _HINTS[category])


def _classify_problem(problem: str) -> str:
    for category in _HINTS:
        if problem.startswith(category):
            return category
    return "it is broken"


def open_for_repair(data: bytes, path: Path) -> Any:
    """Open a PDF that is to be repaired; return pypdf's reader.

    Raises PdfError when nobody can read it, and for a portfolio.
    """
    reader, problem = open_pdf(data)
    if reader is None or problem:
        raise refuse_pdf(problem, path)
    if "/Collection" in reader.root_object:
        raise refuse_portfolio(path, ())
    return reader


def refuse_portfolio(path: Path, files: tuple[str, ...]) -> PdfError:
    """Make the error for a PDF that is a portfolio of other files (ISO 32000-2, 12.3.5)."""
    content = ""
    if files:
        content = " that holds " + ", ".join(f"'{file}'" for file in files[:8])
    message = f"'{path.name}' is a PDF portfolio{content}: most portals show only its cover"
    hint = "save the files in it, and enclose each by itself"
    return refuse_file(path, "A207", message, hint)
