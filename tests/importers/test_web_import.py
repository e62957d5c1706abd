"""An address is fetched once and politely; what goes wrong is told, and nothing leads elsewhere."""

import gzip
import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image

from cvgen import __version__
from cvgen.errors import SourceError
from cvgen.files.yamlfile import parse_yaml
from cvgen.importers.convert import convert_sources
from cvgen.importers.source import MOST_FILE_BYTES
from cvgen.importers.web import WebAddress

PAGE = """<html><head><title>Renée Example</title></head><body><h1>Renée Example</h1>
<img src="img/me.png" alt="portrait"><p>renee@example.org</p>
<h2>Awards</h2><ul><li>Prix d’été, 2020</li></ul>
<h2>Publications</h2><p>See <a href="papers.bib">all papers</a>.</p></body></html>"""
BIB = b"@article{a, title={A paper of things}, author={Example, Ren{\\'e}e}, year=2020}\n"
LOGIN = "<html><body><h1>Portal</h1><form><input name=u><input type=password name=p></form></body>"


def make_picture():
    content = io.BytesIO()
    Image.new("RGB", (40, 50), "grey").save(content, "PNG")
    return content.getvalue()


ANSWERS = {
    "/~renee/": (200, {"Content-Type": "text/html; charset=iso-8859-15"}, PAGE.encode("iso-8859-15", "replace")),
    "/utf": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE.encode())),
    "/~renee/img/me.png": (200, {"Content-Type": "image/png"}, make_picture()),
    "/~renee/papers.bib": (200, {"Content-Type": "text/plain"}, BIB),
    "/moved": (302, {"Location": "/~renee/"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/inside": (302, {"Location": "http://127.0.0.2:9/secret"}, b""),
    "/login": (200, {"Content-Type": "text/html"}, LOGIN.encode()),
    "/forbidden": (403, {}, b""),
    "/picture": (200, {"Content-Type": "image/png"}, make_picture()),
    "/large": (200, {"Content-Type": "text/html"}, b"x" * (MOST_FILE_BYTES + 1)),
}  # fmt: skip


@pytest.fixture(scope="module")
def server():
    requests = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            requests.append((self.path, self.headers))
            status, headers, content = ANSWERS.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            try:
                self.wfile.write(content)
            except ConnectionError:
                self.close_connection = True

        def log_message(self, *arguments):
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    running.requests = requests
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def fetch(server):
    def run(path, **options):
        server.requests.clear()
        address = f"http://127.0.0.1:{server.server_port}{path}"
        conversion = convert_sources([WebAddress(address, **options)])
        text = conversion.files["profile.yaml"].decode()
        return conversion, parse_yaml(text, "profile.yaml").data

    return run


@pytest.mark.parametrize("path", ["/~renee/", "/utf", "/moved"])
def test_a_page_is_read_in_the_encoding_that_its_server_names(fetch, path):
    _, data = fetch(path)
    assert data["basics"]["name"] == "Renée Example"
    assert data["awards"][0]["title"].startswith("Prix d")


def test_one_request_says_who_asks_and_no_picture_is_fetched(fetch, server):
    conversion, data = fetch("/~renee/")
    [(path, headers)] = server.requests
    assert (path, headers["User-Agent"].partition(" ")[0]) == ("/~renee/", f"cvgen/{__version__}")
    assert "image" not in data["basics"]
    assert set(conversion.files) == {"profile.yaml", "import-report.md"}


def test_with_files_the_photo_and_the_works_come_too(fetch, server):
    conversion, data = fetch("/~renee/", with_files=True)
    assert data["basics"]["image"] == "photo.png"
    assert data["bibliography"] == ["papers.bib"]
    assert conversion.files["papers.bib"] == BIB
    paths = [path for path, _ in server.requests]
    assert paths == ["/~renee/", "/~renee/img/me.png", "/~renee/papers.bib"]


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/nowhere", "I130", "no page of this address (404)"),
        ("/forbidden", "I130", "(403)"),
        ("/loop", "I131", "(302)"),
        ("/file", "I131", "(302)"),
        ("/inside", "I131", "private network"),
        ("/login", "I110", "password"),
        ("/picture", "I132", "image/png"),
        ("/large", "I103", "20 MB"),
    ],
)
def test_what_is_no_page_of_a_person_is_told(fetch, path, code, words):
    with pytest.raises(SourceError) as refused:
        fetch(path)
    [found] = refused.value.diagnostics
    assert (found.code, words in found.message) == (code, True)
    assert found.place.file.endswith(path)


def test_a_server_that_is_not_there_is_told():
    with pytest.raises(SourceError) as refused:
        convert_sources([WebAddress("http://127.0.0.1:9/")])
    assert [found.code for found in refused.value.diagnostics] == ["I130"]


def test_a_photo_beside_a_page_comes_along(import_files, read_profile_of):
    conversion = import_files({"page.html": PAGE, "img/me.png": make_picture()})
    assert read_profile_of(conversion)["basics"]["image"] == "photo.png"
    assert conversion.files["photo.png"] == make_picture()
