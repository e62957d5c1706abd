"""What preflight judges: takes an inspected PDF and a target, gives both with what is demanded, and words for pages and sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cvgen.errors import Place, Severity
from cvgen.pdf.facts import Inspected, Page, Text
from cvgen.target.load import DEFAULT, Demands, Target


@dataclass(frozen=True, slots=True)
class Case:
    """A file, the target that it is for, what is demanded of it as a document of its kind, and what is safe anywhere."""

    file: Inspected
    target: Target
    kind: str
    safe: Demands
    place: Place

    @property
    def demands(self) -> Demands:
        """What the target demands of this kind of document."""
        return self.target.of(self.kind)

    @property
    def strict(self) -> Severity:
        """Say how bad it is to miss a demand: the default target's are nobody's in particular."""
        return "warning" if self.target.name == DEFAULT else "error"

    @property
    def wished(self) -> Severity:
        """Say how bad it is to miss what only some calls ask for: the default target tells of it."""
        return "note" if self.target.name == DEFAULT else "error"

    @property
    def asker(self) -> str:
        """Name who demands."""
        return "some calls" if self.target.name == DEFAULT else self.target.name

    @property
    def asks(self) -> str:
        """Say that they ask."""
        return "ask" if self.target.name == DEFAULT else "asks"

    def texts(self) -> Iterator[tuple[Page, Text]]:
        """Give the text that a reader sees, with its page."""
        for page in self.file.pages:
            yield from (
                (page, text) for text in page.texts if not text.hidden and text.text.strip()
            )


def quoted(text: str) -> str:
    """Quote the beginning of a text."""
    text = " ".join(text.split())
    return f"'{text[:30]}{'…' if len(text) > 30 else ''}'"
