"""Python imports this before anything else: writes down what a run of cvgen opens, starts and connects to.

With CVGEN_TEST_STOP, the run meets its end at the moment when the finished PDF would take its place.
"""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

LOG = os.open(os.environ["CVGEN_TEST_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
STOP = os.environ.get("CVGEN_TEST_STOP", "")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
NEWS = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork", "os.system", "urllib.")


def note(event, arguments):
    if event == "open" and not isinstance(arguments[0], int):
        path, mode, flags = arguments
        writes = flags & WRITING if isinstance(flags, int) else set(mode or "r") & set("wax+")
        say("write" if writes else "read", Path(os.fsdecode(path)).absolute())
    elif event in ("os.mkdir", "os.remove", "os.rmdir", "os.rename"):
        for path in arguments[:2] if event == "os.rename" else arguments[:1]:
            say("write", Path(os.fsdecode(path)).absolute())
        if event == "os.rename" and os.fsdecode(arguments[1]).endswith(".pdf"):
            end()
    elif event.startswith(NEWS):
        say(event, repr(arguments))


def say(kind, what):
    with suppress(OSError):  # on a full disk there is no log
        os.write(LOG, f"{kind}\t{what}\n".encode("utf-8", "backslashreplace"))


def end():
    if STOP == "interrupt":
        raise KeyboardInterrupt
    if STOP == "kill":
        os.kill(os.getpid(), signal.SIGKILL)


sys.addaudithook(note)
