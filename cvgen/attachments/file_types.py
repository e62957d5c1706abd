"""Takes the path of an attachment, gives its bytes and what kind of file they are, or says why it cannot be used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cvgen.errors import Diagnostic, PdfError, Place
from cvgen.pdf.open import opened_pdf
from cvgen.pdf.pages import MOST_BYTES

_KINDS = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png", b"II*\0": "tiff", b"MM\0*": "tiff"}
_OTHERS = {
    b"GIF8": "a GIF picture",
    b"BM": "a BMP picture",
    b"{\\rtf": "an RTF text",
    b"%!PS": "PostScript",
    b"\xd0\xcf\x11\xe0": "an Office document",
}
_ZIPPED = {
    b"word/": "a Word document",
    b"xl/": "an Excel table",
    b"ppt/": "a PowerPoint presentation",
    b"opendocument": "an OpenDocument file",
}
_APPLE = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_AS_PDF = "open it in the program that made it and export it as PDF"
_HINTS = {
    "it is locked by a password": "ask for it without one, or open it and print it to a PDF",
    "it is encrypted": "ask for it without encryption, or open it and print it to a PDF",
    "its end is missing": "download or copy it again",
    "it has no pages": "is it the right file?",
    "it is broken": "open it in a viewer and print it to a new PDF, if that shows it",
}
_CODES = {
    "it is locked by a password": "A205",
    "it is encrypted": "A205",
    "it has no pages": "A204",
}


def read(path: Path) -> bytes:
    """Read a file.

    Raises PdfError when it is not there, empty or too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise refusal(path, "A200", f"there is no file '{path}'", _beside(path)) from None
    except IsADirectoryError:
        raise refusal(path, "A200", f"'{path}' is a folder", "name the file in it") from None
    except OSError as error:
        raise refusal(
            path, "A200", f"'{path}' cannot be read: {(error.strerror or str(error)).lower()}"
        ) from None
    if not data:
        raise refusal(
            path,
            "A201",
            f"'{path.name}' is empty: it has no bytes at all",
            "download or copy it again",
        )
    if len(data) > MOST_BYTES:
        raise refusal(
            path,
            "A232",
            f"'{path.name}' is larger than {MOST_BYTES // 1_000_000} MB",
            "no portal takes that; scan it smaller",
        )
    return data


def refusal(path: Path, code: str, message: str, hint: str = "") -> PdfError:
    """Put into words why a file cannot be used."""
    return PdfError(Diagnostic(code, message, Place(str(path)), hint))


def _beside(path: Path) -> str:
    try:
        names = sorted(
            other.name
            for other in path.parent.iterdir()
            if other.suffix.lower() in (".pdf", ".jpg", ".jpeg", ".png")
        )
    except OSError:
        return f"there is no folder '{path.parent}' either"
    return "beside it: " + ", ".join(names[:5]) if names else ""


def kind_of(data: bytes, path: Path) -> str:
    """Tell from the bytes what a file is: pdf, jpeg, png, tiff or webp.

    Raises PdfError for what is none of them.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), "")
    if kind:
        return kind
    raise refusal(path, "A202", *_other(data, path.name))


def _other(data: bytes, name: str) -> tuple[str, str]:
    start = data[:512].lstrip().lower()
    if data[4:8] == b"ftyp" and data[8:12] in _APPLE:
        return (
            f"'{name}' is a HEIC or AVIF picture, which cannot be read here",
            "export it as JPEG (on a phone: share it as 'most compatible')",
        )
    if start.startswith((b"<!doctype html", b"<html")):
        return (
            f"'{name}' is a web page, not a PDF",
            "perhaps the download wanted a login: open the page and save the PDF itself",
        )
    if data.startswith(b"PK\3\4"):
        what = next((what for sign, what in _ZIPPED.items() if sign in data), "")
        return (
            (f"'{name}' is {what}", _AS_PDF)
            if what
            else (f"'{name}' is a ZIP archive", "unpack it and name the file in it")
        )
    what = next(
        (what for sign, what in _OTHERS.items() if data.startswith(sign)),
        "neither PDF nor a picture",
    )
    return f"'{name}' is {what}", _AS_PDF


def unusable(problem: str, path: Path) -> PdfError:
    """Put into words why a PDF cannot be used."""
    known = next((known for known in _HINTS if problem.startswith(known)), "it is broken")
    said = (
        problem.removeprefix("it ") if problem.startswith("it ") else f"cannot be read: {problem}"
    )
    message = (
        f"'{path.name}' is cut off: {problem}"
        if known == "its end is missing"
        else f"'{path.name}' {said}"
    )
    return refusal(path, _CODES.get(known, "A203"), message, _HINTS[known])


def reader_of(data: bytes, path: Path) -> Any:
    """Open a PDF for mending.

    Raises PdfError when nobody can read it, and for a portfolio.
    """
    reader, problem = opened_pdf(data)
    if reader is None or problem:
        raise unusable(problem, path)
    if "/Collection" in reader.root_object:
        raise refusal(path, "A207", *portfolio(path.name, ()))
    return reader


def portfolio(name: str, files: tuple[str, ...]) -> tuple[str, str]:
    """Put into words that a PDF is a portfolio."""
    held = " that holds " + ", ".join(f"'{file}'" for file in files[:8]) if files else ""
    return (
        f"'{name}' is a PDF portfolio{held}: most portals show only its cover",
        "save the files in it, and enclose each by itself",
    )
