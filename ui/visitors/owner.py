"""Owners: random ids that browsers keep, and their things here."""

import secrets
from pathlib import Path
from typing import TypeVar

from trainer.errors import RunError
from ui.strings import error_messages

Kept = TypeVar("Kept")


def check_owner(owner: str) -> None:
    """Refuse a visitor without an owner id.

    Nothing of theirs could be told from anybody else's.
    """
    if not owner:
        raise RunError(error_messages.NOT_OPEN)


def keep(kept: dict[str, Kept], owner: str, thing: Kept, most: int) -> None:
    """Keep a thing of an owner, within a number of owners.

    When there are too many, that of the owner who changed theirs longest ago goes.
    """
    kept.pop(owner, None)
    kept[owner] = thing
    while len(kept) > most:
        kept.pop(next(iter(kept)), None)


def new_owner() -> str:
    """Return an owner id that nobody can guess."""
    return secrets.token_urlsafe(24)


def page_secret(home: Path) -> str:
    """Return the secret that encrypts owner ids in browsers.

    It is drawn once and kept in the home folder.
    """
    path = home / "page_secret"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        partial = home / f".page_secret.{secrets.token_hex(4)}"
        partial.touch(mode=0o600)
        partial.write_text(secrets.token_urlsafe(24), "ascii")
        partial.rename(path)
    return path.read_text("ascii")
