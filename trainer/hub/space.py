"""Push this project as an own Space: create or update it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.errors import HubError
from trainer.hub import error_messages
from trainer.hub.account import api, check_token, repo_name, with_owner
from trainer.hub.errors import sentences

ROOT = Path(__file__).parents[2]
PARTS = ("app.py", "README.md", "LICENSE", "requirements.txt", "pyproject.toml", "ui", "trainer", "styles", "docs")
"""What a Space is built from; tests and whatever else lies in the folder stay here."""
DATA = "/data"
"""Where the bucket is mounted, and where `trainer/home.py` then keeps everything."""


@dataclass(frozen=True)
class Spaced:
    """The Space as read back."""

    repo_id: str
    url: str
    private: bool
    files: int


def push_space(token: str, name: str, bucket: str = "", public: bool = False, endpoint: str | None = None) -> Spaced:
    """Create or update a Space from this folder, private by default.

    With a bucket, whatever visitors make is kept there; without one, it goes when the Space restarts. Raise HubError
    where the Hub refuses, or a private Space is public already.
    """
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete, Volume

    token, name = check_token(token), repo_name(name, "space")
    client = api(token, endpoint)
    repo_id = with_owner(client, name, "space")
    files = {path.relative_to(ROOT).as_posix(): path for path in _files()}
    with sentences(repo_id, "space"):
        url = client.create_repo(repo_id, repo_type="space", space_sdk="gradio", private=not public, exist_ok=True)
        there = client.space_info(repo_id)
        if there.private is False and not public:
            raise HubError(error_messages.SPACE_ALREADY_PUBLIC(name=repo_id))
        gone = {one.rfilename for one in there.siblings or []} - files.keys() - {".gitattributes"}
        added = [CommitOperationAdd(name, path) for name, path in files.items()]
        removed = [CommitOperationDelete(name) for name in sorted(gone) if name.partition("/")[0] in PARTS]
        client.create_commit(repo_id, [*added, *removed], repo_type="space", commit_message="Pastiche")
        if bucket:
            client.set_space_volumes(repo_id, [Volume(type="bucket", source=bucket, mount_path=DATA)])
        return Spaced(repo_id, str(url), bool(client.space_info(repo_id).private), len(files))


def _files() -> Iterator[Path]:
    for part in PARTS:
        found = sorted((ROOT / part).rglob("*")) if (ROOT / part).is_dir() else [ROOT / part]
        for path in found:
            hidden = any(piece.startswith((".", "__pycache__")) for piece in path.relative_to(ROOT).parts)
            if path.is_file() and not hidden:
                yield path
