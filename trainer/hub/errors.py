"""Errors of the Hub in sentences, without tokens or Hub text."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from styles.i18n.message import Message
from trainer.errors import HubError
from trainer.hub import error_messages

RepoKind = Literal["dataset", "adapter", "space"]
"""What is on its way there."""


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
        raise HubError(error_messages.OUT_OF_REACH) from None
    except RuntimeError as error:
        # The client wraps what happened to one of several files.
        cause = error.__cause__
        raise HubError(
            _refusal(cause, repo_id, thing) if isinstance(cause, HfHubHTTPError) else error_messages.CUT_OFF
        ) from None
    except OSError as error:
        raise HubError(
            error_messages.DISK_FULL if error.errno == errno.ENOSPC else error_messages.OUT_OF_REACH
        ) from None
    except transport_errors():
        raise HubError(error_messages.OUT_OF_REACH) from None
    except (ValueError, KeyError, TypeError):
        raise HubError(error_messages.NO_SENSE) from None


def transport_errors() -> type[Exception]:
    """Return the exceptions of a broken connection.

    The client's own errors, for what the Hub says, are subclasses of them.
    """
    from huggingface_hub.errors import HfHubHTTPError

    # The base of the client's own error is that of the HTTP library it is built on, which changed between versions.
    base: type[Exception] = HfHubHTTPError.__bases__[0]
    return base


def _refusal(error: Exception, repo_id: str, thing: RepoKind | Literal["reading"]) -> Message:
    from huggingface_hub.errors import DisabledRepoError, GatedRepoError, HfHubHTTPError

    if isinstance(error, GatedRepoError):
        return error_messages.GATED(name=repo_id)
    if isinstance(error, DisabledRepoError):
        return error_messages.CLOSED(name=repo_id)
    assert isinstance(error, HfHubHTTPError)
    response = error.response
    # The Hub tells of a full account as it tells of a missing right.
    said = response.headers.get("X-Error-Message") or ""
    full = response.status_code == 403 and re.search(r"storage|quota", said, re.IGNORECASE) is not None
    status, pause = 402 if full else response.status_code, response.headers.get("Retry-After") or ""
    if thing == "reading":
        return _trouble_reading(status, repo_id, pause)
    return _trouble(status, repo_id, thing, pause)


def _pause(pause: str) -> Message:
    minutes = max(1, -(-int(pause) // 60)) if pause.isdigit() else 5
    return error_messages.PAUSE(minutes=minutes)


def _trouble_reading(status: int, repo_id: str, pause: str) -> Message:
    match status:
        case 401 | 403 | 404:
            return error_messages.NOT_FOR_ALL(name=repo_id)
        case 429:
            return _pause(pause)
    return error_messages.NOT_GIVEN(name=repo_id, status=status)


def _trouble(status: int, repo_id: str, thing: RepoKind, pause: str) -> Message:
    match status:
        case 401:
            return error_messages.UNKNOWN_TOKEN
        case 403 | 404:
            return error_messages.NOT_ALLOWED(name=repo_id)
        case 402 if thing == "space":
            return error_messages.PAID_SPACE
        case 402 | 413:
            return error_messages.NO_ROOM
        case 409 | 412:
            return error_messages.CHANGED_MEANWHILE(name=repo_id)
        case 429:
            return _pause(pause)
    return error_messages.NOT_TAKEN(thing=error_messages.THINGS[thing], status=status)
