"""The computer, and the bases that it can train or run.

Nothing imports torch or talks to the Hub here: the page's process asks, and whether the Hub answers is passed in.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from trainer import error_messages
from trainer.bases import DEFAULT_ON_A_GPU, EMBEDDED, Base, catalogue, find, knows
from trainer.errors import BaseError

PATIENCE_MINUTES = 30
"""How long a run may take without a GPU on the base that is chosen for a writer who has not chosen one."""
ANSWERS_WITHOUT_A_GPU = 2_000_000_000
"""Up to so many parameters a base answers without a GPU while one waits for it; a larger one takes minutes."""
_GIB = 1024**3
BYTES_TO_TRAIN_ALL = {"gpu": 12, "cpu": 16}
"""Bytes that each weight takes when all are trained: weights and gradients in 32 bits, Adam's two means in 8 or in 32,
and on a GPU a copy in 16 bits to compute with."""
GIB_BESIDE_THE_WEIGHTS = 2
"""What the rest takes then: activations, logits, the libraries."""


@dataclass(frozen=True)
class Host:
    """Memory, GPU and cores of the computer."""

    gpu_memory_gib: float
    """Memory of its largest NVIDIA GPU; 0 where there is none."""
    memory_gib: float
    """Memory that this process may use; 0 where it could not be measured."""
    cores: int
    """Processor cores."""


class Offer(NamedTuple):
    """One line of the list of bases."""

    base: Base
    """The base that is offered."""
    fits: bool
    """Whether it can be fine-tuned here and now."""
    reason: str
    """A sentence that says why, or why not."""
    minutes: float | None = None
    """About how long fine-tuning takes here without a GPU, where that is known."""


Minutes = Callable[[Base], float | None]
"""Foresees how many minutes fine-tuning a base takes here, None where that is not known (yet)."""


def nobody_knows(base: Base) -> float | None:
    """Return None: the minutes of a base are unknown."""
    return None


def default_base(host: Host, hub_reachable: bool, language: str = "en", minutes: Minutes = nobody_knows) -> Base:
    """Return the default base for a writer.

    On a GPU that is a 4B instruct model, or the largest that fits where the 4B does not. Without one it is the largest
    that knows the language of the texts and learns them here in half an hour; where there is none, or where it is not
    known yet what this computer does, the embedded base. Gated bases are never chosen for anyone. Without the Hub it is
    always the embedded base, for nothing else can be downloaded.
    """
    if not hub_reachable:
        return EMBEDDED
    free = [base for base in catalogue() if not base.gated]
    if host.gpu_memory_gib:
        most = _size(find(DEFAULT_ON_A_GPU))
        fitting = [base for base in free if _fits_gpu(base, host) and _size(base) <= most]
    else:
        fitting = [
            base for base in free if knows(base, language) and _fits_cpu(base, host) and _is_quick(base, minutes)
        ]
    return max(fitting, key=_size, default=EMBEDDED)


def offered(host: Host, hub_reachable: bool, minutes: Minutes = nobody_knows) -> list[Offer]:
    """Return every base with whether it can be fine-tuned here.

    The embedded base comes first without the Hub, and last with it.
    """
    embedded = Offer(EMBEDDED, True, "It ships with Pastiche and needs no download: a demonstration model.")
    if not hub_reachable:
        reason = "The Hugging Face Hub does not answer, so this base cannot be downloaded."
        return [embedded, *(Offer(base, False, reason) for base in catalogue())]
    return [*(_offer(base, host, minutes) for base in catalogue()), embedded]


def can_run(base: Base, host: Host) -> bool:
    """Check that a base can answer here while a visitor waits.

    That is one on disk, one that the GPU holds, and without a GPU a small one that the memory holds. Of one whose needs
    nobody knows it is assumed, where there is a GPU.
    """
    if base.folder is not None:
        return True
    if host.gpu_memory_gib:
        return (base.gpu_memory_gib or 0) <= host.gpu_memory_gib
    return _fits_cpu(base, host) and _size(base) <= ANSWERS_WITHOUT_A_GPU


def check_full(base: Base, host: Host, parameters: int | None = None) -> None:
    """Refuse to train all weights where the memory is too small.

    Where memory or parameters are unknown it passes.
    """
    on_gpu = host.gpu_memory_gib > 0
    has, count = host.gpu_memory_gib or host.memory_gib, parameters or base.parameters
    if not has or not count:
        return
    each = BYTES_TO_TRAIN_ALL["gpu" if on_gpu else "cpu"]
    needed = round(count * each / _GIB + GIB_BESIDE_THE_WEIGHTS, 1)
    if needed > has:
        memory = error_messages.GPU_MEMORY if on_gpu else error_messages.MEMORY
        raise BaseError(error_messages.FULL_TOO_LARGE(base=base.name, needed=needed, memory=memory, has=has))


def measure_host() -> Host:
    """Return this computer's memory and cores, measured without torch.

    A GPU that is not NVIDIA's counts as none.
    """
    return Host(gpu_memory_gib=_gpu_memory_gib(), memory_gib=_memory_gib(), cores=os.cpu_count() or 1)


def _size(base: Base) -> int:
    return base.parameters or 0


def _fits_gpu(base: Base, host: Host) -> bool:
    return base.gpu_memory_gib is not None and base.gpu_memory_gib <= host.gpu_memory_gib


def _fits_cpu(base: Base, host: Host) -> bool:
    return base.cpu_memory_gib is not None and base.cpu_memory_gib <= host.memory_gib


def _is_quick(base: Base, minutes: Minutes) -> bool:
    took = minutes(base)
    return took is not None and took <= PATIENCE_MINUTES


def _offer(base: Base, host: Host, minutes: Minutes) -> Offer:
    if host.gpu_memory_gib:
        reason = f"It needs about {base.gpu_memory_gib:g} GiB of GPU memory; this computer has {host.gpu_memory_gib:g}."
        return Offer(base, _fits_gpu(base, host), reason)
    here = f"this computer has {host.memory_gib:g}" if host.memory_gib else "how much there is could not be measured"
    reason = f"It needs about {base.cpu_memory_gib:g} GiB of memory; {here}, and no GPU."
    took = minutes(base)
    if took is not None:
        reason += f" Fine-tuning it takes about {took:.0f} minutes here."
    return Offer(base, _fits_cpu(base, host), reason, took)


def _gpu_memory_gib() -> float:
    """Return the largest GPU's memory in GiB; a run uses one GPU."""
    command = ["nvidia-smi", "--query-gpu=memory.total", "--format=csv,noheader,nounits"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=5, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return 0.0
    # A GPU that shares the machine's memory answers "[N/A]".
    mebibytes = [int(line) for line in answer.split("\n") if line.strip().isdigit()]
    return round(max(mebibytes, default=0) / 1024, 1)


def _memory_gib() -> float:
    """Return the memory in GiB of the machine, or of its container.

    A container's lower limit counts, as it is on a Space.
    """
    return round(min(_memory_limits(), default=0) / _GIB, 1)


def _memory_limits() -> Iterator[int]:
    """Yield every readable limit in bytes."""
    with suppress(AttributeError, OSError, ValueError):  # Windows has no sysconf
        yield os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for limit in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        with suppress(OSError, ValueError):  # no container, or "max"
            yield int(Path(limit).read_text(encoding="ascii"))
