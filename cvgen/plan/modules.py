"""The modules of a narrative CV: statements under the headings of the target, and their lengths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from cvgen.compose.view import Document, Item
from cvgen.errors import Diagnostic, Place, did_you_mean
from cvgen.files.yamlfile import KeyPath
from cvgen.plan.composition import Composition
from cvgen.plan.plan import Plan
from cvgen.profile.academic import Statement
from cvgen.profile.model import Profile, Section
from cvgen.profile.sections import Entry
from cvgen.target.demands import Demands
from cvgen.target.modules import Module, Modules
from cvgen.text.markup import count_words, strip_markup

Counts = defaultdict[str, tuple[int, int]]  # words and characters of each module


def apply_modules(profile: Profile, demands: Demands) -> Profile:
    """Give the statements that are modules the headings, limits and order of the target.

    What the profile says itself, name or limit, stays.
    """
    if not demands.modules:
        return profile
    parts = demands.modules.parts
    sections = [_apply_to_section(section, parts) for section in profile.sections]
    return replace(profile, sections=tuple(sections))


def _apply_to_section(section: Section, modules: tuple[Module, ...]) -> Section:
    if not any(isinstance(entry, Statement) and entry.module for entry in section.entries):
        return section
    names = [module.name for module in modules]
    entries = []
    for entry in section.entries:
        index = len(names)
        applied = entry
        if isinstance(entry, Statement) and entry.module in names:
            index = names.index(entry.module)
            applied = _apply_module(entry, modules[index])
        entries.append((index, applied))
    ordered = sorted(entries, key=lambda pair: pair[0])
    return replace(section, entries=tuple(entry for _, entry in ordered))


def _apply_module(entry: Statement, module: Module) -> Entry:
    changes = {
        "name": entry.name or module.heading,
        "wordLimit": entry.wordLimit or module.words,
    }
    return entry.model_copy(update=changes)


def check_modules(composition: Composition) -> Iterator[Diagnostic]:
    """Say which statements are no module of the target, and which modules are too long or empty."""
    plan = composition.plan
    if plan.letter:
        return
    modules = plan.demands.modules or Modules(())
    headings = _list_headings(composition.document)
    if not has_modules(plan):
        yield from _check_headings(plan, modules.parts, headings)
        return
    yield from _check_names(plan, modules.parts)
    counts = _count_modules(composition.document, plan.profile)
    for module in modules.parts:
        words, characters = counts[module.name]
        if not words and module.heading.casefold() not in headings:
            yield _describe_missing(plan, module)
        yield from _check_characters(plan, module, characters)
    yield from _check_words(plan, modules, sum(words for words, _ in counts.values()))


def has_modules(plan: Plan) -> bool:
    """Say whether a profile has statements that are modules."""
    return bool(_list_modules(plan.source))


def _list_headings(document: Document) -> set[str]:
    """List the titles of sections and of what is in them, since some modules are lists."""
    titles = [section.title for section in document.sections]
    for section in document.sections:
        titles += [item.title for item in section.items]
    return {strip_markup(title).casefold() for title in titles}


def _check_headings(
    plan: Plan, parts: tuple[Module, ...], headings: set[str]
) -> Iterator[Diagnostic]:
    """Say that a target has modules of which a profile knows nothing."""
    if not parts or any(module.heading.casefold() in headings for module in parts):
        return
    message = f"no statement is a module{_name_target(plan)}"
    names = ", ".join(module.name for module in parts)
    hint = f"its modules are {names}: write statements with 'module: {parts[0].name}'"
    yield Diagnostic("K157", message, Place(plan.source.tree.file), hint, "note")


def _describe_missing(plan: Plan, module: Module) -> Diagnostic:
    message = f"the module '{module.name}'{_name_target(plan)} says nothing"
    hint = f"write a statement with 'module: {module.name}'"
    return Diagnostic("K157", message, _find_place(plan, module.name), hint, "warning")


def _check_characters(plan: Plan, module: Module, count: int) -> Iterator[Diagnostic]:
    most = module.characters
    if most and count > most:
        message = f"the module '{module.name}' has {count} characters of at most {most}"
        place = _find_place(plan, module.name)
        yield Diagnostic("K156", message, place, f"take out {count - most}", "warning")


def _check_words(plan: Plan, modules: Modules, total: int) -> Iterator[Diagnostic]:
    most = modules.words
    if most and total > most:
        target = plan.target.name if plan.target else ""
        message = f"the modules have {total} words, and '{target}' takes {most} in all"
        place = _find_place(plan, modules.parts[0].name)
        yield Diagnostic("K155", message, place, f"take out {total - most}", "warning")


def _name_target(plan: Plan) -> str:
    return f" of '{plan.target.name}'" if plan.target else ""


def _list_modules(profile: Profile) -> list[tuple[str, KeyPath]]:
    """List the names of the modules of a profile, and where they stand."""
    listed = []
    for section in profile.sections:
        for index, entry in enumerate(section.entries):
            if isinstance(entry, Statement) and entry.module:
                listed.append((entry.module, (*section.path, index)))
    return listed


def _check_names(plan: Plan, parts: tuple[Module, ...]) -> Iterator[Diagnostic]:
    """Say which modules that are printed the target does not have."""
    known = [module.name for module in parts]
    unknown = [name for name, _ in _list_modules(plan.selected) if name not in known]
    for name in dict.fromkeys(unknown):
        message = f"'{name}' is the module of no target here, and has no heading of its own"
        hint = "choose a target with modules, such as 'target: ukri-r4ri'"
        if plan.target and known:
            message = f"'{name}' is no module of '{plan.target.name}'"
            hint = did_you_mean(name, known) or "its modules are " + ", ".join(known)
        yield Diagnostic("W432", message, _find_place(plan, name), hint, "warning")


def _count_modules(document: Document, profile: Profile) -> Counts:
    """Count the words and characters of each module, as they are printed."""
    names = {path: name for name, path in _list_modules(profile)}
    counts: Counts = defaultdict(lambda: (0, 0))
    for section in document.sections:
        for item in section.items:
            if item.origin in names:
                name = names[item.origin]
                counts[name] = _add_item(counts[name], item)
    return counts


def _add_item(count: tuple[int, int], item: Item) -> tuple[int, int]:
    words, characters = count
    for text in map(strip_markup, item.body_texts):
        words += count_words(text)
        characters += len(text)
    return words, characters


def _find_place(plan: Plan, name: str) -> Place:
    """Find where the profile has a module, or else the statements, or the file."""
    for found, path in _list_modules(plan.source):
        if found == name:
            return plan.source.tree.find_place((*path, "module"))
    return plan.source.tree.find_place(("statement",))
