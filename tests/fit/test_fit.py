"""The page budget: first closer, then without what matters least, then an explanation; and nobody's own choices are changed."""

import io
import re

import pypdf
import pytest
from shipped import THEMES

from cvgen.build import build, build_letter, load_profile
from cvgen.errors import RenderError
from cvgen.fit.density import list_denser_settings
from cvgen.plan.plan import Style
from cvgen.plan.request import Request
from cvgen.profile.letter import read_letter as load_letter
from cvgen.text.units import parse_length
from cvgen.theme import load as themes

# Jobs of six lines each: a page holds seven of them, and eight where it is set closest.
HEAD = "basics: {name: Ada Example}\n"
TOLD = "A task that took a while, and takes two lines of the page to be told in the words that it needs to be told in"


def jobs(count, first=1, extra=""):
    listed = (
        f"- {{position: Clerk, name: Office {number}, highlights: [{TOLD}, {TOLD}]{extra}}}\n"
        for number in range(first, first + count)
    )
    return "".join(listed)


def text(built, page=None):
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(built.pdf.data)).pages]
    return re.sub(r"\s+", " ", " ".join(pages) if page is None else pages[page])


def offices(built):
    return [int(number) for number in re.findall(r"Office (\d+)", text(built))]


def said(built, code="R223"):
    return [note.message for note in built.notes if note.code == code]


def refused(print_text, profile, **wish):
    with pytest.raises(RenderError) as caught:
        print_text(profile, **wish)
    return next(
        found for found in caught.value.diagnostics if found.severity == "error"
    ), caught.value.diagnostics


def test_what_is_closer_is_tried_first_and_told(print_text):
    built = print_text(HEAD + "work:\n" + jobs(8), pages=1)
    assert (len(built.pdf.pages), offices(built), said(built)) == (1, [*range(1, 9)], [])
    (note,) = said(built, "R220")
    assert re.fullmatch(r"to fit 1 page: density tight(, margin 19.5mm, font-size 10.5pt)?", note)


def test_the_largest_priority_goes_first_and_of_equals_the_last(print_text):
    profile = HEAD + "work:\n" + jobs(4) + jobs(2, 5, ", priority: 9") + jobs(6, 7, ", priority: 2")
    built = print_text(profile, pages=1)
    gone = said(built)
    assert 2 < len(gone) < 8
    last = 12 - (len(gone) - 2)
    assert offices(built) == [1, 2, 3, 4, *range(7, last + 1)]
    assert gone == [
        *(f"left out to fit 1 page: 'Clerk, Office {number}' (priority 9)" for number in (5, 6)),
        *(
            f"left out to fit 1 page: 'Clerk, Office {number}' (priority 2)"
            for number in range(last + 1, 13)
        ),
    ]


def test_every_note_has_the_place_of_its_entry(print_text):
    profile = (
        HEAD
        + "variants: {short: {withoutTags: [old]}}\nwork:\n"
        + jobs(1, 30, ", tags: [old]")
        + jobs(7)
        + jobs(3, 8, ", priority: 4")
    )
    built = print_text(profile, pages=1, variant="short")
    places = {note.message: note.place.line for note in built.notes if note.code == "R223"}
    assert places
    assert places == {
        message: 4 + int(re.search(r"Office (\d+)", message)[1]) for message in places
    }


def test_a_section_gives_its_priority_to_entries_that_have_none(print_text):
    profile = (
        HEAD
        + "priorities: {volunteer: 3}\nwork:\n"
        + jobs(7)
        + "volunteer:\n- {position: Helper, priority: 1}\n"
    )
    profile += "".join(
        f"- {{position: Helper {number}, summary: '{TOLD}'}}\n" for number in range(6)
    )
    gone = said(print_text(profile, pages=1))
    assert gone
    assert all(re.search(r"'Helper \d' \(priority 3\)$", message) for message in gone)


def test_what_has_no_priority_always_stays(print_text):
    error, _ = refused(
        print_text, HEAD + "work:\n" + jobs(30) + "awards: [{title: Prize, priority: 1}]\n", pages=1
    )
    assert error.code == "R221"
    assert "and without 1 entry with a priority" in error.message


def test_figures_stand_behind_their_own_sections_once_another_is_gone(print_text):
    """The sections behind one that was left out keep their names, and what is gone is not named."""
    news = "news: [{text: A line of news, priority: 9}]\n"
    rest = "work:\n" + jobs(15) + "awards: [{title: Prize}]\n"
    order = "variants: {short: {sections: [news, work, awards]}}\n"
    error, findings = refused(print_text, HEAD + order + news + rest, pages=1, variant="short")
    without, expected = refused(print_text, HEAD + order + rest, pages=1, variant="short")
    assert error.hint == without.hint
    told = [found.message for found in findings if found.code == "R222"]
    assert [line.partition(" takes ")[0] for line in told if " takes " in line] == [
        "'Experience'",
        "'Awards and honours'",
    ]
    assert sorted(told) == sorted(found.message for found in expected if found.code == "R222")


