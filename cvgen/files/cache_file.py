"""Write a file of the cache, which other processes may read at any moment."""

import os
from pathlib import Path
from threading import get_ident


def replace_cache_file(path: Path, data: bytes) -> None:
    """Write a file for its owner only; the name is there only when all of it is.

    Raises OSError.
    """
    copy = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}")
    copy.touch(mode=0o600)
    copy.write_bytes(data)
    copy.replace(path)
