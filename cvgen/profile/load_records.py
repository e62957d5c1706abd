"""Check single records of a profile, and collect the findings."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec.structs import replace

from cvgen.errors import Diagnostic, Place
from cvgen.files.yamlfile import KeyPath, Tree
from cvgen.profile import findings
from cvgen.profile.faults import WrongValueError
from cvgen.profile.record import Record

Data = dict[str, Any]
_EMPTY_VALUES: tuple[Any, ...] = (None, "", [], {})
RecordT = TypeVar("RecordT", bound=Record)


class RecordLoader:
    """Checks records of a tree, and collects the findings.

    `is_lenient` turns unknown keys into warnings: JSON Resume allows other keys.
    """

    def __init__(self, tree: Tree, *, is_lenient: bool) -> None:
        self.tree = tree
        self.is_lenient = is_lenient
        self.errors: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = list(tree.warnings)

    def report_unknown_key(self, error: Diagnostic) -> None:
        """Keep the finding about an unknown key, as a warning where others are allowed."""
        if not self.is_lenient:
            self.errors.append(error)
            return
        message = error.message + ", so it is not printed"
        self.warnings.append(replace(error, message=message, severity="warning"))

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

    def check_with_short(self, model: type[RecordT], data: Any, path: KeyPath) -> RecordT | None:
        """Check a record, and then what it is with the words that it gives under `short`."""
        filled = drop_empty_values(data)
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
        short_data = drop_empty_values({**long_words, **short_words})
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

    def warn(self, code: str, message: str, place: Place, hint: str) -> None:
        """Keep a warning."""
        self.warnings.append(Diagnostic(code, message, place, hint, "warning"))


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def drop_empty_values(data: Any) -> Any:
    """Leave out what is empty, at every level: JSON Resume files write "" for what is not known."""
    if isinstance(data, list):
        return [drop_empty_values(value) for value in data]
    if not isinstance(data, dict):
        return data
    filled = {}
    for key, value in data.items():
        content = drop_empty_values(value)
        if content not in _EMPTY_VALUES and not _is_blank(content):
            filled[key] = content
    return filled
