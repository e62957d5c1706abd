"""What calls and portals demand: read whole or refused whole, kept by a build where nobody chose otherwise, told where it is not kept."""

import pytest
from shipped import THEMES

from cvgen.build import build_letter
from cvgen.errors import RenderError, TargetError
from cvgen.pdf.inspect import inspect_pdf
from cvgen.pdf.runs import read_runs
from cvgen.plan.request import Request
from cvgen.profile import letter as letters
from cvgen.target import load as target
from cvgen.target.values import DOCUMENT_KINDS
from cvgen.text.units import MILLIMETRE

A4, LETTER = (595, 842), (612, 792)
INCH = 72
ADA = """
basics:
  name: Ada Example
  email: ada@example.org
work:
""" + "".join(
    f"  - {{position: Clerk {number}, name: Office, summary: {'A summary of some length. ' * 12}}}\n"
    for number in range(16)
)
MINE = "title: Mine\nsource: a letter\nchecked_on: 2026\n"
each_target = pytest.mark.parametrize("name", target.list_targets())


@pytest.fixture
def mine(tmp_path):
    """Put a target named `mine` beside the profile, of these further lines."""

    def mine(lines="", folder=tmp_path / "targets"):
        folder.mkdir(exist_ok=True)
        (folder / "mine.yaml").write_text(MINE + lines, "utf-8")
        return folder

    return mine


def size(built):
    return tuple(round(length) for length in built.pdf.pages[0])


def told(built, code="K120"):
    return [found.message for found in built.warnings if found.code == code]


def margins(built):
    """Measure how near the letters come to the edges, in points: left, top, right, foot."""
    width, height = built.pdf.pages[0]
    seen = [run for run in read_runs(built.pdf.data) if run.text.strip()]
    capitals = 0.75  # of the size of the type, at most, is how high they stand
    left, top = (
        min(run.left for run in seen),
        min(run.baseline - capitals * run.size for run in seen),
    )
    return (
        left,
        top,
        width - max(run.right for run in seen),
        height - max(run.baseline for run in seen),
    )


def body_size(built):
    """Find the size in which most letters are set, in points."""
    sizes = {}
    for run in read_runs(built.pdf.data):
        sizes[round(run.size, 1)] = sizes.get(round(run.size, 1), 0) + len(run.text)
    return max(sizes, key=sizes.get)


@each_target
def test_every_shipped_target_says_where_and_when_its_rules_were_read_and_warns(name):
    found = target.find_target(name)
    assert found.title
    assert found.source
    assert found.checked_on
    assert found.season
    assert found.about.endswith(".")
    assert (
        "May be out of date: check the call"
        in (target.TARGETS_FOLDER / f"{name}.yaml").read_text("utf-8").splitlines()[0]
    )


