"""Which base models there are, what each needs, and which one suits this computer.

The page's process asks here, so nothing imports torch or talks to the Hub: whether the Hub answers is passed in.
"""

import json
import os
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from trainer import error_messages
from trainer.errors import BaseError

Russian = Literal["strong", "fair", "weak"]

DEFAULT_ON_A_GPU = "Qwen/Qwen3-4B-Instruct-2507"
"""A 4B instruct model: large enough to hold a voice in English and Russian, small enough to train in one sitting."""
PATIENCE_MINUTES = 30
"""How long a run may take without a GPU on the base that is chosen for a writer who has not chosen one."""
ANSWERS_WITHOUT_A_GPU = 2_000_000_000
"""Up to so many parameters a base answers without a GPU while one waits for it; a larger one takes minutes."""

_CATALOGUE = Path(__file__).with_name("bases.toml")
_GIB = 1024**3
BYTES_TO_TRAIN_ALL = {"gpu": 12, "cpu": 16}
"""Bytes that each weight takes when all are trained: weights and gradients in 32 bits, Adam's two means in 8 or in 32,
and on a GPU a copy in 16 bits to compute with."""
GIB_BESIDE_THE_WEIGHTS = 2
"""What the rest takes then: activations, logits, the libraries."""


@dataclass(frozen=True)
class Base:
    """A base model; what is not known of it is None, or empty."""

    id: str
    """The publisher's 16-bit Hub id, the path of a local folder, or "embedded"."""
    name: str
    """What the page calls it."""
    four_bit_id: str | None = None
    """Unsloth's repository with the same weights in 4 bits; without one, the weights are quantized while they load."""
    pretrained_id: str | None = None
    """The checkpoint of the same shape that it was made of, before it followed instructions, where one is known."""
    folder: Path | None = None
    """Where its files are when they need no download."""
    parameters: int | None = None
    """How many weights it has, every tensor counted once."""
    embedding_parameters: int | None = None
    """How many of them are in a table of its vocabulary, which is its output layer too."""
    license: str | None = None
    """The licence's id as the Hub writes it; an adapter inherits it."""
    context: int | None = None
    """How many tokens it can attend to."""
    languages: tuple[str, ...] = ()
    """Language codes from its card; "multilingual" where the card speaks of a hundred and more."""
    russian: Russian | None = None
    """How well it writes Russian."""
    gpu_memory_gib: float | None = None
    """GPU memory that fine-tuning needs: 4 bits, batch 2, 2,048 tokens."""
    cpu_memory_gib: float | None = None
    """Memory that fine-tuning needs without a GPU: batch 1, 1,024 tokens."""
    note: str = ""
    """One sentence for a writer who is choosing."""
    gated: bool | None = None
    """Whether its publisher wants terms accepted on the Hub before a download."""
    follows_instructions: bool = True
    """Whether it can write briefs and plain versions; if not, keywords take their place. Of a base that is not known
    (`is_known`) it is assumed, and a run asks it to keep a few rules."""

    @property
    def public_id(self) -> str:
        """What an adapter names as its base: its id, but of a local folder the name alone, never the path."""
        return self.name if self.folder and not self.is_embedded else self.id

    @property
    def is_embedded(self) -> bool:
        """Whether this is the tiny base that ships with Pastiche; the page says so."""
        return self.id == "embedded"


EMBEDDED = Base(
    id="embedded",
    name="Pastiche demonstration base",
    folder=Path(__file__).parent / "embedded_base",
    license="apache-2.0",
    context=512,
    languages=("en", "ru"),
    russian="weak",
    gpu_memory_gib=2.0,
    cpu_memory_gib=2.0,
    note="A tiny model that shows how everything works; its prose is not to be judged.",
    gated=False,
    follows_instructions=False,
)


@dataclass(frozen=True)
class Host:
    """What the computer has to train with."""

    gpu_memory_gib: float
    """Memory of its largest NVIDIA GPU; 0 where there is none."""
    memory_gib: float
    """Memory that this process may use; 0 where it could not be measured."""
    cores: int
    """Processor cores."""


