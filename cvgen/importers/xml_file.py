"""Parse XML into plain data with the line of every element; a DOCTYPE is refused beforehand.

An element without attributes and children is its text; any other is a mapping of these by their
names without namespaces, with its text under `value`. Elements of one name are a list.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from cvgen.errors import Diagnostic, Place, SourceError
from cvgen.files.yamlfile import KeyPath, Tree
from cvgen.text.patterns import compile_late

_MOST_DEPTH = 60
_MOST_ELEMENTS = 400_000
_DOCTYPE = compile_late(
    rb"<!(?:\x00)?D(?:\x00)?O(?:\x00)?C(?:\x00)?T(?:\x00)?Y(?:\x00)?P(?:\x00)?E"
)


def parse_xml(content: bytes, file: str) -> Tree:
    """Parse XML; the data has the root's name as its only key.

    Raises SourceError where it is broken, too deep, or may unfold itself by a DOCTYPE.
    """
    if _DOCTYPE.search(content):
        raise _refuse_doctype(file)
    reader = _Reader(file)
    root = reader.read(content)
    places: dict[KeyPath, Place] = {}
    data = {root.name: _convert_element(root, (root.name,), places, file)}
    return Tree(data, file, values=places)


class _Element(Struct):
    """An element as it is read."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


class _Reader(Struct):
    """What the parser tells, element by element."""

    file: str
    parser: Any = None
    count: int = 0
    stack: list[_Element] = field(default_factory=list)

    def read(self, content: bytes) -> _Element:
        """Read all of a file."""
        from xml.parsers import expat

        self.stack = [_Element("", 0)]
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start_element
        self.parser.EndElementHandler = self.end_element
        self.parser.CharacterDataHandler = self.add_characters
        self.parser.StartDoctypeDeclHandler = self.meet_doctype
        try:
            self.parser.Parse(content, True)  # noqa: FBT003 - expat takes no names
        except (expat.ExpatError, ValueError, LookupError) as error:
            place = Place(self.file, getattr(error, "lineno", 1), getattr(error, "offset", 0) + 1)
            message = f"this is no whole XML: {str(error).partition(':')[0]}"
            raise SourceError(Diagnostic("I102", message, place)) from None
        return self.stack[0].children[0]

    def start_element(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self.count += 1
        line = self.parser.CurrentLineNumber
        if len(self.stack) > _MOST_DEPTH or self.count > _MOST_ELEMENTS:
            message = f"this is nested over {_MOST_DEPTH} levels deep, or has too many elements"
            raise SourceError(Diagnostic("I103", message, Place(self.file, line, 1)))
        own = {}
        for key, value in attributes.items():
            if not key.startswith(("xmlns", "xsi:", "xml:")):
                own[_strip_namespace(key)] = value
        element = _Element(_strip_namespace(name), line, own)
        self.stack[-1].children.append(element)
        self.stack.append(element)

    def end_element(self, _name: str) -> None:
        """End an element."""
        self.stack.pop()

    def add_characters(self, text: str) -> None:
        """Add text to an element."""
        self.stack[-1].texts.append(text)

    def meet_doctype(self, *_: Any) -> None:
        """Refuse a DOCTYPE in an encoding in which it was not seen before."""
        raise _refuse_doctype(self.file)


def _refuse_doctype(file: str) -> SourceError:
    message = "this XML has a DOCTYPE, by which a small file can become a huge one"
    hint = "export it anew, or delete the DOCTYPE"
    return SourceError(Diagnostic("I120", message, Place(file), hint))


def _strip_namespace(name: str) -> str:
    return name.rpartition(":")[2]


def _convert_element(
    element: _Element, path: KeyPath, places: dict[KeyPath, Place], file: str
) -> Any:
    """Convert an element to text or to a mapping."""
    places[path] = Place(file, element.line, 1)
    text = "".join(element.texts).strip()
    if not element.children and not element.attributes:
        return text
    data: dict[str, Any] = dict(element.attributes)
    if text:
        data["value"] = text
    by_name: dict[str, list[_Element]] = {}
    for child in element.children:
        by_name.setdefault(child.name, []).append(child)
    for name, children in by_name.items():
        if len(children) == 1:
            data[name] = _convert_element(children[0], (*path, name), places, file)
            continue
        data[name] = []
        for index, child in enumerate(children):
            data[name].append(_convert_element(child, (*path, name, index), places, file))
    return data
