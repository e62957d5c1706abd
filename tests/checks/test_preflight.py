"""Each rule of preflight finds what it is for in a PDF that is bad in that way, and nothing in what cvgen prints."""

import io
import json
import re
import sys
from pathlib import Path

import pypdfium2
import pytest
from bad_pdfs import CASES, add_page, changed, draw, in_a_form, plain_font, scan, written
from pypdf import PdfReader, PdfWriter
from shipped import THEMES, example
from typer.testing import CliRunner

from cvgen.build import build, load_profile
from cvgen.checks import pdf as preflight
from cvgen.cli import app
from cvgen.pdf.inspect import inspect_pdf
from cvgen.plan.request import Request
from cvgen.target.demands import Demands
from cvgen.target.target import Target

# What some calls ask for, and a theme need not have unless it is asked to.
ON_REQUEST = {"F129", "F147"}
PRESET = {
    "font-size": "11pt",
    "margin": "32mm",
}  # above and below, a page of ours has four fifths of its margin


@pytest.fixture(scope="module")
def good(around):
    """Print the example as the strictest calls ask; short, because each test reads it anew."""
    wish = Request(variant="short", options=PRESET, pages=2)
    return build(load_profile(example("ada-example")), wish, around).pdf.data


def call(demands=None, **more):
    """Make a target that demands something."""
    return Target(
        "call", "A call", "", "example.org", "2026", "unknown", Demands(**(demands or {})), **more
    )


def findings(data, target=None, name="Example_CV.pdf", kind="cv"):
    """Judge bytes; give what was found, by code."""
    found = {}
    for verdict in preflight.check_pdf(inspect_pdf(data, name), target or call(), kind):
        for one in verdict.findings:
            found.setdefault(one.code, []).append(one)
    return found


# --- every rule has a case ----------------------------------------------------------------------------------------


def test_every_rule_has_a_case_and_says_what_it_asks_why_and_what_mends_it():
    codes = [rule.code for rule in preflight.RULES]
    assert sorted({case.code for case in CASES}) == codes
    assert len(codes) == len(set(codes))
    assert [
        rule.code for rule in preflight.RULES if not (rule.what and rule.why and rule.mend)
    ] == []


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.code}-{case.make.__name__}-{case.name}"
)
def test_a_rule_finds_what_it_is_for(case, good):
    data = changed(good, case.make)
    found = findings(data, call(case.demands, **case.target), case.name)
    assert [one for one in found.get(case.code, ()) if re.search(case.said, one.message)], found
    assert all(
        one.hint and one.place.file == case.name for several in found.values() for one in several
    ), found  # what fails in itself has no place


def test_a_good_file_is_found_nothing_wrong_with(good):
    assert findings(good, preflight.find_target_or_default(None)) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_no_rule_finds_anything_in_what_a_theme_prints(theme, build_example):
    data = build_example("ada-example", theme).pdf.data
    found = findings(data, preflight.find_target_or_default(None))
    assert set(found) <= ON_REQUEST, found
    assert {one.severity for several in found.values() for one in several} <= {"note"}


# --- what a rule does not mind ------------------------------------------------------------------------------------


