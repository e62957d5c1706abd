"""Every theme can be read by the simplest of résumé parsers, which is none of cvgen's: lines by their baselines, four points apart."""

from itertools import groupby

import pytest
from printed import joined

from cvgen.pdf.inspect import inspect_pdf
from cvgen.plan.parsers import describe_layout
from cvgen.target.parser.resume import ORDERS, read_resume
from cvgen.target.parser.words import load_all_titles

TOLERANCE = 4  # points


def lines_of(runs):
    """Join runs, one after the other, to lines; each is the texts that stand on it."""
    lines = []
    last = None
    for run in runs:
        if last and run.page == last.page and abs(run.base - last.base) <= TOLERANCE:
            lines[-1].append(run)
        else:
            lines.append([run])
            last = run
    return ["".join(joined(run.text) for run in line).casefold() for line in lines]


def lines_down_the_page(runs):
    """Join runs to lines by where they stand, from the top, without any notion of columns."""
    lines = []
    for _, on_page in groupby(runs, key=lambda run: run.page):
        lines += lines_of(sorted(on_page, key=lambda run: (-run.base, run.left)))
    return lines


def test_every_heading_stands_alone_on_its_line(case):
    lines = set(lines_of(case.pdf.runs))
    headings = [joined(section.heading).casefold() for section in case.says.sections]
    assert [heading for heading in headings if heading not in lines] == []


def test_the_first_line_of_the_page_is_the_name_and_nothing_else(case):
    name = joined(case.says.name).casefold()
    assert lines_of(case.pdf.runs)[0].startswith(name)
    assert lines_down_the_page(case.pdf.runs)[0].startswith(name)


def test_no_finding_of_a_build_says_that_parsers_lose_something(case):
    lost = ("F161", "F162", "F163")
    assert [str(warning) for warning in case.pdf.warnings if warning.code in lost] == []


@pytest.mark.parametrize("theme", ["classic", "sidebar", "swiss"])
def test_a_layout_is_read_as_its_file_is(build_example, theme):
    """A build looks at its layout, `cvgen check` at the bytes: both must see the same."""
    pdf = build_example("ada-example", theme).pdf
    for order in ORDERS:
        laid_out = read_resume(describe_layout(pdf), load_all_titles(), order)
        in_file = read_resume(inspect_pdf(pdf.data), load_all_titles(), order)
        assert laid_out.person == in_file.person
        assert [(section.title, section.kind) for section in laid_out.sections] == [
            (section.title, section.kind) for section in in_file.sections
        ]
