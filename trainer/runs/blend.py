"""What a blend is made of: two styles of one base, and how much each of them counts."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

FILE = "blend.json"


@dataclass(frozen=True)
class Source:
    """One of the two styles."""

    name: str
    adapter: str
    """The folder of its adapter, on this computer; it is told to nobody."""
    weight: float
    """How much it counts, 0 to 1; both together make 1."""


@dataclass(frozen=True)
class Blend:
    """The two styles, in the order in which they were chosen."""

    sources: tuple[Source, Source]

    def write(self, folder: Path) -> None:
        """Put it into a run's folder."""
        (folder / FILE).write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Return what a run's folder says it is blended of; None for a run that learns from texts."""
        path = folder / FILE
        if not path.is_file():
            return None
        first, second = (Source(**source) for source in json.loads(path.read_text("utf-8"))["sources"])
        return cls((first, second))
