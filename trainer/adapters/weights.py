"""The weights in a folder: an adapter's, or a full model's.

Not covered: whether they fit a base (`trainer.model.generate`), or may be trusted (`trainer.adapters.files`).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from trainer.adapters.files import WEIGHTS


@dataclass(frozen=True)
class Weights:
    """Safetensors of a folder; nothing of them is kept in memory."""

    folder: Path

    @property
    def files(self) -> tuple[Path, ...]:
        """Weight files by name; an adapter has one, an empty folder none."""
        adapter = self.folder / WEIGHTS
        return (adapter,) if adapter.is_file() else tuple(sorted(self.folder.glob("model*.safetensors")))

    @property
    def are_there(self) -> bool:
        """True if there are any."""
        return bool(self.files)

    @property
    def are_full(self) -> bool:
        """True for a whole model, which answers without a base."""
        return self.are_there and not (self.folder / WEIGHTS).is_file()

    @property
    def bytes(self) -> int:
        """Size of all files in bytes."""
        return sum(path.stat().st_size for path in self.files)

    @property
    def made(self) -> float:
        """Time of the newest file in seconds since 1970, or 0."""
        return max((path.stat().st_mtime for path in self.files), default=0.0)

    @property
    def digest(self) -> str:
        """SHA-256 of the content, whatever the folder; empty without weights."""
        found = list(self._digests())
        return found[0] if len(found) == 1 else hashlib.sha256("".join(found).encode()).hexdigest() if found else ""

    def _digests(self) -> Iterator[str]:
        for path in self.files:
            facts = path.stat()
            yield _digest(path, facts.st_size, facts.st_mtime_ns)


def learnt(folder: Path) -> Weights:
    """Return the adapter, or else the model, of a style's folder.

    The folder is a run's or a gallery style's.
    """
    model = Weights(folder / "model")
    return model if model.are_there else Weights(folder / "adapter")


@lru_cache(maxsize=32)
def _digest(path: Path, size: int, changed: int) -> str:
    """Return a file's digest; it is read anew only after changes.

    So a large one is read only once.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
