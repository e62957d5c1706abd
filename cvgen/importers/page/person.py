"""Find the person of a page: name, e-mail, accounts, what they are, a few words about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.importers.builder import Value
from cvgen.importers.headings import find_kind
from cvgen.importers.page.blocks import Block, get_raw_text, split_breaks
from cvgen.importers.page.html import Link, Page
from cvgen.importers.page.people import is_person
from cvgen.importers.page.phrases import has_word, is_word, strip_edges

_AT = r"\s*(?:@|＠|\[\s*(?:at|@)\s*\]|\(\s*(?:at|@)\s*\)|\{\s*(?:at|@)\s*\}|<\s*at\s*>|_at_|-at-|\s+(?:at|AT|\(a\)|\[a\])\s+)\s*"
_DOT = r"(?:\s*(?:\[\s*(?:dot|\.)\s*\]|\(\s*(?:dot|\.)\s*\)|\{\s*dot\s*\}|\s(?:dot|DOT)\s|_dot_)\s*|\.)"
_EMAIL = re.compile(
    rf"(?P<user>[A-Za-z0-9][\w+-]*(?:{_DOT}[\w+-]+)*)(?P<at>{_AT})(?P<host>[A-Za-z0-9-]+(?:{_DOT}[A-Za-z0-9-]+)+)"
)
_OTHER_SCRIPT = re.compile(r"[(（][\u0370-\uffdc]{2,12}[)）]")
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
_DOT_WORD = re.compile(_DOT)
_PHONE = re.compile(
    r"(?:phone|tel(?:ephone|efon|éfono)?|mobile|cell|fax|电话|電話|전화)\.?\s*[:：]?\s*(?P<number>\+?[\d(][\d\s()./-]{6,20}\d)",
    re.IGNORECASE,
)
_BARE_PHONE = re.compile(
    r"(?<![\w/.=-])(?P<number>\+\d{1,3}[\s().-]*\d[\d\s().-]{6,16}\d|\(\d{3}\)\s*\d{3}-\d{4})(?![\w/])"
)
_I_AM = re.compile(
    r"(?:\bI\s*(?:am|'m|’m)|\bmy name is|\bthis is|ich bin|mein name ist|je suis|je m['’]appelle|soy|me llamo|mi nombre es|sono|mi chiamo|meu nome é|我是|我叫)\s*,?\s*(?P<name>[^\W\d_][^,.;:!?()（，。！]{1,50}(?:[(（][^()（）]{2,20}[)）])?)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:I\s*(?:am|'m|’m)|[A-Z][\w-]+ is)\s+(?:currently\s+|now\s+|presently\s+)?(?:also\s+)?(?:an?|the)\s+(?P<label>[^.;]*?)(?=[.;]|,?\s+(?:supervised|advised|working|work|where|majoring|under|who|and (?:I|my|a member)|co-advised|mentored|with a focus|focusing|focused|interested)\b|$)",
    re.DOTALL,
)
_APPOSITION = re.compile(
    r",\s+(?:currently\s+)?(?:an?|the)\s+(?P<label>[^.;]{6,140}?)(?=[.;]|,\s+(?:supervised|advised|where|working|under)|$)"
)
_TITLE_ENDS = re.compile(
    r"(?:['’]s?\s+)?(?:(?:personal|academic|professional)\s+)?(?:home\s?page|web\s?site|web\s?page|page|site|homepage|主页|个人主页|的主页|のホームページ|홈페이지)\s*$",
    re.IGNORECASE,
)
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
_JOINT_OF_NAMES = re.compile(r"\s*[/|｜／(（)）]\s*|\s+[-–—·•]\s+|\s{2,}")
_MOST_LABEL = 140
_LABEL_NOTE = "guessed: from the summary"


def find_emails(text: str) -> list[tuple[str, str]]:
    """Find e-mail addresses, also those written "at … dot": the address, and how it stands there."""
    emails = []
    for match in _EMAIL.finditer(text):
        at = match["at"].strip().casefold()
        is_plain_word = at == "at"
        host = _DOT_WORD.sub(".", match["host"])
        if is_plain_word and "dot" not in match["host"].casefold() and not _says_email(text, match):
            continue
        user = _DOT_WORD.sub(".", match["user"])
        if is_plain_word and user.casefold() in _NO_USERS:
            emails += find_emails(text[match.end("at") :])
            continue
        if len(host.rpartition(".")[2]) < 2 or host.rpartition(".")[2].isdigit():
            continue
        emails.append((f"{user}@{host}", match[0]))
    return emails


def _says_email(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 24) : match.start()].casefold()
    return bool(re.search(r"e-?mail|邮箱|メール|이메일|correo|courriel|mail", before))


def find_phone(text: str) -> str:
    """Find a telephone number behind a word for one."""
    match = _PHONE.search(text) or _BARE_PHONE.search(text)
    return match["number"].strip() if match else ""


# --- name


def find_name(page: Page, blocks: Sequence[Block], front_title: str = "") -> Any:
    """Find the name of the person: a heading, the first line, a sentence, the page's title."""
    for block in blocks[:6]:
        is_first = block is blocks[0]
        if block.is_heading or is_first or block.line < 4:
            lines = split_breaks(block.spans)
            texts = [block.text, *(" ".join(get_raw_text(line).split()) for line in lines[:1])]
            names = [name for name in map(read_name, texts) if name]
            if names:
                return names[0]
    for block in blocks[:8]:
        match = _I_AM.search(block.text)
        if match:
            name = read_name(_cut_name(match["name"]))
            if name:
                return name
    for title in (front_title, page.title):
        name = _read_title(title)
        if name:
            return name
    return None


