"""Export a plan to several formats, and search all bytes for what they are not to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from cvgen.errors import Diagnostic, in_order
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.registry import Format
from cvgen.fit.drop import list_candidates
from cvgen.plan.composition import Composition, compose_plan
from cvgen.plan.leaks import find_plan_leaks
from cvgen.plan.places import place_findings
from cvgen.plan.plan import Plan


class Exported(Struct, frozen=True):
    """What a composition became in several formats, in files whose names begin with the stem."""

    stem: str
    exports: tuple[Export, ...]
    findings: tuple[Diagnostic, ...]

    @property
    def files(self) -> dict[str, bytes]:
        """The bytes of all files by their names, which may have a folder in them."""
        files = {}
        for export in self.exports:
            for ending, data in (*export.files.items(), *export.companions.items()):
                files[self.stem + ending] = data
        return files


def export_plan(
    plan: Plan, formats: Iterable[Format], stem: str, *, embeds_fonts: bool = True
) -> Exported:
    """Put a plan into words, and write it in several formats; see `export_composition`."""
    return export_composition(compose_plan(plan), formats, stem, embeds_fonts=embeds_fonts)


def export_composition(
    composition: Composition, formats: Iterable[Format], stem: str, *, embeds_fonts: bool = True
) -> Exported:
    """Write a composition in several formats.

    Raises RenderError with the place of everything that an audience is not to see, and what the
    formats raise.
    """
    plan = composition.plan
    order = ExportOrder(composition, stem, embeds_fonts)
    exports = tuple(form.load_exporter()(order) for form in formats)
    findings = [*plan.warnings, *composition.warnings, *_check_page_budget(composition)]
    for export in exports:
        findings += place_findings(export.findings, plan.source.tree)
    leaks = find_plan_leaks(plan, _name_files(exports))
    return Exported(stem, exports, in_order((*findings, *leaks)))


def _check_page_budget(composition: Composition) -> Iterator[Diagnostic]:
    """Say that nothing is left out for the sake of pages, where a PDF may leave out something."""
    budget = composition.plan.budget
    if budget is None:
        return
    candidates = list_candidates(composition)
    if not candidates:
        return
    message = "nothing is left out here to keep to a number of pages, as the PDF may do"
    place = budget.place or candidates[0].place
    yield Diagnostic("X112", message, place, "a variant can leave entries out by tags", "note")


def _name_files(exports: Iterable[Export]) -> dict[str, bytes]:
    """Name all files by their endings, for messages."""
    files = {}
    for export in exports:
        for ending, data in (*export.files.items(), *export.companions.items()):
            files[f"the file {ending}"] = data
    return files
