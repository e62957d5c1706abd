"""Join the entries of bibliography files to the publications of a profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from cvgen.bibliography.mark_findings import LocatedWork, report_marks
from cvgen.bibliography.merge import merge_references
from cvgen.bibliography.read import BibliographyFile, read_bibliographies
from cvgen.bibliography.reference import Reference
from cvgen.errors import Diagnostic, Place, ProfileError, did_you_mean
from cvgen.files.yamlfile import KeyPath, Tree
from cvgen.profile import findings
from cvgen.profile.faults import WrongValueError
from cvgen.profile.model import Profile, Section
from cvgen.profile.names import identify_person
from cvgen.profile.publications import AuthorRecord, Publication


def join_bibliography(profile: Profile) -> Profile:
    """Read the bibliography files, and add their entries to the profile's publications.

    An entry of the profile with the key of one in a file adds to it, and wins where both say
    something.

    What is broken in a file becomes a warning of the profile, and the rest is joined.
    Raises ProfileError for a file that is missing or outside the profile's folder, and for a key
    that no file has.
    """
    section = _find_publications(profile)
    if section is None:
        return profile
    references, file_warnings = _read_files(profile)
    papers, entry_warnings = _validate_references(references)
    papers, parent_warnings = _remove_parents(papers, references, section, profile)
    entries = _join_entries(section, papers, profile)
    mark_warnings = report_marks(_locate_entries(entries, section, references, profile), profile)
    private = [_move_private_path(path, section, entries) for path in profile.tree.private]
    return replace(
        profile,
        sections=_replace_entries(profile.sections, section, entries),
        warnings=(
            *profile.warnings,
            *file_warnings,
            *entry_warnings,
            *parent_warnings,
            *mark_warnings,
        ),
        tree=replace(profile.tree, private=frozenset(private)),
    )


def _find_publications(profile: Profile) -> Section | None:
    for section in profile.sections:
        if section.kind == "publications":
            return section
    return None


def _replace_entries(
    sections: Iterable[Section], changed: Section, entries: tuple[Publication, ...]
) -> tuple[Section, ...]:
    """Replace the entries of one section, and leave out sections without any."""
    replaced = []
    for section in sections:
        if section is changed:
            replaced.append(replace(section, entries=entries))
        else:
            replaced.append(section)
    return tuple(section for section in replaced if section.entries)


def _move_private_path(
    path: KeyPath, section: Section, entries: tuple[Publication, ...]
) -> KeyPath:
    """Return where a private note stands now: the profile's notes come behind the file's."""
    section_length = len(section.path)
    if path[:section_length] != section.path:
        return path
    in_section = path[section_length:]
    if "notes" not in in_section:
        return path
    position = section_length + in_section.index("notes") + 1
    if position >= len(path):
        return path
    entry_index = int(in_section[0])
    before: Any = section.entries[entry_index]
    after: Any = entries[entry_index]
    if in_section[1:2] == ("short",):
        before = before.short
        after = after.short
    note = before.notes[int(path[position])]
    return (*path[:position], after.notes.index(note), *path[position + 1 :])


def _read_files(profile: Profile) -> tuple[list[Reference], list[Diagnostic]]:
    """Read and merge the files that the profile names.

    Raises ProfileError with all those that cannot be read at all.
    """
    files = []
    errors = []
    for index, name in enumerate(profile.bibliography):
        path = profile.folder / name
        problem = _find_problem(path, profile.folder, name)
        if problem:
            place = profile.tree.find_place(("bibliography", index))
            hint = "name a .bib or CSL-JSON file in the profile's folder"
            errors.append(Diagnostic("B100", problem, place, hint))
            continue
        files.append(BibliographyFile(path, str(path)))
    if errors:
        raise ProfileError(*errors)
    bibliography = read_bibliographies(files)
    merged, merge_diagnostics = merge_references(bibliography.references)
    diagnostics = [*bibliography.diagnostics, *merge_diagnostics]
    # One broken entry must not keep the others from the page: in a file, all are warnings.
    warnings = [replace(diagnostic, severity="warning") for diagnostic in diagnostics]
    return merged, warnings


def _find_problem(path: Path, folder: Path, name: str) -> str:
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return f"the bibliography '{name}' lies outside the profile's folder"
        if not path.is_file():
            return f"there is no bibliography '{name}'"
    except (OSError, ValueError) as error:
        return f"the bibliography '{name}' cannot be read: {error}"
    return ""


def _validate_references(
    references: Iterable[Reference],
) -> tuple[dict[str, Publication], list[Diagnostic]]:
    """Validate every entry as if it stood in the profile.

    One that cannot be a publication is reported and left out.
    """
    papers: dict[str, Publication] = {}
    warnings: list[Diagnostic] = []
    for reference in references:
        data = {**reference.data, "key": reference.key}
        try:
            papers[reference.key] = Publication.model_validate(data)
        except WrongValueError as error:
            warnings += _translate_errors(error, reference)
    return papers, warnings


def _remove_parents(
    papers: dict[str, Publication],
    references: Iterable[Reference],
    section: Section,
    profile: Profile,
) -> tuple[dict[str, Publication], list[Diagnostic]]:
    """Leave out the books and proceedings that are only there for others to inherit from.

    The person's own, and those that the profile names, stay. The others are reported once.
    """
    person = identify_person(profile.basics, profile.coauthors)
    named = {entry.key for entry in section.entries if isinstance(entry, Publication)}
    remaining = dict(papers)
    removed = []
    for reference in references:
        paper = papers.get(reference.key)
        if not paper or not reference.is_parent or paper.key in named:
            continue
        if any(map(person.is_same_person, paper.people)):
            continue
        del remaining[reference.key]
        removed.append(reference)
    if not removed:
        return remaining, []
    return remaining, [_report_parents(removed)]


def _report_parents(parents: list[Reference]) -> Diagnostic:
    first = parents[0]
    message = f"{first.describe()} only lends its fields to others, and is not printed"
    if len(parents) > 1:
        message += f" (and {len(parents) - 1} more like it)"
    hint = "to print it, name its key in 'publications:'"
    return Diagnostic("B211", message, first.place, hint, "warning")


def _locate_entries(
    entries: Iterable[Publication],
    section: Section,
    references: Iterable[Reference],
    profile: Profile,
) -> Iterator[LocatedWork]:
    """Give each entry its place: in its file, or in the profile."""
    place_by_key = {reference.key: reference.place for reference in references}
    for index, entry in enumerate(entries):
        place = place_by_key.get(entry.key or "")
        yield LocatedWork(entry, place or profile.tree.find_place((*section.path, index)))


def _translate_errors(error: WrongValueError, reference: Reference) -> list[Diagnostic]:
    tree = Tree(reference.data, reference.place.file, {}, {(): reference.place})
    warnings = []
    for fault in error.faults:
        diagnostic = findings.locate_fault(fault, tree, ())
        warnings.append(replace(diagnostic, place=reference.place, severity="warning"))
    return warnings


def _join_entries(
    section: Section, papers: dict[str, Publication], profile: Profile
) -> tuple[Publication, ...]:
    """Join entries of the profile, in its order, and those of the files that it does not name."""
    entries: list[Publication] = []
    errors = []
    remaining = dict(papers)
    for index, entry in enumerate(section.entries):
        assert isinstance(entry, Publication)
        if entry.key and entry.key in remaining:
            paper = remaining.pop(entry.key)
            entries.append(_apply_marks(_merge_entry(paper, entry)))
        elif entry.key and (entry.key in papers or not entry.name):
            place = profile.tree.find_place((*section.path, index, "key"))
            errors.append(_report_key(entry.key, papers, place))
        else:
            entries.append(_apply_marks(entry))
    if errors:
        raise ProfileError(*errors)
    return (*entries, *remaining.values())


def _report_key(key: str, papers: dict[str, Publication], place: Place) -> Diagnostic:
    if key in papers:
        return Diagnostic("B122", f"the key '{key}' stands here twice", place, "keep one of them")
    hint = "name the file in 'bibliography:'"
    if papers:
        hint = did_you_mean(key, papers)
    return Diagnostic("B121", f"no bibliography file has an entry '{key}'", place, hint)


def _merge_entry(paper: Publication, entry: Publication) -> Publication:
    """Let the profile's words win over the file's; lists and links are added to the file's."""
    update = {name: getattr(entry, name) for name in entry.model_fields_set if name != "key"}
    if "publisher" in update and "containerTitle" not in update:
        # The profile's word for the venue.
        update["containerTitle"] = None
        update["publisherPlace"] = update.get("publisherPlace")
    for name in ("tags", "notes"):
        values = getattr(paper, name)
        new_values = [value for value in getattr(entry, name) if value not in values]
        update[name] = (*values, *new_values)
    for name in ("links", "rankings"):
        update[name] = {**getattr(paper, name), **getattr(entry, name)}
    if entry.short:
        update["short"] = _merge_entry(paper, entry.short)
    return paper.model_copy(update=update)


def _apply_marks(paper: Publication) -> Publication:
    """Put the marks that are given by name behind the authors' names."""
    short = None
    if paper.short:
        short = _apply_marks(paper.short)
    if not paper.marks and not short:
        return paper
    if not paper.marks:
        return paper.model_copy(update={"short": short})
    authors = []
    for author in paper.authors:
        marks = _find_marks(author, paper.marks)
        authors.append(author.model_copy(update={"marks": marks}))
    return paper.model_copy(update={"authors": tuple(authors), "marks": {}, "short": short})


def _find_marks(author: AuthorRecord, marks_by_name: dict[str, str]) -> str:
    """Return the marks given to an author, whose name may be given in any language."""
    spellings = [author.name]
    if isinstance(author.name, dict):
        spellings = list(author.name.values())
    for name, marks in marks_by_name.items():
        if name in spellings:
            return marks
    return author.marks
