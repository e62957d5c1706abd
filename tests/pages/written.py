"""Takes a profile's file, gives what its pages must say: read from the YAML, and never from what cvgen printed.

Texts come without their marks. Facts that print in another form (dates, addresses, closed words) are left to
tests of their own.
"""

import re
from dataclasses import dataclass
from dataclasses import replace as replaced
from functools import cache

from msgspec.structs import replace
from references import references
from shipped import TODAY

from cvgen.compose import locale
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.profile.academic import General
from cvgen.profile.kinds import KINDS
from cvgen.text import dates
from cvgen.text.dates import PartialDate, Period
from cvgen.text.written_periods import parse_written_period

LANGUAGES = {"en", "zh", "de"}
NOW = PartialDate(TODAY.year, TODAY.month, TODAY.day)
TEX = {r"\alpha": "α", r"\chi": "χ"}
OTHER_FORM = {
    "image",
    "short",
    "consent",
    "url",
    "tags",
    "alternateNames",
    "date",
    "startDate",
    "endDate",
    "releaseDate",
    "birthDate",
    "countryCode",
    "key",
    "marks",
    "rankings",
    "language",
}


@dataclass(frozen=True)
class Entry:
    """The texts of an entry in the order of reading, but for its period.

    It may be the title of a group of entries, or a position below its employer.
    """

    pieces: tuple[str, ...]
    period: str
    is_title: bool = False
    is_position: bool = False


