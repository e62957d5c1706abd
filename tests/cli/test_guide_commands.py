"""Every command in a block of README and the guide runs as it stands there, one after the other."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "pages").glob("*.md"))]
FILES = ROOT / "docs" / "pages" / "files"
# What waits for somebody, or takes long and has tests of its own; test_readme sees that it can be typed.
NOT_RUN = re.compile(r"--watch|https://|--open|themes (check|try|preview)")


def list_commands(page):
    for block in re.findall(r"(?ms)^```sh\n(.+?)^```$", page.read_text("utf-8")):
        for line in block.splitlines():
            words = shlex.split(re.split(r" > | +# ", line)[0])
            if words[:1] == ["cvgen"] and not NOT_RUN.search(line):
                yield words[1:]


def test_there_are_commands():
    assert sum(len(list(list_commands(page))) for page in PAGES) > 40


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_commands_of_a_page_run_in_an_empty_folder_beside_its_files(desk, page):
    shutil.copytree(FILES, desk.folder, dirs_exist_ok=True)
    for words in list_commands(page):
        run = desk.run_within(*words)
        assert run.code == 0, f"cvgen {shlex.join(words)}\n{run.out}{run.err}"
