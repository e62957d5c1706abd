r"""Takes text with LaTeX in it, gives pieces, our inline text or plain words in Unicode, and the commands that it does not know.

Written here, because pylatexenc 2.11 raises on `\frac{1}{2}` and on deep braces and drops unknown commands unsaid.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cvgen.bibliography import spans as of
from cvgen.bibliography.latex_arguments import chemical, done
from cvgen.bibliography.spans import MATH, NO_MARKS, Piece
from cvgen.bibliography.tables import table

_MOST_DEPTH = 60
_SPECIAL = re.compile(r"[\\{}$~`<]|''|--")
_TOKEN = re.compile(
    r"\\(?P<command>[A-Za-z]+)\*?(?P<space>\s*)|\\(?P<symbol>.)|(?P<open>\{)|(?P<close>\})|(?P<dollar>\$\$?)"
    r"|(?P<tag></?[A-Za-z][^<>]{0,200}>)|(?P<sign>~|``|''|`|-{2,3})|(?P<text>[^\\{}$~`<'\-]+|.)",
    re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_MATH = re.compile(r"((?:\\.|[^$\\])++)\$\$?", re.DOTALL)
_TEX = re.compile(r"[\\^_{}=<>+*/|-]")
_TAG = re.compile(r"<(/?)(?:[\w-]+:)?([A-Za-z][\w-]*)[^<>]*>")
_TEX_TAG = re.compile(
    r"\{?\\textless\s*(?:\{\})?\}?(/?[A-Za-z-]{1,20})\{?\\textgreater\s*(?:\{\})?\}?"
)
_OPTION = re.compile(r"\s*\[[^\[\]{}]{0,100}\]")
_SIGNS = {"~": "\N{NO-BREAK SPACE}", "``": "“", "''": "”", "`": "‘", "--": "–", "---": "—"}


@dataclass(frozen=True, slots=True)
class Read:
    """What a text says, and which of its commands are not known."""

    pieces: tuple[Piece, ...]
    unknown: tuple[str, ...] = ()

    def inline(self) -> str:
        """Give our inline text."""
        return of.inline(self.pieces)


def read(tex: str) -> Read:
    """Read text with LaTeX in it."""
    source = entities(tex)
    if r"\textless" in source:
        source = _TEX_TAG.sub(
            lambda tag: (
                f"<{tag[1]}>" if tag[1].strip("/").lower() in table("latex")["tags"] else tag[0]
            ),
            source,
        )
    if not _SPECIAL.search(source):
        return Read((Piece(source),))
    return _Reader(source).read()


def inline(tex: str) -> str:
    """Turn LaTeX into our inline text."""
    return read(tex).inline()


def plain(tex: str) -> str:
    """Turn LaTeX into words without marks; of a formula, its signs."""
    if not _SPECIAL.search(tex) and "&" not in tex:
        return " ".join(tex.split())
    words = (_signs(piece) if MATH in piece.marks else piece for piece in read(tex).pieces)
    return of.plain(words).replace("\N{NO-BREAK SPACE}", " ")


def _signs(formula: Piece) -> Piece:
    return Piece(re.sub(r"[\^_]", "", of.plain(read(formula.text).pieces)))


def verbatim(tex: str) -> str:
    """Read an address or a number, in which LaTeX is only there to escape signs."""
    if not _SPECIAL.search(tex) and "&" not in tex:
        return "".join(tex.split())
    bare = re.sub(
        r"\\(?:url|href|path|nolinkurl|texttt)\b|\$?\\sim\$?|\\(?:textasciitilde|string~)",
        _verbatim_command,
        entities(tex),
    )
    bare = re.sub(r"\\(?:textunderscore|_)(?:\{\})?", "_", bare)
    bare = re.sub(r"\\~(?:\{\})?", "~", bare)
    return re.sub(
        r"\s+",
        "",
        re.sub(r"\\([%&#$_{}~^-])", r"\1", bare).translate({ord("{"): None, ord("}"): None}),
    )


def entities(text: str) -> str:
    """Turn the entities of HTML into their characters."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def _verbatim_command(match: re.Match[str]) -> str:
    return "" if match[0][1:] in ("url", "href", "path", "nolinkurl", "texttt") else "~"


