"""What the text of a file must be: fonts that come with it, letters that machines can read, sizes that people can."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from cvgen.checks.pdf_pages import running_lines
from cvgen.checks.pdf_subject import Case, quoted
from cvgen.checks.rules import Finding, Rules
from cvgen.errors import Severity
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.pdf.facts import Font, Page, Text
from cvgen.target.load import DEFAULT
from cvgen.units import format_pages, join_words

RULES: Rules[Case] = Rules()
_FACES = DATA_FOLDER / "faces.yaml"
_SMALL = 7.0  # points
_STYLE = re.compile(
    r"(?:regular|regu|bold|semibold|demi|medium|medi|light|book|italic|ital|oblique|obli|mt|ps)$"
)
_MOST_UNREAD = 0.02  # of the letters of a font


@RULES.add_rule("F141")
def embedded(case: Case) -> Iterator[Finding]:
    """List the others."""
    for font in _of_pages(case):
        if not font.embedded:
            yield Finding(
                f"the font '{font.name}' on {format_pages(font.pages)} is not in the file",
                case.place,
            )


def _of_pages(case: Case) -> Iterator[Font]:
    """Give fonts, each name once."""
    names: set[tuple[str, bool]] = set()
    for font in case.file.fonts:
        if (font.name, font.embedded) not in names:
            names.add((font.name, font.embedded))
            yield font


@RULES.add_rule("F142")
def subset(case: Case) -> Iterator[Finding]:
    """List the fonts that are there as a whole."""
    whole = [font.name for font in _of_pages(case) if font.embedded and not font.subset]
    if whole:
        yield Finding(f"whole fonts are in the file: {join_words(whole[:5])}", case.place, "note")


@RULES.add_rule("F143")
def drawn_fonts(case: Case) -> Iterator[Finding]:
    """List them."""
    for font in _of_pages(case):
        if font.kind == "Type3":
            yield Finding(
                f"the font '{font.name or 'without a name'}' on {format_pages(font.pages)} is made of drawings",
                case.place,
                "warning",
            )


@RULES.add_rule("F144")
def copyable(case: Case) -> Iterator[Finding]:
    """Count the letters that no machine can read."""
    for font in case.file.fonts:
        if font.unread > _MOST_UNREAD * font.letters:
            severity: Severity = (
                "error" if font.unread > font.letters / 2 and font.unread > 20 else "warning"
            )
            yield Finding(
                f"{font.unread} of {font.letters} letters in '{font.name}' on {format_pages(font.pages)} mean nothing to machines",
                case.place,
                severity,
            )


@RULES.add_rule("F145")
def missing(case: Case) -> Iterator[Finding]:
    """Count boxes."""
    for font in case.file.fonts:
        if font.missing:
            yield Finding(
                f"{_letters(font.missing)} on {format_pages(font.pages)} {'is' if font.missing == 1 else 'are'} missing in '{font.name}': a box stands there",
                case.place,
            )


def _letters(number: int) -> str:
    return "a letter" if number == 1 else f"{number} letters"


@RULES.add_rule("F146")
def private(case: Case) -> Iterator[Finding]:
    """Count letters of private use."""
    for font in case.file.fonts:
        if font.private:
            yield Finding(
                f"{_letters(font.private)} of '{font.name}' on {format_pages(font.pages)} {'is' if font.private == 1 else 'are'} for private use",
                case.place,
                "warning",
            )


@RULES.add_rule("F147")
def type_size(case: Case) -> Iterator[Finding]:
    """Measure the size in which most of the text is set."""
    least, body = case.demands.type_size, body_size(case)
    if least and body and body < least - 0.1:
        yield Finding(
            f"most of the text is {body:g} points, and {case.asker} {case.asks} for {least:g}",
            case.place,
            case.wished,
        )


def body_size(case: Case) -> float:
    """Give the size in which most letters are set, in points; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for _, text in case.texts():
        sizes[round(text.size, 1)] += len(text.text.strip())
    return max(sizes, key=lambda size: sizes[size], default=0.0)


@RULES.add_rule("F148")
def smallest(case: Case) -> Iterator[Finding]:
    """Look for small text, but for what stands off the line of larger text."""
    least = case.demands.type_size if case.target.name != DEFAULT else None
    running, body = running_lines(case), body_size(case)
    small: dict[tuple[float, bool], list[tuple[int, str]]] = {}
    for page in case.file.pages:
        for text in _small(
            page, min(least or _SMALL, body) - 0.1
        ):  # of the main text another rule tells
            small.setdefault((round(text.size, 1), (page.number, text) in running), []).append(
                (page.number, text.text)
            )
    for (points, runs), found in sorted(small.items()):
        asked = (
            f"{case.target.name} asks for {least:g}"
            if least
            else f"{_SMALL:g} is hard to read already"
        )
        where = format_pages(number for number, _ in found)
        yield Finding(
            f"text of {points:g} points on {where}, and {asked}: {quoted(found[0][1])}",
            case.place,
            "error" if least and not runs else "warning",
        )


