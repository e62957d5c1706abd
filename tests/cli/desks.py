"""A desk at which the real command runs as a user would run it, watched: nothing may leave its folders."""

import mimetypes
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import pytest

from cvgen import cli

ROOT = Path(__file__).parents[2]
OURS = [ROOT / "cvgen", ROOT / "themes", ROOT / "examples" / "ada-example"]
PYTHON = [
    sys.prefix,
    sys.base_prefix,
    *sysconfig.get_paths().values(),
    *mimetypes.knownfiles,
    os.devnull,
]
FONTS = str(Path(str(find_spec("rendercv_fonts").origin)).parent)
MACHINE = {
    key: os.environ[key]
    for key in ("SYSTEMROOT", "WEASYPRINT_DLL_DIRECTORIES")
    if key in os.environ
}


@dataclass(frozen=True)
class Run:
    """What a user sees of a run, and what it did."""

    code: int
    out: str
    err: str
    events: tuple[tuple[str, str], ...]

    @property
    def pdfs(self) -> list[str]:
        """List the paths that were printed."""
        return self.out.splitlines()


@dataclass
class Desk:
    """A folder with a profile in it, a home, and a way to run cvgen there."""

    folder: Path
    home: Path
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    prepare: Callable[[], None] | None = None
    program: tuple[str, ...] = ("-m", "cvgen")

    def write(self, name: str, content: str | bytes) -> Path:
        """Put a file on the desk."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, *arguments: str) -> Run:
        """Run cvgen, and see that it wrote only where it may, called nobody and left no rubbish."""
        environment = {
            **MACHINE,
            "HOME": str(self.home),
            "PYTHONPATH": str(Path(__file__).parent / "audit"),
            "CVGEN_TEST_LOG": str(self.log),
            **self.environment,
        }
        self.log.write_bytes(b"")
        command = [sys.executable, "-P", *self.program, *arguments]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            capture_output=True,
            preexec_fn=self.prepare,
            check=False,
        )
        events = tuple(
            tuple(line.split("\t", 1)) for line in self.log.read_text("utf-8").splitlines()
        )
        run = Run(done.returncode, done.stdout.decode(), done.stderr.decode(), events)
        assert "Traceback" not in run.err, run.err
        return run

    def run_within(self, *arguments: str) -> Run:
        """Run cvgen in this process, which is faster: nobody watches what it opens."""
        out, err = StringIO(), StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.chdir(self.folder)
            patch.setenv("HOME", str(self.home))
            patch.delenv("SOURCE_DATE_EPOCH", raising=False)
            for name, value in self.environment.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["cvgen", *arguments])
            code = cli._run()
        run = Run(code, out.getvalue(), err.getvalue(), ())
        assert "Traceback" not in run.err, run.err
        return run

    def files(self) -> dict[str, bytes]:
        """Give every file on the desk."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file()
        }

    def inside(self, path: str, *folders: Path | str) -> bool:
        """Say whether a path lies on the desk, in cvgen's own folders or in one of the folders."""
        own = [self.home / ".cache" / "cvgen", self.home / ".config" / "cvgen"]
        allowed = [self.folder, *own, *map(Path, folders)]
        return any(
            Path(path).is_relative_to(folder) or folder.is_relative_to(path) for folder in allowed
        )

    def stayed_at_home(self, run: Run) -> bool:
        """Say whether a run kept to the profile's folder, the cache, Python and the fonts, and was alone.

        But for our own reader of PDFs, which has limits.
        """
        readable = (*PYTHON, *OURS, FONTS)
        strange = [
            (kind, what)
            for kind, what in run.events
            if "__pycache__" not in what
            and what not in (os.devnull, "/proc/self/maps")  # where the system tells of the process
            and "'-m', 'cvgen.render.sandbox'" not in what
            and not (
                kind in ("read", "write")
                and self.inside(what, *(readable if kind == "read" else ()))
            )
        ]
        assert strange == []
        return True