@pytest.mark.parametrize(
    ("name", "kind", "demands"),
    [
        ("cambridge", "cv", {"bytes": 2_000_000}),
        ("oxford", "cv", {"bytes": 4_000_000, "pages": 2}),
        ("princeton", "cv", {"bytes": 25_000_000, "pages": 75, "dpi": 300}),
        ("stanford", "cv", {"bytes": 10_000_000, "papers": ("Letter",), "dpi": 300}),
        ("dfg", "cv", {"pages": 4, "type_size": 11, "line_spacing": 1.2, "metrics": False}),
        ("imprs-cpqm", "transcript", {"bytes": 20_000_000}),
        ("embark", "cv", {"bytes": 2_000_000}),
        ("interfolio", "cv", {"bytes": 100_000_000}),
        ("erc", "cv", {"pages": 4, "outputs": 10, "papers": ("A4",), "type_size": 11}),
        ("msca-b2", "cv", {"date_form": "dd/mm/yyyy", "metrics": False}),
        ("snsf", "cv", {"outputs": 10, "metrics": False}),
        ("tri-agency", "cv", {"pages": 5, "outputs": 10, "links": False, "bytes": 5_000_000}),
        ("nserc", "proposal", {"margin": 18.7 * MILLIMETRE, "papers": ("Letter",)}),
        ("dff", "proposal", {"line_spacing": 1.5, "links": False, "type_size": 12}),
        ("fulbright", "personal-statement", {"pages": 1, "running_lines": False, "links": False}),
        ("knight-hennessy", "cv", {"pages": 1}),
        ("ucl", "personal-statement", {"pages": 2, "papers": ("A4",), "type_size": 12}),
        (
            "nsf-grfp",
            "personal-statement",
            {
                "pages": 3,
                "type_size": 11,
                "margin": 72,
                "headings": ("Intellectual Merit", "Broader Impacts"),
            },
        ),
        (
            "nsf-grfp",
            "research-statement",
            {"pages": 2, "papers": ("Letter",), "fonts": ("Times New Roman",)},
        ),
        ("nih", "biosketch", {"pages": None, "margin": 36, "running_lines": False}),
        (
            "msca",
            "proposal",
            {"pages": 10, "type_size": 11, "margin": 15 * MILLIMETRE, "papers": ("A4",)},
        ),
        (
            "ukri-flf",
            "cv",
            {
                "pages": 3,
                "type_size": 11,
                "margin": 20 * MILLIMETRE,
                "fonts": ("Arial", "sans-serif"),
                "photo": False,
            },
        ),
        ("mrc", "cv", {"pages": 2, "papers": ("A4",)}),
        ("bbsrc", "cv", {"pages": 2}),
        ("azv", "cv", {"pages": 2, "bytes": 1_000_000}),
        ("fwf", "cv", {"pages": 3}),
        ("bonn-global-health", "letter", {"pages": 2}),
        ("bonn-global-health", "cv", {"pages": 3}),
        ("bamberg-bagss", "cv", {"bytes": 30_000_000}),
        (
            "fu-berlin",
            "letter",
            {"bytes": 10_000_000, "type_size": 10, "margin": 20 * MILLIMETRE, "line_spacing": 1.5},
        ),
        ("imprs-quantum-materials", "cv", {"pages": 2}),
        ("cfm", "cv", {"bytes": 8_000_000}),
        ("eulalinks", "cv", {"enclosure_mark": True}),
        ("skye", "short-cv", {"pages": 2}),
        ("default", "cv", {"bytes": 1_000_000, "version": "1.7", "margin": 72, "type_size": 11}),
    ],
)
def test_the_figures_are_those_of_the_calls(name, kind, demands):
    found = target.find_target(name).get_demands(kind)
    assert {key: getattr(found, key) for key in demands} == {
        key: pytest.approx(value) if isinstance(value, float) else value
        for key, value in demands.items()
    }


def test_a_kind_of_document_is_held_to_its_own_demands_over_those_on_every_file(mine):
    found = target.find_target(
        "mine", [mine("demands: {pages: 5, bytes: 2 MB}\ndocuments: {cv: {pages: 2}}\n")]
    )
    assert (found.get_demands("cv").pages, found.get_demands("cv").bytes) == (2, 2_000_000)
    assert found.get_demands("letter").pages == 5


def test_sizes_count_in_thousands_which_is_the_stricter_reading(mine):
    assert [
        target.find_target("mine", [mine(f"demands: {{bytes: {size}}}\n")]).demands.bytes
        for size in ("500 kB", "1.5MB", "800 B")
    ] == [
        500_000,
        1_500_000,
        800,
    ]


def test_ones_own_target_wins_over_a_shipped_one_of_its_name(tmp_path):
    (tmp_path / "cambridge.yaml").write_text(MINE + "demands: {bytes: 5 MB}\n", "utf-8")
    assert target.find_target("cambridge", [tmp_path]).demands.bytes == 5_000_000
    assert "cambridge" in target.list_targets([tmp_path])


def test_a_target_that_is_not_there_is_told_with_the_nearest():
    with pytest.raises(TargetError) as refused:
        target.find_target("cambrige")
    (found,) = refused.value.diagnostics
    assert (found.code, found.hint) == ("K100", "did you mean 'cambridge'?")


