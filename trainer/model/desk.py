"""What every measure of the scoring child works at: the models, a voice to say how far it is, an ear for a stop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.events import ScorePhase
from trainer.model import sampling
from trainer.model.answers import Asked, Manner, Stopped, answers, rows_that_fit
from trainer.model.divergence import Measured, Piece, divergences
from trainer.model.generate import Voices, scaled
from trainer.score_settings import ScoreSettings
from trainer.scoring import Scoring


@dataclass(frozen=True)
class Desk:
    """What every measure needs: the models, a voice, and an ear for a stop."""

    scoring: Scoring
    voices: Voices
    style: str
    """The name under which the adapter is loaded."""
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

    def rendered(self, message: str) -> str:
        """Return a message as the chat template renders it."""
        return sampling.rendered(self.voices.loaded.tokenizer, [{"role": "user", "content": message}])

    def tokens(self, text: str) -> int:
        """Return how many tokens a text has."""
        return len(self.voices.loaded.tokenizer(text, add_special_tokens=False)["input_ids"])

    def ask(
        self, asked: Sequence[Asked], manner: Manner, together: int = 1, strength: float = 1.0
    ) -> Iterator[tuple[int, list[str]]]:
        """Yield batch by batch where it begins and its answers; so many questions in a row stay in one batch."""
        longest = max((self.tokens(one.prompt) for one in asked), default=1) + manner.most_tokens
        rows = rows_that_fit(self.voices.loaded, longest) // together * together or together
        for start in range(0, len(asked), rows):
            self.check()
            batch = asked[start : start + rows]
            with scaled(self.voices.model, strength):
                found = answers(self.voices.model, self.voices.loaded, batch, manner, self.scoring.stop_asked)
            yield start, found

    def ask_all(self, asked: Sequence[Asked], manner: Manner) -> list[str]:
        """Return all answers, in the order of the questions."""
        return [answer for _, found in self.ask(asked, manner) for answer in found]

    def diverge(self, pieces: Sequence[Piece], strengths: Sequence[float], tokens: int | None = None) -> list[Measured]:
        """Return what texts cost base and styled model."""
        most = min(self.context, tokens or self.context)
        return divergences(
            self.voices.model, self.voices.loaded, self.style, pieces, strengths, most, self.scoring.stop_asked
        )