class Offer(NamedTuple):
    """One line of the list that a writer chooses from."""

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


@cache
def catalogue() -> tuple[Base, ...]:
    """Return the bases of `bases.toml`, smallest first."""
    with _CATALOGUE.open("rb") as file:
        tables = tomllib.load(file)["base"]
    return tuple(Base(**{**table, "languages": tuple(table["languages"])}) for table in tables)


def find(reference: str) -> Base:
    """Return the base that a writer means by an id of the catalogue, "embedded", a local folder, or any Hub id.

    A folder needs a `config.json`. Nothing asks the Hub, so an id that nobody has published is noticed at the download.
    """
    reference = reference.strip()
    if base := _offered(reference):
        return base
    # os.path answers False to what no file system would accept as a name; Path raises.
    folder = os.path.expanduser(reference)
    if reference and os.path.isfile(os.path.join(folder, "config.json")):
        return _from_folder(Path(folder).resolve())
    if _is_hub_id(reference):
        return _of_the_hub(reference)
    if reference and os.path.isdir(folder):
        raise BaseError(error_messages.EMPTY_FOLDER(folder=reference))
    raise BaseError(error_messages.NO_BASE(reference=reference, example=DEFAULT_ON_A_GPU))


def name_of(reference: str) -> str:
    """Return what a base is called; one that is gone, by its id."""
    with suppress(BaseError):
        return find(reference).name
    return reference


def known(reference: str) -> Base | None:
    """Return the base that a stranger's adapter names, None where that is no base of ours and no Hub id.

    Never a folder: what a stranger writes must not be looked for on this computer.
    """
    reference = reference.strip()
    return _offered(reference) or (_of_the_hub(reference) if _is_hub_id(reference) else None)


def is_known(base: Base) -> bool:
    """Return whether what is said of the base was looked up, rather than assumed of any that somebody names."""
    return base in (EMBEDDED, *catalogue())


def _offered(reference: str) -> Base | None:
    for base in (EMBEDDED, *catalogue()):
        # The case of a letter is easily mistyped, and no two bases differ in it alone.
        if reference.casefold() in {base.id.casefold(), (base.four_bit_id or base.id).casefold()}:
            return base
    return None


def _of_the_hub(reference: str) -> Base:
    return Base(id=reference, name=reference.partition("/")[2])


def nobody_knows(base: Base) -> float | None:
    """Return None: how long a base takes here is not known."""
    return None


def default_base(host: Host, hub_reachable: bool, language: str = "en", minutes: Minutes = nobody_knows) -> Base:
    """Return the base that is chosen for a writer who has not chosen one.

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


def knows(base: Base, language: str) -> bool:
    """Return whether a base has learnt a language, by what its publisher says."""
    return language in base.languages or "multilingual" in base.languages


def offered(host: Host, hub_reachable: bool, minutes: Minutes = nobody_knows) -> list[Offer]:
    """Return every base with whether it can be fine-tuned here and why; the embedded base first when there is no Hub.

    With the Hub the embedded base comes last.
    """
    embedded = Offer(EMBEDDED, True, "It ships with Pastiche and needs no download: a demonstration model.")
    if not hub_reachable:
        reason = "The Hugging Face Hub does not answer, so this base cannot be downloaded."
        return [embedded, *(Offer(base, False, reason) for base in catalogue())]
    return [*(_offer(base, host, minutes) for base in catalogue()), embedded]


def can_run(base: Base, host: Host) -> bool:
    """Return whether a base can be worn here while a visitor waits for its answers.

    That is one on disk, one that the GPU holds, and without a GPU a small one that the memory holds. Of one whose needs
    nobody knows it is assumed, where there is a GPU.
    """
    if base.folder is not None:
        return True
    if host.gpu_memory_gib:
        return (base.gpu_memory_gib or 0) <= host.gpu_memory_gib
    return _fits_cpu(base, host) and _size(base) <= ANSWERS_WITHOUT_A_GPU


def check_full(base: Base, host: Host, parameters: int | None = None) -> None:
    """Refuse to train all weights of a base that this computer has no memory for; where either is unknown it passes."""
    on_gpu = host.gpu_memory_gib > 0
    has, count = host.gpu_memory_gib or host.memory_gib, parameters or base.parameters
    if not has or not count:
        return
    each = BYTES_TO_TRAIN_ALL["gpu" if on_gpu else "cpu"]
    needed = round(count * each / _GIB + GIB_BESIDE_THE_WEIGHTS, 1)
    if needed > has:
        memory = error_messages.GPU_MEMORY if on_gpu else error_messages.MEMORY
        raise BaseError(error_messages.FULL_TOO_LARGE(base=base.name, needed=needed, memory=memory, has=has))


def check_pretrained(base: Base) -> None:
    """Refuse to train on the checkpoint that a base was made of where none is known."""
    if not base.pretrained_id:
        raise BaseError(error_messages.NO_PRETRAINED(base=base.name))


def measure_host() -> Host:
    """Return what this computer has, measured without torch; a GPU that is not NVIDIA's counts as none."""
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