@pytest.mark.parametrize("name", ["../targets/cambridge", "/etc/passwd", "", "cambridge.yaml"])
def test_a_name_leads_to_no_other_folder(name):
    with pytest.raises(TargetError):
        target.find_target(name)


WRONG = """titel: Mine
source: a letter
checked_on: 2026
delivery: some
region: zz
audience: everybody
anonymous: perhaps
language: english please
order: [letter, cvv]
demands:
  papper: A4
  paper: A5
  pages: 0
  bytes: 2 PB
  margin: 20
  type-size: big
  version: '3'
  photo: maybe
  line-spacing: wide
  running-lines: none
  date-form: mm/dd
  outputs: few
documents:
  cvv: {pages: 1}
  cv: {page: 1}
  letter: two pages
file-name: '{name}.pdf'
file-characters: utf-8
file-name-length: 5
bytes-in-all: much
url: example.org
closed: soon
fields:
  - {characters: 3000}
  - {name: A, characters: many}
"""


def test_all_mistakes_of_a_file_are_told_at_once_each_at_its_line(tmp_path):
    (tmp_path / "mine.yaml").write_text(WRONG, "utf-8")
    with pytest.raises(TargetError) as refused:
        target.find_target("mine", [tmp_path])
    lines = {(found.code, found.place.line) for found in refused.value.diagnostics}
    assert lines == {
        ("K104", 1),
        *(("K101", line) for line in (1, 11, 24, 25)),
        *(("K102", line) for line in (*range(4, 10), *range(12, 23), *range(26, 33), 35)),
        ("K104", 34),
    }
    hints = [found.hint for found in refused.value.diagnostics]
    assert {"did you mean 'title'?", "did you mean 'paper'?", "did you mean 'cv'?"} <= set(hints)


@pytest.mark.parametrize(
    ("lines", "line", "hint"),
    [
        ("checked_on: banana\n", 3, "YYYY-MM-DD"),
        ("checked_on: 2026-13\n", 3, "YYYY-MM-DD"),
        ("checked_on: 2026-5\n", 3, "YYYY-MM-DD"),
        ("checked_on: 2026\nlanguage: xx\n", 4, "known: "),
        ("checked_on: 2026\ndemands:\n  type-size: 0pt\n", 5, "11pt"),
        ("checked_on: 2026\ndemands:\n  margin: 0mm\n", 5, "20mm"),
        ("checked_on: 2026\ndemands:\n  pages: 2\n  fonts: 3\n", 6, "Arial"),
        ("checked_on: 2026\ndemands:\n  fonts: [Arial, '-']\n", 5, "Arial"),
    ],
)
def test_a_value_that_means_nothing_is_refused_at_its_line(tmp_path, lines, line, hint):
    (tmp_path / "mine.yaml").write_text("title: Mine\nsource: a letter\n" + lines, "utf-8")
    with pytest.raises(TargetError) as refused:
        target.find_target("mine", [tmp_path])
    (found,) = refused.value.diagnostics
    assert (found.code, found.place.line) == ("K102", line)
    assert hint in found.hint


@pytest.mark.parametrize("day", ["2026", "2026-05", "2026-05-31", "unknown"])
@pytest.mark.parametrize("language", ["de", "de-AT", "zh-TW"])
def test_dates_as_exact_as_known_and_languages_with_words_are_taken(tmp_path, day, language):
    (tmp_path / "mine.yaml").write_text(
        f"title: Mine\nsource: a letter\nchecked_on: {day}\nlanguage: {language}\n", "utf-8"
    )
    found = target.find_target("mine", [tmp_path])
    assert (found.checked_on, found.language) == (day, language)


