"""PDFs of invented people: their facts are those of the pages that are set here."""

import pytest
from pypdf import PdfReader, PdfWriter

from cvgen.errors import SourceError
from cvgen.files.yamlfile import parse_yaml
from cvgen.importers import portable
from cvgen.importers.convert import convert_sources
from cvgen.importers.pdf.lines import join_lines_of_texts
from cvgen.pdf.facts import Text
from cvgen.render.engine import load_engine
from cvgen.render.fetcher import make_fetcher
from cvgen.render.fonts import find_installed_fonts, list_font_folders
from cvgen.render.sandbox import StoppedCallError

FONTS = find_installed_fonts().as_uri()
# The face is named by its file: which fonts are seen by name hangs on what was set before in this process.
FACES = f"""<style>
@font-face {{ font-family: Lato; src: url({FONTS}/Lato/Lato-Regular.ttf) }}
@font-face {{ font-family: Lato; src: url({FONTS}/Lato/Lato-Bold.ttf); font-weight: bold }}
@font-face {{ font-family: Lato; src: url({FONTS}/Lato/Lato-Italic.ttf); font-style: italic }}
</style>"""
ONE_COLUMN = """
<style>@page { size: A4; margin: 25mm } body { font: 11pt Lato } p, h1 { margin: 0 }
h1, .c { text-align: center; font-size: 11pt } h2 { font-size: 11pt; text-transform: uppercase }
.r { display: flex; justify-content: space-between }</style>
<h1>Bo Sample</h1><p class=c>12 Example Street, 00000 Exampletown</p>
<p class=c>bo@sample.invalid | +1 555 010 0000</p>
<h2>Education</h2>
<div class=r><b>Example University</b><span>Oslo</span></div>
<div class=r><i>PhD in Chemistry</i><span>2015 – 2019</span></div>
<div class=r><b>Sample College</b><span>Bonn</span></div>
<div class=r><i>BSc in Chemistry</i><span>2011 – 2015</span></div>
<h2>Experience</h2>
<div class=r><b>Institute of Examples</b><span>Oslo, Norway</span></div>
<div class=r><i>Postdoctoral Fellow</i><span>Sept. 2019 – present</span></div>
<ul><li>Made salt that is sweet, in an apparatus that nobody has ever built before in the whole long
history of invented chemistry.<li>Taught two students</ul>
<h2>Publications</h2>
<p>1. <b>B. Sample</b>, A. Example. “Salt that is sweet, and why no one has ever tasted it in the history
of this field.” <i>Journal of Examples</i> 12, 34–56 (2018).</p>
<p>2. A. Example, <b>B. Sample</b>. “Sour sugar.” <i>Annals of Examples</i> 3, 1–9 (2017).</p>
<h2>Skills</h2><p><b>Programming:</b> Python, R</p><p><b>Methods:</b> NMR, titration</p>
"""
TWO_COLUMNS = """
<style>@page { size: A4; margin: 0 } body { font: 10pt Lato; margin: 0 } p, h1, h2 { margin: 0 0 4pt }
aside { position: absolute; left: 40pt; top: 40pt; width: 130pt }
main { position: absolute; left: 210pt; top: 40pt; width: 330pt } h1 { font-size: 22pt }
h2 { font-size: 13pt }</style>
<aside><p>Phone</p><p>+49 30 0000000</p><p>chen@muster.invalid</p>
<h2>Languages</h2><p>Chinese: native</p><p>German: fluent</p>
<h2>Skills</h2><p><b>Programming:</b> Python, C++</p></aside>
<main><h1>Chen Muster</h1><p>Postdoctoral researcher in biology</p>
<h2>Education</h2><p><b>PhD in Biology</b>, Example University, 2015–2019</p>
<p><b>MSc in Biology</b>, Sample College, 2013–2015</p>
<h2>Awards</h2><p>Best poster, Example Society, 2018</p>
<h2>Talks</h2><p>“Invented cells”, ExampleConf, Oslo, May 2018</p></main>
"""
FACTS = {
    ONE_COLUMN: {
        "basics.name": "Bo Sample",
        "basics.email": "bo@sample.invalid",
        "basics.phone": "+1 555 010 0000",
        "education.0.institution": "Example University",
        "education.0.studyType": "PhD",
        "education.0.area": "Chemistry",
        "education.0.startDate": "2015",
        "education.1.institution": "Sample College",
        "education.1.endDate": "2015",
        "work.0.name": "Institute of Examples",
        "work.0.position": "Postdoctoral Fellow",
        "work.0.startDate": "2019-09",
        "work.0.endDate": "present",
        "work.0.highlights": [
            "Made salt that is sweet, in an apparatus that nobody has ever built before in the whole long history of invented chemistry.",
            "Taught two students",
        ],
        "publications.0.name": "Salt that is sweet, and why no one has ever tasted it in the history of this field",
        "publications.0.authors": ["B. Sample", "A. Example"],
        "publications.1.publisher": "Annals of Examples",
        "publications.1.releaseDate": "2017",
        "skills.1": {"name": "Methods", "keywords": ["NMR", "titration"]},
    },
    TWO_COLUMNS: {
        "basics.name": "Chen Muster",
        "basics.label": "Postdoctoral researcher in biology",
        "basics.phone": "+49 30 0000000",
        "basics.email": "chen@muster.invalid",
        "languages.1": {"language": "German", "fluency": "fluent"},
        "skills.0.keywords": ["Python", "C++"],
        "education.0.institution": "Example University",
        "education.1.startDate": "2013",
        "awards.0.date": "2018",
        "talks.0.name": "Invented cells",
        "talks.0.date": "2018-05",
    },
}


