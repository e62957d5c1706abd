"""Say where a work appeared: container, edition, series, publisher, numbers and pages.

What is said of a work follows its type, as in the styles of CSL: the publisher of a journal, and
the number of a book in the middle of a list of papers, say nothing to a reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from cvgen.bibliography.editions import has_edition_word, parse_edition
from cvgen.compose.view import NOTHING
from cvgen.compose.wording import Wording
from cvgen.profile.publications import Publication

# Types whose publisher a reader knows by the journal.
_PERIODICALS = frozenset(
    {
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "review",
        "review-book",
    }
)
# Types whose volume is a book.
_BOOKS = frozenset({"book", "chapter", "entry-encyclopedia", "report", "thesis"})
# Types that a publisher or an institution brings out by themselves.
_PUBLISHED = frozenset({"book", "report", "thesis", "standard", "software", "dataset"})
_WITHOUT_ISBN = _PERIODICALS | {"chapter", "entry-encyclopedia", "paper-conference"}


def format_venue(paper: Publication, contributors: Iterable[Markup], wording: Wording) -> Markup:
    """Format where a work appeared; `contributors` say who else made it."""
    formatter = _VenueFormatter(paper, wording)
    parts = [
        *formatter.list_containers(),
        *contributors,
        *formatter.list_editions(),
        formatter.format_series(),
        *formatter.list_publishers(),
        *formatter.list_numbers(),
        *formatter.list_rest(),
    ]
    return wording.join_parts(parts)


class _VenueFormatter:
    """A work, and the words of the language for what it says."""

    def __init__(self, paper: Publication, wording: Wording) -> None:
        self.paper = paper
        self.wording = wording
        self.is_book = paper.type in _BOOKS

    def fill_pattern(self, pattern: str, gap: str, value: str | None) -> Markup:
        """Say a number in the words of the language; nothing where there is none."""
        if not value:
            return NOTHING
        text = self.wording.locale.patterns[pattern].format(**{gap: value})
        return Markup.escape(text.replace(" ", "\N{NO-BREAK SPACE}", 1))

    def list_containers(self) -> Iterator[Markup]:
        """List what the work is in, with the volume of a journal, and the event."""
        container = self.wording.format_text(self.paper.containerTitle)
        if not container and not self.has_own_publisher():
            container = self.wording.format_text(self.paper.publisher)
        cited = _cite(container)
        if self.is_book:
            yield cited
        else:
            yield from self.list_volumes(cited)
        yield self.wording.format_text(self.paper.eventTitle)

    def has_own_publisher(self) -> bool:
        """Return whether the publisher stands for itself, and is no venue."""
        return bool(self.paper.containerTitle) or self.paper.type in _PUBLISHED

    def list_volumes(self, container: Markup) -> Iterator[Markup]:
        """List volume and issue, of which a volume stands behind the name of the journal."""
        paper = self.paper
        volume = ""
        if paper.volume and not self.is_volume_of_series():
            volume = paper.volume
        if volume and paper.issue:
            pattern = self.wording.locale.patterns["volume"]
            volume = pattern.format(volume=paper.volume, issue=paper.issue)
        yield Markup(" ").join(filter(None, (container, Markup.escape(volume))))
        if paper.issue and not paper.volume:
            yield self.fill_pattern("issue", "issue", paper.issue)

    def is_volume_of_series(self) -> bool:
        """Return whether the volume counts in the series, as BibTeX has it (btxdoc, 3.2)."""
        return bool(self.paper.collectionTitle) and not self.paper.collectionNumber

    def list_editions(self) -> Iterator[Markup]:
        """List which of several books, editions or volumes it is."""
        paper = self.paper
        yield self.format_edition()
        yield self.fill_pattern("book-volumes", "volumes", paper.numberOfVolumes)
        if self.is_book and not self.is_volume_of_series():
            yield self.fill_pattern("book-volume", "volume", paper.volume)
        if self.is_book:
            yield self.fill_pattern("issue", "issue", paper.issue)
        yield self.fill_pattern("book-part", "part", paper.part)
        yield self.fill_pattern("chapter", "chapter", paper.chapter)

    def format_edition(self) -> Markup:
        """Format the edition: counted where it is a number, else as it is written."""
        edition = self.paper.edition or ""
        number = parse_edition(edition)
        if number:
            text = self.wording.locale.format_edition(number)
            return Markup.escape(text.replace(" ", "\N{NO-BREAK SPACE}", 1))
        if has_edition_word(edition):
            return Markup.escape(edition)
        return self.fill_pattern("edition-text", "edition", edition)

    def format_series(self) -> Markup:
        """Format the series with the number in it."""
        paper = self.paper
        title = self.wording.format_text(paper.collectionTitle)
        number = paper.collectionNumber
        if self.is_volume_of_series():
            number = paper.volume
        if number and paper.issue and self.is_volume_of_series() and not self.is_book:
            pattern = self.wording.locale.patterns["volume"]
            number = pattern.format(volume=number, issue=paper.issue)
        return Markup(" ").join(filter(None, (_cite(title), Markup.escape(number or ""))))

    def list_publishers(self) -> Iterator[Markup]:
        """List publisher and place, where a reader asks for them."""
        paper = self.paper
        if self.has_own_publisher() and paper.type not in _PERIODICALS:
            publisher = self.wording.format_text(paper.publisher)
            if not paper.containerTitle:
                publisher = _cite(publisher)
            if publisher != self.wording.format_text(paper.containerTitle):
                yield publisher
        if paper.type not in _PERIODICALS | {"paper-conference"}:
            yield self.wording.format_text(paper.publisherPlace)

    def list_numbers(self) -> Iterator[Markup]:
        """List the number of the work itself, its version and its pages."""
        paper = self.paper
        yield Markup.escape(paper.number or "")
        yield self.format_version()
        if paper.pages:
            page_range = paper.pages.replace("--", "–").replace("-", "–")
            yield Markup('<span class="whole">{}</span>').format(page_range)

    def format_version(self) -> Markup:
        """Format the version; one that has a word of its own, such as v2.1, needs no other."""
        version = self.paper.version or ""
        if not version[:1].isdigit():
            return Markup.escape(version)
        return self.fill_pattern("version-of", "version", version)

    def list_rest(self) -> Iterator[Markup]:
        """List what finds a book, and what it was first called."""
        paper = self.paper
        yield self.fill_pattern("page-total", "pages", paper.numberOfPages)
        if paper.isbn and paper.type not in _WITHOUT_ISBN:
            yield Markup("ISBN\N{NO-BREAK SPACE}{}").format(paper.isbn)
        original = self.wording.format_text(paper.originalTitle)
        if original:
            yield Markup(self.wording.locale.patterns["original-title"]).format(title=original)


def _cite(title: Markup) -> Markup:
    if not title:
        return NOTHING
    return Markup("<cite>{}</cite>").format(title)