def test_a_file_that_is_too_large_is_told_with_what_makes_it_smaller(tmp_path, print_text, mine):
    mine("demands: {bytes: 1 kB}\n")
    pytest.importorskip("PIL.Image").new("RGB", (300, 400), "white").save(tmp_path / "ada.png")
    for image, hint in ((", image: ada.png", "take a smaller photo, or none"), ("", "fewer pages")):
        (found,) = (
            one
            for one in print_text(f"basics: {{name: Ada{image}}}\n", target="mine").warnings
            if one.code == "K120"
        )
        assert "demands at most 1 kB" in found.message
        assert found.hint.startswith(hint)


@pytest.mark.parametrize(
    "name",
    [
        "../x.pdf",
        "a/{surname}.pdf",
        "C:\\{surname}.pdf",
        "{surname}",
        "{surname.pdf",
        "Lebenslauf_für_{surname}.pdf",
    ],
)
def test_a_pattern_that_is_no_name_of_a_pdf_is_refused(mine, name):
    with pytest.raises(TargetError) as refused:
        target.find_target("mine", [mine(f"file-name: '{name}'\n")])
    assert [found.code for found in refused.value.diagnostics] == ["K102"]


@pytest.mark.parametrize("text", ["- a\n", "text\n", "", "title: [a\n"])
def test_a_file_that_is_no_target_is_told(tmp_path, text):
    (tmp_path / "mine.yaml").write_text(text, "utf-8")
    with pytest.raises(TargetError):
        target.find_target("mine", [tmp_path])


def test_a_build_keeps_paper_margins_and_size_of_type(print_text):
    built = print_text(ADA, target="nsf-grfp")
    assert size(built) == LETTER
    assert min(margins(built)) >= INCH - 0.5
    assert body_size(built) >= 11
    assert told(built) == []


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_keeps_margins_on_all_sides(print_text, mine, theme):
    mine("demands: {margin: 30mm, type-size: 11pt}\n")
    built = print_text(ADA, target="mine", theme=theme, options={"page-numbers": "false"})
    assert min(margins(built)) >= 30 * MILLIMETRE - 0.5
    assert body_size(built) >= 9.6  # some themes set what stands beside the body smaller
    # What such a theme sets smaller is told, and 'cvgen check --target' says the same.
    assert [message for message in told(built) if " is set in " not in message] == []


def test_what_a_theme_has_already_is_left_alone(print_text, mine):
    mine("demands: {margin: 5mm, type-size: 8pt, paper: [A4, Letter]}\n")
    assert print_text(ADA, target="mine").pdf.data == print_text(ADA).pdf.data


def test_a_demand_beyond_the_theme_is_told(print_text, mine):
    mine("demands: {margin: 50mm, type-size: 20pt, paper: Letter}\n")
    built = print_text(ADA, target="mine")
    assert size(built) == LETTER
    messages = [message.partition(", and")[0] for message in told(built)]
    assert "most of the text is 13 points" in messages
    assert "demands at least 50 mm" in told(built)[0]
    assert all(
        "the theme 'classic' cannot do it" in found.hint
        for found in built.warnings
        if found.code == "K120"
    )


def test_the_pages_of_a_target_are_a_budget(print_text, mine):
    mine("documents: {cv: {pages: 1}, letter: {pages: 9}}\n")
    with pytest.raises(RenderError) as refused:
        print_text(ADA + "pages: 1\n", target="mine")
    assert {
        found.place.file.rpartition("/")[2]
        for found in refused.value.diagnostics
        if found.severity == "error"
    } == {"profile.yaml"}
    with pytest.raises(RenderError) as refused:
        print_text(ADA, target="mine")
    assert {
        found.place.file.rpartition("/")[2]
        for found in refused.value.diagnostics
        if found.severity == "error"
    } == {"mine.yaml"}
    some = ADA.replace("{position: Clerk", "{priority: 2, position: Clerk")
    assert len(print_text(some, target="mine").pdf.pages) == 1