@pytest.fixture(scope="module", autouse=True)
def own_process():
    """Read the files in this process: that they are read in another one costs a second each."""

    def run(call, job, most_seconds, most_memory):
        assert (most_seconds, most_memory) == (9, 500_000_000)
        return call(job)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cvgen.render.sandbox.run_with_limits", run)
        yield


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pdf")
    paths = {}
    for number, html in enumerate(FACTS):
        paths[html] = folder / f"{number}.pdf"
        print_html(html, paths[html])
    return paths


def print_html(html, path):
    weasyprint = load_engine(list_font_folders(()), None)
    fetcher = make_fetcher((find_installed_fonts(),), {}, [])
    weasyprint.HTML(string=FACES + html, url_fetcher=fetcher).write_pdf(path)


@pytest.fixture(scope="module")
def conversions(files):
    return {html: convert_sources([path]) for html, path in files.items()}


@pytest.mark.parametrize("html", FACTS, ids=["one column", "two columns"])
def test_every_fact_of_a_pdf_is_in_its_field(conversions, html):
    data = parse_yaml(conversions[html].files["profile.yaml"].decode(), "x").data
    found = {}
    for path in FACTS[html]:
        value = data
        for step in path.split("."):
            value = value[int(step)] if step.isdigit() else value[step]
        found[path] = value
    assert found == FACTS[html]


@pytest.mark.parametrize("html", FACTS, ids=["one column", "two columns"])
def test_no_word_of_a_pdf_is_lost_or_invented(conversions, html):
    (account,) = conversions[html].accounts
    assert (account.missing, account.added) == ((), ())


def test_a_pdf_comes_with_a_warning_that_says_how_sure_it_is(conversions):
    one, two = (conversion.warnings[0] for conversion in conversions.values())
    assert (one.code, two.code) == ("I121", "I121")
    assert "% sure" in one.message
    assert "two columns" not in one.message
    assert "two columns" in two.message
    assert b"(PDF, confidence " in conversions[ONE_COLUMN].files["import-report.md"]


def lock(path, target):
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(target)


def test_what_cannot_be_read_is_refused_with_a_reason(files, tmp_path):
    whole = files[TWO_COLUMNS].read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(whole[: len(whole) // 2])
    locked = tmp_path / "locked.pdf"
    lock(files[TWO_COLUMNS], locked)
    with pytest.raises(SourceError) as refused:
        convert_sources([cut, locked])
    assert [found.code for found in refused.value.diagnostics] == ["I102", "I102"]
    assert "password" in refused.value.diagnostics[1].message


def test_a_pdf_without_text_is_told_from_one_without_a_cv(tmp_path):
    path = tmp_path / "scan.pdf"
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(path)
    with pytest.raises(SourceError) as refused:
        convert_sources([path])
    assert "scan" in refused.value.diagnostics[0].message


def test_a_pdf_that_takes_too_much_is_stopped_with_a_clear_error(files, monkeypatch):
    def stop(call, job, most_seconds, most_memory):
        raise StoppedCallError("took more than 9 seconds")

    monkeypatch.setattr("cvgen.render.sandbox.run_with_limits", stop)
    with pytest.raises(SourceError) as refused:
        convert_sources([files[TWO_COLUMNS]])
    (found,) = refused.value.diagnostics
    assert (found.code, "was stopped" in found.message) == ("I103", True)


def test_links_of_a_pdf_become_accounts_or_are_reported(tmp_path):
    path = tmp_path / "links.pdf"
    links = "<a href='https://github.com/bosample'>code</a> <a href='https://x.invalid/a'>more</a>"
    print_html(f"{ONE_COLUMN}<p>{links}</p>", path)
    conversion = convert_sources([path])
    data = parse_yaml(conversion.files["profile.yaml"].decode(), "x").data
    assert {"network": "GitHub", "username": "bosample"} in data["basics"]["profiles"]
    assert "https://x.invalid/a" in conversion.files["import-report.md"].decode()
    assert portable.IMPORTER.tool == "PDF"


def draw_letters(letters, gap):
    texts = []
    for number, letter in enumerate(letters):
        left = 100 + number * (6 + gap)
        texts.append(Text(letter, "Face", 10.0, (left, 90.0, left + 6, 100.0), 100.0))
    return texts


def test_two_signs_that_a_fallback_face_draws_apart_are_one_word():
    [line] = join_lines_of_texts(0, [*draw_letters("++", 2)])
    assert line.text == "++"
    [line] = join_lines_of_texts(0, [*draw_letters("ab", 2)])
    assert line.text == "a b"


def test_an_address_and_what_stands_beside_the_e_mail_are_both_kept(tmp_path):
    path = tmp_path / "addresses.pdf"
    email = "<p class=c>bo@sample.invalid"
    assert email in ONE_COLUMN
    print_html(ONE_COLUMN.replace(email, f"{email} Tower of Samples"), path)
    data = parse_yaml(convert_sources([path]).files["profile.yaml"].decode(), "x").data
    assert data["basics"]["location"] == {
        "address": "12 Example Street, 00000 Exampletown, Tower of Samples"
    }
