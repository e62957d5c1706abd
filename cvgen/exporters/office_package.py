"""Pack the parts of an office document, the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_MODE = 0o644 << 16


def pack_parts(parts: Mapping[str, bytes]) -> bytes:
    """Pack files by their names, in their order."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _MODE
            entry.create_system = 3  # Unix, on every machine
            archive.writestr(entry, data)
    return file.getvalue()
