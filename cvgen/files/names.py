"""Names that a file cannot have on Windows, because they are devices there.

https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
"""

from __future__ import annotations

_PORT_DIGITS = "0123456789¹²³"
_PORTS = frozenset(f"{port}{digit}" for port in ("COM", "LPT") for digit in _PORT_DIGITS)
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL"}) | _PORTS


def is_reserved_name(name: str) -> bool:
    """Return whether Windows takes the name of a file, with any extension or none, for a device.

    Windows looks at what stands before the first dot, in any case, and drops spaces at its end.
    """
    stem = name.partition(".")[0]
    return stem.rstrip(" ").upper() in _DEVICES
