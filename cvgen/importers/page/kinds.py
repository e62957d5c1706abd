"""Make entries of each kind out of what a page says of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from cvgen.importers.builder import Value
from cvgen.importers.page.blocks import get_raw_text, to_markup
from cvgen.importers.page.dates import find_dates
from cvgen.importers.page.head import (
    Head,
    add_links,
    collect_links,
    finish_entry,
    read_head,
    split_phrase,
    take_supervisors,
)
from cvgen.importers.page.people import is_person
from cvgen.importers.page.phrases import (
    has_word,
    split_pieces,
    strip_edges,
)
from cvgen.importers.page.sections import EntryBlocks

Entry = dict[str, Any]
_IN = re.compile(r"\s+(?:in|en|im|in der|auf dem gebiet|per)\s+(?=\S)", re.IGNORECASE)
_AT = re.compile(
    r"\s+(?:at|@|in|from|of|by|an der|bei|à l['’]|à|de la|de l['’]|en|presso)\s+(?:the\s+)?(?=\S)"
)
_DIRECT = re.compile(
    r"(?P<degree>(?:Ph\.?\s?D|[MB]\.?\s?Sc|[MB]\.?\s?A|[MB]\.?\s?S|[MB]\.?\s?E|[MB]\.?\s?Eng|[MB]\.?\s?Tech|Master|Bachelor|Diplom|Laurea|Licence)\.?)"
    r"[\s:]+(?P<area>(?!of\b|de\b|student|candidate|degree|thesis|in\b)[A-ZÄÖÜ][^\d]{3,})"
)
_TELLING = ("degree", "position", "institution", "department", "team")
_EDGE_DATE = re.compile(r"[,;:(（–—-]\s*[^,;:()]*\d{4}[^,;]{0,22}$|^[\[(]?\d{4}")
_QUOTED = re.compile(r"[\"“”„«「『](?P<title>[^\"“”«»」』]{4,}?)[,.]?[\"”“»」』]")


def read_entry(kind: str, entry: EntryBlocks) -> Entry:
    """Read an entry of a section of this kind; nothing of its words is left behind."""
    reader = _READERS.get(kind, _read_general)
    fields = reader(entry)
    rest = _list_rest(entry)
    if rest:
        before = fields.get("summary")
        fields["summary"] = "\n\n".join([before, *rest] if before else rest)
    points = [to_markup(point) for point in entry.points]
    if points:
        fields["highlights"] = points
    return fields


def _list_rest(entry: EntryBlocks) -> list[str]:
    return [text for text in (to_markup(spans) for spans in entry.texts) if text]


# --- learning and working


def _read_education(entry: EntryBlocks) -> Entry:
    head = read_head(entry)
    _split_lines(head)
    fields: Entry = {"studyType": "", "area": "", "institution": "", "department": ""}
    degree = head.take("degree")
    if degree:
        _set_degree(fields, degree)
    fields["institution"] = _take_institution(head)
    fields["department"] = head.take("department")
    if "area" in head.labelled:
        fields["area"] = head.labelled.pop("area")
    _set_labelled(fields, head, ("thesis", "courses"))
    _set_places(fields, head, "area")
    rank = head.labelled.pop("rank", None)
    if rank is not None:
        if head.scores:
            head.scores[-1]["rank"] = rank
        else:
            head.scores.append({"rank": rank})
    return finish_entry(fields, head, linked="institution")


def _set_degree(fields: Entry, degree: str) -> None:
    """Set a degree, and the field of study that stands behind "in"."""
    place = _AT.search(degree)
    if place and has_word("institution", degree[place.end() :]) and not fields["institution"]:
        fields["institution"] = Value(strip_edges(degree[place.end() :]), degree[place.start() :])
        degree = degree[: place.start()]
    parts = _IN.split(degree, maxsplit=1)
    if len(parts) == 2 and has_word("degree", parts[0]):
        fields["studyType"] = strip_edges(parts[0])
        fields["area"] = Value(strip_edges(parts[1]), degree[len(parts[0]) :])
        return
    direct = _DIRECT.match(degree)
    if direct:
        fields["studyType"] = direct["degree"]
        fields["area"] = direct["area"]
        return
    fields["studyType"] = degree


def _set_labelled(fields: Entry, head: Head, names: tuple[str, ...]) -> None:
    """Set values that the page labels."""
    for name in names:
        value = head.labelled.pop(name, None)
        if value is None:
            continue
        if name == "courses":
            parts = split_pieces(value.text)
            label = value.origin[: len(value.origin) - len(value.text)]
            fields[name] = [Value(parts[0], f"{label}{parts[0]}"), *parts[1:]]
        else:
            fields[name] = value


def _take_institution(head: Head) -> str:
    """Take the piece that names an institution; one that says more than a part of it comes first."""
    best = ""
    for line in head.lines:
        for piece in line:
            if not has_word("institution", piece):
                continue
            is_part = has_word("department", piece) and not _is_whole(piece)
            if not best or (has_word("department", best) and not _is_whole(best) and not is_part):
                best = piece
    for line in head.lines:
        if best in line:
            line.remove(best)
            break
    return best


def _is_whole(piece: str) -> bool:
    """Say whether a piece names a university or the like, whatever part of it, too."""
    return bool(
        re.search(
            r"universit|universid|hochschule|大学|대학교|大學|университет|college$|institute",
            piece,
            re.IGNORECASE,
        )
    )


def _set_places(fields: Entry, head: Head, field_of_unknown: str) -> None:
    """Set what stands behind the institution in its line as its place, and what is unknown before."""
    for line in head.lines:
        places = []
        while (
            line
            and _is_place(line[-1])
            and len(line)
            > bool(
                not fields.get(field_of_unknown)
                and len(line) == 1
                and fields.get("studyType")
                and not places
                and not _is_known_place(line[-1])
            )
        ):
            places.insert(0, line.pop())
        if places and "location" not in fields:
            fields["location"] = {"city": ", ".join(places)}
        elif places:
            line += places
    if not fields.get(field_of_unknown):
        for line in head.lines:
            if line and len(line[0]) < 100:
                fields[field_of_unknown] = line.pop(0)
                break


def _is_place(piece: str) -> bool:
    """Say whether a piece can be a town or a country: a word or three, with capitals."""
    if _is_known_place(piece):
        return True
    words = piece.split()
    if not 1 <= len(words) <= 3 or any(
        has_word(kind, piece) for kind in ("degree", "position", "institution")
    ):
        return False
    if re.fullmatch(r"[\u4e00-\u9fff]{2,8}", piece):
        return piece.endswith(("市", "省", "国", "县", "州", "京", "海")) or _is_known_place(piece)
    is_named = all(
        word[0].isupper() or word in ("of", "am", "de", "la", "and", "del") for word in words
    )
    return is_named and not any(letter.isdigit() for letter in piece) and _is_known_place(piece)


def _is_known_place(piece: str) -> bool:
    from cvgen.importers.page.places import is_place_name

    return is_place_name(piece)


def _split_lines(head: Head) -> None:
    """Split pieces at dashes and colons, so that `Bachelor: University` are two."""
    for number, line in enumerate(head.lines):
        pieces: list[str] = []
        for piece in line:
            parts = split_phrase(piece)
            if len(parts) > 1 and not any(has_word(kind, parts[0]) for kind in _TELLING):
                parts = [piece]
            pieces += [strip_edges(part) for part in parts]
        head.lines[number] = [piece for piece in pieces if piece]


def _read_job(entry: EntryBlocks, place: str) -> Entry:
    """Read a position: at `place`, the field that names where it is."""
    head = read_head(entry)
    fields: Entry = {}
    title = ""
    if head.lines and place == "institution" and _is_title(head.lines[0]):
        title = ", ".join(head.lines.pop(0))
    _split_lines(head)
    for line in head.lines:
        _split_at(line)
    fields["position"] = _take_position(head)
    fields[place] = _take_institution(head)
    fields["department"] = head.take("department") or head.take("institution")
    if place == "institution":
        fields = {"name": title, **fields}
        _set_labelled(fields, head, ("outcome",))
    _set_places(fields, head, "position" if not fields["position"] else place)
    head.lines = [line for line in head.lines if line]
    topics = head.lines[-1] if head.lines else []
    if len(head.lines) == 1 and len(topics) > 1 and all(len(topic) < 60 for topic in topics):
        fields["keywords"] = head.lines.pop()
    return finish_entry(fields, head, linked=place)


def _is_title(line: list[str]) -> bool:
    """Say whether a line names a project, and neither a position nor a place."""
    text = ", ".join(line)
    kinds = ("position", "institution", "degree", "team")
    return not any(has_word(kind, text) for kind in kinds) or len(text) > 110


def _take_position(head: Head) -> str:
    """Take the piece that names a position; pieces that follow it and do so too belong to it."""
    for line in head.lines:
        for number, piece in enumerate(line):
            if has_word("position", piece) and not (
                _is_whole(piece)
                and not re.match(r"(?:visiting|research|student|phd)", piece, re.IGNORECASE)
            ):
                line.pop(number)
                return piece
    return head.take("team")


def _split_at(line: list[str]) -> None:
    """Split `Intern at Company` in two."""
    for number, piece in enumerate(line):
        for match in _AT.finditer(piece):
            before, behind = piece[: match.start()], piece[match.end() :]
            word = match[0].strip()
            is_job = has_word("position", before) and not has_word("institution", before)
            if (
                is_job
                and (word in ("at", "@") or has_word("institution", behind))
                and word not in ("of", "in")
            ):
                line[number : number + 1] = [before, behind]
                return


def _read_work(entry: EntryBlocks) -> Entry:
    return _read_job(entry, "name")


def _read_research(entry: EntryBlocks) -> Entry:
    text = entry.text
    if len(text) > 200 and len(entry.head) == 1 and not entry.points and not find_dates(text):
        return _read_prose(entry)
    return _read_job(entry, "institution")


def _read_prose(entry: EntryBlocks) -> Entry:
    """Keep prose as it is; whoever advised stands in it by name."""
    line = entry.head[0]
    entry.texts.insert(0, line)
    head = Head()
    collect_links(head.links, line)
    take_supervisors(head, get_raw_text(line))
    supervisors = [_hide_words(person) for person in head.supervisors]
    return {"supervisors": supervisors} if supervisors else {}


def _hide_words(person: Any) -> Any:
    """Mark a person as one whose words are counted elsewhere."""
    if isinstance(person, str):
        return Value(person)
    return {key: Value(part) for key, part in person.items()}


def _read_volunteer(entry: EntryBlocks) -> Entry:
    return _read_job(entry, "organization")


def _read_teaching(entry: EntryBlocks) -> Entry:
    head = read_head(entry)
    _split_lines(head)
    fields: Entry = {"name": "", "position": "", "institution": ""}
    for line in head.lines:
        _split_for(line)
    fields["position"] = _take_position(head)
    fields["institution"] = _take_institution(head)
    fields["name"] = head.take_first()
    if not fields["name"] and fields["position"]:
        fields["name"], fields["position"] = fields["position"], ""
    return finish_entry(fields, head, linked="name")


def _split_for(line: list[str]) -> None:
    for number, piece in enumerate(line):
        match = re.search(r"\s+(?:for|of|für|pour|de|para|in)\s+", piece)
        if match and has_word("position", piece[: match.start()]):
            line[number : number + 1] = [piece[: match.start()], piece[match.end() :]]
            return


def _read_supervision(entry: EntryBlocks) -> Entry:
    head = read_head(entry)
    fields: Entry = {"name": head.take_first(), "level": head.take("degree")}
    fields["institution"] = _take_institution(head)
    _set_labelled(fields, head, ("thesis", "outcome"))
    return finish_entry(fields, head, linked="name")


# --- money, talks, honours


def _read_grant(entry: EntryBlocks) -> Entry:
    from cvgen.importers.page.grants import read_grant

    return read_grant(entry)


def _read_talk(entry: EntryBlocks) -> Entry:
    title = _take_quoted(entry)
    head = read_head(entry)
    fields: Entry = {"name": title}
    pieces = head.list_pieces()
    head.lines = []
    if not title:
        count = 1
        while (
            count < len(pieces)
            and not _is_event(pieces[count])
            and not has_word("institution", pieces[count])
        ):
            count += 1
        if count == len(pieces):
            count = 1
        fields["name"] = ", ".join(pieces[:count])
        pieces = pieces[count:]
    rest = []
    for piece in pieces:
        if "event" not in fields and _is_event(piece):
            fields["event"] = piece
        elif "institution" not in fields and has_word("institution", piece):
            fields["institution"] = piece
        elif _is_place(piece):
            before = fields.get("location", {}).get("city")
            fields["location"] = {"city": f"{before}, {piece}" if before else piece}
        elif (
            "type" not in fields
            and re.search(
                r"\b(?:invited|keynote|eingeladen|invitée?|invitada?|invitato|招待|特邀|邀请|초청|plenary|poster|oral|contributed|tutorial|lightning)\b",
                piece,
                re.IGNORECASE,
            )
            and len(piece) < 40
        ):
            fields["type"] = piece
        else:
            rest.append(piece)
    if rest and "event" not in fields and len(rest[0]) < 80:
        fields["event"] = rest.pop(0)
    if rest:
        head.lines = [rest]
    return finish_entry(fields, head, linked="name")


def _is_event(piece: str) -> bool:
    return has_word("venue", piece) or bool(
        re.search(
            r"summer school|winter school|seminar|colloqui|kolloqui|séminaire|seminario|会|研讨|论坛|シンポ|학술대회|forum|day|tagung|symposi|\b[A-Z]{3,}\s*['’]?\d{2}",
            piece,
            re.IGNORECASE,
        )
    )


def _take_quoted(entry: EntryBlocks) -> str:
    """Take a title between quotation marks out of a head."""
    if not entry.head:
        return ""
    match = _QUOTED.search(get_raw_text(entry.head[0]))
    if match is None:
        return ""
    from cvgen.importers.page.blocks import cut_spans

    spans = entry.head[0]
    text = get_raw_text(spans)
    title = to_markup(
        cut_spans(spans, match.start("title"), match.end("title")), bare="bold italic link"
    )
    entry.head[0] = [*cut_spans(spans, 0, match.start()), *cut_spans(spans, match.end(), len(text))]
    return title.rstrip(",.")


def _read_award(entry: EntryBlocks) -> Entry:
    from cvgen.importers.page.awards import read_award

    return read_award(entry)


def _read_certificate(entry: EntryBlocks) -> Entry:
    head = read_head(entry)
    fields: Entry = {"name": head.take_first(), "issuer": head.take("institution")}
    if not fields["name"] and head.scores:
        fields["name"] = head.scores[0].pop("name", "")
    return finish_entry(fields, head, linked="name")


def _read_service(entry: EntryBlocks) -> Entry:
    """Read what somebody does for the field: `Reviewer: A, B`, `Reviewer for A`."""
    texts = [to_markup(line, bare="bold italic link raw") for line in entry.head]
    text = " ".join(texts)
    match = re.match(r"(?P<position>[^:：]{3,60})[:：]\s*(?P<venues>.+)", text) or re.match(
        r"(?P<position>[^,]{3,50}?)\s+(?:for|at|of|für|pour)\s+(?P<venues>[A-Z].+)", text
    )
    fields: Entry = {"links": {}}
    if match is None:
        head = read_head(entry, has_dates=bool(_EDGE_DATE.search(text)))
        fields = {"position": head.take_first(), "organization": ", ".join(head.list_pieces())}
        head.lines = []
        return finish_entry(fields, head, linked="organization")
    links: dict[str, str] = {}
    for line in entry.head:
        collect_links(links, line)
    fields = {"position": strip_edges(match["position"])}
    fields["venues"] = _split_venues(match["venues"])
    add_links(fields, links, "")
    return fields


def _split_venues(text: str) -> list[str]:
    """Split a list of venues; years that follow one stay with it."""
    venues: list[str] = []
    for piece in split_pieces(text):
        venue = re.sub(r"^and\s+", "", strip_edges(piece))
        if venues and re.fullmatch(r"[’'\d\s–-]+", venue):
            venues[-1] = f"{venues[-1]}, {venue}"
        elif venue:
            venues.append(venue)
    return venues


def _read_membership(entry: EntryBlocks) -> Entry:
    head = read_head(entry)
    fields: Entry = {"organization": "", "position": ""}
    pieces = head.list_pieces()
    head.lines = [[piece for piece in pieces]]
    fields["position"] = head.take("position")
    fields["organization"] = head.take_first()
    if not fields["organization"]:
        fields["organization"], fields["position"] = fields["position"], ""
    return finish_entry(fields, head, linked="organization")


def _read_patent(entry: EntryBlocks) -> Entry:
    head = read_head(entry)
    people = []
    for line in head.lines:
        for piece in list(line):
            if is_person(piece):
                people.append(piece)
                line.remove(piece)
    number = ""
    for line in head.lines:
        for piece in list(line):
            if (
                re.search(r"\b(?:[A-Z]{2}\s?\d[\d.]{4,}\w*|No\.?\s*\w*\d{4,}|\d{7,})", piece)
                and not number
            ):
                number = piece
                line.remove(piece)
    fields: Entry = {"name": head.take_first(), "inventors": people, "number": number}
    return finish_entry(fields, head, linked="name")


def _read_reference(entry: EntryBlocks) -> Entry:
    head = read_head(entry)
    fields: Entry = {"name": head.take_first()}
    for line in head.lines:
        for piece in list(line):
            match = re.fullmatch(r"(?:e-?mail\s*:?\s*)?(\S+@\S+\.\S+)", piece, re.IGNORECASE)
            if match:
                fields["email"] = match[1]
                line.remove(piece)
    fields["position"] = head.take("position")
    fields["institution"] = _take_institution(head)
    return finish_entry(fields, head, linked="name")


# --- lines and lists


def _read_news(entry: EntryBlocks) -> Entry:
    """Read news: its date stands in front, or behind."""
    spans = [span for line in entry.head for span in line]
    text = get_raw_text(spans)
    found = find_dates(text[:40])
    fields: Entry = {}
    if found and not text[: found.start].strip(" [(【:*"):
        from cvgen.importers.page.blocks import cut_spans

        skipped = re.match(r"[\s\])）】:：,.\-–—|]*", text[found.end :])
        end = found.end + (skipped.end() if skipped else 0)
        fields.update(_make_single(found.fields))
        spans = cut_spans(spans, end, len(text))
    fields["text"] = re.sub(r"^\*\*[\s:.,]*\*\*\s*", "", to_markup(spans)).lstrip(" :-–—|")
    return fields


def _make_single(fields: dict[str, Value]) -> dict[str, Value]:
    """Make one date of two, where a kind has no start and end."""
    if "startDate" not in fields:
        return fields
    start, end = fields["startDate"], fields.get("endDate")
    if end is None or end.text == "present":
        return fields
    return {"date": Value(f"{start.text}/{end.text}", start.origin, start.is_guess)}


def _read_statement(entry: EntryBlocks) -> Entry:
    texts = [to_markup(line) for line in entry.head]
    texts += [to_markup(text) for text in entry.texts]
    texts += [f"• {to_markup(point)}" for point in entry.points]
    entry.texts, entry.points = [], []
    return {"text": "\n\n".join(text for text in texts if text)}


def _read_pair(entry: EntryBlocks, name: str, values: str) -> Entry:
    """Read `Name: a, b, c`."""
    text = " ".join(to_markup(line, bare="bold italic link raw") for line in entry.head)
    match = re.match(r"([^:：]{2,60})[:：]\s*(.+)", text)
    parts = [to_markup(point, bare="bold link") for point in entry.points]
    entry.points = []
    if match is None:
        return {name: strip_edges(text), values: parts}
    return {name: strip_edges(match[1]), values: [*split_pieces(match[2], ",;，；、"), *parts]}


def _read_skill(entry: EntryBlocks) -> Entry:
    return _read_pair(entry, "name", "keywords")


def _read_language(entry: EntryBlocks) -> Entry:
    text = " ".join(to_markup(line, bare="bold italic link raw") for line in entry.head)
    match = re.match(r"([^:：(（–—,]+?)\s*(?:[:：(（–—,]|\s-\s)\s*(.+?)[)）]?$", text)
    if match is None:
        return {"language": strip_edges(text)}
    return {"language": match[1], "fluency": strip_edges(match[2])}


def _read_interest(entry: EntryBlocks) -> Entry:
    return _read_pair(entry, "name", "keywords")


def _read_made(entry: EntryBlocks) -> Entry:
    from cvgen.importers.page.made import read_made

    return read_made(entry)


def _read_general(entry: EntryBlocks) -> Entry:
    """Read an entry of a section that cvgen has no name for."""
    lines = [to_markup(line) for line in entry.head]
    title = lines[0] if lines else ""
    fields: Entry = {}
    found = find_dates(title) if len(title) < 160 else None
    if found and (found.start == 0 or found.end >= len(title.rstrip(" )].,"))):
        fields.update(found.fields)
        title = strip_edges(title[: found.start] + " " + title[found.end :])
    fields["title"] = title
    if len(lines) > 1:
        fields["subtitle"] = ", ".join(lines[1:])
    return fields


_READERS: dict[str, Callable[[EntryBlocks], Entry]] = {
    "education": _read_education,
    "work": _read_work,
    "research": _read_research,
    "volunteer": _read_volunteer,
    "teaching": _read_teaching,
    "supervision": _read_supervision,
    "grants": _read_grant,
    "talks": _read_talk,
    "awards": _read_award,
    "certificates": _read_certificate,
    "service": _read_service,
    "memberships": _read_membership,
    "patents": _read_patent,
    "references": _read_reference,
    "news": _read_news,
    "statement": _read_statement,
    "skills": _read_skill,
    "languages": _read_language,
    "interests": _read_interest,
    "projects": _read_made,
    "software": _read_made,
    "media": _read_made,
}
