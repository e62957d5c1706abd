"""Read the left column of LinkedIn's PDF: contact, skills, languages, certificates, awards."""

from __future__ import annotations

from collections.abc import Iterator

from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.importers.headings import find_kind, fold_heading
from cvgen.importers.pdf_lines import Line
from cvgen.importers.records import load_format
from cvgen.profile.kinds import KINDS
from cvgen.text.patterns import compile_late

_LABELLED = compile_late(r"(?P<value>.+?)\s*\((?P<label>[^()]+)\)$")
_EMAIL = compile_late(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_PHONE = compile_late(r"\+?[\d\s().-]{6,}")
_CLOSE = 1.4  # sizes between the lines of one item; items stand further apart
_UNBROKEN = ("/", "@", "www.")


def read_side(builder: ProfileBuilder, lines: list[Line], body: float) -> None:
    """Read each part behind its heading."""
    least = float(load_format("linkedin_pdf")["side_heading"])
    heading: Line | None = None
    part: list[Line] = []
    for line in lines:
        if line.size < least * body:
            part.append(line)
            continue
        _read_part(builder, heading, part)
        heading, part = line, []
    _read_part(builder, heading, part)


def _read_part(builder: ProfileBuilder, heading: Line | None, lines: list[Line]) -> None:
    if heading is None or not lines:
        for line in lines:
            builder.add_text(line.text)
        return
    builder.add_text(heading.text)
    kind = _find_part(heading.text)
    if kind == "contact":
        builder.leave_out(heading.text, "headings")
        _read_contacts(builder, lines)
        return
    items = list(_join_items(lines))
    for item in items:
        builder.add_text(item)
    if kind in KINDS:
        builder.headings.setdefault(str(kind), heading.text)
        _add_items(builder, str(kind), items)
    else:
        for item in items:
            builder.add_custom(heading.text, {"title": item})


def _add_items(builder: ProfileBuilder, kind: str, items: list[str]) -> None:
    """Add the items of a part: skills together, every other one by itself."""
    if kind == "skills":
        builder.add_entry(kind, {"keywords": items})
        return
    title = KINDS[kind].slots.title[0]
    for item in items:
        match = _LABELLED.fullmatch(item)
        if kind == "languages" and match:
            builder.add_entry(kind, {"language": match["value"], "fluency": match["label"]})
        else:
            builder.add_entry(kind, {title: item})


def _find_part(heading: str) -> str | None:
    for kind in ("contact", "skills", "awards"):
        if fold_heading(heading) in load_format("linkedin_pdf")[kind]:
            return kind
    return find_kind(heading)


def _join_items(lines: list[Line]) -> Iterator[str]:
    """Join the lines that stand close to each other."""
    text = ""
    last: Line | None = None
    for line in lines:
        is_close = (
            last is not None
            and last.page == line.page
            and line.baseline - last.baseline <= _CLOSE * line.size
        )
        if text and not is_close:
            yield text
            text = ""
        text = f"{text} {line.text}".strip()
        last = line
    if text:
        yield text


def _read_contacts(builder: ProfileBuilder, lines: list[Line]) -> None:
    """Read telephone, e-mail and pages; an address goes on in the next line."""
    rest = []
    text = ""
    for line in lines:
        is_address = text.startswith(_UNBROKEN[2]) or any(sign in text for sign in _UNBROKEN)
        text = f"{text}{line.text}" if is_address else f"{text} {line.text}".strip()
        is_whole = text.endswith(")") or _EMAIL.fullmatch(text) or _PHONE.fullmatch(text)
        if is_whole:
            rest += _add_contact_line(builder, text)
            text = ""
    rest += _add_contact_line(builder, text) if text else []
    if rest:
        builder.basics.setdefault("location", {"address": ", ".join(rest)})


def _add_contact_line(builder: ProfileBuilder, text: str) -> list[str]:
    """Add a way to reach the person; what is none is given back."""
    builder.add_text(text)
    basics = builder.basics
    match = _LABELLED.fullmatch(text)
    value, label = (match["value"], match["label"]) if match else (text, "")
    if _EMAIL.fullmatch(value):
        basics.setdefault("email", value)
    elif _PHONE.fullmatch(value):
        basics.setdefault("phone", value)
        builder.leave_out(label, "what kind of number it is")
    elif "." in value and " " not in value:
        account = {"network": label or Value("Website"), "url": Value(f"https://{value}", value)}
        basics.setdefault("profiles", []).append(account)
    else:
        return [text]
    return []
