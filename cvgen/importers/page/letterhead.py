"""Read the lines above the first section of a CV: position, address, ways to be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cvgen.importers.builder import ProfileBuilder, Value, extend_value, is_empty
from cvgen.importers.headings import is_known_heading
from cvgen.importers.page.blocks import Block, Span, cut_spans, get_raw_text, to_markup
from cvgen.importers.page.contacts import find_emails, find_network, is_network_word
from cvgen.importers.page.dates import has_date
from cvgen.importers.page.names import read_name
from cvgen.importers.page.phrases import has_word, is_word, strip_edges
from cvgen.importers.page.places import is_place_name
from cvgen.text.patterns import compile_late

_PARTS = compile_late(r"\s+[|•·∙◦⋄◇♦‖/]\s+|\s*\n\s*|\s*\t\s*|\s{4,}")
_PHONE = compile_late(
    r"(?:(?P<label>[^\W\d][\w. -]{0,12}?)\s*[:.]?\s*)?(?P<number>\+?[\d(][\d\s().·/-]{6,24}\d)"
)
_LABEL = compile_late(r"^\s*[^\W\d][\w -]{1,14}:\s*(?=[^\s/])")
_SITE = compile_late(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_ORCID = compile_late(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_POST_CODE = compile_late(r"(?<!\d)\d{4,6}(?!\d)|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b")
_MOST_LINE = 110
_MOST_LINES = 30


def divide_letterhead(blocks: Sequence[Block]) -> list[Block]:
    """Divide what stands before the first section at its lines and bars, a block each."""
    divided: list[Block] = []
    for number, block in enumerate(blocks):
        if block.is_heading and (number or is_known_heading(block.text)):
            return [*divided, *blocks[number:]]
        if len(divided) > _MOST_LINES:
            return [*divided, *blocks[number:]]
        for part in _divide_block(block):
            if divided and _is_label(divided[-1]) and part.kind == "text":
                divided[-1].spans += [Span(": ", part.line), *part.spans]
            else:
                divided.append(part)
    return divided


def _is_label(block: Block) -> bool:
    """Say whether a line only says what the next one is: `Phone`, `GitLab`."""
    text = block.text.strip(" :")
    is_alone = block.kind == "text" and not any(span.href for span in block.spans)
    return is_alone and (is_word("contact_label", text) or is_network_word(text))


def _divide_block(block: Block) -> Iterator[Block]:
    if block.kind not in ("text", "cell", "heading"):
        yield block
        return
    text = get_raw_text(block.spans)
    start = 0
    for match in [*_PARTS.finditer(text), None]:
        end = match.start() if match else len(text)
        spans = cut_spans(block.spans, start, end)
        if any(span.text.strip() for span in spans):
            yield Block("text", _find_line(spans, block.line), spans=spans)
        start = match.end() if match else end


def _find_line(spans: Sequence[Span], line: int) -> int:
    return spans[0].line or line


def read_letterhead(builder: ProfileBuilder, blocks: Sequence[Block]) -> list[Block]:
    """Read the lines of a letterhead into the basics; return the blocks without them.

    The name, e-mail addresses and accounts are left for the reader of the page.
    """
    rest: list[Block] = []
    lines = True
    for number, block in enumerate(blocks):
        lines = lines and not block.is_heading
        if not lines or not _read_line(builder, block, is_first=number == 0):
            rest.append(block)
    return rest


def _read_line(builder: ProfileBuilder, block: Block, *, is_first: bool) -> bool:
    """Read one line; False for one that is left where it is."""
    text = block.text
    is_name = is_first and read_name(text)
    if len(text) > _MOST_LINE or find_emails(text) or is_name:
        return False
    if _read_phone(builder, text) or _read_account(builder, block):
        return True
    if _list_hrefs(block) or _SITE.fullmatch(_LABEL.sub("", text)):
        return _read_address(builder, block)
    return _read_place_or_label(builder, block, is_first=is_first)


def _read_phone(builder: ProfileBuilder, text: str) -> bool:
    """Read a telephone number, the first of a page."""
    if has_date(text) or _ORCID.search(text) or "phone" in builder.basics:
        return False
    phone = _PHONE.fullmatch(text.strip())
    if phone:
        builder.basics["phone"] = Value(phone["number"], text)
    return bool(phone)


def _read_account(builder: ProfileBuilder, block: Block) -> bool:
    """Read an account that is named with its network, an ORCID iD, or pronouns."""
    basics, text = builder.basics, block.text
    orcid = _ORCID.search(text)
    name, _, account = text.partition(" ")
    name, account = name.strip(":"), account.strip(" :")
    if orcid and len(text) < 50:
        network, username = Value("ORCID", text), Value(orcid[0])
    elif is_network_word(name or "-") and re.fullmatch(r"[\w.-]+", account):
        network, username = Value(name), Value(account, text)
    elif name.casefold() in ("pronouns", "pronomen") and account:
        basics["pronouns"] = Value(account, text)
        return True
    else:
        return False
    read = {"network": network, "username": username}
    _add_address(builder, read, block)
    basics.setdefault("profiles", []).append(read)
    return True


def _add_address(builder: ProfileBuilder, account: dict[str, Value], block: Block) -> None:
    """Add the address of an account where its network and its name do not say it."""
    said = (account["network"].text, account["username"].text)
    for href in _list_hrefs(block):
        if find_network(href) == said:
            builder.note_placed(href)
        elif href.startswith("http"):
            account["url"] = Value(href, href)


def _read_address(builder: ProfileBuilder, block: Block) -> bool:
    """Read a line that is one address: that of an account, or of one's own page."""
    hrefs = _list_hrefs(block)
    written = _LABEL.sub("", block.text)
    if len(hrefs) > 1 or not (hrefs or _SITE.fullmatch(written)):
        return False
    address = [*hrefs, written][0]
    if "://" not in address:
        address = f"https://{address}"
    origin = " ".join([block.text, *hrefs])
    network, account = find_network(address)
    basics = builder.basics
    if network:
        name = Value(network, origin)
        key, value = ("username", account) if account else ("url", address)
        basics.setdefault("profiles", []).append({"network": name, key: Value(value)})
    elif "url" not in basics and address.startswith("http"):
        basics["url"] = Value(address, origin)
    else:
        return False
    return True


def _list_hrefs(block: Block) -> list[str]:
    return list(dict.fromkeys(span.href for span in block.spans if span.href))


def _read_place_or_label(builder: ProfileBuilder, block: Block, *, is_first: bool) -> bool:
    """Read a line that tells where somebody is, or what they are."""
    basics = builder.basics
    text = strip_edges(_LABEL.sub("", block.text))
    is_sentence = block.text.rstrip().endswith((".", "!")) and len(text) > 60
    if is_first or not text or is_sentence or is_word("navigation", text):
        return False
    if has_word("position", text) and is_empty(basics.get("label")):
        basics["label"] = Value(
            to_markup(block.spans, bare="bold italic"), block.text, is_guess=True
        )
        return True
    if not _tells_place(text):
        return False
    location = basics.setdefault("location", {})
    before = location.get("address", Value("", is_guess=True))
    location["address"] = extend_value(before, text, block.text)
    return True


def _tells_place(text: str) -> bool:
    """Say whether a line tells where somebody is: an institution, a town, a post code."""
    if has_word("institution", text) or has_word("department", text):
        return True
    before, _, last = text.rpartition(",")
    return bool(before and is_place_name(last)) or bool(_POST_CODE.search(text))
