"""One commit of an adapter's repository: look it up and fetch it.

Safetensors and JSON only, each file by its hash.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.adapters.files import wanted
from trainer.errors import HubError
from trainer.hub import error_messages
from trainer.hub.errors import transport_errors
from trainer.hub.push_files import git_hash

if TYPE_CHECKING:
    from huggingface_hub import HfApi, ModelInfo

TRIES = 3
"""How often a file is begun or gone on with; the client itself goes on after some kinds of break only."""


@dataclass(frozen=True)
class Snapshot:
    """A repository at one commit, as the Hub describes it."""

    repo_id: str
    sha: str
    private: bool
    gated: bool
    tags: tuple[str, ...]
    sizes: dict[str, int]
    hashes: dict[str, str]
    """SHA-256 of large files, git's own hash of the others; by name."""

    @property
    def base(self) -> str:
        """The base on its card, or an empty string."""
        named = [tag for tag in self.tags if tag.startswith("base_model:adapter:")]
        return named[0].removeprefix("base_model:adapter:") if named else ""


def look(client: "HfApi", repo_id: str, revision: str | None = None) -> Snapshot:
    """Return a repository's snapshot; the client's errors go on."""
    info = client.model_info(repo_id, revision=revision, files_metadata=True)
    return _snapshot(repo_id, info)


def _snapshot(repo_id: str, info: "ModelInfo") -> Snapshot:
    sizes, hashes = {}, {}
    for file in info.siblings or []:
        lfs: Any = file.lfs
        sizes[file.rfilename] = file.size or 0
        hashes[file.rfilename] = lfs["sha256"] if lfs else file.blob_id or ""
    if not info.sha or info.private is None:
        raise ValueError("a repository without a commit or a visibility")
    return Snapshot(repo_id, info.sha, info.private, bool(info.gated), tuple(info.tags or ()), sizes, hashes)


def fetch(client: "HfApi", snapshot: Snapshot, folder: Path) -> None:
    """Fetch an adapter's files into a folder and check their hashes.

    Raise HubError for a file that is not as the Hub has it.
    """
    for name in wanted(snapshot.repo_id, snapshot.sizes):
        _download(client, snapshot, name, folder)
        if file_hash(folder / name, snapshot.hashes[name]) != snapshot.hashes[name]:
            raise HubError(error_messages.DAMAGED(file=name, name=snapshot.repo_id))


def _download(client: "HfApi", snapshot: Snapshot, name: str, folder: Path) -> None:
    """Fetch one file; continue after a broken connection."""
    from huggingface_hub.errors import HfHubHTTPError

    for left in reversed(range(TRIES)):
        try:
            # A folder of its own, not the computer's cache: what is private to a visitor is not left there.
            client.hf_hub_download(snapshot.repo_id, name, revision=snapshot.sha, local_dir=folder)
            return
        except HfHubHTTPError:
            raise
        except transport_errors():
            if not left:
                raise


def file_hash(path: Path, like: str) -> str:
    """Return a file's hash of the same kind as another hash."""
    if len(like) != 64:
        return git_hash(path.read_bytes())
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
