"""What calls forbid or count: heads and links, metrics, works, dates, names, bytes in all, and how old rules are."""

from datetime import date

import pytest
from msgspec.structs import replace

from cvgen.checks.pdf import check_pdf
from cvgen.errors import Place
from cvgen.pdf.facts import Page, PdfFacts, Text
from cvgen.pdf.inspect import inspect_pdf
from cvgen.target.age import find_age_findings
from cvgen.target.judge import judge_bytes_in_all
from cvgen.target.load import find_target, list_targets

ADA = """
basics: {name: Ada Example, email: ada@example.org, url: https://example.org/ada}
work:
""" + "".join(
    f"  - {{position: Clerk {number}, name: Office, startDate: 2019-03,"
    f" endDate: 2020-04, summary: '{'Some words. ' * 40}'}}\n"
    for number in range(1, 8)
)
WORKS = "publications:\n" + "".join(
    f"  - {{name: Work {number}, publisher: Annals, releaseDate: 2020}}\n" for number in range(4)
)
STRICT = """title: Strict
source: a letter
checked_on: 2026-05
demands: {running-lines: false, links: false, metrics: false, outputs: 3, date-form: dd/mm/yyyy}
"""
NEW_RULES = ("K140", "K141", "K142", "K143", "K144")


@pytest.fixture
def strict(tmp_path):
    """Put a target named `strict` beside the profile, of these lines."""

    def strict(lines=STRICT):
        folder = tmp_path / "targets"
        folder.mkdir(exist_ok=True)
        (folder / "strict.yaml").write_text(lines, "utf-8")
        return find_target("strict", [folder])

    return strict


def broken(built, target):
    """Judge a finished file by the new rules, as `cvgen check` does."""
    verdicts = check_pdf(inspect_pdf(built.pdf.data, "Example_CV.pdf"), target)
    return {one.code for one in verdicts if one.findings and one.code in NEW_RULES}


def told(built, code="K120"):
    return [found.message for found in built.warnings if found.code == code]


def test_a_build_leaves_out_heads_feet_links_and_month_names_and_the_check_agrees(
    print_text, strict
):
    target = strict()
    built = print_text(ADA, target="strict")
    assert len(built.pdf.pages) > 1
    assert told(built) == []
    assert broken(built, target) == set()
    text = " ".join(page.text for page in inspect_pdf(built.pdf.data).pages)
    assert "03/2019" in text
    assert "ada@example.org" in text  # the words of a link stay
    assert inspect_pdf(built.pdf.data).links == ()


def test_what_a_build_without_the_target_prints_breaks_it(print_text, strict):
    assert broken(print_text(ADA), strict()) == {"K140", "K141", "K144"}


def test_a_foot_that_somebody_asked_for_is_told(print_text, strict):
    strict()
    built = print_text(ADA, target="strict", options={"page-numbers": "true"})
    (message,) = told(built)
    assert message.endswith("is a head, a foot or a page number, and 'strict' demands none")


LINES = [
    (["One page · 1/2", "More · 2/2"], ["error"]),
    (["Page 1 of 2", "Page 2 of 2"], ["error"]),
    (["1", "2"], ["error"]),
    (["Ada Example", "Ada Example"], ["warning"]),
    (["Clerk", "Grade 8.0/9"], []),
    (["2", "1"], []),  # no numbers of these pages
]


@pytest.mark.parametrize(("lines", "severities"), LINES)
def test_a_foot_is_told_from_a_line_of_the_text_that_ends_with_a_number(strict, lines, severities):
    pages = []
    for number, words in enumerate(lines, 1):
        text = Text(words, "Lato", 9, (100, 800, 200, 810), 808)
        pages.append(Page(number, 595, 842, (595, 842), is_read=True, texts=(text,)))
    file = PdfFacts("Example_CV.pdf", 1000, header="1.7", version="1.7", pages=tuple(pages))
    found = []
    for verdict in check_pdf(file, strict()):
        found += [one.severity for one in verdict.findings if one.code == "K140"]
    assert found == severities


def test_metrics_are_found_by_their_names_and_not_inside_other_words(print_text, strict):
    target = strict()
    named = print_text("basics: {name: Ada, summary: 'An h-index of 12 and an Impact Factor.'}\n")
    assert "K142" in broken(named, target)
    other = print_text("basics: {name: Ada, summary: 'See which index has a great impact.'}\n")
    assert "K142" not in broken(other, target)


def test_too_many_works_are_told_and_a_limit_mends_it(print_text, strict):
    strict()
    built = print_text("basics: {name: Ada}\n" + WORKS, target="strict")
    assert told(built, "K136") == ["4 publications are printed, and 'strict' demands at most 3"]
    variants = "variants: {few: {limits: {publications: 3}}}\n"
    few = print_text("basics: {name: Ada}\n" + variants + WORKS, target="strict", variant="few")
    assert told(few, "K136") == []


def test_all_files_together_and_each_alone_keep_the_bytes_in_all(strict):
    target = strict("title: A\nsource: b\nchecked_on: 2026\nbytes-in-all: 2 MB\n")
    assert target.get_demands("cv").bytes == 2_000_000
    (missed,) = judge_bytes_in_all([1_200_000, 900_000], target.bytes_in_all)
    assert missed.actual == "the files have 2.1 MB in all"
    assert list(judge_bytes_in_all([1_100_000, 900_000], target.bytes_in_all)) == []


AGES = [
    ({"checked_on": "2025-11-29"}, ["K133"]),
    ({"checked_on": "2025-11-30"}, []),
    ({"checked_on": "2025-11"}, []),  # it may have been the last of November
    ({"checked_on": "2025-10"}, ["K133"]),
    ({"checked_on": "2024"}, ["K133"]),
    ({"checked_on": "unknown"}, []),
    ({"closed": "2026-11-29"}, ["K131"]),
    ({"closed": "2026-11-30"}, []),
    ({"superseded_by": "another"}, ["K132"]),
    ({"confirmed": False}, ["K134"]),
]


@pytest.mark.parametrize(("changes", "codes"), AGES)
def test_rules_that_may_hold_no_longer_are_told_by_the_day(strict, changes, codes):
    target = replace(strict(), **changes)
    found = list(find_age_findings(target, date(2026, 11, 30), Place("mine.yaml", 3)))
    assert [one.code for one in found] == codes
    assert all(one.severity == "warning" and one.hint and one.place.line == 3 for one in found)


def test_a_build_tells_old_rules_where_the_profile_asks_for_them(print_text, strict):
    strict(STRICT.replace("2026-05", "2001"))
    built = print_text("basics: {name: Ada}\ntarget: strict\n")
    (found,) = [one for one in built.warnings if one.code == "K133"]
    assert found.place.line == 2


def test_every_shipped_target_that_has_an_address_names_a_page():
    for name in list_targets():
        found = find_target(name)
        for address in found.url:
            assert address.startswith("https://"), name


def test_what_is_said_to_supersede_a_target_is_there_or_is_told_in_words():
    names = list_targets()
    for name in names:
        newer = find_target(name).superseded_by
        assert newer is None or newer in names or " " in newer
