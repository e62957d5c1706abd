"""What a page looks like: inside the paper, large and dark enough, nothing on top of anything else."""

import json
from itertools import combinations

import pytest
from printed import Printed, joined, spaced
from shipped import THEMES

from cvgen.checks.theme_samples import make_long_profile

EDGE = 12  # points (4.2 mm) that printers leave white


def test_text_stays_on_the_paper(paper_case):
    assert outside(paper_case.pdf) == []


def outside(pdf):
    sizes = [page.get_size() for page in pdf.document]
    return [
        run.text
        for run in pdf.runs
        if run.left < EDGE
        or run.bottom < EDGE
        or run.right > sizes[run.page][0] - EDGE
        or run.top > sizes[run.page][1] - EDGE
    ]


def test_no_text_lies_on_another(paper_case):
    assert overlaps(paper_case.pdf) == []


def overlaps(pdf):
    found = []
    for one, other in combinations(pdf.runs, 2):
        if one.page == other.page and shared(one, other):
            found.append((one.text, other.text))
    return found


def shared(one, other):
    """Say whether two runs share more than a point of width and a third of the height of the lower one."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.top, other.top) - max(one.bottom, other.bottom)
    return width > 1 and height > 0.33 * min(one.top - one.bottom, other.top - other.bottom)


def test_text_is_at_least_nine_points_high(case):
    """But for sub- and superscripts, which stand beside larger text and off its line."""
    small = [
        run.text
        for line in case.pdf.lines
        for run in line
        if run.size < 8.99 and not is_script(run, line)
    ]
    assert small == []


def is_script(run, line):
    return any(other.size > run.size and abs(other.base - run.base) > 0.5 for other in line)


def test_a_page_has_at_most_four_sizes(case):
    """`page.md`: at most four sizes, not counting sub- and superscripts."""
    for number in range(len(case.pdf.raw_pages)):
        sizes = {
            round(run.size, 1)
            for line in case.pdf.lines
            for run in line
            if run.page == number and not is_script(run, line)
        }
        assert len(sizes) <= 4, sizes


def test_nine_lines_in_ten_have_at_most_90_characters(case):
    lengths = sorted(len(spaced("".join(run.text for run in line))) for line in case.pdf.lines)
    assert lengths[len(lengths) * 9 // 10] <= 90


def test_text_is_dark_enough(case):
    """A contrast of 4.5 to 1 with what lies behind it (WCAG 2.2, 1.4.3)."""
    pictures = [page.render(scale=2).to_pil().convert("RGB") for page in case.pdf.document]
    faint = [
        (run.text, run.color)
        for run in case.pdf.runs
        if contrast(run.color, behind(run, pictures[run.page])) < 4.5
    ]
    assert faint == []


def behind(run, picture):
    """Take the lightest colour around a run's box."""
    height = picture.size[1]
    spots = [
        (x, y)
        for x in (run.left - 1.5, run.right + 1.5)
        for y in (run.bottom, (run.bottom + run.top) / 2, run.top)
    ]
    return max(picture.getpixel((int(x * 2), int(height - y * 2))) for x, y in spots)


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color):
    """WCAG 2.2's relative luminance."""
    channels = [part / 255 for part in color]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_dates_stand_on_one_edge(paper_case):
    """On the outermost one at the left, or at the right of the page or of its left half; a second column may use another."""
    periods = {
        spaced(entry.period) for section in paper_case.says.sections for entry in section.entries
    } - {""}
    dates = [
        run
        for line in paper_case.pdf.lines
        for run in line
        if len(line) == 1 and spaced(run.text) in periods
    ]
    middle = paper_case.pdf.document[0].get_size()[0] / 2
    left = min((run.left for run in dates), default=0)
    right = {
        half: max((run.right for run in dates if (run.right < middle) == half), default=0)
        for half in (True, False)
    }
    assert [
        run.text for run in dates if min(run.left - left, right[run.right < middle] - run.right) > 2
    ] == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_long_word_and_a_long_address_stay_in_their_place(theme, build_long):
    """Of the profile with which a theme is proved; it is printed once for both."""
    pdf = Printed.of(build_long(theme))
    said = make_long_profile()
    word = said["basics"]["label"]
    assert len(word) > 180
    assert len(said["basics"]["url"]) > 300
    assert outside(pdf) == []
    assert overlaps(pdf) == []
    assert pdf.content.count(word) == json.dumps(said, ensure_ascii=False).count(word)
    assert joined(said["basics"]["summary"]) in pdf.content
