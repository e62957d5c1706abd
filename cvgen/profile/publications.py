"""Publications, by JSON Resume's names and CSL's types."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from cvgen.profile.checkers import Before, Described
from cvgen.profile.faults import make_field_error
from cvgen.profile.fields import (
    Arxiv,
    Doi,
    LanguageTag,
    Moment,
    Text,
    Url,
)
from cvgen.profile.metrics import WorkFigures
from cvgen.profile.record import Record
from cvgen.profile.sections import Entry, Slots
from cvgen.text.dates import Period
from cvgen.text.patterns import compile_late

Status = Literal[
    "in-preparation", "submitted", "under-review", "revised", "accepted", "in-press", "published"
]
PublicationType = Literal[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "book",
    "chapter",
    "dataset",
    "document",
    "entry-encyclopedia",
    "interview",
    "manuscript",
    "paper-conference",
    "patent",
    "poster",
    "post-weblog",
    "preprint",
    "report",
    "review",
    "review-book",
    "software",
    "speech",
    "standard",
    "thesis",
    "webpage",
]
AUTHOR_MARKS = "*#†‡§¶"
# Most papers mean the same by these: an equal contribution, and the corresponding author.
MARKS_WITH_MEANING = "*#"
_NOTE_ON_MARK = compile_late(rf"\\?([{AUTHOR_MARKS}])[\s:=]+\S")


class AuthorRecord(Record):
    """One author; marks such as `*` and `#` are explained in a legend below the list.

    `family` is the family name within `name`, with its particles, where that does not tell it.
    """

    name: Text
    family: str = ""
    marks: str = ""
    url: Url | None = None
    orcid: str | None = None

    not_printed: ClassVar[frozenset[str]] = frozenset({"orcid"})


def _split_marks(value: Any) -> Any:
    """Split the text of an author into name and marks."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    bare = text.rstrip(AUTHOR_MARKS)
    name = bare.rstrip(", \t\n")
    if not name:
        return {"name": value}
    return {"name": name, "marks": text[len(bare) :]}


Author = Annotated[
    AuthorRecord, Before(_split_marks, str | AuthorRecord), Described(name="name-or-author")
]


class Publication(Entry):
    """A work; `publisher` is the venue, `type` one of CSL's words, `status` how far it got.

    Beside a `containerTitle` (the journal, book or proceedings that the work is in), `publisher`
    is the publisher alone. The other fields are those of CSL 1.0.2 in this file's spelling:
    `collectionTitle` is a series, `numberOfPages` counts them all.

    `protectedWords` are those of the title whose letters a citation style keeps as they are. With a
    `key`, it adds to the entry of that key in a bibliography file; `marks` are marks by
    author's name, which a note such as `† deceased` explains. `badge` is the venue in short,
    `image` a small picture beside the profile;
    `rankings` are labels such as {CCF: A}, printed where a region asks for them; `metrics` are
    printed where the option of that name asks for them.
    """

    key: str | None = None
    name: Text | None = None
    authors: tuple[Author, ...] = ()
    editors: tuple[Author, ...] = ()
    translators: tuple[Author, ...] = ()
    protectedWords: tuple[str, ...] = ()
    marks: dict[str, str] = {}
    originalTitle: Text | None = None
    containerTitle: Text | None = None
    eventTitle: Text | None = None
    collectionTitle: Text | None = None
    collectionNumber: str | None = None
    edition: str | None = None
    publisher: Text | None = None
    publisherPlace: Text | None = None
    releaseDate: Moment | None = None
    type: PublicationType | None = None
    status: Status | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    number: str | None = None
    chapter: str | None = None
    part: str | None = None
    version: str | None = None
    numberOfVolumes: str | None = None
    numberOfPages: str | None = None
    isbn: str | None = None
    issn: str | None = None
    doi: Doi | None = None
    arxiv: Arxiv | None = None
    notes: tuple[Text, ...] = ()
    badge: Text | None = None
    rankings: dict[str, str] = {}
    metrics: WorkFigures = ()
    language: LanguageTag | None = None
    image: str | None = None

    slots: ClassVar[Slots] = Slots(title=("name",), layout="publications")
    not_printed: ClassVar[frozenset[str]] = Entry.not_printed | {
        "key",
        "language",
        "image",
        "issn",
        "protectedWords",
    }

    @property
    def venue(self) -> Text | None:
        """The journal, book or event that the work is in, or else its publisher."""
        return self.containerTitle or self.publisher

    def check_whole(self) -> None:
        """Check the entry, and that the work has a title or a key."""
        super().check_whole()
        if not self.name and not self.key:
            hint = "add 'name:', or the 'key:' of an entry in a bibliography file"
            raise make_field_error("P211", "'name', the title of the work, is missing", hint)

    @property
    def people(self) -> tuple[AuthorRecord, ...]:
        """Everybody whom the work names, in any role."""
        return (*self.authors, *self.editors, *self.translators)

    def period(self) -> Period:
        """Return when it came out."""
        return self.releaseDate or super().period()


def find_mark_notes(paper: Publication) -> dict[str, Text]:
    """Find the notes that say what a mark behind one of the authors means, as `† deceased`."""
    marks = set[str]()
    for author in paper.authors:
        marks.update(author.marks)
    notes: dict[str, Text] = {}
    for note in paper.notes:
        text = note
        if isinstance(text, dict):
            text = next(iter(text.values()), "")
        match = _NOTE_ON_MARK.match(text)
        if match and match[1] in marks:
            notes.setdefault(match[1], note)
    return notes
