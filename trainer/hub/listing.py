"""Styles on the Hub: public ones with our tag, and own ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trainer.hub.account import api
from trainer.hub.card import GAP, TAG
from trainer.hub.errors import sentences

if TYPE_CHECKING:
    from huggingface_hub import ModelInfo

MOST = 60


@dataclass(frozen=True)
class Listed:
    """One style on the Hub, by its card."""

    repo_id: str
    language: str
    """Empty where the card names none."""
    base: str
    """Empty where the card names none of the Hub."""
    gap_closed: float | None
    """How much of the way to the author it went; None where that was not measured."""
    downloads: int
    private: bool


def on_hub(search: str = "", language: str = "", endpoint: str | None = None) -> list[Listed]:
    """Return public styles, the most downloaded first."""
    with sentences("the list", "reading"):
        tags = [TAG, *([language] if language else [])]
        found = api("", endpoint).list_models(
            filter=tags, search=search.strip() or None, sort="downloads", limit=MOST, cardData=True
        )
        return _listed(found)


def own_on_hub(token: str, endpoint: str | None = None) -> list[Listed]:
    """Return the styles in the token's account, private ones too."""
    client = api(token, endpoint)
    with sentences("the list", "reading"):
        me: str = client.whoami()["name"]
        return _listed(client.list_models(filter=TAG, author=me, limit=MOST, cardData=True))


def _listed(models: "Iterable[ModelInfo]") -> list[Listed]:
    return [_one(model) for model in models]


def _one(model: "ModelInfo") -> Listed:
    tags, card = model.tags or [], model.card_data
    results: list[Any] = (card.eval_results if card else None) or []
    gaps = [one.metric_value for one in results if one.metric_type == GAP]
    bases = [tag for tag in tags if tag.startswith("base_model:adapter:")]
    return Listed(
        model.id,
        next((tag for tag in tags if len(tag) == 2 and tag.isalpha()), ""),
        bases[0].removeprefix("base_model:adapter:") if bases else "",
        float(gaps[0]) if gaps and isinstance(gaps[0], int | float) else None,
        model.downloads or 0,
        bool(model.private),
    )
