"""The weights that a folder holds: an adapter's, or a full model's.

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
    """The safetensors of a folder; nothing of them is kept in memory."""

    folder: Path

    @property
    def files(self) -> tuple[Path, ...]:
        """The files with the weights, in order of their names: an adapter has one; none where none are there."""
        adapter = self.folder / WEIGHTS
        return (adapter,) if adapter.is_file() else tuple(sorted(self.folder.glob("model*.safetensors")))

    @property
    def are_there(self) -> bool:
        """Whether there are any."""
        return bool(self.files)

    @property
    def are_full(self) -> bool:
        """Whether they are a whole model's, which answers without a base."""
        return self.are_there and not (self.folder / WEIGHTS).is_file()

    @property
    def bytes(self) -> int:
        """How much room they take."""
        return sum(path.stat().st_size for path in self.files)

    @property
    def made(self) -> float:
        """When the newest of them was written, in seconds since 1970; 0 where there are none."""
        return max((path.stat().st_mtime for path in self.files), default=0.0)

    @property
    def digest(self) -> str:
        """The SHA-256 of what they say, by which they are known whatever their folder; empty where there are none."""
        found = list(self._digests())
        return found[0] if len(found) == 1 else hashlib.sha256("".join(found).encode()).hexdigest() if found else ""

    def _digests(self) -> Iterator[str]:
        for path in self.files:
            facts = path.stat()
            yield _digest(path, facts.st_size, facts.st_mtime_ns)


def learnt(folder: Path) -> Weights:
    """Return what was learnt in a run's folder, or a gallery style's: the adapter, or the model in its place."""
    model = Weights(folder / "model")
    return model if model.are_there else Weights(folder / "adapter")


@lru_cache(maxsize=32)
def _digest(path: Path, size: int, changed: int) -> str:
    """Return the digest of a file; a large one is read only once, until it changes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
