"""Build profiles on a Dask cluster: what a PDF is made of travels as bytes, and so does the PDF.

The machines share no disk; cvgen must be installed on each of them. Dask gives what a machine
had begun to another one when it is lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from cvgen.cli.build_jobs import (
    Job,
    Order,
    Outcome,
    PlannedProfile,
    build_job,
    list_own_files,
    plan_profile,
)
from cvgen.cli.build_run import ProfileBuilder, ProfileResult
from cvgen.errors import CvgenError, Diagnostic

_SCHEME = "dask://"
_WAITING_PER_PROCESSOR = 4
_SECONDS_TO_CONNECT = 20


class Bundle(Struct, frozen=True):
    """All that the PDFs of a profile are made of: files by their absolute paths, and the order.

    `names` says how those files are called in messages.
    """

    profile: Path
    order: Order
    files: Mapping[str, bytes]
    names: Mapping[str, str]


def map_on_cluster(
    builder: ProfileBuilder, profiles: Iterable[Path], address: str
) -> Iterator[tuple[Path, ProfileResult]]:
    """Build profiles on a cluster, and yield what came of each, in their order.

    Raises CvgenError where there is no cluster, or no Dask.
    """
    with _connect(address) as client:
        most_waiting = _WAITING_PER_PROCESSOR * max(1, sum(client.ncores().values()))
        waiting: deque[tuple[Path, Any]] = deque()
        for profile in profiles:
            waiting.append((profile, _send_profile(client, builder, profile)))
            if len(waiting) >= most_waiting:
                yield _take_first(waiting)
        while waiting:
            yield _take_first(waiting)


def _connect(address: str) -> Any:
    place = address.removeprefix(_SCHEME)
    try:
        import distributed
    except ImportError:
        message = "a cluster needs Dask, which is not installed"
        hint = "pip install 'cvgen-press[cluster]'"
        raise CvgenError(Diagnostic("E102", message, None, hint)) from None
    try:
        make_client: Any = distributed.Client
        return make_client(f"tcp://{place}", timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError):
        message = f"no Dask scheduler answers at '{place}'"
        hint = "start one with 'dask scheduler', and name it as dask://HOST:PORT"
        raise CvgenError(Diagnostic("E103", message, None, hint)) from None


def _send_profile(client: Any, builder: ProfileBuilder, profile: Path) -> Any:
    """Send a profile to the cluster; what is unchanged or broken stays here."""
    unchanged = builder.find_unchanged(profile)
    if unchanged:
        return ProfileResult(unchanged, is_unchanged=True)
    planned = builder.plan(profile)
    if not planned.jobs:
        return ProfileResult(planned.failures)
    return client.submit(build_bundle, pack_bundle(profile, builder.order, planned), pure=False)


def _take_first(waiting: deque[tuple[Path, Any]]) -> tuple[Path, ProfileResult]:
    profile, result = waiting.popleft()
    if not isinstance(result, ProfileResult):
        result = result.result()
    return profile, result


def pack_bundle(profile: Path, order: Order, planned: PlannedProfile) -> Bundle:
    """Pack the files that the PDFs of a profile are made of.

    Raises OSError.
    """
    names = {}
    for path in _list_files(planned.jobs):
        names[str(path.absolute())] = str(path)
    files = {file: Path(file).read_bytes() for file in names}
    environment = replace(
        order.environment,
        themes_folders=_list_absolute(order.environment.themes_folders),
        targets_folders=_list_absolute(order.environment.targets_folders),
        cache_folder=None,
    )
    overrides = _list_absolute(order.overrides)
    sent = replace(order, environment=environment, overrides=overrides)
    return Bundle(profile.absolute(), sent, files, names)


def _list_absolute(paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(path.absolute() for path in paths)


def _list_files(jobs: Iterable[Job]) -> Iterator[Path]:
    from cvgen.profile.files import list_profile_files

    for job in jobs:
        yield from list_profile_files(job.plan.source)
        yield from list_own_files(job)
        if job.plan.target and job.plan.target.place:
            yield Path(job.plan.target.place.file)


def build_bundle(bundle: Bundle) -> ProfileResult:
    """Build the PDFs of a bundle on the machine that it came to."""
    with TemporaryDirectory(prefix="cvgen-") as name:
        root = Path(name)
        for file, data in bundle.files.items():
            path = _move_below(root, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        order = _move_order(root, bundle.order)
        planned = plan_profile(_move_below(root, bundle.profile), order)
        outcomes = [*planned.failures]
        for job in planned.jobs:
            outcomes.append(build_job(job, strict=order.strict))
        return ProfileResult(
            tuple(_rename_files(outcome, root, bundle.names) for outcome in outcomes)
        )


def _move_below(root: Path, path: PurePath | str) -> Path:
    """Move an absolute path below another folder, whatever drive it begins with."""
    return root.joinpath(*PurePath(path).parts[1:])


def _move_order(root: Path, order: Order) -> Order:
    """Let an order name the files and folders that came with it."""
    environment = replace(
        order.environment,
        themes_folders=_move_all(root, order.environment.themes_folders),
        targets_folders=_move_all(root, order.environment.targets_folders),
    )
    overrides = _move_all(root, order.overrides)
    return replace(order, environment=environment, overrides=overrides)


def _move_all(root: Path, paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(_move_below(root, path) for path in paths)


def _rename_files(outcome: Outcome, root: Path, names: Mapping[str, str]) -> Outcome:
    """Call files in messages as they are called where they came from."""
    text = msgspec.json.encode((outcome.name, outcome.findings, sorted(outcome.sources))).decode()
    for file in sorted(names, key=len, reverse=True):
        text = text.replace(str(_move_below(root, file)), names[file])
    kind = tuple[str, tuple[Diagnostic, ...], frozenset[str]]
    name, findings, sources = msgspec.json.decode(text, type=kind)
    return replace(outcome, name=name, findings=findings, sources=sources)
