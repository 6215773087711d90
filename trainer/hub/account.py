"""The account of a token, and the repositories in it."""

import re
from typing import TYPE_CHECKING, Any

from trainer.errors import HubError
from trainer.hub import error_messages
from trainer.hub.errors import RepoKind, sentences

if TYPE_CHECKING:
    from huggingface_hub import HfApi

_REPO_ID = re.compile(r"(?:\w(?:[\w.-]{0,94}\w)?/)?\w(?:[\w.-]{0,94}\w)?", re.ASCII)
_ADDRESS = re.compile(r"https?://(?:huggingface\.co|hf\.co)/")
_KINDS = {"dataset": "datasets/", "space": "spaces/", "adapter": "models/"}


def own_token() -> str:
    """Return the token of this computer's Hub login, or an empty string."""
    from huggingface_hub import get_token

    return get_token() or ""


def api(token: str, endpoint: str | None = None) -> "HfApi":
    """Return a client for one request; anonymous without a token.

    It never uses this computer's login.
    """
    from huggingface_hub import HfApi

    return HfApi(endpoint=endpoint, token=token.strip() or False, library_name="pastiche")


def repo_name(named: str, thing: RepoKind) -> str:
    """Return the name or `owner/name` in a name or an address.

    Raise HubError for one that cannot be a repository's.
    """
    name = _ADDRESS.sub("", named.strip(), count=1).removeprefix(_KINDS[thing]).strip("/")
    if not _REPO_ID.fullmatch(name) or "--" in name or ".." in name:
        raise HubError(error_messages.WRONG_NAME[thing])
    return name


def with_owner(client: "HfApi", name: str, thing: RepoKind) -> str:
    """Return `owner/name`, by default in the token's own account.

    Raise HubError where the token may not write.
    """
    me, organizations = _places(client, name, thing)
    owner, slash, _ = name.partition("/")
    if not slash:
        return f"{me}/{name}"
    if owner not in (me, *organizations):
        raise HubError(error_messages.NOT_ALLOWED(name=name))
    return name


def is_owners(token: str, name: str, thing: RepoKind, endpoint: str | None = None) -> bool:
    """Check that a token may write to `owner/name`.

    It is its own account's, or an organization's in which it may write.
    """
    if not token:
        return False
    owner, (me, roles) = name.partition("/")[0], _places(api(check_token(token), endpoint), name, thing)
    return owner == me or roles.get(owner) in ("admin", "write")


def _places(client: "HfApi", name: str, thing: RepoKind) -> tuple[str, dict[str, str]]:
    """Return the account's name and its role in each organization.

    The role is empty where the Hub does not say.
    """
    with sentences(name, thing):
        me: dict[str, Any] = client.whoami()
        return me["name"], {one["name"]: one.get("roleInOrg", "") for one in me.get("orgs", ())}


def check_token(token: str) -> str:
    """Return the token as it is sent.

    Raise HubError without one, or for what cannot be one.
    """
    if not token.strip():
        raise HubError(error_messages.NO_TOKEN)
    if not re.fullmatch(r"[\x21-\x7e]{1,4000}", token.strip()):
        raise HubError(error_messages.WRONG_TOKEN)
    return token.strip()
