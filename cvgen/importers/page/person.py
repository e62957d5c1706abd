"""Read the person of a page into basics: name, addresses, accounts, what they say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct, field

from cvgen.importers.builder import ProfileBuilder, Value, extend_value, is_empty, read_value
from cvgen.importers.headings import find_kind
from cvgen.importers.page.blocks import Block, get_raw_text, split_breaks, to_markup
from cvgen.importers.page.contacts import (
    find_emails,
    find_label,
    find_phone,
    is_network_word,
    read_account,
)
from cvgen.importers.page.names import find_name, find_own_name, read_name
from cvgen.importers.page.page import Link, Page
from cvgen.importers.page.page_words import PageWords
from cvgen.importers.page.phrases import has_word, strip_edges
from cvgen.importers.page.places import is_place_name
from cvgen.importers.page.sections import Section
from cvgen.text.parts import split_parts
from cvgen.text.patterns import compile_late

_KANA = compile_late("[\u3041-\u30fa]")
_SPOKEN = compile_late(
    r"\b(?:I|I'm|my|me|we|you|your|please|if|ich|je|soy|sono)\b|我|私|请", re.IGNORECASE
)
_FIRST_PERSON = compile_late(r"\b(?:I|I'm|my|we|ich|je|soy|sono)\b|我|私")
_MOST_POSITION = 140
_NUMBER = compile_late(r"[+(]?[\d ()./-]{6,}")  # as of a fax
_MOST_LINES = 8
_MOST_PLACES = 3
_FIRST_BLOCKS = 6
_FIRST_LINES = 4


class PersonReader(Struct):
    """Reads what a page says of its person."""

    builder: ProfileBuilder
    page: Page
    words: PageWords
    used_links: set[str] = field(default_factory=set)
    account_links: list[Link] = field(default_factory=list)
    has_summary: bool = False

    @property
    def basics(self) -> dict[str, Any]:
        """What the profile says of the person."""
        return self.builder.basics

    def read(self, front_title: str) -> None:
        """Read name, accounts and addresses."""
        if is_empty(self.basics.get("name")):
            self.read_name(front_title)
        for link in self.page.links:
            account = read_account(link)
            if account is not None:
                self.add_account(account, link)
        for block in self.page.blocks:
            for email, origin in find_emails(block.text):
                self.add_email(email, origin)
        for link in self.page.links:
            if link.href.lower().startswith("mailto:"):
                address = link.href[7:].partition("?")[0]
                self.add_email(address, link.href)

    def read_name(self, front_title: str) -> None:
        """Read the name, or whose name is set apart in the lists of authors."""
        name = find_name(self.page, front_title)
        if not name:
            note = "guessed: set apart in the lists of authors"
            own = find_own_name(self.page.blocks)
            if own:
                self.basics["name"] = Value(own, "", is_guess=True, note=note)
            return
        is_japanese = any(_KANA.search(block.text) for block in self.page.blocks)
        if is_japanese and isinstance(name, dict):
            name = {tag.replace("zh", "ja"): text for tag, text in name.items()}
        if self.is_in_sentence():
            name = _hide_words(name)
        self.basics["name"] = name

    def is_in_sentence(self) -> bool:
        """Say whether the name stands only in a text that is kept, where its words count."""
        texts = []
        for number, block in enumerate(self.page.blocks[:_FIRST_BLOCKS]):
            if block.is_heading or number == 0 or block.line < _FIRST_LINES:
                texts.append(block.text)
                texts += [get_raw_text(line) for line in split_breaks(block.spans)[:1]]
        return all(read_name(text) is None for text in texts)

    def add_account(self, account: dict[str, Any], link: Link) -> None:
        """Add an account, each once."""
        accounts = self.basics.setdefault("profiles", [])
        plain = read_value(account)
        if any(read_value(other) == plain for other in accounts):
            self.words.leave_out(f"{link.words} {link.href}", "said twice", link.line)
            return
        accounts.append(account)
        self.account_links.append(link)
        self.used_links.add(link.words)

    def account_for_links(self) -> None:
        """Account for the links of accounts, unless they stand in a text that was kept."""
        texts = "\n".join(_iterate_texts(self.builder))
        for link in self.account_links:
            if f"]({link.href})" not in texts:
                self.builder.note_placed(f"{link.words} {link.href}")

    def add_email(self, email: str, origin: str) -> None:
        """Add an e-mail address; a second one becomes an account."""
        if email.casefold() in self.list_addresses():
            if origin != email:
                self.words.leave_out(origin, "said twice", 0)
            return
        if "email" not in self.basics:
            self.basics["email"] = Value(email, origin)
            return
        account = {"network": Value("Email"), "url": Value(f"mailto:{email}", origin)}
        self.basics.setdefault("profiles", []).append(account)

    def list_addresses(self) -> list[str]:
        """List the e-mail addresses that are known, in small letters."""
        addresses = [str(read_value(self.basics.get("email", "")))]
        for account in self.basics.get("profiles", []):
            addresses.append(str(read_value(account.get("url", ""))).removeprefix("mailto:"))
        return [address.casefold() for address in addresses]

    # --- what is said at the top

    def read_summary(self, section: Section) -> None:
        """Read what somebody says of themselves, and how to reach them."""
        texts: list[str] = []
        for block in _split_short_lines(section.blocks):
            if self.is_fact(block, section.kind):
                continue
            self.has_summary = True
            text = to_markup(block.spans)
            if block.kind == "item":
                text = f"• {text}"
            texts.append(text)
        if texts:
            self.add_summary(texts, section)
        is_name = read_name(section.heading) is not None and not find_kind(section.heading)
        if section.heading and not is_name:
            self.words.leave_out(section.heading, "headings", section.line)

    def is_fact(self, block: Block, kind: str | None) -> bool:
        """Take a block that is an address, the name, a position or a place."""
        if self.is_contact(block, kind) or self.is_name(block):
            return True
        return self.is_position(block) or self.is_home(block)

    def add_summary(self, texts: Sequence[str], section: Section) -> None:
        """Add paragraphs to the summary, which may say what somebody is."""
        paragraphs = [self.basics.get("summary", ""), _join_paragraphs(texts)]
        self.basics["summary"] = "\n\n".join(text for text in paragraphs if text)
        if "label" in self.basics:
            return
        whole = " ".join(block.text for block in section.blocks)
        label = find_label(whole, self.basics.get("name"))
        if label is not None:
            self.basics["label"] = label

    def is_own_name(self, heading: str) -> bool:
        """Say whether a heading is the name of the person."""
        name = read_value(self.basics.get("name"))
        found = read_name(heading)
        if isinstance(found, dict) and isinstance(name, dict):
            return set(found.values()) == set(name.values())
        return not is_empty(name) and found == name

    def is_name(self, block: Block) -> bool:
        """Say whether a block is the name of the person, as the profile has it."""
        if self.is_own_name(block.text):
            return True
        name = read_value(self.basics.get("name"))
        if isinstance(name, dict) and read_name(block.text) in name.values():
            self.words.leave_out(block.text, "said twice", block.line)
            return True
        return False

    def is_home(self, block: Block) -> bool:
        """Take a short line that is only a place."""
        pieces = split_parts(block.text)
        if len(pieces) > _MOST_PLACES or "location" in self.basics:
            return False
        if not all(map(is_place_name, pieces)):
            return False
        self.basics["location"] = {"city": ", ".join(pieces)}
        return True

    def is_position(self, block: Block) -> bool:
        """Take a short line below the name that says what somebody is."""
        if "label" in self.basics or self.has_summary or not _can_be_position(block):
            return False
        self.basics["label"] = to_markup(block.spans, bare="bold italic link color")
        for span in block.spans:
            if span.href.startswith("http") and span.text not in self.used_links:
                account = {"network": Value(strip_edges(span.text)), "url": span.href}
                self.basics.setdefault("profiles", []).append(account)
        return True

    # --- contacts

    def is_contact(self, block: Block, kind: str | None) -> bool:
        """Read a block that is only addresses and accounts."""
        text = block.text
        rest = self.take_addresses(text)
        is_reached = rest != text
        pieces = list(filter(None, map(strip_edges, split_parts(rest, ",;|·•/\n:："))))
        others = [piece for piece in pieces if not self.is_link_word(piece)]
        if not others:
            self.leave_link_words(block, pieces)
            return bool(pieces) or is_reached
        is_short = len(text) < _MOST_POSITION and not _SPOKEN.search(text)
        is_address = kind == "contact" and not block.is_heading
        if not is_address and not (is_reached and is_short):
            return False
        self.add_address(block, others, pieces)
        return True

    def take_addresses(self, text: str) -> str:
        """Take e-mail addresses, a telephone number and links that are known out of a text."""
        rest = text
        for _, origin in find_emails(text):
            rest = rest.replace(origin, " ")
        for words in self.used_links:
            if "/" in words:
                rest = rest.replace(words, " ")
        phone = find_phone(text)
        if phone:
            self.basics.setdefault("phone", phone)
            rest = rest.replace(phone, " ")
        return rest

    def is_link_word(self, piece: str) -> bool:
        """Say whether a piece is only the word for an account or an address."""
        return is_network_word(piece) or piece in self.used_links

    def add_address(self, block: Block, others: list[str], pieces: list[str]) -> None:
        """Keep what else stands among the contacts as the address."""
        self.leave_link_words(block, [piece for piece in pieces if piece not in others])
        for piece in [piece for piece in others if _NUMBER.fullmatch(piece)]:
            others.remove(piece)
            self.words.leave_out(piece, "another telephone number", block.line)
        if not others:
            return
        if has_word("position", others[0]) and not self.basics.get("label"):
            self.basics["label"] = ", ".join(others)
            return
        self.extend_address(others)

    def extend_address(self, lines: list[str]) -> None:
        """Add lines to the address, where the location has no parts that were read otherwise."""
        location = self.basics.setdefault("location", {})
        if isinstance(location, dict):
            before = location.get("address", "")
            location["address"] = extend_value(before, ", ".join(lines))

    def leave_link_words(self, block: Block, pieces: Sequence[str]) -> None:
        """Keep links that stand among the contacts; words without an address are left out."""
        addresses = {}
        for span in block.spans:
            if span.href.startswith("http"):
                addresses[strip_edges(span.text)] = span.href
        for piece in pieces:
            if piece in self.used_links:
                continue
            if piece in addresses:
                account = {"network": piece, "url": addresses[piece]}
                self.basics.setdefault("profiles", []).append(account)
            else:
                self.words.leave_out(piece, "links without an address", block.line)


def _hide_words(name: Any) -> Any:
    """Mark a name as one whose words are counted elsewhere."""
    if isinstance(name, dict):
        return {tag: Value(text) for tag, text in name.items()}
    return Value(name)


def _can_be_position(block: Block) -> bool:
    """Say whether a line can say what somebody is: short, no sentence, with a word for it."""
    text = block.text
    if len(text) >= _MOST_POSITION or text.endswith((".", "。", "!")) or block.kind == "item":
        return False
    if _FIRST_PERSON.search(text):
        return False
    is_degree = has_word("degree", text) and not any(letter.isdigit() for letter in text)
    return has_word("position", text) or is_degree


def _iterate_texts(builder: ProfileBuilder) -> Iterator[str]:
    """Iterate over the texts of a builder."""
    stack: list[Any] = [builder.basics, builder.sections, builder.custom]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += value.values()
        elif isinstance(value, list | tuple):
            stack += value
        elif isinstance(value, str):
            yield value


def _split_short_lines(blocks: Sequence[Block]) -> list[Block]:
    """Split a block of short lines, as they stand below a name, into its lines."""
    split: list[Block] = []
    for block in blocks:
        lines = split_breaks(block.spans, is_soft=bool(find_emails(block.text)))
        longest = max(len(get_raw_text(line)) for line in lines)
        if not 1 < len(lines) <= _MOST_LINES or longest > _MOST_POSITION:
            split.append(block)
            continue
        for line in lines:
            split.append(Block(block.kind, line[0].line, block.level, block.group, spans=line))
    return split


def _join_paragraphs(texts: Sequence[str]) -> str:
    """Join paragraphs; the items of a list stand on lines of their own."""
    joined = texts[0]
    for before, text in pairwise(texts):
        joint = "\n\n"
        if before.startswith("• ") and text.startswith("• "):
            joint = "\n"
        joined += joint + text
    return joined
