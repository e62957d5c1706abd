"""Load a profile: read its files, check them against the model, report all findings at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from cvgen.errors import Diagnostic, Place, ProfileError
from cvgen.files.yamlfile import KeyPath, Tree
from cvgen.profile import findings
from cvgen.profile.academic import Custom, General
from cvgen.profile.basics import Basics
from cvgen.profile.faults import WrongValueError
from cvgen.profile.foreign import read_own_tree
from cvgen.profile.identifiers import check_identifiers
from cvgen.profile.json_resume import adapt_json_resume
from cvgen.profile.kinds import KINDS
from cvgen.profile.model import Profile, Section
from cvgen.profile.picture import PictureError, check_picture, describe_change, is_remote
from cvgen.profile.record import Record
from cvgen.profile.sections import Entry
from cvgen.profile.settings import Settings, Sources, Variant
from cvgen.profile.starter import check_invitations

Data = dict[str, Any]
_EMPTY_VALUES: tuple[Any, ...] = (None, "", [], {})
RecordT = TypeVar("RecordT", bound=Record)
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


class _ProfileLoader:
    """Checks a tree part by part, and collects the findings.

    `is_lenient` turns unknown keys into warnings: JSON Resume allows other keys.
    """

    def __init__(self, tree: Tree, *, is_lenient: bool) -> None:
        self.tree = tree
        self.is_lenient = is_lenient
        self.errors: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = list(tree.warnings)

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
        picture = self.find_picture(basics.image, ("basics",))
        if settings is None or sources is None:
            return None
        images = self.find_images(sections)
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

    def report_unknown_key(self, error: Diagnostic) -> None:
        """Keep the finding about an unknown key, as a warning where others are allowed."""
        if not self.is_lenient:
            self.errors.append(error)
            return
        message = error.message + ", so it is not printed"
        self.warnings.append(replace(error, message=message, severity="warning"))

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

    def check_record(self, model: type[RecordT], data: Any, path: KeyPath) -> RecordT | None:
        """Check one record; None if something is wrong, which is kept."""
        try:
            return model.model_validate(data)
        except WrongValueError as error:
            faults = error.faults
        unknown_keys = []
        if self.is_lenient:
            unknown_keys = [fault for fault in faults if fault.kind == "unknown"]
        if not unknown_keys:
            for fault in faults:
                self.errors.append(findings.locate_fault(fault, self.tree, path))
            return None
        for fault in unknown_keys:
            self.report_unknown_key(findings.locate_fault(fault, self.tree, path))
            findings.remove_value(data, fault.location)
        return self.check_record(model, data, path)

    def check_sections(self, data: Data) -> tuple[Section, ...]:
        """Check every section, in the order of the file; a kind without entries gives none."""
        sections: list[Section] = []
        for key, value in data.items():
            if key == "custom":
                sections += self.check_custom_sections(value)
            elif key in KINDS:
                entries = self.check_entries(KINDS[key], value, (key,))
                sections.append(Section(key, entries, path=(key,)))
            elif key == "bibliography" and not data.get("publications"):
                sections.append(Section("publications", (), path=(key,)))
        return tuple(
            section for section in sections if section.entries or section.path == ("bibliography",)
        )

    def check_custom_sections(self, value: Any) -> list[Section]:
        """Check the sections that have a title of their own."""
        sections = []
        for index, written in enumerate(self.check_list(value, ("custom",))):
            path: KeyPath = ("custom", index)
            entries_path = (*path, "entries")
            data = _drop_empty_values(written)
            entry_data = None
            if isinstance(data, dict):
                entry_data = data.pop("entries", None)
            custom = self.check_record(Custom, data, path)
            entries = self.check_entries(General, entry_data, entries_path)
            if custom is None:
                continue
            section = Section(
                "custom",
                entries,
                custom.title,
                entries_path,
                custom.pageBreakBefore,
                custom.keepTogether,
            )
            sections.append(section)
        return sections

    def check_entries(self, kind: type[Entry], value: Any, path: KeyPath) -> tuple[Entry, ...]:
        """Check the entries of one kind; plain text stands for the entry's first field."""
        items = value
        if kind.slots.layout == "prose" and isinstance(value, str):
            items = [value]
        entries = []
        for index, item in enumerate(self.check_list(items, path)):
            data = item
            if isinstance(item, str):
                data = {_find_text_field(kind): item}
            entry = self.check_with_short(kind, data, (*path, index))
            if entry is not None:
                entries.append(entry)
        return tuple(entries)

    def check_with_short(self, model: type[RecordT], data: Any, path: KeyPath) -> RecordT | None:
        """Check a record, and then what it is with the words that it gives under `short`."""
        filled = _drop_empty_values(data)
        record = self.check_record(model, filled, path)
        if record is None or not isinstance(data, dict):
            return record
        if filled != data:
            self.check_empty_keys(model, data, path)
        short_words = data.get("short")
        if not isinstance(short_words, dict):
            return record
        long_words = dict(data)
        del long_words["short"]
        short_data = _drop_empty_values({**long_words, **short_words})
        short = self.check_record(model, short_data, (*path, "short"))
        if short is None:
            return None
        return record.model_copy(update={"short": short})

    def check_empty_keys(self, model: type[Record], data: Data, path: KeyPath) -> None:
        """Report the keys that a record does not have, though nothing stands behind them."""
        try:
            model.model_validate(data)
        except WrongValueError as error:
            faults = error.faults
        else:
            return
        for fault in faults:
            if fault.kind == "unknown" and fault.value in _EMPTY_VALUES:
                self.report_unknown_key(findings.locate_fault(fault, self.tree, path))

    def check_list(self, value: Any, path: KeyPath) -> list[Any]:
        """Return the items of a list; anything else but nothing is reported."""
        if isinstance(value, list):
            return value
        if value in (None, "", {}):
            return []
        message = f"'{path[-1]}' must be a list of entries"
        hint = "start each entry with '- '"
        self.errors.append(Diagnostic("P203", message, self.tree.find_place(path), hint))
        return []

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
        """Find the pictures of works, by the names that the profile gives them."""
        named: dict[str, KeyPath] = {}
        for section in sections:
            for index, entry in enumerate(section.entries):
                image = getattr(entry, "image", None)
                if image:
                    named[image] = (*section.path, index)
        images = {}
        for image, path in named.items():
            picture = self.find_picture(image, path)
            if picture is not None:
                images[image] = picture
        return images

    def find_picture(self, image: str | None, path: KeyPath) -> Path | None:
        """Find one picture; what is wrong with it is kept."""
        if not image:
            return None
        place = self.tree.find_place((*path, "image"))
        if is_remote(image):
            message = "a picture from the network is not fetched, so none is printed"
            self.warn("P221", message, place, "save it beside the profile and name the file")
            return None
        try:
            picture = check_picture(image, Path(self.tree.file))
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

    def warn(self, code: str, message: str, place: Place, hint: str) -> None:
        """Keep a warning."""
        self.warnings.append(Diagnostic(code, message, place, hint, "warning"))


def _find_text_field(kind: type[Entry]) -> str:
    """Find the field of an entry that plain text stands for."""
    if kind.slots.layout == "prose":
        return "text"
    return (kind.slots.title or kind.slots.subtitle)[0]


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def _drop_empty_values(data: Any) -> Any:
    """Leave out what is empty, at every level: JSON Resume files write "" for what is not known."""
    if isinstance(data, list):
        return [_drop_empty_values(value) for value in data]
    if not isinstance(data, dict):
        return data
    filled = {}
    for key, value in data.items():
        content = _drop_empty_values(value)
        if content not in _EMPTY_VALUES and not _is_blank(content):
            filled[key] = content
    return filled
