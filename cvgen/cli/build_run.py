"""Build all that one call asks for: here, or in several processes."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic

import typer
from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.cli import console
from cvgen.cli.build_jobs import (
    Order,
    Outcome,
    PlannedProfile,
    build_job,
    finish_outcome,
    plan_profile,
)
from cvgen.cli.build_record import find_unchanged, keep_record, move_record
from cvgen.cli.claims import ClaimedFiles
from cvgen.cli.destination import STANDARD_OUTPUT
from cvgen.cli.report import RunReport
from cvgen.errors import OutputError
from cvgen.files.reads import Reads, log_reads

_NO_COLLECTION = 1_000_000_000  # objects


class Call(Struct, frozen=True):
    """What holds for all profiles of a run.

    With `is_forced`, what is unchanged is built as well. `processes` is how many work at once;
    where `cluster` is the address of one, they are its own.
    """

    order: Order
    is_forced: bool = False
    open_when_done: bool = False
    processes: int = 1
    cluster: str = ""


class ProfileResult(Struct, frozen=True):
    """What came of the PDFs of one profile."""

    outcomes: tuple[Outcome, ...]
    is_unchanged: bool = False


class ProfileBuilder(Struct):
    """Plans and builds one profile after the other, and keeps records of what they were made of.

    `common` is what was read for all of them, `own` what was read for each.
    """

    order: Order
    is_forced: bool = False
    common: Reads = field(default_factory=Reads)
    own: dict[Path, Reads] = field(default_factory=dict)
    planned: dict[Path, PlannedProfile] = field(default_factory=dict)

    def find_unchanged(self, profile: Path) -> tuple[Outcome, ...] | None:
        """Find what came of a profile, where it need not be built again."""
        if self.is_forced or self.order.output == STANDARD_OUTPUT:
            return None
        return find_unchanged(profile, self.order)

    def plan(self, profile: Path) -> PlannedProfile:
        """Plan the PDFs of a profile."""
        reads = Reads()
        with log_reads(reads):
            planned = plan_profile(profile, self.order)
        self.own[profile] = reads
        self.planned[profile] = planned
        return planned

    def build(self, profile: Path) -> Iterator[Outcome]:
        """Build the PDFs of a profile that is planned."""
        planned = self.planned[profile]
        outcomes = []
        for job in planned.jobs:
            with log_reads(self.own[profile]):
                outcome = build_job(job, strict=self.order.strict)
            outcomes.append(outcome)
            yield outcome
        if planned.failures or not planned.jobs:
            return
        reads = self.own[profile]
        reads.update(self.common)
        keep_record(profile, self.order, reads, planned.jobs, outcomes)
        self.common.update(_find_common_reads(reads, planned))

    def forget(self, profile: Path) -> None:
        """Keep nothing more of a profile that is done."""
        self.planned.pop(profile, None)
        self.own.pop(profile, None)


def _find_common_reads(reads: Reads, planned: PlannedProfile) -> Reads:
    """Find what was read for one profile and is not its own, so that it is not read again."""
    from cvgen.profile.files import list_profile_files

    source = planned.jobs[0].plan.source
    own = {str(path.absolute()) for path in list_profile_files(source)}
    return Reads(reads.files - own, reads.folders - {str(source.folder.absolute())})


def run_here(call: Call, profiles: Sequence[Path], report: RunReport) -> ProfileBuilder:
    """Make every PDF in this process, and tell how it went.

    Raises OutputError where several would go to the one file that was named.
    """
    builder = ProfileBuilder(call.order, call.is_forced)
    unchanged: dict[Path, tuple[Outcome, ...]] = {}
    with log_reads(builder.common):
        count = _plan_all(profiles, builder, report, unchanged)
    if count == 1:
        gc.set_threshold(_NO_COLLECTION)  # the little that one PDF leaves goes with the process
    number = 0
    for profile in profiles:
        for outcome in unchanged.get(profile) or builder.build(profile):
            number += 1
            console.show_progress(number, count, Path(outcome.path or outcome.name).name)
            is_written = _finish(outcome, report, is_unchanged=profile in unchanged)
            if is_written and call.open_when_done and Path(outcome.path) != STANDARD_OUTPUT:
                typer.launch(outcome.path)
    report.close()
    return builder


def _plan_all(
    profiles: Sequence[Path],
    builder: ProfileBuilder,
    report: RunReport,
    unchanged: dict[Path, tuple[Outcome, ...]],
) -> int:
    """Plan every profile that has changed, and count the PDFs; what is broken is told and left out.

    Raises OutputError where several would go to the one file that was named.
    """
    claimed = ClaimedFiles(is_file=builder.order.is_file)
    report.is_single = len(profiles) == 1
    count = 0
    for profile in profiles:
        earlier = builder.find_unchanged(profile)
        if earlier and claimed.claim_all(earlier, profile):
            unchanged[profile] = earlier
            report.is_single = report.is_single and len(earlier) == 1
            count += len(earlier)
            continue
        planned = builder.plan(profile)
        report.is_single = report.is_single and planned.is_single
        for failure in planned.failures:
            finish_outcome(failure, report)
        jobs, clashes = claimed.claim_jobs(planned.jobs, profile)
        for clash in clashes:
            report.add_failure(str(profile), (clash,))
        builder.planned[profile] = replace(planned, jobs=jobs)
        count += len(jobs)
    return count


def _finish(outcome: Outcome, report: RunReport, *, is_unchanged: bool) -> bool:
    """Write and tell what came of a PDF, or tell that it stands there already."""
    if not is_unchanged:
        return finish_outcome(outcome, report)
    report.add_findings(outcome.name, outcome.findings)
    report.add_unchanged(outcome.pages)
    console.print_result(outcome.path)
    return True


def run_in_processes(call: Call, profiles: Sequence[Path], report: RunReport) -> None:
    """Make the PDFs of many profiles in several processes or machines, and tell how it went.

    They are written here, one after the other, so that none takes the place of another.
    """
    report.is_single = False
    claimed = ClaimedFiles(is_file=call.order.is_file)
    start = monotonic()
    builder = ProfileBuilder(call.order, call.is_forced)
    results = _map_profiles(builder, call, profiles)
    for number, (profile, result) in enumerate(results, start=1):
        _finish_result(result, profile, claimed, builder, report)
        left = _describe_rest(monotonic() - start, number, len(profiles))
        console.show_progress(number, len(profiles), f"{profile}{left}")
    report.close()


def _finish_result(
    result: ProfileResult,
    profile: Path,
    claimed: ClaimedFiles,
    builder: ProfileBuilder,
    report: RunReport,
) -> None:
    """Write and tell what came of a profile, each PDF to a file that no other profile has."""
    if result.is_unchanged:
        if claimed.claim_all(result.outcomes, profile):
            for outcome in result.outcomes:
                _finish(outcome, report, is_unchanged=True)
            return
        planned = builder.plan(profile)
        result = ProfileResult((*planned.failures, *builder.build(profile)))
        builder.forget(profile)
    for outcome in result.outcomes:
        placed = outcome
        if not outcome.is_failure:
            try:
                placed = claimed.claim_outcome(outcome, profile)
            except OutputError as error:
                report.add_failure(outcome.name, error.diagnostics)
                continue
        if placed.path != outcome.path:
            move_record(profile, builder.order, outcome, placed)
        finish_outcome(placed, report)


def _map_profiles(
    builder: ProfileBuilder, call: Call, profiles: Sequence[Path]
) -> Iterator[tuple[Path, ProfileResult]]:
    if call.cluster:
        from cvgen.cli.build_cluster import map_on_cluster

        return map_on_cluster(builder, profiles, call.cluster)
    from cvgen.cli.build_pool import map_in_processes

    return map_in_processes(builder, profiles, call.processes)


def _describe_rest(seconds: float, done: int, total: int) -> str:
    """Say how long the rest of a run will take, once that can be said."""
    rest = seconds / done * (total - done)
    if seconds < 2 or rest < 1:
        return ""
    minutes, seconds_left = divmod(round(rest), 60)
    if minutes:
        return f", {minutes} min {seconds_left:02} s left"
    return f", {seconds_left} s left"


def count_processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
