"""What visitors do with the Hub, one method a verb.

A token is used once and not kept.
"""

import contextlib
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from styles.i18n.message import Message
from trainer.compare.comparison import MOST_STRENGTH
from trainer.errors import PasticheError, RunError
from trainer.hub import listing
from trainer.hub import pull as delivery
from trainer.hub import push as publication
from trainer.hub.account import is_owners, own_token
from trainer.hub.listing import Listed
from trainer.hub.progress import Step
from trainer.hub.pulled import Pulled
from trainer.hub.push import Published, PushRequest
from trainer.library.style import Style, parse_id
from trainer.runs.run import Run
from ui.strings import error_messages
from ui.visitors.owner import check_owner

MOST_PROMPT = 600
"""Characters of a prompt that a link may carry; longer ones make addresses that some browsers cut."""


@dataclass(frozen=True)
class ShareLink:
    """What the address of a comparison asks for."""

    adapter: str = ""
    """A style of the Hub: `user/name`."""
    style: str = ""
    """A style of the gallery, by its id."""
    strength: float | None = None
    prompt: str = ""

    @classmethod
    def of(cls, asked: dict[str, str]) -> "ShareLink":
        """Return the link that an address's parameters describe.

        What makes no sense in them is passed over.
        """
        try:
            strength = min(max(float(asked.get("strength", "")), 0.0), MOST_STRENGTH)
        except ValueError:
            strength = None
        strength = None if strength != strength else strength  # not a number
        prompt = asked.get("prompt", "")[:MOST_PROMPT]
        return cls(asked.get("adapter", "")[:200], asked.get("style", "")[:200], strength, prompt)

    def query(self, language: str) -> str:
        """Return the address's part that asks for this."""
        parts = {
            "adapter": self.adapter,
            "style": self.style,
            "strength": f"{self.strength:g}" if self.strength is not None else "",
            "prompt": self.prompt,
            "lang": language,
        }
        return "?" + urlencode({name: value for name, value in parts.items() if value}, safe="/")


class VisitorHub:
    """Pushing, pulling and finding styles, and the links to them."""

    def __init__(
        self,
        home: Path,
        signs_in: bool = False,
        space: str = "",
        own_computer: bool = True,
        endpoint: str | None = None,
        push: Callable[..., Generator[Step, None, Published]] = publication.push,
        pull: Callable[..., Generator[Step, None, Pulled]] = delivery.pull,
        find: Callable[..., list[Listed]] = listing.on_hub,
        machine_token: Callable[[], str] = own_token,
    ) -> None:
        """Take how visitors reach the Hub.

        `signs_in` says that visitors sign in to the Hub here; a shared computer's own token is never used.

        `space` is the name of the Space that this is, empty elsewhere.
        """
        self.signs_in, self.space = signs_in, space
        self._home, self._endpoint = home, endpoint
        self._push, self._pull, self._find = push, pull, find
        self._machine_token = machine_token if own_computer else lambda: ""

    @property
    def has_token(self) -> bool:
        """Whether this computer is signed in to the Hub by itself."""
        return bool(self._machine_token())

    @property
    def somebody_decides(self) -> bool:
        """Return whether an owner can be recognised.

        On a Space, where visitors can sign in.
        """
        return self.signs_in or not self.space

    def check_decides_here(self, token: str) -> None:
        """Refuse a visitor who may not decide for everybody.

        On a Space, that is all but its owners.
        """
        if self.space and not is_owners(token, self.space, "space", self._endpoint):
            raise RunError(error_messages.NOT_OWNER)

    def publish(self, owner: str, identity: str, request: PushRequest, token: str) -> Generator[Step, None, Published]:
        """Push a run of the owner's."""
        run = self._run(owner, identity)
        return (yield from self._push(run, request, token or self._machine_token(), self._endpoint))

    def published(self, owner: str, identity: str) -> Published | None:
        """Return where a run of the owner's was pushed to."""
        return publication.published(self._run(owner, identity))

    def doubt(self, owner: str, identity: str) -> Message | None:
        """Return a warning before a run is made public, if any."""
        return publication.doubt(self._run(owner, identity))

    def pull(self, owner: str, reference: str, token: str = "") -> Generator[Step, None, Style]:
        """Fetch a style for the owner."""
        check_owner(owner)
        pulled = yield from self._pull(
            reference, self._home, owner, token or self._machine_token(), endpoint=self._endpoint
        )
        return Style.of_pulled(pulled)

    def delete(self, owner: str, style_id: str) -> None:
        """Take a pulled style from its owner."""
        Pulled.of(self._home, parse_id(style_id)[1], owner).delete(owner)

    def find(self, search: str, language: str) -> list[Listed]:
        """Return the styles on the Hub that everybody may see."""
        return self._find(search, language, self._endpoint)

    def own(self, token: str = "") -> list[Listed]:
        """Return the styles in the visitor's own account on the Hub.

        None where nobody is signed in or the Hub is silent.
        """
        token = token or self._machine_token()
        with contextlib.suppress(PasticheError):
            return listing.own_on_hub(token, self._endpoint) if token else []
        return []

    def link(self, style: Style, owner: str, strength: float, prompt: str, with_prompt: bool, language: str) -> str:
        """Return the address's part that opens a comparison elsewhere.

        A prompt that is not one of the style's own goes in only when the visitor wants it: they may have pasted text.
        """
        ours = prompt.strip() in style.prompts
        shown = prompt.strip()[:MOST_PROMPT] if ours or with_prompt else ""
        if style.origin == "sample":
            return ShareLink("", style.id, strength, shown).query(language)
        if style.origin == "pulled":
            return ShareLink(style.repo_id, "", strength, shown).query(language)
        done = self.published(owner, style.key)
        if done is None:
            raise RunError(error_messages.NO_LINK)
        return ShareLink(done.repo_id, "", strength, shown).query(language)

    def _run(self, owner: str, identity: str) -> Run:
        check_owner(owner)  # no owner at all would be everybody's
        return Run.of(self._home, identity, owner)
