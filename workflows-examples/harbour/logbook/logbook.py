"""Writes down that it is there, once a second. What it wrote outlives its versions. `--check` says whether it still does."""

import os
import signal
import sys
import time

VERSION = os.environ.get("TOWPATH_VERSION", "dev")
BOOK = os.path.join(os.environ["TOWPATH_STATE_DIR"], "log", "heartbeat")
STALE_SECONDS = 5


def last():
    """Beats so far, and the seconds since the last one; None before the first."""
    try:
        with open(BOOK) as book:
            beats, at, _ = book.read().split(" ")
        return int(beats), time.time() - float(at)
    except FileNotFoundError:
        return None


def write(beats):
    """Renamed into place: who reads it never sees half a line."""
    with open(f"{BOOK}.new", "w") as book:
        book.write(f"{beats} {time.time():.3f} {VERSION}\n")
    os.replace(f"{BOOK}.new", BOOK)


if "--check" in sys.argv:
    found = last()
    if found is None or found[1] > STALE_SECONDS:
        sys.exit(f"no heartbeat {'yet' if found is None else f'for {found[1]:.0f} s'}")
    sys.exit(0)

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
beats = (last() or (0, 0))[0]
print(f"logbook {VERSION} goes on after {beats} beats", flush=True)
while True:
    beats += 1
    write(beats)
    time.sleep(1)
