"""What these tests need: a bibliography read from its text."""

import pytest

from cvgen.bibliography.read import read_bibliography


@pytest.fixture
def read_text(tmp_path):
    """Read a bibliography from its text or bytes; gives its works by key, and its findings as (code, line)."""

    def read_text(text, name="papers.bib"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        references, findings = read_bibliography(path, name)
        assert all(found.place.file == name and found.message for found in findings)
        return {reference.key: reference.data for reference in references}, [
            (found.code, found.place.line) for found in findings
        ]

    return read_text
