"""Pulling an adapter: one commit, safetensors and JSON only, each by its hash, checked before anything loads it."""

import re
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from trainer import bases
from trainer.adapters.files import CARD, CONFIG, WEIGHTS, AdapterFacts, inspect, plain_config, wanted
from trainer.bases import Base
from trainer.errors import HubError
from trainer.hub import error_messages
from trainer.hub.account import api, repo_name
from trainer.hub.errors import sentences
from trainer.hub.progress import SILENCE_SECONDS, Say, Step, beside, folder_size
from trainer.hub.pulled import AboutPulled, Pulled, check_room
from trainer.hub.snapshot import Snapshot, fetch, look
from trainer.runs.run import clean_name
from trainer.texts.private_folder import private_folder

if TYPE_CHECKING:
    from huggingface_hub import HfApi


@dataclass
class _Coming:
    """How much is there and how much comes, for whoever looks on."""

    folder: Path
    of: int = 0
    over: bool = field(default=False)

    def step(self) -> Step | None:
        return Step("fetching", min(folder_size(self.folder), self.of), self.of) if self.of and not self.over else None


def pull(
    reference: str,
    home: Path,
    owner: str,
    token: str = "",
    endpoint: str | None = None,
    silence_seconds: float = SILENCE_SECONDS,
) -> Generator[Step, None, Pulled]:
    """Yield how far it is and return the style, kept for its owner; what cannot be used leaves nothing.

    `reference` is `user/name`, its address on the Hub, or the address of a comparison. What is asked for without a
    token is what everybody may see.
    """
    repo_id, revision = asked_for(reference)
    check_room(home, owner)
    with private_folder(home / "shelf") as room:
        folder = room / "adapter"
        coming = _Coming(folder)

        def work(say: Say) -> Pulled:
            say(Step("asking"))
            return _pull(api(token, endpoint), repo_id, revision, home, owner, folder, coming)

        return (yield from beside(work, coming.step, silence_seconds))


def asked_for(reference: str) -> tuple[str, str | None]:
    """Return the `user/name` and the revision that a reference means; what means none is refused."""
    given = reference.strip()
    if linked := parse_qs(urlsplit(given).query).get("adapter"):
        given = linked[0]
    revision = None
    if found := re.fullmatch(r"(https?://[^/]+/[^/]+/[^/?#]+)/(?:tree|commit|blob)/([\w.-]{1,64})(?:[/?#].*)?", given):
        given, revision = found[1], found[2]
    name = repo_name(given.partition("?")[0].partition("#")[0], "adapter")
    if "/" not in name:
        raise HubError(error_messages.NO_OWNER(name=name))
    return name, revision


def _pull(
    client: "HfApi", repo_id: str, revision: str | None, home: Path, owner: str, folder: Path, coming: _Coming
) -> Pulled:
    with sentences(repo_id, "reading"):
        there = look(client, repo_id, revision)
    if there.gated:
        raise HubError(error_messages.GATED(name=repo_id))
    place = Pulled.place(home, repo_id, there.sha, owner, there.private)
    if not place.is_here:
        coming.of = sum(wanted(repo_id, there.sizes).values())
        with sentences(repo_id, "reading"):
            fetch(client, there, folder)
        coming.over = True
        facts = inspect(folder, repo_id)
        base = _base(client, facts, there)
        place.keep(_about(folder, facts, there, base), _cleaned(folder, facts, base))
    place.give(owner)
    return place


def _base(client: "HfApi", facts: AdapterFacts, there: Snapshot) -> Base:
    """Return the base that an adapter belongs to: one that is offered here, or one of the Hub's that may be loaded."""
    for named in (facts.base, there.base):
        base = bases.known(named)
        if base and (base.is_embedded or base in bases.catalogue()):
            return base
        if base:
            _check_base(client, there.repo_id, base.id)
            return base
    raise HubError(error_messages.BASE_UNKNOWN(name=there.repo_id))


def _check_base(client: "HfApi", repo_id: str, base: str) -> None:
    """Refuse a base that is not there, that runs code of its own, or that does not write text."""
    with sentences(base, "reading"):
        info = client.model_info(base)
    if "custom_code" in (info.tags or ()):
        raise HubError(error_messages.BASE_WITH_CODE(base=base, name=repo_id))
    if info.pipeline_tag not in (None, "text-generation", "image-text-to-text"):
        raise HubError(error_messages.BASE_WITHOUT_TEXT(base=base, name=repo_id))


def _about(folder: Path, facts: AdapterFacts, there: Snapshot, base: Base) -> AboutPulled:
    return AboutPulled(
        there.repo_id,
        there.sha,
        _title(folder / CARD) or clean_name(there.repo_id.rpartition("/")[2]),
        next((tag for tag in there.tags if tag in ("en", "ru")), "en"),
        base.id,
        there.private,
        facts.rank,
        facts.parameters,
    )


def _title(card: Path) -> str:
    """Return the first heading of a card, empty where it has none that could be a name."""
    text = card.read_text("utf-8", "replace") if card.is_file() else ""
    found = re.search(r"^# +(.{1,80})$", text, re.MULTILINE)
    return clean_name(found[1]) if found else ""


def _cleaned(folder: Path, facts: AdapterFacts, base: Base) -> Path:
    """Return a folder with the weights and a configuration of our own making, and nothing else but the card."""
    clean = folder.with_name("clean")
    clean.mkdir()
    (folder / WEIGHTS).rename(clean / WEIGHTS)
    (clean / CONFIG).write_text(plain_config(facts, base.public_id), "utf-8")
    if (folder / CARD).is_file():
        (folder / CARD).rename(clean / CARD)
    return clean