def _cut_name(text: str) -> str:
    """Cut what follows a name in a sentence."""
    words: list[str] = []
    for word in text.split():
        if not (
            word[0].isupper()
            or word in ("de", "van", "von", "der", "da", "di", "la", "bin", "el", "al")
        ):
            break
        words.append(word)
    script = _OTHER_SCRIPT.search(text)
    if words and script:
        words.append(script[0])
    return " ".join(words) if words else text.strip()


def _read_title(title: str) -> Any:
    """Read a name out of the title of a page: `Ada Example | Home`."""
    for part in re.split(r"\s+[-–—|·•:]\s+|[|:：]", title):
        name = read_name(_TITLE_ENDS.sub("", part.strip()).strip(" '’"))
        if name:
            return name
    return None


def read_name(text: str) -> Any:
    """Read a name, which may stand in two scripts; None where a text is no name."""
    bare = re.sub(
        r"^(?:hi|hello|hey|welcome)[,!]?\s+(?:i am|i'm|i’m|this is|my name is)?\s*",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    bare = strip_edges(bare).rstrip("!.")
    if has_word("position", bare) or has_word("degree", bare):
        return None
    if not bare or len(bare) > 70 or find_kind(bare) in ("summary", "contact"):
        return None
    if (
        is_person(bare)
        and len({_find_language(bare)}) == 1
        and not re.search(r"[(（/|]", bare)
        and not _is_mixed(bare)
    ):
        return bare
    parts = [part for part in _JOINT_OF_NAMES.split(_separate_scripts(bare)) if part.strip()]
    names: dict[str, str] = {}
    for part in parts:
        language = _find_language(part)
        if not is_person(part) or language in names:
            return None if not names else _choose(names)
        names[language] = part.strip()
    return _choose(names)


def _is_mixed(text: str) -> bool:
    return bool(re.search(r"[A-Za-z]", text)) and _find_language(text) != "en"


def _separate_scripts(text: str) -> str:
    """Put a bar between letters of two scripts: `Ada Example 艾达`."""
    return re.sub(
        r"(?<=[A-Za-z.])\s+(?=[\u0370-\uffff])|(?<=[\u0370-\uffdc])\s+(?=[A-Za-z])", " | ", text
    )


def _choose(names: dict[str, str]) -> Any:
    if not names:
        return None
    if len(names) == 1:
        return next(iter(names.values()))
    return names


def _find_language(text: str) -> str:
    for language, pattern in _SCRIPTS:
        if pattern.search(text):
            return language
    return "en"


def find_own_name(blocks: Sequence[Block]) -> str:
    """Find whose name is set apart in most of the author lists."""
    counts: Counter[str] = Counter()
    works = 0
    for block in blocks:
        names = set()
        for span in block.spans:
            name = strip_edges(span.text).strip("*#†‡∗,. ")
            if (
                span.marks & {"bold", "underline"}
                and is_person(name)
                and not has_word("venue", name)
            ):
                names.add(name)
        counts.update(names)
        works += bool(names)
    if not counts:
        return ""
    name, count = counts.most_common(1)[0]
    return name if count >= 2 and count > works / 2 else ""


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
    networks: dict[str, dict[str, str]] = yamlfile.read_yaml(
        DATA_FOLDER / "importers" / "networks.yaml"
    ).data
    return networks


def _load_patterns() -> dict[str, str]:
    return {described["network"]: described["account"] for described in _load_networks().values()}


def find_network(address: str) -> tuple[str, str]:
    """Find the network of an address, and the account in it."""
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    for sign, described in _load_networks().items():
        is_host = (
            host == sign
            or host.endswith("." + sign)
            or ("." not in sign and sign in host)
            or (sign.endswith("google") and sign in host)
        )
        if is_host:
            pattern = described["account"]
            match = re.search(pattern, address) if pattern else None
            return described["network"], match[1] if match else ""
    return "", ""


def read_account(link: Link) -> dict[str, Any] | None:
    """Read a link to an account of one's own: its words are the network's, the account's or none."""
    network, account = find_network(link.href)
    if not account and network and _load_patterns()[network]:
        return None
    if not network or not _is_account(link, network, account):
        return None
    if account and network not in ("DBLP", "Hugging Face"):
        return {"network": Value(network), "username": Value(account)}
    return {"network": Value(network), "url": Value(link.href)}


def _is_account(link: Link, network: str, account: str) -> bool:
    words = strip_edges(link.words).casefold()
    known = {
        network.casefold(),
        account.casefold(),
        "scholar",
        "google scholar",
        "twitter",
        "git",
        "profile",
        "cv",
        "谷歌学术",
        "知乎",
        "googlescholar",
        "gs",
    }
    if not words or words in known or words == link.href.casefold():
        return bool(account) or bool(words)
    return (
        len(words) < 40
        and (network.casefold() in words or (bool(account) and account.casefold() in words))
    ) or words.startswith("http")


def is_network_word(text: str) -> bool:
    """Say whether a text is only the name of a network, or a word for a way to reach somebody."""
    plain = strip_edges(text).casefold()
    names = {described["network"].casefold() for described in _load_networks().values()}
    others = {
        "courriel",
        "correo",
        "correo electrónico",
        "e-mail address",
        "email address",
        "mél",
        "邮箱",
        "电子邮件",
        "电子邮箱",
        "メール",
        "이메일",
        "phone",
        "tel",
        "telefon",
        "téléphone",
        "teléfono",
        "电话",
        "fax",
        "office",
        "contact",
        "kontakt",
        "web",
        "orcid id",
        "email",
        "e-mail",
        "mail",
        "cv",
        "resume",
        "twitter",
        "google scholar",
        "scholar",
        "github",
        "homepage",
        "bio",
        "curriculum vitae",
        "简历",
        "blog",
        "website",
        "telegram",
        "wechat",
        "academia",
        "publons",
        "code",
        "slack",
        "rss",
        "cv (pdf)",
        "google scholar profile",
    }
    return plain in names | others or is_word("link", plain)
