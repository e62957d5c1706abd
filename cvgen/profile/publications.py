"""What somebody published: takes a publication by JSON Resume's names with CSL's words, gives authors, venue and status."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator

from cvgen.dates import Period
from cvgen.profile.fields import Arxiv, Doi, Moment, Record, Text, Url
from cvgen.profile.sections import Entry, Slots

Status = Literal["in-preparation", "submitted", "under-review", "revised", "accepted", "in-press", "published"]
PublicationType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "book", "chapter", "dataset", "document",
    "entry-encyclopedia", "interview", "manuscript", "paper-conference", "patent", "poster", "post-weblog", "preprint",
    "report", "review", "review-book", "software", "speech", "standard", "thesis", "webpage",
]  # fmt: skip
MARKS = "*#†‡§¶"
_MARKED = re.compile(rf"(.*?)[\s,]*([{re.escape(MARKS)}]*)\s*")


class AuthorRecord(Record):
    """One author; marks such as `*` and `#` are explained in a legend below the list."""

    name: Text
    marks: str = ""
    url: Url | None = None


def _unmarked(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match = _MARKED.fullmatch(value.strip())
    return {"name": match[1], "marks": match[2]} if match and match[1] else {"name": value}


Author = Annotated[AuthorRecord, BeforeValidator(_unmarked, json_schema_input_type=str | AuthorRecord)]


class Publication(Entry):
    """A work; `publisher` is the venue, `type` one of CSL's words, `status` how far it got."""

    name: Text
    authors: tuple[Author, ...] = ()
    publisher: Text | None = None
    releaseDate: Moment | None = None
    type: PublicationType | None = None
    status: Status | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    number: str | None = None
    doi: Doi | None = None
    arxiv: Arxiv | None = None
    notes: tuple[Text, ...] = ()

    slots: ClassVar[Slots] = Slots(title=("name",), layout="publications")

    def period(self) -> Period:
        """Say when it came out."""
        return self.releaseDate or super().period()