def test_a_section_whose_entries_are_all_gone_goes_too(print_text):
    profile = (
        HEAD
        + "work:\n"
        + jobs(8)
        + "awards:\n"
        + f"- {{title: Prize, summary: '{TOLD}', priority: 3}}\n" * 3
    )
    built = print_text(profile, pages=1)
    assert "Prize" not in text(built)
    assert "Awards" not in text(built)


def test_what_was_left_out_is_not_looked_for_in_the_finished_page(print_text, tmp_path):
    """Neither the heading of a section that is gone is missed, nor are its entries counted."""
    (tmp_path / "targets").mkdir()
    rules = "outputs: 2"
    (tmp_path / "targets" / "strict.yaml").write_text(
        f"title: T\nsource: S\nchecked_on: 2026-11-01\ndocuments: {{cv: {{{rules}}}}}\n", "utf-8"
    )
    works = "publications:\n" + "".join(
        f"- {{name: '{TOLD}', authors: [Ada Example], publisher: '{TOLD}', priority: {priority}}}\n"
        for priority in (1, 2, 9)
    )
    awards = "awards: [{title: Prize, priority: 8}]\n"
    profile = HEAD + "target: strict\nwork:\n" + jobs(7) + works + awards
    built = print_text(profile, pages=1)
    assert "'Prize' (priority 8)" in " ".join(said(built))
    assert [warning.message for warning in built.warnings] == []
    (counted,) = (each for each in print_text(profile).warnings if each.code == "K136")
    assert counted.message.startswith("3 publications are printed")


def test_works_are_counted_anew_and_none_moves_up_into_a_list(print_text):
    papers = "".join(
        f"- {{name: '{TOLD} {number}', authors: [Ada Example], releaseDate: {2000 + number}, publisher: '{TOLD}', priority: {number}}}\n"
        for number in range(1, 31)
    )
    lists = "publicationLists: [{numbers: plain, limit: 28, order: oldest, counts: true}]\n"
    built = print_text(HEAD + lists + "publications:\n" + papers, pages=1)
    kept = 28 - len(said(built))
    printed = text(built)
    assert 0 < kept < 28
    assert f"[{kept}]" in printed
    assert f"[{kept + 1}]" not in printed
    assert f"({kept})" in printed
    assert str(2000 + kept) in printed
    assert "2029" not in printed  # the first that the list's limit leaves out


def test_a_budget_that_cannot_be_met_is_told_in_lines_at_its_place(print_text):
    profile = HEAD + "pages: 1\nwork:\n" + jobs(15) + "awards: [{title: Prize}]\n"
    error, findings = refused(print_text, profile)
    assert (error.code, error.place.line, error.place.column) == ("R221", 2, 8)
    pattern = r"the CV fills 1 page and (\d+) lines, and 1 page was asked for, set closest \(density tight, margin 19.5mm, font-size 10.5pt\)"
    over = re.fullmatch(pattern, error.message)
    assert over
    assert error.hint.startswith(f"{over[1]} lines must go: ")
    told = " ".join(found.message for found in findings)
    assert re.search(r"page 2 would begin with 'Clerk, Office \d+' in 'Experience'", told)
    assert re.search(
        r"'Experience' takes 1\d\d lines; leaving out its last, 'Clerk, Office 15', saves [67] lines",
        told,
    )
    assert re.search(r"'Awards and honours' takes \d lines; leaving out its last, 'Prize'", told)


@pytest.mark.parametrize(
    "options", [{}, {"density": "normal", "margin": "24mm", "font-size": "11pt"}]
)
def test_what_the_hint_says_is_whole_and_makes_it_fit(print_text, options):
    """The example is of a section that is long enough, not of the longest one."""
    helpers = jobs(6).replace("name:", "organization:")
    profile = HEAD + "work:\n" + jobs(4) + "volunteer:\n" + helpers + "awards: [{title: Prize}]\n"
    error, _ = refused(print_text, profile, pages=1, options=options)
    assert "…" not in str(error)
    example = re.search(r"write '(priorities: {\w+: 9})', or 'priority: 9' in", error.hint)
    assert example
    built = print_text(profile + example[1] + "\n", pages=1, options=options)
    assert len(built.pdf.pages) == 1
    assert said(built)


def test_a_smaller_type_is_named_where_the_theme_takes_one_and_nobody_chose(print_text):
    profile = HEAD + "work:\n" + jobs(15)
    error, _ = refused(print_text, profile, pages=1)
    assert error.hint.endswith("in what may go; '--set font-size=9pt' brings it nearer")
    nearer, _ = refused(print_text, profile, pages=1, options={"font-size": "9pt"})
    lines = [int(each.hint.partition(" ")[0]) for each in (error, nearer)]
    assert lines[1] < lines[0]
    assert "font-size" not in nearer.hint


