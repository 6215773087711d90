"""Pull an adapter: one commit, safetensors and JSON only.

Each file is checked by its hash before anything loads it.
"""

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
from trainer.hub.progress import Say, Step, folder_size, run_in_thread
from trainer.hub.pulled import AboutPulled, Pulled, check_room
from trainer.hub.snapshot import Snapshot, fetch, look
from trainer.runs.names import clean_name
from trainer.texts.private_folder import private_folder

if TYPE_CHECKING:
    from huggingface_hub import HfApi


@dataclass
class _Coming:
    """Bytes received and expected."""

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
) -> Generator[Step, None, Pulled]:
    """Yield progress and return the pulled style, kept for its owner.

    `reference` is `user/name`, its address on the Hub, or the address of a comparison. Without a token only public
    styles are found. Raise HubError for what cannot be used; it leaves nothing behind.
    """
    repo_id, revision = parse_reference(reference)
    check_room(home, owner)
    with private_folder(home / "shelf") as room:
        coming = _Coming(room / "adapter")

        def work(say: Say) -> Pulled:
            say(Step("asking"))
            client = api(token, endpoint)
            return _pull(client, _snapshot(client, repo_id, revision), home, owner, coming)

        return (yield from run_in_thread(work, coming.step))


def parse_reference(reference: str) -> tuple[str, str | None]:
    """Return the `user/name` and the revision of a reference.

    Raise HubError for one that means no repository.
    """
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


def _snapshot(client: "HfApi", repo_id: str, revision: str | None) -> Snapshot:
    with sentences(repo_id, "reading"):
        there = look(client, repo_id, revision)
    if there.gated:
        raise HubError(error_messages.GATED(name=repo_id))
    return there


def _pull(client: "HfApi", there: Snapshot, home: Path, owner: str, coming: _Coming) -> Pulled:
    pulled = Pulled.at(home, there.repo_id, there.sha, owner, there.private)
    if not pulled.is_here:
        coming.of = sum(wanted(there.repo_id, there.sizes).values())
        with sentences(there.repo_id, "reading"):
            fetch(client, there, coming.folder)
        coming.over = True
        facts = inspect(coming.folder, there.repo_id)
        base = _base(client, facts, there)
        pulled.keep(_about(coming.folder, facts, there, base), _cleaned(coming.folder, facts, base))
    pulled.give(owner)
    return pulled


def _base(client: "HfApi", facts: AdapterFacts, there: Snapshot) -> Base:
    """Return the adapter's base: one offered here, or a loadable Hub base."""
    for named in (facts.base, there.base):
        base = bases.known(named)
        if base and (base.is_embedded or base in bases.catalogue()):
            return base
        if base:
            _check_base(client, there.repo_id, base.id)
            return base
    raise HubError(error_messages.BASE_UNKNOWN(name=there.repo_id))


def _check_base(client: "HfApi", repo_id: str, base: str) -> None:
    """Refuse a missing base, one with own code, or no text model."""
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
    """Return the first heading of a card, or an empty string.

    It is also empty where the heading could not be a name.
    """
    text = card.read_text("utf-8", "replace") if card.is_file() else ""
    found = re.search(r"^# +(.{1,80})$", text, re.MULTILINE)
    return clean_name(found[1]) if found else ""


def _cleaned(folder: Path, facts: AdapterFacts, base: Base) -> Path:
    """Return a folder with weights, our own configuration and the card."""
    clean = folder.with_name("clean")
    clean.mkdir()
    (folder / WEIGHTS).rename(clean / WEIGHTS)
    (clean / CONFIG).write_text(plain_config(facts, base.public_id), "utf-8")
    if (folder / CARD).is_file():
        (folder / CARD).rename(clean / CARD)
    return clean
