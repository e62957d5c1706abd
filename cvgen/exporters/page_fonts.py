"""Choose the faces of a web page, and embed of each the letters that the page sets in it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from cvgen.errors import Diagnostic
from cvgen.exporters.exporter import ExportOrder
from cvgen.exporters.font_files import (
    Face,
    cut_face,
    list_faces,
    list_font_files,
    list_states,
    name_by_content,
    read_stored,
    store_file,
)
from cvgen.exporters.page_letters import LetterReader, Voice
from cvgen.files.yamltable import read_table
from cvgen.profile.model import Profile
from cvgen.render.text_width import is_serif

# What every face has of these is embedded, so that most pages need the same files.
_ALWAYS = frozenset({*range(0x20, 0x7F), 0xA0, *map(ord, "–—‘’“”…•·×")})
_LAST_OF_FEW = 0x2FFF  # letters up to here are few; those of Han and Hangul are many
_EAST = frozenset(map(ord, "“”‘’—…·"))  # signs that a face of many letters draws full-width


class PageFonts(Struct, frozen=True):
    """What a style sheet says of the faces, and what is to be told of them."""

    style: str
    findings: tuple[Diagnostic, ...] = ()


@cache
def _load_faces() -> dict[str, Any]:
    data: dict[str, Any] = read_table("exporters/page_faces")
    return data


def choose_fonts(order: ExportOrder, html: str, *, embed: bool) -> PageFonts:
    """Choose the faces of a page by the options of its theme.

    They are embedded, or else those of the reader's device stand in for what it has not.
    """
    options = order.plan.style.options
    families = (options["font-body"], options["font-heading"])
    if not embed:
        return PageFonts(_format_families(families, {}))
    return _embed_or_read(_Embedder(order, families, _read_letters(html, families[0])))


def _embed_or_read(embedder: _Embedder) -> PageFonts:
    """Embed the faces, or read what was kept of another export with the same letters."""
    style = embedder.order.plan.style
    states = list_states(list_font_files(style.font_folders))
    letters = [(str(voice), sorted(found)) for voice, found in embedder.letters.items()]
    language = embedder.order.document.language
    name = name_by_content(embedder.families, letters, language, states, _load_faces()) + ".css"
    stored = read_stored(style.engine_cache, name)
    if stored is not None:
        return PageFonts(stored.decode())
    fonts = embedder.embed()
    if not fonts.findings:
        store_file(style.engine_cache, name, fonts.style.encode())
    return fonts


def _read_letters(html: str, body: str) -> dict[Voice, frozenset[int]]:
    """Read the letters of each voice; beside a face without serifs, fewer things are italic."""
    data = _load_faces()
    reader = LetterReader(data["bold"], data["italic"] if is_serif(body) else ())
    reader.feed(html)
    reader.close()
    letters = {}
    for voice, found in reader.letters.items():
        letters[voice] = frozenset(map(ord, "".join(found) + "".join(found).upper()))
    return letters


class _Embedder(Struct, frozen=True):
    """Embeds the faces of one page."""

    order: ExportOrder
    families: Sequence[str]
    letters: dict[Voice, frozenset[int]]

    def embed(self) -> PageFonts:
        """Embed the two families, and others for letters that these lack."""
        body, heading = self.families
        of_headings = [voice for voice in self.letters if voice.is_heading]
        of_text = [voice for voice in self.letters if not voice.is_heading]
        rules: list[str] = []
        if body == heading:
            rules += self.embed_family(body, self.letters)
        else:
            rules += self.embed_family(body, of_text)
            rules += self.embed_family(heading, of_headings)
        others = self.find_others()
        for family, missing in others.items():
            rules += self.embed_other(family, missing)
        style = _format_families(self.families, others) + "".join(rules)
        return PageFonts(style, tuple(self.check_rights()))

    def list_faces(self, family: str) -> tuple[Face, ...]:
        """List the faces of a family that may be embedded."""
        faces = list_faces(family, self.order.plan.style.font_folders)
        return tuple(face for face in faces if not face.is_restricted)

    def embed_family(self, family: str, voices: Iterable[Voice]) -> Iterator[str]:
        """Embed a family of few letters: in each face all of the page, but a face only if used."""
        of_page = frozenset().union(*self.letters.values()) | _ALWAYS
        few = frozenset(letter for letter in of_page if letter <= _LAST_OF_FEW)
        styles = {(voice.is_bold, voice.is_italic) for voice in voices if self.letters[voice]}
        for is_bold, is_italic in sorted(styles):
            face = _find_face(self.list_faces(family), is_bold=is_bold, is_italic=is_italic)
            if face:
                yield self.format_face(face, few & face.letters)

    def find_others(self) -> dict[str, frozenset[int]]:
        """Find the families for letters that the theme's own have not."""
        missing = frozenset().union(*self.letters.values()) - {*range(0x20)}
        for family in self.families:
            for face in self.list_faces(family)[:1]:
                missing -= face.letters
        kind = "serif" if is_serif(self.families[0]) else "sans"
        data = _load_faces()
        language = self.order.document.language
        first = [family for tag, family in data["first"].items() if language.startswith(tag)]
        others = {}
        for family in (*first, *data["others"][kind]):
            if not missing:
                break
            faces = self.list_faces(family)
            if faces and missing & faces[0].letters:
                others[family] = missing & faces[0].letters
                missing -= faces[0].letters
        return others

    def embed_other(self, family: str, letters: frozenset[int]) -> Iterator[str]:
        """Embed a family of many letters: in each weight no more than the page sets in it."""
        if max(letters) > _LAST_OF_FEW:
            letters |= _EAST
        for is_bold in (False, True):
            used = set[int]()
            for voice, of_voice in self.letters.items():
                if voice.is_bold == is_bold:
                    used |= of_voice & letters
            face = _find_face(self.list_faces(family), is_bold=is_bold, is_italic=False)
            if used and face:
                yield self.format_face(face, frozenset(used) & face.letters)

    def format_face(self, face: Face, letters: frozenset[int]) -> str:
        """Write a face as CSS, with its file in it."""
        data = cut_face(face, letters, self.order.plan.style.engine_cache)
        weight = 700 if face.is_bold else 400
        style = "italic" if face.is_italic else "normal"
        address = f"data:font/woff2;base64,{b64encode(data).decode()}"
        return (
            f"@font-face {{ font-family: {_quote(face.family)}; font-weight: {weight}; "
            f'font-style: {style}; font-display: swap; src: url({address}) format("woff2"); }}\n'
        )

    def check_rights(self) -> Iterator[Diagnostic]:
        """Say which families their files do not allow to embed."""
        profile: Profile = self.order.plan.profile
        for family in dict.fromkeys(self.families):
            faces = list_faces(family, self.order.plan.style.font_folders)
            if any(face.is_restricted for face in faces):
                message = f"the font '{family[:60]}' does not allow to be embedded in a page"
                place = profile.tree.find_place(())
                hint = "readers who lack it see another one; choose a font that allows it"
                yield Diagnostic("X150", message, place, hint, "warning")