def _small(page: Page, least: float) -> Iterator[Text]:
    texts = [text for text in page.texts if not text.hidden and text.text.strip()]
    for before, text, after in zip([None, *texts], texts, [*texts[1:], None], strict=False):
        if (
            text.size < least
            and text.level
            and any(map(str.isalnum, text.text))
            and not any(_is_script(text, other) for other in (before, after))
        ):
            yield text


def _is_script(text: Text, other: Text | None) -> bool:
    """Say whether a text is a sub- or superscript of its neighbour."""
    if other is None or other.size <= text.size:
        return False
    beside = min(abs(text.box[0] - other.box[2]), abs(other.box[0] - text.box[2])) < 3
    return beside and 0.5 < abs(text.base - other.base) < other.size


@RULES.add_rule("F149")
def spacing(case: Case) -> Iterator[Finding]:
    """Measure the commonest distance of lines of the main text, as a share of its size."""
    least, body = case.demands.line_spacing, body_size(case)
    steps = (
        Counter(round(step, 2) for page in case.file.pages for step in _steps(page, body))
        if least
        else Counter()
    )
    commonest = max(steps, key=lambda step: (steps[step], -step), default=0.0)
    if least and 0 < commonest < least - 0.02:
        yield Finding(
            f"lines stand {commonest:g} of the type's size apart, and {case.asker} {case.asks} for {least:g}",
            case.place,
            case.strict,
        )


def _steps(page: Page, body: float) -> Iterator[float]:
    lines = [
        text
        for text in page.texts
        if not text.hidden and text.level and abs(text.size - body) < 0.06 * body
    ]
    for one, other in pairwise(lines):
        step = (other.base - one.base) / body
        if 0.8 < step < 3:
            yield step


@RULES.add_rule("F150")
def face(case: Case) -> Iterator[Finding]:
    """Compare the family of most of the text; one of the same widths is only told of."""
    wanted, letters = case.demands.fonts, Counter[str]()
    for _, text in case.texts():
        letters[_plain(text.font)] += len(text.text)
    if not wanted or not letters:
        return
    body = max(letters, key=lambda name: letters[name])
    shown = next(text.font for _, text in case.texts() if _plain(text.font) == body)
    alike = next((name for name in wanted if body in _stand_ins().get(_plain(name), ())), "")
    if body in map(_plain, wanted):
        return
    if alike:
        yield Finding(
            f"most of the text is set in '{shown}', which has the widths of {alike}; {join_words(wanted)} was asked for",
            case.place,
            "warning",
        )
    else:
        yield Finding(
            f"most of the text is set in '{shown}', and {' or '.join(wanted)} was asked for",
            case.place,
            case.strict,
        )


def _plain(name: str) -> str:
    """Give the name of a family as files write it in any way: 'TimesNewRomanPS-BoldMT' is 'timesnewroman'."""
    plain = "".join(letter for letter in name.casefold() if letter.isalnum())
    while (shorter := _STYLE.sub("", plain)) != plain and shorter:
        plain = shorter
    return plain


@cache
def _stand_ins() -> dict[str, frozenset[str]]:
    data = yamlfile.read(_FACES).data
    return {_plain(name): frozenset(map(_plain, others)) for name, others in data.items()}


@RULES.add_rule("F151")
def headings(case: Case) -> Iterator[Finding]:
    """Search the text for each."""
    text = _joined("".join(page.text for page in case.file.pages)) if case.demands.headings else ""
    absent = [heading for heading in case.demands.headings if _joined(heading) not in text]
    if absent:
        yield Finding(
            f"the text lacks {join_words(quoted(heading) for heading in absent)}, which {case.asker} {case.asks} for",
            case.place,
            case.strict,
        )


def _joined(text: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum()
    )


@RULES.add_rule("F152")
def hidden(case: Case) -> Iterator[Finding]:
    """Look for text that is unseen, tiny, off the page, or in the colour of the paper; under a scan it is what was recognised."""
    for page in case.file.pages:
        recognised = any(
            (image.box[2] - image.box[0]) * (image.box[3] - image.box[1])
            > page.width * page.height / 4
            for image in page.images
        )
        found: dict[str, str] = {}
        for text in page.texts:
            if (
                text.hidden
                and any(map(str.isalnum, text.text))
                and not (recognised and text.hidden == "invisible")
            ):
                found[text.hidden] = found.get(text.hidden, "") + text.text
        for how, words in found.items():
            yield Finding(
                f"page {page.number} has text that is {how}: {quoted(words)}", case.place, "warning"
            )


@RULES.add_rule("F153")
def named(case: Case) -> Iterator[Finding]:
    """Look on each page for the last word of the author's name."""
    name = _joined((case.file.facts.get("author", "").split() or [""])[-1])
    without = [
        page.number for page in case.file.pages if page.read and name not in _joined(page.text)
    ]
    if case.demands.enclosure_mark and without:
        yield Finding(
            f"{format_pages(without)} {'does' if len(without) == 1 else 'do'} not carry the name, which {case.asker} {case.asks} for",
            case.place,
            case.strict,
        )
