"""The two styles of a blend and their weights.

Both belong to one base.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

FILE = "blend.json"


@dataclass(frozen=True)
class BlendSource:
    """One of the two styles."""

    name: str
    adapter: str
    """The folder of its adapter, on this computer; it is told to nobody."""
    weight: float
    """How much it counts, 0 to 1; both together make 1."""


@dataclass(frozen=True)
class Blend:
    """The two styles, in the order of their choice."""

    sources: tuple[BlendSource, BlendSource]

    def write(self, folder: Path) -> None:
        """Write the blend into a run's folder."""
        (folder / FILE).write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Return the blend in a run's folder; None for other runs."""
        path = folder / FILE
        if not path.is_file():
            return None
        first, second = (BlendSource(**source) for source in json.loads(path.read_text("utf-8"))["sources"])
        return cls((first, second))
