"""Read annotations, forms, actions, attachments, metadata and permissions of a PDF.

ISO 32000-1, 12.5 to 12.7, 7.6.3 and 14.3.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from cvgen.pdf.facts import Action, Comment, Link
from cvgen.pdf.values import format_text, resolve_dict, resolve_list, resolve_reference

_MAX_ITEMS = 5_000  # of each kind
_MAX_DEPTH = 30
_METADATA = {
    "title": "/Title",
    "author": "/Author",
    "producer": "/Producer",
    "creator": "/Creator",
}
# Annotations by which somebody remarks on a page, by their subtypes.
_COMMENTS = {
    "/Text": "a note",
    "/FreeText": "a text box",
    "/Highlight": "a highlight",
    "/Underline": "an underline",
    "/Squiggly": "an underline",
    "/StrikeOut": "a strike-out",
    "/Caret": "an insertion",
    "/Stamp": "a stamp",
    "/Ink": "a drawing by hand",
    "/Line": "a line",
    "/Square": "a frame",
    "/Circle": "a frame",
    "/Polygon": "a frame",
    "/PolyLine": "a line",
    "/Redact": "a mark for blackening",
}
_MEDIA = {
    "/Screen": "Rendition",
    "/Movie": "Movie",
    "/Sound": "Sound",
    "/RichMedia": "RichMedia",
    "/3D": "3D",
}
_FILE_ACTIONS = frozenset({"/Launch", "/GoToR", "/GoToE"})
_HARMLESS_ACTIONS = frozenset(
    {
        "/GoTo",
        "/Named",
        "/Hide",
        "/SetOCGState",
        "/Trans",
        "/GoTo3DView",
        "/Thread",
    }
)
_PERMISSIONS = {
    "PRINT": "printing",
    "MODIFY": "changes",
    "EXTRACT": "copying",
    "ADD_OR_MODIFY": "comments",
    "ASSEMBLE_DOC": "joining with other files",
}


class Annotations(Struct):
    """What was read so far; `fields` are names of form fields, `scripts` say when each runs."""

    signatures: int = 0
    fields: list[str] = field(default_factory=list)
    has_xfa: bool = False
    scripts: list[str] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def read_catalogue(self, root: Any) -> None:
        """Read the catalogue: actions, scripts, attached files, the form, signatures."""
        self._read_action(root.get("/OpenAction"), "the file is opened", 0)
        self._read_events(root, "the file is opened, printed or closed", 0)
        names = resolve_dict(root.get("/Names"))
        for _ in walk_name_tree(names.get("/JavaScript")):
            self.scripts.append("the file is opened")
        for name, file in walk_name_tree(names.get("/EmbeddedFiles")):
            self.attachments.append(_find_file_name(file, name))
        form = resolve_dict(root.get("/AcroForm"))
        self.has_xfa = "/XFA" in form
        for form_field in _walk_fields(form.get("/Fields")):
            self._read_field(form_field)
        if not self.signatures:
            self.signatures = len(resolve_dict(root.get("/Perms")))

    def read_page(self, page: Any, number: int) -> None:
        """Read the events and annotations of a page."""
        self._read_events(page, f"page {number} is turned to", number)
        for reference in resolve_list(page.get("/Annots")):
            annotation = resolve_reference(reference)
            is_full = len(self.comments) + len(self.links) >= _MAX_ITEMS
            if isinstance(annotation, dict) and not is_full:
                self._read_annotation(annotation, number)

    def _read_annotation(self, annotation: dict[str, Any], page: int) -> None:
        kind = str(annotation.get("/Subtype"))
        if kind in _COMMENTS:
            author = format_text(annotation.get("/T"))
            self.comments.append(Comment(page, _COMMENTS[kind], author))
        if kind in _MEDIA:
            self.actions.append(Action(_MEDIA[kind], f"page {page} is shown"))
        if kind == "/FileAttachment":
            file = resolve_reference(annotation.get("/FS"))
            self.attachments.append(_find_file_name(file, "a file"))
        trigger = f"a link on page {page} is used"
        if kind == "/Widget":
            trigger = f"a field on page {page} is used"
        self._read_action(annotation.get("/A"), trigger, page)
        self._read_events(annotation, trigger, page)

    def _read_field(self, form_field: dict[str, Any]) -> None:
        is_signed = form_field.get("/FT") == "/Sig" and form_field.get("/V") is not None
        if is_signed:
            self.signatures += 1
        else:
            self.fields.append(format_text(form_field.get("/T")) or "without a name")
        self._read_events(form_field, "a field is used", 0)

    def _read_events(self, holder: Any, trigger: str, page: int) -> None:
        """Read the additional actions of a page, a field or the file."""
        for action in resolve_dict(holder.get("/AA")).values():
            self._read_action(action, trigger, page)

    def _read_action(self, action: Any, trigger: str, page: int) -> None:
        """Read an action, and those that follow it."""
        for _ in range(_MAX_DEPTH):
            action = resolve_reference(action)
            if not isinstance(action, dict):
                return
            self._add_action(action, trigger, page)
            action = action.get("/Next")

    def _add_action(self, action: dict[str, Any], trigger: str, page: int) -> None:
        kind = str(action.get("/S"))
        if kind == "/JavaScript":
            self.scripts.append(trigger)
        elif kind == "/URI":
            self.links.append(Link(page, format_text(action.get("/URI"))))
        elif kind in _FILE_ACTIONS:
            file = resolve_reference(action.get("/F"))
            self.actions.append(Action(kind[1:], trigger))
            self.links.append(Link(page, "file:" + _find_file_name(file, "")))
        elif kind not in _HARMLESS_ACTIONS:
            self.actions.append(Action(kind[1:], trigger))


def read_metadata(reader: Any) -> dict[str, str]:
    """Read title, author, producer and creator from the information dictionary."""
    information = reader.metadata or {}
    metadata = {}
    for name, key in _METADATA.items():
        metadata[name] = format_text(information.get(key))
    return metadata


def list_forbidden_permissions(reader: Any) -> tuple[str, ...]:
    """List what the permissions of an encrypted file forbid."""
    permissions = reader.user_access_permissions
    if permissions is None:
        return ()
    allowed = {str(flag.name) for flag in type(permissions) if flag in permissions}
    forbidden = []
    for name, description in _PERMISSIONS.items():
        if name not in allowed:
            forbidden.append(description)
    return tuple(forbidden)


def _find_file_name(file: Any, default: str) -> str:
    """Return the name in a file specification, which may be a string or a dictionary."""
    if isinstance(file, str):
        return format_text(file)
    if isinstance(file, dict):
        for key in ("/UF", "/F"):
            name = format_text(file.get(key))
            if name:
                return name
    return default


def walk_name_tree(tree: Any) -> Iterator[tuple[str, Any]]:
    """Yield the pairs of a name tree; one that goes in a circle ends."""
    stack = [(tree, 0)]
    count = 0
    while stack and count < _MAX_ITEMS:
        reference, depth = stack.pop()
        count += 1
        node = resolve_dict(reference)
        if depth >= _MAX_DEPTH:
            continue
        pairs = resolve_reference(node.get("/Names")) or []
        for name, value in zip(pairs[::2], pairs[1::2], strict=False):
            yield format_text(name), resolve_reference(value)
        stack += [(kid, depth + 1) for kid in resolve_reference(node.get("/Kids")) or []]


def _walk_fields(fields: Any) -> Iterator[dict[str, Any]]:
    """Yield the fields of a form that have none below them."""
    queue = deque((form_field, 0) for form_field in resolve_reference(fields) or [])
    count = 0
    while queue and count < _MAX_ITEMS:
        reference, depth = queue.popleft()
        count += 1
        form_field = resolve_reference(reference)
        if not isinstance(form_field, dict):
            continue
        kids = _list_inner_fields(form_field)
        if not kids or depth >= _MAX_DEPTH:
            yield form_field
            continue
        queue += [(kid, depth + 1) for kid in kids]


def _list_inner_fields(form_field: dict[str, Any]) -> list[Any]:
    """List what stands below a field and is a field too, no mere widget."""
    kids = resolve_reference(form_field.get("/Kids")) or []
    return [kid for kid in kids if "/T" in (resolve_reference(kid) or {})]
