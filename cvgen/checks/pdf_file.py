"""What a file must be before a page is looked at: it opens, is neither locked nor signed, does nothing by itself, hides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvgen.checks.pdf_subject import Case, quoted
from cvgen.checks.rules import Finding, Rules
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


@RULES.add_rule("F101", is_decisive=True)
def opens(case: Case) -> Iterator[Diagnostic]:
    """See whether it could be read."""
    problem = case.file.problem
    if problem:
        hint = next(
            (hint for words, hint in _PROBLEMS.items() if words in problem),
            "open it in a viewer and save it anew, if that shows it",
        )
        yield Diagnostic("F101", problem, case.place, hint)


@RULES.add_rule("F102")
def whole(case: Case) -> Iterator[Finding]:
    """Tell what a strict reader complains of, and which pages are broken."""
    if case.file.complaints:
        yield Finding(
            f"its structure is damaged: {_sentence(case.file.complaints[0])}", case.place, "warning"
        )
    broken = [page.number for page in case.file.pages if page.broken]
    if broken:
        yield Finding(f"what is on {format_pages(broken)} cannot be read in full", case.place)


def _sentence(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    return text[:1].lower() + text[1:160]


@RULES.add_rule("F103")
def encryption(case: Case) -> Iterator[Finding]:
    """See whether it is encrypted, though it opens."""
    if case.file.encrypted:
        forbids = f", and forbids {join_words(case.file.refused)}" if case.file.refused else ""
        yield Finding(f"it opens without a password, but is encrypted{forbids}", case.place)


@RULES.add_rule("F104")
def weight(case: Case) -> Iterator[Finding]:
    """Compare its size."""
    most = case.demands.bytes
    if most and case.file.bytes > most:
        yield Finding(
            f"it has {format_bytes(case.file.bytes)}, and {format_bytes(most)} is the most that {case.asker} will take",
            case.place,
            case.strict,
        )


@RULES.add_rule("F105")
def version(case: Case) -> Iterator[Finding]:
    """Compare the version of header and catalogue."""
    demanded, safe = case.demands.version, case.safe.version or "1.7"
    if not re.fullmatch(r"\d\.\d", case.file.header):
        yield Finding(
            f"its first line has the version '{case.file.header}', which there is not",
            case.place,
            "warning",
        )
    elif case.file.version > (demanded or safe):
        yield Finding(
            f"it is PDF {case.file.version}, and {demanded or safe} is the newest that is safe",
            case.place,
            "error" if demanded else "warning",
        )


@RULES.add_rule("F106")
def signed(case: Case) -> Iterator[Finding]:
    """Count signatures."""
    if case.file.signatures:
        yield Finding(f"it carries {_count(case.file.signatures, 'digital signature')}", case.place)


@RULES.add_rule("F107")
def forms(case: Case) -> Iterator[Finding]:
    """List fields, and forms of the other kind."""
    if case.file.xfa:
        yield Finding("it is an XFA form, which most viewers show as 'Please wait…'", case.place)
    if case.file.fields:
        names = join_words(quoted(name) for name in case.file.fields[:3])
        yield Finding(f"it has {_count(len(case.file.fields), 'form field')}: {names}", case.place)


def _count(count: int, what: str) -> str:
    return f"{'an' if what[0] in 'ae' else 'a'} {what}" if count == 1 else f"{count} {what}s"


@RULES.add_rule("F108")
def scripts(case: Case) -> Iterator[Finding]:
    """Say when each would run."""
    yield from (
        Finding(f"it runs JavaScript when {where}", case.place) for where in case.file.scripts
    )


@RULES.add_rule("F109")
def actions(case: Case) -> Iterator[Finding]:
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
        yield Finding(
            f"it {words.get(action.kind, 'plays ' + action.kind)} when {action.where}",
            case.place,
            severity,
        )


@RULES.add_rule("F110")
def attachments(case: Case) -> Iterator[Finding]:
    """Name them."""
    names = join_words(quoted(name) for name in case.file.attachments[:3])
    if case.file.portfolio:
        yield Finding("it is a PDF portfolio" + (f" of {names}" if names else ""), case.place)
    elif names:
        yield Finding(
            f"it carries {_count(len(case.file.attachments), 'attached file')}: {names}",
            case.place,
            "warning",
        )


@RULES.add_rule("F111")
def comments(case: Case) -> Iterator[Finding]:
    """Say what is where, and by whom."""
    if case.file.comments:
        kinds = join_words(sorted({comment.kind for comment in case.file.comments})[:4])
        by = sorted({comment.author for comment in case.file.comments if comment.author})
        where = format_pages(comment.page for comment in case.file.comments)
        yield Finding(
            f"{where} still {'has' if where.startswith('page ') else 'have'} {kinds}"
            + (f" by {join_words(by[:3])}" if by else ""),
            case.place,
            "warning",
        )


@RULES.add_rule("F112")
def earlier(case: Case) -> Iterator[Finding]:
    """Count what was appended."""
    if case.file.states:
        yield Finding(
            f"it still holds {_count(case.file.states, 'earlier state')} of itself",
            case.place,
            "warning",
        )


@RULES.add_rule("F113")
def local_links(case: Case) -> Iterator[Finding]:
    """Name them."""
    for link in case.file.links:
        if _LOCAL.match(link.to):
            yield Finding(
                f"a link on {format_pages([link.page])} leads into a machine: {link.to[:80]}",
                case.place,
                "warning",
            )


@RULES.add_rule("F114")
def metadata(case: Case) -> Iterator[Finding | Diagnostic]:
    """Look for both; in an anonymous file nobody must be named as author."""
    title, author = case.file.facts.get("title", ""), case.file.facts.get("author", "")
    if not title:
        yield Finding("it has no title in its properties", case.place, "warning")
    elif _A_FILE.match(title):
        yield Finding(
            f"its title reads like the name of a file: {quoted(title)}", case.place, "warning"
        )
    if case.target.anonymous and author and author not in locale.placeholders():
        message = f"its properties name an author, {quoted(author)}, and {case.target.name} wants no names"
        yield Diagnostic(
            "F114", message, case.place, "empty the author in the program's document properties"
        )
    elif not case.target.anonymous and not author:
        yield Finding("it names no author in its properties", case.place, "warning")


@RULES.add_rule("F115")
def producer(case: Case) -> Iterator[Finding]:
    """Read producer and creator."""
    for fact, said in case.file.facts.items():
        if _PATH.search(said):
            yield Finding(f"its {fact} names a folder: '{said[:80]}'", case.place, "warning")
        elif fact in ("producer", "creator") and _TRIAL.search(said):
            yield Finding(f"it was made by a trial version: '{said[:80]}'", case.place, "warning")
        elif fact in ("producer", "creator") and _PRINTED.search(said):
            yield Finding(f"it was made by a virtual printer: '{said[:80]}'", case.place, "note")


@RULES.add_rule("F116")
def tags(case: Case) -> Iterator[Finding]:
    """Look for a tree of tags."""
    if not case.file.tagged:
        yield Finding("it has no tags", case.place, "note")


@RULES.add_rule("F117")
def language(case: Case) -> Iterator[Finding]:
    """Look for it."""
    if not case.file.language:
        yield Finding("it does not say its language", case.place, "note")
