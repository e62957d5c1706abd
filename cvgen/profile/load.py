"""Takes a profile file, gives the checked Profile, or every finding in it at once with its line and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from cvgen.errors import Diagnostic, ProfileError, did_you_mean
from cvgen.files.yamlfile import Path_, Tree
from cvgen.profile import files, findings
from cvgen.profile.academic import Custom, General
from cvgen.profile.basics import Basics
from cvgen.profile.fields import Record, Text
from cvgen.profile.kinds import KINDS
from cvgen.profile.picture import check_picture
from cvgen.profile.sections import Entry
from cvgen.profile.settings import Settings, Sources, Variant

Data = dict[str, Any]
R = TypeVar("R", bound=Record)
_SETTINGS = frozenset(Settings.model_fields)
KEYS = frozenset(
    {
        "basics",
        "custom",
        "bibliography",
        "coauthors",
        "variants",
        "meta",
        "$schema",
        *KINDS,
        *_SETTINGS,
    }
)


@dataclass(frozen=True, slots=True)
class Section:
    """Entries of one kind, in the order in which they print; `title` is set where the profile words it."""

    kind: str
    entries: tuple[Entry, ...]
    title: Text | None = None
    path: Path_ = ()
    on_new_page: bool = False
    kept_together: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """A person and what they did, each fact once, and how they want it printed."""

    basics: Basics
    sections: tuple[Section, ...]
    settings: Settings
    variants: dict[str, Variant] = field(default_factory=dict)
    bibliography: tuple[str, ...] = ()
    coauthors: dict[str, str] = field(default_factory=dict)
    picture: Path | None = None
    images: dict[str, Path] = field(default_factory=dict)
    tree: Tree = field(default_factory=lambda: Tree(None, ""), repr=False, compare=False)
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder that the profile's own files are read from."""
        return Path(self.tree.file).parent


def load(path: Path, overrides: tuple[Path, ...] = ()) -> Profile:
    """Read and check a profile, in YAML or as JSON Resume, with the files that belong to it and those laid over it.

    Raises ProfileError with all findings.
    """
    tree = files.read(path, overrides)
    loader = _Loader(tree, lenient=path.suffix == ".json")
    profile = loader.profile()
    if loader.errors or profile is None:
        raise ProfileError(*loader.errors, *loader.warnings)
    return profile


