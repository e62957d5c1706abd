"""What a theme must print of the documents that only an application has.

Their templates are filled and not laid out: that is quick, and shows what is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from msgspec.structs import replace

from cvgen.checks.rules import Finding, Rules
from cvgen.checks.theme_fields import FieldText, list_contents_texts, normalize_text
from cvgen.checks.theme_subject import Proof
from cvgen.checks.theme_text import list_missing_fields
from cvgen.compose.view import NOTHING, Document, Enclosure, Letter
from cvgen.render import html
from cvgen.text import markup
from cvgen.theme.load import Theme

RULES: Rules[Proof] = Rules()
_HEADING = NOTHING + "Said above the text"


def make_title_page() -> Letter:
    """Make the title page of an application, whose fields all say something else."""
    return Letter(
        "title-page",
        (),
        when=NOTHING + "On some day",
        reference=NOTHING + "Reference 7",
        subject=NOTHING + "Applied",
        purpose=NOTHING + "A position",
        institution=NOTHING + "An institute",
    )


def make_enclosures() -> Letter:
    """Make a list of enclosures, with and without pages."""
    contents = (
        Enclosure(NOTHING + "A transcript", NOTHING + "p. 3–4"),
        Enclosure(NOTHING + "A certificate"),
    )
    return Letter("enclosures", (), subject=_HEADING, contents=contents)


@RULES.add_rule("T219")
def check_application(proof: Proof) -> Iterator[Finding]:
    """Fill the templates with a title page, a list of enclosures, and what has a small head."""
    document = proof.compose_document(proof.example.profile)
    head = replace(document, sections=(), photo=None, summary=())
    part = replace(document, heading=_HEADING)
    jobs: list[tuple[Theme, Document, Letter | None]] = [
        (proof.theme, head, make_title_page()),
        (proof.theme, replace(head, heading=_HEADING), make_enclosures()),
        (proof.theme, part, None),
    ]
    for job in jobs:
        text = proof.run_templates(fill_template, job)
        _, filled, letter = job
        for field in list_missing_fields(text, _list_expected(filled, letter)):
            yield Finding(f"in {_name_document(letter)}, '{field}' is not printed", proof.home)


def fill_template(job: tuple[Theme, Document, Letter | None]) -> str:
    """Fill the template of a document; return its text as texts are compared."""
    theme, document, letter = job
    defaults = {name: option.default for name, option in theme.options.items()}
    page = html.render_page(document, theme, defaults, None, letter)
    _, _, body = page.html.partition("<body")
    return normalize_text(markup.strip_markup(Markup(f"<body{body}")))


def _list_expected(document: Document, letter: Letter | None) -> list[FieldText]:
    expected = [FieldText("name", normalize_text(markup.strip_markup(document.name)))]
    if document.heading:
        expected.append(FieldText("heading", normalize_text(document.heading)))
    if letter:
        expected += list_contents_texts(letter)
    return expected


def _name_document(letter: Letter | None) -> str:
    if letter is None:
        return "a list of publications with a small head"
    return {"title-page": "the title page", "enclosures": "the list of enclosures"}[letter.kind]
