"""Describe places in a PDF by the keys through which they are reached: "the link on page 1"."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

UNREFERENCED = "a left-over object"
# What is reached by a key of the file's catalogue, or by the same key further down.
_BELOW_KEY = {
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
# What a key says about the object that has it.
_KEYS = {
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
# The same for one kind of object.
_KEYS_OF_KIND = {
    ("element", "/T"): "the title of ",
    ("element", "/ID"): "the id of ",
    ("annotation", "/T"): "the author of ",
    ("field", "/T"): "the name of ",
    ("file", "/F"): "the name of ",
    ("file", "/UF"): "the name of ",
    ("link", "/Contents"): "the description of ",
}
_ANNOTATIONS = (
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
    "/StrikeOut",
    "/Stamp",
    "/Caret",
    "/Ink",
    "/Popup",
    "/FileAttachment",
    "/Redact",
    "/Screen",
    "/Watermark",
)
# Kind and words of an object by its subtype, and by its type.
_BY_SUBTYPE = {
    "/Link": ("link", "the link"),
    "/Widget": ("field", "a form field"),
    "/Image": ("picture", "a picture"),
    "/Form": ("", "a drawing"),
    **dict.fromkeys(_ANNOTATIONS, ("annotation", "an annotation")),
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
# What only an object says that nothing refers to: it has nothing around it that would.
_UNREFERENCED_TYPES = {
    "/URI": "the link",
    "/JavaScript": "a script",
    "/EmbeddedFile": "an attachment",
}
_STRUCTURE_ELEMENTS = {
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
_STRUCTURE_KEYS = frozenset({"/K", "/P", "/Pg"})
_OUTLINE_KEYS = frozenset({"/Parent", "/Prev", "/Next"})
_METADATA_KEYS = frozenset({"/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer"})
_KEYS_OF_TEXT = frozenset({"/Alt", "/ActualText", "/E"})
_FILE_NAME_KEYS = ("/UF", "/F", "/Unix", "/DOS", "/Mac")


class Spot(Struct, frozen=True):
    """A place in a file, in words.

    `page` is 0 where it is on none; `kind` is that of the object it is in, `key` the last one.
    """

    words: str
    page: int = 0
    kind: str = ""
    key: str = ""

    @property
    def where(self) -> str:
        """Return the words with the page."""
        if self.page and not self.words.startswith("page "):
            return f"{self.words} on page {self.page}"
        return self.words

    def enter_key(self, key: str) -> Spot:
        """Return the place below a key of the dictionary that was entered last."""
        if self.kind == "metadata":
            return Spot(f"the metadata's {_describe_metadata_key(key)}", key=key)
        if self.kind == "catalogue":
            if key == "/Metadata":
                return Spot("the XMP metadata", key=key)
            return Spot(_BELOW_KEY.get(key, self.words), key=key)
        if key == "/EF":
            return replace(self, kind="", key=key)
        return replace(self, words=self._describe_key(key), key=key)

    def _describe_key(self, key: str) -> str:
        prefix = _KEYS_OF_KIND.get((self.kind, key)) or _KEYS.get(key, "")
        if prefix and self.kind:
            return prefix + self.words
        if prefix and key in _KEYS_OF_TEXT:
            return prefix + "some text"
        return _BELOW_KEY.get(key, self.words)

    def enter_dictionary(self, dictionary: dict[str, Any], page: int) -> Spot:
        """Return the place in a dictionary, on a page (0: it names none)."""
        page = page or self.page
        kind, words = _describe_dictionary(dictionary)
        if not words and self.words == UNREFERENCED:
            words = _describe_unreferenced(dictionary)
        if not words:
            return replace(self, page=page)
        if self.words.startswith("the look of "):
            words = self.words
        if kind == "file":
            page = 0
        return replace(self, words=words, page=page, kind=kind)


def _describe_metadata_key(key: str) -> str:
    if key in _METADATA_KEYS:
        return key[1:].lower()
    return f"entry '{key[1:]}'"


def _describe_dictionary(dictionary: dict[str, Any]) -> tuple[str, str]:
    """Return what kind of object a dictionary describes, and words for it; "" for what has none."""
    subtype = _read_name(dictionary, "/Subtype")
    type_name = _read_name(dictionary, "/Type")
    structure_type = _read_name(dictionary, "/S")
    description = ("", "")
    if "/EF" in dictionary:
        description = ("file", _describe_attachment(dictionary))
    elif subtype in _BY_SUBTYPE:
        description = _BY_SUBTYPE[subtype]
    elif type_name in _BY_TYPE:
        description = _BY_TYPE[type_name]
    elif structure_type and not _STRUCTURE_KEYS.isdisjoint(dictionary):
        words = _STRUCTURE_ELEMENTS.get(structure_type, "a part of the text")
        description = ("element", words)
    elif "/FT" in dictionary:
        description = ("field", "a form field")
    elif "/Title" in dictionary and not _OUTLINE_KEYS.isdisjoint(dictionary):
        description = ("", "a bookmark")
    return description


def _describe_unreferenced(dictionary: dict[str, Any]) -> str:
    action = _UNREFERENCED_TYPES.get(_read_name(dictionary, "/S"))
    return action or _UNREFERENCED_TYPES.get(_read_name(dictionary, "/Type"), "")


def _read_name(dictionary: dict[str, Any], key: str) -> str:
    """Read a name that stands in the dictionary itself."""
    value = dict.get(dictionary, key)
    if isinstance(value, str):
        return value
    return ""


def _describe_attachment(dictionary: dict[str, Any]) -> str:
    for key in _FILE_NAME_KEYS:
        name = dictionary.get(key)
        if isinstance(name, str) and name:
            return f"the attachment '{name}'"
    return "an attachment"