class _Loader:
    """Carries the tree and the findings; `lenient` (JSON Resume allows other keys) turns unknown keys into warnings."""

    def __init__(self, tree: Tree, *, lenient: bool) -> None:
        self.tree = tree
        self.lenient = lenient
        self.errors: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = list(tree.warnings)

    def profile(self) -> Profile | None:
        """Check the whole file."""
        data = self.tree.data
        if not isinstance(data, dict):
            what = "a list" if isinstance(data, list) else "empty" if data is None else "only text"
            hint = "start with 'basics:' and a name; 'cvgen new' shows how"
            self.errors.append(
                Diagnostic(
                    "P201",
                    f"a profile is keys and values, and this is {what}",
                    self.tree.place(()),
                    hint,
                )
            )
            return None
        self.know(data, KEYS, ())
        basics = self.with_short(Basics, data.get("basics") or {}, ("basics",))
        settings = self.record(
            Settings, {key: data[key] for key in _SETTINGS if data.get(key) is not None}, ()
        )
        sections = self.sections(data)
        variants = self.variants(data.get("variants") or {})
        sources = self.record(
            Sources, {key: data[key] for key in Sources.model_fields if data.get(key)}, ()
        )
        picture = self.picture(basics.image, ("basics",)) if basics else None
        if basics is None or settings is None or sources is None:
            return None
        return Profile(
            basics,
            sections,
            settings,
            variants,
            sources.bibliography,
            sources.coauthors,
            picture,
            self.images(sections),
            self.tree,
            tuple(self.warnings),
        )

    def know(self, data: Data, known: frozenset[str], at: Path_) -> None:
        """Report every key that nobody reads."""
        for key in data:
            if key not in known:
                place = self.tree.place((*at, key), key=True)
                self.unknown(
                    Diagnostic(
                        "P202",
                        f"'{key}' is not a key of a profile",
                        place,
                        did_you_mean(key, known),
                    )
                )

    def unknown(self, found: Diagnostic) -> None:
        """Keep the finding about a key that nobody reads."""
        if self.lenient:
            message = found.message + ", so it is not printed"
            self.warnings.append(
                Diagnostic(found.code, message, found.place, found.hint, "warning")
            )
        else:
            self.errors.append(found)

    def record(self, model: type[R], data: Any, at: Path_) -> R | None:
        """Check one record; its findings are kept, and None given back."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
        unknown = (
            [detail for detail in details if detail["type"] == "extra_forbidden"]
            if self.lenient
            else []
        )
        if not unknown:
            self.errors += [findings.translate(detail, self.tree, at, model) for detail in details]
            return None
        for detail in unknown:
            self.unknown(findings.translate(detail, self.tree, at, model))
            findings.remove(data, detail["loc"])
        return self.record(model, data, at)

    def sections(self, data: Data) -> tuple[Section, ...]:
        """Check every section, in the order of the file; a kind without entries gives none."""
        sections: list[Section] = []
        for key, value in data.items():
            if key == "custom":
                sections += self.custom(value)
            elif key in KINDS:
                sections.append(Section(key, self.entries(KINDS[key], value, (key,)), path=(key,)))
            elif key == "bibliography" and not data.get("publications"):
                sections.append(Section("publications", (), path=(key,)))
        return tuple(
            section for section in sections if section.entries or section.path == ("bibliography",)
        )

    def images(self, sections: tuple[Section, ...]) -> dict[str, Path]:
        """Find the pictures of works, by the names that the profile gives them."""
        named = {
            image: (*section.path, index)
            for section in sections
            for index, entry in enumerate(section.entries)
            if (image := getattr(entry, "image", None))
        }
        return {image: path for image, at in named.items() if (path := self.picture(image, at))}

    def picture(self, image: str | None, at: Path_) -> Path | None:
        """Check one picture; what is wrong with it is kept."""
        return check_picture(image, self.tree, (*at, "image"), (self.errors, self.warnings))

    def custom(self, value: Any) -> list[Section]:
        """Check the sections that have a title of their own."""
        found = []
        for index, data in enumerate(self.items(value, ("custom",))):
            at: Path_ = ("custom", index)
            own = _full(data)
            inside = own.pop("entries", None) if isinstance(own, dict) else None
            section = self.record(Custom, own, at)
            entries = self.entries(General, inside, (*at, "entries"))
            if section:
                found.append(
                    Section(
                        "custom",
                        entries,
                        section.title,
                        (*at, "entries"),
                        section.pageBreakBefore,
                        section.keepTogether,
                    )
                )
        return found

    def entries(self, kind: type[Entry], value: Any, at: Path_) -> tuple[Entry, ...]:
        """Check the entries of one kind; plain text stands for the entry's first field."""
        first = (
            (kind.slots.title or kind.slots.subtitle)[0] if kind.slots.layout != "prose" else "text"
        )
        whole = [value] if kind.slots.layout == "prose" and isinstance(value, str) else value
        entries = []
        for index, item in enumerate(self.items(whole, at)):
            data = {first: item} if isinstance(item, str) else item
            entries.append(self.with_short(kind, data, (*at, index)))
        return tuple(entry for entry in entries if entry)

    def with_short(self, model: type[R], data: Any, at: Path_) -> R | None:
        """Check a record, and then what it is with the words that it gives under `short`."""
        whole = self.record(model, _full(data), at)
        short = data.get("short") if isinstance(data, dict) else None
        if whole is None or not isinstance(short, dict):
            return whole
        rest = {key: value for key, value in data.items() if key != "short"}
        other = self.record(model, _full({**rest, **short}), (*at, "short"))
        return whole.model_copy(update={"short": other}) if other else None

    def items(self, value: Any, at: Path_) -> list[Any]:
        """Expect a list."""
        if value in (None, "", {}) or isinstance(value, list):
            return value or []
        hint = "start each entry with '- '"
        self.errors.append(
            Diagnostic("P203", f"'{at[-1]}' must be a list of entries", self.tree.place(at), hint)
        )
        return []

    def variants(self, value: Any) -> dict[str, Variant]:
        """Check the variants, and that they speak of things that are there."""
        if not isinstance(value, dict):
            self.errors.append(
                Diagnostic(
                    "P203",
                    "'variants' must be names and what they choose",
                    self.tree.place(("variants",)),
                )
            )
            return {}
        checked = {
            name: self.record(Variant, data or {}, ("variants", name))
            for name, data in value.items()
        }
        return {name: variant for name, variant in checked.items() if variant}


def _full(data: Any) -> Any:
    """Leave out what is empty: JSON Resume files write "" for what is not known."""
    if isinstance(data, dict):
        kept = {key: _full(value) for key, value in data.items()}
        return {key: value for key, value in kept.items() if value not in (None, "", [], {})}
    return [_full(value) for value in data] if isinstance(data, list) else data
