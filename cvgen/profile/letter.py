"""A letter or a statement: takes a Markdown file with front matter, gives whom it is for and its prose, checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from cvgen.errors import Diagnostic, Place, ProfileError
from cvgen.files import textfile, yamlfile
from cvgen.files.yamlfile import Tree
from cvgen.profile import findings
from cvgen.profile.fields import Date, LanguageTag, Record, Text
from cvgen.profile.settings import Options, RegionCode


def _lines(value: Any) -> Any:
    return (
        [line.strip() for line in value.splitlines() if line.strip()]
        if isinstance(value, str)
        else value
    )


Lines = Annotated[
    tuple[Text, ...], BeforeValidator(_lines, json_schema_input_type=str | list[Text])
]


class LetterSettings(Record):
    """What the front matter may say; without `closing`, a letter ends as is usual in its language.

    `wordLimit` is the most words (characters in Chinese and Japanese) that the call allows.
    """

    kind: Literal["letter", "statement"] = "letter"
    language: LanguageTag | None = None
    region: RegionCode | None = None
    theme: str | None = None
    options: Options = {}
    place: Text | None = None
    date: Date | None = None
    recipient: Lines = ()
    reference: Text | None = None
    subject: Text | None = None
    opening: Text | None = None
    closing: Text | None = None
    enclosures: Lines = ()
    wordLimit: Annotated[int, Field(ge=1)] | None = None


@dataclass(frozen=True, slots=True)
class LetterSource:
    """A letter as it is written: its settings, its Markdown, and the places of both."""

    settings: LetterSettings
    prose: str
    tree: Tree


def load(path: Path) -> LetterSource:
    """Read a letter.

    Raises ProfileError with all findings.
    """
    tree = yamlfile.read(path)
    prose = textfile.prose(path)
    if tree.data is not None and not isinstance(tree.data, dict):
        raise ProfileError(
            Diagnostic(
                "L101",
                "the front matter must be keys and values",
                Place(str(path), 2, 1),
                "write, say, 'subject: …'",
            )
        )
    try:
        settings = LetterSettings.model_validate(tree.data or {})
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise ProfileError(
            *(findings.translate(detail, tree, (), LetterSettings) for detail in details)
        ) from None
    if not prose.strip():
        raise ProfileError(
            Diagnostic(
                "L100",
                "the letter has no text",
                Place(str(path)),
                "write it below the second '---'",
            )
        )
    return LetterSource(settings, prose, tree)
