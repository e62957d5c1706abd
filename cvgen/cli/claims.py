"""Files that the documents of one run go to: each belongs to one document alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from cvgen.cli.build_jobs import Job, Outcome
from cvgen.errors import Diagnostic, OutputError, Place


class ClaimedFiles:
    """Knows for each file the profile whose document goes there.

    `is_file` says that one file was named, in which there is no room for several.
    """

    def __init__(self, *, is_file: bool) -> None:
        self._is_file = is_file
        self._profiles: dict[str, str] = {}

    def claim_jobs(
        self, jobs: Iterable[Job], profile: Path
    ) -> tuple[tuple[Job, ...], list[Diagnostic]]:
        """Claim files for documents, and report those that have none.

        One whose file is another profile's goes to its spare one. Raises OutputError where all go
        to the one file that was named.
        """
        placed = []
        clashes: list[Diagnostic] = []
        for job in jobs:
            try:
                path = self._claim_path(str(job.path), str(job.spare_path or ""), profile)
            except OutputError as error:
                if self._is_file:
                    raise
                clashes += error.diagnostics
            else:
                placed.append(replace(job, path=Path(path)))
        return tuple(placed), clashes

    def claim_outcome(self, outcome: Outcome, profile: Path) -> Outcome:
        """Claim a file for a PDF that was made, as for a document.

        Raises OutputError where neither is free.
        """
        path = self._claim_path(outcome.path, outcome.spare_path, profile)
        return replace(outcome, name=path, path=path)

    def claim_all(self, outcomes: Iterable[Outcome], profile: Path) -> bool:
        """Claim the files of PDFs that stand there already, unless one of them is not free."""
        keys = [_make_key(outcome.path) for outcome in outcomes]
        if any(key in self._profiles for key in keys):
            return False
        self._profiles.update(dict.fromkeys(keys, str(profile)))
        return True

    def _claim_path(self, path: str, spare_path: str, profile: Path) -> str:
        other = self._profiles.setdefault(_make_key(path), "")
        if not other:
            self._profiles[_make_key(path)] = str(profile)
            return path
        if spare_path and other != str(profile) and _make_key(spare_path) not in self._profiles:
            self._profiles[_make_key(spare_path)] = str(profile)
            return spare_path
        raise OutputError(self._describe_clash(path, other, str(profile)))

    def _describe_clash(self, path: str, other: str, profile: str) -> Diagnostic:
        is_same = other == profile
        subject = "two of the CVs asked for" if is_same else f"'{other}' and '{profile}'"
        hint = "build them one by one, each with its own -o"
        if self._is_file and is_same:
            hint = "name a folder with -o"
        elif not self._is_file and not is_same:
            hint = (
                "rename the file or folder of one, as 'applicant-17', or build each with its own -o"
            )
        message = f"{subject} would become the same file"
        return Diagnostic("O101", message, Place(path), hint)


def _make_key(path: str) -> str:
    """Make the key of a file; names that differ in case only are one on macOS and Windows."""
    return path.casefold()