def group_end(text: str, at: int) -> int:
    """Find the end of the group whose brace stands at a place, or the end of the text."""
    depth = 0
    for brace in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, at):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0 and len(brace[0]) == 1:
            return brace.end()
    return len(text)


@dataclass(slots=True)
class _Frame:
    """A group that is still open: its marks, what is done with it at its end, and the arguments that commands in it await."""

    marks: frozenset[str]
    action: str = "keep"
    out: list[Piece] = field(default_factory=list)
    queue: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


class _Reader:
    """Carries the text, how far it was read, and the open groups; goes once from left to right, and never calls itself."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.data = table("latex")
        self.frames = [_Frame(NO_MARKS)]
        self.unknown: list[str] = []
        self.quoted = False
        self.skipped = 0

    def read(self) -> Read:
        """Read the whole text; groups that are not closed end with it."""
        readers: dict[str, Callable[[re.Match[str]], None]] = {
            "symbol": lambda match: self.command(match["symbol"]),
            "space": lambda match: self.command(match["command"]),
            "open": lambda _: self.open(),
            "close": lambda _: self.close(),
            "dollar": lambda _: self.dollar(),
            "tag": self.tag,
            "sign": lambda match: self.sign(match["sign"]),
            "text": lambda match: self.text(match["text"]),
        }
        while self.at < len(self.source):
            match = _TOKEN.match(self.source, self.at)
            assert match
            self.at = match.end()
            readers[str(match.lastgroup)](match)
        self.skipped = 0
        while len(self.frames) > 1:
            self.close()
        return Read(tuple(self.frames[0].out), tuple(dict.fromkeys(self.unknown)))

    def piece(self, text: str) -> Piece:
        """Make a piece with the marks that hold here."""
        frame = self.frames[-1]
        return Piece(text, frame.marks | {tag for tag in frame.tags if tag})

    def add(self, *found: Piece) -> None:
        """Take one thing: the argument that a command waits for, or part of the text."""
        frame = self.frames[-1]
        frame.out += done(frame.queue.pop(0), found) if frame.queue else found

    def text(self, text: str) -> None:
        """Read plain text; an argument without braces is one character."""
        while self.frames[-1].queue and text:
            text = text.lstrip()
            if text:
                end = 1 + next(
                    (
                        index
                        for index, sign in enumerate(text[1:])
                        if not unicodedata.combining(sign)
                    ),
                    len(text) - 1,
                )
                self.add(self.piece(text[:end]))
                text = text[end:]
        if text == "'" and self.quoted:
            self.quoted = self.source[self.at : self.at + 1].isalnum()
            text = text if self.quoted else "’"
        if text:
            self.add(self.piece(text))

    def sign(self, sign: str) -> None:
        """Read a ligature of TeX."""
        self.quoted = self.quoted or sign == "`"
        self.add(self.piece(_SIGNS[sign]))

    def open(self) -> None:
        """Start a group, which may be an argument; deeper than anybody writes, its braces are left out."""
        frame = self.frames[-1]
        if len(self.frames) > _MOST_DEPTH or len(frame.queue) > _MOST_DEPTH:
            self.skipped += 1
            return
        action = frame.queue.pop(0) if frame.queue else "keep"
        if action in ("verbatim", "math", "formula"):
            end = group_end(self.source, self.at - 1)
            frame.out += _raw(action, self.source[self.at : end].removesuffix("}"), self.piece)
            self.at = end
        else:
            self.frames.append(_Frame(self.piece("").marks, action))

    def close(self) -> None:
        """End a group; a brace that closes nothing is left out."""
        if self.skipped:
            self.skipped -= 1
        elif len(self.frames) > 1:
            frame = self.frames.pop()
            self.frames[-1].out += done(frame.action, tuple(frame.out))
            if frame.action == "typed" and self.source[self.at : self.at + 1] == "{":
                self.frames[-1].queue.insert(0, "typed")

    def dollar(self) -> None:
        """Read a formula; a dollar that opens none is a dollar."""
        match = _MATH.match(self.source, self.at)
        formula = " ".join(match[1].split()) if match else ""
        price = (
            match
            and match[1][-1:].isspace()
            and self.source[match.end() : match.end() + 1].isdigit()
        )
        if not match or not formula or price or (" " in formula and not _TEX.search(formula)):
            self.add(self.piece("$"))
            return
        self.at = match.end()
        self.add(_formula(formula))

    def tag(self, match: re.Match[str]) -> None:
        """Read a tag of HTML that publishers put into titles; any other prints as typed."""
        named = _TAG.fullmatch(match["tag"])
        tags = self.data["tags"]
        if not named or named[2].lower() not in tags:
            self.at = match.start() + 1
            self.add(self.piece("<"))
            return
        mark = tags[named[2].lower()] or ""
        frame = self.frames[-1]
        if not mark.strip():
            frame.out.append(self.piece(mark))
        elif not named[1]:
            frame.tags.append(mark)
        elif mark in frame.tags:
            frame.tags.remove(mark)

    def command(self, name: str) -> None:
        """Read a command: a sign, an accent, one with arguments, one that holds to the end of the group, or an unknown one."""
        data = self.data
        frame = self.frames[-1]
        del frame.queue[_MOST_DEPTH:]
        if name in data["accents"]:
            frame.queue.insert(0, data["accents"][name])
        elif name in data["symbols"]:
            self.add(self.piece(data["symbols"][name] or ""))
        elif name in data["arguments"]:
            option = _OPTION.match(self.source, self.at)
            self.at = option.end() if option else self.at
            frame.queue[:0] = data["arguments"][name]
        elif name in data["switches"]:
            frame.marks |= {data["switches"][name]}
        elif name in ("(", "["):
            self.between(name)
        elif name.isspace() or name == "\\":
            self.broken_off(name)
        else:
            self.odd(name)

    def between(self, bracket: str) -> None:
        """Read a formula between brackets with backslashes."""
        end = self.source.find({"(": "\\)", "[": "\\]"}[bracket], self.at)
        formula = " ".join(self.source[self.at : end].split())
        if end < 0 or not formula or "$" in formula:
            self.add(self.piece(bracket))
        else:
            self.at = end + 2
            self.add(_formula(formula))

    def broken_off(self, name: str) -> None:
        """Read the space that a line break or an escaped space leaves."""
        option = _OPTION.match(self.source, self.at) if name == "\\" else None
        self.at = option.end() if option else self.at
        self.add(self.piece(" "))

    def odd(self, name: str) -> None:
        """Print a command that is not known as typed."""
        self.unknown.append("\\" + name)
        self.add(self.piece("\\" + name))
        if self.source[self.at : self.at + 1] == "{":
            self.frames[-1].queue.insert(0, "typed")
        elif self.source[self.at - 1].isspace():
            self.add(self.piece(" "))


def _formula(tex: str) -> Piece:
    # A formula of our inline text neither starts nor ends with white space, nor with a backslash.
    return Piece(tex + "{}" if tex.endswith("\\") else tex, frozenset({MATH}))


def _raw(action: str, raw: str, piece: Callable[[str], Piece]) -> Iterable[Piece]:
    """Read an argument in which braces and signs mean something else."""
    if action == "math":
        formula = " ".join(raw.split())
        return [_formula(formula)] if formula else []
    return [piece(verbatim(raw))] if action == "verbatim" else chemical(raw, piece)
