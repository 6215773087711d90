"""Pushing an adapter: private until it has been read back and heard, and "done" is said after that only.

In order: hear it here, make the repository, send the files in one commit, read back who may see it and every hash,
fetch it again as anybody would, hear it in a fresh process, and make it public last, where that was asked for. What is
cut off anywhere can be begun again: large files that arrived are not sent twice.
"""

import contextlib
import json
from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from styles.i18n.message import Message
from trainer.adapters.files import WEIGHTS
from trainer.errors import HubError
from trainer.hub import error_messages
from trainer.hub.account import api, check_token, repo_name, with_owner
from trainer.hub.card import RIGHTS, Pair, Rights
from trainer.hub.errors import sentences
from trainer.hub.load_check import check_loads
from trainer.hub.progress import SILENCE_SECONDS, Say, Sent, Step, beside
from trainer.hub.push_files import PushFiles, check_adapter, push_files
from trainer.hub.snapshot import Snapshot, fetch, look
from trainer.runs.run import Run, replace_file
from trainer.scorecard.scoring import Scoring
from trainer.texts.private_folder import private_folder

if TYPE_CHECKING:
    from huggingface_hub import HfApi

Hear = Callable[[str, Path, str, Path], tuple[Pair, ...]]
"""Loads the adapter of a folder in a fresh process, by base, folder, language and log, as `check_loads` does."""
_RECORD = "pushed.json"


@dataclass(frozen=True)
class PushRequest:
    """What an author wants of a push."""

    name: str
    """What the repository is called, in the account of the token; `owner/name` for an organization's."""
    rights: Rights | None
    """Why it may be shared; nothing is pushed without a reason."""
    public: bool = False
    sure: bool = False
    """Whether public is meant even where the adapter recites, or where nobody has measured whether it does."""


@dataclass(frozen=True)
class Published:
    """What the Hub says it has, read back after a push."""

    repo_id: str
    url: str
    sha: str
    private: bool


def push(
    run: Run,
    request: PushRequest,
    token: str,
    endpoint: str | None = None,
    hear: Hear = check_loads,
    silence_seconds: float = SILENCE_SECONDS,
) -> Generator[Step, None, Published]:
    """Yield how far it is and return what is on the Hub in the end; closing the generator ends the push."""
    token, name = check_token(token), repo_name(request.name, "adapter")
    check_wish(run, request)
    return beside(
        lambda say: _push(run, request, name, api(token, endpoint), hear, say), silence_seconds=silence_seconds
    )


def check_wish(run: Run, request: PushRequest) -> None:
    """Refuse a push that must not be."""
    if request.rights not in RIGHTS:
        raise HubError(error_messages.NO_RIGHTS)
    check_adapter(run)
    if request.public and not request.sure and (why := doubt(run)):
        raise HubError(error_messages.CONFIRM(why=why))


def doubt(run: Run) -> Message | None:
    """Return why an adapter should not be made public without a second thought; None where there is no reason."""
    measured = Scoring(run).scorecard
    verdict = measured.verdicts["originality"] if measured else "unknown"
    if verdict == "red":
        return error_messages.RECITES
    return error_messages.NOT_MEASURED if verdict == "unknown" else None


def published(run: Run) -> Published | None:
    """Return what was pushed of a run last, None where nothing was."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        record = Published(**json.loads((run.folder / _RECORD).read_text("utf-8")))
        return record if record.sha else None
    return None


def _push(run: Run, request: PushRequest, name: str, client: "HfApi", hear: Hear, say: Say) -> Published:
    say(Step("asking"))
    repo_id = with_owner(client, name, "adapter")
    say(Step("loading"))
    about, log = run.about, run.folder / "audition.txt"
    pairs = hear(run.recipe.base, run.adapter, about.language, log)
    sent = push_files(run, repo_id, request.rights or "own", pairs)
    with sentences(repo_id, "adapter"):
        before = _ready(client, run, request, repo_id)
        sha = _send(client, sent, before, say)
        say(Step("reading_back"))
        there = look(client, repo_id, sha)
        _check(client, sent, there, request)
    with private_folder(run.folder.parents[1] / "shelf") as folder:
        with sentences(repo_id, "adapter"):
            fetch(client, there, folder)
        say(Step("loading"))
        hear(run.recipe.base, folder, about.language, log)
    done = Published(repo_id, f"{client.endpoint}/{repo_id}", sha, there.private)
    _record(run, done)
    if request.public and done.private:
        done = replace(done, private=_made_public(client, repo_id).private)
        _record(run, done)
    return done


def _made_public(client: "HfApi", repo_id: str) -> Snapshot:
    """Let everybody see it, last of all, and return it read back; where that may not be, it stays as it is."""
    with sentences(repo_id, "adapter"):
        with contextlib.suppress(Exception):  # whether it worked is looked at, whatever happened
            client.update_repo_settings(repo_id, visibility="public")
        there = look(client, repo_id)
    if there.private:
        raise HubError(error_messages.STILL_PRIVATE(name=repo_id))
    return there


def _ready(client: "HfApi", run: Run, request: PushRequest, repo_id: str) -> Snapshot:
    """Return the repository before the push: a new private one, or one that this run may be put into."""
    from huggingface_hub.errors import RepositoryNotFoundError

    try:
        there = look(client, repo_id)
    except RepositoryNotFoundError:
        client.create_repo(repo_id, private=True, exist_ok=True)
        _record(run, Published(repo_id, "", "", private=True))
        there = look(client, repo_id)
    if not there.private and not request.public:
        raise HubError(error_messages.ALREADY_PUBLIC(name=repo_id))
    if set(there.sizes) - {".gitattributes"} and _recorded(run) != repo_id:
        raise HubError(error_messages.SOMETHING_ELSE(name=repo_id))
    return there


def _send(client: "HfApi", sent: PushFiles, before: Snapshot, say: Say) -> str:
    """Put everything into one commit and return its id."""
    from huggingface_hub import CommitOperationAdd

    size = sent.weights.stat().st_size
    with Sent(sent.weights, lambda done: say(Step("sending", min(done, size), size))) as weights:
        operations = [CommitOperationAdd(name, data) for name, data in sent.texts.items()]
        commit = client.create_commit(
            before.repo_id,
            [*operations, CommitOperationAdd(WEIGHTS, weights)],
            commit_message="A style made with Pastiche",
            parent_commit=before.sha,
        )
    return commit.oid


def _check(client: "HfApi", sent: PushFiles, there: Snapshot, request: PushRequest) -> None:
    """Compare what the Hub has with what was sent, and who may see it with what was asked."""
    if not there.private and not request.public:
        with contextlib.suppress(Exception):  # whether it worked is looked at, whatever happened
            client.update_repo_settings(there.repo_id, visibility="private")
        closed = look(client, there.repo_id).private
        now = error_messages.PRIVATE_AGAIN if closed else error_messages.STILL_PUBLIC
        raise HubError(now(name=there.repo_id))
    if wrong := [name for name, known in sent.hashes().items() if there.hashes.get(name) != known]:
        raise HubError(error_messages.NOT_AS_SENT(file=wrong[0]))


def _record(run: Run, done: Published) -> None:
    replace_file(run.folder / _RECORD, json.dumps(asdict(done), indent=2))


def _recorded(run: Run) -> str:
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        return str(json.loads((run.folder / _RECORD).read_text("utf-8"))["repo_id"])
    return ""