@dataclass(frozen=True)
class Section:
    """A heading and its entries."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Written:
    """What a whole profile says: in order (`header`, `sections`), and once more all that is text (`texts`)."""

    language: str
    name: str
    names: tuple[str, ...]
    header: tuple[str, ...]
    label: str
    keywords: tuple[str, ...]
    sections: tuple[Section, ...]
    texts: tuple[str, ...]
    urls: frozenset[str]


@cache
def written(path, variant=None, date_style="short", heading_words="own", *, link_addresses=False):
    """Read what a profile says, or what a variant of it that only chooses sections says; periods in a style of dates, headings in words."""
    tree = yamlfile.read_yaml(path).data
    wish = (tree.get("variants") or {}).get(variant) or {}
    assert not {"tags", "limits"} & set(wish), "this reader knows no tags and no limits"
    reader = _Reader(
        wish.get("language") or tree.get("language") or "en",
        date_style,
        heading_words,
        link_addresses,
    )
    keys = wish.get("sections") or [key for key in tree if key in KINDS or key == "custom"]
    shown = {"basics": tree["basics"], **{key: tree[key] for key in keys if key in tree}}
    if "publications" in shown or "bibliography" in tree:
        shown["publications"] = papers(path.parent, tree)
    names = reader.versions(tree["basics"]["name"])
    return Written(
        reader.language,
        names[0],
        tuple(names),
        tuple(names + reader.pieces(tree["basics"], ["label"])),
        "".join(reader.pieces(tree["basics"], ["label"])),
        tuple(dict.fromkeys(reader.keywords(shown.get("interests") or []))),
        tuple(reader.sections(shown, tree)),
        tuple(names + reader.texts(shown, ())),
        frozenset(addresses(shown)),
    )


@cache
def known_headings():
    """Read the table of titles that parsers know."""
    return yamlfile.read_yaml(DATA_FOLDER / "parsers.yaml").data["headings"]


@dataclass(frozen=True)
class _Reader:
    language: str
    date_style: str
    heading_words: str
    link_addresses: bool

    def chosen(self, text):
        if not isinstance(text, dict):
            return text
        return text.get(self.language) or text.get("en") or next(iter(text.values()))

    def versions(self, text):
        if not isinstance(text, dict):
            return [text]
        return list(dict.fromkeys([self.chosen(text), *text.values()]))

    # --- all texts of a profile -------------------------------------------------------------------------------

    def texts(self, data, path):
        """Walk the whole profile for its texts, whatever the model says about its keys."""
        if isinstance(data, str):
            return self.printed(data, path)
        if isinstance(data, list):
            return [text for item in data for text in self.texts(item, path)]
        if isinstance(data, dict) and set(data) <= LANGUAGES:
            return self.texts(self.chosen(data), path)
        found = []
        for key, value in (data or {}).items():
            if key == "links":
                found += map(self.link_label, value)
            elif key not in OTHER_FORM and not (
                path[:1] == ("publications",) and key in ("type", "status")
            ):
                found += self.texts(value, (*path, key))
        return found

    def printed(self, text, path):
        if path[-1] == "pages":
            return [dashed(text)]
        if path[-2:] == ("investigators", "email") or path[-2:] == ("supervisors", "email"):
            return []
        if path[-1] == "authors":
            return [text]  # a star behind a name is no mark
        if path[-1] == "network":
            return []  # an account may show its address or its user name alone
        return [bare(part) for part in re.split(r"\n\s*\n", text) if part.strip()]

    def keywords(self, interests):
        entries = [{"name": entry} if isinstance(entry, str) else entry for entry in interests]
        return [piece for entry in entries for piece in self.pieces(entry, ["name", "keywords"])]

    # --- sections, in the order of reading --------------------------------------------------------------------

    def sections(self, shown, tree):
        words, headings = (
            replace(locale.find_locale(self.language), date_style=self.date_style),
            tree.get("headings") or {},
        )
        for key, entries in shown.items():
            if key == "custom":
                for section in entries:
                    yield Section(
                        self.chosen(section["title"]),
                        self.entries(General, section["entries"], words),
                    )
            elif key in KINDS:
                heading = self.chosen(headings.get(key)) or words.headings[key]
                if self.heading_words == "standard":
                    heading = known_headings()[self.language].get(key, words.headings[key])
                order = "newest" if "bibliography" in tree else "file"
                for wish in (
                    tree.get("publicationLists", [{}])
                    if key == "publications"
                    else [{"order": "file"}]
                ):
                    title = self.chosen(wish.get("title", heading))
                    chosen = entries if "groups" in entries else listed(entries, wish, order)
                    yield Section(title, self.entries(KINDS[key], chosen, words))

    def entries(self, kind, entries, words):
        """Give the entries; the title of a group stands above its own, an employer above its positions."""
        found = []
        if isinstance(entries, dict):
            found += self.entries(kind, entries.get("entries", []), words)
            for group in entries["groups"]:
                found.append(Entry((self.chosen(group["title"]),), "", is_title=True))
                found += self.entries(kind, group["entries"], words)
            return tuple(found)
        for entry in entries:
            when = words.format_period(period(entry), NOW)
            found.append(Entry(tuple(self.entry(kind, entry, words)), when))
            if "positions" in entry:
                positions = self.entries(kind, entry["positions"], words)
                found += [replaced(position, is_position=True) for position in positions]
        return tuple(found)

    def entry(self, kind, entry, words):
        """Give the pieces of an entry as `view.Item` orders them."""
        slots = kind.slots
        if isinstance(entry, str):
            entry = {"text" if slots.layout == "prose" else slots.title[0]: entry}
        if slots.layout != "publications":
            keys = [
                *slots.title,
                *slots.subtitle,
                "location",
                *slots.details,
                *slots.text,
                "highlights",
                "links",
            ]
            return self.pieces(entry, keys)
        issue = f"({entry['issue']})" if "issue" in entry else ""
        entry = {
            **entry,
            "volume": entry.get("volume", "") + issue,
            "pages": dashed(entry.get("pages", "")),
        }
        where, status = ["publisher", "volume", "number", "pages"], entry.get("status", "published")
        if status in words.status_at and self.pieces(
            entry, where
        ):  # not out yet: "submitted to Nature", in one go
            entry["before"], _, entry["behind"] = words.status_at[status].partition("{venue}")
            where = ["before", *where, "behind"]
        elif status != "published":
            where = [*where, "said"]
            entry["said"] = words.status[status]
        return self.pieces(
            entry,
            [
                "badge",
                "name",
                "authors",
                *where,
                "location",
                "notes",
                *slots.text,
                "highlights",
                "links",
                "doi",
                "arxiv",
            ],
        )

    def pieces(self, entry, keys):
        return [piece for key in keys if entry.get(key) for piece in self.field(key, entry[key])]

    def link_label(self, label):
        """Give what a link is called: its own label, or the language's word for it."""
        word = locale.find_locale(self.language).links.get(label.lower(), label)
        return word[:1].upper() + word[1:] if label[:1].isupper() else word

    def field(self, key, value):
        if key == "links" and self.link_addresses:
            return [
                piece
                for label, url in value.items()
                for piece in (self.link_label(label), url.split("://")[-1])
            ]
        if key == "links":
            return [self.link_label(label) for label in value]
        if isinstance(value, list):
            return [piece for item in value for piece in self.field(key, item)]
        if isinstance(value, str) or set(value) <= LANGUAGES:
            return self.printed(self.chosen(value), (key,))
        if key == "score":
            value = {
                **value,
                "value": "/".join(filter(None, [value.get("value"), value.get("scale")])),
            }
        return self.pieces(
            value,
            [
                "name",
                "marks",
                "role",
                "affiliation",
                "address",
                "postalCode",
                "city",
                "region",
                "value",
                "rank",
            ],
        )