@pytest.mark.parametrize(
    ("profile", "wish", "paper"),
    [
        ("target: mine\n", {}, LETTER),
        ("variants: {v: {target: mine}}\n", {"variant": "v"}, LETTER),
        ("variants: {v: {target: mine}}\n", {}, A4),
        ("target: azv\nvariants: {v: {target: mine}}\n", {"variant": "v"}, LETTER),
        ("target: azv\n", {"target": "mine"}, LETTER),
        ("target: mine\nregion: de\n", {}, LETTER),
        ("target: mine\npaper: A4\n", {}, A4),
        ("target: mine\nvariants: {v: {paper: A4}}\n", {"variant": "v"}, A4),
        ("target: mine\n", {"options": {"paper": "A4"}}, A4),
    ],
)
def test_who_asks_most_nearly_wins(print_text, mine, profile, wish, paper):
    """The call, the variant, the profile, the target, the region and the theme; a limit that is not kept is told."""
    mine("demands: {paper: Letter}\n")
    built = print_text("basics: {name: Ada}\n" + profile, **wish)
    assert size(built) == paper
    kept = paper == LETTER or (not wish and "variants" in profile)
    assert told(built) == (
        [] if kept else ["page 1 is 210 × 297 mm (A4), and 'mine' demands Letter"]
    )


def test_a_limit_that_ones_own_settings_break_is_told_where_they_do(print_text, mine):
    mine("demands: {margin: 25mm, type-size: 11pt, pages: 1}\n")
    built = print_text(
        ADA + "pages: 5\noptions:\n  margin: 15mm\n  font-size: 10pt\n", target="mine"
    )
    lines = ADA.count("\n")
    found = {
        one.place.line if one.place else 0: one for one in built.warnings if one.code == "K120"
    }
    assert set(found) == {0, lines + 3, lines + 4}
    assert "demands at least 25 mm" in found[lines + 3].message
    assert (
        found[lines + 4].message
        == "most of the text is 10 points, and 'mine' demands at least 11 points"
    )
    assert found[0].message == f"it has {len(built.pdf.pages)} pages, and 'mine' demands at most 1"


def test_a_target_says_audience_language_region_and_names(print_text, mine):
    mine("audience: email\nlanguage: de\nregion: us\nanonymous: true\n")
    person = "basics: {name: Ada Example, birthDate: 1990-05-17}\neducation: [{institution: Hall, endDate: 2024-05}]\n"
    text = " ".join(run.text for run in read_runs(print_text(person, target="mine").pdf.data))
    assert "Ausbildung" in text
    assert "Ada" not in text
    assert size(print_text(person, target="mine")) == LETTER
    named = print_text(person, target="mine", anonymous=False, language="en")
    text = " ".join(run.text for run in read_runs(named.pdf.data))
    assert "Ada Example" in text
    assert "1990" not in text
    assert "Education" in text
    assert told(named, "K121") == ["'mine' demands that the person is not named"]


def test_a_photo_is_left_out_where_none_is_wanted(tmp_path, print_text):
    pytest.importorskip("PIL.Image").new("RGB", (300, 400), "white").save(tmp_path / "ada.png")
    person = "basics: {name: Ada, image: ada.png}\n"
    assert b"/Subtype /Image" in print_text(person).pdf.data
    assert b"/Subtype /Image" not in print_text(person, target="ukri-flf").pdf.data
    kept = print_text(person, target="ukri-flf", options={"photo": "true"})
    assert "there is a picture of 28 × 37 mm on page 1, and 'ukri-flf' demands none" in told(kept)


@pytest.mark.parametrize(
    ("asked", "family"),
    [("Arial", "Sans"), ("Helvetica", "Sans"), ("Times New Roman", "Serif"), ("Nimbus", "Serif")],
)
def test_a_family_of_the_same_widths_stands_in_with_a_word(print_text, mine, asked, family):
    mine(f"demands: {{fonts: {asked}}}\n")
    built = print_text(
        "basics: {name: Ada Example, summary: Some words of a text}\n", target="mine"
    )
    (note,) = [found for found in built.notes if found.code == "K130"]
    assert note.message.startswith(f"most of the text is set in 'Liberation-{family}")
    assert told(built) == []


