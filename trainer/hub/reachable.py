"""Check that the Hub answers, and which bases are downloaded."""

import os
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from trainer.bases import Base

HUB_SECONDS = 4.0
"""How long the Hub may take to answer before it counts as out of reach."""
HUB_AGAIN_SECONDS = 120.0


class Hub:
    """State of the Hub, checked in the background so that nobody waits."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._answers = False
        self._asked_at = -HUB_AGAIN_SECONDS
        self._asking = threading.Lock()

    def __call__(self) -> bool:
        """Return the last state; check again if it is old."""
        if (
            self._address
            and time.monotonic() - self._asked_at > HUB_AGAIN_SECONDS
            and self._asking.acquire(blocking=False)
        ):
            self._asked_at = time.monotonic()
            threading.Thread(target=self._ask, daemon=True).start()
        return self._answers

    def wait(self, seconds: float) -> bool:
        """Check, and wait for the answer for some seconds at most."""
        self()
        if self._asking.acquire(timeout=seconds):
            self._asking.release()
        return self._answers

    def _ask(self) -> None:
        try:
            request = urllib.request.Request(f"{self._address}/api/models?limit=1", method="HEAD")
            with urllib.request.urlopen(request, timeout=HUB_SECONDS):
                self._answers = True
        except urllib.error.HTTPError as error:
            self._answers = error.code < 500
        except (OSError, ValueError):
            self._answers = False
        finally:
            self._asking.release()


def address() -> str:
    """Return the Hub's address from the environment; empty if offline."""
    offline = os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "TRUE", "YES", "ON"}
    return "" if offline else os.environ.get("HF_ENDPOINT") or "https://huggingface.co"


def fetched(base: Base, cache: Path | None = None) -> bool:
    """Check that a base's weights are on this computer's disk.

    Loading it downloads nothing large then. They are looked for where the Hub's client keeps them, or in another folder
    like that.
    """
    if base.folder:
        return True
    from huggingface_hub.constants import HF_HUB_CACHE

    root = cache or Path(HF_HUB_CACHE)
    folders = [root / f"models--{one.replace('/', '--')}" for one in (base.four_bit_id, base.id) if one]
    return any(next(folder.glob("snapshots/*/*.safetensors"), None) for folder in folders)
