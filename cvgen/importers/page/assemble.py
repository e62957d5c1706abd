"""Put together what a page says: the person, and the entries of every section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cvgen.importers.builder import ProfileBuilder, Value, is_empty, read_value
from cvgen.importers.headings import find_kind
from cvgen.importers.page.authors import OWN_NAME, read_coauthor_pages
from cvgen.importers.page.awards import read_award_prose, tells_of_award
from cvgen.importers.page.blocks import Block, get_raw_text, split_breaks, to_markup
from cvgen.importers.page.dates import has_date
from cvgen.importers.page.grouping import group_works, is_picture
from cvgen.importers.page.html import Link, Page
from cvgen.importers.page.kinds import read_entry
from cvgen.importers.page.marks import is_legend, read_legends
from cvgen.importers.page.person import (
    find_emails,
    find_label,
    find_name,
    find_own_name,
    find_phone,
    is_network_word,
    read_account,
    read_name,
)
from cvgen.importers.page.phrases import compile_words, has_word, is_word, split_pieces, strip_edges
from cvgen.importers.page.places import is_place_name
from cvgen.importers.page.publications import read_work
from cvgen.importers.page.sections import EntryBlocks, Section, divide_entries, divide_sections
from cvgen.importers.page.venues import find_status

_POINTER = re.compile(
    r"(?:full|complete|whole|entire|up-to-date|updated)\s+(?:\w+\s+)?(?:list|publications?)|see (?:my )?(?:google scholar|cv)|google scholar (?:page|profile)|完整.{0,4}列表|vollständige",
    re.IGNORECASE,
)
_MOST_POINTER = 160
_MOST_BOILERPLATE = 200
_KANA = re.compile("[\u3041-\u30fa]")
_SPOKEN = re.compile(
    r"\b(?:I|I'm|my|me|we|you|your|please|if|ich|je|soy|sono)\b|我|私|请", re.IGNORECASE
)
_SYMBOLS = re.compile(r"^[^\w\"'“(（]+")
_MOST_PLACEHOLDER = 90
_MOST_INTEREST = 90
_MOST_POSITION = 140
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|my|we|ich|je|soy|sono)\b|我|私")
_LONG = frozenset({"statement"})


@dataclass(slots=True)
class PageReader:
    """Reads one page into a builder; `file` is its name within a site."""

    builder: ProfileBuilder
    page: Page
    file: str = ""
    front_title: str = ""
    default_kind: str = "summary"
    legend: dict[str, str] = field(default_factory=dict)
    used_links: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    account_links: list[Link] = field(default_factory=list)
    has_summary: bool = False
    is_japanese: bool = False

    def read(self) -> None:
        """Read the whole page."""
        self.count_words()
        self.legend = read_legends(self.page.blocks)
        self.is_japanese = any(_KANA.search(block.text) for block in self.page.blocks)
        self.read_person()
        for section in divide_sections(self.page.blocks):
            if not section.heading and self.default_kind != "summary":
                section.kind = self.default_kind
            elif section.kind is None and self.is_own_name(section.heading):
                section.kind = "summary"
            elif section.kind is None and self.is_label(section):
                self.builder.basics["label"] = section.heading
                section.kind, section.heading = "summary", ""
            self.read_section(section)
        self.account_for_links()

    # --- words

    def count_words(self) -> None:
        """Count every word of the page, and leave out what its readers do not see."""
        for block in self.page.blocks:
            line, texts = block.line, [""]
            for span in block.spans:
                if span.line != line:
                    self.builder.add_text(texts[-1], line, self.file)
                    line = span.line
                    texts.append("")
                text = span.text.replace("\v", " ").replace("\n", " ")
                if span.marks & {"sup", "sub"}:
                    text = f" {text} "
                texts[-1] += text
            self.builder.add_text(texts[-1], line, self.file)
        for hidden in self.page.hidden:
            self.leave_out(hidden.text, hidden.reason, hidden.line, is_counted=False)
        for source, words, line in self.page.images:
            self.leave_out(f"{words} {source}", "a picture", line, is_counted=False)
        for link in self.page.links:
            if link.href.startswith(("http://", "https://", "mailto:")):
                self.builder.add_text(link.href, link.line, self.file)
            elif link.href:
                self.leave_out(link.href, "an address within the site", link.line, is_counted=False)

    def leave_out(self, text: str, reason: str, line: int, *, is_counted: bool = True) -> None:
        """Leave a text out; one that is not part of a block is counted first."""
        if not is_counted:
            self.builder.add_text(text, line, self.file)
        self.builder.leave_out(text, reason, line, self.file)

    # --- person

    def read_person(self) -> None:
        """Read name, accounts and addresses."""
        basics = self.builder.basics
        if is_empty(basics.get("name")):
            name = find_name(self.page, self.page.blocks, self.front_title)
            own = "" if name else find_own_name(self.page.blocks)
            if isinstance(name, dict) and self.is_japanese and "zh" in name:
                name = {("ja" if tag == "zh" else tag): text for tag, text in name.items()}
            if name:
                basics["name"] = self.mark_name(name)
            elif own:
                note = "guessed: set apart in the lists of authors"
                basics["name"] = Value(own, "", is_guess=True, note=note)
        for link in self.page.links:
            account = read_account(link)
            if account is not None:
                self.add_account(account, link)
        for block in self.page.blocks:
            for email, origin in find_emails(block.text):
                self.add_email(email, origin)
        for link in self.page.links:
            if link.href.lower().startswith("mailto:"):
                address = link.href[7:].split("?")[0]
                self.add_email(address, link.href)

    def mark_name(self, name: Any) -> Any:
        """Keep a name that stands in a sentence of the summary as words counted there."""
        first = self.page.blocks[0].text if self.page.blocks else ""
        texts = [block.text for block in self.page.blocks[:6] if block.is_heading or block.line < 4]
        if isinstance(name, str) and all(
            name not in text or read_name(text) is None for text in [*texts, first]
        ):
            return Value(name, "")
        return name

    def add_account(self, account: dict[str, Any], link: Link) -> None:
        """Add an account, each once."""
        accounts = self.builder.basics.setdefault("profiles", [])
        plain = read_value(account)
        if any(read_value(other) == plain for other in accounts):
            self.leave_out(f"{link.words} {link.href}", "said twice", link.line)
            return
        accounts.append(account)
        self.account_links.append(link)
        self.used_links.add(link.words)

    def account_for_links(self) -> None:
        """Account for the links of accounts, unless they stand in a text that was kept."""
        texts = "\n".join(map(str, iterate_texts(self.builder)))
        for link in self.account_links:
            if f"]({link.href})" not in texts:
                self.builder.note_placed(f"{link.words} {link.href}")

    def add_email(self, email: str, origin: str) -> None:
        """Add an e-mail address; a second one becomes an account."""
        basics = self.builder.basics
        known = [read_value(basics.get("email", ""))]
        known += [
            str(read_value(account.get("url", ""))).removeprefix("mailto:")
            for account in basics.get("profiles", [])
        ]
        if email.casefold() in [str(address).casefold() for address in known]:
            if origin.startswith("mailto:") or origin != email:
                self.builder.leave_out(origin, "said twice", 0, self.file)
            return
        value = Value(email, origin)
        if "email" not in basics:
            basics["email"] = value
        else:
            account = {"network": Value("Email"), "url": Value(f"mailto:{email}", origin)}
            basics.setdefault("profiles", []).append(account)

    # --- sections

    def read_section(self, section: Section) -> None:
        """Read a section by its kind, or by what its entries are."""
        section.blocks = [block for block in section.blocks if not self.skip_block(block)]
        kind = section.kind
        if kind in ("summary", "contact"):
            self.read_summary(section)
            return
        entries = divide_entries(section)
        if kind is None or kind == "statement":
            kind = self.judge_kind(section, entries)
        if kind == "publications":
            self.read_publications(section, entries)
        elif kind == "statement":
            self.read_statement(section, entries)
        else:
            for entry in entries:
                self.add_entry(kind, section, entry)
        self.add_heading(kind, section)

    def skip_block(self, block: Block) -> bool:
        """Leave out a block that is a placeholder, a legend, a picture or navigation."""
        text = block.text
        if is_placeholder(text):
            self.leave_out(text, "a placeholder", block.line)
        elif is_legend(text, self.legend):
            self.leave_out(text, "a legend of marks, which cvgen prints by itself", block.line)
        elif is_word("picture", text):
            self.leave_out(text, "a picture", block.line)
        elif len(text) < _MOST_BOILERPLATE and has_word("boilerplate", text):
            self.leave_out(text, "a note on the site", block.line)
        elif is_word("navigation", text) and not block.is_heading:
            self.leave_out(text, "navigation", block.line)
        else:
            return False
        return True

    def judge_kind(self, section: Section, entries: Sequence[EntryBlocks]) -> str | None:
        """Judge a section whose heading does not tell by its entries."""
        texts = [block.text for block in section.blocks if not block.is_heading]
        works = [entry for entry in entries if self.is_sure_work(entry)]
        if section.kind == "statement" and len(works) > 1:
            return "publications"
        if section.kind == "statement":
            items = [block for block in section.blocks if block.kind == "item"]
            is_list = len(items) > 1 and len(items) >= 0.7 * len(texts)
            if is_list and all(len(item.text) < _MOST_INTEREST for item in items):
                return "interests"
            if sum(has_date(text) for text in texts) > 0.6 * len(texts) and len(texts) > 1:
                return "research"
            return "statement"
        if len(works) > 1 and len(works) >= 0.6 * len(entries):
            return "publications"
        return None

    def is_sure_work(self, entry: EntryBlocks) -> bool:
        """Say whether an entry is a work with several authors, a title and a venue."""
        copy = EntryBlocks(entry.line, list(entry.head), list(entry.points), list(entry.texts))
        work = read_work(copy, {})
        return (
            work is not None
            and len(work.fields.get("authors", [])) > 1
            and "publisher" in work.fields
        )

    def add_heading(self, kind: str | None, section: Section) -> None:
        """Keep the page's words for a section; a second heading of a kind is left out."""
        heading = _SYMBOLS.sub("", section.heading)
        if not heading:
            return
        if section.kind == "statement" and "statement" in self.builder.sections:
            kind = "statement"
        is_used = kind is not None and kind in self.builder.sections
        if kind is None:
            if not any(
                read_value(custom["title"]) == section.heading for custom in self.builder.custom
            ):
                self.leave_out(section.heading, "headings", section.line)
        elif is_used and kind not in self.builder.headings:
            self.builder.headings[kind] = heading
        else:
            self.leave_out(section.heading, "headings", section.line)

    def read_summary(self, section: Section) -> None:
        """Read what somebody says of themselves, and how to reach them."""
        basics = self.builder.basics
        texts: list[str] = []
        for block in _split_short_lines(section.blocks):
            if self.is_contact(block, section.kind):
                continue
            if self.is_name(block) or self.is_position(block) or self.is_home(block):
                continue
            text = to_markup(block.spans)
            self.has_summary = True
            texts.append(f"• {text}" if block.kind == "item" else text)
        if texts:
            before = basics.get("summary")
            joined = _join_paragraphs(texts)
            basics["summary"] = f"{before}\n\n{joined}" if before else joined
            if "label" not in basics:
                label = find_label(
                    " ".join(block.text for block in section.blocks), basics.get("name")
                )
                if label is not None:
                    basics["label"] = label
        if section.heading and not self.is_name(Block("heading", section.line, spans=[])):
            if read_name(section.heading) is None or find_kind(section.heading):
                self.leave_out(section.heading, "headings", section.line)

    def is_label(self, section: Section) -> bool:
        """Say whether a heading at the top says what the person is."""
        is_first = not self.builder.sections and not self.builder.custom
        is_free = "label" not in self.builder.basics
        return is_first and is_free and section.line > 0 and has_word("position", section.heading)

    def is_own_name(self, heading: str) -> bool:
        """Say whether a heading is the name of the person."""
        name = read_value(self.builder.basics.get("name"))
        found = read_name(heading)
        if isinstance(found, dict) and isinstance(name, dict):
            return set(found.values()) == set(name.values())
        return not is_empty(name) and found == name

    def is_home(self, block: Block) -> bool:
        """Take a short line that is only a place."""
        pieces = split_pieces(block.text)
        if (
            len(pieces) > 3
            or "location" in self.builder.basics
            or not all(map(is_place_name, pieces))
        ):
            return False
        self.builder.basics["location"] = {"city": ", ".join(pieces)}
        return True

    def is_position(self, block: Block) -> bool:
        """Take a short line below the name that says what somebody is."""
        text = block.text
        basics = self.builder.basics
        is_short = len(text) < _MOST_POSITION and not text.endswith((".", "。", "!"))
        if "label" in basics or not is_short or _FIRST_PERSON.search(text) or block.kind == "item":
            return False
        is_degree = has_word("degree", text) and not any(letter.isdigit() for letter in text)
        if not (has_word("position", text) or is_degree) or self.has_summary:
            return False
        basics["label"] = to_markup(block.spans, bare="bold italic link color")
        for span in block.spans:
            if span.href.startswith("http") and span.text not in self.used_links:
                account = {"network": Value(strip_edges(span.text)), "url": span.href}
                basics.setdefault("profiles", []).append(account)
        return True

    def is_name(self, block: Block) -> bool:
        """Say whether a block is the name of the person, as the profile has it."""
        name = read_value(self.builder.basics.get("name"))
        found = read_name(block.text) if block.text else None
        if found is None or is_empty(name):
            return False
        if self.is_own_name(block.text):
            return True
        if isinstance(name, dict) and found in name.values():
            self.leave_out(block.text, "said twice", block.line)
            return True
        return False

    def is_contact(self, block: Block, kind: str | None) -> bool:
        """Read a block that is only addresses and accounts."""
        text = block.text
        rest = text
        for _, origin in find_emails(text):
            rest = rest.replace(origin, " ")
        for words in self.used_links:
            if "/" in words:
                rest = rest.replace(words, " ")
        phone = find_phone(text)
        if phone:
            self.builder.basics.setdefault("phone", phone)
            rest = rest.replace(phone, " ")
        pieces = [
            strip_edges(piece) for piece in split_pieces(rest, ",;|·•/\n:：") if strip_edges(piece)
        ]
        others = [
            piece for piece in pieces if not is_network_word(piece) and piece not in self.used_links
        ]
        is_reached = bool(phone) or rest != text
        is_short = len(text) < _MOST_POSITION and not _SPOKEN.search(text)
        if is_reached and others and is_short:
            self.add_address(block, others, pieces)
            return True
        if not others and (pieces or rest != text):
            self.leave_link_words(block, pieces)
            return True
        if kind == "contact" and not block.is_heading:
            self.add_address(block, others, pieces)
            return True
        return False

    def add_address(self, block: Block, others: list[str], pieces: list[str]) -> None:
        """Keep what else stands among the contacts as the address."""
        self.leave_link_words(block, [piece for piece in pieces if piece not in others])
        location = self.builder.basics.setdefault("location", {})
        if isinstance(location, dict):
            before = location.get("address")
            text = ", ".join(others)
            location["address"] = f"{before}, {text}" if before else text

    def leave_link_words(self, block: Block, pieces: Sequence[str]) -> None:
        """Keep links that stand among the contacts; words without an address are left out."""
        addresses = {
            strip_edges(span.text): span.href
            for span in block.spans
            if span.href.startswith("http")
        }
        for piece in pieces:
            if piece in self.used_links:
                continue
            if piece in addresses:
                account = {"network": piece, "url": addresses[piece]}
                self.builder.basics.setdefault("profiles", []).append(account)
            else:
                self.leave_out(piece, "links without an address", block.line)

    def read_statement(self, section: Section, entries: Sequence[EntryBlocks]) -> None:
        """Read prose as one text."""
        texts = []
        for entry in entries:
            texts.append(str(read_entry("statement", entry)["text"]))
        if texts:
            self.builder.add_entry("statement", {"text": "\n\n".join(texts)})

    def add_entry(self, kind: str | None, section: Section, entry: EntryBlocks) -> None:
        """Add an entry of any kind but publications."""
        kind = self.judge_entry(kind, section, entry)
        fields = read_entry(kind or "custom", entry)
        if entry.label and kind is not None:
            self.add_label(kind, fields, entry)
        if is_empty(fields):
            return
        if kind is None:
            self.builder.add_custom(section.heading, fields)
        else:
            self.builder.add_entry(kind, fields)

    def judge_entry(self, kind: str | None, section: Section, entry: EntryBlocks) -> str | None:
        """Judge an entry that stands under a heading for several kinds."""
        text = entry.text
        if kind == "grants" and has_word("award", text):
            is_money = any(
                has_word(word, text) for word in ("amount", "number_label", "role_values")
            )
            if not is_money and (
                "award" in section.heading.casefold() or not has_word("funder", text)
            ):
                return "awards"
        is_mixed = bool(_MIXED.search(section.heading))
        if (
            kind == "education"
            and is_mixed
            and not has_word("degree", text)
            and has_word("position", text)
        ):
            return "work"
        if (
            kind == "work"
            and is_mixed
            and has_word("degree", text)
            and not has_word("position", text)
        ):
            return "education"
        return kind

    def add_label(self, kind: str, fields: dict[str, Any], entry: EntryBlocks) -> None:
        """Keep the heading of several entries as their tag; a year as the date of those without."""
        year = re.fullmatch(r"\D{0,3}((?:19|20)\d{2})\D{0,3}", entry.label)
        tag = re.sub(r"[\W_]+", "-", entry.label.casefold()).strip("-")
        is_new = tag not in self.tags
        self.tags.add(tag)
        place = _PLACES.get(kind, "")
        if place and has_word("institution", entry.label) and not fields.get(place):
            fields[place] = Value(entry.label, entry.label if is_new else "")
            return
        if year:
            if is_new:
                self.leave_out(entry.label, "headings", entry.label_line)
            if not any(key in fields for key in ("date", "startDate", "endDate", "releaseDate")):
                fields["date"] = Value(year[1], "")
        elif tag:
            fields["tags"] = [Value(tag, entry.label if is_new else "")]

    def read_publications(self, section: Section, entries: Sequence[EntryBlocks]) -> None:
        """Read works; what stands among them and is none goes where it belongs."""
        status = find_status(section.heading)
        for entry in group_works(entries):
            if is_picture(entry):
                self.leave_out(entry.text, "a picture", entry.line)
                continue
            work = read_work(entry, self.legend, status[0] if status else "")
            if work is None:
                self.place_other(section, entry)
                continue
            for text, reason, line in work.left_out:
                self.leave_out(text, reason, line)
            if entry.label:
                self.add_label("publications", work.fields, entry)
            self.set_own_name(work.fields)
            self.builder.coauthors.update(read_coauthor_pages(entry))
            self.builder.add_entry("publications", work.fields)

    def set_own_name(self, fields: dict[str, Any]) -> None:
        """Put the person's name where only the co-authors are named."""
        if OWN_NAME not in fields.get("authors", []):
            return
        name = read_value(self.builder.basics.get("name"))
        if isinstance(name, dict):
            name = next(iter(name.values()))
        own = replace(OWN_NAME, text=str(name)) if name else None
        authors = [own if author == OWN_NAME else author for author in fields["authors"]]
        fields["authors"] = [author for author in authors if author is not None]

    def place_other(self, section: Section, entry: EntryBlocks) -> None:
        """Place what stands among works and is none."""
        text = entry.text
        if _POINTER.search(text) and len(text) < _MOST_POINTER:
            self.leave_out(text, "a pointer to a list elsewhere", entry.line)
        elif tells_of_award(text):
            self.builder.add_entry("awards", read_award_prose(entry))
        elif len(entry.head) == 1 and not entry.texts and not entry.points and len(text) < 60:
            self.leave_out(text, "headings", entry.line)
        else:
            self.builder.add_entry("statement", read_entry("statement", entry))


