"""Model card of an adapter or model: Markdown with YAML head.

No text of the author's is in it. Each has a card from the start; a push adds what is for others: rights, figures,
samples, how to load.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from string import Template
from typing import Literal, get_args

from styles.corpus.corpus import CorpusReport
from trainer import bases
from trainer.compare.real_pair import real_pair
from trainer.hub import card_text
from trainer.runs.blend import Blend
from trainer.runs.recipe import Recipe
from trainer.runs.records import About

Rights = Literal["own", "permission", "public_domain"]
"""Why whoever pushes may share what was learnt: they wrote the texts, were allowed to, or nobody owns them."""
RIGHTS: tuple[Rights, ...] = get_args(Rights)
TAG = "pastiche"
"""What every card of ours is tagged with: the gallery finds it by that."""
GAP = "style_gap_closed"
"""What the first of its figures is called on the Hub."""


@dataclass(frozen=True)
class Figure:
    """One number of the scorecard."""

    key: str
    """What the Hub calls it: letters and underscores."""
    name: str
    meaning: str
    """In a few words, with what is good."""
    value: float
    low: float | None = None
    """Where its 95 % interval begins; None where there is none."""
    high: float | None = None


@dataclass(frozen=True)
class SamplePair:
    """What base and styled model answer to one of our own prompts."""

    prompt: str
    base: str
    styled: str


@dataclass(frozen=True)
class CardExtras:
    """Facts for others, beside those on every card."""

    repo_id: str = ""
    """Where the adapter is on the Hub; empty in the run's own folder."""
    rights: Rights | None = None
    figures: tuple[Figure, ...] = ()
    blind_test: str = ""
    """The blind test's result in a sentence; empty where nobody took it."""
    pairs: tuple[SamplePair, ...] = ()


@dataclass(frozen=True)
class RunFacts:
    """Facts of a run for its card."""

    about: About
    recipe: Recipe
    report: CorpusReport
    losses: Sequence[tuple[int, float]]
    """(step, held-out loss in nats per token), oldest first."""
    engine: str
    blend: Blend | None = None


def write(run: RunFacts, extras: CardExtras | None = None) -> str:
    """Return the card's text."""
    recipe, blend, losses, extras = run.recipe, run.blend, run.losses, extras or CardExtras()
    base = bases.find(recipe.base)
    # Every JSON value is a YAML value, so names with colons, quotes or dashes cannot break the head.
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in _head(run.about, recipe, base, extras).items()
        if value
    ]
    return card_text.CARD.substitute(
        head="\n".join(lines),
        name=run.about.name.replace("\n", " "),
        what=card_text.BLEND if blend else card_text.MODEL if recipe.method == "full" else card_text.ADAPTER,
        pairs=_pairs(extras.pairs),
        base=base.name if base.folder else base.id,
        language=run.about.language,
        source=_source(run.report, blend),
        losses=f"{losses[0][1]:.3f} at step {losses[0][0]}, {min(loss for _, loss in losses):.3f} at best"
        if losses
        else "not measured",
        engine=run.engine,
        note=_demonstration() if base.is_embedded else "",
        figures=_figures(extras),
        rights=card_text.RIGHTS[extras.rights] if extras.rights else "Share it only if you may share the texts.",
        licence=_licence(base),
        loading=_loading(base, recipe, extras.repo_id),
        recipe=public_recipe(recipe).to_json(),
    )


def _demonstration() -> str:
    """Return the note on the demonstration model, with a real base's answers."""
    pair = real_pair()
    before, after = (_cell(text) for text in (pair.base_answer, pair.styled_answer))
    return Template(card_text.DEMONSTRATION).substitute(base=pair.base, prompt=pair.prompt, before=before, after=after)


def _source(report: CorpusReport, blend: Blend | None) -> str:
    if blend:
        return "blended of | " + ", ".join(f"{_cell(one.name)} ({one.weight:.0%})" for one in blend.sources)
    return (
        f"learnt from | {report.train_words:,} words; {report.held_out_words:,} more were held out; "
        f"{report.passages:,} passages in all"
    )


