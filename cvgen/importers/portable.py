"""Import PDFs as well as can be: a PDF tells where letters stand, and not what they belong to.

The file is read in a process of its own, with limits, as it may be made to hang.
"""

from __future__ import annotations

from collections.abc import Iterator

from cvgen.errors import Diagnostic, SourceError
from cvgen.importers.builder import ProfileBuilder, Value, read_value
from cvgen.importers.importer import Importer
from cvgen.importers.page.contacts import find_network
from cvgen.importers.page.document import DocumentReader
from cvgen.importers.source import Source
from cvgen.pdf.facts import PdfFacts

_MOST_SECONDS = 9
_MOST_MEMORY = 500_000_000
_LEAST_WORDS = 20
_MOST_ON_PAGE = 3_000  # texts
_MOST_TEXTS = 40_000  # that are drawn in one go: a CV of a hundred pages has half as many


def recognize_pdf(source: Source) -> bool:
    """Say whether a file is a PDF."""
    return source.tool == "PDF"


def import_pdf(source: Source) -> ProfileBuilder:
    """Import a PDF, and warn of how sure the result is."""
    from cvgen.importers.pdf.page import read_pdf_page

    facts = _inspect(source)
    builder = ProfileBuilder(source)
    read = read_pdf_page(facts)
    words = sum(len(block.text.split()) for block in read.page.blocks)
    if words < _LEAST_WORDS:
        message = "this PDF has next to no text: it is a scan, or its letters are drawn"
        hint = "import the file that it was made from, or run a text recognition first"
        raise SourceError(Diagnostic("I110", message, source.find_place(), hint))
    DocumentReader(builder, read.page).read()
    _take_links(builder, facts)
    confidence = _measure_confidence(builder, words)
    builder.tool = f"PDF, confidence {confidence} %"
    message = f"a PDF is read by where its words stand: about {confidence} % sure"
    if read.has_columns:
        message += ", in two columns"
    unread = sum(font.unreadable for font in facts.fonts)
    if unread:
        message += f", and {unread:,} of its letters have no meaning for machines"
    place = source.find_place()
    hint = "compare the profile with it, or import the file that it was made from"
    builder.warnings.append(Diagnostic("I121", message, place, hint, "warning"))
    return builder


def _inspect(source: Source) -> PdfFacts:
    """Inspect a file in another process.

    Raises SourceError for one that nobody can read, or that takes too much.
    """
    from cvgen.pdf.inspect import inspect_pdf
    from cvgen.render.sandbox import BrokenCallError, StoppedCallError, run_with_limits

    place = source.find_place()
    try:
        facts: PdfFacts = run_with_limits(
            inspect_pdf, source.read_bytes(), _MOST_SECONDS, most_memory=_MOST_MEMORY
        )
    except (StoppedCallError, BrokenCallError) as error:
        reason = str(error).removeprefix("it ")
        message = f"this PDF {reason} while it was read, and was stopped"
        hint = "is it the right file? if so, print it to a new PDF"
        raise SourceError(Diagnostic("I103", message, place, hint)) from None
    if facts.problem:
        hint = "open it in a viewer, and print it to a new PDF"
        if "AES" in facts.problem:
            hint = "pip install 'cvgen-press[aes]'"
        message = f"this PDF cannot be read: {facts.problem}"
        raise SourceError(Diagnostic("I102", message, place, hint))
    _check_pages(source, facts)
    return facts


def _check_pages(source: Source, facts: PdfFacts) -> None:
    """Refuse a file with pages that could not be read whole: their text would be lost.

    Raises SourceError.
    """
    place = source.find_place()
    hint = "is it the right file? if so, print it to a new PDF"
    broken = [page.number for page in facts.pages if page.is_broken]
    if broken:
        message = f"page {broken[0]} of this PDF is broken"
        raise SourceError(Diagnostic("I102", message, place, hint))
    counts = [len(page.texts) for page in facts.pages]
    if facts.unread_pages or sum(counts) > _MOST_TEXTS or max(counts) > _MOST_ON_PAGE:
        message = "this PDF has more on its pages than any CV"
        raise SourceError(Diagnostic("I103", message, place, hint))


def _take_links(builder: ProfileBuilder, facts: PdfFacts) -> None:
    """Take accounts out of the links, whose words a PDF does not tell; report the others."""
    accounts = builder.basics.setdefault("profiles", [])
    known = {str(read_value(part)).casefold() for item in accounts for part in item.values()}
    texts = " ".join(text.text for text in builder.texts).casefold()
    for target in _list_targets(facts):
        network, account = find_network(target)
        bare = target.removeprefix("mailto:").partition("://")[2] or target.removeprefix("mailto:")
        if bare.strip("/").casefold() in texts:
            continue
        if account and account.casefold() not in known:
            builder.add_text(target)
            known.add(account.casefold())
            accounts.append({"network": Value(network), "username": Value(account, target)})
        elif not account:
            builder.add_text(target)
            builder.leave_out(target, "the address of a link, whose words are not known")


def _list_targets(facts: PdfFacts) -> Iterator[str]:
    for target in dict.fromkeys(link.target for link in facts.links):
        if target.startswith(("http://", "https://", "mailto:")):
            yield target


def _measure_confidence(builder: ProfileBuilder, words: int) -> int:
    """Measure how many of the words stand in entries that have more than one field, in percent."""
    sure = 0
    for entries in builder.sections.values():
        for entry in entries:
            plain = {key: read_value(value) for key, value in entry.items()}
            counts = {key: len(str(value).split()) for key, value in plain.items()}
            if len(counts) > 1:
                sure += sum(counts.values()) - counts.get("summary", 0) // 2
    return min(95, round(100 * sure / max(words, 1)))


IMPORTER = Importer("PDF", recognize_pdf, import_pdf)
