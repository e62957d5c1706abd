"""Check the sections of a profile: lists of entries, in groups or not."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from cvgen.errors import Diagnostic
from cvgen.files.yamlfile import KeyPath
from cvgen.profile.custom import CUSTOM, PUBLICATIONS, Custom, Group, find_entry_kind
from cvgen.profile.kinds import KINDS
from cvgen.profile.load_records import Data, RecordLoader, drop_empty_values
from cvgen.profile.model import Section
from cvgen.profile.sections import Entry

_ENTRIES = "entries"
_GROUPS = "groups"


class SectionLoader(RecordLoader):
    """Checks the sections of a tree."""

    def check_sections(self, data: Data) -> tuple[Section, ...]:
        """Check every section, in the order of the file; a kind without entries gives none."""
        sections: list[Section] = []
        for key, value in data.items():
            if key == CUSTOM:
                sections += self.check_custom_sections(value)
            elif key in KINDS:
                sections += self.check_kind(key, value)
            elif key == "bibliography" and not data.get(PUBLICATIONS):
                sections.append(Section(PUBLICATIONS, (), path=(key,)))
        return tuple(
            section for section in sections if section.entries or section.path == ("bibliography",)
        )

    def check_kind(self, kind: str, value: Any) -> list[Section]:
        """Check the section of a kind: its entries, or groups of them."""
        path: KeyPath = (kind,)
        if not isinstance(value, dict) or _GROUPS not in value:
            return [Section(kind, self.check_entries(KINDS[kind], value, path), path=path)]
        if kind == PUBLICATIONS:
            self.report_groups((*path, _GROUPS))
            return []
        whole = Section(kind, (), whole=path)
        for key in value.keys() - {_ENTRIES, _GROUPS}:
            place = self.tree.find_place((*path, key), key=True)
            hint = "a section in groups has 'groups' and 'entries'"
            self.report_unknown_key(Diagnostic("P202", f"'{key}' is not a key here", place, hint))
        return self.check_parts(whole, value, path)

    def report_groups(self, path: KeyPath) -> None:
        """Report groups of publications, which lists of them make."""
        message = "publications have no groups of their own"
        place = self.tree.find_place(path, key=True)
        hint = "write several 'publicationLists:', or 'group: type' in one"
        self.errors.append(Diagnostic("P250", message, place, hint))

    def check_custom_sections(self, value: Any) -> list[Section]:
        """Check the sections that have a title of their own."""
        sections: list[Section] = []
        for index, written in enumerate(self.check_list(value, (CUSTOM,))):
            path: KeyPath = (CUSTOM, index)
            data = drop_empty_values(written)
            parts = {}
            if isinstance(data, dict):
                parts = {key: data.pop(key, None) for key in (_ENTRIES, _GROUPS)}
            custom = self.check_record(Custom, data, path)
            whole = Section(CUSTOM, ())
            if custom is not None:
                whole = Section(
                    custom.kind or CUSTOM,
                    (),
                    custom.title,
                    on_new_page=custom.pageBreakBefore,
                    kept_together=custom.keepTogether,
                    whole=path,
                )
            checked = self.check_parts(whole, parts, path)
            if custom is not None:
                sections += checked
        return sections

    def check_parts(self, whole: Section, parts: Data, path: KeyPath) -> list[Section]:
        """Check the entries of a section, and the groups in it, each as a section by itself."""
        kind = find_entry_kind(whole.kind)
        entries_path = (*path, _ENTRIES)
        entries = self.check_entries(kind, parts.get(_ENTRIES), entries_path)
        sections = [replace(whole, entries=entries, path=entries_path)]
        groups_path = (*path, _GROUPS)
        for index, written in enumerate(self.check_list(parts.get(_GROUPS), groups_path)):
            group_path = (*groups_path, index)
            data = drop_empty_values(written)
            value = None
            if isinstance(data, dict):
                value = data.pop(_ENTRIES, None)
            group = self.check_record(Group, data, group_path)
            entries = self.check_entries(kind, value, (*group_path, _ENTRIES))
            if group is not None:
                group_section = replace(whole, entries=entries, path=(*group_path, _ENTRIES))
                sections.append(replace(group_section, group=group.title))
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


def _find_text_field(kind: type[Entry]) -> str:
    """Find the field of an entry that plain text stands for."""
    if kind.slots.layout == "prose":
        return "text"
    return (kind.slots.title or kind.slots.subtitle)[0]
