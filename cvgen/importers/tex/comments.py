"""Take the comments out of a TeX source, and keep the number of every line."""

from __future__ import annotations

import re

from msgspec import Struct

from cvgen.text.patterns import compile_late

# Where a line was cut off by a comment: its end is no space, as in TeX.
CUT = "\x01"
_CONTROLS = compile_late("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_START = compile_late(
    r"\\begin\s*\{(?P<environment>comment|verbatim|lstlisting)\}|\\(?P<off>iffalse)(?![A-Za-z])"
    r"|\\(?:url|href|nolinkurl|path)\s*\{[^{}\n]*\}?|\\.|%(?P<comment>[^\n]*)\n?",
    re.DOTALL,
)


class Comment(Struct, frozen=True):
    """A comment, and the line that it begins in."""

    text: str
    line: int


def strip_comments(tex: str) -> tuple[str, list[Comment]]:
    r"""Strip comments, also those between `\iffalse` and `\fi`; return them beside the rest."""
    source = _CONTROLS.sub("", tex)
    kept: list[str] = []
    comments: list[Comment] = []
    position = 0
    line = 1
    while match := _START.search(source, position):
        kept.append(source[position : match.start()])
        line += source.count("\n", position, match.start())
        end = _find_end(source, match)
        part = source[match.start() : end]
        if match["environment"] in ("verbatim", "lstlisting") or not _is_comment(match):
            kept.append(part)
        else:
            comments.append(Comment(_strip_frame(part), line))
            kept.append(f"{CUT}\n" * part.count("\n"))
        line += part.count("\n")
        position = end
    kept.append(source[position:])
    return "".join(kept), comments


def _is_comment(match: re.Match[str]) -> bool:
    return any(match[name] is not None for name in ("environment", "off", "comment"))


def _find_end(source: str, match: re.Match[str]) -> int:
    """Find where a comment ends; one that is never closed goes on to the end."""
    closing = ""
    if match["environment"]:
        closing = f"\\end{{{match['environment']}}}"
    elif match["off"]:
        closing = r"\fi"
    if not closing:
        return match.end()
    end = source.find(closing, match.end())
    if end < 0:
        return len(source)
    return end + len(closing)


def _strip_frame(part: str) -> str:
    """Strip what opens and closes a comment."""
    bare = re.sub(r"\\(?:begin|end)\s*\{comment\}|\\iffalse|\\fi\Z", "", part)
    return bare.lstrip("%").rstrip("\n")
