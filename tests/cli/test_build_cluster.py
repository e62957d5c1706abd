"""Profiles are built on a cluster that shares no disk, and come back as if they were built here."""

import os
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desks import Desk

from cvgen.cli.build_cluster import map_on_cluster
from cvgen.cli.build_jobs import Order
from cvgen.cli.build_run import ProfileBuilder
from cvgen.plan.request import Environment, Request

distributed = pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # of Dask, when a worker goes
    pytest.mark.xdist_group("cluster"),
]
DAY = "2026-03-01"
PAPER = "@article{{a, title={{On {0}}}, author={{Person, {0}}}, year={{2020}}, journal={{J}}}}\n"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Start two processes, of which one is replaced when it is killed."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster


def write_people(desk: Desk) -> list[Path]:
    paths = []
    for name in ("First", "Second", "Third"):
        profile = f"basics: {{name: {name} Person}}\nbibliography: [{name}.bib]\ntheme: mine\noptions: {{density: normal}}\n"
        desk.write(f"people/{name}.bib", PAPER.format(name))
        paths.append(desk.write(f"people/{name.lower()}.yaml", profile))
    desk.write(
        "people/themes/mine/theme.yaml",
        "contract: 1\ntitle: Mine\nsummary: Navy names.\nextends: classic\n",
    )
    desk.write("people/themes/mine/style.css", "h1 { color: navy }")
    return paths


def test_a_machine_is_lost_and_no_pdf_and_the_bytes_are_those_of_here(
    desk: Desk, cluster: Any
) -> None:
    paths = write_people(desk)
    assert desk.run_within("build", "people", "--jobs", "1", "--date", DAY).code == 0
    environment = Environment(date.fromisoformat(DAY))
    order = Order(Request(), (), (), (), (), environment, Path("output"))
    address = cluster.scheduler_address.replace("tcp://", "dask://")
    results = map_on_cluster(ProfileBuilder(order), paths, address)
    made = [next(results)]
    victim = next(iter(cluster.workers.values()))
    os.kill(victim.pid, signal.SIGKILL)
    made += results
    assert [profile for profile, _ in made] == paths
    for _, result in made:
        [outcome] = result.outcomes
        assert outcome.data == (desk.folder / outcome.path).read_bytes()


def test_findings_name_the_files_of_here(desk: Desk, cluster: Any) -> None:
    desk.write("people/one.yaml", "basics: {name: One Person}\nawards: [{title: a $\\foo$ b}]\n")
    here = desk.run_within("build", "people", "--date", DAY)
    there = desk.run(
        "build",
        "people",
        "--force",
        "--date",
        DAY,
        "--executor",
        cluster.scheduler_address.replace("tcp", "dask"),
    )
    assert "people/one.yaml:2:" in here.err
    assert here.err in there.err
