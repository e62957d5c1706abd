"""Takes the keys by which something is reached in a PDF, gives words for where it is: "the link on page 1"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

LEFT = "a left-over object"
# What is reached by a key of the file's catalogue, or by the same key further down.
_BEHIND = {
    "/PageLabels": "the page labels",
    "/Dests": "a named destination",
    "/JavaScript": "a script",
    "/JS": "a script",
    "/EmbeddedFiles": "the list of attachments",
    "/AcroForm": "a form field",
    "/Outlines": "a bookmark",
    "/OCProperties": "the name of a layer",
    "/OutputIntents": "the colour profile",
    "/StructTreeRoot": "the structure tree",
    "/RoleMap": "the structure tree",
    "/PieceInfo": "the private data of a program",
    "/ViewerPreferences": "the settings for viewers",
    "/Annots": "an annotation",
    "/Threads": "an article thread",
}
# What a key says about the thing that has it.
_ABOUT = {
    "/Alt": "the alternative text of ",
    "/ActualText": "the replacement text of ",
    "/E": "the expansion of ",
    "/TU": "the description of ",
    "/TM": "the name of ",
    "/Desc": "the description of ",
    "/V": "the value of ",
    "/DV": "the value of ",
    "/AP": "the look of ",
    "/Metadata": "the XMP metadata of ",
    "/JS": "a script of ",
}
# The same for one kind of thing.
_ABOUT_KIND = {
    ("element", "/T"): "the title of ",
    ("element", "/ID"): "the id of ",
    ("annotation", "/T"): "the author of ",
    ("field", "/T"): "the name of ",
    ("file", "/F"): "the name of ",
    ("file", "/UF"): "the name of ",
    ("link", "/Contents"): "the description of ",
}
_BY_SUBTYPE = {
    "/Link": ("link", "the link"),
    "/Widget": ("field", "a form field"),
    "/Image": ("picture", "a picture"),
    "/Form": ("", "a drawing"),
    **dict.fromkeys(
        (
            *(
                "/Text",
                "/FreeText",
                "/Line",
                "/Square",
                "/Circle",
                "/Polygon",
                "/PolyLine",
                "/Highlight",
                "/Underline",
                "/Squiggly",
            ),
            *(
                "/StrikeOut",
                "/Stamp",
                "/Caret",
                "/Ink",
                "/Popup",
                "/FileAttachment",
                "/Redact",
                "/Screen",
                "/Watermark",
            ),
        ),
        ("annotation", "an annotation"),
    ),
}
_BY_TYPE = {
    "/Filespec": ("file", "an attachment"),
    "/F": ("file", "an attachment"),
    "/OCG": ("", "the name of a layer"),
    "/OCMD": ("", "the name of a layer"),
    "/OutputIntent": ("", "the colour profile"),
    "/Font": ("", "a font"),
    "/FontDescriptor": ("", "a font"),
}
_LEFT = {"/URI": "the link", "/JavaScript": "a script", "/EmbeddedFile": "an attachment"}
_ELEMENTS = {
    "/Figure": "a figure",
    "/Link": "a link",
    "/Formula": "a formula",
    "/P": "a paragraph",
    "/Span": "a piece of text",
    "/Table": "a table",
    "/Document": "the whole text",
    **dict.fromkeys(("/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"), "a heading"),
    **dict.fromkeys(("/L", "/LI", "/LBody", "/Lbl"), "a list"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the walk through a file stands: words for it, the page (0: none), what kind of thing it is in, and the last key."""

    words: str
    page: int = 0
    kind: str = ""
    key: str = ""

    @property
    def where(self) -> str:
        """The words with the page."""
        return (
            f"{self.words} on page {self.page}"
            if self.page and not self.words.startswith("page ")
            else self.words
        )

    def below(self, key: str) -> Spot:
        """Go behind a key of the dictionary that was entered last."""
        if self.kind == "metadata":
            name = key[1:].lower() if key in _PLAIN_METADATA else f"entry '{key[1:]}'"
            return Spot(f"the metadata's {name}", key=key)
        if self.kind == "catalogue":
            return Spot(
                "the XMP metadata" if key == "/Metadata" else _BEHIND.get(key, self.words), key=key
            )
        if key == "/EF":
            return replace(self, kind="", key=key)
        about = _ABOUT_KIND.get((self.kind, key)) or _ABOUT.get(key, "")
        if about and (self.kind or key in _OF_TEXT):
            return replace(self, words=about + (self.words if self.kind else "some text"), key=key)
        return replace(self, words=_BEHIND.get(key, self.words), key=key)

    def entered(self, thing: dict[str, Any], page: int) -> Spot:
        """Go into a dictionary, on a page if it says so."""
        kind, words = _kind(thing, left=self.words == LEFT)
        if not words:
            return replace(self, page=page or self.page)
        if self.words.startswith("the look of "):
            words = self.words
        return replace(
            self, words=words, page=0 if kind == "file" else page or self.page, kind=kind
        )


_PLAIN_METADATA = frozenset({"/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer"})


_OF_TEXT = frozenset({"/Alt", "/ActualText", "/E"})


def _kind(thing: dict[str, Any], *, left: bool) -> tuple[str, str]:
    """Tell what a dictionary describes, and words for it; what is left over has nothing around it that would say so."""
    if "/EF" in thing:
        return "file", _attachment(thing)
    known = _BY_SUBTYPE.get(_name(thing, "/Subtype")) or _BY_TYPE.get(_name(thing, "/Type"))
    if known:
        return known
    if _name(thing, "/S") and not {"/K", "/P", "/Pg"}.isdisjoint(thing):
        return "element", _ELEMENTS.get(_name(thing, "/S"), "a part of the text")
    if "/FT" in thing:
        return "field", "a form field"
    if "/Title" in thing and not {"/Parent", "/Prev", "/Next"}.isdisjoint(thing):
        return "", "a bookmark"
    return "", (
        _LEFT.get(_name(thing, "/S")) or _LEFT.get(_name(thing, "/Type"), "")
    ) if left else ""


def _name(thing: dict[str, Any], key: str) -> str:
    """Read a name that stands in the dictionary itself."""
    value = dict.get(thing, key)
    return value if isinstance(value, str) else ""


def _attachment(thing: dict[str, Any]) -> str:
    for key in ("/UF", "/F", "/Unix", "/DOS", "/Mac"):
        name = thing.get(key)
        if isinstance(name, str) and name:
            return f"the attachment '{name}'"
    return "an attachment"
