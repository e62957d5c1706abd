"""Find how to reach a person, and what they say that they are: e-mail, telephone, accounts."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from cvgen.files.yamltable import read_table
from cvgen.importers.builder import Value
from cvgen.importers.page.page import Link
from cvgen.importers.page.phrases import has_word, is_word, strip_edges
from cvgen.text.patterns import compile_late
from cvgen.text.telephones import find_extension_end

_AT = (
    r"\s*(?:@|＠|\[\s*(?:at|@)\s*\]|\(\s*(?:at|@)\s*\)|\{\s*(?:at|@)\s*\}|<\s*at\s*>|_at_|-at-"
    r"|\s+(?:at|AT|\(a\)|\[a\])\s+)\s*"
)
_DOT = (
    r"(?:\s*(?:\[\s*(?:dot|\.)\s*\]|\(\s*(?:dot|\.)\s*\)|\{\s*dot\s*\}"
    r"|\s(?:dot|DOT)\s|_dot_)\s*|\.)"
)
_EMAIL = compile_late(
    rf"(?P<user>[A-Za-z0-9][\w+-]*(?:{_DOT}[\w+-]+)*)(?P<at>{_AT})(?P<host>[A-Za-z0-9-]+(?:{_DOT}[A-Za-z0-9-]+)+)"
)
_NO_USERS = frozenset(
    [
        "me",
        "us",
        "him",
        "her",
        "them",
        "mail",
        "email",
        "is",
        "am",
        "are",
        "look",
        "work",
        "works",
        "working",
        "student",
        "professor",
        "researcher",
        "also",
        "now",
        "currently",
        "here",
        "available",
        "reach",
        "contact",
        "located",
        "based",
    ]
)
_DOT_WORD = compile_late(_DOT)
_PHONE = compile_late(
    r"(?:phone|tel(?:ephone|efon|éfono)?|mobile|cell|fax|电话|電話"
    r"|전화)\.?\s*[:：]?\s*(?P<number>\+?[\d(][\d\s()./-]{6,20}\d)",
    re.IGNORECASE,
)
_BARE_PHONE = compile_late(
    r"(?<![\w/.=-])(?P<number>\+\d{1,3}[\s().-]*\d[\d\s().-]{6,16}\d"
    r"|\(\d{3}\)\s*\d{3}-\d{4})(?!/|(?!x\d)\w)"
)
_LABEL = compile_late(
    r"\b(?:I\s*(?:am|'m|’m)|[A-Z][\w-]+ is)\s+(?:currently\s+|now\s+"
    r"|presently\s+)?(?:also\s+)?(?:an?|the)\s+(?P<label>[^.;]*?)(?=[.;]|,?\s+(?:supervised"
    r"|advised|working|work|where|majoring|under|who|and (?:I|my|a member)|co-advised|mentored"
    r"|with a focus|focusing|focused|interested)\b|$)",
    re.DOTALL,
)
_APPOSITION = compile_late(
    r",\s+(?:currently\s+)?(?:an?|the)\s+(?P<label>[^.;]{6,140}?)(?=[.;]|,\s+(?:supervised"
    r"|advised|where|working|under)|$)"
)
_MOST_LABEL = 140
_EMAIL_WORD = compile_late(r"mail|邮箱|メール|이메일|correo|courriel", re.IGNORECASE)
_MOST_BEFORE = 24  # letters before an address, among which a word for one stands
_MOST_WORDS = 40
_ACCOUNT_WORDS = frozenset(
    [
        "scholar",
        "google scholar",
        "twitter",
        "git",
        "profile",
        "谷歌学术",
        "知乎",
        "googlescholar",
        "gs",
    ]
)
_LABEL_NOTE = "guessed: from the summary"


def find_phone(text: str) -> str:
    """Find a telephone number behind a word for one, with its extension."""
    match = _PHONE.search(text) or _BARE_PHONE.search(text)
    if match is None:
        return ""
    start, end = match.span("number")
    return text[start : find_extension_end(text, end)].strip()


def find_label(text: str, name: Any) -> Value | None:
    """Find what somebody says that they are, in the first sentences of a text."""
    start = text[:400]
    for pattern in (_LABEL, _APPOSITION):
        for match in pattern.finditer(start):
            label = " ".join(match["label"].split()).strip(" ,")
            is_person_there = isinstance(name, str) and label.startswith(name)
            if has_word("position", label) and len(label) < _MOST_LABEL and not is_person_there:
                return Value(label[:1].upper() + label[1:], "", is_guess=True, note=_LABEL_NOTE)
    return None


# --- accounts


@cache
def _load_networks() -> dict[str, dict[str, str]]:
    networks: dict[str, dict[str, str]] = read_table("importers/networks")
    return networks


def _load_patterns() -> dict[str, str]:
    return {described["network"]: described["account"] for described in _load_networks().values()}


def read_account(link: Link) -> dict[str, Any] | None:
    """Read a link to an account of one's own: its words are the network's, the account's, none."""
    network, account = find_network(link.href)
    if not account and network and _load_patterns()[network]:
        return None
    if not network or not _is_account(link, network, account):
        return None
    if account and network not in ("DBLP", "Hugging Face"):
        return {"network": Value(network), "username": Value(account)}
    return {"network": Value(network), "url": Value(link.href)}


def is_network_word(text: str) -> bool:
    """Say whether a text is only the name of a network, or a word for a way to reach somebody."""
    plain = strip_edges(text).casefold()
    names = {described["network"].casefold() for described in _load_networks().values()}
    return plain in names or is_word("contact", plain) or is_word("link", plain)


def find_emails(text: str) -> list[tuple[str, str]]:
    """Find e-mail addresses, also those written "at … dot": the address, and what stands there."""
    emails = []
    for match in _EMAIL.finditer(text):
        if match["at"].strip().casefold() == "at" and not _is_email_in_words(text, match):
            emails += find_emails(text[match.end("at") :])
            continue
        host = _DOT_WORD.sub(".", match["host"])
        user = _DOT_WORD.sub(".", match["user"])
        ending = host.rpartition(".")[2]
        if len(ending) > 1 and not ending.isdigit():
            emails.append((f"{user}@{host}", match[0]))
    return emails


def _is_email_in_words(text: str, match: re.Match[str]) -> bool:
    """Say whether "at" stands in an address, and not in a sentence."""
    if match["user"].casefold() in _NO_USERS:
        return False
    before = text[max(0, match.start() - _MOST_BEFORE) : match.start()]
    return "dot" in match["host"].casefold() or bool(_EMAIL_WORD.search(before))


def find_network(address: str) -> tuple[str, str]:
    """Find the network of an address, and the account in it."""
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    for sign, described in _load_networks().items():
        if not _is_host(host, sign):
            continue
        pattern = described["account"]
        match = re.search(pattern, address) if pattern else None
        if match:
            return described["network"], match[1]
        return described["network"], ""
    return "", ""


def _is_host(host: str, sign: str) -> bool:
    """Say whether a host is one of a network, also of `scholar.google` in any country."""
    if host == sign or host.endswith("." + sign):
        return True
    is_part = "." not in sign or sign.endswith("google")
    return is_part and sign in host


def _is_account(link: Link, network: str, account: str) -> bool:
    """Say whether the words of a link are those for an account of one's own."""
    words = strip_edges(link.words).casefold()
    if not words:
        return bool(account)
    if words in _ACCOUNT_WORDS or words.startswith("http"):
        return True
    own = [name.casefold() for name in (network, account) if name]
    return len(words) < _MOST_WORDS and any(name in words for name in own)
