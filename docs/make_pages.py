"""Pages of the guide that are made from the program itself, so that they cannot be out of date.

MkDocs calls the `on_…` functions; nothing of it is imported before that.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from cvgen.application.schema import ApplicationRecord, DocumentRecord, MailRecord
from cvgen.files.yamltable import parse_table
from cvgen.profile.basics import Basics, NameRecord, NetworkProfile
from cvgen.profile.closing import Closing
from cvgen.profile.custom import Custom, Group
from cvgen.profile.fields import LocationRecord, PersonRecord, ScoreRecord
from cvgen.profile.key_words import find_key_words, name_record
from cvgen.profile.kinds import KINDS
from cvgen.profile.letter import LetterSettings
from cvgen.profile.points import HighlightRecord
from cvgen.profile.publications import AuthorRecord
from cvgen.profile.record import Record
from cvgen.profile.record_schema import define_records
from cvgen.profile.sections import Entry, Position
from cvgen.profile.settings import PublicationList, Settings, Sources, Variant

DOCS = Path(__file__).parent
ROOT = DOCS.parent
RECORDS: dict[str, type[Record]] = {
    "basics": Basics,
    **KINDS,
    "custom": Custom,
    "settings": Settings,
    "sources": Sources,
    "variant": Variant,
}
# What stands inside of those, by where it stands.
PARTS: dict[str, type[Record]] = {
    "name": NameRecord,
    "location": LocationRecord,
    "profiles": NetworkProfile,
    "positions": Position,
    "highlights": HighlightRecord,
    "score": ScoreRecord,
    "supervisors": PersonRecord,
    "authors": AuthorRecord,
    "groups": Group,
    "publicationLists": PublicationList,
    "closing": Closing,
}
# The other files, beside the profile.
FILES: dict[str, type[Record]] = {
    "application.yaml": ApplicationRecord,
    "application.yaml: documents": DocumentRecord,
    "application.yaml: mail": MailRecord,
    "letter.md": LetterSettings,
}
INTRODUCTIONS = {
    "basics": "The person.",
    "custom": "A section with a title of your own; its entries take what every entry takes.",
    "settings": "Keys at the top of the profile, beside its sections.",
    "sources": "Keys at the top of the profile that name other files.",
    "variant": "Under `variants:`, beside all settings.",
}
_TYPES = {
    "string": "text",
    "integer": "number",
    "boolean": "`true` or `false`",
    "null": "",
    "array": "list of entries",
}
_ABOUT_KEYS = (
    "Made from the model that checks profiles. A text can be given once per language, "
    "as in `{en: Physics, de: Physik}`.\n"
)
REPOSITORY_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?:\.\./)+([^)#]+)(?:#[^)]*)?\)")
PREVIEW = re.compile(r"\.\./\.\./themes/([a-z]+)/preview\.png")
# What the theme would take from a server, and what it does not say to who reads by ear or by keys.
_MENDED = {
    "https://unpkg.com/iframe-worker/shim": "assets/iframe-worker.js",
    'data-md-component="search" role="dialog"': (
        'data-md-component="search" role="dialog" aria-label="Search"'
    ),
}
PICTURE_OF_REPOSITORY = "pictures/themes/{}.png"


def make_reference() -> str:
    """Make the reference of every key: its type, what it prints, an example."""
    parts = [
        "# Every key\n",
        _ABOUT_KEYS,
        "## What every entry takes\n",
        *_list_rows("entry", Entry),
    ]
    for name, record in (RECORDS | PARTS | FILES).items():
        parts.append(f"\n## `{name}`\n")
        parts.append(INTRODUCTIONS.get(name) or " ".join((record.__doc__ or "").split()))
        parts.append("")
        parts += _list_rows(name_record(record), record)
    return "\n".join(parts) + "\n"


def list_keys(record: type[Record]) -> Iterator[str]:
    """List the keys of a record that the page of all entries, or of settings, does not tell of."""
    shared: Iterable[str] = ()
    if record is not Entry and issubclass(record, Entry):
        shared = {field.key for field in Entry.model_fields.values()}
    elif record is Variant:
        shared = {field.key for field in Settings.model_fields.values()}
    for field in record.model_fields.values():
        if field.key not in shared:
            yield field.key


def _list_rows(name: str, record: type[Record]) -> Iterator[str]:
    definitions = define_records([record])
    properties = definitions[record.__name__]["properties"]
    yield "| key | type | prints | example |"
    yield "|---|---|---|---|"
    for key in list_keys(record):
        words = find_key_words(name, key)
        kind = describe_type(properties[key], definitions).replace("|", "\\|")
        prints = f"{words['says']}{_describe_place(record, key)}"
        example = words["example"].replace("|", "\\|")
        yield f"| `{key}` | {kind} | {prints} | `{key}: {example}` |"


def describe_type(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """Say in words what may stand behind a key."""
    reference = schema.get("$ref", "").removeprefix("#/$defs/")
    if "." in reference:
        return describe_type(definitions[reference], definitions)
    if reference:
        return _name_definition(reference)
    alternatives = schema.get("anyOf") or schema.get("oneOf")
    if alternatives:
        words = [describe_type(alternative, definitions) for alternative in alternatives]
        return " or ".join(dict.fromkeys(filter(None, words)))
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    if "items" in schema:
        return f"list of {describe_type(schema['items'], definitions)}"
    return _TYPES.get(str(schema.get("type")), "keys and values")


def _name_definition(name: str) -> str:
    """Name a kind of value; a record is keys and values."""
    if name[:1].isupper() and name[1:2].islower():
        return "keys and values"
    if name == "options":
        return "keys and values"
    return name.replace("-", " ")


def _describe_place(record: type[Record], key: str) -> str:
    slots = getattr(record, "slots", None)
    if slots is None:
        return ""
    places = {
        slots.title: "first line",
        slots.subtitle: "second line",
        slots.details: "with its name",
    }
    for keys, place in places.items():
        if key in keys:
            return f" ({place})"
    return ""


def make_codes() -> str:
    """Make the list of all codes, by what they are about."""
    text = (ROOT / "cvgen" / "data" / "codes.yaml").read_text("utf-8")
    about = dict(re.findall(r"(?m)^# ([A-Z]): (.+)$", text))
    lines = ["# All codes\n", "`cvgen explain CODE` says the same."]
    letter = ""
    for code, words in parse_table(text).items():
        if code[0] != letter:
            letter = code[0]
            lines.append(f"\n## {letter}: {about[letter]}\n")
        lines.append(f"**{code}** {_escape(words['what'])}")
        lines.append(f":   Why: {_escape(words['why'])}. To do: {_escape(words['mend'])}.\n")
    return "\n".join(lines) + "\n"


def make_targets() -> str:
    """Make the list of calls and portals whose rules there are."""
    from cvgen.target.demands import describe_demands
    from cvgen.target.load import find_target, list_targets

    lines = [
        "# Calls and portals\n",
        "The rules may be out of date: check the call.\n",
        "| name | call or portal | season | every file | read on |",
        "|---|---|---|---|---|",
    ]
    for name in list_targets():
        target = find_target(name)
        demands = "; ".join(describe_demands(target.demands)).replace("|", "\\|")
        title = _escape(target.title)
        if target.url:
            title = f"[{title}]({target.url[0]})"
        row = (f"`{name}`", title, target.season, demands, target.checked_on)
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines) + "\n"


def make_commands() -> str:
    """Make the help of every command."""
    from typer.main import get_command

    from cvgen.cli.commands import make_app

    group = get_command(make_app())
    lines = ["# Commands\n", "What `--help` prints."]
    for words in _list_commands(group, ()):
        said = io.StringIO()
        with redirect_stdout(said):
            group.main([*words, "--help"], prog_name="cvgen", standalone_mode=False)
        lines.append(f"\n## cvgen {' '.join(words)}\n\n```text\n{said.getvalue().rstrip()}\n```")
    return "\n".join(lines) + "\n"


def _list_commands(group: Any, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _list_commands(command, (*words, name))
        else:
            yield (*words, name)


def _escape(text: str) -> str:
    return text.replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_").replace("|", "\\|")


def make_theme_guide() -> str:
    """Give the guide for authors of themes, which lies beside the themes."""
    return (
        (ROOT / "themes" / "README.md")
        .read_text("utf-8")
        .replace("# Themes\n", "# Making a theme\n", 1)
    )


PAGES = {
    "reference.md": make_reference,
    "codes.md": make_codes,
    "calls.md": make_targets,
    "commands.md": make_commands,
    "theme-guide.md": make_theme_guide,
}


def on_files(files: Any, config: Any) -> Any:
    """Add the made pages, and the pictures of themes."""
    from mkdocs.structure.files import File

    for name, make in PAGES.items():
        files.append(File.generated(config, name, content=make()))
    for picture in sorted((ROOT / "themes").glob("*/preview.png")):
        name = PICTURE_OF_REPOSITORY.format(picture.parent.name)
        files.append(File.generated(config, name, abs_src_path=str(picture)))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Let links into the repository, which is no part of the site, name the file instead."""
    text = markdown.replace("../../themes/README.md", "theme-guide.md")
    text = PREVIEW.sub(lambda match: PICTURE_OF_REPOSITORY.format(match[1]), text)
    return REPOSITORY_LINK.sub(_name_file, text)


def _name_file(match: re.Match[str]) -> str:
    words, path = match[1], match[2].rstrip("/")
    if words.rstrip("/") == path:
        return f"`{path}`"
    return f"{words} (`{path}`)"


def on_post_build(config: Any, **_: Any) -> None:
    """Mend the finished pages; the one for what is not there asks a server, and there is none."""
    Path(config["site_dir"], "404.html").unlink(missing_ok=True)
    for page in sorted(Path(config["site_dir"]).glob("*.html")):
        text = page.read_text("utf-8")
        for old, new in _MENDED.items():
            text = text.replace(old, new)
        page.write_text(text, "utf-8")
