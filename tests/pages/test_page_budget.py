"""A page budget is met, or it is explained: with what was changed, and every entry that was left out, by name."""

import dataclasses
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from cases import Case
from msgspec.structs import replace
from placed import placed
from printed import Printed, joined
from shipped import example
from written import written

from cvgen.build import Built, build, load_profile
from cvgen.errors import RenderError
from cvgen.fit import budget
from cvgen.pdf.runs import read_runs
from cvgen.plan.request import Request

NAMES = ("ada-example", "jifeng-song", "ze-feng-gao")
LOOKS = ("classic", "compact", "sidebar")
LEAST_BODY, LEAST = 9.5, 9.0  # points


@dataclass(frozen=True)
class Outcome:
    """What came of a budget: a PDF, or findings; and after how many layouts."""

    built: Built | None
    findings: tuple
    layouts: int


@dataclass(frozen=True)
class Shown:
    """An example in a theme, printed on so many pages at most: `within(pages, ranked=…)`."""

    name: str
    theme: str
    within: Callable

    def case(self, outcome, says):
        """Hold what came of it against what it must say."""
        return Case(self.theme, shipped=False, says=says, pdf=Printed.of(outcome.built))


# Ada in every look, the largest in a look with one column and in one with two, and the shortest in the third.
SHOWN = [
    *(("ada-example", theme) for theme in LOOKS),
    *(("ze-feng-gao", theme) for theme in ("classic", "sidebar")),
    ("jifeng-song", "compact"),
]


@pytest.fixture(scope="module", params=SHOWN, ids="-".join)
def shown(around, request):
    """Print an example; `ranked` gives every section but the first a priority, by its place.

    What is laid out for one budget is not laid out again for the next.
    """
    name, theme = request.param
    known = {}

    @cache
    def within(pages, *, ranked=False):
        return budgeted(
            ranked_profile(name) if ranked else load_profile(example(name)),
            Request(theme=theme, pages=pages),
            around,
            known,
        )

    return Shown(name, theme, within)