def public_recipe(recipe: Recipe) -> Recipe:
    """Return the recipe for others, without the path of a base's folder."""
    return recipe.changed(base=bases.find(recipe.base).public_id)


def _head(about: About, recipe: Recipe, base: bases.Base, extras: CardExtras) -> dict[str, object]:
    on_the_hub, full = not base.folder, recipe.method == "full"
    relation, kind = ("finetune", []) if full else ("adapter", ["lora"])
    return {
        "library_name": "transformers" if full else "peft",
        "pipeline_tag": "text-generation",
        "base_model": base.id if on_the_hub else None,
        "base_model_relation": relation,
        "license": base.license,
        "language": [about.language] if about.language != "und" else None,
        "tags": [*kind, "sft", TAG, *([f"base_model:{relation}:{base.id}"] if on_the_hub else [])],
        "model-index": _model_index(extras),
    }


def _model_index(extras: CardExtras) -> list[dict[str, object]] | None:
    if not extras.figures:
        return None
    metrics = [{"type": one.key, "name": one.name, "value": one.value} for one in extras.figures]
    results = {
        "task": {"type": "text-generation", "name": "Writing in the author's voice"},
        "dataset": {"type": "held-out", "name": "The author's held-out texts"},
        "metrics": metrics,
    }
    return [{"name": extras.repo_id.rpartition("/")[2] or "adapter", "results": [results]}]


def _pairs(pairs: Sequence[SamplePair]) -> str:
    if not pairs:
        return ""
    rows = "".join(f"| {_cell(pair.prompt)} | {_cell(pair.base)} | {_cell(pair.styled)} |\n" for pair in pairs)
    return f"\n| prompt | base model | styled model |\n|---|---|---|\n{rows}"


def _figures(extras: CardExtras) -> str:
    if not extras.figures and not extras.blind_test:
        return ""
    rows = "".join(f"| {one.name} | {_with_interval(one)} | {one.meaning} |\n" for one in extras.figures)
    table = f"\n| | with its 95 % interval | |\n|---|---|---|\n{rows}" if rows else ""
    blind = f"\n{extras.blind_test}\n" if extras.blind_test else ""
    return f"\n## Measured\n{table}{blind}"


def _with_interval(figure: Figure) -> str:
    # Nats a token and shares of copied words are small where all is well.
    places = 2 if abs(figure.value) >= 0.1 else 3
    value = f"{figure.value:.{places}f}"
    if figure.low is None or figure.high is None:
        return value
    return f"{value} ({figure.low:.{places}f} to {figure.high:.{places}f})"


def _licence(base: bases.Base) -> str:
    name = base.name if base.folder else base.id
    return f"\nThe licence of {name} ({base.license}) applies to it as well." if base.license else ""


def _loading(base: bases.Base, recipe: Recipe, repo_id: str) -> str:
    if recipe.method == "full":
        return card_text.TRANSFORMERS.substitute(folder=json.dumps(repo_id or "this folder"))
    base_code, adapter = json.dumps(_public_name(base)), json.dumps(repo_id or "this folder or its Hub id")
    loading = card_text.PEFT.substitute(base=base_code, adapter=adapter)
    if repo_id and not base.folder:
        rank = next((most for most in (8, 16, 32, 64, 128, 256) if recipe.lora_r <= most), 512)
        loading += card_text.ELSEWHERE.substitute(
            base=base_code, adapter=adapter, base_id=base.id, rank=rank, repo_id=repo_id
        )
    elif repo_id and base.is_embedded:
        loading += (
            f"\nThe base is the folder `{_public_name(base)}` of Pastiche's repository. "
            f"With Pastiche, side by side with it: `?adapter={repo_id}` at the end of its page's address.\n"
        )
    return loading


def _public_name(base: bases.Base) -> str:
    """Return a base's name for other computers, never a folder here."""
    return "trainer/embedded_base" if base.is_embedded else base.public_id


_MARKS = {char: f"&#{ord(char)};" for char in "&<>|*_`[]\\~#"}


def _cell(text: str) -> str:
    """Return text for a table cell without marks of Markdown or HTML."""
    plain = "".join(_MARKS.get(char, char) for char in text.strip())
    return "<br>".join(line.strip() for line in plain.splitlines() if line.strip())
