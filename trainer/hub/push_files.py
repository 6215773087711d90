"""Files of a push: adapter, card, recipe and scorecard, never a text."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from styles.measures.copying import TrainingText
from styles.measures.intervals import Interval
from trainer.adapters.files import CARD, CONFIG, WEIGHTS
from trainer.errors import RunError
from trainer.hub import card, error_messages
from trainer.hub.card import CardExtras, Figure, Rights, SamplePair
from trainer.runs.events import Evaluated, Started
from trainer.runs.run import Run
from trainer.scorecard.blind_test import BlindTest, offered, read_judgements
from trainer.scorecard.scorecard import Scorecard
from trainer.scorecard.scoring import Scoring

RECITED_WORDS = 12
"""An answer that has more of the author's words in a row is not shown on a card."""


@dataclass(frozen=True)
class PushFiles:
    """The files of one push."""

    weights: Path
    """The one that is large; it stays where it is."""
    texts: dict[str, bytes]
    """All the others, by name."""

    def hashes(self) -> dict[str, str]:
        """Return the expected hash of each file on the Hub.

        SHA-256 of the weights, git's own hash of the others.
        """
        with self.weights.open("rb") as file:
            weights = hashlib.file_digest(file, "sha256").hexdigest()
        return {WEIGHTS: weights} | {name: git_hash(data) for name, data in self.texts.items()}


def git_hash(data: bytes) -> str:
    """Return git's hash of a small file, which the Hub uses too."""
    return hashlib.sha1(b"blob %d\x00" % len(data) + data, usedforsecurity=False).hexdigest()


def push_files(run: Run, repo_id: str, rights: Rights, pairs: tuple[SamplePair, ...]) -> PushFiles:
    """Return the files of a run for a repository."""
    check_adapter(run)
    measured = Scoring(run).scorecard
    extras = CardExtras(
        repo_id,
        rights,
        figures=figures(measured) if measured else (),
        blind_test=blind_result(run),
        pairs=own_words(run, pairs),
    )
    losses = [(event.step, event.held_out_loss) for event in run.events if isinstance(event, Evaluated)]
    engine = next((event.engine for event in reversed(run.events) if isinstance(event, Started)), "not recorded")
    facts = card.RunFacts(run.about, run.recipe, run.corpus.report, losses, engine, run.blend)
    text = card.write(facts, extras)
    # PEFT has no place for our own facts, and what it wrote of the base was set right when the adapter was saved.
    config = json.loads((run.adapter / CONFIG).read_text("utf-8"))
    texts = {
        CONFIG: json.dumps(config, indent=2, ensure_ascii=False).encode() + b"\n",
        "recipe.json": card.public_recipe(run.recipe).to_json().encode() + b"\n",
        CARD: text.encode(),
    }
    if measured:
        texts["scorecard.json"] = measured.to_json().encode() + b"\n"
    return PushFiles(run.adapter / WEIGHTS, texts)


def check_adapter(run: Run) -> None:
    """Raise RunError for a run without an adapter; only adapters are published."""
    if run.is_few_shot:
        raise RunError(error_messages.NOTHING_TRAINED)
    if run.weights.are_full:
        raise RunError(error_messages.FULL_WEIGHTS)
    if not run.has_adapter:
        raise RunError(error_messages.NO_ADAPTER)


def figures(measured: Scorecard) -> tuple[Figure, ...]:
    """Return the measured headline figures of a scorecard."""
    style, meaning, copied = measured.style, measured.meaning, measured.originality
    found = []
    if style and style.styled:
        note = "of the base's distance to the author is closed: 1 is the author, 0 the base"
        found.append(_figure(card.GAP, "Style gap closed", note, style.styled))
    if style and style.lead:
        note = "more of it than the base that is shown some of the author's passages"
        found.append(_figure("lead_over_few_shot", "Lead over few-shot", note, style.lead))
    if meaning:
        note = "chrF by which rewritings are nearer to the originals than the base's: below 0, meaning is lost"
        found.append(_figure("meaning_kept", "Meaning kept", note, meaning.change))
    if kept := measured.abilities:
        note = "nats a token by which general texts became harder to foretell: up to 0.02 is fine"
        found.append(_figure("abilities_drift", "Abilities kept", note, kept.drift))
        if kept.refusals:
            note = f"of {kept.refusals.asked} ordinary prompts are refused, {kept.refusals.base} by the base itself"
            found.append(Figure("refusals", "Refusals", note, kept.refusals.styled))
    if copied:
        note = (
            f"of its words stand in spans of five and more of the author's; up to {copied.green:.2f} is fine. "
            f"The longest has {copied.styled.longest} words"
        )
        found.append(Figure("copied_share", "Originality", note, copied.styled.coverage))
    return tuple(found)


def blind_result(run: Run) -> str:
    """Return the blind test's result in sentences; empty without judgements."""
    if not offered(run.folder):
        return ""
    return " ".join(one.message.english for one in BlindTest.of(run.folder).results(read_judgements(run)).values())


def _figure(key: str, name: str, note: str, measured: Interval) -> Figure:
    return Figure(key, name, note, round(measured.value, 4), measured.low, measured.high)


def own_words(run: Run, pairs: tuple[SamplePair, ...]) -> tuple[SamplePair, ...]:
    """Return the answers that recite nothing of the training text."""
    train = run.corpus.train
    learnt = TrainingText(tuple(one.text for one in train), tuple(one.document for one in train))

    def most(pair: SamplePair) -> float:
        return max(learnt.compare(text).longest for text in (pair.base, pair.styled))

    return tuple(pair for pair in pairs if most(pair) <= RECITED_WORDS)
