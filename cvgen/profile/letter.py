"""Load a letter or a statement: a Markdown file with front matter in YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Struct

from cvgen.errors import Diagnostic, Place, ProfileError
from cvgen.files import textfile, yamlfile
from cvgen.files.yamlfile import Tree
from cvgen.profile import findings
from cvgen.profile.checkers import Before, Range
from cvgen.profile.faults import WrongValueError
from cvgen.profile.fields import Date, PrintedLanguage, Text, ThemeName
from cvgen.profile.record import Record
from cvgen.profile.settings import Options, RegionCode
from cvgen.profile.starter import check_invitations, check_prose_invitations
from cvgen.text.patterns import compile_late

_FIRST_LINES = 12  # of a file, in which settings may stand by mistake
_SETTING = compile_late(r"([a-z][A-Za-z]*)[ \t]*:(?:[ \t]|$)")


def _split_lines(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    lines = [line.strip() for line in value.splitlines()]
    return [line for line in lines if line]


TextLines = Annotated[tuple[Text, ...], Before(_split_lines, str | list[Text])]


class LetterSettings(Record):
    """What the front matter may say; without `closing`, a letter ends as is usual in its language.

    `wordLimit` is the most words (characters in Chinese and Japanese) that the call allows.
    """

    kind: Literal["letter", "statement"] = "letter"
    language: PrintedLanguage | None = None
    region: RegionCode | None = None
    theme: ThemeName | None = None
    options: Options = {}
    place: Text | None = None
    date: Date | None = None
    recipient: TextLines = ()
    reference: Text | None = None
    subject: Text | None = None
    opening: Text | None = None
    closing: Text | None = None
    enclosures: TextLines = ()
    wordLimit: Annotated[int, Range(1)] | None = None


class ListedEnclosure(Struct, frozen=True):
    """A document in the list of enclosures; `pages` is empty where it has no page numbers."""

    title: str
    pages: str


class GeneratedPage(Struct, frozen=True):
    """What an application says on a page that has no prose: its title page, or its enclosures."""

    kind: Literal["title-page", "enclosures"]
    programme: str = ""
    institution: str = ""
    contents: tuple[ListedEnclosure, ...] = ()


class LetterSource(Struct, frozen=True):
    """A letter as it is written: its settings, its Markdown, and the places of both.

    `page` stands for the Markdown of a page that an application makes itself.
    """

    settings: LetterSettings
    prose: str
    tree: Tree
    page: GeneratedPage | None = None


def read_letter(path: Path) -> LetterSource:
    """Read and check a letter.

    Raises ProfileError with all findings.
    """
    tree = yamlfile.read_yaml(path)
    prose = textfile.read_prose(path)
    if tree.data is None:
        _check_first_lines(prose, path)
    _check_kind(tree, path)
    settings = _check_settings(tree, path)
    character = textfile.find_unprintable(prose.replace("\t", " "))
    if character:
        message = f"the character U+{ord(character):04X} cannot be printed"
        place = textfile.find_text_in_file(path, character)
        raise ProfileError(Diagnostic("P102", message, place, "delete it"))
    if not prose.strip():
        hint = "write it below the second '---'"
        raise ProfileError(Diagnostic("L100", "the letter has no text", Place(str(path)), hint))
    tree.warnings.extend(check_invitations(tree))
    tree.warnings.extend(check_prose_invitations(prose, path))
    return LetterSource(settings, prose, tree)


def _check_kind(tree: Tree, path: Path) -> None:
    """Refuse a profile, which is keys and values to its end.

    Raises ProfileError.
    """
    if path.suffix == ".md" or not isinstance(tree.data, dict) or "basics" not in tree.data:
        return
    message = "this is a profile, not a letter"
    hint = "name a letter in Markdown, such as letter.md; 'cvgen build' makes the CV"
    raise ProfileError(Diagnostic("L103", message, Place(str(path)), hint))


def _check_first_lines(prose: str, path: Path) -> None:
    """Check that no settings stand in the text of a letter that has no front matter.

    Raises ProfileError.
    """
    for number, line in enumerate(prose.splitlines()[:_FIRST_LINES], 1):
        match = _SETTING.match(line)
        if match and match[1] in LetterSettings.model_fields:
            message = f"'{match[1]}' stands in the text of the letter, not in its front matter"
            hint = "put a line '---' above the first of these lines, and one below the last"
            raise ProfileError(Diagnostic("P243", message, Place(str(path), number, 1), hint))


def _check_settings(tree: Tree, path: Path) -> LetterSettings:
    data = tree.data
    if data is not None and not isinstance(data, dict):
        message = "the front matter must be keys and values"
        place = Place(str(path), 2, 1)
        raise ProfileError(Diagnostic("L101", message, place, "write, say, 'subject: …'"))
    try:
        return LetterSettings.model_validate(data or {})
    except WrongValueError as error:
        faults = error.faults
    raise ProfileError(*(findings.locate_fault(fault, tree, ()) for fault in faults))
