"""Build profiles in several processes, none of which can take the others with it."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from cvgen.cli.build_jobs import Outcome
from cvgen.cli.build_run import ProfileBuilder, ProfileResult
from cvgen.errors import Diagnostic, Place

# After so many, processes make place for new ones: the engine keeps a little of each document.
_MOST_PER_PROCESS = 200
_workers: list[ProfileBuilder] = []


def map_in_processes(
    builder: ProfileBuilder, profiles: Sequence[Path], processes: int
) -> Iterator[tuple[Path, ProfileResult]]:
    """Build profiles in several processes, and yield what came of each, in their order.

    Whoever stops this waits for the documents that are begun, and for no others.
    """
    # What every process needs is imported once, before they are forked.
    import cvgen.build  # noqa: F401

    size = processes * _MOST_PER_PROCESS
    for start in range(0, len(profiles), size):
        yield from _map_batch(builder, profiles[start : start + size], processes)


def _map_batch(
    builder: ProfileBuilder, profiles: Sequence[Path], processes: int
) -> Iterator[tuple[Path, ProfileResult]]:
    with _make_pool(builder, min(processes, len(profiles))) as pool:
        futures = [pool.submit(_build_profile, profile) for profile in profiles]
        try:
            for profile, future in zip(profiles, futures, strict=True):
                yield profile, _take_result(builder, profile, future)
        finally:
            pool.shutdown(cancel_futures=True)


def _make_pool(builder: ProfileBuilder, processes: int) -> ProcessPoolExecutor:
    method = None
    if "fork" in multiprocessing.get_all_start_methods() and sys.platform == "linux":
        method = "fork"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(processes, context, _start_worker, (builder,))


def _start_worker(builder: ProfileBuilder) -> None:
    """Prepare a process: somebody who presses Ctrl-C means the one that tells what comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _workers.append(builder)


def _build_profile(profile: Path) -> ProfileResult:
    """Build the PDFs of a profile in a process that was prepared for it."""
    builder = _workers[-1]
    unchanged = builder.find_unchanged(profile)
    if unchanged:
        return ProfileResult(unchanged, is_unchanged=True)
    planned = builder.plan(profile)
    outcomes = (*planned.failures, *builder.build(profile))
    builder.forget(profile)
    return ProfileResult(outcomes)


def _take_result(
    builder: ProfileBuilder, profile: Path, future: Future[ProfileResult]
) -> ProfileResult:
    """Take what came of a profile; where a process died meanwhile, it is tried again alone."""
    try:
        return future.result()
    except BrokenProcessPool:
        pass
    with _make_pool(builder, 1) as pool:
        try:
            return pool.submit(_build_profile, profile).result()
        except BrokenProcessPool:
            return ProfileResult((_describe_death(profile),))


def _describe_death(profile: Path) -> Outcome:
    message = "the process that made this was ended from outside, perhaps for want of memory"
    hint = "build it alone, or with fewer '--jobs'"
    finding = Diagnostic("E101", message, Place(str(profile)), hint)
    return Outcome(str(profile), (finding,))
