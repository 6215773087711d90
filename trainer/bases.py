"""The base models: the catalogue, and any other by its reference.

The page's process asks here, so nothing imports torch or talks to the Hub.
"""

import json
import os
import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from trainer import error_messages
from trainer.errors import BaseError

Russian = Literal["strong", "fair", "weak"]

DEFAULT_ON_A_GPU = "Qwen/Qwen3-4B-Instruct-2507"
"""A 4B instruct model: large enough to hold a voice in English and Russian, small enough to train in one sitting."""

_CATALOGUE = Path(__file__).with_name("bases.toml")


@dataclass(frozen=True)
class Base:
    """A base model; unknown facts are None, or empty."""

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
    """Whether it can write summaries and paraphrases; if not, keywords take their place. Of a base that is not known
    (`is_known`) it is assumed, and a run asks it to keep a few rules."""

    @property
    def public_id(self) -> str:
        """The id for adapters; of a local folder only the name.

        The path is never told.
        """
        return self.name if self.folder and not self.is_embedded else self.id

    @property
    def is_embedded(self) -> bool:
        """True for the tiny base that ships with Pastiche.

        The page says so.
        """
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


@cache
def catalogue() -> tuple[Base, ...]:
    """Return the bases of `bases.toml`, smallest first."""
    with _CATALOGUE.open("rb") as file:
        tables = tomllib.load(file)["base"]
    return tuple(Base(**{**table, "languages": tuple(table["languages"])}) for table in tables)


def find(reference: str) -> Base:
    """Return the base of a reference.

    It is an id of the catalogue, "embedded", a local folder with a `config.json`, or any Hub id. Nothing asks the Hub,
    so an id that nobody has published is noticed at the download. Raise BaseError for anything else.
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
    """Return the name of a base; of an unknown one, its id."""
    with suppress(BaseError):
        return find(reference).name
    return reference


def known(reference: str) -> Base | None:
    """Return the base of a foreign adapter, None for an unknown one.

    It is one of ours or any Hub id. Never a folder: what a stranger writes must not be looked for on this computer.
    """
    reference = reference.strip()
    return _offered(reference) or (_of_the_hub(reference) if _is_hub_id(reference) else None)


def is_known(base: Base) -> bool:
    """True if the base is in the catalogue or embedded.

    What is said of any other is assumed, not looked up.
    """
    return base in (EMBEDDED, *catalogue())


def _offered(reference: str) -> Base | None:
    for base in (EMBEDDED, *catalogue()):
        # The case of a letter is easily mistyped, and no two bases differ in it alone.
        if reference.casefold() in {base.id.casefold(), (base.four_bit_id or base.id).casefold()}:
            return base
    return None


def _of_the_hub(reference: str) -> Base:
    return Base(id=reference, name=reference.partition("/")[2])


def knows(base: Base, language: str) -> bool:
    """Check that a base has learnt a language, by its publisher."""
    return language in base.languages or "multilingual" in base.languages


def check_pretrained(base: Base) -> None:
    """Refuse a base without a known pretrained checkpoint to train on."""
    if not base.pretrained_id:
        raise BaseError(error_messages.NO_PRETRAINED(base=base.name))


def _is_hub_id(reference: str) -> bool:
    """True for "owner/name" by the Hub's rules for names."""
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
    """True if a saved model has a chat template.

    One that was only pretrained has none.
    """
    if any((folder / name).is_file() for name in ("chat_template.jinja", "chat_template.json")):
        return True
    try:
        return bool(json.loads((folder / "tokenizer_config.json").read_text("utf-8")).get("chat_template"))
    except (OSError, ValueError, AttributeError):
        return False


def _license(card: Path) -> str:
    """Return the licence of a model card's head, or "other"."""
    try:
        text = card.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return "other"
    front_matter = re.match(r"\s*---\n(.*?)\n---", text, re.DOTALL)
    found = re.search(r"^license:\s*['\"]?([\w.-]+)", front_matter[1], re.MULTILINE) if front_matter else None
    return found[1] if found else "other"
