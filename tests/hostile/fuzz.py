"""Feed what others may send, changed at random, to what reads it: `fuzz.py KIND SEED COUNT`.

Each input may take ten seconds and the process two gigabytes. What is not refused in our own words
ends the run with its seed, from which it can be made again.
"""

from __future__ import annotations

import io
import random
import signal
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

from cvgen.application.attachments.repair import REPAIRS, repair_attachment
from cvgen.bibliography.read import read_bibliography
from cvgen.errors import CvgenError
from cvgen.files.photo import BrokenPhotoError, check_photo, make_printable
from cvgen.pdf.inspect import inspect_pdf
from cvgen.pdf.strings import read_file_texts
from cvgen.profile.load import read_profile
from cvgen.target.demands import Demands
from cvgen.text.math import FormulaError, render_formula

_SECONDS = 10
_MEMORY = 2_000_000_000
_TEX = [
    r"\sqrt{",
    r"\frac{",
    r"}",
    r"^",
    r"_",
    r"{",
    r"&",
    r"\\",
    r"\left(",
    r"\right)",
    r"\begin{matrix}",
    r"\end{matrix}",
    r"\text{",
    r"x",
    r"1",
    r"+",
    r"\alpha",
    r"\sum",
]
_BIB = ["@article{", "@string{", "}", "{", ",", "=", '"', "\\", "author", "title", " and ", "crossref", "#", "%", "$", "\n", "2020", "é", "²", "a", "~", "<b>", "&amp;", "10.1234/x", "\\href{", "\\'e"]  # fmt: skip
_YAML = ["basics:", "  name: Ada", "work:", "- ", "  ", "\n", "[", "]", "{", "}", "&a ", "*a", "!include x.yaml", "startDate: ", "2020-13", "²", "|", ">", '"', "'", "#", "null", "1e999", "image: a.png", "variants:", "$x$", "**"]  # fmt: skip
_BIB_START = "@article{a, author = {Example, Ada and Doe, John}, title = {A {T}itle}, journal = {J}, year = 2020}\n"
_YAML_START = "basics:\n  name: Ada Example\n  email: ada@example.org\nwork:\n  - position: Fellow\n    startDate: 2020-01\n"


def change_text(start: str, words: list[str], rng: random.Random) -> str:
    text = start
    for _ in range(rng.randint(1, 30)):
        position = rng.randint(0, len(text))
        if rng.random() < 0.3:
            text = text[:position] + text[position + rng.randint(1, 8) :]
        else:
            text = (
                text[:position] + rng.choice(words) * rng.choice([1, 1, 1, 2, 50]) + text[position:]
            )
    return text


def change_bytes(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        position = rng.randrange(len(changed))
        kind = rng.randrange(4)
        if kind == 0:
            changed[position] = rng.randrange(256)
        elif kind == 1:
            del changed[position : position + rng.randint(1, 30)]
        elif kind == 2:
            changed[position:position] = rng.choice(
                [b"0 R", b"<<", b"]", b"99999999", b"-1", b"\0\0"]
            )
        else:
            other = rng.randrange(len(changed))
            changed[position:position] = changed[other : other + 40]
    return bytes(changed)


def make_pdf(rng: random.Random) -> bytes:
    """Write a PDF with a form, an outline and a picture, and point some references elsewhere."""
    writer = PdfWriter()
    for number in range(3):
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Rotate")] = NumberObject(rng.choice([0, 90, 45]))
        writer.add_outline_item(f"Page {number}", number)
    writer.add_attachment("a.txt", b"text")
    objects = writer._objects
    for value in objects:
        if isinstance(value, DictionaryObject) and rng.random() < 0.3:
            key = NameObject(rng.choice(["/Kids", "/Parent", "/Annots", "/Resources", "/Next", "/First", "/Contents", "/AcroForm", "/Fields"]))  # fmt: skip
            target = rng.choice(objects).indirect_reference
            value[key] = rng.choice([target, ArrayObject([target] * 3), NumberObject(7)])
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def try_pdf(rng: random.Random, folder: Path) -> None:
    data = make_pdf(rng)
    if rng.random() < 0.7:
        data = change_bytes(data, rng)
    path = folder / "a.pdf"
    path.write_bytes(data)
    inspect_pdf(path)
    list(read_file_texts(data, "a.pdf"))
    repair_attachment(path, rng.sample(REPAIRS, rng.randint(1, 5)), Demands())


def try_picture(rng: random.Random, folder: Path) -> None:
    kind = rng.choice(["PNG", "JPEG", "WEBP", "TIFF"])
    mode = rng.choice(["L", "RGB", "1"] if kind != "WEBP" else ["RGB", "RGBA"])
    file = io.BytesIO()
    Image.frombytes("RGB", (30, 20), rng.randbytes(1800)).convert(mode).save(file, kind)
    data = change_bytes(file.getvalue(), rng)
    path = folder / "a.png"
    path.write_bytes(data)
    try:
        check_photo(data)
        make_printable(data)
    except BrokenPhotoError:
        pass
    repair_attachment(path, ["images"], Demands())


def try_bib(rng: random.Random, folder: Path) -> None:
    path = folder / "a.bib"
    path.write_text(change_text(_BIB_START * rng.randint(1, 3), _BIB, rng), "utf-8")
    read_bibliography(path, "a.bib")


def try_profile(rng: random.Random, folder: Path) -> None:
    path = folder / "a.yaml"
    path.write_text(change_text(_YAML_START, _YAML, rng), "utf-8")
    read_profile(path)


def try_tex(rng: random.Random, folder: Path) -> None:
    with suppress(FormulaError):
        render_formula(" ".join(rng.choice(_TEX) for _ in range(rng.randint(1, 40))))


KINDS = {
    "pdf": try_pdf,
    "picture": try_picture,
    "bib": try_bib,
    "profile": try_profile,
    "tex": try_tex,
}


def limit_process() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def main(kind: str, first: int, count: int) -> int:
    limit_process()
    failures = 0
    with tempfile.TemporaryDirectory() as name:
        for seed in range(first, first + count):
            if hasattr(signal, "alarm"):
                signal.alarm(_SECONDS)  # what hangs is ended with no handler
            print(kind, seed, file=sys.stderr, flush=True)
            try:
                KINDS[kind](random.Random(seed), Path(name))
            except CvgenError:
                pass
            except Exception:  # noqa: BLE001 - this is what is looked for
                failures += 1
                print(kind, seed, traceback.format_exc(), flush=True)
    return failures


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])), 99))
