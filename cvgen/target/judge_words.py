"""Judge what the pages of a PDF say and where they lead, by what a target demands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from cvgen.compose.locale import find_locale
from cvgen.files.yamltable import read_table
from cvgen.pdf.facts import Page, PdfFacts, Text
from cvgen.pdf.measure import find_running_lines, list_visible_texts
from cvgen.target.judge import Missed, quote_start
from cvgen.text.patterns import compile_late
from cvgen.text.units import format_pages, join_words

DATE_FORMS = ("dd/mm/yyyy",)
_PAGE_NUMBER = compile_late(r"(?:^|\D)(\d{1,3})(?: ?(?:/|of|von|de|sur) ?\d{1,3})?\W*$")
_ISO_DATE = compile_late(r"(?<![\w/.-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![\w-])")
_NUMBERED_OUTPUT = compile_late(r"^\W{0,2}\[(\d{1,3})\]")
_FEWEST_LETTERS = 3  # of words that repeat; fewer may be a mark, or the capital of a heading
_SAME_LINE = 2.0  # points by which the baselines of one line may differ
_DASHES = "\u2010\u2011\u2012\u2013"


def judge_running_lines(file: PdfFacts, allowed: bool) -> Iterator[Missed]:  # noqa: FBT001 - a value, not a flag
    """Look for heads, feet and page numbers; words that only repeat at an edge are minor."""
    if allowed:
        return
    lines = sorted(find_running_lines(file), key=lambda line: (line[0], line[1].baseline))
    sure = [(number, text) for number, text in lines if _is_furniture(file.pages[number - 1], text)]
    others = [line for line in lines if line not in sure]
    repeated = [line for line in others if _count_repetitions(line, lines) > 1]
    yield from _describe_lines(sure, is_minor=False)
    yield from _describe_lines(repeated, is_minor=True)


def _describe_lines(lines: list[tuple[int, Text]], *, is_minor: bool) -> Iterator[Missed]:
    if lines:
        pages = format_pages({number: None for number, _ in lines})
        actual = f"{quote_start(lines[0][1].text)} on {pages} is a head, a foot or a page number"
        yield Missed(actual, "none", is_minor=is_minor)


def _is_furniture(page: Page, text: Text) -> bool:
    """Say whether a line is marked as head or foot, or ends with the number of its page.

    A number alone has no other text beside it.
    """
    if text.is_furniture:
        return True
    counted = _PAGE_NUMBER.search(text.text.strip())
    if counted is None or int(counted[1]) != page.number:
        return False
    beside = [other for other in page.texts if abs(other.baseline - text.baseline) < _SAME_LINE]
    return any(map(str.isalpha, text.text)) or len(beside) == 1


def _count_repetitions(line: tuple[int, Text], lines: list[tuple[int, Text]]) -> int:
    """Count the pages on which words stand, apart from numbers; of too few letters, none."""
    letters = _keep_letters(line[1].text)
    if len(letters) < _FEWEST_LETTERS:
        return 0
    return len({number for number, text in lines if _keep_letters(text.text) == letters})


def _keep_letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())


def judge_links(file: PdfFacts, allowed: bool) -> Iterator[Missed]:  # noqa: FBT001 - a value, not a flag
    """Look for places where a click opens something."""
    if allowed or not file.links:
        return
    pages = format_pages({link.page: None for link in file.links if link.page})
    yield Missed(f"a click on {pages} opens {quote_start(file.links[0].target)}", "no links")


def judge_metrics(file: PdfFacts, allowed: bool) -> Iterator[Missed]:  # noqa: FBT001 - a value, not a flag
    """Look for the names of figures by which journals and authors are counted."""
    if allowed:
        return
    text = unicodedata.normalize("NFKC", " ".join(page.text for page in file.pages))
    for dash in _DASHES:
        text = text.replace(dash, "-")
    found = dict.fromkeys(match[0] for match in _compile_metrics().finditer(text))
    if found:
        names = join_words([quote_start(name) for name in list(found)[:3]])
        yield Missed(f"it names {names}", "no metrics")


@cache
def _compile_metrics() -> re.Pattern[str]:
    words = read_table("metrics")
    patterns = [re.escape(word).replace(r"\ ", r"[\s-]+") for word in words]
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


def judge_date_form(file: PdfFacts, form: str) -> Iterator[Missed]:
    """Look for dates in other forms: with the month as a word in English, or with the year first.

    All are minor: a title, or a citation in its style, may hold one.
    """
    for page, text in list_visible_texts(file):
        found = _compile_named_months().search(text.text) or _ISO_DATE.search(text.text)
        if found:
            actual = f"page {page.number} has the date {quote_start(found[0])}"
            yield Missed(actual, f"the form {form}", is_minor=True)
            return


@cache
def _compile_named_months() -> re.Pattern[str]:
    months = find_locale("en").months
    names = {*months["short"].alone, *months["long"].alone}
    words = "|".join(re.escape(name.rstrip(".")) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\.?\s(?:\d{{1,2}},\s?)?(?:19|20)\d\d\b")


def judge_outputs(file: PdfFacts, most: int) -> Iterator[Missed]:
    """Count publications, where they are numbered in brackets as [1] and [2].

    That is minor: other lists are numbered so too.
    """
    numbers = set()
    for _, text in list_visible_texts(file):
        match = _NUMBERED_OUTPUT.match(text.text)
        if match:
            numbers.add(int(match[1]))
    count = 0
    while count + 1 in numbers:
        count += 1
    if count > most:
        yield Missed(f"it numbers {count} works", f"at most {most}", is_minor=True)
