"""Push an adapter, private until it is read back and loaded.

In order: load it here, make the repository, send the files in one commit, read back who may see it and every hash,
fetch it again as anybody would, load it in a fresh process, and make it public last, where that was asked for. "Done"
is reported after that only. What is cut off anywhere can be begun again: large files that arrived are not sent twice.
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
from trainer.hub.card import RIGHTS, Rights, SamplePair
from trainer.hub.errors import sentences
from trainer.hub.load_check import check_loads
from trainer.hub.progress import Say, Sent, Step, run_in_thread
from trainer.hub.push_files import PushFiles, check_adapter, push_files
from trainer.hub.snapshot import Snapshot, fetch, look
from trainer.runs.files import replace_file
from trainer.runs.run import Run
from trainer.scorecard.scoring import Scoring
from trainer.texts.private_folder import private_folder

if TYPE_CHECKING:
    from huggingface_hub import HfApi

LoadCheck = Callable[[str, Path, str, Path], tuple[SamplePair, ...]]
"""Loads the adapter of a folder in a fresh process, by base, folder, language and log, as `check_loads` does."""
_RECORD = "pushed.json"


@dataclass(frozen=True)
class PushRequest:
    """The author's choices for a push."""

    name: str
    """What the repository is called, in the account of the token; `owner/name` for an organization's."""
    rights: Rights | None
    """Why it may be shared; nothing is pushed without a reason."""
    public: bool = False
    sure: bool = False
    """Whether public is meant even where the adapter recites, or where nobody has measured whether it does."""


@dataclass(frozen=True)
class Published:
    """State of the repository on the Hub after a push."""

    repo_id: str
    url: str
    sha: str
    private: bool


def push(
    run: Run,
    request: PushRequest,
    token: str,
    endpoint: str | None = None,
    check_load: LoadCheck = check_loads,
) -> Generator[Step, None, Published]:
    """Yield progress and return the final state on the Hub.

    Closing the generator ends the push. Raise HubError where the request or the Hub forbids it, RunError where the run
    has no adapter or it cannot be loaded.
    """
    return run_in_thread(Push(run, request, token, endpoint, check_load))


def check_request(run: Run, request: PushRequest) -> None:
    """Raise HubError or RunError for a push that must not be."""
    if request.rights not in RIGHTS:
        raise HubError(error_messages.NO_RIGHTS)
    check_adapter(run)
    if request.public and not request.sure and (why := doubt(run)):
        raise HubError(error_messages.CONFIRM(why=why))


def doubt(run: Run) -> Message | None:
    """Return a reason against making an adapter public, or None."""
    measured = Scoring(run).scorecard
    verdict = measured.verdicts["originality"] if measured else "unknown"
    if verdict == "red":
        return error_messages.RECITES
    return error_messages.NOT_MEASURED if verdict == "unknown" else None


def published(run: Run) -> Published | None:
    """Return the last push of a run; None without one."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        record = Published(**json.loads((run.folder / _RECORD).read_text("utf-8")))
        return record if record.sha else None
    return None


class Push:
    """The work of a push, after the checks that need no Hub."""

    def __init__(
        self,
        run: Run,
        request: PushRequest,
        token: str,
        endpoint: str | None = None,
        check_load: LoadCheck = check_loads,
    ) -> None:
        self._token, self._name = check_token(token), repo_name(request.name, "adapter")
        check_request(run, request)
        self._run, self._request, self._endpoint, self._check_load = run, request, endpoint, check_load

    def __call__(self, say: Say) -> Published:
        """Push, report each step, and return what was read back."""
        run, request, client = self._run, self._request, api(self._token, self._endpoint)
        say(Step("asking"))
        repo_id = with_owner(client, self._name, "adapter")
        pairs = self._loaded(run.adapter, say)
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
            self._loaded(folder, say)
        done = Published(repo_id, f"{client.endpoint}/{repo_id}", sha, there.private)
        _record(run, done)
        if request.public and done.private:
            done = replace(done, private=_made_public(client, repo_id).private)
            _record(run, done)
        return done

    def _loaded(self, adapter: Path, say: Say) -> tuple[SamplePair, ...]:
        """Return the answers of an adapter in a fresh process."""
        say(Step("loading"))
        run = self._run
        return self._check_load(run.recipe.base, adapter, run.about.language, run.folder / "audition.txt")


def _made_public(client: "HfApi", repo_id: str) -> Snapshot:
    """Make a repository public and return it as read back.

    Raise HubError where that is not allowed; it stays as it is then.
    """
    with sentences(repo_id, "adapter"):
        with contextlib.suppress(Exception):  # whether it worked is looked at, whatever happened
            client.update_repo_settings(repo_id, visibility="public")
        there = look(client, repo_id)
    if there.private:
        raise HubError(error_messages.STILL_PRIVATE(name=repo_id))
    return there


def _ready(client: "HfApi", run: Run, request: PushRequest, repo_id: str) -> Snapshot:
    """Return the repository before the push: new and private, or the run's.

    Raise HubError for one that this run must not be put into.
    """
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
    """Send everything in one commit and return its id."""
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
    """Compare files and visibility on the Hub with the request."""
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
