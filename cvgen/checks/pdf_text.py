"""What the text of a file must be: its fonts, its letters, its sizes, and what it says."""

from __future__ import annotations

from collections.abc import Iterator

from cvgen.checks.pdf_subject import Case, check_demand
from cvgen.checks.rules import Finding, Rules
from cvgen.errors import Severity
from cvgen.pdf.facts import Font, Page
from cvgen.target.judge import judge_smallest_type, quote_start
from cvgen.text.units import format_pages, join_words

RULES: Rules[Case] = Rules()
_HARD_TO_READ = 7.0  # points
_MOST_UNREADABLE = 0.02  # of the letters of a font


@RULES.add_rule("F141")
def check_embedding(case: Case) -> Iterator[Finding]:
    """List the fonts that are not in the file."""
    for font in _list_fonts(case):
        if not font.is_embedded:
            message = f"the font '{font.name}' on {format_pages(font.pages)} is not in the file"
            yield Finding(message, case.place)


def _list_fonts(case: Case) -> Iterator[Font]:
    """List the fonts, each name once."""
    names: set[tuple[str, bool]] = set()
    for font in case.file.fonts:
        if (font.name, font.is_embedded) not in names:
            names.add((font.name, font.is_embedded))
            yield font


@RULES.add_rule("F142")
def check_subsets(case: Case) -> Iterator[Finding]:
    """List the fonts that are there as a whole."""
    whole = [font.name for font in _list_fonts(case) if font.is_embedded and not font.is_subset]
    if whole:
        yield Finding(f"whole fonts are in the file: {join_words(whole[:5])}", case.place, "note")


@RULES.add_rule("F143")
def check_type3(case: Case) -> Iterator[Finding]:
    """List the fonts of Type 3."""
    for font in _list_fonts(case):
        if font.kind == "Type3":
            name = font.name or "without a name"
            message = f"the font '{name}' on {format_pages(font.pages)} is made of drawings"
            yield Finding(message, case.place, "warning")


@RULES.add_rule("F144")
def check_copying(case: Case) -> Iterator[Finding]:
    """Count the letters that have no Unicode."""
    for font in case.file.fonts:
        if font.unreadable <= _MOST_UNREADABLE * font.letters:
            continue
        severity: Severity = "warning"
        if font.unreadable > font.letters / 2 and font.unreadable > 20:
            severity = "error"
        message = (
            f"{font.unreadable} of {font.letters} letters in '{font.name}' "
            f"on {format_pages(font.pages)} mean nothing to machines"
        )
        yield Finding(message, case.place, severity)


@RULES.add_rule("F145")
def check_missing_letters(case: Case) -> Iterator[Finding]:
    """Count the boxes (.notdef) in the place of letters."""
    for font in case.file.fonts:
        if font.missing:
            verb = "is" if font.missing == 1 else "are"
            message = (
                f"{_count_letters(font.missing)} on {format_pages(font.pages)} "
                f"{verb} missing in '{font.name}': a box stands there"
            )
            yield Finding(message, case.place)


def _count_letters(number: int) -> str:
    return "a letter" if number == 1 else f"{number} letters"


@RULES.add_rule("F146")
def check_private_use(case: Case) -> Iterator[Finding]:
    """Count the letters of Unicode's private use areas."""
    for font in case.file.fonts:
        if font.private:
            verb = "is" if font.private == 1 else "are"
            message = (
                f"{_count_letters(font.private)} of '{font.name}' "
                f"on {format_pages(font.pages)} {verb} for private use"
            )
            yield Finding(message, case.place, "warning")


@RULES.add_rule("F147")
def check_type_size(case: Case) -> Iterator[Finding]:
    """Measure the size in which most of the text is set."""
    yield from check_demand(case, "type_size", case.severity_of_wish)


@RULES.add_rule("F148")
def check_small_text(case: Case) -> Iterator[Finding]:
    """Look for small text other than sub- and superscripts; of the body, F147 reports."""
    least = None if case.is_for_all else case.demands.type_size
    for missed in judge_smallest_type(case.file, least or _HARD_TO_READ):
        if least:
            severity: Severity = "warning" if missed.is_minor else "error"
            message = f"{missed.actual}, and {case.target_asks} for {missed.demanded}"
        else:
            severity = "warning"
            message = f"{missed.actual}, and {_HARD_TO_READ:g} is hard to read already"
        yield Finding(message, case.place, severity)


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


@RULES.add_rule("F149")
def check_line_spacing(case: Case) -> Iterator[Finding]:
    """Measure the commonest distance of lines of the body, as a share of its size."""
    yield from check_demand(case, "line_spacing", case.severity_of_demand)


@RULES.add_rule("F150")
def check_face(case: Case) -> Iterator[Finding]:
    """Compare the family of most of the text; for one of the same widths a warning is enough."""
    yield from check_demand(case, "fonts", case.severity_of_demand)


@RULES.add_rule("F151")
def check_headings(case: Case) -> Iterator[Finding]:
    """Search the text for each heading that the target asks for."""
    yield from check_demand(case, "headings", case.severity_of_demand)


@RULES.add_rule("F152")
def check_hidden_text(case: Case) -> Iterator[Finding]:
    """Look for text that no eye sees; invisible text on a scan is what was recognised (OCR)."""
    for page in case.file.pages:
        is_scan = any(_covers_quarter(page, image.box) for image in page.images)
        hidden: dict[str, str] = {}
        for text in page.texts:
            if not text.hidden or not _has_letters(text.text):
                continue
            if not (is_scan and text.hidden == "invisible"):
                hidden[text.hidden] = hidden.get(text.hidden, "") + text.text
        for reason, words in hidden.items():
            message = f"page {page.number} has text that is {reason}: {quote_start(words)}"
            yield Finding(message, case.place, "warning")


def _covers_quarter(page: Page, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return (right - left) * (bottom - top) > page.width * page.height / 4


@RULES.add_rule("F153")
def check_name_on_pages(case: Case) -> Iterator[Finding]:
    """Look on each page for the last word of the author's name."""
    yield from check_demand(case, "enclosure_mark", case.severity_of_demand)


@RULES.add_rule("K140")
def check_running_lines(case: Case) -> Iterator[Finding]:
    """Look for heads, feet and page numbers, where the target wants none."""
    yield from check_demand(case, "running_lines", case.severity_of_demand)


@RULES.add_rule("K141")
def check_links(case: Case) -> Iterator[Finding]:
    """Look for links, where the target wants none."""
    yield from check_demand(case, "links", case.severity_of_demand)


@RULES.add_rule("K142")
def check_metrics(case: Case) -> Iterator[Finding]:
    """Look for figures of journals and authors, where the target wants none."""
    yield from check_demand(case, "metrics", case.severity_of_demand)


@RULES.add_rule("K143")
def check_outputs(case: Case) -> Iterator[Finding]:
    """Count the publications, where they are numbered."""
    yield from check_demand(case, "outputs", case.severity_of_demand)


@RULES.add_rule("K144")
def check_date_form(case: Case) -> Iterator[Finding]:
    """Look for dates of another form than the target asks for."""
    yield from check_demand(case, "date_form", case.severity_of_demand)


@RULES.add_rule("K158")
def check_modules(case: Case) -> Iterator[Finding]:
    """Count the words below the headings of a narrative CV."""
    yield from check_demand(case, "modules", case.severity_of_demand)
