"""What the text of a file must be: its fonts, its letters, its sizes, and what it says."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from cvgen.checks.pdf_pages import find_running_lines
from cvgen.checks.pdf_subject import Case, choose_verb, list_visible_texts, quote
from cvgen.checks.rules import Finding, Rules
from cvgen.errors import Severity
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.pdf.facts import Font, Page, Text
from cvgen.units import format_pages, join_words

RULES: Rules[Case] = Rules()
_FACES = DATA_FOLDER / "faces.yaml"
_HARD_TO_READ = 7.0  # points
_STYLE = re.compile(
    r"(?:regular|regu|bold|semibold|demi|medium|medi|light|book|italic|ital|oblique|obli|mt|ps)$"
)
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
    least = case.demands.type_size
    size = measure_body_size(case)
    if least and 0 < size < least - 0.1:
        message = f"most of the text is {size:g} points, and {case.target_asks} for {least:g}"
        yield Finding(message, case.place, case.severity_of_wish)


def measure_body_size(case: Case) -> float:
    """Return the size in which most letters are set, in points; 0 where there are none."""
    letters: Counter[float] = Counter()
    for _, text in case.list_visible_texts():
        letters[round(text.size, 1)] += len(text.text.strip())
    return max(letters, key=lambda size: letters[size], default=0.0)


@dataclass(slots=True)
class _SmallText:
    """Text of one size: the pages that it is on, and the first of it."""

    pages: list[int]
    first: str


@RULES.add_rule("F148")
def check_small_text(case: Case) -> Iterator[Finding]:
    """Look for small text other than sub- and superscripts; of the body, F147 reports."""
    least = None if case.is_for_all else case.demands.type_size
    demand = f"{_HARD_TO_READ:g} is hard to read already"
    if least:
        demand = f"{case.target.name} asks for {least:g}"
    limit = min(least or _HARD_TO_READ, measure_body_size(case)) - 0.1
    for (size, is_running), small in sorted(_group_small_texts(case, limit).items()):
        severity: Severity = "warning"
        if least and not is_running:
            severity = "error"
        pages = format_pages(small.pages)
        message = f"text of {size:g} points on {pages}, and {demand}: {quote(small.first)}"
        yield Finding(message, case.place, severity)


def _group_small_texts(case: Case, limit: float) -> dict[tuple[float, bool], _SmallText]:
    """Group text below a size (in points) by its size and by whether it is a running line."""
    running = find_running_lines(case)
    groups: dict[tuple[float, bool], _SmallText] = {}
    for page in case.file.pages:
        for text in _list_small_texts(page, limit):
            key = (round(text.size, 1), (page.number, text) in running)
            group = groups.setdefault(key, _SmallText([], text.text))
            group.pages.append(page.number)
    return groups


def _list_small_texts(page: Page, limit: float) -> Iterator[Text]:
    texts = list_visible_texts(page)
    for index, text in enumerate(texts):
        if text.size >= limit or not text.is_level or not _has_letters(text.text):
            continue
        neighbours = texts[max(index - 1, 0) : index] + texts[index + 1 : index + 2]
        if not any(_is_script(text, neighbour) for neighbour in neighbours):
            yield text


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


def _is_script(text: Text, neighbour: Text) -> bool:
    """Return whether a text is a sub- or superscript of the larger one beside it."""
    if neighbour.size <= text.size:
        return False
    left, _, right, _ = text.box
    other_left, _, other_right, _ = neighbour.box
    gap = min(abs(left - other_right), abs(other_left - right))
    shift = abs(text.baseline - neighbour.baseline)
    return gap < 3 and 0.5 < shift < neighbour.size


@RULES.add_rule("F149")
def check_line_spacing(case: Case) -> Iterator[Finding]:
    """Measure the commonest distance of lines of the body, as a share of its size."""
    least = case.demands.line_spacing
    if not least:
        return
    spacing = _measure_line_spacing(case)
    if 0 < spacing < least - 0.02:
        message = (
            f"lines stand {spacing:g} of the type's size apart, "
            f"and {case.target_asks} for {least:g}"
        )
        yield Finding(message, case.place, case.severity_of_demand)


def _measure_line_spacing(case: Case) -> float:
    """Return the commonest line spacing, the narrowest of several; 0 where there is none."""
    size = measure_body_size(case)
    counts: Counter[float] = Counter()
    for page in case.file.pages:
        for step in _list_steps(page, size):
            counts[round(step, 2)] += 1
    return max(counts, key=lambda step: (counts[step], -step), default=0.0)


def _list_steps(page: Page, size: float) -> Iterator[float]:
    """List the distances of neighbouring lines of text of a size, as shares of it."""
    lines = []
    for text in page.texts:
        if not text.hidden and text.is_level and abs(text.size - size) < 0.06 * size:
            lines.append(text)
    for line, following in pairwise(lines):
        step = (following.baseline - line.base) / size
        if 0.8 < step < 3:
            yield step


@RULES.add_rule("F150")
def check_face(case: Case) -> Iterator[Finding]:
    """Compare the family of most of the text; for one of the same widths a warning is enough."""
    demanded = case.demands.fonts
    font = _find_body_font(case)
    if not demanded or font is None:
        return
    family = _normalize_family(font)
    if family in map(_normalize_family, demanded):
        return
    message = f"most of the text is set in '{font}'"
    metric_twin = _find_metric_twin(family, demanded)
    if metric_twin:
        message += f", which has the widths of {metric_twin}; {join_words(demanded)} was asked for"
        yield Finding(message, case.place, "warning")
    else:
        message += f", and {' or '.join(demanded)} was asked for"
        yield Finding(message, case.place, case.severity_of_demand)


def _find_body_font(case: Case) -> str | None:
    """Return the first font of the family in which most of the text is set."""
    letters: Counter[str] = Counter()
    fonts: dict[str, str] = {}
    for _, text in case.list_visible_texts():
        family = _normalize_family(text.font)
        letters[family] += len(text.text)
        fonts.setdefault(family, text.font)
    if not letters:
        return None
    return fonts[max(letters, key=lambda family: letters[family])]


def _find_metric_twin(family: str, demanded: tuple[str, ...]) -> str:
    """Return the demanded face whose widths a family has."""
    twins = _read_metric_twins()
    for name in demanded:
        if family in twins.get(_normalize_family(name), ()):
            return name
    return ""


def _normalize_family(name: str) -> str:
    """Reduce the name of a font to its family's: 'TimesNewRomanPS-BoldMT' to 'timesnewroman'."""
    family = "".join(letter for letter in name.casefold() if letter.isalnum())
    while True:
        shorter = _STYLE.sub("", family)
        if shorter in (family, ""):
            return family
        family = shorter