_MIXED = re.compile(
    r"education.*(?:experience|employment|positions)|(?:experience|employment|positions).*education|ausbildung.*beruf|formation.*exp",
    re.IGNORECASE,
)
_PLACES = {
    "teaching": "institution",
    "work": "name",
    "research": "institution",
    "education": "institution",
    "volunteer": "organization",
}


def iterate_texts(builder: ProfileBuilder) -> Iterator[Any]:
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
        if (
            len(lines) < 2
            or len(lines) > 8
            or max(len(get_raw_text(line)) for line in lines) > _MOST_POSITION
        ):
            split.append(block)
            continue
        for line in lines:
            split.append(Block(block.kind, line[0].line, block.level, block.group, False, line))
    return split


def is_placeholder(text: str) -> bool:
    """Say whether a text only keeps a place: `Coming soon!`."""
    plain = text.strip(" .!…*_()[]🚧")
    if "lorem ipsum" in plain.casefold():
        return True
    if not plain or len(plain) > _MOST_PLACEHOLDER:
        return False
    match = compile_words("placeholder").search(plain)
    if match is None:
        return False
    return len(match[0]) > 0.45 * len(plain)


def _join_paragraphs(texts: Sequence[str]) -> str:
    """Join paragraphs; the items of a list stand on lines of their own."""
    joined = texts[0]
    for before, text in zip(texts, texts[1:], strict=False):
        is_list = before.startswith("• ") and text.startswith("• ")
        joined += ("\n" if is_list else "\n\n") + text
    return joined


def list_texts(blocks: Sequence[Block]) -> list[str]:
    """List the words of blocks."""
    return [get_raw_text(block.spans) for block in blocks]
