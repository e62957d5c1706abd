"""Limit the time that reading somebody else's file may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from cvgen.errors import Diagnostic, Place, SourceError

MOST_SECONDS = 6.0


@contextmanager
def limit_time(place: Place) -> Iterator[None]:
    """Stop what computes too long, also within a regular expression, which looks for signals.

    The time is the processor's, so that a busy machine changes nothing. Where there are no alarms
    (Windows, threads), the limits of size hold alone.
    Raises SourceError.
    """
    has_alarm = hasattr(signal, "setitimer")
    if not has_alarm or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        message = f"this takes longer than {MOST_SECONDS:.0f} seconds of computing to read"
        hint = "is it the page of one person? name a smaller part of it"
        raise SourceError(Diagnostic("I105", message, place, hint))

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
