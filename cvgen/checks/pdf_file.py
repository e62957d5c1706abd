"""What a file must be before a page is looked at: it opens, is neither locked nor signed, does nothing by itself, hides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvgen.checks.pdf_subject import Case, quoted
from cvgen.checks.rules import Found, Rules
from cvgen.compose import locale
from cvgen.errors import Diagnostic, Severity
from cvgen.units import format_bytes, format_pages, join_words

RULES: Rules[Case] = Rules()
_LOCAL = re.compile(
    r"^(?:file:|[A-Za-z]:[\\/]|\\\\|https?://(?:localhost|127\.|10\.|192\.168\.|\[::1\]))",
    re.IGNORECASE,
)
_A_FILE = re.compile(
    r"^(?:Microsoft (?:Word|PowerPoint) - .*|.*\.(?:docx?|odt|tex|pptx?|pages|pdf|html?|indd|rtf)|untitled.*|document\d*)$",
    re.IGNORECASE,
)
_PATH = re.compile(r"[A-Za-z]:\\|/(?:home|Users)/|file:", re.IGNORECASE)
_PROBLEMS = {
    "no such file": "look at its name and folder",
    "not a file": "name a PDF",
    "empty": "was it still being written?",
    "no PDF": "is it the right file? Export it as PDF",
    "password": "save it without one",
    "encrypted": "save it without security settings",
    "cut off": "copy or download it again",
    "larger than": "is it the right file?",
}
_TRIAL = re.compile(r"\b(?:trial|evaluation|unregistered|unlicensed|demo)\b", re.IGNORECASE)
_PRINTED = re.compile(
    r"print to pdf|quartz pdfcontext.*print|pdfcreator|cutepdf|bullzip|doPDF", re.IGNORECASE
)


@RULES.rule(
    "F101",
    "the file is a PDF that opens without a password",
    why="a portal, and a reader, can only take what opens",
    mend="open it in a viewer and save it anew, without a password",
    decisive=True,
)
def opens(case: Case) -> Iterator[Diagnostic]:
    """See whether it could be read."""
    problem = case.file.problem
    if problem:
        hint = next(
            (hint for words, hint in _PROBLEMS.items() if words in problem),
            "open it in a viewer and save it anew, if that shows it",
        )
        yield Diagnostic("F101", problem, case.place, hint)


@RULES.rule(
    "F102",
    "the file's structure is whole",
    why="viewers mend a broken file in silence, and portals refuse it",
    mend="print it to a new PDF, or make it anew from its source",
)
def whole(case: Case) -> Iterator[Found]:
    """Tell what a strict reader complains of, and which pages are broken."""
    if case.file.complaints:
        yield Found(
            f"its structure is damaged: {_sentence(case.file.complaints[0])}", case.place, "warning"
        )
    broken = [page.number for page in case.file.pages if page.broken]
    if broken:
        yield Found(f"what is on {format_pages(broken)} cannot be read in full", case.place)


def _sentence(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    return text[:1].lower() + text[1:160]


@RULES.rule(
    "F103",
    "the file is not encrypted, and forbids nothing",
    why="portals join, stamp and index files, which an encrypted one forbids",
    mend="save it without security settings",
)
def encryption(case: Case) -> Iterator[Found]:
    """See whether it is encrypted, though it opens."""
    if case.file.encrypted:
        forbids = f", and forbids {join_words(case.file.refused)}" if case.file.refused else ""
        yield Found(f"it opens without a password, but is encrypted{forbids}", case.place)


@RULES.rule(
    "F104",
    "the file is no larger than the target takes",
    why="portals refuse what is larger, often only at the end",
    mend="make pictures smaller: scans in grey at 200 dots an inch are enough",
)
def weight(case: Case) -> Iterator[Found]:
    """Compare its size."""
    most = case.demands.bytes
    if most and case.file.bytes > most:
        yield Found(
            f"it has {format_bytes(case.file.bytes)}, and {format_bytes(most)} is the most that {case.asker} will take",
            case.place,
            case.strict,
        )


@RULES.rule(
    "F105",
    "the PDF's version is one that everybody reads",
    why="older portals and printers refuse newer files",
    mend="save it as PDF 1.7 or older",
)
def version(case: Case) -> Iterator[Found]:
    """Compare the version of header and catalogue."""
    demanded, safe = case.demands.version, case.safe.version or "1.7"
    if not re.fullmatch(r"\d\.\d", case.file.header):
        yield Found(
            f"its first line has the version '{case.file.header}', which there is not",
            case.place,
            "warning",
        )
    elif case.file.version > (demanded or safe):
        yield Found(
            f"it is PDF {case.file.version}, and {demanded or safe} is the newest that is safe",
            case.place,
            "error" if demanded else "warning",
        )


@RULES.rule(
    "F106",
    "the file is not signed",
    why="a portal that adds a page or a stamp breaks the signature, and many refuse signed files",
    mend="print it to a new PDF, and keep the signed one for yourself",
)
def signed(case: Case) -> Iterator[Found]:
    """Count signatures."""
    if case.file.signatures:
        yield Found(f"it carries {_count(case.file.signatures, 'digital signature')}", case.place)


@RULES.rule(
    "F107",
    "the file has no form fields",
    why="what is filled into fields may not be printed, nor be joined with other files",
    mend="print the filled form to a new PDF, which makes the fields plain text",
)
def forms(case: Case) -> Iterator[Found]:
    """List fields, and forms of the other kind."""
    if case.file.xfa:
        yield Found("it is an XFA form, which most viewers show as 'Please wait…'", case.place)
    if case.file.fields:
        names = join_words(quoted(name) for name in case.file.fields[:3])
        yield Found(f"it has {_count(len(case.file.fields), 'form field')}: {names}", case.place)


def _count(count: int, what: str) -> str:
    return f"{'an' if what[0] in 'ae' else 'a'} {what}" if count == 1 else f"{count} {what}s"


@RULES.rule(
    "F108",
    "the file runs no scripts",
    why="portals take a PDF with JavaScript for an attack",
    mend="print it to a new PDF",
)
def scripts(case: Case) -> Iterator[Found]:
    """Say when each would run."""
    yield from (
        Found(f"it runs JavaScript when {where}", case.place) for where in case.file.scripts
    )


@RULES.rule(
    "F109",
    "the file starts nothing, sends nothing, plays nothing",
    why="viewers warn their user of it, and portals refuse it",
    mend="remove the action, or print it to a new PDF",
)
def actions(case: Case) -> Iterator[Found]:
    """Name each action."""
    words = {
        "Launch": "starts a program",
        "SubmitForm": "sends data",
        "ImportData": "reads data",
        "GoToR": "opens another file",
        "GoToE": "opens an attachment",
        "ResetForm": "empties a form",
    }
    for action in case.file.actions:
        severity: Severity = (
            "warning" if action.kind in ("GoToR", "GoToE", "ResetForm") else "error"
        )
        yield Found(
            f"it {words.get(action.kind, 'plays ' + action.kind)} when {action.where}",
            case.place,
            severity,
        )


@RULES.rule(
    "F110",
    "the file holds no other files",
    why="nobody sees attachments, and portals show of a portfolio only a cover sheet",
    mend="join the documents page after page, or upload each by itself",
)
def attachments(case: Case) -> Iterator[Found]:
    """Name them."""
    names = join_words(quoted(name) for name in case.file.attachments[:3])
    if case.file.portfolio:
        yield Found("it is a PDF portfolio" + (f" of {names}" if names else ""), case.place)
    elif names:
        yield Found(
            f"it carries {_count(len(case.file.attachments), 'attached file')}: {names}",
            case.place,
            "warning",
        )


@RULES.rule(
    "F111",
    "no remarks of a review are left",
    why="everybody who opens the file reads them",
    mend="delete the comments, or print without them",
)
def comments(case: Case) -> Iterator[Found]:
    """Say what is where, and by whom."""
    if case.file.comments:
        kinds = join_words(sorted({comment.kind for comment in case.file.comments})[:4])
        by = sorted({comment.author for comment in case.file.comments if comment.author})
        where = format_pages(comment.page for comment in case.file.comments)
        yield Found(
            f"{where} still {'has' if where.startswith('page ') else 'have'} {kinds}"
            + (f" by {join_words(by[:3])}" if by else ""),
            case.place,
            "warning",
        )


@RULES.rule(
    "F112",
    "the file holds no earlier state of itself",
    why="what was deleted or changed can be had back by anybody",
    mend="save it under a new name ('Save as'), or print it to a new PDF",
)
def earlier(case: Case) -> Iterator[Found]:
    """Count what was appended."""
    if case.file.states:
        yield Found(
            f"it still holds {_count(case.file.states, 'earlier state')} of itself",
            case.place,
            "warning",
        )


@RULES.rule(
    "F113",
    "no link leads into the machine on which the file was made",
    why="it works for nobody else, and tells the names of your folders",
    mend="link to an address on the web, or to nothing",
)
def local_links(case: Case) -> Iterator[Found]:
    """Name them."""
    for link in case.file.links:
        if _LOCAL.match(link.to):
            yield Found(
                f"a link on {format_pages([link.page])} leads into a machine: {link.to[:80]}",
                case.place,
                "warning",
            )


@RULES.rule(
    "F114",
    "the file says its title and its author",
    why="viewers show the title, and who files it searches for the author",
    mend="set the title and the author in the program's document properties",
)
def metadata(case: Case) -> Iterator[Found | Diagnostic]:
    """Look for both; in an anonymous file nobody must be named as author."""
    title, author = case.file.facts.get("title", ""), case.file.facts.get("author", "")
    if not title:
        yield Found("it has no title in its properties", case.place, "warning")
    elif _A_FILE.match(title):
        yield Found(
            f"its title reads like the name of a file: {quoted(title)}", case.place, "warning"
        )
    if case.target.anonymous and author and author not in locale.placeholders():
        message = f"its properties name an author, {quoted(author)}, and {case.target.name} wants no names"
        yield Diagnostic(
            "F114", message, case.place, "empty the author in the program's document properties"
        )
    elif not case.target.anonymous and not author:
        yield Found("it names no author in its properties", case.place, "warning")


@RULES.rule(
    "F115",
    "what the file says of how it was made tells no tales",
    why="names of folders and trial versions look careless, and virtual printers drop links, bookmarks and text",
    mend="export it from the program itself ('Save as PDF')",
)
def producer(case: Case) -> Iterator[Found]:
    """Read producer and creator."""
    for fact, said in case.file.facts.items():
        if _PATH.search(said):
            yield Found(f"its {fact} names a folder: '{said[:80]}'", case.place, "warning")
        elif fact in ("producer", "creator") and _TRIAL.search(said):
            yield Found(f"it was made by a trial version: '{said[:80]}'", case.place, "warning")
        elif fact in ("producer", "creator") and _PRINTED.search(said):
            yield Found(f"it was made by a virtual printer: '{said[:80]}'", case.place, "note")


@RULES.rule(
    "F116",
    "the file is tagged",
    why="screen readers, and machines that read CVs, take headings and lists from its tags",
    mend="export it as tagged or accessible PDF",
)
def tags(case: Case) -> Iterator[Found]:
    """Look for a tree of tags."""
    if not case.file.tagged:
        yield Found("it has no tags", case.place, "note")


@RULES.rule(
    "F117",
    "the file says its language",
    why="screen readers need it to pronounce the text",
    mend="set the document's language before the export",
)
def language(case: Case) -> Iterator[Found]:
    """Look for it."""
    if not case.file.language:
        yield Found("it does not say its language", case.place, "note")
