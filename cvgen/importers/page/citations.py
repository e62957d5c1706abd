"""Divide a citation into authors, title and venue, in the orders that home pages have them in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from cvgen.importers.page.blocks import (
    SOFT_BREAK,
    Span,
    cut_spans,
    get_raw_text,
    split_breaks,
    to_markup,
)
from cvgen.importers.page.dates import has_date
from cvgen.importers.page.leading_people import split_leading_people
from cvgen.importers.page.people import are_all_people, is_people_list
from cvgen.importers.page.phrases import has_word, strip_edges
from cvgen.importers.page.titles import LEAST_TITLE, TITLE_MARKS, find_marked_title
from cvgen.importers.page.venues import is_doi
from cvgen.text.patterns import compile_late

_QUOTED = compile_late(r"[\"“”„«「『《](?P<title>[^\"“”„«»「」『』《》]{6,}?)[,.?!]?[\"”“»」』》]")
_YEARED = compile_late(
    r"^(?P<authors>[^()]{3,}?),?\s*[(（](?P<year>(?:19|20)\d{2}[a-z]?(?:,[^()]*)?"
    r"|forthcoming|in press|to appear|accepted|submitted)[)）][.,:]?\s+(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
# As German citations have it: `Muster, J., Andere, A. (2019): Title. In: Venue`.
_COLON_LED = compile_late(
    r"^(?P<authors>[^:()]*[,;/][^:()]*?),?\s*(?:[(（]?(?P<year>(?:19|20)\d{2}[a-z]?)[)）]?)?:\s+(?P<rest>\S.*)$",
    re.DOTALL,
)
_YEAR_BEHIND = compile_late(
    r"^(?P<authors>.+?),?\s*[(（]?(?P<year>(?:19|20)\d{2}[a-z]?)[)）]?[.:]?$"
)
_BARE = "bold italic link raw color"  # marks that are left off
_SENTENCE = compile_late(
    r"(?<=[^\W\d_][^\W\d_])[.?!。．]\s+(?=\S)|(?<=[)\]*†‡\d])[.?!。]\s+(?=[^\Wa-z])|。"
)
_COLON = compile_late(r"\s*[:：]\s+")
_IN = compile_late(r"^\s*(?:in|In|IN|en|dans|在)\s*[:：]?\s+")


class Citation(Struct):
    """A citation in its parts, each as spans; `texts` are what follows it."""

    title: list[Span] = field(default_factory=list)
    authors: str = ""
    venue: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    year: str = ""

    def add_venue(self, text: str) -> None:
        """Add what tells where it came out, unless it says nothing."""
        if text.strip(" .,"):
            self.venue.append(text)

    @property
    def is_work(self) -> bool:
        """Whether this is a work: it has a title, and authors or where it came out."""
        return bool(self.title) and bool(self.authors or self.venue)


def divide_titled(lines: Sequence[Sequence[Span]]) -> Citation:
    """Divide the lines of a work, of which the first is its title."""
    citation = Citation(title=list(lines[0]))
    for line in lines[1:]:
        text = get_author_text(line)
        if not citation.authors and is_author_line(text):
            citation.authors = text
        else:
            _add_behind(citation, list(line))
    return citation


def divide_citation(lines: Sequence[Sequence[Span]]) -> Citation:
    """Divide the lines of a work, from which links are taken out already."""
    parts = [list(line) for line in lines if _has_words(line)]
    soft: list[list[Span]] = []
    for part in parts:
        soft += split_breaks(part, is_soft=True)
    if len(soft) > len(parts) and _has_author_line(soft):
        parts = soft
    if len(parts) == 1:
        return _divide_line(parts[0])
    return _divide_lines(parts)


def _has_words(line: Sequence[Span]) -> bool:
    return any(letter.isalnum() for letter in get_raw_text(line))


def get_author_text(spans: Sequence[Span]) -> str:
    """Return a line of authors as text, its marks behind the names."""
    text = to_markup(spans, bare="bold italic link raw sup sub color code")
    return " ".join(text.replace(SOFT_BREAK, " ").split())


def _has_author_line(parts: Sequence[Sequence[Span]]) -> bool:
    return any(is_author_line(get_author_text(part)) for part in parts)


def is_author_line(text: str) -> bool:
    """Say whether a line is a list of authors and nothing else."""
    bare = re.sub(
        r"^(?:with|by|mit|avec|con|authors?\s*:|作者[:：])\s+", "", text, flags=re.IGNORECASE
    )
    bare = strip_edges(bare).rstrip(".")
    if len(bare) < 2 or (has_word("venue", bare) and not is_people_list(bare)):
        return False
    return is_people_list(bare)


def _divide_lines(parts: list[list[Span]]) -> Citation:
    """Divide a citation whose parts stand on lines of their own."""
    citation = Citation()
    numbers = [n for n, part in enumerate(parts) if is_author_line(get_author_text(part))]
    if not numbers:
        return _divide_without_author_line(parts)
    number = numbers[0]
    citation.authors = get_author_text(parts[number])
    before, behind = parts[:number], parts[number + 1 :]
    if before:
        citation.title = before.pop(_find_title(before))
        behind = [*before, *behind]
    elif behind:
        citation.title = behind.pop(0)
        inner = _divide_title_line(citation.title)
        if inner is not None:
            citation.title, venue = inner
            citation.venue.append(venue)
    for part in behind:
        _add_behind(citation, part)
    return citation


def _add_behind(citation: Citation, part: list[Span]) -> None:
    """Add a line behind title and authors: where it came out, or what is said of it."""
    text = " ".join(to_markup(part, bare=_BARE).split())
    is_prose = len(text) > 160 and not has_word("venue", text[:80])
    is_sentence = len(text.split()) > 4 and text.endswith((".", "!", "。")) and not has_date(text)
    if is_doi(text):
        citation.venue.append(strip_edges(text))
    elif is_prose or citation.texts or (citation.venue and is_sentence):
        citation.texts.append(to_markup(part))
    else:
        citation.venue.append(text)


def _find_title(parts: Sequence[Sequence[Span]]) -> int:
    """Find the line that is the title: a marked one, or else the longest."""
    for number, part in enumerate(parts):
        words = get_raw_text(part).split()
        if len(words) >= LEAST_TITLE and any(
            set(span.marks) & set(TITLE_MARKS) or span.href for span in part
        ):
            return number
    return max(range(len(parts)), key=lambda number: len(get_raw_text(parts[number])))


def _divide_title_line(spans: list[Span]) -> tuple[list[Span], str] | None:
    """Divide a line that has the title and where it came out."""
    found = find_marked_title(spans)
    if found is None:
        return None
    start, end = found
    text = get_raw_text(spans)
    rest = " ".join(to_markup(cut_spans(spans, end, len(text)), bare=_BARE).split())
    if not rest.strip(" .,"):
        return None
    return cut_spans(spans, start, end), rest


# --- one line


def _divide_line(spans: list[Span]) -> Citation:
    """Divide a citation that stands in one line."""
    text = get_raw_text(spans)
    quoted = _QUOTED.search(text)
    if (quoted and len(quoted["title"].split()) >= 2) or (quoted and len(quoted["title"]) > 8):
        return _divide_around(spans, quoted.start(), quoted.end(), quoted.span("title"))
    yeared = _YEARED.match(text)
    if yeared and is_people_list(strip_edges(yeared["authors"])):
        return _divide_yeared(spans, yeared)
    marked = find_marked_title(spans)
    if marked is not None:
        return _divide_around(spans, *marked, marked)
    led = _COLON_LED.match(text)
    if led and are_all_people(strip_edges(led["authors"])):
        return _divide_yeared(spans, led)
    return _divide_sentences(spans)


def _divide_yeared(spans: list[Span], match: re.Match[str]) -> Citation:
    """Divide a citation with a year behind its authors: `Authors (2020). Title. Venue`."""
    citation = Citation(authors=strip_edges(match["authors"]), year=match["year"] or "")
    rest = cut_spans(spans, match.start("rest"), match.end("rest"))
    text = get_raw_text(rest)
    marked = find_marked_title(rest)
    if marked is not None and marked[0] == 0 and "italic" not in rest[0].marks:
        end = marked[1]
    else:
        stop = _SENTENCE.search(text)
        end = stop.start() if stop else len(text)
        if end < len(text) and text[end] in "?!":
            end += 1
    citation.title = cut_spans(rest, 0, end)
    venue = to_markup(cut_spans(rest, end, len(text)), bare=_BARE).strip(" .,")
    if venue:
        citation.venue.append(venue)
    return citation


def _take_leading_year(text: str) -> tuple[str, str]:
    match = re.match(r"^[(\[]?((?:19|20)\d{2})[)\]]?[.:,]?\s+", text)
    if match is None:
        return text, ""
    return text[match.end() :], match[1]


def _split_title(text: str) -> tuple[str, str]:
    """Split a title from what follows: at a full stop, or where a venue begins behind a comma."""
    stop = _SENTENCE.search(text)
    if stop is not None:
        end = stop.start() + (text[stop.start()] in "?!")
        return text[:end].strip(" ."), text[stop.end() :].strip()
    for match in re.finditer(r",\s+", text):
        behind = text[match.end() :]
        piece = behind.split(",")[0]
        if (
            has_word("venue", piece)
            or _IN.match(behind)
            or (has_date(piece) and match.start() > 12)
        ):
            return text[: match.start()].strip(), behind.strip()
    return text.strip(" ."), ""


def _divide_without_author_line(parts: list[list[Span]]) -> Citation:
    """Divide lines of which none is only authors: one of them may be a whole citation."""
    for number, part in enumerate(parts):
        citation = _divide_line(part)
        if not citation.title or not citation.authors:
            continue
        for other in parts[number + 1 :]:
            _add_behind(citation, other)
        before = [to_markup(line, bare=_BARE) for line in parts[:number]]
        if before:
            citation.venue.insert(0, " ".join(before))
        return citation
    citation = Citation(title=parts[0])
    for part in parts[1:]:
        people = split_leading_people(get_author_text(part))
        if citation.authors or people is None:
            _add_behind(citation, part)
            continue
        citation.authors, rest = people
        citation.add_venue(rest)
    return citation


def _divide_around(spans: list[Span], start: int, end: int, title: tuple[int, int]) -> Citation:
    """Divide a citation around its title; authors stand in front of it, or else behind."""
    text = get_raw_text(spans)
    citation = Citation(title=cut_spans(spans, *title))
    before = get_author_text(cut_spans(spans, 0, start)).strip(" ,:;-–—")
    before = re.sub(r"(?<=[^\W\d_]{2})\.$", "", before)
    behind = get_author_text(cut_spans(spans, end, len(text))).strip(" ,:;-–—")
    behind = behind.removeprefix(". ").lstrip(" .")
    yeared = _YEAR_BEHIND.match(before)
    if yeared:
        before, citation.year = yeared["authors"], yeared["year"]
    citation.authors, before = _take_people(before)
    citation.add_venue(before)
    if not citation.authors:
        citation.authors, behind = _take_leading(behind)
    citation.add_venue(behind)
    return citation


def _take_people(text: str) -> tuple[str, str]:
    """Take the people that a text is a list of, or begins with."""
    if text and is_people_list(text):
        return text, ""
    return _take_leading(text)


def _take_leading(text: str) -> tuple[str, str]:
    """Take the people that a text begins with; return what is left behind them."""
    return split_leading_people(text) or ("", text)


def _divide_sentences(spans: list[Span]) -> Citation:
    """Divide a citation at its full stops, or at a colon behind the authors."""
    plain = " ".join(get_author_text(spans).split())
    citation = Citation()
    citation.authors, rest = _take_leading(plain)
    if not rest:
        citation.authors, rest = "", plain
    rest, citation.year = _take_leading_year(rest)
    title, venue = _split_title(rest)
    if not citation.authors:
        citation.authors, venue = _take_leading(venue)
        if not citation.authors and not venue:
            return Citation()
    citation.title = [Span(title, spans[0].line)]
    citation.add_venue(venue)
    return citation
