"""Settings that most event listeners of the page share."""

from typing import Any

HIDDEN: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""No progress bar over the outputs, and no name in the API."""
QUICK: dict[str, Any] = {**HIDDEN, "queue": False}
"""For a handler that answers at once: it never waits behind one that takes long."""
