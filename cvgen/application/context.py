"""The context of an application: its profile, target and language."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from cvgen import build
from cvgen.application.model import Application, DocumentRequest
from cvgen.compose.locale import Locale, find_locale
from cvgen.errors import Diagnostic, PacketError, Place, did_you_mean
from cvgen.plan.request import Environment, Request
from cvgen.profile.fields import choose_language_version
from cvgen.profile.letter import read_letter
from cvgen.profile.model import Profile
from cvgen.profile.names import choose_name_version
from cvgen.profile.select import resolve_settings
from cvgen.profile.settings import Settings
from cvgen.profile.starter import check_invitations, check_prose_invitations
from cvgen.target.load import find_target
from cvgen.target.target import DEFAULT_TARGET, Delivery, Target
from cvgen.text.dates import PartialDate


class ApplicationContext(Struct, frozen=True):
    """An application with its profile and its target, and the locale of its language.

    Where `is_anonymous`, nobody is to be named.
    """

    application: Application
    profile: Profile
    target: Target
    locale: Locale
    is_anonymous: bool
    environment: Environment

    @property
    def delivery(self) -> Delivery:
        """Say how documents are delivered: in one file, in a file each, or both ways.

        The application decides, or else the target.
        """
        return self.application.delivery or self.target.delivery or "separate"

    def get_settings(self, document: DocumentRequest | None = None) -> Settings:
        """Return the profile's settings for a document, with those of its variant over them."""
        variant = self.application.variant
        if document is not None and document.variant:
            variant = document.variant
        return resolve_settings(self.profile, variant)

    def make_request(self, document: DocumentRequest, kind: str | None = None) -> Request:
        """Make the request for a document, which wins over the application."""
        application = self.application
        return Request(
            theme=document.theme or application.theme,
            variant=document.variant or application.variant,
            language=document.language or application.language,
            options={**application.options, **document.options},
            region=application.region,
            audience=document.audience or application.audience,
            anonymous=application.anonymous,
            pages=document.pages,
            target=self.target.name,
            kind=kind,
        )

    def get_person_name(self, language: str) -> str:
        """Return the person's name as a language writes it, or the word for nobody."""
        if self.is_anonymous:
            return self.locale.words["anonymous"]
        return choose_name_version(self.profile.basics, (language, "en")).text

    def list_field_values(self, locale: Locale) -> dict[str, str]:
        """List the fields that texts may name, with their values.

        Those that the application adds win.
        """
        application = self.application
        languages = (locale.language, "en")
        deadline = ""
        if application.deadline:
            day = application.deadline.moment.date()
            long = replace(locale, date_style="long")
            deadline = long.format_date(PartialDate(day.year, day.month, day.day))
        recipient = [choose_language_version(line, languages)[1] for line in application.recipient]
        values = {
            "programme": application.programme,
            "institution": application.institution,
            "reference": application.reference,
            "deadline": deadline,
            "recipient": ", ".join(recipient),
            "name": self.get_person_name(locale.language),
        }
        return {**values, **application.fields}


def load_context(application: Application, environment: Environment) -> ApplicationContext:
    """Load the profile and the target of an application.

    Raises ProfileError, TargetError, or PacketError for variants that the profile has not.
    """
    profile = build.load_profile(application.profile, application.overrides)
    _check_variants(application, profile)
    settings = resolve_settings(profile, application.variant)
    target = _find_target(application, profile, settings, environment)
    language = application.language or settings.language or target.language or "en"
    own_targets = application.path.parent / "targets"
    targets_folders = (own_targets, *environment.targets_folders)
    return ApplicationContext(
        application,
        profile,
        target,
        find_locale(language),
        _is_anonymous(application, settings, target),
        replace(environment, targets_folders=targets_folders),
    )


def list_invitations(context: ApplicationContext) -> Iterator[Diagnostic]:
    """List the texts of a starter that nobody wrote over, in all that an application is made of.

    Raises ProfileError for a letter that cannot be read.
    """
    yield from check_invitations(context.application.tree)
    yield from check_invitations(context.profile.tree)
    for document in context.application.documents:
        if document.file is None or document.is_foreign:
            continue
        source = read_letter(document.file)
        yield from check_invitations(source.tree)
        yield from check_prose_invitations(source.prose, document.file)


def _find_target(
    application: Application, profile: Profile, settings: Settings, environment: Environment
) -> Target:
    """Find the target that the application names, or its profile, or the default one."""
    folders = (
        application.path.parent / "targets",
        profile.folder / "targets",
        *environment.targets_folders,
    )
    tree = profile.tree
    if application.target:
        tree = application.tree
    name = application.target or settings.target or DEFAULT_TARGET
    return find_target(name, folders, tree.find_place(("target",)))


def _is_anonymous(application: Application, settings: Settings, target: Target) -> bool:
    """Say whether nobody is to be named, as the first says that says anything about it."""
    for choice in (application.anonymous, settings.anonymous, target.anonymous):
        if choice is not None:
            return choice
    return False


def _check_variants(application: Application, profile: Profile) -> None:
    diagnostics = []
    for name, place in _list_variants(application):
        if name not in profile.variants:
            message = f"the profile has no variant '{name}'"
            hint = did_you_mean(name, profile.variants)
            diagnostics.append(Diagnostic("A114", message, place, hint))
    if diagnostics:
        raise PacketError(*diagnostics)


def _list_variants(application: Application) -> Iterator[tuple[str, Place]]:
    """List the variants that an application asks for, with the places where it does."""
    if application.variant:
        yield application.variant, application.tree.find_place(("variant",))
    for document in application.documents:
        if document.variant:
            yield document.variant, document.place
