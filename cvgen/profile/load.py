"""Load a profile: read its files, check them against the model, report all findings at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cvgen.errors import Diagnostic, ProfileError
from cvgen.files.yamlfile import KeyPath
from cvgen.profile import findings
from cvgen.profile.basics import Basics
from cvgen.profile.closing import Closing
from cvgen.profile.foreign import read_own_tree
from cvgen.profile.identifiers import check_identifiers
from cvgen.profile.json_resume import adapt_json_resume
from cvgen.profile.kinds import KINDS
from cvgen.profile.load_records import Data
from cvgen.profile.load_sections import SectionLoader
from cvgen.profile.model import Profile, Section
from cvgen.profile.picture import (
    PictureError,
    check_logo,
    check_picture,
    describe_change,
    is_remote,
)
from cvgen.profile.settings import Settings, Sources, Variant
from cvgen.profile.starter import check_invitations

_SETTINGS = frozenset(Settings.model_fields)
_SOURCES = ("basics", "custom", "bibliography", "coauthors", "variants", "meta", "$schema")
_KNOWN_KEYS = frozenset({*_SOURCES, *KINDS, *_SETTINGS})


def read_profile(path: Path, overrides: tuple[Path, ...] = ()) -> Profile:
    """Read and check a profile, in YAML or as JSON Resume, with the files that belong to it.

    `overrides` win over these, the last one most. Bibliography files are not read.
    Raises ProfileError with all findings.
    """
    tree = read_own_tree(path, overrides)
    if path.suffix == ".json":
        tree = adapt_json_resume(tree, with_shapes=True)
    loader = _ProfileLoader(tree, is_lenient=path.suffix == ".json")
    profile = loader.check_profile()
    if loader.errors or profile is None:
        raise ProfileError(*loader.errors, *loader.warnings)
    return profile


class _ProfileLoader(SectionLoader):
    """Checks a tree part by part, and collects the findings."""

    def check_profile(self) -> Profile | None:
        """Check the whole tree; None if a part that a profile needs is wrong."""
        data = self.tree.data
        if not isinstance(data, dict):
            self.report_no_mapping(data)
            return None
        self.check_keys(data)
        basics = self.check_with_short(Basics, data.get("basics") or {}, ("basics",))
        settings = self.check_settings(data)
        sections = self.check_sections(data)
        variants = self.check_variants(data.get("variants") or {})
        sources = self.check_sources(data)
        self.warnings += check_identifiers(self.tree)
        self.warnings += check_invitations(self.tree)
        if basics is None:
            return None
        picture = self.find_picture(basics.image, ("basics", "image"))
        if settings is None or sources is None:
            return None
        images = self.find_images(sections) | self.find_signatures(settings, variants)
        return Profile(
            basics,
            sections,
            settings,
            variants,
            sources.bibliography,
            sources.coauthors,
            picture,
            images,
            self.tree,
            tuple(self.warnings),
        )

    def report_no_mapping(self, data: Any) -> None:
        """Report a file that holds something else than keys and values."""
        content = "only text"
        if data is None:
            content = "empty"
        elif isinstance(data, list):
            content = "a list"
        message = f"a profile is keys and values, and this is {content}"
        hint = "start with 'basics:' and a name; 'cvgen new' shows how"
        self.errors.append(Diagnostic("P201", message, self.tree.find_place(()), hint))

    def check_keys(self, data: Data) -> None:
        """Report every key at the top that a profile does not have."""
        for key in data:
            if key in _KNOWN_KEYS:
                continue
            message = f"'{key}' is not a key of a profile"
            place = self.tree.find_place((key,), key=True)
            self.report_unknown_key(
                Diagnostic("P202", message, place, findings.suggest_key(key, _KNOWN_KEYS))
            )

    def check_settings(self, data: Data) -> Settings | None:
        """Check the settings, which stand between the sections."""
        settings = {}
        for key in _SETTINGS:
            if data.get(key) is not None:
                settings[key] = data[key]
        return self.check_record(Settings, settings, ())

    def check_sources(self, data: Data) -> Sources | None:
        """Check what else the publications are made of."""
        sources = {}
        for key in Sources.model_fields:
            if data.get(key):
                sources[key] = data[key]
        return self.check_record(Sources, sources, ())

    def check_variants(self, value: Any) -> dict[str, Variant]:
        """Check the variants; select reports those that name what is not there."""
        if not isinstance(value, dict):
            message = "'variants' must be names and what they choose"
            self.errors.append(Diagnostic("P203", message, self.tree.find_place(("variants",))))
            return {}
        variants = {}
        for name, data in value.items():
            variant = self.check_record(Variant, data or {}, ("variants", name))
            if variant is not None:
                variants[name] = variant
        return variants

    def find_images(self, sections: tuple[Section, ...]) -> dict[str, Path]:
        """Find the pictures of works and the logos, by the names that the profile gives them."""
        named: dict[str, KeyPath] = {}
        for section in sections:
            for index, entry in enumerate(section.entries):
                for key in ("image", "logo"):
                    image = getattr(entry, key, None)
                    if image:
                        named[image] = (*section.path, index, key)
        images = {}
        for image, path in named.items():
            picture = self.find_picture(image, path)
            if picture is not None:
                images[image] = picture
        return images

    def find_signatures(self, settings: Settings, variants: dict[str, Variant]) -> dict[str, Path]:
        """Find the pictures of signatures, which variants may have of their own."""
        found = {}
        wished: dict[KeyPath, Closing | None] = {("closing",): settings.closing}
        for name, variant in variants.items():
            wished["variants", name, "closing"] = variant.closing
        for path, closing in wished.items():
            name = closing.picture if closing else ""
            picture = self.find_picture(name, (*path, "signature"))
            if picture is not None:
                found[name] = picture
        return found

    def find_picture(self, image: str | None, path: KeyPath) -> Path | None:
        """Find one picture; what is wrong with it is kept."""
        if not image:
            return None
        place = self.tree.find_place(path)
        if is_remote(image):
            message = "a picture from the network is not fetched, so none is printed"
            self.warn("P221", message, place, "save it beside the profile and name the file")
            return None
        try:
            check = check_logo if path[-1] == "logo" else check_picture
            picture = check(image, Path(self.tree.file))
        except PictureError as error:
            message = f"the picture '{image}' {error.problem}"
            if self.is_lenient:
                self.warn("P220", message + ", so none is printed", place, error.hint)
            else:
                self.errors.append(Diagnostic("P220", message, place, error.hint))
            return None
        change = describe_change(picture)
        if change:
            message = f"the picture '{image}' {change}"
            self.warn("P222", message, place, "look at its colours, or save it as RGB")
        return picture