def papers(folder, tree):
    """Join what stands in the bibliography with what the profile says of it, in the order of the files."""
    own = tree.get("publications") or []
    if "bibliography" not in tree:
        return own
    found = references(folder / tree["bibliography"])
    for entry in own:
        found[entry["key"]] |= entry
    return list(found.values())


def listed(entries, wish, order):
    """Choose and order what belongs into one list of publications; without a date stands what is newest."""
    assert set(wish) <= {"title", "status", "order"}, "this reader knows no other wishes"
    chosen = [
        entry
        for entry in entries
        if "status" not in wish or entry.get("status", "published") in wish["status"]
    ]
    if wish.get("order", order) == "file":
        return chosen
    return sorted(chosen, key=lambda entry: entry.get("releaseDate", "9999"), reverse=True)


def period(entry):
    """Say when it was; what starts and is not said to end goes on."""
    entry = {} if isinstance(entry, str) else entry
    moment, start, end = (
        entry.get("releaseDate") or entry.get("date"),
        entry.get("startDate"),
        entry.get("endDate"),
    )
    if moment:
        return parse_written_period(moment)
    ongoing = end == "present" or bool(start and not end)
    return Period(
        dates.parse_date(start) if start else None,
        dates.parse_date(end) if end and not ongoing else None,
        ongoing,
    )


def dashed(pages):
    return re.sub("-+", "–", pages)


def bare(text):
    """Leave out the inline marks."""
    text = re.sub(
        r"\$([^$]+)\$", lambda match: re.sub(r"\\\w+", lambda name: TEX[name[0]], match[1]), text
    )
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\*\*(.+?)\*\*|`(.+?)`", lambda match: match[1] or match[2], text)
    text = re.sub(r"\*(?=\S)(.+?)(?<=\S)\*", r"\1", text)
    return re.sub(r"~(\S+?)~|\^(\S+?)\^", lambda match: match[1] or match[2], text).strip()


def addresses(data, key=""):
    """Collect where the links of a profile must lead."""
    if isinstance(data, dict):
        return [
            url
            for name, value in data.items()
            for url in addresses(value, "url" if key == "links" else name)
        ]
    if isinstance(data, list):
        return [url for item in data for url in addresses(item, key)]
    if key in ("$schema", "image") or not data:
        return []
    made = {
        "email": f"mailto:{data}",
        "doi": f"https://doi.org/{data}",
        "arxiv": f"https://arxiv.org/abs/{data}",
    }
    if key == "phone":
        return ["tel:" + re.sub(r"[^+0-9]", "", data)]
    if key == "url":
        return [data if ":" in data else "https://" + data]
    return [made[key]] if key in made else re.findall(r"\]\((\S+?)\)", data)
