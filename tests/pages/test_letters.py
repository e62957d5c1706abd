"""A letter in every theme: all that it says, in its order, on one page, as whole a file as a CV."""

from datetime import date

import pytest
from msgspec.structs import replace
from printed import Printed, joined, spaced
from shipped import ROOT, THEMES
from test_page_rules import outside, overlaps

from cvgen.build import build_letter, load_profile
from cvgen.compose.locale import find_locale
from cvgen.errors import ProfileError
from cvgen.files.data import DATA_FOLDER
from cvgen.files.yamltable import read_table
from cvgen.pdf.inspect import inspect_pdf
from cvgen.plan.request import Request
from cvgen.profile import letter as letters
from cvgen.render.layout import PageMeasures, choose_lowering

LETTER = ROOT / "examples" / "ada-example" / "letter.md"
# Its themes take turns with the papers, of which letters are made alike.
PAPERS = {theme: ("A4", "Letter")[number % 2] for number, theme in enumerate(THEMES)}
DAY = date(2026, 11, 21)
PARTS = [
    "Ada Example",
    "ada@example.org",
    "London, 21 November 2026",
    "Prof. Fay Fictitious",
    "1 Imaginary Way",
    "Reference: EX-2026-17",
    "Application for a postdoctoral position in tensor networks",
    "Dear Professor Fictitious,",
    "I am a PhD candidate in physics at Example University",
    "I showed that the entanglement of a trained layer",
    "I wrote tensorfold, a library",
    "What I would like to do next",
    "in person or by video.",
    "Yours sincerely,",
    "Enclosures",
    "Curriculum vitae",
    "List of publications",
]


@pytest.fixture(scope="session")
def letter(around):
    """Print a letter, the example's or another one of its profile."""

    def letter(theme="classic", source=LETTER, **options):
        language = options.pop("language", None)
        profile = load_profile(LETTER.with_name("profile.yaml"))
        return Printed.of(
            build_letter(
                letters.read_letter(source),
                profile,
                Request(theme=theme, language=language, options=options),
                replace(around, today=DAY),
            )
        )

    return letter


@pytest.fixture(scope="session")
def shipped_letter(around, share):
    """Print the example's letter in a theme, once."""

    def shipped_letter(theme):
        def make():
            request = Request(theme=theme, options={"paper": PAPERS[theme]})
            profile = load_profile(LETTER.with_name("profile.yaml"))
            return build_letter(
                letters.read_letter(LETTER), profile, request, replace(around, today=DAY)
            )

        return Printed.of(share(f"the letter in {theme}", make))

    return shipped_letter


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "letter.md"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.mark.parametrize("theme", THEMES)
def test_a_letter_says_everything_in_order_on_one_page_without_a_warning(shipped_letter, theme):
    pdf = shipped_letter(theme)
    at = 0
    for part in PARTS:
        found = pdf.content.casefold().find(joined(part).casefold(), at)
        assert found >= 0, part
        at = found + len(joined(part))
    assert len(pdf.pages) == 1
    assert pdf.warnings == ()


