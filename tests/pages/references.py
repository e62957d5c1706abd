"""Takes the examples' .bib files, gives their entries as a profile would write them. Knows one field per line, and no more."""

import re

MARKS = {"equal": "*", "corresponding": "#"}
PLACES = ("journal", "booktitle", "howpublished")
CHINESE = re.compile(r"[\u4e00-\u9fff, ]+")


def references(path):
    blocks = re.findall(r"@(\w+)\{(\w+),\n(.*?)\n\}", path.read_text("utf-8"), re.DOTALL)
    return {
        key: entry(kind, key, dict(re.findall(r"^ +([\w+]+) *= \{(.*)\},$", fields, re.MULTILINE)))
        for kind, key, fields in blocks
    }


def entry(kind, key, fields):
    """Name the fields as JSON Resume does; in an article, `number` is the issue and `eid` the number."""
    found = {
        "key": key,
        "name": re.sub("[{}]", "", fields["title"]),
        "authors": authors(fields["author"], fields.get("author+an", "")),
        "publisher": next((fields[place] for place in PLACES if place in fields), ""),
        "releaseDate": fields.get("year", ""),
        "status": "under-review" if kind == "unpublished" else "",
        "volume": fields.get("volume", ""),
        "issue": fields.get("number", ""),
        "number": fields.get("eid", ""),
        "pages": fields.get("pages", ""),
        "arxiv": fields.get("eprint", ""),
    }
    return {name: value for name, value in found.items() if value}


def authors(names, annotations):
    marks = {}
    for number, word in re.findall(r"(\d+)=(\w+)", annotations):
        marks[int(number)] = marks.get(int(number), "") + MARKS[word]
    return [
        turned(name) + marks.get(number, "")
        for number, name in enumerate(names.split(" and "), start=1)
    ]


def turned(name):
    last, _, first = name.partition(", ")
    return last + first if CHINESE.fullmatch(name) else f"{first} {last}"
