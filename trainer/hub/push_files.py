"""What a push sends, file by file: the adapter, its card, its recipe and its scorecard, and never a text."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from styles.measures.copying import TrainingText
from styles.measures.intervals import Interval
from trainer.adapters.files import CARD, CONFIG, WEIGHTS
from trainer.errors import RunError
from trainer.hub import card, error_messages
from trainer.hub.card import CardExtras, Figure, Pair, Rights
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
        """Return what the Hub must say of each file: SHA-256 of the weights, git's own hash of the others."""
        with self.weights.open("rb") as file:
            weights = hashlib.file_digest(file, "sha256").hexdigest()
        return {WEIGHTS: weights} | {name: git_hash(data) for name, data in self.texts.items()}


def git_hash(data: bytes) -> str:
    """Return the hash by which git, and so the Hub, knows a small file."""
    return hashlib.sha1(b"blob %d\x00" % len(data) + data, usedforsecurity=False).hexdigest()


def push_files(run: Run, repo_id: str, rights: Rights, pairs: tuple[Pair, ...]) -> PushFiles:
    """Return what is sent of a run to a repository."""
    check_adapter(run)
    measured = Scoring(run).scorecard
    telling = CardExtras(
        repo_id,
        rights,
        figures=figures(measured) if measured else (),
        blind_test=blind_result(run),
        pairs=own_words(run, pairs),
    )
    losses = [(event.step, event.held_out_loss) for event in run.events if isinstance(event, Evaluated)]
    engine = next((event.engine for event in reversed(run.events) if isinstance(event, Started)), "not recorded")
    text = card.write(run.about, run.recipe, run.corpus.report, losses, engine, telling, run.blend)
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
    """Refuse what is not published: only adapters are."""
    if run.is_few_shot:
        raise RunError(error_messages.NOTHING_TRAINED)
    if run.weights.are_full:
        raise RunError(error_messages.FULL_WEIGHTS)
    if not run.has_adapter:
        raise RunError(error_messages.NO_ADAPTER)


def figures(measured: Scorecard) -> tuple[Figure, ...]:
    """Return the headline figures of a scorecard, those that were measured."""
    style, meaning, copied = measured.style, measured.meaning, measured.originality
    found = []
    if style and style.styled:
        told = "of the base's distance to the author is closed: 1 is the author, 0 the base"
        found.append(_figure(card.GAP, "Style gap closed", told, style.styled))
    if style and style.lead:
        told = "more of it than the base that is shown some of the author's passages"
        found.append(_figure("lead_over_few_shot", "Lead over few-shot", told, style.lead))
    if meaning:
        told = "chrF by which rewritings are nearer to the originals than the base's: below 0, meaning is lost"
        found.append(_figure("meaning_kept", "Meaning kept", told, meaning.change))
    if kept := measured.abilities:
        told = "nats a token by which general texts became harder to foretell: up to 0.02 is fine"
        found.append(_figure("abilities_drift", "Abilities kept", told, kept.drift))
        if kept.refusals:
            told = f"of {kept.refusals.asked} ordinary prompts are refused, {kept.refusals.base} by the base itself"
            found.append(Figure("refusals", "Refusals", told, kept.refusals.styled))
    if copied:
        told = (
            f"of its words stand in spans of five and more of the author's; up to {copied.green:.2f} is fine. "
            f"The longest has {copied.styled.longest} words"
        )
        found.append(Figure("copied_share", "Originality", told, copied.styled.coverage))
    return tuple(found)


def blind_result(run: Run) -> str:
    """Return what readers said in the blind test, in sentences; empty where nobody took it."""
    if not offered(run.folder):
        return ""
    return " ".join(one.message.english for one in BlindTest.of(run.folder).results(read_judgements(run)).values())


def _figure(key: str, name: str, told: str, measured: Interval) -> Figure:
    return Figure(key, name, told, round(measured.value, 4), measured.low, measured.high)


def own_words(run: Run, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Return the answers that recite nothing of the texts that were learnt from."""
    train = run.corpus.train
    learnt = TrainingText(tuple(one.text for one in train), tuple(one.document for one in train))

    def most(pair: Pair) -> float:
        return max(learnt.compare(text).longest for text in (pair.base, pair.styled))

    return tuple(pair for pair in pairs if most(pair) <= RECITED_WORDS)
