"""The Hugging Face Hub, as far as Pastiche talks to it: is it there, and taking a dataset there.

The Hub's client is imported when it is needed: the page starts without it. A token is the visitor's own, is used for
the one request it was given for, and is kept nowhere.
"""

import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from trainer.errors import HubError

HUB_SECONDS = 4.0
"""How long the Hub may take to answer before it counts as out of reach."""
HUB_AGAIN_SECONDS = 120.0


class Hub:
    """Knows whether the Hub answers; asked in the background, so that no visitor waits for it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._answers = False
        self._asked_at = -HUB_AGAIN_SECONDS
        self._asking = threading.Lock()

    def __call__(self) -> bool:
        """Return whether it answered when last asked, and ask again when that was long ago."""
        if (
            self._address
            and time.monotonic() - self._asked_at > HUB_AGAIN_SECONDS
            and self._asking.acquire(blocking=False)
        ):
            self._asked_at = time.monotonic()
            threading.Thread(target=self._ask, daemon=True).start()
        return self._answers

    def wait(self, seconds: float) -> bool:
        """Ask, and wait for the answer at most so long."""
        self()
        if self._asking.acquire(timeout=seconds):
            self._asking.release()
        return self._answers

    def _ask(self) -> None:
        try:
            request = urllib.request.Request(f"{self._address}/api/models?limit=1", method="HEAD")
            with urllib.request.urlopen(request, timeout=HUB_SECONDS):
                self._answers = True
        except urllib.error.HTTPError as error:
            self._answers = error.code < 500
        except (OSError, ValueError):
            self._answers = False
        finally:
            self._asking.release()


@dataclass(frozen=True)
class Pushed:
    """What the Hub says it has, read back after a push."""

    repo_id: str
    url: str


def push_dataset(token: str, repo_id: str, jsonl: bytes, endpoint: str | None = None) -> Pushed:
    """Put examples into a private dataset repository of the token's account, made where it is not there yet.

    A repository that is there and public is left alone: what is private must not become public by a name. Without an
    owner in `repo_id` the account's own is meant. That it is private is read back from the Hub at the end.
    """
    from huggingface_hub import CommitOperationAdd, HfApi

    token, repo_id = token.strip(), repo_id.strip().removeprefix("https://huggingface.co/").removeprefix("datasets/")
    if not token:
        raise HubError("There is no token. Paste one with write access from your Hub account's settings.")
    if not _REPO_ID.fullmatch(repo_id) or "--" in repo_id or ".." in repo_id:
        raise HubError(
            "This cannot be the name of a dataset. Use letters, digits, `-`, `_` and `.`, as in `my-letters`."
        )
    api = HfApi(endpoint=endpoint, token=token)
    with _sentences(repo_id):
        if "/" not in repo_id:
            repo_id = f"{api.whoami()['name']}/{repo_id}"
        url = str(api.create_repo(repo_id, repo_type="dataset", private=True, exist_ok=True))
        if not api.dataset_info(repo_id).private:
            raise HubError(
                f"`{repo_id}` is already on the Hub and public. Choose another name, or make it private there first."
            )
        api.create_commit(
            repo_id,
            [CommitOperationAdd("train.jsonl", jsonl)],
            repo_type="dataset",
            commit_message="Examples made with Pastiche",
        )
        if not api.dataset_info(repo_id).private:
            raise HubError(f"`{repo_id}` was pushed, but the Hub says that it is public. Make it private there now.")
    return Pushed(repo_id, url)


_REPO_ID = re.compile(r"(?:\w(?:[\w.-]{0,94}\w)?/)?\w(?:[\w.-]{0,94}\w)?", re.ASCII)


@contextmanager
def _sentences(repo_id: str) -> Iterator[None]:
    """Turn what the Hub's client raises into sentences; none of them has the token in it."""
    from huggingface_hub.errors import HfHubHTTPError

    # The base of the client's own error is that of the HTTP library it is built on, which changed between versions.
    transport: type[Exception] = HfHubHTTPError.__bases__[0]
    try:
        yield
    except HfHubHTTPError as error:
        raise HubError(_trouble(getattr(error.response, "status_code", 0), repo_id)) from None
    except (transport, OSError):
        raise HubError("The Hugging Face Hub cannot be reached. Check the network and try again.") from None


def _trouble(status: int, repo_id: str) -> str:
    match status:
        case 401:
            return "The Hub does not know this token. Copy it again from your Hub account's settings."
        case 403 | 404:
            return f"This token may not write to `{repo_id}`. Give one that may, or a name in your own account."
        case 402 | 413:
            return "The Hub has no room left for private data in this account. Free some there, or use another account."
        case 409:
            return f"`{repo_id}` was changed on the Hub at the same moment. Try again."
        case 429:
            return "The Hub asks for a pause: too many requests came from this account. Try again in a few minutes."
    return f"The Hub could not take the dataset (error {status}). Try again later."