@cache
def _read_metric_twins() -> dict[str, frozenset[str]]:
    """Read which families have the widths of others."""
    twins = {}
    for name, others in yamlfile.read_yaml(_FACES).data.items():
        twins[_normalize_family(name)] = frozenset(map(_normalize_family, others))
    return twins


@RULES.add_rule("F151")
def check_headings(case: Case) -> Iterator[Finding]:
    """Search the text for each heading that the target asks for."""
    if not case.demands.headings:
        return
    text = _normalize_text("".join(page.text for page in case.file.pages))
    missing = []
    for heading in case.demands.headings:
        if _normalize_text(heading) not in text:
            missing.append(quote(heading))
    if missing:
        message = f"the text lacks {join_words(missing)}, which {case.target_asks} for"
        yield Finding(message, case.place, case.severity_of_demand)


def _normalize_text(text: str) -> str:
    """Bring a text to the form in which texts are compared: NFKC, letters and digits only."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


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
            message = f"page {page.number} has text that is {reason}: {quote(words)}"
            yield Finding(message, case.place, "warning")


def _covers_quarter(page: Page, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return (right - left) * (bottom - top) > page.width * page.height / 4


@RULES.add_rule("F153")
def check_name_on_pages(case: Case) -> Iterator[Finding]:
    """Look on each page for the last word of the author's name."""
    if not case.demands.enclosure_mark:
        return
    words = case.file.metadata.get("author", "").split() or [""]
    name = _normalize_text(words[-1])
    without = []
    for page in case.file.pages:
        if page.is_read and name not in _normalize_text(page.text):
            without.append(page.number)
    if without:
        verb = choose_verb(without, "does", "do")
        message = f"{format_pages(without)} {verb} not carry the name, which {case.target_asks} for"
        yield Finding(message, case.place, case.severity_of_demand)
