"""Rewrite a draft part by part: paraphrased, then by every column.

The base puts each part into plain words. What is done to the draft is what was done to the author's passages before
training: a styled model has learnt to make the author's words of plain ones. A base that follows no instructions can do
neither; of the draft it gets a few words, and writes anew what they suggest.
"""

import math
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from styles.corpus.passages import PassageSize, split
from styles.examples.keywords import Keywords
from styles.examples.view_checks import ask_for_paraphrase, mended_paraphrase, paraphrase_fault
from styles.language.words import count_words
from styles.text import PARAGRAPH_BREAK
from trainer.bases import Base
from trainer.compare import error_messages
from trainer.compare.comparison import Answer, Answered, Column, Comparison, Done, Paraphrase, Paraphrasing, TextDelta
from trainer.errors import RunError

MOST_WORDS = 300
"""Words of a part at most: as long as the passages that the rewriting was learnt from."""
SHARE_OF_CONTEXT = 5
"""A part takes this fraction of what the base can attend to: its plain version, the answer and passages need room."""
LONGER = 1.7
"""How many times longer than its part an answer may be, in tokens."""
LEAST_TOKENS = 48
"""An answer may have so many however short the part."""
ATTEMPTS = 3
"""How often the base is asked for a plain version, each time in other words, before the draft itself is taken."""
TEMPERATURE = 0.7
REMEMBERED = 64
"""Plain versions that are kept: moving the strength, or another seed, does not ask for them again."""

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")

Ask = Callable[[Comparison, Callable[[Answer], None], Callable[[], bool]], None]
"""Answers one comparison, saying words as they come."""


class Rewriter:
    """Rewrites drafts with the models of one base."""

    def __init__(self, base: Base, tokens: Callable[[str], int], ask: Ask) -> None:
        """Take the base, what counts its tokens, and what answers."""
        self._base, self._tokens, self._ask = base, tokens, ask
        self._remembered: dict[tuple[str, str], Paraphrase] = {}

    def rewrite(self, comparison: Comparison, say: Callable[[Answer], None], stopped: Callable[[], bool]) -> None:
        """Rewrite the draft, and say paraphrases and text as they come."""
        began = time.monotonic()
        parts = self.parts(comparison.prompt)
        keywords = Keywords(parts, comparison.language)
        tally = _Tally(say)
        for number, part in enumerate(parts):
            if self._base.follows_instructions:
                say(Paraphrasing(number + 1, len(parts)))
                paraphrase = self._neutral(part, comparison.language, stopped)
            else:
                chosen = ", ".join(keywords.of(part, random.Random(0)))
                paraphrase = Paraphrase(chosen or part, "keywords")
            if stopped():
                break
            say(paraphrase)
            if number:
                for column in comparison.columns:
                    say(TextDelta(column, PARAGRAPH_BREAK))
            self._ask(self._asked(comparison, number, part, paraphrase), tally.hear, stopped)
        for column in comparison.columns:
            say(Answered(column, tally.tokens.get(column, 0), tally.ended.get(column, False)))
        say(Done(round(time.monotonic() - began, 2), tally.shots))

    def parts(self, draft: str) -> list[str]:
        """Return the draft's paragraphs in groups, with room for paraphrase and answer."""
        room = (self._base.context or 4096) // SHARE_OF_CONTEXT
        fit = max(1, room * count_words(draft) // max(1, self._tokens(draft)))
        most = min(MOST_WORDS, fit)
        # Verse, and what was pasted with one line break between paragraphs, is parted at its lines where it has to be.
        paragraphs = (
            piece
            for paragraph in _BREAK.split(draft.strip())
            for piece in (paragraph.split("\n") if count_words(paragraph) > most else [paragraph])
        )
        found = split(paragraphs, PassageSize(max(1, most // 2), most))
        # A sentence is never cut, and some have more tokens a word than others.
        if any(self._tokens(part) > 1.6 * room for part in found):
            raise RunError(error_messages.LONG_SENTENCE(words=fit))
        return found

    def _neutral(self, part: str, language: str, stopped: Callable[[], bool]) -> Paraphrase:
        """Return the base's paraphrase of a part.

        It is the part itself where none of the attempts can be used.
        """
        known = self._remembered.get((language, part))
        if known:
            return known
        paraphrase = Paraphrase(part, "draft")
        for attempt in range(ATTEMPTS):
            written = mended_paraphrase(self._written(part, language, attempt, stopped), part)
            if stopped():
                return paraphrase
            # What is plain already may stay as it is; it is only for training that this would be too little.
            if paraphrase_fault(written, part, language) in (None, "copied"):
                paraphrase = Paraphrase(written, "base")
                break
        self._remembered[language, part] = paraphrase
        if len(self._remembered) > REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        return paraphrase

    def _written(self, part: str, language: str, attempt: int, stopped: Callable[[], bool]) -> str:
        heard: list[str] = []
        asked = Comparison(
            ask_for_paraphrase(language, part, attempt),
            "free",
            language=language,
            columns=("base",),
            temperature=TEMPERATURE,
            max_new_tokens=self._length(part),
            seed=attempt,
        )
        self._ask(asked, lambda answer: heard.append(answer.text) if isinstance(answer, TextDelta) else None, stopped)
        return "".join(heard).strip()

    def _asked(self, comparison: Comparison, number: int, part: str, paraphrase: Paraphrase) -> Comparison:
        """Return the comparison for one part; each has noise of its own."""
        return replace(
            comparison,
            prompt=paraphrase.text,
            mode="write" if paraphrase.origin == "keywords" else "rewrite",
            seed=comparison.seed + number,
            max_new_tokens=self._length(part),
        )

    def _length(self, part: str) -> int:
        return max(LEAST_TOKENS, math.ceil(LONGER * self._tokens(part)))


@dataclass
class _Tally:
    """Hands on the words of all parts, and adds up the rest."""

    say: Callable[[Answer], None]
    tokens: dict[Column, int] = field(default_factory=dict)
    ended: dict[Column, bool] = field(default_factory=dict)
    shots: int = 0
    """How many passages were shown with the last part."""

    def hear(self, answer: Answer) -> None:
        """Take what is said about one part."""
        match answer:
            case Answered(column, tokens, ended):
                self.tokens[column] = self.tokens.get(column, 0) + tokens
                self.ended[column] = self.ended.get(column, True) and ended
            case Done(_, shots):
                self.shots = shots
            case _:
                self.say(answer)
