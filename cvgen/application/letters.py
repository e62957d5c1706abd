"""Build the letters and statements of an application, and the pages that it generates itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from cvgen.application.context import ApplicationContext
from cvgen.application.model import Application, DocumentRequest
from cvgen.build import Built, build_letter
from cvgen.compose.locale import Locale, find_locale
from cvgen.errors import Diagnostic, PacketError, Place
from cvgen.files import textfile
from cvgen.files.yamlfile import KeyPath
from cvgen.plan.request import Request
from cvgen.profile.letter import (
    GeneratedPage,
    LetterSettings,
    LetterSource,
    ListedEnclosure,
    read_letter,
)
from cvgen.render.fields import fill_fields

_SETTINGS_WITH_FIELDS = (
    "place",
    "recipient",
    "reference",
    "subject",
    "opening",
    "closing",
    "enclosures",
)


def build_application_letter(
    context: ApplicationContext, document: DocumentRequest, path: Path
) -> tuple[LetterSource, Built]:
    """Build a letter or a statement from its file.

    The application says to whom and about what it is where the front matter does not.
    Raises ProfileError, PacketError for fields that cannot be filled in, or what building raises.
    """
    source = read_letter(path)
    locale = _find_locale(context, document, source.settings)
    filled = _fill_letter(source, path, context.list_field_values(locale))
    settings = _complete_settings(context, document, filled.settings, locale)
    filled = replace(filled, settings=settings)
    request = _make_letter_request(context, document, source.settings, locale)
    return filled, build_letter(filled, context.profile, request, context.environment)


def build_title_page(context: ApplicationContext, document: DocumentRequest) -> Built:
    """Build the title page: who applies for what, where, under which reference, and when."""
    application = context.application
    settings = LetterSettings(
        kind="statement",
        subject=document.title or context.locale.words["application"],
        recipient=application.recipient,
        reference=application.reference or None,
    )
    page = GeneratedPage(
        "title-page", programme=application.programme, institution=application.institution
    )
    return _build_generated_page(context, document, settings, page)


def build_enclosures_page(
    context: ApplicationContext, document: DocumentRequest, enclosures: Sequence[ListedEnclosure]
) -> Built:
    """Build the list of what is enclosed, with page numbers where there are some."""
    settings = LetterSettings(
        kind="statement", subject=document.title or context.locale.words["enclosures"]
    )
    page = GeneratedPage("enclosures", contents=tuple(enclosures))
    return _build_generated_page(context, document, settings, page)


def _build_generated_page(
    context: ApplicationContext,
    document: DocumentRequest,
    settings: LetterSettings,
    page: GeneratedPage,
) -> Built:
    locale = _find_locale(context, document, settings)
    request = _make_letter_request(context, document, settings, locale)
    settings = _apply_variant_options(context, document, settings)
    tree = replace(context.application.tree, warnings=[])
    source = LetterSource(settings, "", tree, page)
    return build_letter(source, context.profile, request, context.environment)


def _find_locale(
    context: ApplicationContext, document: DocumentRequest, settings: LetterSettings
) -> Locale:
    """Find the locale of a letter; its language may be said in four places."""
    language = (
        document.language
        or settings.language
        or context.application.language
        or context.get_settings(document).language
    )
    if not language:
        return context.locale
    return find_locale(language)


def _make_letter_request(
    context: ApplicationContext,
    document: DocumentRequest,
    letter_settings: LetterSettings,
    locale: Locale,
) -> Request:
    """Make the request for a letter.

    Its front matter wins over the application, and what the document asks for itself over both.
    """
    request = context.make_request(document, document.kind)
    settings = context.get_settings(document)
    theme = document.theme
    if not theme and not letter_settings.theme:
        theme = request.theme or settings.theme
    options = dict(request.options)
    for name in letter_settings.options:
        options.pop(name, None)
    options.update(document.options)
    return replace(
        request,
        theme=theme,
        variant=None,
        language=locale.language,
        options=options,
        region=letter_settings.region or request.region or settings.region,
        audience=request.audience or settings.audience,
        anonymous=context.is_anonymous,
        pages=None,
        is_part=True,
    )


def _apply_variant_options(
    context: ApplicationContext, document: DocumentRequest, settings: LetterSettings
) -> LetterSettings:
    """Let a letter look as the variant does, but for what it says itself."""
    options = {**context.get_settings(document).options, **settings.options}
    return settings.model_copy(update={"options": options})


def _complete_settings(
    context: ApplicationContext,
    document: DocumentRequest,
    settings: LetterSettings,
    locale: Locale,
) -> LetterSettings:
    """Add what the application says of kind, subject, recipient and reference."""
    application = context.application
    changes: dict[str, Any] = {}
    kind = settings.kind
    if document.kind != "letter" and "kind" not in settings.model_fields_set:
        kind = "statement"
        changes["kind"] = kind
    changes["subject"] = settings.subject or document.title or None
    if kind == "letter":
        changes["subject"] = changes["subject"] or _make_subject(application, locale)
        changes["recipient"] = settings.recipient or application.recipient
        changes["reference"] = settings.reference or application.reference or None
    completed = settings.model_copy(update=changes)
    return _apply_variant_options(context, document, completed)


def _make_subject(application: Application, locale: Locale) -> str | None:
    """Make the subject of a letter where nobody wrote one: the programme that it is for."""
    if not application.programme:
        return None
    return f"{locale.words['application']}{locale.words['colon']}{application.programme}"


def _fill_letter(source: LetterSource, path: Path, values: Mapping[str, str]) -> LetterSource:
    """Fill in the fields of the front matter and of the prose.

    Raises PacketError with all that cannot be filled in.
    """
    filler = _FieldFiller(source, values)
    changes = {}
    for name in _SETTINGS_WITH_FIELDS:
        changes[name] = filler.fill_value(getattr(source.settings, name), (name,))
    prose = filler.fill_text(source.prose, textfile.find_prose_place(path))
    if filler.errors:
        raise PacketError(*filler.errors)
    settings = source.settings.model_copy(update=changes)
    return replace(source, settings=settings, prose=prose)


class _FieldFiller:
    """Fills in the fields of a letter's texts, and collects what cannot be filled in."""

    def __init__(self, source: LetterSource, values: Mapping[str, str]) -> None:
        self.source = source
        self.values = values
        self.errors: list[Diagnostic] = []

    def fill_text(self, text: str, place: Place) -> str:
        """Fill in one text; with an error, return it as it is."""
        try:
            return fill_fields(text, self.values, place)
        except PacketError as error:
            self.errors += error.diagnostics
            return text

    def fill_value(self, value: Any, key_path: KeyPath) -> Any:
        """Fill in a text, its versions in other languages, or a list of them."""
        if isinstance(value, str):
            return self.fill_text(value, self.source.tree.find_place(key_path))
        if isinstance(value, dict):
            return {key: self.fill_value(text, (*key_path, key)) for key, text in value.items()}
        if isinstance(value, tuple):
            items = enumerate(value)
            return tuple(self.fill_value(item, (*key_path, number)) for number, item in items)
        return value