@pytest.mark.parametrize("theme", THEMES)
def test_a_letter_keeps_the_rules_of_a_page(shipped_letter, theme):
    pdf = shipped_letter(theme)
    assert outside(pdf) == []
    assert overlaps(pdf) == []
    assert min(run.size for run in pdf.runs) >= 8.99
    assert len({round(run.size, 1) for run in pdf.runs}) <= 4
    lines = [spaced("".join(run.text for run in line)) for line in pdf.lines]
    prose = lines[next(number for number, line in enumerate(lines) if line.startswith("Dear")) :]
    assert sorted(map(len, prose))[len(prose) * 9 // 10] <= 90


@pytest.mark.xdist_group("verapdf")
def test_every_letter_is_pdf_a_3a_and_pdf_ua_1(shipped_letter, find_broken_rules, tmp_path):
    """All are made from the templates of the ground, but for the sidebar's own head: of the others, every third."""
    themes = {"sidebar", *THEMES[::3]}
    for theme in themes:
        (tmp_path / f"{theme}.pdf").write_bytes(shipped_letter(theme).data)
    broken = find_broken_rules(*(tmp_path / f"{theme}.pdf" for theme in themes))
    assert {path: kinds for path, kinds in broken.items() if any(kinds.values())} == {}


def test_the_title_of_the_file_says_whose_letter_it_is_and_about_what(letter):
    title = "Ada Example – Application for a postdoctoral position in tensor networks"
    assert letter().pypdf.metadata.title == title


def unspaced(pdf):
    """Read the text with plain spaces, and its quotation marks as they are printed."""
    return "".join(pdf.raw_pages).replace("\xa0", " ")


def test_straight_quotes_and_dashes_become_those_of_the_language(letter, write):
    source = write("---\nopening: x\n---\nI said \"so 'be' it\" -- and didn't...\n")
    assert "I said “so ‘be’ it” – and didn’t…" in unspaced(letter(source=source))
    german = letter(source=source, language="de")
    assert "I said „so ‚be‘ it“ – and didn’t…" in unspaced(german)


def test_a_letter_closes_as_is_usual_in_its_language_unless_it_says_otherwise(letter, write):
    own = write("---\nclosing: Cheers,\n---\nText.\n")
    assert "Cheers, " in letter(source=own).words
    bare = write("---\nlanguage: de\n---\nText.\n")
    assert "Mit freundlichen Grüßen" in letter(source=bare).words


@pytest.mark.parametrize(
    ("end", "line"),
    [
        ("Yours sincerely,\n\nAda", "Yours sincerely,"),
        ("*Best regards*\\\nAda Example\\\nPhD candidate", "Best regards"),
        ("Mit freundlichen Grüßen, Ada", "Mit freundlichen Grüßen, Ada"),
        ("Je vous prie d’agréer, Madame, mes salutations distinguées.", "mes salutations"),
        ("此致\n\n敬礼！", "此致"),
        ("Ada Example", "Ada Example"),
    ],
)
def test_a_text_that_closes_and_signs_itself_is_told_where(letter, write, end, line):
    source = write(f"---\nsubject: Best regards\n---\n\nI met Ada Example.\n\n{end}\n")
    (found,) = (found for found in letter(source=source).warnings if found.code == "L102")
    place = source.read_text("utf-8").splitlines()[found.place.line - 1]
    assert found.place.file == str(source)
    assert line in place


@pytest.mark.parametrize(
    "text",
    [
        "Yours sincerely,\n\nis how letters end.\n\nOne.\n\nTwo.\n\nThree.",
        "My supervisor sends you her best regards.",
        "I would like to find out which of them works\nbest, and why.",
        "I would like to find out which of them works\nbest.",
        "I would like to work with Ada Example",
    ],
)
def test_a_text_that_only_speaks_of_regards_and_names_is_no_closing(letter, write, text):
    assert letter(source=write(f"---\nsubject: A post\n---\n\n{text}\n")).warnings == ()


def test_a_statement_that_is_signed_is_signed_once(letter, write):
    source = write("---\nkind: statement\nsubject: Plan\n---\n\nText.\n\nAda Example\n")
    assert letter(source=source).warnings == ()


def test_every_closing_of_cvgen_is_known_as_one():
    known = read_table("closings")["letters"]
    ends = read_table("closings")["lettersEnd"]
    for path in (DATA_FOLDER / "locales").glob("*.yaml"):
        closing = find_locale(path.stem).words["closing"].split("\n")[0].strip(" \u3000,.،:。")
        texts = [*known[path.stem], *ends.get(path.stem, [])]
        assert closing in texts or closing.endswith(tuple(texts)), path.stem


def test_a_statement_has_neither_date_nor_signature(letter, write):
    page = letter(
        source=write(
            "---\nkind: statement\nsubject: Research plan\n---\nText.\n\n## Aims\n\nMore.\n"
        )
    ).words
    assert "2026" not in page
    assert "Yours sincerely" not in page
    assert (
        page.index("Research plan") < page.index("Text.") < page.index("Aims") < page.index("More.")
    )


def find_page(pdf, words):
    """Return the number of the only page that says some words, from 0."""
    (page,) = {number for number, lines in enumerate(list_pages(pdf)) if words in " ".join(lines)}
    return page


def list_pages(pdf):
    """List the lines of each page, in the order of the file's content."""
    pages = [[] for _ in pdf.pages]
    for line in pdf.lines:
        pages[line[0].page].append(spaced("".join(run.text for run in line)))
    return pages


@pytest.fixture(scope="session")
def long_letter(letter, tmp_path_factory):
    path = tmp_path_factory.mktemp("long") / "letter.md"
    paragraphs = ["I apply for the position that you offer. " * 9] * 9
    path.write_text("\n\n".join([*paragraphs, "Goodbye."]) + "\n", "utf-8")
    return letter(source=path)


def test_the_second_page_of_a_letter_says_whose_it_is_of_which_day_and_which_page(long_letter):
    first, second = list_pages(long_letter)
    head = "Ada Example · 21 November 2026 · 2/2"
    assert head in second
    assert not [line for line in first if "/2" in line]
    texts = [text for page in inspect_pdf(long_letter.data).pages for text in page.texts]
    assert [text.text for text in texts if text.is_furniture] == [head]


def test_a_signature_takes_two_lines_of_the_text_with_it(letter, write):
    """However long the letter is, by a paragraph more or less."""
    for count in (6, 7, 8):
        body = "I apply for the position that you offer. " * 7
        pdf = letter(source=write("\n\n".join([body] * count) + "\n\nGoodbye.\n"))
        page = list_pages(pdf)[find_page(pdf, "Yours sincerely")]
        before = page[: page.index("Yours sincerely,")]
        assert before[-1] == "Goodbye."
        assert "I apply" in before[-2] or "offer." in before[-2]


def test_a_short_text_stands_lower_than_its_head_and_a_full_page_does_not():
    assert choose_lowering(PageMeasures(15, 70, 700, 700)) == 0
    assert 0 < choose_lowering(PageMeasures(15, 70, 700, 650)) < 25
    assert choose_lowering(PageMeasures(15, 70, 700, 100)) == choose_lowering(
        PageMeasures(15, 70, 700, 200)
    )


def test_a_statement_alone_keeps_the_letterhead(letter, write):
    words = letter(source=write("---\nkind: statement\nsubject: Plan\n---\nText.\n")).words
    assert "ada@example.org" in words


def test_markdown_in_letters_knows_lists_numbers_quotes_and_headings(letter, write):
    source = write(
        "---\nkind: statement\n---\n## Aims\n\n1. first\n2. second\n\n- a point\n\n> A quote.\n\nThe end, *at last*.\n"
    )
    assert (
        spaced("Aims 1. first 2. second • a point A quote. The end, at last.")
        in letter(source=source).words
    )


def test_too_many_words_are_told_with_both_numbers(letter, write):
    (warning,) = letter(
        source=write("---\nwordLimit: 3\nkind: statement\n---\nOne two three four five.\n")
    ).warnings
    assert (warning.code, "5 of at most 3 words" in warning.message, warning.hint) == (
        "W311",
        True,
        "take out 2",
    )


@pytest.mark.parametrize(
    ("text", "line", "code", "word"),
    [
        ("---\nsubjet: x\n---\nText.\n", 2, "P202", "did you mean 'subject'?"),
        ("---\nsubject: x\ndate: soon\n---\nText.\n", 3, "P205", "soon"),
        ("---\nkind: poem\n---\nText.\n", 2, "P212", "letter"),
        ("---\nsubject: x\n---\n\n", 0, "L100", "no text"),
        ("---\n- a\n---\nText\n", 2, "L101", "keys and values"),
        ("---\nsubject: 'x\n---\nText.\n", 2, "P101", ""),
        ("---\nsubject: x\n\nText.\n", 2, "P243", "'---'"),
        ("subject: x\nopening: Dear M,\n---\nText.\n", 1, "P243", "'subject'"),
        ("—\nopening: Dear M,\n—\nText.\n", 2, "P243", "'opening'"),
        ("<!-- draft -->\n---\nsubject: x\n---\nText.\n", 3, "P243", "above"),
        ("---\nsubject: x\n---\nDear M,\n\n\tI li\0ke it.\n", 6, "P102", "U+0000"),
    ],
)
def test_a_mistake_in_front_matter_is_told_where_it_stands(write, text, line, code, word):
    with pytest.raises(ProfileError) as caught:
        letters.read_letter(write(text))
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.line) == (code, line)
    assert word in f"{found.message} {found.hint}"


def test_what_is_left_out_of_a_letter_is_told_where_it_stands(letter, write):
    source = write("---\nsubject: x\n---\nDear M,\n\nSee ![mine](photo.png) and [this](my.doc).\n")
    places = [
        (found.code, found.place.line, found.place.column)
        for found in letter(source=source).warnings
    ]
    assert places == [("W301", 6, 13), ("W301", 6, 35)]


@pytest.mark.parametrize("above", ["", "\n\n", " \n\t\n", "\u00a0", "--"])
@pytest.mark.parametrize("fence", ["---", "--- ", "-----", "..."])
def test_front_matter_is_found_below_blank_lines_and_between_longer_lines(write, above, fence):
    text = f"{above}---\nsubject: x\n{fence}\nText.\n"
    source = letters.read_letter(write(text))
    assert (source.settings.subject, source.prose.strip()) == ("x", "Text.")
    assert (
        source.tree.find_place(("subject",)).line == text[: text.index("subject")].count("\n") + 1
    )


def test_a_letter_without_front_matter_is_all_prose(letter, write):
    assert "Just text." in letter(source=write("Just text.\n")).words
