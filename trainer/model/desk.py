"""What every measure of the scoring child works at: the models, a voice to say how far it is, an ear for a stop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.events import ScorePhase
from trainer.measuring.score_settings import ScoreSettings
from trainer.measuring.scoring import Scoring
from trainer.model import sampling
from trainer.model.answers import Asked, Manner, Stopped, answers, rows_that_fit
from trainer.model.divergence import Measured, Piece, divergences
from trainer.model.generate import Voices


@dataclass(frozen=True)
class Desk:
    """What every measure needs: the models, a voice, and an ear for a stop."""

    scoring: Scoring
    voices: Voices
    style: str
    """The name of the styled voice; the base's own where nothing was trained."""
    settings: ScoreSettings = ScoreSettings()

    def say(self, phase: str, done: int = 0, total: int = 0) -> None:
        """Say how far it is; hear a stop."""
        self.scoring.say(ScorePhase(phase, done, total))
        self.check()

    def check(self) -> None:
        """Raise `Stopped` where a stop was asked for."""
        if self.scoring.stop_asked():
            raise Stopped

    @property
    def context(self) -> int:
        """How many tokens the base can attend to."""
        return self.voices.base.context or 4096

    @property
    def strengths(self) -> tuple[float, ...]:
        """The strengths at which the style is measured: only an adapter has any between 0 and 1."""
        worn = self.voices.wears(self.style)
        return tuple(one for one in self.settings.strengths if worn or one in (0.0, 1.0))

    def rendered(self, message: str) -> str:
        """Return a message as the chat template renders it."""
        return sampling.question(self.voices.loaded.tokenizer, message)

    def tokens(self, text: str) -> int:
        """Return how many tokens a text has."""
        return self.voices.tokens(text)

    def ask(
        self, asked: Sequence[Asked], manner: Manner, together: int = 1, strength: float = 1.0
    ) -> Iterator[tuple[int, list[str]]]:
        """Yield batch by batch where it begins and its answers; so many questions in a row stay in one batch."""
        longest = max((self.tokens(one.prompt) for one in asked), default=1) + manner.most_tokens
        rows = rows_that_fit(self.voices.loaded, longest) // together * together or together
        for start in range(0, len(asked), rows):
            self.check()
            batch = asked[start : start + rows]
            with self.voices.scaled(strength):
                found = answers(self.voices, batch, manner, self.scoring.stop_asked)
            yield start, found

    def ask_all(self, asked: Sequence[Asked], manner: Manner) -> list[str]:
        """Return all answers, in the order of the questions."""
        return [answer for _, found in self.ask(asked, manner) for answer in found]

    def diverge(self, pieces: Sequence[Piece], strengths: Sequence[float], tokens: int | None = None) -> list[Measured]:
        """Return what texts cost base and styled model."""
        most = min(self.context, tokens or self.context)
        return divergences(self.voices, self.style, pieces, strengths, most, self.scoring.stop_asked)