def test_of_a_file_that_needs_a_package_to_be_read_it_is_said_which(monkeypatch):
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("", "owner", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    (finding,) = findings(file.getvalue())["F101"]
    assert "pip install 'cvgen-press[aes]'" in finding.hint


def test_what_was_recognised_under_a_scan_is_no_hidden_text_and_can_be_searched(good):
    def recognised(writer):
        scan(writer, 400, 600)
        draw(
            writer,
            b"BT /F9 11 Tf 3 Tr 100 400 Td (Recognised) Tj ET",
            len(writer.pages) - 1,
            Font={"F9": plain_font()},
        )

    assert {"F130", "F152"} & set(findings(changed(good, recognised))) == set()


def test_a_scan_is_what_a_transcript_is(good):
    data = changed(good, lambda writer: scan(writer, 400, 600))
    assert [one.severity for one in findings(data, kind="cv")["F130"]] == ["error"]
    assert [one.severity for one in findings(data, kind="transcript")["F130"]] == ["warning"]


def test_white_text_on_a_dark_ground_is_seen(good):
    data = changed(
        good,
        lambda writer: draw(
            writer,
            b"0 .2 .4 rg 90 380 200 40 re f 1 g BT /F9 11 Tf 100 400 Td (Seen) Tj ET",
            Font={"F9": plain_font()},
        ),
    )
    assert "F152" not in findings(data)


def test_superscripts_are_not_small_print(good):
    content = b"BT /F9 11 Tf 100 400 Td (x) Tj /F9 6 Tf 4 Ts (2) Tj ET"
    assert "F148" not in findings(
        changed(good, lambda writer: draw(writer, content, Font={"F9": wide_font()}))
    )


def wide_font():
    from pypdf.generic import ArrayObject, NumberObject

    return plain_font(
        FirstChar=NumberObject(32),
        LastChar=NumberObject(126),
        Widths=ArrayObject([NumberObject(500)] * 95),
    )


@pytest.mark.parametrize(
    ("asked", "name", "severity"),
    [
        ("Times New Roman", "/ABCDEF+TimesNewRomanPS-BoldMT", None),
        ("Times New Roman", "/ABCDEF+TimesNewRomanPSMT", None),
        ("Arial", "/Arial,Bold", None),
        ("Arial", "/ABCDEF+LiberationSans", "warning"),
        ("Times New Roman", "/ABCDEF+NimbusRomNo9L-Regu", "warning"),
        ("Times New Roman", "/ABCDEF+CMR10", "error"),
        ("Nimbus", "/ABCDEF+NimbusRoman-Regular", None),
        ("Nimbus Roman", "/ABCDEF+NimbusRomNo9L-Regu", None),
        ("sans-serif", "/ABCDEF+Roboto-Regular", None),
        ("sans-serif", "/ABCDEF+LiberationSerif", "error"),
    ],
)
def test_a_face_is_known_by_all_its_names_and_one_of_its_widths_is_told_of(asked, name, severity):
    writer = PdfWriter()
    add_page(
        writer, b"BT /F9 11 Tf 100 400 Td (Words of the text) Tj ET", Font={"F9": plain_font(name)}
    )
    found = findings(written(writer), call({"fonts": (asked,)})).get("F150", [])
    assert [one.severity for one in found] == ([severity] if severity else [])


@pytest.mark.parametrize("name", ["Example_CV.pdf", "de-la-Cruz_CV.pdf"])
def test_a_name_of_the_asked_form_is_taken(name, good):
    assert "F120" not in findings(good, call(file_name="{surname}_CV.pdf"), name)


def test_nobody_minds_what_the_target_demands_being_kept(good):
    demands = {
        "papers": ("A4",),
        "pages": 9,
        "bytes": 10_000_000,
        "version": "1.7",
        "margin": 56.0,
        "type_size": 11.0,
        "line_spacing": 1.2,
        "dpi": 300,
    }
    found = findings(good, call(demands | {"headings": ("Education", "publications")}))
    assert {"F104", "F105", "F121", "F122", "F147", "F149", "F151"} & set(found) == set()


# --- files that are broken ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: b"", "it is empty"),
        (lambda _: b"\x89PNG\r\n", "it is no PDF"),
        (lambda good: good[: len(good) // 2], "it is cut off before its end"),
        (lambda good: good[:-7], "it is cut off before its end"),
        (lambda _: b"%PDF-1.7\n" + bytes(5000) + b"%%EOF", "it is broken"),
        (
            lambda good: changed(
                good, lambda writer: writer.encrypt("secret", algorithm="RC4-128")
            ),
            "it is locked by a password",
        ),
        (lambda _: written(PdfWriter()), "it has no pages"),
    ],
    ids=["empty", "picture", "half", "end", "zeros", "locked", "pageless"],
)
def test_what_nobody_can_read_is_said_in_one_finding(make, said, good):
    found = findings(make(good))
    assert found["F101"][0].hint
    assert {
        code: [one.message.partition(":")[0] for one in several] for code, several in found.items()
    } == {"F101": [said]}


def test_any_cut_or_change_of_a_file_ends_in_findings(good):
    """A broken file may break what reads it in any way."""
    for at in range(500, len(good), len(good) // 25):
        for data in (good[:at], good[:at] + bytes(20) + good[at + 20 :]):
            assert all(one.place for several in findings(data).values() for one in several)


def test_a_page_tree_or_a_drawing_that_goes_in_a_circle_ends(good):
    def circle(writer):
        in_a_form(writer, b"/X9 Do")
        del writer.pages[0]["/Resources"]["/XObject"]["/X9"].get_object()["/Resources"]

    assert "F101" not in findings(changed(good, circle))


def test_of_five_hundred_pages_the_first_and_the_last_are_read_in_depth(good):
    def many(writer):
        for number in range(500):
            writer.add_page(
                PdfReader(io.BytesIO(good)).pages[0] if number == 0 else writer.pages[0]
            )

    data = changed(good, many)
    file = inspect_pdf(data)
    assert len(file.pages) > 500
    assert 1 not in file.unread_pages
    assert len(file.pages) not in file.unread_pages
    assert 400 < len(file.unread_pages) < 500  # which takes seconds, not minutes


# --- by the measure of another reader -----------------------------------------------------------------------------

HAND_MADE = (
    b"BT /F9 10 Tf 12 TL 100 700 Td (First line) Tj T* (second) Tj (third) ' 150 Tz 0 -30 Td (wide) Tj ET "
    b"q 2 0 0 2 10 10 cm BT /F9 9 Tf 1 0 0 1 50 100 Tm [(Two) -1000 (words)] TJ ET Q BT /F9 12 Tf 0 1 -1 0 400 300 Tm (Upwards) Tj ET"
)


def by_pdfium(data):
    """Give the letters of each page, and for each piece of text its size and its box from the top left, by pdfium."""
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage().get_text_range()
        pieces = []
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=8):
            if thing.level == 0:
                left, _, right, _ = (
                    thing.get_bounds() if hasattr(thing, "get_bounds") else thing.get_pos()
                )
                pieces.append((_size(thing), left, right))
        yield text, pieces
        page.close()


def _size(thing):
    import ctypes

    size = ctypes.c_float()
    assert pypdfium2.raw.FPDFTextObj_GetFontSize(thing, size)
    matrix = thing.get_matrix()
    return size.value * (matrix.c**2 + matrix.d**2) ** 0.5


def letters(text):
    return sorted(letter for letter in text if letter.isalnum())


@pytest.mark.parametrize("name", ["ada-example", "jifeng-song", "peking-undergraduate"])
def test_letters_sizes_and_ends_are_those_that_pdfium_finds(name, build_example):
    data = build_example(name, "classic").pdf.data
    for page, (text, pieces) in zip(inspect_pdf(data).pages, by_pdfium(data), strict=True):
        assert letters(page.text) == letters(text)
        assert {round(one.size, 1) for one in page.texts if one.text.strip()} == {
            round(size, 1) for size, _, _ in pieces
        }
        assert min(one.box[0] for one in page.texts) == pytest.approx(
            min(left for _, left, _ in pieces), abs=2
        )
        assert max(one.box[2] for one in page.texts) == pytest.approx(
            max(right for _, _, right in pieces), abs=2
        )


def test_all_ways_to_place_text_are_understood():
    writer = PdfWriter()
    add_page(writer, HAND_MADE, Font={"F9": wide_font()})
    in_a_form(writer, b"BT /F9 20 Tf 100 900 Td (Inside) Tj ET", Font={"F9": wide_font()})
    data = written(writer)
    (page,), ((text, _),) = inspect_pdf(data).pages, by_pdfium(data)
    assert letters(page.text) == letters(text)
    found = {
        one.text: (round(one.size, 1), round(one.box[0]), round(one.baseline, 1))
        for one in page.texts
    }
    assert found["First line"] == (10, 100, 141.9)
    assert found["second"] == (10, 100, 153.9)
    assert found["third"] == (10, 100, 165.9)
    assert found["Two words"] == (18, 110, 631.9)
    assert found["Inside"] == (10, 50, 391.9)
    assert found["Upwards"][0] == 12


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_turned_page_is_measured_as_it_is_shown(angle):
    writer = PdfWriter()
    add_page(writer, b"BT /F9 11 Tf 100 800 Td (Corner) Tj ET", Font={"F9": wide_font()})
    writer.pages[0].rotate(angle)
    (page,) = inspect_pdf(written(writer)).pages
    left, top, right, bottom = page.texts[0].box
    edges = [
        left,
        top,
        page.width - right,
        page.height - bottom,
    ]  # from the left side on, clockwise
    assert (page.width > page.height) == (angle in (90, 270))
    turned = edges[-(angle // 90) :] + edges[: -(angle // 90)] if angle else edges
    upright = turned if angle == 0 else [edges[(side + angle // 90) % 4] for side in range(4)]
    assert upright == pytest.approx(
        [100, 841.89 - 800 - 0.72 * 11, 595.28 - 133, 800 - 0.2 * 11], abs=0.1
    )


# --- the command --------------------------------------------------------------------------------------------------


@pytest.fixture
def cv(good, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("Example_CV.pdf").write_bytes(good)
    return "Example_CV.pdf"


def test_a_fit_file_gets_a_line_and_ends_well(cv):
    done = CliRunner().invoke(app, ["check", cv])
    assert (done.exit_code, done.stderr) == (0, "")
    assert re.fullmatch(r"Example_CV.pdf: \d pages, A4, \d+ kB, PDF 1.7: fit\n", done.stdout)


def test_a_file_that_is_not_fit_gets_a_line_with_the_date_of_the_rules_and_ends_with_1(cv):
    done = CliRunner().invoke(app, ["check", cv, "missing.pdf", "--target", "nsf-grfp"])
    first, second = done.stdout.splitlines()
    assert done.exit_code == 1
    assert re.search(
        r"PDF 1.7: \d errors?.* for nsf-grfp \(rules .*nsfgrfp.org.*; may be out of date, check the call\)",
        first,
    )
    assert second.startswith("missing.pdf: 1 error for nsf-grfp")
    assert "Example_CV.pdf: error F122: " in done.stderr
    assert "missing.pdf: error F101: there is no such file" in done.stderr


def test_everything_is_given_as_data(cv):
    done = CliRunner().invoke(app, ["check", cv, "--json"])
    (file,) = json.loads(done.stdout)
    assert (file["fit"], file["target"]["name"], file["version"]) == (True, "default", "1.7")
    assert [rule["code"] for rule in file["rules"]] == [rule.code for rule in preflight.RULES]
    assert all(rule["what"] and rule["why"] and rule["mend"] for rule in file["rules"])


def test_an_unknown_kind_of_document_is_wrong_usage(cv):
    done = CliRunner().invoke(app, ["check", cv, "--document", "leter"])
    assert done.exit_code == 2
    assert "letter" in done.stderr


def test_the_rules_are_listed(cv):
    done = CliRunner().invoke(app, ["check", "--rules"])
    assert [line.split()[0] for line in done.stdout.splitlines()[::2]] == [
        rule.code for rule in preflight.RULES
    ]


def test_an_unknown_target_is_named_with_the_nearest(cv):
    done = CliRunner().invoke(app, ["check", cv, "--target", "cambrige"])
    assert done.exit_code == 1
    assert "did you mean 'cambridge'?" in str(done.exception) + done.stderr + repr(
        done.exception.diagnostics
    )


def test_checking_a_file_loads_no_typesetting_engine(cv, python):
    program = "import sys; from cvgen.cli import app; sys.argv[1:] = ['check', 'Example_CV.pdf']; sys.stdout = open('/dev/null', 'w')\ntry: app()\nexcept SystemExit: pass\n"
    tell = "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.__stdout__)"
    loaded = set(python("-c", program + tell, cwd=Path.cwd()).split())
    assert "cvgen" in loaded
    assert {"weasyprint", "jinja2", "rich", "numpy"} & loaded == set()
