"""Pulled styles: one folder each, shared by owners of a public commit.

    pulled/<key>/about.json     where it is from, what it is called, its base and language
    pulled/<key>/adapter/       the adapter with a configuration of our own making
    pulled/<key>/owners/        one empty file for each visitor who has it, named by a hash

Nobody is shown a style that they have not pulled themselves; a private one is nobody else's even by its key.
"""

import contextlib
import hashlib
import json
import re
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from trainer.compare.error_messages import NO_STYLE
from trainer.errors import HubError, RunError
from trainer.hub import error_messages

MOST = 30
"""Styles that one visitor may have pulled at once."""


@dataclass(frozen=True)
class AboutPulled:
    """Origin and facts of a pulled style."""

    repo_id: str
    sha: str
    name: str
    language: str
    base: str
    """The base's id, as it is loaded."""
    private: bool
    rank: int = 0
    parameters: int = 0


@dataclass(frozen=True)
class Pulled:
    """A pulled style by its folder."""

    folder: Path

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def about(self) -> AboutPulled:
        """Its origin and facts."""
        return AboutPulled(**json.loads((self.folder / "about.json").read_text("utf-8")))

    @property
    def adapter(self) -> Path:
        """The folder of the adapter."""
        return self.folder / "adapter"

    @classmethod
    def of(cls, home: Path, key: str, owner: str) -> Self:
        """Return an owner's pulled style.

        Raise RunError for an unknown id; another owner's raises the same sentence.
        """
        pulled = cls(home / "pulled" / key)
        with contextlib.suppress(OSError, ValueError, TypeError):
            if re.fullmatch(r"[0-9a-f]{32}", key) and pulled._mark(owner).is_file() and pulled.about:
                return pulled
        raise RunError(NO_STYLE)

    @classmethod
    def all(cls, home: Path, owner: str) -> list[Self]:
        """Return all pulled styles of an owner, newest first."""
        found = []
        for mark in (home / "pulled").glob(f"*/owners/{_hashed(owner)}") if owner else ():
            with contextlib.suppress(OSError, RunError):
                found.append((mark.stat().st_mtime, cls.of(home, mark.parents[1].name, owner)))
        return [pulled for _, pulled in sorted(found, key=lambda pair: pair[0], reverse=True)]

    @classmethod
    def at(cls, home: Path, repo_id: str, sha: str, owner: str, private: bool) -> Self:
        """Return the folder of a commit, pulled or not."""
        key = f"{repo_id}@{sha}" + (f" of {owner}" if private else "")
        return cls(home / "pulled" / hashlib.sha256(key.encode()).hexdigest()[:32])

    @property
    def is_here(self) -> bool:
        """True if anybody pulled it already."""
        return (self.folder / "about.json").is_file()

    def keep(self, about: AboutPulled, adapter: Path) -> None:
        """Move an adapter's folder here, complete or not at all.

        Raise HubError where the disk is full.
        """
        making = self.folder.with_name(f".{self.id}.{secrets.token_hex(4)}")
        try:
            making.mkdir(parents=True)
            shutil.move(adapter, making / "adapter")
            (making / "about.json").write_text(json.dumps(asdict(about), ensure_ascii=False), "utf-8")
            if not self.is_here:  # somebody else may have pulled the same meanwhile
                making.rename(self.folder)
        except OSError as error:
            if not self.is_here:
                raise HubError(error_messages.NOT_KEPT(reason=error.strerror)) from error
        finally:
            shutil.rmtree(making, ignore_errors=True)

    def give(self, owner: str) -> None:
        """Add an owner."""
        self._mark(owner).parent.mkdir(exist_ok=True)
        self._mark(owner).touch()

    def delete(self, owner: str) -> None:
        """Remove an owner; the last one's removal deletes the folder."""
        self._mark(owner).unlink(missing_ok=True)
        if not any((self.folder / "owners").iterdir()):
            shutil.rmtree(self.folder, ignore_errors=True)

    def _mark(self, owner: str) -> Path:
        return self.folder / "owners" / _hashed(owner)


def check_room(home: Path, owner: str) -> None:
    """Raise HubError for an owner with the maximum of styles."""
    if len(Pulled.all(home, owner)) >= MOST:
        raise HubError(error_messages.TOO_MANY_STYLES(styles=MOST))


def _hashed(owner: str) -> str:
    return hashlib.sha256(f"owner {owner}".encode()).hexdigest()[:32]
