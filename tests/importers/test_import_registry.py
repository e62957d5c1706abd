"""Only the module of the format that is imported is loaded, and tables are read as YAML is."""

import subprocess
import sys

import pytest

from cvgen.errors import SourceError
from cvgen.files.data import DATA_FOLDER
from cvgen.files.yamlfile import read_yaml
from cvgen.files.yamltable import read_table
from cvgen.importers.convert import convert_sources
from cvgen.importers.registry import FORMATS

TABLES = sorted((DATA_FOLDER / "importers").glob("*.yaml"))
SCRIPT = """
import sys
from pathlib import Path
from cvgen.importers.convert import convert_sources
convert_sources([Path(sys.argv[1])])
print(*[name for name in sys.modules if name.startswith("cvgen.")])
"""


def test_a_page_is_imported_without_what_only_other_formats_need(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Lan Example\n\nlan@example.org\n\n## Awards\n- A prize, 2020\n", "utf-8")
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, page], capture_output=True, text=True, check=True
    )
    loaded = set(run.stdout.split())
    others = {f"cvgen.importers.{known.module}" for known in FORMATS} - {
        "cvgen.importers.home_page"
    }
    assert not loaded & (others | {"cvgen.pdf.runs", "cvgen.importers.docx.page"})


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_holds_what_its_yaml_says(path):
    assert read_table(f"importers/{path.stem}") == read_yaml(path).data


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.ris", "TY  - JOUR\nAU  - Example, Ada\nTI  - Great work\nER  - \n"),
        ("p.txt", "TY  - JOUR\nAU  - Example, Ada\nTI  - Great work\nER  - \n"),
        ("p.nbib", "PMID- 12345\nTI  - Great work\nFAU - Example, Ada\n"),
        ("p.enw", "%0 Journal Article\n%A Example, Ada\n%T Great work\n"),
    ],
)
def test_references_that_are_not_read_are_refused_with_the_way_to_bring_them_in(
    tmp_path, name, text
):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError) as refused:
        convert_sources([path])
    (found,) = refused.value.diagnostics
    assert found.code == "I101"
    assert "export BibTeX" in found.hint
