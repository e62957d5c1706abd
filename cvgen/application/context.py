"""Takes an application, gives what its documents are made with: profile, target, language, and whether nobody is to be named."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cvgen import build
from cvgen.application.model import Application, DocumentRequest
from cvgen.compose import locale
from cvgen.compose.locale import Locale
from cvgen.errors import Diagnostic, PacketError, did_you_mean
from cvgen.profile.fields import in_language
from cvgen.profile.load import Profile
from cvgen.profile.select import settings_of
from cvgen.profile.settings import Settings
from cvgen.request import Environment, Request
from cvgen.target import load as target
from cvgen.target.load import Delivery, Target
from cvgen.text.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Desk:
    """An application with its profile and its target, in the words of its language."""

    application: Application
    profile: Profile
    target: Target
    words: Locale
    nameless: bool
    around: Environment

    @property
    def delivery(self) -> Delivery:
        """Say whether documents go in one file or in a file each: as the application says, or else the target."""
        return self.application.delivery or self.target.delivery or "separate"

    def settings(self, wanted: DocumentRequest | None = None) -> Settings:
        """Give the profile's settings for a document, those of its variant over them."""
        return settings_of(self.profile, (wanted and wanted.variant) or self.application.variant)

    def wish(self, wanted: DocumentRequest, kind: str | None = None) -> Request:
        """Say what to build for a document: what it says itself, then what the application says."""
        said = self.application
        return Request(
            theme=wanted.theme or said.theme,
            variant=wanted.variant or said.variant,
            language=wanted.language or said.language,
            options={**said.options, **wanted.options},
            region=said.region,
            audience=wanted.audience or said.audience,
            anonymous=said.anonymous,
            pages=wanted.pages,
            target=self.target.name,
            kind=kind,
        )

    def name(self, language: str) -> str:
        """Give the person's name as a language writes it, or the word for nobody."""
        return (
            self.words.words["anonymous"]
            if self.nameless
            else in_language(self.profile.basics.name, (language, "en"))[1]
        )

    def fields(self, words: Locale) -> dict[str, str]:
        """List the fields that texts may name, by name; those that the application adds win."""
        said = self.application
        day = said.deadline and said.deadline.moment.date()
        long = replace(words, date_style="long")
        own = {
            "programme": said.programme,
            "institution": said.institution,
            "reference": said.reference,
            "deadline": long.date(PartialDate(day.year, day.month, day.day)) if day else "",
            "recipient": ", ".join(
                in_language(line, (words.language, "en"))[1] for line in said.recipient
            ),
            "name": self.name(words.language),
        }
        return {**own, **said.fields}


def desk(application: Application, around: Environment) -> Desk:
    """Lay everything out for an application.

    Raises ProfileError, TargetError, or PacketError for variants that the profile has not.
    """
    profile = build.load_profile(application.profile, application.overrides)
    _check_variants(application, profile)
    settings = settings_of(profile, application.variant)
    folders = (
        application.path.parent / "targets",
        profile.folder / "targets",
        *around.targets_folders,
    )
    place = (
        application.tree.place(("target",))
        if application.target
        else profile.tree.place(("target",))
    )
    goal = target.find(application.target or settings.target or target.DEFAULT, folders, place)
    words = locale.find(application.language or settings.language or goal.language or "en")
    said = (application.anonymous, settings.anonymous, goal.anonymous)
    nameless = bool(next((one for one in said if one is not None), False))
    reachable = replace(around, targets_folders=(folders[0], *around.targets_folders))
    return Desk(application, profile, goal, words, nameless, reachable)


def _check_variants(application: Application, profile: Profile) -> None:
    asked = [
        (application.variant, application.tree.place(("variant",))),
        *((one.variant, one.place) for one in application.documents),
    ]
    unknown = [
        Diagnostic(
            "A114",
            f"the profile has no variant '{name}'",
            place,
            did_you_mean(name, profile.variants),
        )
        for name, place in asked
        if name and name not in profile.variants
    ]
    if unknown:
        raise PacketError(*unknown)
