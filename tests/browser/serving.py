"""The app as a real process in a home of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.places import ROOT

START_SECONDS = 60


@contextmanager
def serving(home: Path, temporary: Path, **settings: str) -> Iterator[str]:
    """Run the app, with some more of an environment, and give its address; it ends with the context."""
    with running(home, temporary, **settings) as (address, _):
        yield address


@contextmanager
def running(home: Path, temporary: Path, **settings: str) -> Iterator[tuple[str, int]]:
    """Run the app and give its address and the id of its process; it ends with the context."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "PASTICHE_HOME": str(home),
        "GRADIO_TEMP_DIR": str(temporary),
        "PORT": str(port),
        "HF_HUB_OFFLINE": "1",
        "PASTICHE_SCORE": "0",  # a scorecard that starts by itself would keep the next test waiting
        **settings,
    }
    home.mkdir(parents=True, exist_ok=True)
    log = home / "app.log"
    with log.open("wb") as output:
        app = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, app, log)
        yield address, app.pid
    finally:
        app.terminate()
        app.wait(30)


def _wait_for(address: str, app: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and app.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"The app did not start:\n{log.read_text('utf-8', 'replace')[-3000:]}")