def test_a_family_of_other_widths_that_somebody_chose_is_told(print_text, mine):
    mine("demands: {fonts: Arial}\n")
    chosen = print_text(ADA, target="mine", options={"font-body": "Lato"})
    assert told(chosen) == ["most of the text is set in 'Lato', and 'mine' demands Arial"]


def test_a_note_says_where_the_rules_come_from_and_that_they_may_be_out_of_date(print_text):
    (note,) = (found for found in print_text(ADA, target="skye").notes if found.code == "K110")
    assert "skyefoundation.co.za" in note.message
    assert "https://skyefoundation.co.za/how-to-apply" in note.hint
    assert "from 2024" in note.message
    assert "may be out of date: check the call" in note.message
    assert not [found for found in print_text(ADA).notes if found.code == "K110"]


def test_a_profile_that_names_no_target_of_ours_is_told_where_it_does(print_text):
    with pytest.raises(TargetError) as refused:
        print_text("basics: {name: Ada}\ntarget: oxfrod\n")
    assert refused.value.diagnostics[0].place.line == 2
    assert "'oxford'" in refused.value.diagnostics[0].hint


def test_a_letter_keeps_the_look_of_the_target(tmp_path, load_text, around, mine):
    mine("demands: {paper: Letter, margin: 30mm}\n")
    (tmp_path / "letter.md").write_text("---\nsubject: Post\n---\n" + "Some words. " * 40, "utf-8")
    built = build_letter(
        letters.read_letter(tmp_path / "letter.md"),
        load_text("basics: {name: Ada}\ntarget: mine\n"),
        Request(options={"page-numbers": "false"}),
        around,
    )
    assert size(built) == LETTER
    assert min(margins(built)) >= 30 * MILLIMETRE - 0.5
    # That the theme has less at the head makes no side wider.
    assert margins(built)[0] < 30 * MILLIMETRE + 1


def test_the_example_of_the_guide_is_a_target(tmp_path):
    guide = (target.TARGETS_FOLDER / "README.md").read_text("utf-8")
    (tmp_path / "mine.yaml").write_text(
        guide.partition("```yaml\n")[2].partition("```")[0], "utf-8"
    )
    found = target.find_target("mine", [tmp_path])
    assert (found.get_demands("cv").pages, found.demands.margin, found.fields[0].characters) == (
        2,
        20 * MILLIMETRE,
        3000,
    )
    assert all(kind in guide for kind in DOCUMENT_KINDS)


def test_what_is_private_and_seen_because_of_a_target_is_told(print_text):
    text = "basics: {name: Ada, phone: {value: '+44 20 7946 0123', private: true}}"
    (note,) = (
        found for found in print_text(text, target="cambridge").notes if found.code == "N211"
    )
    assert "'portal'" in note.message
    assert "basics.phone" in note.message
    assert not [
        found
        for found in print_text(text, target="cambridge", audience="public").notes
        if found.code == "N211"
    ]


@pytest.mark.parametrize("theme", ["classic", "sidebar", "song"])
def test_the_least_size_of_type_holds_for_legends_and_the_foot_of_the_page(
    tmp_path, print_text, theme
):
    rules = (
        "title: A call\nsource: example.org\nchecked_on: 2026-01-01\ndemands: {type-size: 11pt}\n"
    )
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "call.yaml").write_text(rules)
    work = (
        '{name: Wool, authors: ["Ada Example*", "Bo Moss*"], publisher: Annals, releaseDate: 2020}'
    )
    built = print_text(
        f"basics: {{name: Ada Example}}\npublications:\n  - {work}\n"
        "awards: [{title: A prize, pageBreakBefore: true}]\n",
        theme=theme,
        target="call",
    )
    texts = [text for page in inspect_pdf(built.pdf.data).pages for text in page.texts]
    small = {text.text.strip() for text in texts if text.size < 10.9}
    assert small <= {"*"}  # the mark behind an author
    words = " ".join(text.text for text in texts)
    assert "Equal contribution" in words
    assert "1/2" in words
