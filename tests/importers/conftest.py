"""What tests of importing share: a source on the disk becomes the data of a profile."""

import pytest

from cvgen.errors import SourceError
from cvgen.files.yamlfile import parse_yaml
from cvgen.importers.convert import convert_sources
from cvgen.profile.load import read_profile


@pytest.fixture
def import_files(tmp_path):
    """Write files, import them, and return the conversion; the profile that it makes is loaded once."""

    def run(files, *names):
        folder = tmp_path / "source"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths = [folder / name for name in names or [next(iter(files))]]
        conversion = convert_sources(paths)
        out = tmp_path / "out"
        out.mkdir(exist_ok=True)
        for name, content in conversion.files.items():
            (out / name).write_bytes(content)
        read_profile(out / "profile.yaml")
        return conversion

    return run


@pytest.fixture
def import_data(import_files):
    """Import files, and return the data of the profile."""

    def run(files, *names):
        text = import_files(files, *names).files["profile.yaml"].decode()
        return parse_yaml(text, "profile.yaml").data

    return run


@pytest.fixture
def read_profile_of():
    """Return the data of the profile that a conversion has."""

    def read(conversion):
        return parse_yaml(conversion.files["profile.yaml"].decode(), "profile.yaml").data

    return read


@pytest.fixture
def list_codes():
    """List the codes with which a file is refused."""

    def run(path):
        with pytest.raises(SourceError) as refused:
            convert_sources([path])
        return [found.code for found in refused.value.diagnostics]

    return run
