"""Takes a profile that names bibliography files, gives it with their entries among its publications."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from cvgen.bibliography.merge import merged
from cvgen.bibliography.read import read
from cvgen.bibliography.work import Reference
from cvgen.errors import Diagnostic, Place, ProfileError, did_you_mean
from cvgen.files.yamlfile import Path_, Tree
from cvgen.profile import findings
from cvgen.profile.load import Profile, Section
from cvgen.profile.publications import AuthorRecord, Publication


def joined(profile: Profile) -> Profile:
    """Read the bibliography files, and let the profile's own entries add to theirs or stand beside them.

    What is broken in a file is told among the profile's warnings, and all else printed.
    Raises ProfileError for a file that is missing or outside the profile's folder, and for a key that no file has.
    """
    section = next(
        (section for section in profile.sections if section.kind == "publications"), None
    )
    if section is None:
        return profile
    references, warnings = _references(profile)
    papers, more = _checked(references)
    entries = _annotated(section, papers, profile)
    whole = tuple(
        replace(one, entries=entries) if one is section else one for one in profile.sections
    )
    sections = tuple(one for one in whole if one.entries)
    tree = replace(
        profile.tree,
        private=frozenset(_moved(path, section, entries) for path in profile.tree.private),
    )
    return replace(
        profile, sections=sections, warnings=(*profile.warnings, *warnings, *more), tree=tree
    )


def _moved(path: Path_, section: Section, entries: tuple[Publication, ...]) -> Path_:
    """Find a private note again: the profile's own stand behind those of the file."""
    rest = path[len(section.path) :]
    at = len(path) - len(rest) + rest.index("notes") + 1 if "notes" in rest else len(path)
    if path[: len(section.path)] != section.path or at >= len(path):
        return path
    short = rest[1:2] == ("short",)
    own, whole = section.entries[int(rest[0])], entries[int(rest[0])]
    before, after = (
        getattr(entry.short if short else entry, "notes", ()) for entry in (own, whole)
    )
    return (*path[:at], after.index(before[int(path[at])]), *path[at + 1 :])


def _references(profile: Profile) -> tuple[list[Reference], list[Diagnostic]]:
    found: list[Reference] = []
    said: list[Diagnostic] = []
    errors = []
    for index, name in enumerate(profile.bibliography):
        place = profile.tree.place(("bibliography", index))
        path = profile.folder / name
        problem = _problem(path, profile.folder, name)
        if problem:
            errors.append(
                Diagnostic(
                    "B100", problem, place, "name a .bib or CSL-JSON file in the profile's folder"
                )
            )
            continue
        references, diagnostics = read(path, str(path))
        found += references
        said += diagnostics
    if errors:
        raise ProfileError(*errors)
    kept, odd = merged(found)
    # One broken entry must not keep the others from the page, and so nothing in these files is more than a warning.
    return kept, [replace(one, severity="warning") for one in (*said, *odd)]


def _problem(path: Path, folder: Path, name: str) -> str:
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return f"the bibliography '{name}' lies outside the profile's folder"
        return "" if path.is_file() else f"there is no bibliography '{name}'"
    except (OSError, ValueError) as error:
        return f"the bibliography '{name}' cannot be read: {error}"


def _checked(references: Iterable[Reference]) -> tuple[dict[str, Publication], list[Diagnostic]]:
    """Check every entry as if it stood in the profile; one that cannot be a publication is told and left out."""
    papers: dict[str, Publication] = {}
    found: list[Diagnostic] = []
    for reference in references:
        tree = Tree(reference.data, reference.place.file, {}, {(): reference.place})
        try:
            papers[reference.key] = Publication.model_validate(
                {**reference.data, "key": reference.key}
            )
        except ValidationError as error:
            found += [
                replace(
                    findings.translate(detail, tree, (), Publication),
                    place=reference.place,
                    severity="warning",
                )
                for detail in error.errors(include_url=False)
            ]
    return papers, found


def _annotated(
    section: Section, papers: dict[str, Publication], profile: Profile
) -> tuple[Publication, ...]:
    """Bring both together: entries of the profile in its order, then those of the files that it does not name."""
    entries: list[Publication] = []
    errors = []
    left = dict(papers)
    for index, entry in enumerate(section.entries):
        assert isinstance(entry, Publication)
        place = profile.tree.place((*section.path, index, "key"))
        if entry.key and entry.key in left:
            entries.append(_marked(_added(left.pop(entry.key), entry)))
        elif entry.key and (entry.key in papers or not entry.name):
            errors.append(_unknown(entry.key, papers, place))
        else:
            entries.append(_marked(entry))
    if errors:
        raise ProfileError(*errors)
    return (*entries, *left.values())


def _unknown(key: str, papers: dict[str, Publication], place: Place) -> Diagnostic:
    if key in papers:
        return Diagnostic("B122", f"the key '{key}' stands here twice", place, "keep one of them")
    hint = did_you_mean(key, papers) if papers else "name the file in 'bibliography:'"
    return Diagnostic("B121", f"no bibliography file has an entry '{key}'", place, hint)


def _added(paper: Publication, entry: Publication) -> Publication:
    """Let the profile's words win over the file's; lists and links are added."""
    own = {name: getattr(entry, name) for name in entry.model_fields_set if name != "key"}
    for name in ("tags", "notes"):
        there = getattr(paper, name)
        own[name] = (*there, *(one for one in getattr(entry, name) if one not in there))
    for name in ("links", "rankings"):
        own[name] = {**getattr(paper, name), **getattr(entry, name)}
    if entry.short:
        own["short"] = _added(paper, entry.short)
    return paper.model_copy(update=own)


def _marked(paper: Publication) -> Publication:
    """Put the marks that are given by name behind the authors' names."""
    short = _marked(paper.short) if paper.short else None
    if not paper.marks:
        return paper.model_copy(update={"short": short}) if short else paper
    authors = tuple(
        author.model_copy(update={"marks": _mark(author, paper.marks)}) for author in paper.authors
    )
    return paper.model_copy(update={"authors": authors, "marks": {}, "short": short})


def _mark(author: AuthorRecord, marks: dict[str, str]) -> str:
    spellings = [author.name] if isinstance(author.name, str) else [*author.name.values()]
    return next((mark for name, mark in marks.items() if name in spellings), author.marks)
