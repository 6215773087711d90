"""Shared by all measures: models, progress reporting, stop check."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trainer.model import sampling
from trainer.model.answers import Manner, PromptRequest, StopRequested, answers, rows_that_fit
from trainer.model.divergence import Measured, Piece, divergences, encode_pieces
from trainer.model.loaded_styles import LoadedStyles
from trainer.runs.events import ScorePhase
from trainer.scorecard.score_settings import ScoreSettings
from trainer.scorecard.scoring import Scoring
from trainer.scorecard.scoring_time import Clock

PROMPT_TOKENS = 8_192
"""Tokens of the prompts of a batch, padding among them: they are read at once, and take memory while they are."""


@dataclass(frozen=True)
class ScoreContext:
    """The models, progress reporting and stop check of a scoring."""

    scoring: Scoring
    loaded_styles: LoadedStyles
    style: str
    """The name of the styled model; the base's own where nothing was trained."""
    settings: ScoreSettings = ScoreSettings()
    clock: Clock = field(default_factory=lambda: Clock({}))

    def say(self, phase: str, done: int = 0, total: int = 0) -> None:
        """Report progress and the time that is left; check for a stop."""
        left = round(self.clock.seconds_left(done / total if total else 0.0), 1)
        self.scoring.say(ScorePhase(phase, done, total, left))
        self.check()

    def check(self) -> None:
        """Raise `StopRequested` if a stop was asked for."""
        if self.scoring.stop_asked():
            raise StopRequested

    @property
    def context(self) -> int:
        """The base's context in tokens."""
        return self.loaded_styles.context

    @property
    def strengths(self) -> tuple[float, ...]:
        """The strengths to measure; only adapters have any between 0 and 1."""
        active = self.loaded_styles.is_adapter(self.style)
        return tuple(one for one in self.settings.strengths if active or one in (0.0, 1.0))

    def rendered(self, message: str) -> str:
        """Return a message as the chat template renders it."""
        return sampling.question(self.loaded_styles.loaded.tokenizer, message)

    def tokens(self, text: str) -> int:
        """Return the number of a text's tokens."""
        return self.loaded_styles.tokens(text)

    def ask_all(
        self,
        asked: Sequence[PromptRequest],
        manner: Manner,
        strength: float = 1.0,
        phase: str = "",
        of: tuple[int, int] = (0, 1),
    ) -> list[str]:
        """Return all answers in the order of the prompts.

        With a phase, progress is reported as part `of[0]` (from 0) of `of[1]` parts.
        """
        found: dict[int, str] = {}
        for indices in self._batches(asked, manner):
            if phase:
                self.say(phase, len(asked) * of[0] + len(found), len(asked) * of[1])
            self.check()
            with self.loaded_styles.at_strength(strength):
                written = answers(
                    self.loaded_styles, [asked[index] for index in indices], manner, self.scoring.stop_asked
                )
            found |= zip(indices, written, strict=True)
        return [found[index] for index in range(len(asked))]

    def _batches(self, asked: Sequence[PromptRequest], manner: Manner) -> Iterator[list[int]]:
        """Yield the indices of each batch's prompts, those of one length together.

        A batch has as many as fit, and less padding so. What an answer is does not depend on its batch: the noise is
        its seed's.
        """
        tokens = [self.tokens(one.prompt) for one in asked]
        batch: list[int] = []
        # The longest first: where memory is short, that shows at once.
        for index in sorted(range(len(asked)), key=lambda index: -tokens[index]):
            longest = tokens[batch[0] if batch else index]
            rows = min(rows_that_fit(self.loaded_styles.loaded, longest + manner.most_tokens), PROMPT_TOKENS // longest)
            if batch and len(batch) >= rows:
                yield batch
                batch = []
            batch.append(index)
        if batch:
            yield batch

    def diverge(self, pieces: Sequence[Piece], strengths: Sequence[float], tokens: int | None = None) -> list[Measured]:
        """Return the losses and KLs of texts for base and styled model."""
        most = min(self.context, tokens or self.context)
        rows = encode_pieces(self.loaded_styles.loaded.tokenizer, pieces, most)
        return divergences(self.loaded_styles, self.style, rows, strengths, self.scoring.stop_asked)