def test_a_head_that_is_too_long_alone_is_told_to_be_shortened(print_text):
    summary = f"basics: {{name: Ada Example, summary: '{TOLD * 80}'}}\n"
    error, _ = refused(print_text, summary + "awards: [{title: Prize, priority: 1}]\n", pages=1)
    assert re.fullmatch(r"\d+ lines must go: shorten what stands above all sections", error.hint)


@pytest.mark.parametrize(
    "own",
    [
        {"margin": "24mm"},
        {"density": "airy"},
        {"font-size": "11pt"},
        {"margin": "24mm", "density": "normal", "font-size": "11pt"},
    ],
)
def test_what_somebody_chose_is_not_changed(print_text, own):
    error, _ = refused(print_text, HEAD + "work:\n" + jobs(12), pages=1, options=own)
    changed = re.findall(r"(density|margin|font-size) [\w.]+[),]", error.message)
    assert set(changed) == {"density", "margin", "font-size"} - set(own)
    options = "".join(f"  {name}: {value}\n" for name, value in own.items())
    error_of_profile, _ = refused(
        print_text, HEAD + "options:\n" + options + "work:\n" + jobs(12), pages=1
    )
    assert error_of_profile.message == error.message


@pytest.mark.parametrize("theme", THEMES)
def test_no_theme_is_set_closer_than_reads_well(theme):
    found = themes.find_theme(theme, [])
    defaults = {name: option.default for name, option in found.options.items()}
    *_, closest = list_denser_settings(Style(found, defaults, frozenset(), ()))
    body, margin = ({**defaults, **closest}[name] for name in ("font-size", "margin"))
    assert (
        9.5 <= parse_length(body) <= parse_length(defaults["font-size"]) <= parse_length(body) + 1
    )
    assert parse_length("12mm") <= parse_length(margin) <= parse_length(defaults["margin"])


def test_the_call_wins_over_the_variant_and_the_variant_over_the_profile(print_text):
    profile = (
        HEAD + "pages: 1\nvariants:\n  two: {pages: 2}\n  also: {extends: two}\nwork:\n" + jobs(20)
    )
    for wish, place in (
        ({}, 2),
        ({"variant": "two"}, 4),
        ({"variant": "also"}, 4),
        ({"variant": "two", "pages": 1}, 1),
    ):
        error, _ = refused(print_text, profile, **wish)
        asked = 2 if place == 4 else 1
        assert f"and {asked} page" in error.message
        assert (error.place and error.place.line) == place


def test_a_page_and_three_lines_is_told_in_lines(print_text):
    """The last page of a CV that ends with three lines more than its pages hold says so, and what would help."""
    news = "news:\n" + "- A line of news\n" * 70
    over = text(print_text(HEAD + news, options={"density": "normal"}), page=-1).count(
        "A line of news"
    )
    built = print_text(
        HEAD + news.replace("- A line of news\n", "", over - 3), options={"density": "normal"}
    )
    assert text(built, page=-1).count("A line of news") == 3
    (warning,) = built.warnings
    assert re.fullmatch(r"page 2, the last, holds 3 lines \(\d% full\)", warning.message)
    assert re.match(
        r"'--pages 1', or a smaller margin, pulls them in; \d+ lines more make it a quarter full",
        warning.hint,
    )


@pytest.mark.parametrize(("count", "is_wider"), [(2, True), (9, False)])
def test_a_page_that_is_not_filled_is_set_wider_apart(print_text, count, is_wider):
    own = print_text(HEAD + "work:\n" + jobs(count)).pdf
    normal = print_text(HEAD + "work:\n" + jobs(count), options={"density": "normal"}).pdf
    assert len(own.pages) == len(normal.pages)
    assert (own.measures.last_text_height > normal.measures.last_text_height) == is_wider


def test_a_letter_has_no_budget(load_text, tmp_path, around):
    profile = load_text(HEAD + "pages: 1\n")
    path = tmp_path / "letter.md"
    path.write_text(
        "---\nkind: statement\nsubject: Much to say\n---\n" + (TOLD + ".\n\n") * 60, "utf-8"
    )
    built = build_letter(load_letter(path), profile, Request(pages=1), around)
    assert len(built.pdf.pages) > 1


def test_a_theme_that_is_not_ours_keeps_a_budget_too(tmp_path, around):
    (tmp_path / "profile.yaml").write_text(
        HEAD + "work:\n" + jobs(7) + jobs(5, 8, ", priority: 2"), "utf-8"
    )
    mine = tmp_path / "themes" / "mine"
    mine.mkdir(parents=True)
    (mine / "theme.yaml").write_text(
        "title: Mine\nsummary: Mine.\nextends: classic\ncontract: 1\n", "utf-8"
    )
    profile = load_profile(tmp_path / "profile.yaml")
    other = build(profile, Request(theme="mine", pages=1), around)
    ours = build(profile, Request(theme="classic", pages=1), around)
    assert len(other.pdf.pages) == 1
    assert said(other) == said(ours) != []
