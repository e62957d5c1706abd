"""What cvgen reads of its own PDFs is what pdfium reads of them."""

import re
import unicodedata
from ctypes import c_uint

import pypdfium2
import pytest
from shipped import THEMES

from cvgen.pdf.runs import read_runs


@pytest.fixture(scope="module", params=THEMES)
def both(request, build_example):
    data = build_example("ada-example", request.param).pdf.data
    return read_runs(data), pypdfium2.PdfDocument(data)


def joined(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_it_is_the_same_text_in_the_same_order(both):
    ours, document = both
    theirs = "".join(
        re.sub("[\x02\ufffe]\\s*", "-", page.get_textpage().get_text_range()) for page in document
    )
    assert joined("".join(run.text for run in ours)) == joined(theirs)


def test_every_run_stands_where_pdfium_sees_it_in_its_size_and_colour(both):
    """Ends of runs apart: pdfium measures the ink, and a run ends with its last letter's width."""
    ours, document = both
    for number, page in enumerate(document):
        mine = [run for run in ours if run.page == number]
        theirs = list(drawn(page))
        assert len(mine) == len(theirs)
        for run, (left, base, right, size, color) in zip(mine, theirs, strict=True):
            assert (run.left, run.baseline) == pytest.approx((left, base), abs=0.05)
            assert run.size == pytest.approx(size, abs=0.05)
            assert run.color == color
            assert -0.3 * size < run.right - right < 0.6 * size


def drawn(page):
    raw, height = pypdfium2.raw, page.get_height()
    for run in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        matrix, channels = run.get_matrix(), [c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetFillColor(run, *channels)
        color = "#" + "".join(f"{part.value:02x}" for part in channels[:3])
        yield (
            matrix.e,
            height - matrix.f,
            run.get_bounds()[2],
            run.get_font_size() * abs(matrix.d),
            color,
        )


@pytest.mark.parametrize(
    ("style", "colours"),
    [
        (".label { color: #123456; background: #fedcba }", ("#123456", "#fedcba")),
        (".label { color: rgb(0 0 0 / 50%); background: white }", ("#808080", "#ffffff")),
        (".label { border: 2pt solid red; color: black }", ("#000000", "#ffffff")),
    ],
)
def test_the_ground_behind_text_is_seen_and_a_border_is_none(tmp_path, print_text, style, colours):
    folder = tmp_path / "themes" / "mine"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text("extends: classic\ncontract: 1\n", "utf-8")
    (folder / "style.css").write_text(style, "utf-8")
    found = read_runs(print_text("basics: {name: Ada, label: Here}", theme="mine").pdf.data)
    assert [(run.color, run.background) for run in found if run.text == "Here"] == [colours]
