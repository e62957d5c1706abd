"""Limit the time that reading somebody else's file may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from cvgen.errors import Diagnostic, Place, SourceError

MOST_SECONDS = 7.0


@contextmanager
def limit_time(place: Place) -> Iterator[None]:
    """Stop what takes too long, also within a regular expression, which looks for signals.

    Where there are no alarms (Windows, threads), the limits of size hold alone.
    Raises SourceError.
    """
    has_alarm = hasattr(signal, "setitimer")
    if not has_alarm or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        message = f"this takes longer than {MOST_SECONDS:.0f} seconds to read"
        hint = "is it the page of one person? name a smaller part of it"
        raise SourceError(Diagnostic("I105", message, place, hint))

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
