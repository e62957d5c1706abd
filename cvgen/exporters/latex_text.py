"""Write inline markup as LaTeX, where every character stands for itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Any

from markupsafe import Markup

from cvgen.exporters.styled import read_styled_runs
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.text.patterns import compile_late
from cvgen.text.runs import Run

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RIGHT_RUN = compile_late(rf"([{_RIGHT}](?:[^A-Za-z{_RIGHT}\n]*[{_RIGHT}])*)")
EAST = compile_late("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\uffef\U00020000-\U0003ffff]")
_CONTROL = compile_late("[\0-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    '"': r"\textquotedbl{}",
    "[": "{[}",
    "]": "{]}",
    "\n": "\\newline ",
    "\t": " ",
    "\N{NO-BREAK SPACE}": "~",
    "\N{NARROW NO-BREAK SPACE}": r"\,",
    "\N{THIN SPACE}": r"\,",
    "\N{NON-BREAKING HYPHEN}": r"\mbox{-}",
    "\N{SOFT HYPHEN}": r"\-",
    "\N{WORD JOINER}": r"\nobreak{}",
    "\N{ZERO WIDTH SPACE}": r"\allowbreak{}",
    "\u2066": "",
    "\u2067": "",
    "\u2068": "",
    "\u2069": "",
}
_TABLE = {ord(character): text for character, text in _SPECIAL.items()}
# Two of these become another character in TeX's faces.
_LIGATURE = compile_late(r"([-,<>])(?=\1)|([!?])(?=[`\\])")
_COMMANDS = {
    "code": "texttt",
    "sub": "textsubscript",
    "sup": "textsuperscript",
    "em": "emph",
    "strong": "textbf",
}
_URL_ESCAPED = "%#&_"
_URL_FORBIDDEN = "\\{}^~`\"<>[]| $'"
_COMMAND = compile_late(r"\\([A-Za-z@]+)")


@cache
def load_latex_data() -> dict[str, Any]:
    """Load what the preamble and the commands need."""
    return yamlfile.read_yaml(DATA_FOLDER / "exporters" / "latex.yaml").data  # type: ignore[no-any-return]


def escape_latex(text: str) -> str:
    """Escape text, so that no character is a command or becomes another one."""
    parts = []
    for index, part in enumerate(RIGHT_RUN.split(_CONTROL.sub("", text))):
        escaped = _LIGATURE.sub("\\g<0>\0", part).translate(_TABLE).replace("\0", "{}")
        parts.append(rf"\fromright{{{escaped}}}" if index % 2 else escaped)
    return "".join(parts)


def format_latex(markup: Markup | str) -> str:
    """Format markup."""
    text = ""
    for url, group in groupby(read_styled_runs(markup), key=lambda run: run.url):
        inner = _format_runs(group)
        if url:
            inner = format_link(inner, url)
        text += inner
    return text.strip()


def format_link(label: str, url: str) -> str:
    """Format a link with a label that is LaTeX."""
    return rf"\href{{{format_url(url)}}}{{{label}}}"


def format_url(url: str) -> str:
    """Format an address for an argument; what TeX takes for a sign of its own is in percent."""
    plain = _CONTROL.sub("", url)
    return "".join(_encode(character) for character in plain)


def _encode(character: str) -> str:
    if character in _URL_ESCAPED:
        return f"\\{character}"
    if character.isascii() and character not in _URL_FORBIDDEN:
        return character
    return "".join(f"\\%{byte:02X}" for byte in character.encode())


def _format_runs(runs: Iterable[Run]) -> str:
    return "".join(map(_format_run, runs))


def _format_run(run: Run) -> str:
    if run.tex and _is_formula(run.tex):
        return f"${run.tex}$"
    text = escape_latex(run.text)
    words = text.strip(" ")
    if not words:
        return text
    formatted = words
    for mark, command in _COMMANDS.items():
        if mark in run.marks:
            formatted = rf"\{command}{{{formatted}}}"
    return text.replace(words, formatted, 1)


def _is_formula(tex: str) -> bool:
    """Say whether TeX is nothing but a formula."""
    forbidden = load_latex_data()["forbidden"]
    is_odd = any(character in tex for character in "$%#~\n") or "^^" in tex
    return not is_odd and not any(name in forbidden for name in _COMMAND.findall(tex))
