"""Write a document in LaTeX, for the class moderncv and XeLaTeX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from string import Template

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from cvgen.compose.view import Contact, Detail, Document, Group, Item, Section
from cvgen.compose.wording import link_text
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.latex_text import (
    EAST,
    escape_latex,
    format_latex,
    format_link,
    load_latex_data,
)
from cvgen.exporters.losses import LossList, note_logos
from cvgen.exporters.outline import Outliner
from cvgen.files.data import DATA_FOLDER
from cvgen.render.text_width import share_columns
from cvgen.text.bidi import is_cjk
from cvgen.text.language_tags import find_script
from cvgen.text.markup import strip_markup
from cvgen.text.patterns import compile_late
from cvgen.text.prose import Block, Point
from cvgen.text.units import parse_length

_SCRIPTS = {"Hans": "zh-Hans", "Hant": "zh-Hant", "Jpan": "ja", "Kore": "ko"}
_PLAIN = compile_late(r"[A-Za-z0-9@.+ ()/:-]+")
_BREAK = "\\newline\n"
_HEAD_BREAK = "\\makenewline\n"
_ROW_END = r" \\"
_LISTS = {"points": "itemize", "numbers": "enumerate"}
_SIZES = (10, 11, 12)  # points that the class has


def export_latex(order: ExportOrder) -> Export:
    """Write a LaTeX file, and the photo beside it."""
    document = order.document
    losses = LossList("LaTeX", order.plan.profile)
    writer = _Writer(document, order.plan.style.options)
    body = "\n\n".join(writer.write_body())
    photo = _read_photo(order)
    name = f"{order.stem}{photo[0]}" if photo else ""
    person = "\n".join(writer.write_person(name))
    values = {**_choose_page(order), "person": person, "body": body}
    has_tables = r"\begin{longtable}" in body
    values["before"] = load_latex_data()["before_tables"] if has_tables else ""
    values["preamble"] = "".join(_list_preamble(document.language, person + body))
    template = Template((DATA_FOLDER / "exporters" / "latex.tex").read_text(encoding="utf-8"))
    _note_losses(document, person + body, losses)
    companions = dict([photo]) if photo else {}
    text = template.substitute(values)
    return Export({".tex": text.encode()}, losses.list_findings(), companions)


def _choose_page(order: ExportOrder) -> dict[str, str]:
    from cvgen.exporters.docx.appearance import classify_family, widen_color

    options = order.plan.style.options
    size = parse_length(options["font-size"])
    serif = classify_family(options["font-body"]) == "serif"
    is_letter = options["paper"] == "Letter"
    return {
        "size": f"{min(_SIZES, key=lambda known: abs(known - size))}pt",
        "paper": "letterpaper" if is_letter else "a4paper",
        "family": "roman" if serif else "sans",
        "accent": widen_color(options["accent"]),
        "margin": options["margin"],
        "hint": "8.5em",
    }


def _read_photo(order: ExportOrder) -> tuple[str, bytes] | None:
    """Read the photo, with the end of its name, unless it is not to be printed."""
    from cvgen.files.photo import make_printable

    path = order.plan.profile.picture
    if not order.document.photo or not path or order.plan.style.options["photo"] != "true":
        return None
    data = make_printable(path.read_bytes())
    return ("-photo.png" if data.startswith(b"\x89PNG") else "-photo.jpg"), data


def _list_preamble(language: str, text: str) -> Iterator[str]:
    """List what the text needs of packages and faces."""
    data = load_latex_data()
    if EAST.search(text):
        script = _SCRIPTS.get(find_script(language), "zh-Hans")
        yield data["east"].replace("FACE", data["east_faces"][script])
        if not is_cjk(language):
            yield data["east_marks"]
    if r"\fromright" in text:
        script = "Hebrew" if find_script(language) == "Hebr" else "Arabic"
        yield data["right"].replace("SCRIPT", script)
    if r"\begin{longtable}" in text:
        yield data["tables"]
    if language != "en" and not language.startswith("en-"):
        yield data["unhyphenated"]


def _note_losses(document: Document, text: str, losses: LossList) -> None:
    if r"\fromright" in text:
        losses.change_form(
            "lines begin at the left, also where words run from the right", ("basics",)
        )
    note_logos(document, losses)
    if document.closing and document.closing.picture:
        losses.leave_out("the picture of a signature", ("closing", "signature"))
    for section in document.sections:
        for item in section.items:
            if item.image:
                losses.leave_out("the picture of a work", item)


class _Writer(Struct, frozen=True):
    """Writes the parts of a document."""

    document: Document
    options: Mapping[str, str]

    @property
    def _outliner(self) -> Outliner:
        return Outliner(self.document)

    def write_person(self, photo: str) -> Iterator[str]:
        """Write the commands that say who it is."""
        document = self.document
        names = (document.name, *document.other_names)
        yield rf"\name{{{' '.join(map(format_latex, names))}}}{{}}"
        if document.label:
            yield rf"\title{{{format_latex(document.label)}}}"
        further = []
        said: set[str] = set()
        for contact in document.contacts:
            command = _format_contact(contact)
            if command and (contact.kind not in said or command.startswith(r"\social")):
                said.add(contact.kind)
                yield command
            else:
                further.append(self._format_further(contact))
        if further:
            yield rf"\extrainfo{{{_HEAD_BREAK.join(further)}}}"
        if photo:
            yield rf"\IfFileExists{{{photo}}}{{\photo[64pt][0pt]{{{photo}}}}}{{}}"

    def _format_further(self, contact: Contact) -> str:
        text = format_latex(contact.text)
        if contact.url:
            text = format_link(text, contact.url)
        text += escape_latex(contact.type_behind)
        if not contact.label or strip_markup(contact.text) == contact.label:
            return text
        return escape_latex(contact.label + self.document.colon) + text

    def write_body(self) -> Iterator[str]:
        """Write the summary and all sections."""
        yield from self._list_prose(self.document.summary)
        for section in self.document.sections:
            yield from self._write_section(section)
        closing = self.document.closing
        if closing:
            for line in (*closing.lines, closing.place_and_day, closing.signature):
                if line:
                    yield _format_command("cvitem", "", format_latex(line))
            if closing.qr_code:
                link = link_text(Markup.escape(closing.qr_code.address), closing.qr_code.url)
                yield _format_command("cvitem", "", format_latex(link))

    def _write_section(self, section: Section) -> Iterator[str]:
        yield rf"\section{{{format_latex(section.title)}}}"
        for line in section.overview:
            yield _format_command("cvitem", "", format_latex(line))
        for group in section.groups:
            if group.title:
                yield rf"\subsection{{{format_latex(group.title)}}}"
            if section.columns:
                yield self._format_table(section, group)
                continue
            for item in group.items:
                yield from self._write_item(item, section.layout)
        legend = self._outliner.format_legend(section)
        if legend:
            yield _format_command("cvitem", "", format_latex(legend))

    def _format_table(self, section: Section, group: Group) -> str:
        """Format a table that pages may break between rows, and whose headings they repeat."""
        count = len(section.columns)
        shares = share_columns(section, self.options) or (100 / count,) * count
        columns = "".join(_format_column(share / 100, count) for share in shares)
        lines = [rf"\begin{{longtable}}{{@{{}}{columns}@{{}}}}"]
        lines.append(" & ".join(map(escape_latex, section.columns)) + _ROW_END)
        lines.append(r"\hline\endhead")
        for item in group.items:
            first, *rest = map(format_latex, item.cells)
            lines.append(" & ".join([rf"\textbf{{{first}}}", *rest]) + _ROW_END)
            body = self._format_body(replace(item, details=()))
            if body:
                whole = rf"\multicolumn{{{count}}}{{@{{}}p{{\linewidth}}@{{}}}}"
                lines.append(f"{whole}{{{body}}}{_ROW_END}")
        return "\n".join([*lines, r"\hline", r"\end{longtable}"])

    def _write_item(self, item: Item, layout: str) -> Iterator[str]:
        match layout:
            case "publications":
                yield self._format_work(item)
            case "lines":
                yield self._format_line(item)
            case "pairs":
                yield self._format_pair(item)
            case "prose":
                yield from self._write_prose(item)
            case _:
                yield self._format_entry(item)
                yield from map(self._format_entry, item.positions)

    def _format_entry(self, item: Item) -> str:
        parts = [item.period, item.title, item.subtitle, item.place, Markup()]
        return _format_command("cventry", *map(format_latex, parts), self._format_body(item))

    def _format_line(self, item: Item) -> str:
        where = format_latex(self._outliner.format_where(item))
        title = format_latex(item.title)
        joint = escape_latex(self.document.comma) if title and where else ""
        said = title + joint + where
        return _format_command("cvitem", format_latex(item.period), self._add_body(said, item))

    def _format_pair(self, item: Item) -> str:
        said = format_latex(self._outliner.add_period(self._outliner.format_where(item), item))
        title = format_latex(item.title)
        if not said and not self._format_body(item):
            return _format_command("cvitem", "", title)
        return _format_command("cvitem", title, self._add_body(said, item))

    def _format_work(self, item: Item) -> str:
        leading = [escape_latex(item.number), *map(format_latex, item.badges)]
        title = format_latex(item.citation) or rf"\textbf{{{format_latex(item.title)}}}"
        venue = self._outliner.format_where(item)
        statuses = [format_latex(part) for part in (venue, item.status) if part]
        said = escape_latex(self.document.comma).join(statuses)
        said = ". ".join(part for part in (said, *map(format_latex, item.notes)) if part)
        first = " ".join(part for part in (*leading, title) if part)
        lines = [line for line in (first, format_latex(item.people), said) if line]
        text = self._add_body(_BREAK.join(lines), item)
        return _format_command("cvitem", format_latex(item.period), text)

    def _write_prose(self, item: Item) -> Iterator[str]:
        """Write prose as paragraphs, which pages may break."""
        if item.title:
            yield rf"\subsection{{{format_latex(item.title)}}}"
        where = format_latex(self._outliner.add_period(self._outliner.format_where(item), item))
        if where:
            yield where
        yield from map(self._format_detail, item.details)
        yield from self._list_prose(item.text)
        yield from _format_points(item.points, "points")
        if item.links:
            yield self._format_links(item)

    def _add_body(self, said: str, item: Item) -> str:
        body = self._format_body(item)
        if said and body and not body.startswith(r"\begin"):
            return said + _BREAK + body
        return said + body

    def _format_body(self, item: Item) -> str:
        """Format facts, prose, points and links, without an empty line, which ends an argument."""
        parts = [self._format_detail(detail) for detail in item.details]
        parts += self._list_prose(item.text)
        parts += _format_points(item.points, "points")
        if item.links:
            parts.append(self._format_links(item))
        text = ""
        for part in parts:
            joint = _BREAK
            if not text or part.startswith(r"\begin") or text.endswith("}\n"):
                joint = ""
            text += joint + part
        return text.rstrip("\n")

    def _format_detail(self, detail: Detail) -> str:
        return format_latex(self._outliner.format_detail(detail))

    def _format_links(self, item: Item) -> str:
        return ", ".join(format_link(escape_latex(link.label), link.url) for link in item.links)

    def _list_prose(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            if block.points:
                yield from _format_points(block.points, block.kind)
            else:
                yield format_latex(block.text)


def _format_column(share: float, count: int) -> str:
    """Format a column that takes its share of what the gaps between all of them leave."""
    gaps = share * (2 * count - 2)
    return rf"L{{\dimexpr{share:.3f}\linewidth-{gaps:.2f}\tabcolsep\relax}}"


def _format_contact(contact: Contact) -> str:
    """Format a contact as the command that the class has for it, where it is as simple as that."""
    text = strip_markup(contact.text).replace("\N{NO-BREAK SPACE}", " ")
    if contact.kind == "location" and not contact.type:
        return rf"\address{{{escape_latex(text)}}}"
    if contact.type or not _PLAIN.fullmatch(text):
        return ""
    if contact.kind in ("email", "phone"):
        return rf"\{contact.kind}{{{text}}}"
    if contact.kind == "url" and contact.url == f"https://{text}":
        return rf"\homepage{{{text}}}"
    start = load_latex_data()["accounts"].get(contact.kind)
    if start and contact.url == start + text:
        return rf"\social[{contact.kind}]{{{text}}}"
    return ""


def _format_command(name: str, *arguments: str) -> str:
    return f"\\{name}" + "".join(f"{{{argument}}}" for argument in arguments)


def _format_points(points: Iterable[Point], kind: str) -> Iterator[str]:
    lines = []
    for point in points:
        lines.append(rf"\item {format_latex(point.text)}".rstrip() + "\n")
        lines += _format_points(point.points, point.kind)
    if lines:
        name = _LISTS.get(kind, "itemize")
        yield f"\\begin{{{name}}}\n{''.join(lines)}\\end{{{name}}}\n"