def _is_hub_id(reference: str) -> bool:
    """Whether this is "owner/name" by the Hub's own rules for names."""
    part = r"\w(?:[\w.-]*\w)?"
    well_formed = re.fullmatch(f"{part}/{part}", reference, re.ASCII) is not None
    return well_formed and len(reference) <= 96 and "--" not in reference and ".." not in reference


def _from_folder(folder: Path) -> Base:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        # Models that also see images keep the language model's numbers one level down.
        context = {**(config.get("text_config") or {}), **config}.get("max_position_embeddings")
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise BaseError(error_messages.NO_CONFIGURATION(file=folder / "config.json")) from error
    return Base(
        id=str(folder),
        name=folder.name,
        folder=folder,
        license=_license(folder / "README.md"),
        context=context if isinstance(context, int) else None,
        follows_instructions=_has_chat_template(folder),
    )


def _has_chat_template(folder: Path) -> bool:
    """Tell whether a saved model comes with a form for questions: one that was only pretrained has none."""
    if any((folder / name).is_file() for name in ("chat_template.jinja", "chat_template.json")):
        return True
    try:
        return bool(json.loads((folder / "tokenizer_config.json").read_text("utf-8")).get("chat_template"))
    except (OSError, ValueError, AttributeError):
        return False


def _license(card: Path) -> str:
    """Return the licence in a model card's front matter, or "other" where nothing says."""
    try:
        text = card.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return "other"
    front_matter = re.match(r"\s*---\n(.*?)\n---", text, re.DOTALL)
    found = re.search(r"^license:\s*['\"]?([\w.-]+)", front_matter[1], re.MULTILINE) if front_matter else None
    return found[1] if found else "other"


def _gpu_memory_gib() -> float:
    """Return the largest GPU's memory; a run uses one GPU."""
    command = ["nvidia-smi", "--query-gpu=memory.total", "--format=csv,noheader,nounits"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=5, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return 0.0
    # A GPU that shares the machine's memory answers "[N/A]".
    mebibytes = [int(line) for line in answer.split("\n") if line.strip().isdigit()]
    return round(max(mebibytes, default=0) / 1024, 1)


def _memory_gib() -> float:
    """Return the machine's memory, or its container's limit where that is lower, as it is on a Space."""
    return round(min(_memory_limits(), default=0) / _GIB, 1)


def _memory_limits() -> Iterator[int]:
    """Yield every limit that can be read, in bytes."""
    with suppress(AttributeError, OSError, ValueError):  # Windows has no sysconf
        yield os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for limit in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        with suppress(OSError, ValueError):  # no container, or "max"
            yield int(Path(limit).read_text(encoding="ascii"))
