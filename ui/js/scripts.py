"""Scripts of the page: .js files, filled in with its strings."""

import json
from functools import cache
from pathlib import Path

from trainer.compare.comparison import Column
from ui.strings.strings import Strings

FOLDER = Path(__file__).parent


def script(name: str, **values: object) -> str:
    """Return the script in a .js file.

    With values, the file holds a function of them that returns what the browser runs.
    """
    return f"({_source(name)})({json.dumps(values, ensure_ascii=False)})" if values else _source(name)


@cache
def _source(name: str) -> str:
    lines = (FOLDER / f"{name}.js").read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//"))


def copy_link(t: Strings) -> str:
    """Return the script of the button that copies a comparison's address."""
    return script("copy_link", label=t.link_copy, copied=t.copied)


def copy_column(column: Column, t: Strings) -> str:
    """Return the script of the button that copies a column's text."""
    return script("copy_column", column=column, label=t.copy, copied=t.copied)


def share_card(t: Strings) -> str:
    """Return the script that draws both answers on a card."""
    return script("share_card", label=t.share_card, done=t.share_done)


def watch_run(t: Strings) -> str:
    """Return the script that shows a run in title and notification."""
    return script("watch_run", states=t.states, percent=t.percent(0).removeprefix("0"))


def ask_notification(t: Strings) -> str:
    """Return the script of the button that asks the browser for notifications."""
    return script("ask_notification", granted=t.tell_me_on, refused=t.tell_me_refused)


PRESSED, REVIEWED = script("pressed"), "\n".join(map(script, ("pressed", "stays_open")))
"""What lists of buttons run when they are loaded."""
DOWNLOAD = script("download")
"""Takes the value of a hidden `gr.File` and saves it under its own name."""