def budgeted(profile, wish, around, known):
    """Build within a budget; what is laid out alike is laid out and written once, in `known`."""
    layouts = []
    lay_out, write_layout = budget.lay_out, budget.write_layout

    def count(job):
        layouts.append(job)
        printed = repr((job.document, job.plan.style.options))
        if printed not in known:
            known[printed] = lay_out(job)
        return known[printed]

    def write_once(layout, job):
        if id(layout) not in known:
            known[id(layout)] = write_layout(layout, job)
        return known[id(layout)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(budget, "lay_out", count)
        patch.setattr(budget, "write_layout", write_once)
        try:
            built = build(profile, wish, around)
        except RenderError as error:
            return Outcome(None, error.diagnostics, len(layouts))
    return Outcome(built, built.notes, len(layouts))


def ranked_profile(name):
    profile = load_profile(example(name))
    priorities = {
        section.kind: number for number, section in enumerate(profile.sections, 1) if number > 1
    }
    return replace(profile, settings=profile.settings.model_copy(update={"priorities": priorities}))


@pytest.mark.parametrize("pages", range(1, 6))
def test_a_budget_is_met_with_all_entries_or_explained(shown, pages):
    outcome = shown.within(pages)
    assert outcome.layouts <= 5
    if outcome.built:
        assert len(outcome.built.pdf.pages) <= pages
        assert {note.code for note in outcome.findings} <= {"R220"}
        assert placed(shown.case(outcome, written(example(shown.name))))
    else:
        explained(outcome, pages)


def explained(outcome, pages):
    assert [finding.code for finding in outcome.findings if finding.severity == "error"] == ["R221"]
    error = next(finding for finding in outcome.findings if finding.code == "R221")
    assert re.match(
        rf"the CV fills \d pages? and \d+ lines?, and {pages} pages? (was|were) asked for, set closest",
        error.message,
    )
    assert any("'Publications' takes" in finding.message for finding in outcome.findings)
    assert "'priority: 9'" in error.hint
    assert any(
        f"page {pages + 1} would begin with" in finding.message for finding in outcome.findings
    )
    assert len(outcome.findings) <= 6


# What stands in a column of its own: leaving it out would not make the text beside it shorter, and so it stays.
BESIDE = {
    ("ada-example", "sidebar"): ("Awards and honours", "Skills", "Languages", "Interests"),
    ("ze-feng-gao", "sidebar"): ("Interests",),
}


@pytest.mark.parametrize("pages", [1, 2])
def test_what_goes_is_what_matters_least_each_by_name_and_all_else_stays(shown, pages):
    """Later sections matter less, and in each of them later entries: so the document loses its end, and only that."""
    outcome = shown.within(pages, ranked=True)
    assert outcome.layouts <= 5
    assert len(outcome.built.pdf.pages) <= pages
    names = [joined(note.message) for note in outcome.findings if note.code == "R223"]
    says = written(example(shown.name))
    entries = [(section, entry) for section in says.sections for entry in section.entries]
    free = [
        one
        for one in entries
        if one[0].heading not in BESIDE.get((shown.name, shown.theme), ())
        and not one[1].is_title
        and not one[1].is_position
    ]
    going = free[len(free) - len(names) :]
    staying = list(list_staying(entries, going))
    sections = [
        dataclasses.replace(
            section, entries=tuple(entry for owner, entry in staying if owner is section)
        )
        for section in says.sections
    ]
    case = shown.case(
        outcome,
        dataclasses.replace(says, sections=[section for section in sections if section.entries]),
    )
    assert placed(case)
    left = {
        max(map(joined, entry.pieces), key=len) for _, entry in going
    }  # a short one may also stand in the summary
    assert [
        piece
        for piece in left
        if len(piece) > 20 and piece in case.pdf.content and piece not in said(staying)
    ] == []
    assert [
        entry
        for _, entry in going
        if not any(joined(entry.pieces[0])[:20] in name for name in names)
    ] == []


def list_staying(entries, going):
    """List what is not left out; positions go with their employer, and the title of a group with its last entry."""
    title, goes = None, False
    for one in entries:
        if one[1].is_title:
            title = one
            continue
        goes = goes if one[1].is_position else any(one is gone for gone in going)
        if goes:
            continue
        if title and title[0] is one[0]:
            yield title
        title = None
        yield one


def said(entries):
    return joined(" ".join(piece for _, entry in entries for piece in entry.pieces))


def test_a_budget_that_is_large_enough_changes_nothing(shown, printed):
    outcome = shown.within(5)
    assert outcome.findings == ()
    assert outcome.built.pdf.data == printed(shown.name, shown.theme).data


def test_type_stays_legible_however_small_the_budget(shown):
    usual = min(sizes(shown.within(5)))
    tried = [shown.within(pages, ranked=ranked) for pages in (1, 2) for ranked in (False, True)]
    for found in (sizes(outcome) for outcome in tried if outcome.built):
        assert Counter(found).most_common(1)[0][0] >= LEAST_BODY
        assert min(found) >= min(usual, LEAST)


def sizes(outcome):
    """List the size of every letter, in points."""
    return [round(run.size, 2) for run in read_runs(outcome.built.pdf.data) for _ in run.text]


# Each example and each look once.
PAIRS = list(zip(NAMES, LOOKS, strict=True))


@pytest.mark.parametrize("shown", [(name, theme) for name, theme in PAIRS], indirect=True)
def test_the_same_budget_makes_the_same_bytes(shown, around):
    again = budgeted(ranked_profile(shown.name), Request(theme=shown.theme, pages=1), around, {})
    first = shown.within(1, ranked=True)
    assert again.built.pdf.data == first.built.pdf.data
    assert (again.findings, again.layouts) == (first.findings, first.layouts)