def _find_face(faces: Sequence[Face], *, is_bold: bool, is_italic: bool) -> Face | None:
    """Find the face of a weight and a style; None where a browser has to slant or thicken one."""
    for face in faces:
        if (face.is_bold, face.is_italic) == (is_bold, is_italic):
            return face
    return None


def _format_families(families: Sequence[str], others: Mapping[str, frozenset[int]]) -> str:
    """Write which families stand behind each other as CSS variables."""
    declarations = []
    for name, family in zip(("body", "heading"), families, strict=True):
        kind = "serif" if is_serif(family) else "sans"
        listed = [_quote(one) for one in (family, *others, *_load_faces()["system"][kind])]
        declarations.append(f"--{name}: {', '.join(listed)};")
    many = [family for family, letters in others.items() if max(letters) > _LAST_OF_FEW]
    if many:
        declarations.append(f"--east: {', '.join(map(_quote, many))};")
    return f":root {{ {' '.join(declarations)} }}\n"


def _quote(family: str) -> str:
    """Quote the name of a family, but not a generic word."""
    if family in ("serif", "sans-serif", "system-ui", "-apple-system"):
        return family
    escaped = "".join(f"\\{ord(letter):x} " if letter in '"\\\n<' else letter for letter in family)
    return f'"{escaped}"'
