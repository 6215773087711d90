"""Blind tests of visitors: permitted passages and progress of each reader.

A run's held-out passages are its owner's alone: for them both questions, and what they judge is kept with the run. A
gallery style's texts ship with Pastiche, so everybody may look for its author, as a game of which nothing is kept.
"""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.compare.error_messages import NO_STYLE
from trainer.errors import RunError
from trainer.library import library
from trainer.library.style import Style, is_sample
from trainer.runs.run import Run
from trainer.scorecard import blind_test
from trainer.scorecard.blind_test import (
    GAME_PAIRS,
    KINDS,
    MOST_PAIRS,
    BlindPair,
    BlindTest,
    BlindTestResult,
    Choice,
    Judgement,
    Kind,
    PairVerdict,
    read_judgements,
    write_judgement,
)
from ui.strings import error_messages
from ui.visitors.owner import check_owner


@dataclass(frozen=True)
class BlindTestSession:
    """A reader's progress through the pairs of one question.

    It has no text, and stays on the server.
    """

    style: str
    kind: Kind
    pairs: tuple[BlindPair, ...]
    before: int = 0
    """How many pairs were judged in earlier sessions."""
    counts: bool = False
    """Whether what is judged is kept with the run."""
    verdicts: tuple[PairVerdict, ...] = ()

    @property
    def place(self) -> int:
        """The place of the pair that is to be judged, from 0."""
        return len(self.verdicts)

    @property
    def is_over(self) -> bool:
        """Whether every pair has been judged."""
        return self.place >= len(self.pairs)

    def stopped(self) -> "BlindTestSession":
        """Return the session as if the pairs judged so far were all."""
        return replace(self, pairs=self.pairs[: self.place])


class BlindTests:
    """Blind tests, by owner."""

    def __init__(
        self,
        home: Path,
        gallery: Callable[[], Sequence[Style]],
        clock: Callable[[], float] = time.time,
        seed: Callable[[], str] = lambda: secrets.token_hex(8),
    ) -> None:
        """Keep judgements with the runs of a home.

        Sides and order are drawn from the seeds.
        """
        self._home, self._gallery, self._clock, self._seed = home, gallery, clock, seed

    def styles(self, owner: str) -> list[Style]:
        """Return the styles that a visitor may judge.

        Their own come first, then the gallery's.
        """
        found = [*(library.own(self._home, owner) if owner else []), *self._gallery()]
        return [style for style in found if blind_test.offered(style.folder)]

    def style(self, owner: str, identity: str) -> Style:
        """Return a style; another owner's counts as unknown."""
        if not is_sample(identity):
            check_owner(owner)
            return library.find(identity, self._home, owner)
        for style in self._gallery():
            if style.id == identity:
                return style
        raise RunError(NO_STYLE)

    def kinds(self, identity: str) -> tuple[Kind, ...]:
        """Return the questions that may be asked about a style."""
        return ("author",) if is_sample(identity) else KINDS

    def begin(self, owner: str, identity: str, kind: Kind) -> BlindTestSession:
        """Return a session over the pairs that were not judged yet.

        Once all were, it is over all of them, and does not count.
        """
        if kind not in self.kinds(identity):
            raise RunError(error_messages.NO_QUESTION)
        style = self.style(owner, identity)
        game = is_sample(identity)
        test = BlindTest.of(style.folder)
        pairs = test.pairs(kind, self._seed(), GAME_PAIRS if game else MOST_PAIRS)
        if not pairs:
            raise RunError(error_messages.NO_PAIRS)
        if game:
            return BlindTestSession(identity, kind, tuple(pairs))
        judged = test.judged(kind, read_judgements(Run(style.folder)))
        left = [pair for pair in pairs if pair.number not in judged]
        if not left:
            return BlindTestSession(identity, kind, tuple(pairs))
        return BlindTestSession(identity, kind, tuple(left), len(pairs) - len(left), counts=True)

    def passages(self, owner: str, session: BlindTestSession, place: int) -> tuple[str, str]:
        """Return the left and right passage of a session's pair."""
        return BlindTest.of(self.style(owner, session.style).folder).passages(session.pairs[place])

    def judge(self, owner: str, session: BlindTestSession, choice: Choice) -> BlindTestSession:
        """Return the session after a choice on its pair.

        Where it counts, the judgement is kept with the run.
        """
        style, pair = self.style(owner, session.style), session.pairs[session.place]
        BlindTest.of(style.folder).passages(pair)  # refused when they are not what was shown
        verdict = pair.verdict(choice)
        if session.counts:
            said = Judgement(pair.kind, pair.number, verdict, pair.styled_left, pair.key, self._clock())
            write_judgement(Run(style.folder), said)
        return replace(session, verdicts=(*session.verdicts, verdict))

    def recorded(self, owner: str, identity: str) -> dict[Kind, BlindTestResult]:
        """Return a run's kept results by question.

        Nothing is kept of a gallery style.
        """
        style = self.style(owner, identity)
        if is_sample(identity):
            return {}
        return BlindTest.of(style.folder).results(read_judgements(Run(style.folder)))

    def result(self, owner: str, session: BlindTestSession) -> BlindTestResult:
        """Return a session's result.

        One that counts is taken together with the earlier ones.
        """
        of_this = blind_test.result(session.kind, session.verdicts)
        return self.recorded(owner, session.style).get(session.kind, of_this) if session.counts else of_this
