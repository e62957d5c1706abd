"""Takes the joined text of a PDF and what must be in it, gives the place of every section, entry and piece."""

from dataclasses import dataclass

from printed import joined


class MisplacedError(AssertionError):
    """A piece that does not follow the one before it."""


@dataclass(frozen=True)
class Placed:
    """A section with the places where its heading starts and its last entry ends, and those of its entries."""

    heading: str
    start: int
    end: int
    entries: tuple[tuple[int, int], ...]


def placed(case):
    """Find every section; of several places that could be its heading, the one from which all of it follows.

    Raises MisplacedError.
    """
    return [_section(case.pdf.content, section) for section in case.says.sections]


def _section(content, section):
    heading = joined(section.heading)
    problems = []
    for start in _places(
        content.casefold(), heading.casefold()
    ):  # a theme may set headings in capitals
        try:
            entries = tuple(_entries(content, start + len(heading), section.entries))
        except MisplacedError as problem:
            problems.append(problem)
        else:
            return Placed(section.heading, start, entries[-1][1], entries)
    raise problems[-1] if problems else MisplacedError(f"there is no heading '{section.heading}'")


def _places(content, sought):
    place = content.find(sought)
    while place >= 0:
        yield place
        place = content.find(sought, place + 1)


def _entries(content, at, entries):
    """Follow the entries; a period stands anywhere inside its own, and the first entry right below the heading."""
    first = True
    for entry in entries:
        limit = at + len(joined(entry.period)) if first else None
        start, end = _pieces(content, at, entry.pieces, limit)
        start, end = _with_period(content, (at, start, end), joined(entry.period))
        yield start, end
        at, first = end, False


def _pieces(content, at, pieces, limit):
    start = None
    for piece in map(joined, pieces):
        place = content.find(piece, at)
        if place < 0 or (start is None and limit is not None and place > limit):
            raise MisplacedError(
                f"'{piece}' does not follow '{content[max(0, at - 60) : at]}', but '{content[at : at + 60]}' does"
            )
        start, at = place if start is None else start, place + len(piece)
    return start, at


def _with_period(content, places, period):
    before, start, end = places
    if not period or period in content[start:end]:
        return start, end
    if content[before:start].endswith(period):
        return start - len(period), end
    if content.startswith(period, end):
        return start, end + len(period)
    raise MisplacedError(
        f"'{period}' is not inside its entry '{content[start:end]}', which '{content[end : end + 60]}' follows"
    )
