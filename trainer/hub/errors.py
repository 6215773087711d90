"""Errors of the Hub in sentences, without tokens or Hub text."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from trainer.errors import HubError

RepoKind = Literal["dataset", "adapter", "space"]
"""What is on its way there."""

_OUT_OF_REACH = "The Hugging Face Hub cannot be reached. Check the network and try again."
_NO_SENSE = (
    "What answers in the Hub's place makes no sense. Check that no other page of your network stands before it, "
    "and try again."
)


@contextmanager
def sentences(repo_id: str, thing: RepoKind | Literal["reading"]) -> Iterator[None]:
    """Return a context that turns errors of the Hub's client into HubError.

    `thing` is what the client writes, or "reading" of a repository.
    """
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    try:
        yield
    except HfHubHTTPError as error:
        raise HubError(_refusal(error, repo_id, thing)) from None
    except OfflineModeIsEnabled:
        raise HubError(_OUT_OF_REACH) from None
    except RuntimeError as error:
        # The client wraps what happened to one of several files.
        cause = error.__cause__
        raise HubError(_refusal(cause, repo_id, thing) if isinstance(cause, HfHubHTTPError) else _CUT) from None
    except OSError as error:
        raise HubError(_NO_ROOM_HERE if error.errno == errno.ENOSPC else _OUT_OF_REACH) from None
    except transport_errors():
        raise HubError(_OUT_OF_REACH) from None
    except (ValueError, KeyError, TypeError):
        raise HubError(_NO_SENSE) from None


def transport_errors() -> type[Exception]:
    """Return the exceptions of a broken connection.

    The client's own errors, for what the Hub says, are subclasses of them.
    """
    from huggingface_hub.errors import HfHubHTTPError

    # The base of the client's own error is that of the HTTP library it is built on, which changed between versions.
    base: type[Exception] = HfHubHTTPError.__bases__[0]
    return base


_CUT = "The connection to the Hub broke in the middle. Try again; it goes on with what is not there yet."
_NO_ROOM_HERE = "This computer's disk is full. Free some space and try again."


def _refusal(error: Exception, repo_id: str, thing: RepoKind | Literal["reading"]) -> str:
    from huggingface_hub.errors import DisabledRepoError, GatedRepoError, HfHubHTTPError

    if isinstance(error, GatedRepoError):
        return gated(repo_id)
    if isinstance(error, DisabledRepoError):
        return f"The Hub has closed `{repo_id}`. Choose another one."
    assert isinstance(error, HfHubHTTPError)
    response = error.response
    # The Hub tells of a full account as it tells of a missing right.
    said = response.headers.get("X-Error-Message") or ""
    full = response.status_code == 403 and re.search(r"storage|quota", said, re.IGNORECASE) is not None
    status, pause = 402 if full else response.status_code, response.headers.get("Retry-After") or ""
    if thing == "reading":
        return _trouble_reading(status, repo_id, pause)
    return _trouble(status, repo_id, thing, pause)


def gated(repo_id: str) -> str:
    """Return the sentence that a repository is not for everybody."""
    return f"`{repo_id}` is given only to those who accepted its terms on the Hub. Ask its author, or choose another."


def _pause(pause: str) -> str:
    minutes = max(1, -(-int(pause) // 60)) if pause.isdigit() else 5
    return f"The Hub asks for a pause: too many requests came from this account. Try again in {minutes} min."


def _trouble_reading(status: int, repo_id: str, pause: str) -> str:
    match status:
        case 401 | 403 | 404:
            return f"`{repo_id}` is not on the Hub, or not for everybody. Check its name; sign in if it is yours."
        case 429:
            return _pause(pause)
    return f"The Hub could not give `{repo_id}` (error {status}). Try again later."


def _trouble(status: int, repo_id: str, thing: RepoKind, pause: str) -> str:
    match status:
        case 401:
            return "The Hub does not know this token. Copy it again from your Hub account's settings, or sign in again."
        case 403 | 404:
            return f"This token may not write to `{repo_id}`. Give one that may, or a name in your own account."
        case 402 if thing == "space":
            return "A Gradio Space needs a paid plan on the Hub. Choose an account that has one, or run Pastiche here."
        case 402 | 413:
            return "The Hub has no room left for private data in this account. Free some there, or use another account."
        case 409 | 412:
            return f"`{repo_id}` was changed on the Hub at the same moment. Try again."
        case 429:
            return _pause(pause)
    return f"The Hub could not take the {thing} (error {status}). Try again later; it goes on where it was."
