"""Import the `_data/cv.yml` of al-folio, as it was before it took RenderCV's format.

It is written as a page, in the lines that the file has, and read as one.
"""

from __future__ import annotations

from html import escape
from typing import Any

from cvgen.files.yamlfile import KeyPath, Tree
from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.importers.headings import find_kind
from cvgen.importers.importer import Importer
from cvgen.importers.page.assemble import PageReader
from cvgen.importers.page.html import read_html
from cvgen.importers.periods import read_dates
from cvgen.importers.records import load_format
from cvgen.importers.source import Source
from cvgen.profile.kinds import KINDS

_HEAD = ("title", "institution", "department", "location", "year")
_POINTS = ("description", "items", "contents")


def recognize_alfolio_cv(source: Source) -> bool:
    """Say whether a file is a list of al-folio's sections."""
    return source.tool == "al-folio"


def import_alfolio_cv(source: Source) -> ProfileBuilder:
    """Import the sections of the file."""
    builder = ProfileBuilder(source)
    tree = source.read_tree()
    if tree is None:
        return builder
    writer = _PageWriter(builder, tree)
    for number, section in enumerate(tree.data):
        if isinstance(section, dict):
            writer.write_section(section, (number,))
    PageReader(builder, read_html(writer.text)).read()
    return builder


class _PageWriter:
    """Writes the sections as HTML, each value in its line of the file."""

    def __init__(self, builder: ProfileBuilder, tree: Tree) -> None:
        self.builder = builder
        self.tree = tree
        self.text = "<html><body>"

    def write(self, html: str, path: KeyPath) -> None:
        """Write HTML in the line of a value."""
        line = self.tree.find_place(path).line
        self.text += "\n" * (line - 1 - self.text.count("\n")) + html

    def write_section(self, section: dict[str, Any], path: KeyPath) -> None:
        """Write a section; what it says of the person goes into the basics."""
        contents = section.get("contents")
        if section.get("type") == "map":
            self.leave_out_heading(section, path)
            for number, pair in enumerate(contents or []):
                self.write_pair(pair, (*path, "contents", number))
            return
        self.write(f"<h2>{escape(str(section.get('title') or ''))}</h2>", (*path, "title"))
        for number, entry in enumerate(contents if isinstance(contents, list) else [contents]):
            self.write_entry(entry, (*path, "contents", number))

    def leave_out_heading(self, section: dict[str, Any], path: KeyPath) -> None:
        """Leave out the heading over facts about the person."""
        title = str(section.get("title") or "")
        line = self.tree.find_place((*path, "title")).line
        self.builder.add_text(title, line)
        self.builder.leave_out(title, "headings", line)

    def write_pair(self, pair: Any, path: KeyPath) -> None:
        """Write a fact about the person, a label and what it is."""
        if not isinstance(pair, dict):
            self.write_entry(pair, path)
            return
        label, value = str(pair.get("name") or ""), str(pair.get("value") or "")
        field = load_format("alfolio_cv")["person"].get(label.casefold())
        if field:
            self.add_fact(field, label, value, path)
        elif find_kind(label) in KINDS:
            items = "".join(f"<li>{escape(item.strip())}</li>" for item in value.split(","))
            self.write(f"<h2>{escape(label)}</h2><ul>{items}</ul>", path)
        elif value:
            self.builder.add_text(f"{label}: {value}", self.tree.find_place(path).line)
            self.builder.add_custom(Value("More"), {"title": f"{label}: {value}"})

    def add_fact(self, field: str, label: str, value: str, path: KeyPath) -> None:
        """Add a fact to the basics."""
        line = self.tree.find_place(path).line
        self.builder.add_text(f"{label}: {value}", line)
        self.builder.leave_out(label, "headings", line)
        dates = read_dates(value) if field == "birthDate" else {}
        self.builder.basics[field] = dates.get("date", value)

    def write_entry(self, entry: Any, path: KeyPath) -> None:
        """Write an entry: its head in lines, and points below it; a year over items is of each."""
        if not isinstance(entry, dict):
            self.write(f"<ul><li>{escape(str(entry or ''))}</li></ul>", path)
            return
        head = [str(entry[key]) for key in _HEAD if entry.get(key)]
        points = _list_points(entry)
        if set(entry) <= {"year", "items"}:
            self.write(_write_year(head, points), path)
            return
        lines = "<br>".join(map(escape, head))
        self.write(f"<p><b>{lines.replace('<br>', '</b><br>', 1)}</b></p>", path)
        if points:
            self.write(_write_list(points), path)


def _list_points(entry: dict[str, Any]) -> list[str]:
    """List what an entry has below its head."""
    points = []
    for key in _POINTS:
        points += _list_texts(entry.get(key))
    return points


def _write_year(head: list[str], points: list[str]) -> str:
    """Write a year as a heading, and each of its items as a list of its own."""
    lines = [f"<h3>{escape(year)}</h3>" for year in head[:1]]
    lines += [_write_list([point]) for point in points]
    return "".join(lines)


def _write_list(texts: list[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>"


def _list_texts(value: Any) -> list[str]:
    """List the texts of a value, those of one mapping together."""
    if isinstance(value, dict):
        inner = [_list_texts(part) for part in value.values()]
        return [", ".join(text for texts in inner for text in texts)]
    if isinstance(value, list):
        return [text for part in value for text in _list_texts(part)]
    return [str(value)] if value else []


IMPORTER = Importer("al-folio", recognize_alfolio_cv, import_alfolio_cv)
