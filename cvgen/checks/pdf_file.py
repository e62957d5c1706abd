"""What a file must be before a page is looked at: it opens, is not locked, and hides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvgen.checks.pdf_subject import Case, check_demand
from cvgen.checks.rules import Finding, Rules
from cvgen.compose import locale
from cvgen.errors import Diagnostic, Severity
from cvgen.target.judge import judge_version, quote_start
from cvgen.text.patterns import compile_late
from cvgen.text.units import format_pages, join_words

RULES: Rules[Case] = Rules()
_LOCAL_ADDRESS = compile_late(
    r"^(?:file:|[A-Za-z]:[\\/]|\\\\"
    r"|https?://(?:localhost|127\.|10\.|192\.168\.|\[::1\]))",
    re.IGNORECASE,
)
_NAME_OF_FILE = compile_late(
    r"^(?:Microsoft (?:Word|PowerPoint) - .*"
    r"|.*\.(?:docx?|odt|tex|pptx?|pages|pdf|html?|indd|rtf)"
    r"|untitled.*|document\d*)$",
    re.IGNORECASE,
)
_PATH = compile_late(r"[A-Za-z]:\\|/(?:home|Users)/|file:", re.IGNORECASE)
_TRIAL = compile_late(r"\b(?:trial|evaluation|unregistered|unlicensed|demo)\b", re.IGNORECASE)
_VIRTUAL_PRINTER = compile_late(
    r"print to pdf|quartz pdfcontext.*print|pdfcreator|cutepdf|bullzip|doPDF", re.IGNORECASE
)
# What to do about words in the problem that kept a file from being read.
_HINTS = {
    "no such file": "look at its name and folder",
    "not a file": "name a PDF",
    "empty": "was it still being written?",
    "no PDF": "is it the right file? Export it as PDF",
    "password": "save it without one",
    "encrypted": "pip install 'cvgen-press[aes]', or save it without security settings",
    "cut off": "copy or download it again",
    "larger than": "is it the right file?",
}
_LATEST_SAFE_VERSION = "1.7"
# Types of actions (ISO 32000-1, table 198) and what they do; those that are left play something.
_ACTIONS = {
    "Launch": "starts a program",
    "SubmitForm": "sends data",
    "ImportData": "reads data",
    "GoToR": "opens another file",
    "GoToE": "opens an attachment",
    "ResetForm": "empties a form",
}
_MINOR_ACTIONS = ("GoToR", "GoToE", "ResetForm")


@RULES.add_rule("F101", is_decisive=True)
def check_opens(case: Case) -> Iterator[Diagnostic]:
    """Report why the file could not be read."""
    problem = case.file.problem
    if problem:
        yield Diagnostic("F101", problem, case.place, _find_hint(problem))


def _find_hint(problem: str) -> str:
    for words, hint in _HINTS.items():
        if words in problem:
            return hint
    return "open it in a viewer and save it anew, if that shows it"


@RULES.add_rule("F102")
def check_structure(case: Case) -> Iterator[Finding]:
    """Report what a strict reader complains of, and which pages are broken."""
    if case.file.warnings:
        complaint = _format_complaint(case.file.warnings[0])
        yield Finding(f"its structure is damaged: {complaint}", case.place, "warning")
    broken = [page.number for page in case.file.pages if page.is_broken]
    if broken:
        yield Finding(f"what is on {format_pages(broken)} cannot be read in full", case.place)


def _format_complaint(text: str) -> str:
    line = " ".join(text.split()).rstrip(".")
    return line[:1].lower() + line[1:160]


@RULES.add_rule("F103")
def check_encryption(case: Case) -> Iterator[Finding]:
    """Report that the file is encrypted, though it opens."""
    if not case.file.is_encrypted:
        return
    message = "it opens without a password, but is encrypted"
    if case.file.forbidden:
        message += f", and forbids {join_words(case.file.forbidden)}"
    yield Finding(message, case.place)


@RULES.add_rule("F104")
def check_size(case: Case) -> Iterator[Finding]:
    """Compare the size with what the target takes."""
    yield from check_demand(case, "bytes", case.severity_of_demand)


@RULES.add_rule("F105")
def check_version(case: Case) -> Iterator[Finding]:
    """Compare the version of header and catalogue with what the target takes, or what is safe."""
    header = case.file.header
    if not re.fullmatch(r"\d\.\d", header):
        message = f"its first line has the version '{header}', which there is not"
        yield Finding(message, case.place, "warning")
        return
    if case.demands.version:
        yield from check_demand(case, "version", "error")
        return
    latest = case.safe.version or _LATEST_SAFE_VERSION
    for missed in judge_version(case.file, latest):
        message = f"{missed.actual}, and {latest} is the newest that is safe"
        yield Finding(message, case.place, "warning")


@RULES.add_rule("F106")
def check_signatures(case: Case) -> Iterator[Finding]:
    """Count the signatures."""
    if case.file.signatures:
        signatures = _describe_count(case.file.signatures, "digital signature")
        yield Finding(f"it carries {signatures}", case.place)


@RULES.add_rule("F107")
def check_forms(case: Case) -> Iterator[Finding]:
    """List the fields, and report an XFA form."""
    if case.file.has_xfa:
        yield Finding("it is an XFA form, which most viewers show as 'Please wait…'", case.place)
    fields = case.file.fields
    if fields:
        names = join_words([quote_start(name) for name in fields[:3]])
        yield Finding(f"it has {_describe_count(len(fields), 'form field')}: {names}", case.place)


def _describe_count(count: int, noun: str) -> str:
    """Say how many there are, one with its article."""
    if count > 1:
        return f"{count} {noun}s"
    article = "an" if noun[0] in "ae" else "a"
    return f"{article} {noun}"


@RULES.add_rule("F108")
def check_scripts(case: Case) -> Iterator[Finding]:
    """Say when each script would run."""
    for occasion in case.file.scripts:
        yield Finding(f"it runs JavaScript when {occasion}", case.place)


@RULES.add_rule("F109")
def check_actions(case: Case) -> Iterator[Finding]:
    """Name each action."""
    for action in case.file.actions:
        severity: Severity = "error"
        if action.kind in _MINOR_ACTIONS:
            severity = "warning"
        effect = _ACTIONS.get(action.kind, f"plays {action.kind}")
        yield Finding(f"it {effect} when {action.trigger}", case.place, severity)


@RULES.add_rule("F110")
def check_attachments(case: Case) -> Iterator[Finding]:
    """Name the attached files."""
    attachments = case.file.attachments
    names = join_words([quote_start(name) for name in attachments[:3]])
    if case.file.is_portfolio:
        message = "it is a PDF portfolio"
        if names:
            message += f" of {names}"
        yield Finding(message, case.place)
    elif names:
        message = f"it carries {_describe_count(len(attachments), 'attached file')}: {names}"
        severity: Severity = "warning"
        if case.demands.attachments is False:
            message += f"; {case.target_name} takes none"
            severity = case.severity_of_demand
        yield Finding(message, case.place, severity)


@RULES.add_rule("F111")
def check_comments(case: Case) -> Iterator[Finding]:
    """Say where comments are, of which kinds and by whom."""
    comments = case.file.comments
    if not comments:
        return
    kinds = sorted({comment.kind for comment in comments})
    authors = sorted({comment.author for comment in comments if comment.author})
    pages = format_pages(comment.page for comment in comments)
    verb = "has" if pages.startswith("page ") else "have"
    message = f"{pages} still {verb} {join_words(kinds[:4])}"
    if authors:
        message += f" by {join_words(authors[:3])}"
    yield Finding(message, case.place, "warning")


@RULES.add_rule("F112")
def check_revisions(case: Case) -> Iterator[Finding]:
    """Count the incremental updates: earlier states of the file."""
    if case.file.revisions:
        states = _describe_count(case.file.revisions, "earlier state")
        yield Finding(f"it still holds {states} of itself", case.place, "warning")


@RULES.add_rule("F113")
def check_local_links(case: Case) -> Iterator[Finding]:
    """Name the links into a machine."""
    for link in case.file.links:
        if _LOCAL_ADDRESS.match(link.target):
            page = format_pages([link.page])
            message = f"a link on {page} leads into a machine: {link.target[:80]}"
            yield Finding(message, case.place, "warning")


@RULES.add_rule("F114")
def check_metadata(case: Case) -> Iterator[Finding | Diagnostic]:
    """Look for title and author; in an anonymous file nobody must be named as author."""
    title = case.file.metadata.get("title", "")
    if not title:
        yield Finding("it has no title in its properties", case.place, "warning")
    elif _NAME_OF_FILE.match(title):
        message = f"its title reads like the name of a file: {quote_start(title)}"
        yield Finding(message, case.place, "warning")
    author = case.file.metadata.get("author", "")
    if case.target.anonymous:
        yield from _check_anonymous_author(case, author)
    elif not author:
        yield Finding("it names no author in its properties", case.place, "warning")


def _check_anonymous_author(case: Case, author: str) -> Iterator[Diagnostic]:
    if author and author not in locale.list_anonymous_names():
        message = (
            f"its properties name an author, {quote_start(author)}, "
            f"and {case.target.name} wants no names"
        )
        hint = "empty the author in the program's document properties"
        yield Diagnostic("F114", message, case.place, hint)


@RULES.add_rule("F115")
def check_producer(case: Case) -> Iterator[Finding]:
    """Read the properties, above all producer and creator."""
    for name, value in case.file.metadata.items():
        excerpt = value[:80]
        if _PATH.search(value):
            yield Finding(f"its {name} names a folder: '{excerpt}'", case.place, "warning")
            continue
        if name not in ("producer", "creator"):
            continue
        if _TRIAL.search(value):
            yield Finding(f"it was made by a trial version: '{excerpt}'", case.place, "warning")
        elif _VIRTUAL_PRINTER.search(value):
            yield Finding(f"it was made by a virtual printer: '{excerpt}'", case.place, "note")


@RULES.add_rule("F116")
def check_tags(case: Case) -> Iterator[Finding]:
    """Look for a tree of tags."""
    if not case.file.is_tagged:
        yield Finding("it has no tags", case.place, "note")


@RULES.add_rule("F117")
def check_language(case: Case) -> Iterator[Finding]:
    """Look for the language of the document."""
    if not case.file.language:
        yield Finding("it does not say its language", case.place, "note")
