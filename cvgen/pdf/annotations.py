"""Takes a PDF that was opened, gives what it holds beside its pages: forms, scripts, actions, attachments, comments, links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cvgen.pdf.facts import Action, Comment, Link

_MOST = 5_000  # of each kind
_DEEPEST = 30
_FACTS = {"title": "/Title", "author": "/Author", "producer": "/Producer", "creator": "/Creator"}
_REMARKS = {
    "/Text": "a note", "/FreeText": "a text box", "/Highlight": "a highlight", "/Underline": "an underline", "/Squiggly": "an underline",
    "/StrikeOut": "a strike-out", "/Caret": "an insertion", "/Stamp": "a stamp", "/Ink": "a drawing by hand", "/Line": "a line",
    "/Square": "a frame", "/Circle": "a frame", "/Polygon": "a frame", "/PolyLine": "a line", "/Redact": "a mark for blackening",
}  # fmt: skip
_MEDIA = {
    "/Screen": "Rendition",
    "/Movie": "Movie",
    "/Sound": "Sound",
    "/RichMedia": "RichMedia",
    "/3D": "3D",
}
_HARMLESS = frozenset(
    {
        "/GoTo",
        "/URI",
        "/Named",
        "/Hide",
        "/SetOCGState",
        "/Trans",
        "/GoTo3DView",
        "/Thread",
        "/JavaScript",
    }
)
_FORBIDDEN = {
    "PRINT": "printing",
    "MODIFY": "changes",
    "EXTRACT": "copying",
    "ADD_OR_MODIFY": "comments",
    "ASSEMBLE_DOC": "joining with other files",
}


@dataclass(slots=True)
class Beside:
    """What was found so far; `fields` are names of form fields, `scripts` say where each hangs."""

    signatures: int = 0
    fields: list[str] = field(default_factory=list)
    xfa: bool = False
    scripts: list[str] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def root(self, root: Any) -> None:
        """Look into the catalogue."""
        self.act(root.get("/OpenAction"), "the file is opened", 0)
        self._by_events(root, "the file is opened, printed or closed", 0)
        names = _plain(root.get("/Names")) or {}
        if isinstance(names, dict):
            self.scripts += ["the file is opened" for _ in _leaves(names.get("/JavaScript"))]
            self.attachments += [
                _file_name(found, name) for name, found in _leaves(names.get("/EmbeddedFiles"))
            ]
        form = _plain(root.get("/AcroForm"))
        if isinstance(form, dict):
            self.xfa = "/XFA" in form
            for each in _fields(form.get("/Fields")):
                self._field(each)
        rights = _plain(root.get("/Perms"))
        if isinstance(rights, dict) and not self.signatures:
            self.signatures += len(rights)

    def page(self, page: Any, number: int) -> None:
        """Look at what lies on a page."""
        self._by_events(page, f"page {number} is turned to", number)
        annotations = _plain(page.get("/Annots"))
        for reference in annotations if isinstance(annotations, list) else ():
            one = _plain(reference)
            if isinstance(one, dict) and len(self.comments) + len(self.links) < _MOST:
                self._annotation(one, number)

    def _annotation(self, one: dict[str, Any], number: int) -> None:
        kind = str(one.get("/Subtype"))
        if kind in _REMARKS:
            self.comments.append(Comment(number, _REMARKS[kind], _words(one.get("/T"))))
        if kind in _MEDIA:
            self.actions.append(Action(_MEDIA[kind], f"page {number} is shown"))
        if kind == "/FileAttachment":
            self.attachments.append(_file_name(_plain(one.get("/FS")), "a file"))
        about = "a field" if kind == "/Widget" else "a link"
        self.act(one.get("/A"), f"{about} on page {number} is used", number)
        self._by_events(one, f"{about} on page {number} is used", number)

    def _field(self, one: dict[str, Any]) -> None:
        if one.get("/FT") == "/Sig" and one.get("/V") is not None:
            self.signatures += 1
        else:
            self.fields.append(_words(one.get("/T")) or "without a name")
        self._by_events(one, "a field is used", 0)

    def _by_events(self, holder: Any, where: str, page: int) -> None:
        events = _plain(holder.get("/AA"))
        for action in events.values() if isinstance(events, dict) else ():
            self.act(action, where, page)

    def act(self, action: Any, where: str, page: int) -> None:
        """Look at an action, and at those that follow it."""
        for _ in range(_DEEPEST):
            action = _plain(action)
            if not isinstance(action, dict):
                return
            kind = str(action.get("/S"))
            if kind == "/JavaScript":
                self.scripts.append(where)
            elif kind == "/URI":
                self.links.append(Link(page, _words(action.get("/URI"))))
            elif kind in ("/Launch", "/GoToR", "/GoToE"):
                self.actions.append(Action(kind[1:], where))
                self.links.append(Link(page, "file:" + _file_name(_plain(action.get("/F")), "")))
            elif kind not in _HARMLESS:
                self.actions.append(Action(kind[1:], where))
            action = action.get("/Next")


def facts(reader: Any) -> dict[str, str]:
    """Read what the file says of itself."""
    said = reader.metadata or {}
    return {name: _words(said.get(key)) for name, key in _FACTS.items()}


def refused(reader: Any) -> tuple[str, ...]:
    """List what the permissions of an encrypted file forbid."""
    allowed = reader.user_access_permissions
    names = (
        {str(one.name) for one in type(allowed) if one in allowed}
        if allowed is not None
        else set(_FORBIDDEN)
    )
    return tuple(words for name, words in _FORBIDDEN.items() if name not in names)


def _plain(thing: Any) -> Any:
    try:
        return thing.get_object() if hasattr(thing, "get_object") else thing
    except Exception:  # noqa: BLE001 - pypdf fails on a broken object in any way
        return None


def _words(value: Any) -> str:
    """Put a text on one line."""
    value = _plain(value)
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return (
        " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split())
        if value is not None
        else ""
    )


def _file_name(found: Any, otherwise: str) -> str:
    for key in ("/UF", "/F") if isinstance(found, dict) else ():
        if _words(found.get(key)):
            return _words(found.get(key))
    return _words(found) if isinstance(found, str) else otherwise


def _leaves(tree: Any) -> Iterator[tuple[str, Any]]:
    """Give the pairs of a tree of names; one that goes in a circle ends."""
    stack, seen = [(tree, 0)], 0
    while stack and seen < _MOST:
        node, depth = stack.pop()
        node, seen = _plain(node), seen + 1
        if isinstance(node, dict) and depth < _DEEPEST:
            pairs = _plain(node.get("/Names")) or []
            yield from (
                (_words(name), _plain(found))
                for name, found in zip(pairs[::2], pairs[1::2], strict=False)
            )
            stack += [(kid, depth + 1) for kid in _plain(node.get("/Kids")) or []]


def _fields(listed: Any) -> Iterator[dict[str, Any]]:
    """Give the fields of a form that have none below them."""
    stack, seen = [(one, 0) for one in _plain(listed) or []], 0
    while stack and seen < _MOST:
        one, depth = stack.pop(0)
        one, seen = _plain(one), seen + 1
        if isinstance(one, dict):
            kids = [kid for kid in _plain(one.get("/Kids")) or [] if "/T" in (_plain(kid) or {})]
            if kids and depth < _DEEPEST:
                stack += [(kid, depth + 1) for kid in kids]
            else:
                yield one
