"""`--serve`: the pages of the last run in a browser, for nobody else and from nowhere else."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from socket import socket
from threading import Event
from urllib.parse import urlsplit

import pytest
from shipped import example

from cvgen.build import build, load_profile
from cvgen.cli.watch_server import PageServer, _Server
from cvgen.plan.request import Environment, Request

Ask = Callable[..., tuple[int, bytes]]


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory, around: Environment) -> Path:
    path = tmp_path_factory.mktemp("served") / "cv.pdf"
    path.write_bytes(build(load_profile(example("daize-dong")), Request(), around).pdf.data)
    return path


@pytest.fixture
def server() -> PageServer:
    return PageServer()


@pytest.fixture
def ask(server: PageServer) -> Ask:
    """Ask the server for a name below its address, as a browser does."""
    address = urlsplit(server.start())

    def ask(name: str, path: str = address.path, host: str = address.netloc) -> tuple[int, bytes]:
        connection = HTTPConnection(address.netloc)
        connection.request("GET", path + name, headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read()

    return ask


def read_state(ask: Ask, after: int = 0) -> dict[str, object]:
    status, content = ask(f"state?after={after}")
    assert status == 200
    state: dict[str, object] = json.loads(content)
    return state


def test_a_browser_is_given_every_page_as_a_picture(
    server: PageServer, ask: Ask, pdf: Path
) -> None:
    server.show([pdf], "2 pages", failed=False)
    state = read_state(ask)
    assert state["message"] == "2 pages"
    a4_at_two_pixels_a_point = [1191, 1684]
    assert state["files"] == [{"name": "cv.pdf", "pages": [a4_at_two_pixels_a_point] * 2}]
    for page in (0, 1):
        status, picture = ask(f"{state['number']}-0-{page}.png")
        assert (status, picture[:4]) == (200, b"\x89PNG")
    assert ask(f"{state['number']}-0-2.png")[0] == 404
    assert ask(f"{state['number']}-1-0.png")[0] == 404
    assert b'src="page.js"' in ask("")[1]
    assert ask("page.js")[0] == ask("page.css")[0] == 200


def test_a_browser_that_waits_is_told_of_the_next_run(
    server: PageServer, ask: Ask, pdf: Path
) -> None:
    server.show([pdf], "first", failed=False)
    first = read_state(ask)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(read_state, ask, first["number"])
        server.show([pdf], "second", failed=False)
        assert waiting.result(60)["message"] == "second"


def test_after_a_mistake_the_last_good_pages_stay(server: PageServer, ask: Ask, pdf: Path) -> None:
    server.show([pdf], "2 pages", failed=False)
    good = read_state(ask)
    server.show([], "not built", failed=True)
    state = read_state(ask)
    assert (state["message"], state["failed"]) == ("not built", True)
    assert state["files"] == good["files"]


def test_nobody_without_the_address_is_answered(server: PageServer, ask: Ask, pdf: Path) -> None:
    server.show([pdf], "2 pages", failed=False)
    for path in ("/", "/state", f"/{'x' * len(server.token)}/", "//"):
        assert ask("", path)[0] == 404
    assert ask("../../etc/passwd")[0] == 404
    assert ask("", host="evil.example:80")[0] == 403
    assert ask("state", host="evil.example:80")[0] == 403


def test_a_browser_that_is_closed_meanwhile_leaves_no_trace(
    server: PageServer, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    ended = Event()
    shut_down = _Server.shutdown_request

    def close(_: int) -> None:
        raise BrokenPipeError

    def end(server: _Server, request: socket) -> None:
        shut_down(server, request)
        ended.set()

    monkeypatch.setattr(server, "wait_for_state", close)
    monkeypatch.setattr(_Server, "shutdown_request", end)
    address = urlsplit(server.start())
    connection = HTTPConnection(address.netloc)
    connection.request("GET", address.path + "state?after=0", headers={"Host": address.netloc})
    assert ended.wait(60)
    connection.close()
    assert capfd.readouterr().err == ""
